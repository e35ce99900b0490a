//! The pages of log groups: all of a Region, one with its streams, one stream with its events;
//! Logs Insights.

mod events;
mod filters;
pub mod found;
mod groups;
pub mod insights;
mod list;
mod one;
mod subscriptions;
mod tester;

use watchtrail::view::logs;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::Shown;
use super::asked::Reads;
use crate::ui::words::Words;

/// The page of a route of log groups.
pub fn page(shown: &Shown<'_>) -> Html {
    let (world, scope, reads) = (shown.world, shown.scope, Reads::of(shown));
    match shown.route {
        Route::LogGroup { group, stream: None } => {
            let model = logs::one(world, scope, group);
            html! { <one::Page key={group.clone()} name={group.clone()} {model} {reads} /> }
        }
        Route::LogGroup { group, stream: Some(stream) } => {
            let model = logs::events(world, scope, group, stream);
            let (group, stream) = (group.clone(), stream.clone());
            let key = format!("{group}/{stream}");
            html! { <events::Page {key} {group} {stream} {model} {reads} /> }
        }
        Route::LogsInsights(chosen) => {
            let (groups, now) = (watchtrail::view::insights::groups(world, scope), world.now());
            html! { <insights::Page chosen={chosen.clone()} {groups} {now} {reads} /> }
        }
        _ => html! { <list::Page rows={logs::list(world, scope)} {reads} /> },
    }
}

/// How long events are kept.
fn kept(words: &Words, days: Option<i32>) -> AttrValue {
    match days {
        Some(1) => words.s("logs.day"),
        Some(days) => words.f("logs.days", &[("n", &days)]),
        None => words.s("logs.never"),
    }
}
