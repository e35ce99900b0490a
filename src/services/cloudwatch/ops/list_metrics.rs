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
    source: &dyn MetricSource,
    ctx: &Ctx<'_>,
    input: &ListMetricsInput,
) -> Result<ListMetricsOutput, ApiError> {
    if let Some(name) = &input.namespace {
        namespace(name)?;
    }
    let now = ctx.now;
    let span = if input.recently_active.is_some() { RECENT } else { FORGOTTEN };
    let listed = |metric: &Listed| metric.first + LIST_METRICS <= now && metric.last + span >= now;
    let all = source.list(ctx.scope, now);
    let found = all.iter().filter(|metric| listed(metric) && matches(input, &metric.id));
    let (metrics, next_token) = page(found, input.next_token.as_ref(), PAGE)?;
    let metrics = metrics.into_iter().map(|metric| item(&metric.id)).collect();
    Ok(ListMetricsOutput { metrics, next_token })
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
