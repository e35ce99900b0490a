//! Metrics, and expressions over them that know each other by their ids.

use std::collections::BTreeMap;

use super::lookup::{Found, Origin, Reader};
use super::{Expr, MathError, Series, Value, parse, value};
use crate::sim::time::{Span, Time};
use crate::telemetry::band::Model;
use crate::telemetry::modelled::{Part, PartOf};
use crate::telemetry::{MetricId, Modelled, Quota};

/// What an expression is evaluated in. Each expression is evaluated once, whoever needs it.
#[derive(Debug)]
pub struct Sheet {
    metrics: Vec<Series>,
    grid: Vec<Time>,
    known: BTreeMap<String, Result<Value, MathError>>,
    found: Found,
    expected: BTreeMap<String, Model>,
    quotas: BTreeMap<String, Quota>,
}

impl Sheet {
    /// Metrics in order, and every instant at which a point may stand.
    pub fn new(metrics: Vec<Series>, grid: Vec<Time>) -> Sheet {
        let (known, expected, quotas) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        Sheet { metrics, grid, known, found: Found::default(), expected, quotas }
    }

    /// Evaluates an expression over what is known, and knows it by its id from now on. What it
    /// finds by itself comes from the reader, with the period if it gives none.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn add(
        &mut self,
        id: &str,
        text: &str,
        period: Span,
        reader: Option<Reader<'_>>,
    ) -> Result<Value, MathError> {
        let value = parse(text).and_then(|expr| {
            let expr = expr.with_period(period.as_secs());
            self.look_up(&expr, reader);
            value(&expr, self)
        });
        self.known.insert(id.to_owned(), value.clone());
        value
    }

    /// Looks up the metrics that an expression finds by itself; until then it cannot be evaluated.
    /// Without a reader nothing is found: whether an expression is right can be seen so.
    pub fn look_up(&mut self, expr: &Expr, reader: Option<Reader<'_>>) {
        self.found.look_up(expr, reader);
    }

    /// What a series is of, if it was found so.
    pub fn origin(&self, series: &str) -> Option<&Origin> {
        self.found.origin(series)
    }

    /// Whether a query that was looked up matched more than the service looks at.
    pub fn is_partial(&self) -> bool {
        self.found.is_partial()
    }

    /// What was found for an expression.
    pub(super) fn found(&self, lookup: &Expr) -> Result<Value, MathError> {
        self.found.value(lookup)
    }

    /// Evaluates expressions that may need each other, in whatever order they stand.
    pub fn add_all(&mut self, all: &BTreeMap<&str, &Expr>) {
        for id in all.keys() {
            // Those that wait for the last of them: a list, for they may be many.
            let mut open = vec![*id];
            while let Some(last) = open.last().copied() {
                let Some(expr) = all.get(last).filter(|_| !self.known.contains_key(last)) else {
                    open.pop();
                    continue;
                };
                let first = |id: &&str| all.contains_key(id) && !self.known.contains_key(*id);
                let found = match expr.ids().into_iter().find(first) {
                    Some(id) if !open.contains(&id) => {
                        open.push(id);
                        continue;
                    }
                    Some(id) => Err(MathError::Cycle(id.to_owned())),
                    None => value(expr, self),
                };
                self.known.insert(last.to_owned(), found);
            }
        }
    }

    /// The value under an id.
    ///
    /// # Errors
    /// What is wrong with its expression, or that there is none.
    pub fn value(&self, id: &str) -> Result<Value, MathError> {
        if let Some(series) = self.metrics.iter().find(|series| series.id == id) {
            return Ok(Value::Series(series.clone()));
        }
        let unknown = || Err(MathError::UnknownId(id.to_owned()));
        self.known.get(id).cloned().unwrap_or_else(unknown)
    }

    /// Tells what values a metric or an expression is expected to have, for
    /// `ANOMALY_DETECTION_BAND`.
    pub fn expect(&mut self, id: &str, model: Model) {
        self.expected.insert(id.to_owned(), model);
    }

    /// Tells on which of the metrics there are service quotas, for `SERVICE_QUOTA`.
    pub fn limit(&mut self, parts: &[Part], quota: impl Fn(&MetricId) -> Option<Quota>) {
        let of = |part: &Part| match &part.of {
            PartOf::Metric { id, .. } => Some((part.id.clone(), quota(id)?)),
            PartOf::Expression(_) => None,
        };
        self.quotas.extend(parts.iter().filter_map(of));
    }

    /// Asks for the models that the bands of expressions need, and for the quotas on metrics.
    /// `parts` are all queries there are, `period_secs` gives the period of one of them.
    pub fn expect_all<'a>(
        &mut self,
        exprs: impl IntoIterator<Item = &'a Expr>,
        parts: &[Part],
        reader: Reader<'_>,
        period_secs: &dyn Fn(&str) -> i64,
    ) {
        let Reader { source, scope, now, .. } = reader;
        self.limit(parts, |id| source.quota(id));
        for id in exprs.into_iter().flat_map(Expr::bands) {
            let of = Modelled::of(id, parts);
            if let Some(model) = of.and_then(|of| source.expected(scope, &of, period_secs(id), now))
            {
                self.expect(id, model);
            }
        }
    }

    /// `ANOMALY_DETECTION_BAND`: lower and upper end at every instant, without points where there
    /// is no model.
    pub(super) fn band(&self, id: &str, width: f64) -> Result<Value, MathError> {
        let Value::Series(own) = self.value(id)? else {
            let text = "ANOMALY_DETECTION_BAND takes one time series";
            return Err(MathError::Operands(text.to_owned()));
        };
        let model = self.expected.get(id);
        let end = |pick: fn((f64, f64)) -> f64| {
            let at = |time: &Time| Some((*time, pick(model?.band(*time, width))));
            own.with(self.grid.iter().filter_map(at))
        };
        Ok(Value::Many(vec![end(|band| band.0), end(|band| band.1)]))
    }

    /// `SERVICE_QUOTA`: the quota at every instant. Ours: a quota on calls a second counts for the
    /// whole period, as the sums do that it is held against.
    pub(super) fn quota(&self, id: &str) -> Result<Value, MathError> {
        let (Value::Series(own), Some(quota)) = (self.value(id)?, self.quotas.get(id)) else {
            let text = format!("SERVICE_QUOTA takes a usage metric, and {id} has no service quota");
            return Err(MathError::Operands(text));
        };
        let value = match quota {
            Quota::AtOnce(most) => *most,
            Quota::ASecond(rate) => rate * own.period.as_secs() as f64,
        };
        Ok(Value::Series(own.with(self.grid.iter().map(|time| (*time, value)))))
    }

    /// The metrics, in order: what `METRICS()` gives.
    pub(super) fn metrics(&self) -> Vec<Series> {
        self.metrics.clone()
    }

    /// Every instant at which a point may stand.
    pub(super) fn grid(&self) -> &[Time] {
        &self.grid
    }
}

/// The instants from one until another, so far apart.
pub fn grid(from: Time, to: Time, step: Span) -> impl Iterator<Item = Time> {
    let times = std::iter::successors(Some(from), move |time| Some(*time + step));
    times.take_while(move |time| *time < to)
}
