//! Reads a metric minute by minute: what holds for a stretch of minutes is asked once.

use super::series::{IDLE_PERCENT, MINUTE, idle_percent};
use super::{Emitter, Part, is_single};
use crate::sim::command::Resource;
use crate::sim::time::Time;
use crate::telemetry::Steady;
use crate::telemetry::curve::Idle;

/// Later than anything.
const FOREVER: Time = Time::from_millis(i64::MAX);

/// One metric of one instance.
pub(super) struct Reader<'a> {
    pub(super) emitter: &'a Emitter<'a>,
    alike: Option<Alike>,
    idle: Option<Idle>,
}

/// Minutes that are alike, by their ends: first and last.
#[derive(Clone, Copy)]
struct Alike {
    from: Time,
    to: Time,
    single: bool,
    cpu: Cpu,
}

/// What the processors do in such minutes.
#[derive(Clone, Copy)]
enum Cpu {
    /// The instance does not run.
    Off,
    /// They carry a load, and all of it.
    Load(f64),
    /// They have nothing to do.
    Idle,
    /// It depends on credits: each minute is asked for.
    Each,
}

impl<'a> Reader<'a> {
    pub(super) fn new(emitter: &'a Emitter<'a>) -> Reader<'a> {
        Reader { emitter, alike: None, idle: None }
    }

    /// The value of the minute that ends at `end`, and whether it is a point of its own.
    pub(super) fn minute(&mut self, end: Time) -> Option<(f64, bool)> {
        let emitter = self.emitter;
        if !emitter.metric.is_cpu() || emitter.part != Part::Own {
            return Some((emitter.value(end)?, is_single(emitter, end)));
        }
        let known = self.alike.filter(|alike| alike.from <= end && end <= alike.to);
        let alike = known.unwrap_or_else(|| self.alike(end));
        self.alike = Some(alike);
        let value = match alike.cpu {
            Cpu::Off => return None,
            Cpu::Load(percent) => percent,
            Cpu::Idle => {
                let minute = end.as_millis().div_euclid(60_000) - 1;
                let stream = emitter.history.stream;
                idle_percent(self.idle.get_or_insert_with(|| Idle::new(stream)), minute)
            }
            Cpu::Each => emitter.history.cpu_before(end),
        };
        Some((value, alike.single))
    }

    /// Between what values the processors stay from a minute on, each of whose minutes is a point.
    pub(super) fn steady(&self, from: Time) -> Option<Steady> {
        let emitter = self.emitter;
        if !emitter.metric.is_cpu() || emitter.part != Part::Own {
            return None;
        }
        let alike = self.alike(from + MINUTE);
        let (low, high) = match alike.cpu {
            Cpu::Load(percent) => (percent, percent),
            Cpu::Idle => IDLE_PERCENT,
            Cpu::Off | Cpu::Each => return None,
        };
        let unit = emitter.metric.unit;
        alike.single.then_some(Steady { low, high, unit, until: alike.to })
    }

    /// The minutes from this one on that are like it.
    fn alike(&self, end: Time) -> Alike {
        let history = self.emitter.history;
        let changes = [history.next_change(end), history.next_mode(end)];
        // A minute that ends with a change is still what it was before.
        let last = changes.into_iter().flatten().min().map_or(FOREVER, |at| at.floor(MINUTE));
        let throttled = || history.terms_before(end).is_some() && !history.is_unlimited_before(end);
        let cpu = match (history.run_before(end), history.load_before(Resource::Cpu, end)) {
            (None, _) => Cpu::Off,
            (Some(_), _) if throttled() => Cpu::Each,
            (Some(_), Some(percent)) => Cpu::Load(percent),
            (Some(_), None) => Cpu::Idle,
        };
        let single = is_single(self.emitter, end);
        Alike { from: end, to: last.max(end), single, cpu }
    }
}
