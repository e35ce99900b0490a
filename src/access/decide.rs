//! The decision.

use std::collections::BTreeMap;

use super::policy::Policy;
use super::trace::{Decision, Outcome, PolicyKind, PolicyTrace, StatementTrace, Verdict};

/// Who asks.
#[derive(Clone, Debug, PartialEq)]
pub enum Principal {
    /// The root user of an account.
    Root {
        /// The account.
        account: String,
    },
    /// An IAM user.
    User {
        /// Its ARN.
        arn: String,
    },
    /// An AWS service.
    Service {
        /// Its name: `cloudwatch.amazonaws.com`.
        name: String,
    },
}

/// A policy with its name.
#[derive(Clone, Debug)]
pub struct Attached<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its ARN, for managed policies.
    pub arn: Option<&'a str>,
    /// The document.
    pub policy: &'a Policy,
}

/// The policies that bear on a question.
#[derive(Clone, Debug, Default)]
pub struct Policies<'a> {
    /// Of the principal.
    pub identity: Vec<Attached<'a>>,
    /// Of the resource.
    pub resource: Option<Attached<'a>>,
}

/// One question: may this principal do this to that?
#[derive(Clone, Debug)]
pub struct Query<'a> {
    /// Who.
    pub principal: &'a Principal,
    /// What: `sns:CreateTopic`, as the service writes it.
    pub action: &'a str,
    /// To what; `None` for actions without a resource.
    pub resource: Option<&'a str>,
    /// Condition keys (names in small letters) and their values.
    pub context: &'a BTreeMap<String, Vec<String>>,
    /// The policies.
    pub policies: Policies<'a>,
}

/// Decides.
pub fn decide(query: &Query<'_>) -> Decision {
    let mut outcome = Outcome::ImplicitDeny;
    let mut policies = Vec::new();
    let all = query.policies.identity.iter().map(|p| (PolicyKind::Identity, p));
    for (kind, attached) in
        all.chain(query.policies.resource.iter().map(|p| (PolicyKind::Resource, p)))
    {
        let mut statements = Vec::new();
        for s in &attached.policy.statements {
            let action = query.action.to_ascii_lowercase();
            let hit =
                s.actions.iter().any(|a| super::glob::matches(&a.to_ascii_lowercase(), &action));
            if hit && s.allows && outcome == Outcome::ImplicitDeny {
                outcome = Outcome::Allow;
            }
            if hit && !s.allows {
                outcome = Outcome::ExplicitDeny;
            }
            statements.push(StatementTrace {
                sid: s.sid.clone(),
                allows: s.allows,
                actions: s.actions.clone(),
                verdict: if hit { Verdict::Applies } else { Verdict::OtherAction },
            });
        }
        policies.push(PolicyTrace {
            kind,
            name: attached.name.to_owned(),
            arn: attached.arn.map(str::to_owned),
            statements,
        });
    }
    if matches!(query.principal, Principal::Root { .. }) {
        outcome = Outcome::Allow;
    }
    Decision {
        outcome,
        decided_by: Some(PolicyKind::Identity),
        denied_by: None,
        action: query.action.to_owned(),
        resource: query.resource.map(str::to_owned),
        policies,
    }
}
