//! The pages of the default VPC: its ranges and subnets, one subnet, the form that makes one;
//! placement groups and prefix lists.

mod create;
mod detail;
mod groups;
mod list;
mod lists;
mod vpc;

use watchtrail::view::network;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::Shown;
use super::asked::Reads;

/// The page of a route of the default VPC.
pub fn page(shown: &Shown<'_>) -> Html {
    let (world, scope, reads) = (shown.world, shown.scope, Reads::of(shown));
    let vpc = || network::vpc(world, scope);
    match shown.route {
        Route::CreateSubnet => {
            html! { <create::Page key={scope.region.code()} vpc={vpc()} {reads} /> }
        }
        Route::Subnet(id) => {
            let model = network::one(world, scope, id);
            html! { <detail::Page key={id.clone()} id={id.clone()} {model} vpc={vpc()} {reads} /> }
        }
        Route::PlacementGroups => {
            html! { <groups::Page rows={network::groups(world, scope)} {reads} /> }
        }
        Route::PrefixLists => {
            html! { <lists::Page rows={network::lists(world, scope)} {reads} /> }
        }
        _ => html! { <list::Page rows={network::list(world, scope)} vpc={vpc()} {reads} /> },
    }
}
