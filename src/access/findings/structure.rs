//! The elements of a policy and of its statements.

use super::tree::At;
use super::{Found, Policy, actions, conditions, principals, resources};

const ELEMENTS: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

pub(super) fn check(root: &At<'_>, policy: Policy, found: &mut Found) {
    if !root.is_object() {
        return mismatch(root, "Object", found);
    }
    unknown(root, &["Version", "Id", "Statement"], found);
    let version = version(root, found);
    let Some(statement) = root.member("Statement") else {
        return found.error("MISSING_STATEMENT", "Add a statement to the policy", root);
    };
    let all = statement.items();
    for at in &all {
        if !at.is_object() {
            mismatch(at, "Object", found);
            continue;
        }
        one(at, policy, found);
        conditions::check(at, found);
        variables(at, version, found);
    }
    sids(&all, policy, found);
}

fn mismatch(at: &At<'_>, wanted: &str, found: &mut Found) {
    let details = format!("The text does not match the expected JSON data type {wanted}.");
    found.error("DATA_TYPE_MISMATCH", details, at);
}

fn unknown(at: &At<'_>, known: &[&str], found: &mut Found) {
    for (name, member) in at.members() {
        if !known.contains(&name) {
            let details = format!("The policy element {name} is not valid.");
            found.error("INVALID_POLICY_ELEMENT", details, &member);
        }
    }
}

/// Whether the policy is of the version that knows variables.
fn version(root: &At<'_>, found: &mut Found) -> bool {
    let Some(at) = root.member("Version") else {
        let details = "We recommend that you specify the Version element to help you with \
                       debugging permission issues.";
        found.warning("MISSING_VERSION", details, root);
        return false;
    };
    match at.text() {
        Some("2012-10-17") => true,
        Some("2008-10-17") => false,
        Some(other) => {
            let details = format!(
                "The version {other} is not valid. Use one of the following versions: 2012-10-17, \
                 2008-10-17"
            );
            found.error("INVALID_VERSION", details, &at);
            false
        }
        None => {
            mismatch(&at, "String", found);
            false
        }
    }
}

fn one(at: &At<'_>, policy: Policy, found: &mut Found) {
    unknown(at, &ELEMENTS, found);
    match at.member("Effect") {
        None => {
            let details =
                "Add an Effect element to the policy statement with a value of Allow or Deny.";
            found.error("MISSING_EFFECT", details, at);
        }
        Some(effect) if !matches!(effect.text(), Some("Allow" | "Deny")) => {
            let text = effect.text().unwrap_or_default();
            let details = format!("The effect {text} is not valid. Use Allow or Deny.");
            found.error("INVALID_EFFECT", details, &effect);
        }
        Some(_) => {}
    }
    for (only, all_but) in
        [("Action", "NotAction"), ("Resource", "NotResource"), ("Principal", "NotPrincipal")]
    {
        if let (Some(_), Some(other)) = (at.member(only), at.member(all_but)) {
            let details = format!(
                "The policy elements {only} and {all_but} can not be used in the same statement. \
                 Remove one of these elements."
            );
            found.error("UNSUPPORTED_ELEMENT_COMBINATION", details, &other);
        }
    }
    actions::check(at, policy, found);
    resources::check(at, policy, found);
    principals::check(at, policy, found);
}

fn sids(all: &[At<'_>], policy: Policy, found: &mut Found) {
    let mut seen: Vec<&str> = Vec::new();
    for sid in all.iter().filter_map(|at| at.member("Sid")) {
        let Some(text) = sid.text() else {
            mismatch(&sid, "String", found);
            continue;
        };
        if text.is_empty() {
            let details = "Add a value to the empty string in the Sid element.";
            found.suggestion("EMPTY_SID_VALUE", details, &sid);
            continue;
        }
        // Policies of resources may have blanks there.
        let free = policy == Policy::Resource;
        if !free && !text.bytes().all(|b| b.is_ascii_alphanumeric()) {
            let details = "Update the characters in the Sid element to use one of the following \
                           character types: [a-z, A-Z, 0-9]";
            found.error("UNSUPPORTED_SID", details, &sid);
        }
        if seen.contains(&text) {
            if matches!(policy, Policy::Identity | Policy::ServiceControl) {
                let details = "Duplicate statement IDs are not supported for this policy type. \
                               Update the Sid value.";
                found.error("UNIQUE_SIDS_REQUIRED", details, &sid);
            } else {
                let details = "We recommend that you use statement IDs that are unique to your \
                               policy. Update the Sid value.";
                found.warning("UNIQUE_SIDS_RECOMMENDED", details, &sid);
            }
        }
        seen.push(text);
    }
}

/// Variables, which older policies do not have, and which stand in resources and conditions alone.
fn variables(statement: &At<'_>, version: bool, found: &mut Found) {
    for element in ["Action", "NotAction"] {
        let names = statement.member(element).map(|at| at.texts()).unwrap_or_default();
        for (text, at) in names.iter().filter(|(text, _)| text.contains("${")) {
            let rest = text.split_once("${").map_or("", |(_, rest)| rest);
            let variable = rest.split('}').next().unwrap_or_default();
            let details = format!(
                "Policy variables are supported in the Resource and Condition elements. Remove \
                 the policy variable ${{{variable}}} from this element."
            );
            found.error("VARIABLE_UNSUPPORTED_IN_ELEMENT", details, at);
        }
    }
    let resources = ["Resource", "NotResource"].into_iter().filter_map(|it| statement.member(it));
    let mut texts: Vec<(&str, At<'_>)> = resources.flat_map(|at| at.texts()).collect();
    for (_, operator) in statement.member("Condition").into_iter().flat_map(|at| at.members()) {
        texts.extend(operator.members().into_iter().flat_map(|(_, at)| at.texts()));
    }
    for (text, at) in texts.iter().filter(|(text, _)| text.contains("${")) {
        variable(text, at, version, found);
    }
}

fn variable(text: &str, at: &At<'_>, version: bool, found: &mut Found) {
    if !version {
        let details =
            "To include variables in your policy, use the policy version 2012-10-17 or later.";
        return found.error("VARIABLE_UNSUPPORTED_IN_VERSION", details, at);
    }
    for rest in text.split("${").skip(1) {
        let Some((name, _)) = rest.split_once('}') else {
            let details = "The policy variable is missing a closing curly brace. Add } after the \
                           variable text.";
            return found.error("MISSING_BRACE_IN_VARIABLE", details, at);
        };
        let (name, default) = name.split_once(',').map_or((name, None), |(a, b)| (a, Some(b)));
        let default = default.map(str::trim);
        if name.is_empty() {
            let details = "Empty policy variable. Remove the ${ } variable structure or provide a \
                           variable within the structure.";
            found.error("EMPTY_VARIABLE", details, at);
        } else if name.contains(' ') {
            let details = "A space is not supported within the policy variable text. Remove the \
                           space.";
            found.error("UNSUPPORTED_SPACE_IN_VARIABLE", details, at);
        }
        let quoted = |text: &str| text.len() > 1 && text.starts_with('\'') && text.ends_with('\'');
        if default.is_some_and(|text| !quoted(text)) {
            let details = "The policy variable default value must begin and end with a single \
                           quote. Add the missing quote.";
            found.error("MISSING_QUOTE_IN_VARIABLE", details, at);
        }
    }
}
