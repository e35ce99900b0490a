//! What IAM demands of an identity policy beyond being a policy, in its own words and order.
//!
//! Rules and texts are recorded AWS replies; the language is described at
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>.

use serde_json::{Map, Value};

use super::policy::{CURRENT, Policy, SYNTAX, statements};
use super::statement::strings;

/// What is said of a document that an older parser of IAM's does not take.
const LEGACY: &str = "The policy failed legacy parsing";

/// Parses and checks the document of an identity policy.
///
/// # Errors
/// The text of `MalformedPolicyDocument`.
pub fn identity(text: &str) -> Result<Policy, String> {
    let value: Value = serde_json::from_str(text).map_err(|_| SYNTAX)?;
    let policy = Policy::from_value(&value).ok_or(SYNTAX)?;
    let members = value.as_object().ok_or(SYNTAX)?;
    if members.get("Version").and_then(Value::as_str) != Some(CURRENT) {
        return Err("Policy document must be version 2012-10-17 or greater.".to_owned());
    }
    let all: Vec<&Map<String, Value>> =
        statements(members).ok_or(SYNTAX)?.iter().filter_map(Value::as_object).collect();
    if all.iter().any(|s| s.contains_key("Principal") || s.contains_key("NotPrincipal")) {
        return Err("Policy document should not specify a principal.".to_owned());
    }
    if !all.iter().all(|s| effect_is_exact(s) && dates_are_valid(s)) {
        return Err(LEGACY.to_owned());
    }
    let bad_resource = resources(&all)?;
    sids(&all)?;
    if all.iter().any(|s| is_empty(s, "Action", "NotAction")) {
        return Err("Policy statement must contain actions.".to_owned());
    }
    if all.iter().any(|s| is_empty(s, "Resource", "NotResource")) {
        return Err("Policy statement must contain resources.".to_owned());
    }
    if let Some(error) = bad_resource {
        return Err(error);
    }
    for element in ["Action", "NotAction"] {
        for name in all.iter().flat_map(|s| listed(s, element)) {
            action(&name)?;
        }
    }
    Ok(policy)
}

/// How many characters of a document count against the size limits: all but white space.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
pub fn size(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// The texts under an element; none when it is not there.
fn listed(statement: &Map<String, Value>, element: &str) -> Vec<String> {
    statement.get(element).and_then(strings).unwrap_or_default()
}

fn is_empty(statement: &Map<String, Value>, only: &str, all_but: &str) -> bool {
    let element = statement.get(only).or_else(|| statement.get(all_but));
    element.and_then(strings).is_none_or(|items| items.is_empty())
}

fn effect_is_exact(statement: &Map<String, Value>) -> bool {
    matches!(statement.get("Effect").and_then(Value::as_str), Some("Allow" | "Deny"))
}

/// The first fault of a resource, in the order of the statements. A fault of the older parser is
/// found only while there is none, and is an error at once.
fn resources(all: &[&Map<String, Value>]) -> Result<Option<String>, String> {
    let mut fault = None;
    for element in ["Resource", "NotResource"] {
        for statement in all {
            let names = listed(statement, element);
            fault = fault.or_else(|| names.iter().find_map(|name| resource(name).err()));
            if fault.is_none() && !names.iter().all(|name| passes_older_parser(name)) {
                return Err(LEGACY.to_owned());
            }
        }
    }
    Ok(fault)
}

fn passes_older_parser(resource: &str) -> bool {
    if resource == "*" {
        return true;
    }
    let colons = resource.matches(':').count();
    (colons >= 5 || !resource.contains("::")) && resource.split(':').nth(2) != Some("")
}

/// What a resource of an IAM ARN may begin with.
const IAM_PATHS: [&str; 13] = [
    "user/",
    "federated-user/",
    "role/",
    "group/",
    "instance-profile/",
    "mfa/",
    "server-certificate/",
    "policy/",
    "sms-mfa/",
    "saml-provider/",
    "oidc-provider/",
    "report/",
    "access-report/",
];

fn resource(name: &str) -> Result<(), String> {
    if name == "*" {
        return Ok(());
    }
    let Some((_, rest)) = name.split_once(':') else {
        return Err(format!("Resource {name} must be in ARN format or \"*\"."));
    };
    let (partition, rest) = match rest.split_once(':') {
        Some((partition, rest)) => (partition, Some(rest)),
        None => (rest, None),
    };
    if partition != "aws" {
        return Err(bad_partition(partition, rest));
    }
    let fully_qualified = "Resource vendor must be fully qualified and cannot contain regexes.";
    let rest = rest.ok_or(fully_qualified)?;
    let mut parts = rest.splitn(4, ':');
    let mut part = || parts.next().unwrap_or_default();
    let (service, region, account, path) = (part(), part(), part(), part());
    if service.contains(['*', '?']) {
        return Err(fully_qualified.to_owned());
    }
    match service {
        "iam" if !region.is_empty() => {
            Err(format!("IAM resource {name} cannot contain region information."))
        }
        "iam" => {
            let known = IAM_PATHS.iter().any(|start| path.starts_with(start));
            if known || path == "*" || path == "root" {
                return Ok(());
            }
            let paths = IAM_PATHS.join(", ");
            Err(format!("IAM resource path must either be \"*\", root, or start with {paths}."))
        }
        // Access points and jobs have a Region and an account.
        "s3" if !region.is_empty() && account.is_empty() => {
            Err(format!("Resource {name} can not contain region information."))
        }
        _ => Ok(()),
    }
}

/// The parts there are, and `*` for those there are not.
fn bad_partition(partition: &str, rest: Option<&str>) -> String {
    let mut parts = rest.filter(|rest| !rest.is_empty()).map(|rest| rest.splitn(4, ':'));
    let mut part = || parts.as_mut().and_then(Iterator::next).unwrap_or("*");
    let (a, b, c, d) = (part(), part(), part(), part());
    format!(
        "Partition \"{partition}\" is not valid for resource \"arn:{partition}:{a}:{b}:{c}:{d}\"."
    )
}

fn sids(all: &[&Map<String, Value>]) -> Result<(), String> {
    let mut seen: Vec<&str> = Vec::new();
    for sid in all.iter().filter_map(|s| s.get("Sid")?.as_str()).filter(|sid| !sid.is_empty()) {
        if seen.contains(&sid) {
            return Err("Statement IDs (SID) in a single policy must be unique.".to_owned());
        }
        seen.push(sid);
    }
    if seen.iter().any(|sid| !sid.bytes().all(|b| b.is_ascii_alphanumeric())) {
        let text = "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies \
                    the regular expression [0-9A-Za-z]*";
        return Err(text.to_owned());
    }
    Ok(())
}

fn action(name: &str) -> Result<(), String> {
    if name == "*" {
        return Ok(());
    }
    let Some((vendor, rest)) = name.split_once(':') else {
        let text = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
        return Err(text.to_owned());
    };
    if rest.contains(':') {
        return Err("Actions/Condition can contain only one colon.".to_owned());
    }
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
    if vendor.chars().all(allowed) { Ok(()) } else { Err(format!("Vendor {vendor} is not valid")) }
}

fn dates_are_valid(statement: &Map<String, Value>) -> bool {
    let operators = statement.get("Condition").and_then(Value::as_object);
    operators.into_iter().flatten().all(|(operator, keys)| {
        let operator = operator.rsplit(':').next().unwrap_or_default();
        let keys = keys.as_object().into_iter().flatten();
        let mut values = keys.flat_map(|(_, value)| strings(value).unwrap_or_default());
        !operator.starts_with("Date") || values.all(|value| is_date(&value))
    })
}

/// Whether a text is an instant as conditions write it:
/// seconds since the epoch, or a date with as many of its parts as there are: `234-12`,
/// `2016-12-13T21:20:37.593194+00:00`.
pub(super) fn is_date(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    if !text.contains(['t', '-']) {
        return text.parse::<i64>().is_ok_and(|seconds| seconds >= 0);
    }
    let (day, time) = text.split_once('t').unwrap_or((&text, ""));
    is_day(day) && (time.is_empty() || is_time(time))
}

fn within(text: &str, least: i64, most: i64) -> bool {
    text.parse::<i64>().is_ok_and(|n| (least..=most).contains(&n))
}

fn is_day(day: &str) -> bool {
    let (sign, day) = match day.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", day),
    };
    let parts: Vec<&str> = day.split('-').collect();
    match parts.as_slice() {
        [year] => is_year(sign, year),
        [year, month] => is_year(sign, year) && within(month, 1, 12),
        [year, month, day] => is_year(sign, year) && within(month, 1, 12) && within(day, 1, 31),
        _ => false,
    }
}

fn is_year(sign: &str, year: &str) -> bool {
    within(&format!("{sign}{year}"), -292_275_054, 292_278_993)
}

fn is_time(time: &str) -> bool {
    let (clock, zone) = match time.find(['z', '+', '-']) {
        Some(at) => time.split_at(at),
        None => (time, "z"),
    };
    let parts: Vec<&str> = clock.split(':').collect();
    let clock_fits = match parts.as_slice() {
        [hour] => within(hour, 0, 23),
        [hour, minute] => within(hour, 0, 23) && within(minute, 0, 59),
        [hour, minute, second] => {
            let (second, fraction) = second.split_once('.').unwrap_or((second, "0"));
            within(hour, 0, 23)
                && within(minute, 0, 59)
                && within(second, 0, 59)
                && within(fraction, 0, 999_999_999)
        }
        _ => false,
    };
    clock_fits && is_zone(zone)
}

/// `z`, `+09` or `+09:00`.
fn is_zone(zone: &str) -> bool {
    if zone == "z" {
        return true;
    }
    let Some(offset) = zone.strip_prefix(['+', '-']) else { return false };
    let (hours, minutes) = offset.split_once(':').unwrap_or((offset, "00"));
    hours.len() == 2 && minutes.len() == 2 && within(hours, 0, 23) && within(minutes, 0, 59)
}
