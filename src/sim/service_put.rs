//! What services put into buckets in their own name: CloudTrail its log files.
//!
//! A put like any other: the bucket's policy must let the service in, and a record with the
//! decision is left whatever becomes of it. Only the body does not come as a request's text.

use std::rc::Rc;

use serde_json::{Value, json};

use super::caller::Caller;
use super::ctx::Ctx;
use super::fact::Cause;
use super::scope::{Arn, Scope};
use super::world::World;
use crate::access::Decision;
use crate::api::ApiError;
use crate::services::s3::seal::KMS;
use crate::services::s3::{self, Put};
use crate::services::{Request, iam};

/// The right that services give the owner of the bucket, which its policy may ask for.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl>
pub const FULL_CONTROL: &str = "bucket-owner-full-control";

/// What a service puts, and for which of its resources.
#[derive(Clone, Debug)]
pub struct ServicePut {
    /// `cloudtrail.amazonaws.com`.
    pub principal: &'static str,
    /// The resource it acts for: `aws:SourceArn`.
    pub source: Arn,
    /// Whose that is and where it asks: `aws:SourceAccount`.
    pub scope: Scope,
    /// The bucket.
    pub bucket: String,
    /// The key.
    pub key: String,
    /// The key of KMS it is encrypted with.
    pub sealed: Option<Arn>,
    /// Content, headers and metadata.
    pub put: Put,
}

impl ServicePut {
    fn caller(&self) -> Caller {
        Caller::service(self.scope, self.principal, self.source.clone())
    }

    fn input(&self) -> s3::shapes::PutObjectInput {
        let header = |name: &str| self.put.headers.get(name).cloned();
        let metadata = &self.put.metadata;
        s3::shapes::PutObjectInput {
            bucket: self.bucket.clone(),
            key: self.key.clone(),
            acl: Some(FULL_CONTROL.to_owned()),
            encryption: Some(if self.sealed.is_some() { KMS } else { "AES256" }.to_owned()),
            kms_key: self.sealed.as_ref().map(Arn::to_string),
            content_type: Some(self.put.content_type.clone()),
            content_encoding: header("ContentEncoding"),
            metadata: (!metadata.is_empty()).then(|| metadata.clone()),
            ..s3::shapes::PutObjectInput::default()
        }
    }
}

impl World {
    /// Puts an object for a service: what became of it, and the number of its audit record. An
    /// object put is there at once.
    pub(super) fn put_for_service(
        &mut self,
        put: &ServicePut,
        cause: Cause,
    ) -> (Result<(), ApiError>, usize) {
        let (caller, scope, input) = (put.caller(), put.scope, put.input());
        let request = Request::S3(s3::api::Request::PutObject(input.clone()));
        let there = self.s3.bucket(&put.bucket).map(|_| ());
        // A key that is gone has no policy that could refuse.
        let there = there.and_then(|()| match &put.sealed {
            Some(key) if self.kms.key(key, self.now).is_none() => self.unlocks(put),
            _ => Ok(()),
        });
        let (decision, reply): (Option<Rc<Decision>>, Result<Value, ApiError>) = match there {
            Err(error) => (None, Err(error)),
            Ok(()) => match iam::authorize(self, &caller, scope, &request) {
                Err((decision, error)) => (Some(Rc::new(decision)), Err(error)),
                Ok(decision) => {
                    let unlocked = self.unlocks(put);
                    let reply = unlocked.and_then(|()| self.put_now(put, &input, cause));
                    (decision.map(Rc::new), reply)
                }
            },
        };
        let mut record = self.record((caller, cause), scope, &request, &reply, decision);
        if let Some(sent) = record.additional.as_mut().and_then(|it| it.get_mut(SENT)) {
            *sent = json!(put.put.body.len());
        }
        self.calls += 1;
        (reply.map(|_| ()), self.keep(record, &request))
    }

    fn put_now(
        &mut self,
        put: &ServicePut,
        input: &s3::shapes::PutObjectInput,
        cause: Cause,
    ) -> Result<Value, ApiError> {
        let World { s3, facts, queue, now, ids, .. } = self;
        let ctx = Ctx { now: *now, scope: put.scope, ids: *ids, cause, facts, queue };
        let trail = put.sealed.as_ref().map(|_| put.source.as_str());
        s3::ops::put_body(s3, &ctx, input, (put.put.body.clone(), trail))
    }

    /// Whether the key of a put can be used now.
    pub(super) fn unlocks(&self, put: &ServicePut) -> Result<(), ApiError> {
        put.sealed.as_ref().map_or(Ok(()), |key| self.kms.usable(key, self.now))
    }

    /// Whether a service may use a bucket: see its access control list, and put an object. Nothing
    /// is called and nothing recorded.
    pub(super) fn may_put_for_service(&self, put: &ServicePut) -> Result<(), ApiError> {
        let caller = put.caller();
        let list = s3::shapes::BucketInput { bucket: put.bucket.clone() };
        let requests =
            [s3::api::Request::GetBucketAcl(list), s3::api::Request::PutObject(put.input())];
        for request in requests {
            let request = Request::S3(request);
            iam::authorize(self, &caller, put.scope, &request).map_err(|(_, error)| error)?;
        }
        Ok(())
    }
}

/// How many bytes the record says were sent.
const SENT: &str = "bytesTransferredIn";
