//! AWS Organizations: several accounts under one management account, and the service control
//! policies that say the most any of them may do.

pub mod api;
pub mod facts;
pub mod handshake;
pub mod ops;
pub mod record;
pub mod shapes;
pub mod state;
pub mod wake;

pub use facts::Fact;
pub use state::State;
pub use wake::Wake;
