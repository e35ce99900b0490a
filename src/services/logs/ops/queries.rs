//! Logs Insights: queries are run, and what they found is kept for a week.

use std::rc::Rc;

use super::{breaks, group_name, invalid, missing, no_group, one_group, page};
use crate::api::ApiError;
use crate::services::logs::insights::{self, Event, MAX_ROWS, QueryError};
use crate::services::logs::shapes::{
    DescribeQueriesInput, DescribeQueriesOutput, GetQueryResultsOutput, QueryInfo, QueryInput,
    QueryStatistics, ResultField, StartQueryInput, StartQueryOutput, StopQueryOutput,
};
use crate::services::logs::state::{Group, QueryRun, State};
use crate::sim::Ctx;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};

/// How long results are kept.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html>
const KEPT: Span = Span::days(7);
/// The most groups of a query.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html>
const MAX_GROUPS: usize = 50;
/// The most rows that are kept of all queries together: a bound of ours.
const MAX_KEPT_ROWS: usize = 200_000;

fn malformed(error: QueryError) -> ApiError {
    match error {
        QueryError::Malformed { message, .. } => ApiError::new("MalformedQueryException", message),
        QueryError::NotSimulated(what) => ApiError::not_simulated(what),
    }
}

/// Seconds since 1970, as documented; numbers that can only be milliseconds are taken for such, as
/// AWS's own example of the CLI gives them.
fn instant(given: i64) -> Time {
    const MILLIS: i64 = 100_000_000_000;
    if given >= MILLIS { Time::from_millis(given) } else { Time::from_secs(given) }
}

/// The groups a query is run over.
fn groups<'a>(
    state: &'a State,
    scope: Scope,
    input: &StartQueryInput,
) -> Result<Vec<&'a Group>, ApiError> {
    let ways = [input.group.is_some(), input.groups.is_some(), input.identifiers.is_some()];
    if ways.iter().filter(|given| **given).count() != 1 {
        // The rule is AWS's, the words are not known.
        let text = "Specify exactly one of logGroupName, logGroupNames and logGroupIdentifiers.";
        return Err(invalid(text));
    }
    if let Some(identifiers) = &input.identifiers {
        let one = |given: &String| one_group(state, scope, (None, Some(given)));
        return identifiers.iter().map(one).collect();
    }
    let names = input.named();
    if names.is_empty() || names.len() > MAX_GROUPS {
        let rule = "Member must have length less than or equal to 50";
        return Err(breaks(&format!("[{}]", names.join(", ")), "logGroupNames", rule));
    }
    let one = |name: &str| {
        group_name(name)?;
        state.group(scope, name).ok_or_else(no_group)
    };
    names.into_iter().map(one).collect()
}

/// The events of groups between two instants, both included.
pub fn events<'a>(groups: &[&'a Group], range: (Time, Time), now: Time) -> Vec<Event<'a>> {
    let mut events = Vec::new();
    for group in groups {
        let log = format!("{}:{}", group.scope.account, group.name);
        for (name, stream) in &group.streams {
            let asked = stream.arrivals().filter(|event| {
                event.at >= range.0 && event.at <= range.1 && group.keeps(event, now)
            });
            events.extend(asked.map(|event| Event::new(log.clone(), name, event)));
        }
    }
    events
}

/// Runs a query at once. AWS takes some seconds, and more for more events.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StartQuery.html>
pub fn start(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &StartQueryInput,
) -> Result<StartQueryOutput, ApiError> {
    if let Some(language) = input.language.as_ref().filter(|language| *language != "CWLI") {
        return Err(ApiError::not_simulated(format!("queryLanguage {language}")));
    }
    let most = input.limit.unwrap_or(MAX_ROWS as i32);
    if most > MAX_ROWS as i32 {
        let rule = "Member must have value less than or equal to 10000";
        return Err(breaks(&most.to_string(), "limit", rule));
    }
    let groups = groups(state, ctx.scope, input)?;
    let query = insights::parse(&input.text).map_err(malformed)?;
    let range = (instant(input.start), instant(input.end));
    let begun = |group: &&Group| {
        let oldest = group.retention_days.map(|days| ctx.now - Span::days(i64::from(days)));
        range.1 >= group.created && oldest.is_none_or(|oldest| range.1 > oldest)
    };
    if !groups.iter().any(begun) || range.0 > range.1 {
        let text = format!(
            "Query's end date and time is either before the log groups creation time or exceeds \
             the log groups log retention settings ([{},{}])",
            input.start, input.end
        );
        return Err(ApiError::new("MalformedQueryException", text));
    }
    let found = insights::run(&query, &events(&groups, range, ctx.now), ctx.now, most as usize);
    let names = groups.iter().map(|group| group.name.clone()).collect();
    state.queries.retain(|_, run| run.created > ctx.now - KEPT);
    let kept: usize = state.queries.values().map(|run| run.found.rows.len()).sum();
    if kept + found.rows.len() > MAX_KEPT_ROWS {
        return Err(ApiError::new("LimitExceededException", "Resource limit exceeded."));
    }
    let id = ctx.ids.uuid("logs:query", state.asked);
    state.asked += 1;
    let run = QueryRun {
        created: ctx.now,
        groups: names,
        text: input.text.clone(),
        range: (input.start, input.end),
        found: Rc::new(found),
    };
    state.queries.insert((ctx.scope, id.clone()), run);
    Ok(StartQueryOutput { id })
}

fn one<'a>(state: &'a State, ctx: &Ctx<'_>, id: &str) -> Result<&'a QueryRun, ApiError> {
    let run = state.queries.get(&(ctx.scope, id.to_owned()));
    let run = run.filter(|run| run.created > ctx.now - KEPT);
    // AWS documents the error without its words.
    run.ok_or_else(|| missing("The specified query does not exist."))
}

/// Stops a query. Here each has ended by then.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_StopQuery.html>
pub fn stop(state: &State, ctx: &Ctx<'_>, input: &QueryInput) -> Result<StopQueryOutput, ApiError> {
    one(state, ctx, &input.id)?;
    // The rule is AWS's, its words are not known.
    Err(invalid("The specified query has already ended."))
}

/// What a query found. A field that a row does not have is left out; rows that are events end with
/// what leads back to the event.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_GetQueryResults.html>
pub fn results(
    state: &State,
    ctx: &Ctx<'_>,
    input: &QueryInput,
) -> Result<GetQueryResultsOutput, ApiError> {
    let run = one(state, ctx, &input.id)?;
    let found = &run.found;
    let row = |(values, pointer): (&Vec<Option<String>>, &Option<String>)| {
        let shown = found.columns.iter().map(String::as_str).zip(values);
        let field = |(name, value): (&str, &Option<String>)| {
            Some(ResultField { field: name.to_owned(), value: value.clone()? })
        };
        shown.chain([("@ptr", pointer)]).filter_map(field).collect()
    };
    Ok(GetQueryResultsOutput {
        language: "CWLI".to_owned(),
        results: found.rows.iter().zip(&found.pointers).map(row).collect(),
        statistics: QueryStatistics {
            matched: found.matched as f64,
            scanned: found.scanned as f64,
            records_skipped: 0.0,
            bytes: found.bytes as f64,
            bytes_skipped: 0.0,
            groups: run.groups.len() as f64,
        },
        status: "Complete".to_owned(),
    })
}

/// Lists the queries of the last week, the newest first.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeQueries.html>
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeQueriesInput,
) -> Result<DescribeQueriesOutput, ApiError> {
    let size = super::limit(input.most, 1000)?;
    let asked = |((scope, _), run): &(&(Scope, String), &QueryRun)| {
        *scope == ctx.scope
            && run.created > ctx.now - KEPT
            && input.group.as_ref().is_none_or(|group| run.groups.contains(group))
            && input.status.as_ref().is_none_or(|status| status == "Complete")
            && input.language.as_ref().is_none_or(|language| language == "CWLI")
    };
    let mut runs: Vec<_> = state.queries.iter().filter(asked).collect();
    runs.sort_by_key(|(_, run)| std::cmp::Reverse(run.created));
    let item = |((_, id), run): (&(Scope, String), &QueryRun)| QueryInfo {
        language: "CWLI".to_owned(),
        id: id.clone(),
        text: run.recorded(),
        status: "Complete".to_owned(),
        created: run.created.as_millis(),
        group: run.groups.first().cloned(),
    };
    let items = runs.into_iter().map(item).collect();
    let (queries, next_token) = page(items, input.next_token.as_deref(), size)?;
    Ok(DescribeQueriesOutput { queries, next_token })
}

impl QueryRun {
    /// The text as AWS keeps it: with its groups and its range before it.
    fn recorded(&self) -> String {
        let groups: Vec<String> = self.groups.iter().map(|name| format!("\"{name}\"")).collect();
        let (start, end) = self.range;
        format!("SOURCE {} START={start} END={end} |\n{}", groups.join(", "), self.text)
    }
}
