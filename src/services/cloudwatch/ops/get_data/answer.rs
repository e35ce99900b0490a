//! What the queries of a call come to: the metrics are read, then expressions are evaluated over
//! them.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::queries::{Kind, OfMetric, Wanted, refused};
use crate::api::ApiError;
use crate::services::cloudwatch::api::GetMetricDataInput;
use crate::sim::Ctx;
use crate::sim::time::{Span, Time};
use crate::telemetry::MetricSource;
use crate::telemetry::math::{self, MathError, Scene, Series, Value};
use crate::telemetry::series::{self, Query};

/// The metrics of a call, read, and its expressions.
pub struct Answers<'a> {
    wanted: &'a [Wanted<'a>],
    read: BTreeMap<&'a str, Read>,
    grid: Vec<Time>,
    /// The expressions that are being evaluated: none may need itself.
    open: RefCell<Vec<String>>,
}

/// A metric's points, and the units there are.
struct Read {
    series: Series,
    units: Vec<&'static str>,
}

impl<'a> Answers<'a> {
    /// Reads the metrics.
    pub fn new(
        wanted: &'a [Wanted<'a>],
        source: &dyn MetricSource,
        ctx: &Ctx<'_>,
        input: &GetMetricDataInput,
    ) -> Answers<'a> {
        let mut read = BTreeMap::new();
        for one in wanted {
            if let Some(metric) = one.metric() {
                read.insert(one.query.id.as_str(), points(one, metric, source, ctx, input));
            }
        }
        Answers { wanted, read, grid: grid(wanted, input, ctx.now), open: RefCell::default() }
    }

    /// The series that a query gives, with the units of its data. An expression that is only a
    /// step towards others may be a number: it gives none.
    ///
    /// # Errors
    /// What is wrong with its expression.
    pub fn of(&self, wanted: &Wanted<'_>) -> Result<(Value, Vec<&'static str>), ApiError> {
        let id = &wanted.query.id;
        if let Some(read) = self.read.get(id.as_str()) {
            return Ok((Value::Series(read.series.clone()), read.units.clone()));
        }
        let refuse = |error: MathError| refused(id, &error);
        match self.value(id).map_err(refuse)? {
            Some(Value::Scalar(_)) if wanted.query.return_data != Some(false) => {
                Err(refuse(MathError::ScalarResult))
            }
            None | Some(Value::Scalar(_)) => Ok((Value::Many(Vec::new()), Vec::new())),
            Some(value) => Ok((value, Vec::new())),
        }
    }
}

impl Scene for Answers<'_> {
    fn value(&self, id: &str) -> Result<Option<Value>, MathError> {
        if let Some(read) = self.read.get(id) {
            return Ok(Some(Value::Series(read.series.clone())));
        }
        let found = self.wanted.iter().find(|wanted| wanted.query.id == id);
        let Some(Kind::Math(expr)) = found.map(|wanted| &wanted.kind) else { return Ok(None) };
        if self.open.borrow().iter().any(|open| open == id) {
            return Err(MathError::Cycle(id.to_owned()));
        }
        self.open.borrow_mut().push(id.to_owned());
        let value = math::value(expr, self);
        self.open.borrow_mut().pop();
        value.map(Some)
    }

    fn metrics(&self) -> Vec<Series> {
        let read = self.wanted.iter().filter_map(|wanted| self.read.get(wanted.query.id.as_str()));
        read.map(|read| read.series.clone()).collect()
    }

    fn grid(&self) -> Vec<Time> {
        self.grid.clone()
    }
}

fn points(
    wanted: &Wanted<'_>,
    metric: &OfMetric<'_>,
    source: &dyn MetricSource,
    ctx: &Ctx<'_>,
    input: &GetMetricDataInput,
) -> Read {
    let query = Query {
        scope: ctx.scope,
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
    Read { series: Series { id: wanted.query.id.clone(), period, points }, units }
}

/// The instants of the range at which points may stand: as far apart as the finest period asked
/// for, five minutes where none is.
fn grid(wanted: &[Wanted<'_>], input: &GetMetricDataInput, now: Time) -> Vec<Time> {
    let period = |wanted: &Wanted<'_>| match wanted.metric() {
        Some(metric) => Some(metric.period_secs),
        None => wanted.query.period.map(i64::from),
    };
    let metrics = wanted.iter().filter(|wanted| wanted.metric().is_some()).filter_map(period).min();
    let secs = metrics.or_else(|| wanted.iter().filter_map(period).min()).unwrap_or(300);
    let start = series::rounded_start(input.start_time.0, secs, now);
    let end = input.end_time.0.min(now);
    let times = std::iter::successors(Some(start), |time| Some(*time + Span::secs(secs)));
    times.take_while(|time| *time < end).take(super::MAX_POINTS).collect()
}
