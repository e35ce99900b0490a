//! The access engine: policies in, a decision with its reasons out. Pure: everything is an
//! argument.
//!
//! [`policy`] and [`statement`] read a document, [`condition`], [`variables`] and [`principal`] its
//! parts, and [`spared`] tells whom a Deny with `NotPrincipal` leaves alone; [`decide`] weighs all
//! policies that bear on a request; [`trace`] is what it answers and [`message`] how AWS words a
//! denial; [`validate`] is what IAM demands of a document beyond that; [`positions`] says where in
//! it a statement stands; [`moved`] follows users and roles to other names; [`findings`] is what
//! Access Analyzer finds of a document, whose values [`spanned`] reads with their places.
//!
//! Rules: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>

pub mod condition;
pub mod context;
pub mod decide;
pub mod findings;
pub mod glob;
pub mod message;
pub mod moved;
pub mod operator;
pub mod policy;
pub mod positions;
pub mod principal;
pub mod slips;
pub mod spanned;
pub mod spared;
pub mod statement;
pub mod trace;
pub mod trust;
pub mod validate;
pub mod variables;

pub use context::{Context, Values};
pub use decide::{Attached, Policies, Query, ResourceRule, decide};
pub use moved::Moved;
pub use policy::Policy;
pub use principal::Principal;
pub use spared::Unspared;
pub use statement::Statement;
pub use trace::{Decision, Outcome, PolicyKind, PolicyTrace, Verdict};
