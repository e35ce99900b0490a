//! Lets a test ask the very program a learner runs what a session comes to.

use wasm_bindgen::prelude::wasm_bindgen;
use watchtrail::learn::session::Session;
use watchtrail::save::Saved;

/// The digest of the world a kept session ends in; the reason if it cannot be replayed.
#[wasm_bindgen]
pub fn replay(text: &str) -> String {
    let resumed = Saved::parse(text)
        .map_err(|error| error.key())
        .and_then(|saved| Session::resume(saved, None).map_err(|error| error.key()));
    match resumed {
        Ok(resumed) => resumed.session.live().digest(),
        Err(key) => key.to_owned(),
    }
}
