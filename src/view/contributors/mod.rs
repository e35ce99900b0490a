//! Contributor Insights: which rules there are, and what each found lately.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/ContributorInsights-ViewReports.html>

pub mod act;

use serde_json::{Value, json};

use crate::services::Request;
use crate::services::cloudwatch::insight::report::{Range, Report};
use crate::services::cloudwatch::insight::{Definition, Rule};
use crate::sim::World;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::view::chart::{ChartModel, Dot, Series};
use crate::view::route::{MetricsQuery, Route};

/// How far back a report goes.
const LATELY: Span = Span::hours(1);
/// Its period.
const PERIOD: Span = Span::mins(1);
/// The most contributors that are shown: as many as AWS shows unless it is asked for others.
const SHOWN: usize = 10;

/// A rule in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Whether it counts.
    pub enabled: bool,
    /// What tells contributors apart.
    pub keys: Vec<String>,
    /// What is counted: `COUNT` or `SUM`.
    pub statistic: &'static str,
    /// The groups it covers now.
    pub groups: Vec<String>,
    /// Since when it is there.
    pub created: Time,
}

/// A contributor in a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Contributor {
    /// The values of the keys.
    pub keys: Vec<String>,
    /// What it gave.
    pub value: f64,
    /// Which part of all that is, in percent.
    pub share: f64,
}

/// A rule with its report.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// The rule.
    pub row: Row,
    /// Its ARN.
    pub arn: String,
    /// Its definition, a member a line.
    pub definition: String,
    /// How many contributed, and how much all together.
    pub all: (usize, f64),
    /// Those who gave most.
    pub top: Vec<Contributor>,
    /// What they gave, minute by minute.
    pub chart: ChartModel,
    /// Where the rule is graphed by metric math.
    pub graph: Route,
}

/// The rules of a place.
pub fn list(world: &World, scope: Scope) -> Vec<Row> {
    world
        .cloudwatch()
        .insight_rules(scope)
        .map(|(name, rule)| row(world, scope, (name, rule)))
        .collect()
}

fn row(world: &World, scope: Scope, (name, rule): (&str, &Rule)) -> Row {
    let definition: &Definition = &rule.definition;
    let covered = world.logs().of(scope).filter(|group| definition.covers(&group.name));
    Row {
        name: name.to_owned(),
        enabled: rule.is_enabled(),
        keys: definition.keys.iter().map(|key| key.text.clone()).collect(),
        statistic: definition.statistic(),
        groups: covered.map(|group| group.name.clone()).collect(),
        created: rule.created,
    }
}

/// A rule, if there is one of this name.
pub fn detail(world: &World, scope: Scope, name: &str, label: &str) -> Option<Detail> {
    let rule = world.cloudwatch().insight_rule(scope, name)?;
    let now = world.now();
    let (from, to) = ((now - LATELY).floor(PERIOD), now);
    let report = Report::of(rule, world.logs(), scope, Range { from, to, period: PERIOD, now });
    let contributors = report.contributors();
    let total = |points: &[(Time, f64)]| points.iter().map(|(_, value)| value).sum::<f64>();
    let whole: f64 = contributors.values().map(|points| total(points)).sum();
    let mut ranked: Vec<_> = contributors.iter().map(|(keys, p)| (total(p), *keys, p)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    ranked.truncate(SHOWN);
    let top = ranked.iter().map(|(value, keys, _)| Contributor {
        keys: (*keys).clone(),
        value: *value,
        share: if whole == 0.0 { 0.0 } else { value / whole * 100.0 },
    });
    let line = |(_, keys, points): &(f64, &Vec<String>, &Vec<(Time, f64)>)| Series {
        label: keys.join(" · "),
        period: PERIOD,
        dots: points.iter().map(|(time, value)| Dot { time: *time, value: *value }).collect(),
        ..Series::default()
    };
    let mut chart = ChartModel::new(label.to_owned(), from, to);
    chart.series = ranked.iter().map(line).collect();
    let math = |what: &str| format!("INSIGHT_RULE_METRIC('{name}', '{what}')");
    let graph = Route::Metrics(MetricsQuery {
        math: ["UniqueContributors", "MaxContributorValue"].map(math).to_vec(),
        ..MetricsQuery::default()
    });
    Some(Detail {
        row: row(world, scope, (name, rule)),
        arn: scope.arn("cloudwatch", &format!("insight-rule/{name}")).to_string(),
        definition: pretty(&rule.text),
        all: (contributors.len(), whole),
        top: top.collect(),
        chart,
        graph,
    })
}

/// JSON with a member a line.
fn pretty(text: &str) -> String {
    let json: Option<Value> = serde_json::from_str(text).ok();
    let pretty = json.and_then(|json| serde_json::to_string_pretty(&json).ok());
    pretty.unwrap_or_else(|| text.to_owned())
}

/// What the list asks AWS for.
pub fn list_reads() -> Vec<Request> {
    Request::decode("cloudwatch", "DescribeInsightRules", json!({})).into_iter().collect()
}

/// What the page of a rule asks AWS for.
pub fn detail_reads(world: &World, name: &str) -> Vec<Request> {
    let now = world.now();
    let input = json!({
        "RuleName": name, "StartTime": (now - LATELY).floor(PERIOD).as_secs(),
        "EndTime": now.as_secs(),
        "Period": PERIOD.as_secs(), "MaxContributorCount": SHOWN,
    });
    let report = Request::decode("cloudwatch", "GetInsightRuleReport", input);
    list_reads().into_iter().chain(report).collect()
}
