//! Timestamps of requests in the forms people write: those of ISO 8601, and the others that the
//! library reads with which the CLI reads timestamps.
//!
//! A text without a whole date is none here: there it is filled up from the clock of the machine.
//! <https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-types.html#parameter-type-timestamp>,
//! <https://dateutil.readthedocs.io/en/stable/parser.html>

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

use crate::sim::time::Time;

/// Forms of a date. The month stands first where it could be either.
const DATES: [&str; 11] = [
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%m/%d/%Y",
    "%m-%d-%Y",
    "%B %d, %Y",
    "%B %d %Y",
    "%d %B %Y",
    "%d-%B-%Y",
    "%Y %B %d",
];

/// Forms of a time, the longest first.
const TIMES: [&str; 8] =
    ["%I:%M:%S %p", "%I:%M %p", "%H:%M:%S%.f", "%H:%M:%S", "%H:%M", "%H%M%S%.f", "%H%M%S", "%H%M"];

const WEEKDAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Reads a timestamp.
pub fn parse(text: &str) -> Option<Time> {
    Time::parse(text).or_else(|| written(without_weekday(text.trim())))
}

/// The day of the week says nothing that the date does not say.
fn without_weekday(text: &str) -> &str {
    let length = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(length).unwrap_or((text, ""));
    let word = word.to_ascii_lowercase();
    let is = |day: &&str| *day == word || day.get(..3) == Some(word.as_str());
    if !WEEKDAYS.iter().any(is) {
        return text;
    }
    rest.trim_start_matches([',', '.', ' '])
}

fn written(text: &str) -> Option<Time> {
    DATES.iter().find_map(|form| {
        let (date, rest) = NaiveDate::parse_and_remainder(text, form).ok()?;
        let whole = (1000..=9999).contains(&date.year());
        let time = whole.then(|| of_day(rest.trim_start_matches([',', ' ', 'T', 't'])))?;
        let (time, offset) = time?;
        let moment = NaiveDateTime::new(date, time).and_local_timezone(offset).single();
        moment.map(|moment: DateTime<FixedOffset>| Time::from_millis(moment.timestamp_millis()))
    })
}

/// The time of a day with its zone: midnight and UTC where nothing is said.
fn of_day(text: &str) -> Option<(NaiveTime, FixedOffset)> {
    if text.is_empty() {
        return Some((NaiveTime::MIN, FixedOffset::east_opt(0)?));
    }
    TIMES.iter().find_map(|form| {
        let (time, rest) = NaiveTime::parse_and_remainder(text, form).ok()?;
        offset(rest.trim()).map(|offset| (time, offset))
    })
}

fn offset(text: &str) -> Option<FixedOffset> {
    if ["", "z", "utc", "gmt"].contains(&text.to_ascii_lowercase().as_str()) {
        return FixedOffset::east_opt(0);
    }
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits = text.get(1..)?.replace(':', "");
    let number = |part: Option<&str>| part?.parse::<i32>().ok();
    let (hours, minutes) = match digits.len() {
        2 => (number(digits.get(..2))?, 0),
        4 => (number(digits.get(..2))?, number(digits.get(2..))?),
        _ => return None,
    };
    (minutes < 60).then(|| FixedOffset::east_opt(sign * (hours * 60 + minutes) * 60))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_write_them() {
        let cases = [
            ("Wednesday, June 12, 2013 8:28:20 PM", "2013-06-12T20:28:20Z"),
            ("Sunday, January 5, 2025 8:28:20 PM", "2025-01-05T20:28:20Z"),
            ("Sun, 05 Jan 2025 08:28:20 GMT", "2025-01-05T08:28:20Z"),
            ("Jan 5, 2025", "2025-01-05T00:00:00Z"),
            ("5 January 2025 10:00", "2025-01-05T10:00:00Z"),
            ("20250105T000000Z", "2025-01-05T00:00:00Z"),
            ("20250105T101530+0900", "2025-01-05T01:15:30Z"),
            ("2025/01/06", "2025-01-06T00:00:00Z"),
            ("2025/01/06 08:05", "2025-01-06T08:05:00Z"),
            ("01/06/2025 8:05 AM", "2025-01-06T08:05:00Z"),
            ("2025-01-06 08:05:00 UTC", "2025-01-06T08:05:00Z"),
            ("2025-01-06T08:05:00-05", "2025-01-06T13:05:00Z"),
            ("2025-01-06T00:00:00Z", "2025-01-06T00:00:00Z"),
        ];
        for (text, wanted) in cases {
            assert_eq!(parse(text), Time::parse(wanted), "{text}");
        }
        for text in ["", "tomorrow", "8:28:20 PM", "June 12", "Wednesday", "2025-13-01", "01/06/25"]
        {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
