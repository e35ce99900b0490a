//! `delivery`: a message of a topic reached a subscriber, or did not.

use super::{one, text};
use crate::services::ServiceFact;
use crate::services::sns::Fact;
use crate::services::sns::facts::Undelivered;
use crate::shell::expect::{Ask, Row, Stamp, Subject};
use crate::sim::World;
use crate::sim::scope::Arn;

/// The subject.
pub static SUBJECT: Subject = Subject {
    name: "delivery",
    attributes: &["endpoint", "result", "topic", "reason", "subject", "subscription"],
    value: "result",
    happens: true,
    rows,
};

struct Delivery<'a> {
    world: &'a World,
    stamp: Stamp,
    subscription: &'a Arn,
    endpoint: &'a str,
    message_id: &'a str,
    failed: Option<&'a Undelivered>,
}

fn rows<'a>(world: &'a World, _: &Ask) -> Vec<Box<dyn Row + 'a>> {
    let mut rows: Vec<Box<dyn Row + 'a>> = Vec::new();
    for fact in world.facts().iter() {
        let ServiceFact::Sns(what) = &fact.what else { continue };
        let (subscription, endpoint, message_id, failed) = match what {
            Fact::Delivered { subscription, endpoint, message_id } => {
                (subscription, endpoint, message_id, None)
            }
            Fact::NotDelivered { subscription, endpoint, message_id, reason } => {
                (subscription, endpoint, message_id, Some(reason))
            }
            _ => continue,
        };
        let stamp = Stamp { time: fact.time, kind: "fact", number: fact.id };
        rows.push(Box::new(Delivery { world, stamp, subscription, endpoint, message_id, failed }));
    }
    rows
}

impl Delivery<'_> {
    fn topic(&self) -> String {
        // A subscription's ARN is its topic's and an id.
        let arn = self.subscription.rest();
        arn.split(':').next().unwrap_or_default().to_owned()
    }

    fn subject(&self) -> Vec<String> {
        let published = self.world.facts().iter().find_map(|fact| match &fact.what {
            ServiceFact::Sns(Fact::Published { message_id, subject, .. })
                if message_id == self.message_id =>
            {
                subject.clone()
            }
            _ => None,
        });
        published.into_iter().collect()
    }
}

impl Row for Delivery<'_> {
    fn get(&self, attribute: &str) -> Vec<String> {
        match attribute {
            "endpoint" => one(self.endpoint),
            "result" => one(match self.failed {
                None => "delivered",
                Some(Undelivered::Filtered(_)) => "filtered",
                Some(_) => "failed",
            }),
            "topic" => one(self.topic()),
            "reason" => text(match self.failed {
                Some(Undelivered::PendingConfirmation) => "PendingConfirmation",
                Some(Undelivered::Deleted) => "Deleted",
                Some(Undelivered::NotAllowed) => "NotAllowed",
                Some(Undelivered::NotTaken) => "NotTaken",
                Some(Undelivered::Filtered(_)) => "FilterPolicy",
                None => "",
            }),
            "subject" => self.subject(),
            _ => one(self.subscription.as_str()),
        }
    }

    fn stamp(&self) -> Option<Stamp> {
        Some(self.stamp)
    }
}
