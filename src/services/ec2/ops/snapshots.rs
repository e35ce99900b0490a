//! Making, copying and deleting snapshots.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSnapshot.html>

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::snapshot_reads::shown;
use super::{named, tags, volumes};
use crate::api::ApiError;
use crate::services::ec2::errors::{INSTANCE, dry_run, invalid_value, not_permitted};
use crate::services::ec2::facts::Fact;
use crate::services::ec2::seal;
use crate::services::ec2::shapes::snapshots::{
    CopySnapshotInput, CopySnapshotOutput, CreateSnapshotInput, CreateSnapshotsInput,
    CreateSnapshotsOutput, DeleteSnapshotInput,
};
use crate::services::ec2::snapshots::{NO_VOLUME, Snapshot, image_of, unknown};
use crate::services::ec2::state::{Instance, State, Tags, Volume};
use crate::services::ec2::view::tags as listed;
use crate::services::ec2::volumes::Disk;
use crate::services::kms;
use crate::sim::Ctx;
use crate::sim::scope::{Arn, Region, Scope};

/// The longest description, in characters.
const LONGEST: usize = 255;

/// The snapshot with this id, which must be the account's own and here.
pub fn own<'a>(state: &'a State, scope: Scope, id: &str) -> Result<&'a Snapshot, ApiError> {
    well_formed(id)?;
    let found = state.snapshot(id).filter(|one| one.scope.region == scope.region);
    match found {
        Some(one) if one.scope == scope => Ok(one),
        // The code is AWS's, the text ours.
        Some(one) if one.is_for(scope.account) => Err(foreign(id)),
        None if image_of(scope.region, id).is_some() => Err(foreign(id)),
        _ => Err(unknown(id)),
    }
}

fn foreign(id: &str) -> ApiError {
    not_permitted(format!("You do not own the snapshot '{id}'."))
}

/// Refuses what cannot be the id of a snapshot.
pub fn well_formed(id: &str) -> Result<(), ApiError> {
    let digits = id.strip_prefix("snap-").unwrap_or_default();
    if matches!(digits.len(), 8 | 17) && digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Ok(());
    }
    Err(invalid_value(format!(
        "Value ({id}) for parameter snapshotId is invalid. Expected: 'snap-...'."
    )))
}

fn description(given: Option<&String>) -> Result<String, ApiError> {
    let text = given.cloned().unwrap_or_default();
    if text.chars().count() > LONGEST {
        // The text is ours.
        let text = format!("The description must not exceed {LONGEST} characters");
        return Err(invalid_value(text));
    }
    Ok(text)
}

/// What is kept of a snapshot that is begun now.
struct Begun {
    volume: String,
    gib: u32,
    key: Option<Arn>,
    description: String,
    tags: Tags,
}

fn begin(state: &mut State, ctx: &mut Ctx<'_>, begun: Begun) -> String {
    let region = ctx.scope.region;
    let number = state.made(region, "snap");
    let id = state.new_id(region, "snap");
    if !begun.tags.is_empty() {
        state.tags.insert((ctx.scope, id.clone()), begun.tags);
    }
    let made = Snapshot {
        id: id.clone(),
        scope: ctx.scope,
        number,
        copied: begun.volume == NO_VOLUME,
        volume: begun.volume,
        gib: begun.gib,
        key: begun.key,
        description: begun.description,
        started: ctx.now,
        public: false,
        shared: BTreeSet::new(),
    };
    state.snapshots.insert(id.clone(), made);
    ctx.fact(Fact::SnapshotChanged { snapshot: id.clone(), what: "created" });
    id
}

fn of_disk(disk: &Disk, description: String, tags: Tags) -> Begun {
    let (volume, gib, key) = (disk.id.clone(), disk.spec.gib, disk.key.clone());
    Begun { volume, gib, key, description, tags }
}

/// Makes a snapshot of a volume. It holds what the volume holds now, and is ready later.
pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &CreateSnapshotInput,
) -> Result<Value, ApiError> {
    let disk = volumes::one(state, ctx, &input.volume_id)?;
    let description = description(input.description.as_ref())?;
    let tags = tags::of_one(input.tag_specifications.as_deref(), "snapshot")?;
    dry_run(input.dry_run)?;
    let begun = of_disk(disk, description, tags);
    let id = begin(state, ctx, begun);
    Ok(answer(state, ctx, &id))
}

/// A snapshot that was just begun: nothing of it is kept yet, and tags are told even if there are
/// none.
fn answer(state: &State, ctx: &Ctx<'_>, id: &str) -> Value {
    let Some(made) = state.snapshot(id) else { return Value::Null };
    let mut answer = shown(state, ctx.now, made);
    if let Value::Object(members) = &mut answer {
        ["StorageTier", "KmsKeyId"].iter().for_each(|name| drop(members.remove(*name)));
        members.insert("Progress".to_owned(), json!(""));
        members.entry("Tags").or_insert_with(|| json!([]));
    }
    answer
}

/// Makes a snapshot of each volume of an instance.
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateSnapshots.html>
pub fn create_several(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &CreateSnapshotsInput,
) -> Result<CreateSnapshotsOutput, ApiError> {
    let wish = &input.instance_specification;
    let id = std::slice::from_ref(&wish.instance_id);
    let instance = named(state, ctx.scope, id)?.into_iter().next();
    let instance = instance.ok_or_else(|| INSTANCE.not_found(&[&wish.instance_id]))?;
    let description = description(input.description.as_ref())?;
    let tags = tags::of_one(input.tag_specifications.as_deref(), "snapshot")?;
    let excluded = wish.exclude_data_volume_ids.as_deref().unwrap_or_default();
    check_excluded(instance, excluded)?;
    let takes = |volume: &&Volume| {
        let is_root = root(instance) == Some(volume.device.as_str());
        let left = is_root && wish.exclude_boot_volume == Some(true);
        !(left || excluded.contains(&volume.id))
    };
    let chosen: Vec<Begun> = instance
        .volumes
        .iter()
        .filter(takes)
        .filter_map(|volume| state.volume(&volume.id))
        .map(|disk| {
            let copied = input.copy_tags_from_source.as_ref();
            let own = copied.and_then(|_| state.tags(ctx.scope, &disk.id)).cloned();
            let mut all = own.unwrap_or_default();
            all.extend(tags.clone());
            of_disk(disk, description.clone(), all)
        })
        .collect();
    if chosen.is_empty() {
        // The text is ours.
        let text = "At least one volume of the instance must be included";
        return Err(invalid_value(text));
    }
    dry_run(input.dry_run)?;
    let made: Vec<String> = chosen.into_iter().map(|one| begin(state, ctx, one)).collect();
    let shown = |id: &String| {
        let mut item = answer(state, ctx, id);
        if let Value::Object(members) = &mut item {
            members.entry("Tags").or_insert_with(|| listed(&Tags::new()));
        }
        item
    };
    Ok(CreateSnapshotsOutput { snapshots: made.iter().map(shown).collect() })
}

fn root(instance: &Instance) -> Option<&'static str> {
    instance.image().map(|image| image.model.root_device())
}

/// Only data volumes of the instance can be excluded one by one. The texts are ours.
fn check_excluded(instance: &Instance, excluded: &[String]) -> Result<(), ApiError> {
    for id in excluded {
        let found = instance.volumes.iter().find(|volume| volume.id == *id);
        let Some(volume) = found else {
            let text = format!("Volume '{id}' is not attached to instance '{}'", instance.id);
            return Err(invalid_value(text));
        };
        if root(instance) == Some(volume.device.as_str()) {
            let text = format!("Volume '{id}' is the root volume; use ExcludeBootVolume");
            return Err(invalid_value(text));
        }
    }
    Ok(())
}

/// Copies a snapshot from another Region or from this one.
/// <https://docs.aws.amazon.com/ebs/latest/userguide/ebs-copy-snapshot.html>
pub fn copy(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    keys: &kms::State,
    input: &CopySnapshotInput,
) -> Result<CopySnapshotOutput, ApiError> {
    let bad = |name: &str, given: &str| {
        invalid_value(format!("Value ({given}) for parameter {name} is invalid."))
    };
    let from: Region =
        input.source_region.parse().map_err(|_| bad("sourceRegion", &input.source_region))?;
    let to = input.destination_region.as_deref();
    if let Some(other) = to.filter(|to| *to != ctx.scope.region.code()) {
        return Err(bad("destinationRegion", other));
    }
    let description = description(input.description.as_ref())?;
    let tags = tags::of_one(input.tag_specifications.as_deref(), "snapshot")?;
    well_formed(&input.source_snapshot_id)?;
    let place = Scope { account: ctx.scope.account, region: from };
    let source = state.source((place, ctx.now), &input.source_snapshot_id)?;
    let source = source.ok_or_else(|| unknown(&input.source_snapshot_id))?;
    // The copy of what is encrypted is: with the key that is named, or with the Region's default.
    // <https://docs.aws.amazon.com/ebs/latest/userguide/ebs-copy-snapshot.html#creating-encrypted-snapshots>
    let encrypted = input.encrypted.unwrap_or(false) || source.key.is_some();
    let key = seal::key(keys, ctx, encrypted, input.kms_key_id.as_deref())?;
    dry_run(input.dry_run)?;
    let volume = NO_VOLUME.to_owned();
    let shown = (!tags.is_empty()).then(|| listed(&tags));
    let begun = Begun { volume, gib: source.gib, key, description, tags };
    let snapshot_id = begin(state, ctx, begun);
    let tags = shown.and_then(|tags| tags.as_array().cloned());
    Ok(CopySnapshotOutput { tags, snapshot_id })
}

/// Deletes a snapshot of one's own.
pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DeleteSnapshotInput,
) -> Result<(), ApiError> {
    let id = own(state, ctx.scope, &input.snapshot_id)?.id.clone();
    dry_run(input.dry_run)?;
    state.snapshots.remove(&id);
    state.tags.remove(&(ctx.scope, id.clone()));
    ctx.fact(Fact::SnapshotChanged { snapshot: id, what: "deleted" });
    Ok(())
}
