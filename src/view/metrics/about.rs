//! What the metrics that are graphed are about, by the entities that came with their data.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/how-does-related-telemetry-work.html>

use crate::services::cloudwatch::entity::{self, Entities, Refused, Sent};
use crate::sim::World;
use crate::sim::scope::Scope;
use crate::sim::time::Time;
use crate::telemetry::MetricId;

use super::Chosen;

/// What one metric is about.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    /// The id its row has.
    pub id: String,
    /// The metric.
    pub metric: MetricId,
    /// The entities its data came with.
    pub entities: Vec<Subject>,
    /// When an entity was last dropped, and why.
    pub dropped: Option<(Time, Refused)>,
}

/// One entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// Its key attributes, with the type in front.
    pub keys: Vec<(String, String)>,
    /// Its further attributes.
    pub attributes: Vec<(String, String)>,
    /// When data last came with it.
    pub last: Time,
    /// Until when CloudWatch finds what is related to it.
    pub until: Time,
    /// Whether it does now.
    pub active: bool,
    /// Other metrics about it.
    pub related: Vec<MetricId>,
}

/// What the chosen metrics are about; those of which nothing was said are left out.
pub fn of(world: &World, scope: Scope, chosen: &Chosen) -> Vec<About> {
    let entities = world.cloudwatch().entities();
    let about = |(nth, metric): (usize, &MetricId)| {
        let found = entities.of(scope, metric)?;
        let subjects =
            found.entities.iter().map(|sent| subject(entities, (scope, metric), sent, world.now()));
        Some(About {
            id: format!("m{}", nth + 1),
            metric: metric.clone(),
            entities: subjects.collect(),
            dropped: found.dropped.clone(),
        })
    };
    chosen.metrics.iter().enumerate().filter_map(about).collect()
}

fn subject(
    entities: &Entities,
    (scope, metric): (Scope, &MetricId),
    sent: &Sent,
    now: Time,
) -> Subject {
    let entity = &*sent.entity;
    let until = sent.last + entity::ACTIVE;
    let active = now <= until;
    let related = entities.related(scope, entity, now - entity::ACTIVE);
    let others = related.filter(|other| active && *other != metric).cloned();
    let mut keys: Vec<(String, String)> = pairs(&entity.keys);
    keys.sort_by_key(|(name, _)| name != "Type");
    let attributes = pairs(&entity.attributes);
    Subject { keys, attributes, last: sent.last, until, active, related: others.collect() }
}

fn pairs(given: &std::collections::BTreeMap<String, String>) -> Vec<(String, String)> {
    given.iter().map(|(name, value)| (name.clone(), value.clone())).collect()
}
