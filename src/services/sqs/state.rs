//! What SQS holds.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::attributes::Settings;
use super::messages::Message;
use crate::access::{Attached, Moved, Policy};
use crate::sim::scope::{AccountId, Arn, Region, Scope};
use crate::sim::time::Time;

/// Queues by their ARNs.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    pub(super) queues: BTreeMap<Arn, Queue>,
    /// Those that were deleted: their metrics stay.
    pub(super) gone: Vec<Queue>,
    /// How many messages were ever sent.
    pub(super) sent: u64,
    /// How often messages were ever received.
    pub(super) received: u64,
}

/// A queue.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Queue {
    /// Where it is.
    pub scope: Scope,
    /// Its name.
    pub name: String,
    /// When it was made.
    pub created: Time,
    /// When its attributes were set last.
    pub modified: Time,
    /// When it was deleted.
    pub deleted: Option<Time>,
    /// When it was purged last.
    pub purged: Option<Time>,
    /// What can be set of it.
    pub settings: Settings,
    /// Its policy: the text as given, and what it means.
    pub policy: Option<(String, Policy)>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// Everything that was ever sent to it, oldest first.
    pub messages: Rc<Vec<Message>>,
    /// When somebody asked for messages, and how many were given.
    pub asked: Rc<Vec<(Time, u32)>>,
}

impl Queue {
    /// Its ARN.
    pub fn arn(&self) -> Arn {
        self.scope.arn("sqs", &self.name)
    }

    /// Its URL.
    pub fn url(&self) -> String {
        url_of(&self.scope, &self.name)
    }
}

/// The URL of a queue.
pub fn url_of(scope: &Scope, name: &str) -> String {
    format!("https://sqs.{}.amazonaws.com/{}/{name}", scope.region, scope.account)
}

/// The ARN of the queue a URL names.
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html>
pub fn arn_of(scope: &Scope, url: &str) -> Arn {
    let mut parts = url.trim_end_matches('/').rsplit('/');
    let name = parts.next().unwrap_or_default();
    let account = parts.next().and_then(AccountId::parse).unwrap_or(scope.account);
    let host = parts.next().unwrap_or_default();
    let region = host.split('.').find_map(|part| part.parse::<Region>().ok());
    Scope { account, region: region.unwrap_or(scope.region) }.arn("sqs", name)
}

impl State {
    /// Queues by ARN.
    pub fn queues(&self) -> &BTreeMap<Arn, Queue> {
        &self.queues
    }

    /// The policy of the queue with this ARN.
    pub fn policy_of(&self, arn: &str) -> Option<Attached<'_>> {
        let arn = Arn::parse(arn).filter(|arn| arn.service() == "sqs")?;
        let queue = self.queues.get(&arn)?;
        let (_, policy) = queue.policy.as_ref()?;
        Some(Attached { name: &queue.name, arn: None, policy, group: None })
    }

    /// Lets policies follow whom they name.
    pub(crate) fn follow(&mut self, moved: Moved<'_>) {
        let policies = self.queues.values_mut().filter_map(|queue| queue.policy.as_mut());
        policies.for_each(|(text, policy)| moved.rewrite(text, policy));
    }

    /// Every queue there is or was in a place.
    pub(super) fn all(&self, scope: Scope) -> impl Iterator<Item = &Queue> {
        let all = self.queues.values().chain(&self.gone);
        all.filter(move |queue| queue.scope == scope)
    }
}
