//! Rotation: a key gets new material from time to time, under the same id.
//!
//! <https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html>

use super::ops::{cut, found, invalid, to_change};
use super::shapes::{
    EnableKeyRotationInput, KeyInput, ListKeyRotationsInput, ListKeyRotationsOutput,
    RotateKeyOnDemandOutput, RotationEntry, RotationStatusOutput,
};
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

/// That a key got new material.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Rotated {
    /// When.
    pub at: Time,
    /// Whether somebody asked for it then.
    pub on_demand: bool,
}

impl Rotated {
    /// AWS's word for how it came about.
    pub fn kind(self) -> &'static str {
        if self.on_demand { "ON_DEMAND" } else { "AUTOMATIC" }
    }
}

/// Days between rotations when nobody says.
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html>
pub(super) const PERIOD_DAYS: i32 = 365;

/// The most rotations of a key on demand.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-on-demand.html>
const MOST: usize = 25;

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
        key.rotated.push(Rotated { at: now, on_demand: false });
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
    let period_days = input.period_days.unwrap_or(PERIOD_DAYS);
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

/// RotateKeyOnDemand. AWS takes a while; that it is done at once is ours. When a key is rotated by
/// itself does not change.
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_RotateKeyOnDemand.html>
pub(super) fn on_demand(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &KeyInput,
) -> Result<RotateKeyOnDemandOutput, ApiError> {
    let key = usable(state, ctx, &input.key)?;
    if key.rotated.iter().filter(|rotated| rotated.on_demand).count() >= MOST {
        let text = format!("You have exceeded the limit of {MOST} on-demand rotations.");
        return Err(ApiError::new("LimitExceededException", text));
    }
    key.rotated.push(Rotated { at: ctx.now, on_demand: true });
    let wake = Wake { key: key.arn.clone(), due: Due::OnDemand };
    let output = RotateKeyOnDemandOutput { key: key.id.clone() };
    ctx.wake(ctx.now, wake);
    Ok(output)
}

/// ListKeyRotations: those that are done, the oldest first.
/// <https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyRotations.html>
pub(super) fn list(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListKeyRotationsInput,
) -> Result<ListKeyRotationsOutput, ApiError> {
    let key = found(state, ctx, &input.key)?;
    let own = key.rotated.iter().copied();
    // AWS's own keys are rotated each year from when they were made.
    let years = (1..).map(|nth| key.created + Span::secs(nth * YEAR));
    let years = years.take_while(|at| key.managed && *at <= ctx.now);
    let years = years.map(|at| Rotated { at, on_demand: false });
    let all = own.chain(years).map(|rotated| RotationEntry {
        key: key.id.clone(),
        at: Timestamp(rotated.at),
        kind: rotated.kind().to_owned(),
    });
    let (rotations, marker, truncated) = cut(all.collect(), input.marker.as_deref(), input.limit)?;
    Ok(ListKeyRotationsOutput { rotations, marker, truncated })
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

/// A year, in seconds.
const YEAR: i64 = 365 * 86_400;

/// When a year is full next.
fn yearly(since: Time, now: Time) -> Time {
    since + Span::secs(((now - since).as_secs() / YEAR + 1) * YEAR)
}
