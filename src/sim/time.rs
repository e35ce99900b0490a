//! Simulated time: instants, spans, and the ways AWS writes them.
//!
//! Nothing here (or anywhere in the core) reads a real clock.

use std::fmt;
use std::ops::{Add, Sub};

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::number;

/// An instant of simulated time: milliseconds since the Unix epoch, UTC. Sums stop at the ends of
/// what can be told, for a kept session may say anything.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Time(i64);

/// A length of simulated time in milliseconds.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Span(i64);

impl Span {
    /// No time at all.
    pub const ZERO: Span = Span(0);

    /// A span of whole milliseconds.
    pub const fn millis(millis: i64) -> Span {
        Span(millis)
    }

    /// A span of whole seconds.
    pub const fn secs(secs: i64) -> Span {
        Span(secs * 1000)
    }

    /// A span of whole minutes.
    pub const fn mins(mins: i64) -> Span {
        Span::secs(mins * 60)
    }

    /// A span of whole hours.
    pub const fn hours(hours: i64) -> Span {
        Span::mins(hours * 60)
    }

    /// A span of whole days.
    pub const fn days(days: i64) -> Span {
        Span::hours(days * 24)
    }

    /// The span in milliseconds.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// The span in whole seconds, rounded down.
    pub const fn as_secs(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// This span `times` times over.
    pub const fn times(self, times: i64) -> Span {
        Span(self.0.saturating_mul(times))
    }

    /// Reads `90`, `90s`, `5m`, `1h30m`, `2d`; a bare number is seconds. `None` for anything else.
    pub fn parse(text: &str) -> Option<Span> {
        let mut total: i64 = 0;
        let mut digits = String::new();
        let mut last_unit = i64::MAX;
        for c in text.chars() {
            if c.is_ascii_digit() {
                digits.push(c);
                continue;
            }
            let unit = match c {
                'd' => 86_400,
                'h' => 3_600,
                'm' => 60,
                's' => 1,
                _ => return None,
            };
            if unit >= last_unit {
                return None;
            }
            last_unit = unit;
            total = total.checked_add(digits.parse::<i64>().ok()?.checked_mul(unit)?)?;
            digits.clear();
        }
        if !digits.is_empty() {
            if last_unit != i64::MAX {
                return None;
            }
            total = digits.parse().ok()?;
            last_unit = 1;
        }
        (last_unit != i64::MAX && total <= 400 * 366 * 86_400).then(|| Span::secs(total))
    }
}

impl fmt::Display for Span {
    /// Writes the form [`Span::parse`] reads, `1h30m`, leaving out what is zero.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let secs = self.as_secs();
        if secs == 0 {
            return f.write_str("0s");
        }
        let parts = [
            ('d', secs / 86_400),
            ('h', secs / 3_600 % 24),
            ('m', secs / 60 % 60),
            ('s', secs % 60),
        ];
        parts.iter().filter(|(_, n)| *n > 0).try_for_each(|(unit, n)| write!(f, "{n}{unit}"))
    }
}

impl Time {
    /// From milliseconds since the Unix epoch.
    pub const fn from_millis(millis: i64) -> Time {
        Time(millis)
    }

    /// Whether it lies in the years that a world may begin in: 1970 to 2999.
    pub const fn can_begin(self) -> bool {
        const END: i64 = 32_503_680_000_000;
        self.0 >= 0 && self.0 < END
    }

    /// From seconds since the Unix epoch.
    pub const fn from_secs(secs: i64) -> Time {
        Time(secs * 1000)
    }

    /// Milliseconds since the Unix epoch.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since the Unix epoch, rounded down.
    pub const fn as_secs(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// The latest multiple of `step` (counted from the epoch) that is not after this instant.
    pub const fn floor(self, step: Span) -> Time {
        Time(self.0.saturating_sub(self.0.rem_euclid(step.0)))
    }

    /// The first multiple of `step` strictly after this instant.
    pub const fn next(self, step: Span) -> Time {
        Time(self.floor(step).0.saturating_add(step.0))
    }

    /// Reads the ISO 8601 forms the AWS CLI takes, or seconds since the epoch.
    /// A time without an offset is UTC; a date alone is its midnight.
    pub fn parse(text: &str) -> Option<Time> {
        let text = text.trim();
        if let Some(secs) = number::parse(text) {
            return (secs.is_finite() && secs.abs() < 1e12).then_some(Time((secs * 1000.0) as i64));
        }
        if let Ok(time) = DateTime::parse_from_rfc3339(text) {
            return Some(Time(time.timestamp_millis()));
        }
        if let Ok(time) = DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z") {
            return Some(Time(time.timestamp_millis()));
        }
        let bare = text.trim_end_matches(['Z', 'z']).replace(' ', "T");
        let filled = match bare.len() {
            10 => format!("{bare}T00:00:00"),
            16 => format!("{bare}:00"),
            _ => bare,
        };
        let naive = NaiveDateTime::parse_from_str(&filled, "%Y-%m-%dT%H:%M:%S%.f").ok()?;
        Some(Time(naive.and_utc().timestamp_millis()))
    }

    /// `2025-01-06T00:00:00Z`: CloudTrail's `eventTime`, and how we print time ourselves.
    pub fn rfc3339(self) -> String {
        self.format("%Y-%m-%dT%H:%M:%SZ")
    }

    /// `2025-07-03T08:34:06.300+0000`: state reason data and alarm messages.
    pub fn aws_millis(self) -> String {
        self.format("%Y-%m-%dT%H:%M:%S%.3f+0000")
    }

    /// `2026-03-02T10:10:31.563Z`: SNS envelopes.
    pub fn iso_millis(self) -> String {
        self.format("%Y-%m-%dT%H:%M:%S%.3fZ")
    }

    /// `03/07/25 08:29:00`: datapoints inside a StateReason.
    pub fn state_reason(self) -> String {
        self.format("%d/%m/%y %H:%M:%S")
    }

    /// `Monday 02 March, 2026 10:10:31 UTC`: alarm mails and composite reasons.
    pub fn mail(self) -> String {
        self.format("%A %d %B, %Y %H:%M:%S UTC")
    }

    /// `2025-01-06T00:00:00+00:00`, with `.123000` when there are milliseconds: AWS CLI v2 output.
    pub fn cli(self) -> String {
        if self.0.rem_euclid(1000) == 0 {
            self.format("%Y-%m-%dT%H:%M:%S+00:00")
        } else {
            self.format("%Y-%m-%dT%H:%M:%S%.6f+00:00")
        }
    }

    /// Any other form, by a `chrono` format string.
    pub fn format(self, format: &str) -> String {
        self.calendar().format(format).to_string()
    }

    /// The hour and minute of the day, UTC.
    pub fn hour_minute(self) -> (u32, u32) {
        let minutes = self.0.rem_euclid(86_400_000) / 60_000;
        ((minutes / 60) as u32, (minutes % 60) as u32)
    }

    pub(crate) fn calendar(self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0).unwrap_or_default()
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.rfc3339())
    }
}

impl Add<Span> for Time {
    type Output = Time;
    fn add(self, span: Span) -> Time {
        Time(self.0.saturating_add(span.0))
    }
}

impl Sub<Span> for Time {
    type Output = Time;
    fn sub(self, span: Span) -> Time {
        Time(self.0.saturating_sub(span.0))
    }
}

impl Sub for Time {
    type Output = Span;
    fn sub(self, other: Time) -> Span {
        Span(self.0.saturating_sub(other.0))
    }
}

impl Add for Span {
    type Output = Span;
    fn add(self, other: Span) -> Span {
        Span(self.0.saturating_add(other.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_read_and_write() {
        let cases = [
            ("90", Some(90)),
            ("90s", Some(90)),
            ("5m", Some(300)),
            ("1h30m", Some(5400)),
            ("2d", Some(172_800)),
            ("", None),
            ("m", None),
            ("5m5", None),
            ("5m1h", None),
            ("-5", None),
            ("1.5h", None),
        ];
        for (text, secs) in cases {
            assert_eq!(Span::parse(text), secs.map(Span::secs), "{text}");
        }
        assert_eq!(Span::secs(5400).to_string(), "1h30m");
        assert_eq!(Span::parse("1d2h3m4s").map(|s| s.to_string()).as_deref(), Some("1d2h3m4s"));
    }

    #[test]
    fn times_read_every_form() {
        let expected = Some(Time::from_secs(1_736_121_600));
        for text in [
            "2025-01-06T00:00:00Z",
            "2025-01-06T00:00:00+00:00",
            "2025-01-06T09:00:00+09:00",
            "2025-01-06T00:00:00.000+0000",
            "2025-01-06T00:00:00",
            "2025-01-06T00:00",
            "2025-01-06 00:00",
            "2025-01-06",
            "1736121600",
        ] {
            assert_eq!(Time::parse(text), expected, "{text}");
        }
        assert_eq!(Time::parse("tomorrow"), None);
    }

    #[test]
    fn times_write_as_aws_does() {
        let t = Time::from_millis(1_772_446_231_563);
        assert_eq!(t.rfc3339(), "2026-03-02T10:10:31Z");
        assert_eq!(t.aws_millis(), "2026-03-02T10:10:31.563+0000");
        assert_eq!(t.iso_millis(), "2026-03-02T10:10:31.563Z");
        assert_eq!(t.state_reason(), "02/03/26 10:10:31");
        assert_eq!(t.mail(), "Monday 02 March, 2026 10:10:31 UTC");
        assert_eq!(t.cli(), "2026-03-02T10:10:31.563000+00:00");
        assert_eq!(t.floor(Span::secs(1)).cli(), "2026-03-02T10:10:31+00:00");
    }
}
