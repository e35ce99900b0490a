//! What users, roles and groups have in common: policies attached to them, and inline ones.

use std::collections::BTreeMap;

use serde_json::Value;

use super::{check, limit, missing, page};
use crate::access::validate;
use crate::api::ApiError;
use crate::services::iam::managed;
use crate::services::iam::shapes::AttachedPolicy;
use crate::services::iam::state::{Document, ManagedPolicy, State};
use crate::sim::scope::Arn;

/// Managed policies attached to one of them, by default:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>.
const MAX_ATTACHED: usize = 10;

/// Inline policies under their names.
pub type Inline = BTreeMap<String, Document>;

/// Who holds policies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A user.
    User,
    /// A role.
    Role,
    /// A group of users.
    Group,
}

impl Holder {
    fn word(self) -> &'static str {
        match self {
            Holder::User => "User",
            Holder::Role => "Role",
            Holder::Group => "Group",
        }
    }

    /// As sentences call it.
    fn noun(self) -> &'static str {
        match self {
            Holder::User => "user",
            Holder::Role => "role",
            Holder::Group => "group",
        }
    }

    /// What all its inline policies may come to, in characters that are no white space:
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>.
    fn max_size(self) -> usize {
        match self {
            Holder::User => 2_048,
            Holder::Role => 10_240,
            Holder::Group => 5_120,
        }
    }

    /// The policy to be attached, which must exist and be attachable.
    pub fn attachable(self, state: &State, text: &str) -> Result<Arn, ApiError> {
        let arn = check::policy_arn(text)?;
        match state.policy(&arn) {
            Some(ManagedPolicy::Aws(policy)) if policy.is_service_linked() => {
                // The text for roles is documented; this is its like for users and groups.
                let to = self.word();
                let text = format!("Cannot attach a Service Role Policy to a Customer {to}.");
                Err(ApiError::new("PolicyNotAttachable", text))
            }
            Some(_) => Ok(arn),
            None if managed::is_known_elsewhere(&arn) => {
                Err(ApiError::not_simulated(format!("AWS managed policy {}", arn.rest())))
            }
            None => Err(missing(format!("Policy {arn} does not exist or is not attachable."))),
        }
    }

    /// Attaches a policy: whether it was not attached already.
    pub fn attach(self, attached: &mut Vec<Arn>, policy: &Arn) -> Result<bool, ApiError> {
        if attached.contains(policy) {
            return Ok(false);
        }
        if attached.len() >= MAX_ATTACHED {
            let quota = format!("PoliciesPer{}: {MAX_ATTACHED}", self.word());
            return Err(limit(format!("Cannot exceed quota for {quota}")));
        }
        attached.push(policy.clone());
        Ok(true)
    }

    /// Puts an inline policy, given as its name and its document.
    pub fn put(
        self,
        inline: &mut Inline,
        holder: &str,
        (name, document): (&str, &str),
    ) -> Result<(), ApiError> {
        check::name("policyName", name)?;
        let document = self::document(document)?;
        let others = inline.iter().filter(|(other, _)| *other != name);
        let others: usize = others.map(|(_, other)| validate::size(&other.text)).sum();
        let most = self.max_size();
        if others + validate::size(&document.text) > most {
            let noun = self.noun();
            let text = format!("Maximum policy size of {most} bytes exceeded for {noun} {holder}");
            return Err(limit(text));
        }
        inline.insert(name.to_owned(), document);
        Ok(())
    }

    /// An inline policy.
    pub fn get(self, inline: &Inline, name: &str) -> Result<Value, ApiError> {
        check::name("policyName", name)?;
        let document = inline.get(name).ok_or_else(|| self.no_policy(name))?;
        Ok(document.json())
    }

    /// Removes an inline policy.
    pub fn remove(self, inline: &mut Inline, name: &str) -> Result<(), ApiError> {
        check::name("policyName", name)?;
        inline.remove(name).map(drop).ok_or_else(|| self.no_policy(name))
    }

    fn no_policy(self, name: &str) -> ApiError {
        missing(format!("The {} policy with name {name} cannot be found.", self.noun()))
    }
}

/// Reads and checks the document of an identity policy.
pub fn document(text: &str) -> Result<Document, ApiError> {
    check::document(text)?;
    let policy = validate::identity(text);
    let policy = policy.map_err(|error| ApiError::new("MalformedPolicyDocument", error))?;
    Ok(Document { text: text.into(), policy })
}

/// A policy to become a boundary.
pub fn boundary(state: &State, text: &str) -> Result<Arn, ApiError> {
    let arn = check::policy_arn(text)?;
    match state.policy(&arn) {
        Some(_) => Ok(arn),
        None => Err(missing(format!("Scope ARN: {arn} does not exist or is not attachable."))),
    }
}

/// Detaches a policy, which is returned.
pub fn detach(attached: &mut Vec<Arn>, text: &str) -> Result<Arn, ApiError> {
    let policy = check::policy_arn(text)?;
    if !attached.contains(&policy) {
        return Err(missing(format!("Policy {policy} was not found.")));
    }
    attached.retain(|other| *other != policy);
    Ok(policy)
}

/// A page of the policies that are attached: those whose path begins so, from a marker on.
pub fn attached(
    state: &State,
    attached: &[Arn],
    (path_prefix, marker, max_items): (Option<&String>, Option<&String>, Option<i32>),
) -> Result<(Vec<AttachedPolicy>, bool, Option<String>), ApiError> {
    let prefix = check::path_prefix(path_prefix)?;
    let policies = attached.iter().filter_map(|arn| Some((arn, state.policy(arn)?)));
    let policies = policies.filter(|(_, policy)| policy.path().starts_with(prefix));
    let policies = policies.map(|(arn, policy)| AttachedPolicy {
        policy_name: policy.name().to_owned(),
        policy_arn: arn.to_string(),
    });
    page(policies.collect(), marker, max_items)
}
