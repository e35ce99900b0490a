//! Customer managed policies, and AWS's beside them.

use super::{check, conflict, exists, holder, limit, missing, not_aws, now, page, tags};
use crate::access::validate;
use crate::api::{ApiError, Timestamp};
use crate::services::iam::shapes::{
    CreatePolicyInput, ListPoliciesInput, ListPoliciesOutput, PolicyArnInput, PolicyItem,
    PolicyOutput,
};
use crate::services::iam::state::{CustomerPolicy, Document, ManagedPolicy, State, Version};
use crate::services::iam::{Fact, managed};
use crate::sim::scope::Arn;
use crate::sim::{Caller, Ctx};

/// Limits: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>.
const MAX_POLICIES: usize = 1_500;
const MAX_SIZE: usize = 6_144;

/// Reads and checks the document of a managed policy.
pub fn document(text: &str) -> Result<Document, ApiError> {
    let document = holder::document(text)?;
    if validate::size(text) > MAX_SIZE {
        return Err(limit(format!("Cannot exceed quota for PolicySize: {MAX_SIZE}")));
    }
    Ok(document)
}

/// `Policy ARN was not found.`
pub fn no_policy(arn: &Arn) -> ApiError {
    missing(format!("Policy {arn} was not found."))
}

pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &CreatePolicyInput,
) -> Result<PolicyOutput, ApiError> {
    let name = &input.policy_name;
    let path = input.path.as_deref().unwrap_or("/");
    check::name("policyName", name)?;
    check::path("path", path)?;
    let given = input.tags.as_deref().unwrap_or_default();
    check::tags(given, true)?;
    let document = document(&input.policy_document)?;
    if state.policies.values().any(|policy| policy.name.eq_ignore_ascii_case(name)) {
        let text =
            format!("A policy called {name} already exists. Duplicate names are not allowed.");
        return Err(exists(text));
    }
    if state.policies.len() >= MAX_POLICIES {
        return Err(limit(format!("Cannot exceed quota for PoliciesPerAccount: {MAX_POLICIES}")));
    }
    let ordinal = state.policies_made;
    state.policies_made += 1;
    let created = now(ctx);
    let policy = CustomerPolicy {
        name: name.clone(),
        path: path.to_owned(),
        policy_id: ctx.ids.base32("ANPA", "iam:policy", ordinal, 17),
        description: input.description.clone(),
        created,
        updated: created,
        tags: given.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect(),
        versions: vec![Version { number: 1, created, document }],
        default: 1,
        versions_made: 1,
    };
    let arn = ctx.scope.global_arn("iam", &format!("policy{path}{name}"));
    let mut item = item(state, &arn, ManagedPolicy::Customer(&policy));
    item.tags = Some(tags::shown(&policy.tags)).filter(|tags| !tags.is_empty());
    state.policies.insert(arn.clone(), policy);
    ctx.fact(Fact::PolicyCreated { policy: arn });
    Ok(PolicyOutput { policy: item })
}

pub fn get(state: &State, input: &PolicyArnInput) -> Result<PolicyOutput, ApiError> {
    let arn = check::policy_arn(&input.policy_arn)?;
    let policy = state.policy(&arn).ok_or_else(|| not_here(&arn))?;
    let mut item = item(state, &arn, policy);
    item.tags = Some(Vec::new());
    if let ManagedPolicy::Customer(policy) = policy {
        item.description.clone_from(&policy.description);
        item.tags = Some(tags::shown(&policy.tags));
    }
    Ok(PolicyOutput { policy: item })
}

/// A policy that is not there, or that AWS has and we have not.
pub fn not_here(arn: &Arn) -> ApiError {
    if managed::is_known_elsewhere(arn) {
        return ApiError::not_simulated(format!("AWS managed policy {}", arn.rest()));
    }
    no_policy(arn)
}

pub fn list(state: &State, input: &ListPoliciesInput) -> Result<ListPoliciesOutput, ApiError> {
    let prefix = check::path_prefix(input.path_prefix.as_ref())?;
    let scope = input.scope.as_deref().unwrap_or("All");
    let mut own: Vec<(&Arn, &CustomerPolicy)> = state.policies.iter().collect();
    own.sort_by_key(|(_, policy)| policy.created);
    let own = own.into_iter().map(|(arn, policy)| (arn, ManagedPolicy::Customer(policy)));
    let aws = managed::all().iter().map(|policy| (&policy.arn, ManagedPolicy::Aws(policy)));
    let all = own.filter(|_| scope != "AWS").chain(aws.filter(|_| scope != "Local"));
    let all = all.filter(|(_, policy)| policy.path().starts_with(prefix));
    let items = all.map(|(arn, policy)| item(state, arn, policy)).filter(|item| {
        let (attached, bounds) = (item.attachment_count, item.permissions_boundary_usage_count);
        let used = match input.policy_usage_filter.as_deref() {
            Some("PermissionsPolicy") => attached,
            Some("PermissionsBoundary") => bounds,
            _ => attached + bounds,
        };
        used > 0 || input.only_attached != Some(true)
    });
    let (policies, is_truncated, marker) =
        page(items.collect(), input.marker.as_ref(), input.max_items)?;
    Ok(ListPoliciesOutput { policies, is_truncated, marker })
}

pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    input: &PolicyArnInput,
) -> Result<(), ApiError> {
    let arn = check::policy_arn(&input.policy_arn)?;
    not_aws(caller, "iam:DeletePolicy", &arn)?;
    let policy = state.policies.get(&arn).ok_or_else(|| no_policy(&arn))?;
    let (attached, bounds) = uses(state, &arn);
    if attached + bounds > 0 {
        return Err(conflict("Cannot delete a policy attached to entities."));
    }
    if policy.versions.len() > 1 {
        return Err(conflict(
            "This policy has more than one version. Before you delete a policy, you must delete \
             the policy's versions. The default version is deleted with the policy.",
        ));
    }
    state.policies.remove(&arn);
    ctx.fact(Fact::PolicyDeleted { policy: arn });
    Ok(())
}

/// To how many users, roles and groups a policy is attached, and of how many it is the boundary.
pub fn uses(state: &State, arn: &Arn) -> (usize, usize) {
    let users = state.users.values().map(|user| (&user.attached, &user.boundary));
    let roles = state.roles.values().map(|role| (&role.attached, &role.boundary));
    let groups = state.groups.values().map(|group| (&group.attached, &None));
    users.chain(roles).chain(groups).fold((0, 0), |(attached, bounds), (policies, boundary)| {
        let bounded = boundary.as_ref() == Some(arn);
        (attached + usize::from(policies.contains(arn)), bounds + usize::from(bounded))
    })
}

/// A policy as listings show it.
pub fn item(state: &State, arn: &Arn, policy: ManagedPolicy<'_>) -> PolicyItem {
    let (attached, bounds) = uses(state, arn);
    let (id, version, created, updated) = match policy {
        ManagedPolicy::Aws(p) => (&p.id, p.version.clone(), p.created, p.updated),
        ManagedPolicy::Customer(p) => {
            (&p.policy_id, format!("v{}", p.default), p.created, p.updated)
        }
    };
    PolicyItem {
        policy_name: policy.name().to_owned(),
        policy_id: id.clone(),
        arn: arn.to_string(),
        path: policy.path().to_owned(),
        default_version_id: version,
        attachment_count: attached as i32,
        permissions_boundary_usage_count: bounds as i32,
        is_attachable: true,
        description: None,
        create_date: Timestamp(created),
        update_date: Timestamp(updated),
        tags: None,
    }
}
