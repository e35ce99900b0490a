//! An event in one line: who did what, and with which success.

use crate::services::cloudtrail::Event;
use crate::sim::Time;

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// The event's id.
    pub id: String,
    /// Its place among the records.
    pub place: usize,
    /// When.
    pub time: Time,
    /// `CreateTopic`.
    pub name: String,
    /// `sns.amazonaws.com`.
    pub source: String,
    /// Who, as event history calls them.
    pub who: String,
    /// The role they acted in, by name.
    pub role: Option<String>,
    /// What kind of act it was.
    pub what: What,
    /// AWS's code when it failed.
    pub error: String,
    /// What AWS said then.
    pub message: String,
    /// From where.
    pub ip: String,
    /// The resources it refers to.
    pub on: Vec<String>,
}

/// Kinds of act.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum What {
    /// Something was made.
    Made,
    /// Something was changed.
    Changed,
    /// Something was taken away.
    Removed,
    /// Something was read.
    Read,
    /// It was refused.
    Denied,
    /// It failed otherwise.
    Failed,
}

impl What {
    /// The kind of an event, told from its name.
    pub fn of(event: &Event<'_>) -> What {
        let begins = |verbs: &[&str]| verbs.iter().any(|verb| event.name.starts_with(verb));
        if event.is_denied() {
            What::Denied
        } else if !event.error.is_empty() {
            What::Failed
        } else if event.is_read() {
            What::Read
        } else if begins(&["Create", "Run", "Register", "Import", "Allocate"]) {
            What::Made
        } else if begins(&["Delete", "Terminate", "Deregister", "Release"]) {
            What::Removed
        } else {
            What::Changed
        }
    }

    /// The key of its word.
    pub fn key(self) -> &'static str {
        match self {
            What::Made => "audit.what.made",
            What::Changed => "audit.what.changed",
            What::Removed => "audit.what.removed",
            What::Read => "audit.what.read",
            What::Denied => "audit.what.denied",
            What::Failed => "audit.what.failed",
        }
    }
}

impl Act {
    /// An event's line.
    pub fn of(event: &Event<'_>) -> Act {
        let role = event.principal.role;
        Act {
            id: event.id.to_owned(),
            place: event.place,
            time: event.time,
            name: event.name.to_owned(),
            source: event.source.to_owned(),
            who: who(event),
            role: (!role.is_empty()).then(|| last(role).to_owned()),
            what: What::of(event),
            error: event.error.to_owned(),
            message: event.message.to_owned(),
            ip: event.ip.to_owned(),
            on: event.resources.iter().map(|(_, name)| name.clone()).collect(),
        }
    }
}

/// The name event history shows; a service is named by itself.
pub fn who(event: &Event<'_>) -> String {
    let principal = &event.principal;
    let names = [&*event.user, principal.invoked_by, &*principal.arn];
    let found = names.into_iter().find(|name| !name.is_empty());
    found.unwrap_or("-").to_owned()
}

/// The last part of an ARN or a path.
pub fn last(text: &str) -> &str {
    text.rsplit(['/', ':']).next().unwrap_or(text)
}
