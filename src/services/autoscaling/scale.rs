//! What a policy makes of the number of instances.
//!
//! Steps and rounding: <https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html>;
//! targets: <https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-target-tracking.html>

use super::facts::Why;
use super::policy::{Adjustment, AdjustmentType, Kind, Policy, Step};
use super::state::{Group, Lifecycle};
use crate::sim::time::{Span, Time};

/// How a policy is executed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked {
    /// The metric's value, from the alarm or from whoever executes it.
    pub value: Option<f64>,
    /// The threshold that was breached.
    pub threshold: Option<f64>,
    /// Whether a simple policy waits for the cooldown.
    pub honors_cooldown: bool,
}

/// The number of instances the policy wants, or why it leaves it as it is.
pub fn decide(group: &Group, policy: &Policy, asked: Asked, now: Time) -> Result<u32, Why> {
    if !policy.enabled {
        return Err(Why::Disabled);
    }
    let wanted = match &policy.kind {
        Kind::Simple { adjustment, amount, cooldown } => {
            if asked.honors_cooldown {
                let cooldown = cooldown.unwrap_or(group.cooldown);
                if let Some(until) = group.cooling(cooldown, now) {
                    return Err(Why::Cooldown(until));
                }
                if group.simple {
                    return Err(Why::InProgress);
                }
            }
            adjusted(i64::from(group.desired), adjustment, *amount)
        }
        Kind::Step { adjustment, steps, .. } => step(group, policy, adjustment, steps, asked, now)?,
        Kind::Target { target, disable_scale_in, .. } => {
            track(group, policy, target.get(), *disable_scale_in, asked, now)?
        }
    };
    bounded(group, wanted)
}

/// Within the group's bounds, which no policy crosses.
fn bounded(group: &Group, wanted: i64) -> Result<u32, Why> {
    let (min, max) = (i64::from(group.min), i64::from(group.max));
    let desired = i64::from(group.desired);
    let new = wanted.clamp(min.min(max), max);
    if new != desired {
        return Ok(u32::try_from(new).unwrap_or(group.desired));
    }
    Err(match wanted {
        more if more > desired => Why::AtMax,
        fewer if fewer < desired => Why::AtMin,
        _ => Why::Enough,
    })
}

/// So many instances, adjusted. A percentage is rounded towards zero, but for one that comes to
/// less than one instance, which is one.
fn adjusted(base: i64, adjustment: &Adjustment, amount: i32) -> i64 {
    let amount = i64::from(amount);
    match adjustment.kind {
        AdjustmentType::Change => base + amount,
        AdjustmentType::Exact => amount,
        AdjustmentType::Percent => {
            let share = base * amount;
            let whole = if share != 0 && share.abs() < 100 { share.signum() } else { share / 100 };
            let least = i64::from(adjustment.least.unwrap_or(0));
            let change = if whole.abs() < least { amount.signum() * least } else { whole };
            base + change
        }
    }
}

/// How long new instances need.
pub fn warmup(group: &Group, policy: &Policy) -> Span {
    policy.warmup.or(group.warmup).unwrap_or(group.cooldown)
}

/// Instances that still warm up: how many, and until when.
pub fn warming(group: &Group, warmup: Span, now: Time) -> Option<(u32, Time)> {
    let ends = || group.members.values().filter_map(|member| member.warming(warmup, now));
    let last = ends().max();
    let launching = group.launching();
    match (last, launching) {
        (None, 0) => None,
        (last, launching) => {
            Some((ends().count() as u32 + launching, last.unwrap_or(now + warmup)))
        }
    }
}

/// Instances that warm up count as there already when more are wanted, so that one step is not
/// taken twice; while they do, none is taken away.
fn step(
    group: &Group,
    policy: &Policy,
    adjustment: &Adjustment,
    steps: &[Step],
    asked: Asked,
    now: Time,
) -> Result<i64, Why> {
    let (Some(value), Some(threshold)) = (asked.value, asked.threshold) else {
        return Err(Why::NoValue);
    };
    let breach = value - threshold;
    let step = steps.iter().find(|step| step.covers(breach)).ok_or(Why::NoStep)?;
    let warming = warming(group, warmup(group, policy), now);
    let desired = i64::from(group.desired);
    let grown = warming.map_or(0, |(count, _)| i64::from(count));
    let leaving = i64::from(group.count(Lifecycle::Terminating));
    let out = adjusted((desired - grown).max(0), adjustment, step.amount);
    let inward = adjusted(desired + leaving, adjustment, step.amount);
    let shrinks = match adjustment.kind {
        AdjustmentType::Exact => i64::from(step.amount) < desired,
        _ => step.amount < 0,
    };
    match (shrinks, warming) {
        (true, Some((_, until))) => Err(Why::WarmUp(until)),
        (true, None) => Ok(inward.min(desired)),
        (false, Some((_, until))) if out <= desired => Err(Why::WarmUp(until)),
        (false, _) => Ok(out.max(desired)),
    }
}

impl Step {
    /// Above the threshold the lower bound belongs to a step and the upper does not; below it is
    /// the other way round.
    fn covers(&self, breach: f64) -> bool {
        let (lower, upper) = (self.lower.map(|b| b.get()), self.upper.map(|b| b.get()));
        let below = upper.is_some_and(|upper| upper <= 0.0);
        match below {
            true => lower.is_none_or(|lower| breach > lower) && upper.is_none_or(|u| breach <= u),
            false => lower.is_none_or(|lower| breach >= lower) && upper.is_none_or(|u| breach < u),
        }
    }
}

/// Adds in proportion to how far the metric is above the target. AWS says of the way back only that
/// it is slower: one instance at a time, with a warm-up's time between two, is ours; and none goes
/// whose work would lift the others above the target.
fn track(
    group: &Group,
    policy: &Policy,
    target: f64,
    disable_scale_in: bool,
    asked: Asked,
    now: Time,
) -> Result<i64, Why> {
    let value = asked.value.ok_or(Why::NoValue)?;
    let warmup = warmup(group, policy);
    let warming = warming(group, warmup, now);
    let desired = i64::from(group.desired);
    let grown = warming.map_or(0, |(count, _)| i64::from(count));
    if value > target {
        let base = (desired - grown).max(1);
        let wanted = proportional(base, value, target);
        return match warming {
            Some((_, until)) if wanted <= desired => Err(Why::WarmUp(until)),
            _ => Ok(wanted.max(desired)),
        };
    }
    if disable_scale_in {
        return Err(Why::ScaleInDisabled);
    }
    if let Some((_, until)) = warming {
        return Err(Why::WarmUp(until));
    }
    if group.count(Lifecycle::Terminating) > 0 {
        return Err(Why::InProgress);
    }
    if let Some(until) = group.shrunk.map(|at| at + warmup).filter(|until| *until > now) {
        return Err(Why::Settling(until));
    }
    let wanted = proportional(desired, value, target);
    Ok(wanted.max(desired - 1).min(desired))
}

fn proportional(count: i64, value: f64, target: f64) -> i64 {
    let wanted = (count as f64 * value / target).ceil();
    // A number of instances is far below this bound; a broken metric is not.
    wanted.clamp(0.0, 1e6) as i64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::real::Real;

    fn by(kind: AdjustmentType, least: Option<u32>) -> Adjustment {
        Adjustment { kind, least, by_step: false }
    }

    #[test]
    fn percentages_round_as_aws_says() {
        // 12.7 -> 12, .67 -> 1, -.58 -> -1, -6.67 -> -6.
        let cases = [(127, 10, 139), (67, 1, 68), (58, -1, 57), (667, -1, 661), (10, 0, 10)];
        for (base, percent, expected) in cases {
            let found = adjusted(base, &by(AdjustmentType::Percent, None), percent);
            assert_eq!(found, expected, "{base} {percent}%");
        }
        assert_eq!(adjusted(4, &by(AdjustmentType::Percent, Some(2)), 25), 6);
        assert_eq!(adjusted(4, &by(AdjustmentType::Percent, Some(2)), -25), 2);
        assert_eq!(adjusted(4, &by(AdjustmentType::Exact, None), 7), 7);
        assert_eq!(adjusted(4, &by(AdjustmentType::Change, None), -3), 1);
    }

    #[test]
    fn bounds_of_steps_belong_to_the_step_further_from_the_threshold() {
        let step = |lower: Option<f64>, upper: Option<f64>| Step {
            lower: lower.map(Real::new),
            upper: upper.map(Real::new),
            amount: 1,
        };
        let above = step(Some(0.0), Some(10.0));
        assert!(above.covers(0.0) && above.covers(9.9) && !above.covers(10.0));
        let below = step(Some(-10.0), Some(0.0));
        assert!(below.covers(0.0) && below.covers(-9.9) && !below.covers(-10.0));
        assert!(step(Some(10.0), None).covers(10.0) && step(None, Some(-10.0)).covers(-10.0));
    }
}
