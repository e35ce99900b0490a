//! What AWS offers ready-made: images and instance types.

pub mod images;
pub mod types;

pub use images::Image;
pub use types::InstanceType;
