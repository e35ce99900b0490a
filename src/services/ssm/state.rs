//! What Systems Manager holds.

use std::collections::BTreeMap;

use super::documents::Document;
use super::outputs::{Delivered, Outputs};
use crate::services::agent::Act;
use crate::services::agent::act::Done;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};

/// How long a command may run where it does not say so.
pub(super) const EXECUTION: Span = Span::hours(1);

/// Commands, parameters and settings.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    /// Commands that were sent, oldest first.
    pub(super) commands: Vec<Command>,
    /// Parameters by name.
    pub(super) parameters: BTreeMap<(Scope, String), Stored>,
    /// Settings of the account by id, where somebody set them.
    pub(super) settings: BTreeMap<(Scope, &'static str), Setting>,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Stored {
    /// `String`, `StringList` or `SecureString`.
    pub kind: &'static str,
    /// Its versions, oldest first; there is one at least. What the latest says of it holds.
    pub versions: Vec<Version>,
}

/// A policy of a parameter.
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-policies.html>
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Rule {
    /// As it was given.
    pub text: String,
    /// What it says.
    pub kind: RuleKind,
}

/// What policies say. Of the last two EventBridge is told, to which nobody listens here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RuleKind {
    /// It is deleted at an instant.
    Expiration(Time),
    /// It is told that long before.
    ExpirationNotification(Span),
    /// It is told when it has not changed for so long.
    NoChangeNotification(Span),
}

impl Stored {
    /// Its latest version.
    pub fn last(&self) -> Option<&Version> {
        self.versions.last()
    }

    /// When it is deleted, if a policy says so.
    pub fn expires(&self) -> Option<Time> {
        self.last().and_then(Version::expires)
    }
}

/// A version of a parameter.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Version {
    /// Its number.
    pub number: i64,
    /// Its value.
    pub value: String,
    /// When it was put.
    pub modified: Time,
    /// By whom.
    pub by: String,
    /// `Standard` or `Advanced`.
    pub tier: &'static str,
    /// A word about it.
    pub description: Option<String>,
    /// The policies of the parameter since, in the order given.
    pub policies: Vec<Rule>,
    /// Its labels, in the order they were attached.
    pub labels: Vec<String>,
}

impl Version {
    /// When the parameter is deleted, if a policy says so.
    pub fn expires(&self) -> Option<Time> {
        self.policies.iter().find_map(|rule| match rule.kind {
            RuleKind::Expiration(at) => Some(at),
            _ => None,
        })
    }
}

/// A setting of the account.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Setting {
    /// Its value.
    pub value: String,
    /// When it was set.
    pub modified: Time,
    /// By whom.
    pub by: String,
}

/// A command.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Command {
    /// Its id.
    pub id: String,
    /// Where it was sent.
    pub scope: Scope,
    /// The document it runs.
    pub document: Document,
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
    /// Where its output goes beside the reply, and who hears of it.
    pub outputs: Outputs,
    /// What became of the notifications about it.
    pub notices: Vec<Delivered>,
    /// What becomes of it on each instance.
    pub invocations: Vec<Invocation>,
}

/// What becomes of a command on an instance.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Invocation {
    /// The instance.
    pub instance: String,
    /// The step of the document whose output counts.
    pub plugin: &'static str,
    /// What it does to the agent on the instance, if it is about that.
    pub act: Option<Act>,
    /// When it begins.
    pub start: Time,
    /// When it is over.
    pub end: Time,
    /// What it answers then.
    pub code: i32,
    /// Whether it ran longer than it may.
    pub timed_out: bool,
    /// Whether it was never sent, since too many others had failed by then.
    pub terminated: bool,
    /// What it prints.
    pub stdout: String,
    /// What it says of faults.
    pub stderr: String,
    /// What was told of it last.
    pub told: &'static str,
    /// What became of its output, once it was over.
    pub delivered: Option<Vec<Delivered>>,
}

impl Invocation {
    /// How it stands at an instant: status and details.
    /// <https://docs.aws.amazon.com/systems-manager/latest/userguide/monitor-commands.html>
    pub fn status(&self, now: Time) -> (&'static str, &'static str) {
        match () {
            () if now < self.start => ("Pending", "Pending"),
            () if now < self.end => ("InProgress", "InProgress"),
            () if self.terminated => ("Cancelled", "Terminated"),
            () if self.timed_out => ("TimedOut", "ExecutionTimedOut"),
            () if self.code != 0 => ("Failed", "Failed"),
            () => ("Success", "Success"),
        }
    }

    /// Whether it has failed by then, which counts against `MaxErrors`.
    pub fn has_failed(&self, now: Time) -> bool {
        self.is_over(now) && !self.terminated && (self.timed_out || self.code != 0)
    }

    /// Whether it is over.
    pub fn is_over(&self, now: Time) -> bool {
        now >= self.end
    }
}

impl Command {
    /// Until when it waits for its instances and runs.
    pub fn expires(&self) -> Time {
        self.requested + self.timeout + EXECUTION
    }

    /// When next one of its instances begins or ends, after an instant.
    pub fn next_turn(&self, now: Time) -> Option<Time> {
        let turns = self.invocations.iter().flat_map(|one| [one.start, one.end]);
        turns.filter(|at| *at > now).min()
    }

    /// How it stands at an instant, all instances together: status and details.
    /// <https://docs.aws.amazon.com/systems-manager/latest/userguide/monitor-commands.html>
    pub fn status(&self, now: Time) -> (&'static str, &'static str) {
        let all = &self.invocations;
        if !all.iter().all(|one| one.is_over(now)) {
            let begun = all.iter().any(|one| now >= one.start);
            return if begun { ("InProgress", "InProgress") } else { ("Pending", "Pending") };
        }
        let failed = all.iter().filter(|one| one.has_failed(now));
        match failed.clone().count() {
            0 => ("Success", "Success"),
            n if n <= self.most_errors() => ("Failed", "Incomplete"),
            _ if failed.clone().any(|one| !one.timed_out) => ("Failed", "Failed"),
            _ => ("TimedOut", "ExecutionTimedOut"),
        }
    }

    /// How many instances may fail before no more are sent the command.
    fn most_errors(&self) -> usize {
        super::limits::of(&self.limits.1, self.invocations.len()).unwrap_or(0)
    }

    /// Once too many have failed, those that wait are not sent the command any more.
    fn give_up(&mut self, now: Time) {
        let failed = self.invocations.iter().filter(|one| one.has_failed(now)).count();
        if failed <= self.most_errors() {
            return;
        }
        for one in self.invocations.iter_mut().filter(|one| one.start > now) {
            (one.start, one.end, one.terminated) = (now, now, true);
        }
    }
}

impl State {
    /// A parameter is deleted, if its policy still says so.
    pub fn expire(&mut self, scope: Scope, name: &str, now: Time) {
        let key = (scope, name.to_owned());
        let due = |stored: &Stored| stored.expires() == Some(now);
        if self.parameters.get(&key).is_some_and(due) {
            self.parameters.remove(&key);
        }
    }

    /// The commands of an account and Region, oldest first.
    pub fn commands(&self, scope: Scope) -> impl DoubleEndedIterator<Item = &Command> {
        self.commands.iter().filter(move |command| command.scope == scope)
    }

    /// The parameters of an account and Region by name.
    pub fn parameters(&self, scope: Scope) -> impl Iterator<Item = (&str, &Stored)> {
        let here = self.parameters.iter().filter(move |((at, _), _)| *at == scope);
        here.map(|((_, name), stored)| (name.as_str(), stored))
    }

    /// What a command is about to do to an agent: the instance and the act.
    pub fn act(&self, command: u64, invocation: u64) -> Option<(&str, &Act)> {
        let command = self.command(command)?;
        let one = command.invocations.get(usize::try_from(invocation).ok()?)?;
        Some((&one.instance, one.act.as_ref().filter(|_| !one.terminated)?))
    }

    /// The command with this number.
    pub fn command(&self, number: u64) -> Option<&Command> {
        self.commands.get(usize::try_from(number).ok()?)
    }

    /// The same, to note what became of it.
    pub fn command_mut(&mut self, number: u64) -> Option<&mut Command> {
        self.commands.get_mut(usize::try_from(number).ok()?)
    }

    /// Notes what an act on an agent came to.
    pub fn done(&mut self, command: u64, invocation: u64, now: Time, done: Done) {
        if let Some(one) = self.invocation_mut(command, invocation) {
            (one.stdout, one.stderr, one.code) = (done.stdout, done.stderr, done.code);
        }
        if let Some(command) = self.command_mut(command) {
            command.give_up(now);
        }
    }

    /// The system of an instance ends, and with it the scripts that run there: nobody answers for
    /// them any more, and they are waited for as long as a command may run.
    pub fn broken_off(&mut self, instance: &str, now: Time) {
        let all = self.commands.iter_mut().flat_map(|command| &mut command.invocations);
        let own = all.filter(|one| one.instance == instance && one.act.is_none());
        for one in own.filter(|one| one.start <= now && now < one.end) {
            (one.timed_out, one.code, one.end) = (true, -1, one.start + EXECUTION);
            (one.stdout, one.stderr) = (String::new(), String::new());
        }
    }

    /// Notes that an instance will not answer any more: it is waited for as long as a command may
    /// run.
    pub fn lost(&mut self, command: u64, invocation: u64) {
        if let Some(one) = self.invocation_mut(command, invocation) {
            (one.timed_out, one.code, one.end) = (true, -1, one.start + EXECUTION);
        }
    }

    fn invocation_mut(&mut self, command: u64, invocation: u64) -> Option<&mut Invocation> {
        let command = self.command_mut(command)?;
        command.invocations.get_mut(usize::try_from(invocation).ok()?)
    }
}
