//! The snapshots in the list of volumes, and what can be done with them.

use crate::services::Request;
use crate::services::ec2::api::Request as Ec2;
use crate::services::ec2::shapes::snapshots::{
    CreateSnapshotInput, CreateVolumePermission, CreateVolumePermissionModifications,
    DeleteSnapshotInput, DescribeSnapshotsInput, ModifySnapshotAttributeInput,
};
use crate::services::ec2::snapshots::Snapshot;
use crate::sim::{Scope, Time, World};

/// A snapshot in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// `snap-…`.
    pub id: String,
    /// What its maker says of it.
    pub description: String,
    /// The volume it was made of; none of a copy.
    pub volume: Option<String>,
    /// GiB.
    pub gib: u32,
    /// How much of it is kept, in percent.
    pub percent: i64,
    /// When it was begun.
    pub started: Time,
    /// Whether it is encrypted.
    pub encrypted: bool,
    /// Whether everybody may make volumes of it.
    pub public: bool,
    /// How many accounts may, beside its owner.
    pub shared: usize,
}

/// The snapshots of a place, oldest first.
pub fn list(world: &World, scope: Scope) -> Vec<Row> {
    let made = world.ec2().snapshots(scope.region).into_iter();
    made.filter(|one| one.scope == scope).map(|one| row(world, one)).collect()
}

fn row(world: &World, one: &Snapshot) -> Row {
    Row {
        id: one.id.clone(),
        description: one.description.clone(),
        volume: (!one.copied).then(|| one.volume.clone()),
        gib: one.gib,
        percent: one.percent(world.now()),
        started: one.started,
        encrypted: one.key.is_some(),
        public: one.public,
        shared: one.shared.len(),
    }
}

/// What the list asks AWS when it is opened.
pub fn reads() -> Request {
    let owner_ids = Some(vec!["self".to_owned()]);
    Ec2::DescribeSnapshots(DescribeSnapshotsInput { owner_ids, ..Default::default() }).into()
}

/// Makes a snapshot of a volume.
pub fn create(volume: &str) -> Request {
    let input = CreateSnapshotInput { volume_id: volume.to_owned(), ..Default::default() };
    Ec2::CreateSnapshot(input).into()
}

/// Deletes a snapshot.
pub fn delete(id: &str) -> Request {
    let input = DeleteSnapshotInput { snapshot_id: id.to_owned(), ..Default::default() };
    Ec2::DeleteSnapshot(input).into()
}

/// Lets everybody make volumes of a snapshot, or no longer.
pub fn share(id: &str, public: bool) -> Request {
    let all = CreateVolumePermission { group: Some("all".to_owned()), user_id: None };
    let list = Some(vec![all]);
    let changes = match public {
        true => CreateVolumePermissionModifications { add: list, remove: None },
        false => CreateVolumePermissionModifications { add: None, remove: list },
    };
    let input = ModifySnapshotAttributeInput {
        create_volume_permission: Some(changes),
        snapshot_id: id.to_owned(),
        ..ModifySnapshotAttributeInput::default()
    };
    Ec2::ModifySnapshotAttribute(input).into()
}
