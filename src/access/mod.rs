//! The access engine: policies in, a decision with its reasons out. Pure: everything is an
//! argument.
//!
//! [`policy`] and [`statement`] read a document, [`condition`], [`variables`] and [`principal`] its
//! parts; [`decide`] weighs all policies that bear on a request; [`trace`] is what it answers and
//! [`message`] how AWS words a denial; [`validate`] is what IAM demands of a document beyond that;
//! [`positions`] says where in it a statement stands; [`findings`] is what Access Analyzer finds of
//! a document, whose values [`spanned`] reads with their places.
//!
//! Rules: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>

pub mod condition;
pub mod context;
pub mod decide;
pub mod findings;
pub mod glob;
pub mod message;
pub mod operator;
pub mod policy;
pub mod positions;
pub mod principal;
pub mod slips;
pub mod spanned;
pub mod statement;
pub mod trace;
pub mod trust;
pub mod validate;
pub mod variables;

pub use context::{Context, Values};
pub use decide::{Attached, Policies, Query, ResourceRule, decide};
pub use policy::Policy;
pub use principal::Principal;
pub use statement::Statement;
pub use trace::{Decision, Outcome, PolicyKind, PolicyTrace, Verdict};
