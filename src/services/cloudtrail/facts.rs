//! What happens to trails.

use crate::sim::scope::{Arn, Region};

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Fact {
    /// A trail came into being.
    TrailCreated {
        /// The trail.
        trail: Arn,
    },
    /// A trail is gone.
    TrailDeleted {
        /// The trail.
        trail: Arn,
    },
    /// A trail logs from now on.
    LoggingStarted {
        /// The trail.
        trail: Arn,
    },
    /// A trail logs no longer.
    LoggingStopped {
        /// The trail.
        trail: Arn,
    },
    /// A log file is in its bucket.
    Delivered {
        /// The trail.
        trail: Arn,
        /// Whose events they are.
        region: Region,
        /// The bucket.
        bucket: String,
        /// The key.
        key: String,
        /// How many events the file has.
        events: u32,
    },
    /// A log file did not get into its bucket. Said once, however often it is tried again.
    NotDelivered {
        /// The trail.
        trail: Arn,
        /// Whose events they are.
        region: Region,
        /// The bucket.
        bucket: String,
        /// S3's code: `AccessDenied`.
        error: String,
        /// The number of the record of the refused call.
        record: u64,
    },
    /// A log file was tried for the last time.
    GivenUp {
        /// The trail.
        trail: Arn,
        /// Whose events they are.
        region: Region,
        /// How many events are lost.
        events: u32,
    },
    /// Events are in a log group.
    Logged {
        /// The trail.
        trail: Arn,
        /// The group.
        group: Arn,
        /// The stream.
        stream: String,
        /// How many events.
        events: u32,
    },
    /// Events did not get into their log group. Said once, however many follow.
    NotLogged {
        /// The trail.
        trail: Arn,
        /// The group.
        group: Arn,
        /// The code of whoever refused.
        error: String,
    },
    /// A topic was not told of a file.
    NotNotified {
        /// The trail.
        trail: Arn,
        /// The topic.
        topic: Arn,
        /// SNS's code.
        error: String,
    },
}

impl Fact {
    /// Whether a person watching the clock would want to stop here. Files come every few minutes.
    pub fn is_notable(&self) -> bool {
        matches!(
            self,
            Fact::NotDelivered { .. }
                | Fact::GivenUp { .. }
                | Fact::NotNotified { .. }
                | Fact::NotLogged { .. }
        )
    }

    /// The trail.
    pub fn trail(&self) -> &Arn {
        match self {
            Fact::TrailCreated { trail }
            | Fact::TrailDeleted { trail }
            | Fact::LoggingStarted { trail }
            | Fact::LoggingStopped { trail }
            | Fact::Delivered { trail, .. }
            | Fact::NotDelivered { trail, .. }
            | Fact::GivenUp { trail, .. }
            | Fact::Logged { trail, .. }
            | Fact::NotLogged { trail, .. }
            | Fact::NotNotified { trail, .. } => trail,
        }
    }
}
