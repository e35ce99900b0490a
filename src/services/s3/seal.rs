//! Objects encrypted with keys of KMS: which key, and what S3 asks KMS in the caller's name.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html>

use super::api::{Request, source};
use super::objects::{Put, Version};
use super::state::{State, object_arn};
use crate::api::{ApiError, Check};
use crate::services::kms;
use crate::sim::scope::{Arn, Scope};

/// The header that names the key of an object.
pub const KEY: &str = "SSEKMSKeyId";
/// The trail that had the object encrypted, which KMS is told again to decrypt it.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html>
pub const TRAIL: &str = "aws:cloudtrail:arn";
/// What S3 calls this encryption.
pub const KMS: &str = "aws:kms";

impl Put {
    /// The ARN of the key of KMS it is encrypted with.
    pub fn key(&self) -> Option<&String> {
        self.headers.get(KEY)
    }
}

/// An object a request reads, by bucket, key and version.
fn read(request: &Request) -> Option<(String, String, Option<String>)> {
    match request {
        Request::GetObject(input) => {
            Some((input.bucket.clone(), input.key.clone(), input.version.clone()))
        }
        Request::CopyObject(input) => source(&input.source),
        _ => None,
    }
}

/// The object a request reads, if it is encrypted with a key of KMS.
fn sealed<'a>(state: &'a State, request: &Request) -> Option<(String, &'a Put)> {
    let (bucket, key, version) = read(request)?;
    let objects = &state.bucket(&bucket).ok()?.objects;
    let put = objects.get(&key, version.as_deref()).and_then(Version::object)?;
    put.key().map(|_| (object_arn(&bucket, &key), put))
}

/// The key a request would encrypt with, as it was given.
pub fn given(request: &Request) -> Option<&str> {
    match request {
        Request::PutObject(input) if input.encryption.as_deref() == Some(KMS) => {
            input.kms_key.as_deref()
        }
        _ => None,
    }
}

/// What S3 asks KMS for: a key to encrypt what is put, or to decrypt what is read.
pub fn needs(
    (state, keys): (&State, &kms::State),
    scope: Scope,
    request: &Request,
    checks: &mut Vec<Check>,
) {
    let via = || vec![format!("s3.{}.amazonaws.com", scope.region)];
    let ask = |key: &Arn, action: &'static str, object: String| {
        let check = Check::on(key).action(action).key("kms:ViaService", via());
        check.key("kms:EncryptionContext:aws:s3:arn", vec![object])
    };
    if let (Some(key), Request::PutObject(input)) = (given(request), request) {
        let object = object_arn(&input.bucket, &input.key);
        checks.push(ask(&keys.meant(scope, key), "kms:GenerateDataKey", object));
    }
    if let Some((object, put)) = sealed(state, request)
        && let Some(key) = put.key().and_then(|key| Arn::parse(key))
    {
        let mut check = ask(&key, "kms:Decrypt", object);
        if let Some(trail) = put.headers.get(TRAIL) {
            check = check.key("kms:EncryptionContext:aws:cloudtrail:arn", vec![trail.clone()]);
        }
        checks.push(check);
    }
}

/// Whether the keys a request needs can be used now; the request with the key's ARN in it.
pub fn unlock(
    (state, keys): (&State, &kms::State),
    (scope, now): (Scope, crate::sim::Time),
    request: &Request,
) -> Result<Option<Request>, ApiError> {
    if let Some(key) = sealed(state, request).and_then(|(_, put)| Arn::parse(put.key()?)) {
        keys.usable(&key, now)?;
    }
    let Some(given) = given(request) else { return Ok(None) };
    let key = keys.meant(scope, given);
    keys.usable(&key, now)?;
    let Request::PutObject(input) = request else { return Ok(None) };
    let mut input = input.clone();
    input.kms_key = Some(key.to_string());
    Ok(Some(Request::PutObject(input)))
}
