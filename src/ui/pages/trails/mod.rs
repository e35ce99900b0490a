//! The pages of trails: all of a Region, one of them, the form that makes one.

mod check;
mod create;
mod deliveries;
mod insights;
mod list;
mod one;
mod selectors;
mod to_logs;
mod unusual;

use watchtrail::view::route::Route;
use watchtrail::view::trails::{self, State, act};
use yew::prelude::*;

use super::Shown;
use super::asked::Reads;
use crate::ui::parts::{Status, Tone};
use crate::ui::words::Words;

/// The page of a route of trails.
pub fn page(shown: &Shown<'_>) -> Html {
    let (world, scope, reads) = (shown.world, shown.scope, Reads::of(shown));
    match shown.route {
        Route::CreateTrail => {
            let begin = act::Form::new(scope, world.now(), act::Whole::of(world, scope.account));
            html! { <create::Page {begin} {scope} /> }
        }
        Route::Trail(arn) => {
            let model = trails::one::model(world, shown.region, arn, shown.words);
            html! { <one::Page key={arn.clone()} arn={arn.clone()} {model} {reads} /> }
        }
        Route::Insights(alone) => {
            let model = trails::unusual::model(world, scope, alone.as_deref(), shown.words);
            html! { <unusual::Page {model} alone={alone.clone()} {reads} /> }
        }
        _ => html! { <list::Page model={trails::list(world, scope)} {reads} /> },
    }
}

/// What a trail does, in a word.
fn state(words: &Words, state: &State) -> Html {
    let (kind, label) = match state {
        State::Logging => (Tone::Good, words.s("trails.state.logging")),
        State::Off => (Tone::Neutral, words.s("trails.state.off")),
        State::Failing(code) => (Tone::Bad, words.f("trails.state.failing", &[("code", code)])),
    };
    html! { <Status {kind} {label} /> }
}

/// Yes or no.
fn yes(words: &Words, on: bool) -> Html {
    html! { { words.t(if on { "trails.yes" } else { "trails.no" }) } }
}
