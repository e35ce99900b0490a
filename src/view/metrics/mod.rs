//! The metrics page: namespaces, sets of dimensions, metrics, and a graph of those chosen.

pub mod about;
pub mod linked;
pub mod looks;
pub mod math;
pub mod put;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::services::Request;
use crate::services::cloudwatch::dashboard::range::Range;
use crate::services::cloudwatch::metrics::label;
use crate::services::ec2::lifecycle::{InstanceState, Monitoring};
use crate::services::ec2::state::Instance;
use crate::sim::World;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::sim::timing::{BASIC_POINT, DETAILED_POINT, LIST_METRICS};
use crate::telemetry::{Listed, MetricId, MetricSource as _, Stat, insights};
use crate::text::Texts;
use crate::view::chart::source::{Wanted, line};
use crate::view::chart::{ChartModel, Series};
use crate::view::route::{self, MetricsQuery, RowLook};

/// Metrics without data for so long are not listed.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html>
const FORGOTTEN: Span = Span::days(14);

/// What is listed, and what is not yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    /// The metrics listed, by namespace.
    pub namespaces: BTreeMap<String, Vec<MetricId>>,
    /// Metrics that have data and are not listed yet, with the time at which they will be.
    pub soon: Vec<(MetricId, Time)>,
    /// Instances without a readable point yet, with the time of the first.
    pub waiting: Vec<(String, Time)>,
    /// What instances are called, by their ids: an id alone tells nobody anything.
    pub names: BTreeMap<String, String>,
}

/// A set of dimensions and the metrics that have it.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The names of the dimensions; none for metrics without.
    pub names: Vec<String>,
    /// The metrics.
    pub metrics: Vec<MetricId>,
}

/// The console's headings over the metrics of EC2, by their dimensions: the last words of keys.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/US_SingleMetricPerAMI.html>,
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/GetMetricAutoScalingGroup.html>
const OF_EC2: [(&[&str], &str); 5] = [
    (&["InstanceId"], "instance"),
    (&["AutoScalingGroupName"], "auto-scaling"),
    (&["ImageId"], "image"),
    (&["InstanceType"], "type"),
    (&[], "all"),
];

impl Group {
    /// What it is called.
    pub fn title(&self, texts: &Texts) -> String {
        let of_ec2 = self.metrics.iter().any(|metric| metric.namespace == "AWS/EC2");
        match OF_EC2.iter().find(|(names, _)| of_ec2 && self.names == *names) {
            Some((_, word)) => texts.t(&format!("metrics.group.ec2.{word}")).to_owned(),
            None if self.names.is_empty() => texts.t("metrics.group.none").to_owned(),
            None => texts.fill("metrics.group", &[("names", &self.names.join(", "))]),
        }
    }
}

impl Listing {
    /// Whether a text is part of a metric's name, of the values of its dimensions or of what these
    /// are called.
    pub fn holds(&self, metric: &MetricId, text: &str) -> bool {
        let text = text.trim().to_ascii_lowercase();
        let values = metric.dimensions.iter().map(|(_, value)| value);
        let names = metric.dimensions.iter().filter_map(|(_, value)| self.names.get(value));
        values
            .chain([&metric.name])
            .chain(names)
            .any(|part| part.to_ascii_lowercase().contains(&text))
    }

    /// The metrics of a namespace by their sets of dimensions.
    pub fn groups(&self, namespace: &str) -> Vec<Group> {
        let mut groups: BTreeMap<Vec<String>, Vec<MetricId>> = BTreeMap::new();
        for metric in self.namespaces.get(namespace).into_iter().flatten() {
            let names = metric.dimensions.iter().map(|(name, _)| name.clone()).collect();
            groups.entry(names).or_default().push(metric.clone());
        }
        groups.into_iter().map(|(names, metrics)| Group { names, metrics }).collect()
    }

    /// What of it has all words of a text in its names or the values of its dimensions.
    pub fn matching(&self, text: &str) -> Listing {
        let words: Vec<String> = text.split_whitespace().map(str::to_ascii_lowercase).collect();
        let holds = |metric: &&MetricId| {
            let pairs = metric.dimensions.iter().flat_map(|(name, value)| [name, value]);
            let names = metric.dimensions.iter().filter_map(|(_, value)| self.names.get(value));
            let parts = [&metric.namespace, &metric.name].into_iter().chain(pairs).chain(names);
            let all = parts.map(|part| part.to_ascii_lowercase()).collect::<Vec<_>>().join(" ");
            words.iter().all(|word| all.contains(word))
        };
        let mut found = Listing { names: self.names.clone(), ..Listing::default() };
        for (namespace, metrics) in &self.namespaces {
            let metrics: Vec<MetricId> = metrics.iter().filter(holds).cloned().collect();
            if !metrics.is_empty() {
                found.namespaces.insert(namespace.clone(), metrics);
            }
        }
        found
    }

    /// Whether nothing is listed.
    pub fn is_empty(&self) -> bool {
        self.namespaces.is_empty()
    }
}

/// Whether ListMetrics lists a metric.
fn is_listed(metric: &Listed, now: Time) -> bool {
    metric.last + FORGOTTEN >= now && metric.first + LIST_METRICS <= now
}

/// What ListMetrics lists in a Region now, and what it does not list yet.
pub fn listing(world: &World, scope: Scope) -> Listing {
    let now = world.now();
    let sources = world.metrics();
    let mut listing = Listing::default();
    let mut known = BTreeSet::new();
    for metric in sources.list(scope, now) {
        // Other metrics of an instance may come before: it is its load that one waits for.
        if metric.id.namespace == "AWS/EC2" && metric.id.name == "CPUUtilization" {
            known.extend(metric.id.dimensions.iter().map(|(_, value)| value.clone()));
        }
        if metric.last + FORGOTTEN < now {
            continue;
        }
        if metric.first + LIST_METRICS > now {
            listing.soon.push((metric.id, metric.first + LIST_METRICS));
        } else {
            listing.namespaces.entry(metric.id.namespace.clone()).or_default().push(metric.id);
        }
    }
    listing.waiting = waiting(world, scope, &known);
    listing.names = names(world, scope);
    listing
}

/// What instances are called by their Name tags.
pub(in crate::view) fn names(world: &World, scope: Scope) -> BTreeMap<String, String> {
    let ec2 = world.ec2();
    let name = |instance: &Instance| {
        let name = ec2.tags(scope, &instance.id)?.get("Name")?.clone();
        Some((instance.id.clone(), name)).filter(|(_, name)| !name.is_empty())
    };
    ec2.instances(scope).into_iter().filter_map(name).collect()
}

/// Running instances none of whose points is readable yet.
fn waiting(world: &World, scope: Scope, known: &BTreeSet<String>) -> Vec<(String, Time)> {
    let all = world.ec2().instances(scope).into_iter();
    let silent = all.filter(|instance| {
        instance.state == InstanceState::Running && !known.contains(&instance.id)
    });
    silent.map(|instance| (instance.id.clone(), first_point(instance))).collect()
}

/// When the first point of an instance is readable: so long after its window begins.
fn first_point(instance: &Instance) -> Time {
    let (rhythm, late) = match instance.monitoring {
        Monitoring::Enabled => (Span::mins(1), DETAILED_POINT),
        _ => (Span::mins(5), BASIC_POINT),
    };
    instance.started.floor(rhythm) + late
}

/// What is chosen on the page.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chosen {
    /// The namespace looked at.
    pub namespace: Option<String>,
    /// The metrics graphed.
    pub metrics: Vec<MetricId>,
    /// Expressions over them.
    pub math: Vec<String>,
    /// The statistic.
    pub stat: Option<String>,
    /// The period in seconds.
    pub period_secs: Option<u32>,
    /// How single rows look.
    pub looks: Vec<RowLook>,
    /// The stretch of time the graph shows.
    pub range: Option<Range>,
    /// How it is shown, by AWS's name.
    pub view: Option<String>,
    /// Whether lines stand on each other.
    pub stacked: bool,
    /// The ends of the left axis, where they are given: `0/100`.
    pub left: Option<String>,
    /// The ends of the right axis.
    pub right: Option<String>,
}

impl From<&MetricsQuery> for Chosen {
    fn from(query: &MetricsQuery) -> Chosen {
        let metric = |named: &route::MetricId| {
            MetricId::new(&named.namespace, &named.name, named.dimensions.clone())
        };
        Chosen {
            namespace: query.namespace.clone(),
            metrics: query.metrics.iter().map(metric).collect(),
            math: query.math.clone(),
            stat: query.stat.clone(),
            period_secs: query.period_secs,
            looks: query.rows.clone(),
            range: query.range,
            view: query.view.clone(),
            stacked: query.stacked,
            left: query.left.clone(),
            right: query.right.clone(),
        }
    }
}

impl Chosen {
    /// The statistic's name.
    pub fn stat_name(&self) -> &str {
        self.stat.as_deref().unwrap_or("Average")
    }

    /// The period.
    pub fn period(&self) -> Span {
        Span::secs(i64::from(self.period_secs.unwrap_or(300).max(1)))
    }
}

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// What there is.
    pub listing: Listing,
    /// What is chosen.
    pub chosen: Chosen,
    /// The graph, as far back as the page can show; `None` when nothing is chosen.
    pub chart: Option<ChartModel>,
    /// The lines of the graph with the ids that expressions know them by.
    pub rows: Vec<math::Row>,
    /// What those that are graphed are about.
    pub about: Vec<about::About>,
    /// What accounts share.
    pub linked: linked::Linked,
    /// Now.
    pub now: Time,
}

impl Model {
    /// The first row whose unit is another than that of those before it on the same axis, and both
    /// units: on a common scale one of them lies flat.
    pub fn apart(&self) -> Option<(&str, &str, &str)> {
        let look = |row: &math::Row| looks::of(&self.chosen, &row.id);
        let left = |row: &&math::Row| {
            !row.unit.is_empty() && look(row).is_none_or(|look| !look.right && !look.hidden)
        };
        let mut rows = self.rows.iter().filter(left);
        let first = rows.next()?;
        let other = rows.find(|row| row.unit != first.unit)?;
        Some((&other.id, &other.unit, &first.unit))
    }
}

/// What the graph is computed over when its address does not say.
pub const BACK: Span = Span::hours(24);

/// What of it is shown then.
pub const RANGE: Range = Range::Back(Span::hours(3));

/// The page with what is chosen.
pub fn model(world: &World, scope: Scope, chosen: Chosen, texts: &Texts) -> Model {
    let now = world.now();
    let any = !chosen.metrics.is_empty() || !chosen.math.is_empty();
    let graph = any.then(|| graph(world, scope, &chosen, texts));
    let (chart, rows) = graph.unzip();
    let rows = rows.unwrap_or_default();
    let (about, linked) = (about::of(world, scope, &chosen), linked::of(world, scope));
    Model { listing: listing(world, scope), chosen, chart, rows, about, linked, now }
}

fn graph(
    world: &World,
    scope: Scope,
    chosen: &Chosen,
    texts: &Texts,
) -> (ChartModel, Vec<math::Row>) {
    let now = world.now();
    let (from, to) = chosen.range.unwrap_or(Range::Back(BACK)).ends(now);
    let names: BTreeSet<&str> = chosen.metrics.iter().map(|metric| metric.name.as_str()).collect();
    let mut names = names.into_iter().collect::<Vec<_>>().join(", ");
    if names.is_empty() {
        names = chosen.math.join(", ");
    }
    let args: [(&str, &dyn std::fmt::Display); 2] =
        [("metrics", &names), ("stat", &chosen.stat_name())];
    let mut chart = ChartModel::new(texts.fill("metrics.chart.label", &args), from, to);
    let mut units = BTreeSet::new();
    for (nth, (metric, label)) in chosen.metrics.iter().zip(labels(chosen)).enumerate() {
        let id = format!("m{}", nth + 1);
        let stat = Stat::parse(looks::stat(chosen, &id)).unwrap_or(Stat::Average);
        let metric = MetricId::new(&metric.namespace, &metric.name, metric.dimensions.clone());
        let wanted =
            Wanted { metric: &metric, stat, period: looks::period(chosen, &id), unit: None };
        let (series, unit) = line(world, scope, &wanted, label, from, to);
        units.extend(unit);
        let unit = unit.unwrap_or_default().to_owned();
        chart.series.push(Series { unit, ..series });
    }
    if let (1, Some(unit)) = (units.len(), units.first()) {
        chart.unit = (*unit).to_owned();
    }
    chart.now = (to >= now).then_some(now);
    let rows = math::add(&mut chart, chosen, world, scope, texts);
    looks::apply(&mut chart, &rows, chosen);
    (chart, rows)
}

/// AWS's labels of the lines.
fn labels(chosen: &Chosen) -> Vec<String> {
    let query = |(nth, metric): (usize, &'_ MetricId)| {
        let id = format!("m{}", nth + 1);
        (metric.clone(), looks::stat(chosen, &id), looks::period(chosen, &id).as_secs())
    };
    let named: Vec<_> = chosen.metrics.iter().enumerate().map(query).collect();
    let query = |(id, stat, period_secs)| label::Query { id, stat, period_secs };
    let parts = named.iter().map(|(id, stat, secs)| (id, *stat, *secs));
    let all: Vec<label::Query<'_>> = parts.map(query).collect();
    all.iter().map(|query| label::default(query, &all)).collect()
}

/// What the page asks AWS for.
pub fn reads(chosen: &Chosen, now: Time) -> Vec<Request> {
    let mut list = json!({});
    if let (Some(namespace), Some(members)) = (&chosen.namespace, list.as_object_mut()) {
        members.insert("Namespace".to_owned(), json!(namespace));
    }
    let mut calls = vec![("ListMetrics", list)];
    if !chosen.metrics.is_empty() || (!chosen.math.is_empty() && math::sound(chosen)) {
        calls.push(("GetMetricData", data(chosen, now)));
    }
    let one = |(op, input)| Request::decode("cloudwatch", op, input).ok();
    calls.into_iter().filter_map(one).collect()
}

fn data(chosen: &Chosen, now: Time) -> Value {
    let dimension = |(name, value): &(String, String)| json!({ "Name": name, "Value": value });
    let query = |(i, metric): (usize, &MetricId)| {
        let dimensions: Vec<Value> = metric.dimensions.iter().map(dimension).collect();
        let id = format!("m{}", i + 1);
        json!({
            "Id": id,
            "MetricStat": {
                "Metric": {
                    "Namespace": metric.namespace,
                    "MetricName": metric.name,
                    "Dimensions": dimensions,
                },
                "Period": looks::period(chosen, &id).as_secs(),
                "Stat": looks::stat(chosen, &id),
            },
        })
    };
    let mut queries: Vec<Value> = chosen.metrics.iter().enumerate().map(query).collect();
    // What AWS would refuse is told where it was written, and not asked for.
    if math::sound(chosen) {
        let period = chosen.period().as_secs();
        let mut asked = false;
        // A call takes one Metrics Insights query; the console, too, asks for each by itself.
        let first = |(_, text): &(usize, &String)| {
            let query = insights::is_query(text);
            !query || !std::mem::replace(&mut asked, true)
        };
        let expression = |(nth, text): (usize, &String)| {
            let id = math::id(nth);
            json!({ "Id": id, "Expression": text, "Period": period })
        };
        queries.extend(chosen.math.iter().enumerate().filter(first).map(expression));
    }
    let (from, to) = chosen.range.unwrap_or(RANGE).ends(now);
    json!({
        "MetricDataQueries": queries,
        "StartTime": from.rfc3339(),
        "EndTime": to.rfc3339(),
    })
}
