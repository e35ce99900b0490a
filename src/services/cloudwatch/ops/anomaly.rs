//! Anomaly detectors: made, described, deleted. And the contributors of an alarm.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutAnomalyDetector.html>.
//! AWS's messages for these operations are not known: they follow those of metrics.

use std::rc::Rc;

use super::describe::{size, written};
use super::names::{metric, shown};
use super::{combination, invalid, page, put_queries};
use crate::api::{ApiError, Timestamp};
use crate::services::cloudwatch::Wake;
use crate::services::cloudwatch::alarm::Config;
use crate::services::cloudwatch::alarm::contributor::Turn;
use crate::services::cloudwatch::alarm::watched;
use crate::services::cloudwatch::anomaly::{self, Detector, FIRST_TRAINING, Given, Key};
use crate::services::cloudwatch::api::{
    AlarmContributor, AnomalyDetector, AnomalyDetectorConfiguration, DeleteAnomalyDetectorInput,
    DescribeAlarmContributorsInput, DescribeAlarmContributorsOutput, DescribeAnomalyDetectorsInput,
    DescribeAnomalyDetectorsOutput, Dimension, MetricCharacteristics, MetricMathAnomalyDetector,
    PutAnomalyDetectorInput, PutAnomalyDetectorOutput, Range, SingleMetricAnomalyDetector,
};
use crate::services::cloudwatch::state::State;
use crate::sim::Ctx;
use crate::sim::scope::Scope;
use crate::sim::zone::Zone;
use crate::telemetry::modelled::PartOf;
use crate::telemetry::{MetricId, Stat};

/// What a detector is asked for: the four members of the older form, or one of the two structures.
struct Asked<'a> {
    namespace: Option<&'a String>,
    metric_name: Option<&'a String>,
    dimensions: Option<&'a Vec<Dimension>>,
    stat: Option<&'a String>,
    single: Option<&'a SingleMetricAnomalyDetector>,
    math: Option<&'a MetricMathAnomalyDetector>,
}

/// The members by which PutAnomalyDetector and DeleteAnomalyDetector name a detector.
macro_rules! asked {
    ($input:expr) => {
        Asked {
            namespace: $input.namespace.as_ref(),
            metric_name: $input.metric_name.as_ref(),
            dimensions: $input.dimensions.as_ref(),
            stat: $input.stat.as_ref(),
            single: $input.single.as_ref(),
            math: $input.math.as_ref(),
        }
    };
}

impl Asked<'_> {
    /// Whether it is asked for in the older form.
    fn is_older(&self) -> bool {
        let any = self.namespace.is_some() || self.metric_name.is_some() || self.stat.is_some();
        any || self.dimensions.is_some()
    }

    /// Whether it is asked for at all.
    fn is_given(&self) -> bool {
        self.is_older() || self.single.is_some() || self.math.is_some()
    }

    /// Which detector it is, and as what it was given.
    fn read(&self, scope: Scope) -> Result<(Key, Given), ApiError> {
        let account = self.single.and_then(|single| single.account_id.as_deref());
        if account.is_some_and(|account| account != scope.account.to_string()) {
            return Err(ApiError::not_simulated("AccountId of another account"));
        }
        let forms = [self.is_older(), self.single.is_some(), self.math.is_some()];
        if forms.into_iter().filter(|form| *form).count() > 1 {
            return Err(combination(
                "Only one of SingleMetricAnomalyDetector, MetricMathAnomalyDetector and \
                 Namespace, MetricName, Dimensions, Stat can be specified.",
            ));
        }
        match self.math {
            Some(math) => of_math(math),
            None => self.of_metric(),
        }
    }

    fn of_metric(&self) -> Result<(Key, Given), ApiError> {
        let single = self.single;
        let namespace = single.map_or(self.namespace, |single| single.namespace.as_ref());
        let name = single.map_or(self.metric_name, |single| single.metric_name.as_ref());
        let dimensions = single.map_or(self.dimensions, |single| single.dimensions.as_ref());
        let stat = single.map_or(self.stat, |single| single.stat.as_ref());
        let namespace = namespace.ok_or_else(|| missing("Namespace"))?;
        let name = name.ok_or_else(|| missing("MetricName"))?;
        let stat = stat.ok_or_else(|| missing("Stat"))?;
        if Stat::parse(stat).is_none() {
            return Err(invalid(format!("The value {stat} for parameter Stat is not supported.")));
        }
        let id = metric(namespace, name, dimensions, "")?;
        let pair = |one: &Dimension| (one.name.clone(), one.value.clone());
        let given = dimensions.into_iter().flatten().map(pair).collect();
        Ok((Key::Metric { id, stat: stat.clone() }, Given::Single(given)))
    }
}

fn missing(name: &str) -> ApiError {
    ApiError::new("MissingParameter", format!("The parameter {name} is required."))
}

fn of_math(math: &MetricMathAnomalyDetector) -> Result<(Key, Given), ApiError> {
    let given = math.metric_data_queries.as_deref().filter(|queries| !queries.is_empty());
    let given = given.ok_or_else(|| missing("MetricMathAnomalyDetector.MetricDataQueries"))?;
    let (queries, period, id) = put_queries::modelled(given)?;
    let key = Key::of(&id, &watched::parts(&queries));
    let key = key.ok_or_else(|| missing("MetricMathAnomalyDetector.MetricDataQueries"))?;
    Ok((key, Given::Math(queries, period)))
}

/// Makes a detector, or changes how one learns: what it learnt stays.
pub fn put(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &PutAnomalyDetectorInput,
) -> Result<PutAnomalyDetectorOutput, ApiError> {
    let (key, given) = asked!(input).read(ctx.scope)?;
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
    let made = make(state, ctx, &key, given);
    let anomaly_detector_id = made.id.clone();
    let detector = Detector { excluded, timezone, zone, spikes, ..made };
    state.detectors.put(ctx.scope, key, detector);
    Ok(PutAnomalyDetectorOutput { anomaly_detector_id })
}

/// The detector that is there, or a new one that will learn.
fn make(state: &mut State, ctx: &mut Ctx<'_>, key: &Key, given: Given) -> Detector {
    if let Some(detector) = state.detectors.get(ctx.scope, key) {
        return detector.clone();
    }
    let (scope, made) = (ctx.scope, ctx.now);
    let wake = Wake::Train { scope, key: Box::new(key.clone()), made };
    ctx.wake(ctx.now + FIRST_TRAINING, wake);
    let id = ctx.ids.uuid("anomaly-detector", state.detectors.count());
    Detector::new(id, given, ctx.now)
}

/// An alarm with a band makes the detector it needs, if there is none.
pub fn make_for(state: &mut State, ctx: &mut Ctx<'_>, config: &Config) {
    for (key, given) in anomaly::of_alarm(config) {
        let detector = make(state, ctx, &key, given);
        state.detectors.put(ctx.scope, key, detector);
    }
}

/// Deletes a detector, by its id or by what it is of; AWS does not say what both together mean, and
/// here they are refused. An alarm that used it has no band any more.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DeleteAnomalyDetector.html>
pub fn delete(
    state: &mut State,
    scope: Scope,
    input: &DeleteAnomalyDetectorInput,
) -> Result<(), ApiError> {
    let unknown = || {
        let text = "The specified anomaly detector does not exist.";
        ApiError::new("ResourceNotFoundException", text).http(404)
    };
    let asked = asked!(input);
    let key = match &input.anomaly_detector_id {
        Some(_) if asked.is_given() => {
            return Err(combination(
                "AnomalyDetectorId cannot be specified with the metric or expression of the \
                 detector.",
            ));
        }
        Some(id) => state.detectors.named(scope, id).ok_or_else(unknown)?.clone(),
        None => asked.read(scope)?.0,
    };
    state.detectors.remove(scope, &key).map(|_| ()).ok_or_else(unknown)
}

/// How many contributors a page holds: AWS does not say.
const CONTRIBUTORS: usize = 100;

/// Detectors by metric, or by their ids: of either type, and with no other filter.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAnomalyDetectors.html>
pub fn describe(
    state: &State,
    scope: Scope,
    input: &DescribeAnomalyDetectorsInput,
) -> Result<DescribeAnomalyDetectorsOutput, ApiError> {
    let ids = input.anomaly_detector_ids.as_ref().filter(|ids| !ids.is_empty());
    let filtered = input.namespace.is_some()
        || input.metric_name.is_some()
        || input.dimensions.is_some()
        || input.anomaly_detector_types.is_some();
    if ids.is_some() && filtered {
        return Err(combination(
            "AnomalyDetectorIds cannot be specified with Namespace, MetricName, Dimensions or \
             AnomalyDetectorTypes.",
        ));
    }
    let kinds = input.anomaly_detector_types.as_ref().filter(|kinds| !kinds.is_empty());
    let wanted = |key: &Key| match kinds {
        Some(kinds) => kinds.iter().any(|kind| kind == kind_of(key)),
        // Without types, those of single metrics.
        None => matches!(key, Key::Metric { .. }),
    };
    let asked = input.dimensions.iter().flatten();
    let asked: Vec<(&str, &str)> =
        asked.map(|one| (one.name.as_str(), one.value.as_str())).collect();
    let suits = |metric: &MetricId| {
        let has = |(name, value): &(&str, &str)| {
            metric.dimensions.iter().any(|(n, v)| n == name && v == value)
        };
        input.namespace.as_ref().is_none_or(|name| *name == metric.namespace)
            && input.metric_name.as_ref().is_none_or(|name| *name == metric.name)
            && asked.iter().all(has)
    };
    let matches = |(key, one): &(&Key, &Detector)| {
        if let Some(ids) = ids {
            return ids.contains(&one.id);
        }
        wanted(key)
            && match key {
                Key::Metric { id, .. } => suits(id),
                // One of the metrics it is made of, as one of AWS's filters may mean.
                Key::Math(_, parts) => parts.iter().any(|part| match &part.of {
                    PartOf::Metric { id, .. } => suits(id),
                    PartOf::Expression(_) => false,
                }),
            }
    };
    let found =
        state.detectors.of(scope).filter(matches).map(|(key, one)| described(scope, key, one));
    let (anomaly_detectors, next_token) =
        page(found, input.next_token.as_ref(), size(input.max_results))?;
    Ok(DescribeAnomalyDetectorsOutput { anomaly_detectors, next_token })
}

/// A detector as it is described.
pub fn described(scope: Scope, key: &Key, detector: &Detector) -> AnomalyDetector {
    let range = |(from, to): &(crate::sim::Time, crate::sim::Time)| Range {
        start_time: Timestamp(*from),
        end_time: Timestamp(*to),
    };
    let excluded: Vec<Range> = detector.excluded.iter().map(range).collect();
    let single = match (key, &detector.given) {
        (Key::Metric { id, stat }, Given::Single(dimensions)) => {
            Some(SingleMetricAnomalyDetector {
                namespace: Some(id.namespace.clone()),
                metric_name: Some(id.name.clone()),
                dimensions: Some(shown(dimensions)),
                stat: Some(stat.clone()),
                account_id: Some(scope.account.to_string()),
            })
        }
        _ => None,
    };
    let math = match &detector.given {
        Given::Single(_) => None,
        Given::Math(queries, period_secs) => Some(MetricMathAnomalyDetector {
            metric_data_queries: Some(written(queries, *period_secs)),
        }),
    };
    let older = single.clone().unwrap_or_default();
    AnomalyDetector {
        anomaly_detector_id: detector.id.clone(),
        namespace: older.namespace,
        metric_name: older.metric_name,
        dimensions: older.dimensions,
        stat: older.stat,
        configuration: AnomalyDetectorConfiguration {
            excluded_time_ranges: Some(excluded),
            metric_timezone: detector.timezone.clone(),
        },
        state_value: detector.state().to_owned(),
        metric_characteristics: detector
            .spikes
            .map(|spikes| MetricCharacteristics { periodic_spikes: Some(spikes) }),
        single,
        math,
    }
}

/// The type of a detector.
fn kind_of(key: &Key) -> &'static str {
    match key {
        Key::Metric { .. } => "SINGLE_METRIC",
        Key::Math(..) => "METRIC_MATH",
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
