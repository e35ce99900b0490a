//! A stretch of time as it is typed: so long back, or from one instant to another.
//!
//! The console's predefined stretches span from 1 hour to 1 week, those under *Custom* from 1
//! minute to 15 months, which is how long metrics are kept.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/change_dashboard_time_format.html>

use crate::services::cloudwatch::dashboard::range::Range;
use crate::sim::time::{Span, Time};
use crate::view::format;

/// The predefined stretches of dashboards and of the metrics page.
pub const PREDEFINED: [&str; 6] = ["1h", "3h", "12h", "1d", "3d", "1w"];

/// The units of what is typed, with their seconds; a month has 30 days, as in a body's `-P1M`.
pub const UNITS: [(&str, i64); 5] =
    [("minutes", 60), ("hours", 3600), ("days", 86_400), ("weeks", 604_800), ("months", 2_592_000)];

/// How far back there is anything to see.
const MOST: Span = Span::days(455);

/// What is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// Whether it is so long back, and not between two instants.
    pub relative: bool,
    /// How many units back.
    pub amount: String,
    /// The unit, by its name in [`UNITS`].
    pub unit: String,
    /// The first instant.
    pub from: String,
    /// The last.
    pub to: String,
}

/// What is wrong, field by field: keys of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Faults {
    /// With how far back it is.
    pub amount: Option<&'static str>,
    /// With the first instant.
    pub from: Option<&'static str>,
    /// With the last.
    pub to: Option<&'static str>,
}

impl Typed {
    /// What would be typed for a stretch.
    pub fn of(range: Range, now: Time) -> Typed {
        let (from, to) = range.ends(now);
        let secs = (to - from).as_secs();
        let fits = |(_, unit): &&(&str, i64)| secs % unit == 0;
        let (unit, unit_secs) = UNITS.iter().rev().find(fits).copied().unwrap_or(UNITS[0]);
        Typed {
            relative: matches!(range, Range::Back(_)),
            amount: (secs / unit_secs).max(1).to_string(),
            unit: unit.to_owned(),
            from: format::date_time(from),
            to: format::date_time(to),
        }
    }

    /// The stretch.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(&self) -> Result<Range, Faults> {
        if self.relative {
            let fault = Faults { amount: Some("chart.range.wrong"), ..Faults::default() };
            let unit = UNITS.iter().find(|(name, _)| *name == self.unit);
            let amount = self.amount.trim().parse::<i64>().ok().filter(|amount| *amount > 0);
            let secs = unit.zip(amount).and_then(|((_, secs), amount)| amount.checked_mul(*secs));
            let span = secs.filter(|secs| *secs <= MOST.as_secs()).map(Span::secs);
            return span.map(Range::Back).ok_or(fault);
        }
        let bad = |time: Option<Time>| time.is_none().then_some("trail.range.bad");
        match (Time::parse(&self.from), Time::parse(&self.to)) {
            (Some(from), Some(to)) if from < to => Ok(Range::Between(from, to)),
            (Some(_), Some(_)) => {
                Err(Faults { to: Some("trail.range.order"), ..Faults::default() })
            }
            (from, to) => Err(Faults { from: bad(from), to: bad(to), ..Faults::default() }),
        }
    }
}
