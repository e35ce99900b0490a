//! What CloudTrail asks to be woken for.
//!
//! Nothing wakes up unless a trail has something to deliver, so a quiet world stays quiet. Trails
//! with log file validation alone deliver a digest each hour.

use crate::sim::queue::Phase;

/// A wake-up.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Wake {
    /// An hour is over, of which a trail makes digests.
    Digest {
        /// The trail's number.
        trail: u64,
    },
    /// A trail delivers what it has gathered.
    Deliver {
        /// The trail's number.
        trail: u64,
    },
    /// A minute is over, in which a trail with Insights counted something.
    Look {
        /// The trail's number.
        trail: u64,
    },
    /// A trail delivers events of Insights.
    Tell {
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
