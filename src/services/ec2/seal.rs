//! Volumes encrypted with keys of KMS: which key, and what EBS asks KMS in the caller's name.
//!
//! <https://docs.aws.amazon.com/ebs/latest/userguide/how-ebs-encryption-works.html>

use super::api::Request;
use super::shapes::RunInstancesInput;
use super::state::State;
use crate::api::{ApiError, Check};
use crate::services::kms;
use crate::sim::Ctx;
use crate::sim::scope::{Arn, Scope};

/// The service whose key of AWS's encrypts volumes when nobody names another.
pub const SERVICE: &str = "ebs";

/// The keys a request names for the volumes it makes.
fn named(state: &State, scope: Scope, request: &Request) -> Vec<String> {
    // What is made of an encrypted snapshot keeps its key, unless another one is named.
    let meant = |named: Option<&String>, snapshot: Option<&String>| {
        let own = || Some(state.snapshot(snapshot?)?.key.as_ref()?.to_string());
        named.cloned().or_else(own)
    };
    let of_launch = |input: &RunInstancesInput| {
        let devices = input.block_device_mappings.iter().flatten();
        let volumes = devices.filter_map(|device| device.ebs.as_ref());
        volumes.filter_map(|ebs| meant(ebs.kms_key_id.as_ref(), ebs.snapshot_id.as_ref())).collect()
    };
    match request {
        Request::CreateVolume(input) => {
            meant(input.kms_key_id.as_ref(), input.snapshot_id.as_ref()).into_iter().collect()
        }
        Request::CopySnapshot(input) => input.kms_key_id.iter().cloned().collect(),
        Request::RunInstances(input) => {
            state.resolved(scope, input).map(|input| of_launch(&input)).unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

/// What EBS asks KMS for: a grant with which the volume can be used, and to make a volume a data
/// key. The key of AWS's own lets everybody in who may use EBS.
/// <https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption-requirements.html>
pub fn needs(
    (state, keys): (&State, &kms::State),
    scope: Scope,
    request: &Request,
    checks: &mut Vec<Check>,
) {
    let customers = |key: &Arn| !keys.is_managed(key);
    let ask = |key: &Arn, action: &'static str| {
        let via = format!("ec2.{}.amazonaws.com", scope.region);
        Check::on(key).action(action).key("kms:ViaService", vec![via])
    };
    let grant = |key: &Arn| {
        ask(key, "kms:CreateGrant").key("kms:GrantIsForAWSResource", vec!["true".to_owned()])
    };
    let named = named(state, scope, request);
    let named = named.iter().filter(|given| *given != &kms::managed::alias(SERVICE));
    for key in named.map(|given| keys.meant(scope, given)).filter(customers) {
        checks.push(grant(&key));
        checks.push(ask(&key, "kms:GenerateDataKeyWithoutPlaintext"));
    }
    if let Request::AttachVolume(input) = request {
        let disk = state.volume(&input.volume_id).filter(|disk| disk.scope == scope);
        let key = disk.and_then(|disk| disk.key.as_ref()).filter(|key| customers(key));
        checks.extend(key.map(grant));
    }
}

/// The key a new volume is encrypted with, if it is to be.
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html>
pub fn key(
    keys: &kms::State,
    ctx: &Ctx<'_>,
    encrypted: bool,
    given: Option<&str>,
) -> Result<Option<Arn>, ApiError> {
    match (encrypted, given) {
        (false, None) => Ok(None),
        (false, Some(_)) => {
            let text = "The parameter KmsKeyId requires the parameter Encrypted to be set.";
            Err(ApiError::new("InvalidParameterDependency", text))
        }
        (true, Some(given)) if given != kms::managed::alias(SERVICE) => {
            let key = keys.meant(ctx.scope, given);
            usable(keys, ctx, &key)?;
            Ok(Some(key))
        }
        (true, _) => Ok(Some(kms::managed::arn(ctx.ids, ctx.scope, SERVICE))),
    }
}

/// The same for a volume that is made of a snapshot: what is encrypted stays so, with the same key
/// unless another one is named.
/// <https://docs.aws.amazon.com/ebs/latest/userguide/how-ebs-encryption-works.html>
pub fn of_source(
    keys: &kms::State,
    ctx: &Ctx<'_>,
    (encrypted, given): (bool, Option<&str>),
    inherited: Option<Arn>,
) -> Result<Option<Arn>, ApiError> {
    match (inherited, given) {
        (Some(own), None) => usable(keys, ctx, &own).map(|()| Some(own)),
        (Some(_), Some(_)) => key(keys, ctx, true, given),
        (None, _) => key(keys, ctx, encrypted, given),
    }
}

/// Whether a key can be used now, by a volume of its Region. AWS finds out after the call: the
/// volume is never available, the instance terminates with such a code. The texts are ours.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/troubleshooting-launch.html>
pub fn usable(keys: &kms::State, ctx: &Ctx<'_>, key: &Arn) -> Result<(), ApiError> {
    if keys.is_managed(key) {
        return Ok(());
    }
    let here = keys.key(key, ctx.now).filter(|found| found.scope.region == ctx.scope.region);
    let text = match here {
        None => format!("The KMS key '{key}' does not exist"),
        Some(found) if found.state() == "Enabled" => return Ok(()),
        Some(found) => format!("The KMS key '{key}' is in the state {}", found.state()),
    };
    Err(ApiError::new("InvalidKmsKey.InvalidState", text))
}
