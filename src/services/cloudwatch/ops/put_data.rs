//! PutMetricData.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html>

use super::names::{self, bad_value, too_many};
use super::{invalid, not_both};
use crate::api::{ApiError, double};
use crate::services::cloudwatch::api::{MetricDatum, PutMetricDataInput};
use crate::services::cloudwatch::entity::{self, Told};
use crate::services::cloudwatch::metrics::store::MAX_POINTS;
use crate::services::cloudwatch::state::State;
use crate::sim::Ctx;
use crate::sim::real::java_double;
use crate::sim::time::{Span, Time};
use crate::telemetry::{MetricId, Point, unit};

/// The most metrics in a request, with and without an entity, values in a datum, dimensions of a
/// metric.
const MAX_METRICS: usize = 1000;
const MAX_VALUES: usize = 150;
const MAX_DIMENSIONS: usize = 30;
/// How far back and ahead of now a timestamp may lie.
const PAST: Span = Span::days(14);
const FUTURE: Span = Span::hours(2);
/// 2 to the power of 360: values lie between it and its negative.
const GREATEST: f64 = f64::from_bits((1023 + 360) << 52);

/// Metrics that stand together in a request, with what they are said to be about.
struct Group<'a> {
    /// How the names of its parameters begin.
    place: String,
    data: &'a [MetricDatum],
    told: Option<Told>,
}

/// Checks the whole request, then stores every point: readable at once.
pub fn put(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &PutMetricDataInput,
) -> Result<(), ApiError> {
    names::namespace(&input.namespace)?;
    let groups = groups(input)?;
    let (mut points, mut told) = (Vec::new(), Vec::new());
    for group in &groups {
        for (i, datum) in group.data.iter().enumerate() {
            let place = format!("{}.member.{}.", group.place, i + 1);
            let id = metric(&input.namespace, datum, &place)?;
            read(datum, &place, ctx.now, &mut |point| points.push((id.clone(), point)))?;
            told.extend(group.told.as_ref().map(|told| (id, told)));
        }
    }
    if state.store.len() + points.len() as u64 > MAX_POINTS {
        let text = format!("this world keeps no more than {MAX_POINTS} published points");
        return Err(ApiError::new("LimitExceeded", text));
    }
    for (id, point) in points {
        state.store.add(ctx.scope, &id, &point);
    }
    for (id, told) in told {
        state.entities.note(ctx.scope, &id, told, ctx.now);
    }
    Ok(())
}

/// The metrics of the request. A strict one is refused for an entity that is none; of another the
/// data is taken without it. AWS publishes no message for the former: ours is what its page says
/// of the fault.
fn groups(input: &PutMetricDataInput) -> Result<Vec<Group<'_>>, ApiError> {
    let with = input.entity_metric_data.as_deref().unwrap_or_default();
    let data = input.metric_data.as_deref().unwrap_or_default();
    if data.is_empty() && with.is_empty() {
        return Err(missing("MetricData"));
    }
    let mut groups = vec![Group { place: "MetricData".to_owned(), data, told: None }];
    for (i, each) in with.iter().enumerate() {
        let strict = input.strict_entity_validation;
        let strict = strict.ok_or_else(|| missing("StrictEntityValidation"))?;
        let place = format!("EntityMetricData.member.{}.MetricData", i + 1);
        let data = each.metric_data.as_deref().unwrap_or_default();
        if data.is_empty() {
            return Err(missing(&place));
        }
        let told = entity::read(each.entity.as_ref(), with.len());
        if let (true, Err(refused)) = (strict, &told) {
            return Err(invalid(refused.fault.said()));
        }
        groups.push(Group { place, data, told: Some(told) });
    }
    let mut count = 0;
    for group in &groups {
        count += group.data.len();
        if count > MAX_METRICS {
            return Err(too_many(&group.place, MAX_METRICS));
        }
    }
    Ok(groups)
}

fn missing(parameter: &str) -> ApiError {
    ApiError::new("MissingParameter", format!("The parameter {parameter} is required."))
}

fn metric(namespace: &str, datum: &MetricDatum, place: &str) -> Result<MetricId, ApiError> {
    let given = datum.dimensions.as_deref().unwrap_or_default();
    if given.len() > MAX_DIMENSIONS {
        return Err(too_many(&format!("{place}Dimensions"), MAX_DIMENSIONS));
    }
    let dimensions = names::dimensions(given, place)?;
    Ok(MetricId::new(namespace, &datum.metric_name, dimensions))
}

/// Hands over the points of one datum: one for a value or a statistic set, one for each of values.
fn read(
    datum: &MetricDatum,
    place: &str,
    now: Time,
    each: &mut dyn FnMut(Point),
) -> Result<(), ApiError> {
    exclusive(datum, place)?;
    let time = timestamp(datum, place, now)?;
    let unit = datum.unit.as_deref().and_then(unit::named).unwrap_or(unit::NONE);
    let mut point = |count: f64, sum: f64, min: f64, max: f64| {
        each(Point { time, arrival: now, count, sum, min, max, unit });
    };
    if let Some(value) = datum.value {
        in_bounds(value, &format!("{place}Value"))?;
        point(1.0, value, value, value);
    } else if let Some(set) = &datum.statistic_values {
        let parts = [set.sample_count, set.sum, set.minimum, set.maximum];
        for (name, value) in ["SampleCount", "Sum", "Minimum", "Maximum"].into_iter().zip(parts) {
            let place = format!("{place}StatisticValues.{name}");
            in_bounds(value, &place)?;
            if name == "SampleCount" && value <= 0.0 {
                return Err(bad_value(&java_double(value), &place));
            }
        }
        // Recorded: <https://github.com/awslabs/amazon-kinesis-producer/issues/188>.
        if set.minimum > set.maximum {
            let set = format!("{place}StatisticValues");
            return Err(invalid(format!(
                "The parameter {set}.Maximum must be greater than {set}.Minimum."
            )));
        }
        point(set.sample_count, set.sum, set.minimum, set.maximum);
    } else if let Some(values) = &datum.values {
        for (value, count) in counted(values, datum.counts.as_deref(), place)? {
            point(count, value * count, value, value);
        }
    } else {
        return Err(missing(&format!("{place}Value")));
    }
    Ok(())
}

/// A datum has one kind of value.
fn exclusive(datum: &MetricDatum, place: &str) -> Result<(), ApiError> {
    let given = [
        ("Value", datum.value.is_some()),
        ("Values", datum.values.is_some()),
        ("StatisticValues", datum.statistic_values.is_some()),
    ];
    let given: Vec<&str> = given.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect();
    match given.as_slice() {
        [first, second, ..] => {
            Err(not_both(&format!("{place}{first}"), &format!("{place}{second}")))
        }
        _ => Ok(()),
    }
}

/// Values with their counts, each 1 when none are given; a count of 0 is no sample.
fn counted(
    values: &[f64],
    counts: Option<&[f64]>,
    place: &str,
) -> Result<Vec<(f64, f64)>, ApiError> {
    if values.len() > MAX_VALUES {
        return Err(too_many(&format!("{place}Values"), MAX_VALUES));
    }
    if counts.is_some_and(|counts| counts.len() != values.len()) {
        return Err(invalid(format!(
            "The parameters {place}Values and {place}Counts must be of the same size."
        )));
    }
    for (i, value) in values.iter().enumerate() {
        in_bounds(*value, &format!("{place}Values.member.{}", i + 1))?;
    }
    for (i, count) in counts.into_iter().flatten().enumerate() {
        let place = format!("{place}Counts.member.{}", i + 1);
        in_bounds(*count, &place)?;
        if *count < 0.0 {
            return Err(bad_value(&java_double(*count), &place));
        }
    }
    let counts = counts.into_iter().flatten().copied().chain(std::iter::repeat(1.0));
    Ok(values.iter().copied().zip(counts).filter(|(_, count)| *count > 0.0).collect())
}

/// Between −2^360 and 2^360; not NaN, not infinite.
fn in_bounds(value: f64, place: &str) -> Result<(), ApiError> {
    if value.abs() <= GREATEST {
        return Ok(());
    }
    if value.is_finite() {
        return Err(bad_value(&java_double(value), place));
    }
    Err(bad_value(double::word(value), place))
}

/// The timestamp, to the minute for metrics of standard resolution, to the second for those of
/// high resolution.
fn timestamp(datum: &MetricDatum, place: &str, now: Time) -> Result<Time, ApiError> {
    let step = match datum.storage_resolution {
        None | Some(60) => 60,
        Some(1) => 1,
        Some(other) => {
            return Err(bad_value(&other.to_string(), &format!("{place}StorageResolution")));
        }
    };
    let time = datum.timestamp.map_or(now, |given| given.0);
    let place = format!("The parameter {place}Timestamp must specify a time");
    if time < now - PAST {
        return Err(invalid(format!("{place} within the past two weeks")));
    }
    if time > now + FUTURE {
        return Err(invalid(format!("{place} no more than two hours in the future")));
    }
    Ok(time.floor(Span::secs(step)))
}
