//! The page of one topic.

use std::collections::BTreeMap;

use super::heard::{self, Message};
use super::subscriptions::{self, Row};
use crate::services::cloudwatch::alarm::StateValue;
use crate::services::cloudwatch::alarm::any::AnyConfig;
use crate::sim::{Arn, Region, Scope, Time, World};
use crate::view::iam::document;

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Topic {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// The sender's name in mails; empty when nobody gave one.
    pub display_name: String,
    /// The account that owns it.
    pub owner: String,
    /// When it was made.
    pub created: Time,
    /// Its access policy, laid out.
    pub policy: String,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// Its subscriptions, the oldest first.
    pub subscriptions: Vec<Row>,
    /// What was published to it, newest first, and who heard it.
    pub messages: Vec<Message>,
    /// The alarms of its Region that publish to it.
    pub alarms: Vec<String>,
}

/// How many messages are shown.
const MESSAGES: usize = 50;

/// The page of a topic; nothing when there is none by this name.
pub fn model(world: &World, region: Region, name: &str) -> Option<Topic> {
    let arn = arn(world, region, name);
    let topic = world.sns().topics().get(&arn)?;
    let of_topic = world.sns().of_topic(&arn);
    let mut rows: Vec<Row> = of_topic.map(|(arn, s)| subscriptions::row(arn, s)).collect();
    rows.sort_by(|a, b| (a.asked, &a.endpoint).cmp(&(b.asked, &b.endpoint)));
    Some(Topic {
        name: arn.rest().to_owned(),
        display_name: topic.display_name.clone(),
        owner: topic.scope.account.to_string(),
        created: topic.created,
        policy: document::pretty(&topic.policy.0),
        tags: topic.tags.clone(),
        subscriptions: rows,
        messages: heard::messages(world, &arn, MESSAGES),
        alarms: alarms(world, topic.scope, &arn),
        arn: arn.to_string(),
    })
}

/// The ARN a topic of this name has in a Region.
pub fn arn(world: &World, region: Region, name: &str) -> Arn {
    Scope { account: world.account(), region }.arn("sns", name)
}

fn alarms(world: &World, scope: Scope, topic: &Arn) -> Vec<String> {
    let region = world.cloudwatch().region(scope);
    let all = region.into_iter().flat_map(|region| {
        let metric = region.alarms().values().map(|alarm| AnyConfig::from(alarm.config()));
        metric.chain(region.composites().values().map(|alarm| AnyConfig::from(alarm.config())))
    });
    let states = [StateValue::Ok, StateValue::Alarm, StateValue::InsufficientData];
    let publishes = |config: &AnyConfig| {
        let actions = states.into_iter().flat_map(|state| config.actions(state));
        actions.into_iter().any(|action| action == topic.as_str())
    };
    let mut names: Vec<String> =
        all.filter(publishes).map(|config| config.name().to_owned()).collect();
    names.sort();
    names
}
