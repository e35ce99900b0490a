//! What would have let a denied call through.

use super::authorize::{Question, needs};
use super::managed::{self, Managed};
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
    let enough = |policy: &'static Managed| {
        checks.iter().all(|check| {
            let question = Question { world, caller, scope, request, check };
            question.decide(Some(policy)).is_allowed()
        })
    };
    let candidates = managed::all().iter().filter(|policy| policy.is_for_people());
    let mut found: Vec<&'static Managed> = candidates.filter(|policy| enough(policy)).collect();
    found.sort_by_cached_key(|policy| (policy.breadth(), policy.name.as_str()));
    found
}
