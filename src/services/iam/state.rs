//! What IAM holds.

use std::collections::BTreeMap;

use crate::access::Policy;
use crate::api::ApiError;
use crate::sim::caller::Identity;
use crate::sim::id::Ids;
use crate::sim::scope::{AccountId, Arn, Region, Scope};
use crate::sim::time::Time;
use crate::sim::world::ConsoleSession;

/// Users and policies of the account.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct State {
    ids: Ids,
    /// Users by name.
    pub(super) users: BTreeMap<String, User>,
}

/// An IAM user.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct User {
    /// Its ARN.
    pub arn: Arn,
    /// Its unique id.
    pub user_id: String,
    /// When it was made.
    pub created: Time,
    /// The managed policies attached to it: name and document.
    pub attached: Vec<(String, Policy)>,
}

impl State {
    /// The users every world begins with: `admin` and `jiwoo`.
    pub fn new(account: AccountId, start: Time, ids: Ids) -> State {
        let scope = Scope { account, region: Region::US_EAST_1 };
        let allow = |actions: &str| {
            let text = format!(
                "{{\"Statement\":{{\"Effect\":\"Allow\",\"Action\":{actions},\"Resource\":\"*\"}}}}"
            );
            Policy::parse(&text).unwrap_or(Policy { statements: Vec::new() })
        };
        let user = |n: u64, name: &str, attached: Vec<(String, Policy)>| {
            let user = User {
                arn: scope.global_arn("iam", &format!("user/{name}")),
                user_id: ids.base32("AIDA", "iam:user", n, 17),
                created: start,
                attached,
            };
            (name.to_owned(), user)
        };
        let admin = vec![("AdministratorAccess".to_owned(), allow("\"*\""))];
        let jiwoo = vec![
            ("AmazonEC2FullAccess".to_owned(), allow("[\"ec2:*\",\"cloudwatch:*\"]")),
            ("AWSCloudTrail_ReadOnlyAccess".to_owned(), allow("\"cloudtrail:LookupEvents\"")),
        ];
        let users = [user(0, "admin", admin), user(1, "jiwoo", jiwoo)];
        State { ids, users: users.into() }
    }

    /// The identity of a user who calls.
    pub fn identity(
        &self,
        _account: AccountId,
        name: &str,
        session: Option<&ConsoleSession>,
    ) -> Result<Identity, ApiError> {
        let unknown = || {
            let text = "The security token included in the request is invalid.";
            ApiError::new("InvalidClientTokenId", text).http(403)
        };
        let user = self.users.get(name).ok_or_else(unknown)?;
        let access_key = match session {
            Some(session) => {
                self.ids.base32("ASIA", &user.user_id, session.since.as_millis() as u64, 16)
            }
            None => self.ids.base32("AKIA", &user.user_id, 0, 16),
        };
        Ok(Identity::User {
            name: name.to_owned(),
            arn: user.arn.clone(),
            user_id: user.user_id.clone(),
            access_key,
            session_start: session.map(|session| session.since),
        })
    }

    /// Users by name.
    pub fn users(&self) -> &BTreeMap<String, User> {
        &self.users
    }
}
