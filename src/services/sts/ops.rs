//! One arm an operation.

use serde_json::Value;

use super::api::{DecodeMessageOutput, GetCallerIdentityOutput, Request};
use super::assume;
use super::federate;
use super::state::State;
use super::token;
use crate::api::ApiError;
use crate::api::Shape as _;
use crate::api::reply::json;
use crate::services::iam;
use crate::sim::{Caller, Ctx};

/// Carries out a request.
pub fn execute(
    state: &mut State,
    ctx: &Ctx<'_>,
    iam: &iam::Accounts,
    caller: &Caller,
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::GetCallerIdentity(_) => {
            let output = GetCallerIdentityOutput {
                user_id: caller.user_id(),
                account: caller.account.to_string(),
                arn: caller.arn(),
            };
            Ok(output.write())
        }
        Request::GetSessionToken(input) => token::give(state, ctx, (iam, caller), input).map(json),
        Request::AssumeRole(input) => assume::assume(state, ctx, (iam, caller), input).map(json),
        Request::AssumeRoleWithSAML(input) => {
            federate::with_saml(state, ctx, (iam, caller), input).map(json)
        }
        Request::AssumeRoleWithWebIdentity(input) => {
            federate::with_web(state, ctx, (iam, caller), input).map(json)
        }
        Request::DecodeAuthorizationMessage(input) => {
            let decoded = iam::denial::decode(ctx.ids, &input.encoded_message);
            let invalid = || {
                let code = "InvalidAuthorizationMessageException";
                ApiError::new(code, "Message is not valid")
            };
            let output = DecodeMessageOutput { decoded_message: decoded.ok_or_else(invalid)? };
            Ok(output.write())
        }
        Request::GetFederationToken(input) => {
            federate::token(state, ctx, (iam, caller), input).map(json)
        }
    }
}
