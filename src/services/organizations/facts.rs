//! What happened in Organizations.

use crate::sim::scope::AccountId;

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Fact {
    /// An account came into being, with a role that lets the management account in.
    AccountOpened {
        /// The account.
        account: AccountId,
        /// The account whose organization it belongs to.
        by: AccountId,
        /// The role's name.
        role: String,
    },
}

impl Fact {
    /// Whether a person watching the clock would want to stop here.
    pub fn is_notable(&self) -> bool {
        match self {
            Fact::AccountOpened { .. } => true,
        }
    }
}
