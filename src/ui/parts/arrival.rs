//! Where one arrives when what is shown gives way to something else: the focus must not be lost
//! with the button that was pressed, nor the beginning be out of sight.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// What a learner has to mend before a form goes on.
const WRONG: &str = "[aria-invalid='true']";

/// The node that takes the focus, and is scrolled to, whenever `what` changes. It needs
/// `tabindex="-1"`. Nothing happens when it is first drawn.
#[hook]
pub fn use_arrival<T: PartialEq + 'static>(what: T) -> NodeRef {
    let node = use_node_ref();
    let drawn = use_mut_ref(|| false);
    let place = node.clone();
    use_effect_with(what, move |_| {
        let again = drawn.replace(true);
        if let Some(element) = place.cast::<HtmlElement>().filter(|_| again) {
            // An element that cannot take the focus leaves it where it is.
            let _ = element.focus();
            element.scroll_into_view();
        }
    });
    node
}

/// A node in which the first wrong field takes the focus, and so comes into sight with what is
/// said about it, whenever `tries` grows.
#[hook]
pub fn use_wrong(tries: u32) -> NodeRef {
    let node = use_node_ref();
    let form = node.clone();
    use_effect_with(tries, move |tries| {
        let form = form.cast::<HtmlElement>().filter(|_| *tries > 0);
        let wrong = form.and_then(|form| form.query_selector(WRONG).ok().flatten());
        if let Some(wrong) = wrong.and_then(|wrong| wrong.dyn_into::<HtmlElement>().ok()) {
            // A field that cannot take the focus leaves it where it is.
            let _ = wrong.focus();
        }
    });
    node
}
