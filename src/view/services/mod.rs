//! Automatic dashboards: for each service the graphs that tell most, over every resource there is;
//! and the resources that are there for their metrics alone, with what is set of them.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/GettingStarted.html>

use serde_json::json;

use crate::services::Request;
use crate::services::generators::table::{self, Every, SERVICES};
use crate::services::generators::{Kind, Lever, state, world};
use crate::sim::scope::{Region, Scope};
use crate::sim::time::{Span, Time};
use crate::sim::{Change, World};
use crate::telemetry::{MetricId, MetricSource as _, Stat};
use crate::view::chart::ChartModel;
use crate::view::chart::source::{Wanted, line};
use crate::view::metrics::names;

/// The most lines of a graph.
const LINES: usize = 10;

/// What a graph of a service shows.
#[derive(Clone, Debug)]
struct Key {
    metric: &'static str,
    stat: &'static str,
    dimensions: Vec<&'static str>,
    every: Every,
}

/// A service that has a dashboard of its own.
#[derive(Clone, Debug)]
struct Service {
    word: &'static str,
    namespace: &'static str,
    keys: Vec<Key>,
    kind: Option<Kind>,
}

/// A service to choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The word for it in addresses and scripts.
    pub word: &'static str,
    /// Its namespace.
    pub namespace: &'static str,
    /// How many graphs have something to show.
    pub graphs: usize,
}

/// One graph.
#[derive(Clone, Debug, PartialEq)]
pub struct Graph {
    /// The metric's name.
    pub metric: &'static str,
    /// The statistic.
    pub stat: &'static str,
    /// The lines.
    pub chart: ChartModel,
    /// What the lines are of, to look at closer.
    pub metrics: Vec<MetricId>,
}

/// The dashboard of one service.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    /// The word for it.
    pub word: &'static str,
    /// Its namespace.
    pub namespace: &'static str,
    /// Its graphs; none while there is nothing to show.
    pub graphs: Vec<Graph>,
    /// The line that brings a resource of it in; calls of EC2 do for its own.
    pub line: Option<String>,
    /// Whether its metrics are in us-east-1 alone, and this is elsewhere.
    pub elsewhere: bool,
}

/// A resource that is there for its metrics alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What it is called.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// The resource ID of a database, by which Performance Insights knows it.
    pub resource_id: Option<String>,
    /// Since when it is there.
    pub created: Time,
    /// What is set of it, with the ends.
    pub set: Vec<(Lever, f64, Option<Time>)>,
}

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The services.
    pub entries: Vec<Entry>,
    /// The dashboard of the one chosen.
    pub board: Option<Board>,
    /// The resources of this Region.
    pub rows: Vec<Row>,
    /// The Region, where resources are brought in.
    pub region: Region,
    /// Now.
    pub now: Time,
}

fn key(metric: &'static str, stat: &'static str, dimension: &'static str) -> Key {
    Key { metric, stat, dimensions: vec![dimension], every: Every::FiveMinutes }
}

/// The services in the order of the page: those with operations first.
fn services() -> Vec<Service> {
    let ec2 = vec![
        key("CPUUtilization", "Average", "InstanceId"),
        key("NetworkIn", "Average", "InstanceId"),
        key("NetworkOut", "Average", "InstanceId"),
        key("StatusCheckFailed", "Maximum", "InstanceId"),
        key("CPUCreditBalance", "Average", "InstanceId"),
    ];
    let ebs = vec![
        key("VolumeReadOps", "Sum", "VolumeId"),
        key("VolumeWriteOps", "Sum", "VolumeId"),
        key("VolumeQueueLength", "Average", "VolumeId"),
        key("BurstBalance", "Average", "VolumeId"),
    ];
    let own = |word, namespace, keys| Service { word, namespace, keys, kind: None };
    let mut all = vec![own("ec2", "AWS/EC2", ec2), own("ebs", "AWS/EBS", ebs)];
    all.extend(SERVICES.into_iter().map(generated));
    all
}

/// A service that is there for its metrics alone: each key metric by its first dimensions.
fn generated(service: &'static table::Service) -> Service {
    let shown = service.metrics.iter().filter(|metric| metric.key);
    let keys = shown.map(|metric| {
        let set = metric.sets.first().and_then(|set| service.sets.get(*set));
        let mut dimensions: Vec<&str> =
            set.into_iter().flat_map(|set| set.iter()).map(|(name, _)| *name).collect();
        dimensions.sort_unstable();
        Key { metric: metric.name, stat: metric.stat, dimensions, every: metric.every }
    });
    let (word, namespace, kind) = (service.kind.word(), service.namespace, Some(service.kind));
    Service { word, namespace, keys: keys.collect(), kind }
}

impl Key {
    fn is(&self, namespace: &str, id: &MetricId) -> bool {
        let names = id.dimensions.iter().map(|(name, _)| name.as_str());
        id.namespace == namespace
            && id.name == self.metric
            && names.eq(self.dimensions.iter().copied())
    }

    /// The periods of its graph, and how far back it goes.
    fn periods(&self) -> (Span, Span) {
        match self.every {
            Every::Minute | Every::FiveMinutes => (Span::mins(5), Span::hours(3)),
            Every::SixHours => (Span::hours(6), Span::days(14)),
            Every::Day => (Span::days(1), Span::days(14)),
        }
    }

    /// The search that finds its metrics.
    fn search(&self, namespace: &str) -> String {
        let schema = [&[namespace], self.dimensions.as_slice()].concat().join(",");
        let secs = self.periods().0.as_secs();
        format!("SEARCH('{{{schema}}} MetricName=\"{}\"', '{}', {secs})", self.metric, self.stat)
    }
}

/// The page, with the service chosen.
pub fn model(world: &World, scope: Scope, chosen: Option<&str>) -> Model {
    let now = world.now();
    let ids: Vec<MetricId> =
        world.metrics().list(scope, now).into_iter().map(|metric| metric.id).collect();
    let services = services();
    let entries = services.iter().map(|service| {
        let any = |key: &&Key| ids.iter().any(|id| key.is(service.namespace, id));
        let graphs = service.keys.iter().filter(any).count();
        Entry { word: service.word, namespace: service.namespace, graphs }
    });
    let entries = entries.collect();
    let board = services.iter().find(|service| Some(service.word) == chosen);
    let board = board.map(|service| board_of(world, scope, service, &ids));
    let row = |resource: &state::Resource| Row {
        name: resource.name.clone(),
        kind: resource.kind,
        resource_id: (resource.kind == Kind::Rds).then(|| resource.id.clone()),
        created: resource.created,
        set: world::set(resource, now),
    };
    let rows = world.generators().present(scope).map(row).collect();
    Model { entries, board, rows, region: scope.region, now }
}

fn board_of(world: &World, scope: Scope, service: &Service, ids: &[MetricId]) -> Board {
    let graphs = service.keys.iter().filter_map(|key| {
        let metrics: Vec<MetricId> =
            ids.iter().filter(|id| key.is(service.namespace, id)).take(LINES).cloned().collect();
        (!metrics.is_empty()).then(|| graph(world, scope, key, metrics))
    });
    let line = service.kind.map(|kind| {
        let name = if kind == Kind::Billing { "my-bill" } else { "my-app" };
        let change =
            Change::Bring { kind, name: name.to_owned(), region: place_of(kind, scope.region) };
        crate::shell::world::line(&change)
    });
    let elsewhere = service.kind.is_some_and(Kind::is_global) && scope.region != Region::US_EAST_1;
    let graphs = graphs.collect();
    Board { word: service.word, namespace: service.namespace, graphs, line, elsewhere }
}

/// Where a resource of a kind comes to be, seen from a Region.
pub fn place_of(kind: Kind, region: Region) -> Region {
    if kind.is_global() { Region::US_EAST_1 } else { region }
}

fn graph(world: &World, scope: Scope, key: &Key, metrics: Vec<MetricId>) -> Graph {
    let (period, back) = key.periods();
    let (from, to) = (world.now() - back, world.now());
    let mut chart = ChartModel::new(format!("{}, {}", key.metric, key.stat), from, to);
    let stat = Stat::parse(key.stat).unwrap_or(Stat::Average);
    let names = names(world, scope);
    for metric in &metrics {
        let wanted = Wanted { metric, stat, period, unit: None };
        let called = |value: &String| match names.get(value) {
            Some(name) => format!("{name} ({value})"),
            None => value.clone(),
        };
        let label: Vec<String> = metric.dimensions.iter().map(|(_, value)| called(value)).collect();
        let (series, unit) = line(world, scope, &wanted, label.join(" "), from, to);
        chart.unit = unit.unwrap_or_default().to_owned();
        chart.series.push(series);
    }
    chart.now = Some(to);
    Graph { metric: key.metric, stat: key.stat, chart, metrics }
}

/// What the page asks AWS for: the metrics of the service chosen, and the data of its graphs.
pub fn reads(chosen: Option<&str>, now: Time) -> Vec<Request> {
    let services = services();
    let Some(service) = services.iter().find(|service| Some(service.word) == chosen) else {
        return Vec::new();
    };
    let query = |(nth, key): (usize, &Key)| {
        let (id, search) = (format!("e{}", nth + 1), key.search(service.namespace));
        json!({ "Id": id, "Expression": search })
    };
    let queries: Vec<serde_json::Value> = service.keys.iter().enumerate().map(query).collect();
    let data = json!({
        "MetricDataQueries": queries,
        "StartTime": (now - Span::hours(3)).rfc3339(),
        "EndTime": now.rfc3339(),
    });
    let list = json!({ "Namespace": service.namespace });
    let calls = [("ListMetrics", list), ("GetMetricData", data)];
    let one = |(op, input)| Request::decode("cloudwatch", op, input).ok();
    calls.into_iter().filter_map(one).collect()
}

/// What is set of a resource, as it is told: the amount, and until when.
pub fn told(row: &Row) -> Vec<(Lever, String)> {
    let one = |(lever, amount, until): &(Lever, f64, Option<Time>)| {
        let until = until.map(|until| format!(" → {}", until.rfc3339())).unwrap_or_default();
        (*lever, format!("{amount}{until}"))
    };
    row.set.iter().map(one).collect()
}
