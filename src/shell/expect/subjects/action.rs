//! `action`: what became of an alarm's action.

use super::{named, one, text};
use crate::services::ServiceFact;
use crate::services::cloudwatch::Fact;
use crate::services::cloudwatch::facts::{Held, Skipped};
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
        let (alarm, targets, result, error) = match what {
            Fact::ActionSucceeded { alarm, action } => (alarm, slice(action), "succeeded", ""),
            Fact::ActionFailed { alarm, action, error } => {
                (alarm, slice(action), "failed", error.as_str())
            }
            Fact::ActionSkipped { alarm, action, why } => {
                let why = match why {
                    Skipped::Disabled => "disabled",
                    Skipped::WarmUp => "warm-up",
                };
                (alarm, slice(action), "skipped", why)
            }
            Fact::ActionsHeld { alarm, actions, by } => match by {
                Held::Muted(window) => (alarm, actions.as_slice(), "muted", window.rule.rest()),
                Held::Suppressed(by) => (alarm, actions.as_slice(), "suppressed", by.name()),
            },
            _ => continue,
        };
        for target in targets {
            let stamp = Stamp { time: fact.time, kind: "fact", number: fact.id };
            rows.push(Box::new(Action { stamp, alarm, target, result, error }));
        }
    }
    rows
}

fn slice(action: &String) -> &[String] {
    std::slice::from_ref(action)
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
            // A mute rule by its name.
            _ => text(self.error.strip_prefix("alarm-mute-rule:").unwrap_or(self.error)),
        }
    }

    fn stamp(&self) -> Option<Stamp> {
        Some(self.stamp)
    }
}
