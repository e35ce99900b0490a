//! What a machine does that has nothing to do: a believable curve, the same on every target.

use crate::sim::noise::{bump, mix, unit};

/// Minutes of a day.
const DAY: i64 = 1440;

/// How busy an idle machine is in one minute (counted from the epoch): 0 to 1.
///
/// Each stream is another machine: a level and a daily rhythm of its own, a drift from hour to
/// hour, and a little noise from minute to minute.
pub fn idle(stream: u64, minute: i64) -> f64 {
    let level = unit(stream, 0);
    let phase = unit(stream, 1);
    let day = minute.rem_euclid(DAY) as f64 / DAY as f64;
    let rhythm = 0.5 + 0.5 * libm::sin(core::f64::consts::TAU * (day - phase));
    let noise = bump(mix(stream ^ 1), minute);
    let sum =
        0.25 * level + 0.35 * rhythm + 0.25 * drift(mix(stream ^ 2), minute) + 0.15 * noise + 0.075;
    sum.clamp(0.0, 1.0)
}

/// A curve through one random height an hour, without corners.
fn drift(stream: u64, minute: i64) -> f64 {
    let hour = minute.div_euclid(60);
    let t = minute.rem_euclid(60) as f64 / 60.0;
    let smooth = t * t * (3.0 - 2.0 * t);
    let (a, b) = (unit(stream, hour), unit(stream, hour + 1));
    a + (b - a) * smooth
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
