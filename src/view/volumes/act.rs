//! What can be done with a volume from its page, as requests and changes of the world.

use super::Row;
use super::form::Form;
use crate::services::Request;
use crate::services::ec2::api::Request as Ec2;
use crate::services::ec2::shapes::volumes::{
    AttachVolumeInput, DeleteVolumeInput, DetachVolumeInput,
};

/// The device names AWS recommends for volumes that are added.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/device_naming.html>
pub const DEVICES: [&str; 6] =
    ["/dev/sdf", "/dev/sdg", "/dev/sdh", "/dev/sdi", "/dev/sdj", "/dev/sdk"];

/// Attaches a volume.
pub fn attach(volume: &str, instance: &str, device: &str) -> Request {
    let input = AttachVolumeInput {
        device: device.to_owned(),
        instance_id: instance.to_owned(),
        volume_id: volume.to_owned(),
        dry_run: None,
    };
    Ec2::AttachVolume(input).into()
}

/// Takes a volume off its instance.
pub fn detach(volume: &str) -> Request {
    let input = DetachVolumeInput { volume_id: volume.to_owned(), ..Default::default() };
    Ec2::DetachVolume(input).into()
}

/// Deletes a volume.
pub fn delete(volume: &str) -> Request {
    let input = DeleteVolumeInput { volume_id: volume.to_owned(), ..Default::default() };
    Ec2::DeleteVolume(input).into()
}

/// What a volume is now, in the words of the form that changes it.
pub fn as_it_is(row: &Row) -> Form {
    let form = Form {
        kind: row.kind.to_owned(),
        gib: row.gib.to_string(),
        throughput: row.throughput.map(|number| number.to_string()).unwrap_or_default(),
        ..Form::default()
    };
    let iops = row.iops.filter(|_| form.takes_iops());
    Form { iops: iops.map(|number| number.to_string()).unwrap_or_default(), ..form }
}
