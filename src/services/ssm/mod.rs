//! AWS Systems Manager: Run Command on instances, Parameter Store, and who is managed.

pub mod api;
pub mod documents;
pub mod facts;
pub mod limits;
pub mod ops;
pub mod outputs;
mod parameters;
mod policies;
mod power;
pub mod record;
pub mod script;
mod settings;
pub mod shapes;
pub mod state;
pub mod wake;

pub use facts::Fact;
pub use ops::Sight;
pub use state::State;
pub use wake::Wake;
