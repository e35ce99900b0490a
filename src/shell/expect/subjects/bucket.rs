//! `bucket`: S3 buckets.

use super::{one, text, yes};
use crate::services::s3::state::{Bucket, Versioning};
use crate::shell::expect::{Ask, Row, Subject};
use crate::sim::World;

/// The subject.
pub static SUBJECT: Subject = Subject {
    name: "bucket",
    attributes: &["name", "objects", "policy", "versioning", "lock", "tag", "region"],
    value: "objects",
    happens: false,
    rows,
};

struct BucketRow<'a> {
    name: &'a str,
    bucket: &'a Bucket,
}

fn rows<'a>(world: &'a World, _: &Ask) -> Vec<Box<dyn Row + 'a>> {
    let mut rows: Vec<Box<dyn Row + 'a>> = Vec::new();
    for (name, bucket) in world.s3().buckets() {
        rows.push(Box::new(BucketRow { name, bucket }));
    }
    rows
}

impl Row for BucketRow<'_> {
    fn get(&self, attribute: &str) -> Vec<String> {
        let bucket = self.bucket;
        match attribute {
            "name" => one(self.name),
            "objects" => one(bucket.objects.present().count().to_string()),
            "policy" => {
                text(bucket.policy.as_ref().map(|(text, ..)| text.as_str()).unwrap_or_default())
            }
            "versioning" => text(bucket.versioning.map(Versioning::name).unwrap_or_default()),
            "lock" => yes(bucket.lock.is_some()),
            "tag" => bucket.tags.iter().map(|(key, value)| format!("{key}={value}")).collect(),
            _ => one(bucket.region.code()),
        }
    }
}
