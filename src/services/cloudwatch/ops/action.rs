//! What the service checks of an alarm's action when the alarm is made.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-actions.html>. Messages: as
//! people met them; `Unsupported AWS vendor` is known by its beginning only.

use super::validation;
use crate::api::ApiError;
use crate::services::cloudwatch::alarm::fires::Kind;
use crate::sim::scope::{Arn, Scope};
use crate::telemetry::MetricId;

/// An action of a composite alarm: none on instances and none of Auto Scaling. AWS says that they
/// cannot, its message is not known.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html>
pub fn check_composite(action: &str, scope: Scope) -> Result<(), ApiError> {
    match Kind::of(action) {
        Some(Kind::Ec2) => Err(validation("EC2 actions are not supported for composite alarms")),
        Some(Kind::AutoScaling) => {
            Err(validation("Auto Scaling actions are not supported for composite alarms"))
        }
        _ => check(action, scope, &MetricId::new("", "", Vec::new())),
    }
}

/// Whether its target exists or works is not checked: that shows when the action runs.
pub fn check(action: &str, scope: Scope, metric: &MetricId) -> Result<(), ApiError> {
    let arn = Arn::parse(action).filter(|arn| !arn.rest().is_empty());
    let arn = arn.ok_or_else(|| validation(format!("Invalid arn syntax: {action}")))?;
    let mut parts = action.split(':').skip(1);
    let (partition, service) = (parts.next().unwrap_or_default(), arn.service());
    if partition != "aws" {
        let text = format!("Invalid partition {partition} specified. Only aws is supported.");
        return Err(validation(text));
    }
    let Some(kind) = Kind::of(action) else {
        return Err(validation(format!("Unsupported AWS vendor {service}")));
    };
    let (region, own) = (parts.nth(1).unwrap_or_default(), scope.region.code());
    if region != own && service != "ssm-incidents" {
        let text = format!("Invalid region {region} specified. Only {own} is supported.");
        return Err(validation(text));
    }
    match kind {
        Kind::Sns if arn.account().is_some() => Ok(()),
        Kind::Sns => Err(validation(format!("Invalid arn syntax: {action}"))),
        Kind::Ec2 => Err(instance_action(action, metric)),
        _ => Err(ApiError::not_simulated(format!("alarm action {action}"))),
    }
}

/// Actions on instances need the metric of one instance. What they would do is not simulated yet.
fn instance_action(action: &str, metric: &MetricId) -> ApiError {
    let verbs = ["Stop", "Terminate", "Reboot", "Recover"];
    let asked = action.to_ascii_lowercase();
    let verb = verbs.into_iter().find(|verb| asked.contains(&verb.to_ascii_lowercase()));
    let Some(verb) = verb else {
        return validation(format!("Invalid arn syntax: {action}"));
    };
    let instance = metric.dimensions.iter().find(|(name, _)| name == "InstanceId");
    match instance {
        Some((_, id)) if !is_instance(id) => validation(format!(
            "Invalid use of EC2 '{verb}' action. {id} is not a valid EC2 instance."
        )),
        _ => ApiError::not_simulated(format!("alarm action {action}")),
    }
}

/// `i-` and 8 or 17 hexadecimal digits.
fn is_instance(id: &str) -> bool {
    let digits = id.strip_prefix("i-").unwrap_or_default();
    matches!(digits.len(), 8 | 17) && digits.bytes().all(|b| b.is_ascii_hexdigit())
}
