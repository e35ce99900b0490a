//! What Auto Scaling does as time passes, and as EC2 answers.

use serde_json::Value;

use super::facts::{By, Fact, What};
use super::ops::{self, schedules};
use super::state::State;
use super::waiting::{self, Of};
use super::{Sight, activity, ask, capacity, health, load, standby};
use crate::api::ApiError;
use crate::services::ec2::lifecycle::InstanceState;
use crate::sim::Ctx;
use crate::sim::fact::Cause;
use crate::sim::queue::Phase;
use crate::sim::scope::Scope;

/// What Auto Scaling asked to be woken for: something about a group.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Wake {
    /// Where.
    pub scope: Scope,
    /// The group.
    pub group: String,
    /// What is due.
    pub due: Due,
}

/// What may be due.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Due {
    /// As many instances as desired.
    Capacity,
    /// A look at the health of an instance.
    Health(String),
    /// A scheduled action.
    Schedule(String),
    /// The requests of the group, shared anew.
    Share,
    /// The end of what an instance waits for.
    Expires {
        /// The instance.
        instance: String,
        /// The lifecycle action.
        token: String,
    },
    /// An instance that waits no longer.
    Proceed(String),
    /// An instance that is on its way to standby, or back.
    Moved(String),
    /// A message about an instance that waits.
    Tell {
        /// The instance.
        instance: String,
        /// The lifecycle action.
        token: String,
    },
    /// A message that tries the target of a lifecycle hook.
    Test {
        /// The hook.
        hook: String,
        /// The id of the request that put it.
        request: String,
    },
}

impl Wake {
    /// Its place within one instant.
    pub fn phase(&self) -> Phase {
        Phase::Lifecycle
    }

    /// Whether it is for a message, which the kernel sends.
    pub fn tells(&self) -> bool {
        matches!(self.due, Due::Tell { .. } | Due::Test { .. })
    }

    /// Where it happens.
    pub fn scope(&self) -> Scope {
        self.scope
    }
}

/// What Auto Scaling remembers of a call while it runs.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct CallToken {
    /// The group.
    pub group: String,
    /// What it is for.
    pub purpose: Purpose,
}

/// What a call is for.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Purpose {
    /// The launch that an activity is about.
    Launch(String),
    /// The termination that an activity is about.
    Terminate {
        /// The activity.
        activity: String,
        /// The instance.
        instance: String,
    },
    /// To learn of a function which instances may go.
    Choose,
    /// Alarms of a policy, tags of an instance: nothing follows from the answer.
    Upkeep,
}

/// Runs one wake-up. One that no longer fits does nothing.
pub fn wake(state: &mut State, ctx: &mut Ctx<'_>, sight: Sight<'_>, wake: Wake) {
    let Wake { scope, group, due } = wake;
    match due {
        Due::Capacity => capacity::reconcile(state, ctx, sight, &group),
        Due::Health(instance) => health::check(state, ctx, sight, &group, &instance),
        Due::Schedule(name) => scheduled(state, ctx, &group, &name),
        Due::Expires { instance, token } => {
            let of = Of { group: &group, instance: &instance, token: &token };
            waiting::expired(state, ctx, of);
        }
        Due::Proceed(instance) => waiting::proceed(state, ctx, sight, (&group, &instance)),
        Due::Moved(instance) => standby::moved(state, ctx, (&group, &instance)),
        Due::Tell { .. } | Due::Test { .. } => {}
        Due::Share => {
            let cause = ctx.cause;
            if let Some(group) = state.group(scope, &group) {
                load::share(group, ctx, cause);
            }
        }
    }
    state.counted(scope, &group, ctx.now);
}

/// A scheduled action is due; it is put on again if it comes again.
fn scheduled(state: &mut State, ctx: &mut Ctx<'_>, name: &str, action: &str) {
    let scope = ctx.scope;
    let Some(group) = state.group_mut(scope, name) else { return };
    let Some(scheduled) = group.schedules.get(action).cloned() else { return };
    if scheduled.next != ctx.now {
        return;
    }
    match schedules::next(&scheduled, ctx.now) {
        Some(next) => {
            if let Some(kept) = group.schedules.get_mut(action) {
                kept.next = next;
            }
            let due = Due::Schedule(action.to_owned());
            ctx.wake_because(Cause::Clock, next, Wake { scope, group: name.to_owned(), due });
        }
        None => {
            group.schedules.remove(action);
        }
    }
    if group.is_suspended("ScheduledActions") {
        return;
    }
    let by = By::Schedule(action.to_owned());
    ops::groups::resize(group, ctx, scheduled.sizes, by, "a scheduled action");
}

/// An instance of a group changed its state, or a check of it says something else.
pub fn heard(state: &mut State, ctx: &mut Ctx<'_>, instance: &str, to: Option<InstanceState>) {
    let Some(group) = state.group_of(instance) else { return };
    let (scope, name) = (group.scope, group.name.clone());
    ctx.scope = scope;
    match to {
        Some(InstanceState::Running) => capacity::arrived(state, ctx, &name, instance),
        Some(InstanceState::Terminated) if capacity::left(state, ctx, &name, instance) => {}
        Some(InstanceState::Pending) => {}
        _ => health::notice(state, ctx, &name, instance, to.is_none()),
    }
    state.counted(scope, &name, ctx.now);
}

/// A call that Auto Scaling made was answered.
pub fn called(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    sight: Sight<'_>,
    token: &CallToken,
    reply: &Result<Value, ApiError>,
) {
    let error = reply.as_ref().err();
    match &token.purpose {
        Purpose::Launch(activity) => {
            capacity::launched(state, ctx, sight, &token.group, activity, reply);
        }
        Purpose::Terminate { activity, instance } => {
            if let Some(error) = error {
                capacity::kept(state, ctx, &token.group, activity, instance, error);
            }
        }
        Purpose::Choose => ask::answered(state, ctx, &token.group, reply),
        Purpose::Upkeep => {
            if let Some(error) = error {
                let what = What::Failed { activity: String::new(), message: error.message.clone() };
                ctx.fact(Fact { scope: ctx.scope, group: token.group.clone(), what });
            }
        }
    }
    state.counted(ctx.scope, &token.group, ctx.now);
}

/// Another number of instances is desired, because of what a sentence says.
pub(super) fn desire(
    group: &mut super::state::Group,
    ctx: &mut Ctx<'_>,
    to: u32,
    by: By,
    sentence: &str,
) {
    let from = std::mem::replace(&mut group.desired, to);
    let changing = format!("{sentence} changing the desired capacity from {from} to {to}");
    group.causes.push(activity::at(ctx.now, &changing));
    group.asked.until = None;
    group.scaled_by = match &by {
        By::Policy { policy, .. } => Some(policy.clone()),
        By::User | By::Schedule(_) => None,
    };
    let (scope, name) = (group.scope, group.name.clone());
    let what = What::DesiredChanged { from, to, by };
    let fact = ctx.fact(Fact { scope, group: name.clone(), what });
    let due = Due::Capacity;
    let at = ctx.now + crate::sim::timing::SCALING;
    ctx.wake_because(Cause::Fact(fact), at, Wake { scope, group: name, due });
}
