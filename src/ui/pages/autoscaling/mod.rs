//! The pages of Auto Scaling: groups, one group, the forms that make groups and policies.

mod create;
mod detail;
mod edit;
mod hooks;
mod list;
mod members;
mod mixed;
mod picture;
mod policy;
mod policy_form;
mod processes;
mod requests;
mod schedules;
mod tables;

use watchtrail::view::autoscaling;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::Shown;
use super::asked::Reads;

/// The page of a route of Auto Scaling.
pub fn page(shown: &Shown<'_>) -> Html {
    let (world, scope, reads) = (shown.world, shown.scope, Reads::of(shown));
    match shown.route {
        Route::CreateGroup => {
            html! { <create::Page model={autoscaling::offer(world, scope)} {reads} /> }
        }
        Route::Group(name) => {
            let texts = shown.words.texts();
            let model = autoscaling::detail::model(world, scope, name, texts);
            html! { <detail::Page key={name.clone()} name={name.clone()} {model} {reads} /> }
        }
        _ => html! { <list::Page rows={autoscaling::list(world, scope)} {reads} /> },
    }
}
