//! AWS Lambda, as far as audit needs it: functions, who may invoke them, and that they were. No
//! code runs: what a function gives back is set from outside (`world function`).
//!
//! [`name`] the forms a function is called by · [`source`] its metrics · [`world`] how it behaves.

pub mod api;
pub mod facts;
pub mod name;
pub mod ops;
pub mod record;
pub mod shapes;
pub mod source;
pub mod state;
pub mod versions;
pub mod wake;
pub mod world;

pub use facts::Fact;
pub use state::{Function, State};
pub use wake::Wake;
