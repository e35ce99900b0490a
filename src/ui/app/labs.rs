//! Sessions of labs: begun from a lab's file, resumed with it.

use watchtrail::learn::lab::Lab;
use watchtrail::learn::session::{Resumed, Session};
use watchtrail::save::{LoadError, Saved};
use watchtrail::text::Texts;

/// Begins a lab.
pub(super) fn begin(lab: Lab, texts: &Texts) -> Result<Session, String> {
    Session::lab(lab, texts)
}

/// Takes a kept session up again.
pub(super) fn resume(saved: Saved, lab: Option<Lab>) -> Result<Resumed, LoadError> {
    Session::resume(saved, lab)
}
