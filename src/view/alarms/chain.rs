//! Who heard of a change of state: from its cause to each mailbox, hop by hop.

mod cause;
mod composite;

use std::rc::Rc;

pub use composite::of_composite;

use crate::services::ServiceFact;
use crate::services::cloudwatch::Fact;
use crate::services::cloudwatch::alarm::evaluate::{By, Condition};
use crate::services::cloudwatch::alarm::fires::Kind;
use crate::services::cloudwatch::alarm::{Config, StateValue};
use crate::services::cloudwatch::facts::Skipped;
use crate::services::cloudwatch::state::Alarm;
use crate::services::sns;
use crate::services::sns::facts::Undelivered;
use crate::sim::World;
use crate::sim::fact::{self, Cause, FactId};
use crate::sim::record::AuditRecord;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::{Span, Time};
use crate::telemetry::MetricSource as _;
use crate::text::Texts;
use crate::view::chart::scale::with_unit;
use crate::view::sns::missed;

use super::why::Why;
use super::words::{self, last_part};

/// How a hop went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Went {
    /// Well: the signal went on.
    Well,
    /// It was held back, and went on later.
    Held,
    /// Here it ended, and that is what the settings ask for.
    Ended,
    /// Here it broke.
    Broke,
}

/// One hop.
#[derive(Clone, Debug, PartialEq)]
pub struct Hop {
    /// What it is.
    pub title: String,
    /// More about it.
    pub detail: String,
    /// When.
    pub at: Option<Time>,
    /// How it went.
    pub went: Went,
}

/// A change of state and who heard of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Chain {
    /// When the state changed.
    pub at: Time,
    /// From which state; `None` for a new alarm.
    pub from: Option<StateValue>,
    /// To which.
    pub to: StateValue,
    /// From the cause to the change.
    pub before: Vec<Hop>,
    /// Each action with what became of it; a branch ends at a mailbox or where it broke.
    pub branches: Vec<Vec<Hop>>,
    /// Why nothing came after it, where the state has lasted.
    pub silence: Option<String>,
}

struct Teller<'a> {
    world: &'a World,
    scope: Scope,
    arn: &'a Arn,
    /// The alarm, if it watches a metric.
    alarm: Option<&'a Alarm>,
    texts: &'a Texts,
    unit: &'a str,
}

/// Who heard of the last change at or before an instant.
pub fn of(
    world: &World,
    scope: Scope,
    alarm: &Alarm,
    at: Time,
    unit: &str,
    texts: &Texts,
) -> Option<Chain> {
    let place = alarm.conditions.iter().rposition_at(at)?;
    let to = alarm.conditions.get(place)?;
    let from = place.checked_sub(1).and_then(|before| alarm.conditions.get(before));
    let config = Rc::clone(alarm.config());
    let teller = Teller { world, scope, arn: &config.arn, alarm: Some(alarm), texts, unit };
    let acts = teller.acts(to);
    Some(Chain {
        at: to.since,
        from: from.map(|from| from.value),
        to: to.value,
        before: teller.before(from.map(|from| &**from), to),
        branches: teller.branches(to, acts, at),
        silence: teller.silence(to, at),
    })
}

/// The last condition that held at an instant.
trait At {
    fn rposition_at(self, at: Time) -> Option<usize>;
}

impl<'a, I: Iterator<Item = &'a std::rc::Rc<Condition>>> At for I {
    fn rposition_at(self, at: Time) -> Option<usize> {
        self.take_while(|condition| condition.since <= at).count().checked_sub(1)
    }
}

/// Where the facts of an instant begin: facts are in the order of time.
fn first_fact_at(world: &World, time: Time) -> usize {
    let facts = world.facts();
    let (mut low, mut high) = (0, facts.len());
    while low < high {
        let middle = low + (high - low) / 2;
        if facts.get(middle).is_some_and(|fact| fact.time < time) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}

impl Teller<'_> {
    fn hop(&self, went: Went, title: String, detail: String, at: Option<Time>) -> Hop {
        Hop { title, detail, at, went }
    }

    /// The configuration that was in force at a change.
    fn config(&self, at: Time) -> Option<&Config> {
        let alarm = self.alarm?;
        let versions = alarm.versions.iter().rev();
        let found = versions.map(|(since, config)| (since, config)).find(|(since, _)| **since < at);
        Some(found.map_or(alarm.config(), |(_, config)| config))
    }

    /// Whether there are actions for a state.
    fn acts(&self, to: &Condition) -> bool {
        self.config(to.since).is_some_and(|config| !config.actions(to.value).is_empty())
    }

    fn before(&self, from: Option<&Condition>, to: &Condition) -> Vec<Hop> {
        let mut hops = Vec::new();
        match to.by {
            By::Creation => {}
            By::SetAlarmState => hops.push(self.hop(
                Went::Well,
                "SetAlarmState".to_owned(),
                self.caller("SetAlarmState", to.since),
                Some(to.since),
            )),
            By::Evaluation => hops.extend(self.datapoint(to.since)),
        }
        let title = match from {
            Some(from) => format!("{} → {}", from.value.name(), to.value.name()),
            None => to.value.name().to_owned(),
        };
        let key = if from.is_some() { "alarms.chain.changed" } else { "alarms.chain.created" };
        let detail = self.texts.t(key).to_owned();
        hops.push(self.hop(Went::Well, title, detail, Some(to.since)));
        hops
    }

    /// The cause of the newest point that counted, and that point.
    fn datapoint(&self, at: Time) -> Vec<Hop> {
        let Some(alarm) = self.alarm else { return Vec::new() };
        let Some(why) = Why::of(self.world, self.scope, alarm, at, self.unit) else {
            return Vec::new();
        };
        let config = &why.evaluation.config;
        let newest = why.evaluation.slots.iter().find_map(|slot| Some((slot, slot.value?)));
        let Some((slot, value)) = newest else {
            let detail = self.texts.t("alarms.chain.no-data").to_owned();
            return vec![self.hop(Went::Well, config.watches().to_owned(), detail, Some(at))];
        };
        let mut hops = Vec::new();
        hops.extend(self.cause(config, slot.start, slot.end, at));
        let title = format!("{} {}", config.watches(), with_unit(value, self.unit));
        let arrived = self.arrival(config, slot.start, slot.end, at);
        let detail = self.texts.fill(
            "alarms.chain.datapoint",
            &[
                ("stat", &config.stat_name()),
                ("start", &slot.start.format("%H:%M")),
                ("arrived", &arrived.unwrap_or(at).format("%H:%M:%S")),
            ],
        );
        hops.push(self.hop(Went::Well, title, detail, arrived));
        hops
    }

    /// When the last sample of a window became readable.
    fn arrival(&self, config: &Config, from: Time, to: Time, now: Time) -> Option<Time> {
        let sources = self.world.metrics();
        let mut last = None;
        for measure in config.metric.measures() {
            sources.points(measure.scope(self.scope), &measure.id, from, to, now, &mut |point| {
                last = last.max(Some(point.arrival));
            });
        }
        last
    }

    /// Who made a call at an instant.
    fn caller(&self, operation: &str, at: Time) -> String {
        let records = self.world.cloudtrail().records().iter().rev();
        let mut near = records.skip_while(|record| record.time > at).take_while(|r| r.time == at);
        let found = near.find(|record| record.event_name == operation);
        found.and_then(AuditRecord::user_name).unwrap_or_default()
    }

    fn branches(&self, to: &Condition, acts: bool, until: Time) -> Vec<Vec<Hop>> {
        if to.by == By::Creation {
            return Vec::new();
        }
        let mut branches = self.of_contributors(to.since, until);
        if !acts && branches.is_empty() {
            let title = self.texts.t("alarms.chain.no-action").to_owned();
            let detail =
                self.texts.fill("alarms.chain.no-action.detail", &[("state", &to.value.name())]);
            return vec![vec![self.hop(Went::Ended, title, detail, None)]];
        }
        branches.extend(self.changed(to).into_iter().flat_map(|changed| self.actions(changed)));
        branches
    }

    /// The actions that followed from a change.
    fn actions(&self, changed: FactId) -> Vec<Vec<Hop>> {
        let mut branches = Vec::new();
        for fact in self.consequences(changed) {
            if let ServiceFact::CloudWatch(what) = &fact.what {
                self.action(fact, what, &mut branches);
            }
        }
        branches
    }

    /// The actions of the alarm's time series, each behind the change it followed from. They turn
    /// while the alarm as a whole stays what it is, too.
    fn of_contributors(&self, since: Time, until: Time) -> Vec<Vec<Hop>> {
        let mut branches = Vec::new();
        for fact in self.contributors(since, until) {
            let ServiceFact::CloudWatch(what) = &fact.what else { continue };
            let Fact::ContributorStateChanged { contributor, to, .. } = what else { continue };
            let title = format!("{} → {}", contributor.label(), to.name());
            let detail = self.texts.t("alarms.chain.contributor").to_owned();
            let turned = self.hop(Went::Well, title, detail, Some(fact.time));
            let own = self.actions(fact.id).into_iter();
            branches.extend(own.map(|hops| [vec![turned.clone()], hops].concat()));
        }
        branches
    }

    /// The newest changes of the alarm's time series in a stretch of time, oldest first.
    fn contributors(&self, since: Time, until: Time) -> Vec<&fact::Fact> {
        if self.alarm.is_none_or(|alarm| alarm.contributors.is_empty()) {
            return Vec::new();
        }
        let facts = self.world.facts().since(first_fact_at(self.world, since));
        let near = facts.take_while(|fact| fact.time <= until);
        let own = near.filter(|fact| match &fact.what {
            ServiceFact::CloudWatch(Fact::ContributorStateChanged { alarm, .. }) => {
                alarm == self.arn
            }
            _ => false,
        });
        let mut found: Vec<&fact::Fact> = own.collect();
        found.drain(..found.len().saturating_sub(TURNS));
        found
    }

    /// The fact of a change.
    fn changed(&self, to: &Condition) -> Option<FactId> {
        let facts = self.world.facts();
        let near = facts.since(first_fact_at(self.world, to.since));
        let mut near = near.take_while(|fact| fact.time == to.since);
        let is = |fact: &&fact::Fact| match &fact.what {
            ServiceFact::CloudWatch(Fact::AlarmStateChanged { alarm, to: state, .. }) => {
                alarm == self.arn && *state == to.value
            }
            _ => false,
        };
        near.find(is).map(|fact| fact.id)
    }

    /// What followed from a fact at once.
    fn consequences(&self, cause: FactId) -> Vec<&fact::Fact> {
        let facts = self.world.facts().since(cause as usize).take(FACTS);
        facts.filter(|fact| fact.cause == Cause::Fact(cause)).collect()
    }

    fn action(&self, fact: &fact::Fact, what: &Fact, branches: &mut Vec<Vec<Hop>>) {
        match what {
            Fact::ActionSkipped { action, why, .. } => {
                let key = match why {
                    Skipped::Disabled => "alarms.chain.disabled",
                    Skipped::WarmUp => "alarms.chain.warm-up",
                };
                let detail = self.texts.t(key).to_owned();
                let topic = last_part(action).to_owned();
                branches.push(vec![self.hop(Went::Broke, topic, detail, Some(fact.time))]);
            }
            Fact::ActionsHeld { by, .. } => self.held(fact, by, branches),
            Fact::ActionStarted { action, .. } => self.started(fact, action, branches),
            _ => {}
        }
    }

    fn started(&self, started: &fact::Fact, action: &str, branches: &mut Vec<Vec<Hop>>) {
        let title = words::action(action);
        let followed = self.consequences(started.id);
        for fact in &followed {
            match &fact.what {
                ServiceFact::CloudWatch(Fact::ActionFailed { error, .. }) => {
                    let hop = self.hop(Went::Broke, title.clone(), error.clone(), Some(fact.time));
                    branches.push(vec![hop]);
                }
                ServiceFact::Sns(sns::Fact::Published { subscriptions, .. }) => {
                    let detail = self.texts.t("alarms.chain.published").to_owned();
                    let hop = self.hop(Went::Well, title.clone(), detail, Some(fact.time));
                    self.deliveries(fact, hop, *subscriptions, branches);
                }
                // Mails tell for themselves how a message went on.
                ServiceFact::CloudWatch(Fact::ActionSucceeded { .. })
                    if Kind::of(action) != Some(Kind::Sns) =>
                {
                    let detail = self.texts.t(match Kind::of(action) {
                        Some(Kind::Ec2 | Kind::AutoScaling) => "alarms.chain.executed",
                        Some(Kind::Lambda) => "alarms.chain.invoked",
                        _ => "alarms.chain.handed-over",
                    });
                    let detail = detail.to_owned();
                    branches.push(vec![self.hop(
                        Went::Well,
                        title.clone(),
                        detail,
                        Some(fact.time),
                    )]);
                }
                _ => {}
            }
        }
    }

    fn deliveries(
        &self,
        published: &fact::Fact,
        topic: Hop,
        subscriptions: u32,
        branches: &mut Vec<Vec<Hop>>,
    ) {
        if subscriptions == 0 {
            let title = self.texts.t("alarms.chain.nobody").to_owned();
            let detail = self.texts.t("alarms.chain.nobody.detail").to_owned();
            let nobody = self.hop(Went::Broke, title, detail, None);
            branches.push(vec![topic, nobody]);
            return;
        }
        for fact in self.consequences(published.id) {
            let ServiceFact::Sns(what) = &fact.what else { continue };
            let (went, endpoint, key) = match what {
                sns::Fact::Delivered { endpoint, .. } => {
                    (Went::Well, endpoint, "alarms.chain.delivered")
                }
                sns::Fact::NotDelivered { endpoint, reason, .. } => match reason {
                    Undelivered::PendingConfirmation => {
                        (Went::Broke, endpoint, "alarms.chain.pending")
                    }
                    Undelivered::Deleted => (Went::Broke, endpoint, "alarms.chain.deleted"),
                    Undelivered::NotAllowed => (Went::Broke, endpoint, "alarms.chain.not-allowed"),
                    Undelivered::NotTaken => (Went::Broke, endpoint, "alarms.chain.not-taken"),
                    // It is meant so: nobody should have heard.
                    Undelivered::Filtered(_) => (Went::Ended, endpoint, "alarms.chain.filtered"),
                },
                _ => continue,
            };
            let title = if endpoint.is_empty() { "—" } else { endpoint.as_str() };
            let mut detail = self.texts.t(key).to_owned();
            if let sns::Fact::NotDelivered { reason: Undelivered::Filtered(miss), .. } = what {
                detail = format!("{detail}. {}", missed::why(miss, self.texts));
            }
            let hop = self.hop(went, title.to_owned(), detail, Some(fact.time));
            branches.push(vec![topic.clone(), hop]);
        }
    }

    /// Why there was no second message, if the state has lasted for more than one evaluation.
    fn silence(&self, to: &Condition, at: Time) -> Option<String> {
        let alarm = self.alarm?;
        if to.by == By::Creation || !self.acts(to) {
            return None;
        }
        let end = alarm.conditions.iter().map(|c| c.since).find(|since| *since > to.since);
        let until = end.unwrap_or(self.world.now()).min(at.max(to.since + Span::mins(1)));
        let (last, _) = alarm.last_evaluation(until.min(self.world.now()))?;
        if last <= to.since || end.is_some_and(|end| last >= end) {
            return None;
        }
        let args: [(&str, &dyn std::fmt::Display); 3] = [
            ("last", &last.format("%H:%M:%S")),
            ("state", &to.value.name()),
            ("since", &to.since.format("%H:%M:%S")),
        ];
        Some(self.texts.fill("alarms.chain.silence", &args))
    }
}

/// How many turns of time series are told of.
const TURNS: usize = 12;
/// How many facts are looked through at most.
const FACTS: usize = 4096;

/// Whether nobody heard, though somebody should have.
pub fn broke(chain: &Chain) -> bool {
    chain.branches.iter().flatten().any(|hop| hop.went == Went::Broke)
}

/// The topic an action's ARN names, if the topic exists.
pub fn topic_exists(world: &World, arn: &str) -> bool {
    Arn::parse(arn).is_some_and(|arn| world.sns().topics().contains_key(&arn))
}
