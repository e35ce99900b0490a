//! What happened in Lambda.

use crate::sim::scope::Arn;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Fact {
    /// A function was invoked.
    Invoked {
        /// The function.
        function: Arn,
        /// Who invoked it, as denials print it: an ARN, or the name of a service.
        by: String,
        /// What it was handed.
        event: String,
        /// Whether nobody waited for it.
        asynchronous: bool,
        /// Which try of an asynchronous invocation it is, counted from 1.
        attempt: u32,
        /// What went wrong in it.
        error: Option<String>,
    },
}

impl Fact {
    /// Whether a person watching the clock would want to stop here: what nobody waited for.
    pub fn is_notable(&self) -> bool {
        let Fact::Invoked { asynchronous, .. } = self;
        *asynchronous
    }
}
