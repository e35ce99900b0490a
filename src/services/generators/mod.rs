//! Services that are there for their metrics alone: what brings them into the world is the world,
//! no call, and their numbers come from seeded curves.
//!
//! [`kind`] which there are · [`table`] what each publishes · [`model`] the values · [`traffic`]
//! how busy one is and how much of it fails · [`source`] points as they arrive · [`world`] changes
//! and [`trouble`] faults by name · `counters` what Performance Insights tells of databases.

mod counters;
pub mod facts;
pub mod kind;
pub mod model;
pub mod source;
pub mod state;
pub mod table;
pub mod traffic;
pub mod trouble;
pub mod world;

pub use facts::Fact;
pub use kind::{Kind, Lever};
pub use state::State;
pub use trouble::Trouble;
