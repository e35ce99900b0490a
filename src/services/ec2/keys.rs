//! Key pairs: a name, a fingerprint, and a private half that opens nothing.

use crate::sim::id::Ids;
use crate::sim::scope::Scope;
use crate::sim::time::Time;

/// A key pair. The private half is told once and not kept.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct KeyPair {
    /// `key-…`.
    pub id: String,
    /// Where it is.
    pub scope: Scope,
    /// Its number among the pairs ever made in its Region.
    pub number: u64,
    /// What it is called.
    pub name: String,
    /// `rsa` or `ed25519`.
    pub kind: String,
    /// As AWS shows it.
    pub fingerprint: String,
    /// When it was made.
    pub created: Time,
}

/// The fingerprint of a pair: with RSA the SHA-1 of the private half in pairs of digits, with
/// ED25519 a SHA-256 in base64. Here neither is of anything.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/verify-keys.html>
pub fn fingerprint(ids: Ids, nth: u64, kind: &str) -> String {
    if kind == "ed25519" {
        return format!("{}=", letters(ids, "ec2:key-fingerprint", nth, 43));
    }
    let digits = ids.hex("ec2:key-fingerprint", nth, 40);
    let pairs: Vec<String> = digits
        .as_bytes()
        .chunks(2)
        .map(|pair| String::from_utf8_lossy(pair).into_owned())
        .collect();
    pairs.join(":")
}

/// What looks like a private key and is noise.
pub fn material(ids: Ids, nth: u64, kind: &str) -> String {
    let (title, lines) = if kind == "ed25519" { ("OPENSSH", 6) } else { ("RSA", 25) };
    let line = |n: u64| letters(ids, "ec2:key-material", nth * 32 + n, 64);
    let body: Vec<String> = (0..lines).map(line).collect();
    format!(
        "-----BEGIN {title} PRIVATE KEY-----\n{}\n-----END {title} PRIVATE KEY-----",
        body.join("\n")
    )
}

/// Letters and digits, any number of them.
fn letters(ids: Ids, kind: &str, nth: u64, len: usize) -> String {
    let parts = (0..).map(|part| ids.base32("", &format!("{kind}:{part}"), nth, 32));
    let text: String = parts.take(len.div_ceil(32)).collect();
    text.chars().take(len).collect()
}
