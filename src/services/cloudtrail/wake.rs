//! What CloudTrail asks to be woken for.
//!
//! Nothing wakes up unless a trail has something to deliver, so a quiet world stays quiet.

use crate::sim::queue::Phase;

/// A wake-up.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Wake {
    /// A trail delivers what it has gathered.
    Deliver {
        /// The trail's number.
        trail: u64,
    },
}

impl Wake {
    /// Its place within one instant: the last.
    pub fn phase(&self) -> Phase {
        Phase::Trails
    }
}
