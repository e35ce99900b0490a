//! Passwords for the console. Of each only a digest is kept: signing in says whether it is the
//! right one, and needs no text.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_admin-change-user.html>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::{exists, missing, name_or_caller, now, user, user_mut};
use crate::api::{ApiError, Timestamp};
use crate::services::iam::Fact;
use crate::services::iam::extra::PasswordRules;
use crate::services::iam::shapes::MaybeUserInput;
use crate::services::iam::shapes::login::{
    ChangePasswordInput, LoginProfileInput, LoginProfileItem, LoginProfileOutput,
};
use crate::services::iam::state::{LoginProfile, State};
use crate::sim::caller::Identity;
use crate::sim::time::Time;
use crate::sim::{Caller, Ctx};

/// Without rules of the account's own, a password has 8 characters or more of three kinds.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html>
fn strong(rules: Option<&PasswordRules>, password: &str) -> Result<(), ApiError> {
    let kinds: [fn(char) -> bool; 4] = [
        |c| c.is_ascii_uppercase(),
        |c| c.is_ascii_lowercase(),
        |c| c.is_ascii_digit(),
        |c| "!@#$%^&*()_+-=[]{}|'".contains(c),
    ];
    let has = kinds.map(|kind| password.chars().any(kind));
    let length = password.chars().count();
    let good = match rules {
        None => length >= 8 && has.iter().filter(|has| **has).count() >= 3,
        Some(rules) => {
            let wanted = [rules.uppercase, rules.lowercase, rules.numbers, rules.symbols];
            let least = usize::try_from(rules.min_length).unwrap_or(6);
            length >= least && wanted.iter().zip(has).all(|(wanted, has)| has || !wanted)
        }
    };
    if good {
        return Ok(());
    }
    let text = "Password does not conform to the account password policy.";
    Err(ApiError::new("PasswordPolicyViolation", text))
}

/// What is kept of a password.
fn digest(user: &str, password: &str) -> String {
    let hash = Sha256::digest(format!("{user}:{password}").as_bytes());
    STANDARD.encode(hash)
}

/// Passwords that are remembered: the most an account's rules can forbid to use again.
const REMEMBERED: usize = 24;

impl LoginProfile {
    /// Gives it another password, which must be none of the last few if the rules say so.
    fn renew(
        &mut self,
        (name, password): (&str, &str),
        rules: Option<&PasswordRules>,
        now: Time,
    ) -> Result<(), ApiError> {
        strong(rules, password)?;
        let new = digest(name, password);
        let few = rules.and_then(|rules| rules.reuse).and_then(|n| usize::try_from(n).ok());
        if self.passwords.iter().rev().take(few.unwrap_or(0)).any(|old| *old == new) {
            let text = "Password does not conform to the account password policy.";
            return Err(ApiError::new("PasswordPolicyViolation", text));
        }
        self.passwords.push(new);
        let many = self.passwords.len().saturating_sub(REMEMBERED);
        self.passwords.drain(..many);
        self.changed = now;
        Ok(())
    }
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
    let rules = state.extra.rules.clone();
    let user = user_mut(state, name)?;
    if user.login.is_some() {
        return Err(exists(format!("Login Profile for user {name} already exists.")));
    }
    let Some(password) = &input.password else {
        return Err(ApiError::not_simulated("CreateLoginProfile without Password"));
    };
    let mut profile = LoginProfile::new(now(ctx));
    profile.renew((name, password), rules.as_ref(), now(ctx))?;
    profile.reset_required = input.password_reset_required.unwrap_or(false);
    let profile = user.login.insert(profile);
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
    let rules = state.extra.rules.clone();
    let profile = user_mut(state, name)?.login.as_mut().ok_or_else(|| none(name))?;
    if let Some(password) = &input.password {
        profile.renew((name, password), rules.as_ref(), now(ctx))?;
    }
    profile.reset_required = input.password_reset_required.unwrap_or(profile.reset_required);
    ctx.fact(Fact::LoginProfileUpdated { user: name.to_owned() });
    Ok(())
}

/// A user changes its own password. The users a world begins with have passwords nobody knows:
/// of them any old one is taken.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_ChangePassword.html>
pub fn change(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    input: &ChangePasswordInput,
) -> Result<(), ApiError> {
    let Identity::User { name, .. } = &caller.identity else {
        let text = "Only IAM Users can change their own password";
        return Err(ApiError::new("InvalidUserType", text));
    };
    let rules = state.extra.rules.clone();
    let profile = user_mut(state, name)?.login.as_mut().ok_or_else(|| none(name))?;
    let old = digest(name, &input.old_password);
    if profile.passwords.last().is_some_and(|known| *known != old) {
        let text = "The old password was incorrect.";
        return Err(ApiError::new("AccessDenied", text).http(403));
    }
    if input.old_password == input.new_password {
        let text = "Password does not conform to the account password policy.";
        return Err(ApiError::new("PasswordPolicyViolation", text));
    }
    profile.renew((name, &input.new_password), rules.as_ref(), now(ctx))?;
    profile.reset_required = false;
    ctx.fact(Fact::LoginProfileUpdated { user: name.clone() });
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
