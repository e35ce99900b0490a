//! A lab from a file or a link of somebody else: what it is called here, and how it is read. It is
//! data alone; its scripts act in the simulated world and nowhere else.

use super::check::{Broken, too_large};
use super::lab::Lab;
use crate::share::{self, ShareError};
use crate::sim::digest;

/// What the names of such labs begin with; no lab of ours does.
const PREFIX: &str = "own-";
/// How many digits of its fingerprint a name ends in.
const DIGITS: usize = 8;
/// The longest name of a file that is kept, in characters.
const NAME: usize = 40;

/// Whether a lab is one from elsewhere.
pub fn is_own(id: &str) -> bool {
    id.starts_with(PREFIX)
}

/// The name of a lab, made of what its file is called and what it says: another text is another
/// lab, so what was begun in one never goes on in the other.
pub fn id(name: &str, text: &str) -> String {
    format!("{PREFIX}{}-{:0DIGITS$x}", plain(name), digest::fingerprint(&text))
}

/// What the file is called, without its ending.
pub fn name(id: &str) -> &str {
    let Some(name) = id.strip_prefix(PREFIX) else { return id };
    name.rsplit_once('-').map_or(name, |(name, _)| name)
}

/// A file's name without its ending and whatever no file is called: small letters, digits, dashes.
pub fn plain(name: &str) -> String {
    let name = name.trim().trim_end_matches(".lab").to_lowercase();
    let word = |c: char| if c.is_alphanumeric() { c } else { '-' };
    let name: String = name.chars().map(word).take(NAME).collect();
    match name.trim_matches('-') {
        "" => "lab".to_owned(),
        name => name.to_owned(),
    }
}

/// Reads a lab that carries its texts.
///
/// # Errors
/// If it is too long, or not such a lab.
pub fn read(id: &str, text: &str) -> Result<Lab, Broken> {
    if let Some(broken) = too_large(text) {
        return Err(broken);
    }
    let lab = Lab::parse(id, text);
    let lab = lab.map_err(|error| Broken::new("check.read").with("error", error))?;
    if !lab.is_own() {
        return Err(Broken::new("check.no-texts"));
    }
    Ok(lab)
}

/// The lab as a link.
///
/// # Errors
/// If it is too long for one.
pub fn link(name: &str, text: &str) -> Result<String, ShareError> {
    share::pack(&format!("{}\n{text}", plain(name)))
}

/// The name and the text in a link.
///
/// # Errors
/// If it is not whole, or newer than this program.
pub fn open(link: &str) -> Result<(String, String), ShareError> {
    let text = share::unpack(link)?;
    let (name, text) = text.split_once('\n').ok_or(ShareError::Damaged)?;
    Ok((name.to_owned(), text.to_owned()))
}
