//! The verdict: from what is in the windows to a state.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html>

use super::config::{Comparison, Config, StateValue, Treat};
use super::slots::Slot;

/// The rule that decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// At least N real points: the newest N decide, missing-data treatment plays no part.
    NewestReal,
    /// Fewer than N real points: the gaps count as breaching or as not breaching.
    Filled,
    /// Fewer than N real points, gaps do not count: enough real points breach, or one does not.
    RealAlone,
    /// Only breaching points, fewer than M, but the oldest is M periods old or older and nothing
    /// since then was good: it is not too early for ALARM.
    OldEnough,
    /// Only breaching points, fewer than M and too young: the state stays for now.
    TooEarly,
    /// No real point at all, and the treatment of missing data says what that means.
    NoData,
    /// Missing data is ignored: the state stays.
    Ignored,
    /// A percentile of too few samples, which the alarm is told to ignore: the state stays.
    LowSamples,
    /// The alarm is warming up and does not evaluate.
    WarmUp,
}

/// What was counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Real points that count.
    pub real: u32,
    /// How many of them breach.
    pub breaching: u32,
    /// How many missing points are needed beside them to make N.
    pub fill: u32,
    /// How many periods old the oldest breaching point is; the newest window is 1 old.
    pub oldest_breach: u32,
}

/// A verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The state; `None` leaves it as it is.
    pub state: Option<StateValue>,
    /// The rule that decided.
    pub rule: Rule,
    /// What was counted.
    pub tally: Tally,
}

/// What the verdict depends on beside the windows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Terms {
    /// N.
    pub n: u32,
    /// M.
    pub m: u32,
    /// The threshold; not a number where values are held against a band.
    pub threshold: f64,
    /// The comparison.
    pub comparison: Comparison,
    /// The treatment of missing points.
    pub treat: Treat,
    /// With fewer samples than this a point does not count as evaluated.
    pub least_samples: Option<f64>,
}

impl Terms {
    /// The terms of an alarm.
    pub fn of(config: &Config) -> Terms {
        Terms {
            n: config.n(),
            m: config.m(),
            threshold: config.threshold.fixed().unwrap_or(f64::NAN),
            comparison: config.comparison,
            treat: config.treat(),
            least_samples: config.least_samples(),
        }
    }

    /// Whether the value of a window breaches.
    pub fn breaches(&self, value: f64, limits: Option<(f64, f64)>) -> bool {
        match limits {
            Some(limits) => self.comparison.breaches_limits(value, self.threshold, limits),
            None => self.comparison.breaches(value, self.threshold),
        }
    }
}

/// Decides over the evaluation range, newest window first. It allocates nothing.
pub fn decide(slots: &[Slot], terms: &Terms) -> Verdict {
    let breaches = |slot: &Slot| slot.value.map(|value| terms.breaches(value, slot.limits));
    decide_over(slots.iter().map(|slot| (breaches(slot), slot.samples)), terms)
}

/// The same over data points, newest first: whether each breaches, and how many samples it has.
pub fn decide_over(points: impl Iterator<Item = (Option<bool>, f64)>, terms: &Terms) -> Verdict {
    let mut tally = Tally::default();
    let mut low = false;
    for (age, (breaches, samples)) in (1..).zip(points) {
        let Some(breaches) = breaches else { continue };
        tally.real += 1;
        low |= terms.least_samples.is_some_and(|least| samples < least);
        if breaches {
            tally.breaching += 1;
            tally.oldest_breach = age;
        }
        if tally.real == terms.n {
            break;
        }
    }
    tally.fill = terms.n - tally.real;
    // Ours: AWS says that the state does not change "during periods with too few data points"; we
    // take that to hold as long as one of the points that count is such a period.
    let (state, rule) = if low { (None, Rule::LowSamples) } else { judge(&tally, terms) };
    Verdict { state, rule, tally }
}

fn judge(tally: &Tally, terms: &Terms) -> (Option<StateValue>, Rule) {
    let alarm_if = |alarm: bool| Some(if alarm { StateValue::Alarm } else { StateValue::Ok });
    let enough = tally.breaching >= terms.m;
    if tally.fill == 0 {
        return (alarm_if(enough), Rule::NewestReal);
    }
    let filled = if tally.real == 0 { Rule::NoData } else { Rule::Filled };
    match terms.treat {
        Treat::Breaching => (alarm_if(tally.breaching + tally.fill >= terms.m), filled),
        Treat::NotBreaching => (alarm_if(enough), filled),
        Treat::Missing if tally.real == 0 => (Some(StateValue::InsufficientData), Rule::NoData),
        Treat::Ignore if tally.real == 0 => (None, Rule::Ignored),
        _ if enough => (Some(StateValue::Alarm), Rule::RealAlone),
        _ if tally.breaching < tally.real => (Some(StateValue::Ok), Rule::RealAlone),
        // AWS speaks once of the oldest breaching point within the evaluation periods and once
        // within the evaluation range: we take the range. What the state is while the alarm waits
        // is not said: we leave it.
        Treat::Missing if tally.oldest_breach >= terms.m => {
            (Some(StateValue::Alarm), Rule::OldEnough)
        }
        Treat::Missing => (None, Rule::TooEarly),
        Treat::Ignore => (None, Rule::Ignored),
    }
}
