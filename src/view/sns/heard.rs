//! Who heard what: every message of a topic with what became of it at each subscription.

use std::collections::BTreeMap;

use crate::services::ServiceFact;
use crate::services::cloudwatch::Fact as CloudWatch;
use crate::services::sns::Fact;
use crate::services::sns::facts::Undelivered;
use crate::sim::{Arn, Cause, Time, World};

/// A message.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Its id.
    pub id: String,
    /// When it was published.
    pub time: Time,
    /// Its subject.
    pub subject: Option<String>,
    /// The alarm that published it; a call of somebody's did if none.
    pub alarm: Option<String>,
    /// How many subscriptions the topic had, pending ones included.
    pub subscriptions: u32,
    /// What became of it, in order.
    pub heard: Vec<Heard>,
}

/// What became of a message at one subscription.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    /// The address; empty when the subscription was gone.
    pub endpoint: String,
    /// When.
    pub time: Time,
    /// Why it was not delivered; nothing if it was.
    pub missed: Option<Undelivered>,
}

/// The newest messages of a topic, newest first.
pub fn messages(world: &World, topic: &Arn, most: usize) -> Vec<Message> {
    let mut heard: BTreeMap<String, Vec<Heard>> = BTreeMap::new();
    let mut found = Vec::new();
    // Deliveries follow what is published, so going backwards meets them first.
    for fact in world.facts().iter().rev() {
        let ServiceFact::Sns(what) = &fact.what else { continue };
        match what {
            Fact::Delivered { endpoint, message_id, .. } => {
                let (endpoint, time) = (endpoint.clone(), fact.time);
                let entry = heard.entry(message_id.clone()).or_default();
                entry.push(Heard { endpoint, time, missed: None });
            }
            Fact::NotDelivered { endpoint, message_id, reason, .. } => {
                let (endpoint, time) = (endpoint.clone(), fact.time);
                let entry = heard.entry(message_id.clone()).or_default();
                entry.push(Heard { endpoint, time, missed: Some(reason.clone()) });
            }
            Fact::Published { topic: to, message_id, subject, subscriptions } if to == topic => {
                let mut heard = heard.remove(message_id).unwrap_or_default();
                heard.reverse();
                found.push(Message {
                    id: message_id.clone(),
                    time: fact.time,
                    subject: subject.clone(),
                    alarm: alarm(world, fact.cause),
                    subscriptions: *subscriptions,
                    heard,
                });
                if found.len() == most {
                    break;
                }
            }
            _ => {}
        }
    }
    found
}

/// The alarm whose action brought something about.
pub fn alarm(world: &World, cause: Cause) -> Option<String> {
    let mut cause = cause;
    while let Cause::Fact(id) = cause {
        let fact = world.facts().get(usize::try_from(id).ok()?)?;
        if let ServiceFact::CloudWatch(
            CloudWatch::ActionStarted { alarm, .. }
            | CloudWatch::ContributorStateChanged { alarm, .. }
            | CloudWatch::AlarmStateChanged { alarm, .. },
        ) = &fact.what
        {
            return alarm.rest().strip_prefix("alarm:").map(str::to_owned);
        }
        cause = fact.cause;
    }
    None
}
