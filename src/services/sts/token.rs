//! GetSessionToken, and the codes of MFA devices that calls to STS bring along.
//!
//! <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetSessionToken.html>

use super::api::{Credentials, GetSessionTokenInput, GetSessionTokenOutput};
use super::state::{State, Token};
use crate::api::{ApiError, Timestamp};
use crate::services::iam;
use crate::sim::caller::Identity;
use crate::sim::time::Span;
use crate::sim::{Caller, Ctx};

/// Gives temporary credentials, which last 12 hours if nothing else is said.
pub fn give(
    state: &mut State,
    ctx: &Ctx<'_>,
    (iam, caller): (&iam::Accounts, &Caller),
    input: &GetSessionTokenInput,
) -> Result<GetSessionTokenOutput, ApiError> {
    let denied = |text: &str| ApiError::new("AccessDenied", text).http(403);
    let (arn, user_id, session) = match &caller.identity {
        Identity::User { arn, user_id, session_start, .. } => (arn, user_id, session_start),
        Identity::Root { .. } => {
            return Err(ApiError::not_simulated("GetSessionToken of the root user"));
        }
        _ => return Err(denied("Cannot call GetSessionToken with session credentials")),
    };
    if session.is_some() {
        return Err(denied("Cannot call GetSessionToken with session credentials"));
    }
    let mfa = code(iam, caller, (&input.serial_number, &input.token_code))?;
    let nth = state.made;
    let since = ctx.now.floor(Span::secs(1));
    let secs = input.duration_seconds.unwrap_or(43_200);
    let token = Token {
        user: arn.clone(),
        user_id: user_id.clone(),
        access_key: ctx.ids.base32("ASIA", "sts:session", nth, 16),
        since,
        expires: since + Span::secs(i64::from(secs)),
        mfa,
        token: ctx.ids.base64("sts:token", nth, ['+', '/'], 356),
    };
    let credentials = Credentials {
        access_key_id: token.access_key.clone(),
        secret_access_key: ctx.ids.base64("sts:secret", nth, ['+', '/'], 40),
        session_token: token.token.clone(),
        expiration: Timestamp(token.expires),
    };
    state.made += 1;
    state.tokens.retain(|_, token| token.expires + Span::days(1) > ctx.now);
    state.tokens.insert(token.access_key.clone(), token);
    Ok(GetSessionTokenOutput { credentials })
}

/// Whether a call brings the code of an MFA device; one that is wrong is refused.
pub fn code(
    iam: &iam::Accounts,
    caller: &Caller,
    given: (&Option<String>, &Option<String>),
) -> Result<bool, ApiError> {
    let failed = |why: &str| {
        let text = format!("MultiFactorAuthentication failed{why}");
        Err(ApiError::new("AccessDenied", text).http(403))
    };
    match given {
        (None, None) => Ok(false),
        (Some(serial), Some(code)) => {
            let name = match &caller.identity {
                Identity::User { name, .. } => name.as_str(),
                _ => return failed(", must provide MFA with long-term credentials. "),
            };
            if !iam.of(caller.account).devices_of(name).any(|device| device.arn.as_str() == serial)
            {
                return failed(
                    ", unable to validate MFA code.  Please verify your MFA serial \
                               number is valid and associated with this user. ",
                );
            }
            if !iam::is_right_code(code) {
                return failed(" with invalid MFA one time pass code. ");
            }
            Ok(true)
        }
        (Some(_), None) => failed(", must provide both MFA serial number and one time pass code. "),
        (None, Some(_)) => failed(", must provide both MFA serial number and one time pass code. "),
    }
}
