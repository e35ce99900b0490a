//! What a policy is, from what is given of it.

use super::policies::{adjustment, kept, steps};
use crate::api::ApiError;
use crate::services::autoscaling::errors::validation;
use crate::services::autoscaling::policy::{Kind, Step};
use crate::services::autoscaling::shapes::policies::{
    PredefinedMetricSpecification, PutScalingPolicyInput, TargetTrackingConfiguration,
};
use crate::services::autoscaling::state::Group;
use crate::services::cloudwatch::api::Dimension;
use crate::sim::real::Real;
use crate::sim::time::Span;

/// The kind of a policy. What belongs to another kind is refused.
pub fn kind(input: &PutScalingPolicyInput, group: &Group) -> Result<Kind, ApiError> {
    match input.policy_type.as_deref().unwrap_or("SimpleScaling") {
        "SimpleScaling" => simple(input),
        "StepScaling" => step(input),
        "TargetTrackingScaling" => target(input, group),
        "PredictiveScaling" => Err(ApiError::not_simulated("PolicyType PredictiveScaling")),
        other => Err(validation(format!("Invalid PolicyType: {other}"))),
    }
}

fn foreign(kind: &str, given: &[(&str, bool)]) -> Result<(), ApiError> {
    match given.iter().find(|(_, given)| *given) {
        None => Ok(()),
        Some((name, _)) => {
            Err(validation(format!("{name} is not supported for policies of type {kind}")))
        }
    }
}

fn simple(input: &PutScalingPolicyInput) -> Result<Kind, ApiError> {
    foreign(
        "SimpleScaling",
        &[
            ("StepAdjustments", input.step_adjustments.is_some()),
            ("TargetTrackingConfiguration", input.target_tracking.is_some()),
            ("EstimatedInstanceWarmup", input.estimated_instance_warmup.is_some()),
            ("MetricAggregationType", input.metric_aggregation_type.is_some()),
        ],
    )?;
    let adjustment = adjustment(input)?;
    let missing = || validation("ScalingAdjustment is required for policies of type SimpleScaling");
    let amount = input.scaling_adjustment.ok_or_else(missing)?;
    let cooldown = input.cooldown.map(|secs| super::count("Cooldown", secs)).transpose()?;
    let cooldown = cooldown.map(|secs| Span::secs(i64::from(secs)));
    Ok(Kind::Simple { adjustment, amount, cooldown })
}

fn step(input: &PutScalingPolicyInput) -> Result<Kind, ApiError> {
    foreign(
        "StepScaling",
        &[
            ("ScalingAdjustment", input.scaling_adjustment.is_some()),
            ("Cooldown", input.cooldown.is_some()),
            ("TargetTrackingConfiguration", input.target_tracking.is_some()),
        ],
    )?;
    let adjustment = adjustment(input)?;
    let steps = steps(input.step_adjustments.as_deref().unwrap_or_default());
    if steps.is_empty() {
        return Err(validation("At least one StepAdjustment is required"));
    }
    sound(&steps)?;
    let aggregation = input.metric_aggregation_type.as_deref().unwrap_or("Average");
    if !matches!(aggregation, "Minimum" | "Maximum" | "Average") {
        return Err(validation(format!("Invalid MetricAggregationType: {aggregation}")));
    }
    Ok(Kind::Step { adjustment, steps, aggregation: aggregation.to_owned() })
}

/// Steps neither overlap nor leave gaps; one that begins below the threshold is open below.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/as-scaling-simple-step.html>
fn sound(steps: &[Step]) -> Result<(), ApiError> {
    for step in steps {
        if step.lower.is_none() && step.upper.is_none() {
            let text = "Both MetricIntervalLowerBound and MetricIntervalUpperBound can't be null \
                        for a StepAdjustment";
            return Err(validation(text));
        }
        let empty = step.lower.zip(step.upper).is_some_and(|(from, to)| from.get() >= to.get());
        if empty {
            let text = "MetricIntervalLowerBound must be less than MetricIntervalUpperBound";
            return Err(validation(text));
        }
    }
    for pair in steps.windows(2) {
        let [first, second] = pair else { continue };
        if first.upper != second.lower {
            let text = "Step adjustments have an overlap or a gap between them";
            return Err(validation(text));
        }
    }
    Ok(())
}

fn target(input: &PutScalingPolicyInput, group: &Group) -> Result<Kind, ApiError> {
    foreign(
        "TargetTrackingScaling",
        &[
            ("ScalingAdjustment", input.scaling_adjustment.is_some()),
            ("AdjustmentType", input.adjustment_type.is_some()),
            ("StepAdjustments", input.step_adjustments.is_some()),
            ("Cooldown", input.cooldown.is_some()),
            ("MetricAggregationType", input.metric_aggregation_type.is_some()),
        ],
    )?;
    let missing = || {
        validation(
            "TargetTrackingConfiguration is required for policies of type TargetTrackingScaling",
        )
    };
    let given = input.target_tracking.as_ref().ok_or_else(missing)?;
    if !given.target_value.is_finite() || given.target_value <= 0.0 {
        return Err(validation("TargetValue must be greater than 0"));
    }
    match (&given.predefined, &given.customized) {
        (Some(metric), None) => predefined(metric, group)?,
        (None, Some(metric)) => {
            if metric.metric_name.is_none()
                || metric.namespace.is_none()
                || metric.statistic.is_none()
            {
                let text = "MetricName, Namespace and Statistic are required for a \
                            CustomizedMetricSpecification";
                return Err(validation(text));
            }
        }
        _ => {
            let text = "Exactly one of PredefinedMetricSpecification and \
                        CustomizedMetricSpecification is required";
            return Err(validation(text));
        }
    }
    Ok(Kind::Target {
        configuration: kept(given),
        target: Real::new(given.target_value),
        disable_scale_in: given.disable_scale_in.unwrap_or(false),
        alarms: Vec::new(),
    })
}

/// A predefined metric. One of a load balancer says of which target group, which must be one that
/// sends its requests to the group of instances.
/// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PredefinedMetricSpecification.html>
fn predefined(metric: &PredefinedMetricSpecification, group: &Group) -> Result<(), ApiError> {
    let name = &metric.predefined_metric_type;
    let label = metric.resource_label.as_deref();
    if name != ALB {
        if of_ec2(name).is_none() {
            return Err(validation(format!("Invalid PredefinedMetricType: {name}")));
        }
        // The codes are AWS's, the texts of these three ours.
        return match label {
            None => Ok(()),
            Some(_) => Err(validation(format!("ResourceLabel is only supported for {ALB}"))),
        };
    }
    let Some((_, target)) = label.and_then(halves) else {
        let text = format!(
            "ResourceLabel is required for {ALB}, in the form \
             app/LOAD-BALANCER/ID/targetgroup/TARGET-GROUP/ID"
        );
        return Err(validation(text));
    };
    if group.target_groups.iter().any(|arn| arn.ends_with(&format!(":{target}"))) {
        return Ok(());
    }
    let text = "The target group of the ResourceLabel is not attached to the Auto Scaling group";
    Err(validation(text))
}

const ALB: &str = "ALBRequestCountPerTarget";

/// The load balancer and the target group of a label.
fn halves(label: &str) -> Option<(&str, &str)> {
    let (balancer, _) = label.split_once("/targetgroup/")?;
    let target = label.get(balancer.len() + 1..)?;
    let whole = balancer.starts_with("app/")
        && balancer.split('/').count() == 3
        && target.split('/').count() == 3;
    whole.then_some((balancer, target))
}

/// The metric of EC2 behind a predefined one.
fn of_ec2(name: &str) -> Option<&'static str> {
    match name {
        "ASGAverageCPUUtilization" => Some("CPUUtilization"),
        "ASGAverageNetworkIn" => Some("NetworkIn"),
        "ASGAverageNetworkOut" => Some("NetworkOut"),
        _ => None,
    }
}

/// The metric that the alarms of a policy watch.
pub struct Tracked {
    pub namespace: String,
    pub name: String,
    pub statistic: String,
    pub unit: Option<String>,
    pub dimensions: Vec<Dimension>,
}

/// The metric a configuration tracks, of this group.
pub fn tracked(configuration: &TargetTrackingConfiguration, group: &str) -> Tracked {
    let dimension =
        |name: &str, value: &str| Dimension { name: name.to_owned(), value: value.to_owned() };
    if let Some(metric) = &configuration.customized {
        let given = metric.dimensions.as_deref().unwrap_or_default();
        return Tracked {
            namespace: metric.namespace.clone().unwrap_or_default(),
            name: metric.metric_name.clone().unwrap_or_default(),
            statistic: metric.statistic.clone().unwrap_or_default(),
            unit: metric.unit.clone(),
            dimensions: given.iter().map(|d| dimension(&d.name, &d.value)).collect(),
        };
    }
    let metric = configuration.predefined.clone().unwrap_or_default();
    if let Some((balancer, target)) = metric.resource_label.as_deref().and_then(halves) {
        return Tracked {
            namespace: "AWS/ApplicationELB".to_owned(),
            name: "RequestCountPerTarget".to_owned(),
            statistic: "Sum".to_owned(),
            unit: None,
            dimensions: vec![dimension("TargetGroup", target), dimension("LoadBalancer", balancer)],
        };
    }
    Tracked {
        namespace: "AWS/EC2".to_owned(),
        name: of_ec2(&metric.predefined_metric_type).unwrap_or_default().to_owned(),
        statistic: "Average".to_owned(),
        unit: None,
        dimensions: vec![dimension("AutoScalingGroupName", group)],
    }
}
