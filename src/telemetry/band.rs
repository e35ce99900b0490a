//! What values a metric is expected to have: a model for anomaly bands, simple on purpose.
//!
//! AWS does not publish its algorithm. Ours takes mean and standard deviation of the values of
//! each hour of the day, once there are two days of data; until then, of all values together.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Anomaly_Detection.html>

use crate::sim::real::Real;
use crate::sim::time::{Span, Time};
use crate::sim::zone::Zone;

/// How far back a model learns: AWS says up to two weeks.
pub const LEARNS_FROM: Span = Span::days(14);

/// With fewer values than this there is no model.
pub const LEAST: usize = 12;

/// From so much data on each hour of the day is told apart.
const SEASONAL: Span = Span::days(2);

/// A spread is at least so great a part of its centre, or a constant metric would have no band.
const LEAST_SPREAD: f64 = 0.01;

/// A trained model.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Model {
    zone: Zone,
    all: Expected,
    /// By hour of the day, where there is enough data.
    hours: Vec<Option<Expected>>,
}

/// What is expected of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Expected {
    /// The middle of the band.
    pub centre: Real,
    /// A standard deviation.
    pub spread: Real,
}

impl Expected {
    fn of(values: &[f64]) -> Option<Expected> {
        if values.is_empty() {
            return None;
        }
        let count = values.len() as f64;
        let centre = values.iter().sum::<f64>() / count;
        let squares = values.iter().map(|value| (value - centre) * (value - centre)).sum::<f64>();
        let spread = libm::sqrt(squares / count).max(centre.abs() * LEAST_SPREAD);
        Some(Expected { centre: Real::new(centre), spread: Real::new(spread) })
    }
}

impl Model {
    /// Learns from values, oldest first; `None` from too few of them.
    pub fn train(values: &[(Time, f64)], zone: Zone) -> Option<Model> {
        if values.len() < LEAST {
            return None;
        }
        let plain: Vec<f64> = values.iter().map(|(_, value)| *value).collect();
        let all = Expected::of(&plain)?;
        let (first, last) = (values.first()?.0, values.last()?.0);
        let mut hours = Vec::new();
        if last - first >= SEASONAL {
            let mut by_hour: [Vec<f64>; 24] = Default::default();
            for (time, value) in values {
                by_hour.get_mut(hour_of(zone, *time))?.push(*value);
            }
            hours = by_hour.iter().map(|own| Expected::of(own)).collect();
        }
        Some(Model { zone, all, hours })
    }

    /// What is expected at an instant.
    pub fn at(&self, time: Time) -> Expected {
        let own = self.hours.get(hour_of(self.zone, time)).copied().flatten();
        own.unwrap_or(self.all)
    }

    /// Whether the hours of the day are told apart.
    pub fn is_seasonal(&self) -> bool {
        !self.hours.is_empty()
    }

    /// The ends of the band so many standard deviations wide.
    pub fn band(&self, time: Time, width: f64) -> (f64, f64) {
        let Expected { centre, spread } = self.at(time);
        let reach = spread.get() * width;
        (centre.get() - reach, centre.get() + reach)
    }
}

/// The hour of the day, by the clock on the wall.
fn hour_of(zone: Zone, time: Time) -> usize {
    let hours = zone.local(time).as_millis().div_euclid(3_600_000);
    usize::try_from(hours.rem_euclid(24)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hourly(days: i64, value: impl Fn(i64) -> f64) -> Vec<(Time, f64)> {
        (0..days * 24).map(|h| (Time::from_secs(h * 3600), value(h % 24))).collect()
    }

    #[test]
    fn each_hour_has_its_own_band_after_two_days() {
        let day = |hour: i64| if hour < 8 { 10.0 } else { 50.0 };
        let short = Model::train(&hourly(1, day), Zone::UTC).unwrap();
        assert!(!short.is_seasonal());
        assert_eq!(short.at(Time::from_secs(0)), short.at(Time::from_secs(12 * 3600)));
        let long = Model::train(&hourly(3, day), Zone::UTC).unwrap();
        assert!(long.is_seasonal());
        assert_eq!(long.band(Time::from_secs(0), 2.0), (9.8, 10.2));
        assert_eq!(long.band(Time::from_secs(12 * 3600), 2.0), (49.0, 51.0));
    }

    #[test]
    fn too_few_values_make_no_model() {
        let values = hourly(1, |_| 1.0);
        assert!(Model::train(values.get(..LEAST).unwrap(), Zone::UTC).is_some());
        assert!(Model::train(values.get(..LEAST - 1).unwrap(), Zone::UTC).is_none());
    }
}
