//! `aws s3 ls`.
//!
//! <https://docs.aws.amazon.com/cli/latest/reference/s3/ls.html>

use serde_json::{Value, json};

use super::path::End;
use super::{NEXT, Run, listing};
use crate::shell::aws::fault::Fault;
use crate::sim::time::Time;

/// What was listed so far.
#[derive(Default)]
struct Seen {
    objects: u64,
    bytes: u64,
    /// Whether anything at all was there.
    any: bool,
}

impl Run<'_, '_> {
    /// Buckets, or what is below a prefix.
    pub(super) fn ls(&mut self) -> Result<u8, Fault> {
        let path = self.args.path(0).to_owned();
        let path = if path.starts_with("s3://") { path } else { format!("s3://{path}") };
        let End::Object { bucket, key } = End::read(&path) else { return Ok(1) };
        let mut seen = Seen::default();
        if bucket.is_empty() {
            self.ls_buckets()?;
        } else {
            self.ls_objects(&bucket, &key, &mut seen)?;
        }
        if self.args.has("summarize") {
            let bytes = self.size(seen.bytes);
            self.print(&format!("\nTotal Objects: {}", seen.objects));
            self.print(&format!("   Total Size: {bytes}"));
        }
        Ok(u8::from(!key.is_empty() && !seen.any))
    }

    fn ls_buckets(&mut self) -> Result<(), Fault> {
        let token = ("ContinuationToken", "ContinuationToken");
        let listed = self.pages("ListBuckets", json!({}), token, |run, reply| {
            for bucket in items(reply, "Buckets") {
                let created = moment(bucket, "CreationDate");
                run.print(&format!("{created} {}", text(bucket, "Name")));
            }
        });
        listed.map_err(|refused| *refused.fault)
    }

    fn ls_objects(&mut self, bucket: &str, key: &str, seen: &mut Seen) -> Result<(), Fault> {
        let mut input = listing(bucket, key);
        let whole = self.args.has("recursive");
        if let Value::Object(members) = &mut input {
            if !whole {
                members.insert("Delimiter".to_owned(), json!("/"));
            }
            let size = self.args.given.get("page-size").and_then(|size| size.parse::<i64>().ok());
            members.extend(size.map(|size| ("MaxKeys".to_owned(), json!(size))));
        }
        let listed = self.pages("ListObjectsV2", input, NEXT, |run, reply| {
            for prefix in items(reply, "CommonPrefixes") {
                seen.any = true;
                let prefix = text(prefix, "Prefix").trim_end_matches('/');
                let name = prefix.rsplit('/').next().unwrap_or_default();
                run.print(&format!("{:>30} {name}/", "PRE"));
            }
            for object in items(reply, "Contents") {
                seen.any = true;
                seen.objects += 1;
                let size = object.get("Size").and_then(Value::as_u64).unwrap_or_default();
                seen.bytes += size;
                let key = text(object, "Key");
                let name = if whole { key } else { key.rsplit('/').next().unwrap_or_default() };
                let (at, size) = (moment(object, "LastModified"), run.size(size));
                run.print(&format!("{at} {size:>10} {name}"));
            }
        });
        listed.map_err(|refused| *refused.fault)
    }

    fn size(&self, bytes: u64) -> String {
        if self.args.has("human-readable") { human(bytes) } else { bytes.to_string() }
    }
}

pub(super) fn items<'a>(reply: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> {
    reply.get(name).and_then(Value::as_array).into_iter().flatten()
}

pub(super) fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// The instant as a terminal in UTC shows it.
fn moment(value: &Value, name: &str) -> String {
    let time = Time::parse(text(value, name));
    time.map_or_else(String::new, |time| {
        time.rfc3339().replace('T', " ").trim_end_matches('Z').to_owned()
    })
}

/// A size as the CLI makes it readable.
fn human(bytes: u64) -> String {
    const BASE: f64 = 1024.0;
    match bytes {
        1 => return "1 Byte".to_owned(),
        0..1024 => return format!("{bytes} Bytes"),
        _ => {}
    }
    let mut value = bytes as f64;
    let mut found = String::new();
    for suffix in ["KiB", "MiB", "GiB", "TiB"] {
        value /= BASE;
        found = format!("{value:.1} {suffix}");
        if value.round() < BASE {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::human;

    #[test]
    fn sizes_are_readable() {
        let cases = [
            (0, "0 Bytes"),
            (1, "1 Byte"),
            (1023, "1023 Bytes"),
            (1024, "1.0 KiB"),
            (1_048_575, "1.0 MiB"),
            (1_048_000, "1023.4 KiB"),
            (3_000_000, "2.9 MiB"),
        ];
        for (bytes, shown) in cases {
            assert_eq!(human(bytes), shown);
        }
    }
}
