//! The page: the app, its frame, its parts and its pages.

mod app;
mod ctl;
mod frame;
mod look;
mod pages;
mod parts;
pub mod platform;
mod replay;
mod words;

/// Starts the page.
pub fn start() {
    use wasm_bindgen::JsCast;
    let document = web_sys::window().and_then(|window| window.document());
    let place = document.and_then(|document| document.get_element_by_id("app"));
    match place.and_then(|place| place.dyn_into::<web_sys::Element>().ok()) {
        Some(place) => yew::Renderer::<app::App>::with_root(place).render(),
        None => yew::Renderer::<app::App>::new().render(),
    };
}
