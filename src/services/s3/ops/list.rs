//! Listings of what is in a bucket.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html>

use super::{invalid, owner};
use crate::api::{ApiError, Timestamp};
use crate::services::s3::shapes::{
    CommonPrefix, ListObjectVersionsInput, ListObjectVersionsOutput, ListObjectsInput,
    ListObjectsOutput, ListObjectsV2Input, ListObjectsV2Output, MarkerItem, ObjectItem, Owner,
    VersionItem,
};
use crate::services::s3::state::{Bucket, State};
use crate::services::s3::{Put, Version};
use crate::sim::Ctx;

/// What stands before the last key in a token.
const MARK: &str = "1-";
/// The most of a page.
const PAGE: i32 = 1_000;

/// What a prefix and a delimiter make of a key: what several keys have in common, if it is that.
fn rolled(key: &str, prefix: &str, delimiter: Option<&str>) -> Option<String> {
    let delimiter = delimiter.filter(|delimiter| !delimiter.is_empty())?;
    let (head, _) = key.strip_prefix(prefix)?.split_once(delimiter)?;
    Some(format!("{prefix}{head}{delimiter}"))
}

fn algorithm() -> Vec<String> {
    vec!["CRC64NVME".to_owned()]
}

fn size(max: Option<i32>) -> Result<i32, ApiError> {
    match max.unwrap_or(PAGE) {
        max if max < 0 => {
            Err(invalid("Argument maxKeys must be an integer between 0 and 2147483647"))
        }
        max => Ok(max.min(PAGE)),
    }
}

fn unless_empty<T>(items: Vec<T>) -> Option<Vec<T>> {
    (!items.is_empty()).then_some(items)
}

fn prefixes(of: Vec<String>) -> Option<Vec<CommonPrefix>> {
    unless_empty(of.into_iter().map(|prefix| CommonPrefix { prefix }).collect())
}

/// An object in a list.
fn item(key: &str, version: &Version, put: &Put, owner: Option<Owner>) -> ObjectItem {
    ObjectItem {
        key: key.to_owned(),
        modified: Timestamp(version.at),
        etag: put.body.etag(),
        algorithms: algorithm(),
        checksum_type: "FULL_OBJECT".to_owned(),
        size: put.body.len() as i64,
        class: put.class().name().to_owned(),
        owner,
    }
}

/// A page of a listing.
struct Cut {
    contents: Vec<ObjectItem>,
    common: Vec<String>,
    /// The key or common prefix given last.
    last: Option<String>,
    /// Whether more follow.
    truncated: bool,
}

/// The objects behind a key, at most so many.
fn cut(
    bucket: &Bucket,
    (prefix, delimiter): (&str, Option<&str>),
    (after, max): (Option<&str>, i32),
    owner: Option<&Owner>,
) -> Cut {
    let mut page = Cut { contents: Vec::new(), common: Vec::new(), last: None, truncated: false };
    for (key, version, put) in bucket.objects.present() {
        let rolled = rolled(key, prefix, delimiter);
        let place = rolled.as_ref().unwrap_or(key);
        let seen = after.is_some_and(|after| place.as_str() <= after);
        let again = rolled.is_some() && page.common.last() == rolled.as_ref();
        if seen || again || !key.starts_with(prefix) {
            continue;
        }
        if page.contents.len() + page.common.len() >= max as usize {
            page.truncated = max > 0;
            break;
        }
        page.last = Some(place.clone());
        match rolled {
            Some(prefix) => page.common.push(prefix),
            None => page.contents.push(item(key, version, put, owner.cloned())),
        }
    }
    page
}

/// The first form of the listing: it names the owner of each object, and where to go on only if
/// a delimiter is given; else it is the last key.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjects.html>
pub fn first_form(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListObjectsInput,
) -> Result<ListObjectsOutput, ApiError> {
    let bucket = state.bucket(&input.bucket)?;
    let max = size(input.max)?;
    let prefix = input.prefix.clone().unwrap_or_default();
    let delimiter = input.delimiter.as_deref().filter(|delimiter| !delimiter.is_empty());
    let whose = owner(ctx, bucket.account);
    let after = (input.marker.as_deref(), max);
    let Cut { contents, common, last, truncated } =
        cut(bucket, (&prefix, delimiter), after, Some(&whose));
    Ok(ListObjectsOutput {
        truncated,
        marker: input.marker.clone().unwrap_or_default(),
        next_marker: last.filter(|_| truncated && delimiter.is_some()),
        contents: unless_empty(contents),
        name: input.bucket.clone(),
        prefix,
        delimiter: input.delimiter.clone(),
        max,
        prefixes: prefixes(common),
    })
}

pub fn objects(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListObjectsV2Input,
) -> Result<ListObjectsV2Output, ApiError> {
    let bucket = state.bucket(&input.bucket)?;
    let max = size(input.max)?;
    let prefix = input.prefix.clone().unwrap_or_default();
    let delimiter = input.delimiter.as_deref();
    let wrong = || invalid("The continuation token provided is incorrect");
    // Tokens of AWS are opaque; ours hold the key or common prefix that was given last.
    let after = match &input.token {
        Some(token) => Some(token.strip_prefix(MARK).ok_or_else(wrong)?),
        None => input.start_after.as_deref(),
    };
    let whose = input.fetch_owner.unwrap_or_default().then(|| owner(ctx, bucket.account));
    let Cut { contents, common, last, truncated } =
        cut(bucket, (&prefix, delimiter), (after, max), whose.as_ref());
    Ok(ListObjectsV2Output {
        truncated,
        count: (contents.len() + common.len()) as i32,
        contents: unless_empty(contents),
        name: input.bucket.clone(),
        prefix,
        delimiter: input.delimiter.clone(),
        max,
        prefixes: prefixes(common),
        token: input.token.clone(),
        next_token: last.filter(|_| truncated).map(|last| format!("{MARK}{last}")),
        start_after: input.start_after.clone(),
    })
}

/// What of the versions is given on one page.
#[derive(Default)]
struct Page {
    versions: Vec<VersionItem>,
    markers: Vec<MarkerItem>,
    common: Vec<String>,
}

impl Page {
    fn len(&self) -> usize {
        self.versions.len() + self.markers.len() + self.common.len()
    }

    fn add(&mut self, key: &str, version: &Version, latest: bool, owner: Owner) {
        let (key, id) = (key.to_owned(), version.id.clone());
        let modified = Timestamp(version.at);
        let Some(put) = version.object() else {
            return self.markers.push(MarkerItem { owner, key, version: id, latest, modified });
        };
        self.versions.push(VersionItem {
            etag: put.body.etag(),
            algorithms: algorithm(),
            checksum_type: "FULL_OBJECT".to_owned(),
            size: put.body.len() as i64,
            class: put.class().name().to_owned(),
            key,
            version: id,
            latest,
            modified,
            owner,
        });
    }
}

/// Keys in order, the newest version of each first.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html>
pub fn versions(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListObjectVersionsInput,
) -> Result<ListObjectVersionsOutput, ApiError> {
    let bucket = state.bucket(&input.bucket)?;
    let max = size(input.max)?;
    let prefix = input.prefix.clone().unwrap_or_default();
    let key_marker = input.key_marker.clone().unwrap_or_default();
    let version_marker = input.version_marker.clone().unwrap_or_default();
    if key_marker.is_empty() && !version_marker.is_empty() {
        return Err(invalid("A version-id marker cannot be specified without a key marker."));
    }
    let whose = owner(ctx, bucket.account);
    let (mut page, mut last, mut truncated) = (Page::default(), None, false);
    'keys: for (key, versions) in bucket.objects.versions() {
        let rolled = rolled(key, &prefix, input.delimiter.as_deref());
        let place = rolled.as_ref().unwrap_or(key);
        let within = *place == key_marker && !version_marker.is_empty();
        let seen = !key_marker.is_empty() && *place <= key_marker && !within;
        let again = rolled.is_some() && page.common.last() == rolled.as_ref();
        if seen || again || !key.starts_with(&prefix) {
            continue;
        }
        let from = match versions.iter().position(|it| within && it.id == version_marker) {
            Some(at) => at,
            None => versions.len(),
        };
        for (at, version) in versions.iter().enumerate().take(from).rev() {
            if page.len() >= max as usize {
                truncated = max > 0;
                break 'keys;
            }
            if let Some(prefix) = &rolled {
                last = Some((prefix.clone(), None));
                page.common.push(prefix.clone());
                break;
            }
            last = Some((key.clone(), Some(version.id.clone())));
            page.add(key, version, at + 1 == versions.len(), whose.clone());
        }
    }
    let next = last.filter(|_| truncated);
    Ok(ListObjectVersionsOutput {
        truncated,
        key_marker,
        version_marker,
        next_key: next.as_ref().map(|(key, _)| key.clone()),
        next_version: next.and_then(|(_, version)| version),
        versions: unless_empty(page.versions),
        markers: unless_empty(page.markers),
        name: input.bucket.clone(),
        prefix,
        delimiter: input.delimiter.clone(),
        max,
        prefixes: prefixes(page.common),
    })
}
