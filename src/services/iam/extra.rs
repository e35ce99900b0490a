//! What IAM keeps beside users, roles, groups and policies: MFA devices, the rules for passwords,
//! the credential report and the jobs that ask when services were last used.

use std::collections::BTreeMap;

use super::providers::Providers;
use super::state::{AccessKey, State, User};
use crate::sim::caller::Identity;
use crate::sim::scope::Arn;
use crate::sim::time::{Span, Time};
use crate::sim::world::ConsoleSession;

/// The rarer things.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Extra {
    /// Virtual MFA devices by serial number, which is their ARN.
    pub(super) devices: BTreeMap<String, Device>,
    /// How many there ever were.
    pub(super) devices_made: u64,
    /// The account's own rules for passwords.
    pub(super) rules: Option<PasswordRules>,
    /// The newest credential report.
    pub(super) report: Option<Report>,
    /// Jobs by id.
    pub(super) jobs: BTreeMap<String, Job>,
    /// How many there ever were.
    pub(super) jobs_made: u64,
    /// Identity providers.
    pub(super) providers: Providers,
    /// When the root user last signed in to the console.
    pub(super) root_used: Option<Time>,
    /// Access keys of the root user, oldest first.
    pub(super) root_keys: Vec<AccessKey>,
    /// How many there ever were.
    pub(super) root_keys_made: u64,
    /// The account's alias.
    pub(super) alias: Option<String>,
}

/// A virtual MFA device. Its codes are simplified: any six digits but `000000` are right.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_enable_virtual.html>
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Device {
    /// Its ARN, which has its path and its name.
    pub arn: Arn,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// Whose it is, and since when.
    pub owner: Option<(String, Time)>,
}

/// What a password must be.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html>
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PasswordRules {
    /// The fewest characters.
    pub min_length: i32,
    /// Whether it needs one of `!@#$%^&*()_+-=[]{}|'`.
    pub symbols: bool,
    /// Whether it needs a digit.
    pub numbers: bool,
    /// Whether it needs a capital letter.
    pub uppercase: bool,
    /// Whether it needs a small letter.
    pub lowercase: bool,
    /// Whether users may change their own.
    pub own_change: bool,
    /// After how many days it is too old.
    pub max_age_days: Option<i32>,
    /// How many earlier ones it must not be.
    pub reuse: Option<i32>,
    /// Whether one that is too old lets nobody in any more; `None` where it was not said.
    pub hard_expiry: Option<bool>,
}

/// A credential report as it was made.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Report {
    /// When.
    pub made: Time,
    /// Comma-separated values.
    pub text: String,
}

impl Report {
    /// One that is younger than this is given again.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html>
    const LIFE: Span = Span::hours(4);

    /// Whether it still counts.
    pub fn is_fresh(&self, now: Time) -> bool {
        now < self.made + Report::LIFE
    }
}

/// A question when the services that policies allow were last used.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Job {
    /// Of whom, or of which policy.
    pub of: Arn,
    /// Whether single actions are asked for as well.
    pub actions: bool,
    /// When it was asked.
    pub asked: Time,
}

/// What calls and records name the root user where a user is named; no user can be called so.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html>
pub const ROOT: &str = "AWS ROOT USER";

impl State {
    /// Access keys of the root user, oldest first.
    pub fn root_keys(&self) -> &[AccessKey] {
        &self.extra.root_keys
    }

    /// The id of the nth key the root user is given.
    pub(super) fn root_key(&self, nth: u64) -> String {
        self.ids().base32("AKIA", "root", nth, 16)
    }

    /// The root user, with a key of its own if it has one, or of its session in the console.
    pub fn root_identity(&self, session: Option<&ConsoleSession>) -> Identity {
        let keys = &self.extra.root_keys;
        let access_key = match session {
            Some(session) => {
                self.ids().base32("ASIA", "root", session.since.as_millis() as u64, 16)
            }
            // Calls need no key here. Without one nothing is known to have signed, for which the
            // record has an empty text.
            // <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html>
            None => {
                let key = keys.iter().find(|key| key.active).or(keys.first());
                key.map(|key| key.id.clone()).unwrap_or_default()
            }
        };
        Identity::Root {
            access_key,
            session_start: session.map(|session| session.since),
            mfa: session.is_some_and(|session| session.mfa),
        }
    }

    /// The name and the user with a unique id.
    pub fn user_of_id(&self, id: &str) -> Option<(&String, &User)> {
        self.users().iter().find(|(_, user)| user.user_id == id)
    }

    /// Virtual MFA devices by serial number.
    pub fn devices(&self) -> &BTreeMap<String, Device> {
        &self.extra.devices
    }

    /// The MFA devices a user signs in with.
    pub fn devices_of<'a>(&'a self, user: &'a str) -> impl Iterator<Item = &'a Device> {
        let owned = move |device: &&Device| device.owner.as_ref().is_some_and(|(of, _)| of == user);
        self.extra.devices.values().filter(owned)
    }

    /// The account's own rules for passwords, if it has made some.
    pub fn password_rules(&self) -> Option<&PasswordRules> {
        self.extra.rules.as_ref()
    }

    /// Identity providers.
    pub fn providers(&self) -> &Providers {
        &self.extra.providers
    }

    /// The newest credential report.
    pub fn report(&self) -> Option<&Report> {
        self.extra.report.as_ref()
    }

    /// Remembers that a user signed in, or without a name the root user.
    pub(crate) fn signed_in(&mut self, user: Option<&str>, now: Time) {
        match user {
            None => self.extra.root_used = Some(now),
            Some(name) => {
                if let Some(user) = self.users.get_mut(name) {
                    user.password_used = Some(now);
                }
            }
        }
    }

    /// A user chose another password as it signed in; nobody knows which.
    pub(crate) fn password_renewed(&mut self, name: &str, now: Time) {
        if let Some(login) = self.users.get_mut(name).and_then(|user| user.login.as_mut()) {
            login.passwords.clear();
            (login.reset_required, login.changed) = (false, now.floor(Span::secs(1)));
        }
    }

    /// When the root user last signed in.
    pub fn root_used(&self) -> Option<Time> {
        self.extra.root_used
    }

    /// When a user's password will be too old, if passwords become so.
    pub fn password_ends(&self, user: &User) -> Option<Time> {
        let days = self.extra.rules.as_ref()?.max_age_days?;
        Some(user.login.as_ref()?.changed + Span::days(i64::from(days)))
    }

    /// Whether a user can sign in to the console at all: it has a password, and not one that an
    /// administrator must replace.
    pub fn may_sign_in(&self, user: &User, now: Time) -> bool {
        let hard = self.extra.rules.as_ref().is_some_and(|rules| rules.hard_expiry == Some(true));
        let ended = hard && self.password_ends(user).is_some_and(|end| end <= now);
        user.login.is_some() && !ended
    }
}
