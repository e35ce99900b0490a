//! Access control lists, which new buckets have off, and what turns them off.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html>. Every list
//! here says that the bucket's account may do everything: others are refused by name.

use super::{malformed, objects, owner};
use crate::api::ApiError;
use crate::services::s3::shapes::{
    AclOutput, BucketInput, Grant, Grantee, LockInput, OwnershipControls, OwnershipControlsRule,
    OwnershipOutput, PutBucketAclInput, PutObjectAclInput, PutOwnershipInput,
};
use crate::services::s3::state::{Bucket, State};
use crate::sim::Ctx;

/// The setting under which no list counts.
const ENFORCED: &str = "BucketOwnerEnforced";

/// Whether an ownership is the one that is simulated.
pub fn enforced(ownership: &str) -> Result<(), ApiError> {
    match ownership {
        ENFORCED => Ok(()),
        "BucketOwnerPreferred" | "ObjectWriter" => {
            Err(ApiError::not_simulated(format!("ObjectOwnership {ownership}")))
        }
        _ => Err(malformed()),
    }
}

/// Whether a list may be given to what is put: with lists off, only one that says no more than
/// that the owner has all; with lists on, one that means the same is simulated.
pub fn given(bucket: &Bucket, acl: Option<&str>) -> Result<(), ApiError> {
    match acl {
        None | Some("bucket-owner-full-control") => Ok(()),
        Some("private") if !bucket.owner_enforced => Ok(()),
        Some(other) => Err(refused(bucket, other)),
    }
}

/// The answer to a list that is none of the owner's alone.
fn refused(bucket: &Bucket, what: &str) -> ApiError {
    match bucket.owner_enforced {
        true => ApiError::new("AccessControlListNotSupported", "The bucket does not allow ACLs"),
        false => ApiError::not_simulated(format!("access control list {what}")),
    }
}

/// A list is put as a whole, by its name or grant by grant.
fn put(bucket: &Bucket, acl: Option<&str>) -> Result<(), ApiError> {
    match acl {
        Some("private") if !bucket.owner_enforced => Ok(()),
        other => Err(refused(bucket, other.unwrap_or("of grants"))),
    }
}

pub fn put_bucket(state: &State, input: &PutBucketAclInput) -> Result<(), ApiError> {
    put(state.bucket(&input.bucket)?, input.acl.as_deref())
}

pub fn put_object(state: &State, input: &PutObjectAclInput) -> Result<(), ApiError> {
    let bucket = state.bucket(&input.bucket)?;
    objects::find(bucket, &input.key, input.version.as_deref())?;
    put(bucket, input.acl.as_deref())
}

fn told(ctx: &Ctx<'_>, bucket: &Bucket) -> AclOutput {
    let owner = owner(ctx, bucket.account);
    let grantee = Grantee { id: owner.id.clone(), kind: "CanonicalUser".to_owned() };
    let grants = vec![Grant { grantee, permission: "FULL_CONTROL".to_owned() }];
    AclOutput { owner, grants }
}

pub fn bucket(state: &State, ctx: &Ctx<'_>, input: &BucketInput) -> Result<AclOutput, ApiError> {
    Ok(told(ctx, state.bucket(&input.bucket)?))
}

pub fn object(state: &State, ctx: &Ctx<'_>, input: &LockInput) -> Result<AclOutput, ApiError> {
    let bucket = state.bucket(&input.bucket)?;
    objects::find(bucket, &input.key, input.version.as_deref())?;
    Ok(told(ctx, bucket))
}

pub fn put_ownership(state: &mut State, input: &PutOwnershipInput) -> Result<(), ApiError> {
    let bucket = state.bucket_mut(&input.bucket)?;
    let [rule] = input.controls.rules.as_slice() else { return Err(malformed()) };
    enforced(&rule.ownership)?;
    bucket.owner_enforced = true;
    Ok(())
}

pub fn ownership(state: &State, input: &BucketInput) -> Result<OwnershipOutput, ApiError> {
    if !state.bucket(&input.bucket)?.owner_enforced {
        let text = "The bucket ownership controls were not found";
        return Err(ApiError::new("OwnershipControlsNotFoundError", text).http(404));
    }
    let rules = vec![OwnershipControlsRule { ownership: ENFORCED.to_owned() }];
    Ok(OwnershipOutput { controls: OwnershipControls { rules } })
}

/// Lists count again in a bucket without controls.
pub fn delete_ownership(state: &mut State, input: &BucketInput) -> Result<(), ApiError> {
    state.bucket_mut(&input.bucket)?.owner_enforced = false;
    Ok(())
}
