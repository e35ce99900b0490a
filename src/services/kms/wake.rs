//! What KMS does as time passes: a key's waiting period ends, or it is time for new material.
//!
//! <https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html>,
//! <https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html>

use crate::sim::queue::Phase;
use crate::sim::scope::Arn;

/// Something may be due for a key.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Wake {
    /// The key.
    pub key: Arn,
    /// What.
    pub due: Due,
}

/// What may be due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Due {
    /// It is deleted.
    Deletion,
    /// It is rotated.
    Rotation,
    /// It is rotated because somebody wants it.
    OnDemand,
}

impl Wake {
    /// Its place within one instant.
    pub fn phase(&self) -> Phase {
        Phase::Lifecycle
    }
}
