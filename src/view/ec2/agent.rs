//! The CloudWatch agent of an instance on its page: what it needs, and its metrics.

use crate::services::ec2::state::Instance;
use crate::sim::agents::{self, Needs};
use crate::sim::scope::{Region, Scope};
use crate::sim::{Span, Time, World};
use crate::telemetry::series::{Query, read};
use crate::telemetry::{MetricId, Stat};
use crate::view::chart::{ChartModel, Dot, Series};

/// The most charts that are drawn; all other metrics are a link away.
const DRAWN: usize = 6;

/// The agent of an instance.
#[derive(Clone, Debug, PartialEq)]
pub struct Agent {
    /// What it needs, and what of it is there.
    pub needs: Needs,
    /// Charts of its percentages.
    pub graphs: Vec<Graph>,
}

/// One small chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Graph {
    /// The metric.
    pub id: MetricId,
    /// The length of a period.
    pub period: Span,
    /// The first and the last instant shown.
    pub range: (Time, Time),
    /// Value by start of its period.
    pub points: Vec<(Time, f64)>,
}

impl Graph {
    /// What tells it from others of its name: `/ xfs xvda1`.
    pub fn about(&self) -> String {
        let own = self.id.dimensions.iter().filter(|(name, _)| {
            !matches!(name.as_str(), "InstanceId" | "ImageId" | "InstanceType" | "host")
        });
        own.map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// The chart, under a label in the reader's language.
    pub fn chart(&self, label: String) -> ChartModel {
        let (from, to) = self.range;
        let dots = self.points.iter().map(|(time, value)| Dot { time: *time, value: *value });
        let series = Series {
            label: format!("{} {}", self.id.name, self.about()),
            period: self.period,
            dots: dots.collect(),
            ..Series::default()
        };
        let mut chart = ChartModel::new(label, from, to);
        chart.unit = "Percent".to_owned();
        chart.series.push(series);
        chart
    }
}

/// The agent of an instance, with charts of the last `span`.
pub fn model(world: &World, instance: &Instance, span: Span) -> Option<Agent> {
    let needs = agents::needs(world, &instance.id)?;
    let region: Region = needs.place.1.parse().ok()?;
    let scope = Scope { account: instance.scope.account, region };
    let machine = world.agents().machine(&instance.id);
    let series = machine.map(|machine| machine.publishes()).unwrap_or_default();
    let (sources, now) = (world.metrics(), world.now());
    let has = |id: &MetricId| needs.metrics.iter().any(|listed| listed.id == *id);
    let mut graphs = Vec::new();
    for one in series.iter().filter(|one| one.unit == "Percent" && has(&one.id)) {
        if graphs.len() == DRAWN {
            break;
        }
        let period = one.every.max(Span::mins(1));
        let Some(stat) = Stat::plain("Average") else { continue };
        let query = Query {
            scope,
            id: &one.id,
            from: (now - span).floor(period),
            to: now,
            period_secs: period.as_secs(),
            unit: None,
            stat,
        };
        let value = |mut found: crate::telemetry::series::Period| {
            Some((found.time, found.bin.value(query.stat)?))
        };
        let points = read(&sources, &query, now).into_iter().filter_map(value).collect();
        graphs.push(Graph { id: one.id.clone(), period, range: (query.from, now), points });
    }
    Some(Agent { needs, graphs })
}
