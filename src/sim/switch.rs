//! Switching to a role in the console, and back.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-console.html>

use serde_json::{Value, json};

use super::caller::Who;
use super::fact::Cause;
use super::scope::{Arn, Region};
use super::signin::LOGIN_TO;
use super::world::{ConsoleSession, World};
use crate::api::ApiError;
use crate::services::Request;

/// Who switched to a role, and to which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// Whose session it is: `admin`.
    pub from: Who,
    /// The role.
    pub role: Arn,
}

impl World {
    /// The role the console is switched to, if it is.
    pub fn seat(&self) -> Option<Seat> {
        let session = self.console()?;
        let from = session.from.as_ref()?.who.clone();
        let Who::Session(key) = &session.who else { return None };
        Some(Seat { from, role: self.sts.session(key)?.role.role.clone() })
    }

    /// Switches the console to a role, as whoever signed in and not as the role that is switched
    /// to already. The session is named after the user.
    pub(super) fn switch(&mut self, role: &str, cause: Cause) -> Result<Value, ApiError> {
        let nobody = || ApiError::new("AccessDenied", "nobody is signed in to the console");
        let before = self.console.clone().ok_or_else(nobody)?;
        let own = before.from.clone().map_or_else(|| before.clone(), |from| *from);
        self.console = Some(own.clone());
        let switched = self.open(&own, role, cause);
        if switched.is_err() {
            self.console = Some(before);
        }
        switched
    }

    fn open(&mut self, own: &ConsoleSession, role: &str, cause: Cause) -> Result<Value, ApiError> {
        let caller = self.at_console(&own.who)?;
        let name = own.who.profile().split('@').next().unwrap_or_default().to_owned();
        let input = json!({ "RoleArn": role, "RoleSessionName": name });
        let invalid = |text: String| ApiError::new("ValidationError", text);
        let request = Request::decode("sts", "AssumeRole", input).map_err(invalid)?;
        let switched_from = caller.arn();
        let (reply, _) = self.call_as(caller, Region::US_EAST_1, &request, cause);
        let reply = reply?;
        let key = reply.pointer("/Credentials/AccessKeyId").and_then(Value::as_str);
        let key = key.unwrap_or_default().to_owned();
        // Nobody is signed out of the console here, and so nobody out of a role.
        self.sts.extend(&key, self.end());
        let who = Who::Session(key.clone());
        let seat = self.at_console(&who)?;
        let (since, mfa, account) = (self.now, own.mfa, seat.account);
        let from = Some(Box::new(own.clone()));
        self.console = Some(ConsoleSession { who, since, mfa, account, from });
        let additional = json!({ "SwitchFrom": switched_from, "RedirectTo": LOGIN_TO });
        let reply = json!({ "SwitchRole": "Success" });
        self.keep_sign_in("SwitchRole", seat, None, (reply, Some(additional)));
        Ok(json!({ "AccessKeyId": key }))
    }

    /// Goes back from a role to whoever signed in.
    pub(super) fn switch_back(&mut self) -> Result<Value, ApiError> {
        let Some(session) = self.console.clone() else { return Ok(Value::Null) };
        let Some(own) = session.from else { return Ok(Value::Null) };
        if let Ok(seat) = self.at_console(&session.who) {
            self.keep_sign_in("ExitRole", seat, None, (json!({ "ExitRole": "Success" }), None));
        }
        self.console = Some(*own);
        Ok(Value::Null)
    }
}
