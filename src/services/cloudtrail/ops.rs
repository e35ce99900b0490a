//! One arm an operation.

use serde_json::{Value, json};

use super::api::Request;
use super::state::State;
use crate::api::ApiError;
use crate::sim::scope::Scope;
use crate::sim::time::Time;

/// Carries out a request.
pub fn execute(
    _state: &mut State,
    _now: Time,
    _scope: Scope,
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::LookupEvents(_) => Ok(json!({})),
    }
}
