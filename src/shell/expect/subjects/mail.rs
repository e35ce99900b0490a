//! `mail`: what arrived in the mailbox.

use super::{one, text};
use crate::services::inbox::{LinkAction, Received};
use crate::shell::expect::{Ask, Row, Stamp, Subject};
use crate::sim::World;

/// The subject.
pub static SUBJECT: Subject = Subject {
    name: "mail",
    attributes: &["to", "subject", "from", "body", "link"],
    value: "subject",
    happens: true,
    rows,
};

struct MailRow<'a> {
    number: u64,
    received: &'a Received,
}

fn rows<'a>(world: &'a World, _: &Ask) -> Vec<Box<dyn Row + 'a>> {
    let mails = (0_u64..).zip(world.inbox().mails().iter());
    let row = |(number, received)| Box::new(MailRow { number, received }) as Box<dyn Row + 'a>;
    mails.map(row).collect()
}

impl Row for MailRow<'_> {
    fn get(&self, attribute: &str) -> Vec<String> {
        let mail = &self.received.mail;
        match attribute {
            "to" => one(&mail.to),
            "subject" => one(&mail.subject),
            "from" => one(&mail.from),
            "body" => one(&mail.body),
            _ => text(match mail.link.as_ref().map(|link| &link.action) {
                Some(LinkAction::Confirm { .. }) => "confirm",
                Some(LinkAction::Unsubscribe { .. }) => "unsubscribe",
                None => "",
            }),
        }
    }

    fn stamp(&self) -> Option<Stamp> {
        Some(Stamp { time: self.received.time, kind: "mail", number: self.number })
    }
}
