//! IAM Access Analyzer: who outside the account could use what it has, read off the policies of
//! buckets, topics, functions, queues, keys and roles; and what is found of a policy before it is
//! used.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html>

pub mod api;
pub mod exposure;
pub mod ops;
pub mod record;
pub mod scan;
pub mod state;
mod validate;

pub use state::State;
