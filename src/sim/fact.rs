//! Facts: what happened, when, and because of what.

use super::append::Append;
use super::time::Time;
use crate::services::ServiceFact;

/// The position of a fact in its world's list.
pub type FactId = u64;

/// Why something happened. Following causes ends at a command or at the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cause {
    /// The command with this number, counted from 0.
    Command(u64),
    /// Time passed.
    Clock,
    /// Another fact.
    Fact(FactId),
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Fact {
    /// Its position.
    pub id: FactId,
    /// When.
    pub time: Time,
    /// Because of what.
    pub cause: Cause,
    /// What.
    pub what: ServiceFact,
}

impl Append<Fact> {
    /// Records that something happened.
    pub(super) fn happened(
        &mut self,
        time: Time,
        cause: Cause,
        what: impl Into<ServiceFact>,
    ) -> FactId {
        let id = self.len() as FactId;
        self.push(Fact { id, time, cause, what: what.into() });
        id
    }
}
