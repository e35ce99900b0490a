//! What CloudTrail holds.

use crate::sim::append::Append;
use crate::sim::record::AuditRecord;
use crate::sim::time::Time;

/// Every record, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    records: Append<AuditRecord>,
    instant: bool,
}

impl State {
    /// Keeps a record; its number.
    pub fn keep(&mut self, mut record: AuditRecord) -> usize {
        if self.instant {
            record.visible = record.time;
        }
        self.records.push(record);
        self.records.len() - 1
    }

    /// Every record, oldest first, shown in event history or not.
    pub fn records(&self) -> &Append<AuditRecord> {
        &self.records
    }

    /// Makes event history instant, or honest about its delay.
    pub fn set_instant(&mut self, on: bool, _now: Time) {
        self.instant = on;
    }
}
