//! What EC2 does as time passes.

use super::lifecycle::InstanceState;
use super::moves;
use super::state::State;
use crate::sim::Ctx;
use crate::sim::queue::Phase;
use crate::sim::scope::Scope;

/// What EC2 asked to be woken for: something about an instance.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Wake {
    /// Where.
    pub scope: Scope,
    /// The instance.
    pub instance: String,
    /// What is due.
    pub step: Step,
}

/// What may be due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// The next state.
    State,
    /// The end of switching monitoring over.
    Monitoring,
    /// A look at the status checks.
    Checks,
    /// An alarm asks for the instance to be recovered.
    Recover,
    /// AWS recovers the instance by itself, if its host still fails.
    AutoRecover,
    /// The credentials of the instance's role end, and others follow.
    Credentials,
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

/// Runs one wake-up. One that no longer fits, because somebody was quicker, does nothing.
pub fn wake(state: &mut State, ctx: &mut Ctx<'_>, wake: Wake) {
    let id = wake.instance;
    match wake.step {
        Step::Monitoring => moves::monitoring_switched(state, ctx, &id),
        Step::Checks => moves::recheck(state, ctx, ctx.cause, &id),
        Step::Recover => moves::recover(state, ctx, &id),
        Step::AutoRecover => moves::auto_recover(state, ctx, &id),
        // The kernel opens the session: it takes more than EC2's own state.
        Step::Credentials => {}
        Step::State => {
            let Some(instance) = state.instances.get(&id) else { return };
            if instance.due != Some(ctx.now) {
                return;
            }
            match (instance.state, instance.state.next()) {
                (InstanceState::Terminated, _) => moves::forget(state, ctx, &id),
                (_, Some((next, _))) => moves::go(state, ctx, &id, next, false),
                (_, None) => {}
            }
        }
    }
}
