//! What a call answers when it fails.

use crate::access::Decision;

/// An error as a service gives it: code, message, and why.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct ApiError {
    /// AWS's code: `ValidationError`.
    pub code: String,
    /// AWS's message.
    pub message: String,
    /// The HTTP status.
    pub http: u16,
    /// Where the call was refused.
    pub stage: Stage,
}

/// Where a call was refused.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Stage {
    /// The caller could not be identified.
    Authentication,
    /// No policy allows it, or one forbids it; the decision says which statements were looked at.
    Access(Box<Decision>),
    /// Too many calls in this second.
    Throttling,
    /// The service found fault with the request or with the state of things.
    Service,
    /// AWS could do it and this simulator cannot; the message says so.
    NotSimulated,
}

impl ApiError {
    /// An error of the service: HTTP 400.
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> ApiError {
        ApiError { code: code.into(), message: message.into(), http: 400, stage: Stage::Service }
    }

    /// The same with another HTTP status.
    pub fn http(mut self, status: u16) -> ApiError {
        self.http = status;
        self
    }

    /// Something AWS has and this simulator refuses: `what` names it, in AWS's words.
    pub fn not_simulated(what: impl Into<String>) -> ApiError {
        ApiError {
            code: "NotSimulated".to_owned(),
            message: what.into(),
            http: 501,
            stage: Stage::NotSimulated,
        }
    }
}
