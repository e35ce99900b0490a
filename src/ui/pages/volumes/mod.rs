//! The pages of volumes: the list, one volume, the forms that make, change and attach volumes.

mod attach;
mod create;
mod detail;
mod fields;
mod list;
mod load;
mod modify;
mod monitoring;
mod snapshots;

use watchtrail::view::route::Route;
use watchtrail::view::volumes::{self, Row};
use yew::prelude::*;

use super::Shown;
use super::asked::Reads;
use crate::ui::parts::{Status, Tone};
use crate::ui::words::Words;

/// A volume's state, written as the console does.
fn state(row: &Row, words: &Words) -> Html {
    let kind = if row.attached.is_some() { Tone::Good } else { Tone::Neutral };
    html! { <Status {kind} label={words.s(row.state())} /> }
}

/// The page of a route of volumes.
pub fn page(shown: &Shown<'_>) -> Html {
    let (world, scope, reads) = (shown.world, shown.scope, Reads::of(shown));
    match shown.route {
        Route::CreateVolume => {
            let zones: Vec<String> = scope.region.zones().collect();
            let snapshots = volumes::snapshots::list(world, scope);
            html! { <create::Page key={scope.region.code()} {zones} {snapshots} {reads} /> }
        }
        Route::Volume(id) => {
            let model = volumes::detail::model(world, scope, id);
            html! { <detail::Page key={id.clone()} id={id.clone()} {model} {reads} /> }
        }
        _ => {
            let snapshots = volumes::snapshots::list(world, scope);
            html! { <list::Page rows={volumes::list(world, scope)} {snapshots} {reads} /> }
        }
    }
}
