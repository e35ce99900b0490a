//! Log groups that are encrypted with a key of the customer's: the service itself must be let use
//! it, by the key's policy.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html>

use super::api::Request;
use super::state::{Group, State, arn, name_in};
use crate::api::ApiError;
use crate::services::kms;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::Time;

/// What the page's key policy grants the service.
const ACTIONS: [&str; 4] = ["kms:Encrypt", "kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"];

/// Whether the keys a request has to do with can be used: the one it names, or those of the groups
/// whose events it puts or reads. That an event that cannot be encrypted is refused in the same
/// words is ours; AWS takes some minutes to hear of a changed policy, and we none.
pub fn check(
    (state, keys): (&State, &kms::State),
    (scope, now): (Scope, Time),
    request: &Request,
) -> Result<(), ApiError> {
    if let Some((group, key)) = named(request) {
        let group = arn(scope, group);
        return lets(keys, now, &group, key);
    }
    for group in touched(state, scope, request) {
        if let Some(key) = &group.key {
            lets(keys, now, &group.arn, key.as_str())?;
        }
    }
    Ok(())
}

/// The group and the key of a request that brings them together.
fn named(request: &Request) -> Option<(&str, &str)> {
    match request {
        Request::CreateLogGroup(input) => Some((&input.group, input.kms_key.as_deref()?)),
        Request::AssociateKmsKey(input) => Some((input.group.as_deref()?, &input.kms_key)),
        _ => None,
    }
}

/// The groups whose events a request puts or reads.
fn touched<'a>(state: &'a State, scope: Scope, request: &'a Request) -> Vec<&'a Group> {
    let names: Vec<&String> = match request {
        Request::PutLogEvents(input) => vec![&input.group],
        Request::GetLogEvents(input) => {
            input.group.iter().chain(input.identifier.as_ref()).collect()
        }
        Request::FilterLogEvents(input) => {
            input.group.iter().chain(input.identifier.as_ref()).collect()
        }
        Request::StartQuery(input) => {
            let lists = [input.groups.as_ref(), input.identifiers.as_ref()];
            let many = lists.into_iter().flatten().flatten();
            input.group.iter().chain(many).collect()
        }
        _ => Vec::new(),
    };
    names.into_iter().filter_map(|name| state.group(scope, name_in(name))).collect()
}

/// The words: <https://github.com/hashicorp/terraform-provider-aws/issues/29282>
fn lets(keys: &kms::State, now: Time, group: &Arn, key: &str) -> Result<(), ApiError> {
    let service = format!(
        "logs.{}.amazonaws.com",
        group.region().map(|region| region.code().to_owned()).unwrap_or_default()
    );
    let wish = kms::uses::Wish {
        service: &service,
        actions: &ACTIONS,
        context: "aws:logs:arn",
        resource: group,
    };
    let found = Arn::parse(key).is_some_and(|key| keys.lets(&key, &wish, now));
    if found {
        return Ok(());
    }
    let text = format!(
        "The specified KMS key does not exist or is not allowed to be used with Arn '{group}'"
    );
    Err(ApiError::new("AccessDeniedException", text))
}
