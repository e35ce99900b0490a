//! The chain of evidence: what in the world shows that an answer is right, and where it is found.

use super::fault::Kind;
use super::plan::READY;
use super::sign::Sight;
use super::truth::Ask;
use crate::services::ServiceFact;
use crate::services::cloudtrail;
use crate::services::cloudwatch::alarm::history::What;
use crate::sim::AuditRecord;
use crate::sim::time::{Span, Time};
use crate::telemetry::MetricId;

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq)]
pub enum Proof {
    /// An event in event history.
    Event {
        /// When the call was made.
        time: Time,
        /// The event's id.
        id: String,
        /// `StopInstances`.
        name: &'static str,
        /// Who stands in the user name column.
        by: String,
    },
    /// An item of an alarm's history.
    History {
        /// When.
        time: Time,
        /// The alarm.
        alarm: String,
        /// What it tells, as a word in keys.
        what: &'static str,
    },
    /// Nothing stands in an alarm's history where something would have to.
    Silence {
        /// The alarm.
        alarm: String,
    },
    /// A value of a metric.
    Metric {
        /// The start of the period.
        time: Time,
        /// The metric.
        metric: MetricId,
        /// Its average there.
        value: f64,
    },
    /// A mail.
    Mail {
        /// When it arrived.
        time: Time,
        /// Its place in the mailbox.
        number: usize,
        /// Its subject.
        subject: String,
    },
    /// A log file did not get into its bucket.
    NotDelivered {
        /// When.
        time: Time,
        /// The trail's ARN.
        trail: String,
    },
    /// A scaling policy was asked and changed nothing.
    NotScaled {
        /// When.
        time: Time,
        /// Its group.
        group: String,
    },
}

impl Proof {
    /// Its instant.
    pub fn time(&self) -> Option<Time> {
        match self {
            Proof::Event { time, .. }
            | Proof::History { time, .. }
            | Proof::Metric { time, .. }
            | Proof::Mail { time, .. }
            | Proof::NotDelivered { time, .. }
            | Proof::NotScaled { time, .. } => Some(*time),
            Proof::Silence { .. } => None,
        }
    }
}

/// What shows the right answer to a question.
pub(super) fn of(sight: Sight<'_>, ask: Ask) -> Vec<Proof> {
    match ask {
        Ask::What => {
            let mut all = calls(sight);
            all.extend(measured(sight));
            all.extend(undelivered(sight));
            all.extend(waited(sight));
            all
        }
        Ask::Since => match sight.cause() {
            Some(record) => vec![event(record)],
            None => measured(sight),
        },
        Ask::Who => match sight.cause() {
            Some(record) => {
                let opened = sight.session_of(record).map(event);
                opened.into_iter().chain([event(record)]).collect()
            }
            None => measured(sight),
        },
        Ask::Told => told(sight),
        Ask::Caught => Vec::new(),
    }
}

fn event(record: &AuditRecord) -> Proof {
    let by = record.user_name().unwrap_or_default();
    Proof::Event { time: record.time, id: record.event_id.clone(), name: record.event_name, by }
}

fn calls(sight: Sight<'_>) -> Vec<Proof> {
    sight.cause().map(event).into_iter().collect()
}

/// The value in which one sees it.
fn measured(sight: Sight<'_>) -> Vec<Proof> {
    let from = |minute: u32| sight.plan.at(minute, sight.world);
    let (metric, period, since, wanted): (MetricId, Span, Time, fn(f64) -> bool) =
        match sight.plan.kind {
            Kind::System => {
                let check = sight.metric("AWS/EC2", "StatusCheckFailed_System");
                (check, Span::mins(1), from(READY), |value| value > 0.0)
            }
            Kind::Credits => {
                let credits = sight.metric("AWS/EC2", "CPUCreditBalance");
                (credits, Span::mins(5), from(READY), |value| value <= 0.0)
            }
            Kind::Load => {
                let cpu = sight.metric("AWS/EC2", "CPUUtilization");
                (cpu, Span::mins(5), from(sight.plan.load), |value| value > 80.0)
            }
            _ => return Vec::new(),
        };
    let first = sight.first(&metric, period, since, wanted);
    first.map(|(time, value)| Proof::Metric { time, metric, value }).into_iter().collect()
}

fn undelivered(sight: Sight<'_>) -> Vec<Proof> {
    if sight.plan.kind != Kind::BucketClosed {
        return Vec::new();
    }
    let since = sight.plan.incident(sight.world);
    let facts = sight.world.facts().iter();
    let failed = facts.filter(|fact| fact.time >= since).find_map(|fact| match &fact.what {
        ServiceFact::CloudTrail(cloudtrail::Fact::NotDelivered { trail, .. }) => {
            Some(Proof::NotDelivered { time: fact.time, trail: trail.as_str().to_owned() })
        }
        _ => None,
    });
    failed.into_iter().collect()
}

/// The policy that waited.
fn waited(sight: Sight<'_>) -> Option<Proof> {
    let why = sight.plan.kind.scales().then_some(sight.plan.kind.fault().word)?;
    let (time, group) = sight.not_scaled(why)?;
    Some(Proof::NotScaled { time, group: group.to_owned() })
}

/// What became of the page: the alarm's history since the incident, and the mail.
fn told(sight: Sight<'_>) -> Vec<Proof> {
    let (alarm, since) = (sight.plan.kind.alarm(), sight.plan.incident(sight.world));
    let items = sight.history(alarm, since).into_iter();
    let mut all: Vec<Proof> = items
        .filter_map(|item| {
            let what = match &item.what {
                What::State { to, .. } => to.value.name(),
                What::Action { error: None, .. } => "acted",
                What::Action { error: Some(_), .. } => "failed",
                _ => return None,
            };
            Some(Proof::History { time: item.time, alarm: alarm.to_owned(), what: word(what) })
        })
        .take(3)
        .collect();
    if all.is_empty() {
        all.push(Proof::Silence { alarm: alarm.to_owned() });
        all.extend(calls(sight));
    }
    let mails = sight.world.inbox().mails().iter().enumerate();
    let mut pages =
        mails.filter(|(_, mail)| mail.time >= since && mail.mail.subject.starts_with("ALARM: "));
    all.extend(pages.next().map(|(number, mail)| Proof::Mail {
        time: mail.time,
        number,
        subject: mail.mail.subject.clone(),
    }));
    all
}

/// The word in keys of what an item tells.
fn word(what: &'static str) -> &'static str {
    match what {
        "ALARM" => "alarm",
        "OK" => "ok",
        "INSUFFICIENT_DATA" => "insufficient",
        other => other,
    }
}
