//! What happened in Organizations.

use crate::sim::scope::AccountId;
use crate::sim::time::Time;

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
    /// An account is in the organization from now on.
    AccountJoined {
        /// The account.
        account: AccountId,
        /// The account whose organization it is.
        by: AccountId,
        /// How it came to it.
        how: Joined,
    },
    /// An account is in the organization no longer.
    AccountDeparted {
        /// The account.
        account: AccountId,
        /// The account whose organization it was in.
        by: AccountId,
        /// How it came to that.
        how: Departed,
    },
    /// An account is closed: nobody can do anything in it.
    AccountClosed {
        /// The account.
        account: AccountId,
        /// The account whose organization it is in.
        by: AccountId,
        /// When that was asked for.
        asked: Time,
    },
}

/// How an account came into the organization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Joined {
    /// The organization made it.
    Created,
    /// It accepted an invitation.
    Invited,
}

/// How an account came out of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Departed {
    /// Of its own accord.
    Left,
    /// The management account removed it.
    Removed,
    /// It was closed, and the time in which it could be opened again is over.
    Cleaned,
}

impl Fact {
    /// Whether a person watching the clock would want to stop here.
    pub fn is_notable(&self) -> bool {
        !matches!(self, Fact::AccountJoined { .. })
    }
}
