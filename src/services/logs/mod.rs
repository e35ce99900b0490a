//! Amazon CloudWatch Logs, as far as trails need it: groups, streams, the events in them, and the
//! metrics that filters make of events.

pub mod api;
pub mod filter;
pub mod insights;
mod metrics;
pub mod ops;
pub mod pattern;
pub mod record;
pub mod seal;
pub mod shapes;
pub mod state;

pub use state::{Group, LogEvent, State, Stream};
