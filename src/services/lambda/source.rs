//! The metrics of functions that were invoked: what each tells is the table's of the services that
//! are there for their metrics alone, the numbers are those of the invocations.
//!
//! <https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html>

use std::collections::BTreeMap;

use super::state::{Run, State};
use crate::services::generators::Kind;
use crate::services::generators::model::{Class, Model, Samples};
use crate::services::generators::table::{Metric, Service};
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::{Span, Time};
use crate::telemetry::{Listed, MetricId, MetricSource, Point};

const MINUTE: Span = Span::mins(1);

fn service() -> &'static Service {
    Kind::Lambda.service()
}

/// What a metric is made of in a minute in which these ran; none if it is not told of them.
fn samples(model: Model, runs: &[Run]) -> Vec<Samples> {
    let count = runs.len() as f64;
    let failed = runs.iter().filter(|run| run.failed).count() as f64;
    let parts = |no: f64, yes: f64| {
        [(no, 0.0), (yes, 1.0)].into_iter().filter(|(count, _)| *count > 0.0).collect()
    };
    match model {
        Model::Each(Class::Taken) => vec![(count, 1.0)],
        Model::OfEach(Class::Server) => parts(count - failed, failed),
        // Nobody is turned away here: there is no limit of concurrency.
        Model::OfEach(Class::Refused) => parts(count, 0.0),
        Model::Time(..) => runs.iter().map(|run| (1.0, f64::from(run.millis))).collect(),
        // One after the other.
        Model::AtOnce(_) => vec![(1.0, 1.0)],
        _ => Vec::new(),
    }
}

impl State {
    /// The runs a metric of a place is about: of one function, or of all.
    fn told(&self, scope: Scope, id: &MetricId) -> Option<(&'static Metric, Vec<Run>)> {
        let service = service();
        if id.namespace != service.namespace || self.runs.is_empty() {
            return None;
        }
        let metric = service.metrics.iter().find(|metric| metric.name == id.name)?;
        let mut runs = Vec::new();
        for (function, own) in self.of(scope) {
            let named = metric
                .sets
                .iter()
                .any(|set| service.dimensions_named(*set, name(function)) == id.dimensions);
            runs.extend(named.then(|| own.iter().copied()).into_iter().flatten());
        }
        runs.sort_by_key(|run| run.time);
        (!runs.is_empty()).then_some((metric, runs))
    }

    fn of(&self, scope: Scope) -> impl Iterator<Item = (&Arn, &[Run])> {
        let here = move |arn: &Arn| {
            arn.account() == Some(scope.account) && arn.region() == Some(scope.region)
        };
        let of = self.runs.iter().filter(move |(arn, _)| here(arn));
        of.map(|(arn, runs)| (arn, runs.as_slice()))
    }
}

fn name(function: &Arn) -> &str {
    function.rest().trim_start_matches("function:")
}

/// Runs by the minute they began in.
fn by_minute(runs: &[Run]) -> impl Iterator<Item = (Time, &[Run])> {
    let same = |one: &Run, next: &Run| one.time.floor(MINUTE) == next.time.floor(MINUTE);
    runs.chunk_by(same).filter_map(|runs| Some((runs.first()?.time.floor(MINUTE), runs)))
}

impl MetricSource for State {
    fn list(&self, scope: Scope, now: Time) -> Vec<Listed> {
        let service = service();
        let mut found: BTreeMap<MetricId, (Time, Time)> = BTreeMap::new();
        for (function, runs) in self.of(scope) {
            for metric in service.metrics {
                let arrivals = runs.iter().map(|run| run.time.floor(MINUTE) + metric.every.lag());
                let arrived: Vec<Time> = arrivals.filter(|at| *at <= now).collect();
                let (Some(first), Some(last)) = (arrived.first(), arrived.last()) else { continue };
                for set in metric.sets {
                    let dimensions = service.dimensions_named(*set, name(function));
                    let id = MetricId::new(service.namespace, metric.name, dimensions);
                    let known = found.entry(id).or_insert((*first, *last));
                    *known = (known.0.min(*first), known.1.max(*last));
                }
            }
        }
        found.into_iter().map(|(id, (first, last))| Listed { id, first, last }).collect()
    }

    fn points(
        &self,
        scope: Scope,
        id: &MetricId,
        from: Time,
        to: Time,
        now: Time,
        each: &mut dyn FnMut(Point),
    ) {
        let Some((metric, runs)) = self.told(scope, id) else { return };
        for (time, runs) in by_minute(&runs) {
            let arrival = time + metric.every.lag();
            if time < from || time >= to || arrival > now {
                continue;
            }
            for (count, value) in samples(metric.model, runs) {
                let (sum, unit) = (count * value, metric.unit);
                each(Point { time, arrival, count, sum, min: value, max: value, unit });
            }
        }
    }

    fn is_pending(&self, scope: Scope, id: &MetricId, from: Time, to: Time, now: Time) -> bool {
        let Some((metric, runs)) = self.told(scope, id) else { return false };
        by_minute(&runs)
            .any(|(time, _)| time >= from && time < to && time + metric.every.lag() > now)
    }

    fn rhythm(&self, scope: Scope, id: &MetricId, _: Time) -> Span {
        if self.told(scope, id).is_some() { MINUTE } else { Span::ZERO }
    }
}
