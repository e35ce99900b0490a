//! What agents on instances need of others: the role of their instance, and what it may do.
//!
//! What an agent publishes follows from its instance, its own state and its permissions; it is
//! worked out anew whenever one of them may have changed, and stored as what is published from
//! then on.

mod managed;
mod needs;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::access::message;
use crate::services::agent::act::Place;
use crate::services::agent::state::Machine;
use crate::services::agent::{self, Act, facts::What, series};
use crate::services::ec2::lifecycle::InstanceState;
use crate::services::ec2::state::Instance;
use crate::services::iam::instance::{NoRole, Wish};
use crate::services::{Request, cloudwatch, iam, ssm};
use crate::sim::caller::Caller;
use crate::sim::dispatch;
use crate::sim::fact::Cause;
use crate::sim::scope::{Region, Scope};
use crate::sim::world::World;

pub use managed::{Unmanaged, unmanaged};
pub use needs::{Need, Needs, needs};

/// How the CloudWatch agent calls itself.
const PROGRAM: &str = "CWAgent/1.300051.0b992 (go1.23.3; linux; amd64)";

/// Why nothing of an agent reaches CloudWatch.
#[derive(Clone, Debug, PartialEq)]
pub enum Silence {
    /// Its instance does not run.
    NotRunning,
    /// It is not installed.
    NotInstalled,
    /// It has no configuration.
    NotConfigured,
    /// It does not run; whether because it crashed.
    Stopped(bool),
    /// Nothing from the machine reaches AWS.
    CutOff,
    /// The machine's clock is wrong.
    Clock,
    /// The instance acts in no role: why, as in the texts.
    NoRole(&'static str),
    /// Its role does not allow it: what AWS says.
    Denied(String),
}

/// Every reason for which nothing of the agent on an instance reaches CloudWatch; none if it does.
pub fn silences(world: &World, instance: &Instance) -> Vec<Silence> {
    let known = world.agents.machine(&instance.id);
    let mut found = Vec::new();
    if instance.state != InstanceState::Running {
        found.push(Silence::NotRunning);
    }
    let agent = known.and_then(|machine| machine.agent.as_ref());
    match agent {
        None => found.push(Silence::NotInstalled),
        Some(agent) => {
            if agent.config.is_none() {
                found.push(Silence::NotConfigured);
            }
            if agent.running.is_none() {
                found.push(Silence::Stopped(agent.crashed));
            }
        }
    }
    if known.is_some_and(|machine| machine.cut_off) {
        found.push(Silence::CutOff);
    }
    if known.is_some_and(|machine| machine.clock_wrong) {
        found.push(Silence::Clock);
    }
    let config = agent.and_then(|agent| agent.config.as_ref());
    let namespace = config.map_or(agent::config::NAMESPACE, |config| &config.namespace);
    found.extend(permission(world, instance, namespace));
    found
}

/// Why an instance's role does not let its agent publish into a namespace. What the role may is
/// asked when something happens, not with every point: a policy that depends on the time of day
/// is asked then, too.
fn permission(world: &World, instance: &Instance, namespace: &str) -> Option<Silence> {
    let wish = Wish {
        action: "cloudwatch:PutMetricData",
        resource: None,
        context: &[("cloudwatch:namespace", namespace)],
    };
    let decision = match iam::instance::may(world, &instance.id, wish) {
        Ok(decision) => decision,
        Err(why) => return Some(Silence::NoRole(word(&why))),
    };
    if decision.is_allowed() {
        return None;
    }
    let session = iam::instance::session(world, &instance.id, PROGRAM).ok()?;
    let subject = format!("User: {}", session.arn(instance.scope.account));
    let style = cloudwatch::api::SERVICE.wording.style;
    Some(Silence::Denied(message::denial(style, &decision, &subject, None, None)))
}

/// Why an instance acts in no role, as in the texts.
fn word(why: &NoRole) -> &'static str {
    match why {
        NoRole::NotRunning => "not-running",
        NoRole::NoProfile => "none",
        NoRole::ProfileGone(_) => "profile-gone",
        NoRole::NoRoleInProfile(_) => "empty",
        NoRole::NotTrusted(_) => "not-trusted",
    }
}

/// The name of the role an instance acts in.
fn role_name(world: &World, instance: &Instance) -> Option<String> {
    let session = iam::instance::session(world, &instance.id, PROGRAM).ok()?;
    Some(session.role_name().to_owned())
}

/// The instances whose Systems Manager agent reports: what requests that reach instances ask for.
/// It does so in the role of its instance, or without one where the account's hosts are managed by
/// default.
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-instance-permissions.html>,
/// <https://docs.aws.amazon.com/systems-manager/latest/userguide/managed-instances-default-host-management.html>
pub(super) fn reporting(
    world: &World,
    scope: Scope,
    request: &ssm::api::Request,
) -> BTreeSet<String> {
    let asks = matches!(
        request,
        ssm::api::Request::SendCommand(_) | ssm::api::Request::DescribeInstanceInformation(_)
    );
    if !asks {
        return BTreeSet::new();
    }
    let instances = world.ec2.instances(scope).into_iter();
    let reports = |one: &&Instance| managed::unheard(world, one).is_none();
    instances.filter(reports).map(|one| one.id.clone()).collect()
}

/// Whether AWS takes what a machine's programs send: it gets there, and is signed at the right
/// time.
fn reaches(world: &World, instance: &str) -> bool {
    world.agents.machine(instance).is_none_or(|machine| !machine.cut_off && !machine.clock_wrong)
}

/// Carries out what a command does to an agent: its configuration comes from the parameter store,
/// in the role of the instance and recorded like any call. An instance that stopped meanwhile, or
/// is cut off, carries out nothing and tells nothing.
pub(super) fn act(world: &mut World, cause: Cause, scope: Scope, (command, nth): (u64, u64)) {
    let Some((id, act)) = world.ssm.act(command, nth) else { return };
    let (id, act) = (id.to_owned(), act.clone());
    let runs = |one: &&Instance| one.state == InstanceState::Running && reaches(world, &id);
    let Some(instance) = world.ec2.instance(&id).filter(runs) else {
        return world.ssm.lost(command, nth);
    };
    let windows = series::is_windows(instance);
    let installed = world.agents.machine(&id).is_some_and(|machine| machine.agent.is_some());
    let fetched = match &act {
        Act::Configure(Some(name), _) if installed => Some(fetch(world, cause, scope, &id, name)),
        _ => None,
    };
    let (agents, _, mut ctx) = dispatch::agents_ctx(world, scope.region, cause);
    ctx.scope = scope;
    let place = Place { instance: &id, windows };
    let done = agent::act::act(agents, &mut ctx, place, &act, fetched);
    world.ssm.done(command, nth, world.now, done);
    world.still.disturb(world.now);
}

/// Reads a configuration from the parameter store as the agent does.
fn fetch(
    world: &mut World,
    cause: Cause,
    scope: Scope,
    instance: &str,
    name: &str,
) -> Result<String, String> {
    let caller = program(world, instance)?;
    let input = json!({ "Name": name, "WithDecryption": true });
    let request = ssm::api::Request::decode("GetParameter", input)?;
    let (reply, _) = world.call_as(caller, scope.region, &Request::from(request), cause);
    let reply = reply.map_err(|error| format!("{}: {}", error.code, error.message))?;
    let value = reply.pointer("/Parameter/Value").and_then(Value::as_str);
    Ok(value.unwrap_or_default().to_owned())
}

/// The agent as a caller.
fn program(world: &World, instance: &str) -> Result<Caller, String> {
    // The words of the SDK that the agent is made with.
    let none = |_| "NoCredentialProviders: no valid providers in chain".to_owned();
    let session = iam::instance::session(world, instance, PROGRAM).map_err(none)?;
    let account = session.role.account().unwrap_or(world.account);
    Ok(Caller::instance(account, session))
}

/// Works out anew what each agent publishes.
pub(super) fn refresh(world: &mut World, cause: Cause) {
    let mut found = Vec::new();
    for (id, machine) in world.agents.machines() {
        if machine.agent.is_none() && machine.publishes().is_empty() {
            continue;
        }
        found.push((id.clone(), published(world, id, machine)));
    }
    for (id, (scope, series)) in found {
        let silent = series.is_empty();
        let (agents, _, mut ctx) = dispatch::agents_ctx(world, Region::US_EAST_1, cause);
        let now = ctx.now;
        if agents.publish(&id, (now, scope), series) {
            let what = if silent { What::Silent } else { What::Publishes };
            ctx.fact(agent::Fact { instance: id, what });
            world.still.disturb(now);
        }
    }
}

/// What an agent publishes now, and where to.
fn published(world: &World, id: &str, machine: &Machine) -> (Scope, Vec<series::Series>) {
    let account = world.account;
    let nowhere = (Scope { account, region: Region::US_EAST_1 }, Vec::new());
    let Some(instance) = world.ec2.instance(id) else { return nowhere };
    let config = machine.agent.as_ref().and_then(|agent| agent.config.as_ref());
    let Some(config) = config.filter(|_| silences(world, instance).is_empty()) else {
        return nowhere;
    };
    let region = series::region(instance, config);
    let series = series::expand(&world.ec2, instance, config, world.now);
    (Scope { account: instance.scope.account, region }, series)
}
