//! What the pages of volumes show: the list, one volume, the forms that make and change volumes.

pub mod act;
pub mod detail;
pub mod form;
pub mod metrics;
pub mod snapshots;

use crate::services::Request;
use crate::services::ec2::api::Request as Ec2;
use crate::services::ec2::shapes::volumes::{
    DescribeVolumesInput, DescribeVolumesModificationsInput,
};
use crate::services::ec2::shapes::{DescribeInstancesInput, Filter};
use crate::services::ec2::volumes::Disk;
use crate::sim::{Scope, Time, World};

/// A volume in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// `vol-…`.
    pub id: String,
    /// Its tag `Name`; empty when it has none.
    pub name: String,
    /// `gp3`.
    pub kind: &'static str,
    /// Size in GiB.
    pub gib: u32,
    /// Operations a second; types that turn have none.
    pub iops: Option<u32>,
    /// Throughput in MiB/s, of gp3.
    pub throughput: Option<u32>,
    /// The instance it is attached to.
    pub attached: Option<Attached>,
    /// Its zone.
    pub zone: String,
    /// When it was made.
    pub created: Time,
}

/// Where a volume is attached.
#[derive(Clone, Debug, PartialEq)]
pub struct Attached {
    /// The instance.
    pub instance: String,
    /// `/dev/sdf`.
    pub device: String,
    /// Since when.
    pub since: Time,
    /// Whether the instance starts from it.
    pub root: bool,
    /// Whether it goes with the instance.
    pub goes: bool,
    /// Whether the instance runs.
    pub runs: bool,
}

impl Row {
    /// The key of its state's name.
    pub fn state(&self) -> &'static str {
        if self.attached.is_some() { "volumes.state.in-use" } else { "volumes.state.available" }
    }
}

/// The volumes of a place, oldest first.
pub fn list(world: &World, scope: Scope) -> Vec<Row> {
    world.ec2().volumes(scope).into_iter().map(|disk| row(world, disk)).collect()
}

/// One volume.
pub fn row(world: &World, disk: &Disk) -> Row {
    let ec2 = world.ec2();
    let name = ec2.tags(disk.scope, &disk.id).and_then(|tags| tags.get("Name"));
    let some = |number: u32| Some(number).filter(|number| *number > 0);
    Row {
        id: disk.id.clone(),
        name: name.cloned().unwrap_or_default(),
        kind: disk.spec.kind.name,
        gib: disk.spec.gib,
        iops: some(disk.spec.iops),
        throughput: some(disk.spec.throughput),
        attached: attached(world, disk),
        zone: ec2.network(disk.scope).zone(disk.zone).name,
        created: disk.created,
    }
}

fn attached(world: &World, disk: &Disk) -> Option<Attached> {
    let ec2 = world.ec2();
    let instance = ec2.instance(disk.attached.as_ref()?)?;
    let volume = ec2.attachment(disk)?;
    let image = instance.image();
    Some(Attached {
        instance: instance.id.clone(),
        device: volume.device.clone(),
        since: volume.since,
        root: image.is_some_and(|image| image.model.root_device() == volume.device),
        goes: volume.delete_on_termination,
        runs: instance.state.name() == "running",
    })
}

/// What the list asks AWS when it is opened.
pub fn list_reads() -> Vec<Request> {
    vec![Ec2::DescribeVolumes(DescribeVolumesInput::default()).into(), snapshots::reads()]
}

/// What the form for a new volume asks AWS when it is opened.
pub fn create_reads() -> Vec<Request> {
    vec![Ec2::DescribeAvailabilityZones(Default::default()).into(), snapshots::reads()]
}

/// What the page of one volume asks AWS when it is opened. A modification is asked for by a filter:
/// by its id, a volume that was never changed is an error.
pub fn detail_reads(id: &str) -> Vec<Request> {
    let ids = vec![id.to_owned()];
    let filter = |name: &str, value: &str| Filter {
        name: Some(name.to_owned()),
        values: Some(vec![value.to_owned()]),
    };
    let volumes = DescribeVolumesInput { volume_ids: Some(ids.clone()), ..Default::default() };
    let status = DescribeVolumesInput { volume_ids: Some(ids), ..Default::default() };
    let changes = DescribeVolumesModificationsInput {
        filters: Some(vec![filter("volume-id", id)]),
        ..Default::default()
    };
    let instances = DescribeInstancesInput {
        filters: Some(vec![Filter {
            name: Some("instance-state-name".to_owned()),
            values: Some(vec!["running".to_owned(), "stopped".to_owned()]),
        }]),
        ..Default::default()
    };
    vec![
        Ec2::DescribeVolumes(volumes).into(),
        Ec2::DescribeVolumeStatus(status).into(),
        Ec2::DescribeVolumesModifications(changes).into(),
        Ec2::DescribeInstances(instances).into(),
    ]
}
