//! Requests of KMS, whose policies the kernel tries before they stay.

use serde_json::Value;

use super::caller::Caller;
use super::ctx::Ctx;
use super::fact::Cause;
use super::id::Ids;
use super::scope::Scope;
use super::time::Time;
use super::world::World;
use crate::api::ApiError;
use crate::services::kms::api::Request as Kms;
use crate::services::kms::ops;
use crate::services::kms::shapes::PutKeyPolicyInput;
use crate::services::{Request, ec2, iam, kms};

/// Makes AWS's own key for volumes when the first volume is encrypted with it.
/// <https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html>
pub(super) fn of_volumes(
    keys: &mut kms::State,
    ec2: &ec2::State,
    (scope, ids, now): (Scope, Ids, Time),
) {
    let arn = kms::managed::arn(ids, scope, ec2::seal::SERVICE);
    if !keys.is_managed(&arn) && ec2.is_key_in_use(&arn) {
        keys.manage_ebs(ids, scope, now);
    }
}

/// Carries out a request of KMS. A policy that would not let its author change it again is taken
/// back, unless the author insists.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#prevent-unmanageable-key>
pub(super) fn execute(
    world: &mut World,
    caller: &Caller,
    scope: Scope,
    cause: Cause,
    request: &Kms,
) -> Result<Value, ApiError> {
    let old = match request {
        Kms::PutKeyPolicy(input) => {
            let key = world.kms.key(&world.kms.meant(scope, &input.key), world.now);
            key.map(|key| key.policy.clone())
        }
        _ => None,
    };
    let World { kms, iam, facts, queue, now, ids, .. } = &mut *world;
    let mut ctx = Ctx { now: *now, scope, ids: *ids, cause, facts, queue };
    let reply = ops::execute(kms, &mut ctx, iam, request)?;
    let (key, bypass) = match request {
        Kms::PutKeyPolicy(input) => (world.kms.meant(scope, &input.key), input.bypass),
        // Nobody is asked about the policy that AWS gives a key.
        Kms::CreateKey(input) if input.policy.is_some() => {
            let arn = reply.pointer("/KeyMetadata/Arn").and_then(Value::as_str);
            (world.kms.meant(scope, arn.unwrap_or_default()), input.bypass)
        }
        _ => return Ok(reply),
    };
    let again = Kms::PutKeyPolicy(PutKeyPolicyInput {
        key: key.to_string(),
        ..PutKeyPolicyInput::default()
    });
    if bypass == Some(true) || iam::authorize(world, caller, scope, &Request::Kms(again)).is_ok() {
        return Ok(reply);
    }
    match old {
        Some(old) => {
            world.kms.swap_policy(&key, old);
        }
        None => world.kms.unmake(&key),
    }
    let text = "The new key policy will not allow you to update the key policy in the future.";
    Err(ApiError::new("MalformedPolicyDocumentException", text))
}
