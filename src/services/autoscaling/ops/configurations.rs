//! Launch configurations.
//!
//! <https://docs.aws.amazon.com/autoscaling/ec2/userguide/launch-configurations.html>

use super::page;
use crate::api::{ApiError, Shape as _, Timestamp};
use crate::services::autoscaling::Sight;
use crate::services::autoscaling::errors::{no_configuration, validation};
use crate::services::autoscaling::shapes::configurations::{
    CreateLaunchConfigurationInput, DeleteLaunchConfigurationInput,
    DescribeLaunchConfigurationsInput, DescribeLaunchConfigurationsOutput, InstanceMonitoring,
    LaunchConfiguration,
};
use crate::services::autoscaling::source::{Configuration, launch};
use crate::services::autoscaling::state::State;
use crate::services::ec2::ops::launchable;
use crate::sim::Ctx;

/// Makes a launch configuration.
pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    sight: Sight<'_>,
    input: &CreateLaunchConfigurationInput,
) -> Result<(), ApiError> {
    let name = &input.launch_configuration_name;
    if state.configurations.contains_key(&(ctx.scope, name.clone())) {
        let text = format!(
            "Launch Configuration by this name already exists - A launch configuration already \
             exists with the name {name}"
        );
        return Err(ApiError::new("AlreadyExists", text));
    }
    let mut whole = filled(ctx, sight, input)?;
    launchable(sight.ec2, ctx, &launch(&whole)).map_err(|error| match error.code.as_ref() {
        "NotSimulated" => error,
        _ => validation(error.message.to_string()),
    })?;
    // As it is kept: without the ends of lines that `base64` writes.
    let data = whole.user_data.take();
    whole.user_data = data.map(|text| text.split_ascii_whitespace().collect());
    let id = state.new_id("autoscaling:configuration");
    let rest = format!("launchConfiguration:{id}:launchConfigurationName/{name}");
    let made = Configuration {
        name: name.clone(),
        arn: ctx.scope.arn("autoscaling", &rest),
        created: ctx.now,
        input: whole.write().to_string(),
    };
    state.configurations.insert((ctx.scope, name.clone()), made);
    Ok(())
}

/// What is not said is taken from the instance that is named, but for its volumes.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/create-launch-config.html>
fn filled(
    ctx: &Ctx<'_>,
    sight: Sight<'_>,
    input: &CreateLaunchConfigurationInput,
) -> Result<CreateLaunchConfigurationInput, ApiError> {
    let mut whole = CreateLaunchConfigurationInput { instance_id: None, ..input.clone() };
    if let Some(id) = &input.instance_id {
        let found = sight.ec2.instance(id).filter(|instance| instance.scope == ctx.scope);
        let missing = || validation(format!("Invalid EC2 instance Id {id}"));
        let instance = found.ok_or_else(missing)?;
        let or = |given: &Option<String>, own: &str| given.clone().or(Some(own.to_owned()));
        whole.image_id = or(&input.image_id, &instance.image);
        whole.instance_type = or(&input.instance_type, instance.kind);
        whole.key_name = input.key_name.clone().or_else(|| instance.key.clone());
        whole.ebs_optimized = input.ebs_optimized.or(Some(instance.options.ebs_optimized));
        whole.security_groups =
            input.security_groups.clone().or_else(|| Some(instance.groups.clone()));
        let own = instance.profile.as_ref().map(|carried| carried.arn.to_string());
        whole.iam_instance_profile = input.iam_instance_profile.clone().or(own);
    }
    if whole.image_id.is_none() || whole.instance_type.is_none() {
        let text = "Valid requests must contain either the InstanceID parameter or both the \
                    ImageId and InstanceType parameters.";
        return Err(validation(text));
    }
    Ok(whole)
}

/// Deletes a launch configuration that no group uses.
pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DeleteLaunchConfigurationInput,
) -> Result<(), ApiError> {
    let name = &input.launch_configuration_name;
    let place = (ctx.scope, name.clone());
    if !state.configurations.contains_key(&place) {
        return Err(no_configuration(name));
    }
    let user = state.groups(ctx.scope).find(|group| group.source.configuration() == Some(name));
    if let Some(group) = user {
        let text = format!(
            "Cannot delete launch configuration {name} because it is attached to \
             AutoScalingGroup {}",
            group.name
        );
        return Err(ApiError::new("ResourceInUse", text));
    }
    state.configurations.remove(&place);
    Ok(())
}

/// Describes launch configurations.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeLaunchConfigurationsInput,
) -> Result<DescribeLaunchConfigurationsOutput, ApiError> {
    let names = input.launch_configuration_names.as_deref().unwrap_or_default();
    let asked = |one: &&Configuration| names.is_empty() || names.contains(&one.name);
    let found = state.configurations(ctx.scope).filter(asked).map(shown).collect();
    let (launch_configurations, next_token) =
        page(found, input.next_token.as_ref(), input.max_records, (50, 100))?;
    Ok(DescribeLaunchConfigurationsOutput { launch_configurations, next_token })
}

/// What was not said is empty, in AWS's answers too.
fn shown(one: &Configuration) -> LaunchConfiguration {
    let input = one.input();
    let monitoring = input.instance_monitoring.and_then(|given| given.enabled);
    LaunchConfiguration {
        launch_configuration_name: one.name.clone(),
        launch_configuration_arn: one.arn.to_string(),
        image_id: input.image_id.unwrap_or_default(),
        key_name: input.key_name.unwrap_or_default(),
        security_groups: input.security_groups.unwrap_or_default(),
        user_data: input.user_data.unwrap_or_default(),
        instance_type: input.instance_type.unwrap_or_default(),
        block_device_mappings: input.block_device_mappings.unwrap_or_default(),
        instance_monitoring: InstanceMonitoring { enabled: Some(monitoring.unwrap_or(true)) },
        spot_price: input.spot_price,
        iam_instance_profile: input.iam_instance_profile,
        created_time: Timestamp(one.created),
        ebs_optimized: input.ebs_optimized.unwrap_or(false),
        associate_public_ip_address: input.associate_public_ip_address,
        placement_tenancy: input.placement_tenancy,
        metadata_options: input.metadata_options,
        ..LaunchConfiguration::default()
    }
}
