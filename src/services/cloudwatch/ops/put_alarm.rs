//! PutMetricAlarm; what watches expressions is read in [`put_queries`].
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>.
//! Messages: as measured against the service; those of missing parameters are only known from
//! emulators.

use std::rc::Rc;

use super::tags::{self, Many};
use super::{action, invalid, names, put_queries, validation};
use crate::api::ApiError;
use crate::services::cloudwatch::Fact;
use crate::services::cloudwatch::alarm::any::AnyConfig;
use crate::services::cloudwatch::alarm::config::{
    Comparison, Config, EvaluationWindow, Limit, LowSamples, Treat, WarmUp,
};
use crate::services::cloudwatch::alarm::contributor;
use crate::services::cloudwatch::alarm::event::tell_of;
use crate::services::cloudwatch::alarm::history::{Item, What};
use crate::services::cloudwatch::alarm::watched::{Measure, Watched};
use crate::services::cloudwatch::alarm::window::{Grid, WALL_CLOCK_PERIODS};
use crate::services::cloudwatch::api::{self, PutMetricAlarmInput};
use crate::services::cloudwatch::state::{Alarm, State};
use crate::services::cloudwatch::wake::stay_awake;
use crate::sim::Ctx;
use crate::sim::real::Real;
use crate::sim::scope::AccountId;
use crate::sim::zone::Zone;
use crate::telemetry::stat::{Bounds, Trim};
use crate::telemetry::{MetricId, Stat, unit};

/// Makes an alarm, or replaces the configuration of the one with this name: its state stays, and
/// so do its tags, whatever the request says.
pub fn put(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    linked: &[AccountId],
    input: &PutMetricAlarmInput,
) -> Result<(), ApiError> {
    let mut accounts = linked.to_vec();
    accounts.push(ctx.scope.account);
    let config = read(ctx, &accounts, input)?;
    let tags = tags::read(input.tags.as_ref(), Many(validation, "An alarm"))?;
    let (grid, arn, name) = (Grid::of(&config), config.arn.clone(), config.name.clone());
    if state.region(ctx.scope).is_some_and(|region| region.composites.contains_key(&name)) {
        return Err(other_kind(&name));
    }
    super::anomaly::make_for(state, ctx, &config);
    let region = state.regions.entry(ctx.scope).or_default();
    match region.alarms.get_mut(&name) {
        Some(alarm) => {
            let what = replace(alarm, config);
            let fact = ctx.fact(Fact::AlarmUpdated { alarm: arn });
            tell_of(&region.history, ctx, fact, &what);
            region.history.push(Item::new(ctx.now, &AnyConfig::from(alarm.config()), what));
        }
        None => {
            let alarm = Alarm::new(config, tags, ctx.now);
            let config = AnyConfig::from(alarm.config());
            let what = What::Created(config.clone());
            region.alarms.insert(name.clone(), alarm);
            let fact = ctx.fact(Fact::AlarmCreated { alarm: arn });
            tell_of(&region.history, ctx, fact, &what);
            region.history.push(Item::new(ctx.now, &config, what));
        }
    }
    stay_awake(region, ctx, grid);
    Ok(())
}

/// Names are unique among alarms of all kinds. AWS's message is not known.
pub fn other_kind(name: &str) -> ApiError {
    validation(format!("An alarm of another type with the name {name} already exists"))
}

/// Gives an alarm another configuration.
pub fn replace(alarm: &mut Alarm, config: Config) -> What {
    let old = Rc::clone(alarm.config());
    let new = Rc::new(config);
    alarm.versions.push((new.updated, Rc::clone(&new)));
    if contributor::query(&new).is_none() {
        alarm.contributors.clear();
    }
    What::Updated { old: (&old).into(), new: (&new).into(), state: alarm.snapshot() }
}

fn read(
    ctx: &Ctx<'_>,
    accounts: &[AccountId],
    input: &PutMetricAlarmInput,
) -> Result<Config, ApiError> {
    if input.alarm_name.chars().any(|c| c.is_ascii_control()) {
        return Err(validation("AlarmName must not contain ASCII Control characters"));
    }
    let (metric, period_secs) = match &input.metrics {
        Some(metrics) if !metrics.is_empty() => put_queries::read(input, metrics, accounts)?,
        _ => {
            let measure = measure(input)?;
            let period = input.period.ok_or_else(|| missing("Period"))?;
            bad_period(period)?;
            (Watched::Metric(measure), period)
        }
    };
    let comparison = comparison(input)?;
    let threshold = limit(input, comparison, &metric)?;
    let (evaluation_periods, datapoints_to_alarm) = periods(input, period_secs)?;
    let low_samples = low_samples(input, &metric)?;
    let mut config = Config {
        name: input.alarm_name.clone(),
        arn: ctx.scope.arn("cloudwatch", &format!("alarm:{}", input.alarm_name)),
        description: input.alarm_description.clone(),
        actions_enabled: input.actions_enabled.unwrap_or(true),
        ok_actions: Vec::new(),
        alarm_actions: Vec::new(),
        insufficient_actions: Vec::new(),
        metric,
        period_secs,
        evaluation_periods,
        datapoints_to_alarm,
        threshold,
        comparison,
        treat: treat(input)?,
        low_samples,
        window: window(input.evaluation_window.as_ref(), period_secs)?,
        warm_up: input
            .warm_up_configuration
            .as_ref()
            .map(|warm_up| WarmUp { minutes: warm_up.minutes, only_after: warm_up.only_after }),
        updated: ctx.now,
    };
    let of = match contributor::query(&config) {
        Some(_) => action::Of::Several,
        None => action::Of::Metric(&config.metric, &config.threshold),
    };
    let lists = [&input.ok_actions, &input.alarm_actions, &input.insufficient_data_actions];
    let actions = action::read(lists, of, ctx.scope)?;
    [config.ok_actions, config.alarm_actions, config.insufficient_actions] = actions;
    Ok(config)
}

/// `PutMetricAlarm request should have a valid X parameter`.
pub(super) fn missing(name: &str) -> ApiError {
    validation(format!("PutMetricAlarm request should have a valid {name} parameter"))
}

fn measure(input: &PutMetricAlarmInput) -> Result<Measure, ApiError> {
    let name = input.metric_name.as_deref().ok_or_else(|| missing("MetricName"))?;
    let namespace = input.namespace.as_deref().ok_or_else(|| missing("Namespace"))?;
    let wrong = |error: ApiError| validation(error.message);
    names::namespace(namespace).map_err(wrong)?;
    let given = input.dimensions.as_deref().unwrap_or_default();
    let dimensions = names::dimensions(given, "").map_err(wrong)?;
    let (stat, stat_name) = statistic(input)?;
    Ok(Measure {
        id: MetricId::new(namespace, name, dimensions.clone()),
        dimensions,
        stat,
        stat_name,
        unit: input.unit.as_deref().and_then(unit::named),
        account: None,
    })
}

fn statistic(input: &PutMetricAlarmInput) -> Result<(Stat, String), ApiError> {
    match (&input.statistic, &input.extended_statistic) {
        (Some(_), Some(_)) => Err(validation(
            "PutMetricAlarm request can not be made with both Statistic and ExtendedStatistic \
             parameters. Only one of them should be present",
        )),
        (None, None) => Err(missing("Statistic")),
        (Some(name), None) => {
            let stat = Stat::plain(name).ok_or_else(|| missing("Statistic"))?;
            Ok((stat, name.clone()))
        }
        (None, Some(name)) => {
            let unsupported = || {
                let parameter = "parameter ExtendedStatistic is not supported.";
                invalid(format!("The value {name} for {parameter}"))
            };
            let stat = Stat::extended(name).filter(|stat| fits_alarms(*stat));
            Ok((stat.ok_or_else(unsupported)?, name.clone()))
        }
    }
}

/// Alarms take `PR` of values; of the trimmed statistics they take one number, or two percentages
/// from 10 to 90.
pub(super) fn fits_alarms(stat: Stat) -> bool {
    let within = |p: Real| (10.0..=90.0).contains(&p.get());
    match stat {
        Stat::Trimmed(Trim::Rank, _) => true,
        Stat::Trimmed(_, Bounds::Value(..)) => false,
        Stat::Trimmed(_, Bounds::Percent(Some(low), Some(high))) => within(low) && within(high),
        Stat::Trimmed(_, Bounds::Percent(Some(_), None)) => false,
        _ => true,
    }
}

fn comparison(input: &PutMetricAlarmInput) -> Result<Comparison, ApiError> {
    let name = input.comparison_operator.as_deref().ok_or_else(|| missing("ComparisonOperator"))?;
    Comparison::named(name).ok_or_else(|| missing("ComparisonOperator"))
}

/// What values are held against: a number, or the band of ThresholdMetricId.
fn limit(
    input: &PutMetricAlarmInput,
    comparison: Comparison,
    metric: &Watched,
) -> Result<Limit, ApiError> {
    let Some(id) = &input.threshold_metric_id else {
        if comparison.is_band() {
            let text = "ComparisonOperators for ranges require ThresholdMetricId to be set";
            return Err(validation(text));
        }
        let text = "PutMetricAlarm request should have valid Threshold parameter";
        return input.threshold.map(Real::new).map(Limit::Fixed).ok_or_else(|| validation(text));
    };
    // AWS's words for these three are not known.
    if metric.queries().is_empty() {
        return Err(validation("ThresholdMetricId requires Metrics to be set"));
    }
    if input.threshold.is_some() {
        return Err(validation("Threshold can not be set together with ThresholdMetricId"));
    }
    if !comparison.is_band() {
        return Err(validation("ThresholdMetricId requires a ComparisonOperator for ranges"));
    }
    Ok(Limit::Band(id.clone()))
}

/// A week, and a day for periods under an hour.
const WEEK: i64 = 604_800;
const DAY: i64 = 86_400;

/// Refuses a period that alarms do not take.
pub(super) fn bad_period(period: i32) -> Result<(), ApiError> {
    match matches!(period, 10 | 20 | 30) || (period > 0 && period % 60 == 0) {
        true => Ok(()),
        false => Err(validation("Period must be 10, 20, 30 or a multiple of 60")),
    }
}

fn periods(input: &PutMetricAlarmInput, period: i32) -> Result<(u32, Option<u32>), ApiError> {
    let n = input.evaluation_periods.and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0);
    let n = n.ok_or_else(|| missing("EvaluationPeriods"))?;
    let m = match input.datapoints_to_alarm {
        None => None,
        Some(m) => Some(
            u32::try_from(m).ok().filter(|m| *m > 0).ok_or_else(|| missing("DatapointsToAlarm"))?,
        ),
    };
    if m.is_some_and(|m| m > n) {
        return Err(validation(
            "DatapointsToAlarm must be less than or equal to EvaluationPeriods",
        ));
    }
    let total = i64::from(n) * i64::from(period);
    if period >= 3600 && total > WEEK {
        return Err(validation(format!(
            "Metrics cannot be checked across more than a week (EvaluationPeriods * Period must \
             be <= {WEEK}) for alarms using period >= 3600"
        )));
    }
    if period < 3600 && total > DAY {
        return Err(validation(format!(
            "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must \
             be <= {DAY})"
        )));
    }
    Ok((n, m))
}

/// AWS's message for a wrong value is not known; ours follows that of ExtendedStatistic.
fn treat(input: &PutMetricAlarmInput) -> Result<Option<Treat>, ApiError> {
    let Some(name) = &input.treat_missing_data else { return Ok(None) };
    let unsupported =
        || invalid(format!("The value {name} for parameter TreatMissingData is not supported."));
    Treat::named(name).map(Some).ok_or_else(unsupported)
}

fn low_samples(
    input: &PutMetricAlarmInput,
    metric: &Watched,
) -> Result<Option<LowSamples>, ApiError> {
    let Some(name) = input.evaluate_low_sample_count_percentile.as_deref() else { return Ok(None) };
    let low = match name {
        "evaluate" => LowSamples::Evaluate,
        "ignore" => LowSamples::Ignore,
        _ => {
            return Err(invalid(format!(
                "The value {name} for parameter EvaluateLowSampleCountPercentile is not supported."
            )));
        }
    };
    let (stat, stat_name) =
        metric.measure().map_or((None, "None"), |m| (Some(m.stat), m.stat_name.as_str()));
    if !matches!(stat, Some(Stat::Percentile(_))) {
        return Err(validation(format!(
            "Option evaluateLowSampleCountPercentile can not be applied with statistic {stat_name}."
        )));
    }
    Ok(Some(low))
}

/// AWS says that the error for a wrong period lists the right ones; its words are not known.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation-window.html>
fn window(
    given: Option<&api::EvaluationWindow>,
    period_secs: i32,
) -> Result<Option<EvaluationWindow>, ApiError> {
    let Some(given) = given else { return Ok(None) };
    let clock = match (&given.wall_clock_window, &given.sliding_window) {
        (None, Some(_)) => return Ok(Some(EvaluationWindow::Sliding)),
        (Some(clock), None) => clock,
        _ => {
            let text = "EvaluationWindow must have exactly one of WallClockWindow, SlidingWindow";
            return Err(validation(text));
        }
    };
    if !WALL_CLOCK_PERIODS.contains(&period_secs) {
        let text = "Period must be 60, 300, 3600, 86400 or 604800 for a wall clock window";
        return Err(validation(text));
    }
    let timezone = clock.timezone.clone();
    let zone = match timezone.as_deref() {
        None => Zone::UTC,
        Some(text) if Zone::is_unknown_name(text) => {
            return Err(ApiError::not_simulated(format!("time zone {text}")));
        }
        Some(text) => Zone::parse(text).filter(|zone| in_fives(*zone)).ok_or_else(|| {
            validation(format!(
                "Timezone {text} is not valid. It must be an IANA time zone or an offset that is a \
                 multiple of 5 minutes"
            ))
        })?,
    };
    Ok(Some(EvaluationWindow::WallClock { timezone, zone }))
}

fn in_fives(zone: Zone) -> bool {
    !matches!(zone, Zone::Fixed(minutes) if minutes % 5 != 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn alarms_take_fewer_statistics_than_graphs() {
        let cases = [
            ("p90", true),
            ("tm90", true),
            ("wm99", true),
            ("IQM", true),
            ("PR(5:10)", true),
            ("TM(10%:90%)", true),
            ("TC(20%:80%)", true),
            ("TM(5%:95%)", false),
            ("TM(20%:)", false),
            ("TM(150:1000)", false),
        ];
        for (name, fits) in cases {
            assert_eq!(fits_alarms(Stat::extended(name).unwrap()), fits, "{name}");
        }
    }
}
