//! What a digest file says, and what of it is signed.

use serde_json::{Value, json};

use base16ct::lower;

use super::{key::SigningKey, sum};
use crate::sim::scope::{AccountId, Region};
use crate::sim::time::Time;

/// How digests are signed.
pub const SIGNATURE_ALGORITHM: &str = "SHA256withRSA";
/// How files are summed.
pub const HASH_ALGORITHM: &str = "SHA-256";

/// A log file as a digest lists it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LogFile {
    /// Its bucket.
    pub bucket: String,
    /// Its key.
    pub key: String,
    /// The SHA-256 sum of its unpacked content.
    pub sum: String,
    /// When the newest of its events was.
    pub newest: Time,
    /// When the oldest was.
    pub oldest: Time,
}

/// The digest before, as the next one names it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Previous {
    /// Its bucket.
    pub bucket: String,
    /// Its key.
    pub key: String,
    /// The SHA-256 sum of its unpacked content.
    pub sum: String,
    /// Its signature in hexadecimal digits.
    pub signature: String,
}

/// Everything a digest file says.
#[derive(Clone, Debug, PartialEq)]
pub struct Digest {
    /// Whose events.
    pub account: AccountId,
    /// Of which Region.
    pub region: Region,
    /// When its time begins.
    pub start: Time,
    /// When its time ends.
    pub end: Time,
    /// Where it is delivered.
    pub bucket: String,
    /// Under which key.
    pub key: String,
    /// The digest before; none when this begins a chain.
    pub previous: Option<Previous>,
    /// The log files delivered in its time.
    pub files: Vec<LogFile>,
}

/// A digest file ready to deliver.
#[derive(Clone, Debug, PartialEq)]
pub struct Signed {
    /// Its text, which is packed before it is delivered.
    pub text: String,
    /// Its signature in hexadecimal digits, which goes into the object's metadata.
    pub signature: String,
    /// How the next digest names it.
    pub next: Previous,
}

impl Digest {
    /// Its text: one line, members in AWS's order.
    pub fn text(&self) -> String {
        let files = self.files.iter();
        let newest = files.clone().map(|file| file.newest).max();
        let oldest = files.clone().map(|file| file.oldest).min();
        let previous = self.previous.as_ref();
        let files: Vec<Value> = files.map(LogFile::json).collect();
        json!({
            "awsAccountId": self.account.to_string(),
            "digestStartTime": self.start.rfc3339(),
            "digestEndTime": self.end.rfc3339(),
            "digestS3Bucket": self.bucket,
            "digestS3Object": self.key,
            "digestPublicKeyFingerprint": SigningKey::of(self.region).public().fingerprint(),
            "digestSignatureAlgorithm": SIGNATURE_ALGORITHM,
            "newestEventTime": newest.map(Time::rfc3339),
            "oldestEventTime": oldest.map(Time::rfc3339),
            "previousDigestS3Bucket": previous.map(|it| &it.bucket),
            "previousDigestS3Object": previous.map(|it| &it.key),
            "previousDigestHashValue": previous.map(|it| &it.sum),
            "previousDigestHashAlgorithm": previous.map(|_| HASH_ALGORITHM),
            "previousDigestSignature": previous.map(|it| &it.signature),
            "logFiles": files,
        })
        .to_string()
    }

    /// The file, signed with the Region's key.
    pub fn sign(&self) -> Signed {
        let text = self.text();
        let previous = self.previous.as_ref().map(|it| it.signature.as_str());
        let place = (self.bucket.as_str(), self.key.as_str());
        let message = to_sign(&self.end.rfc3339(), place, text.as_bytes(), previous);
        let signature = lower::encode_string(&SigningKey::of(self.region).sign(message.as_bytes()));
        let next = Previous {
            bucket: self.bucket.clone(),
            key: self.key.clone(),
            sum: sum(text.as_bytes()),
            signature: signature.clone(),
        };
        Signed { text, signature, next }
    }
}

impl LogFile {
    fn json(&self) -> Value {
        json!({
            "s3Bucket": self.bucket,
            "s3Object": self.key,
            "hashValue": self.sum,
            "hashAlgorithm": HASH_ALGORITHM,
            "newestEventTime": self.newest.rfc3339(),
            "oldestEventTime": self.oldest.rfc3339(),
        })
    }
}

/// What is signed of a digest: its end as it writes it, where it is, the sum of its content, and
/// the signature of the digest before.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html>
pub fn to_sign(
    end: &str,
    (bucket, key): (&str, &str),
    content: &[u8],
    previous: Option<&str>,
) -> String {
    // The word stands where the first digest of a chain has nothing.
    let previous = previous.unwrap_or("null");
    format!("{end}\n{bucket}/{key}\n{}\n{previous}", sum(content))
}

/// The key a digest is delivered under: `below` is what stands before the account's folder,
/// `[prefix/]AWSLogs/[o-…/]`.
pub fn object_key(
    below: &str,
    (account, region): (AccountId, Region),
    (trail, home): (&str, Region),
    end: Time,
) -> String {
    let (day, second) = (end.format("%Y/%m/%d"), end.format("%Y%m%dT%H%M%SZ"));
    format!(
        "{below}{account}/CloudTrail-Digest/{region}/{day}/\
         {account}_CloudTrail-Digest_{region}_{trail}_{home}_{second}.json.gz"
    )
}
