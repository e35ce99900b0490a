//! What the watching of a world costs a month, if it goes on as it is now: line by line, with the
//! arithmetic.
//!
//! [`prices`] the prices, dated · `trails` what trails cost.

pub mod prices;
mod trails;

use crate::services::cloudwatch::alarm::Config;
use crate::services::cloudwatch::dashboard::body::{Body, Kind};
use crate::services::cloudwatch::stream::Stream;
use crate::services::ec2::lifecycle::{InstanceState, Monitoring};
use crate::sim::World;
use crate::sim::command::Via;
use crate::sim::scope::{Region, Scope};
use crate::sim::time::Span;
use crate::telemetry::{MetricSource as _, insights};
use prices::Tier;

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The lines, also those that cost nothing.
    pub lines: Vec<Line>,
    /// Their sum, in billionths of a dollar.
    pub total: u64,
}

/// What a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// Custom metrics.
    CustomMetrics,
    /// Metrics of EC2's detailed monitoring.
    Detailed,
    /// Alarms of standard resolution.
    Alarms,
    /// Alarms of high resolution.
    FastAlarms,
    /// Alarms on Metrics Insights queries.
    Queries,
    /// Composite alarms.
    Composites,
    /// Metric streams.
    Streams,
    /// Dashboards.
    Dashboards,
    /// Metrics asked for with GetMetricData.
    GetMetricData,
    /// Other requests.
    Requests,
    /// Management events that a trail takes, after the first that takes them.
    TrailCopies,
    /// Data events that trails take.
    TrailData,
    /// Events that Insights look at.
    TrailInsights,
}

impl Item {
    /// The end of the keys of its texts.
    pub fn key(self) -> &'static str {
        match self {
            Item::CustomMetrics => "custom",
            Item::Detailed => "detailed",
            Item::Alarms => "alarms",
            Item::FastAlarms => "fast",
            Item::Queries => "queries",
            Item::Composites => "composites",
            Item::Streams => "streams",
            Item::Dashboards => "dashboards",
            Item::GetMetricData => "get-data",
            Item::Requests => "requests",
            Item::TrailCopies => "trail-copies",
            Item::TrailData => "trail-data",
            Item::TrailInsights => "trail-insights",
        }
    }
}

/// Something that is counted, and how many units it stands for.
pub type Part = (String, u64);

/// One line of the bill.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// What it is about.
    pub item: Item,
    /// What it counts: names, and how many units each stands for.
    pub parts: Vec<Part>,
    /// How many units there are.
    pub units: u64,
    /// How many of them cost nothing.
    pub free: u64,
    /// Units at their price, in billionths of a dollar.
    pub steps: Vec<(u64, u64)>,
    /// What it comes to, in billionths of a dollar.
    pub total: u64,
}

/// A metric is charged for the hours in which it gets data.
const METERED: Span = Span::hours(1);
/// How far an alarm on a query looks back.
const QUERIED: Span = Span::hours(3);
/// How far back streams are looked at.
const LATELY: Span = Span::mins(5);
/// The requests that are charged for, beside GetMetricData.
/// <https://aws.amazon.com/cloudwatch/pricing/>
const CHARGED: [&str; 7] = [
    "DeleteDashboards",
    "GetDashboard",
    "GetMetricStatistics",
    "ListDashboards",
    "ListMetrics",
    "PutDashboard",
    "PutMetricData",
];

impl Line {
    /// A line: the first `free` units cost nothing, the others what the tiers say. `before` are the
    /// units that others have taken of the tiers.
    fn new(item: Item, parts: Vec<Part>, free: u64, before: u64, tiers: &[Tier]) -> Line {
        let units = parts.iter().map(|(_, units)| units).sum::<u64>();
        let free = free.min(units);
        let (mut left, mut skip) = (units - free, before);
        let mut steps = Vec::new();
        for tier in tiers {
            let room = tier.units.map_or(u64::MAX, |units| units.saturating_sub(skip));
            skip = skip.saturating_sub(tier.units.unwrap_or(u64::MAX));
            let taken = left.min(room);
            if taken > 0 {
                steps.push((taken, tier.nanos));
                left -= taken;
            }
        }
        let total = steps.iter().map(|(units, nanos)| units * nanos).sum();
        Line { item, parts, units, free, steps, total }
    }

    /// The arithmetic: `12 − 10 = 2 × $0.30 = $0.60`.
    pub fn arithmetic(&self) -> String {
        let billed = self.units - self.free;
        let count = match self.free {
            0 => billed.to_string(),
            free => format!("{} − {free} = {billed}", self.units),
        };
        let priced = |(units, nanos): &(u64, u64)| match self.steps.len() {
            1 => format!("× {}", dollars(*nanos)),
            _ => format!("{units} × {}", dollars(*nanos)),
        };
        let steps: Vec<String> = self.steps.iter().map(priced).collect();
        match self.steps.len() {
            0 => count,
            1 => format!("{count} {} = {}", steps.join(""), dollars(self.total)),
            _ => format!("{count}: {} = {}", steps.join(" + "), dollars(self.total)),
        }
    }
}

/// `$0.30`; with as many decimals as it needs, two at least.
pub fn dollars(nanos: u64) -> String {
    let text = format!("{}.{:09}", nanos / 1_000_000_000, nanos % 1_000_000_000);
    let short = text.trim_end_matches('0');
    let decimals = short.rsplit('.').next().map_or(0, str::len);
    let pad = "0".repeat(2_usize.saturating_sub(decimals));
    format!("${short}{pad}")
}

/// What the world costs a month.
pub fn model(world: &World) -> Model {
    let lines = lines(world, true);
    let total = lines.iter().map(|line| line.total).sum();
    Model { lines, total }
}

/// What is there to watch costs so much a month at the listed price, in millionths of a dollar:
/// without what AWS gives away, which other things may use, and without single requests and events.
pub fn listed(world: &World) -> u64 {
    let standing = |line: &Line| {
        let of_events =
            matches!(line.item, Item::TrailCopies | Item::TrailData | Item::TrailInsights);
        !of_events && !matches!(line.item, Item::GetMetricData | Item::Requests)
    };
    let lines = lines(world, false);
    lines.iter().filter(|line| standing(line)).map(|line| line.total / 1_000).sum()
}

/// The lines, with or without what AWS gives away.
fn lines(world: &World, given: bool) -> Vec<Line> {
    let given = |units: u64| if given { units } else { 0 };
    let scopes = || Region::all().map(|region| Scope { account: world.account(), region });
    let custom: Vec<Part> = scopes().flat_map(|scope| custom(world, scope)).collect();
    let detailed: Vec<Part> = scopes().flat_map(|scope| detailed(world, scope)).collect();
    let (mut slow, mut fast, mut composites) = (Vec::new(), Vec::new(), Vec::new());
    let mut queries = Vec::new();
    for (scope, region) in
        scopes().filter_map(|scope| Some((scope, world.cloudwatch().region(scope)?)))
    {
        for (name, alarm) in region.alarms() {
            if let Some(query) = query(alarm.config()) {
                queries.push((name.clone(), analyzed(world, scope, &query)));
                continue;
            }
            let one = (name.clone(), watched(alarm.config()));
            if alarm.config().period_secs < 60 { fast.push(one) } else { slow.push(one) }
        }
        composites.extend(region.composites().keys().map(|name| (name.clone(), 1)));
    }
    let free = given(prices::FREE_METRICS);
    let metrics = Line::new(Item::CustomMetrics, custom, free, 0, &prices::METRIC);
    let billed = metrics.units - metrics.free;
    let free = free - metrics.free;
    let (boards, free_boards) = dashboards(world);
    let (asked, requests) = calls(world);
    let mut lines = vec![
        metrics,
        Line::new(Item::Detailed, detailed, free, billed, &prices::METRIC),
        Line::new(Item::Alarms, slow, given(prices::FREE_ALARMS), 0, &prices::ALARM),
        Line::new(Item::FastAlarms, fast, 0, 0, &prices::FAST_ALARM),
        Line::new(Item::Queries, queries, 0, 0, &prices::ALARM),
        Line::new(Item::Composites, composites, 0, 0, &prices::COMPOSITE),
        Line::new(
            Item::Streams,
            scopes().flat_map(|scope| streams(world, scope)).collect(),
            0,
            0,
            &prices::STREAMED,
        ),
        Line::new(Item::Dashboards, boards, given(free_boards), 0, &prices::DASHBOARD),
        Line::new(Item::GetMetricData, asked, 0, 0, &prices::GET_METRIC_DATA),
        Line::new(Item::Requests, requests, given(prices::FREE_REQUESTS), 0, &prices::REQUEST),
    ];
    lines.extend(trails::lines(world));
    lines
}

/// The metrics an alarm is charged for: each that it watches; with a band of expected values three
/// for each, the metric and both edges.
/// <https://aws.amazon.com/cloudwatch/pricing/>
fn watched(config: &Config) -> u64 {
    let metrics = config.metric.measures().len().max(1) as u64;
    if config.threshold.band().is_some() { 3 * metrics } else { metrics }
}

/// The Metrics Insights query an alarm is on, if it is on one.
fn query(config: &Config) -> Option<insights::Query> {
    let texts = config.metric.queries().iter().filter_map(|query| query.expression());
    texts.filter(|text| insights::is_query(text)).find_map(|text| insights::parse(text).ok())
}

/// The metrics that a query looks at, which an alarm on it is charged for: those with data within
/// three hours. None of them is free.
/// <https://aws.amazon.com/cloudwatch/pricing/>
fn analyzed(world: &World, scope: Scope, query: &insights::Query) -> u64 {
    let now = world.now();
    let named = (query.namespace.as_str(), query.metric.as_str());
    let all = world.metrics().list_named(scope, named, now).into_iter();
    all.filter(|metric| metric.last + QUERIED >= now && query.matches(&metric.id)).count() as u64
}

/// What running streams carry in a month, if it goes on as in the last five minutes.
fn streams(world: &World, scope: Scope) -> Vec<Part> {
    const OF_A_MONTH: u64 = prices::DAYS * 24 * 12;
    let Some(region) = world.cloudwatch().region(scope) else { return Vec::new() };
    let (sources, now) = (world.metrics(), world.now());
    let carried = |(name, stream): (&String, &Stream)| {
        let count = stream.records((name, scope), &sources, (now - LATELY, now)).len() as u64;
        (count > 0).then(|| (name.clone(), count * OF_A_MONTH))
    };
    region.streams().iter().filter_map(carried).collect()
}

/// Metrics outside AWS's own namespaces that got data in the last hour.
fn custom(world: &World, scope: Scope) -> Vec<Part> {
    let now = world.now();
    let listed = world.metrics().list(scope, now).into_iter();
    let own = listed
        .filter(|metric| !metric.id.namespace.starts_with("AWS/") && metric.last + METERED >= now);
    let name = |metric: crate::telemetry::Listed| {
        let values = metric.id.dimensions.iter().map(|(_, value)| value.as_str());
        let parts: Vec<&str> = [metric.id.namespace.as_str(), metric.id.name.as_str()]
            .into_iter()
            .chain(values)
            .collect();
        (parts.join(" "), 1)
    };
    own.map(name).collect()
}

/// Running instances with detailed monitoring.
fn detailed(world: &World, scope: Scope) -> Vec<Part> {
    let all = world.ec2().instances(scope).into_iter();
    let watched = all.filter(|instance| {
        instance.state == InstanceState::Running
            && matches!(instance.monitoring, Monitoring::Enabled | Monitoring::Pending)
    });
    watched.map(|instance| (instance.id.clone(), prices::DETAILED)).collect()
}

/// The dashboards, and how many of them cost nothing.
fn dashboards(world: &World) -> (Vec<Part>, u64) {
    let mut all = Vec::new();
    let mut small = 0;
    for (name, dashboard) in world.cloudwatch().dashboards(world.account()) {
        let widgets = Body::read(&dashboard.body).unwrap_or_default().widgets;
        let metrics: usize = widgets
            .iter()
            .map(|widget| match &widget.kind {
                Kind::Metric(metric) => metric.metrics.len(),
                _ => 0,
            })
            .sum();
        small += u64::from(metrics <= prices::FREE_DASHBOARD_METRICS);
        all.push((name.clone(), 1));
    }
    (all, small.min(prices::FREE_DASHBOARDS))
}

/// The calls of the last day that were not the console's own, for a month: metrics asked for with
/// GetMetricData, and other requests.
fn calls(world: &World) -> (Vec<Part>, Vec<Part>) {
    let since = world.now() - Span::days(1);
    let (mut asked, mut requests) = (0, 0);
    let records = world.cloudtrail().records();
    let recent = records.iter().rev().take_while(|record| record.time > since);
    for record in recent.filter(|record| {
        record.event_source == "monitoring.amazonaws.com"
            && record.error.is_none()
            && matches!(record.caller.via, Via::Cli)
    }) {
        match record.event_name {
            "GetMetricData" => {
                let queries =
                    record.request.get("metricDataQueries").and_then(|all| all.as_array());
                let metric = |query: &&serde_json::Value| query.get("metricStat").is_some();
                asked += queries.map_or(0, |all| all.iter().filter(metric).count() as u64);
            }
            name => requests += u64::from(CHARGED.contains(&name)),
        }
    }
    let month = |name: &str, count: u64| match count {
        0 => Vec::new(),
        count => vec![(name.to_owned(), count * prices::DAYS)],
    };
    (month("GetMetricData", asked), month("*", requests))
}
