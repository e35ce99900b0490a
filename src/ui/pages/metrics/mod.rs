//! The metrics page: browse, graph, begin an alarm, publish a datapoint.

mod about;
pub mod add;
pub mod browse;
mod linked;
pub mod looks;
mod math;
pub mod measures;
mod page;
mod put;
mod rows;

use watchtrail::learn::session::Reply;
use watchtrail::telemetry::MetricId;
use watchtrail::view::metrics::{self, Chosen};
use watchtrail::view::route::{MetricId as Named, MetricsQuery};
use yew::prelude::*;

use super::Shown;
use super::alarms::explain;

/// The page.
pub fn page(shown: &Shown<'_>, query: &MetricsQuery) -> Html {
    let model = metrics::model(shown.world, shown.scope, Chosen::from(query), shown.words);
    let denied = shown.replies.iter().find_map(|reply: &Reply| reply.result.as_ref().err());
    let denied = denied.map(explain);
    let dashboards = add::dashboards(shown.world);
    html! {
        <page::Page {model} query={query.clone()} {denied} {dashboards} region={shown.region} />
    }
}

/// The metric an address names.
pub fn metric(named: &Named) -> MetricId {
    MetricId::new(&named.namespace, &named.name, named.dimensions.clone())
}

/// A metric as an address names it.
pub fn named(metric: &MetricId) -> Named {
    Named {
        namespace: metric.namespace.clone(),
        name: metric.name.clone(),
        dimensions: metric.dimensions.clone(),
    }
}
