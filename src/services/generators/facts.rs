//! What happens to resources that are there for their metrics alone.

use super::kind::{Kind, Lever};
use super::trouble::Trouble;
use crate::sim::real::Real;
use crate::sim::time::Time;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Fact {
    /// The resource.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// What happened to it.
    pub what: What,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum What {
    /// It came into the world.
    Brought,
    /// It left the world.
    Removed,
    /// Something of it was set, or left to itself again.
    Set {
        /// What.
        lever: Lever,
        /// How much.
        amount: Option<Real>,
        /// When it ends.
        until: Option<Time>,
    },
    /// It began to fail.
    Failing {
        /// How.
        trouble: Trouble,
        /// When it mends by itself.
        until: Option<Time>,
    },
    /// It fails no longer.
    Mended {
        /// How it did.
        trouble: Trouble,
    },
}

impl Fact {
    /// Whether a person watching the clock would want to stop here: none of it happens by itself.
    pub fn is_notable(&self) -> bool {
        false
    }

    /// The lever that was moved, if one was.
    pub fn lever(&self) -> Option<Lever> {
        match &self.what {
            What::Set { lever, .. } => Some(*lever),
            What::Failing { trouble, .. } | What::Mended { trouble } => {
                trouble.of(self.kind).map(|course| course.lever)
            }
            What::Brought | What::Removed => None,
        }
    }
}
