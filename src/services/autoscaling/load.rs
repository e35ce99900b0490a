//! The requests that reach a group, shared by its instances in service.
//!
//! What a request costs is ours: six thousand a minute keep one vCPU busy.

use super::facts::{Fact, What};
use super::state::{Group, Lifecycle, State};
use super::wake::{Due, Wake};
use crate::api::ApiError;
use crate::services::ec2::catalogue::types;
use crate::sim::Ctx;
use crate::sim::command::Demand;
use crate::sim::fact::Cause;
use crate::sim::real::Real;
use crate::sim::time::{Span, Time};

/// Requests a minute that keep one vCPU busy.
pub const PER_VCPU: f64 = 6_000.0;
/// More than any group could serve.
const MOST: f64 = 1e9;

/// Puts requests on a group, or takes them off.
pub fn change(state: &mut State, ctx: &mut Ctx<'_>, demand: &Demand) -> Result<(), ApiError> {
    let Demand { name, amount, until, .. } = demand;
    let (amount, until) = (*amount, *until);
    let unknown = || {
        let text = format!("there is no Auto Scaling group `{name}`");
        ApiError::new("UnknownGroup", text)
    };
    let scope = state.named(name).ok_or_else(unknown)?.scope;
    if amount.is_some_and(|amount| !(0.0..=MOST).contains(&amount)) {
        let text = "requests are a number a minute from 0 to 1e9".to_owned();
        return Err(ApiError::new("InvalidLoad", text));
    }
    if let Some(until) = until.filter(|until| *until <= ctx.now) {
        let text = format!("the end {until} is not in the future: it is {} now", ctx.now);
        return Err(ApiError::new("InvalidTime", text));
    }
    ctx.scope = scope;
    let Some(group) = state.group_mut(scope, name) else { return Err(unknown()) };
    group.requests.put(ctx.now, until, amount);
    let what = What::RequestsChanged { amount: amount.map(Real::new), until };
    let fact = ctx.fact(Fact { scope, group: name.clone(), what });
    if let Some(until) = until {
        ctx.wake(until, Wake { scope, group: name.clone(), due: Due::Share });
    }
    share(group, ctx, Cause::Fact(fact));
    Ok(())
}

impl Group {
    /// How many requests reach it a minute now, and until when. What is put on at this instant
    /// counts from here on.
    pub fn requests(&self, now: Time) -> Option<(f64, Option<Time>)> {
        self.requests.in_force(now + Span::millis(1))
    }
}

/// Tells each instance in service what its part is.
pub(super) fn share(group: &Group, ctx: &mut Ctx<'_>, cause: Cause) {
    if group.requests == Default::default() {
        return;
    }
    let serving = group.count(Lifecycle::InService).max(1);
    let now = group.requests(ctx.now);
    for (instance, member) in &group.members {
        let part = match (member.lifecycle, now) {
            (Lifecycle::InService, Some((requests, until))) => {
                let vcpus = types::find(&member.kind).map_or(1.0, |kind| f64::from(kind.vcpus()));
                let each = requests / f64::from(serving);
                Some((Real::new((each / (vcpus * PER_VCPU) * 100.0).min(100.0)), until))
            }
            (Lifecycle::Pending, _) => continue,
            _ => None,
        };
        let what = What::Shared {
            instance: instance.clone(),
            percent: part.map(|(percent, _)| percent),
            until: part.and_then(|(_, until)| until),
        };
        ctx.fact_because(cause, Fact { scope: group.scope, group: group.name.clone(), what });
    }
}
