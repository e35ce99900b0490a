//! Amazon SNS: topics, subscriptions of people and of functions, publishing.

pub mod api;
pub mod facts;
pub mod filter;
pub mod mail;
pub mod ops;
pub mod policy;
pub mod record;
pub mod state;
pub mod wake;

pub use facts::Fact;
pub use state::State;
pub use wake::{DeliveryToken, Wake};
