//! A list that grows: whoever asks for a row more finds the focus in its first field.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// A list, and whether a row was asked for.
#[derive(Clone)]
pub struct Newest {
    /// The node that holds the rows.
    pub list: NodeRef,
    asked: Rc<RefCell<bool>>,
}

impl Newest {
    /// A row is asked for: it gets the focus once it is there.
    pub fn ask(&self) {
        self.asked.replace(true);
    }
}

/// A list with so many rows; `field` finds the first field of the newest one.
#[hook]
pub fn use_newest(count: usize, field: &'static str) -> Newest {
    let newest = Newest { list: use_node_ref(), asked: use_mut_ref(|| false) };
    let own = newest.clone();
    use_effect_with(count, move |_| {
        let list = own.list.cast::<Element>().filter(|_| own.asked.replace(false));
        let field = list.and_then(|list| list.query_selector(field).ok().flatten());
        if let Some(field) = field.and_then(|field| field.dyn_into::<HtmlElement>().ok()) {
            // A field that cannot take the focus leaves it where it is.
            let _ = field.focus();
        }
    });
    newest
}
