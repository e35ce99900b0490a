//! What EC2 does as time passes.

use super::state::State;
use crate::sim::Ctx;
use crate::sim::queue::Phase;
use crate::sim::scope::Scope;

/// What EC2 asked to be woken for.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Wake {
    /// An instance moves on.
    Lifecycle {
        /// Where.
        scope: Scope,
        /// The instance.
        instance: String,
    },
}

impl Wake {
    /// Its place within one instant.
    pub fn phase(&self) -> Phase {
        Phase::Lifecycle
    }

    /// Where it happens.
    pub fn scope(&self) -> Scope {
        let Wake::Lifecycle { scope, .. } = self;
        *scope
    }
}

/// Runs one wake-up.
pub fn wake(_state: &mut State, _ctx: &mut Ctx<'_>, _wake: Wake) {}
