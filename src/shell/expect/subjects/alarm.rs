//! `alarm`: alarms of both kinds and the state they are in.

use super::{named, one, tags, text, yes};
use crate::services::cloudwatch::composite::Composite;
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
        "rule",
        "child",
        "suppressor",
        "suppressed-by",
        "muted-by",
        "tag",
        "region",
    ],
    value: "state",
    happens: false,
    rows,
};

struct AlarmRow<'a> {
    region: Region,
    muted_by: Option<String>,
    name: &'a str,
    alarm: &'a Alarm,
}

fn rows<'a>(world: &'a World, _: &Ask) -> Vec<Box<dyn Row + 'a>> {
    let mut rows: Vec<Box<dyn Row + 'a>> = Vec::new();
    for region in Region::all() {
        let scope = Scope { account: world.home(), region };
        let Some(here) = world.cloudwatch().region(scope) else { continue };
        let muted_by = |name: &str| {
            let window = here.mutes().window(name, world.now())?;
            window.rule.rest().strip_prefix("alarm-mute-rule:").map(str::to_owned)
        };
        for (name, alarm) in here.alarms() {
            rows.push(Box::new(AlarmRow { region, muted_by: muted_by(name), name, alarm }));
        }
        for (name, alarm) in here.composites() {
            rows.push(Box::new(CompositeRow { region, muted_by: muted_by(name), name, alarm }));
        }
    }
    rows
}

struct CompositeRow<'a> {
    region: Region,
    muted_by: Option<String>,
    name: &'a str,
    alarm: &'a Composite,
}

impl Row for CompositeRow<'_> {
    fn get(&self, attribute: &str) -> Vec<String> {
        let config = self.alarm.config();
        let arns = |arns: &[String]| arns.iter().flat_map(|arn| named(arn)).collect();
        let suppressor = config.suppressor.as_ref();
        match attribute {
            "name" => one(self.name),
            "state" => one(self.alarm.value().name()),
            "was" => {
                let changes = self.alarm.changes.iter();
                changes.map(|change| change.condition.value.name().to_owned()).collect()
            }
            "action" => arns(&config.alarm_actions),
            "ok-action" => arns(&config.ok_actions),
            "insufficient-action" => arns(&config.insufficient_actions),
            "actions-enabled" => yes(config.actions_enabled),
            "description" => text(config.description.as_deref().unwrap_or_default()),
            "reason" => one(&self.alarm.condition().reason),
            "rule" => one(&config.rule.text),
            "child" => config.rule.children(),
            "suppressor" => suppressor.map(|s| s.name.clone()).into_iter().collect(),
            "suppressed-by" => {
                self.alarm.hold.map(|h| h.by.name().to_owned()).into_iter().collect()
            }
            "muted-by" => self.muted_by.iter().cloned().collect(),
            "tag" => tags(&self.alarm.tags),
            "region" => one(self.region.code()),
            // What only a metric alarm has.
            _ => Vec::new(),
        }
    }
}

impl Row for AlarmRow<'_> {
    fn get(&self, attribute: &str) -> Vec<String> {
        let config = self.alarm.config();
        let measures = config.metric.measures();
        let arns = |arns: &[String]| arns.iter().flat_map(|arn| named(arn)).collect();
        match attribute {
            "name" => one(self.name),
            "state" => one(self.alarm.value().name()),
            "was" => self.alarm.conditions.iter().map(|c| c.value.name().to_owned()).collect(),
            "namespace" => measures.iter().map(|m| m.id.namespace.clone()).collect(),
            "metric" => measures.iter().map(|m| m.id.name.clone()).collect(),
            "dimension" => {
                let all = measures.iter().flat_map(|measure| &measure.dimensions);
                all.map(|(name, value)| format!("{name}={value}")).collect()
            }
            "statistic" => measures.iter().map(|m| m.stat_name.clone()).collect(),
            "period" => one(config.period_secs.to_string()),
            "operator" => one(config.comparison.name()),
            "threshold" => config.threshold.fixed().iter().map(f64::to_string).collect(),
            "m" => one(config.m().to_string()),
            "n" => one(config.n().to_string()),
            "missing" => one(config.treat().name()),
            "action" => arns(&config.alarm_actions),
            "ok-action" => arns(&config.ok_actions),
            "insufficient-action" => arns(&config.insufficient_actions),
            "actions-enabled" => yes(config.actions_enabled),
            "description" => text(config.description.as_deref().unwrap_or_default()),
            "reason" => one(&self.alarm.condition().reason),
            "muted-by" => self.muted_by.iter().cloned().collect(),
            "rule" | "child" | "suppressor" | "suppressed-by" => Vec::new(),
            "tag" => tags(&self.alarm.tags),
            _ => one(self.region.code()),
        }
    }
}
