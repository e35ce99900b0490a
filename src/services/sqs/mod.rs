//! Amazon SQS: standard queues, their policies, and what is sent and received.
//!
//! [`messages`] how a message is seen at any moment · [`attributes`] what can be set of a queue ·
//! [`source`] metrics.

pub mod api;
pub mod attributes;
pub mod messages;
pub mod ops;
pub mod record;
pub mod shapes;
pub mod source;
pub mod state;

pub use state::{Queue, State};
