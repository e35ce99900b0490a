//! Who calls.

use serde::{Deserialize, Serialize};

use super::command::Via;
use super::scope::{AccountId, Arn, Scope};
use super::time::Time;

/// Who a learner's command is made as.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Who {
    /// The account's root user.
    Root,
    /// An IAM user.
    User(String),
    /// Nobody: somebody who follows the link in a mail.
    Anonymous,
}

impl Who {
    /// The name of the CLI profile: `root` or the user's name.
    pub fn profile(&self) -> &str {
        match self {
            Who::Root => "root",
            Who::User(name) => name,
            Who::Anonymous => "anonymous",
        }
    }
}

/// An authenticated caller.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Caller {
    /// Its account.
    pub account: AccountId,
    /// What kind of principal it is.
    pub identity: Identity,
    /// How the call came.
    pub via: Via,
}

/// The kinds of principal.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Identity {
    /// The root user.
    Root {
        /// The key that signed.
        access_key: String,
        /// When the console session began, for console calls.
        session_start: Option<Time>,
    },
    /// An IAM user.
    User {
        /// Its name.
        name: String,
        /// Its ARN.
        arn: Arn,
        /// Its unique id, `AIDA…`.
        user_id: String,
        /// The key that signed: `AKIA…` for the CLI, `ASIA…` for a console session.
        access_key: String,
        /// When the console session began, for console calls.
        session_start: Option<Time>,
    },
    /// An AWS service, acting for one of its resources.
    Service {
        /// `cloudwatch.amazonaws.com`.
        principal: &'static str,
        /// The resource it acts for (`aws:SourceArn`).
        source: Arn,
    },
    /// Nobody.
    Anonymous,
}

impl Caller {
    /// Whether it is the account's root user.
    pub fn is_root(&self) -> bool {
        matches!(self.identity, Identity::Root { .. })
    }

    /// The caller's ARN as denials and GetCallerIdentity print it.
    pub fn arn(&self) -> String {
        match &self.identity {
            Identity::Root { .. } => format!("arn:aws:iam::{}:root", self.account),
            Identity::User { arn, .. } => arn.to_string(),
            Identity::Service { principal, .. } => (*principal).to_owned(),
            Identity::Anonymous => "anonymous".to_owned(),
        }
    }

    /// The unique id: GetCallerIdentity's `UserId`.
    pub fn user_id(&self) -> String {
        match &self.identity {
            Identity::User { user_id, .. } => user_id.clone(),
            _ => self.account.to_string(),
        }
    }

    /// A service that acts for a resource in `scope`.
    pub fn service(scope: Scope, principal: &'static str, source: Arn) -> Caller {
        Caller {
            account: scope.account,
            identity: Identity::Service { principal, source },
            via: Via::Service,
        }
    }
}
