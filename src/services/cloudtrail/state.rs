//! What CloudTrail holds.

use crate::api::Event;
use crate::sim::append::Append;
use crate::sim::record::AuditRecord;
use crate::sim::time::Time;

/// Every record, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    records: Append<AuditRecord>,
    /// When events began or ceased to be in event history at once, oldest first: how many records
    /// there were, and which it was.
    switches: Vec<(u64, bool)>,
}

impl State {
    /// Keeps a record; its number.
    pub fn keep(&mut self, record: AuditRecord) -> usize {
        self.records.push(record);
        self.records.len() - 1
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
