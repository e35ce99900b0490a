//! Explorer widgets: graphs of whatever carries the tags, so that what is launched tomorrow is in
//! them too. Of AWS's resource types instances are known.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html#CloudWatch-Dashboard-Properties-Explorer-Widget-Object>

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::Content;
use crate::services::cloudwatch::dashboard::body::Metric;
use crate::services::cloudwatch::dashboard::lines::{Line, What};
use crate::services::ec2::state::Instance;
use crate::sim::World;
use crate::sim::scope::{Region, Scope};
use crate::sim::time::Span;
use crate::view::widget::{self, Shown, Stretch};

/// The type of resource that is known.
const INSTANCE: &str = "AWS::EC2::Instance";
/// How many lines a graph has at most; more would be no picture.
const LINES: usize = 50;

/// One graph of an explorer.
#[derive(Clone, Debug, PartialEq)]
pub struct Graph {
    /// The metric, and what it is split by.
    pub title: String,
    /// The graph.
    pub shown: Box<Shown>,
}

/// An explorer's graphs.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Explorer {
    /// The graphs, metric by metric.
    pub graphs: Vec<Graph>,
    /// The types of resources that are not known here, by AWS's names.
    pub unknown: Vec<String>,
    /// How many stand side by side.
    pub columns: u32,
}

/// The inside of an explorer widget.
pub fn content(
    world: &World,
    members: &Map<String, Value>,
    stretch: Stretch,
    period: &dyn Fn(u32) -> Span,
) -> Content {
    let word = |name: &str| members.get(name).and_then(Value::as_str);
    let region = word("region").and_then(|code| code.parse().ok()).unwrap_or(stretch.region);
    let scope = Scope { account: world.account(), region };
    let chosen = chosen(world, scope, members.get("labels"));
    let mut explorer = Explorer { columns: columns(members), ..Explorer::default() };
    let empty = Vec::new();
    for metric in members.get("metrics").and_then(Value::as_array).unwrap_or(&empty) {
        let part = |name: &str| metric.get(name).and_then(Value::as_str).unwrap_or_default();
        let kind = part("resourceType");
        if kind != INSTANCE {
            explorer.unknown.push(kind.to_owned());
            continue;
        }
        let (name, stat) = (part("metricName"), part("stat"));
        for (value, group) in split(world, scope, &chosen, word("splitBy")) {
            let lines = match aggregation(members) {
                Some((key, func)) => aggregated(world, scope, (&group, name), (key, func)),
                None => group.iter().map(|one| line(one, name)).take(LINES).collect(),
            };
            let drawn = graph(members, (region, stat), lines);
            let title = [name, stat, value.as_str()].into_iter().filter(|part| !part.is_empty());
            let title = title.collect::<Vec<_>>().join(" · ");
            let shown = widget::shown(world, &drawn, stretch, title.clone(), period);
            explorer.graphs.push(Graph { title, shown: Box::new(shown) });
        }
    }
    Content::Explorer(explorer)
}

/// How many graphs stand side by side.
fn columns(members: &Map<String, Value>) -> u32 {
    let options = members.get("widgetOptions");
    let given = options.and_then(|options| options.get("widgetsPerRow")).and_then(Value::as_u64);
    given.and_then(|columns| u32::try_from(columns).ok()).unwrap_or(2).clamp(1, 6)
}

/// The instances with all the labels: of one key any of its values is enough, and a key without a
/// value wants any.
fn chosen<'a>(world: &'a World, scope: Scope, labels: Option<&Value>) -> Vec<&'a Instance> {
    let mut wanted: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for label in labels.and_then(Value::as_array).into_iter().flatten() {
        let part = |name: &str| label.get(name).and_then(Value::as_str);
        if let Some(key) = part("key") {
            wanted.entry(key).or_default().extend(part("value"));
        }
    }
    let fits = |instance: &&Instance| {
        wanted.iter().all(|(key, values)| {
            let own = property(world, scope, instance, key);
            own.is_some_and(|own| values.is_empty() || values.contains(&own.as_str()))
        })
    };
    world.ec2().instances(scope).into_iter().filter(fits).collect()
}

/// What an instance has under a key: a property of its own, or a tag.
fn property(world: &World, scope: Scope, instance: &Instance, key: &str) -> Option<String> {
    let ec2 = world.ec2();
    Some(match key {
        "InstanceId" => instance.id.clone(),
        "InstanceType" => instance.kind.to_owned(),
        "ImageId" => instance.image.clone(),
        "State" => instance.state.name().to_owned(),
        "AvailabilityZone" => ec2.network(scope).zone(instance.zone).name,
        key => ec2.tags(scope, &instance.id)?.get(key)?.clone(),
    })
}

/// The instances by what they are split by; those that have nothing of it are left out.
fn split<'a>(
    world: &World,
    scope: Scope,
    all: &[&'a Instance],
    key: Option<&str>,
) -> Vec<(String, Vec<&'a Instance>)> {
    let Some(key) = key else { return vec![(String::new(), all.to_vec())] };
    let mut groups: BTreeMap<String, Vec<&Instance>> = BTreeMap::new();
    for instance in all {
        if let Some(value) = property(world, scope, instance, key) {
            groups.entry(value).or_default().push(instance);
        }
    }
    groups.into_iter().collect()
}

/// By what lines are taken together, and how.
fn aggregation(members: &Map<String, Value>) -> Option<(&str, &str)> {
    let given = members.get("aggregateBy")?;
    let part = |name: &str| given.get(name).and_then(Value::as_str);
    let func = part("func").filter(|func| ["AVG", "MIN", "MAX", "SUM"].contains(func));
    Some((part("key")?, func?))
}

fn line(instance: &Instance, name: &str) -> Line {
    let parts = ["AWS/EC2", name, "InstanceId", instance.id.as_str()];
    let label = Some(instance.id.clone());
    Line { label, ..Line::metric(parts.map(str::to_owned).to_vec()) }
}

/// A line for each value of a key: one statistic over the lines of those that have it.
fn aggregated(
    world: &World,
    scope: Scope,
    (group, name): (&[&Instance], &str),
    (key, func): (&str, &str),
) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut sums = Vec::new();
    for (value, members) in split(world, scope, group, Some(key)) {
        let mut ids = Vec::new();
        for instance in members.into_iter().take(LINES) {
            let id = format!("m{}", lines.len() + 1);
            ids.push(id.clone());
            let hidden = Line { id: Some(id), visible: Some(false), ..line(instance, name) };
            lines.push(hidden);
        }
        let expression = format!("{func}([{}])", ids.join(","));
        let (what, id) = (What::Expression(expression), format!("e{}", sums.len() + 1));
        sums.push(Line { what, id: Some(id), label: Some(value), ..Line::default() });
    }
    lines.extend(sums);
    lines
}

/// The graph as a metric widget.
fn graph(
    members: &Map<String, Value>,
    (region, stat): (Region, &str),
    metrics: Vec<Line>,
) -> Metric {
    let options = members.get("widgetOptions");
    let option = |name: &str| options.and_then(|options| options.get(name));
    let mut other = Map::new();
    other.extend(option("legend").map(|legend| ("legend".to_owned(), legend.clone())));
    Metric {
        metrics,
        region: Some(region.code().to_owned()),
        view: option("view").and_then(Value::as_str).map(str::to_owned),
        stacked: option("stacked").and_then(Value::as_bool),
        stat: Some(stat.to_owned()).filter(|stat| !stat.is_empty()),
        period: members
            .get("period")
            .and_then(Value::as_u64)
            .and_then(|secs| u32::try_from(secs).ok()),
        other,
        ..Metric::default()
    }
}
