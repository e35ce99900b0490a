//! Why something that a service does by itself, in a role of the account, did not work.

use std::rc::Rc;

use crate::access::Decision;
use crate::api::ApiError;
use crate::api::error::Stage;

/// Why it did not work.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Failure {
    /// The code of whoever refused.
    pub code: String,
    /// What it said.
    pub message: String,
    /// What refused, if a policy did.
    pub refused: Option<Rc<Decision>>,
}

impl From<&Failure> for ApiError {
    /// As it would be told to a caller.
    fn from(failure: &Failure) -> ApiError {
        let stage = match &failure.refused {
            Some(decision) => Stage::Access(Box::new((**decision).clone())),
            None => Stage::Service,
        };
        ApiError { stage, ..ApiError::new(failure.code.as_str(), failure.message.as_str()) }
    }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Failure {
        let refused = match error.stage {
            Stage::Access(decision) => Some(Rc::new(*decision)),
            _ => None,
        };
        Failure { code: error.code, message: error.message, refused }
    }
}
