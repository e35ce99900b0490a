//! What Systems Manager does as time passes: scripts run on.

use super::facts::Fact;
use crate::sim::Ctx;
use crate::sim::queue::Phase;
use crate::sim::real::Real;
use crate::sim::scope::Scope;
use crate::sim::time::Time;

/// A line of a script is reached that loads the processor, or stops what does.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Wake {
    /// Where.
    pub scope: Scope,
    /// The instance.
    pub instance: String,
    /// How much of its processor, in percent; `None` stops it.
    pub percent: Option<Real>,
    /// Until when.
    pub until: Option<Time>,
}

impl Wake {
    /// Its place within one instant.
    pub fn phase(&self) -> Phase {
        Phase::Lifecycle
    }

    /// Where it happens.
    pub fn scope(&self) -> Scope {
        self.scope
    }
}

/// Runs one wake-up.
pub fn wake(ctx: &mut Ctx<'_>, wake: Wake) {
    let Wake { instance, percent, until, .. } = wake;
    ctx.fact(Fact::Loads { instance, percent, until });
}
