//! The page: the app, its parts and its pages.

#![allow(dead_code, unused_imports, reason = "the kit lands before the pages that use it")]

mod ctl;
mod look;
mod pages;
mod parts;
mod words;

pub mod platform;

use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <h1>{ "Watchtrail" }</h1> }
}

/// Starts the page.
pub fn start() {
    yew::Renderer::<App>::new().render();
}
