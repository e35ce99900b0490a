//! `action`: what became of an alarm's action.

use super::{named, one, text};
use crate::services::ServiceFact;
use crate::services::cloudwatch::Fact;
use crate::services::cloudwatch::facts::Skipped;
use crate::shell::expect::{Ask, Row, Stamp, Subject};
use crate::sim::World;
use crate::sim::scope::Arn;

/// The subject.
pub static SUBJECT: Subject = Subject {
    name: "action",
    attributes: &["alarm", "result", "target", "error"],
    value: "result",
    happens: true,
    rows,
};

struct Action<'a> {
    stamp: Stamp,
    alarm: &'a Arn,
    target: &'a str,
    result: &'static str,
    error: &'a str,
}

fn rows<'a>(world: &'a World, _: &Ask) -> Vec<Box<dyn Row + 'a>> {
    let mut rows: Vec<Box<dyn Row + 'a>> = Vec::new();
    for fact in world.facts().iter() {
        let ServiceFact::CloudWatch(what) = &fact.what else { continue };
        let (alarm, target, result, error) = match what {
            Fact::ActionSucceeded { alarm, action } => (alarm, action, "succeeded", ""),
            Fact::ActionFailed { alarm, action, error } => {
                (alarm, action, "failed", error.as_str())
            }
            Fact::ActionSkipped { alarm, action, why: Skipped::Disabled } => {
                (alarm, action, "skipped", "disabled")
            }
            Fact::ActionSkipped { alarm, action, why: Skipped::WarmUp } => {
                (alarm, action, "skipped", "warm-up")
            }
            _ => continue,
        };
        let stamp = Stamp { time: fact.time, kind: "fact", number: fact.id };
        rows.push(Box::new(Action { stamp, alarm, target, result, error }));
    }
    rows
}

impl Row for Action<'_> {
    fn get(&self, attribute: &str) -> Vec<String> {
        match attribute {
            "alarm" => {
                let name = self.alarm.rest().strip_prefix("alarm:");
                name.into_iter().chain([self.alarm.as_str()]).map(str::to_owned).collect()
            }
            "result" => one(self.result),
            "target" => named(self.target),
            _ => text(self.error),
        }
    }

    fn stamp(&self) -> Option<Stamp> {
        Some(self.stamp)
    }
}
