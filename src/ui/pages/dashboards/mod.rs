//! The pages of dashboards: the list, and one of them, looked at or edited.

mod alarm_form;
mod axis_form;
mod figures;
mod forms;
mod grid;
mod line_form;
mod list;
mod log_form;
mod looking;
mod markdown;
mod metric_form;
mod note_form;
mod option_form;
mod page;
mod source;
mod tile;
mod typed;
mod variables;

use serde_json::Value;
use watchtrail::services::cloudwatch::dashboard::body::Body;
use watchtrail::view::dashboards;
use watchtrail::view::insights;
use watchtrail::view::metrics;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::Shown;
use super::asked::Reads;
pub use axis_form::AxisForm;
use forms::New;
pub use metric_form::VIEWS;
pub use tile::Figured;

/// The page of a route of dashboards.
pub fn page(shown: &Shown<'_>) -> Html {
    let reads = Reads::of(shown);
    let Route::Dashboard(query) = shown.route else {
        return html! { <list::Page rows={dashboards::list(shown.world)} {reads} /> };
    };
    let name = &query.name;
    let kept = shown.world.cloudwatch().dashboard(shown.world.account(), name);
    let draft = shown.drafts.get(&key(name)).and_then(Value::as_str);
    let editing = draft.filter(|_| kept.is_some());
    let chosen = shown.drafts.get(&variables::key(name)).cloned();
    let chosen = chosen.and_then(|chosen| serde_json::from_value(chosen).ok()).unwrap_or_default();
    let model = match editing {
        Some(text) => {
            let body = Body::read(text).unwrap_or_default();
            let text = text.to_owned();
            Some(dashboards::drawn(shown.world, shown.region, query, (body, text), &chosen))
        }
        None => dashboards::model(shown.world, shown.region, query, &chosen),
    };
    let listing = editing.map(|_| metrics::listing(shown.world, shown.scope));
    let alarms = editing.map(|_| alarms(shown)).unwrap_or_default();
    let groups = editing.map(|_| insights::groups(shown.world, shown.scope)).unwrap_or_default();
    html! {
        <page::Page key={name.clone()} query={query.clone()} {model} {reads} {listing} {alarms}
            {groups} region={shown.region} editing={editing.is_some()} />
    }
}

/// The name under which an edited body is kept until it is saved.
fn key(name: &str) -> String {
    format!("dashboard/{name}")
}

/// The alarms of the Region: names and ARNs.
fn alarms(shown: &Shown<'_>) -> Vec<(String, String)> {
    let Some(region) = shown.world.cloudwatch().region(shown.scope) else { return Vec::new() };
    let names = region.alarms().keys().chain(region.composites().keys());
    let arn = |name: &String| shown.scope.arn("cloudwatch", &format!("alarm:{name}")).to_string();
    names.map(|name| (name.clone(), arn(name))).collect()
}
