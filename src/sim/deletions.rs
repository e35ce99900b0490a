//! Objects that are deleted together: each needs a permission of its own, and leaves a record.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html>. CloudTrail logs the call,
//! which names no object, and since June 2025 a DeleteObject for each object:
//! <https://aws.amazon.com/about-aws/whats-new/2025/06/aws-cloudtrail-logging-amazon-s3-deleteobjects-api/>.
//! The S3 User Guide's older note, that no key is logged, is true of the event of the call itself:
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html>

use std::rc::Rc;

use serde_json::Value;

use super::call::user_agent;
use super::caller::Caller;
use super::dispatch;
use super::fact::Cause;
use super::scope::Scope;
use super::world::World;
use crate::api::reply::json;
use crate::api::{ApiError, Shape as _};
use crate::services::s3::api::Request as S3;
use crate::services::s3::ops::malformed;
use crate::services::s3::shapes::{
    DeleteError, DeleteObjectInput, DeleteObjectOutput, DeleteObjectsInput, DeleteObjectsOutput,
    DeletedObject, ObjectIdentifier,
};
use crate::services::{Request, iam};

/// The most objects one call may name.
const MOST: usize = 1000;

impl World {
    /// Deletes objects one after the other; what fails is told and stops nothing.
    pub(super) fn delete_objects(
        &mut self,
        (caller, scope): (&Caller, Scope),
        cause: Cause,
        input: &DeleteObjectsInput,
    ) -> Result<Value, ApiError> {
        self.s3.bucket(&input.bucket)?;
        let objects = &input.delete.objects;
        if objects.is_empty() || objects.len() > MOST {
            return Err(malformed());
        }
        let (mut deleted, mut errors) = (Vec::new(), Vec::new());
        for object in objects {
            match self.delete_one((caller, scope), cause, (input, object)) {
                Ok(reply) => deleted.push(told(object, &reply)),
                Err(error) => errors.push(DeleteError {
                    key: object.key.clone(),
                    version: object.version.clone(),
                    code: error.code,
                    message: error.message,
                }),
            }
        }
        // Whoever wants it quiet hears of failures alone.
        let loud = input.delete.quiet != Some(true) && !deleted.is_empty();
        Ok(json(DeleteObjectsOutput {
            deleted: loud.then_some(deleted),
            errors: (!errors.is_empty()).then_some(errors),
        }))
    }

    fn delete_one(
        &mut self,
        (caller, scope): (&Caller, Scope),
        cause: Cause,
        (all, object): (&DeleteObjectsInput, &ObjectIdentifier),
    ) -> Result<DeleteObjectOutput, ApiError> {
        let request = Request::S3(S3::DeleteObject(DeleteObjectInput {
            bucket: all.bucket.clone(),
            key: object.key.clone(),
            version: object.version.clone(),
            bypass: all.bypass,
        }));
        let (decision, reply) = match iam::authorize(self, caller, scope, &request) {
            Ok(decision) => (decision, dispatch::execute(self, caller, scope, cause, &request)),
            Err((decision, error)) => (Some(decision), Err(error)),
        };
        let decision = decision.map(Rc::new);
        let mut record = self.record((caller.clone(), cause), scope, &request, &reply, decision);
        // The client made one call, and it was not this one.
        let call = Request::S3(S3::DeleteObjects(all.clone()));
        record.user_agent = format!("[{}]", user_agent(caller, &call));
        self.calls += 1;
        self.keep(record, &request);
        DeleteObjectOutput::read(reply?).map_err(|text| ApiError::new("InternalError", text))
    }
}

/// What became of an object: gone, or hidden behind a mark.
fn told(object: &ObjectIdentifier, reply: &DeleteObjectOutput) -> DeletedObject {
    let marker_version = reply.version.clone().filter(|_| reply.marker == Some(true));
    DeletedObject {
        key: object.key.clone(),
        version: object.version.clone(),
        marker: reply.marker,
        marker_version,
    }
}
