//! The expressions of requests: conditions, filters, projections, updates, keys.
//!
//! [`tokens`] words and signs · [`names`] what `#name` and `:value` stand for · [`path`] where in
//! an item · [`reader`] what all grammars share · [`condition`], [`update`], [`projection`] one
//! grammar each · [`holds`] whether a condition does · [`apply`] what an update makes of an item ·
//! [`key`] which items a query is about.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.html>. What a wrong
//! one is answered with: as people met it.

pub mod apply;
pub mod condition;
pub mod holds;
pub mod key;
pub mod names;
pub mod path;
pub mod projection;
mod reader;
mod tokens;
pub mod update;

pub use condition::Condition;
pub use key::KeyCondition;
pub use names::Names;
pub use path::{Path, Step};
pub use projection::Projection;
pub use update::Update;

/// What kind of expression one is, as faults call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `ConditionExpression`.
    Condition,
    /// `FilterExpression`.
    Filter,
    /// `KeyConditionExpression`.
    Key,
    /// `ProjectionExpression`.
    Projection,
    /// `UpdateExpression`.
    Update,
}

impl Kind {
    /// The member of the request.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Condition => "ConditionExpression",
            Kind::Filter => "FilterExpression",
            Kind::Key => "KeyConditionExpression",
            Kind::Projection => "ProjectionExpression",
            Kind::Update => "UpdateExpression",
        }
    }
}
