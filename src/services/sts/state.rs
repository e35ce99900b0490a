//! The sessions that AssumeRole opened.

use std::collections::BTreeMap;

use crate::access::{Attached, Policy};
use crate::sim::caller::RoleSession;
use crate::sim::federation::FederatedUser;
use crate::sim::scope::Arn;
use crate::sim::time::Time;

/// Sessions by access key. Those that ended long ago are forgotten.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct State {
    pub(super) sessions: BTreeMap<String, Session>,
    /// Temporary credentials of users by access key.
    pub(super) tokens: BTreeMap<String, Token>,
    /// Credentials of users of federations by access key.
    pub(super) federated: BTreeMap<String, Federated>,
    /// How many there ever were.
    pub(super) made: u64,
}

/// A session of a role.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Session {
    /// Who acts in what role.
    pub role: RoleSession,
    /// When it ends.
    pub expires: Time,
    /// The ARN of who opened it.
    pub opened_by: String,
    /// What is given as `SessionToken`.
    pub token: String,
    /// The policies it was opened with, which limit it: names, ARNs, policies.
    pub policies: Limits,
}

/// Session policies: names, ARNs, policies.
pub type Limits = Vec<(String, Option<Arn>, Policy)>;

/// Credentials of a user of a federation.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Federated {
    /// Who acts.
    pub user: FederatedUser,
    /// When they end.
    pub expires: Time,
    /// What is given as `SessionToken`.
    pub token: String,
    /// What the session was given of its user's permissions.
    pub policies: Limits,
}

impl Federated {
    /// Its policies as the engine takes them.
    pub fn attached(&self) -> impl Iterator<Item = Attached<'_>> {
        attached(&self.policies)
    }
}

/// Temporary credentials of a user.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Token {
    /// The user's ARN.
    pub user: Arn,
    /// Its unique id: a user made later under the same name is another.
    pub user_id: String,
    /// The key.
    pub access_key: String,
    /// When they were given.
    pub since: Time,
    /// When they end.
    pub expires: Time,
    /// Whether a code of an MFA device was sent.
    pub mfa: bool,
    /// What is given as `SessionToken`.
    pub token: String,
}

impl Session {
    /// Its policies as the engine takes them.
    pub fn attached(&self) -> impl Iterator<Item = Attached<'_>> {
        attached(&self.policies)
    }
}

fn attached(policies: &Limits) -> impl Iterator<Item = Attached<'_>> {
    policies.iter().map(|(name, arn, policy)| Attached {
        name,
        arn: arn.as_ref().map(Arn::as_str),
        policy,
        group: None,
    })
}

impl State {
    /// The session whose calls are signed with this key.
    pub fn session(&self, access_key: &str) -> Option<&Session> {
        self.sessions.get(access_key)
    }

    /// The temporary credentials of a user with this key.
    pub fn token(&self, access_key: &str) -> Option<&Token> {
        self.tokens.get(access_key)
    }

    /// The credentials of a user of a federation with this key.
    pub fn federated(&self, access_key: &str) -> Option<&Federated> {
        self.federated.get(access_key)
    }

    /// What must be given as `SessionToken` with a key.
    pub fn session_token(&self, access_key: &str) -> Option<&str> {
        let session = self.session(access_key).map(|session| &session.token);
        let token = self.token(access_key).map(|token| &token.token);
        let federated = self.federated(access_key).map(|one| &one.token);
        session.or(token).or(federated).map(String::as_str)
    }

    /// Lets a session last until another instant.
    pub(crate) fn extend(&mut self, access_key: &str, until: Time) {
        if let Some(session) = self.sessions.get_mut(access_key) {
            session.expires = until;
        }
    }

    /// Every session that is remembered, by access key.
    pub fn sessions(&self) -> impl Iterator<Item = (&String, &Session)> {
        self.sessions.iter()
    }
}
