//! The queries of a call, read and checked.

use super::super::names::{metric, too_many};
use super::super::{not_both, validation};
use crate::api::ApiError;
use crate::services::cloudwatch::api::{GetMetricDataInput, MetricDataQuery};
use crate::services::cloudwatch::metrics::label;
use crate::sim::scope::{AccountId, Scope};
use crate::sim::time::Span;
use crate::telemetry::math::{self, Expr, MathError};
use crate::telemetry::{MetricId, Stat, insights, series, unit};

/// The most queries of a call.
const MAX_QUERIES: usize = 500;

/// A query.
pub struct Wanted<'a> {
    /// As it was given.
    pub query: &'a MetricDataQuery,
    /// What it is of.
    pub kind: Kind<'a>,
}

/// What a query is of.
pub enum Kind<'a> {
    /// A metric.
    Metric(OfMetric<'a>),
    /// An expression over the others.
    Math(Expr),
}

/// A metric with a statistic.
pub struct OfMetric<'a> {
    /// Which.
    pub id: MetricId,
    /// The statistic.
    pub stat: Stat,
    /// Its name as it was given.
    pub stat_name: &'a str,
    /// The period.
    pub period_secs: i64,
    /// Only data of this unit.
    pub unit: Option<&'static str>,
    /// The linked account it is of, if not the caller's own.
    pub account: Option<AccountId>,
}

impl OfMetric<'_> {
    /// Where it is.
    pub fn scope(&self, own: Scope) -> Scope {
        Scope { account: self.account.unwrap_or(own.account), ..own }
    }
}

/// That every account asked about is linked to the caller's, which is a monitoring account then.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html>
pub fn may_read(wanted: &[Wanted<'_>], own: Scope, linked: &[AccountId]) -> Result<(), ApiError> {
    for one in wanted {
        let Some(asked) = &one.query.account_id else { continue };
        let Some(metric) = one.metric() else {
            return Err(ApiError::not_simulated("AccountId of an expression"));
        };
        let known = |account: AccountId| account == own.account || linked.contains(&account);
        if !metric.account.is_some_and(known) {
            // What AWS says is not known: the words are ours.
            return Err(validation(format!("The account {asked} is not linked to this account.")));
        }
    }
    Ok(())
}

impl Wanted<'_> {
    /// What its label is made of, if it is of a metric.
    pub fn label(&self) -> Option<label::Query<'_>> {
        self.metric().map(|metric| label::Query {
            id: &metric.id,
            stat: metric.stat_name,
            period_secs: metric.period_secs,
        })
    }

    /// The Metrics Insights query that it is, if it is one.
    pub fn insights(&self) -> Option<&insights::Query> {
        match &self.kind {
            Kind::Math(expr) => expr.insights(),
            Kind::Metric(_) => None,
        }
    }

    /// The period of what its expression finds by itself.
    pub fn own_period(&self) -> Option<i64> {
        match &self.kind {
            Kind::Math(expr) => expr.own_period().map(Span::as_secs),
            Kind::Metric(_) => None,
        }
    }

    /// The metric it is of.
    pub fn metric(&self) -> Option<&OfMetric<'_>> {
        match &self.kind {
            Kind::Metric(metric) => Some(metric),
            Kind::Math(_) => None,
        }
    }
}

/// Reads the queries of a call.
///
/// # Errors
/// What is wrong with the first of them that is.
pub fn check(input: &GetMetricDataInput) -> Result<Vec<Wanted<'_>>, ApiError> {
    if input.start_time >= input.end_time {
        let text = "The parameter StartTime must be less than the parameter EndTime.";
        return Err(validation(text));
    }
    let queries = &input.metric_data_queries;
    if queries.len() > MAX_QUERIES {
        return Err(too_many("MetricDataQueries", MAX_QUERIES));
    }
    let mut wanted: Vec<Wanted<'_>> = Vec::with_capacity(queries.len());
    for (i, query) in queries.iter().enumerate() {
        let place = format!("MetricDataQueries.member.{}.", i + 1);
        if !is_id(&query.id) {
            return Err(validation(format!(
                "The value {} for parameter {place}Id is not matching the expected pattern \
                 ^[a-z][a-zA-Z0-9_]*$.",
                query.id
            )));
        }
        if wanted.iter().any(|other| other.query.id == query.id) {
            return Err(validation(
                "The values for parameter id in MetricDataQueries are not unique.",
            ));
        }
        wanted.push(read(query, &place)?);
    }
    one_query(&wanted)?;
    Ok(wanted)
}

/// A call holds one Metrics Insights query at most.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-limits.html>
fn one_query(wanted: &[Wanted<'_>]) -> Result<(), ApiError> {
    match wanted.iter().filter(|one| one.insights().is_some()).nth(1) {
        None => Ok(()),
        Some(second) => Err(validation(format!(
            "Error in expression '{}': a call takes one Metrics Insights query",
            second.query.id
        ))),
    }
}

/// A small letter, then letters, digits and underscores.
fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_lowercase())
        && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn read<'a>(query: &'a MetricDataQuery, place: &str) -> Result<Wanted<'a>, ApiError> {
    let required = |name: &str| validation(format!("The parameter {place}{name} is required."));
    let kind = match (&query.metric_stat, &query.expression) {
        (Some(_), None) => Kind::Metric(of_metric(query, place)?),
        (None, Some(text)) => {
            if query.period.is_some_and(|period| !series::is_period(i64::from(period))) {
                return Err(bad_period(place));
            }
            let expr = math::parse(text).map_err(|error| refused(&query.id, &error))?;
            Kind::Math(match query.period {
                Some(period) => expr.with_period(i64::from(period)),
                None => expr,
            })
        }
        (Some(_), Some(_)) => {
            return Err(not_both(&format!("{place}Expression"), &format!("{place}MetricStat")));
        }
        (None, None) => return Err(required("MetricStat")),
    };
    Ok(Wanted { query, kind })
}

fn bad_period(place: &str) -> ApiError {
    validation(format!("The parameter {place}Period must be 1, 5, 10, 20, 30 or a multiple of 60."))
}

/// What is wrong with the expression of a query.
pub fn refused(id: &str, error: &MathError) -> ApiError {
    match error {
        MathError::NotSimulated(_) => ApiError::not_simulated(error.refusal(id)),
        _ => validation(error.refusal(id)),
    }
}

fn of_metric<'a>(query: &'a MetricDataQuery, place: &str) -> Result<OfMetric<'a>, ApiError> {
    let required = |name: &str| validation(format!("The parameter {place}{name} is required."));
    let Some(metric_stat) = &query.metric_stat else { return Err(required("MetricStat")) };
    let given = &metric_stat.metric;
    let namespace = given.namespace.as_deref();
    let namespace = namespace.ok_or_else(|| required("MetricStat.Metric.Namespace"))?;
    let name = given.metric_name.as_deref();
    let name = name.ok_or_else(|| required("MetricStat.Metric.MetricName"))?;
    let place = format!("{place}MetricStat.");
    let id = metric(namespace, name, given.dimensions.as_ref(), &format!("{place}Metric."))?;
    if query.period.is_some_and(|period| period != metric_stat.period) {
        // Ours: a query that gives its period twice must give the same.
        return Err(validation(format!("The parameter Period differs from {place}Period.")));
    }
    let period_secs = i64::from(metric_stat.period);
    if !series::is_period(period_secs) {
        return Err(bad_period(&place));
    }
    let unsupported = || {
        let value = &metric_stat.stat;
        validation(format!("The value {value} for parameter {place}Stat is not supported."))
    };
    let stat = Stat::parse(&metric_stat.stat).ok_or_else(unsupported)?;
    let unit = metric_stat.unit.as_deref().and_then(unit::named);
    let account = query.account_id.as_deref().and_then(AccountId::parse);
    Ok(OfMetric { id, stat, stat_name: &metric_stat.stat, period_secs, unit, account })
}
