//! Metric filters: put, listed, deleted; patterns tried.

use super::{breaks, group_name, invalid, limit, missing, no_group, page};
use crate::api::ApiError;
use crate::services::logs::filter::MetricFilter;
use crate::services::logs::pattern::{Fault, Pattern};
use crate::services::logs::shapes::{
    DeleteMetricFilterInput, DescribeMetricFiltersInput, DescribeMetricFiltersOutput,
    MetricFilterItem, MetricFilterMatch, MetricTransformation, PutMetricFilterInput,
    TestMetricFilterInput, TestMetricFilterOutput,
};
use crate::services::logs::state::{Group, State, arn};
use crate::sim::Ctx;
use crate::sim::real::Real;
use crate::sim::scope::Scope;
use crate::telemetry::unit;

/// The most metric filters of a group.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html>
const MAX_FILTERS: usize = 100;
/// The most dimensions of a filter's metric.
const MAX_DIMENSIONS: usize = 3;
/// The longest pattern.
const MAX_PATTERN: usize = 1024;

/// Reads a pattern. The text for terms is AWS's; of the others only the code is known.
pub fn pattern(text: &str) -> Result<Pattern, ApiError> {
    if text.chars().count() > MAX_PATTERN {
        let rule = "Member must have length less than or equal to 1024";
        return Err(breaks(text, "filterPattern", rule));
    }
    Pattern::parse(text).map_err(|fault| match fault {
        Fault::Term(term) => invalid(format!("Invalid character(s) in term '{term}'")),
        Fault::Form => invalid("Invalid filter pattern"),
    })
}

pub fn name(name: &str) -> Result<(), ApiError> {
    let fits = |c: char| c != ':' && c != '*';
    super::check_name((name, "filterName"), "[^:*]*", fits)
}

/// What a filter is made of, checked. Where AWS's words are not known they are ours.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_MetricTransformation.html>
fn transformation(given: &[MetricTransformation]) -> Result<&MetricTransformation, ApiError> {
    let [one] = given else {
        let rule = "Member must have length less than or equal to 1";
        return Err(breaks(&format!("{} items", given.len()), "metricTransformations", rule));
    };
    for (text, member) in [(&one.name, "metricName"), (&one.namespace, "metricNamespace")] {
        if text.chars().count() > 255 || text.contains([':', '*', '$']) {
            let member = format!("metricTransformations.1.member.{member}");
            let rule = "Member must satisfy regular expression pattern: [^:*$]*";
            return Err(breaks(text, &member, rule));
        }
    }
    if one.namespace.starts_with("AWS/") {
        return Err(invalid("Invalid metric transformation: namespace must not begin with AWS/"));
    }
    if one.value.parse::<f64>().is_err() && !one.value.starts_with('$') {
        return Err(invalid(
            "Invalid metric transformation: metricValue must be a number or a field",
        ));
    }
    let dimensions = one.dimensions.as_ref().map_or(0, |dimensions| dimensions.len());
    if dimensions > 0 && one.default.is_some() {
        let text = "Invalid metric transformation: dimensions and default value are mutually \
                    exclusive properties.";
        return Err(invalid(text));
    }
    if dimensions > MAX_DIMENSIONS {
        let text = "Invalid metric transformation: dimensions must not be more than 3";
        return Err(invalid(text));
    }
    Ok(one)
}

/// Puts a filter. It sees the events that come in from now on.
pub fn put(state: &mut State, ctx: &Ctx<'_>, input: &PutMetricFilterInput) -> Result<(), ApiError> {
    group_name(&input.group)?;
    name(&input.name)?;
    let pattern = pattern(&input.pattern)?;
    let one = transformation(&input.transformations)?;
    let unit = match one.unit.as_deref() {
        None => unit::NONE,
        Some(given) => unit::named(given).ok_or_else(|| {
            let member = "metricTransformations.1.member.unit";
            breaks(given, member, "Member must satisfy enum value set")
        })?,
    };
    let filter = MetricFilter {
        name: input.name.clone(),
        text: input.pattern.clone(),
        pattern,
        created: ctx.now,
        namespace: one.namespace.clone(),
        metric: one.name.clone(),
        value: one.value.clone(),
        default: one.default.map(Real::new),
        unit,
        names_unit: one.unit.is_some(),
        dimensions: one.dimensions.clone().unwrap_or_default().into_iter().collect(),
    };
    let group = state.groups.get_mut(&arn(ctx.scope, &input.group)).ok_or_else(no_group)?;
    if group.filters.len() >= MAX_FILTERS && !group.filters.contains_key(&input.name) {
        return Err(ApiError::new("LimitExceededException", "Resource limit exceeded."));
    }
    group.filters.insert(input.name.clone(), filter);
    Ok(())
}

/// Deletes a filter. What its metric was told stays.
pub fn delete(
    state: &mut State,
    scope: Scope,
    input: &DeleteMetricFilterInput,
) -> Result<(), ApiError> {
    group_name(&input.group)?;
    let group = state.groups.get_mut(&arn(scope, &input.group)).ok_or_else(no_group)?;
    let none = || missing("The specified metric filter does not exist.");
    group.filters.remove(&input.name).map(|_| ()).ok_or_else(none)
}

fn item(group: &Group, filter: &MetricFilter) -> MetricFilterItem {
    MetricFilterItem {
        name: filter.name.clone(),
        pattern: filter.text.clone(),
        transformations: vec![filter.transformation()],
        created: filter.created.as_millis(),
        group: group.name.clone(),
        transformed: false,
    }
}

/// Lists filters: of a group, or of one metric.
pub fn describe(
    state: &State,
    scope: Scope,
    input: &DescribeMetricFiltersInput,
) -> Result<DescribeMetricFiltersOutput, ApiError> {
    let size = limit(input.limit, 50)?;
    if input.metric.is_some() != input.namespace.is_some() {
        // The rule is AWS's, the words are not known.
        return Err(invalid("Specify both metricName and metricNamespace, or neither."));
    }
    if let Some(group) = &input.group {
        group_name(group)?;
        state.group(scope, group).ok_or_else(no_group)?;
    }
    let prefix = input.prefix.as_deref().unwrap_or_default();
    let asked = |filter: &&MetricFilter| {
        filter.name.starts_with(prefix)
            && input.metric.as_ref().is_none_or(|metric| filter.metric == *metric)
            && input.namespace.as_ref().is_none_or(|namespace| filter.namespace == *namespace)
    };
    let groups = state.of(scope);
    let groups = groups.filter(|group| input.group.as_ref().is_none_or(|it| group.name == *it));
    let items = groups
        .flat_map(|group| group.filters.values().filter(asked).map(|filter| item(group, filter)));
    let (filters, next_token) = page(items.collect(), input.next_token.as_deref(), size)?;
    Ok(DescribeMetricFiltersOutput { filters, next_token })
}

/// Tries a pattern on events. Nothing is kept.
pub fn test(input: &TestMetricFilterInput) -> Result<TestMetricFilterOutput, ApiError> {
    let pattern = pattern(&input.pattern)?;
    if input.messages.len() > 50 {
        let rule = "Member must have length less than or equal to 50";
        let shown = format!("{} messages", input.messages.len());
        return Err(breaks(&shown, "logEventMessages", rule));
    }
    let found = |(at, message): (usize, &String)| {
        pattern.extract(message).map(|values| MetricFilterMatch {
            number: at as i64,
            message: message.clone(),
            values,
        })
    };
    let matches = input.messages.iter().enumerate().filter_map(found).collect();
    Ok(TestMetricFilterOutput { matches })
}
