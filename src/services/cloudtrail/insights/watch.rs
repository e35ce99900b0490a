//! Looking at each minute: what a trail with Insights counts, and when it says something.

use std::collections::{BTreeMap, BTreeSet};

use super::event::{Insight, Phase, Tally, per_minute};
use super::{BASELINE, DELAY, Kind, LEARNING, LEAST, Unit, threshold};
use crate::sim::append::Append;
use crate::sim::id::Ids;
use crate::sim::record::AuditRecord;
use crate::sim::scope::Arn;
use crate::sim::time::{Span, Time};

/// The step of all counting.
pub const MINUTE: Span = Span::mins(1);

/// What a trail watches.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Watch {
    /// What is turned on, and since when.
    pub kinds: BTreeMap<Kind, Time>,
    /// How often there was what, by minutes that have not been looked at.
    open: BTreeMap<Time, BTreeMap<Unit, u32>>,
    /// What is unusual now.
    active: BTreeMap<Unit, Active>,
    /// When it looks next, if it does.
    pub(in crate::services::cloudtrail) due: Option<Time>,
    /// How many pairs there were.
    pairs: u64,
}

/// Unusual activity that goes on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Active {
    since: Time,
    minutes: u32,
    pair: u64,
    usual: Tally,
}

/// Whose trail it is.
#[derive(Clone, Copy, Debug)]
pub struct Owner<'a> {
    /// The trail.
    pub trail: &'a Arn,
    /// Its number.
    pub number: u64,
}

impl Watch {
    /// Counts a record that the trail takes; when to look at the minute, if nobody will already.
    pub fn note(&mut self, record: &AuditRecord) -> Option<Time> {
        for unit in self.kinds.keys().filter_map(|kind| kind.unit(record)) {
            let minute = self.open.entry(record.time.floor(MINUTE)).or_default();
            *minute.entry(unit).or_default() += 1;
        }
        if self.open.is_empty() || self.due.is_some() {
            return None;
        }
        self.due = Some(record.time.next(MINUTE));
        self.due
    }

    /// Turns kinds on and off. What is no longer watched ends without a word.
    pub fn turn(&mut self, kinds: &BTreeSet<Kind>, now: Time) {
        self.kinds.retain(|kind, _| kinds.contains(kind));
        for kind in kinds {
            self.kinds.entry(*kind).or_insert(now);
        }
        for minute in self.open.values_mut() {
            minute.retain(|unit, _| kinds.contains(&unit.kind));
        }
        self.active.retain(|unit, _| kinds.contains(&unit.kind));
    }

    /// Looks at the minute that ends now: what there is to say, and when to look again.
    pub fn look(
        &mut self,
        owner: Owner<'_>,
        records: &Append<AuditRecord>,
        (now, ids): (Time, Ids),
    ) -> (Vec<Insight>, Option<Time>) {
        let minute = now - MINUTE;
        // What services did at this very instant belongs to the minute that begins.
        let later = self.open.split_off(&now);
        let over = std::mem::replace(&mut self.open, later);
        let open: BTreeMap<Unit, u32> = over.into_values().flatten().collect();
        let mut said = Vec::new();
        let over = |unit: &Unit, active: &Active| {
            let count = open.get(unit).copied().unwrap_or(0);
            !is_unusual(count, &active.usual)
        };
        let ended: Vec<Unit> = self
            .active
            .iter()
            .filter(|(unit, active)| over(unit, active))
            .map(|(unit, _)| unit.clone())
            .collect();
        for unit in ended {
            let Some(active) = self.active.remove(&unit) else { continue };
            said.push(event(owner, (&unit, &active), Phase::End, records, (now, ids)));
        }
        for (unit, count) in open {
            if let Some(active) = self.active.get_mut(&unit) {
                active.minutes += 1;
                continue;
            }
            let ready = self.kinds.get(&unit.kind).is_some_and(|since| *since + LEARNING <= minute);
            // What is usual is a long count, and a few calls are never unusual.
            if !ready || count < LEAST {
                continue;
            }
            let usual = tally(&unit, records, (minute - BASELINE, minute));
            if !is_unusual(count, &usual) {
                continue;
            }
            let active = Active { since: minute, minutes: 1, pair: self.pairs, usual };
            self.pairs += 1;
            said.push(event(owner, (&unit, &active), Phase::Start, records, (now, ids)));
            self.active.insert(unit, active);
        }
        let goes_on = !self.active.is_empty() || !self.open.is_empty();
        self.due = goes_on.then_some(now + MINUTE);
        (said, self.due)
    }
}

/// Whether a minute's count is unusual.
fn is_unusual(count: u32, usual: &Tally) -> bool {
    f64::from(count) >= threshold(per_minute(usual.calls, BASELINE))
}

/// What there was from an instant and before another.
fn tally(unit: &Unit, records: &Append<AuditRecord>, (from, to): (Time, Time)) -> Tally {
    let mut tally = Tally::default();
    let newest = records.iter().rev().skip_while(|record| record.time >= to);
    for record in newest.take_while(|record| record.time >= from) {
        if unit.counts(record) {
            tally.add(record);
        }
    }
    tally
}

fn event(
    owner: Owner<'_>,
    (unit, active): (&Unit, &Active),
    phase: Phase,
    records: &Append<AuditRecord>,
    (now, ids): (Time, Ids),
) -> Insight {
    let end = active.since + MINUTE.times(i64::from(active.minutes));
    let kind = format!("cloudtrail:insight/{}/{}", owner.number, phase.name());
    Insight {
        trail: owner.trail.clone(),
        number: owner.number,
        unit: unit.clone(),
        phase,
        time: if phase == Phase::Start { active.since } else { end },
        visible: now + DELAY,
        id: ids.uuid(&kind, active.pair),
        shared: ids.uuid(&format!("cloudtrail:insights/{}", owner.number), active.pair),
        minutes: active.minutes,
        unusual: tally(unit, records, (active.since, end)),
        usual: active.usual.clone(),
    }
}
