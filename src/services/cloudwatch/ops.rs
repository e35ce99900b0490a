//! One arm an operation.

use serde_json::{Value, json};

use super::api::Request;
use super::state::State;
use crate::api::ApiError;
use crate::services::ec2;
use crate::sim::Ctx;

/// Carries out a request. EC2 is only read: it is where AWS/EC2 metrics come from.
pub fn execute(
    _state: &mut State,
    _ctx: &mut Ctx<'_>,
    _ec2: &ec2::State,
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::DescribeAlarms(_) => Ok(json!({})),
    }
}
