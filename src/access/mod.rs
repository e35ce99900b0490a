//! The access engine: policies in, a decision with its reasons out. Pure: everything is an
//! argument.
//!
//! Rules: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>

pub mod decide;
pub mod glob;
pub mod message;
pub mod policy;
pub mod trace;

pub use decide::{Attached, Policies, Principal, Query, decide};
pub use policy::Policy;
pub use trace::{Decision, Outcome, PolicyKind, PolicyTrace, StatementTrace, Verdict};
