//! Why an alarm was in its state at any past instant, and what other settings would have made of
//! the same data.
//!
//! Everything is computed again from the configuration in force then and the points as they were
//! readable then. Nothing here is AWS's: it is what AWS does, shown.

use std::rc::Rc;

use super::config::{Config, StateValue, Treat};
use super::contributor::{self, Contributor, Found};
use super::decide::{Rule, Terms, Verdict};
use super::evaluate::{change, evaluate, is_over};
use super::reason;
use super::scan::Scan;
use super::slots::{Place, Slot, Slots};
use super::walk::Walk;
use super::window::{Grid, range};
use crate::services::cloudwatch::state::Alarm;
use crate::sim::time::Time;
use crate::telemetry::insights::Query;

/// One evaluation, laid open.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// When it happened.
    pub at: Time,
    /// The configuration in force.
    pub config: Rc<Config>,
    /// N.
    pub n: u32,
    /// M.
    pub m: u32,
    /// How many windows were fetched.
    pub range: u32,
    /// Every window, newest first: those passed over because their data is on its way, then the
    /// evaluation range.
    pub slots: Vec<SlotView>,
    /// How many real points counted.
    pub real: u32,
    /// How many of them breach.
    pub breaching: u32,
    /// How many missing points were needed beside them.
    pub filled: u32,
    /// The rule that decided.
    pub rule: Rule,
    /// The state before.
    pub before: StateValue,
    /// The state after.
    pub after: StateValue,
    /// StateReason as this evaluation words it; where it leaves the state as it is, the reason
    /// the alarm had before.
    pub reason: String,
    /// The time series of an alarm over several: what is above is of the one that decided, and the
    /// states and the reason are the alarm's.
    pub contributors: Vec<Member>,
}

/// One time series of an evaluation of several.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Which.
    pub contributor: Rc<Contributor>,
    /// Its state before.
    pub before: StateValue,
    /// Its state after.
    pub after: StateValue,
    /// Why, in AWS's words.
    pub reason: String,
    /// Every window of its evaluation range, newest first; none when it is not given any more.
    pub slots: Vec<SlotView>,
    /// How many real points counted.
    pub real: u32,
    /// How many of them breach.
    pub breaching: u32,
    /// How many missing points were needed beside them.
    pub filled: u32,
    /// The rule that decided; none when it is not given any more.
    pub rule: Option<Rule>,
}

/// One window of an evaluation.
#[derive(Clone, Debug, PartialEq)]
pub struct SlotView {
    /// Its start.
    pub start: Time,
    /// Its end.
    pub end: Time,
    /// Its data point.
    pub value: Option<f64>,
    /// How many samples it is made of.
    pub samples: f64,
    /// Whether it breaches, if there is a point.
    pub breaching: Option<bool>,
    /// The band its point is held against, if the alarm has one: lower and upper end.
    pub limits: Option<(f64, f64)>,
    /// What the expression was made of here: ids of metrics and of steps, with their values.
    pub inputs: Vec<(String, Option<f64>)>,
    /// What part it plays.
    pub role: Role,
}

/// The part a window plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Its point counts.
    Counted,
    /// Its point is not among the newest N.
    TooOld,
    /// It is missing and counts as something.
    Filled(Treat),
    /// It is missing and not needed.
    LookedPast,
    /// Its data is on its way: the range ends before it.
    NotYet,
}

/// Explains what an alarm decided at its last evaluation at or before `at`. `None` before its
/// first evaluation.
pub fn explain(alarm: &Alarm, place: Place<'_>, at: Time) -> Option<Evaluation> {
    let (at, config) = alarm.last_evaluation(at)?;
    let before = alarm.condition_before(at)?;
    if let Some(query) = contributor::query(config) {
        return Some(several(alarm, config, &query, place, (at, before.value)));
    }
    let mut slots = Slots::default();
    let mut warming = alarm.was_warming(at);
    let verdict = evaluate(config, place, at, alarm.created, &mut warming, &mut slots);
    let terms = Terms::of(config);
    let reason = reason::of_verdict(&slots.slots, &terms, &verdict, config.datapoints_to_alarm);
    Some(Evaluation {
        at,
        config: Rc::clone(config),
        n: config.n(),
        m: config.m(),
        range: range(config),
        slots: views(&slots, &terms, &verdict),
        real: verdict.tally.real,
        breaching: verdict.tally.breaching,
        filled: verdict.tally.fill,
        rule: verdict.rule,
        before: before.value,
        after: verdict.state.unwrap_or(before.value),
        reason: reason.unwrap_or_else(|| before.reason.clone()),
        contributors: Vec::new(),
    })
}

/// The same for an alarm over several time series.
fn several(
    alarm: &Alarm,
    config: &Rc<Config>,
    query: &Query,
    place: Place<'_>,
    (at, before): (Time, StateValue),
) -> Evaluation {
    let active = alarm.contributors.alarming_before(at);
    let mut round = contributor::evaluate(config, query, place, at, &active);
    let warm = is_over(config, alarm.created, at);
    if !warm {
        round.found.iter_mut().for_each(|found| found.after = found.before);
        round.gone.clear();
    }
    let (state, reason) = round.state(config.treat());
    let terms = Terms::of(config);
    let deciding = round.deciding();
    let verdict = deciding.map(|found| found.verdict);
    let tally = verdict.map(|verdict| verdict.tally).unwrap_or_default();
    let rule = verdict.map_or(Rule::NoData, |verdict| verdict.rule);
    let gone = round.gone.iter().map(|contributor| Member {
        contributor: Rc::clone(contributor),
        before: StateValue::Alarm,
        after: StateValue::Ok,
        reason: reason::CONTRIBUTOR_GONE.to_owned(),
        slots: Vec::new(),
        real: 0,
        breaching: 0,
        filled: 0,
        rule: None,
    });
    Evaluation {
        at,
        config: Rc::clone(config),
        n: config.n(),
        m: config.m(),
        range: range(config),
        slots: deciding.map(|found| found_views(found, &terms)).unwrap_or_default(),
        real: tally.real,
        breaching: tally.breaching,
        filled: tally.fill,
        rule: if warm { rule } else { Rule::WarmUp },
        before,
        after: state.filter(|_| warm).unwrap_or(before),
        reason,
        contributors: round.found.iter().map(|found| member(found, &terms)).chain(gone).collect(),
    }
}

fn found_views(found: &Found, terms: &Terms) -> Vec<SlotView> {
    let slots = Slots { slots: found.slots.clone(), ..Slots::default() };
    views(&slots, terms, &found.verdict)
}

fn member(found: &Found, terms: &Terms) -> Member {
    let state = |alarm: bool| if alarm { StateValue::Alarm } else { StateValue::Ok };
    Member {
        contributor: Rc::clone(&found.contributor),
        before: state(found.before),
        after: state(found.after),
        reason: found.reason.clone().unwrap_or_default(),
        slots: found_views(found, terms),
        real: found.verdict.tally.real,
        breaching: found.verdict.tally.breaching,
        filled: found.verdict.tally.fill,
        rule: Some(found.verdict.rule),
    }
}

fn views(slots: &Slots, terms: &Terms, verdict: &Verdict) -> Vec<SlotView> {
    let (mut real, mut fill) = (verdict.tally.real, verdict.tally.fill);
    let mut part = |slot: &Slot| {
        let (left, yes, no) = match slot.value {
            Some(_) => (&mut real, Role::Counted, Role::TooOld),
            None => (&mut fill, Role::Filled(terms.treat), Role::LookedPast),
        };
        let role = if *left > 0 { yes } else { no };
        *left = left.saturating_sub(1);
        role
    };
    let late = slots.not_yet.iter().map(|slot| (slot, Role::NotYet));
    let range: Vec<_> = slots.slots.iter().map(|slot| (slot, part(slot))).collect();
    let view = |(slot, role): (&Slot, Role)| SlotView {
        start: slot.start,
        end: slot.end,
        value: slot.value,
        samples: slot.samples,
        breaching: slot.value.map(|value| terms.breaches(value, slot.limits)),
        limits: slot.limits,
        inputs: slots.inputs_at(slot.start),
        role,
    };
    late.chain(range).map(view).collect()
}

/// A stretch of time in one state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Its first instant.
    pub from: Time,
    /// Its end.
    pub to: Time,
    /// The state.
    pub state: StateValue,
}

/// A change of state.
#[derive(Clone, Debug, PartialEq)]
pub struct Transition {
    /// When.
    pub at: Time,
    /// From which state.
    pub from: StateValue,
    /// To which.
    pub to: StateValue,
    /// Why, in AWS's words.
    pub reason: String,
}

/// What became of an alarm over time, or would have become.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// States, oldest first, without gaps.
    pub segments: Vec<Segment>,
    /// Changes, oldest first.
    pub transitions: Vec<Transition>,
}

/// The states an alarm was in from `from` (or its creation) to `to`.
pub fn ribbon(alarm: &Alarm, from: Time, to: Time) -> Story {
    let mut story = Story::default();
    let mut last: Option<(StateValue, Time)> = None;
    for condition in alarm.conditions.iter().take_while(|condition| condition.since <= to) {
        if let Some((state, since)) = last {
            story.segment(since.max(from), condition.since, state);
            if condition.since > from {
                story.transitions.push(Transition {
                    at: condition.since,
                    from: state,
                    to: condition.value,
                    reason: condition.reason.clone(),
                });
            }
        }
        last = Some((condition.value, condition.since));
    }
    if let Some((state, since)) = last {
        story.segment(since.max(from), to, state);
    }
    story
}

/// What an alarm with this configuration, created at `from`, would have made of the same data:
/// the same evaluator over history.
pub fn what_if(config: &Config, place: Place<'_>, from: Time, to: Time) -> Story {
    let mut story = Story::default();
    if contributor::query(config).is_some() {
        // What one of several time series does may depend on what it did before: each evaluation
        // is made.
        let (mut walk, mut since) = (Walk::new(config.clone(), from), from);
        while let Some(change) = walk.next_change(place, to) {
            story.segment(since, change.at, change.from);
            since = change.at;
            story.transitions.push(change);
        }
        story.segment(since, to, walk.state());
        return story;
    }
    let mut slots = Slots::default();
    let mut warming = config.warm_up.is_some();
    let (mut state, mut since) = (StateValue::InsufficientData, from);
    let grid = Grid::of(config);
    let mut scan: Option<Scan<'_>> = None;
    let mut at = grid.after(from);
    while at <= to {
        let verdict = evaluate(config, place, at, from, &mut warming, &mut slots);
        if let Some(new) = change(config, &slots, &verdict, state, at) {
            story.segment(since, at, state);
            let (to, reason) = (new.value, new.reason);
            story.transitions.push(Transition { at, from: state, to, reason });
            (state, since) = (new.value, at);
        }
        if warming {
            at = grid.after(at);
            continue;
        }
        let scan = scan.get_or_insert_with(|| Scan::new(config, place, at, to));
        let Some(next) = scan.next_change(state) else { break };
        at = next;
    }
    story.segment(since, to, state);
    story
}

impl Story {
    fn segment(&mut self, from: Time, to: Time, state: StateValue) {
        if from < to {
            self.segments.push(Segment { from, to, state });
        }
    }
}
