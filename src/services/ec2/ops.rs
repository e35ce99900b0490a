//! One arm an operation.

use serde_json::{Value, json};

use super::api::Request;
use super::state::State;
use crate::api::ApiError;
use crate::sim::Ctx;

/// Carries out a request.
pub fn execute(
    _state: &mut State,
    _ctx: &mut Ctx<'_>,
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::DescribeInstances(_) => Ok(json!({})),
    }
}
