//! Amazon CloudWatch: metrics, alarms and dashboards.

pub mod alarm;
pub mod api;
pub mod dashboard;
pub mod facts;
pub mod json;
pub mod metrics;
pub mod ops;
pub mod record;
pub mod state;
pub mod wake;

pub use facts::Fact;
pub use state::State;
pub use wake::{ActionToken, Wake};
