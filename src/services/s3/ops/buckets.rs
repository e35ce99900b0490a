//! Buckets: made, listed, told of, deleted.

use serde_json::Value;

use super::{acls, invalid, owner};
use crate::api::{ApiError, Timestamp, page};
use crate::services::s3::shapes::{
    BucketInput, BucketItem, CreateBucketInput, CreateBucketOutput, HeadBucketOutput,
    ListBucketsInput, ListBucketsOutput, LocationOutput,
};
use crate::services::s3::state::{Bucket, State, Versioning, bucket_arn};
use crate::sim::Ctx;
use crate::sim::scope::Region;

/// The most buckets of an account.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/BucketRestrictions.html>
const MAX_BUCKETS: usize = 10_000;

pub fn create(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &CreateBucketInput,
) -> Result<CreateBucketOutput, ApiError> {
    if !is_name(&input.bucket) {
        let text = "The specified bucket is not valid.";
        return Err(ApiError::new("InvalidBucketName", text));
    }
    let region = place(ctx.scope.region, input)?;
    ownership(input)?;
    let location = match region {
        Region::US_EAST_1 => format!("/{}", input.bucket),
        _ => format!("http://{}.s3.amazonaws.com/", input.bucket),
    };
    if let Some(bucket) = state.buckets.get(&input.bucket) {
        // Making it again does no harm in us-east-1, and there alone.
        // <https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html>
        let own = bucket.account == ctx.scope.account;
        if own && region == Region::US_EAST_1 && bucket.region == region {
            return Ok(CreateBucketOutput { location });
        }
        return Err(taken(own));
    }
    if state.buckets.values().filter(|it| it.account == ctx.scope.account).count() >= MAX_BUCKETS {
        let text = "You have attempted to create more buckets than allowed";
        return Err(ApiError::new("TooManyBuckets", text));
    }
    let mut bucket = Bucket::new(ctx.scope.account, region, ctx.now);
    if input.object_lock == Some(true) {
        // It comes with versions.
        bucket.lock = Some(None);
        bucket.versioning = Some(Versioning::Enabled);
    }
    state.buckets.insert(input.bucket.clone(), bucket);
    Ok(CreateBucketOutput { location })
}

fn taken(own: bool) -> ApiError {
    if own {
        let text = "Your previous request to create the named bucket succeeded and you already \
                    own it.";
        return ApiError::new("BucketAlreadyOwnedByYou", text).http(409);
    }
    let text = "The requested bucket name is not available. The bucket namespace is shared by all \
                users of the system. Please select a different name and try again.";
    ApiError::new("BucketAlreadyExists", text).http(409)
}

/// Where the bucket is made: the Region that is asked, which all but us-east-1 want named.
fn place(asked: Region, input: &CreateBucketInput) -> Result<Region, ApiError> {
    let given = input.configuration.as_ref().and_then(|at| at.location_constraint.as_deref());
    let illegal = |what: &str| {
        let text = format!(
            "The {what} location constraint is incompatible for the region specific endpoint this \
             request was sent to."
        );
        Err(ApiError::new("IllegalLocationConstraintException", text))
    };
    match given {
        None if asked == Region::US_EAST_1 => Ok(asked),
        None => illegal("unspecified"),
        Some("us-east-1") if asked == Region::US_EAST_1 => {
            let text = "The specified location-constraint is not valid";
            Err(ApiError::new("InvalidLocationConstraint", text))
        }
        // The old name of Ireland.
        Some("EU") if asked.code() == "eu-west-1" => Ok(asked),
        Some(code) if code == asked.code() => Ok(asked),
        Some(code) => illegal(code),
    }
}

/// Access control lists are off in new buckets, as they are in AWS since April 2023.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html>
fn ownership(input: &CreateBucketInput) -> Result<(), ApiError> {
    input.ownership.as_deref().map_or(Ok(()), acls::enforced)?;
    match input.acl.as_deref() {
        None | Some("private") => Ok(()),
        Some(_) => {
            let text = "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced \
                        setting";
            Err(ApiError::new("InvalidBucketAclWithObjectOwnership", text))
        }
    }
}

/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html>
fn is_name(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let address = name.split('.').count() == 4
        && name.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    let starts = ["xn--", "sthree-", "amzn-s3-demo-"];
    let ends = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];
    (3..=63).contains(&name.len())
        && name.chars().all(|c| fits(c) || c == '-' || c == '.')
        && name.starts_with(fits)
        && name.ends_with(fits)
        && !name.contains("..")
        && !address
        && !starts.iter().any(|start| name.starts_with(start))
        && !ends.iter().any(|end| name.ends_with(end))
}

pub fn delete(state: &mut State, input: &BucketInput) -> Result<(), ApiError> {
    let bucket = state.bucket(&input.bucket)?;
    if bucket.objects.count() > 0 {
        let text = match bucket.versioning {
            None => "The bucket you tried to delete is not empty",
            Some(_) => {
                "The bucket you tried to delete is not empty. You must delete all versions in the \
                 bucket."
            }
        };
        return Err(ApiError::new("BucketNotEmpty", text).http(409));
    }
    state.buckets.remove(&input.bucket);
    Ok(())
}

/// Region and ARN are told when the listing is narrowed or cut.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListBuckets.html>
pub fn list(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListBucketsInput,
) -> Result<ListBucketsOutput, ApiError> {
    let account = ctx.scope.account;
    let wanted = |(name, bucket): &(&String, &Bucket)| {
        bucket.account == account
            && input.prefix.as_ref().is_none_or(|prefix| name.starts_with(prefix))
            && input.region.as_ref().is_none_or(|region| bucket.region.code() == region)
    };
    let narrowed = input.max.is_some()
        || input.token.is_some()
        || input.prefix.is_some()
        || input.region.is_some();
    let item = |(name, bucket): (&String, &Bucket)| BucketItem {
        name: name.clone(),
        created: Timestamp(bucket.created),
        region: narrowed.then(|| bucket.region.code().to_owned()),
        arn: narrowed.then(|| bucket_arn(name)),
    };
    let all: Vec<BucketItem> = state.buckets.iter().filter(wanted).map(item).collect();
    let size = input.max.and_then(|max| usize::try_from(max).ok()).unwrap_or(10_000);
    let wrong = || invalid("The continuation token provided is incorrect");
    let (buckets, token) =
        page::page(all, input.token.as_deref(), size.min(10_000)).ok_or_else(wrong)?;
    Ok(ListBucketsOutput {
        buckets,
        owner: owner(ctx, account),
        token,
        prefix: input.prefix.clone(),
    })
}

pub fn head(state: &State, input: &BucketInput) -> Result<HeadBucketOutput, ApiError> {
    let bucket = state.bucket(&input.bucket)?;
    Ok(HeadBucketOutput {
        arn: bucket_arn(&input.bucket),
        region: bucket.region.code().to_owned(),
        alias: false,
    })
}

pub fn location(state: &State, input: &BucketInput) -> Result<LocationOutput, ApiError> {
    let region = state.bucket(&input.bucket)?.region;
    let location = match region {
        Region::US_EAST_1 => Value::Null,
        region => Value::from(region.code()),
    };
    Ok(LocationOutput { location })
}
