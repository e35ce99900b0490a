//! `alarm`: metric alarms and the state they are in.

use super::{named, one, tags, text, yes};
use crate::services::cloudwatch::state::Alarm;
use crate::shell::expect::{Ask, Row, Subject};
use crate::sim::scope::Region;
use crate::sim::{Scope, World};

/// The subject.
pub static SUBJECT: Subject = Subject {
    name: "alarm",
    attributes: &[
        "name",
        "state",
        "was",
        "namespace",
        "metric",
        "dimension",
        "statistic",
        "period",
        "operator",
        "threshold",
        "m",
        "n",
        "missing",
        "action",
        "ok-action",
        "insufficient-action",
        "actions-enabled",
        "description",
        "reason",
        "tag",
        "region",
    ],
    value: "state",
    happens: false,
    rows,
};

struct AlarmRow<'a> {
    region: Region,
    name: &'a str,
    alarm: &'a Alarm,
}

fn rows<'a>(world: &'a World, _: &Ask) -> Vec<Box<dyn Row + 'a>> {
    let mut rows: Vec<Box<dyn Row + 'a>> = Vec::new();
    for region in Region::all() {
        let scope = Scope { account: world.account(), region };
        let alarms = world.cloudwatch().region(scope).into_iter().flat_map(|r| r.alarms());
        for (name, alarm) in alarms {
            rows.push(Box::new(AlarmRow { region, name, alarm }));
        }
    }
    rows
}

impl Row for AlarmRow<'_> {
    fn get(&self, attribute: &str) -> Vec<String> {
        let config = self.alarm.config();
        let arns = |arns: &[String]| arns.iter().flat_map(|arn| named(arn)).collect();
        match attribute {
            "name" => one(self.name),
            "state" => one(self.alarm.value().name()),
            "was" => self.alarm.conditions.iter().map(|c| c.value.name().to_owned()).collect(),
            "namespace" => one(&config.metric.namespace),
            "metric" => one(&config.metric.name),
            "dimension" => {
                config.dimensions.iter().map(|(name, value)| format!("{name}={value}")).collect()
            }
            "statistic" => one(&config.stat_name),
            "period" => one(config.period_secs.to_string()),
            "operator" => one(config.comparison.name()),
            "threshold" => one(config.threshold.get().to_string()),
            "m" => one(config.m().to_string()),
            "n" => one(config.n().to_string()),
            "missing" => one(config.treat().name()),
            "action" => arns(&config.alarm_actions),
            "ok-action" => arns(&config.ok_actions),
            "insufficient-action" => arns(&config.insufficient_actions),
            "actions-enabled" => yes(config.actions_enabled),
            "description" => text(config.description.as_deref().unwrap_or_default()),
            "reason" => one(&self.alarm.condition().reason),
            "tag" => tags(&self.alarm.tags),
            _ => one(self.region.code()),
        }
    }
}
