//! A function of Lambda that says which instances may go: what it is asked, and what follows from
//! its answer.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/userguide/lambda-custom-termination-policy.html>

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::facts::{Fact, What};
use super::state::{Group, Lifecycle, Member, State};
use super::wake::{Due, Purpose, Wake};
use super::{capacity, choose};
use crate::api::ApiError;
use crate::services::Request;
use crate::services::lambda;
use crate::services::s3::Body;
use crate::sim::Ctx;
use crate::sim::time::{Span, Time};

/// How long a function that named nobody is left alone: twice as long each time, up to an hour.
/// AWS says "a short time".
const WAITS: (Span, Span) = (Span::mins(1), Span::hours(1));

/// What a group remembers of asking its function.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Asked {
    /// Whether an answer is on its way.
    open: bool,
    /// How often in a row nobody was named.
    idle: u32,
    /// Until when it is not asked again.
    pub until: Option<Time>,
}

/// The function that has the say in a group. One that is being deleted asks nobody.
pub fn function(group: &Group) -> Option<&String> {
    let first = group.termination.first().filter(|policy| choose::is_function(policy));
    first.filter(|_| !group.deleting)
}

/// Asks a group's function which instances may go, unless it was asked a moment ago.
pub fn ask(group: &mut Group, ctx: &mut Ctx<'_>) {
    let Some(function) = function(group).cloned() else { return };
    let waits = group.asked.until.is_some_and(|until| until > ctx.now);
    if group.asked.open || waits || group.is_suspended("Terminate") {
        return;
    }
    let going = chosen(group, ctx.now, None);
    if going.is_empty() {
        return;
    }
    group.asked.open = true;
    let input = lambda::shapes::InvokeInput {
        function_name: function,
        payload: Some(event(group, &going)),
        ..lambda::shapes::InvokeInput::default()
    };
    let request = Request::Lambda(lambda::api::Request::Invoke(input));
    capacity::call(ctx, &group.name, request, Purpose::Choose);
}

/// Which instances are too many, if nobody but `of` may go.
fn chosen(group: &Group, now: Time, of: Option<&BTreeSet<String>>) -> Vec<String> {
    let mut left = group.clone();
    let mut going = Vec::new();
    while left.active() > left.desired {
        let Some(id) = choose::victim(&left, now, of).map(str::to_owned) else { break };
        if let Some(member) = left.members.get_mut(&id) {
            member.lifecycle = Lifecycle::Terminating;
        }
        going.push(id);
    }
    going
}

/// What the function is handed: how much is to go of which zone and how it was bought, and which
/// instances could.
fn event(group: &Group, going: &[String]) -> String {
    let pool = |member: &Member| {
        (member.place.zone.clone(), if member.spot { "spot" } else { "on-demand" })
    };
    let mut units: BTreeMap<_, u32> = BTreeMap::new();
    for member in going.iter().filter_map(|id| group.members.get(id)) {
        *units.entry(pool(member)).or_default() += member.units();
    }
    let parts = units.iter().map(|((zone, market), units)| {
        json!({ "AvailabilityZone": zone, "Capacity": units, "InstanceMarketOption": market })
    });
    let parts: Vec<Value> = parts.collect();
    let free = group.members.iter().filter(|(_, member)| {
        member.is_active() && !member.protected && units.contains_key(&pool(member))
    });
    let free = free.map(|(id, member)| {
        let (zone, market) = pool(member);
        json!({
            "AvailabilityZone": zone, "InstanceId": id, "InstanceType": member.kind,
            "InstanceMarketOption": market,
        })
    });
    let free: Vec<Value> = free.collect();
    json!({
        "AutoScalingGroupARN": group.arn.as_str(),
        "AutoScalingGroupName": group.name,
        "CapacityToTerminate": parts,
        "Instances": free,
        "Cause": "SCALE_IN",
    })
    .to_string()
}

/// The function answered: of those it named as many go as are too many, as the other policies say;
/// while there are too many still, it is asked again.
pub fn answered(state: &mut State, ctx: &mut Ctx<'_>, name: &str, reply: &Result<Value, ApiError>) {
    let Some(group) = state.group_mut(ctx.scope, name) else { return };
    group.asked.open = false;
    if function(group).is_none() {
        return;
    }
    let (named, message) = match named(reply) {
        Ok(named) => (named, None),
        Err(message) => (BTreeSet::new(), Some(message)),
    };
    let going = match group.is_suspended("Terminate") {
        true => Vec::new(),
        false => chosen(group, ctx.now, Some(&named)),
    };
    group.asked.idle = if going.is_empty() { group.asked.idle + 1 } else { 0 };
    for id in &going {
        capacity::retire(state, ctx, name, id);
    }
    let scope = ctx.scope;
    if let Some(message) = message {
        let what = What::Failed { activity: String::new(), message };
        ctx.fact(Fact { scope, group: name.to_owned(), what });
    }
    let Some(group) = state.group_mut(scope, name) else { return };
    if group.active() <= group.desired {
        group.causes.clear();
        group.scaled_by = None;
        return;
    }
    let doubled = WAITS.0.times(1_i64 << group.asked.idle.saturating_sub(1).min(6));
    let until = ctx.now + doubled.min(WAITS.1);
    group.asked.until = Some(until);
    ctx.wake(until, Wake { scope, group: name.to_owned(), due: Due::Capacity });
}

/// The instances an answer names, or what went wrong.
fn named(reply: &Result<Value, ApiError>) -> Result<BTreeSet<String>, String> {
    let reply = reply.as_ref().map_err(|error| error.message.to_string())?;
    let payload = Body::from_wire(reply["Payload"].as_str().unwrap_or_default());
    let text = String::from_utf8_lossy(payload.bytes()).into_owned();
    if reply["FunctionError"].is_string() {
        return Err(text);
    }
    let answer: Value = serde_json::from_str(&text).unwrap_or_default();
    let ids = answer.get("InstanceIDs").and_then(Value::as_array).into_iter().flatten();
    Ok(ids.filter_map(Value::as_str).map(str::to_owned).collect())
}
