//! The volumes of a launch: the root volume of its image, and those it asks for.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-device-mapping-concepts.html>

use crate::api::ApiError;
use crate::services::ec2::catalogue::Image;
use crate::services::ec2::errors::{invalid_value, missing};
use crate::services::ec2::ops::volumes::too_small;
use crate::services::ec2::seal;
use crate::services::ec2::shapes::{BlockDeviceMapping, EbsBlockDevice, RunInstancesInput};
use crate::services::ec2::state::{State, Volume};
use crate::services::ec2::volumes::{Disk, Past, Spec, Wish};
use crate::services::kms;
use crate::sim::Ctx;
use crate::sim::scope::Arn;
use crate::sim::time::Span;

/// A volume that a launch makes.
#[derive(Clone, Debug)]
pub struct Drive {
    device: String,
    spec: Spec,
    encrypted: bool,
    /// The key the launch names for it.
    named_key: Option<String>,
    /// The key it is encrypted with; until that is settled, the key of its snapshot.
    key: Option<Arn>,
    snapshot: String,
    delete_on_termination: bool,
}

/// The volumes. The root volume is the first.
pub fn volumes(
    state: &State,
    ctx: &Ctx<'_>,
    input: &RunInstancesInput,
    image: &Image,
) -> Result<Vec<Drive>, ApiError> {
    let size = i32::try_from(image.model.gib).ok();
    let wish = Wish { kind: Some(image.model.volume), size, ..Wish::default() };
    let root = Drive {
        device: image.model.root_device().to_owned(),
        spec: Spec::of(&wish, None)?,
        encrypted: false,
        named_key: None,
        key: None,
        snapshot: image.snapshot.clone(),
        delete_on_termination: true,
    };
    let mut drives = vec![root];
    for mapping in input.block_device_mappings.iter().flatten() {
        let device = mapping.device_name.as_deref().ok_or_else(|| missing("deviceName"))?;
        apply(&mut drives, (state, ctx), image, (mapping, device))?;
    }
    Ok(drives)
}

/// Finds the keys the volumes are encrypted with.
pub fn seal(drives: &mut [Drive], keys: &kms::State, ctx: &Ctx<'_>) -> Result<(), ApiError> {
    for drive in drives {
        let wish = (drive.encrypted, drive.named_key.as_deref());
        drive.key = seal::of_source(keys, ctx, wish, drive.key.take())?;
    }
    Ok(())
}

/// Makes a volume of an instance that is being launched, and attaches it.
pub fn attach(
    state: &mut State,
    ctx: &Ctx<'_>,
    zone: u8,
    (drive, instance): (&Drive, &str),
) -> Volume {
    let region = ctx.scope.region;
    let number = state.made(region, "vol");
    let id = state.new_id(region, "vol");
    let disk = Disk {
        id: id.clone(),
        scope: ctx.scope,
        number,
        zone,
        spec: drive.spec,
        key: drive.key.clone(),
        snapshot: drive.snapshot.clone(),
        created: ctx.now,
        attached: Some(instance.to_owned()),
        change: None,
    };
    let mut past = Past::new(ctx.scope, ctx.now, drive.spec);
    past.attach(ctx.now, instance, !drive.snapshot.is_empty());
    state.disks.insert(id.clone(), disk);
    state.pasts.insert(id.clone(), past);
    Volume {
        id,
        device: drive.device.clone(),
        // Volumes follow a moment after the launch; AWS's examples show one second.
        since: ctx.now + Span::secs(1),
        delete_on_termination: drive.delete_on_termination,
    }
}

fn apply(
    drives: &mut Vec<Drive>,
    (state, ctx): (&State, &Ctx<'_>),
    image: &Image,
    (mapping, device): (&BlockDeviceMapping, &str),
) -> Result<(), ApiError> {
    let is_root = device == image.model.root_device();
    if mapping.no_device.is_some() {
        // Suppressing a device the image does not have changes nothing.
        return if is_root {
            Err(invalid_device("The root device cannot be suppressed"))
        } else {
            Ok(())
        };
    }
    if let Some(name) = &mapping.virtual_name {
        let store = name.strip_prefix("ephemeral").is_some_and(|n| n.parse::<u8>().is_ok());
        if !store || is_root {
            return Err(invalid_value(format!(
                "Value ({name}) for parameter virtualName is invalid."
            )));
        }
        // AWS passes over instance store volumes that a type has not, and NVMe volumes, which are
        // there without being asked for.
        return Ok(());
    }
    let ebs = mapping.ebs.as_ref().ok_or_else(|| missing("ebs"))?;
    let old = drives.iter_mut().find(|drive| drive.device == device);
    match old {
        Some(root) if is_root => change_root(root, image, ebs),
        Some(_) => Err(invalid_device(&format!("The device '{device}' is mapped twice"))),
        None => {
            let snapshot = ebs.snapshot_id.clone().unwrap_or_default();
            let source = state.source((ctx.scope, ctx.now), &snapshot)?;
            let least = source.as_ref().map_or(0, |source| source.gib);
            let mut wish = wish(ebs);
            let of_source = i32::try_from(least).ok().filter(|least| *least > 0);
            wish.size = wish.size.or(of_source);
            let spec = Spec::of(&wish, None)?;
            if spec.gib < least {
                return Err(invalid_device(&too_small(spec.gib, &snapshot, least)));
            }
            drives.push(Drive {
                device: device.to_owned(),
                spec,
                encrypted: ebs.encrypted.unwrap_or(false),
                named_key: ebs.kms_key_id.clone(),
                key: source.and_then(|source| source.key),
                snapshot,
                delete_on_termination: ebs.delete_on_termination.unwrap_or(true),
            });
            Ok(())
        }
    }
}

fn change_root(root: &mut Drive, image: &Image, ebs: &EbsBlockDevice) -> Result<(), ApiError> {
    if ebs.snapshot_id.as_ref().is_some_and(|given| *given != image.snapshot) {
        return Err(invalid_device("snapshotId cannot be modified on root device"));
    }
    root.spec = Spec::of(&wish(ebs), Some(&root.spec))?;
    if root.spec.gib < image.model.gib {
        let text = too_small(root.spec.gib, &image.snapshot, image.model.gib);
        return Err(invalid_device(&text));
    }
    root.encrypted = ebs.encrypted.unwrap_or(root.encrypted);
    root.named_key.clone_from(&ebs.kms_key_id);
    root.delete_on_termination = ebs.delete_on_termination.unwrap_or(root.delete_on_termination);
    Ok(())
}

fn wish(ebs: &EbsBlockDevice) -> Wish<'_> {
    Wish {
        kind: ebs.volume_type.as_deref(),
        size: ebs.volume_size,
        iops: ebs.iops,
        throughput: ebs.throughput,
    }
}

fn invalid_device(text: &str) -> ApiError {
    ApiError::new("InvalidBlockDeviceMapping", text)
}
