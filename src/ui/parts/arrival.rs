//! Where one arrives when what is shown gives way to something else: the focus must not be lost
//! with the button that was pressed, nor the beginning be out of sight.

use web_sys::HtmlElement;
use yew::prelude::*;

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
