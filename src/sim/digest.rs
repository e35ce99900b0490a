//! The digest of a world: one number that differs when anything in it differs.
//!
//! It is taken through `derive(Hash)`, which the compiler extends to each new field, into SHA-256.
//! Everything is written little-endian and lengths as 64 bits, so that wasm32 and native agree.

use std::hash::{Hash, Hasher};

use sha2::{Digest as _, Sha256};

/// The first 16 hexadecimal digits of the SHA-256 of a value's hash stream.
pub fn digest<T: Hash>(value: &T) -> String {
    let mut hasher = Stable(Sha256::new());
    value.hash(&mut hasher);
    base16ct::lower::encode_string(hasher.0.finalize().get(..8).unwrap_or_default())
}

/// The first 32 bits of the same hash: a short fingerprint.
pub fn fingerprint<T: Hash>(value: &T) -> u32 {
    let mut hasher = Stable(Sha256::new());
    value.hash(&mut hasher);
    hasher.0.finalize().iter().take(4).fold(0, |sum, byte| sum << 8 | u32::from(*byte))
}

/// A hasher that is the same on every target: explicit widths and byte order.
struct Stable(Sha256);

impl Hasher for Stable {
    fn finish(&self) -> u64 {
        0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn write_u16(&mut self, n: u16) {
        self.write(&n.to_le_bytes());
    }

    fn write_u32(&mut self, n: u32) {
        self.write(&n.to_le_bytes());
    }

    fn write_u64(&mut self, n: u64) {
        self.write(&n.to_le_bytes());
    }

    fn write_usize(&mut self, n: usize) {
        self.write_u64(n as u64);
    }

    fn write_isize(&mut self, n: isize) {
        self.write_u64(n as i64 as u64);
    }

    fn write_i16(&mut self, n: i16) {
        self.write_u16(n as u16);
    }

    fn write_i32(&mut self, n: i32) {
        self.write_u32(n as u32);
    }

    fn write_i64(&mut self, n: i64) {
        self.write_u64(n as u64);
    }
}
