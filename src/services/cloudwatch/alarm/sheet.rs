//! What expressions make of what an alarm finds in its windows.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-data-queries.html>

use std::collections::BTreeMap;

use super::super::data_source::is_alone;
use super::config::Config;
use super::slots::{Input, MAX_SHIFTS, Place, Reader as Windows, Slot, Slots};
use super::watched::{self, Measure, Query};
use crate::sim::time::{Span, Time};
use crate::telemetry::math::{self, Expr, Reader, Series, Sheet, Value};

/// Fills the windows of an alarm that watches expressions.
///
/// Each metric is read over the whole range; then the expressions are evaluated over it. Ours: as
/// long as the newest window lacks a point of one of the metrics that is merely on its way, the
/// range shifts back, since math takes what is missing for zero.
pub(super) fn fill(
    slots: &mut Slots,
    config: &Config,
    queries: &[Query],
    place: Place<'_>,
    at: Time,
) {
    let mut columns = read(slots, config, queries, place, at);
    let mut again = true;
    while again && slots.not_yet.len() < MAX_SHIFTS {
        let Some(newest) = slots.slots.first().copied() else { return };
        let mut rhythm = Span::ZERO;
        let mut waits = false;
        for column in &columns {
            let reader = Windows::new(config, column.measure, place, at);
            rhythm = rhythm.max(reader.rhythm());
            let here = column.slots.first().is_some_and(|slot| slot.value.is_some());
            waits |= !here && reader.is_pending(newest);
        }
        if !waits {
            break;
        }
        slots.not_yet.push(newest);
        slots.lay(config, newest.start);
        columns = read(slots, config, queries, place, at);
        again = rhythm <= config.period();
    }
    evaluate(slots, config, queries, &columns, place, at);
}

/// A metric's values in the windows.
struct Column<'a> {
    id: &'a str,
    measure: &'a Measure,
    slots: Vec<Slot>,
}

fn read<'a>(
    slots: &mut Slots,
    config: &Config,
    queries: &'a [Query],
    place: Place<'_>,
    at: Time,
) -> Vec<Column<'a>> {
    let mut columns = Vec::new();
    for query in queries {
        let Some(measure) = query.measure() else { continue };
        let mut own = slots.slots.clone();
        Windows::new(config, measure, place, at).read(&mut own, &mut slots.bins);
        columns.push(Column { id: &query.id, measure, slots: own });
    }
    columns
}

fn evaluate(
    slots: &mut Slots,
    config: &Config,
    queries: &[Query],
    columns: &[Column<'_>],
    place: Place<'_>,
    at: Time,
) {
    let grid: Vec<Time> = slots.slots.iter().rev().map(|slot| slot.start).collect();
    let series = |column: &Column<'_>| Series {
        id: column.id.to_owned(),
        period: config.period(),
        points: points(&column.slots),
    };
    let mut sheet = Sheet::new(columns.iter().map(series).collect(), grid);
    let parsed = expressions(config, queries);
    if let (Some(newest), Some(oldest)) = (slots.slots.first(), slots.slots.last()) {
        let Place { source, scope } = place;
        let reader = Reader { source, scope, from: oldest.start, to: newest.end, now: at };
        parsed.values().for_each(|expr| sheet.look_up(expr, Some(reader)));
        let period_secs = i64::from(config.period_secs);
        sheet.expect_all(parsed.values(), &watched::parts(queries), reader, &|_| period_secs);
    }
    sheet.add_all(&parsed.iter().map(|(id, expr)| (*id, expr)).collect());
    slots.partial = sheet.is_partial();
    place_values(slots, config, queries, &sheet);
}

/// Puts the result, the band and what led to them into the windows.
fn place_values(slots: &mut Slots, config: &Config, queries: &[Query], sheet: &Sheet) {
    let band = config.threshold.band();
    let subject = config.subject().map(|query| query.id.as_str());
    for query in queries {
        let id = query.id.as_str();
        let found = sheet.value(id);
        if Some(id) == band {
            // Lower and upper end.
            if let Ok(Value::Many(ends)) = &found
                && let [lower, upper] = ends.as_slice()
            {
                for slot in &mut slots.slots {
                    slot.limits = lower.at(slot.start).zip(upper.at(slot.start));
                }
            }
        } else if let Ok(Value::Series(series)) = &found {
            if Some(id) == subject {
                for slot in &mut slots.slots {
                    slot.value = series.at(slot.start);
                }
            } else {
                slots.inputs.push(Input { id: query.id.clone(), points: series.points.clone() });
            }
        } else if let (Ok(Value::Many(all)), true) = (&found, Some(id) == subject)
            && query.expression().is_some_and(is_alone)
            && all.len() < 2
        {
            // Without an answer there is no data.
            for slot in &mut slots.slots {
                slot.value = all.first().and_then(|series| series.at(slot.start));
            }
        } else if Some(id) == subject {
            slots.failed = true;
        }
    }
    if band.is_some() {
        // A point without a band cannot be judged: the model is not trained yet, or gone.
        slots.slots.iter_mut().filter(|s| s.limits.is_none()).for_each(|slot| slot.value = None);
    }
}

fn points(slots: &[Slot]) -> Vec<(Time, f64)> {
    slots.iter().rev().filter_map(|slot| Some((slot.start, slot.value?))).collect()
}

/// The expressions of an alarm by their ids, about its period.
pub fn expressions<'a>(config: &Config, queries: &'a [Query]) -> BTreeMap<&'a str, Expr> {
    let parsed = |query: &'a Query| {
        let expr = math::parse(query.expression()?).ok()?;
        Some((query.id.as_str(), expr.with_period(i64::from(config.period_secs))))
    };
    queries.iter().filter_map(parsed).collect()
}
