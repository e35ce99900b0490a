//! The mechanism behind every API operation: what a call looks like and what is known about it.
//!
//! A service describes its operations in `services/NAME/api.rs` with two macros: [`shape!`] for
//! the structures of requests and replies, [`api!`] for the rows of its operation table. From
//! these come the typed request, the CLI form, `help`, validation, skeletons, authorisation and
//! the audit record, so an operation is described once.
//!
//! [`shape!`]: crate::shape
//! [`api!`]: crate::api

pub mod double;
pub mod error;
pub mod names;
pub mod page;
pub mod protocol;
pub mod reply;
pub mod shape;
pub mod spec;
pub mod validate;
pub mod when;

pub use error::ApiError;
pub use protocol::{BadCredentials, Protocol};
pub use shape::{Member, Shape, ShapeDef, StructDef, Timestamp};
pub use spec::{AccessLevel, Check, Event, OpSpec, Pages, ServiceSpec, Wording};
