//! Identifiers, drawn from the seed.
//!
//! An id depends on (seed, kind, ordinal within the kind) and on nothing else, so a call that has
//! to do with another kind of thing never changes it.

use sha2::{Digest, Sha256};

/// The source of every identifier of one world.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ids {
    seed: u64,
}

impl Ids {
    /// The ids of the world with this seed.
    pub fn new(seed: u64) -> Ids {
        Ids { seed }
    }

    /// `len` (at most 64) hexadecimal digits.
    pub fn hex(self, kind: &str, ordinal: u64, len: usize) -> String {
        self.bytes(kind, ordinal)
            .iter()
            .flat_map(|b| [b >> 4, b & 15])
            .take(len)
            .map(digit)
            .collect()
    }

    /// A version 4 UUID, as in request, event and message ids.
    pub fn uuid(self, kind: &str, ordinal: u64) -> String {
        let mut bytes = self.bytes(kind, ordinal);
        bytes[6] = bytes[6] & 0x0f | 0x40;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let mut text = String::with_capacity(36);
        for (i, byte) in bytes.iter().take(16).enumerate() {
            if matches!(i, 4 | 6 | 8 | 10) {
                text.push('-');
            }
            text.push(digit(byte >> 4));
            text.push(digit(byte & 15));
        }
        text
    }

    /// `len` (at most 32) characters A–Z and 2–7 behind a prefix: unique ids of IAM, `AIDA…`.
    pub fn base32(self, prefix: &str, kind: &str, ordinal: u64, len: usize) -> String {
        const ALPHABET: [char; 32] = [
            'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', 'P', 'Q',
            'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z', '2', '3', '4', '5', '6', '7',
        ];
        let letters = self.bytes(kind, ordinal).into_iter();
        let letters = letters.filter_map(|b| ALPHABET.get(usize::from(b & 31)));
        prefix.chars().chain(letters.take(len).copied()).collect()
    }

    /// `len` characters A–Z, a–z, 0–9 and the two given: what looks like base64, as secrets and
    /// opaque tokens do.
    pub fn base64(self, kind: &str, ordinal: u64, last_two: [char; 2], len: usize) -> String {
        let letters: Vec<char> =
            ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(last_two).collect();
        let blocks = (0_u64..).flat_map(|block| self.bytes(&format!("{kind}/{block}"), ordinal));
        blocks.filter_map(|b| letters.get(usize::from(b & 63))).take(len).collect()
    }

    /// A number evenly drawn from `0..bound` (`bound` > 0).
    pub fn number(self, kind: &str, ordinal: u64, bound: u64) -> u64 {
        let [a, b, c, d, e, f, g, h, ..] = self.bytes(kind, ordinal);
        u64::from_le_bytes([a, b, c, d, e, f, g, h]) % bound
    }

    fn bytes(self, kind: &str, ordinal: u64) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.seed.to_le_bytes());
        hash.update(kind.as_bytes());
        hash.update([0]);
        hash.update(ordinal.to_le_bytes());
        hash.finalize().into()
    }
}

fn digit(nibble: u8) -> char {
    char::from_digit(u32::from(nibble), 16).unwrap_or('0')
}
