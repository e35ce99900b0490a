//! Amazon S3: buckets, what is put into them, and who may get at it.

pub mod actions;
pub mod api;
pub mod body;
pub mod class;
pub mod lifecycle;
pub mod lock;
pub mod objects;
pub mod ops;
pub mod policy;
pub mod record;
pub mod seal;
pub mod shapes;
pub mod state;

pub use body::Body;
pub use lifecycle::Wake;
pub use objects::{Kept, Objects, Put, Version};
pub use state::{Bucket, State};
