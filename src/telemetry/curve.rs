//! What a machine does that has nothing to do: a believable curve, the same on every target.

use crate::sim::noise::{bump, mix, unit};

/// Minutes of a day.
const DAY: i64 = 1440;

/// How busy an idle machine is in one minute (counted from the epoch): 0 to 1.
///
/// Each stream is another machine: a level and a daily rhythm of its own, a drift from hour to
/// hour, and a little noise from minute to minute.
pub fn idle(stream: u64, minute: i64) -> f64 {
    Idle::new(stream).at(minute)
}

/// The same, for many minutes one after the other: what stays the same is worked out once.
#[derive(Clone, Debug)]
pub struct Idle {
    level: f64,
    phase: f64,
    noise: u64,
    drift: Drift,
}

impl Idle {
    /// The curve of a stream.
    pub fn new(stream: u64) -> Idle {
        Idle {
            level: unit(stream, 0),
            phase: unit(stream, 1),
            noise: mix(stream ^ 1),
            drift: Drift { stream: mix(stream ^ 2), hour: None },
        }
    }

    /// How busy the machine is in one minute.
    pub fn at(&mut self, minute: i64) -> f64 {
        let day = minute.rem_euclid(DAY) as f64 / DAY as f64;
        let rhythm = 0.5 + 0.5 * libm::sin(core::f64::consts::TAU * (day - self.phase));
        let noise = bump(self.noise, minute);
        let drift = self.drift.at(minute);
        let sum = 0.25 * self.level + 0.35 * rhythm + 0.25 * drift + 0.15 * noise + 0.075;
        sum.clamp(0.0, 1.0)
    }
}

/// A curve through one random height an hour, without corners.
#[derive(Clone, Debug)]
struct Drift {
    stream: u64,
    /// The hour looked at last, and the heights at its beginning and its end.
    hour: Option<(i64, f64, f64)>,
}

impl Drift {
    fn at(&mut self, minute: i64) -> f64 {
        let hour = minute.div_euclid(60);
        let t = minute.rem_euclid(60) as f64 / 60.0;
        let smooth = t * t * (3.0 - 2.0 * t);
        let (a, b) = match self.hour {
            Some((known, a, b)) if known == hour => (a, b),
            _ => (unit(self.stream, hour), unit(self.stream, hour + 1)),
        };
        self.hour = Some((hour, a, b));
        a + (b - a) * smooth
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_idle_day_stays_low_differs_by_machine_and_has_no_jumps() {
        let day = |stream: u64| (0..DAY).map(move |minute| idle(stream, minute));
        for stream in [1, 2, u64::MAX] {
            assert!(day(stream).all(|v| (0.0..=1.0).contains(&v)));
            let jump = day(stream).zip(day(stream).skip(1)).map(|(a, b)| (a - b).abs());
            assert!(jump.fold(0.0, f64::max) < 0.3);
        }
        assert!(day(1).zip(day(2)).any(|(a, b)| (a - b).abs() > 0.1));
        let lowest = day(1).fold(1.0, f64::min);
        let highest = day(1).fold(0.0, f64::max);
        assert!(highest - lowest > 0.3, "a day has a shape: {lowest} to {highest}");
    }
}
