//! One value a period: which periods there are, how far back each reaches, and where its edges lie.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html>

use super::{Bin, MetricId, MetricSource, Stat, unit};
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};

/// How long data is kept at all: 15 months.
pub const KEPT: Span = Span::days(455);

/// Finest period (seconds) and the greatest age of a start time that may ask for it. Older data is
/// kept in coarser periods only.
const TIERS: [(i64, Span); 3] = [(1, Span::hours(3)), (60, Span::days(15)), (300, Span::days(63))];
const COARSEST: i64 = 3600;

/// Whether a period can be asked for: 1, 5, 10, 20, 30 seconds or whole minutes.
pub fn is_period(secs: i64) -> bool {
    matches!(secs, 1 | 5 | 10 | 20 | 30) || (secs > 0 && secs % 60 == 0)
}

/// The finest period that data of this age still has.
pub fn finest(age: Span) -> i64 {
    TIERS.iter().find(|(_, oldest)| age <= *oldest).map_or(COARSEST, |(secs, _)| *secs)
}

/// Whether a request whose start is so old gets data at this period. Otherwise it gets none, and
/// no error.
pub fn is_kept(period_secs: i64, age: Span) -> bool {
    period_secs % finest(age) == 0
}

/// The start time as CloudWatch rounds it down: to the division of the minute for periods under a
/// minute; otherwise to the minute, from an age of 15 days to 5 minutes, from 63 days to the hour.
pub fn rounded_start(start: Time, period_secs: i64, now: Time) -> Time {
    let step = if period_secs < 60 { period_secs } else { finest(now - start).max(60) };
    start.floor(Span::secs(step))
}

/// What to read of one metric.
#[derive(Clone, Copy, Debug)]
pub struct Query<'a> {
    /// Where.
    pub scope: Scope,
    /// Which metric.
    pub id: &'a MetricId,
    /// Start as given: inclusive.
    pub from: Time,
    /// End: exclusive.
    pub to: Time,
    /// The length of a period.
    pub period_secs: i64,
    /// Only data of this unit.
    pub unit: Option<&'static str>,
    /// A statistic that will be asked of the bins: extended ones need more kept.
    pub stat: Stat,
}

/// The samples of one period in one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Period {
    /// Its start, which is its timestamp.
    pub time: Time,
    /// Their unit.
    pub unit: &'static str,
    /// The samples.
    pub bin: Bin,
}

/// Reads a metric: the periods that have data, by unit in the service's order, oldest first.
/// Periods are counted from the rounded start, not from the clock.
pub fn read(source: &dyn MetricSource, query: &Query<'_>, now: Time) -> Vec<Period> {
    if !is_kept(query.period_secs, now - query.from) {
        return Vec::new();
    }
    let start = rounded_start(query.from, query.period_secs, now);
    let step = Span::secs(query.period_secs);
    // Points come oldest first, so that nearly all are of the newest period.
    let mut found: Vec<((usize, i64), Period)> = Vec::new();
    let from = start.max(now - KEPT);
    source.points(query.scope, query.id, from, query.to, now, &mut |point| {
        if query.unit.is_some_and(|unit| unit != point.unit) {
            return;
        }
        let index = (point.time - start).as_millis() / step.as_millis();
        let key = (unit::rank(point.unit), index);
        let place = match found.last() {
            Some((last, _)) if *last == key => Ok(found.len() - 1),
            Some((last, _)) if *last < key => Err(found.len()),
            _ => found.binary_search_by_key(&key, |(key, _)| *key),
        };
        let place = place.unwrap_or_else(|place| {
            let (time, unit) = (start + step.times(index), point.unit);
            found.insert(place, (key, Period { time, unit, bin: Bin::default() }));
            place
        });
        if let Some((_, period)) = found.get_mut(place) {
            period.bin.add(&point, query.stat);
        }
    });
    found.into_iter().map(|(_, period)| period).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_age_has_its_finest_period() {
        let cases = [
            (Span::hours(3), 1),
            (Span::hours(3) + Span::secs(1), 60),
            (Span::days(15), 60),
            (Span::days(15) + Span::secs(1), 300),
            (Span::days(63), 300),
            (Span::days(63) + Span::secs(1), 3600),
        ];
        for (age, secs) in cases {
            assert_eq!(finest(age), secs, "{age}");
        }
        for secs in [1, 5, 10, 20, 30, 60, 120, 86_400] {
            assert!(is_period(secs), "{secs}");
        }
        for secs in [-60, 0, 2, 15, 45, 61, 90] {
            assert!(!is_period(secs), "{secs}");
        }
    }
}
