//! GetMetricStatistics.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html>

use super::names::metric;
use super::{combination, invalid, not_both};
use crate::api::{ApiError, Timestamp};
use crate::services::cloudwatch::api::{
    Datapoint, GetMetricStatisticsInput, GetMetricStatisticsOutput,
};
use crate::sim::Ctx;
use crate::sim::noise;
use crate::telemetry::series::{self, Period, Query};
use crate::telemetry::{MetricSource, Stat, unit};

/// The most data points in an answer.
const MOST: i64 = 1440;

/// Reads one metric. Data of different units makes data points of its own.
pub fn get(
    source: &dyn MetricSource,
    ctx: &Ctx<'_>,
    input: &GetMetricStatisticsInput,
) -> Result<GetMetricStatisticsOutput, ApiError> {
    let id = metric(&input.namespace, &input.metric_name, input.dimensions.as_ref(), "")?;
    let (from, to) = (input.start_time.0, input.end_time.0);
    if from >= to {
        let text = "The parameter StartTime must be less than the parameter EndTime.";
        return Err(invalid(text));
    }
    let period_secs = i64::from(input.period);
    if !series::is_period(period_secs) {
        return Err(invalid("The parameter Period must be a multiple of 60"));
    }
    let wanted = statistics(input)?;
    let span = (to - from).as_millis();
    let points = (span + period_secs * 1000 - 1).div_euclid(period_secs * 1000);
    if points > MOST {
        return Err(combination(format!(
            "You have requested up to {points} datapoints, which exceeds the limit of {MOST}. You \
             may reduce the datapoints requested by increasing Period, or decreasing the time \
             range."
        )));
    }
    let unit = input.unit.as_deref().and_then(unit::named);
    let stat = wanted.first().map_or(Stat::SampleCount, |(_, stat)| *stat);
    let query = Query { scope: ctx.scope, id: &id, from, to, period_secs, unit, stat };
    let mut periods = series::read(source, &query, ctx.now);
    // "Data points are not returned in chronological order": whoever wants order must sort.
    periods.sort_by_key(|period| noise::mix(period.time.as_millis() as u64));
    let datapoints = periods.iter_mut().filter_map(|period| datapoint(period, &wanted)).collect();
    Ok(GetMetricStatisticsOutput { label: input.metric_name.clone(), datapoints })
}

/// The statistics asked for: plain or extended ones.
fn statistics<'a>(
    input: &'a GetMetricStatisticsInput,
) -> Result<Vec<(&'a String, Stat)>, ApiError> {
    match (&input.statistics, &input.extended_statistics) {
        (Some(_), Some(_)) => Err(not_both("Statistics", "ExtendedStatistics")),
        (None, None) => Err(combination("Must specify either Statistics or ExtendedStatistics")),
        (Some(names), None) => {
            Ok(names.iter().filter_map(|name| Some((name, Stat::plain(name)?))).collect())
        }
        (None, Some(names)) => {
            let read = |(i, name): (usize, &'a String)| {
                let stat = Stat::extended(name).ok_or_else(|| unsupported(i, name))?;
                Ok((name, stat))
            };
            names.iter().enumerate().map(read).collect()
        }
    }
}

fn unsupported(index: usize, name: &str) -> ApiError {
    let place = format!("ExtendedStatistics.member.{}", index + 1);
    invalid(format!("The value {name} for parameter {place} is not supported."))
}

/// A data point with the statistics asked for; none where none of them can be told.
fn datapoint(period: &mut Period, wanted: &[(&String, Stat)]) -> Option<Datapoint> {
    let mut point = Datapoint {
        timestamp: Timestamp(period.time),
        unit: period.unit.to_owned(),
        ..Datapoint::default()
    };
    let mut any = false;
    for (name, stat) in wanted {
        let value = period.bin.value(*stat);
        any |= value.is_some();
        match stat {
            Stat::SampleCount => point.sample_count = value,
            Stat::Average => point.average = value,
            Stat::Sum => point.sum = value,
            Stat::Minimum => point.minimum = value,
            Stat::Maximum => point.maximum = value,
            _ => {
                let all = point.extended_statistics.get_or_insert_default();
                all.extend(value.map(|value| ((*name).clone(), value)));
            }
        }
    }
    any.then_some(point)
}
