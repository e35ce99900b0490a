//! How numbers and times are written for people.

use crate::sim::time::{Span, Time};
use crate::sim::zone::Zone;
use crate::text::{Lang, Texts};

/// The zone whose time stands beside UTC.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalZone {
    name: String,
    zone: Zone,
}

impl LocalZone {
    /// The zone with this name of IANA's, or this offset. `None` if its rules are not known.
    pub fn parse(name: &str) -> Option<LocalZone> {
        let zone = Zone::parse(name)?;
        Some(LocalZone { name: name.to_owned(), zone })
    }

    /// The name it was made of.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The zone.
    pub fn zone(&self) -> Zone {
        self.zone
    }

    /// Whether its clocks show UTC at this instant.
    pub fn is_utc(&self, at: Time) -> bool {
        self.zone.offset(at) == Span::ZERO
    }

    /// `KST` where everybody says so, else `UTC-05:00`.
    pub fn label(&self, at: Time) -> String {
        match self.name.as_str() {
            "Asia/Seoul" => "KST".to_owned(),
            "Asia/Tokyo" => "JST".to_owned(),
            _ => offset(self.zone.offset(at)),
        }
    }

    /// `09:43:07 KST`; with the day before it if it is another one than in UTC.
    pub fn beside(&self, at: Time) -> String {
        let local = self.zone.local(at);
        let day = if day(local) == day(at) { String::new() } else { format!("{} ", day(local)) };
        format!("{day}{} {}", clock(local), self.label(at))
    }
}

fn offset(ahead: Span) -> String {
    let minutes = ahead.as_secs() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("UTC{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// `2025-01-06`.
pub fn day(at: Time) -> String {
    at.format("%Y-%m-%d")
}

/// `10:43`.
pub fn minute(at: Time) -> String {
    at.format("%H:%M")
}

/// `10:43:07`.
pub fn clock(at: Time) -> String {
    at.format("%H:%M:%S")
}

/// `2025-01-06 10:43:07`.
pub fn date_time(at: Time) -> String {
    at.format("%Y-%m-%d %H:%M:%S")
}

/// `10:43:07` on the day of `now`, else with its date.
pub fn short(at: Time, now: Time) -> String {
    if day(at) == day(now) { clock(at) } else { date_time(at) }
}

/// A span in words, its two greatest units: `1 m 53 s`, `1분 53초`.
pub fn span(span: Span, texts: &Texts) -> String {
    let secs = span.as_secs().abs();
    let units = [
        ("app.unit.day", secs / 86_400),
        ("app.unit.hour", secs / 3_600 % 24),
        ("app.unit.minute", secs / 60 % 60),
        ("app.unit.second", secs % 60),
    ];
    let parts: Vec<String> = units
        .iter()
        .skip_while(|(_, n)| *n == 0)
        .take(2)
        .filter(|(_, n)| *n > 0)
        .map(|(key, n)| texts.fill(key, &[("n", n)]))
        .collect();
    if parts.is_empty() { texts.fill("app.unit.second", &[("n", &0)]) } else { parts.join(" ") }
}

/// How long ago, or in how long: `3 m ago`, `in 3 m`, `now`.
pub fn relative(at: Time, now: Time, texts: &Texts) -> String {
    let between = now - at;
    let key = match between.as_secs() {
        0 => return texts.t("app.time.now").to_owned(),
        secs if secs > 0 => "app.time.ago",
        _ => "app.time.in",
    };
    texts.fill(key, &[("span", &span(between, texts))])
}

/// A measured value: up to `digits` after the point, none of them idle zeros.
pub fn number(value: f64, digits: usize) -> String {
    let text = format!("{value:.digits$}");
    if !text.contains('.') {
        return text;
    }
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A count with its thousands set apart: `12,345`.
pub fn count(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number of bytes: `512 B`, `1.5 KB`, `3 MB` (of 1,024, as the console has it).
pub fn bytes(n: f64) -> String {
    let units = ["B", "KB", "MB", "GB", "TB"];
    let mut value = n;
    let mut unit = "B";
    for next in units {
        unit = next;
        if value.abs() < 1024.0 {
            break;
        }
        value /= 1024.0;
    }
    format!("{} {unit}", number(value, 1))
}

/// An account as the console's header has it: `1234-5678-9012`.
pub fn account(id: &str) -> String {
    let digits: Vec<char> = id.chars().collect();
    digits.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
}

/// Names in a row: `a, b and c`, `a, b, c`.
pub fn list(names: &[String], texts: &Texts) -> String {
    match (names, texts.lang()) {
        ([first @ .., last], Lang::En) if !first.is_empty() => {
            texts.fill("app.list.and", &[("first", &first.join(", ")), ("last", last)])
        }
        _ => names.join(", "),
    }
}

/// A word of so many characters may be broken.
const LONG: usize = 24;

/// The pieces of a text between which a line may end: long words, as ARNs and paths are, go on
/// behind their colons and slashes.
pub fn pieces(text: &str) -> Vec<&str> {
    let (mut pieces, mut start, mut at) = (Vec::new(), 0, 0);
    for word in text.split_inclusive(char::is_whitespace) {
        let long = word.trim_end().chars().count() > LONG;
        let mut next = word.chars().skip(1);
        for c in word.chars() {
            at += c.len_utf8();
            let goes_on = next.next().is_some_and(|it| !is_break(it) && !it.is_whitespace());
            if long && is_break(c) && goes_on {
                pieces.extend(text.get(start..at));
                start = at;
            }
        }
    }
    pieces.extend(text.get(start..));
    pieces
}

fn is_break(c: char) -> bool {
    matches!(c, ':' | '/')
}
