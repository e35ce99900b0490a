//! AWS IAM: users, roles, policies, and the question whether a call is allowed.

pub mod accounts;
pub mod api;
pub mod authorize;
mod context;
pub mod denial;
pub mod extra;
pub mod facts;
pub mod groups;
pub mod instance;
pub mod last_used;
pub mod linked;
pub mod managed;
mod needs;
pub mod ops;
pub mod providers;
pub mod record;
pub mod roles;
pub mod shapes;
pub mod somebody;
mod sources;
pub mod state;
pub mod suggest;

pub use accounts::Accounts;
pub use authorize::authorize;
pub use facts::Fact;
pub use ops::{fits_tag, is_right_code};
pub use somebody::Nobody;
pub use state::State;
pub use suggest::{would_allow, would_allow_action};
