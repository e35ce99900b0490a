//! The learning layer: labs and their laws, goals, hints, the learner's session. No UI.

mod ahead;
pub mod bet;
pub mod bundle;
pub mod check;
pub mod cost;
mod desk;
pub mod drill;
pub mod exam;
pub mod export;
pub mod fleet;
pub mod goals;
pub mod kept;
pub mod lab;
pub mod make;
pub mod own;
mod predict;
pub mod progress;
pub mod score;
pub mod session;
pub mod stage;
pub mod step;

pub use bet::Bet;
pub use fleet::Fleet;
pub use lab::{Goal, Lab, Need, Step, Wrong};
pub use progress::{GoalProgress, LabProgress, Missing};
pub use session::{Reply, Resumed, Session};
