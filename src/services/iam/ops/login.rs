//! Passwords for the console. None is kept: signing in here needs none.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_admin-change-user.html>

use super::{exists, missing, name_or_caller, now, user, user_mut};
use crate::api::{ApiError, Timestamp};
use crate::services::iam::Fact;
use crate::services::iam::shapes::MaybeUserInput;
use crate::services::iam::shapes::login::{
    LoginProfileInput, LoginProfileItem, LoginProfileOutput,
};
use crate::services::iam::state::{LoginProfile, State};
use crate::sim::{Caller, Ctx};

/// Without a policy of the account's own, a password has 8 characters or more of three kinds.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html>
fn strong(password: &str) -> Result<(), ApiError> {
    let kinds: [fn(char) -> bool; 4] = [
        |c| c.is_ascii_uppercase(),
        |c| c.is_ascii_lowercase(),
        |c| c.is_ascii_digit(),
        |c| "!@#$%^&*()_+-=[]{}|'".contains(c),
    ];
    let kinds = kinds.iter().filter(|kind| password.chars().any(kind)).count();
    if password.chars().count() >= 8 && kinds >= 3 {
        return Ok(());
    }
    let text = "Password does not conform to the account password policy.";
    Err(ApiError::new("PasswordPolicyViolation", text))
}

fn none(name: &str) -> ApiError {
    missing(format!("Login Profile for User {name} cannot be found."))
}

fn output(name: &str, profile: &LoginProfile) -> LoginProfileOutput {
    LoginProfileOutput {
        login_profile: LoginProfileItem {
            user_name: name.to_owned(),
            create_date: Timestamp(profile.created),
            password_reset_required: profile.reset_required,
        },
    }
}

pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    input: &LoginProfileInput,
) -> Result<LoginProfileOutput, ApiError> {
    let name = name_or_caller(input.user_name.as_ref(), caller)?;
    let user = user_mut(state, name)?;
    if user.login.is_some() {
        return Err(exists(format!("Login Profile for user {name} already exists.")));
    }
    let Some(password) = &input.password else {
        return Err(ApiError::not_simulated("CreateLoginProfile without Password"));
    };
    strong(password)?;
    let reset_required = input.password_reset_required.unwrap_or(false);
    let profile = user.login.insert(LoginProfile { created: now(ctx), reset_required });
    let output = output(name, profile);
    ctx.fact(Fact::LoginProfileCreated { user: name.to_owned() });
    Ok(output)
}

pub fn get(
    state: &State,
    caller: &Caller,
    input: &MaybeUserInput,
) -> Result<LoginProfileOutput, ApiError> {
    let name = name_or_caller(input.user_name.as_ref(), caller)?;
    let profile = user(state, name)?.login.as_ref().ok_or_else(|| none(name))?;
    Ok(output(name, profile))
}

pub fn update(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    input: &LoginProfileInput,
) -> Result<(), ApiError> {
    let name = name_or_caller(input.user_name.as_ref(), caller)?;
    let profile = user_mut(state, name)?.login.as_mut().ok_or_else(|| none(name))?;
    if let Some(password) = &input.password {
        strong(password)?;
    }
    profile.reset_required = input.password_reset_required.unwrap_or(profile.reset_required);
    ctx.fact(Fact::LoginProfileUpdated { user: name.to_owned() });
    Ok(())
}

pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    input: &MaybeUserInput,
) -> Result<(), ApiError> {
    let name = name_or_caller(input.user_name.as_ref(), caller)?;
    user_mut(state, name)?.login.take().ok_or_else(|| none(name))?;
    ctx.fact(Fact::LoginProfileDeleted { user: name.to_owned() });
    Ok(())
}
