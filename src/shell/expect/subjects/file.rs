//! `file`: a file that a trail delivered, and the events it holds now.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::Value;

use super::one;
use crate::gzip;
use crate::services::cloudtrail::trail::{File, Trail};
use crate::services::s3::state::MAX_OBJECT;
use crate::services::s3::{Body, Version};
use crate::shell::expect::{Ask, Row, Stamp, Subject};
use crate::sim::World;
use crate::sim::scope::Scope;

/// The subject.
pub static SUBJECT: Subject = Subject {
    name: "file",
    attributes: &["trail", "bucket", "key", "region", "events", "state", "holds", "resource"],
    value: "state",
    happens: true,
    rows,
};

/// So many files are known at once.
const MOST: usize = 4096;

/// What a file holds.
#[derive(Debug, Default)]
struct Held {
    /// `EVENT by NAME` of each record.
    told: Vec<String>,
    /// The ARNs its records name.
    arns: Vec<String>,
}

thread_local! {
    /// What files hold, by the sum and the length of their bytes. Goals ask for the same files
    /// after each moment, and each is unpacked once. It is no state: the same bytes hold the same.
    static KNOWN: RefCell<BTreeMap<(String, u64), Rc<Held>>> =
        const { RefCell::new(BTreeMap::new()) };
}

struct FileRow<'a> {
    world: &'a World,
    trail: &'a Trail,
    scope: Scope,
    file: &'a File,
    /// Its place among those of its trail and Region.
    number: u64,
}

fn rows<'a>(world: &'a World, _: &Ask) -> Vec<Box<dyn Row + 'a>> {
    let mut rows: Vec<Box<dyn Row + 'a>> = Vec::new();
    for trail in world.cloudtrail().trails().values() {
        for (scope, place) in &trail.places {
            for (number, file) in (0..).zip(place.files.iter()) {
                rows.push(Box::new(FileRow { world, trail, scope: *scope, file, number }));
            }
        }
    }
    rows
}

impl FileRow<'_> {
    /// What it holds now, if it is still there.
    fn held(&self) -> Option<Rc<Held>> {
        let bucket = self.world.s3().buckets().get(&self.file.bucket)?;
        let body = &bucket.objects.current(&self.file.key)?.object()?.body;
        let key = (body.etag(), body.len());
        KNOWN.with_borrow_mut(|known| {
            if let Some(held) = known.get(&key) {
                return Some(Rc::clone(held));
            }
            if known.len() == MOST {
                known.clear();
            }
            let held = Rc::new(Held::read(body));
            known.insert(key, Rc::clone(&held));
            Some(held)
        })
    }

    /// Whether it is as it was delivered: `whole`, `kept` in an earlier version, `changed`, `gone`.
    fn state(&self) -> &'static str {
        let bucket = self.world.s3().buckets().get(&self.file.bucket);
        let all = bucket.and_then(|bucket| bucket.objects.versions().get(&self.file.key));
        let all = all.map(Vec::as_slice).unwrap_or_default();
        let delivered =
            |version: &Version| version.at <= self.file.delivered && version.object().is_some();
        match all.last() {
            Some(last) if delivered(last) => "whole",
            Some(_) if all.iter().any(delivered) => "kept",
            Some(last) if last.object().is_some() => "changed",
            _ => "gone",
        }
    }
}

impl Held {
    /// Unpacks a file; one that cannot be read holds nothing.
    fn read(body: &Body) -> Held {
        let unpacked = gzip::unpack(body.bytes(), MAX_OBJECT as usize);
        let content = unpacked.map(|unpacked| unpacked.bytes).unwrap_or_default();
        let whole: Value = serde_json::from_slice(&content).unwrap_or_default();
        let Some(records) = whole.get("Records").and_then(Value::as_array) else {
            return Held::default();
        };
        let named = records.iter().filter_map(|record| record.get("resources")?.as_array());
        let arns = named.flatten().filter_map(|resource| resource.get("ARN")?.as_str());
        Held {
            told: records.iter().filter_map(told).collect(),
            arns: arns.map(str::to_owned).collect(),
        }
    }
}

/// `EVENT by NAME`, as the record says it: a user, the session of a role, or the service itself.
fn told(record: &Value) -> Option<String> {
    let event = record.get("eventName")?.as_str()?;
    let identity = record.get("userIdentity")?;
    let session = || identity.get("arn")?.as_str()?.rsplit('/').next();
    let user = identity.get("userName").and_then(Value::as_str);
    let service = || identity.get("invokedBy")?.as_str();
    let name = user.or_else(session).or_else(service).unwrap_or("somebody");
    Some(format!("{event} by {name}"))
}

impl Row for FileRow<'_> {
    fn get(&self, attribute: &str) -> Vec<String> {
        match attribute {
            "trail" => one(&self.trail.name),
            "bucket" => one(&self.file.bucket),
            "key" => one(&self.file.key),
            "region" => one(self.scope.region.code()),
            "events" => one(self.file.events.to_string()),
            "state" => one(self.state()),
            "holds" => self.held().map(|held| held.told.clone()).unwrap_or_default(),
            _ => self.held().map(|held| held.arns.clone()).unwrap_or_default(),
        }
    }

    fn stamp(&self) -> Option<Stamp> {
        Some(Stamp { time: self.file.delivered, kind: "file", number: self.number })
    }
}
