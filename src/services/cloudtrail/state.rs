//! What CloudTrail holds.

use crate::api::Event;
use crate::sim::append::Append;
use crate::sim::record::AuditRecord;
use crate::sim::time::Time;

/// Every record, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    records: Append<AuditRecord>,
    /// Whether events are in event history at once.
    instant: bool,
    /// The records before this one are in event history whatever their delay says.
    shown: u64,
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
        if self.instant && !on {
            self.shown = self.records.len() as u64;
        }
        self.instant = on;
    }

    /// Whether event history shows a record at `now`: data events never.
    pub fn shows(&self, record: &AuditRecord, now: Time) -> bool {
        let number = self.records.iter().position(|kept| kept.event_id == record.event_id);
        record.event == Event::Management
            && number.is_some_and(|number| self.is_delivered(number as u64, record, now))
    }

    /// Whether event history can show a record yet.
    pub(super) fn is_delivered(&self, number: u64, record: &AuditRecord, now: Time) -> bool {
        self.instant || number < self.shown || record.visible <= now
    }
}
