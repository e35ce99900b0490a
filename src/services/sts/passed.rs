//! Tags and source identities on their way into a session: what permits them, and what they must
//! be.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html>,
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html>

use std::rc::Rc;

use super::api::{AssumeRoleInput, Request, Tag};
use crate::api::{ApiError, Check};
use crate::services::iam;
use crate::sim::Caller;
use crate::sim::passed::Passed;

/// The permission to pass tags.
pub const TAG: &str = "sts:TagSession";
/// The permission to pass a source identity.
pub const IDENTIFY: &str = "sts:SetSourceIdentity";

/// What a request passes to the session it asks for.
#[derive(Default)]
struct Wish<'a> {
    tags: Vec<(&'a str, &'a str)>,
    transitive: Vec<String>,
    source_identity: Option<&'a str>,
    /// Whether tags of the calling session go on to the new one.
    inherits: bool,
}

fn wish<'a>(caller: &'a Caller, request: &'a Request) -> Wish<'a> {
    let pairs = |tags: &'a Option<Vec<Tag>>| {
        let tags = tags.iter().flatten();
        tags.map(|tag| (tag.key.as_str(), tag.value.as_str())).collect()
    };
    match request {
        Request::AssumeRole(input) => {
            let held = caller.passed();
            let inherited = held.and_then(|passed| passed.source_identity.as_deref());
            Wish {
                tags: pairs(&input.tags),
                transitive: input.transitive_tag_keys.clone().unwrap_or_default(),
                source_identity: input.source_identity.as_deref().or(inherited),
                inherits: held.is_some_and(|passed| passed.handed_on().next().is_some()),
            }
        }
        Request::AssumeRoleWithSAML(_) | Request::AssumeRoleWithWebIdentity(_) => {
            let Some(passed) = caller.passed() else { return Wish::default() };
            let tags = passed.tags.iter().map(|(key, value)| (key.as_str(), value.as_str()));
            Wish {
                tags: tags.collect(),
                transitive: passed.transitive.iter().cloned().collect(),
                source_identity: passed.source_identity.as_deref(),
                inherits: false,
            }
        }
        Request::GetFederationToken(input) => Wish { tags: pairs(&input.tags), ..Wish::default() },
        _ => Wish::default(),
    }
}

/// Adds what a request passes on to what it needs: keys that policies may ask for, and the
/// permissions to pass tags and a source identity.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required>
pub fn needs(caller: &Caller, request: &Request, checks: &mut Vec<Check>) {
    let wish = wish(caller, request);
    let Some(mut own) = checks.first().cloned() else { return };
    if !wish.tags.is_empty() {
        own = own.tags(wish.tags.iter().copied());
    }
    if !wish.transitive.is_empty() {
        own = own.key("sts:TransitiveTagKeys", wish.transitive);
    }
    if let Some(identity) = wish.source_identity {
        own = own.key("sts:SourceIdentity", vec![identity.to_owned()]);
    }
    let tags = wish.inherits || !wish.tags.is_empty();
    let more = [(tags, TAG), (wish.source_identity.is_some(), IDENTIFY)];
    let more = more.into_iter().filter(|(needed, _)| *needed);
    let mut all: Vec<Check> = more.map(|(_, action)| own.clone().action(action)).collect();
    all.insert(0, own);
    *checks = all;
}

/// The code and the words of refusals, as AWS has been seen to write them:
/// <https://github.com/localstack/localstack/blob/main/tests/aws/services/sts/test_sts.snapshot.json>
fn invalid(text: &str) -> ApiError {
    ApiError::new("InvalidParameterValue", text)
}

/// Whether tags may be passed to a session.
pub fn check(tags: &[Tag]) -> Result<(), ApiError> {
    let constraint = |member: String, pattern: &str| {
        let text = format!(
            "1 validation error detected: Value at '{member}' failed to satisfy constraint: \
             Member must satisfy regular expression pattern: {pattern}"
        );
        ApiError::new("ValidationError", text)
    };
    for (i, tag) in tags.iter().enumerate() {
        let member = |part: &str| format!("tags.{}.member.{part}", i + 1);
        if !iam::fits_tag(&tag.key) {
            return Err(constraint(member("key"), r"[\p{L}\p{Z}\p{N}_.:/=+\-@]+"));
        }
        if !iam::fits_tag(&tag.value) {
            return Err(constraint(member("value"), r"[\p{L}\p{Z}\p{N}_.:/=+\-@]*"));
        }
        if tags.iter().skip(i + 1).any(|other| other.key.eq_ignore_ascii_case(&tag.key)) {
            let text = "Duplicate tag keys found. Please note that Tag keys are case insensitive.";
            return Err(invalid(text));
        }
    }
    Ok(())
}

/// What the session that AssumeRole asks for will carry: what the request passes, and what the
/// calling session hands on. A source identity stays what it is along a chain of roles.
pub fn of(caller: &Caller, input: &AssumeRoleInput) -> Result<Option<Rc<Passed>>, ApiError> {
    let given = input.tags.as_deref().unwrap_or_default();
    check(given)?;
    let mut passed = Passed::default();
    if let Some(held) = caller.passed() {
        passed.tags = held.handed_on().map(|(key, value)| (key.clone(), value.clone())).collect();
        passed.transitive = held.transitive.clone();
        passed.source_identity.clone_from(&held.source_identity);
    }
    for tag in given {
        if passed.tag(&tag.key).is_some() {
            return Err(invalid(
                "One of the specified transitive tag keys can't be set because it conflicts with \
                 a transitive tag key from the calling session.",
            ));
        }
    }
    for key in input.transitive_tag_keys.iter().flatten() {
        let tag = given.iter().find(|tag| tag.key.eq_ignore_ascii_case(key));
        let missing = "The specified transitive tag key must be included in the requested tags.";
        passed.transitive.insert(tag.ok_or_else(|| invalid(missing))?.key.clone());
    }
    passed.tags.extend(given.iter().map(|tag| (tag.key.clone(), tag.value.clone())));
    if let Some(identity) = &input.source_identity {
        super::assume::name("sourceIdentity", identity)?;
        if passed.source_identity.as_ref().is_some_and(|held| held != identity) {
            // That it is denied is documented; the text is that of any denial.
            let text = format!(
                "User: {} is not authorized to perform: {IDENTIFY} on resource: {}",
                caller.arn(),
                input.role_arn
            );
            return Err(ApiError::new("AccessDenied", text).http(403));
        }
        passed.source_identity = Some(identity.clone());
    }
    Ok((!passed.is_empty()).then(|| Rc::new(passed)))
}
