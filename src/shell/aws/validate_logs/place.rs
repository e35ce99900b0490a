//! Where the digests of a trail lie in a bucket, and what their names say.

use super::Asked;
use crate::shell::aws::fault::Fault;
use crate::sim::{Span, Time};

/// How the names of digests end.
const ENDING: &str = ".json.gz";
/// How the names of those end that were made afterwards.
const BACKFILL: &str = "_backfill.json.gz";

/// Whose digests are looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What stands before `AWSLogs`.
    pub prefix: Option<String>,
    /// The organization, for the trail of one.
    pub organization: Option<String>,
    /// Whose events.
    pub account: String,
    /// The trail's name.
    pub trail: String,
    /// The Region whose events they are.
    pub source: String,
    /// The trail's home Region.
    pub home: String,
}

impl Place {
    /// The place that a trail's ARN and the options name.
    pub fn new(asked: &Asked, prefix: Option<String>, organization: Option<String>) -> Place {
        let part = |at: usize| asked.arn.split(':').nth(at).unwrap_or_default().to_owned();
        let home = part(3);
        Place {
            prefix: prefix.filter(|prefix| !prefix.is_empty()),
            organization,
            account: asked.account.clone().unwrap_or_else(|| part(4)),
            trail: asked.arn.rsplit('/').next().unwrap_or_default().to_owned(),
            source: asked.source.clone().unwrap_or_else(|| home.clone()),
            home,
        }
    }

    /// What the keys of all digests of the Region begin with.
    pub fn folder(&self) -> String {
        let slash = |part: &Option<String>| part.as_ref().map(|part| format!("{part}/"));
        let prefix = slash(&self.prefix).unwrap_or_default();
        let organization = slash(&self.organization).unwrap_or_default();
        let Place { account, source, .. } = self;
        format!("{prefix}AWSLogs/{organization}{account}/CloudTrail-Digest/{source}")
    }

    /// The key just before those of digests that end at a time or later.
    pub fn marker(&self, start: Time) -> String {
        let before = start - Span::mins(1);
        let day = before.format("%Y/%m/%d");
        format!("{}/{day}/{}{}{ENDING}", self.folder(), self.name(), second(before))
    }

    /// What the names of the trail's digests begin with.
    fn name(&self) -> String {
        let Place { account, source, trail, home, .. } = self;
        format!("{account}_CloudTrail-Digest_{source}_{trail}_{home}_")
    }

    /// Whether a key is that of a digest of this trail.
    pub fn has(&self, key: &str) -> bool {
        let Some(rest) = key.strip_prefix(&self.folder()) else { return false };
        let parts: Vec<&str> = rest.split('/').collect();
        let ["", days @ .., name] = parts.as_slice() else { return false };
        let number = |text: &&str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        let time = name.strip_prefix(&self.name()).and_then(|it| it.strip_suffix(ENDING));
        days.len() == 3 && days.iter().all(number) && time.is_some_and(|time| !time.is_empty())
    }
}

/// Whether a digest was made afterwards.
pub fn is_backfill(key: &str) -> bool {
    key.ends_with(BACKFILL)
}

/// The time in a digest's name, as it is written there.
pub fn time_in(key: &str) -> &str {
    let ending = if is_backfill(key) { BACKFILL } else { ENDING };
    let stem = key.strip_suffix(ending).unwrap_or(key);
    let chars = stem.char_indices().rev().nth(15).map_or(0, |(at, _)| at);
    stem.get(chars..).unwrap_or(stem)
}

/// A time as names of digests write it.
pub fn second(time: Time) -> String {
    time.format("%Y%m%dT%H%M%SZ")
}

/// Reads a time as names of digests, digests and options write it: with or without the marks
/// between its parts.
pub fn read(text: &str) -> Option<Time> {
    let (day, rest) = text.split_once('T').unwrap_or((text, ""));
    if day.len() != 8 || !text.is_ascii() {
        return Time::parse(text);
    }
    let digits = |text: &str, at: usize| text.get(at..at + 2).unwrap_or_default().to_owned();
    let day = format!("{}{}-{}-{}", digits(day, 0), digits(day, 2), digits(day, 4), digits(day, 6));
    if rest.contains(':') || rest.is_empty() {
        let mark = if rest.is_empty() { "" } else { "T" };
        return Time::parse(&format!("{day}{mark}{rest}"));
    }
    let time = [digits(rest, 0), digits(rest, 2), digits(rest, 4)].join(":");
    Time::parse(&format!("{day}T{time}{}", rest.get(6..).unwrap_or_default()))
}

/// What is said of a time that cannot be read.
pub fn unparsable(text: &str) -> String {
    format!("Unable to parse date value: {text}")
}

/// The time in a digest's name.
pub fn in_name(key: &str) -> Result<Time, Fault> {
    let text = time_in(key);
    read(text).ok_or_else(|| Fault::Param(unparsable(text)))
}

/// The newest listed digest that is older than one, with the time in its name.
pub fn older(listed: &mut Vec<String>, than: &str) -> Result<Option<(String, Time)>, Fault> {
    if listed.is_empty() {
        return Ok(None);
    }
    let than = in_name(than)?;
    while let Some(key) = listed.pop() {
        let time = in_name(&key)?;
        if time < than {
            return Ok(Some((key, time)));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_with_and_without_marks() {
        let whole = Time::parse("2026-01-29T19:00:05Z");
        for text in ["2026-01-29T19:00:05Z", "20260129T19:00:05Z", "20260129T190005Z"] {
            assert_eq!(read(text), whole, "{text}");
        }
        assert_eq!(read("20260129"), Time::parse("2026-01-29"));
        for text in ["", "20260129T", "2026", "20261329T190005Z", "2026012éT190005Z"] {
            assert!(read(text).is_none() || text == "20260129T" || text == "2026", "{text}");
        }
    }

    #[test]
    fn names_of_digests_say_their_time() {
        let name = "AWSLogs/1/x_CloudTrail-Digest_r_trail_r_20260110T120000Z";
        assert_eq!(time_in(&format!("{name}.json.gz")), "20260110T120000Z");
        assert_eq!(time_in(&format!("{name}_backfill.json.gz")), "20260110T120000Z");
        assert!(is_backfill(&format!("{name}_backfill.json.gz")));
    }
}
