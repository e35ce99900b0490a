//! What the machine is set to, its clocks, and the window itself.

use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::VisibilityState;

use super::{Fault, Interval, Listener, Result, Timeout, document, method, window};

/// Runs something every so many milliseconds until what is returned is dropped.
pub fn every(ms: u32, run: impl FnMut() + 'static) -> Interval {
    Interval::new(ms, run)
}

/// Runs something once after so many milliseconds, unless what is returned is dropped before.
pub fn after(ms: u32, run: impl FnOnce() + 'static) -> Timeout {
    Timeout::new(ms, run)
}

/// Milliseconds of a clock that never jumps: for telling how much time has passed.
pub fn clock_ms() -> f64 {
    let now = || {
        let clock = js_sys::Reflect::get(window()?.as_ref(), &"performance".into())?;
        Ok::<_, Fault>(method(&clock, "now")?.call0(&clock)?.as_f64())
    };
    now().ok().flatten().unwrap_or_else(js_sys::Date::now)
}

/// The machine's date, in milliseconds since 1970: for saying when something was saved.
pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// The person's own day, counted from 1970.
pub fn today() -> i64 {
    let zone_ms = js_sys::Date::new_0().get_timezone_offset() * 60_000.0;
    ((now_ms() - zone_ms) / 86_400_000.0).floor() as i64
}

/// The languages the person reads, the liked ones first.
pub fn languages() -> Vec<String> {
    let list = window().map(|window| window.navigator().languages());
    list.map(|list| list.iter().filter_map(|tag| tag.as_string()).collect()).unwrap_or_default()
}

/// Whether a media query holds, such as `(prefers-color-scheme: dark)`.
pub fn media(query: &str) -> bool {
    let list = window().ok().and_then(|window| window.match_media(query).ok().flatten());
    list.is_some_and(|list| list.matches())
}

/// The local time zone's name, such as `Asia/Seoul`.
pub fn zone_name() -> Option<String> {
    let format = js_sys::Intl::DateTimeFormat::default();
    let zone = js_sys::Reflect::get(&format.resolved_options(), &"timeZone".into()).ok()?;
    zone.as_string()
}

/// Whether the person can see this tab.
fn visible() -> bool {
    document().is_ok_and(|document| document.visibility_state() == VisibilityState::Visible)
}

/// Says when the tab comes into sight or goes, until the listener is dropped.
///
/// # Errors
/// `Missing` outside a window.
pub fn on_visible(mut told: impl FnMut(bool) + 'static) -> Result<Listener> {
    Ok(Listener::new(&document()?.into(), "visibilitychange", move |_| told(visible())))
}

/// What stands behind `#` in the address, with the `#`; empty if nothing.
pub fn hash() -> String {
    window().and_then(|window| Ok(window.location().hash()?)).unwrap_or_default()
}

/// What stands behind `?` in the address, with the `?`; empty if nothing.
pub fn search() -> String {
    window().and_then(|window| Ok(window.location().search()?)).unwrap_or_default()
}

/// Goes to a hash; the browser's back button returns.
///
/// # Errors
/// What the browser says.
pub fn go_hash(hash: &str) -> Result<()> {
    Ok(window()?.location().set_hash(hash)?)
}

/// Changes the hash in place: no step for the back button, no event.
///
/// # Errors
/// What the browser says.
pub fn replace_hash(hash: &str) -> Result<()> {
    let history = window()?.history()?;
    Ok(history.replace_state_with_url(&JsValue::NULL, "", Some(hash))?)
}

/// Lets the browser print the page.
///
/// # Errors
/// What the browser says.
pub fn print() -> Result<()> {
    let window = window()?;
    method(&window, "print")?.call0(&window).map(drop)?;
    Ok(())
}

/// Says when the hash has changed, until the listener is dropped.
///
/// # Errors
/// `Missing` outside a window.
pub fn on_hash(mut told: impl FnMut(String) + 'static) -> Result<Listener> {
    Ok(Listener::new(&window()?.into(), "hashchange", move |_| told(hash())))
}

/// The page's address without what stands behind `?` and `#`: what a share link begins with.
///
/// # Errors
/// `Missing` outside a window.
pub fn base_url() -> Result<String> {
    let href = window()?.location().href()?;
    Ok(href.split(['?', '#']).next().unwrap_or_default().to_owned())
}

/// Sets the window's title.
pub fn title(title: &str) {
    if let Ok(document) = document() {
        document.set_title(title);
    }
}

/// Sets an attribute of the root element (`lang`, `data-theme`), or takes it away.
///
/// # Errors
/// What the browser says.
pub fn root_attribute(name: &str, value: Option<&str>) -> Result<()> {
    let root = document()?.document_element().ok_or(Fault::Missing)?;
    match value {
        Some(value) => Ok(root.set_attribute(name, value)?),
        None => Ok(root.remove_attribute(name)?),
    }
}

/// Does something once the whole program is there, both its files: at once, if it is.
///
/// # Errors
/// What the browser says.
pub fn when_whole(then: impl FnOnce() + 'static) -> Result<()> {
    let window = window()?;
    let then = Closure::once_into_js(then);
    method(&window, "watchtrailWhole")?.call1(&window, &then).map(drop)?;
    Ok(())
}

/// Lets the boot script say that the page could not be loaded, where there are no texts to say it
/// with.
pub fn not_loaded(why: &str) -> Result<()> {
    let window = window()?;
    method(&window, "watchtrailNotLoaded")?.call1(&window, &why.into()).map(drop)?;
    Ok(())
}
