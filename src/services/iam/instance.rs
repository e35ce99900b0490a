//! What an instance may do: the role it acts in now, and whether the role lets a call through.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html>

use std::collections::BTreeMap;

use super::roles::Role;
use crate::access::{Attached, Decision, Policies, Principal, Query, ResourceRule, decide};
use crate::services::ec2::lifecycle::InstanceState;
use crate::services::ec2::state::Instance;
use crate::sim::World;
use crate::sim::caller::{Origin, RoleSession};
use crate::sim::id::Ids;
use crate::sim::scope::{AccountId, Arn};
use crate::sim::time::{Span, Time};

/// The service that opens an instance's sessions.
pub const EC2: &str = "ec2.amazonaws.com";

/// How long the credentials of an instance last, as records of them show.
pub const SESSION: Span = Span::hours(6);

/// Why an instance acts in no role: its metadata service has no credentials to give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoRole {
    /// There is no such instance, or it does not run.
    NotRunning,
    /// It carries no instance profile.
    NoProfile,
    /// The instance profile it carries is gone, or was made anew since.
    ProfileGone(Arn),
    /// The instance profile it carries has no role.
    NoRoleInProfile(Arn),
    /// The role does not trust EC2.
    NotTrusted(Arn),
}

/// What an instance wants to do.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// The action: `cloudwatch:PutMetricData`.
    pub action: &'a str,
    /// The resource; none for actions that have none.
    pub resource: Option<&'a str>,
    /// Condition keys the call brings along: `cloudwatch:namespace` and its value.
    pub context: &'a [(&'a str, &'a str)],
}

/// The role an instance carries, whether it runs or not.
pub fn role<'a>(world: &'a World, instance: &Instance) -> Result<&'a Role, NoRole> {
    let carried = instance.profile.as_ref().ok_or(NoRole::NoProfile)?;
    let iam = world.accounts().of(instance.scope.account);
    let profile = iam.profile(&carried.arn).filter(|it| it.profile_id == carried.profile_id);
    let profile = profile.ok_or_else(|| NoRole::ProfileGone(carried.arn.clone()))?;
    let role = iam.role_of(profile);
    let role = role.ok_or_else(|| NoRole::NoRoleInProfile(carried.arn.clone()))?;
    if trusts(role, EC2) { Ok(role) } else { Err(NoRole::NotTrusted(role.arn.clone())) }
}

/// The session in which the programs of an instance act now; its name is the instance's id.
/// `program` is how they call themselves, CloudTrail's `userAgent`.
pub fn session(
    world: &World,
    instance: &str,
    program: &'static str,
) -> Result<RoleSession, NoRole> {
    let found = world.ec2().instance(instance);
    let runs = found.filter(|one| one.state == InstanceState::Running);
    let instance = runs.ok_or(NoRole::NotRunning)?;
    let role = role(world, instance)?;
    // New credentials follow the old ones before those end; how long before is not kept here.
    let begun = begun(instance);
    let nth = (world.now() - begun).as_secs() / SESSION.as_secs();
    let since = begun + Span::secs(nth * SESSION.as_secs());
    let access_key = key(world.ids, role, &instance.id, since);
    let address = instance.interface.public.unwrap_or(instance.interface.private);
    Ok(RoleSession {
        role: role.arn.clone(),
        role_id: role.role_id.clone(),
        name: instance.id.clone(),
        access_key,
        since,
        mfa: false,
        origin: Origin::Instance { address: address.to_string(), program },
        passed: None,
    })
}

/// Since when an instance has carried its role and run: its first session begins here.
pub fn begun(instance: &Instance) -> Time {
    let carried = instance.profile.as_ref().map_or(instance.launched, |carried| carried.since);
    carried.max(instance.started)
}

/// The key of an instance's session that begins at an instant.
pub fn key(ids: Ids, role: &Role, instance: &str, since: Time) -> String {
    ids.base32("ASIA", &format!("{}/{instance}", role.role_id), since.as_millis() as u64, 16)
}

/// Whether an instance may do something now, with the reasons: what its agent asks before it
/// calls many times a minute. A call that is to be recorded is made as [`crate::services::Actor`]
/// and decided there, by the same policies.
pub fn may(world: &World, instance: &str, wish: Wish<'_>) -> Result<Decision, NoRole> {
    let session = session(world, instance, "")?;
    let account = session.role.account().unwrap_or(world.home());
    let iam = world.accounts().of(account);
    let place = world.ec2().instance(instance).map(|one| one.scope);
    let region = place.map(|scope| scope.region.code().to_owned()).unwrap_or_default();
    let itself = place.map(|scope| scope.arn("ec2", &format!("instance/{instance}")).to_string());
    let role = session.role.to_string();
    let source = match &session.origin {
        Origin::Instance { address, .. } => address.clone(),
        _ => String::new(),
    };
    let mut context = BTreeMap::new();
    let keys = [
        ("aws:currenttime", world.now().rfc3339()),
        ("aws:epochtime", world.now().as_secs().to_string()),
        // Nobody opened the session with an MFA device.
        ("aws:multifactorauthpresent", "false".to_owned()),
        ("aws:principalaccount", account.to_string()),
        ("aws:principalarn", role.clone()),
        ("aws:principalisawsservice", "false".to_owned()),
        ("aws:principaltype", "AssumedRole".to_owned()),
        ("aws:requestedregion", region),
        ("aws:securetransport", "true".to_owned()),
        ("aws:sourceip", source),
        // What revokes the sessions of a role asks for it.
        ("aws:tokenissuetime", session.since.rfc3339()),
        ("aws:userid", session.id()),
        ("ec2:sourceinstancearn", itself.unwrap_or_default()),
    ];
    let given = wish.context.iter().map(|(key, value)| (key.to_lowercase(), (*value).to_owned()));
    let keys = keys.into_iter().map(|(key, value)| (key.to_owned(), value)).chain(given);
    let found = iam.role(&session.role);
    let tags = found.into_iter().flat_map(|role| &role.tags);
    let tags = tags.map(|(tag, value)| {
        (format!("aws:principaltag/{}", tag.to_ascii_lowercase()), value.clone())
    });
    for (key, value) in keys.chain(tags) {
        context.insert(key, vec![value]);
    }
    let boundary = found.and_then(|role| role.boundary.as_ref());
    let boundary = boundary.and_then(|arn| {
        let policy = iam.policy(arn)?;
        let of = policy.policy()?;
        Some(Attached { name: policy.name(), arn: Some(arn.as_str()), policy: of, group: None })
    });
    Ok(decide(&Query {
        principal: &Principal::Role { role, session: session.arn(account) },
        action: wish.action,
        resource: wish.resource,
        owner: None,
        context: &context,
        policies: Policies {
            identity: iam.policies_of_role(&session.role),
            boundary,
            service_control: world.organizations().service_control(account),
            ..Policies::default()
        },
    }))
}

/// Whether a service may open sessions of a role.
pub(crate) fn trusts(role: &Role, service: &str) -> bool {
    let account = role.arn.account().unwrap_or(AccountId::HOME).to_string();
    let context = BTreeMap::from([
        ("aws:principalservicename".to_owned(), vec![service.to_owned()]),
        ("aws:sourceaccount".to_owned(), vec![account]),
    ]);
    decide(&Query {
        principal: &Principal::Service { name: service.to_owned() },
        action: "sts:AssumeRole",
        resource: Some(role.arn.as_str()),
        owner: None,
        context: &context,
        policies: Policies {
            resource: Some(role.trust_policy()),
            resource_rule: ResourceRule::RoleTrust,
            ..Policies::default()
        },
    })
    .is_allowed()
}
