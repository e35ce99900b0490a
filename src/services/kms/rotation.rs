//! Rotation: a key gets new material from time to time, under the same id.
//!
//! <https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html>

use super::ops::{found, invalid, to_change};
use super::shapes::{EnableKeyRotationInput, KeyInput, RotationStatusOutput};
use super::state::{Key, State};
use super::wake::{Due, Wake};
use crate::api::{ApiError, Timestamp};
use crate::sim::Ctx;
use crate::sim::time::{Span, Time};

/// That a key is rotated by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rotation {
    /// Days from one rotation to the next.
    pub period_days: i32,
    /// When it is due next.
    pub next: Time,
}

impl Key {
    /// Whether it is rotated at an instant: a key that is off or about to go waits.
    pub fn rotates(&self, now: Time) -> bool {
        let due = self.rotation.is_some_and(|rotation| rotation.next <= now);
        due && self.enabled && self.deletion.is_none()
    }
}

impl State {
    /// Rotates a key that is due; when it is due again.
    pub(crate) fn rotate(&mut self, wake: &Wake, now: Time) -> Option<Time> {
        let key = self.keys.get_mut(&wake.key).filter(|key| key.rotates(now))?;
        let rotation = key.rotation.as_mut()?;
        rotation.next = now + Span::days(i64::from(rotation.period_days));
        Some(rotation.next)
    }
}

/// EnableKeyRotation. The first rotation comes a whole period later, also where only the period
/// changes.
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html>
pub(super) fn enable(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &EnableKeyRotationInput,
) -> Result<(), ApiError> {
    let period_days = input.period_days.unwrap_or(365);
    let key = usable(state, ctx, &input.key)?;
    if !(90..=2560).contains(&period_days) {
        let text = "RotationPeriodInDays must be between 90 and 2560 (inclusive).";
        return Err(invalid(text));
    }
    let next = ctx.now + Span::days(i64::from(period_days));
    key.rotation = Some(Rotation { period_days, next });
    let wake = Wake { key: key.arn.clone(), due: Due::Rotation };
    ctx.wake(next, wake);
    Ok(())
}

/// A key of the customer's that is on. AWS's own are rotated each year, whatever anybody wants.
fn usable<'a>(state: &'a mut State, ctx: &Ctx<'_>, given: &str) -> Result<&'a mut Key, ApiError> {
    let key = to_change(state, ctx, given)?;
    if key.managed {
        let text = format!("You cannot perform this operation on the AWS managed key {}.", key.arn);
        return Err(ApiError::new("UnsupportedOperationException", text));
    }
    if !key.enabled {
        return Err(ApiError::new("DisabledException", format!("{} is disabled.", key.arn)));
    }
    Ok(key)
}

/// DisableKeyRotation.
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKeyRotation.html>
pub(super) fn disable(state: &mut State, ctx: &Ctx<'_>, input: &KeyInput) -> Result<(), ApiError> {
    usable(state, ctx, &input.key)?.rotation = None;
    Ok(())
}

/// GetKeyRotationStatus.
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html>
pub(super) fn status(
    state: &State,
    ctx: &Ctx<'_>,
    input: &KeyInput,
) -> Result<RotationStatusOutput, ApiError> {
    let key = found(state, ctx, &input.key)?;
    let yearly = || Rotation { period_days: 365, next: yearly(key.created, ctx.now) };
    let rotation = key.rotation.or_else(|| key.managed.then(yearly));
    // A key that is to be deleted is not rotated.
    let rotation = rotation.filter(|_| key.deletion.is_none());
    Ok(RotationStatusOutput {
        enabled: rotation.is_some(),
        key: key.id.clone(),
        period_days: rotation.map(|rotation| rotation.period_days),
        next: rotation.map(|rotation| Timestamp(rotation.next)),
    })
}

/// When a year is full next.
fn yearly(since: Time, now: Time) -> Time {
    const YEAR: i64 = 365 * 86_400;
    since + Span::secs(((now - since).as_secs() / YEAR + 1) * YEAR)
}
