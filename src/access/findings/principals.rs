//! Principals of resource policies, and what they do in the others.

use super::tree::At;
use super::{Found, Policy, is_empty_list, is_empty_object};
use crate::access::trust::PROVIDERS;

pub(super) fn check(at: &At<'_>, policy: Policy, found: &mut Found) {
    let (only, all_but) = (at.member("Principal"), at.member("NotPrincipal"));
    let given = only.clone().or_else(|| all_but.clone());
    match (policy, given) {
        (Policy::Identity, Some(given)) => {
            let details = "The policy type IDENTITY_POLICY does not support the Principal \
                           element. Remove the Principal element.";
            found.error("UNSUPPORTED_PRINCIPAL", details, &given);
        }
        (Policy::ServiceControl, Some(given)) => {
            let details = "SCPs do not support specifying principals. Remove the Principal or \
                           NotPrincipal element.";
            found.error("SCP_SYNTAX_ERROR_PRINCIPAL", details, &given);
        }
        (Policy::Resource | Policy::Trust, None) => {
            let details = "Add a Principal element to the policy statement.";
            found.error("MISSING_PRINCIPAL", details, at);
        }
        (Policy::Resource | Policy::Trust, Some(given)) => {
            element(&given, policy, found);
            if let Some(all_but) = all_but {
                left_out(at, &all_but, policy, found);
            }
            mismatched(at, &given, found);
            unsupported(at, &given, found);
        }
        _ => {}
    }
}

fn element(given: &At<'_>, policy: Policy, found: &mut Found) {
    const EMPTY: &str =
        "This statement includes no principals and does not affect the policy. Specify principals.";
    match given.text() {
        Some("*") if policy == Policy::Trust => {
            let details = "\"Principal:\" \"*\" is not supported in the principal element of a \
                           role trust policy. Replace the wildcard with a valid principal value.";
            found.error("ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL", details, given);
        }
        Some("*") => {}
        _ if !given.is_object() => {
            let details = "The Principal element contents are not valid. Specify a key-value pair \
                           in the Principal element.";
            found.error("INVALID_PRINCIPAL_FORMAT", details, given);
        }
        _ if is_empty_object(given.node) => {
            found.suggestion("EMPTY_OBJECT_PRINCIPAL", EMPTY, given);
        }
        _ => {}
    }
    for (kind, names) in given.members() {
        if !["AWS", "Service", "Federated", "CanonicalUser"].contains(&kind) {
            let details = format!("The principal key {kind} is not valid.");
            found.error("INVALID_PRINCIPAL_KEY", details, &names);
        }
        if is_empty_list(names.node) {
            found.suggestion("EMPTY_ARRAY_PRINCIPAL", EMPTY, &names);
        }
        for (name, place) in names.texts() {
            let wild = name.contains(['*', '?']) && (kind != "AWS" || name != "*");
            if wild {
                let details = format!(
                    "Wildcards (*, ?) are not supported with the principal key {kind}. Replace \
                     the wildcard with a valid principal value."
                );
                found.error("UNSUPPORTED_WILDCARD_IN_PRINCIPAL", details, &place);
            }
            by_id(name, &place, found);
        }
    }
}

/// A principal that is gone stands there by its unique id.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids>
fn by_id(name: &str, at: &At<'_>, found: &mut Found) {
    let fits = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit();
    let is_id = name.len() == 21 && name.bytes().all(fits);
    let (code, what, short) = match name.get(..4) {
        Some("AROA") if is_id => ("INVALID_ROLE_REFERENCE", "IAM role ID", "role ARN"),
        Some("AIDA") if is_id => ("INVALID_USER_REFERENCE", "IAM user ID", "user ARN"),
        _ => return,
    };
    let details = format!(
        "The Principal element includes the {what} {name}. We recommend that you use a {short} \
         instead."
    );
    found.warning(code, details, at);
}

fn left_out(at: &At<'_>, all_but: &At<'_>, policy: Policy, found: &mut Found) {
    if policy == Policy::Trust {
        let details = "Role trust policies do not support NotPrincipal. Update the policy to use \
                       a Principal element instead.";
        return found.error("ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL", details, all_but);
    }
    if at.member("Effect").and_then(|effect| effect.text()) == Some("Allow") {
        let details = "Using Allow with NotPrincipal can be overly permissive. We recommend that \
                       you use Principal instead.";
        found.security("ALLOW_WITH_NOT_PRINCIPAL", details, &[all_but]);
    }
}

/// Each way to assume a role is for principals of one kind.
fn mismatched(at: &At<'_>, given: &At<'_>, found: &mut Found) {
    let names = given.member("Federated").map(|at| (at.texts(), at));
    let Some((names, federated)) = names.filter(|(names, _)| !names.is_empty()) else { return };
    let saml = names.iter().any(|(name, _)| name.contains(":saml-provider/"));
    let right = if saml { "sts:AssumeRoleWithSAML" } else { "sts:AssumeRoleWithWebIdentity" };
    let ways = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];
    let actions = at.member("Action").map(|at| at.texts()).unwrap_or_default();
    for (action, place) in &actions {
        if ways.contains(action) && *action != right {
            let names: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
            let details = format!(
                "The {action} action is invalid with the following principal(s): {}. Use a SAML \
                 provider principal with the sts:AssumeRoleWithSAML action or use an OIDC \
                 provider principal with the sts:AssumeRoleWithWebIdentity action. Ensure the \
                 provider is Federated if you use either of the two options.",
                names.join(", ")
            );
            let places = [place, &federated];
            found.add(super::Grade::Error, "MISMATCHED_ACTION_FOR_PRINCIPAL", details, &places);
        }
    }
}

/// Keys of a provider of the web are not there where tags are passed.
fn unsupported(at: &At<'_>, given: &At<'_>, found: &mut Found) {
    let federated = given.member("Federated").map(|at| at.texts()).unwrap_or_default();
    if !federated.iter().any(|(name, _)| PROVIDERS.contains(name)) {
        return;
    }
    let actions = at.member("Action").map(|at| at.texts()).unwrap_or_default();
    let Some((action, place)) = actions.iter().find(|(name, _)| *name == "sts:TagSession") else {
        return;
    };
    let operators = at.member("Condition").into_iter().flat_map(|at| at.members());
    for (key, value) in operators.flat_map(|(_, at)| at.members()) {
        let provider = key.split_once(':').map_or("", |(provider, _)| provider);
        if PROVIDERS.contains(&provider) {
            let details = format!(
                "The following actions: {action} are not supported by the condition key {key}. \
                 The condition will not be evaluated for these actions. We recommend that you \
                 move these actions to a different statement without this condition key."
            );
            let places = [place, &value];
            let code = "UNSUPPORTED_ACTION_FOR_CONDITION_KEY";
            found.add(super::Grade::Error, code, details, &places);
        }
    }
}
