//! Object Lock: what keeps a version from being deleted or overwritten.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html>

use crate::api::ApiError;
use crate::sim::time::{Span, Time};

/// How hard a retention is to undo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// Whoever has a special permission can.
    Governance,
    /// Nobody can, not even the root user.
    Compliance,
}

impl Mode {
    /// Reads AWS's name.
    pub fn parse(name: &str) -> Option<Mode> {
        match name {
            "GOVERNANCE" => Some(Mode::Governance),
            "COMPLIANCE" => Some(Mode::Compliance),
            _ => None,
        }
    }

    /// AWS's name.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Governance => "GOVERNANCE",
            Mode::Compliance => "COMPLIANCE",
        }
    }
}

/// How long a version is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Retention {
    /// How hard it is to undo.
    pub mode: Mode,
    /// Until when.
    pub until: Time,
}

/// What a bucket gives each new version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Default {
    /// How hard it is to undo.
    pub mode: Mode,
    /// For how long.
    pub period: Period,
}

/// A period in the unit it was given in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    /// Days.
    Days(i32),
    /// Years, of 365 days.
    Years(i32),
}

impl Default {
    /// The retention of a version that is put now.
    pub fn from(self, now: Time) -> Retention {
        let days = match self.period {
            Period::Days(days) => i64::from(days),
            Period::Years(years) => i64::from(years) * 365,
        };
        Retention { mode: self.mode, until: now + Span::days(days) }
    }
}

/// The answer to whoever would touch a locked version.
pub fn denied() -> ApiError {
    let text = "Access Denied because object protected by object lock.";
    ApiError::new("AccessDenied", text).http(403)
}

/// Whether a retention may take the place of another: it may always be extended, and
/// otherwise changed only in governance mode with the permission to bypass it.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectRetention.html>
pub fn may_replace(
    old: Option<Retention>,
    new: Option<Retention>,
    now: Time,
    bypass: bool,
) -> Result<(), ApiError> {
    let Some(old) = old.filter(|old| old.until > now) else { return Ok(()) };
    let extends = new.is_some_and(|new| new.mode == old.mode && new.until >= old.until);
    let bypassed = old.mode == Mode::Governance && bypass;
    if extends || bypassed { Ok(()) } else { Err(denied()) }
}
