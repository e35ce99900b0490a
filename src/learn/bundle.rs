//! What lies in buckets, taken out: files that other tools can read and check.
//!
//! `BUCKET/KEY` is an object; `_objects.json` has the signatures that lie in metadata,
//! `_public_keys.json` what ListPublicKeys gives in each Region, `_trails.json` what DescribeTrails
//! gives, and `_buckets.json` where buckets are. That is all that validating log files asks AWS
//! for: <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-custom-validation.html>

use std::io::{self, Write as _};

use rawzip::ZipArchiveWriter;
use rawzip::time::UtcDateTime;
use serde_json::{Map, Value, json};

use crate::api::Timestamp;
use crate::services::cloudtrail::{digest, ops};
use crate::services::s3::Body;
use crate::sim::{Region, World};

/// One file of a bundle.
#[derive(Clone, Debug, PartialEq)]
pub struct File {
    /// Where it is, its folders apart by `/`. It leads nowhere else: a part of a key that means a
    /// folder to file systems is written with `%2E`.
    pub path: String,
    /// What it holds.
    pub body: Body,
}

/// The bundle of everything that lies in buckets: current versions, in the order of keys.
pub fn files(world: &World) -> Vec<File> {
    let (mut files, mut signatures) = (Vec::new(), Map::new());
    for (name, bucket) in world.s3().buckets() {
        for (key, _, put) in bucket.objects.present() {
            let path = path(name, key);
            if !put.metadata.is_empty() {
                signatures.insert(format!("{name}/{key}"), json!(put.metadata));
            }
            files.push(File { path, body: put.body.clone() });
        }
    }
    let buckets = world.s3().buckets().iter();
    let buckets = buckets.map(|(name, bucket)| (name.clone(), json!(bucket.region.code())));
    let keys = Region::all().map(|region| (region.code().to_owned(), keys(region)));
    for (name, content) in [
        ("_objects.json", Value::Object(signatures)),
        ("_public_keys.json", Value::Object(keys.collect())),
        ("_trails.json", json!(ops::every(world.cloudtrail()))),
        ("_buckets.json", Value::Object(buckets.collect())),
    ] {
        let body = Body::new(format!("{content:#}\n").into_bytes());
        files.push(File { path: name.to_owned(), body });
    }
    files
}

/// Where an object is in a bundle.
fn path(bucket: &str, key: &str) -> String {
    let part = |part: &str| match part {
        "" => "%".to_owned(),
        "." => "%2E".to_owned(),
        ".." => "%2E%2E".to_owned(),
        other => other.replace(['\\', '\0'], "%"),
    };
    let parts: Vec<String> = key.split('/').map(part).collect();
    format!("{bucket}/{}", parts.join("/"))
}

/// What ListPublicKeys gives.
fn keys(region: Region) -> Value {
    let item = digest::ops::item(region);
    let text = |time: Timestamp| time.0.rfc3339();
    json!([{
        "Value": item.value,
        "ValidityStartTime": text(item.validity_start),
        "ValidityEndTime": text(item.validity_end),
        "Fingerprint": item.fingerprint,
    }])
}

/// A bundle as one zip file: stored as they are, since what CloudTrail delivers is packed already.
///
/// # Errors
/// If a file cannot be told in a zip file.
pub fn zip(files: &[File]) -> io::Result<Vec<u8>> {
    let failed = |error: rawzip::Error| io::Error::other(error.to_string());
    // What is in buckets has its time in its records; an archive has no date before this one.
    let first = UtcDateTime::from_components(1980, 1, 1, 0, 0, 0, 0)
        .ok_or_else(|| io::Error::other("the first date of archives is none"))?;
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for file in files {
        let (mut entry, config) =
            archive.new_file(&file.path).last_modified(first).start().map_err(failed)?;
        let mut writer = config.wrap(&mut entry);
        writer.write_all(file.body.bytes())?;
        let (_, descriptor) = writer.finish().map_err(failed)?;
        entry.finish(descriptor).map_err(failed)?;
    }
    archive.finish().map_err(failed)
}
