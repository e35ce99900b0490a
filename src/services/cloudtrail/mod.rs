//! AWS CloudTrail: the audit records, and event history over them.

pub mod api;
pub mod ops;
pub mod record;
pub mod state;

pub use state::State;
