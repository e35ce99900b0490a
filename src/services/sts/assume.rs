//! AssumeRole.
//!
//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html>

use std::rc::Rc;

use super::api::{
    AssumeRoleInput, AssumeRoleOutput, AssumedRoleUser, Credentials, PolicyDescriptor, Tag,
};
use super::state::{Session, State};
use crate::access::validate;
use crate::api::{ApiError, Timestamp};
use crate::services::iam::instance::{self, EC2, SESSION};
use crate::services::iam::{self, roles::Role};
use crate::sim::caller::{Identity, Origin, RoleSession};
use crate::sim::passed::Passed;
use crate::sim::scope::Arn;
use crate::sim::time::Span;
use crate::sim::{Caller, Ctx};

/// What a session policy and the list of managed ones may come to, in characters.
const MAX_POLICY: usize = 2_048;

/// Opens a session. That role and caller let it is decided before.
pub fn assume(
    state: &mut State,
    ctx: &Ctx<'_>,
    (iam, caller): (&iam::Accounts, &Caller),
    input: &AssumeRoleInput,
) -> Result<AssumeRoleOutput, ApiError> {
    if caller.is_root() {
        let text = "Roles may not be assumed by root accounts.";
        return Err(ApiError::new("AccessDenied", text).http(403));
    }
    let malformed = || ApiError::new("ValidationError", format!("{} is invalid", input.role_arn));
    let arn = Arn::parse(&input.role_arn).ok_or_else(malformed)?;
    let role = iam.role(&arn).ok_or_else(malformed)?;
    name("roleSessionName", &input.role_session_name)?;
    if matches!(caller.identity, Identity::Service { principal: EC2, .. }) {
        return Ok(for_instance(ctx, role, &input.role_session_name));
    }
    let mfa = super::token::code(iam, caller, (&input.serial_number, &input.token_code))?;
    let limits = Limits {
        arns: input.policy_arns.as_deref(),
        policy: input.policy.as_ref(),
        tags: input.tags.as_deref(),
    };
    let passed = super::passed::of(caller, input)?;
    let source_identity = passed.as_ref().and_then(|passed| passed.source_identity.clone());
    let opening = Opening {
        role: &input.role_arn,
        name: &input.role_session_name,
        secs: input.duration_seconds,
        limits,
        mfa,
        origin: Origin::Assumed,
        passed,
    };
    let (credentials, assumed_role_user) = open(state, ctx, (iam, caller), opening)?;
    Ok(AssumeRoleOutput {
        credentials,
        assumed_role_user,
        packed_policy_size: packed(limits),
        source_identity,
    })
}

/// A session that is about to be opened.
pub(super) struct Opening<'a> {
    /// The ARN of the role.
    pub role: &'a str,
    pub name: &'a str,
    /// How long it is to last.
    pub secs: Option<i32>,
    pub limits: Limits<'a>,
    pub mfa: bool,
    pub origin: Origin,
    pub passed: Option<Rc<Passed>>,
}

/// The policies that are to limit a session, and the tags that are packed with them.
#[derive(Clone, Copy)]
pub(super) struct Limits<'a> {
    pub arns: Option<&'a [PolicyDescriptor]>,
    pub policy: Option<&'a String>,
    pub tags: Option<&'a [Tag]>,
}

/// How much of the allowed size session policies and tags take. How AWS packs policies is not
/// known: this is the share of the characters allowed.
pub(super) fn packed(limits: Limits<'_>) -> Option<i32> {
    let arns = limits.arns.unwrap_or_default().iter().filter_map(|one| one.arn.as_ref());
    let tags = limits.tags.unwrap_or_default().iter();
    let tags: usize = tags.map(|tag| tag.key.len() + tag.value.len()).sum();
    let policies = limits.policy.map_or(0, String::len) + arns.map(String::len).sum::<usize>();
    let given = policies + tags;
    (given > 0).then(|| (given * 100).div_ceil(MAX_POLICY) as i32)
}

/// Opens a session of a role; what is given of it, and whose it is.
pub(super) fn open(
    state: &mut State,
    ctx: &Ctx<'_>,
    (iam, caller): (&iam::Accounts, &Caller),
    opening: Opening<'_>,
) -> Result<(Credentials, AssumedRoleUser), ApiError> {
    let malformed = || ApiError::new("ValidationError", format!("{} is invalid", opening.role));
    let arn = Arn::parse(opening.role).ok_or_else(malformed)?;
    let role = iam.role(&arn).ok_or_else(malformed)?;
    name("roleSessionName", opening.name)?;
    let secs = duration(opening.secs, role.max_session_secs, caller)?;
    let account = arn.account().unwrap_or(ctx.scope.account);
    // Managed policies that limit the session are the role's account's.
    let policies = policies(iam.of(account), opening.limits)?;
    let nth = state.made;
    let access_key = ctx.ids.base32("ASIA", "sts:session", nth, 16);
    let since = ctx.now.floor(Span::secs(1));
    let session = RoleSession {
        role: role.arn.clone(),
        role_id: role.role_id.clone(),
        name: opening.name.to_owned(),
        access_key: access_key.clone(),
        since,
        mfa: opening.mfa,
        origin: opening.origin,
        passed: opening.passed,
    };
    let expires = since + Span::secs(secs);
    let token = ctx.ids.base64("sts:token", nth, ['+', '/'], 356);
    let credentials = Credentials {
        access_key_id: access_key.clone(),
        secret_access_key: ctx.ids.base64("sts:secret", nth, ['+', '/'], 40),
        session_token: token.clone(),
        expiration: Timestamp(expires),
    };
    let user = AssumedRoleUser { assumed_role_id: session.id(), arn: session.arn(account) };
    state.made += 1;
    // Nobody signs with a key that ended a day ago.
    state.sessions.retain(|_, session| session.expires + Span::days(1) > ctx.now);
    let opened_by = caller.arn();
    let session = Session { role: session, expires, opened_by, token, policies };
    state.sessions.insert(access_key, session);
    Ok((credentials, user))
}

/// EC2 opens a session for an instance: the key the instance's programs sign with. It lasts longer
/// than the role lets others' sessions last.
fn for_instance(ctx: &Ctx<'_>, role: &Role, name: &str) -> AssumeRoleOutput {
    let kind = format!("sts:{name}");
    let nth = ctx.now.as_millis() as u64;
    AssumeRoleOutput {
        credentials: Credentials {
            access_key_id: instance::key(ctx.ids, role, name, ctx.now),
            secret_access_key: ctx.ids.base64(&format!("{kind}/secret"), nth, ['+', '/'], 40),
            session_token: ctx.ids.base64(&format!("{kind}/token"), nth, ['+', '/'], 356),
            expiration: Timestamp(ctx.now.floor(Span::secs(1)) + SESSION),
        },
        assumed_role_user: AssumedRoleUser {
            assumed_role_id: format!("{}:{name}", role.role_id),
            arn: format!("arn:aws:sts::{}:assumed-role/{}/{name}", ctx.scope.account, role.name()),
        },
        packed_policy_size: None,
        source_identity: None,
    }
}

/// How long the session lasts, in seconds.
fn duration(asked: Option<i32>, most: i32, caller: &Caller) -> Result<i64, ApiError> {
    let asked = asked.unwrap_or(3_600);
    if asked > most {
        let text =
            "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.";
        return Err(ApiError::new("ValidationError", text));
    }
    if matches!(caller.identity, Identity::Role(_)) && asked > 3_600 {
        let text = "The requested DurationSeconds exceeds the 1 hour session limit for roles \
                    assumed by role chaining.";
        return Err(ApiError::new("ValidationError", text));
    }
    Ok(i64::from(asked))
}

/// A name of a session.
pub(super) fn name(member: &str, name: &str) -> Result<(), ApiError> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_+=,.@-".contains(c);
    if name.chars().all(allowed) {
        return Ok(());
    }
    let text = format!(
        "1 validation error detected: Value '{name}' at '{member}' failed to satisfy \
         constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*"
    );
    Err(ApiError::new("ValidationError", text))
}

/// The policies that are to limit the session.
pub(super) fn policies(
    iam: &iam::State,
    limits: Limits<'_>,
) -> Result<super::state::Limits, ApiError> {
    let mut policies = Vec::new();
    for PolicyDescriptor { arn } in limits.arns.unwrap_or_default() {
        let text = arn.clone().unwrap_or_default();
        let none =
            || ApiError::new("InvalidParameterValue", format!("Policy {text} does not exist"));
        let arn = Arn::parse(&text).ok_or_else(none)?;
        let found = iam.policy(&arn).ok_or_else(none)?;
        let policy = found.policy().ok_or_else(none)?.clone();
        policies.push((found.name().to_owned(), Some(arn), policy));
    }
    if let Some(text) = limits.policy {
        let policy = validate::identity(text);
        let policy = policy.map_err(|text| ApiError::new("MalformedPolicyDocument", text))?;
        policies.push(("Policy".to_owned(), None, policy));
    }
    Ok(policies)
}
