//! AWS IAM: users, policies, and the question whether a call is allowed.

pub mod api;
pub mod authorize;
pub mod ops;
pub mod record;
pub mod state;

pub use authorize::authorize;
pub use state::State;
