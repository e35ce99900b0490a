//! What an instance can move to and from its volumes: its own limits, and the balances of those
//! that burst.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ebs-optimized.html>: such an instance
//! supports its greatest performance for 30 minutes at least once every 24 hours, and goes back to
//! its baseline. AWS publishes no formula. Here a balance holds what 30 minutes at the peak take,
//! is refilled by what of the baseline is not used, and is full when the instance starts; with
//! AWS's numbers the smallest sizes then fill up in just under 24 hours.

use super::bucket::Limits;
use super::past::{Credits, Past};
use crate::services::ec2::catalogue::InstanceType;
use crate::services::ec2::history::History;
use crate::services::ec2::state::State;
use crate::sim::time::{Span, Time};

/// How long a full balance lasts at the peak, in seconds.
const LASTS: f64 = 1_800.0;
/// Bytes a second of a megabit a second.
const MEGABIT: f64 = 125_000.0;

/// Operations and bytes.
type Pair = [f64; 2];

/// What an instance can do a second, in operations and bytes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach {
    base: Pair,
    peak: Pair,
}

impl Reach {
    /// The reach of a type; none where AWS gives it no dedicated bandwidth.
    pub fn of(kind: &InstanceType) -> Option<Reach> {
        let [mbps, iops, peak_mbps, peak_iops] = kind.ebs?.map(f64::from);
        Some(Reach { base: [iops, mbps * MEGABIT], peak: [peak_iops, peak_mbps * MEGABIT] })
    }

    /// Whether it does more than its baseline for a while.
    pub fn bursts(&self) -> bool {
        self.base != self.peak
    }

    fn full(&self, which: usize) -> f64 {
        (at(self.peak, which) - at(self.base, which)) * LASTS
    }

    /// What it can do with such balances.
    fn now(&self, left: Pair) -> Pair {
        [0, 1].map(|which| at(if at(left, which) > 0.0 { self.peak } else { self.base }, which))
    }

    /// The balances after so many seconds in which so much is asked each second.
    fn after(&self, left: Pair, asked: Pair, secs: f64) -> Pair {
        let can = self.now(left);
        [0, 1].map(|which| {
            let used = at(asked, which).min(at(can, which));
            let gained = (at(self.base, which) - used) * secs;
            (at(left, which) + gained).clamp(0.0, self.full(which))
        })
    }
}

fn at(pair: Pair, which: usize) -> f64 {
    let [ops, bytes] = pair;
    if which == 0 { ops } else { bytes }
}

/// What an instance's limits say in the minute that ends then.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// Percent left of each balance, if the type bursts.
    pub percent: Option<Pair>,
    /// Whether more was asked than it can do.
    pub over: [bool; 2],
    /// What part of the operations asked it carries out.
    pub part: f64,
}

impl State {
    /// The volumes that ever bore load on an instance.
    pub(in crate::services::ec2) fn laden(&self, instance: &str) -> Vec<&Past> {
        let on = |past: &&Past| past.attachments().iter().any(|on| on.instance == instance);
        self.pasts.values().filter(|past| past.was_ever_loaded()).filter(on).collect()
    }

    /// How an instance stands in the minute that ends then; none if its type has no such limits.
    pub(in crate::services::ec2) fn reach_before(
        &self,
        instance: &str,
        end: Time,
    ) -> Option<Standing> {
        self.reach_with(&self.laden(instance), instance, end)
    }

    /// The same, by the volumes that ever bore load on it: whoever asks of many minutes looks for
    /// them once.
    pub(in crate::services::ec2) fn reach_with(
        &self,
        laden: &[&Past],
        instance: &str,
        end: Time,
    ) -> Option<Standing> {
        let history = self.history(instance)?;
        let reach = Reach::of(history.type_before(end)?)?;
        let asked = self.asked(laden, instance, history, end);
        let below = |pair: Pair| (0..2).all(|which| at(asked, which) <= at(pair, which));
        let left = if laden.is_empty() {
            [0, 1].map(|which| reach.full(which))
        } else {
            self.balances(laden, (instance, history), end)
        };
        let share = |which: usize| 100.0 * at(left, which) / reach.full(which).max(1.0);
        let percent = reach.bursts().then(|| [0, 1].map(share));
        if below(reach.base) {
            return Some(Standing { percent, over: [false; 2], part: 1.0 });
        }
        let can = reach.now(left);
        let over = [0, 1].map(|which| at(asked, which) > at(can, which));
        let parts = [0, 1].map(|which| at(can, which) / at(asked, which).max(1.0));
        let part = parts.into_iter().fold(1.0, f64::min);
        Some(Standing { percent, over, part })
    }

    /// What the volumes of an instance would move a second just before `end`, were it not for the
    /// instance.
    fn asked(&self, laden: &[&Past], instance: &str, history: &History, end: Time) -> Pair {
        let (mut ops, mut bytes) = (0.0, 0.0);
        for past in laden {
            let credits = past.credits_before(end, &|id| self.history(id));
            if let Some((rate, limits)) = self.rate(past, (instance, history), (end, credits)) {
                ops += rate;
                bytes += rate * limits.bytes;
            }
        }
        [ops, bytes]
    }

    /// What one volume would deliver then with the credits it has, and its limits.
    fn rate(
        &self,
        past: &Past,
        (instance, history): (&str, &History),
        (end, credits): (Time, f64),
    ) -> Option<(f64, Limits)> {
        past.attached_before(end).filter(|on| on.instance == instance)?;
        let limits = Limits::of(&past.spec_before(end)?);
        let demand = past.demand_before(end, Some(history));
        (demand != 0.0).then(|| (limits.delivered(demand, credits), limits))
    }

    /// The balances of an instance at `end`: a fold over the stretches in which nothing changes,
    /// with the credits of its volumes beside it.
    fn balances(&self, laden: &[&Past], on: (&str, &History), end: Time) -> Pair {
        let history = on.1;
        let Some(first) = history.runs().first() else { return [0.0; 2] };
        let mut folds: Vec<(&Past, Credits<'_>)> =
            laden.iter().map(|past| (*past, past.credits(&|id| self.history(id)))).collect();
        let mut edges = edges(laden, history, end);
        let (mut now, mut left) = (first.from, None);
        while now < end {
            let just = now + Span::millis(1);
            while edges.pop_if(|edge| *edge < just).is_some() {}
            let mut until = edges.last().copied().unwrap_or(end);
            let reach = history.type_before(just).and_then(Reach::of);
            let Some(reach) = reach.filter(|_| history.run_before(just).is_some()) else {
                (now, left) = (until.max(just), None);
                continue;
            };
            let mut asked = [0.0; 2];
            for (past, credits) in &mut folds {
                let credits = credits.before(just);
                let Some((rate, limits)) = self.rate(past, on, (just, credits)) else { continue };
                asked = [at(asked, 0) + rate, at(asked, 1) + rate * limits.bytes];
                // One that runs out of its own credits slows down before anything else changes.
                if credits > 0.0 && rate > limits.baseline {
                    let lasts = credits / (rate - limits.baseline) * 1_000.0;
                    until = until.min(now + Span::millis(lasts.ceil().min(1e12) as i64 + 1));
                }
            }
            let full = [0, 1].map(|which| reach.full(which));
            let secs = (until - now).as_millis() as f64 / 1_000.0;
            left = Some(reach.after(left.unwrap_or(full), asked, secs));
            now = until.max(just);
        }
        left.unwrap_or([0.0; 2])
    }
}

/// The instants before `end` at which something of the instance or its volumes changes, the first
/// one last.
fn edges(laden: &[&Past], history: &History, end: Time) -> Vec<Time> {
    let own = laden.iter().flat_map(|past| past.edges(history));
    let mut edges: Vec<Time> = own.chain(history.edges()).filter(|edge| *edge < end).collect();
    edges.sort_unstable_by_key(|edge| std::cmp::Reverse(*edge));
    edges.dedup();
    edges
}
