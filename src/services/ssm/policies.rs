//! Policies of parameters: when one is deleted, and when EventBridge is told of it.
//!
//! <https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-policies.html>

use serde_json::Value;

use super::shapes::{ParameterInlinePolicy, PutParameterInput};
use super::state::{Rule, RuleKind, Version};
use crate::api::ApiError;
use crate::sim::time::{Span, Time};

fn invalid(text: &str) -> ApiError {
    ApiError::new("InvalidPolicyAttributeException", text)
}

/// The policies a request gives a parameter; none if it says nothing of them. `[{}]` says that
/// there are none any more. The bounds are AWS's, the texts ours.
pub(super) fn asked(
    input: &PutParameterInput,
    tier: &str,
    now: Time,
) -> Result<Option<Vec<Rule>>, ApiError> {
    let Some(text) = input.policies.as_deref() else { return Ok(None) };
    let all: Vec<Value> = serde_json::from_str(text)
        .map_err(|_| invalid("The policies must be a JSON array of policies."))?;
    let mut found: Vec<Rule> = Vec::new();
    for policy in all.iter().filter(|policy| policy.as_object().is_none_or(|all| !all.is_empty())) {
        let kind = kind(policy, now)?;
        if policy.get("Version").and_then(Value::as_str) != Some("1.0") {
            return Err(invalid("The version of a policy must be 1.0."));
        }
        if found.iter().any(|rule| word(rule.kind) == word(kind)) {
            return Err(invalid("A parameter has one policy of each type."));
        }
        found.push(Rule { text: policy.to_string(), kind });
    }
    let expires = found.iter().any(|rule| matches!(rule.kind, RuleKind::Expiration(_)));
    let warns = |rule: &Rule| matches!(rule.kind, RuleKind::ExpirationNotification(_));
    if !expires && found.iter().any(warns) {
        return Err(invalid("ExpirationNotification needs an Expiration policy."));
    }
    if !found.is_empty() && tier != "Advanced" {
        let text = "Parameter policies need the advanced-parameter tier.";
        return Err(ApiError::new("ValidationException", text));
    }
    Ok(Some(found))
}

fn kind(policy: &Value, now: Time) -> Result<RuleKind, ApiError> {
    let attribute = |name: &str| policy.pointer(&format!("/Attributes/{name}"));
    let length = |name: &str| {
        let number = attribute(name).and_then(Value::as_str).and_then(|text| text.parse().ok());
        let number = number.filter(|n: &i64| (1..=36_500).contains(n));
        let span = match attribute("Unit").and_then(Value::as_str) {
            Some("Days") => number.map(Span::days),
            Some("Hours") => number.map(Span::hours),
            _ => None,
        };
        span.ok_or_else(|| invalid(&format!("{name} must be a number of Days or Hours.")))
    };
    match policy.get("Type").and_then(Value::as_str).unwrap_or_default() {
        "Expiration" => {
            let at = attribute("Timestamp").and_then(Value::as_str).and_then(Time::parse);
            let at = at.filter(|at| *at > now);
            let missing = || invalid("The Timestamp of Expiration must lie ahead.");
            at.ok_or_else(missing).map(RuleKind::Expiration)
        }
        "ExpirationNotification" => length("Before").map(RuleKind::ExpirationNotification),
        "NoChangeNotification" => length("After").map(RuleKind::NoChangeNotification),
        other => {
            let text = format!("The policy type {other} is not supported.");
            Err(ApiError::new("InvalidPolicyTypeException", text))
        }
    }
}

fn word(kind: RuleKind) -> &'static str {
    match kind {
        RuleKind::Expiration(_) => "Expiration",
        RuleKind::ExpirationNotification(_) => "ExpirationNotification",
        RuleKind::NoChangeNotification(_) => "NoChangeNotification",
    }
}

/// Policies as they are shown. What was to be told by now has been.
pub(super) fn shown(version: &Version, now: Time) -> Vec<ParameterInlinePolicy> {
    let due = |kind: RuleKind| match kind {
        RuleKind::Expiration(at) => Some(at),
        RuleKind::ExpirationNotification(before) => version.expires().map(|at| at - before),
        RuleKind::NoChangeNotification(after) => Some(version.modified + after),
    };
    let policy = |rule: &Rule| ParameterInlinePolicy {
        text: rule.text.clone(),
        kind: word(rule.kind).to_owned(),
        status: match due(rule.kind).is_some_and(|at| at <= now) {
            true => "Finished",
            false => "Pending",
        }
        .to_owned(),
    };
    version.policies.iter().map(policy).collect()
}
