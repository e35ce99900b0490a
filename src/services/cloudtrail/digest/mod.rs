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

use base16ct::lower;
use sha2::{Digest as _, Sha256};

pub use document::{Digest, LogFile, Previous, to_sign};
pub use key::{PublicKey, SigningKey};

/// The SHA-256 sum of what a file holds once unpacked, as digest files write it.
pub fn sum(bytes: &[u8]) -> String {
    lower::encode_string(&Sha256::digest(bytes))
}
