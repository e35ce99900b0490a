//! What the queries of a call come to: the metrics are read, then expressions are evaluated over
//! them.

use std::collections::BTreeMap;

use super::queries::{Kind, OfMetric, Wanted, refused};
use crate::api::ApiError;
use crate::services::cloudwatch::api::GetMetricDataInput;
use crate::sim::Ctx;
use crate::sim::time::{Span, Time};
use crate::telemetry::MetricSource;
use crate::telemetry::math::{self, Expr, Origin, Reader, Series, Sheet, Value};
use crate::telemetry::modelled::{Part, PartOf};
use crate::telemetry::series::{self, Query};

/// The answers to the queries of a call.
pub struct Answers<'a> {
    sheet: Sheet,
    /// The units there are, by metric query.
    units: BTreeMap<&'a str, Vec<&'static str>>,
}

impl<'a> Answers<'a> {
    /// Reads the metrics and evaluates the expressions.
    pub fn new(
        wanted: &'a [Wanted<'a>],
        source: &dyn MetricSource,
        ctx: &Ctx<'_>,
        input: &GetMetricDataInput,
    ) -> Answers<'a> {
        let (mut metrics, mut units) = (Vec::new(), BTreeMap::new());
        let mut expressions: BTreeMap<&str, &Expr> = BTreeMap::new();
        for one in wanted {
            let id = one.query.id.as_str();
            match &one.kind {
                Kind::Metric(metric) => {
                    let (series, found) = read(id, metric, source, ctx, input);
                    metrics.push(series);
                    units.insert(id, found);
                }
                Kind::Math(expr) => drop(expressions.insert(id, expr)),
            }
        }
        let mut sheet = Sheet::new(metrics, grid(wanted, input, ctx.now));
        let (from, to) = (input.start_time.0, input.end_time.0);
        let reader = Reader { source, scope: ctx.scope, from, to, now: ctx.now };
        for expr in expressions.values() {
            sheet.look_up(expr, Some(reader));
        }
        let step = step(wanted);
        let period = |id: &str| {
            let query = wanted.iter().find(|one| one.query.id == id);
            query.and_then(Wanted::metric).map_or(step, |metric| metric.period_secs)
        };
        sheet.expect_all(expressions.values().copied(), &parts(wanted), reader, &period);
        sheet.add_all(&expressions);
        Answers { sheet, units }
    }

    /// What a query gives. An expression that is only a step towards others may be a number: it
    /// gives no series.
    ///
    /// # Errors
    /// What is wrong with its expression.
    pub fn of(&self, wanted: &Wanted<'_>) -> Result<Answer<'_>, ApiError> {
        let id = wanted.query.id.as_str();
        let step = wanted.query.return_data == Some(false);
        let value = self.sheet.value(id);
        let array = matches!(value, Ok(Value::Many(_)));
        let series = match value {
            Ok(Value::Scalar(_)) if step => Ok(Vec::new()),
            found => found.and_then(Value::series),
        };
        let mut series = series.map_err(|error| refused(id, &error))?;
        if series.is_empty() && wanted.insights().is_some() && !step {
            // A query that finds nothing is answered, by a series without points.
            series.push(Series::default());
        }
        let units = self.units.get(id).map_or(&[][..], Vec::as_slice);
        Ok(Answer { series, array, units })
    }

    /// What a series is of that an expression found by itself.
    pub fn origin(&self, series: &str) -> Option<&Origin> {
        self.sheet.origin(series)
    }
}

/// What a query gives.
pub struct Answer<'a> {
    /// Its series.
    pub series: Vec<Series>,
    /// Whether it is an array of series, be it of one.
    pub array: bool,
    /// The units of its data.
    pub units: &'a [&'static str],
}

/// The queries as parts of what a model of expected values may be of.
fn parts(wanted: &[Wanted<'_>]) -> Vec<Part> {
    let part = |one: &Wanted<'_>| Part {
        id: one.query.id.clone(),
        of: match &one.kind {
            Kind::Metric(metric) => {
                PartOf::Metric { id: metric.id.clone(), stat: metric.stat_name.to_owned() }
            }
            Kind::Math(_) => PartOf::Expression(one.query.expression.clone().unwrap_or_default()),
        },
    };
    wanted.iter().map(part).collect()
}

/// A metric's points, and the units there are.
fn read(
    id: &str,
    metric: &OfMetric<'_>,
    source: &dyn MetricSource,
    ctx: &Ctx<'_>,
    input: &GetMetricDataInput,
) -> (Series, Vec<&'static str>) {
    let query = Query {
        scope: metric.scope(ctx.scope),
        id: &metric.id,
        from: input.start_time.0,
        to: input.end_time.0,
        period_secs: metric.period_secs,
        unit: metric.unit,
        stat: metric.stat,
    };
    let mut periods = series::read(source, &query, ctx.now);
    let mut units: Vec<&'static str> = periods.iter().map(|period| period.unit).collect();
    units.dedup();
    periods.retain(|period| Some(&period.unit) == units.first());
    let value = |period: &mut series::Period| Some((period.time, period.bin.value(metric.stat)?));
    let points = periods.iter_mut().filter_map(value).collect();
    let period = Span::secs(metric.period_secs);
    (Series { id: id.to_owned(), period, points }, units)
}

/// The finest period asked for, five minutes where none is.
fn step(wanted: &[Wanted<'_>]) -> i64 {
    let period = |wanted: &Wanted<'_>| match wanted.metric() {
        Some(metric) => Some(metric.period_secs),
        None => wanted.query.period.map(i64::from).or_else(|| wanted.own_period()),
    };
    let metrics = wanted.iter().filter(|wanted| wanted.metric().is_some()).filter_map(period).min();
    metrics.or_else(|| wanted.iter().filter_map(period).min()).unwrap_or(300)
}

/// The instants of the range at which points may stand, as far apart as the finest period.
fn grid(wanted: &[Wanted<'_>], input: &GetMetricDataInput, now: Time) -> Vec<Time> {
    let secs = step(wanted);
    let start = series::rounded_start(input.start_time.0, secs, now);
    let end = input.end_time.0.min(now);
    math::grid(start, end, Span::secs(secs)).take(super::MAX_POINTS).collect()
}
