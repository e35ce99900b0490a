//! Amazon Data Firehose, as far as metric streams need it: records are gathered and put into a
//! bucket, in the role the stream names.

pub mod api;
pub mod batch;
pub mod facts;
pub mod ops;
pub mod record;
pub mod shapes;
pub mod state;
pub mod wake;

pub use facts::Fact;
pub use state::State;
pub use wake::Wake;
