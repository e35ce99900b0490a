//! Objects: put, read, copied, deleted.

use std::collections::BTreeMap;

use super::{acls, locks, not_allowed};
use crate::api::{ApiError, Timestamp};
use crate::services::s3::api::source;
use crate::services::s3::class::HEADER as CLASS;
use crate::services::s3::lifecycle;
use crate::services::s3::objects::{Put, Version};
use crate::services::s3::seal;
use crate::services::s3::shapes::{
    CopyObjectInput, CopyObjectOutput, CopyResult, DeleteObjectInput, DeleteObjectOutput,
    ObjectInput, ObjectOutput, PutObjectInput, PutObjectOutput,
};
use crate::services::s3::state::{Bucket, State, Versioning, shown};
use crate::services::s3::{Body, Kept};
use crate::sim::Ctx;

/// The type of what nobody gave one.
const BINARY: &str = "binary/octet-stream";
/// The type of checksums over the whole object.
const FULL: &str = "FULL_OBJECT";

/// A version, or the current one, that is an object.
pub fn find<'a>(
    bucket: &'a Bucket,
    key: &str,
    id: Option<&str>,
) -> Result<(&'a Version, &'a Put), ApiError> {
    let no_key = || ApiError::new("NoSuchKey", "The specified key does not exist.").http(404);
    let Some(id) = id else {
        let version = bucket.objects.current(key).ok_or_else(no_key)?;
        return Ok((version, version.object().ok_or_else(no_key)?));
    };
    let version = bucket.objects.get(key, Some(id)).ok_or_else(|| no_version(id))?;
    Ok((version, version.object().ok_or_else(not_allowed)?))
}

/// An id that S3 never gives out is told from one that is not there.
fn no_version(id: &str) -> ApiError {
    if is_id(id) {
        return ApiError::new("NoSuchVersion", "The specified version does not exist.").http(404);
    }
    ApiError::new("InvalidArgument", "Invalid version id specified")
}

fn is_id(id: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '.';
    id == "null" || (id.len() == 32 && id.chars().all(fits))
}

fn by_s3(encryption: Option<&str>) -> Result<(), ApiError> {
    match encryption {
        None | Some("AES256") => Ok(()),
        Some(other @ ("aws:kms" | "aws:kms:dsse" | "aws:fsx")) => {
            Err(ApiError::not_simulated(format!("ServerSideEncryption {other}")))
        }
        Some(_) => {
            let text = "The encryption method specified is not supported";
            Err(ApiError::new("InvalidEncryptionAlgorithmError", text))
        }
    }
}

/// What encrypts an object.
fn by(key: Option<&String>) -> String {
    if key.is_some() { seal::KMS } else { "AES256" }.to_owned()
}

fn key_fits(key: &str) -> Result<(), ApiError> {
    if key.len() <= 1024 {
        return Ok(());
    }
    Err(ApiError::new("KeyTooLongError", "Your key is too long"))
}

/// User metadata is at most 2 KB, and its keys are written small.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html>
fn metadata(
    given: Option<&BTreeMap<String, String>>,
) -> Result<BTreeMap<String, String>, ApiError> {
    let pairs = given.into_iter().flatten();
    let kept: BTreeMap<String, String> =
        pairs.map(|(key, value)| (key.to_ascii_lowercase(), value.clone())).collect();
    if kept.iter().map(|(key, value)| key.len() + value.len()).sum::<usize>() > 2048 {
        let text = "Your metadata headers exceed the maximum allowed metadata size";
        return Err(ApiError::new("MetadataTooLarge", text));
    }
    Ok(kept)
}

pub fn put(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &PutObjectInput,
) -> Result<PutObjectOutput, ApiError> {
    let body = Body::from_wire(input.body.as_deref().unwrap_or_default());
    put_body(state, ctx, input, (body, None))
}

/// Puts bytes, which need not be the text that the request of a client carries.
pub fn put_body(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &PutObjectInput,
    (body, trail): (Body, Option<&str>),
) -> Result<PutObjectOutput, ApiError> {
    let bucket = state.bucket(&input.bucket)?;
    key_fits(&input.key)?;
    acls::given(bucket, input.acl.as_deref())?;
    match (input.encryption.as_deref(), &input.kms_key) {
        (Some(seal::KMS), Some(_)) => {}
        (_, Some(_)) => {
            let text = "Server Side Encryption with AWS KMS managed key requires HTTP header \
                        x-amz-server-side-encryption : aws:kms";
            return Err(ApiError::new("InvalidArgument", text));
        }
        (other, None) => by_s3(other)?,
    }
    match input.if_none_match.as_deref() {
        None => {}
        Some("*") if bucket.objects.current(&input.key).is_none_or(|it| it.object().is_none()) => {}
        Some("*") => {
            let text = "At least one of the pre-conditions you specified did not hold";
            return Err(ApiError::new("PreconditionFailed", text).http(412));
        }
        Some(_) => {
            let text = "A header you provided implies functionality that is not implemented";
            return Err(ApiError::new("NotImplemented", text).http(501));
        }
    }
    let retention = (input.lock_mode.as_deref(), input.lock_until);
    let lock = locks::asked(bucket, retention, input.legal_hold.as_deref(), ctx.now)?;
    let mut headers = BTreeMap::new();
    let mut keep = |name, value: &Option<String>| {
        if let Some(value) = value {
            headers.insert(name, value.clone());
        }
    };
    keep("CacheControl", &input.cache_control);
    keep("ContentDisposition", &input.content_disposition);
    keep("ContentEncoding", &input.content_encoding);
    keep("ContentLanguage", &input.content_language);
    keep(seal::KEY, &input.kms_key);
    keep(seal::TRAIL, &trail.map(str::to_owned));
    let content_type = input.content_type.clone().unwrap_or_else(|| BINARY.to_owned());
    let metadata = metadata(input.metadata.as_ref())?;
    let put = Put { body: body.clone(), content_type, headers, metadata, tags: BTreeMap::new() };
    let version = state.put(&input.bucket, &input.key, put, lock, (ctx.ids, ctx.now))?;
    Ok(PutObjectOutput {
        expiration: lifecycle::header(state.bucket(&input.bucket)?, &input.key, &version),
        etag: body.etag(),
        checksum: body.crc64nvme(),
        checksum_type: FULL.to_owned(),
        encryption: by(input.kms_key.as_ref()),
        kms_key: input.kms_key.clone(),
        version: enabled(state.bucket(&input.bucket)?).then_some(version.id),
    })
}

/// Only a bucket that keeps versions now tells the id of what was put.
fn enabled(bucket: &Bucket) -> bool {
    bucket.versioning == Some(Versioning::Enabled)
}

/// The first and the last byte of a range of a body: `bytes=0-9`, `bytes=5-`, `bytes=-5`. A header
/// that is none of these is no range, and all is given.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html>
fn part(range: &str, length: u64) -> Result<Option<(u64, u64)>, ApiError> {
    let read = || {
        let (from, to) = range.strip_prefix("bytes=")?.split_once('-')?;
        Some(match (from, to) {
            ("", last) => (length.saturating_sub(last.parse().ok()?), length.checked_sub(1)?),
            (from, "") => (from.parse().ok()?, length.saturating_sub(1)),
            (from, to) => {
                (from.parse().ok()?, to.parse::<u64>().ok()?.min(length.saturating_sub(1)))
            }
        })
    };
    match read() {
        Some((from, to)) if from >= length || from > to => {
            let text = "The requested range is not satisfiable";
            Err(ApiError::new("InvalidRange", text).http(416))
        }
        other => Ok(other),
    }
}

pub fn get(state: &State, input: &ObjectInput, whole: bool) -> Result<ObjectOutput, ApiError> {
    let bucket = state.bucket(&input.bucket)?;
    let (version, put) = find(bucket, &input.key, input.version.as_deref())?;
    if whole {
        put.readable()?;
    }
    let header = |name: &str| put.headers.get(name).cloned();
    let part = input.range.as_deref().and_then(|range| part(range, put.body.len()).transpose());
    let part = part.transpose()?;
    let body = || match part {
        Some((from, to)) => put.body.bytes().get(from as usize..=to as usize).unwrap_or_default(),
        None => put.body.bytes(),
    };
    // The sum is one over the whole object, and told with the whole object only.
    let summed = whole && part.is_none();
    Ok(ObjectOutput {
        body: whole.then(|| Body::new(body()).to_wire()),
        accept_ranges: "bytes".to_owned(),
        // Rules that end objects speak of current versions.
        expiration: match input.version {
            None => lifecycle::header(bucket, &input.key, version),
            Some(_) => None,
        },
        class: put.told_class(),
        modified: Timestamp(version.at),
        length: part.map_or(put.body.len(), |(from, to)| to - from + 1) as i64,
        range: part.map(|(from, to)| format!("bytes {from}-{to}/{}", put.body.len())),
        checksum: summed.then(|| put.body.crc64nvme()),
        checksum_type: summed.then(|| FULL.to_owned()),
        etag: put.body.etag(),
        version: shown(&version.id, bucket),
        cache_control: header("CacheControl"),
        content_disposition: header("ContentDisposition"),
        content_encoding: header("ContentEncoding"),
        content_language: header("ContentLanguage"),
        content_type: put.content_type.clone(),
        encryption: by(put.key()),
        kms_key: put.key().cloned(),
        metadata: put.metadata.clone(),
        tag_count: Some(put.tags.len() as i32).filter(|n| *n > 0),
        lock_mode: version.retention.map(|it| it.mode.name().to_owned()),
        lock_until: version.retention.map(|it| Timestamp(it.until)),
        legal_hold: version.legal_hold.map(locks::status),
    })
}

pub fn delete(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &DeleteObjectInput,
) -> Result<DeleteObjectOutput, ApiError> {
    let bucket = state.bucket_mut(&input.bucket)?;
    let bypass = input.bypass.unwrap_or_default();
    if let Some(id) = &input.version {
        if !is_id(id) {
            return Err(no_version(id));
        }
        let gone = bucket.objects.delete(&input.key, id, ctx.now, bypass)?;
        let marker = gone.is_some_and(|gone| gone.kept == Kept::DeleteMarker);
        let version = Some(id.clone());
        return Ok(DeleteObjectOutput { marker: marker.then_some(true), version });
    }
    if bucket.versioning.is_none() {
        bucket.objects.delete(&input.key, crate::services::s3::objects::NULL, ctx.now, bypass)?;
        return Ok(DeleteObjectOutput::default());
    }
    let mark = state.mark(&input.bucket, &input.key, (ctx.ids, ctx.now))?;
    Ok(DeleteObjectOutput { marker: Some(true), version: Some(mark.id) })
}

pub fn copy(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &CopyObjectInput,
) -> Result<CopyObjectOutput, ApiError> {
    let wrong = || {
        let text = "Invalid copy source object key";
        ApiError::new("InvalidArgument", text)
    };
    let (from, key, id) = source(&input.source).ok_or_else(wrong)?;
    key_fits(&input.key)?;
    acls::given(state.bucket(&input.bucket)?, input.acl.as_deref())?;
    by_s3(input.encryption.as_deref())?;
    let bucket = state.bucket(&from)?;
    let (found, kept) = find(bucket, &key, id.as_deref())?;
    kept.readable()?;
    let source_version = shown(&found.id, bucket);
    let mut put = kept.clone();
    // The copy is encrypted as the bucket has it, with keys of S3, and in the class STANDARD.
    put.headers.retain(|name, _| ![seal::KEY, seal::TRAIL, CLASS].contains(name));
    match input.directive.as_deref() {
        None | Some("COPY") => {
            let same = from == input.bucket && key == input.key && id.is_none();
            if same && input.encryption.is_none() {
                let text = "This copy request is illegal because it is trying to copy an object to \
                            itself without changing the object's metadata, storage class, website \
                            redirect location or encryption attributes.";
                return Err(ApiError::new("InvalidRequest", text));
            }
        }
        Some("REPLACE") => {
            put.metadata = metadata(input.metadata.as_ref())?;
            put.content_type = input.content_type.clone().unwrap_or_else(|| BINARY.to_owned());
            put.headers.clear();
        }
        Some(_) => {
            let text = "Unknown metadata directive.";
            return Err(ApiError::new("InvalidArgument", text));
        }
    }
    let body = put.body.clone();
    let version = state.put(&input.bucket, &input.key, put, (None, None), (ctx.ids, ctx.now))?;
    Ok(CopyObjectOutput {
        expiration: lifecycle::header(state.bucket(&input.bucket)?, &input.key, &version),
        source_version,
        version: enabled(state.bucket(&input.bucket)?).then_some(version.id),
        encryption: "AES256".to_owned(),
        result: CopyResult {
            etag: body.etag(),
            modified: Timestamp(version.at),
            checksum_type: FULL.to_owned(),
            checksum: body.crc64nvme(),
        },
    })
}
