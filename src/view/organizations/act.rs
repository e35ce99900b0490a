//! What can be done on the page, as requests.

use crate::services::Request;
use crate::services::organizations::api::Request as Call;
use crate::services::organizations::shapes::{
    AccountInput, AttachmentInput, CreateAccountInput, CreateOrganizationInput, CreatePolicyInput,
    CreateUnitInput, MoveAccountInput, PolicyInput, PolicyTypeInput, UnitInput, UpdatePolicyInput,
};

const SCP: &str = "SERVICE_CONTROL_POLICY";

/// Makes the organization.
pub fn create() -> Request {
    Call::CreateOrganization(CreateOrganizationInput::default()).into()
}

/// Deletes it.
pub fn delete() -> Request {
    Call::DeleteOrganization(Default::default()).into()
}

/// Asks for an account.
pub fn create_account(name: &str, email: &str) -> Request {
    let (account_name, email) = (name.to_owned(), email.to_owned());
    Call::CreateAccount(CreateAccountInput { account_name, email, ..Default::default() }).into()
}

/// Makes a unit.
pub fn create_unit(parent: &str, name: &str) -> Request {
    let (parent_id, name) = (parent.to_owned(), name.to_owned());
    Call::CreateOrganizationalUnit(CreateUnitInput { parent_id, name, tags: None }).into()
}

/// Deletes a unit.
pub fn delete_unit(id: &str) -> Request {
    Call::DeleteOrganizationalUnit(UnitInput { organizational_unit_id: id.to_owned() }).into()
}

/// Moves an account.
pub fn relocate(account: &str, from: &str, to: &str) -> Request {
    Call::MoveAccount(MoveAccountInput {
        account_id: account.to_owned(),
        source_parent_id: from.to_owned(),
        destination_parent_id: to.to_owned(),
    })
    .into()
}

/// Closes an account.
pub fn close(account: &str) -> Request {
    Call::CloseAccount(AccountInput { account_id: account.to_owned() }).into()
}

/// Takes an account out of the organization.
pub fn remove(account: &str) -> Request {
    Call::RemoveAccountFromOrganization(AccountInput { account_id: account.to_owned() }).into()
}

/// Lets service control policies count, or no longer.
pub fn count(root: &str, on: bool) -> Request {
    let input = PolicyTypeInput { root_id: root.to_owned(), policy_type: SCP.to_owned() };
    if on { Call::EnablePolicyType(input).into() } else { Call::DisablePolicyType(input).into() }
}

/// Makes a policy.
pub fn create_policy(name: &str, description: &str, text: &str) -> Request {
    Call::CreatePolicy(CreatePolicyInput {
        name: name.to_owned(),
        description: description.to_owned(),
        content: text.to_owned(),
        kind: SCP.to_owned(),
        tags: None,
    })
    .into()
}

/// Changes a policy's text.
pub fn update_policy(id: &str, text: &str) -> Request {
    Call::UpdatePolicy(UpdatePolicyInput {
        policy_id: id.to_owned(),
        content: Some(text.to_owned()),
        ..UpdatePolicyInput::default()
    })
    .into()
}

/// Deletes a policy.
pub fn delete_policy(id: &str) -> Request {
    Call::DeletePolicy(PolicyInput { policy_id: id.to_owned() }).into()
}

/// Attaches a policy.
pub fn attach(policy: &str, target: &str) -> Request {
    Call::AttachPolicy(attachment(policy, target)).into()
}

/// Detaches a policy.
pub fn detach(policy: &str, target: &str) -> Request {
    Call::DetachPolicy(attachment(policy, target)).into()
}

fn attachment(policy: &str, target: &str) -> AttachmentInput {
    AttachmentInput { policy_id: policy.to_owned(), target_id: target.to_owned() }
}
