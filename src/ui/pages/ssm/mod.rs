//! The pages of Systems Manager: Run Command and Parameter Store.

mod command;
mod commands;
mod history;
mod parameters;
mod put;
mod send;
mod value;

use watchtrail::view::route::Route;
use watchtrail::view::ssm;
use yew::prelude::*;

use super::Shown;
use super::asked::Reads;
use crate::ui::parts::Tone;

/// The page of a route of Systems Manager.
pub fn page(shown: &Shown<'_>) -> Html {
    let (world, scope, reads) = (shown.world, shown.scope, Reads::of(shown));
    match shown.route {
        Route::SendCommand => {
            let note = ssm::targets::note(world, scope);
            html! { <send::Page targets={ssm::targets::list(world, scope)} {note} {reads} /> }
        }
        Route::Command(id) => {
            let model = ssm::command::model(world, scope, id, shown.words.texts());
            html! { <command::Page key={id.clone()} id={id.clone()} {model} {reads} /> }
        }
        Route::Parameters => {
            html! { <parameters::Page rows={ssm::parameters::list(world, scope)} {reads} /> }
        }
        _ => html! { <commands::Page rows={ssm::commands::list(world, scope)} {reads} /> },
    }
}

/// What a status means for the learner. It stands in AWS's own words.
fn tone(status: &str) -> Tone {
    match status {
        "Success" => Tone::Good,
        "Failed" | "TimedOut" => Tone::Bad,
        "Pending" | "InProgress" => Tone::Pending,
        _ => Tone::Neutral,
    }
}
