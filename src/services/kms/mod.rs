//! AWS Key Management Service, as far as deliveries need it: keys, their policies, their aliases.

mod aliases;
pub mod api;
mod condition;
pub mod managed;
pub mod ops;
pub mod record;
pub mod rotation;
pub mod shapes;
pub mod state;
mod tags;
pub mod uses;
mod wake;

pub use state::{Key, State};
pub use wake::{Due, Wake};
