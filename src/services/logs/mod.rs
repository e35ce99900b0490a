//! Amazon CloudWatch Logs, as far as trails need it: groups, streams, the events in them, and the
//! metrics that filters make of events; what subscription filters hand on.

pub mod api;
pub mod facts;
pub mod filter;
pub mod insights;
mod metrics;
pub mod ops;
pub mod pattern;
pub mod record;
pub mod seal;
pub mod shapes;
pub mod state;
pub mod subscription;
pub mod wake;

pub use facts::Fact;
pub use state::{Group, LogEvent, State, Stream};
pub use subscription::Outcome;
pub use wake::Wake;
