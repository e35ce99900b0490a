//! Why an alarm was in its state: an evaluation as cells to count and sentences to read.

use crate::services::cloudwatch::alarm::decide::Rule;
use crate::services::cloudwatch::alarm::explain::{Evaluation, Member, Role, SlotView, explain};
use crate::services::cloudwatch::alarm::slots::Place;
use crate::services::cloudwatch::alarm::{StateValue, Treat};
use crate::services::cloudwatch::state::Alarm;
use crate::sim::World;
use crate::sim::scope::Scope;
use crate::sim::time::Time;
use crate::text::Texts;
use crate::view::chart::scale::{plain, with_unit};
use crate::view::format;

use super::words;

/// An evaluation laid open.
#[derive(Clone, Debug, PartialEq)]
pub struct Why {
    /// The evaluation.
    pub evaluation: Evaluation,
    /// The unit of the metric's values.
    pub unit: String,
    /// The first instant of the range it looked at.
    pub from: Time,
    /// Its end.
    pub to: Time,
    /// The times of the metric's own points in that range, oldest first; none of an expression.
    pub points: Vec<Time>,
}

/// How a window looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Its value breaches the threshold.
    Breach,
    /// Its value does not.
    Within,
    /// It has none.
    Missing,
    /// Its data is on its way.
    Coming,
}

/// One window as a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// Its start.
    pub start: Time,
    /// Its end.
    pub end: Time,
    /// Its value, or a dash.
    pub value: String,
    /// How it looks.
    pub look: Look,
    /// What that is called.
    pub verdict: String,
    /// Whether it takes part in the decision.
    pub counts: bool,
    /// What part it plays.
    pub role: String,
    /// Of which time the metric's own points in it are.
    pub points: Option<String>,
    /// What its value is made of, and the band it is held against: one line each.
    pub inputs: Vec<String>,
}

/// More cells than anybody counts.
const CELLS: usize = 60;

impl Why {
    /// Lays open the last evaluation at or before an instant.
    pub fn of(world: &World, scope: Scope, alarm: &Alarm, at: Time, unit: &str) -> Option<Why> {
        let sources = world.metrics();
        let place = Place { source: &sources, scope };
        let evaluation = explain(alarm, place, at.min(world.now()))?;
        let ends = evaluation.slots.first().zip(evaluation.slots.last());
        if ends.is_none() && evaluation.config.subject().is_none() {
            return None;
        }
        // A query that gives no time series has no windows to show.
        let (from, to) = match ends {
            Some((newest, oldest)) => (oldest.start, newest.end),
            None => (evaluation.at, evaluation.at),
        };
        let points = points(&evaluation, place, (from, to));
        Some(Why { evaluation, unit: unit.to_owned(), from, to, points })
    }

    /// The time series of an alarm over several.
    pub fn members(&self) -> &[Member] {
        &self.evaluation.contributors
    }

    /// How many of them are in ALARM, and how many there are.
    pub fn counted(&self, texts: &Texts) -> String {
        let members = self.members();
        let alarming = members.iter().filter(|one| one.after == StateValue::Alarm).count();
        let all = members.len();
        texts.fill("alarms.why.members.counted", &[("k", &alarming), ("n", &all)])
    }

    /// The evaluation of one of them; `None` for one that the query does not give any more.
    pub fn of_member(&self, id: &str) -> Option<Why> {
        let own = |one: &&Member| one.contributor.id == id;
        let member = self.members().iter().find(own)?;
        let evaluation = Evaluation {
            slots: member.slots.clone(),
            real: member.real,
            breaching: member.breaching,
            filled: member.filled,
            rule: member.rule?,
            before: member.before,
            after: member.after,
            reason: member.reason.clone(),
            contributors: Vec::new(),
            ..self.evaluation.clone()
        };
        Some(Why { evaluation, ..self.clone() })
    }

    /// The id of the time series whose cells are shown until another is chosen: the first in ALARM,
    /// else the first.
    pub fn decider(&self) -> Option<&str> {
        let mut members = self.members().iter().filter(|one| one.rule.is_some());
        let first = members.clone().next();
        let alarming = members.find(|one| one.after == StateValue::Alarm);
        alarming.or(first).map(|one| one.contributor.id.as_str())
    }

    /// The cells, oldest first, and how many older ones are not shown.
    pub fn cells(&self, texts: &Texts) -> (Vec<Cell>, usize) {
        let slots = &self.evaluation.slots;
        let shown = slots.iter().take(CELLS).rev().map(|slot| self.cell(slot, texts)).collect();
        (shown, slots.len().saturating_sub(CELLS))
    }

    fn cell(&self, slot: &SlotView, texts: &Texts) -> Cell {
        let look = match (slot.role, slot.breaching) {
            (Role::NotYet, _) => Look::Coming,
            (_, Some(true)) => Look::Breach,
            (_, Some(false)) => Look::Within,
            (_, None) => Look::Missing,
        };
        let verdict = match look {
            Look::Breach => "alarms.cell.breach",
            Look::Within => "alarms.cell.within",
            Look::Missing => "alarms.cell.missing",
            Look::Coming => "alarms.cell.coming",
        };
        let value = slot.value.map_or_else(|| "–".to_owned(), |value| with_unit(value, &self.unit));
        let counts = matches!(
            slot.role,
            Role::Counted | Role::Filled(Treat::Breaching | Treat::NotBreaching)
        );
        Cell {
            start: slot.start,
            end: slot.end,
            value,
            look,
            verdict: texts.t(verdict).to_owned(),
            counts,
            role: texts.t(role(slot.role)).to_owned(),
            points: self.stamps(slot, texts),
            inputs: self.inputs(slot, texts),
        }
    }

    /// `point of 00:20`: the time a point carries, by which it lies in this window.
    fn stamps(&self, slot: &SlotView, texts: &Texts) -> Option<String> {
        let within = |time: &&Time| slot.start <= **time && **time < slot.end;
        let mut own = self.points.iter().filter(within);
        let first = own.next()?;
        let (more, last) = own.fold((0, first), |(n, _), time| (n + 1, time));
        let (time, last) = (format::minute(*first), format::minute(*last));
        Some(match more {
            0 => texts.fill("alarms.cell.point", &[("time", &time)]),
            _ => texts.fill(
                "alarms.cell.points",
                &[("n", &(more + 1)), ("first", &time), ("last", &last)],
            ),
        })
    }

    /// `errors = 15`, `requests = –`, `expected 12 to 34`.
    fn inputs(&self, slot: &SlotView, texts: &Texts) -> Vec<String> {
        let value = |(id, value): &(String, Option<f64>)| {
            let value = value.map_or_else(|| "–".to_owned(), |value| plain(value, 4));
            format!("{id} = {value}")
        };
        let band = slot.limits.map(|(lower, upper)| {
            let (lower, upper) = (plain(lower, 4), plain(upper, 4));
            texts.fill("alarms.cell.expected", &[("lower", &lower), ("upper", &upper)])
        });
        slot.inputs.iter().map(value).chain(band).collect()
    }

    /// Which windows were fetched: `N = 4, and 2 more to look past gaps`.
    pub fn fetched(&self, texts: &Texts) -> String {
        let Evaluation { n, range, .. } = self.evaluation;
        let more = range.saturating_sub(n);
        texts.fill("alarms.why.fetched", &[("n", &n), ("more", &more)])
    }

    /// `Evaluation at 10:42:00 · 3 of 4 datapoints · missing data: missing`.
    pub fn note(&self, texts: &Texts) -> String {
        let Evaluation { at, m, n, ref config, .. } = self.evaluation;
        let treat = config.treat().name();
        let at = at.format("%H:%M:%S");
        texts.fill("alarms.why.note", &[("at", &at), ("m", &m), ("n", &n), ("treat", &treat)])
    }

    /// How the rule came to its verdict.
    pub fn rule(&self, texts: &Texts) -> String {
        let e = &self.evaluation;
        let treat = e.config.treat();
        let total = match treat {
            Treat::Breaching => e.breaching + e.filled,
            _ => e.breaching,
        };
        let args: [(&str, &dyn std::fmt::Display); 7] = [
            ("real", &e.real),
            ("n", &e.n),
            ("m", &e.m),
            ("breaching", &e.breaching),
            ("filled", &e.filled),
            ("total", &total),
            ("treat", &treat.name()),
        ];
        texts.fill(rule(e.rule, treat, e.breaching >= e.m), &args)
    }

    /// The verdict in few words: `3 breaching ≥ M = 3 → ALARM`.
    pub fn verdict(&self, texts: &Texts) -> String {
        let e = &self.evaluation;
        let args: [(&str, &dyn std::fmt::Display); 4] = [
            ("state", &e.after.name()),
            ("m", &e.m),
            ("real", &e.real),
            (
                "total",
                &match e.config.treat() {
                    Treat::Breaching => e.breaching + e.filled,
                    _ => e.breaching,
                },
            ),
        ];
        let key = match e.rule {
            Rule::TooEarly | Rule::Ignored | Rule::LowSamples | Rule::WarmUp => "stays",
            Rule::OldEnough => "old-enough",
            _ => match e.after {
                StateValue::Alarm => "alarm",
                StateValue::Ok => "ok",
                StateValue::InsufficientData => "insufficient",
            },
        };
        texts.fill(&format!("alarms.why.verdict.{key}"), &args)
    }

    /// What else is worth knowing of it.
    pub fn remarks(&self, texts: &Texts) -> Vec<String> {
        let e = &self.evaluation;
        let has = |role: Role| e.slots.iter().any(|slot| slot.role == role);
        let coming = e.slots.iter().filter(|slot| slot.role == Role::NotYet).count();
        let mut remarks = Vec::new();
        if coming > 0 {
            remarks.push(texts.fill("alarms.why.coming", &[("k", &coming)]));
        }
        if e.rule == Rule::NewestReal && has(Role::LookedPast) {
            let key = if e.n == 1 { "alarms.why.no-part.one" } else { "alarms.why.no-part" };
            remarks.push(texts.fill(key, &[("n", &e.n)]));
        }
        if e.rule == Rule::NewestReal && e.n > 1 {
            let (alarm, more) = (e.after == StateValue::Alarm, e.breaching + 1);
            if alarm && e.breaching < e.n {
                remarks.push(texts.fill("alarms.why.with-more", &[("m", &more)]));
            } else if !alarm && e.breaching > 0 {
                remarks.push(texts.fill("alarms.why.with-fewer", &[("m", &e.breaching)]));
            }
        }
        let key = if e.before == e.after { "alarms.why.same" } else { "alarms.why.changed" };
        let (before, after) = (e.before.name(), e.after.name());
        remarks.push(texts.fill(key, &[("before", &before), ("after", &after)]));
        remarks
    }

    /// The condition a point is held against: `breaching means > 70`.
    pub fn test(&self, texts: &Texts) -> String {
        let config = &self.evaluation.config;
        let threshold = words::against(config, texts);
        let sign = words::sign(config.comparison);
        texts.fill("alarms.why.test", &[("sign", &sign), ("threshold", &threshold)])
    }
}

/// The times of the points of a metric in a range, as an evaluation could read them.
fn points(evaluation: &Evaluation, place: Place<'_>, (from, to): (Time, Time)) -> Vec<Time> {
    let mut points = Vec::new();
    let Some(measure) = evaluation.config.measure() else { return points };
    let (scope, at) = (place.of(measure), evaluation.at);
    place.source.points(scope, &measure.id, from, to, at, &mut |point| {
        if points.last() != Some(&point.time) {
            points.push(point.time);
        }
    });
    points
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Counted => "alarms.cell.counted",
        Role::TooOld => "alarms.cell.too-old",
        Role::Filled(Treat::Breaching) => "alarms.cell.as-breaching",
        Role::Filled(Treat::NotBreaching) => "alarms.cell.as-not-breaching",
        Role::Filled(Treat::Ignore | Treat::Missing) => "alarms.cell.needed",
        Role::LookedPast => "alarms.cell.looked-past",
        Role::NotYet => "alarms.cell.not-yet",
    }
}

fn rule(rule: Rule, treat: Treat, enough: bool) -> &'static str {
    match (rule, treat) {
        (Rule::NewestReal, _) => "alarms.why.rule.newest-real",
        (Rule::Filled, Treat::Breaching) => "alarms.why.rule.filled-breaching",
        (Rule::Filled, _) => "alarms.why.rule.filled-not-breaching",
        (Rule::RealAlone, _) if enough => "alarms.why.rule.real-enough",
        (Rule::RealAlone, _) => "alarms.why.rule.real-one-good",
        (Rule::OldEnough, _) => "alarms.why.rule.old-enough",
        (Rule::TooEarly, _) => "alarms.why.rule.too-early",
        (Rule::NoData, Treat::Breaching) => "alarms.why.rule.no-data-breaching",
        (Rule::NoData, Treat::NotBreaching) => "alarms.why.rule.no-data-not-breaching",
        (Rule::NoData, _) => "alarms.why.rule.no-data",
        (Rule::Ignored, _) => "alarms.why.rule.ignored",
        (Rule::LowSamples, _) => "alarms.why.rule.low-samples",
        (Rule::WarmUp, _) => "alarms.why.rule.warm-up",
    }
}
