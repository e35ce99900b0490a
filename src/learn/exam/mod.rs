//! The exam: items on monitoring and audit, their laws, and what a learner makes of them.
//!
//! A topic is `static/exam/TOPIC.json` and `static/text/LANG/exam-TOPIC.json`, nothing else. All of
//! them are fetched when the exam is opened. Nothing here knows a clock: days and seeds come from
//! outside.

pub mod answer;
pub mod bank;
pub mod check;
pub mod code;
pub mod draw;
pub mod flavour;
pub mod item;
pub mod model;
pub mod progress;
pub mod results;
pub mod sitting;
pub mod spacing;

pub use answer::{Answer, Mark};
pub use bank::Bank;
pub use code::{Domain, Exam, Point};
pub use draw::Mode;
pub use item::{Choice, Form, Item, See};
pub use model::Model;
pub use progress::{Kept, Progress, Record, Slots};
pub use sitting::{Entry, Sitting};
