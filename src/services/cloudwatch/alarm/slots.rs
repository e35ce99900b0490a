//! What an alarm finds in its windows.

use super::config::Config;
use super::window;
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
}

/// Windows and the memory to fill them, kept from one evaluation to the next.
#[derive(Clone, Debug, Default)]
pub struct Slots {
    /// The evaluation range, newest first.
    pub slots: Vec<Slot>,
    /// Windows that were passed over because their data is on its way, newest first.
    pub not_yet: Vec<Slot>,
    bins: Vec<Bin>,
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
        self.lay(config, at);
        let mut reader = Reader { config, place, at, unit: config.unit };
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

    /// Lays out the windows, empty.
    fn lay(&mut self, config: &Config, at: Time) {
        self.slots.clear();
        let mut end = window::newest_end(config, at);
        for _ in 0..window::range(config) {
            let start = window::start(config, end);
            self.slots.push(Slot { start, end, value: None, samples: 0.0 });
            end = start;
        }
    }

    /// Drops the newest window and adds one at the old end.
    fn shift(&mut self, reader: &mut Reader<'_>) {
        let Some(oldest) = self.slots.last().copied() else { return };
        let start = window::start(reader.config, oldest.start);
        let mut older = [Slot { start, end: oldest.start, value: None, samples: 0.0 }];
        reader.read(&mut older, &mut self.bins);
        self.slots.remove(0);
        self.slots.extend(older);
    }
}

/// Reads windows of one alarm.
struct Reader<'a> {
    config: &'a Config,
    place: Place<'a>,
    at: Time,
    /// The unit that counts. An alarm without a unit on a metric with several sees one of them,
    /// the first in the service's order; AWS calls its behaviour then "not defined".
    unit: Option<&'static str>,
}

impl Reader<'_> {
    /// Reads neighbouring windows, newest first.
    fn read(&mut self, slots: &mut [Slot], bins: &mut Vec<Bin>) {
        let (Some(newest), Some(oldest)) = (slots.first(), slots.last()) else { return };
        let (from, to) = (oldest.start, newest.end);
        if bins.len() < slots.len() {
            bins.resize_with(slots.len(), Bin::default);
        }
        bins.iter_mut().take(slots.len()).for_each(Bin::clear);
        let (config, period) = (self.config, self.config.period());
        let place = self.place;
        let mut chosen = self.unit;
        place.source.points(place.scope, &config.metric, from, to, self.at, &mut |point| {
            if !self.counts(&mut chosen, &point, bins) {
                return;
            }
            if let Some(bin) = position(slots, to, period, point.time).and_then(|i| bins.get_mut(i))
            {
                bin.add(&point, config.stat);
            }
        });
        self.unit = chosen;
        for (slot, bin) in slots.iter_mut().zip(bins) {
            slot.samples = bin.count;
            slot.value = bin.value(config.stat);
        }
    }

    /// Whether a point has the unit that counts. A unit before the one chosen so far takes its
    /// place, and what was read is forgotten.
    fn counts(&self, chosen: &mut Option<&'static str>, point: &Point, bins: &mut [Bin]) -> bool {
        match *chosen {
            Some(unit) if unit == point.unit => true,
            Some(_) if self.config.unit.is_some() => false,
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
    fn is_pending(&self, slot: Slot) -> bool {
        let Place { source, scope } = self.place;
        let from = slot.start.min(slot.end - self.rhythm());
        source.is_pending(scope, &self.config.metric, from, slot.end, self.at)
    }

    fn rhythm(&self) -> Span {
        self.place.source.rhythm(self.place.scope, &self.config.metric, self.at)
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
