//! The time series of an alarm on a Metrics Insights query with `GROUP BY`: its contributors. Each
//! is judged by itself, and the alarm is in ALARM while one of them is.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/multi-time-series-alarm.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_AlarmContributor.html>

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::config::{Config, StateValue, Treat};
use super::decide::{Terms, Verdict, decide};
use super::evaluate::{By, Condition};
use super::fires::Kind;
use super::reason;
use super::slots::{Place, Slot, Slots};
use super::window;
use crate::services::cloudwatch::json::{Object, quoted};
use crate::sim::append::Append;
use crate::sim::time::Time;
use crate::telemetry::insights::{self, Query, Range};

/// One time series of an alarm, by the values of the dimensions it is grouped by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Contributor {
    /// Its id: the same for the same attributes, whatever the alarm. Sixteen hexadecimal digits, as
    /// in AWS; which ones is ours.
    pub id: String,
    /// The dimensions with their values.
    pub attributes: Vec<(String, String)>,
}

impl Contributor {
    /// The contributor with these attributes.
    pub fn new(attributes: Vec<(String, String)>) -> Contributor {
        // FNV-1a, with a byte between texts that none of them holds.
        let texts = attributes.iter().flat_map(|(name, value)| [name, value]);
        let bytes = texts.flat_map(|text| text.bytes().chain([0xff]));
        let id = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Contributor { id: format!("{id:016x}"), attributes }
    }

    /// The values it is called by: `i-0abc us-east-1a`.
    pub fn label(&self) -> String {
        let values = self.attributes.iter().map(|(_, value)| value.as_str());
        values.collect::<Vec<_>>().join(" ")
    }

    /// Its attributes as JSON.
    pub fn json(&self) -> String {
        let pairs = self.attributes.iter();
        pairs.fold(Object::new(), |object, (name, value)| object.raw(name, &quoted(value))).end()
    }
}

/// Which of an alarm's actions run: each kind belongs to the alarm or to its contributors.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html>
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Level {
    /// All of them: an alarm on one time series.
    Whole,
    /// Those of the alarm itself.
    Alarm,
    /// Those of one contributor.
    Contributor(Rc<Contributor>),
}

impl Level {
    /// That of an alarm's own changes of state.
    pub fn of(config: &Config) -> Level {
        if query(config).is_some() { Level::Alarm } else { Level::Whole }
    }

    /// Whether actions of a kind run at it.
    pub fn takes(&self, kind: Kind) -> bool {
        match self {
            Level::Whole => true,
            Level::Alarm => !kind.is_of_contributors(),
            Level::Contributor(_) => kind.is_of_contributors(),
        }
    }

    /// The contributor, if it is one's.
    pub fn contributor(&self) -> Option<&Rc<Contributor>> {
        match self {
            Level::Contributor(contributor) => Some(contributor),
            _ => None,
        }
    }
}

/// The query of an alarm over several time series: what it watches is a Metrics Insights query with
/// `GROUP BY` and `ORDER BY`, and nothing is made of its result.
pub fn query(config: &Config) -> Option<Query> {
    let text = config.subject()?.expression()?;
    if !insights::is_query(text) {
        return None;
    }
    insights::parse(text).ok().filter(|query| query.is_multi() && query.order_by.is_some())
}

/// A contributor that came into a state.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Turn {
    /// Which.
    pub contributor: Rc<Contributor>,
    /// The state, and why.
    pub condition: Rc<Condition>,
}

/// What became of an alarm's contributors. Those that were never in ALARM are not in it.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Contributors {
    /// The last turn of each, by id.
    last: BTreeMap<String, Rc<Turn>>,
    /// All turns, oldest first.
    turns: Append<Rc<Turn>>,
}

impl Contributors {
    /// Those in ALARM, by id.
    pub fn alarming(&self) -> impl Iterator<Item = &Rc<Turn>> {
        self.last.values().filter(|turn| turn.condition.value == StateValue::Alarm)
    }

    /// Whether none has ever turned.
    pub fn is_empty(&self) -> bool {
        self.last.is_empty()
    }

    /// The last turn of a contributor.
    pub fn last(&self, id: &str) -> Option<&Rc<Turn>> {
        self.last.get(id)
    }

    /// Those in ALARM, as an evaluation takes them: what has turned since the beginning need not
    /// be gone through each minute.
    pub fn alarming_now(&self) -> BTreeMap<String, Rc<Contributor>> {
        let one = |turn: &Rc<Turn>| (turn.contributor.id.clone(), Rc::clone(&turn.contributor));
        self.alarming().map(one).collect()
    }

    /// Those that were in ALARM when an evaluation at `at` began.
    pub fn alarming_before(&self, at: Time) -> BTreeMap<String, Rc<Contributor>> {
        let mut alarming = BTreeMap::new();
        for turn in self.turns.iter().take_while(|turn| turn.condition.since < at) {
            let id = turn.contributor.id.clone();
            if turn.condition.value == StateValue::Alarm {
                alarming.insert(id, Rc::clone(&turn.contributor));
            } else {
                alarming.remove(&id);
            }
        }
        alarming
    }

    /// Notes a turn.
    pub(in crate::services::cloudwatch) fn turn(&mut self, turn: Turn) {
        let turn = Rc::new(turn);
        self.last.insert(turn.contributor.id.clone(), Rc::clone(&turn));
        self.turns.push(turn);
    }

    /// Forgets all of them: the alarm watches one time series now. No turn is noted, as in AWS.
    pub(in crate::services::cloudwatch) fn clear(&mut self) {
        *self = Contributors::default();
    }
}

/// One time series at one evaluation.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Which.
    pub contributor: Rc<Contributor>,
    /// The evaluation range, newest first.
    pub slots: Vec<Slot>,
    /// The verdict over it.
    pub verdict: Verdict,
    /// Whether it was in ALARM before.
    pub before: bool,
    /// Whether it is now.
    pub after: bool,
    /// Why, where the verdict gives a state.
    pub reason: Option<String>,
}

/// One evaluation of all time series.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Round {
    /// Those the query gives, in its order.
    pub found: Vec<Found>,
    /// Those that were in ALARM and are not given any more: they go to OK, whatever the treatment
    /// of missing data.
    pub gone: Vec<Rc<Contributor>>,
    /// Whether a limit of the service left something out.
    pub partial: bool,
}

/// Evaluates the time series of a query at one instant; `before` are those in ALARM until then.
pub fn evaluate(
    config: &Config,
    query: &Query,
    place: Place<'_>,
    at: Time,
    before: &BTreeMap<String, Rc<Contributor>>,
) -> Round {
    let mut windows = Slots::default();
    windows.lay(config, window::newest_end(config, at));
    let (Some(newest), Some(oldest)) = (windows.slots.first(), windows.slots.last()) else {
        return Round::default();
    };
    let range = Range { from: oldest.start, to: newest.end, period: config.period(), now: at };
    let answer = insights::run(query, place.source, place.scope, range);
    let terms = Terms::of(config);
    let mut round = Round { partial: answer.partial, ..Round::default() };
    let mut seen = BTreeSet::new();
    for series in answer.series {
        let contributor = Contributor::new(series.keys);
        let mut slots = windows.slots.clone();
        for slot in &mut slots {
            let point = series.points.iter().find(|(time, _)| *time == slot.start);
            slot.value = point.map(|(_, value)| *value);
        }
        let verdict = decide(&slots, &terms);
        let before = before.contains_key(&contributor.id);
        let after = verdict.state.map_or(before, |state| state == StateValue::Alarm);
        let m = config.datapoints_to_alarm;
        let reason = reason::of_contributor(&slots, &terms, &verdict, m);
        seen.insert(contributor.id.clone());
        let contributor = Rc::new(contributor);
        round.found.push(Found { contributor, slots, verdict, before, after, reason });
    }
    let gone = before.iter().filter(|(id, _)| !seen.contains(*id));
    round.gone = gone.map(|(_, contributor)| Rc::clone(contributor)).collect();
    round
}

impl Round {
    /// The contributors that turn, with the state they turn to and why.
    pub fn turns(&self, at: Time) -> Vec<Turn> {
        let condition = |alarm: bool, reason: String| {
            let value = if alarm { StateValue::Alarm } else { StateValue::Ok };
            Rc::new(Condition { value, reason, data: None, since: at, by: By::Evaluation })
        };
        let turned = self.found.iter().filter(|found| found.before != found.after);
        let turned = turned.map(|found| Turn {
            contributor: Rc::clone(&found.contributor),
            condition: condition(found.after, found.reason.clone().unwrap_or_default()),
        });
        let gone = self.gone.iter().map(|contributor| Turn {
            contributor: Rc::clone(contributor),
            condition: condition(false, reason::CONTRIBUTOR_GONE.to_owned()),
        });
        turned.chain(gone).collect()
    }

    /// The alarm's state, and why; `None` leaves the state as it is. A query that gives nothing is
    /// treated as missing data is: one of AWS's pages says so, and so do alarms that were watched;
    /// another says that the state is INSUFFICIENT_DATA then, whatever the treatment.
    ///
    /// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-alarms.html>
    pub fn state(&self, treat: Treat) -> (Option<StateValue>, String) {
        if self.found.is_empty() {
            let state = match treat {
                Treat::Breaching => Some(StateValue::Alarm),
                Treat::NotBreaching => Some(StateValue::Ok),
                Treat::Missing => Some(StateValue::InsufficientData),
                Treat::Ignore => None,
            };
            return (state, reason::no_time_series(treat));
        }
        let alarming = self.found.iter().filter(|found| found.after).count() as u32;
        let all = (self.found.len() + self.gone.len()) as u32;
        match alarming {
            0 => (Some(StateValue::Ok), reason::time_series_ok(all)),
            _ => (Some(StateValue::Alarm), reason::time_series(alarming, all)),
        }
    }

    /// The time series that decided: the first in ALARM, else the first.
    pub fn deciding(&self) -> Option<&Found> {
        self.found.iter().find(|found| found.after).or(self.found.first())
    }
}

/// StateReasonData of an alarm over several time series: no data points, only when it was asked.
pub fn reason_data(at: Time) -> String {
    Object::new().text("version", "1.0").text("queryDate", &at.aws_millis()).end()
}
