//! What can be done in IAM from its pages, as requests.

use crate::services::Request;
use crate::services::iam::api::Request as Iam;
use crate::services::iam::shapes::{
    CreatePolicyInput, CreatePolicyVersionInput, CreateUserInput, DeleteAccessKeyInput,
    MaybeUserInput, PolicyArnInput, PolicyVersionInput, PutUserPolicyInput, Tag, TagUserInput,
    UntagUserInput, UpdateAccessKeyInput, UserInput, UserPolicyArnInput, UserPolicyNameInput,
};
use crate::view::tags::{Tags, changes};

fn tags(tags: &Tags) -> Vec<Tag> {
    let tag = |(key, value): (&String, &String)| Tag { key: key.clone(), value: value.clone() };
    tags.iter().map(tag).collect()
}

/// Makes a user.
pub fn create_user(name: &str, given: &Tags) -> Request {
    let tags = Some(tags(given)).filter(|tags| !tags.is_empty());
    Iam::CreateUser(CreateUserInput { user_name: name.to_owned(), tags, ..Default::default() })
        .into()
}

/// Deletes a user.
pub fn delete_user(name: &str) -> Request {
    Iam::DeleteUser(UserInput { user_name: name.to_owned() }).into()
}

/// Attaches a policy to a user.
pub fn attach(user: &str, arn: &str) -> Request {
    let input = UserPolicyArnInput { user_name: user.to_owned(), policy_arn: arn.to_owned() };
    Iam::AttachUserPolicy(input).into()
}

/// Detaches a policy from a user.
pub fn detach(user: &str, arn: &str) -> Request {
    let input = UserPolicyArnInput { user_name: user.to_owned(), policy_arn: arn.to_owned() };
    Iam::DetachUserPolicy(input).into()
}

/// Gives a user an inline policy, or changes it.
pub fn put_inline(user: &str, name: &str, document: &str) -> Request {
    Iam::PutUserPolicy(PutUserPolicyInput {
        user_name: user.to_owned(),
        policy_name: name.to_owned(),
        policy_document: document.to_owned(),
    })
    .into()
}

/// Deletes an inline policy of a user.
pub fn delete_inline(user: &str, name: &str) -> Request {
    let input = UserPolicyNameInput { user_name: user.to_owned(), policy_name: name.to_owned() };
    Iam::DeleteUserPolicy(input).into()
}

/// The calls that make one set of a user's tags of another: removals first.
pub fn retag(user: &str, old: &Tags, new: &Tags) -> Vec<Request> {
    let (tag_keys, set) = changes(old, new);
    let set = tags(&set);
    let user_name = || user.to_owned();
    let mut requests = Vec::new();
    if !tag_keys.is_empty() {
        let input = UntagUserInput { user_name: user_name(), tag_keys };
        requests.push(Iam::UntagUser(input).into());
    }
    if !set.is_empty() {
        requests.push(Iam::TagUser(TagUserInput { user_name: user_name(), tags: set }).into());
    }
    requests
}

/// Gives a user an access key.
pub fn create_key(user: &str) -> Request {
    Iam::CreateAccessKey(MaybeUserInput { user_name: Some(user.to_owned()) }).into()
}

/// Switches an access key on or off.
pub fn switch_key(user: &str, key: &str, active: bool) -> Request {
    Iam::UpdateAccessKey(UpdateAccessKeyInput {
        user_name: Some(user.to_owned()),
        access_key_id: key.to_owned(),
        status: if active { "Active" } else { "Inactive" }.to_owned(),
    })
    .into()
}

/// Deletes an access key.
pub fn delete_key(user: &str, key: &str) -> Request {
    let input =
        DeleteAccessKeyInput { user_name: Some(user.to_owned()), access_key_id: key.to_owned() };
    Iam::DeleteAccessKey(input).into()
}

/// Makes a policy.
pub fn create_policy(name: &str, description: &str, document: &str) -> Request {
    let description = Some(description.trim().to_owned()).filter(|text| !text.is_empty());
    Iam::CreatePolicy(CreatePolicyInput {
        policy_name: name.to_owned(),
        policy_document: document.to_owned(),
        description,
        ..Default::default()
    })
    .into()
}

/// Gives a policy a new version, which counts from then on.
pub fn new_version(arn: &str, document: &str) -> Request {
    Iam::CreatePolicyVersion(CreatePolicyVersionInput {
        policy_arn: arn.to_owned(),
        policy_document: document.to_owned(),
        set_as_default: Some(true),
    })
    .into()
}

/// Makes another version count.
pub fn set_default(arn: &str, version: &str) -> Request {
    let input = PolicyVersionInput { policy_arn: arn.to_owned(), version_id: version.to_owned() };
    Iam::SetDefaultPolicyVersion(input).into()
}

/// Deletes a version that does not count.
pub fn delete_version(arn: &str, version: &str) -> Request {
    let input = PolicyVersionInput { policy_arn: arn.to_owned(), version_id: version.to_owned() };
    Iam::DeletePolicyVersion(input).into()
}

/// Deletes a policy.
pub fn delete_policy(arn: &str) -> Request {
    Iam::DeletePolicy(PolicyArnInput { policy_arn: arn.to_owned() }).into()
}
