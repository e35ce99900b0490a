//! What happens in Firehose.

use crate::sim::scope::Arn;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Fact {
    /// A stream put a file into its bucket.
    Delivered {
        /// The stream.
        stream: Arn,
        /// The bucket.
        bucket: String,
        /// The key.
        key: String,
        /// How many records it holds.
        records: u32,
    },
    /// A stream could not put a file, and tries again.
    NotDelivered {
        /// The stream.
        stream: Arn,
        /// The bucket.
        bucket: String,
        /// Firehose's code: `S3.AccessDenied`.
        error: String,
    },
    /// Records that could not be delivered for a day are gone.
    GivenUp {
        /// The stream.
        stream: Arn,
        /// How many.
        records: u32,
    },
}

impl Fact {
    /// Whether a person watching the clock would want to stop here.
    pub fn is_notable(&self) -> bool {
        !matches!(self, Fact::Delivered { .. })
    }
}
