//! Who may make volumes of a snapshot beside its owner.
//!
//! <https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html>

use super::Sight;
use super::snapshots::own;
use crate::api::ApiError;
use crate::services::ec2::errors::{dry_run, invalid_value, missing, not_permitted};
use crate::services::ec2::facts::Fact;
use crate::services::ec2::shapes::snapshots::{
    CreateVolumePermission, DescribeSnapshotAttributeInput, DescribeSnapshotAttributeOutput,
    ModifySnapshotAttributeInput, ResetSnapshotAttributeInput,
};
use crate::services::ec2::snapshots::Snapshot;
use crate::services::ec2::state::State;
use crate::services::kms;
use crate::sim::Ctx;
use crate::sim::scope::AccountId;

/// What a call adds and what it removes, in either form.
pub struct Asked {
    /// Those who may from now on.
    pub add: Vec<CreateVolumePermission>,
    /// Those who may no longer.
    pub remove: Vec<CreateVolumePermission>,
}

impl Asked {
    /// What a call asks for: a structure, or an operation with users and groups.
    pub fn of(input: &ModifySnapshotAttributeInput) -> Asked {
        let users = input.user_ids.iter().flatten();
        let groups = input.group_names.iter().flatten();
        let named: Vec<CreateVolumePermission> =
            users
                .map(|id| CreateVolumePermission { user_id: Some(id.clone()), group: None })
                .chain(groups.map(|group| CreateVolumePermission {
                    user_id: None,
                    group: Some(group.clone()),
                }))
                .collect();
        let given = input.create_volume_permission.as_ref();
        let mut add = given.and_then(|given| given.add.clone()).unwrap_or_default();
        let mut remove = given.and_then(|given| given.remove.clone()).unwrap_or_default();
        match input.operation_type.as_deref() {
            Some("remove") => remove.extend(named),
            _ => add.extend(named),
        }
        Asked { add, remove }
    }
}

/// Product codes belong to the Marketplace.
fn of_volumes(attribute: &str) -> Result<(), ApiError> {
    match attribute {
        "createVolumePermission" => Ok(()),
        other => Err(ApiError::not_simulated(format!("Attribute {other}"))),
    }
}

/// Lets others make volumes of a snapshot, or no longer.
pub fn set(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    sight: Sight<'_>,
    input: &ModifySnapshotAttributeInput,
) -> Result<(), ApiError> {
    input.attribute.as_deref().map_or(Ok(()), of_volumes)?;
    let asked = Asked::of(input);
    let snapshot = own(state, ctx.scope, &input.snapshot_id)?;
    match (asked.add.is_empty(), asked.remove.is_empty()) {
        (true, true) => return Err(missing("createVolumePermission")),
        // The text is ours.
        (false, false) => {
            let text = "Permissions cannot be added and removed in a single call";
            return Err(invalid_value(text));
        }
        _ => {}
    }
    let add = asked.add.iter().map(who).collect::<Result<Vec<_>, _>>()?;
    let remove = asked.remove.iter().map(who).collect::<Result<Vec<_>, _>>()?;
    if !add.is_empty() {
        shareable(snapshot, sight.keys, add.contains(&Whom::All))?;
    }
    dry_run(input.dry_run)?;
    let id = snapshot.id.clone();
    if let Some(snapshot) = state.snapshots.get_mut(&id) {
        add.into_iter().for_each(|whom| allow(snapshot, whom, true));
        remove.into_iter().for_each(|whom| allow(snapshot, whom, false));
    }
    ctx.fact(Fact::SnapshotChanged { snapshot: id, what: "shared" });
    Ok(())
}

/// Who may.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whom {
    All,
    Account(AccountId),
}

fn who(permission: &CreateVolumePermission) -> Result<Whom, ApiError> {
    match (&permission.user_id, permission.group.as_deref()) {
        (None, Some("all")) => Ok(Whom::All),
        (Some(id), None) => AccountId::parse(id).map(Whom::Account).ok_or_else(|| {
            // The code is AWS's, the text ours.
            ApiError::new("InvalidUserID.Malformed", format!("Invalid user id: \"{id}\""))
        }),
        (_, group) => {
            let group = group.unwrap_or_default();
            Err(invalid_value(format!("Value ({group}) for parameter group is invalid.")))
        }
    }
}

fn allow(snapshot: &mut Snapshot, whom: Whom, may: bool) {
    match whom {
        Whom::All => snapshot.public = may,
        Whom::Account(id) if may => drop(snapshot.shared.insert(id)),
        Whom::Account(id) => drop(snapshot.shared.remove(&id)),
    }
}

/// What is encrypted cannot be public, nor shared at all if AWS's own key encrypts it. The codes
/// are AWS's, and so are the words of the first.
fn shareable(snapshot: &Snapshot, keys: &kms::State, all: bool) -> Result<(), ApiError> {
    match &snapshot.key {
        Some(key) if keys.is_managed(key) => {
            Err(not_permitted("Encrypted snapshots with EBS default key cannot be shared"))
        }
        Some(_) if all => Err(not_permitted("Encrypted snapshots cannot be made public")),
        _ => Ok(()),
    }
}

/// Says who may make volumes of a snapshot.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeSnapshotAttributeInput,
) -> Result<DescribeSnapshotAttributeOutput, ApiError> {
    of_volumes(&input.attribute)?;
    let snapshot = own(state, ctx.scope, &input.snapshot_id)?;
    dry_run(input.dry_run)?;
    let all = snapshot
        .public
        .then(|| CreateVolumePermission { group: Some("all".to_owned()), user_id: None });
    let accounts = snapshot
        .shared
        .iter()
        .map(|id| CreateVolumePermission { user_id: Some(id.to_string()), group: None });
    Ok(DescribeSnapshotAttributeOutput {
        snapshot_id: snapshot.id.clone(),
        create_volume_permissions: all.into_iter().chain(accounts).collect(),
    })
}

/// Lets nobody but the owner make volumes of a snapshot.
pub fn reset(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &ResetSnapshotAttributeInput,
) -> Result<(), ApiError> {
    of_volumes(&input.attribute)?;
    let id = own(state, ctx.scope, &input.snapshot_id)?.id.clone();
    dry_run(input.dry_run)?;
    if let Some(snapshot) = state.snapshots.get_mut(&id) {
        snapshot.public = false;
        snapshot.shared.clear();
    }
    ctx.fact(Fact::SnapshotChanged { snapshot: id, what: "shared" });
    Ok(())
}
