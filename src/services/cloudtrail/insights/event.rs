//! Events of Insights: pairs of Start and End.
//!
//! Members: <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents-insights.html>

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{BASELINE, Kind, Unit, error_of};
use crate::sim::record::AuditRecord;
use crate::sim::scope::Arn;
use crate::sim::time::{Span, Time};

/// The most values of an attribute that are told.
const MOST: usize = 5;

/// Whether unusual activity begins or is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Phase {
    /// It begins.
    Start,
    /// It is over.
    End,
}

impl Phase {
    /// AWS's name.
    pub fn name(self) -> &'static str {
        match self {
            Phase::Start => "Start",
            Phase::End => "End",
        }
    }
}

/// Who called, with what, and what came of it: how often each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Tally {
    /// How many calls there were.
    pub calls: u32,
    users: BTreeMap<String, u32>,
    agents: BTreeMap<String, u32>,
    errors: BTreeMap<String, u32>,
}

impl Tally {
    /// Counts a call.
    pub fn add(&mut self, record: &AuditRecord) {
        let error = error_of(record).unwrap_or("null").to_owned();
        self.calls += 1;
        *self.users.entry(record.caller.arn()).or_default() += 1;
        *self.agents.entry(record.user_agent.clone()).or_default() += 1;
        *self.errors.entry(error).or_default() += 1;
    }
}

/// A value and how often a minute it was there.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// An ARN, a client, an error.
    pub value: String,
    /// How often, on average.
    pub average: f64,
}

/// One event.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Insight {
    /// The trail that looked.
    pub trail: Arn,
    /// Its number.
    pub number: u64,
    /// What was unusual.
    pub unit: Unit,
    /// Whether it begins or is over.
    pub phase: Phase,
    /// When it was.
    pub time: Time,
    /// When one can see it.
    pub visible: Time,
    /// Its id.
    pub id: String,
    /// The id that the two of a pair have in common.
    pub shared: String,
    /// How many minutes the unusual activity has lasted.
    pub minutes: u32,
    /// What there was in those.
    pub unusual: Tally,
    /// What there was in the days before.
    pub usual: Tally,
}

impl Insight {
    /// How many calls a minute there were on average.
    pub fn average(&self) -> f64 {
        per_minute(self.unusual.calls, Span::mins(i64::from(self.minutes)))
    }

    /// How many are usual.
    pub fn baseline(&self) -> f64 {
        per_minute(self.usual.calls, BASELINE)
    }

    /// What is told of whom: AWS's name of the attribute, what was unusual, what is usual.
    pub fn attributions(&self) -> Vec<(&'static str, Vec<Share>, Vec<Share>)> {
        let span = Span::mins(i64::from(self.minutes));
        let both = |name, of: fn(&Tally) -> &BTreeMap<String, u32>| {
            (name, shares(of(&self.unusual), span), shares(of(&self.usual), BASELINE))
        };
        let mut all = vec![
            both("userIdentityArn", |tally| &tally.users),
            both("userAgent", |tally| &tally.agents),
        ];
        // What is counted by error has one error only.
        if self.unit.kind == Kind::CallRate {
            all.push(both("errorCode", |tally| &tally.errors));
        }
        all
    }

    /// The record as CloudTrail writes it, members in its order.
    pub fn json(&self) -> Value {
        let shares = |shares: Vec<Share>| -> Vec<Value> {
            let one = |share: Share| json!({ "value": share.value, "average": share.average });
            shares.into_iter().map(one).collect()
        };
        let attributions: Vec<Value> = self
            .attributions()
            .into_iter()
            .map(|(name, unusual, usual)| {
                let (insight, baseline) = (shares(unusual), shares(usual));
                json!({ "attribute": name, "insight": insight, "baseline": baseline })
            })
            .collect();
        let mut details = Map::new();
        let mut put = |name: &str, value: Value| {
            details.insert(name.to_owned(), value);
        };
        put("state", json!(self.phase.name()));
        put("eventSource", json!(self.unit.source));
        put("eventName", json!(self.unit.name));
        put("insightType", json!(self.unit.kind.name()));
        if let Some(error) = &self.unit.error {
            put("errorCode", json!(error));
        }
        let statistics = json!({
            "baseline": { "average": self.baseline() },
            "insight": { "average": self.average() },
            "insightDuration": self.minutes,
            "baselineDuration": BASELINE.as_secs() / 60,
        });
        put("insightContext", json!({ "statistics": statistics, "attributions": attributions }));
        json!({
            "eventVersion": "1.09",
            "eventTime": self.time.rfc3339(),
            "awsRegion": self.unit.scope.region.code(),
            "eventID": self.id,
            "eventType": "AwsCloudTrailInsight",
            "recipientAccountId": self.unit.scope.account.to_string(),
            "sharedEventID": self.shared,
            "insightDetails": details,
            "eventCategory": "Insight",
        })
    }
}

/// The values that were there most often.
fn shares(counts: &BTreeMap<String, u32>, span: Span) -> Vec<Share> {
    let mut found: Vec<(&String, u32)> = counts.iter().map(|(value, n)| (value, *n)).collect();
    found.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    let share =
        |(value, n): (&String, u32)| Share { value: value.clone(), average: per_minute(n, span) };
    found.into_iter().take(MOST).map(share).collect()
}

/// An average a minute, with the ten digits AWS gives.
pub fn per_minute(calls: u32, span: Span) -> f64 {
    let minutes = (span.as_secs() / 60).max(1) as f64;
    (f64::from(calls) / minutes * 1e10).round() / 1e10
}
