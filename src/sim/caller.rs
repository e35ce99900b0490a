//! Who calls.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::command::Via;
use super::federation::{FederatedUser, Federation};
use super::passed::Passed;
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
    /// A user of another account than the first of the world, or its root user:
    /// `jiwoo@111122223333`, `root@111122223333`.
    Of(String),
    /// Whoever signs with the temporary key of a role's session.
    Session(String),
    /// Nobody: somebody who follows the link in a mail.
    Anonymous,
}

impl Who {
    /// The name of the CLI profile: `root` or the user's name, with the account behind it where
    /// that is another.
    pub fn profile(&self) -> &str {
        match self {
            Who::Root => "root",
            Who::User(name) | Who::Of(name) => name,
            Who::Session(key) => key,
            Who::Anonymous => "anonymous",
        }
    }

    /// Somebody of another account, by the name of the profile.
    pub fn of_profile(name: &str) -> Option<Who> {
        let (_, account) = name.rsplit_once('@')?;
        AccountId::parse(account).map(|_| Who::Of(name.to_owned()))
    }

    /// The account of somebody of another, and the user; none is the root user.
    pub fn elsewhere(&self) -> Option<(AccountId, Option<&str>)> {
        let Who::Of(name) = self else { return None };
        let (name, account) = name.rsplit_once('@')?;
        Some((AccountId::parse(account)?, (name != "root").then_some(name)))
    }
}

/// What records call AWS itself.
pub const INTERNAL: &str = "AWS Internal";

/// An authenticated caller.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Caller {
    /// Its account.
    pub account: AccountId,
    /// What kind of principal it is.
    pub identity: Identity,
    /// How the call came.
    pub via: Via,
    /// The service that makes the call in this identity's name: CloudTrail's `invokedBy`.
    pub invoked_by: Option<&'static str>,
}

/// The kinds of principal.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Identity {
    /// The root user.
    Root {
        /// The key that signed; empty where it has none.
        access_key: String,
        /// When the console session began, for console calls.
        session_start: Option<Time>,
        /// Whether that session was opened with a code of an MFA device.
        mfa: bool,
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
        /// When the session began, for console calls and those signed with a session's keys.
        session_start: Option<Time>,
        /// Whether that session was opened with a code of an MFA device.
        mfa: bool,
    },
    /// An AWS service, acting for one of its resources.
    Service {
        /// `cloudwatch.amazonaws.com`.
        principal: &'static str,
        /// The resource it acts for (`aws:SourceArn`).
        source: Arn,
    },
    /// A session of a role.
    Role(RoleSession),
    /// A user of a federation, in a part of an IAM user's permissions.
    Federated(FederatedUser),
    /// Somebody an identity provider vouches for, who opens a session with that and signs nothing.
    External(Rc<Federation>),
    /// AWS itself, of its own accord: what nobody called for just then.
    Internal,
    /// Nobody.
    Anonymous,
}

/// Who acts in a role.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct RoleSession {
    /// The role's ARN.
    pub role: Arn,
    /// The role's unique id, `AROA…`.
    pub role_id: String,
    /// The name of the session: `AutoScaling`.
    pub name: String,
    /// The temporary key that signs, `ASIA…`.
    pub access_key: String,
    /// When the session began.
    pub since: Time,
    /// Whether it was opened with a code of an MFA device.
    pub mfa: bool,
    /// How it came about.
    pub origin: Origin,
    /// What was passed to it: tags and a source identity.
    pub passed: Option<Rc<Passed>>,
}

/// How a session of a role came about.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Origin {
    /// A service opened it to act for the account.
    Service,
    /// Somebody called AssumeRole.
    Assumed,
    /// Somebody an identity provider vouches for opened it.
    Federated(Rc<Federation>),
    /// EC2 opened it for the programs of an instance.
    Instance {
        /// The address their calls come from.
        address: String,
        /// How the program calls itself.
        program: &'static str,
    },
}

impl RoleSession {
    /// The role's name, which in the ARN stands behind the path.
    pub fn role_name(&self) -> &str {
        self.role.rest().rsplit('/').next().unwrap_or_default()
    }

    /// The session's ARN; it has the role's name without its path.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns>
    pub fn arn(&self, account: AccountId) -> String {
        format!("arn:aws:sts::{account}:assumed-role/{}/{}", self.role_name(), self.name)
    }

    /// The unique id of the session: the role's and the session's name.
    pub fn id(&self) -> String {
        format!("{}:{}", self.role_id, self.name)
    }
}

impl Caller {
    /// Whether it is the account's root user.
    pub fn is_root(&self) -> bool {
        matches!(self.identity, Identity::Root { .. })
    }

    /// Whether service control policies bind it: whoever acts for its account does, and the roles
    /// that services act in do not.
    /// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html#not-restricted-by-scp>
    pub fn is_bound_by_organization(&self) -> bool {
        match &self.identity {
            Identity::Role(session) => !session.role.rest().starts_with("role/aws-service-role/"),
            Identity::Root { .. } | Identity::User { .. } | Identity::Federated(_) => true,
            _ => false,
        }
    }

    /// What was passed to the session it acts in, and what an identity provider passes on.
    pub fn passed(&self) -> Option<&Passed> {
        match &self.identity {
            Identity::Role(session) => session.passed.as_deref(),
            Identity::External(federation) => federation.passed.as_deref(),
            _ => None,
        }
    }

    /// The caller's ARN as denials and GetCallerIdentity print it.
    pub fn arn(&self) -> String {
        match &self.identity {
            Identity::Root { .. } => format!("arn:aws:iam::{}:root", self.account),
            Identity::User { arn, .. } => arn.to_string(),
            Identity::Service { principal, .. } => (*principal).to_owned(),
            Identity::Role(session) => session.arn(self.account),
            Identity::Federated(user) => user.arn(self.account),
            Identity::External(federation) => federation.principal_id(),
            Identity::Internal => INTERNAL.to_owned(),
            Identity::Anonymous => "anonymous".to_owned(),
        }
    }

    /// The unique id: GetCallerIdentity's `UserId`.
    pub fn user_id(&self) -> String {
        match &self.identity {
            Identity::User { user_id, .. } => user_id.clone(),
            Identity::Role(session) => session.id(),
            Identity::Federated(user) => format!("{}:{}", self.account, user.name),
            Identity::External(federation) => federation.principal_id(),
            _ => self.account.to_string(),
        }
    }

    /// A service that acts for a resource in `scope`.
    pub fn service(scope: Scope, principal: &'static str, source: Arn) -> Caller {
        Caller {
            account: scope.account,
            identity: Identity::Service { principal, source },
            via: Via::Service,
            invoked_by: None,
        }
    }

    /// A service that acts in a role made for it.
    pub fn linked(account: AccountId, session: RoleSession, service: &'static str) -> Caller {
        let identity = Identity::Role(session);
        Caller { account, identity, via: Via::Service, invoked_by: Some(service) }
    }

    /// A program of an instance, in the instance's role.
    pub fn instance(account: AccountId, session: RoleSession) -> Caller {
        let identity = Identity::Role(session);
        Caller { account, identity, via: Via::Cli, invoked_by: None }
    }

    /// The same caller, for whom a service calls another while it carries out a request: a
    /// forward access session.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_forward_access_sessions.html>
    pub fn forwarded(&self, service: &'static str) -> Caller {
        Caller { via: Via::Service, invoked_by: Some(service), ..self.clone() }
    }
}
