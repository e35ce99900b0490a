//! When an alarm is evaluated, and which windows of time it looks at.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html>

use chrono::Datelike;

use super::config::Config;
use crate::sim::time::{Span, Time};
use crate::sim::timing::MULTI_DAY_OFFSET;
use crate::sim::zone::{self, Zone};

/// How often an alarm is evaluated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grid {
    /// Every 10 seconds: periods of 10, 20 and 30 seconds.
    TenSeconds,
    /// Every minute.
    Minute,
    /// Once an hour, for alarms that look at more than a day: 3 minutes after the hour, at data up
    /// to the hour.
    Hour,
}

impl Grid {
    /// The grid of an alarm.
    pub fn of(config: &Config) -> Grid {
        Grid::new(config.period_secs, config.n())
    }

    /// The grid of a period and a number of periods.
    pub fn new(period_secs: i32, evaluation_periods: u32) -> Grid {
        if period_secs < 60 {
            Grid::TenSeconds
        } else if i64::from(period_secs) * i64::from(evaluation_periods) > 86_400 {
            Grid::Hour
        } else {
            Grid::Minute
        }
    }

    /// From one evaluation to the next.
    pub fn every(self) -> Span {
        match self {
            Grid::TenSeconds => Span::secs(10),
            Grid::Minute => Span::mins(1),
            Grid::Hour => Span::hours(1),
        }
    }

    /// The latest evaluation at or before an instant.
    pub fn at_or_before(self, at: Time) -> Time {
        (at - self.lag()).floor(self.every()) + self.lag()
    }

    /// The first evaluation after an instant.
    pub fn after(self, at: Time) -> Time {
        (at - self.lag()).next(self.every()) + self.lag()
    }

    /// How long after the end of the data it takes into account an evaluation happens.
    fn lag(self) -> Span {
        match self {
            Grid::Hour => MULTI_DAY_OFFSET,
            _ => Span::ZERO,
        }
    }
}

/// How many more windows than N a sliding evaluation fetches, to look past gaps. AWS shows 2 for
/// 5 minutes and measurements agree for longer periods (and with 5 for one minute); between and
/// below it is ours.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html>
pub fn extra(period_secs: i32) -> u32 {
    (300 + period_secs.max(1) as u32 - 1).div_euclid(period_secs.max(1) as u32).max(2)
}

/// The evaluation range: how many windows an alarm fetches. Wall-clock windows fetch exactly N.
pub fn range(config: &Config) -> u32 {
    match config.wall_clock() {
        Some(_) => config.n(),
        None => config.n() + extra(config.period_secs),
    }
}

/// Where the newest window of an evaluation ends.
pub fn newest_end(config: &Config, at: Time) -> Time {
    let grid = Grid::of(config);
    match config.wall_clock() {
        Some(zone) => boundary(zone, config.period_secs, at),
        None => grid.at_or_before(at) - grid.lag(),
    }
}

/// The start of the window that ends at an instant, which is where the window before it ends.
pub fn start(config: &Config, end: Time) -> Time {
    match config.wall_clock() {
        Some(zone) => boundary(zone, config.period_secs, end - Span::millis(1)),
        None => end - config.period(),
    }
}

/// Periods a wall clock window may have: a minute, five, an hour, a day, a week.
pub const WALL_CLOCK_PERIODS: [i32; 5] = [60, 300, 3600, 86_400, 604_800];

/// The latest boundary of the clock at or before an instant: a multiple of the period since local
/// midnight, midnight, or midnight of Monday.
fn boundary(zone: Zone, period_secs: i32, at: Time) -> Time {
    let local = zone.local(at);
    if period_secs < 86_400 {
        // Clocks change by whole hours, so shorter boundaries stay where they are.
        return at - (local - local.floor(Span::secs(i64::from(period_secs))));
    }
    let mut day = zone::date(local);
    if period_secs > 86_400 {
        let since_monday = u64::from(day.weekday().num_days_from_monday());
        day = day.checked_sub_days(chrono::Days::new(since_monday)).unwrap_or(day);
    }
    zone.instant(zone::midnight(day))
}
