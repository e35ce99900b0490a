//! Organizations' operations.
//!
//! <https://docs.aws.amazon.com/organizations/latest/APIReference/API_Operations.html>

use super::shapes::*;
use crate::api;
use crate::api::spec::Pages;
use crate::api::{Check, ServiceSpec, Wording, shape::Empty};

/// What the operations have in common.
pub static SERVICE: ServiceSpec = ServiceSpec {
    cli: "organizations",
    title: "AWS Organizations",
    action_prefix: "organizations",
    event_source: "organizations.amazonaws.com",
    event_version: "1.08",
    api_version: None,
    protocol: crate::api::Protocol::Json,
    wording: Wording::denied("AccessDeniedException", 400).invalid("InvalidInputException"),
    throttled: ("TooManyRequestsException", "You have sent too many requests in too short a time"),
    global: true,
    host: "organizations.us-east-1.amazonaws.com",
    ops: OPS,
};

const fn pages(results: &'static [&'static str]) -> Option<Pages> {
    Some(Pages { input: "NextToken", output: "NextToken", limit: Some("MaxResults"), results })
}

/// Tags come in pages of a length that nobody says.
const TAGS: Option<Pages> =
    Some(Pages { input: "NextToken", output: "NextToken", limit: None, results: &["Tags"] });

/// A permission on a root, a unit, an account or a policy. Its ARN holds the organization's id,
/// so it is completed with what is known.
/// <https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsorganizations.html>
fn on(id: &str) -> Check {
    Check::on(id)
}

/// A permission on a service's access.
fn service(principal: &str) -> Check {
    Check::any().key("organizations:ServicePrincipal", vec![principal.to_owned()])
}

/// A permission to make something, and one to tag it if it is made with tags.
/// <https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html>
fn tagged(own: Check, tags: Option<&Vec<Tag>>) -> Vec<Check> {
    let Some(tags) = tags.filter(|tags| !tags.is_empty()) else { return vec![own] };
    let pairs = || tags.iter().map(|tag| (tag.key.as_str(), tag.value.as_str()));
    let tag = Check::any().action("organizations:TagResource").tags(pairs());
    vec![own.tags(pairs()), tag]
}

fn both(policy: &str, target: &str) -> Vec<Check> {
    let key = |check: Check| {
        check.key("organizations:PolicyType", vec!["SERVICE_CONTROL_POLICY".to_owned()])
    };
    vec![key(on(policy)), key(on(target))]
}

api! {
    pub enum Request of &SERVICE;

    /// Makes an organization; the caller's account becomes its management account.
    CreateOrganization(CreateOrganizationInput) -> OrganizationOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Describes the organization the caller's account is in.
    DescribeOrganization(Empty) -> OrganizationOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Deletes the organization, once no account but the management account is in it.
    DeleteOrganization(Empty) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Asks for a new account in the organization.
    CreateAccount(CreateAccountInput) -> CreateAccountStatusOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| tagged(Check::any(), input.tags.as_ref()),
    }

    /// Tells how a request for an account stands.
    DescribeCreateAccountStatus(CreateAccountStatusInput) -> CreateAccountStatusOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Lists the requests for accounts.
    ListCreateAccountStatus(ListCreateAccountStatusInput) -> ListCreateAccountStatusOutput {
        access: List, event: Management, pages: pages(&["CreateAccountStatuses"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Lists the organization's accounts.
    ListAccounts(ListInput) -> ListAccountsOutput {
        access: List, event: Management, pages: pages(&["Accounts"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Describes an account.
    DescribeAccount(AccountInput) -> AccountOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.account_id),
    }

    /// Closes a member account.
    CloseAccount(AccountInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.account_id),
    }

    /// Takes a member account out of the organization.
    RemoveAccountFromOrganization(AccountInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.account_id),
    }

    /// Takes the caller's account out of the organization.
    LeaveOrganization(Empty) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Invites an account to the organization.
    InviteAccountToOrganization(InviteInput) -> HandshakeOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| {
            let own = match input.target.kind.as_str() {
                "ACCOUNT" => on(&input.target.id),
                _ => Check::any(),
            };
            tagged(own, input.tags.as_ref())
        },
    }

    /// Accepts an invitation: the caller's account joins the organization.
    AcceptHandshake(HandshakeInput) -> HandshakeOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.handshake_id),
    }

    /// Declines an invitation.
    DeclineHandshake(HandshakeInput) -> HandshakeOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.handshake_id),
    }

    /// Takes an invitation back.
    CancelHandshake(HandshakeInput) -> HandshakeOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.handshake_id),
    }

    /// Describes an invitation.
    DescribeHandshake(HandshakeInput) -> HandshakeOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.handshake_id),
    }

    /// Lists the invitations the caller's account received.
    ListHandshakesForAccount(ListHandshakesInput) -> ListHandshakesOutput {
        access: List, event: Management, pages: pages(&["Handshakes"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Lists the invitations the organization sent.
    ListHandshakesForOrganization(ListHandshakesInput) -> ListHandshakesOutput {
        access: List, event: Management, pages: pages(&["Handshakes"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Lists the organization's roots, of which there is one.
    ListRoots(ListInput) -> ListRootsOutput {
        access: List, event: Management, pages: pages(&["Roots"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Makes an organizational unit.
    CreateOrganizationalUnit(CreateUnitInput) -> UnitOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| tagged(on(&input.parent_id), input.tags.as_ref()),
    }

    /// Renames a unit.
    UpdateOrganizationalUnit(UpdateUnitInput) -> UnitOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.organizational_unit_id),
    }

    /// Describes a unit.
    DescribeOrganizationalUnit(UnitInput) -> UnitOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.organizational_unit_id),
    }

    /// Deletes a unit that is empty.
    DeleteOrganizationalUnit(UnitInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.organizational_unit_id),
    }

    /// Lists the units right below a root or unit.
    ListOrganizationalUnitsForParent(ForParentInput) -> ListUnitsOutput {
        access: List, event: Management, pages: pages(&["OrganizationalUnits"]), rate: None,
        needs: |input, scope| on(&input.parent_id),
    }

    /// Lists the accounts right below a root or unit.
    ListAccountsForParent(ForParentInput) -> ListAccountsOutput {
        access: List, event: Management, pages: pages(&["Accounts"]), rate: None,
        needs: |input, scope| on(&input.parent_id),
    }

    /// Lists units or accounts right below a root or unit.
    ListChildren(ListChildrenInput) -> ListChildrenOutput {
        access: List, event: Management, pages: pages(&["Children"]), rate: None,
        needs: |input, scope| on(&input.parent_id),
    }

    /// Tells what a unit or an account is in.
    ListParents(ListParentsInput) -> ListParentsOutput {
        access: List, event: Management, pages: pages(&["Parents"]), rate: None,
        needs: |input, scope| on(&input.child_id),
    }

    /// Moves an account into another unit, or the root.
    MoveAccount(MoveAccountInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| vec![
            on(&input.account_id), on(&input.source_parent_id), on(&input.destination_parent_id),
        ],
    }

    /// Lets policies of a kind count.
    EnablePolicyType(PolicyTypeInput) -> RootOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.root_id)
            .key("organizations:PolicyType", vec![input.policy_type.clone()]),
    }

    /// Lets policies of a kind no longer count, and detaches all of them.
    DisablePolicyType(PolicyTypeInput) -> RootOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.root_id)
            .key("organizations:PolicyType", vec![input.policy_type.clone()]),
    }

    /// Makes a policy.
    CreatePolicy(CreatePolicyInput) -> PolicyOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| {
            let own = Check::any().key("organizations:PolicyType", vec![input.kind.clone()]);
            tagged(own, input.tags.as_ref())
        },
    }

    /// Changes a policy's name, description or text.
    UpdatePolicy(UpdatePolicyInput) -> PolicyOutput {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.policy_id),
    }

    /// Gives a policy with its text.
    DescribePolicy(PolicyInput) -> PolicyOutput {
        access: Read, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.policy_id),
    }

    /// Deletes a policy that is attached to nothing.
    DeletePolicy(PolicyInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.policy_id),
    }

    /// Lists the policies of a kind.
    ListPolicies(ListPoliciesInput) -> ListPoliciesOutput {
        access: List, event: Management, pages: pages(&["Policies"]), rate: None,
        needs: |input, scope| Check::any()
            .key("organizations:PolicyType", vec![input.filter.clone()]),
    }

    /// Attaches a policy to a root, a unit or an account.
    AttachPolicy(AttachmentInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| both(&input.policy_id, &input.target_id),
    }

    /// Detaches a policy.
    DetachPolicy(AttachmentInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| both(&input.policy_id, &input.target_id),
    }

    /// Lists the policies attached right to a root, a unit or an account.
    ListPoliciesForTarget(ForTargetInput) -> ListPoliciesOutput {
        access: List, event: Management, pages: pages(&["Policies"]), rate: None,
        needs: |input, scope| on(&input.target_id)
            .key("organizations:PolicyType", vec![input.filter.clone()]),
    }

    /// Lists what a policy is attached to.
    ListTargetsForPolicy(ForPolicyInput) -> ListTargetsOutput {
        access: List, event: Management, pages: pages(&["Targets"]), rate: None,
        needs: |input, scope| on(&input.policy_id),
    }

    /// Lets a service act in the whole organization.
    EnableAWSServiceAccess(ServiceInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| service(&input.service_principal),
    }

    /// No longer lets it.
    DisableAWSServiceAccess(ServiceInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| service(&input.service_principal),
    }

    /// Lists the services that may act in the organization.
    ListAWSServiceAccessForOrganization(ListInput) -> ListServicesOutput {
        access: List, event: Management, pages: pages(&["EnabledServicePrincipals"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Lets an account administer a service for the organization.
    RegisterDelegatedAdministrator(DelegationInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.account_id)
            .key("organizations:ServicePrincipal", vec![input.service_principal.clone()]),
    }

    /// No longer lets it.
    DeregisterDelegatedAdministrator(DelegationInput) -> Empty {
        access: Write, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.account_id)
            .key("organizations:ServicePrincipal", vec![input.service_principal.clone()]),
    }

    /// Lists the accounts that administer a service.
    ListDelegatedAdministrators(ListAdministratorsInput) -> ListAdministratorsOutput {
        access: List, event: Management, pages: pages(&["DelegatedAdministrators"]), rate: None,
        needs: |input, scope| Check::any(),
    }

    /// Tags the root, a unit, an account or a policy.
    TagResource(TagResourceInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: None,
        needs: |input, scope| {
            let tags = input.tags.iter().map(|tag| (tag.key.as_str(), tag.value.as_str()));
            on(&input.resource).tags(tags)
        },
    }

    /// Takes tags off.
    UntagResource(UntagResourceInput) -> Empty {
        access: Tagging, event: Management, pages: None, rate: None,
        needs: |input, scope| on(&input.resource).key("aws:TagKeys", input.keys.clone()),
    }

    /// Lists tags.
    ListTagsForResource(ListTagsForResourceInput) -> ListTagsForResourceOutput {
        access: List, event: Management, pages: TAGS, rate: None,
        needs: |input, scope| on(&input.resource),
    }
}
