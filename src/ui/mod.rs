//! The page.

use yew::prelude::*;

#[component]
fn App() -> Html {
    html! { <h1>{ "Watchtrail" }</h1> }
}

/// Starts the page.
pub fn start() {
    yew::Renderer::<App>::new().render();
}
