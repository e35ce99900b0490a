//! `subscription`: who is told of what a topic publishes.

use super::{named, one};
use crate::services::sns::state::Subscription;
use crate::shell::expect::{Ask, Row, Subject};
use crate::sim::World;
use crate::sim::scope::Arn;

/// The subject.
pub static SUBJECT: Subject = Subject {
    name: "subscription",
    attributes: &["endpoint", "state", "topic", "protocol", "arn"],
    value: "state",
    happens: false,
    rows,
};

struct SubscriptionRow<'a> {
    arn: &'a Arn,
    subscription: &'a Subscription,
}

fn rows<'a>(world: &'a World, _: &Ask) -> Vec<Box<dyn Row + 'a>> {
    let subscriptions = world.sns().subscriptions().iter();
    let row =
        |(arn, subscription)| Box::new(SubscriptionRow { arn, subscription }) as Box<dyn Row + 'a>;
    subscriptions.map(row).collect()
}

impl Row for SubscriptionRow<'_> {
    fn get(&self, attribute: &str) -> Vec<String> {
        let subscription = self.subscription;
        match attribute {
            "endpoint" => one(&subscription.endpoint),
            "state" => one(if subscription.is_pending() { "pending" } else { "confirmed" }),
            "topic" => named(subscription.topic.as_str()),
            "protocol" => one(subscription.protocol.name()),
            _ => one(self.arn.as_str()),
        }
    }
}
