//! Checks of names, paths, tags and ARNs, in IAM's words.

use crate::api::ApiError;
use crate::services::iam::shapes::Tag;
use crate::sim::scope::Arn;

fn invalid(text: String) -> ApiError {
    ApiError::new("ValidationError", text)
}

/// `1 validation error detected: Value at '…' failed to satisfy constraint: …`.
pub fn constraint(member: &str, rule: &str) -> ApiError {
    invalid(format!(
        "1 validation error detected: Value at '{member}' failed to satisfy constraint: {rule}"
    ))
}

/// A name: letters, digits and `+=,.@_-`.
pub fn name(member: &str, name: &str) -> Result<(), ApiError> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "+=,.@_-".contains(c);
    if !name.is_empty() && name.chars().all(allowed) {
        return Ok(());
    }
    Err(invalid(format!(
        "The specified value for {member} is invalid. It must contain only alphanumeric \
         characters and/or the following: +=,.@_-"
    )))
}

/// A path: `/`, or text without blanks between two slashes.
pub fn path(member: &str, path: &str) -> Result<(), ApiError> {
    let inside = path.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
    let fits = |inside: &str| !inside.is_empty() && inside.chars().all(|c| c.is_ascii_graphic());
    if path == "/" || inside.is_some_and(fits) {
        return Ok(());
    }
    Err(invalid(format!(
        "The specified value for {member} is invalid. It must begin and end with / and contain \
         only alphanumeric characters and/or / characters."
    )))
}

/// What listings take: the beginning of a path.
pub fn path_prefix(prefix: Option<&String>) -> Result<&str, ApiError> {
    let prefix = prefix.map_or("/", String::as_str);
    if prefix.starts_with('/') && prefix.chars().all(|c| c.is_ascii_graphic()) {
        return Ok(prefix);
    }
    Err(invalid(
        "The specified value for pathPrefix is invalid. It must begin with the / character and \
         contain only alphanumeric characters and/or / characters."
            .to_owned(),
    ))
}

/// A document: tab, line ends, and U+0020 to U+00FF.
pub fn document(text: &str) -> Result<(), ApiError> {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{ff}');
    if text.chars().all(allowed) {
        return Ok(());
    }
    Err(invalid(
        "The specified value for policyDocument is invalid. It must contain only printable ASCII \
         characters."
            .to_owned(),
    ))
}

/// The ARN of a managed policy.
pub fn policy_arn(text: &str) -> Result<Arn, ApiError> {
    Arn::parse(text).ok_or_else(|| invalid("Invalid ARN:  Could not be parsed!".to_owned()))
}

/// The number of a version: 2 for `v2`.
pub fn version(text: &str) -> Result<u32, ApiError> {
    let number = text.strip_prefix('v').filter(|number| !number.starts_with(['0', '+']));
    number.and_then(|number| number.parse().ok()).ok_or_else(|| {
        let rule =
            r"Member must satisfy regular expression pattern: v[1-9][0-9]*(\.[A-Za-z0-9-]*)?";
        constraint("versionId", rule)
    })
}

const KEY_PATTERN: &str =
    r"Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+";
const VALUE_PATTERN: &str =
    r"Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]*";

/// Whether a text may be a key or a value of a tag.
pub fn fits_tag(text: &str) -> bool {
    let separator = |c: char| c.is_whitespace() && !c.is_control();
    let allowed = |c: char| c.is_alphanumeric() || separator(c) || "_.:/=+-@".contains(c);
    text.chars().all(allowed)
}

/// Tags to be put on something. Keys of a user's tags know no case; those of a policy's do.
pub fn tags(tags: &[Tag], keys_know_case: bool) -> Result<(), ApiError> {
    for (i, tag) in tags.iter().enumerate() {
        let member = |part: &str| format!("tags.{}.member.{part}", i + 1);
        if !fits_tag(&tag.key) {
            return Err(constraint(&member("key"), KEY_PATTERN));
        }
        if !fits_tag(&tag.value) {
            return Err(constraint(&member("value"), VALUE_PATTERN));
        }
    }
    let same = |a: &str, b: &str| if keys_know_case { a == b } else { a.eq_ignore_ascii_case(b) };
    let twice = tags
        .iter()
        .enumerate()
        .any(|(i, tag)| tags.iter().skip(i + 1).any(|other| same(&tag.key, &other.key)));
    match (twice, keys_know_case) {
        (false, _) => Ok(()),
        (true, true) => Err(ApiError::new("InvalidInput", "Duplicate tag keys found.")),
        (true, false) => {
            let text = "Duplicate tag keys found. Please note that Tag keys are case insensitive.";
            Err(ApiError::new("InvalidInput", text))
        }
    }
}

/// Keys of tags to be removed.
pub fn tag_keys(keys: &[String]) -> Result<(), ApiError> {
    if keys.iter().all(|key| key.chars().count() <= 128 && fits_tag(key)) {
        return Ok(());
    }
    let rule = format!(
        "Member must satisfy constraint: [Member must have length less than or equal to 128, \
         Member must have length greater than or equal to 1, {KEY_PATTERN}, Member must not be \
         null]"
    );
    Err(constraint("tagKeys", &rule))
}
