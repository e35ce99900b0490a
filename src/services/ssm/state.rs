//! What Systems Manager holds.

use std::collections::BTreeMap;

use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};

/// Commands that were sent, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    pub(super) commands: Vec<Command>,
}

/// A command.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Command {
    /// Its id.
    pub id: String,
    /// Where it was sent.
    pub scope: Scope,
    /// A word about it.
    pub comment: String,
    /// Its parameters.
    pub parameters: BTreeMap<String, Vec<String>>,
    /// The instances named, where instances were named.
    pub instance_ids: Vec<String>,
    /// The targets named, as JSON.
    pub targets: String,
    /// When it was sent.
    pub requested: Time,
    /// How long it may wait for its instances.
    pub timeout: Span,
    /// At how many instances at once, and after how many errors it ends.
    pub limits: (String, String),
    /// What becomes of it on each instance.
    pub invocations: Vec<Invocation>,
}

/// What becomes of a command on an instance.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Invocation {
    /// The instance.
    pub instance: String,
    /// When it begins.
    pub start: Time,
    /// When it is over.
    pub end: Time,
    /// What it answers then.
    pub code: i32,
    /// Whether it ran longer than it may.
    pub timed_out: bool,
    /// What it prints.
    pub stdout: String,
    /// What it says of faults.
    pub stderr: String,
}

impl Invocation {
    /// How it stands at an instant: status and details.
    /// <https://docs.aws.amazon.com/systems-manager/latest/userguide/monitor-commands.html>
    pub fn status(&self, now: Time) -> (&'static str, &'static str) {
        match () {
            () if now < self.start => ("Pending", "Pending"),
            () if now < self.end => ("InProgress", "InProgress"),
            () if self.timed_out => ("TimedOut", "ExecutionTimedOut"),
            () if self.code != 0 => ("Failed", "Failed"),
            () => ("Success", "Success"),
        }
    }

    /// Whether it is over.
    pub fn is_over(&self, now: Time) -> bool {
        now >= self.end
    }
}

impl Command {
    /// How it stands at an instant, all instances together.
    pub fn status(&self, now: Time) -> &'static str {
        let mut all = self.invocations.iter().map(|one| one.status(now).0);
        let mut found = "Success";
        for status in all.by_ref() {
            found = match (found, status) {
                (_, "Pending" | "InProgress") => return status,
                (_, "Failed") | ("Failed", _) => "Failed",
                (_, "TimedOut") => "TimedOut",
                (kept, _) => kept,
            };
        }
        found
    }
}

impl State {
    /// The commands of an account and Region, oldest first.
    pub fn commands(&self, scope: Scope) -> impl DoubleEndedIterator<Item = &Command> {
        self.commands.iter().filter(move |command| command.scope == scope)
    }
}
