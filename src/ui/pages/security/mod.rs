//! The pages of security groups: the list, one group with its rules, the form that makes one.

mod create;
mod detail;
mod list;
mod rules;

pub use detail::wearers;

use watchtrail::view::route::Route;
use watchtrail::view::security;
use yew::prelude::*;

use super::Shown;
use super::asked::Reads;

/// The page of a route of security groups.
pub fn page(shown: &Shown<'_>) -> Html {
    let (world, scope, reads) = (shown.world, shown.scope, Reads::of(shown));
    match shown.route {
        Route::CreateSecurityGroup => html! { <create::Page {reads} /> },
        Route::SecurityGroup(id) => {
            let model = security::detail(world, scope, id);
            html! { <detail::Page key={id.clone()} id={id.clone()} {model} {reads} /> }
        }
        _ => html! { <list::Page rows={security::list(world, scope)} {reads} /> },
    }
}
