//! What would have let a denied call through.

use std::collections::BTreeMap;

use super::authorize::{Question, needs};
use super::managed::{self, Managed};
use crate::access::trace::{Outcome, PolicyKind, Verdict};
use crate::access::{Attached, Decision, Policies, Principal, Query, decide};
use crate::services::Request;
use crate::sim::caller::Identity;
use crate::sim::scope::Scope;
use crate::sim::{Caller, World};

/// The AWS managed policies which, attached to the user who calls, would allow this very request,
/// the narrowest first. None when the caller is no user, or when something forbids the call that
/// no further policy can undo.
pub fn would_allow(
    world: &World,
    caller: &Caller,
    scope: Scope,
    request: &Request,
) -> Vec<&'static Managed> {
    if !matches!(caller.identity, Identity::User { .. }) {
        return Vec::new();
    }
    let checks = needs(world, scope, request);
    let questions: Vec<Question<'_>> =
        checks.iter().map(|check| Question { world, caller, scope, request, check }).collect();
    let enough = |policy: &'static Managed| {
        questions.iter().all(|question| question.decide(Some(policy)).is_allowed())
    };
    let refused = questions.iter().find(|question| !question.decide(None).is_allowed());
    let action = refused.map(|question| question.action()).unwrap_or_default();
    narrowest_first(&action, enough)
}

/// The AWS managed policies that would have turned one refusal into an Allow, the narrowest first.
///
/// It looks at nothing but the decision, so a record of long ago is explained by what held then;
/// a policy that allows under a condition only is left out, for the decision keeps no request. A
/// call that needs several permissions may be refused again, by the next of them.
pub fn would_allow_action(decision: &Decision) -> Vec<&'static Managed> {
    let curable = decision.outcome == Outcome::ImplicitDeny
        && decision.decided_by == Some(PolicyKind::Identity)
        && matches!(decision.principal, Principal::User { .. })
        && [PolicyKind::Boundary, PolicyKind::Session]
            .into_iter()
            .all(|kind| permits(decision, kind));
    if !curable {
        return Vec::new();
    }
    narrowest_first(&decision.action, |policy| {
        let extra = Attached {
            name: &policy.name,
            arn: Some(policy.arn.as_str()),
            policy: policy.policy(),
            group: None,
        };
        let context = BTreeMap::new();
        let query = Query {
            principal: &decision.principal,
            action: &decision.action,
            resource: decision.resource.as_deref(),
            owner: decision.principal.account(),
            context: &context,
            policies: Policies { identity: vec![extra], ..Policies::default() },
        };
        decide(&query).is_allowed()
    })
}

/// Whether the policies of a kind let it through, or there are none.
fn permits(decision: &Decision, kind: PolicyKind) -> bool {
    let mut of_kind = decision.policies.iter().filter(|policy| policy.kind == kind).peekable();
    let allows = |policy: &crate::access::PolicyTrace| {
        policy
            .statements()
            .any(|(statement, verdict)| statement.allows && *verdict == Verdict::Applies)
    };
    of_kind.peek().is_none() || of_kind.any(allows)
}

fn narrowest_first(
    action: &str,
    enough: impl Fn(&'static Managed) -> bool,
) -> Vec<&'static Managed> {
    let candidates = managed::all().iter().filter(|policy| policy.is_for_people());
    let mut found: Vec<&'static Managed> = candidates.filter(|policy| enough(policy)).collect();
    found.sort_by_cached_key(|policy| policy.narrowness(action));
    found
}
