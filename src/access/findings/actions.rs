//! Actions, and what is risky to allow on many resources.

use super::tree::At;
use super::{Found, Policy, is_empty_list};
use crate::access::glob;

pub(super) fn check(at: &At<'_>, policy: Policy, found: &mut Found) {
    let (only, all_but) = (at.member("Action"), at.member("NotAction"));
    let Some(actions) = only.clone().or_else(|| all_but.clone()) else {
        let details = "Add an Action or NotAction element to the policy statement.";
        return found.error("MISSING_ACTION", details, at);
    };
    if is_empty_list(actions.node) {
        let details =
            "This statement includes no actions and does not affect the policy. Specify actions.";
        found.suggestion("EMPTY_ARRAY_ACTION", details, &actions);
    }
    let texts = actions.texts();
    for (text, place) in &texts {
        let service = text.split_once(':').map(|(service, _)| service);
        if service.is_some_and(|service| service.contains(['*', '?'])) {
            let details = "Avoid using wildcards (*, ?) in the service name because it might grant \
                           unintended access to other AWS services with similar names.";
            found.suggestion("WILDCARD_IN_SERVICE_NAME", details, place);
        }
    }
    redundant(&actions, &texts, found);
    let allows = at.member("Effect").and_then(|effect| effect.text()) == Some("Allow");
    if allows && policy == Policy::Identity {
        broad(at, (only.as_ref(), all_but.as_ref()), found);
    }
}

/// Whether one pattern covers another; the same text twice is covered the second time.
pub(super) fn covered(texts: &[(&str, At<'_>)], nth: usize, any_case: bool) -> bool {
    let Some((text, _)) = texts.get(nth) else { return false };
    texts.iter().enumerate().any(|(other, (pattern, _))| {
        let (pattern, same) = (*pattern, pattern.eq_ignore_ascii_case(text));
        let matches = match any_case {
            true => glob::matches_any_case(pattern, text),
            false => glob::matches(pattern, text),
        };
        match other == nth {
            true => false,
            false if same => other < nth,
            false => matches,
        }
    })
}

fn redundant(actions: &At<'_>, texts: &[(&str, At<'_>)], found: &mut Found) {
    let more: Vec<&str> = (0..texts.len())
        .filter(|nth| covered(texts, *nth, true))
        .filter_map(|nth| texts.get(nth).map(|(text, _)| *text))
        .collect();
    if more.is_empty() {
        return;
    }
    let details = format!(
        "The {} action(s) are redundant because they provide similar permissions. Update the \
         policy to remove the redundant action such as: {}.",
        more.len(),
        more.join(", ")
    );
    found.suggestion("REDUNDANT_ACTION", details, actions);
}

/// An action that is risky on many resources.
struct Risk {
    action: &'static str,
    /// A condition with one of these makes it less so.
    key: &'static [&'static str],
    /// Whether it is found as a security warning.
    grave: bool,
    /// The codes and texts: with the action by name, by a wildcard, and with `NotAction`; first on
    /// resources with a wildcard, then on `NotResource`.
    said: [[(&'static str, &'static str); 3]; 2],
}

const RISKS: [Risk; 2] = [
    Risk {
        action: "iam:PassRole",
        key: &["iam:passedtoservice", "iam:associatedresourcearn"],
        grave: true,
        said: [
            [
                (
                    "PASS_ROLE_WITH_STAR_IN_RESOURCE",
                    "Using the iam:PassRole action with wildcards (*) in the resource can be \
                     overly permissive because it allows iam:PassRole permissions on multiple \
                     resources. We recommend that you specify resource ARNs or add the \
                     iam:PassedToService condition key to your statement.",
                ),
                (
                    "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE",
                    "Using wildcards (*) in the action and the resource can be overly permissive \
                     because it allows iam:PassRole permissions on all resources. We recommend \
                     that you specify resource ARNs or add the iam:PassedToService condition key \
                     to your statement.",
                ),
                (
                    "PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
                    "Using a resource with wildcards (*) and NotAction can be overly permissive \
                     because it allows iam:PassRole permissions on all resources. We recommend \
                     that you specify resource ARNs or add the iam:PassedToService condition key \
                     to your statement.",
                ),
            ],
            [
                (
                    "PASS_ROLE_WITH_NOT_RESOURCE",
                    "Using the iam:PassRole action with NotResource can be overly permissive \
                     because it can allow iam:PassRole permissions on multiple resources. We \
                     recommend that you specify resource ARNs instead.",
                ),
                (
                    "PASS_ROLE_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
                    "Using an action with a wildcard (*) and NotResource can be overly permissive \
                     because it can allow iam:PassRole permissions on multiple resources. We \
                     recommend that you specify resource ARNs instead.",
                ),
                (
                    "PASS_ROLE_WITH_NOT_ACTION_AND_NOT_RESOURCE",
                    "Using NotAction with NotResource can be overly permissive because it can \
                     allow iam:PassRole permissions on multiple resources.. We recommend that you \
                     specify resource ARNs instead.",
                ),
            ],
        ],
    },
    Risk {
        action: "iam:CreateServiceLinkedRole",
        key: &["iam:awsservicename"],
        grave: false,
        said: [
            [
                (
                    "CREATE_SLR_WITH_STAR_IN_RESOURCE",
                    "Using the iam:CreateServiceLinkedRole action with wildcards (*) in the \
                     resource can allow creation of unintended service-linked roles. We recommend \
                     that you specify resource ARNs instead.",
                ),
                (
                    "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE",
                    "Using wildcards (*) in the action and the resource can allow creation of \
                     unintended service-linked roles because it allows \
                     iam:CreateServiceLinkedRole permissions on all resources. We recommend that \
                     you specify resource ARNs instead.",
                ),
                (
                    "CREATE_SLR_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
                    "Using a resource with wildcards (*) and NotAction can allow creation of \
                     unintended service-linked roles because it allows \
                     iam:CreateServiceLinkedRole permissions on all resources. We recommend that \
                     you specify resource ARNs instead.",
                ),
            ],
            [
                (
                    "CREATE_SLR_WITH_NOT_RESOURCE",
                    "Using the iam:CreateServiceLinkedRole action with NotResource can allow \
                     creation of unintended service-linked roles for multiple resources. We \
                     recommend that you specify resource ARNs instead.",
                ),
                (
                    "CREATE_SLR_WITH_STAR_IN_ACTION_AND_NOT_RESOURCE",
                    "Using an action with a wildcard(*) and NotResource can allow creation of \
                     unintended service-linked roles because it can allow \
                     iam:CreateServiceLinkedRole permissions on multiple resources. We recommend \
                     that you specify resource ARNs instead.",
                ),
                (
                    "CREATE_SLR_WITH_NOT_ACTION_AND_NOT_RESOURCE",
                    "Using NotAction with NotResource can allow creation of unintended \
                     service-linked roles because it allows iam:CreateServiceLinkedRole \
                     permissions on multiple resources. We recommend that you specify resource \
                     ARNs instead.",
                ),
            ],
        ],
    },
];

fn broad(at: &At<'_>, (only, all_but): (Option<&At<'_>>, Option<&At<'_>>), found: &mut Found) {
    for risk in &RISKS {
        if keys(at).iter().any(|key| risk.key.contains(&key.as_str())) {
            continue;
        }
        let Some((way, action)) = reached(risk.action, only, all_but) else { continue };
        let wide = at.member("Resource").into_iter().flat_map(|at| at.texts());
        let wide = wide.filter(|(text, _)| widely(text)).map(|(_, at)| at).next();
        let (row, place) = match (wide, at.member("NotResource")) {
            (Some(place), _) => (risk.said.first(), place),
            (None, Some(place)) => (risk.said.last(), place),
            (None, None) => continue,
        };
        let Some((code, text)) = row.and_then(|row| row.get(way)) else { continue };
        if risk.grave {
            found.security(code, *text, &[&action, &place]);
        } else {
            found.add(super::Grade::Warning, code, *text, &[&action, &place]);
        }
    }
}

/// Whether a resource means many roles: the names of services in AWS's own paths aside.
fn widely(resource: &str) -> bool {
    resource == "*" || (resource.starts_with("arn:") && resource.ends_with(":role/*"))
}

/// How an action is reached: by name, by a wildcard, or because it is not left out.
fn reached<'a>(
    action: &str,
    only: Option<&At<'a>>,
    all_but: Option<&At<'a>>,
) -> Option<(usize, At<'a>)> {
    let matches = |(text, _): &(&str, At<'a>)| glob::matches_any_case(text, action);
    if let Some(at) = only {
        let texts = at.texts();
        let named = texts.iter().find(|(text, _)| text.eq_ignore_ascii_case(action));
        if let Some((_, at)) = named {
            return Some((0, at.clone()));
        }
        return texts.into_iter().find(matches).map(|(_, at)| (1, at));
    }
    let at = all_but?;
    (!at.texts().iter().any(matches)).then(|| (2, at.clone()))
}

/// The condition keys of a statement, in small letters.
pub(super) fn keys(at: &At<'_>) -> Vec<String> {
    let operators = at.member("Condition").into_iter().flat_map(|at| at.members());
    let keys = operators.flat_map(|(_, at)| at.members());
    keys.map(|(key, _)| key.to_ascii_lowercase()).collect()
}
