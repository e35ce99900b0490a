//! What an alarm finds in its windows.

use super::config::Config;
use super::watched::{Measure, Watched};
use super::{sheet, window};
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::telemetry::{Bin, MetricSource, Point, unit};

/// One window of an evaluation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Slot {
    /// Its start: the timestamp of its data point.
    pub start: Time,
    /// Its end.
    pub end: Time,
    /// Its data point; `None` when it is missing.
    pub value: Option<f64>,
    /// How many samples the data point is made of.
    pub samples: f64,
    /// The band the data point is held against, if the alarm has one: lower and upper end.
    pub limits: Option<(f64, f64)>,
}

impl Slot {
    /// A window without data.
    pub fn empty(start: Time, end: Time) -> Slot {
        Slot { start, end, value: None, samples: 0.0, limits: None }
    }
}

/// Windows and the memory to fill them, kept from one evaluation to the next.
#[derive(Clone, Debug, Default)]
pub struct Slots {
    /// The evaluation range, newest first.
    pub slots: Vec<Slot>,
    /// Windows that were passed over because their data is on its way, newest first.
    pub not_yet: Vec<Slot>,
    /// Of an alarm on an expression: the values of every metric and every step towards it, by
    /// window of the range.
    pub inputs: Vec<Input>,
    /// Whether the expression could not be evaluated: its result is no time series.
    pub failed: bool,
    /// Whether a query of it matched more than the service looks at.
    pub partial: bool,
    pub(super) bins: Vec<Bin>,
}

/// The values of a query in the windows of a range.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Input {
    /// The query's id.
    pub id: String,
    /// Its points: start of the window and value.
    pub points: Vec<(Time, f64)>,
}

/// More shifts than any delay of publication needs.
pub(super) const MAX_SHIFTS: usize = 16;

/// Where to read.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// All metrics.
    pub source: &'a dyn MetricSource,
    /// Where the alarm is.
    pub scope: Scope,
}

impl Place<'_> {
    /// Where a metric is.
    pub fn of(&self, measure: &Measure) -> Scope {
        measure.scope(self.scope)
    }
}

impl Slots {
    /// Fills the windows of an evaluation at `at` with what is readable then.
    ///
    /// A newest window without a readable point whose data is merely on its way shifts the range
    /// back by a period. Where a period is at least as long as the rhythm of publication this goes
    /// on until a window is found that is not waiting, so that data which is only late never looks
    /// missing. Where the period is shorter, most windows never get a point of their own: then the
    /// range shifts once, and the alarm flickers, as AWS's does on a 1-minute period over 5-minute
    /// data.
    pub fn fill(&mut self, config: &Config, place: Place<'_>, at: Time) {
        self.not_yet.clear();
        self.inputs.clear();
        (self.failed, self.partial) = (false, false);
        self.lay(config, window::newest_end(config, at));
        let measure = match &config.metric {
            Watched::Metric(measure) => measure,
            Watched::Queries(queries) => return sheet::fill(self, config, queries, place, at),
        };
        let mut reader = Reader::new(config, measure, place, at);
        reader.read(&mut self.slots, &mut self.bins);
        let mut again = true;
        while again && self.not_yet.len() < MAX_SHIFTS {
            let Some(newest) = self.slots.first().copied() else { return };
            if newest.value.is_some() || !reader.is_pending(newest) {
                return;
            }
            self.not_yet.push(newest);
            self.shift(&mut reader);
            again = reader.rhythm() <= config.period();
        }
    }

    /// What the expression was made of in a window.
    pub fn inputs_at(&self, start: Time) -> Vec<(String, Option<f64>)> {
        let value = |input: &Input| {
            let found = input.points.iter().find(|(time, _)| *time == start);
            (input.id.clone(), found.map(|(_, value)| *value))
        };
        self.inputs.iter().map(value).collect()
    }

    /// Lays out the windows before an instant, empty.
    pub(super) fn lay(&mut self, config: &Config, mut end: Time) {
        self.slots.clear();
        for _ in 0..window::range(config) {
            let start = window::start(config, end);
            self.slots.push(Slot::empty(start, end));
            end = start;
        }
    }

    /// Drops the newest window and adds one at the old end.
    fn shift(&mut self, reader: &mut Reader<'_>) {
        let Some(oldest) = self.slots.last().copied() else { return };
        let start = window::start(reader.config, oldest.start);
        let mut older = [Slot::empty(start, oldest.start)];
        reader.read(&mut older, &mut self.bins);
        self.slots.remove(0);
        self.slots.extend(older);
    }
}

/// Reads windows of one metric of an alarm.
pub(super) struct Reader<'a> {
    config: &'a Config,
    measure: &'a Measure,
    place: Place<'a>,
    at: Time,
    /// The unit that counts. An alarm without a unit on a metric with several sees one of them,
    /// the first in the service's order; AWS calls its behaviour then "not defined".
    unit: Option<&'static str>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        config: &'a Config,
        measure: &'a Measure,
        place: Place<'a>,
        at: Time,
    ) -> Reader<'a> {
        Reader { config, measure, place, at, unit: measure.unit }
    }

    /// Reads neighbouring windows, newest first.
    pub(super) fn read(&mut self, slots: &mut [Slot], bins: &mut Vec<Bin>) {
        let (Some(newest), Some(oldest)) = (slots.first(), slots.last()) else { return };
        let (from, to) = (oldest.start, newest.end);
        if bins.len() < slots.len() {
            bins.resize_with(slots.len(), Bin::default);
        }
        bins.iter_mut().take(slots.len()).for_each(Bin::clear);
        let (measure, period) = (self.measure, self.config.period());
        let place = self.place;
        let mut chosen = self.unit;
        place.source.points(place.of(measure), &measure.id, from, to, self.at, &mut |point| {
            if !self.counts(&mut chosen, &point, bins) {
                return;
            }
            if let Some(bin) = position(slots, to, period, point.time).and_then(|i| bins.get_mut(i))
            {
                bin.add(&point, measure.stat);
            }
        });
        self.unit = chosen;
        for (slot, bin) in slots.iter_mut().zip(bins) {
            slot.samples = bin.count;
            slot.value = bin.value(measure.stat);
        }
    }

    /// Whether a point has the unit that counts. A unit before the one chosen so far takes its
    /// place, and what was read is forgotten.
    fn counts(&self, chosen: &mut Option<&'static str>, point: &Point, bins: &mut [Bin]) -> bool {
        match *chosen {
            Some(unit) if unit == point.unit => true,
            Some(_) if self.measure.unit.is_some() => false,
            Some(unit) if unit::rank(unit) < unit::rank(point.unit) => false,
            Some(_) => {
                bins.iter_mut().for_each(Bin::clear);
                *chosen = Some(point.unit);
                true
            }
            None => {
                *chosen = Some(point.unit);
                true
            }
        }
    }

    /// Whether a point that covers the window is on its way. A point covers the whole rhythm behind
    /// its timestamp, which may lie before a shorter window.
    pub(super) fn is_pending(&self, slot: Slot) -> bool {
        let (source, scope) = (self.place.source, self.place.of(self.measure));
        let from = slot.start.min(slot.end - self.rhythm());
        source.is_pending(scope, &self.measure.id, from, slot.end, self.at)
    }

    pub(super) fn rhythm(&self) -> Span {
        self.place.source.rhythm(self.place.of(self.measure), &self.measure.id, self.at)
    }
}

/// The window an instant falls into. Windows of one length are found by counting; days on which
/// clocks change are not of one length, and are looked through.
fn position(slots: &[Slot], end: Time, period: Span, time: Time) -> Option<usize> {
    let guess = ((end - time).as_millis() - 1).div_euclid(period.as_millis());
    let guess = usize::try_from(guess).ok()?;
    let holds = |slot: &Slot| slot.start <= time && time < slot.end;
    if slots.get(guess).is_some_and(holds) { Some(guess) } else { slots.iter().position(holds) }
}
