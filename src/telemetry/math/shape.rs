//! Functions that change a series by what stands around its points.

use chrono::{Datelike, Timelike};

use super::{MathError, Series};
use crate::sim::time::Time;

/// How a gap is filled.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Fill {
    With(f64),
    Repeat,
    Linear,
    From(Series),
}

/// `FILL`: a point at every instant of the grid, as far as there is something to fill it with.
pub(super) fn fill(series: &Series, how: &Fill, grid: &[Time]) -> Series {
    let mut times: Vec<Time> =
        series.points.iter().map(|(time, _)| *time).chain(grid.iter().copied()).collect();
    times.sort_unstable();
    times.dedup();
    let value = |time: Time| {
        let missing = || match how {
            Fill::With(number) => Some(*number),
            Fill::Repeat => before(series, time).map(|(_, value)| value),
            Fill::Linear => between(series, time),
            Fill::From(other) => other.at(time),
        };
        series.at(time).or_else(missing)
    };
    series.with(times.into_iter().filter_map(|time| Some((time, value(time)?))))
}

fn before(series: &Series, time: Time) -> Option<(Time, f64)> {
    let next = series.points.partition_point(|(at, _)| *at < time);
    series.points.get(next.checked_sub(1)?).copied()
}

fn between(series: &Series, time: Time) -> Option<f64> {
    let (from, a) = before(series, time)?;
    let next = series.points.partition_point(|(at, _)| *at < time);
    let (to, b) = series.points.get(next).copied()?;
    let part = (time - from).as_millis() as f64 / (to - from).as_millis() as f64;
    Some(a + (b - a) * part)
}

/// `DIFF`, `DIFF_TIME`, `RATE`: of each point and the one before it, the values' difference, the
/// seconds between them, the one by the other. The first point has none.
pub(super) fn change(series: &Series, name: &str) -> Series {
    let pairs = series.points.iter().zip(series.points.iter().skip(1));
    series.with(pairs.map(|((from, a), (to, b))| {
        let secs = (*to - *from).as_millis() as f64 / 1000.0;
        let value = match name {
            "DIFF" => b - a,
            "DIFF_TIME" => secs,
            _ => (b - a) / secs,
        };
        (*to, value)
    }))
}

/// `RUNNING_SUM`.
pub(super) fn running_sum(series: &Series) -> Series {
    let sums = series.points.iter().scan(0.0, |sum, (time, value)| {
        *sum += value;
        Some((*time, *sum))
    });
    series.with(sums)
}

/// `MINUTE`, `HOUR`, `DAY` (1 is Monday), `DATE`, `MONTH`, `YEAR`, `EPOCH`: of each point's time,
/// in UTC.
pub(super) fn clock(series: &Series, name: &str) -> Result<Series, MathError> {
    let part: fn(Time) -> f64 = match name {
        "MINUTE" => |time| f64::from(time.calendar().minute()),
        "HOUR" => |time| f64::from(time.calendar().hour()),
        "DAY" => |time| f64::from(time.calendar().weekday().number_from_monday()),
        "DATE" => |time| f64::from(time.calendar().day()),
        "MONTH" => |time| f64::from(time.calendar().month()),
        "YEAR" => |time| f64::from(time.calendar().year()),
        "EPOCH" => |time| time.as_secs() as f64,
        _ => return Err(MathError::UnknownFunction(name.to_owned())),
    };
    Ok(series.map(|time, _| part(time)))
}
