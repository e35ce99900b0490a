//! One bucket: what is in it, folder by folder, and how it is set up.

use std::collections::BTreeMap;

use super::DELIMITER;
use super::rules::{Rule, rules};
use crate::services::s3::lock::Period;
use crate::services::s3::state::{PublicAccessBlock, Versioning, bucket_arn};
use crate::services::s3::{Bucket, Version};
use crate::sim::World;
use crate::sim::time::Time;
use crate::view::iam::document::pretty;
use crate::view::route::BucketQuery;

/// The most rows shown: as many as AWS gives in one page.
pub const MOST: usize = 1_000;

/// A bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// The code of its Region.
    pub region: String,
    /// When it came into being.
    pub created: Time,
    /// The folders above the one shown: name and prefix.
    pub path: Vec<(String, String)>,
    /// What is in the folder.
    pub entries: Vec<Entry>,
    /// How many more there are than are shown.
    pub more: usize,
    /// How many versions and delete markers all of it has.
    pub count: u64,
    /// Whether versions are kept; `None` where nobody ever asked for it.
    pub versioning: Option<Versioning>,
    /// Object Lock: none, or the default retention as mode and period.
    pub lock: Option<Option<(String, Period)>>,
    /// Whether its account owns all that is in it, and access control lists are off.
    pub owner_enforced: bool,
    /// Lifecycle rules.
    pub rules: Vec<Rule>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// What keeps the public out.
    pub block: Option<PublicAccessBlock>,
    /// The policy, laid out.
    pub policy: Option<String>,
    /// Whether the policy is public.
    pub public: bool,
}

/// A line of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// A folder: its name and its prefix.
    Folder {
        /// Its name.
        name: String,
        /// The prefix of what is in it.
        prefix: String,
    },
    /// An object, or one of its versions.
    Object(Object),
}

/// An object, or one of its versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Object {
    /// Its key.
    pub key: String,
    /// The last step of its key.
    pub name: String,
    /// Its version, where versions are shown.
    pub version: Option<String>,
    /// Whether it is what one gets without naming a version.
    pub latest: bool,
    /// Whether it is the mark that the object was deleted.
    pub marker: bool,
    /// When it was written.
    pub at: Time,
    /// How many bytes it holds.
    pub size: u64,
    /// Until when it is locked, or that it is held.
    pub locked: Option<Locked>,
}

/// What keeps a version from being deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Locked {
    /// Until when; `None` while only a legal hold keeps it.
    pub until: Option<(Time, &'static str)>,
    /// Whether it is held.
    pub held: bool,
}

/// What keeps a version now.
pub fn locked(version: &Version, now: Time) -> Option<Locked> {
    let until = version.retention.filter(|retention| retention.until > now);
    let until = until.map(|retention| (retention.until, retention.mode.name()));
    let held = version.legal_hold == Some(true);
    (until.is_some() || held).then_some(Locked { until, held })
}

/// The page of a bucket; `None` if there is none.
pub fn detail(world: &World, query: &BucketQuery) -> Option<Detail> {
    let bucket = world.s3().buckets().get(&query.name)?;
    let (entries, more) = entries(bucket, query, world.now());
    let lock = bucket.lock.map(|rule| rule.map(|it| (it.mode.name().to_owned(), it.period)));
    let policy = bucket.policy.as_ref();
    Some(Detail {
        name: query.name.clone(),
        arn: bucket_arn(&query.name),
        region: bucket.region.code().to_owned(),
        created: bucket.created,
        path: path(&query.prefix),
        entries,
        more,
        count: bucket.objects.count(),
        versioning: bucket.versioning,
        lock,
        owner_enforced: bucket.owner_enforced,
        rules: rules(bucket),
        tags: bucket.tags.iter().cloned().collect(),
        block: bucket.block,
        policy: policy.map(|(text, ..)| pretty(text)),
        public: policy.is_some_and(|(.., public)| *public),
    })
}

/// The folders that lead to a prefix: the name of each, and its own prefix.
fn path(prefix: &str) -> Vec<(String, String)> {
    let ends = prefix.match_indices(DELIMITER).map(|(at, found)| at + found.len());
    let mut start = 0;
    let mut path = Vec::new();
    for end in ends {
        let name = prefix.get(start..end).unwrap_or_default().trim_end_matches('/').to_owned();
        path.push((name, prefix.get(..end).unwrap_or_default().to_owned()));
        start = end;
    }
    path
}

fn entries(bucket: &Bucket, query: &BucketQuery, now: Time) -> (Vec<Entry>, usize) {
    let (mut folders, mut objects, mut more) = (Vec::<Entry>::new(), Vec::new(), 0);
    let mut last = None;
    for (key, versions) in bucket.objects.versions() {
        let Some(rest) = key.strip_prefix(query.prefix.as_str()) else { continue };
        let seen = query.versions || versions.last().is_some_and(|it| it.object().is_some());
        if !seen {
            continue;
        }
        if let Some((name, _)) = rest.split_once(DELIMITER) {
            if last != Some(name) {
                let prefix = format!("{}{name}{DELIMITER}", query.prefix);
                folders.push(Entry::Folder { name: name.to_owned(), prefix });
            }
            last = Some(name);
            continue;
        }
        let shown = if query.versions { versions.len() } else { 1 };
        for (at, version) in versions.iter().enumerate().rev().take(shown) {
            if folders.len() + objects.len() >= MOST {
                more += 1;
                continue;
            }
            objects.push(Entry::Object(Object {
                key: key.clone(),
                name: if rest.is_empty() { key.clone() } else { rest.to_owned() },
                version: query.versions.then(|| version.id.clone()),
                latest: at + 1 == versions.len(),
                marker: version.object().is_none(),
                at: version.at,
                size: version.len(),
                locked: locked(version, now),
            }));
        }
    }
    folders.extend(objects);
    (folders, more)
}

/// Every version of every object, to be deleted one by one: key and id. Where no versions are
/// kept, the key alone.
pub fn contents(world: &World, name: &str) -> Vec<(String, Option<String>)> {
    let Some(bucket) = world.s3().buckets().get(name) else { return Vec::new() };
    let kept = bucket.versioning.is_some();
    let all = bucket.objects.versions().iter().flat_map(|(key, versions)| {
        versions.iter().map(|version| (key.clone(), kept.then(|| version.id.clone())))
    });
    all.take(MOST).collect()
}
