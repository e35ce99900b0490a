//! The list of topics.

use crate::sim::{Region, Time, World};

/// What the list shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Topics {
    /// The topics of the Region by name.
    pub rows: Vec<Row>,
}

/// One topic in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// How many subscriptions are confirmed.
    pub confirmed: usize,
    /// How many nobody has confirmed yet.
    pub pending: usize,
    /// When it was made.
    pub created: Time,
}

/// The list of a Region.
pub fn model(world: &World, region: Region) -> Topics {
    let here = world.sns().topics().iter().filter(|(_, topic)| {
        topic.scope.region == region && topic.scope.account == world.account()
    });
    let rows = here.map(|(arn, topic)| {
        let pending = world.sns().of_topic(arn).filter(|(_, s)| s.is_pending()).count();
        Row {
            name: arn.rest().to_owned(),
            arn: arn.to_string(),
            confirmed: world.sns().of_topic(arn).count() - pending,
            pending,
            created: topic.created,
        }
    });
    Topics { rows: rows.collect() }
}
