//! The learning layer: labs and their laws, goals, hints, the learner's session. No UI.

pub mod lab;
pub mod progress;
pub mod session;

pub use lab::{Goal, Lab, Need, Step, Wrong};
pub use progress::{GoalProgress, LabProgress, Missing};
pub use session::{Reply, Session};
