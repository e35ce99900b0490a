//! Metrics that were published by calls, and the labels of series.

pub mod label;
pub mod source;
pub mod store;

pub use source::Sources;
pub use store::Store;
