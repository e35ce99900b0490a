//! Mute windows: when the actions of alarms are held back.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-mute-rules.html>

use chrono::{Datelike, Days, NaiveDate};

use crate::sim::time::{Span, Time};
use crate::sim::zone::{self, Zone};

/// A schedule of mute windows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Schedule {
    starts: Starts,
    duration: Span,
    zone: Zone,
}

/// When windows begin, by the clock on the wall.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Starts {
    /// `at(2024-05-10T14:00)`: once.
    Once(Time),
    /// `cron(0 2 * * SUN)`: again and again.
    Cron(Box<Cron>),
}

/// The five fields of a cron expression.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Cron {
    minutes: Vec<u32>,
    hours: Vec<u32>,
    days: Vec<u32>,
    /// `L` among the days of the month: the last one.
    last_day: bool,
    months: Vec<u32>,
    weekdays: Weekdays,
    /// Whether the days of the month, and of the week, are narrowed at all.
    narrowed: (bool, bool),
}

/// Days of the week, 0 is Sunday.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Weekdays {
    /// Any of these.
    Any(Vec<u32>),
    /// `SUN#4`: the fourth Sunday of the month.
    Nth(u32, u32),
    /// `FRIL`, `5L`: the last Friday of the month.
    Last(u32),
}

const MONTHS: [&str; 12] =
    ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const WEEKDAYS: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/// The shortest and the longest window.
const DURATION: (Span, Span) = (Span::mins(1), Span::days(15));

impl Schedule {
    /// Reads an expression, an ISO 8601 duration and a time zone. `None` when one of them is not
    /// as AWS has it.
    pub fn parse(expression: &str, duration: &str, timezone: Option<&str>) -> Option<Schedule> {
        let zone = timezone.map_or(Some(Zone::UTC), Zone::parse)?;
        let duration = iso_duration(duration)?;
        if duration < DURATION.0 || duration > DURATION.1 {
            return None;
        }
        let (kind, rest) = expression.trim().split_once('(')?;
        let body = rest.strip_suffix(')')?.trim();
        let starts = match kind {
            "at" if body.len() == "2024-05-10T14:00".len() && body.contains('T') => {
                Starts::Once(Time::parse(body)?)
            }
            "cron" => Starts::Cron(Box::new(Cron::parse(body)?)),
            _ => return None,
        };
        Some(Schedule { starts, duration, zone })
    }

    /// The windows that touch `[from, to)`, oldest first.
    pub fn windows(&self, from: Time, to: Time) -> Vec<(Time, Time)> {
        let earliest = from - self.duration;
        let starts = match &self.starts {
            Starts::Once(local) => vec![self.zone.instant(*local)],
            Starts::Cron(cron) => cron.starts(self.zone, earliest, to),
        };
        let window = |start: Time| (start, start + self.duration);
        starts.into_iter().map(window).filter(|(start, end)| *start < to && *end > from).collect()
    }

    /// Whether windows begin again and again.
    pub fn is_recurring(&self) -> bool {
        matches!(self.starts, Starts::Cron(_))
    }

    /// Whether the only window is over.
    pub fn is_over(&self, at: Time) -> bool {
        match &self.starts {
            Starts::Once(local) => self.zone.instant(*local) + self.duration <= at,
            Starts::Cron(_) => false,
        }
    }

    /// Whether actions are held back at an instant.
    pub fn is_muted(&self, at: Time) -> bool {
        let next = at + Span::millis(1);
        self.windows(at, next).iter().any(|(start, end)| *start <= at && at < *end)
    }
}

/// `PT4H`, `P2DT12H`, `P7D`, `PT90M`: days, hours, minutes.
fn iso_duration(text: &str) -> Option<Span> {
    let body = text.strip_prefix('P')?;
    let (days, time) = body.split_once('T').map_or((body, None), |(d, t)| (d, Some(t)));
    let mut total = Span::ZERO;
    let mut any = false;
    let mut part = |text: &str, unit: char, length: Span| -> Option<String> {
        let Some((number, rest)) = text.split_once(unit) else { return Some(text.to_owned()) };
        let number: i64 = number.parse().ok().filter(|n| (0..=100_000).contains(n))?;
        total = total + length.times(number);
        any = true;
        Some(rest.to_owned())
    };
    if !part(days, 'D', Span::days(1))?.is_empty() {
        return None;
    }
    if let Some(time) = time {
        let rest = part(time, 'H', Span::hours(1))?;
        if time.is_empty() || !part(&rest, 'M', Span::mins(1))?.is_empty() {
            return None;
        }
    }
    any.then_some(total)
}

impl Cron {
    fn parse(text: &str) -> Option<Cron> {
        let fields: Vec<&str> = text.split_whitespace().collect();
        let [minute, hour, day, month, weekday] = fields.try_into().ok()?;
        let days: Vec<&str> = day.split(',').filter(|item| *item != "L").collect();
        let last_day = day.split(',').any(|item| item == "L");
        Some(Cron {
            minutes: field(minute, 0, 59, &[])?,
            hours: field(hour, 0, 23, &[])?,
            days: if days.is_empty() { Vec::new() } else { field(&days.join(","), 1, 31, &[])? },
            last_day,
            months: field(month, 1, 12, &MONTHS)?,
            weekdays: Weekdays::parse(weekday)?,
            narrowed: (!matches!(day, "*" | "?"), !matches!(weekday, "*" | "?")),
        })
    }

    /// Every start in `[from, to)`.
    fn starts(&self, zone: Zone, from: Time, to: Time) -> Vec<Time> {
        let mut found = Vec::new();
        let mut day = zone::date(zone.local(from) - Span::days(1));
        let last = zone::date(zone.local(to) + Span::days(1));
        while day <= last {
            if self.falls_on(day) {
                for hour in &self.hours {
                    for minute in &self.minutes {
                        let clock = Span::mins(i64::from(hour * 60 + minute));
                        found.push(zone.instant(zone::midnight(day) + clock));
                    }
                }
            }
            let Some(next) = day.checked_add_days(Days::new(1)) else { break };
            day = next;
        }
        found.sort();
        found.dedup();
        found.retain(|start| from <= *start && *start < to);
        found
    }

    /// As in cron: when both kinds of day are narrowed, either will do.
    fn falls_on(&self, date: NaiveDate) -> bool {
        if !self.months.contains(&date.month()) {
            return false;
        }
        let of_month = self.days.contains(&date.day()) || (self.last_day && is_last_day(date));
        let of_week = self.weekdays.holds(date);
        match self.narrowed {
            (true, true) => of_month || of_week,
            (true, false) => of_month,
            (false, true) => of_week,
            (false, false) => true,
        }
    }
}

impl Weekdays {
    fn parse(text: &str) -> Option<Weekdays> {
        let one = |text: &str| value(text, &WEEKDAYS, 0).filter(|day| *day <= 7).map(|day| day % 7);
        if let Some((day, nth)) = text.split_once('#') {
            let nth = nth.parse().ok().filter(|nth| (1..=5).contains(nth))?;
            return Some(Weekdays::Nth(one(day)?, nth));
        }
        if let Some(day) = text.strip_suffix('L').filter(|day| !day.is_empty()) {
            return Some(Weekdays::Last(one(day)?));
        }
        let days = field(if text == "L" { "6" } else { text }, 0, 7, &WEEKDAYS)?;
        Some(Weekdays::Any(days.into_iter().map(|day| day % 7).collect()))
    }

    fn holds(&self, date: NaiveDate) -> bool {
        let day = date.weekday().num_days_from_sunday();
        match self {
            Weekdays::Any(days) => days.contains(&day),
            Weekdays::Nth(wanted, nth) => day == *wanted && (date.day() - 1) / 7 + 1 == *nth,
            Weekdays::Last(wanted) => {
                let week_later = date.checked_add_days(Days::new(7));
                day == *wanted && week_later.is_none_or(|later| later.month() != date.month())
            }
        }
    }
}

fn is_last_day(date: NaiveDate) -> bool {
    date.succ_opt().is_none_or(|next| next.month() != date.month())
}

/// `*`, `5`, `1-5`, `*/15`, `10-20/5`, `MON,WED`: every value of a field.
fn field(text: &str, least: u32, most: u32, names: &[&str]) -> Option<Vec<u32>> {
    let mut values = Vec::new();
    for item in text.split(',') {
        let (range, step) = match item.split_once('/') {
            Some((range, step)) => (range, step.parse().ok().filter(|step: &u32| *step > 0)?),
            None => (item, 1),
        };
        let base = if names.len() == 12 { 1 } else { 0 };
        let (first, last) = match range.split_once('-') {
            _ if range == "*" || range == "?" => (least, most),
            Some((first, last)) => (value(first, names, base)?, value(last, names, base)?),
            None if item.contains('/') => (value(range, names, base)?, most),
            None => (value(range, names, base)?, value(range, names, base)?),
        };
        if first < least || last > most || first > last {
            return None;
        }
        values.extend((first..=last).step_by(step as usize));
    }
    values.sort_unstable();
    values.dedup();
    Some(values)
}

/// A number, or a name counted from `base`.
fn value(text: &str, names: &[&str], base: u32) -> Option<u32> {
    let upper = text.to_ascii_uppercase();
    match names.iter().position(|name| *name == upper) {
        Some(place) => Some(place as u32 + base),
        None => text.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn windows(expression: &str, duration: &str, zone: Option<&str>) -> Vec<String> {
        let schedule = Schedule::parse(expression, duration, zone).unwrap();
        let from = Time::parse("2024-12-01").unwrap();
        let show = |(a, b): (Time, Time)| format!("{}..{}", a.rfc3339(), b.rfc3339());
        schedule.windows(from, from + Span::days(31)).into_iter().map(show).collect()
    }

    #[test]
    fn schedules_of_aws_s_page() {
        let sundays = windows("cron(0 2 * * SUN)", "PT4H", None);
        assert_eq!(sundays.len(), 5);
        assert_eq!(sundays[0], "2024-12-01T02:00:00Z..2024-12-01T06:00:00Z");
        assert_eq!(
            windows("cron(0 1 1 * *)", "PT6H", None),
            ["2024-12-01T01:00:00Z..2024-12-01T07:00:00Z"]
        );
        let weekends = windows("cron(0 18 * * FRI)", "P2DT12H", None);
        assert_eq!(weekends[0], "2024-11-29T18:00:00Z..2024-12-02T06:00:00Z");
        assert_eq!(windows("cron(0 23 * * *)", "PT2H", None).len(), 32);
        assert_eq!(
            windows("at(2024-12-23T00:00)", "P7D", None),
            ["2024-12-23T00:00:00Z..2024-12-30T00:00:00Z"]
        );
        assert_eq!(
            windows("cron(0 9 * * SUN#4)", "PT1H", None),
            ["2024-12-22T09:00:00Z..2024-12-22T10:00:00Z"]
        );
    }

    #[test]
    fn the_zone_shifts_and_l_is_the_last() {
        assert_eq!(
            windows("at(2024-12-23T00:00)", "PT1H", Some("Asia/Seoul")),
            ["2024-12-22T15:00:00Z..2024-12-22T16:00:00Z"]
        );
        assert_eq!(
            windows("cron(30 12 L * ?)", "PT1H", None),
            ["2024-12-31T12:30:00Z..2024-12-31T13:30:00Z"]
        );
        assert_eq!(
            windows("cron(0 0 ? DEC FRIL)", "PT1M", None),
            ["2024-12-27T00:00:00Z..2024-12-27T00:01:00Z"]
        );
        assert_eq!(windows("cron(*/30 8-9 * 12 MON-FRI)", "PT1M", None).len(), 4 * 22);
    }

    #[test]
    fn nonsense_is_no_schedule() {
        let cases = [
            ("cron(0 2 * *)", "PT4H"),
            ("cron(60 2 * * *)", "PT4H"),
            ("cron(0 24 * * *)", "PT4H"),
            ("cron(0 0 * 13 *)", "PT4H"),
            ("cron(0 0 * * SUN#6)", "PT4H"),
            ("rate(5 minutes)", "PT4H"),
            ("at(2024-12-23)", "PT4H"),
            ("cron(0 2 * * *)", "PT0M"),
            ("cron(0 2 * * *)", "P16D"),
            ("cron(0 2 * * *)", "4H"),
            ("cron(0 2 * * *)", "P"),
        ];
        for (expression, duration) in cases {
            assert_eq!(
                Schedule::parse(expression, duration, None),
                None,
                "{expression} {duration}"
            );
        }
    }
}
