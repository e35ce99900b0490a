//! Which policies of somebody let services be used: who could, beside who did.
//!
//! <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPoliciesGrantingServiceAccess.html>

use super::accessed::allows;
use super::{check, page};
use crate::api::ApiError;
use crate::services::iam::shapes::report::{
    GrantedService, GrantingInput, GrantingOutput, GrantingPolicy,
};
use crate::services::iam::sources::{self, Source};
use crate::services::iam::state::State;

/// Boundaries, policies of resources and of organizations do not count.
pub fn list(state: &State, input: &GrantingInput) -> Result<GrantingOutput, ApiError> {
    check::policy_arn(&input.arn)?;
    let subject = sources::subject(state, &input.arn)?;
    let granting = |service: &String| {
        let policies = subject.identity.iter().filter(|source| allows(&source.policy, service));
        GrantedService {
            service_namespace: service.clone(),
            policies: policies.map(item).collect(),
        }
    };
    let all = input.service_namespaces.iter().map(granting).collect();
    let (policies_granting_service_access, is_truncated, marker) =
        page(all, input.marker.as_ref(), None)?;
    Ok(GrantingOutput { policies_granting_service_access, is_truncated, marker })
}

fn item(source: &Source) -> GrantingPolicy {
    let within = source.within.as_ref();
    GrantingPolicy {
        policy_name: source.name.clone(),
        policy_type: if source.arn.is_some() { "MANAGED" } else { "INLINE" }.to_owned(),
        policy_arn: source.arn.as_ref().map(ToString::to_string),
        entity_type: within.map(|(kind, _)| (*kind).to_owned()),
        entity_name: within.map(|(_, name)| name.clone()),
    }
}
