//! Conditions: operators, keys and values that do not go together.

use std::net::IpAddr;

use super::tree::At;
use super::{Found, Kind, is_empty_list, is_empty_object};
use crate::access::operator::{self, Compare};
use crate::access::validate;
use crate::number;

/// Global keys that may have several values.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html>
const MANY: [&str; 5] = [
    "aws:calledvia",
    "aws:principalorgpaths",
    "aws:principalservicenameslist",
    "aws:resourceorgpaths",
    "aws:tagkeys",
];

pub(super) fn check(statement: &At<'_>, found: &mut Found) {
    let Some(condition) = statement.member("Condition") else { return };
    if is_empty_object(condition.node) {
        let details =
            "This condition block is empty and it does not affect the policy. Specify conditions.";
        return found.suggestion("EMPTY_OBJECT_CONDITION", details, &condition);
    }
    let allows = statement.member("Effect").and_then(|effect| effect.text()) == Some("Allow");
    for (name, keys) in condition.members() {
        let read = Operator::read(name);
        let Some(compare) = read.compare else {
            let details = format!(
                "The condition operator {name} is not valid. Use a valid condition operator."
            );
            found.error("INVALID_CONDITION_OPERATOR", details, &keys);
            continue;
        };
        null(&read, compare, &keys, found);
        let mut seen: Vec<String> = Vec::new();
        for (key, values) in keys.members() {
            let lower = key.to_ascii_lowercase();
            if seen.contains(&lower) {
                let details = format!(
                    "The condition key {key} appears more than once with different \
                     capitalization in the same condition block. Remove the duplicate condition \
                     keys."
                );
                found.error("DUPLICATE_KEYS_WITH_DIFFERENT_CASE", details, &values);
            }
            self::key(key, &lower, &values, found);
            if allows && read.all && lower.starts_with("aws:") && is_single(&lower) {
                let details = format!(
                    "Using ForAllValues qualifier with the single-valued condition key {key} can \
                     be overly permissive. We recommend that you remove ForAllValues:."
                );
                found.security("FORALLVALUES_WITH_SINGLE_VALUED_KEY", details, &[&values]);
            }
            if is_empty_list(values.node) {
                empty(&read, key, &values, found);
            }
            self::values(name, compare, &values, found);
            seen.push(lower);
        }
    }
}

/// An operator taken apart.
struct Operator {
    compare: Option<Compare>,
    all: bool,
    any: bool,
    if_exists: bool,
}

impl Operator {
    fn read(name: &str) -> Operator {
        let (set, rest) = name.split_once(':').unwrap_or(("", name));
        let base = rest.strip_suffix("IfExists").unwrap_or(rest);
        let known = ["", "ForAllValues", "ForAnyValue"].contains(&set);
        Operator {
            compare: operator::named(base).filter(|_| known).map(|(compare, _)| compare),
            all: set == "ForAllValues",
            any: set == "ForAnyValue",
            if_exists: base.len() < rest.len(),
        }
    }
}

fn null(read: &Operator, compare: Compare, keys: &At<'_>, found: &mut Found) {
    if compare != Compare::Null {
        return;
    }
    if read.if_exists {
        let details = "The Null condition operator cannot be used with the IfExists suffix. \
                       Update the operator or the suffix.";
        found.error("NULL_WITH_IF_EXISTS", details, keys);
    }
    if read.all || read.any {
        let details = "Avoid using the Null condition operator with the ForAllValues or \
                       ForAnyValue qualifiers because they always return a true or false \
                       respectively.";
        found.suggestion("NULL_WITH_QUALIFIER", details, keys);
    }
}

fn is_single(key: &str) -> bool {
    !MANY.contains(&key)
}

fn key(key: &str, lower: &str, at: &At<'_>, found: &mut Found) {
    if !key.contains(':') {
        let details = "The condition key format is not valid. Use the format service:keyname.";
        found.error("INVALID_CONDITION_KEY_FORMAT", details, at);
    }
    if lower == "aws:arn" {
        let details = "We recommend that you update aws:ARN to use the newer condition key \
                       aws:PrincipalArn.";
        found.warning("DEPRECATED_GLOBAL_CONDITION_KEY", details, at);
    }
    let tag = ["aws:principaltag/", "aws:requesttag/", "aws:resourcetag/"];
    let bare = tag.iter().any(|tag| lower == *tag || lower == tag.trim_end_matches('/'));
    if bare {
        let name = format!("{}/", key.trim_end_matches('/'));
        let details = format!(
            "The condition key {name} must include a tag key to control access based on tags. \
             Use the format {name}tag-key and specify a key name for tag-key."
        );
        found.error("MISSING_TAG_KEY_IN_CONDITION", details, at);
    }
}

fn empty(read: &Operator, key: &str, at: &At<'_>, found: &mut Found) {
    let (code, details) = match read {
        Operator { all: true, .. } => (
            "EMPTY_ARRAY_CONDITION_FORALLVALUES",
            format!(
                "The ForAllValues prefix with an empty condition key matches only if the key \
                 {key} is missing from the request context. To determine if the request context \
                 is empty, we recommend that you use the Null condition operator with the value \
                 of true instead."
            ),
        ),
        Operator { any: true, .. } => (
            "EMPTY_ARRAY_CONDITION_FORANYVALUE",
            format!(
                "The ForAnyValue prefix with an empty condition key {key} never matches the \
                 request context and it does not affect the policy. Specify conditions."
            ),
        ),
        Operator { if_exists: true, .. } => (
            "EMPTY_ARRAY_CONDITION_IFEXISTS",
            format!(
                "The IfExists suffix with an empty condition key matches only if the key {key} is \
                 missing from the request context. To determine if the request context is empty, \
                 we recommend that you use the Null condition operator with the value of true \
                 instead."
            ),
        ),
        _ => (
            "EMPTY_ARRAY_CONDITION",
            format!(
                "There are no values for the condition key {key} and it does not affect the \
                 policy. Specify conditions."
            ),
        ),
    };
    found.suggestion(code, details, at);
}

fn values(operator: &str, compare: Compare, at: &At<'_>, found: &mut Found) {
    for value in at.items() {
        let text = match &value.node.kind {
            Kind::Text(text) | Kind::Plain(text) => text.as_str(),
            Kind::List(_) | Kind::Object(_) => continue,
        };
        let fault = match compare {
            Compare::Text | Compare::TextAnyCase if wild(text) => Some((
                "WILDCARD_WITHOUT_LIKE_OPERATOR",
                "Your condition value includes a * or ? character. If you meant to use a \
                 wildcard (*, ?), update the condition operator to include Like."
                    .to_owned(),
            )),
            // Booleans may come of variables.
            Compare::Bool | Compare::Null if !is_bool(text) && !text.contains("${") => Some((
                "TYPE_MISMATCH_BOOLEAN",
                format!(
                    "Add a valid Boolean value (true or false) for the condition operator \
                     {operator}."
                ),
            )),
            Compare::Date(_) if !validate::is_date(text) => Some((
                "TYPE_MISMATCH_DATE",
                "The date condition operator is used with an invalid value. Specify a valid date \
                 using YYYY-MM-DD or other ISO 8601 date/time format."
                    .to_owned(),
            )),
            Compare::Ip if !is_range(text) => Some((
                "TYPE_MISMATCH_IP_RANGE",
                format!(
                    "The condition operator {operator} is used with an invalid IP range value. \
                     Specify the IP range in standard CIDR format."
                ),
            )),
            Compare::Number(_) if number::parse(text.trim()).is_none() => Some((
                "TYPE_MISMATCH_NUMBER",
                format!("Add a valid numeric value for the condition operator {operator}."),
            )),
            _ => None,
        };
        if let Some((code, details)) = fault {
            found.warning(code, details, &value);
        }
    }
}

/// Whether a text has `*` or `?` beside those that a variable makes of itself (`${*}`).
fn wild(text: &str) -> bool {
    let plain = ["${*}", "${?}"].iter().fold(text.to_owned(), |text, it| text.replace(it, ""));
    plain.contains(['*', '?'])
}

fn is_bool(text: &str) -> bool {
    text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false")
}

/// `203.0.113.0/24`, an address alone, and the same of IPv6.
fn is_range(text: &str) -> bool {
    let (address, bits) = text.split_once('/').map_or((text, None), |(a, b)| (a, Some(b)));
    let Ok(address) = address.parse::<IpAddr>() else { return false };
    let most: u8 = if address.is_ipv4() { 32 } else { 128 };
    bits.is_none_or(|bits| bits.parse::<u8>().is_ok_and(|bits| bits <= most))
}
