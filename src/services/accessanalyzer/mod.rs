//! IAM Access Analyzer: who outside the account could use what it has, read off the policies of
//! buckets, topics and roles.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html>

pub mod api;
pub mod exposure;
pub mod ops;
pub mod record;
pub mod scan;
pub mod state;

pub use state::State;
