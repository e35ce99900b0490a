//! A password that must be changed as its user signs in, and a user who goes by another name.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_admin-change-user.html>

use std::rc::Rc;

use serde_json::Value;

use super::caller::{Caller, Identity, Who};
use super::fact::Cause;
use super::scope::{AccountId, Region, Scope};
use super::world::{ConsoleSession, World};
use crate::api::ApiError;
use crate::services::iam::api::Request as Iam;
use crate::services::iam::shapes::login::ChangePasswordInput;
use crate::services::{Request, iam};

/// The sign-in page, which changes the password in the user's name: `invokedBy` and `userAgent` of
/// the record.
pub(super) const PRINCIPAL: &str = "signin.amazonaws.com";

/// What the sign-in page says to users whom no policy lets change their password.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_enable-user-change.html>
const NOT_ALLOWED: &str = "Either user is not authorized to perform iam:ChangePassword or entered \
                           password does not comply with account password policy set by \
                           administrator";

impl World {
    /// Lets a user who signs in choose another password, if that is asked of it. No text is typed:
    /// nobody knows the new one.
    pub(super) fn renew_password(
        &mut self,
        who: &Who,
        account: AccountId,
        mfa: bool,
    ) -> Result<(), ApiError> {
        let before = self.console.clone();
        let since = self.now;
        self.console = Some(ConsoleSession { who: who.clone(), since, mfa, account, from: None });
        let renewed = match self.at_console(who) {
            Ok(caller) if self.must_renew(&caller) => self.renew(&caller.forwarded(PRINCIPAL)),
            Ok(_) => Ok(()),
            Err(error) => Err(error),
        };
        self.console = before;
        renewed
    }

    fn must_renew(&self, caller: &Caller) -> bool {
        let Identity::User { name, .. } = &caller.identity else { return false };
        let user = self.iam.of(caller.account).users().get(name);
        user.and_then(|user| user.login.as_ref()).is_some_and(|login| login.reset_required)
    }

    fn renew(&mut self, caller: &Caller) -> Result<(), ApiError> {
        let request: Request = Iam::ChangePassword(ChangePasswordInput::default()).into();
        let scope = Scope { account: caller.account, region: Region::US_EAST_1 };
        let (decision, reply) = match iam::authorize(self, caller, scope, &request) {
            Ok(decision) => (decision, Ok(Value::Null)),
            Err((decision, error)) => (Some(decision), Err(error)),
        };
        if let (Ok(_), Identity::User { name, .. }) = (&reply, &caller.identity) {
            let now = self.now;
            self.iam.of_mut(caller.account).password_renewed(name, now);
        }
        let by = (caller.clone(), Cause::Command(self.commands.saturating_sub(1)));
        let record = self.record(by, scope, &request, &reply, decision.map(Rc::new));
        self.calls += 1;
        self.keep(record, &request);
        reply.map(|_| ()).map_err(|_| ApiError::new("AuthenticationFailed", NOT_ALLOWED))
    }

    /// Whoever is signed in to the console stays so when its user is given another name.
    pub(super) fn follow_name(&mut self, account: AccountId, old: &str, new: &str) {
        let home = self.home();
        let mut next = self.console.as_mut();
        while let Some(session) = next {
            let other = match &session.who {
                Who::User(name) if name == old && account == home => {
                    Some(Who::User(new.to_owned()))
                }
                who => match who.elsewhere() {
                    Some((of, Some(name))) if of == account && name == old => {
                        Some(Who::Of(format!("{new}@{account}")))
                    }
                    _ => None,
                },
            };
            if let Some(other) = other {
                session.who = other;
            }
            next = session.from.as_deref_mut();
        }
    }
}
