//! Object Lock: of buckets and of versions.

use super::{invalid, malformed, objects};
use crate::api::{ApiError, Timestamp};
use crate::services::s3::Version;
use crate::services::s3::lock::{self, Mode, Period, Retention};
use crate::services::s3::shapes::{
    BucketInput, DefaultRetention, LegalHold, LegalHoldOutput, LockConfiguration,
    LockConfigurationOutput, LockInput, LockRule, PutObjectLegalHoldInput,
    PutObjectLockConfigurationInput, PutObjectRetentionInput, RetentionOutput, RetentionShape,
};
use crate::services::s3::state::{Bucket, State, Versioning};
use crate::sim::Ctx;
use crate::sim::time::Time;

/// The longest default retention: 100 years.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html>
const MAX_DAYS: i32 = 36_500;

pub fn configure(
    state: &mut State,
    input: &PutObjectLockConfigurationInput,
) -> Result<(), ApiError> {
    let bucket = state.bucket_mut(&input.bucket)?;
    let given = input.configuration.as_ref().ok_or_else(malformed)?;
    if given.enabled.as_deref() != Some("Enabled") {
        return Err(malformed());
    }
    let rule = match &given.rule {
        None => None,
        Some(LockRule { retention: Some(retention) }) => Some(by_default(retention)?),
        Some(LockRule { retention: None }) => return Err(malformed()),
    };
    if bucket.versioning != Some(Versioning::Enabled) {
        let text = "Versioning must be 'Enabled' on the bucket to apply a Object Lock \
                    configuration";
        return Err(ApiError::new("InvalidBucketState", text).http(409));
    }
    bucket.lock = Some(rule);
    Ok(())
}

fn by_default(given: &DefaultRetention) -> Result<lock::Default, ApiError> {
    let mode = given.mode.as_deref().and_then(Mode::parse).ok_or_else(malformed)?;
    let (period, days) = match (given.days, given.years) {
        (Some(days), None) => (Period::Days(days), days),
        (None, Some(years)) => (Period::Years(years), years.saturating_mul(365)),
        _ => return Err(malformed()),
    };
    if days < 1 {
        return Err(invalid("Default retention period must be a positive integer value."));
    }
    if days > MAX_DAYS {
        return Err(invalid("Default retention period too long."));
    }
    Ok(lock::Default { mode, period })
}

pub fn configuration(
    state: &State,
    input: &BucketInput,
) -> Result<LockConfigurationOutput, ApiError> {
    let none = || {
        let text = "Object Lock configuration does not exist for this bucket";
        ApiError::new("ObjectLockConfigurationNotFoundError", text).http(404)
    };
    let rule = state.bucket(&input.bucket)?.lock.ok_or_else(none)?;
    let rule = rule.map(|rule| {
        let (days, years) = match rule.period {
            Period::Days(days) => (Some(days), None),
            Period::Years(years) => (None, Some(years)),
        };
        let mode = Some(rule.mode.name().to_owned());
        LockRule { retention: Some(DefaultRetention { mode, days, years }) }
    });
    let enabled = Some("Enabled".to_owned());
    Ok(LockConfigurationOutput { configuration: LockConfiguration { enabled, rule } })
}

/// Refuses what needs Object Lock where there is none.
fn locks(bucket: &Bucket) -> Result<(), ApiError> {
    let text = "Bucket is missing Object Lock Configuration";
    bucket.lock.map(|_| ()).ok_or_else(|| ApiError::new("InvalidRequest", text))
}

/// The retention of a new version, as its headers ask for it.
pub fn asked(
    bucket: &Bucket,
    (mode, until): (Option<&str>, Option<Timestamp>),
    hold: Option<&str>,
    now: Time,
) -> Result<(Option<Retention>, Option<bool>), ApiError> {
    if mode.is_some() || until.is_some() || hold.is_some() {
        locks(bucket)?;
    }
    let retention = match (mode, until) {
        (None, None) => None,
        (Some(mode), Some(until)) => {
            let wrong = || invalid("Unknown wormMode directive.");
            let mode = Mode::parse(mode).ok_or_else(wrong)?;
            Some(future(Retention { mode, until: until.0 }, now)?)
        }
        _ => {
            let text = "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both \
                        be supplied";
            return Err(invalid(text));
        }
    };
    let hold = match hold {
        None => None,
        Some(status) => {
            let wrong = || invalid("Legal Hold must be either of 'ON' or 'OFF'");
            Some(on_or_off(status).ok_or_else(wrong)?)
        }
    };
    Ok((retention, hold))
}

fn future(retention: Retention, now: Time) -> Result<Retention, ApiError> {
    if retention.until > now {
        return Ok(retention);
    }
    Err(invalid("The retain until date must be in the future!"))
}

fn on_or_off(status: &str) -> Option<bool> {
    match status {
        "ON" => Some(true),
        "OFF" => Some(false),
        _ => None,
    }
}

pub fn retain(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &PutObjectRetentionInput,
) -> Result<(), ApiError> {
    let bucket = state.bucket_mut(&input.bucket)?;
    locks(bucket)?;
    let given = input.retention.as_ref().ok_or_else(malformed)?;
    let new = match (given.mode.as_deref(), given.until) {
        (None, None) => None,
        (Some(mode), Some(until)) => {
            let mode = Mode::parse(mode).ok_or_else(malformed)?;
            Some(future(Retention { mode, until: until.0 }, ctx.now)?)
        }
        _ => return Err(malformed()),
    };
    let (version, _) = objects::find(bucket, &input.key, input.version.as_deref())?;
    let bypass = input.bypass.unwrap_or_default();
    lock::may_replace(version.retention, new, ctx.now, bypass)?;
    if let Some(version) = bucket.objects.get_mut(&input.key, input.version.as_deref()) {
        version.retention = new;
    }
    Ok(())
}

fn none() -> ApiError {
    let text = "The specified object does not have a ObjectLock configuration";
    ApiError::new("NoSuchObjectLockConfiguration", text).http(404)
}

fn of_version<'a>(state: &'a State, input: &LockInput) -> Result<&'a Version, ApiError> {
    let bucket = state.bucket(&input.bucket)?;
    locks(bucket)?;
    Ok(objects::find(bucket, &input.key, input.version.as_deref())?.0)
}

pub fn retention(state: &State, input: &LockInput) -> Result<RetentionOutput, ApiError> {
    let retention = of_version(state, input)?.retention.ok_or_else(none)?;
    let mode = Some(retention.mode.name().to_owned());
    let until = Some(Timestamp(retention.until));
    Ok(RetentionOutput { retention: RetentionShape { mode, until } })
}

pub fn hold(state: &mut State, input: &PutObjectLegalHoldInput) -> Result<(), ApiError> {
    let bucket = state.bucket_mut(&input.bucket)?;
    locks(bucket)?;
    let status = input.hold.as_ref().and_then(|hold| hold.status.as_deref());
    let on = status.and_then(on_or_off).ok_or_else(malformed)?;
    objects::find(bucket, &input.key, input.version.as_deref())?;
    if let Some(version) = bucket.objects.get_mut(&input.key, input.version.as_deref()) {
        version.legal_hold = Some(on);
    }
    Ok(())
}

pub fn legal_hold(state: &State, input: &LockInput) -> Result<LegalHoldOutput, ApiError> {
    let on = of_version(state, input)?.legal_hold.ok_or_else(none)?;
    Ok(LegalHoldOutput { hold: LegalHold { status: Some(status(on)) } })
}

/// AWS's word.
pub fn status(on: bool) -> String {
    if on { "ON" } else { "OFF" }.to_owned()
}
