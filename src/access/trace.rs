//! A decision and its reasons: what was looked at, and why each statement counted or did not.

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

/// The kinds of policy, in the words denials use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PolicyKind {
    /// Resource control policy of an organization.
    ResourceControl,
    /// Service control policy of an organization.
    ServiceControl,
    /// Policy of the resource.
    Resource,
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
    /// Its statements, in order.
    pub statements: Vec<StatementTrace>,
}

/// One statement that was looked at.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct StatementTrace {
    /// Its `Sid`.
    pub sid: Option<String>,
    /// Whether it allows (or denies).
    pub allows: bool,
    /// The actions it names, for showing.
    pub actions: Vec<String>,
    /// Whether it applies, or the first thing that kept it from applying.
    pub verdict: Verdict,
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
        /// What the policy wants.
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
}
