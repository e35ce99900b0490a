//! What Systems Manager does as time passes: scripts run on, and agents are acted on.

use super::facts::Fact;
use crate::sim::Ctx;
use crate::sim::queue::Phase;
use crate::sim::real::Real;
use crate::sim::scope::Scope;
use crate::sim::time::Time;

/// What happens inside an instance.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Wake {
    /// A line of a script is reached that takes processor or memory, or ends what does.
    Weighs {
        /// Where.
        scope: Scope,
        /// The instance.
        instance: String,
        /// Whether it is memory.
        memory: bool,
        /// How much of it, in percent; `None` ends it.
        percent: Option<Real>,
        /// Until when.
        until: Option<Time>,
        /// When its script began: it ends with the system it runs in.
        begun: Time,
    },
    /// A parameter's time is up.
    Expires {
        /// Where.
        scope: Scope,
        /// Its name.
        name: String,
    },
    /// What a document does to the agent is done.
    Agent {
        /// Where.
        scope: Scope,
        /// The command's number.
        command: u64,
        /// The number of the instance within it.
        invocation: u64,
    },
    /// A command whose output goes somewhere, or of which somebody hears, may stand otherwise.
    Turns {
        /// Where.
        scope: Scope,
        /// Its number.
        command: u64,
    },
}

impl Wake {
    /// Its place within one instant.
    pub fn phase(&self) -> Phase {
        match self {
            // What became of it at the instant is known by then.
            Wake::Turns { .. } => Phase::Actions,
            _ => Phase::Lifecycle,
        }
    }

    /// Where it happens.
    pub fn scope(&self) -> Scope {
        match self {
            Wake::Weighs { scope, .. }
            | Wake::Agent { scope, .. }
            | Wake::Turns { scope, .. }
            | Wake::Expires { scope, .. } => *scope,
        }
    }
}

/// Runs a wake-up of a script. What agents do is for whoever knows their instances' roles.
pub fn wake(ctx: &mut Ctx<'_>, wake: Wake) {
    if let Wake::Weighs { instance, memory, percent, until, .. } = wake {
        ctx.fact(match memory {
            true => Fact::Fills { instance, percent, until },
            false => Fact::Loads { instance, percent, until },
        });
    }
}
