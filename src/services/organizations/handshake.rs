//! Invitations to an organization, which AWS calls handshakes: who was invited, and what they said.
//!
//! <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_invites.html>

use std::collections::BTreeMap;

use super::state::{Organization, State};
use crate::sim::scope::AccountId;
use crate::sim::time::{Span, Time};

/// An invitation.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Handshake {
    /// `h-…`.
    pub id: String,
    /// Who is invited.
    pub target: Target,
    /// What the mail to them says besides.
    pub notes: Option<String>,
    /// Tags the account will have.
    pub tags: BTreeMap<String, String>,
    /// When they were invited.
    pub asked: Time,
    /// What became of it, and when.
    pub answer: Option<(Answer, Time)>,
}

/// Whom an invitation names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// An account.
    Account(AccountId),
    /// The mail address of its root user.
    Email(String),
}

/// What became of an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// The account joined.
    Accepted,
    /// The account did not want to.
    Declined,
    /// The organization took it back.
    Canceled,
}

/// How long one can answer, and how long one can read what was answered:
/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html>
const LIFE: Span = Span::days(15);
const SHOWN: Span = Span::days(30);

impl Handshake {
    /// Until when one can answer.
    pub fn expires(&self) -> Time {
        self.asked + LIFE
    }

    /// Its state, as AWS calls it.
    pub fn state(&self, now: Time) -> &'static str {
        match self.answer {
            Some((Answer::Accepted, _)) => "ACCEPTED",
            Some((Answer::Declined, _)) => "DECLINED",
            Some((Answer::Canceled, _)) => "CANCELED",
            None if self.expires() <= now => "EXPIRED",
            None => "OPEN",
        }
    }

    /// Whether one can answer yet.
    pub fn is_open(&self, now: Time) -> bool {
        self.state(now) == "OPEN"
    }

    /// Whether it is told of yet.
    pub fn is_shown(&self, now: Time) -> bool {
        let ended = self.answer.map_or(self.expires(), |(_, at)| at);
        now < ended + SHOWN
    }

    /// The kind and the name of whom it invites.
    pub fn party(&self) -> (&'static str, String) {
        match &self.target {
            Target::Account(account) => ("ACCOUNT", account.to_string()),
            Target::Email(email) => ("EMAIL", email.clone()),
        }
    }
}

impl State {
    /// The account an invitation goes to, if it is one of this world outside the organization.
    pub(super) fn invited(&self, target: &Target) -> Option<AccountId> {
        match target {
            Target::Account(account) => self.alone.contains_key(account).then_some(*account),
            Target::Email(email) => {
                let mut alone = self.alone.iter();
                alone.find(|(_, one)| one.email == *email).map(|(account, _)| *account)
            }
        }
    }

    /// The ARN of what an id names: in the caller's organization, or, of an invitation, in the one
    /// that sent it.
    pub fn arn_of(&self, account: AccountId, id: &str) -> Option<String> {
        let sent = || {
            let sent = |of: &&Organization| of.handshakes.iter().any(|one| one.id == id);
            self.organization().filter(sent)
        };
        Some(self.of(account).or_else(sent)?.arn(id))
    }
}
