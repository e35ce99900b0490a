//! Attributes of an instance, one at a time.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceAttribute.html>

use serde_json::Value;

use super::{groups, named, run};
use crate::api::ApiError;
use crate::services::ec2::catalogue::types;
use crate::services::ec2::errors::{
    dry_run, incorrect_state, invalid_combination, invalid_value, missing,
};
use crate::services::ec2::facts::Fact;
use crate::services::ec2::lifecycle::InstanceState;
use crate::services::ec2::shapes::{
    BlockDeviceChange, BooleanValue, DescribeInstanceAttributeInput, InstanceAttribute,
    ModifyInstanceAttributeInput, TextValue,
};
use crate::services::ec2::state::{Instance, State};
use crate::services::ec2::view::{self, Moment};
use crate::sim::Ctx;

/// Describes one attribute.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeInstanceAttributeInput,
) -> Result<InstanceAttribute, ApiError> {
    let instance = one(state, ctx, &input.instance_id)?.clone();
    let mut shown =
        InstanceAttribute { instance_id: instance.id.clone(), ..InstanceAttribute::default() };
    let text = |value: &str| Some(TextValue { value: Some(value.to_owned()) });
    let flag = |value: bool| Some(BooleanValue { value: Some(value) });
    let options = &instance.options;
    let image = instance.image();
    let list = |member: &str| {
        let shown = view::instance(state, &instance, Moment::Later);
        shown.get(member).and_then(Value::as_array).cloned()
    };
    match input.attribute.as_str() {
        "instanceType" => shown.instance_type = text(instance.kind),
        // What an instance never has is an empty attribute.
        "kernel" => shown.kernel_id = Some(TextValue::default()),
        "ramdisk" => shown.ramdisk_id = Some(TextValue::default()),
        "userData" if options.user_data.is_empty() => shown.user_data = Some(TextValue::default()),
        "userData" => shown.user_data = text(&options.user_data),
        "sriovNetSupport" => shown.sriov_net_support = text("simple"),
        "disableApiTermination" => {
            shown.disable_api_termination = flag(options.disable_api_termination);
        }
        "disableApiStop" => shown.disable_api_stop = flag(options.disable_api_stop),
        "instanceInitiatedShutdownBehavior" => {
            shown.instance_initiated_shutdown_behavior = text(&options.shutdown_behavior);
        }
        "rootDeviceName" => {
            shown.root_device_name = image.and_then(|image| text(image.model.root_device()));
        }
        "blockDeviceMapping" => shown.block_device_mappings = list("BlockDeviceMappings"),
        "productCodes" => shown.product_codes = Some(Vec::new()),
        "sourceDestCheck" => shown.source_dest_check = flag(options.source_dest_check),
        "groupSet" => shown.groups = list("SecurityGroups"),
        "ebsOptimized" => shown.ebs_optimized = flag(options.ebs_optimized),
        "enaSupport" => shown.ena_support = flag(true),
        "enclaveOptions" => {
            shown.enclave_options = Some(serde_json::json!({ "Enabled": false }));
        }
        other => return Err(unknown(other)),
    }
    dry_run(input.dry_run)?;
    Ok(shown)
}

fn one<'a>(state: &'a State, ctx: &Ctx<'_>, id: &str) -> Result<&'a Instance, ApiError> {
    let found = named(state, ctx.scope, &[id.to_owned()])?;
    found.first().copied().ok_or_else(|| missing("instanceId"))
}

fn unknown(attribute: &str) -> ApiError {
    invalid_value(format!(
        "Value ({attribute}) for parameter attribute is invalid. Unknown attribute."
    ))
}

/// A change asked for, in whichever of its two forms.
enum Change<'a> {
    Type(&'a str),
    Termination(bool),
    Stop(bool),
    Shutdown(&'a str),
    SourceDestCheck(bool),
    EbsOptimized(bool),
    Groups(&'a [String]),
    Devices(&'a [BlockDeviceChange]),
    UserData(&'a str),
    Sriov(&'a str),
}

/// Changes one attribute.
pub fn modify(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &ModifyInstanceAttributeInput,
) -> Result<(), ApiError> {
    let instance = one(state, ctx, &input.instance_id)?;
    let change = asked(input)?;
    if let Change::Groups(groups) = &change {
        groups::all_here(state, ctx.scope, groups)?;
    }
    check(instance, &change)?;
    dry_run(input.dry_run)?;
    if let Change::Type(name) = change
        && let (Some(kind), Some(history)) =
            (types::find(name), state.histories.get_mut(&input.instance_id))
    {
        history.resize(ctx.now, kind.name);
    }
    let Some(instance) = state.instances.get_mut(&input.instance_id) else { return Ok(()) };
    let attribute = apply(instance, change);
    ctx.fact(Fact::AttributeChanged { instance: input.instance_id.clone(), attribute });
    Ok(())
}

/// The one change a call asks for: as a member of its own, or by name and value.
fn asked(input: &ModifyInstanceAttributeInput) -> Result<Change<'_>, ApiError> {
    let mut changes = Vec::new();
    if let Some(name) = input.attribute.as_deref() {
        match &input.value {
            Some(value) => changes.push(by_name(name, value)?),
            None if name == "blockDeviceMapping" => {}
            None => return Err(missing("value")),
        }
    }
    let flag = |value: &BooleanValue| value.value.ok_or_else(|| missing("value"));
    let text = |value: &TextValue| value.value.is_none().then(|| missing("value"));
    if let Some(value) = &input.instance_type {
        text(value).map_or(Ok(()), Err)?;
        changes.push(Change::Type(value.value.as_deref().unwrap_or_default()));
    }
    if let Some(value) = &input.instance_initiated_shutdown_behavior {
        text(value).map_or(Ok(()), Err)?;
        changes.push(Change::Shutdown(value.value.as_deref().unwrap_or_default()));
    }
    if let Some(value) = &input.disable_api_termination {
        changes.push(Change::Termination(flag(value)?));
    }
    if let Some(value) = &input.disable_api_stop {
        changes.push(Change::Stop(flag(value)?));
    }
    if let Some(value) = &input.source_dest_check {
        changes.push(Change::SourceDestCheck(flag(value)?));
    }
    if let Some(value) = &input.ebs_optimized {
        changes.push(Change::EbsOptimized(flag(value)?));
    }
    if let Some(value) = &input.user_data {
        changes.push(Change::UserData(value.value.as_deref().unwrap_or_default()));
    }
    if let Some(value) = &input.sriov_net_support {
        changes.push(Change::Sriov(value.value.as_deref().unwrap_or_default()));
    }
    changes.extend(input.groups.as_deref().map(Change::Groups));
    changes.extend(input.block_device_mappings.as_deref().map(Change::Devices));
    match changes.len() {
        0 => Err(missing("attribute")),
        1 => changes.pop().ok_or_else(|| missing("attribute")),
        // The code is AWS's, the text ours.
        _ => Err(invalid_combination("Only one attribute can be modified at a time")),
    }
}

fn by_name<'a>(name: &str, value: &'a str) -> Result<Change<'a>, ApiError> {
    let flag = || match value {
        "true" => Ok(true),
        "false" => Ok(false),
        _ => Err(invalid_value(format!("Value ({value}) for parameter value is invalid."))),
    };
    match name {
        "instanceType" => Ok(Change::Type(value)),
        "disableApiTermination" => flag().map(Change::Termination),
        "disableApiStop" => flag().map(Change::Stop),
        "instanceInitiatedShutdownBehavior" => Ok(Change::Shutdown(value)),
        "sourceDestCheck" => flag().map(Change::SourceDestCheck),
        "ebsOptimized" => flag().map(Change::EbsOptimized),
        "userData" => Ok(Change::UserData(value)),
        "sriovNetSupport" => Ok(Change::Sriov(value)),
        "kernel" | "ramdisk" | "enaSupport" | "enclaveOptions" => {
            Err(ApiError::not_simulated(format!("attribute {name}")))
        }
        other => Err(unknown(other)),
    }
}

fn check(instance: &Instance, change: &Change<'_>) -> Result<(), ApiError> {
    let stopped = matches!(
        change,
        Change::Type(_) | Change::EbsOptimized(_) | Change::UserData(_) | Change::Sriov(_)
    );
    if stopped && instance.state != InstanceState::Stopped {
        let text = format!("The instance '{}' is not in the 'stopped' state.", instance.id);
        return Err(incorrect_state(text));
    }
    match change {
        Change::Type(name) => {
            let kind = match types::find(name) {
                Some(kind) => kind,
                None if types::is_known(name) => {
                    return Err(ApiError::not_simulated(format!("instance type {name}")));
                }
                None => {
                    let text = format!("Invalid value '{name}' for InstanceType.");
                    return Err(invalid_value(text));
                }
            };
            let runs = instance.image().is_some_and(|image| kind.runs(image.model.architecture));
            if runs { Ok(()) } else { Err(other_architecture(name)) }
        }
        Change::Shutdown(value) => run::shutdown_behavior((*value).to_owned()).map(|_| ()),
        Change::EbsOptimized(true) if instance.instance_type().is_none_or(|k| k.ebs.is_none()) => {
            let text = "The requested configuration is currently not supported. Please check the \
                        documentation for supported configurations.";
            Err(ApiError::new("Unsupported", text))
        }
        Change::UserData(value) => run::user_data(value).map(|_| ()),
        // There is no way to switch it off again.
        // <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/sriov-networking.html>
        Change::Sriov("simple") => Ok(()),
        Change::Sriov(value) => {
            Err(invalid_value(format!("Value ({value}) for parameter sriovNetSupport is invalid.")))
        }
        Change::Groups([]) => Err(missing("groupSet")),
        Change::Devices(devices) => devices.iter().try_for_each(|device| {
            let name = device.device_name.as_deref().ok_or_else(|| missing("deviceName"))?;
            if instance.volumes.iter().any(|volume| volume.device == name) {
                return Ok(());
            }
            // The code is AWS's, the text ours.
            let text = format!("No device is currently mapped at {name}");
            Err(ApiError::new("InvalidInstanceAttributeValue", text))
        }),
        _ => Ok(()),
    }
}

/// The code is AWS's, the text ours.
fn other_architecture(kind: &str) -> ApiError {
    let text = format!("The instance type '{kind}' does not run the architecture of the image");
    ApiError::new("InvalidInstanceAttributeValue", text)
}

/// Applies a change that was found sound; AWS's name of the attribute.
fn apply(instance: &mut Instance, change: Change<'_>) -> &'static str {
    let options = &mut instance.options;
    match change {
        Change::Type(name) => {
            if let Some(kind) = types::find(name) {
                instance.kind = kind.name;
            }
            "instanceType"
        }
        Change::Termination(value) => {
            options.disable_api_termination = value;
            "disableApiTermination"
        }
        Change::Stop(value) => {
            options.disable_api_stop = value;
            "disableApiStop"
        }
        Change::Shutdown(value) => {
            options.shutdown_behavior = value.to_owned();
            "instanceInitiatedShutdownBehavior"
        }
        Change::SourceDestCheck(value) => {
            options.source_dest_check = value;
            "sourceDestCheck"
        }
        Change::EbsOptimized(value) => {
            options.ebs_optimized = value;
            "ebsOptimized"
        }
        Change::UserData(value) => {
            options.user_data = value.split_ascii_whitespace().collect();
            "userData"
        }
        // Every image here has it from the beginning.
        Change::Sriov(_) => "sriovNetSupport",
        Change::Groups(groups) => {
            instance.groups = groups.to_vec();
            "groupSet"
        }
        Change::Devices(devices) => {
            for device in devices {
                let goes = device.ebs.as_ref().and_then(|ebs| ebs.delete_on_termination);
                let named = |volume: &&mut crate::services::ec2::state::Volume| {
                    Some(&volume.device) == device.device_name.as_ref()
                };
                if let (Some(goes), Some(volume)) = (goes, instance.volumes.iter_mut().find(named))
                {
                    volume.delete_on_termination = goes;
                }
            }
            "blockDeviceMapping"
        }
    }
}
