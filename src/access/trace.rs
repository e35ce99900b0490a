//! A decision and its reasons: what was looked at, and why each statement counted or did not.

use super::policy::Policy;
use super::principal::Principal;
use super::spared::Unspared;
use super::statement::{Statement, action_matches};

/// The answer to one question of access, with everything that led to it.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Decision {
    /// Allowed or not.
    pub outcome: Outcome,
    /// Which kind of policy decided: the one that denies, that should have allowed, or that
    /// allowed. `None` for callers no policy binds (the root user).
    pub decided_by: Option<PolicyKind>,
    /// The ARN of the customer or AWS managed policy with the explicit deny, if it has one.
    pub denied_by: Option<String>,
    /// Who asked.
    pub principal: Principal,
    /// The action asked for, as the service writes it.
    pub action: String,
    /// The resource asked for; `None` is `*`.
    pub resource: Option<String>,
    /// Every policy looked at, in order.
    pub policies: Vec<PolicyTrace>,
}

/// The three outcomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Some policy allows it and none forbids it.
    Allow,
    /// A statement forbids it.
    ExplicitDeny,
    /// Nothing allows it.
    ImplicitDeny,
}

/// The kinds of policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PolicyKind {
    /// Resource control policy of an organization.
    ResourceControl,
    /// Service control policy of an organization.
    ServiceControl,
    /// Policy of the VPC endpoint the call went through.
    VpcEndpoint,
    /// Policy of the resource.
    Resource,
    /// Policy of a role that says who may assume it.
    RoleTrust,
    /// Policy of the user, its groups, or the role.
    Identity,
    /// Permissions boundary.
    Boundary,
    /// Policy of the session.
    Session,
}

/// One policy that was looked at.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct PolicyTrace {
    /// Its kind.
    pub kind: PolicyKind,
    /// Its name.
    pub name: String,
    /// Its ARN, for managed policies.
    pub arn: Option<String>,
    /// The group the user has it from.
    pub group: Option<String>,
    /// The policy as it was then.
    pub policy: Policy,
    /// For each statement, in order: whether it applies, or the first thing that kept it from it.
    pub verdicts: Vec<Verdict>,
}

/// Whether a statement applies.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Verdict {
    /// It applies.
    Applies,
    /// It speaks of other principals.
    OtherPrincipal,
    /// It speaks of other actions.
    OtherAction,
    /// It speaks of other resources.
    OtherResource,
    /// A condition does not hold.
    Condition {
        /// The operator: `StringEquals`.
        operator: String,
        /// The key: `aws:RequestedRegion`.
        key: String,
        /// What the policy wants, variables filled in.
        wanted: Vec<String>,
        /// What the request has; `None` when the key is absent.
        found: Option<Vec<String>>,
    },
}

impl Decision {
    /// Whether the call may go on.
    pub fn is_allowed(&self) -> bool {
        self.outcome == Outcome::Allow
    }

    /// Why a statement with `NotPrincipal` denies who asked, if it is one that does.
    pub fn unspared(&self, statement: &Statement) -> Option<Unspared> {
        let bounded = self.policies.iter().any(|seen| seen.kind == PolicyKind::Boundary);
        statement.unspared(&self.principal, bounded)
    }

    /// The service part of the action, as the service writes it: `SNS`.
    pub fn service(&self) -> &str {
        self.action.split_once(':').map_or(self.action.as_str(), |(service, _)| service)
    }
}

impl PolicyTrace {
    /// Each statement with its verdict.
    pub fn statements(&self) -> impl Iterator<Item = (&Statement, &Verdict)> {
        self.policy.statements().iter().zip(&self.verdicts)
    }

    /// Whether any statement names an action of a service: if not, nothing in it begins with the
    /// service's name.
    pub fn speaks_of(&self, service: &str) -> bool {
        let of_service = |pattern: &String| match pattern.split_once(':') {
            Some((prefix, _)) => prefix.eq_ignore_ascii_case(service),
            None => action_matches(pattern, service),
        };
        let named = |s: &Statement| s.actions.excluded || s.actions.items.iter().any(of_service);
        self.policy.statements().iter().any(named)
    }
}
