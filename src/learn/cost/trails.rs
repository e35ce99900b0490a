//! What trails cost a month: the events of the last day that the trails there are now take, times
//! thirty.
//!
//! The first copy of a management event in its Region costs nothing; each further trail that takes
//! it does, so does every data event, and each event that Insights look at, kind by kind.
//! <https://aws.amazon.com/cloudtrail/pricing/>

use std::collections::BTreeMap;

use super::{Item, Line, Part, prices};
use crate::api::Event;
use crate::services::cloudtrail::Trail;
use crate::sim::World;
use crate::sim::time::Span;

/// Units by trail.
type Counts<'a> = BTreeMap<&'a str, u64>;

/// The lines.
pub fn lines(world: &World) -> [Line; 3] {
    let account = world.account();
    let all = world.cloudtrail().trails().values();
    let mut trails: Vec<&Trail> =
        all.filter(|trail| trail.home.account == account && trail.logging).collect();
    // The oldest has the copy that costs nothing.
    trails.sort_by_key(|trail| trail.number);
    let (copies, data, insights) = counted(world, &trails);
    // A copy that is free is a unit, too: what trails take is not what they cost.
    let free = copies.get("").copied().unwrap_or(0);
    [
        Line::new(Item::TrailCopies, month(copies), free * prices::DAYS, 0, &prices::COPY),
        Line::new(Item::TrailData, month(data), 0, 0, &prices::DATA_EVENT),
        Line::new(Item::TrailInsights, month(insights), 0, 0, &prices::INSIGHTS),
    ]
}

/// Copies of management events (those of no name cost nothing), data events, events looked at.
fn counted<'a>(world: &World, trails: &[&'a Trail]) -> (Counts<'a>, Counts<'a>, Counts<'a>) {
    let (mut copies, mut data, mut insights) = Default::default();
    let add = |counts: &mut Counts<'a>, name: &'a str, units: u64| {
        if units > 0 {
            *counts.entry(name).or_default() += units;
        }
    };
    if trails.is_empty() {
        return (copies, data, insights);
    }
    let since = world.now() - Span::days(1);
    let records = world.cloudtrail().records().iter().rev();
    for record in records.take_while(|record| record.time > since) {
        let taking = trails.iter().filter(|trail| trail.would_take(record));
        for (place, trail) in taking.enumerate() {
            match record.event {
                Event::Data => add(&mut data, &trail.name, 1),
                Event::Management => {
                    add(&mut copies, if place == 0 { "" } else { &trail.name }, 1);
                    let kinds = trail.watch.kinds.keys();
                    let looked = kinds.filter(|kind| kind.looks_at(record)).count() as u64;
                    add(&mut insights, &trail.name, looked);
                }
            }
        }
    }
    (copies, data, insights)
}

fn month(counts: Counts<'_>) -> Vec<Part> {
    let units = |(name, units): (&str, u64)| (name.to_owned(), units * prices::DAYS);
    counts.into_iter().map(units).collect()
}
