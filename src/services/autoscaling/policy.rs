//! Scaling policies and scheduled actions as they are kept.

use super::facts::Why;
use super::shapes::policies::{Alarm, ScalingPolicy, StepAdjustment, TargetTrackingConfiguration};
use super::shapes::rest::PutScheduledInput;
use crate::api::Shape as _;
use crate::sim::real::Real;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::{Span, Time};

/// A scaling policy.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Policy {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: Arn,
    /// What it does.
    pub kind: Kind,
    /// Whether it may do it.
    pub enabled: bool,
    /// How long new instances need, where it says so.
    pub warmup: Option<Span>,
    /// Why it last changed nothing, so that the same is not told each minute.
    pub(super) refused: Option<Why>,
}

/// The kinds of policy.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Kind {
    /// One adjustment, then a cooldown.
    Simple {
        /// The adjustment.
        adjustment: Adjustment,
        /// By how much.
        amount: i32,
        /// Its own cooldown.
        cooldown: Option<Span>,
    },
    /// An adjustment by the size of the breach.
    Step {
        /// The adjustment.
        adjustment: Adjustment,
        /// The steps, in the order of their bounds.
        steps: Vec<Step>,
        /// How the alarm's data is put together.
        aggregation: String,
    },
    /// Keeps a metric at a value.
    Target {
        /// The configuration as given.
        configuration: String,
        /// The value.
        target: Real,
        /// Whether it only ever adds instances.
        disable_scale_in: bool,
        /// The names of its two alarms: above and, unless it never scales in, below the target.
        alarms: Vec<String>,
    },
}

/// How an adjustment is meant.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Adjustment {
    /// Its type.
    pub kind: AdjustmentType,
    /// At least so many instances, for percentages.
    pub least: Option<u32>,
    /// The old name of that was used.
    pub by_step: bool,
}

/// AWS's types of adjustment.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AdjustmentType {
    /// So many more or fewer.
    Change,
    /// So many.
    Exact,
    /// So many percent more or fewer.
    Percent,
}

impl AdjustmentType {
    /// The type with this name.
    pub fn named(name: &str) -> Option<AdjustmentType> {
        Some(match name {
            "ChangeInCapacity" => AdjustmentType::Change,
            "ExactCapacity" => AdjustmentType::Exact,
            "PercentChangeInCapacity" => AdjustmentType::Percent,
            _ => return None,
        })
    }

    /// AWS's name.
    pub fn name(self) -> &'static str {
        match self {
            AdjustmentType::Change => "ChangeInCapacity",
            AdjustmentType::Exact => "ExactCapacity",
            AdjustmentType::Percent => "PercentChangeInCapacity",
        }
    }
}

/// One step; bounds are differences from the threshold.
#[derive(Clone, Copy, Debug, PartialEq, Hash)]
pub struct Step {
    /// From.
    pub lower: Option<Real>,
    /// To.
    pub upper: Option<Real>,
    /// By how much.
    pub amount: i32,
}

impl Policy {
    /// The configuration of a target tracking policy.
    pub fn target(&self) -> Option<TargetTrackingConfiguration> {
        let Kind::Target { configuration, .. } = &self.kind else { return None };
        let value = serde_json::from_str(configuration).ok()?;
        TargetTrackingConfiguration::read(value).ok()
    }

    /// The alarms it made itself.
    pub fn own_alarms(&self, scope: Scope) -> Vec<Alarm> {
        let Kind::Target { alarms, .. } = &self.kind else { return Vec::new() };
        let shown = |name: &String| Alarm {
            alarm_name: name.clone(),
            alarm_arn: scope.arn("cloudwatch", &format!("alarm:{name}")).to_string(),
        };
        alarms.iter().map(shown).collect()
    }

    /// AWS's name of its kind.
    pub fn type_name(&self) -> &'static str {
        match self.kind {
            Kind::Simple { .. } => "SimpleScaling",
            Kind::Step { .. } => "StepScaling",
            Kind::Target { .. } => "TargetTrackingScaling",
        }
    }

    /// As DescribePolicies shows it.
    pub fn shown(&self, group: &str, alarms: Vec<Alarm>) -> ScalingPolicy {
        let mut shown = ScalingPolicy {
            auto_scaling_group_name: group.to_owned(),
            policy_name: self.name.clone(),
            policy_arn: self.arn.to_string(),
            policy_type: self.type_name().to_owned(),
            estimated_instance_warmup: self.warmup.map(|warmup| warmup.as_secs() as i32),
            alarms,
            target_tracking: self.target(),
            enabled: self.enabled,
            ..ScalingPolicy::default()
        };
        let (Kind::Simple { adjustment, .. } | Kind::Step { adjustment, .. }) = &self.kind else {
            return shown;
        };
        let least = adjustment.least.map(|least| least as i32);
        shown.adjustment_type = Some(adjustment.kind.name().to_owned());
        shown.min_adjustment_step = least.filter(|_| adjustment.by_step);
        shown.min_adjustment_magnitude = least.filter(|_| !adjustment.by_step);
        match &self.kind {
            Kind::Simple { amount, cooldown, .. } => {
                shown.scaling_adjustment = Some(*amount);
                shown.cooldown = cooldown.map(|cooldown| cooldown.as_secs() as i32);
            }
            Kind::Step { steps, aggregation, .. } => {
                shown.metric_aggregation_type = Some(aggregation.clone());
                shown.step_adjustments = steps.iter().map(Step::shown).collect();
            }
            Kind::Target { .. } => {}
        }
        shown
    }
}

impl Step {
    fn shown(&self) -> StepAdjustment {
        StepAdjustment {
            lower: self.lower.map(Real::get),
            upper: self.upper.map(Real::get),
            scaling_adjustment: self.amount,
        }
    }
}

/// A scheduled action: what was asked for, and when it is due next.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Scheduled {
    /// Its ARN.
    pub arn: Arn,
    /// Sizes it sets.
    pub sizes: Sizes,
    /// When it is due next.
    pub next: Time,
    /// When it ends.
    pub end: Option<Time>,
    /// A cron expression, for one that comes again.
    pub recurrence: Option<String>,
    /// The time zone of that.
    pub zone: Option<String>,
}

/// Sizes of a group that are to change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sizes {
    /// The fewest instances.
    pub min: Option<u32>,
    /// The most.
    pub max: Option<u32>,
    /// As many as desired.
    pub desired: Option<u32>,
}

impl Sizes {
    /// The sizes a scheduled action names.
    pub fn of(input: &PutScheduledInput) -> Sizes {
        let count = |given: Option<i32>| given.and_then(|n| u32::try_from(n).ok());
        Sizes {
            min: count(input.min_size),
            max: count(input.max_size),
            desired: count(input.desired_capacity),
        }
    }
}
