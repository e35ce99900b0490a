//! What was spent this month, and what will be if it goes on so.

use chrono::Datelike;

use super::state::Budget;
use crate::services::generators;
use crate::sim::scope::{AccountId, Region, Scope};
use crate::sim::time::{Span, Time};
use crate::telemetry::{MetricId, MetricSource as _};

/// Dollars of a month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spent {
    /// So far.
    pub actual: f64,
    /// By its end.
    pub forecast: f64,
}

/// The month of an instant: its number, its beginning, its length.
pub fn month(now: Time) -> (i32, Time, Span) {
    let date = now.calendar();
    let number = date.year() * 12 + date.month0() as i32;
    let today = now.floor(Span::days(1));
    let start = today - Span::days(i64::from(date.day0()));
    let mut end = start + Span::days(28);
    while end.calendar().month() == date.month() {
        end = end + Span::days(1);
    }
    (number, start, end - start)
}

/// What a budget's costs come to: the newest estimate of the bill, and a straight line from the
/// beginning of the month through it (ours: AWS learns from the past, and needs weeks of it). A
/// budget over a tag has none: nothing on this bill is tagged.
pub fn spent(budget: &Budget, bill: &generators::State, account: AccountId, now: Time) -> Spent {
    let (_, start, length) = month(now);
    let tagged = budget.given.cost_filters.as_ref().is_some_and(|filters| !filters.is_empty());
    let scope = Scope { account, region: Region::US_EAST_1 };
    let currency = vec![("Currency".to_owned(), "USD".to_owned())];
    let id = MetricId::new("AWS/Billing", "EstimatedCharges", currency);
    let mut newest = None;
    bill.points(scope, &id, start, now, now, &mut |point| newest = Some(point));
    match newest.filter(|_| !tagged) {
        None => Spent { actual: 0.0, forecast: 0.0 },
        Some(point) => {
            // A point holds the charges of its six hours, too.
            let passed = (point.time - start + Span::hours(6)).as_millis() as f64;
            let forecast = point.max * (length.as_millis() as f64 / passed).max(1.0);
            Spent { actual: point.max, forecast }
        }
    }
}

/// Money as Budgets writes it: three decimals at most.
pub fn money(dollars: f64) -> String {
    let text = format!("{dollars:.3}");
    let text = text.trim_end_matches('0');
    if text.ends_with('.') { format!("{text}0") } else { text.to_owned() }
}
