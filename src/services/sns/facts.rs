//! What happened in SNS.

use super::filter::Miss;
use crate::services::inbox::Mail;
use crate::sim::scope::Arn;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Fact {
    /// A topic came into being.
    TopicCreated {
        /// The topic.
        topic: Arn,
    },
    /// A topic is gone, and its subscriptions with it.
    TopicDeleted {
        /// The topic.
        topic: Arn,
    },
    /// Somebody is asked to confirm a subscription.
    SubscriptionPending {
        /// The subscription it will be.
        subscription: Arn,
        /// The address.
        endpoint: String,
    },
    /// A subscription counts from now on.
    SubscriptionConfirmed {
        /// The subscription.
        subscription: Arn,
        /// The address.
        endpoint: String,
    },
    /// A subscription ended.
    Unsubscribed {
        /// The subscription.
        subscription: Arn,
        /// The address.
        endpoint: String,
    },
    /// Nobody confirmed in time: the pending subscription is gone.
    SubscriptionExpired {
        /// The subscription it would have been.
        subscription: Arn,
        /// The address.
        endpoint: String,
    },
    /// A message was accepted by a topic.
    Published {
        /// The topic.
        topic: Arn,
        /// The message's id.
        message_id: String,
        /// Its subject.
        subject: Option<String>,
        /// How many subscriptions the topic had, pending ones included.
        subscriptions: u32,
    },
    /// A message reached a subscriber.
    Delivered {
        /// The subscription.
        subscription: Arn,
        /// The address.
        endpoint: String,
        /// The message's id.
        message_id: String,
    },
    /// A message did not reach a subscriber, and why.
    NotDelivered {
        /// The subscription.
        subscription: Arn,
        /// The address.
        endpoint: String,
        /// The message's id.
        message_id: String,
        /// Why.
        reason: Undelivered,
    },
    /// SNS sent a mail.
    EmailSent(Mail),
}

/// Why a message was not delivered to a subscription.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Undelivered {
    /// Its owner has not confirmed it.
    PendingConfirmation,
    /// It was deleted before the delivery.
    Deleted,
    /// The policy of what receives it does not let SNS in.
    NotAllowed,
    /// What was to receive it is not there, or would not take it.
    NotTaken,
    /// Its filter policy does not let the message through.
    Filtered(Box<Miss>),
}

impl Fact {
    /// Whether a person watching the clock would want to stop here.
    pub fn is_notable(&self) -> bool {
        matches!(
            self,
            Fact::Delivered { .. } | Fact::NotDelivered { .. } | Fact::SubscriptionExpired { .. }
        )
    }
}
