//! Plain view models, one a page: what a page shows, computed from a world without a screen.

pub mod alarms;
pub mod chart;
pub mod denial;
pub mod fidelity;
pub mod format;
pub mod keys;
pub mod metrics;
pub mod route;
pub mod trail;
