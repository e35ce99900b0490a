//! The pages of IAM: users, one user, groups, one group, roles, one role, policies, one policy, the
//! credential report.

mod attach;
mod attached;
mod boundary;
mod console;
mod create_role;
mod create_user;
mod delete;
mod editor;
mod group;
mod groups;
mod inline;
mod keys;
mod outsiders;
mod policies;
mod policy;
mod report;
mod role;
mod roles;
mod sign_in;
mod statements;
mod suggestion;
mod trial;
mod used;
mod user;
mod users;
mod versions;

use std::rc::Rc;

use watchtrail::view::iam;
use watchtrail::view::iam::trial::Ground;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::Shown;
use super::asked::Reads;

/// The page of a route of IAM, with what calls can be tried against.
pub fn page(shown: &Shown<'_>) -> Html {
    let ground = Rc::new(iam::trial::ground(shown.world));
    html! {
        <ContextProvider<Rc<Ground>> context={ground}>
            { inside(shown) }
        </ContextProvider<Rc<Ground>>>
    }
}

fn inside(shown: &Shown<'_>) -> Html {
    let (world, reads) = (shown.world, Reads::of(shown));
    match shown.route {
        Route::User(name) => {
            let model = iam::user::model(world, name);
            html! { <user::Page key={name.clone()} name={name.clone()} {model} {reads} /> }
        }
        Route::UserGroups => {
            html! { <groups::Page rows={iam::groups::rows(world)} {reads} /> }
        }
        Route::UserGroup(name) => {
            let model = iam::groups::model(world, name);
            html! { <group::Page key={name.clone()} name={name.clone()} {model} {reads} /> }
        }
        Route::CredentialReport => {
            html! { <report::Page model={iam::report::model(world)} {reads} /> }
        }
        Route::Roles => {
            let (model, choices) = (iam::roles::model(world), iam::role::choices(world));
            html! { <roles::Page {model} {choices} {reads} /> }
        }
        Route::Role(name) => {
            let model = iam::role::model(world, shown.region, name);
            html! { <role::Page key={name.clone()} name={name.clone()} {model} {reads} /> }
        }
        Route::Outsiders => {
            let model = iam::outsiders::model(world, shown.region);
            html! { <outsiders::Page {model} {reads} /> }
        }
        Route::Policies => {
            html! { <policies::Page model={iam::policies::model(world)} {reads} /> }
        }
        Route::Policy(arn) => {
            let model = iam::policy::model(world, arn);
            html! { <policy::Page key={arn.clone()} arn={arn.clone()} {model} {reads} /> }
        }
        _ => html! { <users::Page model={iam::users::model(world)} {reads} /> },
    }
}
