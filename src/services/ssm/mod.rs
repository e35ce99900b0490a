//! AWS Systems Manager: Run Command on instances, Parameter Store, and who is managed.

pub mod api;
pub mod documents;
pub mod facts;
mod filters;
pub mod limits;
mod lists;
mod managed;
pub mod ops;
pub mod outputs;
mod page;
mod parameters;
mod policies;
mod power;
pub mod record;
pub mod script;
mod settings;
pub mod shapes;
pub mod state;
mod versions;
pub mod wake;

pub use facts::Fact;
pub use ops::Sight;
pub use state::State;
pub use wake::Wake;
