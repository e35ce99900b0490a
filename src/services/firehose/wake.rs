//! What Firehose asks to be woken for.

use crate::sim::queue::Phase;
use crate::sim::scope::Scope;

/// A wake-up.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Wake {
    /// Where.
    pub scope: Scope,
    /// The stream's name.
    pub name: String,
    /// The stream's number: one made anew under the name is another.
    pub number: u64,
    /// For what.
    pub step: Step,
}

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
pub enum Step {
    /// The stream that was made takes records.
    Active,
    /// What was gathered is delivered.
    Deliver,
    /// The stream that was deleted is gone.
    Gone,
}

impl Wake {
    /// Its place within one instant.
    pub fn phase(&self) -> Phase {
        match self.step {
            Step::Active | Step::Gone => Phase::Lifecycle,
            Step::Deliver => Phase::Trails,
        }
    }
}
