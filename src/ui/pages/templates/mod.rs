//! The pages of launch templates: the list with its versions, and the form that makes one.

mod create;
mod list;

use watchtrail::view::route::Route;
use watchtrail::view::{ec2, security, templates};
use yew::prelude::*;

use super::Shown;
use super::asked::Reads;

/// The page of a route of launch templates.
pub fn page(shown: &Shown<'_>) -> Html {
    let (world, scope, reads) = (shown.world, shown.scope, Reads::of(shown));
    let rows = templates::list(world, scope);
    match shown.route {
        Route::CreateTemplate => {
            let choices = ec2::launch::choices(world, scope.region);
            let groups = security::list(world, scope);
            let groups: Vec<(String, String)> =
                groups.into_iter().map(|group| (group.id, group.name)).collect();
            let templates: Vec<(String, String)> =
                rows.into_iter().map(|row| (row.id, row.name)).collect();
            html! {
                <create::Page key={scope.region.code()} {choices} {groups} {templates} {reads} />
            }
        }
        _ => html! { <list::Page {rows} {reads} /> },
    }
}
