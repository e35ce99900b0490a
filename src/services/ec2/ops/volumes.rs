//! Making, attaching, detaching, changing and deleting volumes.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVolume.html>. Volumes are made,
//! attached and detached at once; AWS takes some seconds, which the answers still speak of.

use serde_json::{Value, json};

use super::volume_reads::{modification, shown};
use super::{named, tags};
use crate::api::{ApiError, Shape as _};
use crate::services::ec2::errors::{
    INSTANCE, dry_run, invalid_value, missing, no_volume, not_permitted,
};
use crate::services::ec2::facts::Fact;
use crate::services::ec2::lifecycle::InstanceState;
use crate::services::ec2::seal;
use crate::services::ec2::shapes::volumes::{
    AttachVolumeInput, CreateVolumeInput, DeleteVolumeInput, DetachVolumeInput, ModifyVolumeInput,
    ModifyVolumeOutput, VolumeAttachment,
};
use crate::services::ec2::state::{State, Volume};
use crate::services::ec2::view::instant;
use crate::services::ec2::volumes::{BETWEEN_CHANGES, Disk, DiskChange, Past, Spec, Wish};
use crate::services::kms;
use crate::sim::Ctx;

/// `IncorrectState`, which is said of volumes where calls about instances alone say
/// `IncorrectInstanceState`.
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html>
fn unfit(message: String) -> ApiError {
    ApiError::new("IncorrectState", message)
}

/// The volume with this id, which must be here.
pub fn one<'a>(state: &'a State, ctx: &Ctx<'_>, id: &str) -> Result<&'a Disk, ApiError> {
    let digits = id.strip_prefix("vol-").unwrap_or_default();
    if !matches!(digits.len(), 8 | 17) || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        let text = format!("Value ({id}) for parameter volumeId is invalid. Expected: 'vol-...'.");
        return Err(invalid_value(text));
    }
    let found = state.volume(id).filter(|disk| disk.scope == ctx.scope);
    found.ok_or_else(|| no_volume(id))
}

/// Makes a volume.
pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    keys: &kms::State,
    input: &CreateVolumeInput,
) -> Result<Value, ApiError> {
    let zones = state.network(ctx.scope).zones();
    let by_name = input.availability_zone.as_ref();
    let by_id = input.availability_zone_id.as_ref();
    let wanted = by_name.or(by_id).ok_or_else(|| missing("availabilityZone"))?;
    let zone = zones.iter().find(|zone| zone.name == *wanted || zone.id == *wanted);
    let zone = zone.map(|zone| zone.index).ok_or_else(|| {
        let text = format!("The zone '{wanted}' does not exist.");
        ApiError::new("InvalidZone.NotFound", text)
    })?;
    let snapshot = input.snapshot_id.clone().unwrap_or_default();
    let source = state.source((ctx.scope, ctx.now), &snapshot)?;
    let least = source.as_ref().and_then(|source| i32::try_from(source.gib).ok());
    let wish = Wish {
        kind: input.volume_type.as_deref(),
        size: input.size.or(least),
        iops: input.iops,
        throughput: input.throughput,
    };
    let spec = Spec::of(&wish, None)?;
    if source.as_ref().is_some_and(|source| spec.gib < source.gib) {
        // The code is AWS's, the text is that of launches.
        return Err(invalid_value(too_small(spec.gib, &snapshot, source.map_or(0, |it| it.gib))));
    }
    let inherited = source.and_then(|source| source.key);
    let encrypted = input.encrypted.unwrap_or(false);
    let key = seal::of_source(keys, ctx, (encrypted, input.kms_key_id.as_deref()), inherited)?;
    let tags = tags::of_one(input.tag_specifications.as_deref(), "volume")?;
    dry_run(input.dry_run)?;
    let region = ctx.scope.region;
    let number = state.made(region, "vol");
    let id = state.new_id(region, "vol");
    let disk = Disk {
        id: id.clone(),
        scope: ctx.scope,
        number,
        zone,
        spec,
        key,
        snapshot,
        created: ctx.now,
        attached: None,
        change: None,
    };
    if !tags.is_empty() {
        state.tags.insert((ctx.scope, id.clone()), tags);
    }
    let mut answer = shown(state, &disk, Some("creating"));
    if let Value::Object(members) = &mut answer {
        members.remove("Attachments");
        members.entry("Tags").or_insert_with(|| json!([]));
    }
    state.pasts.insert(id.clone(), Past::new(ctx.scope, ctx.now, spec));
    state.disks.insert(id.clone(), disk);
    ctx.fact(Fact::VolumeChanged { volume: id, what: "created" });
    Ok(answer)
}

/// What AWS says of a volume that would be smaller than its snapshot.
pub fn too_small(gib: u32, snapshot: &str, least: u32) -> String {
    format!(
        "Volume of size {gib}GB is smaller than snapshot '{snapshot}', expect size >= {least}GB"
    )
}

/// Deletes a volume that hangs on nothing.
pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DeleteVolumeInput,
) -> Result<(), ApiError> {
    let disk = one(state, ctx, &input.volume_id)?;
    if let Some(instance) = &disk.attached {
        let text = format!("Volume {} is currently attached to {instance}", disk.id);
        return Err(ApiError::new("VolumeInUse", text));
    }
    dry_run(input.dry_run)?;
    let id = disk.id.clone();
    state.disks.remove(&id);
    state.tags.remove(&(ctx.scope, id.clone()));
    ctx.fact(Fact::VolumeChanged { volume: id, what: "deleted" });
    Ok(())
}

/// Attaches a volume to an instance of its zone.
pub fn attach(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    keys: &kms::State,
    input: &AttachVolumeInput,
) -> Result<VolumeAttachment, ApiError> {
    let disk = one(state, ctx, &input.volume_id)?;
    let found = named(state, ctx.scope, std::slice::from_ref(&input.instance_id))?;
    let instance = found.first().ok_or_else(|| INSTANCE.not_found(&[&input.instance_id]))?;
    if disk.attached.is_some() {
        let text = format!("{} is already attached to an instance", disk.id);
        return Err(ApiError::new("VolumeInUse", text));
    }
    if !matches!(instance.state, InstanceState::Running | InstanceState::Stopped) {
        return Err(unfit(format!("Instance '{}' is not 'running'.", instance.id)));
    }
    if disk.zone != instance.zone {
        let text = format!(
            "The volume '{}' is not in the same availability zone as instance '{}'",
            disk.id, instance.id
        );
        return Err(ApiError::new("InvalidVolume.ZoneMismatch", text));
    }
    let device = &input.device;
    if !device.starts_with("/dev/") && !device.starts_with("xvd") {
        return Err(invalid_value(format!(
            "Value ({device}) for parameter device is invalid. {device} is not a valid EBS device \
             name."
        )));
    }
    if instance.volumes.iter().any(|volume| volume.device == *device) {
        return Err(invalid_value(format!(
            "Invalid value '{device}' for unixDevice. Attachment point {device} is already in use"
        )));
    }
    if let Some(key) = &disk.key {
        seal::usable(keys, ctx, key)?;
    }
    dry_run(input.dry_run)?;
    let (id, instance) = (disk.id.clone(), instance.id.clone());
    let volume = Volume {
        id: id.clone(),
        device: device.clone(),
        since: ctx.now,
        // Unlike the volumes of a launch, those attached later are kept.
        delete_on_termination: false,
    };
    let answer = attachment(&volume, &instance, "attaching");
    if let Some(instance) = state.instances.get_mut(&instance) {
        instance.volumes.push(volume);
    }
    if let Some(past) = state.pasts.get_mut(&id) {
        past.attach(ctx.now, &instance, false);
    }
    if let Some(disk) = state.disks.get_mut(&id) {
        disk.attached = Some(instance);
    }
    ctx.fact(Fact::VolumeChanged { volume: id, what: "attached" });
    Ok(answer)
}

/// Takes a volume off its instance. The root volume of one that is not stopped stays.
pub fn detach(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DetachVolumeInput,
) -> Result<VolumeAttachment, ApiError> {
    let disk = one(state, ctx, &input.volume_id)?;
    let instance = disk.attached.as_ref().and_then(|id| state.instance(id));
    let Some((instance, volume)) = instance.zip(state.attachment(disk)) else {
        return Err(unfit(format!("Volume '{}' is in the 'available' state.", disk.id)));
    };
    let elsewhere = input.instance_id.as_ref().is_some_and(|id| *id != instance.id)
        || input.device.as_ref().is_some_and(|device| *device != volume.device);
    if elsewhere {
        let text = format!("The volume '{}' is not attached to instance as specified", disk.id);
        return Err(ApiError::new("InvalidAttachment.NotFound", text));
    }
    let root = instance.image().is_some_and(|image| image.model.root_device() == volume.device);
    if root && instance.state != InstanceState::Stopped {
        return Err(not_permitted(format!(
            "Unable to detach root volume '{}' from instance '{}'",
            disk.id, instance.id
        )));
    }
    dry_run(input.dry_run)?;
    let answer = attachment(volume, &instance.id, "detaching");
    let (id, instance) = (disk.id.clone(), instance.id.clone());
    if let Some(instance) = state.instances.get_mut(&instance) {
        instance.volumes.retain(|volume| volume.id != id);
    }
    if let Some(past) = state.pasts.get_mut(&id) {
        past.detach(ctx.now);
    }
    if let Some(disk) = state.disks.get_mut(&id) {
        disk.attached = None;
    }
    ctx.fact(Fact::VolumeChanged { volume: id, what: "detached" });
    Ok(answer)
}

fn attachment(volume: &Volume, instance: &str, state: &str) -> VolumeAttachment {
    VolumeAttachment {
        delete_on_termination: volume.delete_on_termination,
        volume_id: volume.id.clone(),
        instance_id: instance.to_owned(),
        device: volume.device.clone(),
        state: state.to_owned(),
        attach_time: instant(volume.since).write(),
    }
}

/// Changes size, type or performance. A volume never shrinks.
pub fn modify(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &ModifyVolumeInput,
) -> Result<ModifyVolumeOutput, ApiError> {
    let disk = one(state, ctx, &input.volume_id)?;
    let wish = Wish {
        kind: input.volume_type.as_deref(),
        size: input.size,
        iops: input.iops,
        throughput: input.throughput,
    };
    let after = Spec::of(&wish, Some(&disk.spec))?;
    if after.gib < disk.spec.gib {
        return Err(invalid_value("New size cannot be smaller than existing size"));
    }
    if disk.change.as_ref().is_some_and(|change| ctx.now < change.start + BETWEEN_CHANGES) {
        let text = "You've reached the maximum modification rate per volume limit. Wait at least \
                    6 hours between modifications per EBS volume.";
        return Err(ApiError::new("VolumeModificationRateExceeded", text));
    }
    dry_run(input.dry_run)?;
    let id = disk.id.clone();
    let change = DiskChange { start: ctx.now, before: disk.spec, after };
    let volume_modification = modification(&id, &change, ctx.now);
    if let Some(disk) = state.disks.get_mut(&id) {
        disk.spec = after;
        disk.change = Some(change);
    }
    if let Some(past) = state.pasts.get_mut(&id) {
        past.change(ctx.now, after);
    }
    ctx.fact(Fact::VolumeChanged { volume: id, what: "modified" });
    Ok(ModifyVolumeOutput { volume_modification })
}
