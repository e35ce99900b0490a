//! Amazon EC2: instances, their life, and the metrics they emit.

pub mod api;
pub mod facts;
pub mod ops;
pub mod record;
pub mod state;
pub mod wake;
pub mod world;

pub use facts::Fact;
pub use state::State;
pub use wake::Wake;
