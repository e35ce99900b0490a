//! Sessions of those whom no account keeps: AssumeRoleWithSAML, AssumeRoleWithWebIdentity,
//! GetFederationToken.

use std::rc::Rc;

use super::api::{
    AssumeRoleWithSamlInput, AssumeRoleWithSamlOutput, AssumeRoleWithWebIdentityInput,
    AssumeRoleWithWebIdentityOutput, FederatedUserItem, GetFederationTokenInput,
    GetFederationTokenOutput,
};
use super::assume::{Limits, Opening, open, packed};
use super::state::{Federated, State};
use crate::api::{ApiError, Timestamp};
use crate::services::iam;
use crate::sim::caller::{Identity, Origin};
use crate::sim::federation::{FederatedUser, Federation, Vouched};
use crate::sim::passed::Passed;
use crate::sim::time::Span;
use crate::sim::{Caller, Ctx};

/// Who an identity provider vouches for.
fn external(caller: &Caller) -> Result<&Rc<Federation>, ApiError> {
    match &caller.identity {
        Identity::External(federation) => Ok(federation),
        _ => Err(ApiError::new("InvalidIdentityToken", "The token is nobody's.")),
    }
}

fn source_identity(federation: &Federation) -> Option<String> {
    federation.passed.as_ref().and_then(|passed| passed.source_identity.clone())
}

/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html>
pub fn with_web(
    state: &mut State,
    ctx: &Ctx<'_>,
    (iam, caller): (&iam::Accounts, &Caller),
    input: &AssumeRoleWithWebIdentityInput,
) -> Result<AssumeRoleWithWebIdentityOutput, ApiError> {
    let federation = external(caller)?;
    let limits =
        Limits { arns: input.policy_arns.as_deref(), policy: input.policy.as_ref(), tags: None };
    let opening = Opening {
        role: &input.role_arn,
        name: &input.role_session_name,
        secs: input.duration_seconds,
        limits,
        mfa: false,
        origin: Origin::Federated(Rc::clone(federation)),
        passed: federation.passed.clone(),
    };
    let (credentials, assumed_role_user) = open(state, ctx, (iam, caller), opening)?;
    Ok(AssumeRoleWithWebIdentityOutput {
        credentials,
        subject_from_web_identity_token: federation.subject.clone(),
        assumed_role_user,
        packed_policy_size: packed(limits),
        provider: federation.provider.clone(),
        audience: federation.audience.clone(),
        source_identity: source_identity(federation),
    })
}

/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithSAML.html>
pub fn with_saml(
    state: &mut State,
    ctx: &Ctx<'_>,
    (iam, caller): (&iam::Accounts, &Caller),
    input: &AssumeRoleWithSamlInput,
) -> Result<AssumeRoleWithSamlOutput, ApiError> {
    let federation = external(caller)?;
    let Vouched::Saml(assertion) = &federation.vouched else {
        return Err(ApiError::new("InvalidIdentityToken", "The token is no assertion."));
    };
    let limits =
        Limits { arns: input.policy_arns.as_deref(), policy: input.policy.as_ref(), tags: None };
    let opening = Opening {
        role: &input.role_arn,
        name: &assertion.session,
        secs: input.duration_seconds,
        limits,
        mfa: false,
        origin: Origin::Federated(Rc::clone(federation)),
        passed: federation.passed.clone(),
    };
    let (credentials, assumed_role_user) = open(state, ctx, (iam, caller), opening)?;
    Ok(AssumeRoleWithSamlOutput {
        credentials,
        assumed_role_user,
        packed_policy_size: packed(limits),
        subject: federation.subject.clone(),
        subject_type: assertion.format.clone(),
        issuer: assertion.issuer.clone(),
        audience: federation.audience.clone(),
        name_qualifier: assertion.qualifier.clone(),
        source_identity: source_identity(federation),
    })
}

/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html>
pub fn token(
    state: &mut State,
    ctx: &Ctx<'_>,
    (iam, caller): (&iam::Accounts, &Caller),
    input: &GetFederationTokenInput,
) -> Result<GetFederationTokenOutput, ApiError> {
    let (issuer, issuer_id) = match &caller.identity {
        Identity::User { arn, user_id, session_start: None, .. } => (arn.clone(), user_id.clone()),
        // AWS advises against it and lets the root user do so, with its long-term keys.
        Identity::Root { session_start: None, .. } => {
            (ctx.scope.global_arn("iam", "root"), caller.account.to_string())
        }
        _ => {
            let text = "Cannot call GetFederationToken with session credentials";
            return Err(ApiError::new("AccessDenied", text).http(403));
        }
    };
    super::assume::name("name", &input.name)?;
    let tags = input.tags.as_deref().unwrap_or_default();
    super::passed::check(tags)?;
    let limits = Limits {
        arns: input.policy_arns.as_deref(),
        policy: input.policy.as_ref(),
        tags: Some(tags),
    };
    let policies = super::assume::policies(iam.of(caller.account), limits)?;
    let nth = state.made;
    let since = ctx.now.floor(Span::secs(1));
    let user = FederatedUser {
        name: input.name.clone(),
        issuer,
        issuer_id,
        access_key: ctx.ids.base32("ASIA", "sts:session", nth, 16),
        since,
        passed: Passed {
            tags: tags.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect(),
            ..Passed::default()
        },
    };
    let expires = since + Span::secs(i64::from(input.duration_seconds.unwrap_or(43_200)));
    let token = ctx.ids.base64("sts:token", nth, ['+', '/'], 356);
    let output = GetFederationTokenOutput {
        credentials: super::api::Credentials {
            access_key_id: user.access_key.clone(),
            secret_access_key: ctx.ids.base64("sts:secret", nth, ['+', '/'], 40),
            session_token: token.clone(),
            expiration: Timestamp(expires),
        },
        federated_user: FederatedUserItem {
            federated_user_id: format!("{}:{}", caller.account, user.name),
            arn: user.arn(caller.account),
        },
        packed_policy_size: packed(limits),
    };
    state.made += 1;
    state.federated.retain(|_, one| one.expires + Span::days(1) > ctx.now);
    let key = user.access_key.clone();
    state.federated.insert(key, Federated { user, expires, token, policies });
    Ok(output)
}
