//! The volumes of a launch: the root volume of its image, and those it asks for.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/block-device-mapping-concepts.html>

use crate::api::ApiError;
use crate::services::ec2::catalogue::Image;
use crate::services::ec2::errors::{invalid_value, missing};
use crate::services::ec2::shapes::{BlockDeviceMapping, EbsBlockDevice, RunInstancesInput};
use crate::services::ec2::state::Volume;

/// The types of volume.
const KINDS: [&str; 7] = ["standard", "io1", "io2", "gp2", "sc1", "st1", "gp3"];
/// The greatest volume in GiB.
const MOST_GIB: i32 = 16_384;

/// The volumes, without ids. The root volume is the first.
pub fn volumes(input: &RunInstancesInput, image: &Image) -> Result<Vec<Volume>, ApiError> {
    let root = Volume {
        id: String::new(),
        device: image.model.root_device().to_owned(),
        gib: image.model.gib,
        kind: image.model.volume.to_owned(),
        encrypted: false,
        delete_on_termination: true,
    };
    let mut volumes = vec![root];
    for mapping in input.block_device_mappings.iter().flatten() {
        let device = mapping.device_name.as_deref().ok_or_else(|| missing("deviceName"))?;
        apply(&mut volumes, image, mapping, device)?;
    }
    Ok(volumes)
}

fn apply(
    volumes: &mut Vec<Volume>,
    image: &Image,
    mapping: &BlockDeviceMapping,
    device: &str,
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
        // No type here has instance store volumes, and AWS passes over those it cannot give.
        return Ok(());
    }
    let ebs = mapping.ebs.as_ref().ok_or_else(|| missing("ebs"))?;
    let old = volumes.iter_mut().find(|volume| volume.device == device);
    match old {
        Some(root) if is_root => change_root(root, image, ebs),
        Some(_) => Err(invalid_device(&format!("The device '{device}' is mapped twice"))),
        None => {
            let size = ebs.volume_size.ok_or_else(|| missing("size or snapshotId"))?;
            let kind = kind(ebs)?.unwrap_or("gp2").to_owned();
            volumes.push(Volume {
                id: String::new(),
                device: device.to_owned(),
                gib: gib(size)?,
                kind,
                encrypted: ebs.encrypted.unwrap_or(false),
                delete_on_termination: ebs.delete_on_termination.unwrap_or(true),
            });
            Ok(())
        }
    }
}

fn change_root(root: &mut Volume, image: &Image, ebs: &EbsBlockDevice) -> Result<(), ApiError> {
    if let Some(size) = ebs.volume_size {
        root.gib = gib(size)?;
        if root.gib < image.model.gib {
            return Err(invalid_device(&format!(
                "Volume of size {size}GB is smaller than snapshot '{}', expect size >= {}GB",
                image.snapshot, image.model.gib
            )));
        }
    }
    if let Some(kind) = kind(ebs)? {
        root.kind = kind.to_owned();
    }
    root.encrypted = ebs.encrypted.unwrap_or(root.encrypted);
    root.delete_on_termination = ebs.delete_on_termination.unwrap_or(root.delete_on_termination);
    Ok(())
}

fn kind(ebs: &EbsBlockDevice) -> Result<Option<&str>, ApiError> {
    match ebs.volume_type.as_deref() {
        Some(kind @ ("io1" | "io2")) => {
            // Their operations a second must be given, and that is not simulated.
            let text = format!("The parameter iops must be specified for {kind} volumes.");
            Err(ApiError::new("MissingParameter", text))
        }
        Some(kind) if !KINDS.contains(&kind) => {
            Err(invalid_value(format!("Value ({kind}) for parameter VolumeType is invalid.")))
        }
        kind => Ok(kind),
    }
}

/// A size that can be. The words are ours.
fn gib(size: i32) -> Result<u32, ApiError> {
    if (1..=MOST_GIB).contains(&size) {
        return Ok(size.unsigned_abs());
    }
    Err(invalid_value(format!("Volume of {size}GiB is invalid; expecting 1 to {MOST_GIB} GiB.")))
}

fn invalid_device(text: &str) -> ApiError {
    ApiError::new("InvalidBlockDeviceMapping", text)
}
