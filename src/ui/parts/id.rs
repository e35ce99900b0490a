//! Ids that tie a label to its field.

use std::cell::Cell;

use yew::prelude::*;

thread_local! {
    static NEXT: Cell<u32> = const { Cell::new(1) };
}

/// An id no other element of the page has, the same at every drawing.
#[hook]
pub fn use_id(prefix: &'static str) -> AttrValue {
    let number = *use_memo((), |()| NEXT.with(|next| next.replace(next.get() + 1)));
    AttrValue::from(format!("{prefix}-{number}"))
}
