//! `transition`: an alarm went from one state to another.

use super::one;
use crate::services::ServiceFact;
use crate::services::cloudwatch::Fact;
use crate::services::cloudwatch::alarm::StateValue;
use crate::services::cloudwatch::alarm::evaluate::By;
use crate::shell::expect::{Ask, Row, Stamp, Subject};
use crate::sim::World;
use crate::sim::scope::Arn;

/// The subject.
pub static SUBJECT: Subject = Subject {
    name: "transition",
    attributes: &["alarm", "from", "to", "reason", "by"],
    value: "to",
    happens: true,
    rows,
};

struct Transition<'a> {
    stamp: Stamp,
    alarm: &'a Arn,
    from: StateValue,
    to: StateValue,
    reason: &'a str,
    by: By,
}

fn rows<'a>(world: &'a World, _: &Ask) -> Vec<Box<dyn Row + 'a>> {
    let mut rows: Vec<Box<dyn Row + 'a>> = Vec::new();
    for fact in world.facts().iter() {
        let ServiceFact::CloudWatch(Fact::AlarmStateChanged { alarm, from, to, reason, by }) =
            &fact.what
        else {
            continue;
        };
        let stamp = Stamp { time: fact.time, kind: "fact", number: fact.id };
        let (from, to, by) = (*from, *to, *by);
        rows.push(Box::new(Transition { stamp, alarm, from, to, reason, by }));
    }
    rows
}

impl Row for Transition<'_> {
    fn get(&self, attribute: &str) -> Vec<String> {
        match attribute {
            "alarm" => {
                let arn = self.alarm.as_str();
                let name = self.alarm.rest().strip_prefix("alarm:");
                name.into_iter().chain([arn]).map(str::to_owned).collect()
            }
            "from" => one(self.from.name()),
            "to" => one(self.to.name()),
            "reason" => one(self.reason),
            _ => one(match self.by {
                By::Creation => "creation",
                By::Evaluation => "evaluation",
                By::SetAlarmState => "SetAlarmState",
            }),
        }
    }

    fn stamp(&self) -> Option<Stamp> {
        Some(self.stamp)
    }
}
