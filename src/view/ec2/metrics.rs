//! An instance's metrics on its page: small charts, and when the first point can be read.

use crate::services::ec2::history::History;
use crate::services::ec2::metrics::NAMESPACE;
use crate::services::ec2::metrics::series::{self, Cadence};
use crate::services::ec2::{InstanceState, state::Instance};
use crate::sim::{Span, Time, World, timing};
use crate::telemetry::series::{Query, read};
use crate::telemetry::{MetricId, Stat};
use crate::view::chart::{ChartModel, Dot, Series};

/// One small chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Graph {
    /// AWS's name of the metric.
    pub metric: &'static str,
    /// AWS's unit.
    pub unit: &'static str,
    /// AWS's name of the statistic.
    pub stat: &'static str,
    /// The length of a period.
    pub period: Span,
    /// The first and the last instant shown.
    pub range: (Time, Time),
    /// Value by start of its period; periods without data are left out.
    pub points: Vec<(Time, f64)>,
    /// Whether no point comes while monitoring is as it is: it is a metric of basic monitoring.
    pub basic_only: bool,
}

impl Graph {
    /// The chart, under a label in the reader's language.
    pub fn chart(&self, label: String) -> ChartModel {
        let (from, to) = self.range;
        let dots = self.points.iter().map(|(time, value)| Dot { time: *time, value: *value });
        let series = Series {
            label: format!("{} {}", self.metric, self.stat),
            period: self.period,
            dots: dots.collect(),
            ..Series::default()
        };
        let mut chart = ChartModel::new(label, from, to);
        chart.unit = self.unit.to_owned();
        chart.series.push(series);
        chart
    }
}

/// The metrics of the monitoring tab and the statistic each is best read by.
const SHOWN: [(&str, &str); 12] = [
    ("CPUUtilization", "Average"),
    ("NetworkIn", "Average"),
    ("NetworkOut", "Average"),
    ("NetworkPacketsIn", "Average"),
    ("NetworkPacketsOut", "Average"),
    ("StatusCheckFailed_System", "Maximum"),
    ("StatusCheckFailed_Instance", "Maximum"),
    ("StatusCheckFailed_AttachedEBS", "Maximum"),
    ("CPUCreditUsage", "Sum"),
    ("CPUCreditBalance", "Average"),
    ("CPUSurplusCreditBalance", "Average"),
    ("CPUSurplusCreditsCharged", "Sum"),
];

/// The metric of an instance.
pub fn metric(instance: &str, name: &str) -> MetricId {
    let dimensions = vec![("InstanceId".to_owned(), instance.to_owned())];
    MetricId::new(NAMESPACE, name, dimensions)
}

/// The charts of the last `span`.
pub fn graphs(world: &World, instance: &Instance, span: Span) -> Vec<Graph> {
    let (now, history) = (world.now(), world.ec2().history(&instance.id));
    let detailed = history.is_some_and(|h| h.is_detailed_before(now + Span::millis(1)));
    let graph = |(name, stat): (&str, &'static str)| {
        let metric = series::find(name).filter(|metric| has(metric, history))?;
        let minute = match metric.cadence {
            Cadence::Always => true,
            Cadence::ByMode => detailed,
            Cadence::BasicOnly | Cadence::Five => false,
        };
        let period = if minute { Span::mins(1) } else { Span::mins(5) };
        let id = self::metric(&instance.id, name);
        let query = Query {
            scope: instance.scope,
            id: &id,
            from: (now - span).floor(period),
            to: now,
            period_secs: period.as_secs(),
            unit: None,
            stat: Stat::plain(stat)?,
        };
        let value = |mut found: crate::telemetry::series::Period| {
            Some((found.time, found.bin.value(query.stat)?))
        };
        let points = read(world.ec2(), &query, now).into_iter().filter_map(value).collect();
        let range = (query.from, now);
        let basic_only = detailed && metric.cadence == Cadence::BasicOnly;
        Some(Graph {
            metric: metric.name,
            unit: metric.unit,
            stat,
            period,
            range,
            points,
            basic_only,
        })
    };
    SHOWN.into_iter().filter_map(graph).collect()
}

/// Whether an instance has a metric, as far as that follows from what it is.
fn has(metric: &series::Metric, history: Option<&History>) -> bool {
    history.is_some_and(|history| !metric.is_never(history))
}

/// When CloudWatch has, or will have, something to read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirstPoint {
    /// The instance has never run, and does not run soon.
    Never,
    /// It will be readable then.
    Expected {
        /// The start of the time the point stands for.
        of: Time,
        /// When it can be read.
        readable: Time,
    },
    /// It can be read.
    Readable,
}

/// When the first point of CPUUtilization can be read.
pub fn first_point(world: &World, instance: &Instance) -> FirstPoint {
    let now = world.now();
    let history = world.ec2().history(&instance.id);
    let ran = history.and_then(|history| history.runs().first());
    let starts = match (ran, instance.state) {
        (Some(run), _) => run.from,
        (None, InstanceState::Pending) => match instance.due {
            Some(due) => due,
            None => return FirstPoint::Never,
        },
        (None, _) => return FirstPoint::Never,
    };
    // Detailed monitoring that is switched on meanwhile may bring a point sooner.
    let minute = |number| starts.floor(Span::mins(1)) + Span::mins(number);
    let detailed = |minute: &Time| history.is_some_and(|history| is_detailed(history, *minute));
    let sooner = (0..5).map(minute).find(detailed).map(|minute| point_after(minute, true));
    let basic = point_after(starts, false);
    let (of, readable) = sooner.filter(|(_, at)| *at < basic.1).unwrap_or(basic);
    match readable <= now {
        true => FirstPoint::Readable,
        false => FirstPoint::Expected { of, readable },
    }
}

fn is_detailed(history: &History, at: Time) -> bool {
    history.is_detailed_before(at + Span::mins(1))
}

/// The first point of an instance that starts running at `from`: its timestamp and when it arrives.
/// A minute counts if the instance runs at its end.
pub fn point_after(from: Time, detailed: bool) -> (Time, Time) {
    match detailed {
        true => {
            let of = from.floor(Span::mins(1));
            (of, of + timing::DETAILED_POINT)
        }
        false => {
            let of = from.floor(Span::mins(5));
            (of, of + timing::BASIC_POINT)
        }
    }
}
