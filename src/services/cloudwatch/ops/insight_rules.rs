//! PutInsightRule, DescribeInsightRules, EnableInsightRules, DisableInsightRules,
//! DeleteInsightRules, GetInsightRuleReport.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutInsightRule.html>
//! Messages are ours where AWS's are not known.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::tags::{self, Many};
use super::{invalid, page};
use crate::api::{ApiError, Timestamp};
use crate::services::cloudwatch::api::{
    DescribeInsightRulesInput, DescribeInsightRulesOutput, GetInsightRuleReportInput,
    GetInsightRuleReportOutput, InsightRule, InsightRuleContributor,
    InsightRuleContributorDatapoint, InsightRuleFailuresOutput, InsightRuleMetricDatapoint,
    InsightRuleNamesInput, PartialFailure, PutInsightRuleInput,
};
use crate::services::cloudwatch::insight::definition::{Fault, SCHEMA};
use crate::services::cloudwatch::insight::report::{Range, Report};
use crate::services::cloudwatch::insight::{Definition, Rule};
use crate::services::cloudwatch::state::State;
use crate::services::logs;
use crate::sim::Ctx;
use crate::sim::time::{Span, Time};
use crate::telemetry::contributed::Contributed;

/// The most rules of an account in a Region.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html>
const MOST_RULES: usize = 100;
/// How many rules a page holds, which is the most.
const PAGE: i32 = 500;

/// Makes a rule, which counts what comes in from now on, or changes the one with this name. Tags
/// count only for a new one.
pub fn put(
    state: &mut State,
    ctx: &Ctx<'_>,
    logs: &logs::State,
    input: &PutInsightRuleInput,
) -> Result<(), ApiError> {
    let on = match input.rule_state.as_deref() {
        None | Some("ENABLED") => true,
        Some("DISABLED") => false,
        Some(other) => {
            return Err(invalid(format!("The value {other} for parameter RuleState is invalid.")));
        }
    };
    let tags = tags::read(input.tags.as_ref(), Many(invalid, "A resource"))?;
    let definition = Definition::parse(&input.rule_definition).map_err(|fault| match fault {
        Fault::Wrong(text) => invalid(format!("The rule definition is not valid: {text}")),
        Fault::NotSimulated(what) => ApiError::not_simulated(what),
    })?;
    let definition = Rc::new(definition);
    let rules = state.insight_rules.entry(ctx.scope).or_default();
    let full = rules.len() >= MOST_RULES;
    let version = (logs.next_event(), on.then(|| Rc::clone(&definition)));
    match rules.get_mut(&input.rule_name) {
        Some(rule) => {
            rule.text.clone_from(&input.rule_definition);
            rule.definition = definition;
            rule.versions.push(version);
        }
        None if full => {
            let text = format!("An account has at most {MOST_RULES} Contributor Insights rules");
            return Err(ApiError::new("LimitExceededException", text));
        }
        None => {
            let (created, text) = (ctx.now, input.rule_definition.clone());
            let rule = Rule { created, text, versions: vec![version], definition, tags };
            rules.insert(input.rule_name.clone(), rule);
        }
    }
    Ok(())
}

/// Rules, by name.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeInsightRulesInput,
) -> Result<DescribeInsightRulesOutput, ApiError> {
    let rules = state.insight_rules(ctx.scope);
    let described = |(name, rule): (&String, &Rule)| InsightRule {
        name: name.clone(),
        state: rule.state().to_owned(),
        schema: SCHEMA.to_owned(),
        definition: rule.text.clone(),
        managed_rule: false,
    };
    let size = usize::try_from(input.max_results.unwrap_or(PAGE)).unwrap_or_default();
    let (insight_rules, next_token) = page(rules.map(described), input.next_token.as_ref(), size)?;
    Ok(DescribeInsightRulesOutput { next_token, insight_rules })
}

/// What is done to rules that are named.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Change {
    /// They count again.
    Enable,
    /// They count nothing.
    Disable,
    /// They are gone.
    Delete,
}

/// Changes the rules that are there, and names those that are not. What AWS says of these is not
/// known.
pub fn change(
    state: &mut State,
    ctx: &Ctx<'_>,
    logs: &logs::State,
    (change, input): (Change, &InsightRuleNamesInput),
) -> InsightRuleFailuresOutput {
    let rules = state.insight_rules.entry(ctx.scope).or_default();
    let mut failures = Vec::new();
    for name in &input.rule_names {
        match (rules.get_mut(name), change) {
            (None, _) => failures.push(PartialFailure {
                failure_resource: name.clone(),
                exception_type: "ResourceNotFoundException".to_owned(),
                failure_code: "404".to_owned(),
                failure_description: missing(name).message,
            }),
            (Some(_), Change::Delete) => drop(rules.remove(name)),
            (Some(rule), change) => rule.switch(change == Change::Enable, logs.next_event()),
        }
    }
    InsightRuleFailuresOutput { failures }
}

fn missing(name: &str) -> ApiError {
    let text = format!("Insight rule {name} does not exist");
    ApiError::new("ResourceNotFoundException", text).http(404)
}

/// The most contributors of a report, and how many it has if that is not said.
const CONTRIBUTORS: (i32, usize) = (100, 10);

/// Who contributed most in a stretch of time.
pub fn report(
    state: &State,
    ctx: &Ctx<'_>,
    logs: &logs::State,
    input: &GetInsightRuleReportInput,
) -> Result<GetInsightRuleReportOutput, ApiError> {
    let metrics = metrics(input)?;
    let by_maximum = match input.order_by.as_deref() {
        None | Some("Sum") => false,
        Some("Maximum") => true,
        Some(other) => {
            return Err(invalid(format!("The value {other} for parameter OrderBy is invalid.")));
        }
    };
    let most = match input.max_contributor_count {
        None => CONTRIBUTORS.1,
        Some(most) if (1..=CONTRIBUTORS.0).contains(&most) => most.unsigned_abs() as usize,
        Some(_) => {
            let most = CONTRIBUTORS.0;
            return Err(invalid(format!("MaxContributorCount must be between 1 and {most}.")));
        }
    };
    let rule = state.insight_rule(ctx.scope, &input.rule_name);
    let rule = rule.ok_or_else(|| missing(&input.rule_name))?;
    let period = Span::secs(i64::from(input.period));
    let (from, to) = (input.start_time.0, input.end_time.0);
    let found = Report::of(rule, logs, ctx.scope, Range { from, to, period, now: ctx.now });
    let total = |points: &[(Time, f64)]| points.iter().map(|(_, value)| value).sum::<f64>();
    let value = |points: &[(Time, f64)]| match by_maximum {
        true => points.iter().map(|(_, value)| *value).fold(f64::NEG_INFINITY, f64::max),
        false => total(points),
    };
    let contributors = found.contributors();
    let count = contributors.len() as i64;
    let mut ranked: Vec<_> = contributors.iter().map(|(keys, p)| (value(p), *keys, p)).collect();
    // Those who gave as much stand by their keys.
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    ranked.truncate(most);
    let one =
        |(value, keys, points): &(f64, &Vec<String>, &Vec<(Time, f64)>)| InsightRuleContributor {
            keys: (*keys).clone(),
            approximate_aggregate_value: *value,
            datapoints: points.iter().map(datapoint).collect(),
        };
    Ok(GetInsightRuleReportOutput {
        key_labels: rule.definition.keys.iter().map(|key| key.text.clone()).collect(),
        aggregation_statistic: rule.definition.statistic().to_owned(),
        aggregate_value: contributors.values().map(|points| total(points)).sum(),
        approximate_unique_count: count,
        contributors: ranked.iter().map(one).collect(),
        metric_datapoints: numbers(&found, &metrics),
    })
}

fn datapoint((time, value): &(Time, f64)) -> InsightRuleContributorDatapoint {
    InsightRuleContributorDatapoint { timestamp: Timestamp(*time), approximate_value: *value }
}

/// Checks the times and reads what numbers are asked for.
fn metrics(input: &GetInsightRuleReportInput) -> Result<Vec<Contributed>, ApiError> {
    if input.start_time >= input.end_time {
        let text = "The parameter StartTime must be less than the parameter EndTime.";
        return Err(invalid(text));
    }
    if input.period % 60 != 0 {
        return Err(invalid("The parameter Period must be a multiple of 60."));
    }
    let named = |name: &String| {
        let unknown = || invalid(format!("The value {name} for parameter Metrics is invalid."));
        Contributed::named(name).ok_or_else(unknown)
    };
    input.metrics.iter().flatten().map(named).collect()
}

/// The numbers that are asked for, a period at a time.
fn numbers(found: &Report, metrics: &[Contributed]) -> Vec<InsightRuleMetricDatapoint> {
    if metrics.is_empty() {
        return Vec::new();
    }
    let mut points: BTreeMap<Time, InsightRuleMetricDatapoint> = BTreeMap::new();
    for metric in metrics {
        for (time, value) in found.points(*metric) {
            let nothing = || InsightRuleMetricDatapoint {
                timestamp: Timestamp(time),
                ..InsightRuleMetricDatapoint::default()
            };
            let point = points.entry(time).or_insert_with(nothing);
            let place = match metric {
                Contributed::UniqueContributors => &mut point.unique_contributors,
                Contributed::MaxContributorValue => &mut point.max_contributor_value,
                Contributed::SampleCount => &mut point.sample_count,
                Contributed::Sum => &mut point.sum,
                Contributed::Minimum => &mut point.minimum,
                Contributed::Maximum => &mut point.maximum,
                Contributed::Average => &mut point.average,
            };
            *place = Some(value);
        }
    }
    points.into_values().collect()
}
