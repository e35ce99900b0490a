//! `topic`: SNS topics.

use super::{named, one, tags, text};
use crate::services::sns::state::Topic;
use crate::shell::expect::{Ask, Row, Subject};
use crate::sim::World;
use crate::sim::scope::Arn;

/// The subject.
pub static SUBJECT: Subject = Subject {
    name: "topic",
    attributes: &["name", "subscriptions", "pending", "display-name", "policy", "tag", "region"],
    value: "subscriptions",
    happens: false,
    rows,
};

struct TopicRow<'a> {
    world: &'a World,
    arn: &'a Arn,
    topic: &'a Topic,
}

fn rows<'a>(world: &'a World, _: &Ask) -> Vec<Box<dyn Row + 'a>> {
    let topics = world.sns().topics().iter();
    let row = |(arn, topic)| Box::new(TopicRow { world, arn, topic }) as Box<dyn Row + 'a>;
    topics.map(row).collect()
}

impl Row for TopicRow<'_> {
    fn get(&self, attribute: &str) -> Vec<String> {
        let count = |pending: bool| {
            let subscriptions = self.world.sns().of_topic(self.arn);
            let counted = subscriptions.filter(|(_, s)| s.is_pending() == pending).count();
            one(counted.to_string())
        };
        match attribute {
            "name" => named(self.arn.as_str()),
            "subscriptions" => count(false),
            "pending" => count(true),
            "display-name" => text(&self.topic.display_name),
            "policy" => one(&self.topic.policy.0),
            "tag" => tags(&self.topic.tags),
            _ => one(self.topic.scope.region.code()),
        }
    }
}
