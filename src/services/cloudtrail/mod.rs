//! AWS CloudTrail: the audit records, event history over them, and trails that carry them to S3.

pub mod api;
pub mod deliver;
pub mod digest;
pub mod event;
pub mod export;
pub mod facts;
pub mod insights;
pub mod logs;
pub mod ops;
pub mod query;
pub mod record;
pub mod select;
pub mod shapes;
pub mod state;
pub mod trail;
pub mod wake;

pub use event::Event;
pub use facts::Fact;
pub use query::{Attribute, Page, Position, Query};
pub use state::State;
pub use trail::Trail;
pub use wake::Wake;
