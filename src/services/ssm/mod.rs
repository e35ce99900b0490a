//! AWS Systems Manager: Run Command on instances, and the public parameters that name images.

pub mod api;
pub mod facts;
pub mod ops;
pub mod record;
pub mod script;
pub mod shapes;
pub mod state;
pub mod wake;

pub use facts::Fact;
pub use state::State;
pub use wake::Wake;
