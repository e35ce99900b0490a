//! What happens in Budgets.

use crate::services::inbox::Mail;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Fact {
    /// An alert's threshold was crossed.
    Crossed {
        /// The budget.
        budget: String,
        /// Whether by what is forecast, or by what was spent.
        forecast: bool,
    },
    /// Budgets sent a mail itself.
    EmailSent(Mail),
}

impl Fact {
    /// Whether a person watching the clock would want to stop here.
    pub fn is_notable(&self) -> bool {
        matches!(self, Fact::Crossed { .. })
    }
}
