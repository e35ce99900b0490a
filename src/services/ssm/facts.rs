//! What happened in Systems Manager.

use crate::sim::real::Real;
use crate::sim::time::Time;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Hash)]
#[expect(missing_docs, reason = "the members are who and what the fact speaks of")]
pub enum Fact {
    /// A command was sent to an instance.
    Sent { command: String, instance: String },
    /// What runs inside an instance loads its processor, or no longer does.
    Loads { instance: String, percent: Option<Real>, until: Option<Time> },
    /// It takes memory, or no longer does.
    Fills { instance: String, percent: Option<Real>, until: Option<Time> },
}

impl Fact {
    /// Whether a person watching the clock would want to stop here: the load shows in metrics.
    pub fn is_notable(&self) -> bool {
        false
    }
}
