//! The list of subscriptions.

use crate::services::sns::state::Subscription;
use crate::services::sns::wake::PENDING_LIFE;
use crate::sim::{Arn, Region, Time, World};

/// What the list shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Subscriptions {
    /// The subscriptions of the Region by topic, the oldest first.
    pub rows: Vec<Row>,
}

/// One subscription in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its ARN.
    pub arn: String,
    /// What the console shows as its id: `PendingConfirmation` as long as nobody said yes.
    pub id: String,
    /// Its topic's ARN.
    pub topic: String,
    /// Its topic's name.
    pub topic_name: String,
    /// `email`.
    pub protocol: &'static str,
    /// The address.
    pub endpoint: String,
    /// When it was asked for.
    pub asked: Time,
    /// Whether somebody said yes.
    pub status: Status,
    /// Its filter policy as it was given; without one it gets all messages.
    pub filter: Option<String>,
    /// What the policy is held against: `MessageAttributes`.
    pub scope: &'static str,
}

/// Whether somebody said yes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Somebody did, then.
    Confirmed(Time),
    /// Nobody did; it is forgotten then.
    Pending {
        /// When it is forgotten.
        until: Time,
    },
}

/// The list of a Region.
pub fn model(world: &World, region: Region) -> Subscriptions {
    let here = |arn: &Arn| arn.region() == Some(region);
    let rows = world.sns().subscriptions().iter().filter(|(arn, _)| here(arn));
    let mut rows: Vec<Row> = rows.map(|(arn, subscription)| row(arn, subscription)).collect();
    rows.sort_by(|a, b| (&a.topic, a.asked, &a.endpoint).cmp(&(&b.topic, b.asked, &b.endpoint)));
    Subscriptions { rows }
}

/// One subscription.
pub fn row(arn: &Arn, subscription: &Subscription) -> Row {
    let id = arn.rest().rsplit(':').next().unwrap_or_default();
    let status = match subscription.confirmed {
        Some(time) => Status::Confirmed(time),
        None => Status::Pending { until: subscription.asked + PENDING_LIFE },
    };
    Row {
        arn: arn.to_string(),
        id: if subscription.is_pending() { "PendingConfirmation" } else { id }.to_owned(),
        topic: subscription.topic.to_string(),
        topic_name: subscription.topic.rest().to_owned(),
        protocol: subscription.protocol.name(),
        endpoint: subscription.endpoint.clone(),
        asked: subscription.asked,
        status,
        filter: subscription.filter.policy.clone(),
        scope: subscription.filter.scope.name(),
    }
}
