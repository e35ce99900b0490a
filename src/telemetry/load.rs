//! Load: stretches of time over which a demand is exactly so much.

use crate::sim::real::Real;
use crate::sim::time::Time;

/// The loads ever put on one resource, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Loads {
    stretches: Vec<Stretch>,
}

#[derive(Clone, Copy, Debug, PartialEq, Hash)]
struct Stretch {
    from: Time,
    until: Option<Time>,
    /// Whether it comes from a program inside, which ends when its system does.
    inside: bool,
    /// `None`: no load, whatever was put on before.
    amount: Option<Real>,
}

impl Loads {
    /// Puts a load on from an instant; without `until` it lasts. No amount takes all load off.
    /// Loads are put on in the order of time.
    pub fn put(&mut self, from: Time, until: Option<Time>, amount: Option<f64>) {
        self.stretches.push(Stretch { from, until, inside: false, amount: amount.map(Real::new) });
    }

    /// A program inside begins to take so much.
    pub fn run(&mut self, from: Time, until: Option<Time>, amount: f64) {
        let amount = Some(Real::new(amount));
        self.stretches.push(Stretch { from, until, inside: true, amount });
    }

    /// Programs inside end, by themselves or with their system; what else was put on stays.
    pub fn end(&mut self, now: Time) {
        let runs = |s: &&mut Stretch| s.inside && s.until.is_none_or(|until| until > now);
        self.stretches.iter_mut().filter(runs).for_each(|s| s.until = Some(now));
    }

    /// The first instant from `end` on at which a load begins or ends.
    pub fn next_change(&self, end: Time) -> Option<Time> {
        self.edges().filter(|edge| *edge >= end).min()
    }

    /// Every instant at which a load begins or ends.
    pub fn edges(&self) -> impl Iterator<Item = Time> + '_ {
        self.stretches.iter().flat_map(|s| [Some(s.from), s.until]).flatten()
    }

    /// When loads were put on that are of more than nothing, with the ends they were given.
    pub fn stretches(&self) -> impl Iterator<Item = (Time, Option<Time>)> + '_ {
        let some = |s: &&Stretch| s.amount.is_some_and(|amount| amount.get() > 0.0);
        self.stretches.iter().filter(some).map(|s| (s.from, s.until))
    }

    /// The load in force just before `end`: of those that cover it, the one put on last.
    pub fn before(&self, end: Time) -> Option<f64> {
        self.in_force(end).map(|(amount, _)| amount)
    }

    /// The same with its end, if it has one.
    pub fn in_force(&self, end: Time) -> Option<(f64, Option<Time>)> {
        // They are in the order of time: those that begin later need not be looked at.
        let begun = self.stretches.partition_point(|s| s.from < end);
        let covers = |s: &&Stretch| s.until.is_none_or(|until| until >= end);
        let stretch = self.stretches.get(..begun)?.iter().rev().find(covers)?;
        stretch.amount.map(|amount| (amount.get(), stretch.until))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::time::Span;

    #[test]
    fn the_latest_load_wins_and_ends_at_its_end() {
        let at = |minute: i64| Time::from_secs(0) + Span::mins(minute);
        let mut loads = Loads::default();
        assert_eq!(loads.before(at(1)), None);
        loads.put(at(10), None, Some(50.0));
        loads.put(at(20), Some(at(30)), Some(95.0));
        loads.run(at(35), None, 80.0);
        loads.end(at(38));
        loads.end(at(39));
        loads.put(at(40), None, None);
        loads.put(at(50), Some(at(52)), Some(7.0));
        let cases = [
            (10, None),
            (11, Some(50.0)),
            (20, Some(50.0)),
            (21, Some(95.0)),
            (30, Some(95.0)),
            (31, Some(50.0)),
            (36, Some(80.0)),
            (38, Some(80.0)),
            (39, Some(50.0)),
            (40, Some(50.0)),
            (41, None),
            (51, Some(7.0)),
            (52, Some(7.0)),
            (53, None),
        ];
        for (minute, expected) in cases {
            assert_eq!(loads.before(at(minute)), expected, "minute {minute}");
        }
    }
}
