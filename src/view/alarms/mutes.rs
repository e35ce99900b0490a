//! Mute rules: which there are, a new one, and one that is changed.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAlarmMuteRule.html>

use crate::api::Timestamp;
use crate::services::Request;
use crate::services::cloudwatch::alarm::mute::Schedule;
use crate::services::cloudwatch::api::{
    self, MuteRuleNameInput, MuteTargets, PutAlarmMuteRuleInput, Request as CloudWatch,
};
use crate::services::cloudwatch::mutes::{MuteRule, Status};
use crate::sim::World;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::sim::zone::Zone;

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
    /// What somebody wrote about it.
    pub description: String,
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
    /// It as it is changed in the form.
    pub draft: Draft,
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
        description: rule.description.clone().unwrap_or_default(),
        status: rule.status(now),
        schedule: written(&rule.expression, &rule.duration, rule.timezone.as_deref()),
        targets: rule.targets.clone().unwrap_or_default(),
        window: next(rule, now),
        owed: if rule.window(now).is_some() { owed(rule) } else { Vec::new() },
        draft: Draft::of(rule),
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
    /// From when on it is in force, in UTC; empty for at once.
    pub start: String,
    /// When it is over, in UTC; empty for never.
    pub expire: String,
}

/// The text keys of the schedules to begin with.
pub const SAMPLES: [&str; 4] = [
    "alarms.mute.sample.once",
    "alarms.mute.sample.nightly",
    "alarms.mute.sample.weekly",
    "alarms.mute.sample.weekend",
];

/// Schedules to begin with: a text key, the expression, the duration. The first mutes from the next
/// minute on, once, by the clock of the rule's time zone.
pub fn samples(now: Time, zone: Zone) -> [(&'static str, String, &'static str); 4] {
    let soon = zone.local(now.floor(Span::mins(1)) + Span::mins(1));
    let once = format!("at({})", soon.format(MINUTE));
    let [first, nightly, weekly, weekend] = SAMPLES;
    [
        (first, once, "PT1H"),
        (nightly, "cron(0 23 * * *)".to_owned(), "PT2H"),
        (weekly, "cron(0 2 * * SUN)".to_owned(), "PT4H"),
        (weekend, "cron(0 18 * * FRI)".to_owned(), "P2DT12H"),
    ]
}

/// A date as fields of a form have it.
const MINUTE: &str = "%Y-%m-%dT%H:%M";

/// What is wrong with a date, or with both of them together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dates {
    /// Nothing.
    Fine,
    /// One cannot be read.
    Unread,
    /// The end is not after the beginning.
    Turned,
}

impl Draft {
    /// A rule that exists.
    fn of(rule: &MuteRule) -> Draft {
        let date = |date: Option<Time>| date.map(written_date).unwrap_or_default();
        Draft {
            sample: "",
            name: rule.name.clone(),
            description: rule.description.clone().unwrap_or_default(),
            expression: rule.expression.clone(),
            duration: rule.duration.clone(),
            timezone: rule.timezone.clone().unwrap_or_default(),
            targets: rule.targets.clone().unwrap_or_default(),
            start: date(rule.start),
            expire: date(rule.expire),
        }
    }

    /// The time zone its schedule is read in; UTC as long as the one typed is none.
    fn zone(&self) -> Zone {
        Zone::parse(self.timezone.trim()).unwrap_or(Zone::UTC)
    }

    /// What is wrong with its dates.
    pub fn dates(&self) -> Dates {
        match (date(&self.start), date(&self.expire)) {
            (Some(Some(start)), Some(Some(expire))) if expire <= start => Dates::Turned,
            (Some(_), Some(_)) => Dates::Fine,
            _ => Dates::Unread,
        }
    }

    /// A rule that mutes one alarm, from the next minute on.
    pub fn on(target: &str, now: Time) -> Draft {
        let [(sample, expression, duration), ..] = samples(now, Zone::UTC);
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
        let own = samples(now, self.zone()).into_iter().find(|(key, ..)| *key == self.sample);
        match own {
            Some((_, expression, _)) => Draft { expression, ..self.clone() },
            None => self.clone(),
        }
    }

    /// The draft with a schedule of [`samples`], or one of its own that begins with what it has.
    pub fn with(&self, key: &str, now: Time) -> Draft {
        match samples(now, self.zone()).into_iter().find(|(sample, ..)| *sample == key) {
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
        let (begin, expire) = (date(&self.start)?, date(&self.expire)?);
        let mut found = Vec::new();
        let mut from = begin.map_or(now, |begin| begin.max(now));
        while let Some((start, end)) = first(&schedule, from) {
            if expire.is_some_and(|expire| start >= expire) {
                break;
            }
            // Windows count from the start date to the expire date only.
            let clipped = begin.map_or(start, |begin| start.max(begin));
            found.push((clipped, expire.map_or(end, |expire| end.min(expire))));
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
            start_date: date(&self.start)?.map(Timestamp),
            expire_date: date(&self.expire)?.map(Timestamp),
        })))
    }
}

/// A date as it is typed, if one is: nothing at all if it cannot be read.
fn date(text: &str) -> Option<Option<Time>> {
    match text.trim() {
        "" => Some(None),
        text => Time::parse(text).map(Some),
    }
}

/// A date for a field of a form: with its seconds where it has some.
fn written_date(date: Time) -> String {
    let whole = date.floor(Span::mins(1)) == date;
    date.format(if whole { MINUTE } else { "%Y-%m-%dT%H:%M:%S" }).to_string()
}

/// Deletes a rule.
pub fn delete(name: &str) -> Request {
    let alarm_mute_rule_name = name.to_owned();
    Request::CloudWatch(CloudWatch::DeleteAlarmMuteRule(MuteRuleNameInput { alarm_mute_rule_name }))
}
