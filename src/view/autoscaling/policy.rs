//! What is typed into the form of a scaling policy, as the call that makes it.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScalingPolicy.html>

use crate::services::Request;
use crate::services::autoscaling::api::Request as Call;
use crate::services::autoscaling::shapes::policies::{
    CustomizedMetricSpecification, MetricDimension, PredefinedMetricSpecification,
    PutScalingPolicyInput, StepAdjustment, TargetTrackingConfiguration,
};
use crate::services::autoscaling::state::Group;
use crate::services::generators::Kind as Made;
use crate::sim::World;

/// What a policy does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Keeps a metric at a value.
    Target,
    /// Adjusts by the size of the breach.
    Step,
    /// Adjusts and waits.
    Simple,
}

/// The predefined metrics.
/// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredefinedMetricSpecification.html>
pub const PREDEFINED: [&str; 4] =
    ["ASGAverageCPUUtilization", "ASGAverageNetworkIn", "ASGAverageNetworkOut", REQUESTS];

/// The one that wants a ResourceLabel.
pub const REQUESTS: &str = "ALBRequestCountPerTarget";

/// What stands for a metric of one's own among [`PREDEFINED`].
pub const CUSTOMIZED: &str = "customized";

/// The statistics of a metric of one's own.
/// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_CustomizedMetricSpecification.html>
pub const STATISTICS: [&str; 5] = ["Average", "Minimum", "Maximum", "SampleCount", "Sum"];

/// What is typed into the form. Numbers are kept as they were typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    /// Its name.
    pub name: String,
    /// What it does.
    pub kind: Kind,
    /// One of [`PREDEFINED`], or [`CUSTOMIZED`].
    pub metric: String,
    /// The ResourceLabel of [`REQUESTS`].
    pub label: String,
    /// The namespace of a metric of one's own.
    pub namespace: String,
    /// Its name.
    pub metric_name: String,
    /// Its statistic.
    pub statistic: String,
    /// Its dimensions: `Name=Value, Name=Value`.
    pub dimensions: String,
    /// The target; of the others how many instances to add, or to take away.
    pub value: String,
    /// EstimatedInstanceWarmup in seconds; empty for that of the group.
    pub warm_up: String,
    /// Whether it only adds instances.
    pub disable_scale_in: bool,
}

impl Default for Typed {
    fn default() -> Typed {
        Typed {
            name: "cpu".to_owned(),
            kind: Kind::Target,
            metric: PREDEFINED[0].to_owned(),
            label: String::new(),
            namespace: String::new(),
            metric_name: String::new(),
            statistic: STATISTICS[0].to_owned(),
            dimensions: String::new(),
            value: "50".to_owned(),
            warm_up: String::new(),
            disable_scale_in: false,
        }
    }
}

impl Typed {
    /// The call that makes the policy; nothing as long as something is missing or wrong.
    pub fn request(&self, group: &str) -> Option<Request> {
        let mut input = PutScalingPolicyInput {
            auto_scaling_group_name: group.to_owned(),
            policy_name: given(&self.name)?,
            ..Default::default()
        };
        match self.kind {
            Kind::Target => {
                input.policy_type = Some("TargetTrackingScaling".to_owned());
                input.estimated_instance_warmup = self.warm_up()?;
                input.target_tracking = Some(self.tracking()?);
            }
            Kind::Step => {
                let amount: i32 = self.value.trim().parse().ok()?;
                let (lower, upper) = if amount < 0 { (None, Some(0.0)) } else { (Some(0.0), None) };
                input.policy_type = Some("StepScaling".to_owned());
                input.adjustment_type = Some("ChangeInCapacity".to_owned());
                input.estimated_instance_warmup = self.warm_up()?;
                input.step_adjustments =
                    Some(vec![StepAdjustment { lower, upper, scaling_adjustment: amount }]);
            }
            Kind::Simple => {
                input.policy_type = Some("SimpleScaling".to_owned());
                input.adjustment_type = Some("ChangeInCapacity".to_owned());
                input.scaling_adjustment = Some(self.value.trim().parse().ok()?);
            }
        }
        Some(Call::PutScalingPolicy(Box::new(input)).into())
    }

    /// The warm-up, if one is given; nothing at all if it is no number of seconds.
    pub fn warm_up(&self) -> Option<Option<i32>> {
        let text = given(&self.warm_up);
        let secs = text.map(|text| text.parse().ok().filter(|secs: &i32| *secs >= 0).ok_or(()));
        secs.transpose().ok()
    }

    /// The dimensions; nothing if they cannot be read.
    pub fn dimensions(&self) -> Option<Vec<MetricDimension>> {
        let parts = self.dimensions.split(',').map(str::trim).filter(|part| !part.is_empty());
        let one = |part: &str| {
            let (name, value) = part.split_once('=')?;
            Some(MetricDimension { name: given(name)?, value: given(value)? })
        };
        parts.map(one).collect()
    }

    fn tracking(&self) -> Option<TargetTrackingConfiguration> {
        let target_value = self.value.trim().parse().ok();
        let mut tracking = TargetTrackingConfiguration {
            target_value: target_value.filter(|value: &f64| value.is_finite())?,
            disable_scale_in: self.disable_scale_in.then_some(true),
            ..Default::default()
        };
        if self.metric == CUSTOMIZED {
            let dimensions = self.dimensions()?;
            tracking.customized = Some(CustomizedMetricSpecification {
                metric_name: Some(given(&self.metric_name)?),
                namespace: Some(given(&self.namespace)?),
                dimensions: (!dimensions.is_empty()).then_some(dimensions),
                statistic: Some(self.statistic.clone()),
                unit: None,
            });
            return Some(tracking);
        }
        let resource_label = match self.metric.as_str() {
            REQUESTS => Some(given(&self.label)?),
            _ => None,
        };
        let predefined_metric_type = self.metric.clone();
        tracking.predefined =
            Some(PredefinedMetricSpecification { predefined_metric_type, resource_label });
        Some(tracking)
    }
}

fn given(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// The ResourceLabels a group can track: of the load balancers that send to its target groups.
pub fn labels(world: &World, group: &Group) -> Vec<String> {
    let own = world.generators().present(group.scope).filter(|one| one.kind == Made::Alb);
    let label = own.map(|one| {
        let target = format!("targetgroup/{}/{}", one.name, one.id);
        (format!("app/{}/{}/{target}", one.name, one.id), target)
    });
    let attached =
        |target: &str| group.target_groups.iter().any(|arn| arn.ends_with(&format!(":{target}")));
    label.filter(|(_, target)| attached(target)).map(|(label, _)| label).collect()
}
