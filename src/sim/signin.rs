//! Signing in to the console, which leaves records whether it succeeds or not.
//!
//! Shapes: <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html>

use serde_json::{Map, Value, json};

use super::call::{BROWSER, source_ip};
use super::caller::{Caller, Identity, Who};
use super::command::{Login, Slip, Via};
use super::fact::Cause;
use super::record::AuditRecord;
use super::scope::Region;
use super::timing;
use super::world::{ConsoleSession, World};
use crate::api::{ApiError, Event};
use crate::services::iam::extra::ROOT;

/// Where the sign-in page leads, as records of sign-ins show it.
pub(super) const LOGIN_TO: &str = "https://console.aws.amazon.com/console/home?hashArgs=%23&isauthcode=true\
                        &state=hashArgsFromTB_us-east-1";

/// What the record says of a name nobody has.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html>
const NO_SUCH_USER: &str = "No username found in supplied account";
/// What it says of a wrong password, a wrong code and a user without a password.
const FAILED: &str = "Failed authentication";

/// How a sign-in went.
#[derive(Clone, Copy)]
struct End<'a> {
    /// The ARN of the MFA device that was asked for.
    device: Option<&'a str>,
    /// What went wrong.
    error: Option<&'static str>,
}

impl World {
    /// Signs somebody in to the console with whatever that takes: the right password, and the
    /// right code of the MFA device there may be.
    pub(super) fn sign_in(&mut self, who: &Who) -> Result<(), ApiError> {
        let caller = self.at_console(who)?;
        let name = user_of(&caller);
        if let Some(name) = name {
            let iam = self.iam.of(caller.account);
            let user = iam.users().get(name);
            if !user.is_some_and(|user| iam.may_sign_in(user, self.now)) {
                return self.fails(caller, End { device: None, error: Some(FAILED) });
            }
        }
        let device = self.device_of(&caller);
        if device.is_some() {
            self.check_mfa(&caller);
        }
        let (since, mfa, account) = (self.now, device.is_some(), caller.account);
        self.renew_password(who, account, mfa)?;
        self.console = Some(ConsoleSession { who: who.clone(), since, mfa, account, from: None });
        self.iam.of_mut(account).signed_in(user_of(&caller), since);
        self.keep_login(caller, End { device: device.as_deref(), error: None });
        Ok(())
    }

    /// Tries to sign somebody in to the console.
    pub(super) fn login(&mut self, attempt: &Login) -> Result<(), ApiError> {
        let who = match attempt.name.as_str() {
            "root" => Who::Root,
            name if name.contains('@') && Who::Of(name.to_owned()).elsewhere().is_some() => {
                Who::Of(name.to_owned())
            }
            name => Who::User(name.to_owned()),
        };
        let Ok(caller) = self.at_console(&who) else {
            let caller = Caller {
                account: self.home(),
                identity: Identity::Anonymous,
                via: Via::Console,
                invoked_by: None,
            };
            return self.fails(caller, End { device: None, error: Some(NO_SUCH_USER) });
        };
        let device = self.device_of(&caller);
        match (attempt.slip, device) {
            (Some(Slip::Password), _) => {
                self.fails(caller, End { device: None, error: Some(FAILED) })
            }
            (Some(Slip::Code), Some(device)) => {
                self.check_mfa(&caller);
                self.fails(caller, End { device: Some(&device), error: Some(FAILED) })
            }
            (Some(Slip::Code), None) => {
                let text = format!("{} has no MFA device", attempt.name);
                Err(ApiError::new("InvalidLogin", text))
            }
            (None, _) => self.sign_in(&who),
        }
    }

    /// The device a code is asked of.
    fn device_of(&self, caller: &Caller) -> Option<String> {
        let name = user_of(caller).unwrap_or(ROOT);
        let device = self.iam.of(caller.account).devices_of(name).next()?;
        Some(device.arn.to_string())
    }

    /// AWS's words on the page are the same whatever was wrong.
    fn fails(&mut self, caller: Caller, end: End<'_>) -> Result<(), ApiError> {
        self.keep_login(caller, end);
        let text = "Your authentication information is incorrect. Please try again.";
        Err(ApiError::new("AuthenticationFailed", text))
    }

    /// The password was right: an MFA device is asked for before the sign-in goes on.
    fn check_mfa(&mut self, caller: &Caller) {
        let more = json!({ "MfaType": "Virtual MFA" });
        let reply = json!({ "CheckMfa": "Success" });
        self.keep_sign_in("CheckMfa", caller.clone(), None, (reply, Some(more)));
    }

    fn keep_login(&mut self, caller: Caller, end: End<'_>) {
        let outcome = if end.error.is_none() { "Success" } else { "Failure" };
        let mut more = Map::new();
        let mut put = |name: &str, text: &str| more.insert(name.to_owned(), json!(text));
        put("LoginTo", LOGIN_TO);
        put("MobileVersion", "No");
        put("MFAUsed", if end.device.is_some() { "Yes" } else { "No" });
        if let (Some(device), None) = (end.device, end.error) {
            put("MFAIdentifier", device);
        }
        let reply = json!({ "ConsoleLogin": outcome });
        self.keep_sign_in("ConsoleLogin", caller, end.error, (reply, Some(Value::Object(more))));
    }

    /// Root sign-ins are recorded in us-east-1, and so are users' by the global address and those
    /// who switch roles.
    pub(super) fn keep_sign_in(
        &mut self,
        event_name: &'static str,
        caller: Caller,
        error: Option<&str>,
        (response, additional): (Value, Option<Value>),
    ) {
        let record = AuditRecord {
            call: self.calls,
            cause: Cause::Command(self.commands.saturating_sub(1)),
            time: self.now,
            visible: self.now + timing::EVENT_HISTORY,
            region: Region::US_EAST_1,
            source_ip: source_ip(&caller),
            user_agent: BROWSER.to_owned(),
            event_source: "signin.amazonaws.com",
            event_name,
            event_version: "1.11",
            event_type: "AwsConsoleSignIn",
            event: Event::Management,
            read_only: false,
            // Failed sign-ins have no code, only a message.
            error: error.map(|text| (String::new(), text.to_owned())),
            request: Value::Null,
            response,
            additional,
            details: None,
            request_id: None,
            event_id: self.ids.uuid("event", self.calls),
            api_version: None,
            host: "signin.aws.amazon.com".to_owned(),
            resources: Vec::new(),
            listed: Vec::new(),
            in_bucket: None,
            recipient: caller.account,
            shared: None,
            caller,
            decision: None,
        };
        self.calls += 1;
        self.store(record);
    }
}

/// The name of the user who signs in; the root user has none.
fn user_of(caller: &Caller) -> Option<&str> {
    match &caller.identity {
        Identity::User { name, .. } => Some(name),
        _ => None,
    }
}
