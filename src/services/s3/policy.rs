//! Bucket policies: what S3 demands of one, and which it calls public.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html>

use serde_json::{Map, Value};

use super::actions::On;
use super::state::{bucket_arn, bucket_of};
use crate::access::Policy;
use crate::services::iam;
use crate::sim::scope::{AccountId, Arn};

/// The most bytes of a policy.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html>
const MAX_SIZE: usize = 20 * 1024;

const SYNTAX: &str = "Invalid policy syntax.";

type Statement = Map<String, Value>;

/// Parses and checks the policy of a bucket; with it, whether it is public.
///
/// # Errors
/// The text of `MalformedPolicy`.
pub fn check(
    text: &str,
    bucket: &str,
    of: (&iam::State, AccountId),
) -> Result<(Policy, bool), String> {
    examine(text, bucket, Some(of))
}

/// The same, but for whether the principals are there: what can be said without asking IAM.
///
/// # Errors
/// The text of `MalformedPolicy`.
pub fn syntax(text: &str, bucket: &str) -> Result<Policy, String> {
    examine(text, bucket, None).map(|(policy, _)| policy)
}

fn examine(
    text: &str,
    bucket: &str,
    of: Option<(&iam::State, AccountId)>,
) -> Result<(Policy, bool), String> {
    let json = "Policies must be valid JSON and the first byte must be '{'";
    let value: Value = serde_json::from_str(text).map_err(|_| json)?;
    let members = value.as_object().ok_or(json)?;
    if text.len() > MAX_SIZE {
        return Err("Normalized policy document exceeds the maximum allowed size.".to_owned());
    }
    for name in members.keys() {
        if !["Version", "Id", "Statement"].contains(&name.as_str()) {
            return Err(format!("Unknown field {name}"));
        }
    }
    let version = members.get("Version").map(|version| version.as_str());
    if !matches!(version, None | Some(Some("2012-10-17" | "2008-10-17"))) {
        return Err("The policy must contain a valid version string".to_owned());
    }
    let statements = statements(members)?;
    for statement in &statements {
        complete(statement)?;
        actions(statement)?;
        resources(statement, bucket)?;
        applies(statement)?;
        if let Some(of) = of {
            principals(statement, of)?;
        }
    }
    let policy = Policy::from_value(&value).ok_or(SYNTAX)?;
    let public = statements.iter().any(|statement| is_public(statement));
    Ok((policy, public))
}

fn statements(members: &Map<String, Value>) -> Result<Vec<&Statement>, String> {
    let found = members.get("Statement").ok_or("Missing required field Statement")?;
    let items: Vec<&Value> = match found {
        Value::Array(items) if items.is_empty() => {
            return Err("Could not parse the policy: Statement is empty!".to_owned());
        }
        Value::Array(items) => items.iter().collect(),
        one => vec![one],
    };
    items.into_iter().map(|item| item.as_object().ok_or_else(|| SYNTAX.to_owned())).collect()
}

fn complete(statement: &Statement) -> Result<(), String> {
    let has = |one: &str, other: &str| statement.contains_key(one) || statement.contains_key(other);
    let missing = |name: &str| Err(format!("Missing required field {name}"));
    if !has("Effect", "Effect") {
        return missing("Effect");
    }
    if !has("Principal", "NotPrincipal") {
        return missing("Principal");
    }
    if !has("Action", "NotAction") {
        return missing("Action");
    }
    if !has("Resource", "NotResource") {
        return missing("Resource");
    }
    Ok(())
}

/// The texts under an element, one or many.
fn texts<'a>(statement: &'a Statement, names: [&str; 2]) -> Vec<&'a str> {
    let found = names.into_iter().find_map(|name| statement.get(name));
    found.map(all).unwrap_or_default()
}

fn all(value: &Value) -> Vec<&str> {
    match value {
        Value::String(text) => vec![text],
        Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Actions must be those of S3 on buckets and objects; a wildcard stands for one at least.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html>;
/// the text: <https://github.com/versity/versitygw/issues/650>
fn actions(statement: &Statement) -> Result<(), String> {
    let good = |name: &&str| super::actions::named(name).next().is_some();
    if texts(statement, ["Action", "NotAction"]).iter().all(good) {
        return Ok(());
    }
    Err("Policy has invalid action".to_owned())
}

fn resources(statement: &Statement, bucket: &str) -> Result<(), String> {
    let own = bucket_arn(bucket);
    let good = |name: &&str| {
        let fits = |start: &str| start == own || crate::access::glob::matches(start, &own);
        name.starts_with("arn:aws:s3:::") && bucket_of(name).is_some_and(|it| fits(&bucket_arn(it)))
    };
    if texts(statement, ["Resource", "NotResource"]).iter().all(good) {
        return Ok(());
    }
    Err("Policy has invalid resource".to_owned())
}

/// Actions are on buckets or on objects; each must have a resource of its kind.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html>
fn applies(statement: &Statement) -> Result<(), String> {
    let resources = texts(statement, ["Resource", "NotResource"]);
    let objects = resources.iter().any(|it| it.contains('/') || it.ends_with('*'));
    let buckets = resources.iter().any(|it| !it.contains('/'));
    let idle = |name: &&str| {
        !super::actions::named(name).any(|on| match on {
            On::Object => objects,
            On::Bucket => buckets,
        })
    };
    if statement.contains_key("Action") && texts(statement, ["Action", "Action"]).iter().any(idle) {
        return Err("Action does not apply to any resource(s) in statement".to_owned());
    }
    Ok(())
}

/// Principals must exist, as far as this account can tell.
fn principals(
    statement: &Statement,
    (iam, account): (&iam::State, AccountId),
) -> Result<(), String> {
    let invalid = || Err("Invalid principal in policy".to_owned());
    let element = ["Principal", "NotPrincipal"].into_iter().find_map(|name| statement.get(name));
    let kinds = match element {
        Some(Value::String(text)) if text == "*" => return Ok(()),
        Some(Value::Object(kinds)) => kinds,
        _ => return invalid(),
    };
    for (kind, names) in kinds {
        for name in all(names) {
            let good = match kind.as_str() {
                "AWS" => is_known(name, iam, account),
                "Service" => name.ends_with(".amazonaws.com"),
                "CanonicalUser" | "Federated" => true,
                _ => false,
            };
            if !good {
                return invalid();
            }
        }
    }
    Ok(())
}

fn is_known(name: &str, iam: &iam::State, account: AccountId) -> bool {
    if name == "*" || AccountId::parse(name).is_some() {
        return true;
    }
    let Some(arn) = Arn::parse(name) else { return false };
    if arn.service() == "sts" || arn.account().is_some_and(|of| of != account) {
        return true;
    }
    iam.has(&arn)
}

/// Whether a statement lets in others than a fixed set, which S3 calls public.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status>
fn is_public(statement: &Statement) -> bool {
    if statement.get("Effect").and_then(Value::as_str) != Some("Allow") {
        return false;
    }
    let everyone = match statement.get("Principal") {
        None => true,
        Some(Value::String(text)) => text == "*",
        Some(Value::Object(kinds)) => {
            kinds.values().any(|names| all(names).iter().any(|name| name.contains('*')))
        }
        Some(_) => false,
    };
    everyone && !is_fixed(statement.get("Condition"))
}

/// The keys which, with values without wildcards, fix who is let in.
const FIXING: [&str; 14] = [
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principalaccount",
    "aws:principalarn",
    "aws:sourcearn",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:sourceowner",
    "aws:sourceaccount",
    "aws:sourceip",
    "aws:userid",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "s3:dataaccesspointarn",
    "s3:dataaccesspointaccount",
];

fn is_fixed(condition: Option<&Value>) -> bool {
    let operators = condition.and_then(Value::as_object).into_iter().flatten();
    let mut keys = operators.filter(|(operator, _)| {
        !operator.contains("Not") && !operator.ends_with("IfExists") && *operator != "Null"
    });
    keys.any(|(_, keys)| {
        keys.as_object().into_iter().flatten().any(|(key, values)| {
            let key = key.to_ascii_lowercase();
            let values = all(values);
            let wide = |value: &&str| match key.as_str() {
                "aws:sourceip" => is_wide(value),
                "aws:sourcearn" | "aws:principalarn" => {
                    Arn::parse(value).is_none_or(|arn| arn.account().is_none())
                }
                _ => value.contains(['*', '?']),
            };
            FIXING.contains(&key.as_str()) && !values.is_empty() && !values.iter().any(wide)
        })
    })
}

/// Ranges larger than /8 (IPv6: /32) are the public.
fn is_wide(range: &str) -> bool {
    let least = if range.contains(':') { 32 } else { 8 };
    let length = range.split_once('/').map(|(_, length)| length.parse::<u8>().unwrap_or(0));
    length.is_some_and(|length| length < least)
}
