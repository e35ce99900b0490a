//! IAM Access Analyzer: who outside the account could use what it has, read off the policies of
//! buckets, topics, functions, queues, keys and roles; and what is found of a policy before it is
//! used.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/what-is-access-analyzer.html>

pub mod api;
pub mod exposure;
mod filter;
pub mod ops;
pub mod record;
mod resources;
mod rules;
pub mod scan;
pub mod shapes;
pub mod state;
mod tags;
mod validate;

pub use state::State;
