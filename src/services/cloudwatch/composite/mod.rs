//! Composite alarms: alarms on the states of other alarms.
//!
//! [`config`] what one is told · [`rule`], [`parse`] its rule · [`state`] what is held of it ·
//! [`evaluate`] what it does when a child changes · [`suppress`] what holds its actions back ·
//! [`reason`] its texts · [`message`] what its actions say · [`explain`] why it was in its state at
//! any past instant.

pub mod config;
pub mod evaluate;
pub mod explain;
pub mod message;
pub mod parse;
pub mod reason;
pub mod rule;
pub mod state;
pub mod suppress;

pub use config::Config;
pub use state::Composite;
