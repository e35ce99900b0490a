//! Amazon CloudWatch Logs, as far as trails need it: groups, streams, and the events in them.

pub mod api;
pub mod ops;
pub mod record;
pub mod shapes;
pub mod state;

pub use state::{Group, LogEvent, State, Stream};
