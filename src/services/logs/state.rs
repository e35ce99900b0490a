//! What CloudWatch Logs holds.

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{Value, json};

use super::filter::MetricFilter;
use super::insights::Found;
use super::insights::memo::Memo;
use super::metrics::Series;
use super::subscription::{Outcome, Subscription};
use crate::access::{Attached, Moved, Policy};
use crate::sim::append::Append;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::{Span, Time};
use crate::telemetry::MetricId;

/// The most events a world holds.
pub const MAX_EVENTS: u64 = 500_000;

/// What counts for an event beside its message, in bytes.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html>
pub const OVERHEAD: u64 = 26;

/// Groups by their ARNs.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    pub(super) groups: BTreeMap<Arn, Group>,
    /// How many events there ever were.
    pub(super) put: u64,
    /// What filters made of events.
    pub(super) made: BTreeMap<(Scope, MetricId), Series>,
    /// Queries that were run, by their ids, and how many there ever were.
    pub(super) queries: BTreeMap<(Scope, String), QueryRun>,
    pub(super) asked: u64,
    /// What log widgets were answered.
    memo: Memo,
    /// Policies that let others use groups, by Region and name.
    pub(super) policies: BTreeMap<(Scope, String), ResourcePolicy>,
    /// What those of a Region say together: a call is asked of all of them at once.
    pub(super) joined: BTreeMap<Scope, Policy>,
}

/// A policy of the account on its groups.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct ResourcePolicy {
    /// Its text as it was given.
    pub text: String,
    /// When it was put last.
    pub updated: Time,
}

/// A log group.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Group {
    /// Where it is.
    pub scope: Scope,
    /// Its name.
    pub name: String,
    /// Its ARN, without the `:*` that policies want behind it.
    pub arn: Arn,
    /// When it was made.
    pub created: Time,
    /// After how many days its events are gone; without, never.
    pub retention_days: Option<i32>,
    /// The key of KMS its events are encrypted with.
    pub key: Option<Arn>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// Its streams by name.
    pub streams: BTreeMap<String, Stream>,
    /// Its metric filters by name.
    pub filters: BTreeMap<String, MetricFilter>,
    /// Its subscription filters by name.
    pub subscriptions: BTreeMap<String, Subscription>,
}

/// A log stream.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Stream {
    /// When it was made.
    pub created: Time,
    /// Its events, in the order they came in.
    pub(super) events: Append<LogEvent>,
    /// How many bytes they are.
    pub(super) bytes: u64,
}

/// A query that was run. Its results are kept for seven days.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html>
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct QueryRun {
    /// When it was run.
    pub created: Time,
    /// The groups it was run over, by name.
    pub groups: Vec<String>,
    /// Its text.
    pub text: String,
    /// From when, and until when, in the numbers that were given.
    pub range: (i64, i64),
    /// What it found.
    pub found: Rc<Found>,
}

/// An event.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct LogEvent {
    /// When it happened, by whoever put it.
    pub at: Time,
    /// When it came in.
    pub ingested: Time,
    /// Its number among all events.
    pub nth: u64,
    /// What it says.
    pub message: Rc<str>,
}

impl LogEvent {
    /// Its id: 56 digits that are ordered as events are.
    pub fn id(&self) -> String {
        id(self.at, self.nth)
    }
}

/// An instant and a number as 56 digits: as in AWS's ids, the milliseconds stand above 144 bits.
pub fn id(at: Time, nth: u64) -> String {
    const LIMB: u64 = 1_000_000_000;
    let millis = at.as_millis().max(0) as u64;
    let mut limbs = vec![millis % LIMB, millis / LIMB % LIMB, millis / LIMB / LIMB];
    let mut carry_on = |times: u64, plus: u64| {
        let mut carry = plus;
        for limb in &mut limbs {
            let sum = *limb * times + carry % LIMB;
            *limb = sum % LIMB;
            carry = carry / LIMB + sum / LIMB;
        }
        while carry > 0 {
            limbs.push(carry % LIMB);
            carry /= LIMB;
        }
    };
    (0..9).for_each(|_| carry_on(1 << 16, 0));
    carry_on(1, nth);
    let digits: String = limbs.iter().rev().map(|limb| format!("{limb:09}")).collect();
    format!("{:0>56}", digits.trim_start_matches('0'))
}

impl Group {
    /// Its ARN as most operations and policies take it.
    pub fn wide_arn(&self) -> String {
        format!("{}:*", self.arn)
    }

    /// Whether an event is still there. AWS takes up to 72 hours more to delete it.
    pub fn keeps(&self, event: &LogEvent, now: Time) -> bool {
        let oldest = self.retention_days.map(|days| now - Span::days(i64::from(days)));
        oldest.is_none_or(|oldest| event.at > oldest)
    }

    /// How many bytes are stored.
    pub fn bytes(&self) -> u64 {
        self.streams.values().map(|stream| stream.bytes).sum()
    }

    /// The events of a stream that are still there, by their instants.
    pub fn events<'a>(&'a self, stream: &'a Stream, now: Time) -> Vec<&'a LogEvent> {
        let kept = stream.events.iter().filter(|event| self.keeps(event, now));
        let mut events: Vec<&LogEvent> = kept.collect();
        events.sort_by_key(|event| (event.at, event.nth));
        events
    }
}

impl Stream {
    /// A new one.
    pub(super) fn new(created: Time) -> Stream {
        Stream { created, events: Append::default(), bytes: 0 }
    }

    /// Its events, in the order they came in.
    pub fn arrivals(&self) -> impl DoubleEndedIterator<Item = &LogEvent> {
        self.events.iter()
    }

    /// The instants of its oldest and its newest event.
    pub fn span(&self) -> Option<(Time, Time)> {
        let times = || self.events.iter().map(|event| event.at);
        Some((times().min()?, times().max()?))
    }

    /// When its last event came in.
    pub fn ingested(&self) -> Option<Time> {
        self.events.last().map(|event| event.ingested)
    }

    pub(super) fn push(&mut self, event: LogEvent) {
        self.bytes += event.message.len() as u64 + OVERHEAD;
        self.events.push(event);
    }
}

/// The ARN of a group.
pub fn arn(scope: Scope, name: &str) -> Arn {
    scope.arn("logs", &format!("log-group:{name}"))
}

/// The name in an identifier: a name, or an ARN with or without `:*` behind it.
pub fn name_in(identifier: &str) -> &str {
    let rest = match identifier.strip_prefix("arn:") {
        Some(_) => identifier.splitn(7, ':').nth(6).unwrap_or_default(),
        None => identifier,
    };
    rest.split_once(':').map_or(rest, |(name, _)| name)
}

impl State {
    /// Joins the policies of a Region anew.
    pub(super) fn join(&mut self, scope: Scope) {
        let mut statements: Vec<Value> = Vec::new();
        for (_, policy) in self.policies.iter().filter(|((of, _), _)| *of == scope) {
            let document: Value = serde_json::from_str(&policy.text).unwrap_or_default();
            match document.get("Statement") {
                Some(Value::Array(all)) => statements.extend(all.iter().cloned()),
                Some(one) => statements.push(one.clone()),
                None => {}
            }
        }
        let document = json!({ "Version": "2012-10-17", "Statement": statements });
        match Policy::from_value(&document) {
            Some(policy) => self.joined.insert(scope, policy),
            None => self.joined.remove(&scope),
        };
    }

    /// Lets policies follow whom they name.
    pub(crate) fn follow(&mut self, moved: Moved<'_>) {
        let concerned = self.joined.iter().filter(|(_, policy)| moved.concerns(policy));
        let scopes: Vec<Scope> = concerned.map(|(scope, _)| *scope).collect();
        for scope in scopes {
            for ((of, _), policy) in &mut self.policies {
                if *of == scope {
                    policy.text = moved.text(&policy.text);
                }
            }
            self.join(scope);
        }
    }

    /// The policy on what an ARN names, if it is a group of a Region that has any.
    pub fn policy_of(&self, arn: &str) -> Option<Attached<'_>> {
        let arn = Arn::parse(arn).filter(|arn| arn.service() == "logs")?;
        let scope = Scope { account: arn.account()?, region: arn.region()? };
        let policy = self.joined.get(&scope)?;
        Some(Attached { name: "CloudWatch Logs", arn: None, policy, group: None })
    }

    /// Keeps what became of a delivery.
    pub(crate) fn forwarded(
        &mut self,
        (group, filter): (&Arn, &str),
        session: Option<String>,
        events: u32,
        outcome: Outcome,
    ) {
        let group = self.groups.get_mut(group);
        let Some(kept) = group.and_then(|group| group.subscriptions.get_mut(filter)) else {
            return;
        };
        if outcome.failure.is_none() {
            kept.forwarded += u64::from(events);
        }
        if session.is_some() {
            kept.session = session;
        }
        kept.last = Some(outcome);
    }

    /// Answers to queries that were asked before.
    pub fn memo(&self) -> &Memo {
        &self.memo
    }

    /// The number the next event gets.
    pub fn next_event(&self) -> u64 {
        self.put + 1
    }

    /// Every group, by ARN.
    pub fn groups(&self) -> &BTreeMap<Arn, Group> {
        &self.groups
    }

    /// The groups of a Region, by name.
    pub fn of(&self, scope: Scope) -> impl Iterator<Item = &Group> {
        self.groups.values().filter(move |group| group.scope == scope)
    }

    /// A group by its name.
    pub fn group(&self, scope: Scope, name: &str) -> Option<&Group> {
        self.groups.get(&arn(scope, name))
    }

    /// The group that an ARN speaks of, whether of itself or of a stream in it.
    pub fn of_arn(&self, arn: &Arn) -> Option<&Group> {
        let scope = Scope { account: arn.account()?, region: arn.region()? };
        self.group(scope, name_in(arn.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_ordered_as_events_are() {
        let at = |secs: i64| Time::from_secs(secs);
        // An instant of AWS's own documentation; an id of it there begins 31953106606966983378.
        let first = id(at(1_432_826_855), 0);
        assert!(first.len() == 56 && first.starts_with("3195310660696698337"));
        let ids = [
            first,
            id(at(1_432_826_855), 1),
            id(at(1_432_826_855), u64::MAX),
            id(at(1_432_826_856), 0),
        ];
        assert!(ids.is_sorted(), "{ids:?}");
    }

    #[test]
    fn groups_are_named_by_name_or_arn() {
        let arn = "arn:aws:logs:us-east-1:123456789012:log-group:/a/b";
        for (given, name) in [
            ("/a/b", "/a/b"),
            (arn, "/a/b"),
            (&format!("{arn}:*"), "/a/b"),
            (&format!("{arn}:log-stream:c"), "/a/b"),
            ("arn:aws:logs", ""),
        ] {
            assert_eq!(name_in(given), name);
        }
    }
}
