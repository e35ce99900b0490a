//! The pattern language of filter policies: which JSON a pattern is about, and why it is not about
//! some other.
//!
//! <https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html>; what a pattern
//! is and what is wrong with one follows AWS's own rule engine, <https://github.com/aws/event-ruler>.

mod address;
mod ground;
mod leaf;
mod read;
mod select;
mod tokens;
mod wildcard;

pub use ground::{Ground, Scalar};
pub use leaf::Leaf;
pub use select::Unmatched;

/// A pattern: one of its ways has to hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// Each way is keys that must all hold; `$or` makes several of one.
    pub ways: Vec<Vec<Key>>,
}

/// What a key of a pattern wants.
#[derive(Clone, Debug, PartialEq)]
pub struct Key {
    /// The names down to it, with dots between them.
    pub path: String,
    /// One of these must hold.
    pub leaves: Vec<Leaf>,
    /// The same as it is written.
    pub wanted: String,
}

/// What is wrong with a pattern, in the rule engine's words, and where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The words.
    pub text: String,
    /// The column behind what was read last, unless the fault is one of a value.
    pub column: Option<usize>,
}
