//! The decision.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html>

use super::context::Context;
use super::policy::Policy;
use super::principal::{Grade, Principal, account_of};
use super::trace::{Decision, Outcome, PolicyKind, PolicyTrace, Verdict};

/// A policy with its name.
#[derive(Clone, Copy, Debug)]
pub struct Attached<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its ARN, for managed policies.
    pub arn: Option<&'a str>,
    /// The document.
    pub policy: &'a Policy,
    /// The group a user has it from.
    pub group: Option<&'a str>,
}

/// The policies that bear on a question.
#[derive(Clone, Debug, Default)]
pub struct Policies<'a> {
    /// Resource control policies of the resource's account, one list a level (root, each
    /// organizational unit, account). No level: no organization.
    pub resource_control: Vec<Vec<Attached<'a>>>,
    /// Service control policies of the principal's account, the same way. They bind neither the
    /// management account nor service-linked roles: leave them empty there.
    pub service_control: Vec<Vec<Attached<'a>>>,
    /// Of the resource.
    pub resource: Option<Attached<'a>>,
    /// What an Allow of the resource's policy is worth.
    pub resource_rule: ResourceRule,
    /// Of the principal: its own and those of its groups, or those of the role.
    pub identity: Vec<Attached<'a>>,
    /// The permissions boundary.
    pub boundary: Option<Attached<'a>>,
    /// Of the session.
    pub session: Vec<Attached<'a>>,
}

/// What part a resource's policy plays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ResourceRule {
    /// One side is enough within an account.
    #[default]
    Ordinary,
    /// A role's trust policy: it must allow.
    RoleTrust,
    /// A key policy of AWS KMS: it must allow.
    Key,
}

impl ResourceRule {
    fn kind(self) -> PolicyKind {
        match self {
            ResourceRule::RoleTrust => PolicyKind::RoleTrust,
            ResourceRule::Ordinary | ResourceRule::Key => PolicyKind::Resource,
        }
    }
}

/// One question: may this principal do this to that?
pub struct Query<'a> {
    /// Who.
    pub principal: &'a Principal,
    /// What: `sns:CreateTopic`, as the service writes it.
    pub action: &'a str,
    /// To what; `None` for actions without a resource.
    pub resource: Option<&'a str>,
    /// The account that owns the resource; `None` to read it in the ARN, or where that names no
    /// account, the principal's own.
    pub owner: Option<&'a str>,
    /// The condition keys.
    pub context: &'a dyn Context,
    /// The policies.
    pub policies: Policies<'a>,
}

impl Query<'_> {
    /// Whether principal and resource are of one account.
    fn is_same_account(&self) -> bool {
        let owner = self.owner.or_else(|| self.resource.and_then(account_of));
        owner.is_none() || owner == self.principal.account()
    }

    fn is_federated(&self) -> bool {
        matches!(self.principal, Principal::Federated { .. })
    }

    /// Whether the principal is bound by policies of an account: its own and its organization's.
    fn has_account(&self) -> bool {
        self.principal.account().is_some()
    }
}

/// Weighs policies one by one and keeps what was seen.
struct Weighing<'q> {
    query: &'q Query<'q>,
    policies: Vec<PolicyTrace>,
    /// The first policy with a Deny that applies.
    denied: Option<usize>,
}

impl Weighing<'_> {
    /// The most direct Allow of policies of one kind.
    fn all(&mut self, kind: PolicyKind, attached: &[Attached<'_>]) -> Option<Grade> {
        attached.iter().map(|one| self.one(kind, one)).max().flatten()
    }

    fn one(&mut self, kind: PolicyKind, attached: &Attached<'_>) -> Option<Grade> {
        let mut allowed = None;
        let statements = attached.policy.statements();
        let mut verdicts = Vec::with_capacity(statements.len());
        for statement in statements {
            let (verdict, grade) = statement.weigh(self.query);
            if verdict == Verdict::Applies {
                if statement.allows {
                    allowed = allowed.max(Some(grade));
                } else {
                    self.denied.get_or_insert(self.policies.len());
                }
            }
            verdicts.push(verdict);
        }
        self.policies.push(PolicyTrace {
            kind,
            name: attached.name.to_owned(),
            arn: attached.arn.map(str::to_owned),
            group: attached.group.map(str::to_owned),
            policy: attached.policy.clone(),
            verdicts,
        });
        allowed
    }

    /// Whether every level of an organization allows. All are weighed, whatever the first says: a
    /// Deny further down must be found.
    fn levels(&mut self, kind: PolicyKind, levels: &[Vec<Attached<'_>>]) -> bool {
        let mut allowed = true;
        for level in levels {
            allowed &= self.all(kind, level).is_some();
        }
        allowed
    }
}

/// Decides.
///
/// An explicit Deny anywhere wins. Where several kinds deny, AWS does not say which it names; we
/// name the first in the order of its evaluation: resource control, service control, resource,
/// identity, boundary, session.
pub fn decide(query: &Query<'_>) -> Decision {
    let of = &query.policies;
    let rule = of.resource_rule.kind();
    let mut seen = Weighing { query, policies: Vec::new(), denied: None };
    let resource_control = seen.levels(PolicyKind::ResourceControl, &of.resource_control);
    let scps: &[_] = if query.has_account() { &of.service_control } else { &[] };
    let service_control = seen.levels(PolicyKind::ServiceControl, scps);
    let resource = seen.all(rule, of.resource.as_slice());
    let identity = seen.all(PolicyKind::Identity, &of.identity);
    let boundary = seen.all(PolicyKind::Boundary, of.boundary.as_slice());
    let session = seen.all(PolicyKind::Session, &of.session);

    let denied = seen.denied.and_then(|first| seen.policies.get(first));
    let (outcome, decided_by) = if let Some(policy) = denied {
        (Outcome::ExplicitDeny, Some(policy.kind))
    } else if !resource_control {
        (Outcome::ImplicitDeny, Some(PolicyKind::ResourceControl))
    } else if !service_control {
        (Outcome::ImplicitDeny, Some(PolicyKind::ServiceControl))
    } else {
        let own = Own {
            identity: identity.is_some(),
            boundary: of.boundary.is_none() || boundary.is_some(),
            // A user of a federation has of its user's permissions what its session was given.
            // <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_getfederationtoken.html>
            session: session.is_some() || of.session.is_empty() && !query.is_federated(),
        };
        match both_sides(query, rule, resource, own) {
            Ok(by) => (Outcome::Allow, by),
            Err(kind) => (Outcome::ImplicitDeny, Some(kind)),
        }
    };
    // The ARN is told within the account only, and policies of an organization are not its own.
    let tellable = |policy: &&PolicyTrace| {
        let organization =
            matches!(policy.kind, PolicyKind::ResourceControl | PolicyKind::ServiceControl);
        query.is_same_account() && !organization
    };
    let denied_by = denied.filter(tellable).and_then(|policy| policy.arn.clone());
    Decision {
        outcome,
        decided_by,
        denied_by,
        principal: query.principal.clone(),
        action: query.action.to_owned(),
        resource: query.resource.map(str::to_owned),
        policies: seen.policies,
    }
}

/// Whether the principal's own policies allow.
#[derive(Clone, Copy)]
struct Own {
    identity: bool,
    boundary: bool,
    session: bool,
}

impl Own {
    /// The first kind that does not allow, when identity policies are asked for or are not.
    fn limits(self, identity_needed: bool) -> Result<(), PolicyKind> {
        if identity_needed && !self.identity {
            Err(PolicyKind::Identity)
        } else if !self.boundary {
            Err(PolicyKind::Boundary)
        } else if !self.session {
            Err(PolicyKind::Session)
        } else {
            Ok(())
        }
    }
}

/// The resource's side and the principal's: which kind allowed, or which should have.
fn both_sides(
    query: &Query<'_>,
    rule: PolicyKind,
    resource: Option<Grade>,
    own: Own,
) -> Result<Option<PolicyKind>, PolicyKind> {
    let same_account = query.is_same_account();
    let needed = query.policies.resource_rule != ResourceRule::Ordinary;
    match query.principal {
        // Nothing but the resource's policy can let them in.
        Principal::Service { .. } | Principal::External { .. } | Principal::Anonymous => {
            resource.map(|_| Some(rule)).ok_or(rule)
        }
        Principal::Root { .. } if same_account => Ok(None),
        Principal::Root { .. } => resource.map(|_| Some(rule)).ok_or(rule),
        _ if !same_account => {
            resource.ok_or(rule)?;
            own.limits(true).map(|()| Some(PolicyKind::Identity))
        }
        _ => match resource {
            // An Allow for the very user or session is not limited by an implicit deny elsewhere.
            Some(Grade::Direct) => Ok(Some(rule)),
            // One for the role stands in for an identity policy.
            Some(Grade::Role) => own.limits(false).map(|()| Some(rule)),
            // One for the account delegates only, and without one only the identity side is left.
            None if needed => Err(rule),
            Some(Grade::Account) | None => own.limits(true).map(|()| Some(PolicyKind::Identity)),
        },
    }
}
