//! Gathers the policies that bear on a call and asks the access engine.

use std::collections::BTreeMap;

use crate::access::{Attached, Decision, Policies, Principal, Query, decide, message};
use crate::api::error::Stage;
use crate::api::spec::Operation as _;
use crate::api::{ApiError, Check};
use crate::services::Request;
use crate::sim::caller::Identity;
use crate::sim::scope::{Arn, Scope};
use crate::sim::{Caller, World};

/// Whether the caller may make this call: the last decision made, or the first that refuses and
/// the error it becomes. Calls that need no permission have no decision.
#[expect(clippy::result_large_err, reason = "a refusal is the rare case")]
pub fn authorize(
    world: &World,
    caller: &Caller,
    scope: Scope,
    request: &Request,
) -> Result<Option<Decision>, (Decision, ApiError)> {
    let mut last = None;
    for check in request.needs(&scope) {
        let decision = check_one(world, caller, scope, request, &check);
        if !decision.is_allowed() {
            let error = denied(caller, request, &check, &decision);
            return Err((decision, error));
        }
        last = Some(decision);
    }
    Ok(last)
}

fn check_one(
    world: &World,
    caller: &Caller,
    scope: Scope,
    request: &Request,
    check: &Check,
) -> Decision {
    let service = request.service();
    let own = format!("{}:{}", service.action_prefix, request.spec().name);
    let action = check.action.map_or(own, str::to_owned);
    let principal = match &caller.identity {
        Identity::Root => Principal::Root { account: caller.account.to_string() },
        Identity::User { arn, .. } => Principal::User { arn: arn.to_string() },
        Identity::Service { principal, .. } => Principal::Service { name: (*principal).to_owned() },
        Identity::Anonymous => Principal::Root { account: caller.account.to_string() },
    };
    let mut policies = Policies::default();
    if let Identity::User { name, .. } = &caller.identity
        && let Some(user) = world.iam.users().get(name)
    {
        policies.identity = user
            .attached
            .iter()
            .map(|(name, policy)| Attached { name, arn: None, policy })
            .collect();
    }
    let topic = check.resource.as_deref().and_then(Arn::parse);
    if let Some(topic) = topic.and_then(|arn| world.sns.topics().get(&arn)) {
        policies.resource =
            Some(Attached { name: "topic policy", arn: None, policy: &topic.policy.1 });
    }
    let mut context = BTreeMap::new();
    context.insert("aws:requestedregion".to_owned(), vec![scope.region.code().to_owned()]);
    decide(&Query {
        principal: &principal,
        action: &action,
        resource: check.resource.as_deref(),
        context: &context,
        policies,
    })
}

fn denied(caller: &Caller, request: &Request, check: &Check, decision: &Decision) -> ApiError {
    let (code, http) = request.service().denied;
    let message = message::denial(decision, &caller.arn(), check.shown.as_deref());
    ApiError {
        code: code.to_owned(),
        message,
        http,
        stage: Stage::Access(Box::new(decision.clone())),
    }
}
