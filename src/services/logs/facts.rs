//! What happens in CloudWatch Logs of its own accord.

use crate::sim::scope::Arn;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Fact {
    /// A subscription filter handed events on.
    Forwarded {
        /// The group.
        group: Arn,
        /// The filter's name.
        filter: String,
        /// What it handed them to.
        destination: Arn,
        /// How many.
        events: u32,
    },
    /// A subscription filter could not hand events on.
    NotForwarded {
        /// The group.
        group: Arn,
        /// The filter's name.
        filter: String,
        /// What it would have handed them to.
        destination: Arn,
        /// The code of whoever refused.
        error: String,
    },
}

impl Fact {
    /// Whether a person watching the clock would want to stop here.
    pub fn is_notable(&self) -> bool {
        matches!(self, Fact::NotForwarded { .. })
    }
}
