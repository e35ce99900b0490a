//! The keys that do something wherever one is.

use std::cell::RefCell;

use wasm_bindgen::JsCast;
use watchtrail::view::keys::{self, Pressed};
use watchtrail::view::route::Route;
use web_sys::{Element, KeyboardEvent};

use crate::ui::ctl::{Ctl, Msg};
use crate::ui::platform::{self, Fault, Listener, Result};

/// Listens to the keys of the whole page.
pub(super) fn listen(ctl: Ctl) -> Result<Listener> {
    let document = web_sys::window().and_then(|window| window.document()).ok_or(Fault::Missing)?;
    let pressed = RefCell::new(Vec::new());
    let heard = move |event: &web_sys::Event| {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
        let mut pressed = pressed.borrow_mut();
        let Some(name) = name(event) else { return };
        pressed.push(name);
        let page = Route::parse(&platform::hash());
        let mut found = keys::look_up(&pressed, &page);
        if found == Pressed::Nothing && pressed.len() > 1 {
            let before = pressed.len() - 1;
            pressed.drain(..before);
            found = keys::look_up(&pressed, &page);
        }
        match found {
            Pressed::More => {}
            Pressed::Nothing => pressed.clear(),
            Pressed::Action(action) => {
                pressed.clear();
                event.prevent_default();
                ctl.send(Msg::Key(action));
            }
        }
    };
    let options = gloo::events::EventListenerOptions::enable_prevent_default();
    Ok(Listener::new_with_options(&document, "keydown", options, heard))
}

/// The key's name in the table, unless it is meant for what has the focus.
fn name(event: &KeyboardEvent) -> Option<String> {
    if event.default_prevented() || event.alt_key() || event.is_composing() {
        return None;
    }
    let key = match event.key().as_str() {
        " " => "Space".to_owned(),
        "Shift" | "Control" | "Meta" | "Alt" => return None,
        key => letter(key, event).unwrap_or_else(|| key.to_owned()),
    };
    let held = event.ctrl_key() || event.meta_key();
    // The terminal opens and closes from anywhere; other keys belong to the field one types in.
    if key == "`" && held {
        return Some("Ctrl+`".to_owned());
    }
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if target.is_some_and(|target| takes(&target, &key, held)) {
        return None;
    }
    if !held {
        return Some(key);
    }
    let shift = if event.shift_key() { "Shift+" } else { "" };
    Some(format!("Ctrl+{shift}{}", key.to_ascii_lowercase()))
}

/// The Latin letter of a key. With Caps Lock, or a keyboard that writes another script such as
/// Korean, the key is still the one with this letter on it.
fn letter(key: &str, event: &KeyboardEvent) -> Option<String> {
    let mut signs = key.chars();
    match (signs.next(), signs.next()) {
        (Some(sign), None) if sign.is_ascii() => {
            (!event.shift_key()).then(|| sign.to_ascii_lowercase().to_string())
        }
        (Some(sign), None) if !sign.is_alphabetic() => None,
        (Some(_), Some(_)) if key != "Process" => None,
        _ => event.code().strip_prefix("Key").map(str::to_ascii_lowercase),
    }
}

/// Whether what has the focus does something with a key by itself.
fn takes(target: &Element, key: &str, held: bool) -> bool {
    let within = |selector: &str| target.closest(selector).ok().flatten().is_some();
    let types = "textarea, select, dialog, [contenteditable], \
        input:not([type=checkbox], [type=radio], [type=range], [type=button])";
    if within(types) {
        return true;
    }
    key == "Space" && !held && within("button, a, summary, input, [role=tab]")
}
