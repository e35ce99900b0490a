//! The browser, behind functions that cannot fail unseen: nothing else in the page touches storage,
//! timers, files, the clipboard, the network, other tabs or the machine's settings.

mod files;
mod lease;
mod machine;
mod net;
mod store;

use std::fmt;

use wasm_bindgen::{JsCast, JsValue};

pub use files::{
    chosen, copy, download, download_bytes, dropped, pause, read_bytes, read_file, read_part,
};
pub use gloo::events::EventListener as Listener;
pub use gloo::timers::callback::{Interval, Timeout};
pub use lease::{Lease, Leased};
pub use machine::{
    after, base_url, clock_ms, every, go_hash, hash, languages, media, not_loaded, now_ms, on_hash,
    on_visible, print, replace_hash, root_attribute, search, title, today, when_whole, zone_name,
};
pub use net::{Assets, assets, fetch_text};
pub use store::{LANG, THEME, keys, read, read_here, remove, write, write_here};

/// Why the browser did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The browser's storage for this site is full.
    Full,
    /// The browser, its settings or the person does not allow it.
    Blocked,
    /// This browser cannot do it, or there is no such thing.
    Missing,
    /// There was no answer: offline, most likely.
    Unreachable,
    /// Anything else, in the browser's words.
    Other(String),
}

impl Fault {
    /// The last part of the key of what we say about it: `full`, `blocked`, ….
    pub fn key(&self) -> &'static str {
        match self {
            Fault::Full => "full",
            Fault::Blocked => "blocked",
            Fault::Missing => "missing",
            Fault::Unreachable => "unreachable",
            Fault::Other(_) => "other",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::Other(words) => f.write_str(words),
            kind => f.write_str(kind.key()),
        }
    }
}

impl From<JsValue> for Fault {
    fn from(thrown: JsValue) -> Fault {
        let error = thrown.dyn_ref::<js_sys::Error>();
        let name = error.map(|error| String::from(error.name())).unwrap_or_default();
        match name.as_str() {
            "QuotaExceededError" | "NS_ERROR_DOM_QUOTA_REACHED" => Fault::Full,
            "SecurityError" | "NotAllowedError" => Fault::Blocked,
            "NotFoundError" | "NotSupportedError" => Fault::Missing,
            _ => Fault::Other(
                error.map_or_else(|| format!("{thrown:?}"), |error| String::from(error.message())),
            ),
        }
    }
}

/// What the browser gives back.
pub type Result<T> = std::result::Result<T, Fault>;

fn window() -> Result<web_sys::Window> {
    web_sys::window().ok_or(Fault::Missing)
}

fn document() -> Result<web_sys::Document> {
    window()?.document().ok_or(Fault::Missing)
}

/// Calls a method that the bindings lack; `Missing` if this browser lacks it too.
fn method(of: &JsValue, name: &str) -> Result<js_sys::Function> {
    let found = js_sys::Reflect::get(of, &name.into())?;
    found.dyn_into::<js_sys::Function>().map_err(|_| Fault::Missing)
}
