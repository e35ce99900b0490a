//! Mute rules: which there are, and a new one.

use crate::services::Request;
use crate::services::cloudwatch::alarm::mute::Schedule;
use crate::services::cloudwatch::api::{
    self, MuteRuleNameInput, MuteTargets, PutAlarmMuteRuleInput, Request as CloudWatch,
};
use crate::services::cloudwatch::mutes::{MuteRule, Status};
use crate::sim::World;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Every rule, by name.
    pub rows: Vec<Row>,
    /// The alarms there are.
    pub alarms: Vec<String>,
    /// Now, to the minute.
    pub now: Time,
}

/// A rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its state.
    pub status: Status,
    /// When it mutes: its expression, how long, and where the clock hangs.
    pub schedule: String,
    /// The alarms it mutes.
    pub targets: Vec<String>,
    /// The window that is open, or the next one.
    pub window: Option<(Time, Time)>,
    /// The alarms whose actions it holds back now and owes.
    pub owed: Vec<String>,
}

/// The page as it is.
pub fn model(world: &World, scope: Scope) -> Model {
    let now = world.now();
    let Some(region) = world.cloudwatch().region(scope) else {
        return Model { rows: Vec::new(), alarms: Vec::new(), now: now.floor(Span::mins(1)) };
    };
    let owed = |rule: &MuteRule| {
        let owed = region.mutes().owed.keys().map(|(name, _)| name);
        let mut owed: Vec<String> = owed.filter(|name| rule.has_target(name)).cloned().collect();
        owed.dedup();
        owed
    };
    let row = |rule: &MuteRule| Row {
        name: rule.name.clone(),
        status: rule.status(now),
        schedule: written(&rule.expression, &rule.duration, rule.timezone.as_deref()),
        targets: rule.targets.clone().unwrap_or_default(),
        window: next(rule, now),
        owed: if rule.window(now).is_some() { owed(rule) } else { Vec::new() },
    };
    let names = region.alarms().keys().chain(region.composites().keys());
    let mut alarms: Vec<String> = names.cloned().collect();
    alarms.sort();
    let rows = region.mutes().rules.values().map(row).collect();
    Model { rows, alarms, now: now.floor(Span::mins(1)) }
}

/// `cron(0 2 * * SUN) · PT4H · Asia/Seoul`.
fn written(expression: &str, duration: &str, timezone: Option<&str>) -> String {
    format!("{expression} · {duration} · {}", timezone.unwrap_or("UTC"))
}

/// The window that is open at an instant, or the next one within a year.
fn next(rule: &MuteRule, now: Time) -> Option<(Time, Time)> {
    if let Some(window) = rule.window(now) {
        return Some((window.start, window.end));
    }
    if rule.status(now) == Status::Expired {
        return None;
    }
    let from = rule.start.map_or(now, |start| start.max(now));
    first(&rule.schedule, from).filter(|(start, _)| rule.expire.is_none_or(|end| *start < end))
}

/// The first window of a schedule after an instant: most come within a month.
fn first(schedule: &Schedule, from: Time) -> Option<(Time, Time)> {
    let within = |days: i64| schedule.windows(from, from + Span::days(days)).into_iter().next();
    within(32).or_else(|| within(366))
}

/// What is typed into the form of a new rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// The schedule of [`samples`] it has; empty: one of its own.
    pub sample: &'static str,
    /// Its name.
    pub name: String,
    /// What somebody wrote about it.
    pub description: String,
    /// `cron(…)` or `at(…)`.
    pub expression: String,
    /// An ISO 8601 duration.
    pub duration: String,
    /// A time zone; empty for UTC.
    pub timezone: String,
    /// The alarms it mutes.
    pub targets: Vec<String>,
}

/// Schedules to begin with: a text key, the expression, the duration. The first mutes from the next
/// minute on, once.
pub fn samples(now: Time) -> [(&'static str, String, &'static str); 4] {
    let soon = now.floor(Span::mins(1)) + Span::mins(1);
    let once = format!("at({})", soon.format("%Y-%m-%dT%H:%M"));
    [
        ("alarms.mute.sample.once", once, "PT1H"),
        ("alarms.mute.sample.nightly", "cron(0 23 * * *)".to_owned(), "PT2H"),
        ("alarms.mute.sample.weekly", "cron(0 2 * * SUN)".to_owned(), "PT4H"),
        ("alarms.mute.sample.weekend", "cron(0 18 * * FRI)".to_owned(), "P2DT12H"),
    ]
}

impl Draft {
    /// A rule that mutes one alarm, from the next minute on.
    pub fn on(target: &str, now: Time) -> Draft {
        let [(sample, expression, duration), ..] = samples(now);
        Draft {
            sample,
            name: format!("mute-{target}"),
            expression,
            duration: duration.to_owned(),
            targets: vec![target.to_owned()],
            ..Draft::default()
        }
    }

    /// The draft at a later moment: one that mutes once does so from the next minute on, and the
    /// clock runs on while it is written.
    pub fn at(&self, now: Time) -> Draft {
        let own = samples(now).into_iter().find(|(key, ..)| *key == self.sample);
        match own {
            Some((_, expression, _)) => Draft { expression, ..self.clone() },
            None => self.clone(),
        }
    }

    /// The draft with a schedule of [`samples`], or one of its own that begins with what it has.
    pub fn with(&self, key: &str, now: Time) -> Draft {
        match samples(now).into_iter().find(|(sample, ..)| *sample == key) {
            Some((sample, expression, duration)) => {
                Draft { sample, expression, duration: duration.to_owned(), ..self.clone() }
            }
            None => Draft { sample: "", ..self.clone() },
        }
    }

    /// Whether no schedule has been begun.
    pub fn is_blank(&self) -> bool {
        self.expression.trim().is_empty() && self.duration.trim().is_empty()
    }

    /// The next windows it would open; `None` if the schedule cannot be read.
    pub fn windows(&self, now: Time) -> Option<Vec<(Time, Time)>> {
        let zone = (!self.timezone.trim().is_empty()).then(|| self.timezone.trim());
        let schedule = Schedule::parse(&self.expression, &self.duration, zone)?;
        let mut found = Vec::new();
        let mut from = now;
        while let Some((start, end)) = first(&schedule, from) {
            found.push((start, end));
            from = end.max(start + Span::mins(1));
            if found.len() == 3 {
                break;
            }
        }
        Some(found)
    }

    /// The call that makes it, if it is complete.
    pub fn request(&self) -> Option<Request> {
        let text = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
        Some(Request::CloudWatch(CloudWatch::PutAlarmMuteRule(PutAlarmMuteRuleInput {
            name: text(&self.name)?,
            description: text(&self.description),
            rule: api::Rule {
                schedule: api::Schedule {
                    expression: text(&self.expression)?,
                    duration: text(&self.duration)?,
                    timezone: text(&self.timezone),
                },
            },
            mute_targets: (!self.targets.is_empty())
                .then(|| MuteTargets { alarm_names: self.targets.clone() }),
            tags: None,
            start_date: None,
            expire_date: None,
        })))
    }
}

/// Deletes a rule.
pub fn delete(name: &str) -> Request {
    let alarm_mute_rule_name = name.to_owned();
    Request::CloudWatch(CloudWatch::DeleteAlarmMuteRule(MuteRuleNameInput { alarm_mute_rule_name }))
}
