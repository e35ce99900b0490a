//! What CloudTrail holds.

use std::collections::{BTreeMap, BTreeSet};

use super::digest::hourly::HOUR;
use super::insights::Insight;
use super::trail::Trail;
use super::wake::Wake;
use crate::api::Event;
use crate::sim::append::Append;
use crate::sim::fact::Cause;
use crate::sim::record::AuditRecord;
use crate::sim::scope::{AccountId, Arn, Scope};
use crate::sim::time::Time;
use crate::sim::timing;

/// Every record, oldest first, and the trails that carry them to buckets.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    pub(super) records: Append<AuditRecord>,
    /// Every event of Insights, in the order in which they get to be known.
    pub(super) insights: Append<Insight>,
    /// Trails by their ARNs.
    pub(super) trails: BTreeMap<Arn, Trail>,
    /// Trails that were deleted and have something left to deliver.
    pub(super) former: Vec<Trail>,
    /// How many trails were ever made.
    pub(super) made: u64,
    /// When events began or ceased to be in event history at once, oldest first: how many records
    /// there were, and which it was.
    switches: Vec<(u64, bool)>,
}

impl State {
    /// Keeps a record, for event history and for the trails that take it.
    pub fn keep(&mut self, record: AuditRecord) -> Kept {
        let number = self.records.len();
        let trails = self.trails.values_mut().chain(&mut self.former);
        let wakes = trails.flat_map(|trail| gather(trail, number as u64, &record)).collect();
        self.records.push(record);
        Kept { number, wakes }
    }

    /// Trails by their ARNs.
    pub fn trails(&self) -> &BTreeMap<Arn, Trail> {
        &self.trails
    }

    /// A trail by its number, also when it is deleted and has something left to deliver.
    pub(super) fn numbered(&mut self, number: u64) -> Option<&mut Trail> {
        let trails = self.trails.values_mut().chain(&mut self.former);
        trails.into_iter().find(|trail| trail.number == number)
    }

    /// Tells trails of organizations who is in theirs now. Where CloudTrail is trusted there no
    /// longer, they are trails of their own account alone from now on.
    pub fn cover(&mut self, covered: Option<&Covered>) {
        for trail in self.trails.values_mut().chain(&mut self.former) {
            let Some(id) = &trail.settings.organization else { continue };
            let home = trail.home.account;
            let covered = covered.filter(|it| it.id == *id && it.accounts.contains(&home));
            let Some(covered) = covered else {
                trail.settings.organization = None;
                trail.accounts.clear();
                trail.administrators.clear();
                continue;
            };
            let others = covered.accounts.iter().filter(|account| **account != home);
            trail.accounts = others.copied().collect();
            trail.administrators.clone_from(&covered.administrators);
        }
    }

    /// The accounts that trails of organizations are there in.
    pub fn covered(&self) -> BTreeSet<AccountId> {
        let trails = self.trails.values().filter(|trail| trail.settings.organization.is_some());
        trails.flat_map(|it| it.accounts.iter().chain([&it.home.account])).copied().collect()
    }

    /// Whether the trail of an organization with this ARN is there in an account.
    pub fn is_shared_with(&self, trail: &str, account: AccountId) -> bool {
        let trail = Arn::parse(trail).and_then(|arn| self.trails.get(&arn));
        trail.is_some_and(|trail| trail.accounts.contains(&account))
    }

    /// The key of KMS that a trail's files are encrypted with.
    pub fn key_of(&self, number: u64) -> Option<Arn> {
        let trails = self.trails.values().chain(&self.former);
        trails.into_iter().find(|trail| trail.number == number)?.settings.key.clone()
    }

    /// Every record, oldest first, shown in event history or not.
    pub fn records(&self) -> &Append<AuditRecord> {
        &self.records
    }

    /// Makes event history instant, or honest about its delay. What it has shown it keeps showing.
    pub fn set_instant(&mut self, on: bool) {
        if self.delays_before(u64::MAX).0 != on {
            self.switches.push((self.records.len() as u64, on));
        }
    }

    /// Whether event history is instant.
    pub fn is_instant(&self) -> bool {
        self.delays_before(u64::MAX).0
    }

    /// What was switched before a record: whether events are shown at once, and the record before
    /// which all are shown whatever their delay says.
    fn delays_before(&self, number: u64) -> (bool, u64) {
        let switches = self.switches.iter().take_while(|(records, _)| *records <= number);
        switches
            .fold((false, 0), |(_, shown), (records, on)| (*on, if *on { shown } else { *records }))
    }

    /// So many records event history has at `now`, data events counted: they come in the order in
    /// which calls were made. As long as it is the same, nothing has come.
    pub fn arrived(&self, now: Time) -> u64 {
        let Delivery { instant, shown, .. } = self.delivery(u64::MAX, now);
        if instant {
            return self.records.len() as u64;
        }
        let (mut from, mut to) = (0, self.records.len());
        while from < to {
            let middle = from + (to - from) / 2;
            match self.records.get(middle) {
                Some(record) if record.visible <= now => from = middle + 1,
                _ => to = middle,
            }
        }
        shown.max(from as u64)
    }

    /// Whether event history shows a record at `now`: data events never.
    pub fn shows(&self, record: &AuditRecord, now: Time) -> bool {
        let number = self.records.iter().position(|kept| kept.event_id == record.event_id);
        let delivery = self.delivery(u64::MAX, now);
        record.event == Event::Management
            && number.is_some_and(|number| delivery.has(number as u64, record))
    }

    /// What event history can show at `now`, as things were switched before a record.
    pub(super) fn delivery(&self, before: u64, now: Time) -> Delivery {
        let (instant, shown) = self.delays_before(before);
        Delivery { instant, shown, now }
    }
}

/// An organization in which CloudTrail is trusted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    /// `o-…`.
    pub id: String,
    /// Its accounts.
    pub accounts: BTreeSet<AccountId>,
    /// Those that administer CloudTrail, the management account aside.
    pub administrators: BTreeSet<AccountId>,
}

/// A record that was kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    /// Its number.
    pub number: usize,
    /// Which trails are to be woken for it, when, and why.
    pub wakes: Vec<(Time, Cause, Wake)>,
}

/// Lets a trail take a record; what it is to be woken for, unless it will be anyway.
fn gather(trail: &mut Trail, number: u64, record: &AuditRecord) -> Vec<(Time, Cause, Wake)> {
    let takes = trail.takes(record);
    trail.closing = false;
    if !takes {
        return Vec::new();
    }
    let scope = Scope { account: record.account(), region: record.region };
    let (trail_number, why, digests) = (trail.number, trail.why, trail.digests());
    let look = trail.watch.note(record);
    let place = trail.places.entry(scope).or_default();
    place.open.push(number);
    if digests {
        // An account that has just joined.
        place.digests.since.get_or_insert(record.time.floor(HOUR));
    }
    if trail.settings.logs.is_some() {
        trail.logs.open.push(number);
    }
    let deliver = trail.due.is_none().then(|| record.time.next(timing::TRAIL_FILES));
    trail.due = trail.due.or(deliver);
    let deliver = deliver.map(|due| (due, why, Wake::Deliver { trail: trail_number }));
    let look = look.map(|due| (due, why, Wake::Look { trail: trail_number }));
    deliver.into_iter().chain(look).collect()
}

/// What event history can show.
#[derive(Clone, Copy, Debug)]
pub(super) struct Delivery {
    /// Everything.
    instant: bool,
    /// Whatever is before this record.
    shown: u64,
    /// Whatever has arrived by now.
    pub now: Time,
}

impl Delivery {
    /// Whether a record is there.
    pub fn has(self, number: u64, record: &AuditRecord) -> bool {
        self.instant || number < self.shown || record.visible <= self.now
    }
}
