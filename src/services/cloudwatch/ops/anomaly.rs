//! Anomaly detectors: made, described, deleted. And the contributors of an alarm.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAnomalyDetector.html>.
//! AWS's messages for these operations are not known: they follow those of metrics.

use std::rc::Rc;

use super::describe::size;
use super::names::{metric, shown};
use super::{combination, invalid, page};
use crate::api::{ApiError, Timestamp};
use crate::services::cloudwatch::Wake;
use crate::services::cloudwatch::alarm::Config;
use crate::services::cloudwatch::alarm::contributor::Turn;
use crate::services::cloudwatch::anomaly::{Detector, FIRST_TRAINING, Key};
use crate::services::cloudwatch::api::{
    AlarmContributor, AnomalyDetector, AnomalyDetectorConfiguration, DeleteAnomalyDetectorInput,
    DescribeAlarmContributorsInput, DescribeAlarmContributorsOutput, DescribeAnomalyDetectorsInput,
    DescribeAnomalyDetectorsOutput, Dimension, MetricCharacteristics, PutAnomalyDetectorInput,
    Range, SingleMetricAnomalyDetector,
};
use crate::services::cloudwatch::state::State;
use crate::sim::Ctx;
use crate::sim::scope::Scope;
use crate::sim::zone::Zone;
use crate::telemetry::Stat;
use crate::telemetry::math;

/// A statistic of a metric, as it was asked for, and its dimensions as they were given.
type Asked = (Key, Vec<(String, String)>);

/// The four members that name a statistic of a metric, given by themselves: the older form.
struct Older<'a> {
    namespace: Option<&'a String>,
    metric_name: Option<&'a String>,
    dimensions: Option<&'a Vec<Dimension>>,
    stat: Option<&'a String>,
}

fn key(older: &Older<'_>, single: Option<&SingleMetricAnomalyDetector>) -> Result<Asked, ApiError> {
    let Older { namespace, metric_name, dimensions, stat } = older;
    let any = namespace.is_some() || metric_name.is_some() || dimensions.is_some();
    if single.is_some() && (any || stat.is_some()) {
        return Err(combination(
            "Only one of SingleMetricAnomalyDetector and Namespace, MetricName, Dimensions, Stat \
             can be specified.",
        ));
    }
    let namespace = single.map_or(*namespace, |single| single.namespace.as_ref());
    let name = single.map_or(*metric_name, |single| single.metric_name.as_ref());
    let dimensions = single.map_or(*dimensions, |single| single.dimensions.as_ref());
    let stat = single.map_or(*stat, |single| single.stat.as_ref());
    let missing = |name: &str| {
        ApiError::new("MissingParameter", format!("The parameter {name} is required."))
    };
    let namespace = namespace.ok_or_else(|| missing("Namespace"))?;
    let name = name.ok_or_else(|| missing("MetricName"))?;
    let stat = stat.ok_or_else(|| missing("Stat"))?;
    if Stat::parse(stat).is_none() {
        return Err(invalid(format!("The value {stat} for parameter Stat is not supported.")));
    }
    let id = metric(namespace, name, dimensions, "")?;
    let pair = |one: &Dimension| (one.name.clone(), one.value.clone());
    let given = dimensions.into_iter().flatten().map(pair).collect();
    Ok((Key { metric: id, stat: stat.clone() }, given))
}

/// Makes a detector, or changes how one learns: what it learnt stays.
pub fn put(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &PutAnomalyDetectorInput,
) -> Result<(), ApiError> {
    let older = Older {
        namespace: input.namespace.as_ref(),
        metric_name: input.metric_name.as_ref(),
        dimensions: input.dimensions.as_ref(),
        stat: input.stat.as_ref(),
    };
    let (key, dimensions) = key(&older, input.single.as_ref())?;
    let configuration = input.configuration.clone().unwrap_or_default();
    let timezone = configuration.metric_timezone;
    let zone = match timezone.as_deref() {
        None => Zone::UTC,
        Some(text) if Zone::is_unknown_name(text) => {
            return Err(ApiError::not_simulated(format!("time zone {text}")));
        }
        Some(text) => Zone::parse(text).ok_or_else(|| {
            invalid(format!("The value {text} for parameter MetricTimezone is invalid."))
        })?,
    };
    let mut excluded = Vec::new();
    for range in configuration.excluded_time_ranges.unwrap_or_default() {
        if range.start_time >= range.end_time {
            let text = "The parameter StartTime must be less than the parameter EndTime.";
            return Err(invalid(text));
        }
        excluded.push((range.start_time.0, range.end_time.0));
    }
    let spikes = input.metric_characteristics.as_ref().and_then(|one| one.periodic_spikes);
    let made = make(state, ctx, &key, dimensions);
    let detector = Detector { excluded, timezone, zone, spikes, ..made };
    state.detectors.put(ctx.scope, key, detector);
    Ok(())
}

/// The detector that is there, or a new one that will learn.
fn make(
    state: &State,
    ctx: &mut Ctx<'_>,
    key: &Key,
    dimensions: Vec<(String, String)>,
) -> Detector {
    if let Some(detector) = state.detectors.get(ctx.scope, key) {
        return detector.clone();
    }
    let (scope, made) = (ctx.scope, ctx.now);
    let wake = Wake::Train { scope, key: Box::new(key.clone()), made };
    ctx.wake(ctx.now + FIRST_TRAINING, wake);
    Detector::new(dimensions, ctx.now)
}

/// An alarm with a band makes the detector it needs, if there is none.
pub fn make_for(state: &mut State, ctx: &mut Ctx<'_>, config: &Config) {
    let queries = config.metric.queries();
    let parsed = queries.iter().filter_map(|query| math::parse(query.expression()?).ok());
    let exprs: Vec<math::Expr> = parsed.collect();
    for id in exprs.iter().flat_map(math::Expr::bands) {
        let query = queries.iter().find(|query| query.id == id);
        let Some(measure) = query.and_then(|query| query.measure()) else { continue };
        let key = Key { metric: measure.id.clone(), stat: measure.stat_name.clone() };
        let detector = make(state, ctx, &key, measure.dimensions.clone());
        state.detectors.put(ctx.scope, key, detector);
    }
}

/// Deletes a detector. An alarm that used it has no band any more.
pub fn delete(
    state: &mut State,
    scope: Scope,
    input: &DeleteAnomalyDetectorInput,
) -> Result<(), ApiError> {
    let older = Older {
        namespace: input.namespace.as_ref(),
        metric_name: input.metric_name.as_ref(),
        dimensions: input.dimensions.as_ref(),
        stat: input.stat.as_ref(),
    };
    let (key, _) = key(&older, input.single.as_ref())?;
    let missing = || {
        let text = "The specified anomaly detector does not exist.";
        ApiError::new("ResourceNotFoundException", text).http(404)
    };
    state.detectors.remove(scope, &key).map(|_| ()).ok_or_else(missing)
}

/// How many contributors a page holds: AWS does not say.
const CONTRIBUTORS: usize = 100;

/// Detectors by metric.
pub fn describe(
    state: &State,
    scope: Scope,
    input: &DescribeAnomalyDetectorsInput,
) -> Result<DescribeAnomalyDetectorsOutput, ApiError> {
    let kinds = input.anomaly_detector_types.as_ref().filter(|kinds| !kinds.is_empty());
    let wanted = kinds.is_none_or(|kinds| kinds.iter().any(|kind| kind == "SINGLE_METRIC"));
    let asked = input.dimensions.iter().flatten();
    let asked: Vec<(&str, &str)> =
        asked.map(|one| (one.name.as_str(), one.value.as_str())).collect();
    let matches = |(key, _): &(&Key, &Detector)| {
        let has = |(name, value): &(&str, &str)| {
            key.metric.dimensions.iter().any(|(n, v)| n == name && v == value)
        };
        wanted
            && input.namespace.as_ref().is_none_or(|name| *name == key.metric.namespace)
            && input.metric_name.as_ref().is_none_or(|name| *name == key.metric.name)
            && asked.iter().all(has)
    };
    let found = state.detectors.of(scope).filter(matches).map(|(key, one)| described(key, one));
    let (anomaly_detectors, next_token) =
        page(found, input.next_token.as_ref(), size(input.max_results))?;
    Ok(DescribeAnomalyDetectorsOutput { anomaly_detectors, next_token })
}

fn described(key: &Key, detector: &Detector) -> AnomalyDetector {
    let range = |(from, to): &(crate::sim::Time, crate::sim::Time)| Range {
        start_time: Timestamp(*from),
        end_time: Timestamp(*to),
    };
    let excluded: Vec<Range> = detector.excluded.iter().map(range).collect();
    let dimensions = shown(&detector.dimensions);
    AnomalyDetector {
        namespace: key.metric.namespace.clone(),
        metric_name: key.metric.name.clone(),
        dimensions: dimensions.clone(),
        stat: key.stat.clone(),
        configuration: AnomalyDetectorConfiguration {
            excluded_time_ranges: Some(excluded),
            metric_timezone: detector.timezone.clone(),
        },
        state_value: detector.state().to_owned(),
        metric_characteristics: detector
            .spikes
            .map(|spikes| MetricCharacteristics { periodic_spikes: Some(spikes) }),
        single: SingleMetricAnomalyDetector {
            namespace: Some(key.metric.namespace.clone()),
            metric_name: Some(key.metric.name.clone()),
            dimensions: Some(dimensions),
            stat: Some(key.stat.clone()),
        },
    }
}

/// The time series of an alarm that watches several: those in ALARM.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarmContributors.html>
pub fn contributors(
    state: &State,
    scope: Scope,
    input: &DescribeAlarmContributorsInput,
) -> Result<DescribeAlarmContributorsOutput, ApiError> {
    let name = &input.alarm_name;
    let Some(alarm) = state.alarm(scope, name) else {
        let text = format!("Alarm {name} does not exist");
        return Err(ApiError::new("ResourceNotFoundException", text).http(404));
    };
    let one = |turn: &Rc<Turn>| AlarmContributor {
        contributor_id: turn.contributor.id.clone(),
        contributor_attributes: turn.contributor.attributes.iter().cloned().collect(),
        state_reason: turn.condition.reason.clone(),
        state_transitioned: Some(Timestamp(turn.condition.since)),
    };
    let all = alarm.contributors.alarming().map(one);
    let (alarm_contributors, next_token) = page(all, input.next_token.as_ref(), CONTRIBUTORS)?;
    Ok(DescribeAlarmContributorsOutput { alarm_contributors, next_token })
}
