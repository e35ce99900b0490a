//! A lifecycle rule, read: what it may say.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html>. Texts: as
//! people met them.

use super::{invalid, malformed};
use crate::api::{ApiError, Timestamp};
use crate::services::s3::class::Class;
use crate::services::s3::lifecycle::{Filter, Old, Rule, When};
use crate::services::s3::shapes::{LifecycleFilter, LifecycleRule, Tag};
use crate::sim::time::Span;

/// How long an object stays in STANDARD before it may go into a class for what is seldom read.
const SETTLED_DAYS: i32 = 30;

fn request(text: impl Into<String>) -> ApiError {
    ApiError::new("InvalidRequest", text)
}

/// Reads a rule whose id is known.
pub fn read(rule: &LifecycleRule, id: String) -> Result<Rule, ApiError> {
    if id.len() > 255 {
        return Err(invalid("ID length should not exceed allowed limit of 255"));
    }
    let enabled = match rule.status.as_str() {
        "Enabled" => true,
        "Disabled" => false,
        _ => return Err(malformed()),
    };
    // The older form names a prefix without a filter, and only one of them can be meant.
    let filter = match (&rule.prefix, &rule.filter) {
        (Some(prefix), None) => Filter { prefix: prefix.clone(), ..Filter::default() },
        (None, Some(filter)) => read_filter(filter)?,
        _ => return Err(malformed()),
    };
    let read = Rule {
        id,
        enabled,
        expires: expires(rule)?,
        clears_markers: clears_markers(rule),
        old_expire: old_expire(rule)?,
        moves: moves(rule)?,
        old_moves: old_moves(rule)?,
        aborts_days: rule.abort.as_ref().and_then(|abort| abort.days),
        filter,
    };
    whole(rule, &read)?;
    Ok(read)
}

/// One condition stands alone; several stand in `And`.
fn read_filter(given: &LifecycleFilter) -> Result<Filter, ApiError> {
    let pair = |tag: &Tag| (tag.key.clone(), tag.value.clone());
    let alone = [
        given.prefix.is_some(),
        given.tag.is_some(),
        given.over.is_some(),
        given.under.is_some(),
        given.and.is_some(),
    ];
    if alone.iter().filter(|one| **one).count() > 1 {
        return Err(malformed());
    }
    Ok(match &given.and {
        Some(and) => Filter {
            prefix: and.prefix.clone().unwrap_or_default(),
            tags: and.tags.iter().flatten().map(pair).collect(),
            over: and.over,
            under: and.under,
        },
        None => Filter {
            prefix: given.prefix.clone().unwrap_or_default(),
            tags: given.tag.iter().map(pair).collect(),
            over: given.over,
            under: given.under,
        },
    })
}

fn midnight(date: Timestamp) -> Result<When, ApiError> {
    if date.0.floor(Span::days(1)) != date.0 {
        return Err(invalid("'Date' must be at midnight GMT"));
    }
    Ok(When::Date(date.0))
}

fn expires(rule: &LifecycleRule) -> Result<Option<When>, ApiError> {
    let Some(given) = &rule.expiration else { return Ok(None) };
    match (given.days, given.date, given.markers) {
        (Some(days), None, None) if days < 1 => {
            Err(invalid("'Days' for Expiration action must be a positive integer"))
        }
        (Some(days), None, None) => Ok(Some(When::Days(days))),
        (None, Some(date), None) => midnight(date).map(Some),
        (None, None, Some(_)) => Ok(None),
        _ => Err(malformed()),
    }
}

fn clears_markers(rule: &LifecycleRule) -> bool {
    rule.expiration.as_ref().and_then(|given| given.markers) == Some(true)
}

fn old_expire(rule: &LifecycleRule) -> Result<Option<Old>, ApiError> {
    let Some(given) = &rule.old_expiration else { return Ok(None) };
    let days = given.days.ok_or_else(malformed)?;
    if days < 1 {
        return Err(invalid(
            "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer",
        ));
    }
    Ok(Some(Old { days, spared: spared(given.newer)? }))
}

/// How many newer versions are spared: 1 to 100.
fn spared(given: Option<i32>) -> Result<i32, ApiError> {
    match given {
        None => Ok(0),
        Some(n) if (1..=100).contains(&n) => Ok(n),
        Some(_) => Err(malformed()),
    }
}

/// The class objects are moved into, for which they must have settled.
fn class(given: Option<&String>, days: Option<i32>, of: [&str; 2]) -> Result<Class, ApiError> {
    let class = given.and_then(|name| Class::parse(name)).filter(|it| *it > Class::Standard);
    let class = class.ok_or_else(malformed)?;
    let [member, action] = of;
    let settles = matches!(class, Class::StandardIa | Class::OnezoneIa);
    match days {
        Some(days) if days < 0 => {
            Err(invalid(&format!("'{member}' in {action} action must be nonnegative")))
        }
        Some(days) if settles && days < SETTLED_DAYS => Err(invalid(&format!(
            "'{member}' in {action} action must be greater than or equal to {SETTLED_DAYS} for \
             storageClass '{}'",
            class.name()
        ))),
        _ => Ok(class),
    }
}

fn moves(rule: &LifecycleRule) -> Result<Vec<(When, Class)>, ApiError> {
    let given = rule.transitions.iter().flatten();
    let one = given.map(|it| {
        let class = class(it.class.as_ref(), it.days, ["Days", "Transition"])?;
        let when = match (it.days, it.date) {
            (Some(days), None) => When::Days(days),
            (None, Some(date)) => midnight(date)?,
            // A move without a day is one on the day of the writing.
            (None, None) => When::Days(0),
            _ => return Err(malformed()),
        };
        Ok((when, class))
    });
    one.collect()
}

fn old_moves(rule: &LifecycleRule) -> Result<Vec<(Old, Class)>, ApiError> {
    let given = rule.old_transitions.iter().flatten();
    let one = given.map(|it| {
        let of = ["NoncurrentDays", "NoncurrentVersionTransition"];
        let class = class(it.class.as_ref(), it.days, of)?;
        let days = it.days.ok_or_else(malformed)?;
        Ok((Old { days, spared: spared(it.newer)? }, class))
    });
    one.collect()
}

/// What the parts of a rule must be together.
fn whole(rule: &LifecycleRule, read: &Rule) -> Result<(), ApiError> {
    let acts = rule.expiration.is_some()
        || read.old_expire.is_some()
        || !read.moves.is_empty()
        || !read.old_moves.is_empty()
        || rule.abort.is_some();
    if !acts {
        return Err(request("At least one action needs to be specified in a rule"));
    }
    if rule.abort.as_ref().is_some_and(|abort| abort.days.is_none_or(|days| days < 1)) {
        let text = "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a \
                    positive integer";
        return Err(invalid(text));
    }
    if rule.abort.is_some() && !read.filter.tags.is_empty() {
        return Err(request("AbortIncompleteMultipartUpload cannot be specified with Tags."));
    }
    let prefix = &read.filter.prefix;
    for (at, (when, class)) in read.moves.iter().enumerate() {
        if read.moves.iter().skip(at + 1).any(|(_, other)| other == class) {
            return Err(request(format!(
                "'StorageClass' must be different for 'Transition' actions in same 'Rule' with \
                 filter '(prefix={prefix})'"
            )));
        }
        match (read.expires, when) {
            (Some(When::Days(ends)), When::Days(moved)) if ends <= *moved => {
                return Err(invalid(&format!(
                    "'Days' in the Expiration action for filter '(prefix={prefix})' must be \
                     greater than 'Days' in the Transition action"
                )));
            }
            (Some(When::Days(_)), When::Date(_)) | (Some(When::Date(_)), When::Days(_)) => {
                return Err(request(format!(
                    "Found mixed 'Date' and 'Days' based Expiration and Transition actions in \
                     lifecycle rule for filter '(prefix={prefix})'"
                )));
            }
            _ => {}
        }
    }
    Ok(())
}
