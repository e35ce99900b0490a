//! AWS CloudTrail: the audit records, and event history over them.

pub mod api;
pub mod digest;
pub mod event;
pub mod export;
pub mod ops;
pub mod query;
pub mod record;
pub mod state;

pub use event::Event;
pub use query::{Attribute, Page, Position, Query};
pub use state::State;
