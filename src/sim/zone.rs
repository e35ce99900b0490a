//! Time zones: offsets from UTC, with the daylight saving rules in force since 2007.
//!
//! The names are IANA's (<https://www.iana.org/time-zones>). The table holds zones whose rules fit
//! in a line; others are refused by name where a zone can be given.

use chrono::{Datelike, NaiveDate, Weekday};

use super::time::{Span, Time};

/// A time zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Zone {
    /// So many minutes ahead of UTC, always.
    Fixed(i32),
    /// The zone at this place of the table.
    Named(u16),
}

/// When clocks are put forward by an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Saving {
    Never,
    /// Second Sunday of March to first Sunday of November, at 2:00 by the clock on the wall.
    America,
    /// Last Sunday of March to last Sunday of October, at 1:00 UTC.
    Europe,
    /// First Sunday of October to first Sunday of April, at 2:00 standard time.
    Australia,
    /// Last Sunday of September to first Sunday of April, at 2:00 standard time.
    NewZealand,
}

use Saving::{America, Australia, Europe, Never, NewZealand};

/// Name, minutes ahead of UTC in standard time, daylight saving.
const ZONES: &[(&str, i32, Saving)] = &[
    ("UTC", 0, Never),
    ("Etc/UTC", 0, Never),
    ("Etc/GMT", 0, Never),
    ("GMT", 0, Never),
    ("Africa/Johannesburg", 120, Never),
    ("Africa/Lagos", 60, Never),
    ("Africa/Nairobi", 180, Never),
    ("America/Anchorage", -540, America),
    ("America/Argentina/Buenos_Aires", -180, Never),
    ("America/Bogota", -300, Never),
    ("America/Chicago", -360, America),
    ("America/Denver", -420, America),
    ("America/Detroit", -300, America),
    ("America/Edmonton", -420, America),
    ("America/Halifax", -240, America),
    ("America/Lima", -300, Never),
    ("America/Los_Angeles", -480, America),
    ("America/Mexico_City", -360, Never),
    ("America/New_York", -300, America),
    ("America/Phoenix", -420, Never),
    ("America/Sao_Paulo", -180, Never),
    ("America/St_Johns", -210, America),
    ("America/Toronto", -300, America),
    ("America/Vancouver", -480, America),
    ("America/Winnipeg", -360, America),
    ("Asia/Bangkok", 420, Never),
    ("Asia/Calcutta", 330, Never),
    ("Asia/Colombo", 330, Never),
    ("Asia/Dhaka", 360, Never),
    ("Asia/Dubai", 240, Never),
    ("Asia/Ho_Chi_Minh", 420, Never),
    ("Asia/Hong_Kong", 480, Never),
    ("Asia/Jakarta", 420, Never),
    ("Asia/Karachi", 300, Never),
    ("Asia/Kathmandu", 345, Never),
    ("Asia/Kolkata", 330, Never),
    ("Asia/Kuala_Lumpur", 480, Never),
    ("Asia/Manila", 480, Never),
    ("Asia/Riyadh", 180, Never),
    ("Asia/Seoul", 540, Never),
    ("Asia/Shanghai", 480, Never),
    ("Asia/Singapore", 480, Never),
    ("Asia/Taipei", 480, Never),
    ("Asia/Tashkent", 300, Never),
    ("Asia/Tokyo", 540, Never),
    ("Australia/Adelaide", 570, Australia),
    ("Australia/Brisbane", 600, Never),
    ("Australia/Darwin", 570, Never),
    ("Australia/Hobart", 600, Australia),
    ("Australia/Melbourne", 600, Australia),
    ("Australia/Perth", 480, Never),
    ("Australia/Sydney", 600, Australia),
    ("Europe/Amsterdam", 60, Europe),
    ("Europe/Athens", 120, Europe),
    ("Europe/Berlin", 60, Europe),
    ("Europe/Brussels", 60, Europe),
    ("Europe/Bucharest", 120, Europe),
    ("Europe/Budapest", 60, Europe),
    ("Europe/Copenhagen", 60, Europe),
    ("Europe/Dublin", 0, Europe),
    ("Europe/Helsinki", 120, Europe),
    ("Europe/Istanbul", 180, Never),
    ("Europe/Kyiv", 120, Europe),
    ("Europe/Lisbon", 0, Europe),
    ("Europe/London", 0, Europe),
    ("Europe/Luxembourg", 60, Europe),
    ("Europe/Madrid", 60, Europe),
    ("Europe/Moscow", 180, Never),
    ("Europe/Oslo", 60, Europe),
    ("Europe/Paris", 60, Europe),
    ("Europe/Prague", 60, Europe),
    ("Europe/Rome", 60, Europe),
    ("Europe/Sofia", 120, Europe),
    ("Europe/Stockholm", 60, Europe),
    ("Europe/Vienna", 60, Europe),
    ("Europe/Warsaw", 60, Europe),
    ("Europe/Zurich", 60, Europe),
    ("Pacific/Auckland", 720, NewZealand),
    ("Pacific/Guam", 600, Never),
    ("Pacific/Honolulu", -600, Never),
    ("US/Central", -360, America),
    ("US/Eastern", -300, America),
    ("US/Mountain", -420, America),
    ("US/Pacific", -480, America),
];

/// Where IANA's names begin.
const AREAS: [&str; 11] = [
    "Africa/",
    "America/",
    "Antarctica/",
    "Arctic/",
    "Asia/",
    "Atlantic/",
    "Australia/",
    "Etc/",
    "Europe/",
    "Indian/",
    "Pacific/",
];

impl Zone {
    /// Coordinated universal time.
    pub const UTC: Zone = Zone::Fixed(0);

    /// Reads `America/New_York`, `+05:30`, `UTC+05:30`, `GMT-08:00`, `Z`.
    pub fn parse(text: &str) -> Option<Zone> {
        if text == "Z" {
            return Some(Zone::UTC);
        }
        if let Some(place) = ZONES.iter().position(|(name, ..)| *name == text) {
            return Some(Zone::Named(place as u16));
        }
        let offset = text.strip_prefix("UTC").or_else(|| text.strip_prefix("GMT")).unwrap_or(text);
        let (sign, digits) = match offset.split_at_checked(1)? {
            ("+", digits) => (1, digits),
            ("-", digits) => (-1, digits),
            _ => return None,
        };
        let (hours, minutes) = digits.split_once(':')?;
        let two = |text: &str| {
            let fits = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
            fits.then(|| text.parse::<i32>().ok())?
        };
        let (hours, minutes) = (two(hours)?, two(minutes)?);
        let total = hours * 60 + minutes;
        (minutes < 60 && total <= 18 * 60).then_some(Zone::Fixed(sign * total))
    }

    /// Whether the text looks like IANA's name of a zone that is not in the table.
    pub fn is_unknown_name(text: &str) -> bool {
        Zone::parse(text).is_none() && AREAS.iter().any(|area| text.starts_with(area))
    }

    /// How far local time is ahead of UTC at an instant.
    pub fn offset(self, at: Time) -> Span {
        let (minutes, saving) = match self {
            Zone::Fixed(minutes) => (minutes, Never),
            Zone::Named(place) => {
                ZONES.get(usize::from(place)).map_or((0, Never), |(_, std, rule)| (*std, *rule))
            }
        };
        let standard = Span::mins(i64::from(minutes));
        if is_saving(saving, at, standard) { standard + Span::hours(1) } else { standard }
    }

    /// The time on the wall at an instant, written as if it were UTC.
    pub fn local(self, at: Time) -> Time {
        at + self.offset(at)
    }

    /// The instant at which the wall shows this time. Of two it is the earlier; a time that the
    /// clock skips is taken as if the clock had not been put forward.
    pub fn instant(self, local: Time) -> Time {
        let before = local - self.offset(local - Span::days(1));
        let after = local - self.offset(local + Span::days(1));
        let fits = |guess: Time| self.local(guess) == local;
        let (first, last) = (before.min(after), before.max(after));
        if fits(first) { first } else { last }
    }
}

/// Whether the clock is put forward at an instant.
fn is_saving(saving: Saving, at: Time, standard: Span) -> bool {
    let wall = at + standard;
    let year = year(wall);
    let two = Span::hours(2);
    let one = Span::hours(1);
    match saving {
        Never => false,
        America => sunday(year, 3, 2) + two <= wall && wall < sunday(year, 11, 1) + one,
        Europe => last_sunday(year, 3) + one <= at && at < last_sunday(year, 10) + one,
        Australia => wall < sunday(year, 4, 1) + two || sunday(year, 10, 1) + two <= wall,
        NewZealand => wall < sunday(year, 4, 1) + two || last_sunday(year, 9) + two <= wall,
    }
}

fn year(at: Time) -> i32 {
    date(at).year()
}

/// The calendar day of an instant, UTC.
pub fn date(at: Time) -> NaiveDate {
    let days = at.as_millis().div_euclid(86_400_000);
    let days = i32::try_from(days).unwrap_or(0);
    NaiveDate::from_epoch_days(days).unwrap_or_default()
}

/// Midnight (UTC) of a calendar day.
pub fn midnight(date: NaiveDate) -> Time {
    Time::from_secs(i64::from(date.to_epoch_days()) * 86_400)
}

fn sunday(year: i32, month: u32, nth: u8) -> Time {
    NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Sun, nth).map_or_else(zero, midnight)
}

fn last_sunday(year: i32, month: u32) -> Time {
    let fifth = NaiveDate::from_weekday_of_month_opt(year, month, Weekday::Sun, 5);
    fifth.map_or_else(|| sunday(year, month, 4), midnight)
}

fn zero() -> Time {
    Time::from_secs(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Time {
        Time::parse(text).unwrap()
    }

    #[test]
    fn offsets_follow_the_calendar() {
        let cases = [
            ("Asia/Seoul", "2025-07-01T00:00:00Z", 540),
            ("America/New_York", "2025-03-09T06:59:59Z", -300),
            ("America/New_York", "2025-03-09T07:00:00Z", -240),
            ("America/New_York", "2025-11-02T05:59:59Z", -240),
            ("America/New_York", "2025-11-02T06:00:00Z", -300),
            ("Europe/London", "2025-03-30T00:59:59Z", 0),
            ("Europe/London", "2025-03-30T01:00:00Z", 60),
            ("Europe/London", "2025-10-26T01:00:00Z", 0),
            ("Australia/Sydney", "2025-01-01T00:00:00Z", 660),
            ("Australia/Sydney", "2025-04-05T16:00:00Z", 600),
            ("Pacific/Auckland", "2025-09-27T14:00:00Z", 780),
            ("UTC+05:30", "2025-01-01T00:00:00Z", 330),
            ("GMT-08:00", "2025-01-01T00:00:00Z", -480),
            ("Z", "2025-01-01T00:00:00Z", 0),
        ];
        for (zone, time, minutes) in cases {
            let zone = Zone::parse(zone).unwrap();
            assert_eq!(zone.offset(at(time)), Span::mins(minutes), "{time}");
        }
    }

    #[test]
    fn nonsense_is_no_zone() {
        for text in ["", "Mars/Olympus", "+5:30", "UTC+25:00", "05:30", "+05:60", "EST"] {
            assert_eq!(Zone::parse(text), None, "{text}");
        }
        assert!(Zone::is_unknown_name("Asia/Pyongyang"));
        assert!(!Zone::is_unknown_name("Asia/Seoul") && !Zone::is_unknown_name("Mars/Olympus"));
    }

    #[test]
    fn wall_time_leads_back_to_the_instant() {
        let zone = Zone::parse("America/New_York").unwrap();
        let cases = [
            ("2025-01-06T00:00:00Z", "2025-01-06T05:00:00Z"),
            ("2025-07-06T00:00:00Z", "2025-07-06T04:00:00Z"),
            // 1:30 happens twice on 2 November and 2:30 never on 9 March.
            ("2025-11-02T01:30:00Z", "2025-11-02T05:30:00Z"),
            ("2025-03-09T02:30:00Z", "2025-03-09T07:30:00Z"),
        ];
        for (wall, instant) in cases {
            assert_eq!(zone.instant(at(wall)), at(instant), "{wall}");
        }
    }
}
