//! What SNS holds.

use std::collections::BTreeMap;

use super::filter::Filter;
use crate::access::{Moved, Policy};
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::Time;

/// All topics and subscriptions, by their ARNs.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    /// Topics.
    pub(super) topics: BTreeMap<Arn, Topic>,
    /// Subscriptions.
    pub(super) subscriptions: BTreeMap<Arn, Subscription>,
    /// How many subscriptions were ever asked for.
    pub(super) subscribed: u64,
    /// How many messages were ever published.
    pub(super) published: u64,
}

/// A topic.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Topic {
    /// Where it lives.
    pub scope: Scope,
    /// When it came into being.
    pub created: Time,
    /// The sender's name in mails.
    pub display_name: String,
    /// Its access policy: the text as given, and what it means.
    pub policy: (String, Policy),
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// How many of its subscriptions were deleted.
    pub deleted: u32,
}

/// A subscription, pending or confirmed.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Subscription {
    /// The topic.
    pub topic: Arn,
    /// How it is reached.
    pub protocol: Protocol,
    /// The address, or an ARN.
    pub endpoint: String,
    /// When it was asked for.
    pub asked: Time,
    /// The token that confirms it while it is pending.
    pub token: String,
    /// When it was confirmed.
    pub confirmed: Option<Time>,
    /// Whether a queue gets the message alone, without what is around it.
    pub raw: bool,
    /// Which messages it gets.
    pub filter: Filter,
    /// Whether it was confirmed by a signed call that asked for authenticated unsubscribing.
    pub authenticated: bool,
}

/// The protocols that are simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Protocol {
    /// Text for people.
    Email,
    /// The JSON envelope as text.
    EmailJson,
    /// An event for a function.
    Lambda,
    /// A message for a queue.
    Sqs,
}

impl Protocol {
    /// AWS's name.
    pub fn name(self) -> &'static str {
        match self {
            Protocol::Email => "email",
            Protocol::EmailJson => "email-json",
            Protocol::Lambda => "lambda",
            Protocol::Sqs => "sqs",
        }
    }

    /// Whether a person receives it, who must confirm first.
    pub fn is_mail(self) -> bool {
        matches!(self, Protocol::Email | Protocol::EmailJson)
    }
}

impl Subscription {
    /// Whether nobody has confirmed it yet.
    pub fn is_pending(&self) -> bool {
        self.confirmed.is_none()
    }
}

impl State {
    /// Topics by ARN.
    pub fn topics(&self) -> &BTreeMap<Arn, Topic> {
        &self.topics
    }

    /// Lets policies follow whom they name.
    pub(crate) fn follow(&mut self, moved: Moved<'_>) {
        let policies = self.topics.values_mut().map(|topic| &mut topic.policy);
        policies.for_each(|(text, policy)| moved.rewrite(text, policy));
    }

    /// Subscriptions by ARN.
    pub fn subscriptions(&self) -> &BTreeMap<Arn, Subscription> {
        &self.subscriptions
    }

    /// The subscriptions of one topic.
    pub fn of_topic(&self, topic: &Arn) -> impl Iterator<Item = (&Arn, &Subscription)> {
        self.subscriptions.iter().filter(move |(_, subscription)| subscription.topic == *topic)
    }
}
