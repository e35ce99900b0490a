//! Lifecycle rules: what becomes of objects when their days are over.
//!
//! Each midnight, UTC, whatever is due is done at once; AWS queues it and takes its time.
//! CloudTrail logs none of it.
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html>,
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-and-other-bucket-config.html>

pub mod midnight;

use super::class::Class;
use super::objects::Version;
use super::state::{Bucket, State};
use crate::sim::Ctx;
use crate::sim::queue::Phase;
use crate::sim::time::{Span, Time};

const DAY: Span = Span::days(1);

/// The rules of a bucket.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Lifecycle {
    /// As they are told again.
    pub given: String,
    /// Whether small objects may be moved into archives: `varies_by_storage_class`.
    pub moves_small: bool,
    /// What they mean.
    pub rules: Vec<Rule>,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Rule {
    /// Its id.
    pub id: String,
    /// Whether it holds.
    pub enabled: bool,
    /// Which objects it is about.
    pub filter: Filter,
    /// When current versions end.
    pub expires: Option<When>,
    /// Whether delete markers go that hide nothing.
    pub clears_markers: bool,
    /// When others end.
    pub old_expire: Option<Old>,
    /// When current versions are moved, and where to.
    pub moves: Vec<(When, Class)>,
    /// When others are.
    pub old_moves: Vec<(Old, Class)>,
    /// After how many days an upload in parts is given up. There are none here.
    pub aborts_days: Option<i32>,
}

/// Which objects a rule is about: those all of it is true of.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Filter {
    /// How their keys begin.
    pub prefix: String,
    /// Tags they have.
    pub tags: Vec<(String, String)>,
    /// They are larger than so many bytes.
    pub over: Option<i64>,
    /// They are smaller than so many bytes.
    pub under: Option<i64>,
}

/// When something is done to a current version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum When {
    /// So many days after it was written.
    Days(i32),
    /// From a day on.
    Date(Time),
}

/// When something is done to a version that is not current any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Old {
    /// So many days after the next one was written.
    pub days: i32,
    /// So many newer ones are spared that are not current either.
    pub spared: i32,
}

/// It is midnight, and rules may have something to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Wake;

impl Wake {
    /// Its place within one instant.
    pub fn phase(self) -> Phase {
        Phase::Lifecycle
    }
}

/// Days are counted from an instant and rounded up to midnight, UTC.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#intro-lifecycle-rules-number-of-days>
fn after(at: Time, days: i32) -> Time {
    let end = at + Span::days(i64::from(days));
    if end.floor(DAY) == end { end } else { end.next(DAY) }
}

impl When {
    /// When it is for a version that was written then.
    fn of(self, at: Time) -> Time {
        match self {
            When::Days(days) => after(at, days),
            When::Date(date) => date,
        }
    }
}

impl Filter {
    /// Whether a version is meant. A delete marker has neither tags nor a size.
    pub fn takes(&self, key: &str, version: &Version) -> bool {
        let plain = self.tags.is_empty() && self.over.is_none() && self.under.is_none();
        key.starts_with(&self.prefix)
            && match version.object() {
                None => plain,
                Some(put) => {
                    let size = put.body.len() as i64;
                    self.tags.iter().all(|(tag, value)| put.tags.get(tag) == Some(value))
                        && self.over.is_none_or(|over| size > over)
                        && self.under.is_none_or(|under| size < under)
                }
            }
    }

    /// Whether it says itself how large objects are.
    fn has_size(&self) -> bool {
        self.over.is_some() || self.under.is_some()
    }
}

/// The header of an object that a rule will end: when, and which rule.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html#API_HeadObject_ResponseSyntax>
pub fn header(bucket: &Bucket, key: &str, version: &Version) -> Option<String> {
    let rules = bucket.lifecycle.iter().flat_map(|lifecycle| &lifecycle.rules);
    let rules = rules.filter(|rule| rule.enabled && rule.filter.takes(key, version));
    let ends = rules.filter_map(|rule| Some((rule.expires?.of(version.at), &rule.id)));
    let (end, id) = ends.min()?;
    let (date, id) = (end.format("%a, %d %b %Y %H:%M:%S GMT"), encoded(id));
    Some(format!("expiry-date=\"{date}\", rule-id=\"{id}\""))
}

/// The id of a rule as the header has it.
fn encoded(id: &str) -> String {
    let mut out = String::new();
    for byte in id.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// Sees to it that somebody looks at the rules at midnight.
pub fn expect(state: &mut State, ctx: &mut Ctx<'_>) {
    if !state.watched {
        state.watched = true;
        ctx.wake(ctx.now.next(DAY), Wake);
    }
}
