//! ListMetrics.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html>

use super::names::{namespace, shown};
use super::page;
use crate::api::ApiError;
use crate::services::cloudwatch::api::{
    DimensionFilter, ListMetricsInput, ListMetricsOutput, Metric,
};
use crate::sim::Ctx;
use crate::sim::scope::{AccountId, Scope};
use crate::sim::time::Span;
use crate::sim::timing::LIST_METRICS;
use crate::telemetry::{Listed, MetricId, MetricSource};

/// How many metrics a page holds.
const PAGE: usize = 500;
/// Metrics without data for so long are not listed.
const FORGOTTEN: Span = Span::days(14);
/// `PT3H`. AWS's answer to it is approximate; ours is exact.
const RECENT: Span = Span::hours(3);

/// Lists what matches. A new metric takes a while to appear; until then it can be read by name.
pub fn list(
    (source, linked): (&dyn MetricSource, &[AccountId]),
    ctx: &Ctx<'_>,
    input: &ListMetricsInput,
) -> Result<ListMetricsOutput, ApiError> {
    if let Some(name) = &input.namespace {
        namespace(name)?;
    }
    let now = ctx.now;
    let span = if input.recently_active.is_some() { RECENT } else { FORGOTTEN };
    let listed = |metric: &Listed| metric.first + LIST_METRICS <= now && metric.last + span >= now;
    let all: Vec<(AccountId, Listed)> = owners(linked, ctx, input)
        .into_iter()
        .flat_map(|account| {
            let scope = Scope { account, ..ctx.scope };
            source.list(scope, now).into_iter().map(move |metric| (account, metric))
        })
        .collect();
    let found = all.iter().filter(|(_, metric)| listed(metric) && matches(input, &metric.id));
    let (found, next_token) = page(found, input.next_token.as_ref(), PAGE)?;
    // Who owns each is told when several accounts are asked about, in the same order.
    let owners = input.linked == Some(true);
    let owners = owners.then(|| found.iter().map(|(account, _)| account.to_string()).collect());
    let metrics = found.into_iter().map(|(_, metric)| item(&metric.id)).collect();
    Ok(ListMetricsOutput { metrics, next_token, owners })
}

/// The accounts whose metrics are listed: the caller's, and in a monitoring account those that are
/// linked to it.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html>
fn owners(linked: &[AccountId], ctx: &Ctx<'_>, input: &ListMetricsInput) -> Vec<AccountId> {
    let linked: &[AccountId] = if input.linked == Some(true) { linked } else { &[] };
    let mut all = vec![ctx.scope.account];
    all.extend(linked);
    all.retain(|account| input.owner.as_ref().is_none_or(|owner| *owner == account.to_string()));
    all
}

fn matches(input: &ListMetricsInput, id: &MetricId) -> bool {
    let has = |filter: &DimensionFilter| {
        id.dimensions.iter().any(|(name, value)| {
            *name == filter.name && filter.value.as_ref().is_none_or(|wanted| wanted == value)
        })
    };
    input.namespace.as_ref().is_none_or(|wanted| *wanted == id.namespace)
        && input.metric_name.as_ref().is_none_or(|wanted| *wanted == id.name)
        && input.dimensions.iter().flatten().all(has)
}

fn item(id: &MetricId) -> Metric {
    Metric {
        namespace: Some(id.namespace.clone()),
        metric_name: Some(id.name.clone()),
        dimensions: Some(shown(&id.dimensions)),
    }
}
