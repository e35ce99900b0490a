//! AWS STS: who am I, and acting in a role for a while.

pub mod api;
mod assume;
mod federate;
pub mod federation;
pub mod ops;
pub mod passed;
pub mod record;
pub mod state;
mod token;

pub use state::State;
