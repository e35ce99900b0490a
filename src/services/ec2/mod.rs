//! Amazon EC2: instances, their life, and the metrics they emit.

pub mod addresses;
pub mod api;
pub mod catalogue;
pub mod credits;
mod errors;
pub mod facts;
mod filters;
pub mod groups;
pub mod history;
pub mod keys;
pub mod lifecycle;
pub mod metrics;
mod moves;
pub mod needs;
pub mod network;
pub mod ops;
mod paging;
pub mod placement;
pub mod prefix_lists;
pub mod profiles;
pub mod ranges;
pub mod record;
pub mod seal;
pub mod shapes;
pub mod snapshots;
pub mod standing;
pub mod state;
pub mod templates;
mod view;
pub mod volumes;
pub mod wake;
pub mod world;

pub use facts::Fact;
pub use lifecycle::{InstanceState, Monitoring};
pub use state::State;
pub use wake::Wake;
