//! Log file integrity: digest files, their signatures, and the keys that sign them.
//!
//! [`document`] what a digest file says and what of it is signed · [`key`] the keys of Regions and
//! what is done with keys · [`hourly`]
//! when which digest is made · `number` the arithmetic under both.
//!
//! <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-digest-file-structure.html>

pub mod document;
pub mod hourly;
pub mod key;
mod number;
pub mod ops;

use sha2::{Digest as _, Sha256};

pub use document::{Digest, LogFile, Previous, to_sign};
pub use key::{PublicKey, SigningKey};

/// The SHA-256 sum of what a file holds once unpacked, as digest files write it.
pub fn sum(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes in small hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    let digit = |nibble: u8| char::from_digit(u32::from(nibble), 16).unwrap_or('0');
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// The bytes that hexadecimal digits stand for; nothing if it is not pairs of digits.
pub fn unhex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> =
        text.chars().map(|c| c.to_digit(16).map(|digit| digit as u8)).collect();
    let digits = digits.filter(|digits| digits.len().is_multiple_of(2))?;
    Some(
        digits.chunks(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect(),
    )
}
