//! What Auto Scaling says when it refuses.
//!
//! Codes: <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/CommonErrors.html>. Texts as
//! people met them.

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

/// A scaling activity stands in the way.
pub fn in_progress(activity: &str) -> ApiError {
    let text = format!("Scaling activity {activity} is in progress and blocks this action");
    ApiError::new("ScalingActivityInProgress", text)
}
