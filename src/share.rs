//! A session as a link: the whole of it, deflated, in the part of a URL that no server sees.
//!
//! `VERSION` `base64url(check, deflated text)`: the version is one character, the check four
//! bytes over the text. The text is that of [`crate::save`] behind one line with the digest that
//! its world must end in.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::save::{LoadError, Saved};
use crate::sim::digest;

/// The version of the links made here.
const VERSION: char = '1';
/// Longer links are not made: chats and mail programs break them.
pub const MAX_LINK: usize = 8_000;
/// The longest text a link may unfold to.
const MAX_TEXT: usize = 4 * 1024 * 1024;
/// The digits of the digest that a link carries.
const DIGITS: usize = 8;
/// How hard to deflate. It enters the link, so it stays.
const LEVEL: u8 = 10;

/// What a link says.
#[derive(Clone, Debug, PartialEq)]
pub struct Shared {
    /// The session.
    pub saved: Saved,
    /// The first digits of the digest its world must end in.
    pub digest: String,
}

/// Why there is no link, or no session in one.
#[derive(Clone, Debug, PartialEq)]
pub enum ShareError {
    /// The session is too long for a link; a file can hold it.
    TooLong {
        /// How long the link would be.
        chars: usize,
    },
    /// A part of the link is missing or has been changed.
    Damaged,
    /// A newer version of the program made it.
    Newer,
    /// The link is whole, but what it holds cannot be opened.
    Unreadable(LoadError),
}

impl ShareError {
    /// The key of the text that says so.
    pub fn key(&self) -> &'static str {
        match self {
            ShareError::TooLong { .. } => "learn.share.too-long",
            ShareError::Damaged => "learn.share.damaged",
            ShareError::Newer => "learn.share.newer",
            ShareError::Unreadable(error) => error.key(),
        }
    }

    /// What the text wants to know, by placeholder.
    pub fn detail(&self) -> Vec<(&'static str, String)> {
        match self {
            ShareError::TooLong { chars } => {
                vec![("chars", chars.to_string()), ("limit", MAX_LINK.to_string())]
            }
            ShareError::Damaged | ShareError::Newer => Vec::new(),
            ShareError::Unreadable(error) => error.detail(),
        }
    }
}

/// The first digits of a world's digest, as links carry them.
pub fn short(digest: &str) -> String {
    digest.chars().take(DIGITS).collect()
}

/// The link of a session whose world has this digest.
///
/// # Errors
/// If it would be too long.
pub fn link(saved: &Saved, digest: &str) -> Result<String, ShareError> {
    pack(&format!("{}\n{saved}", short(digest)))
}

/// A text as the end of a link.
///
/// # Errors
/// If it would be too long.
pub fn pack(text: &str) -> Result<String, ShareError> {
    let mut bytes = check(text).to_vec();
    bytes.extend(miniz_oxide::deflate::compress_to_vec(text.as_bytes(), LEVEL));
    let link = format!("{VERSION}{}", URL_SAFE_NO_PAD.encode(bytes));
    match link.len() {
        chars if chars > MAX_LINK => Err(ShareError::TooLong { chars }),
        _ => Ok(link),
    }
}

/// What a link says.
///
/// # Errors
/// If it is not whole, or newer than this program.
pub fn open(link: &str) -> Result<Shared, ShareError> {
    let text = unpack(link)?;
    let (digest, text) = text.split_once('\n').ok_or(ShareError::Damaged)?;
    let saved = Saved::parse(text).map_err(|error| match error {
        LoadError::Newer { .. } => ShareError::Newer,
        error => ShareError::Unreadable(error),
    })?;
    Ok(Shared { saved, digest: digest.to_owned() })
}

/// The text in the end of a link.
///
/// # Errors
/// If it is not whole, or newer than this program.
pub fn unpack(link: &str) -> Result<String, ShareError> {
    let mut chars = link.trim().chars();
    match chars.next() {
        Some(VERSION) => {}
        Some(version) if version.is_ascii_digit() => return Err(ShareError::Newer),
        _ => return Err(ShareError::Damaged),
    }
    // Four times the longest link of ours is still nothing to unfold.
    if link.len() > 4 * MAX_LINK {
        return Err(ShareError::Damaged);
    }
    unfold(chars.as_str()).ok_or(ShareError::Damaged)
}

fn unfold(encoded: &str) -> Option<String> {
    let bytes = URL_SAFE_NO_PAD.decode(encoded).ok()?;
    let (expected, deflated) = bytes.split_first_chunk::<4>()?;
    let text = miniz_oxide::inflate::decompress_to_vec_with_limit(deflated, MAX_TEXT).ok()?;
    let text = String::from_utf8(text).ok()?;
    (check(&text) == *expected).then_some(text)
}

fn check(text: &str) -> [u8; 4] {
    digest::fingerprint(&text).to_be_bytes()
}
