//! One arm an operation.

mod action;
mod alarm_state;
pub mod anomaly;
mod dashboards;
pub mod describe;
pub mod get_data;
mod history;
mod insight_rules;
mod list_metrics;
mod mute_rules;
mod names;
mod put_alarm;
mod put_composite;
mod put_data;
pub mod put_queries;
mod statistics;
mod streams;
mod tags;

use crate::api::reply::{json, none};
use serde_json::Value;

use super::api::Request;
use super::state::State;
use crate::api::{self, ApiError};
use crate::services::Emitters;
use crate::sim::Ctx;
use crate::sim::scope::AccountId;
use insight_rules::Change;

/// Carries out a request. Other services are only read, through the metrics they emit; `linked` are
/// the accounts that share theirs with the caller's, `moved` counts what may have moved metrics.
pub fn execute(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    (services, linked, moved): (Emitters<'_>, &[AccountId], u64),
    request: &Request,
) -> Result<Value, ApiError> {
    // Whatever is asked may change an alarm, and whatever else what the next page would tell.
    state.rouse(ctx.scope);
    let pages = std::mem::take(&mut state.pages);
    match request {
        Request::PutMetricData(input) => put_data::put(state, ctx, input).map(none),
        Request::ListMetrics(input) => {
            list_metrics::list((&state.sources(services), linked), ctx, input).map(json)
        }
        Request::GetMetricStatistics(input) => {
            statistics::get(&state.sources(services), ctx, input).map(json)
        }
        Request::GetMetricData(input) => {
            let source = state.sources(services).read_by(ctx.scope.account, linked);
            let (output, left) = get_data::get(pages, (&source, linked, moved), ctx, input)?;
            state.pages = left;
            Ok(json(output))
        }
        Request::PutMetricAlarm(input) => put_alarm::put(state, ctx, linked, input).map(none),
        Request::PutCompositeAlarm(input) => put_composite::put(state, ctx, input).map(none),
        Request::DescribeAlarmContributors(input) => {
            anomaly::contributors(state, ctx.scope, input).map(json)
        }
        Request::PutAnomalyDetector(input) => anomaly::put(state, ctx, input).map(json),
        Request::DescribeAnomalyDetectors(input) => {
            anomaly::describe(state, ctx.scope, input).map(json)
        }
        Request::DeleteAnomalyDetector(input) => anomaly::delete(state, ctx.scope, input).map(none),
        Request::PutAlarmMuteRule(input) => mute_rules::put(state, ctx, input).map(none),
        Request::GetAlarmMuteRule(input) => mute_rules::get(state, ctx, input).map(json),
        Request::ListAlarmMuteRules(input) => mute_rules::list(state, ctx, input).map(json),
        Request::DeleteAlarmMuteRule(input) => mute_rules::delete(state, ctx, input).map(none),
        Request::DescribeAlarms(input) => describe::alarms(state, ctx, input),
        Request::DescribeAlarmsForMetric(input) => {
            describe::for_metric(state, ctx, input).map(json)
        }
        Request::DescribeAlarmHistory(input) => history::describe(state, ctx, input).map(json),
        Request::DeleteAlarms(input) => alarm_state::delete(state, ctx, input).map(none),
        Request::SetAlarmState(input) => alarm_state::set(state, ctx, input).map(none),
        Request::EnableAlarmActions(input) => {
            alarm_state::switch(state, ctx, input, true).map(none)
        }
        Request::DisableAlarmActions(input) => {
            alarm_state::switch(state, ctx, input, false).map(none)
        }
        Request::PutDashboard(input) => dashboards::put(state, ctx, input).map(json),
        Request::GetDashboard(input) => dashboards::get(state, ctx, input).map(json),
        Request::ListDashboards(input) => dashboards::list(state, ctx, input).map(json),
        Request::DeleteDashboards(input) => dashboards::delete(state, ctx, input).map(none),
        Request::PutMetricStream(input) => streams::put(state, ctx, input).map(json),
        Request::GetMetricStream(input) => streams::get(state, ctx, input).map(json),
        Request::ListMetricStreams(input) => streams::list(state, ctx, input).map(json),
        Request::DeleteMetricStream(input) => {
            streams::delete(state, ctx, input);
            Ok(none(()))
        }
        Request::StartMetricStreams(input) => streams::switch(state, ctx, input, true).map(none),
        Request::StopMetricStreams(input) => streams::switch(state, ctx, input, false).map(none),
        Request::PutInsightRule(input) => {
            insight_rules::put(state, ctx, services.logs, input).map(none)
        }
        Request::DescribeInsightRules(input) => {
            insight_rules::describe(state, ctx, input).map(json)
        }
        Request::EnableInsightRules(input) => {
            Ok(json(insight_rules::change(state, ctx, services.logs, (Change::Enable, input))))
        }
        Request::DisableInsightRules(input) => {
            Ok(json(insight_rules::change(state, ctx, services.logs, (Change::Disable, input))))
        }
        Request::DeleteInsightRules(input) => {
            Ok(json(insight_rules::change(state, ctx, services.logs, (Change::Delete, input))))
        }
        Request::GetInsightRuleReport(input) => {
            insight_rules::report(state, ctx, services.logs, input).map(json)
        }
        Request::ListTagsForResource(input) => tags::list(state, ctx.scope, input).map(json),
        Request::TagResource(input) => tags::add(state, ctx.scope, input).map(none),
        Request::UntagResource(input) => tags::remove(state, ctx.scope, input).map(none),
    }
}

/// `ValidationError`.
fn validation(message: impl Into<String>) -> ApiError {
    ApiError::new("ValidationError", message)
}

/// `InvalidParameterValue`.
fn invalid(message: impl Into<String>) -> ApiError {
    ApiError::new("InvalidParameterValue", message)
}

/// `InvalidParameterCombination`.
fn combination(message: impl Into<String>) -> ApiError {
    ApiError::new("InvalidParameterCombination", message)
}

/// Two parameters of which only one may be given.
fn not_both(first: &str, second: &str) -> ApiError {
    combination(format!(
        "The parameters {first} and {second} are mutually exclusive and you have specified both."
    ))
}

/// One page of a listing.
fn page<T>(
    items: impl Iterator<Item = T>,
    token: Option<&String>,
    size: usize,
) -> Result<(Vec<T>, Option<String>), ApiError> {
    let token = token.map(String::as_str);
    api::page::page(items.collect(), token, size).ok_or_else(|| bad_token(token))
}

fn bad_token(token: Option<&str>) -> ApiError {
    let token = token.unwrap_or_default();
    ApiError::new("InvalidNextToken", format!("The token '{token}' is not valid."))
}
