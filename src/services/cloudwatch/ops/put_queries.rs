//! PutMetricAlarm on metrics and expressions: `Metrics`, and the band of `ThresholdMetricId`.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html>.
//! Messages: as measured against the service where it is known to answer so; the others are ours.

use std::collections::BTreeMap;

use super::put_alarm::{bad_period, fits_alarms, missing};
use super::{invalid, names, validation};
use crate::api::ApiError;
use crate::services::cloudwatch::alarm::watched::{self, Measure, Query, Source, Watched};
use crate::services::cloudwatch::api::{MetricDataQuery, MetricStat, PutMetricAlarmInput};
use crate::services::cloudwatch::data_source::is_alone;
use crate::services::usage::quota;
use crate::sim::scope::AccountId;
use crate::sim::time::{Span, Time};
use crate::telemetry::band::Model;
use crate::telemetry::insights;
use crate::telemetry::math::{self, Expr, MathError, Series, Sheet, Value};
use crate::telemetry::{MetricId, Stat, unit};

/// The most metrics, and the most expressions, of one alarm.
const MOST: usize = 10;

/// Reads what an alarm watches in this form, and the period all of it has. `accounts` are those
/// whose metrics it may watch.
pub fn read(
    input: &PutMetricAlarmInput,
    metrics: &[MetricDataQuery],
    accounts: &[AccountId],
) -> Result<(Watched, i32), ApiError> {
    only(input)?;
    counts(metrics)?;
    let band = input.threshold_metric_id.as_deref();
    let returning = metrics.iter().filter(|query| query.return_data != Some(false)).count();
    if band.is_none() && returning != 1 {
        return Err(validation("Exactly one element of the metrics list should return data."));
    }
    if band.is_some() && returning != 2 {
        return Err(validation("Exactly two elements of the metrics list should return data."));
    }
    let (queries, period) = gather(metrics, accounts)?;
    bad_period(period)?;
    // A wall clock window may lie a period back.
    let clock = input.evaluation_window.as_ref().and_then(|w| w.wall_clock_window.as_ref());
    let n = input.evaluation_periods.unwrap_or(1).saturating_add(i32::from(clock.is_some()));
    evaluates(&queries, band, (n, period))?;
    Ok((Watched::Queries(queries), period))
}

/// The queries of an anomaly detector over an expression, the period they have, and the id of
/// the expression.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricMathAnomalyDetector.html>,
/// what it cannot be made of:
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Anomaly_Detection.html>
pub fn modelled(metrics: &[MetricDataQuery]) -> Result<(Vec<Query>, i32, String), ApiError> {
    counts(metrics)?;
    if metrics.iter().any(|query| query.account_id.is_some()) {
        let text = "Anomaly detection is not supported for metrics of other accounts";
        return Err(validation(text));
    }
    let (queries, period) = gather(metrics, &[])?;
    if !(60..=3600).contains(&period) || period % 60 != 0 {
        let text = "Anomaly detection on metric math takes periods of whole minutes, up to an hour";
        return Err(validation(text));
    }
    for query in &queries {
        let Some(text) = query.expression() else { continue };
        let expr = math::parse(text).map_err(|error| refused(&query.id, &error))?;
        let found = expr.calls().into_iter().find(|name| UNMODELLED.contains(name));
        unlearnt(&expr)?;
        let found = found.or(expr.insights().map(|_| "SELECT"));
        if let Some(name) = found {
            return Err(no_model(name));
        }
    }
    let mut returning = queries.iter().filter(|query| query.returns);
    let id = match (returning.next(), returning.next()) {
        (Some(one), None) if one.expression().is_some() => one.id.clone(),
        _ => {
            let text = "Exactly one element of the metrics list should return data.";
            return Err(validation(text));
        }
    };
    evaluates(&queries, None, (1, period))?;
    Ok((queries, period, id))
}

fn no_model(function: &str) -> ApiError {
    validation(format!("{function} is not supported for anomaly detection on metric math"))
}

/// AWS names no function that reads elsewhere among those a model cannot be made of; here it
/// learns from metrics alone.
fn unlearnt(expr: &Expr) -> Result<(), ApiError> {
    let elsewhere = ["INSIGHT_RULE_METRIC", math::LAMBDA];
    match expr.calls().into_iter().find(|name| elsewhere.contains(name)) {
        None => Ok(()),
        Some(name) => Err(ApiError::not_simulated(format!("{name} in an anomaly detector"))),
    }
}

/// What a model cannot be made of.
const UNMODELLED: [&str; 4] = ["ANOMALY_DETECTION_BAND", "METRICS", "SEARCH", COUNTERS];
const COUNTERS: &str = "DB_PERF_INSIGHTS";

/// Reads queries and the period that all of them have.
fn gather(
    metrics: &[MetricDataQuery],
    accounts: &[AccountId],
) -> Result<(Vec<Query>, i32), ApiError> {
    let mut queries: Vec<Query> = Vec::with_capacity(metrics.len());
    let mut periods = Vec::new();
    for query in metrics {
        if !is_id(&query.id) || queries.iter().any(|other| other.id == query.id) {
            let text = "The values for parameter Id in parameter Metrics are not valid or unique.";
            return Err(validation(text));
        }
        let of = source(query, accounts)?;
        periods.extend(match (&query.metric_stat, &of) {
            (Some(stat), _) => Some(stat.period),
            (None, Source::Expression { period_secs, .. }) => *period_secs,
            _ => None,
        });
        let returns = query.return_data != Some(false);
        queries.push(Query { id: query.id.clone(), label: query.label.clone(), returns, of });
    }
    let period = *periods.first().ok_or_else(|| missing("Period"))?;
    if periods.iter().any(|other| *other != period) {
        return Err(validation("All metrics in the alarm must have the same period"));
    }
    Ok((queries, period))
}

/// Nothing that speaks of one metric may stand beside `Metrics`.
fn only(input: &PutMetricAlarmInput) -> Result<(), ApiError> {
    let others = [
        ("MetricName", input.metric_name.is_some()),
        ("Namespace", input.namespace.is_some()),
        ("Dimensions", input.dimensions.as_ref().is_some_and(|all| !all.is_empty())),
        ("Period", input.period.is_some()),
        ("Unit", input.unit.is_some()),
        ("Statistic", input.statistic.is_some()),
        ("ExtendedStatistic", input.extended_statistic.is_some()),
    ];
    match others.iter().find(|(_, given)| *given) {
        None => Ok(()),
        Some((name, _)) => Err(validation(format!(
            "PutMetricAlarm request can not be made with both Metrics and {name} parameters. Only \
             one of them should be present"
        ))),
    }
}

fn counts(metrics: &[MetricDataQuery]) -> Result<(), ApiError> {
    let expressions = metrics.iter().filter(|query| query.expression.is_some()).count();
    if metrics.len() - expressions > MOST {
        return Err(validation(format!("Too many metrics in alarm, maximum is {MOST}")));
    }
    if expressions > MOST {
        return Err(validation(format!("Too many expressions in alarm, maximum is {MOST}")));
    }
    Ok(())
}

/// A small letter, then letters, digits and underscores.
fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// The account a metric is of, if one is named: the alarm's, or one that is linked to it. AWS
/// documents that there must be a link; what it says where there is none is ours.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html>
fn account(query: &MetricDataQuery, accounts: &[AccountId]) -> Result<Option<AccountId>, ApiError> {
    let Some(asked) = &query.account_id else { return Ok(None) };
    let known = AccountId::parse(asked).filter(|account| accounts.contains(account));
    let unlinked = || validation(format!("The account {asked} is not linked to this account."));
    known.map(Some).ok_or_else(unlinked)
}

fn source(query: &MetricDataQuery, accounts: &[AccountId]) -> Result<Source, ApiError> {
    match (&query.metric_stat, &query.expression) {
        (Some(stat), None) => {
            let account = account(query, accounts)?;
            Ok(Source::Metric(Measure { account, ..measure(stat)? }))
        }
        (None, Some(_)) if query.account_id.is_some() => {
            Err(ApiError::not_simulated("AccountId of an expression"))
        }
        (None, Some(text)) => {
            Ok(Source::Expression { text: text.clone(), period_secs: query.period })
        }
        _ => Err(validation(format!(
            "Exactly one of MetricStat and Expression must be given for the metric {}",
            query.id
        ))),
    }
}

fn measure(stat: &MetricStat) -> Result<Measure, ApiError> {
    let wrong = |error: ApiError| validation(error.message);
    let namespace = stat.metric.namespace.as_deref().ok_or_else(|| missing("Namespace"))?;
    let name = stat.metric.metric_name.as_deref().ok_or_else(|| missing("MetricName"))?;
    names::namespace(namespace).map_err(wrong)?;
    let given = stat.metric.dimensions.as_deref().unwrap_or_default();
    let dimensions = names::dimensions(given, "").map_err(wrong)?;
    let parsed = Stat::parse(&stat.stat).filter(|stat| stat.is_plain() || fits_alarms(*stat));
    let unsupported =
        || invalid(format!("The value {} for parameter Stat is not supported.", stat.stat));
    Ok(Measure {
        id: MetricId::new(namespace, name, dimensions.clone()),
        dimensions,
        stat: parsed.ok_or_else(unsupported)?,
        stat_name: stat.stat.clone(),
        unit: stat.unit.as_deref().and_then(unit::named),
        account: None,
    })
}

/// The expressions must hold together and give one time series, or a band; what is returned
/// beside a band, one time series. They are tried on great and on small made-up values, and on none
/// at all, since what `IF` gives may depend on them.
fn evaluates(
    queries: &[Query],
    band: Option<&str>,
    (n, period): (i32, i32),
) -> Result<(), ApiError> {
    let mut parsed: BTreeMap<&str, Expr> = BTreeMap::new();
    for query in queries {
        let Some(text) = query.expression() else { continue };
        let expr = math::parse(text).map_err(|error| refused(&query.id, &error))?;
        if expr.has_search() {
            return Err(validation("SEARCH is not supported on Metric Alarms"));
        }
        insights(&expr, queries, n, period)?;
        if band.is_some() {
            unlearnt(&expr)?;
            // <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_alarm_database_performance_insights.html>
            if expr.calls().contains(&COUNTERS) {
                return Err(no_model(COUNTERS));
            }
        }
        let expr = expr.with_period(i64::from(period));
        parsed.insert(&query.id, expr);
    }
    let returning = queries.iter().filter(|query| query.returns);
    let band_query = queries.iter().find(|query| Some(query.id.as_str()) == band && query.returns);
    if band.is_some() && band_query.is_none() {
        return Err(validation("ThresholdMetricId must be the Id of a metric that returns data"));
    }
    let sheets = [Some(1e9), Some(1.0), None].map(|value| sample(queries, &parsed, period, value));
    for query in returning {
        let is_band = Some(query.id.as_str()) == band;
        let mut outcome = Ok(());
        for sheet in &sheets {
            outcome = fits(query, sheet.value(&query.id), is_band);
            if outcome.is_ok() {
                break;
            }
        }
        outcome?;
    }
    Ok(())
}

/// An alarm on a Metrics Insights query watches that alone, and no further back than queries see.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-alarms.html>
fn insights(expr: &Expr, queries: &[Query], n: i32, period: i32) -> Result<(), ApiError> {
    if expr.insights().is_none() {
        return Ok(());
    }
    if queries.iter().any(|query| query.measure().is_some()) {
        let text = "Metrics Insights queries can not be combined with other metrics in an alarm";
        return Err(validation(text));
    }
    if i64::from(n) * i64::from(period) > INSIGHTS_SECS {
        return Err(validation(format!(
            "Metrics cannot be checked across more than 3 hours (EvaluationPeriods * Period must \
             be <= {INSIGHTS_SECS}) for alarms using Metrics Insights"
        )));
    }
    Ok(())
}

/// How far back queries see: 3 hours.
const INSIGHTS_SECS: i64 = 10_800;

/// The expressions over a few points of each metric, or none.
fn sample(
    queries: &[Query],
    parsed: &BTreeMap<&str, Expr>,
    period: i32,
    value: Option<f64>,
) -> Sheet {
    let step = Span::secs(i64::from(period));
    let grid: Vec<Time> = (0..12).map(|i| Time::from_secs(0) + step.times(i)).collect();
    let values: Vec<(Time, f64)> = grid.iter().filter_map(|time| Some((*time, value?))).collect();
    let series =
        |query: &Query| Series { id: query.id.clone(), period: step, points: values.clone() };
    let metrics = queries.iter().filter(|query| query.measure().is_some());
    let mut sheet = Sheet::new(metrics.map(series).collect(), grid);
    if let Some(model) = Model::train(&values, crate::sim::zone::Zone::UTC) {
        for id in parsed.values().flat_map(Expr::bands) {
            sheet.expect(id, model.clone());
        }
    }
    sheet.limit(&watched::parts(queries), quota::of);
    parsed.values().for_each(|expr| sheet.look_up(expr, None));
    sheet.add_all(&parsed.iter().map(|(id, expr)| (*id, expr)).collect());
    sheet
}

fn fits(query: &Query, found: Result<Value, MathError>, band: bool) -> Result<(), ApiError> {
    let expression = query.expression().unwrap_or_default();
    let is_band = band && expression.contains("ANOMALY_DETECTION_BAND");
    match found.map_err(|error| refused(&query.id, &error))? {
        Value::Many(ends) if is_band && ends.len() == 2 => Ok(()),
        _ if band => Err(validation(
            "The metric of ThresholdMetricId must be an ANOMALY_DETECTION_BAND expression",
        )),
        Value::Series(_) => Ok(()),
        Value::Many(_) if is_ordered(expression) || is_alone(expression) => Ok(()),
        Value::Many(_) => Err(validation(
            "Metrics expression that return multi time series are only allowed for \
             MetricsInsights expression with an ORDER BY clause",
        )),
        Value::Scalar(_) => Err(refused(&query.id, &MathError::ScalarResult)),
    }
}

/// Whether it is a query whose time series an alarm can tell apart.
fn is_ordered(expression: &str) -> bool {
    insights::is_query(expression)
        && insights::parse(expression).is_ok_and(|query| query.order_by.is_some())
}

fn refused(id: &str, error: &MathError) -> ApiError {
    match error {
        MathError::NotSimulated(_) => ApiError::not_simulated(error.refusal(id)),
        _ => validation(error.refusal(id)),
    }
}
