//! The account's own rules for passwords.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html>

use super::missing;
use crate::api::ApiError;
use crate::services::iam::Fact;
use crate::services::iam::extra::PasswordRules;
use crate::services::iam::shapes::login::{
    PasswordPolicyInput, PasswordPolicyItem, PasswordPolicyOutput,
};
use crate::services::iam::state::State;
use crate::sim::Ctx;

fn none(ctx: &Ctx<'_>) -> ApiError {
    let account = ctx.scope.account;
    missing(format!("The Password Policy with domain name {account} cannot be found."))
}

pub fn get(state: &State, ctx: &Ctx<'_>) -> Result<PasswordPolicyOutput, ApiError> {
    let rules = state.password_rules().ok_or_else(|| none(ctx))?;
    let password_policy = PasswordPolicyItem {
        minimum_password_length: rules.min_length,
        require_symbols: rules.symbols,
        require_numbers: rules.numbers,
        require_uppercase_characters: rules.uppercase,
        require_lowercase_characters: rules.lowercase,
        allow_users_to_change_password: rules.own_change,
        expire_passwords: rules.max_age_days.is_some(),
        max_password_age: rules.max_age_days,
        password_reuse_prevention: rules.reuse,
        hard_expiry: rules.hard_expiry,
    };
    Ok(PasswordPolicyOutput { password_policy })
}

/// What is not given goes back to its default: parts of a policy cannot be changed alone.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html>
pub fn update(state: &mut State, ctx: &mut Ctx<'_>, input: &PasswordPolicyInput) {
    state.extra.rules = Some(PasswordRules {
        min_length: input.minimum_password_length.unwrap_or(6),
        symbols: input.require_symbols.unwrap_or(false),
        numbers: input.require_numbers.unwrap_or(false),
        uppercase: input.require_uppercase_characters.unwrap_or(false),
        lowercase: input.require_lowercase_characters.unwrap_or(false),
        own_change: input.allow_users_to_change_password.unwrap_or(false),
        max_age_days: input.max_password_age,
        reuse: input.password_reuse_prevention,
        hard_expiry: input.hard_expiry,
    });
    ctx.fact(Fact::PasswordPolicyChanged);
}

pub fn delete(state: &mut State, ctx: &mut Ctx<'_>) -> Result<(), ApiError> {
    state.extra.rules.take().ok_or_else(|| none(ctx))?;
    ctx.fact(Fact::PasswordPolicyChanged);
    Ok(())
}
