//! One command: what became of it on each instance, and of its output.

use super::commands::{self, Row};
use crate::services::ssm::outputs::Delivered;
use crate::services::ssm::state::Invocation;
use crate::sim::{Scope, Span, Time, World};
use crate::text::Texts;
use crate::view::denial::{self, Refusal};

/// A command.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// As it stands in the list.
    pub row: Row,
    /// A word about it.
    pub comment: String,
    /// Its parameters.
    pub parameters: Vec<(String, String)>,
    /// At how many instances at once, and after how many errors it ends.
    pub limits: (String, String),
    /// How long it may wait for its instances.
    pub timeout: Span,
    /// Until when it waits and runs.
    pub expires: Time,
    /// The bucket its output goes to, with the prefix.
    pub bucket: Option<String>,
    /// The log group its output goes to.
    pub log_group: Option<String>,
    /// The topic that hears how it stands, and the role in which it is told.
    pub notice: Option<(String, String)>,
    /// What became of what was told, oldest first.
    pub notices: Vec<Told>,
    /// What becomes of it on each instance.
    pub invocations: Vec<One>,
}

/// What becomes of a command on an instance.
#[derive(Clone, Debug, PartialEq)]
pub struct One {
    /// The instance.
    pub instance: String,
    /// The step of the document.
    pub plugin: &'static str,
    /// Its status and the details of that, in AWS's words.
    pub status: (&'static str, &'static str),
    /// When it began there, once it has.
    pub start: Option<Time>,
    /// When it was over, once it is.
    pub end: Option<Time>,
    /// What it answered, once it is over.
    pub code: Option<i32>,
    /// What it printed.
    pub stdout: String,
    /// What it said of faults.
    pub stderr: String,
    /// What became of its output; nothing until it is delivered.
    pub delivered: Option<Vec<Told>>,
}

/// What became of an output or of a notification.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// When.
    pub time: Time,
    /// Where to.
    pub place: String,
    /// What AWS said to it, if it failed.
    pub error: Option<String>,
    /// Why, if a policy refused it.
    pub why: Option<Refusal>,
}

/// The command with this id; nothing when there is none.
pub fn model(world: &World, scope: Scope, id: &str, texts: &Texts) -> Option<Detail> {
    let command = world.ssm().commands(scope).find(|command| command.id == id)?;
    let now = world.now();
    let outputs = &command.outputs;
    let told = |one: &Delivered| told(one, texts);
    let parameters = command.parameters.iter();
    Some(Detail {
        row: commands::row(command, now),
        comment: command.comment.clone(),
        parameters: parameters.map(|(name, values)| (name.clone(), values.join("\n"))).collect(),
        limits: command.limits.clone(),
        timeout: command.timeout,
        expires: command.expires(),
        bucket: outputs.bucket.as_ref().map(|(bucket, prefix)| format!("s3://{bucket}/{prefix}")),
        log_group: outputs.log_group(command.document),
        notice: outputs.notice.as_ref().map(|one| (one.topic.clone(), outputs.role.clone())),
        notices: command.notices.iter().map(told).collect(),
        invocations: command.invocations.iter().map(|one| invocation(one, now, texts)).collect(),
    })
}

fn invocation(one: &Invocation, now: Time, texts: &Texts) -> One {
    let ran = !one.terminated;
    let over = ran && one.is_over(now);
    let printed = |text: &str| if over { text.to_owned() } else { String::new() };
    One {
        instance: one.instance.clone(),
        plugin: one.plugin,
        status: one.status(now),
        start: (ran && now >= one.start).then_some(one.start),
        end: over.then_some(one.end),
        code: over.then_some(one.code),
        stdout: printed(&one.stdout),
        stderr: printed(&one.stderr),
        delivered: one
            .delivered
            .as_ref()
            .map(|all| all.iter().map(|delivered| told(delivered, texts)).collect()),
    }
}

fn told(delivered: &Delivered, texts: &Texts) -> Told {
    Told {
        time: delivered.time,
        place: delivered.place.clone(),
        error: delivered.error.clone(),
        why: delivered.refused.as_ref().map(|decision| denial::refusal(decision, texts)),
    }
}
