//! What KMS does as time passes: a key's waiting period ends.
//!
//! <https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html>

use crate::sim::queue::Phase;
use crate::sim::scope::Arn;

/// A key may be deleted.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Wake {
    /// The key.
    pub key: Arn,
}

impl Wake {
    /// Its place within one instant.
    pub fn phase(&self) -> Phase {
        Phase::Lifecycle
    }
}
