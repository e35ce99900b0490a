//! One arm an operation.

mod acls;
mod buckets;
mod lifecycle;
mod list;
mod locks;
mod objects;
mod rules;
mod settings;
mod tags;

use serde_json::Value;

use super::Body;
use super::api::Request;
use super::shapes::{Owner, PutObjectInput};
use super::state::State;
use crate::api::ApiError;
use crate::api::reply::{json, none};
use crate::services::iam;
use crate::sim::scope::AccountId;
use crate::sim::{Caller, Ctx};

/// Carries out a request.
pub fn execute(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    iam: &iam::State,
    caller: &Caller,
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::CreateBucket(input) => buckets::create(state, ctx, input).map(json),
        Request::DeleteBucket(input) => buckets::delete(state, input).map(none),
        Request::ListBuckets(input) => buckets::list(state, ctx, input).map(json),
        Request::HeadBucket(input) => buckets::head(state, input).map(json),
        Request::GetBucketLocation(input) => buckets::location(state, input).map(json),
        Request::GetBucketAcl(input) => acls::bucket(state, ctx, input).map(json),
        Request::PutBucketAcl(input) => acls::put_bucket(state, input).map(none),
        Request::GetObjectAcl(input) => acls::object(state, ctx, input).map(json),
        Request::PutObjectAcl(input) => acls::put_object(state, input).map(none),
        Request::PutBucketOwnershipControls(input) => acls::put_ownership(state, input).map(none),
        Request::GetBucketOwnershipControls(input) => acls::ownership(state, input).map(json),
        Request::DeleteBucketOwnershipControls(input) => {
            acls::delete_ownership(state, input).map(none)
        }
        Request::PutBucketPolicy(input) => {
            settings::put_policy(state, iam, caller, input).map(none)
        }
        Request::GetBucketPolicy(input) => settings::policy(state, caller, input).map(json),
        Request::GetBucketPolicyStatus(input) => settings::policy_status(state, input).map(json),
        Request::DeleteBucketPolicy(input) => {
            settings::delete_policy(state, caller, input).map(none)
        }
        Request::PutPublicAccessBlock(input) => settings::put_block(state, input).map(none),
        Request::GetPublicAccessBlock(input) => settings::block(state, input).map(json),
        Request::DeletePublicAccessBlock(input) => settings::delete_block(state, input).map(none),
        Request::PutBucketVersioning(input) => settings::put_versioning(state, input).map(none),
        Request::GetBucketVersioning(input) => settings::versioning(state, input).map(json),
        Request::PutBucketTagging(input) => tags::put(state, input).map(none),
        Request::GetBucketTagging(input) => tags::get(state, input).map(json),
        Request::DeleteBucketTagging(input) => tags::delete(state, input).map(none),
        Request::PutBucketEncryption(input) => settings::put_encryption(state, input).map(none),
        Request::GetBucketEncryption(input) => settings::encryption(state, input).map(json),
        Request::DeleteBucketEncryption(input) => {
            settings::delete_encryption(state, input).map(none)
        }
        Request::PutBucketLifecycleConfiguration(input) => {
            lifecycle::put(state, ctx, input).map(json)
        }
        Request::GetBucketLifecycleConfiguration(input) => lifecycle::get(state, input).map(json),
        Request::DeleteBucketLifecycle(input) => lifecycle::delete(state, input).map(none),
        Request::PutObjectLockConfiguration(input) => locks::configure(state, input).map(none),
        Request::GetObjectLockConfiguration(input) => locks::configuration(state, input).map(json),
        Request::PutObjectRetention(input) => locks::retain(state, ctx, input).map(none),
        Request::GetObjectRetention(input) => locks::retention(state, input).map(json),
        Request::PutObjectTagging(input) => tags::put_object(state, input).map(json),
        Request::GetObjectTagging(input) => tags::get_object(state, input).map(json),
        Request::DeleteObjectTagging(input) => tags::delete_object(state, input).map(json),
        Request::PutObjectLegalHold(input) => locks::hold(state, input).map(none),
        Request::GetObjectLegalHold(input) => locks::legal_hold(state, input).map(json),
        Request::PutObject(input) => objects::put(state, ctx, input).map(json),
        Request::GetObject(input) => objects::get(state, input, true).map(json),
        Request::HeadObject(input) => objects::get(state, input, false).map(json),
        Request::DeleteObject(input) => objects::delete(state, ctx, input).map(json),
        // The kernel deletes them one by one, as each needs a permission of its own.
        Request::DeleteObjects(_) => Err(ApiError::new(
            "InternalError",
            "We encountered an internal error. Please try again.",
        )),
        Request::CopyObject(input) => objects::copy(state, ctx, input).map(json),
        Request::ListObjects(input) => list::first_form(state, ctx, input).map(json),
        Request::ListObjectsV2(input) => list::objects(state, ctx, input).map(json),
        Request::ListObjectVersions(input) => list::versions(state, ctx, input).map(json),
    }
    .map_err(|error| as_told(request, error))
}

/// Puts what a service delivers: bytes, where a client's request carries text.
pub fn put_body(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &PutObjectInput,
    body: (Body, Option<&str>),
) -> Result<Value, ApiError> {
    objects::put_body(state, ctx, input, body).map(json)
}

/// An error as clients are told of it. The answer to a HEAD request has no body, so they know no
/// more than its status.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadObject.html>
pub fn as_told(request: &Request, error: ApiError) -> ApiError {
    if !matches!(request, Request::HeadBucket(_) | Request::HeadObject(_)) {
        return error;
    }
    let text = match error.http {
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        416 => "Requested Range Not Satisfiable",
        _ => return error,
    };
    ApiError { code: error.http.to_string(), message: text.to_owned(), ..error }
}

/// The canonical id of an account.
fn owner(ctx: &Ctx<'_>, account: AccountId) -> Owner {
    let number = account.to_string().parse().unwrap_or_default();
    Owner { id: ctx.ids.hex("s3:owner", number, 64) }
}

/// `MethodNotAllowed`.
fn not_allowed() -> ApiError {
    let text = "The specified method is not allowed against this resource.";
    ApiError::new("MethodNotAllowed", text).http(405)
}

/// `InvalidArgument`.
fn invalid(text: &str) -> ApiError {
    ApiError::new("InvalidArgument", text)
}

/// `MalformedXML`: what breaks the service's schema.
pub fn malformed() -> ApiError {
    let text = "The XML you provided was not well-formed or did not validate against our \
                published schema";
    ApiError::new("MalformedXML", text)
}
