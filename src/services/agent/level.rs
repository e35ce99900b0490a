//! How full something is over time: set exactly, growing, or left to itself.

use crate::sim::real::Real;
use crate::sim::time::Time;

/// What was set of one thing, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Levels {
    set: Vec<Level>,
}

#[derive(Clone, Copy, Debug, PartialEq, Hash)]
struct Level {
    from: Time,
    until: Option<Time>,
    /// Percent at the beginning; `None` leaves it to itself.
    percent: Option<Real>,
    /// Percent an hour that come on top.
    rate: Real,
}

/// What is set now.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Set {
    /// Percent.
    pub percent: f64,
    /// Percent an hour that come on top.
    pub rate: f64,
    /// Until when.
    pub until: Option<Time>,
}

impl Levels {
    /// Sets it from an instant on; the latest wins.
    pub fn put(&mut self, (from, until): (Time, Option<Time>), percent: Option<f64>, rate: f64) {
        let (percent, rate) = (percent.map(Real::new), Real::new(rate));
        self.set.push(Level { from, until, percent, rate });
    }

    /// What is set at an instant.
    pub fn at(&self, now: Time) -> Option<Set> {
        let covers = |l: &&Level| l.from <= now && l.until.is_none_or(|until| until > now);
        let level = self.set.iter().rev().find(covers)?;
        let hours = (now - level.from).as_millis() as f64 / 3_600_000.0;
        let percent = (level.percent?.get() + level.rate.get() * hours).clamp(0.0, 100.0);
        Some(Set { percent, rate: level.rate.get(), until: level.until })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::time::Span;

    #[test]
    fn what_grows_grows_to_full_and_no_further() {
        let at = |minute: i64| Time::from_secs(0) + Span::mins(minute);
        let mut levels = Levels::default();
        levels.put((at(0), None), Some(40.0), 30.0);
        levels.put((at(60), Some(at(90))), Some(95.0), 0.0);
        let found = |minute| levels.at(at(minute)).map(|set| set.percent);
        let cases = [(-1, None), (0, Some(40.0)), (30, Some(55.0)), (60, Some(95.0))];
        for (minute, expected) in cases {
            assert_eq!(found(minute), expected, "minute {minute}");
        }
        assert_eq!((found(89), found(90), found(600)), (Some(95.0), Some(85.0), Some(100.0)));
    }
}
