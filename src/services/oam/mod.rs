//! CloudWatch Observability Access Manager: a monitoring account's sink, and the links of the
//! accounts whose metrics it may read.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Unified-Cross-Account.html>

pub mod api;
pub mod ops;
pub mod record;
pub mod state;
mod tags;

pub use state::State;
