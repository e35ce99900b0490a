//! The browser's storage for this site: texts under keys, all of them starting `watchtrail.`.

use web_sys::Storage;

use super::{Fault, Result, window};

/// What our keys start with: another program may live on the same origin.
const PREFIX: &str = "watchtrail.";

/// The key of the chosen theme: `light`, `dark` or `system`. The boot script reads it too.
pub const THEME: &str = "theme";
/// The key of the chosen language's code. The boot script reads it too.
pub const LANG: &str = "lang";

fn storage() -> Result<Storage> {
    window()?.local_storage()?.ok_or(Fault::Blocked)
}

/// What stands under a key.
///
/// # Errors
/// `Blocked` if the browser keeps nothing for this site.
pub fn read(key: &str) -> Result<Option<String>> {
    Ok(storage()?.get_item(&format!("{PREFIX}{key}"))?)
}

/// Puts a text under a key. When this fails, what stood there before still stands.
///
/// # Errors
/// `Full`, `Blocked`.
pub fn write(key: &str, text: &str) -> Result<()> {
    Ok(storage()?.set_item(&format!("{PREFIX}{key}"), text)?)
}

/// What this tab alone has put under a key; it outlives a reload, not the tab.
///
/// # Errors
/// `Blocked`.
pub fn read_here(key: &str) -> Result<Option<String>> {
    let storage = window()?.session_storage()?.ok_or(Fault::Blocked)?;
    Ok(storage.get_item(&format!("{PREFIX}{key}"))?)
}

/// Puts a text under a key for this tab alone.
///
/// # Errors
/// `Full`, `Blocked`.
pub fn write_here(key: &str, text: &str) -> Result<()> {
    let storage = window()?.session_storage()?.ok_or(Fault::Blocked)?;
    Ok(storage.set_item(&format!("{PREFIX}{key}"), text)?)
}

/// Takes a key away.
///
/// # Errors
/// `Blocked`.
pub fn remove(key: &str) -> Result<()> {
    Ok(storage()?.remove_item(&format!("{PREFIX}{key}"))?)
}

/// Every key of ours, in order, without the prefix.
///
/// # Errors
/// `Blocked`.
pub fn keys() -> Result<Vec<String>> {
    let storage = storage()?;
    let mut keys = Vec::new();
    for number in 0..storage.length()? {
        let key = storage.key(number)?.unwrap_or_default();
        keys.extend(key.strip_prefix(PREFIX).map(str::to_owned));
    }
    keys.sort();
    Ok(keys)
}
