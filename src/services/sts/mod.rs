//! AWS STS: who am I.

pub mod api;
pub mod ops;
pub mod record;
