//! What items are marked with: points, exams, and the domains points belong to.

use std::fmt;

use serde::{Deserialize, Serialize};

/// How many points there are.
const POINTS: u16 = 148;

/// A point that can be taught: `P044`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Point(u16);

/// The number behind a letter, from 1 up to a last one.
pub(super) fn number(text: &str, letter: char, last: u16) -> Option<u16> {
    let number = text.strip_prefix(letter)?.parse().ok()?;
    (1..=last).contains(&number).then_some(number)
}

impl Point {
    /// Its number.
    pub fn number(self) -> u16 {
        self.0
    }

    /// Every point, in order.
    pub fn all() -> impl Iterator<Item = Point> {
        (1..=POINTS).map(Point)
    }

    /// What it is about.
    pub fn domain(self) -> Domain {
        let last = Domain::ALL.into_iter().find(|domain| self.0 <= domain.last());
        last.unwrap_or(Domain::Access)
    }

    /// The key of what it says.
    pub fn key(self) -> String {
        format!("points.{self}")
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "P{:03}", self.0)
    }
}

impl TryFrom<String> for Point {
    type Error = String;

    fn try_from(text: String) -> Result<Point, String> {
        let point = number(&text, 'P', POINTS).map(Point);
        let point = point.filter(|point| point.to_string() == text);
        point.ok_or_else(|| format!("expected a point P001 to P{POINTS}, found `{text}`"))
    }
}

impl From<Point> for String {
    fn from(point: Point) -> String {
        point.to_string()
    }
}

/// What a point is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Domain {
    /// Which service does it.
    Choose,
    /// Metrics.
    Metrics,
    /// Alarms on them.
    Alarms,
    /// Notifications.
    Sns,
    /// Logs.
    Logs,
    /// Events and what reacts to them.
    Events,
    /// The record of calls.
    Trail,
    /// The record of configurations.
    Config,
    /// Permissions.
    Access,
}

impl Domain {
    /// Every domain, in the order of the points.
    pub const ALL: [Domain; 9] = [
        Domain::Choose,
        Domain::Metrics,
        Domain::Alarms,
        Domain::Sns,
        Domain::Logs,
        Domain::Events,
        Domain::Trail,
        Domain::Config,
        Domain::Access,
    ];

    /// The number of its last point; its first one follows the domain before.
    fn last(self) -> u16 {
        match self {
            Domain::Choose => 11,
            Domain::Metrics => 42,
            Domain::Alarms => 78,
            Domain::Sns => 85,
            Domain::Logs => 100,
            Domain::Events => 112,
            Domain::Trail => 130,
            Domain::Config => 140,
            Domain::Access => POINTS,
        }
    }

    /// Its word in keys.
    pub fn word(self) -> &'static str {
        match self {
            Domain::Choose => "choose",
            Domain::Metrics => "metrics",
            Domain::Alarms => "alarms",
            Domain::Sns => "sns",
            Domain::Logs => "logs",
            Domain::Events => "events",
            Domain::Trail => "trail",
            Domain::Config => "config",
            Domain::Access => "access",
        }
    }
}

/// An exam that asks such things.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Exam {
    /// CLF-C02.
    C,
    /// SAA-C03.
    S,
    /// SOA-C03.
    O,
    /// DVA-C02.
    D,
    /// SCS-C03.
    X,
}

impl Exam {
    /// Every exam.
    pub const ALL: [Exam; 5] = [Exam::C, Exam::S, Exam::O, Exam::D, Exam::X];

    /// AWS's code of it.
    pub fn code(self) -> &'static str {
        match self {
            Exam::C => "CLF-C02",
            Exam::S => "SAA-C03",
            Exam::O => "SOA-C03",
            Exam::D => "DVA-C02",
            Exam::X => "SCS-C03",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_read_and_belong_to_domains() {
        let point = |text: &str| Point::try_from(text.to_owned());
        let cases = [
            ("P001", Domain::Choose),
            ("P011", Domain::Choose),
            ("P012", Domain::Metrics),
            ("P042", Domain::Metrics),
            ("P078", Domain::Alarms),
            ("P079", Domain::Sns),
            ("P086", Domain::Logs),
            ("P112", Domain::Events),
            ("P113", Domain::Trail),
            ("P131", Domain::Config),
            ("P148", Domain::Access),
        ];
        for (text, domain) in cases {
            assert_eq!(point(text).map(|point| (point.to_string(), point.domain())).unwrap(), {
                (text.to_owned(), domain)
            });
        }
        for text in ["P000", "P149", "P44", "44", "W1", "P0044"] {
            assert!(point(text).is_err(), "{text}");
        }
    }
}
