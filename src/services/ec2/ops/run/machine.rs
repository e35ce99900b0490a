//! What a launch runs: the image and the type, which must go together.

use crate::api::ApiError;
use crate::services::ec2::catalogue::{Image, InstanceType, images, types};
use crate::services::ec2::errors::{invalid_combination, invalid_value, missing, no_image};
use crate::services::ec2::shapes::RunInstancesInput;
use crate::sim::Ctx;

/// The image a launch names.
pub fn image(ctx: &Ctx<'_>, input: &RunInstancesInput) -> Result<Image, ApiError> {
    let given = input.image_id.as_deref().ok_or_else(|| missing("ImageId"))?;
    let region = ctx.scope.region;
    images::resolve(region, given).ok_or_else(|| match images::parameter(given) {
        Some(name) => ApiError::not_simulated(format!("parameter {name}")),
        None => no_image(given),
    })
}

/// The type a launch names, or the one that was there first.
pub fn instance_type(
    input: &RunInstancesInput,
    image: &Image,
) -> Result<&'static InstanceType, ApiError> {
    // The default is older than every image there is.
    let name = input.instance_type.as_deref().unwrap_or("m1.small");
    if name == "m1.small" && !image.model.is_windows() {
        let text = "Non-Windows instances with a virtualization type of 'hvm' are currently not \
                    supported for this instance type : m1.small";
        return Err(invalid_combination(text));
    }
    let kind = match types::find(name) {
        Some(kind) => kind,
        None if types::is_known(name) => {
            return Err(ApiError::not_simulated(format!("instance type {name}")));
        }
        None => return Err(invalid_value(format!("Invalid value '{name}' for InstanceType."))),
    };
    if !kind.runs(image.model.architecture) {
        let text = format!(
            "The architecture '{}' of the specified instance type does not match the architecture \
             '{}' of the specified AMI. Specify an instance type and an AMI that have matching \
             architectures, and try again. You can use 'describe-instance-types' or \
             'describe-images' to discover the architecture of the instance type or AMI.",
            kind.architectures.join(","),
            image.model.architecture
        );
        return Err(invalid_value(text));
    }
    Ok(kind)
}
