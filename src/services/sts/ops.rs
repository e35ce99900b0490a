//! One arm an operation.

use serde_json::Value;

use super::api::{GetCallerIdentityOutput, Request};
use crate::api::ApiError;
use crate::api::Shape as _;
use crate::sim::Caller;

/// Carries out a request.
pub fn execute(caller: &Caller, request: &Request) -> Result<Value, ApiError> {
    match request {
        Request::GetCallerIdentity(_) => {
            let output = GetCallerIdentityOutput {
                user_id: caller.user_id(),
                account: caller.account.to_string(),
                arn: caller.arn(),
            };
            Ok(output.write())
        }
    }
}
