//! The learner's mailbox: mails that came, mails that were not sent, what their links answer.

pub mod answer;
pub mod mail;

use crate::services::ServiceFact;
use crate::services::inbox::{Link, LinkAction, Mail, Received};
use crate::services::sns::Fact;
use crate::services::sns::facts::Undelivered;
use crate::sim::{Arn, Cause, FactId, Time, World};
use crate::view::sns::heard;

/// What the mailbox shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Inbox {
    /// Mails and missed mails, newest first.
    pub rows: Vec<Row>,
}

/// One line of the mailbox.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The mail's place in the mailbox, counted from 0; a missed mail has none.
    pub number: Option<usize>,
    /// When it came, or should have.
    pub time: Time,
    /// Who sent it; empty for a missed mail.
    pub from: String,
    /// Whom it is for.
    pub to: String,
    /// Its subject.
    pub subject: String,
    /// What it is about.
    pub kind: Kind,
}

/// What a mail is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// It asks for a confirmation.
    Confirm(Asked),
    /// An alarm entered this state.
    Alarm(&'static str),
    /// Any other message.
    Message,
    /// It was not sent, for this reason.
    Missed(Undelivered),
}

/// What became of a question for confirmation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// Nobody said yes yet.
    Open,
    /// Somebody said yes.
    Confirmed,
    /// The subscription is gone.
    Gone,
}

/// A mail that arrived, as a row.
fn row(world: &World, number: usize, received: &Received) -> Row {
    let mail = &received.mail;
    Row {
        number: Some(number),
        time: received.time,
        from: mail.from.clone(),
        to: mail.to.clone(),
        subject: mail.subject.clone(),
        kind: kind(world, mail),
    }
}

/// The mailbox.
pub fn model(world: &World) -> Inbox {
    let mails = world.inbox().mails().iter().enumerate();
    let came = mails.map(|(number, received)| {
        let row = row(world, number, received);
        (fact(received.cause), row)
    });
    let mut rows: Vec<(FactId, Row)> = came.chain(missed(world)).collect();
    // Within one instant, what follows from what is later.
    rows.sort_by_key(|(fact, row)| (row.time, *fact));
    Inbox { rows: rows.into_iter().rev().map(|(_, row)| row).collect() }
}

fn fact(cause: Cause) -> FactId {
    match cause {
        Cause::Fact(id) => id,
        Cause::Command(_) | Cause::Clock => 0,
    }
}

/// What a mail is about.
pub fn kind(world: &World, mail: &Mail) -> Kind {
    match &mail.link {
        Some(Link { action: LinkAction::Confirm { topic, token }, .. }) => {
            Kind::Confirm(asked(world, topic, token))
        }
        _ => alarm_state(&mail.subject).map_or(Kind::Message, Kind::Alarm),
    }
}

/// The state an alarm's mail tells of, by its subject: `ALARM: "web-cpu-high" in US East …`.
fn alarm_state(subject: &str) -> Option<&'static str> {
    ["ALARM", "OK", "INSUFFICIENT_DATA"]
        .into_iter()
        .find(|state| subject.strip_prefix(*state).is_some_and(|rest| rest.starts_with(": \"")))
}

fn asked(world: &World, topic: &str, token: &str) -> Asked {
    let Some(topic) = Arn::parse(topic) else { return Asked::Gone };
    match world.sns().of_topic(&topic).find(|(_, found)| found.token == token) {
        None => Asked::Gone,
        Some((_, found)) if found.is_pending() => Asked::Open,
        Some(_) => Asked::Confirmed,
    }
}

/// The mails that were not sent, each with its fact.
fn missed(world: &World) -> impl Iterator<Item = (FactId, Row)> {
    world.facts().iter().filter_map(|fact| {
        let ServiceFact::Sns(Fact::NotDelivered { endpoint, reason, .. }) = &fact.what else {
            return None;
        };
        let row = Row {
            number: None,
            time: fact.time,
            from: String::new(),
            to: endpoint.clone(),
            subject: subject(world, fact.cause),
            kind: Kind::Missed(reason.clone()),
        };
        Some((fact.id, row))
    })
}

/// The subject of the message that brought something about; an alarm's name where it has none.
fn subject(world: &World, cause: Cause) -> String {
    let Cause::Fact(id) = cause else { return String::new() };
    let fact = usize::try_from(id).ok().and_then(|id| world.facts().get(id));
    match fact.map(|fact| (&fact.what, fact.cause)) {
        Some((ServiceFact::Sns(Fact::Published { subject: Some(subject), .. }), _)) => {
            subject.clone()
        }
        Some((_, cause)) => heard::alarm(world, cause).unwrap_or_default(),
        None => String::new(),
    }
}
