//! What CloudWatch Logs asked to be woken for.

use super::subscription::Batch;
use crate::sim::queue::Phase;

/// What CloudWatch Logs asked to be woken for.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Wake {
    /// Events that a subscription filter hands on.
    Forward(Batch),
}

impl Wake {
    /// Its place within one instant.
    pub fn phase(&self) -> Phase {
        Phase::Trails
    }
}
