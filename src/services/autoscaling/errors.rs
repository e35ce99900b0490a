//! What Auto Scaling says when it refuses.
//!
//! Codes: <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/CommonErrors.html>. Texts as
//! people met them.

use super::state::Group;
use crate::api::ApiError;

/// `ValidationError`.
pub fn validation(text: impl Into<String>) -> ApiError {
    ApiError::new("ValidationError", text)
}

/// There is no such group.
pub fn no_group(name: &str) -> ApiError {
    validation(format!("AutoScalingGroup name not found - AutoScalingGroup '{name}' not found"))
}

/// There is no such launch configuration.
pub fn no_configuration(name: &str) -> ApiError {
    validation(format!(
        "Launch configuration name not found - A launch configuration with the name: {name} does \
         not exist"
    ))
}

/// There is no such instance in a group.
pub fn no_instance(id: &str) -> ApiError {
    validation(format!("Instance Id not found - No managed instance found for instance ID {id}"))
}

/// A group would have fewer instances than it must have, or more than it may. Recorded:
/// <https://github.com/spacelift-io/terraform-aws-spacelift-workerpool-on-ec2/issues/85>
pub fn sizes(group: &Group, verb: &str, count: usize) -> ApiError {
    let Group { name, min, max, desired, .. } = group;
    let noun = if count == 1 { "instance" } else { "instances" };
    validation(format!(
        "AutoScalingGroup {name} has min-size={min}, max-size={max}, and desired-size={desired}. \
         To {verb} {count} {noun}, please update the AutoScalingGroup sizes appropriately."
    ))
}

/// A scaling activity stands in the way.
pub fn in_progress(activity: &str) -> ApiError {
    let text = format!("Scaling activity {activity} is in progress and blocks this action");
    ApiError::new("ScalingActivityInProgress", text)
}
