//! The keys that sign digest files: one pair a Region.
//!
//! AWS keeps its private keys to itself. Ours cannot be kept: the whole simulator runs with the
//! learner, so they are public on purpose, follow from the Region's name, and prove nothing to
//! anybody outside. Whoever verifies sees RSA keys of 2048 bits with the usual exponent, as AWS
//! publishes them. Since there is no secret to keep, a modulus is the product of 64 small primes:
//! by remainders a signature then takes microseconds where two primes take tens of milliseconds,
//! and 90 days of a trail in every Region take 36,720 signatures.
//!
//! <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-custom-validation.html>

use std::sync::OnceLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use md5::Md5;
use sha2::{Digest as _, Sha256};

use super::number::{
    Modulus, from_bytes, inverse, is_prime, multiply_add, power, remainder, times, to_bytes,
};
use crate::sim::scope::Region;

/// The exponent everybody uses.
const EXPONENT: u32 = 65_537;
/// How many primes make a modulus, and how many words of 32 bits it has.
const PRIMES: usize = 64;
/// The least prime taken: 64 of them make 2048 bits and not fewer.
const LEAST: u32 = 4_248_704_000;
/// The bytes of a signature, and of a modulus.
const BYTES: usize = 256;
/// What stands before a SHA-256 sum in a padded message (RFC 8017, 9.2, note 1).
const SHA256: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x20,
];

/// A pair of keys.
#[derive(Clone, Debug)]
pub struct SigningKey {
    primes: Vec<Prime>,
    public: PublicKey,
}

/// A prime with what signing wants of it.
#[derive(Clone, Copy, Debug)]
struct Prime {
    prime: u32,
    /// The private exponent modulo the prime less one.
    exponent: u32,
    /// The inverse of the product of all primes before.
    before: u32,
}

/// The pairs of all Regions that were asked for. They follow from the Regions' names, so keeping
/// them changes nothing but the time it takes.
static KEYS: [OnceLock<SigningKey>; 17] = [const { OnceLock::new() }; 17];

impl SigningKey {
    /// The pair that signs in a Region.
    pub fn of(region: Region) -> &'static SigningKey {
        static NONE: OnceLock<SigningKey> = OnceLock::new();
        let place = Region::all().position(|other| other == region);
        let kept = place.and_then(|place| KEYS.get(place)).unwrap_or(&NONE);
        kept.get_or_init(|| SigningKey::new(region.code()))
    }

    /// The pair that follows from a name.
    fn new(name: &str) -> SigningKey {
        let mut primes: Vec<Prime> = Vec::with_capacity(PRIMES);
        let mut modulus = vec![0; PRIMES];
        if let Some(lowest) = modulus.first_mut() {
            *lowest = 1;
        }
        for prime in candidates(name).filter(|number| is_prime(*number)) {
            let fits = prime % EXPONENT != 1 && primes.iter().all(|other| other.prime != prime);
            if !fits {
                continue;
            }
            let exponent = inverse(EXPONENT, prime - 1);
            let before = inverse(remainder(&modulus, prime), prime);
            multiply_add(&mut modulus, prime, 0);
            primes.push(Prime { prime, exponent, before });
            if primes.len() == PRIMES {
                break;
            }
        }
        SigningKey { primes, public: PublicKey { modulus: to_bytes(&modulus), exponent: EXPONENT } }
    }

    /// The public half.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// Signs: RSA with the padding of PKCS #1 v1.5 over the SHA-256 sum.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        let padded = from_bytes(&padded(message, BYTES), PRIMES).unwrap_or_default();
        // The signature, written as a sum of products of the primes before (Garner).
        let mut parts: Vec<u32> = Vec::with_capacity(PRIMES);
        for prime in &self.primes {
            let m = prime.prime;
            let whole = power(remainder(&padded, m), prime.exponent, m);
            let before = parts.iter().zip(&self.primes).rev();
            let known = before.fold(0, |sum, (part, other)| {
                let sum = u64::from(times(sum, other.prime % m, m)) + u64::from(*part);
                (sum % u64::from(m)) as u32
            });
            let missing = (u64::from(whole) + u64::from(m) - u64::from(known)) % u64::from(m);
            parts.push(times(missing as u32, prime.before, m));
        }
        let mut signature = vec![0; PRIMES];
        for (part, prime) in parts.iter().zip(&self.primes).rev() {
            multiply_add(&mut signature, prime.prime, *part);
        }
        to_bytes(&signature)
    }
}

/// Odd numbers that follow from a name, none too small.
fn candidates(name: &str) -> impl Iterator<Item = u32> {
    (0_u32..).flat_map(move |block| {
        let text = format!("CloudTrail digests of {name}, public on purpose: {block}");
        let sum: [u8; 32] = Sha256::digest(text.as_bytes()).into();
        let words = [0, 4, 8, 12, 16, 20, 24, 28];
        words.map(|at| {
            let word =
                sum.iter().skip(at).take(4).fold(0, |word, byte| word << 8 | u32::from(*byte));
            (LEAST + word % (u32::MAX - LEAST)) | 1
        })
    })
}

/// What is signed for a message: PKCS #1 v1.5.
fn padded(message: &[u8], len: usize) -> Vec<u8> {
    let sum = Sha256::digest(message);
    let fill = len.saturating_sub(SHA256.len() + sum.len() + 3);
    let mut padded = vec![0, 1];
    padded.extend(std::iter::repeat_n(0xff, fill));
    padded.push(0);
    padded.extend(SHA256);
    padded.extend(sum);
    padded
}

/// A public key, ours or anybody's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey {
    /// The greatest byte first, without zeros before it.
    modulus: Vec<u8>,
    exponent: u32,
}

impl PublicKey {
    /// Reads the DER form of PKCS #1: a sequence of two whole numbers and nothing else. Other forms
    /// of keys are none.
    pub fn read(der: &[u8]) -> Option<PublicKey> {
        let (body, rest) = element(der, 0x30)?;
        let (modulus, body) = element(body, 0x02)?;
        let (exponent, end) = element(body, 0x02)?;
        let number = |bytes: &[u8]| {
            let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
            bytes.get(zeros..).map(<[u8]>::to_vec)
        };
        let (modulus, exponent) = (number(modulus)?, number(exponent)?);
        let small = exponent.len() <= 4 && !exponent.is_empty();
        let exponent = exponent.iter().fold(0, |all: u32, byte| all << 8 | u32::from(*byte));
        let whole = rest.is_empty() && end.is_empty() && !modulus.is_empty();
        (whole && small).then_some(PublicKey { modulus, exponent })
    }

    /// The DER form of PKCS #1.
    pub fn der(&self) -> Vec<u8> {
        let mut body = whole_number(&self.modulus);
        let exponent = self.exponent.to_be_bytes();
        let zeros = exponent.iter().take_while(|byte| **byte == 0).count();
        body.extend(whole_number(exponent.get(zeros..).unwrap_or_default()));
        tagged(0x30, &body)
    }

    /// The DER form in base64, as ListPublicKeys gives it.
    pub fn value(&self) -> String {
        STANDARD.encode(self.der())
    }

    /// What digests name the key by: the MD5 sum of its DER form, which AWS's guide shows and does
    /// not say.
    pub fn fingerprint(&self) -> String {
        base16ct::lower::encode_string(&Md5::digest(self.der()))
    }

    /// Makes ready to verify.
    pub fn verifier(&self) -> Option<Verifier> {
        let words = self.modulus.len().div_ceil(4);
        let modulus = Modulus::new(from_bytes(&self.modulus, words)?)?;
        Some(Verifier { modulus, words, bytes: self.modulus.len(), exponent: self.exponent })
    }
}

/// A public key made ready for many signatures.
#[derive(Clone, Debug)]
pub struct Verifier {
    modulus: Modulus,
    words: usize,
    bytes: usize,
    exponent: u32,
}

impl Verifier {
    /// Whether a signature is that of a message.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        let Some(number) = from_bytes(signature, self.words) else { return false };
        if signature.len() != self.bytes || self.modulus.is_at_most(&number) {
            return false;
        }
        let opened = to_bytes(&self.modulus.power(&number, self.exponent));
        let zeros = opened.len().saturating_sub(self.bytes);
        opened.get(zeros..) == Some(padded(message, self.bytes).as_slice())
    }
}

/// The content of an element of DER with this tag, and what stands behind it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&[found, length], rest) = der.split_first_chunk::<2>()?;
    if found != tag {
        return None;
    }
    if length < 0x80 {
        return rest.split_at_checked(usize::from(length));
    }
    let (length, rest) = rest.split_at_checked(usize::from(length & 0x7f))?;
    if length.len() > 3 {
        return None;
    }
    rest.split_at_checked(length.iter().fold(0, |all, byte| all << 8 | usize::from(*byte)))
}

/// An element of DER.
fn tagged(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = (content.len() as u32).to_be_bytes();
    let zeros = length.iter().take_while(|byte| **byte == 0).count();
    let length = length.get(zeros..).unwrap_or_default();
    let mut element = vec![tag];
    if content.len() < 0x80 {
        element.push(content.len() as u8);
    } else {
        element.push(0x80 | length.len() as u8);
        element.extend(length);
    }
    element.extend(content);
    element
}

/// A number above zero in DER: one whose highest bit is set has a zero before it.
fn whole_number(bytes: &[u8]) -> Vec<u8> {
    let signed = bytes.first().is_some_and(|first| first & 0x80 != 0);
    let zero: &[u8] = if signed { &[0] } else { &[] };
    tagged(0x02, &[zero, bytes].concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_region_has_a_key_of_2048_bits_of_its_own() {
        let mut seen = std::collections::BTreeSet::new();
        for region in Region::all() {
            let key = SigningKey::of(region);
            assert_eq!(key.primes.len(), PRIMES);
            assert_eq!(key.public.modulus.len(), BYTES);
            assert!(key.public.modulus[0] >= 0x80, "{region}");
            assert_eq!(key.public.der().len(), 270, "as long as the keys AWS publishes");
            assert_eq!(PublicKey::read(&key.public.der()).as_ref(), Some(&key.public));
            assert!(seen.insert(key.public.fingerprint()));
        }
    }

    #[test]
    fn what_is_signed_verifies_and_nothing_else() {
        let key = SigningKey::of(Region::US_EAST_1);
        let verifier = key.public.verifier().unwrap();
        for message in ["", "a", "2026-01-10T10:00:00Z"] {
            let mut signature = key.sign(message.as_bytes());
            assert_eq!(signature.len(), BYTES);
            assert!(verifier.verify(message.as_bytes(), &signature), "{message}");
            assert!(!verifier.verify(b"something else", &signature));
            signature[100] ^= 1;
            assert!(!verifier.verify(message.as_bytes(), &signature));
            assert!(!verifier.verify(message.as_bytes(), &signature[1..]));
        }
        assert!(!verifier.verify(b"", &[0xff; BYTES]));
        assert!(!verifier.verify(b"", &[]));
    }

    #[test]
    fn other_forms_of_keys_are_none() {
        let der = SigningKey::of(Region::US_EAST_1).public.der();
        // The form of X.509 (SPKI): an algorithm, then the key in a string of bits.
        let algorithm = tagged(0x30, &[0x06, 0x03, 0x2a, 0x03, 0x04, 0x05, 0x00]);
        let bits = tagged(0x03, &[&[0], der.as_slice()].concat());
        assert_eq!(PublicKey::read(&tagged(0x30, &[algorithm, bits].concat())), None);
        assert_eq!(PublicKey::read(&der[1..]), None);
        assert_eq!(PublicKey::read(&[der.as_slice(), &[0]].concat()), None);
        assert_eq!(PublicKey::read(&[]), None);
    }
}
