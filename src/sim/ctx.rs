//! What a service may use while it carries out a call or wakes up.

use super::append::Append;
use super::fact::{Cause, Fact, FactId};
use super::id::Ids;
use super::queue::Queue;
use super::scope::Scope;
use super::time::Time;
use crate::services::{ServiceFact, Wake};

/// Time, place and ids, and the two ways out: facts and wake-ups.
pub struct Ctx<'a> {
    /// The instant.
    pub now: Time,
    /// The account and Region the call goes to.
    pub scope: Scope,
    /// The source of ids.
    pub ids: Ids,
    /// Why this happens.
    pub cause: Cause,
    pub(super) facts: &'a mut Append<Fact>,
    pub(super) queue: &'a mut Queue,
}

impl Ctx<'_> {
    /// Records that something happened, because of what is being done.
    pub fn fact(&mut self, what: impl Into<ServiceFact>) -> FactId {
        self.fact_because(self.cause, what)
    }

    /// Records that something happened because of something else.
    pub fn fact_because(&mut self, cause: Cause, what: impl Into<ServiceFact>) -> FactId {
        self.facts.happened(self.now, cause, what)
    }

    /// Asks to be woken.
    pub fn wake(&mut self, at: Time, wake: impl Into<Wake>) {
        self.wake_because(self.cause, at, wake);
    }

    /// Asks to be woken because of a fact.
    pub fn wake_because(&mut self, cause: Cause, at: Time, wake: impl Into<Wake>) {
        self.queue.push(at.max(self.now), cause, wake.into());
    }
}
