//! Condition operators and what each compares.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html>

use std::cmp::Ordering;
use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::glob;
use super::variables::Use;
use crate::number;
use crate::sim::time::Time;

/// How one value of a request is compared with one value of a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Compare {
    /// The same text.
    Text,
    /// The same text, small and capital letters alike.
    TextAnyCase,
    /// Text with `*` and `?`.
    Like,
    /// Numbers.
    Number(Relation),
    /// Instants.
    Date(Relation),
    /// `true` or `false`, in any letters.
    Bool,
    /// Bytes, written in base64.
    Binary,
    /// An address in a range.
    Ip,
    /// ARNs, part by part, with `*` and `?` inside a part.
    Arn,
    /// Whether the key is absent.
    Null,
}

/// A relation of two ordered things, the request's value on the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Relation {
    Equal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

use Compare::{Arn, Binary, Bool, Date, Ip, Like, Null, Number, Text, TextAnyCase};
use Relation::{Equal, Greater, GreaterOrEqual, Less, LessOrEqual};

/// Every operator: its name, what it compares, and whether it is negated.
const OPERATORS: [(&str, Compare, bool); 27] = [
    ("StringEquals", Text, false),
    ("StringNotEquals", Text, true),
    ("StringEqualsIgnoreCase", TextAnyCase, false),
    ("StringNotEqualsIgnoreCase", TextAnyCase, true),
    ("StringLike", Like, false),
    ("StringNotLike", Like, true),
    ("NumericEquals", Number(Equal), false),
    ("NumericNotEquals", Number(Equal), true),
    ("NumericLessThan", Number(Less), false),
    ("NumericLessThanEquals", Number(LessOrEqual), false),
    ("NumericGreaterThan", Number(Greater), false),
    ("NumericGreaterThanEquals", Number(GreaterOrEqual), false),
    ("DateEquals", Date(Equal), false),
    ("DateNotEquals", Date(Equal), true),
    ("DateLessThan", Date(Less), false),
    ("DateLessThanEquals", Date(LessOrEqual), false),
    ("DateGreaterThan", Date(Greater), false),
    ("DateGreaterThanEquals", Date(GreaterOrEqual), false),
    ("Bool", Bool, false),
    ("BinaryEquals", Binary, false),
    ("IpAddress", Ip, false),
    ("NotIpAddress", Ip, true),
    ("ArnEquals", Arn, false),
    ("ArnNotEquals", Arn, true),
    ("ArnLike", Arn, false),
    ("ArnNotLike", Arn, true),
    ("Null", Null, false),
];

/// What an operator's name means, without set operator and `IfExists`.
pub fn named(name: &str) -> Option<(Compare, bool)> {
    OPERATORS.iter().find(|row| row.0 == name).map(|row| (row.1, row.2))
}

impl Compare {
    /// What a policy's value must be filled in for; `None` where variables are not looked for.
    ///
    /// The user guide allows variables with strings, ARNs and booleans.
    pub fn variables(self) -> Option<Use> {
        match self {
            Text | TextAnyCase | Bool => Some(Use::Text),
            Like | Arn => Some(Use::Pattern),
            Number(_) | Date(_) | Binary | Ip | Null => None,
        }
    }

    /// Whether a value the policy wants and one the request has agree. A value that is not of the
    /// operator's kind agrees with nothing.
    pub fn agree(self, wanted: &str, found: &str) -> bool {
        match self {
            Text => wanted == found,
            TextAnyCase => wanted.eq_ignore_ascii_case(found),
            Like => glob::matches(wanted, found),
            Number(relation) => {
                let numbers = (number::parse(found.trim()), number::parse(wanted.trim()));
                let (Some(found), Some(wanted)) = numbers else { return false };
                found.partial_cmp(&wanted).is_some_and(|order| relation.holds(order))
            }
            Date(relation) => {
                let (Some(found), Some(wanted)) = (date(found), date(wanted)) else { return false };
                relation.holds(found.cmp(&wanted))
            }
            Bool => {
                let known = ["true", "false"].iter().any(|b| b.eq_ignore_ascii_case(wanted));
                known && wanted.eq_ignore_ascii_case(found)
            }
            Binary => {
                let bytes = (STANDARD.decode(wanted), STANDARD.decode(found));
                matches!(bytes, (Ok(wanted), Ok(found)) if wanted == found)
            }
            Ip => in_range(wanted, found),
            Arn => arn_matches(wanted, found),
            // Answered before there is a value to compare.
            Null => false,
        }
    }
}

impl Relation {
    fn holds(self, found_to_wanted: Ordering) -> bool {
        match self {
            Equal => found_to_wanted.is_eq(),
            Less => found_to_wanted.is_lt(),
            LessOrEqual => found_to_wanted.is_le(),
            Greater => found_to_wanted.is_gt(),
            GreaterOrEqual => found_to_wanted.is_ge(),
        }
    }
}

/// A date of the W3C forms of ISO 8601, or seconds since the epoch.
fn date(text: &str) -> Option<Time> {
    // A month alone is its first day.
    let month = text.len() == 7 && text.split_once('-').is_some_and(|(year, _)| year.len() == 4);
    if month { Time::parse(&format!("{text}-01")) } else { Time::parse(text) }
}

/// Whether an address lies in a CIDR range; a range without a length is that one address.
pub(crate) fn in_range(range: &str, address: &str) -> bool {
    let (network, length) = match range.split_once('/') {
        Some((network, length)) => (network, length.parse::<u32>().ok()),
        None => (range, Some(u32::MAX)),
    };
    let (Ok(network), Ok(address), Some(length)) = (network.parse(), address.parse(), length)
    else {
        return false;
    };
    match (network, address) {
        (IpAddr::V4(a), IpAddr::V4(b)) => {
            prefix(a.to_bits().into(), b.to_bits().into(), 32, length)
        }
        (IpAddr::V6(a), IpAddr::V6(b)) => prefix(a.to_bits(), b.to_bits(), 128, length),
        _ => false,
    }
}

fn prefix(a: u128, b: u128, width: u32, length: u32) -> bool {
    if length > width && length != u32::MAX {
        return false;
    }
    let ignored = width.saturating_sub(length);
    // Shifting out all 128 bits at once is not defined; then every address is in the range.
    ignored == 128 || a >> ignored == b >> ignored
}

/// Each of the six parts is matched by itself, so that a `*` does not reach over a colon as it
/// does with `StringLike`. A lone `*` is any ARN: the documentation is silent on it; this is ours.
fn arn_matches(pattern: &str, arn: &str) -> bool {
    if pattern == "*" {
        return arn.starts_with("arn:");
    }
    let (mut wanted, mut found) = (pattern.splitn(6, ':'), arn.splitn(6, ':'));
    (0..6).all(|_| match (wanted.next(), found.next()) {
        (Some(wanted), Some(found)) => glob::matches(wanted, found),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comparisons() {
        let cases = [
            ("StringEquals", "a", "a", true),
            ("StringEquals", "a*", "ab", false),
            ("StringEqualsIgnoreCase", "DEV", "dev", true),
            ("StringLike", "us-*", "us-east-1", true),
            ("StringLike", "US-*", "us-east-1", false),
            ("NumericEquals", "10", "10.0", true),
            ("NumericLessThan", "10", "9.99", true),
            ("NumericLessThan", "10", "10", false),
            ("NumericLessThanEquals", "10", "10", true),
            ("NumericGreaterThan", "10", "10", false),
            ("NumericGreaterThanEquals", "10", "10", true),
            ("NumericEquals", "ten", "ten", false),
            ("DateEquals", "2026-01-01T00:00:00Z", "1767225600", true),
            ("DateLessThan", "2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z", true),
            ("DateLessThan", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z", false),
            ("DateLessThanEquals", "2026-01", "2026-01-01T00:00:00Z", true),
            ("DateGreaterThan", "2026-01-01T09:00:00+09:00", "2026-01-01T00:00:01Z", true),
            ("DateGreaterThanEquals", "2026-01-01", "2026-01-01T00:00:00Z", true),
            ("DateEquals", "tomorrow", "tomorrow", false),
            ("Bool", "True", "true", true),
            ("Bool", "yes", "yes", false),
            ("BinaryEquals", "QmluYXJ5", "QmluYXJ5", true),
            ("BinaryEquals", "QmluYXJ5", "QmluYXJ4", false),
            ("IpAddress", "203.0.113.0/24", "203.0.113.255", true),
            ("IpAddress", "203.0.113.0/24", "203.0.114.0", false),
            ("IpAddress", "203.0.113.7", "203.0.113.7", true),
            ("IpAddress", "203.0.113.7", "203.0.113.8", false),
            ("IpAddress", "0.0.0.0/0", "198.51.100.1", true),
            ("IpAddress", "203.0.113.0/33", "203.0.113.0", false),
            ("IpAddress", "2001:DB8:1234:5678::/64", "2001:db8:1234:5678::1", true),
            ("IpAddress", "2001:db8::/32", "2001:db9::1", false),
            ("IpAddress", "2001:db8::1", "2001:db8::1", true),
            ("IpAddress", "::/0", "2001:db8::1", true),
            ("IpAddress", "::/0", "203.0.113.7", false),
            ("ArnLike", "arn:aws:sns:*:1:ops-*", "arn:aws:sns:us-east-1:1:ops-a", true),
            ("ArnLike", "arn:aws:s:*:1:f/*", "arn:aws:s:us-east-2:9:x:1:f/d.txt", false),
            ("ArnLike", "arn:aws:cloudwatch:*:1:alarm:*", "arn:aws:cloudwatch:r:1:alarm:a:b", true),
            ("ArnEquals", "arn:aws:iam::1:role/?", "arn:aws:iam::1:role/a", true),
            ("ArnEquals", "arn:aws:iam::1", "arn:aws:iam::1", false),
            ("ArnEquals", "*", "arn:aws:iam::1:root", true),
        ];
        for (name, wanted, found, expected) in cases {
            let (compare, negated) = named(name).unwrap();
            assert!(!negated);
            assert_eq!(compare.agree(wanted, found), expected, "{name} {wanted} {found}");
        }
        assert_eq!(named("stringequals"), None);
    }
}
