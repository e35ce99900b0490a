//! Amazon CloudWatch: metrics, alarms on them, alarms on alarms and what mutes their actions, and
//! dashboards.

mod act;
pub mod alarm;
pub mod anomaly;
pub mod api;
pub mod change;
pub mod composite;
pub mod dashboard;
pub mod data_source;
pub mod entity;
pub mod facts;
pub mod insight;
pub mod json;
pub mod metrics;
pub mod mutes;
pub mod ops;
pub mod record;
mod rounds;
pub mod state;
pub mod stream;
pub mod wake;

pub use facts::Fact;
pub use state::State;
pub use wake::{ActionToken, Wake};
