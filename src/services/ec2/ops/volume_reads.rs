//! Describing volumes, their status, and their changes.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVolumes.html>

use serde_json::{Value, json};

use super::volumes::one;
use crate::api::ApiError;
use crate::services::ec2::errors::dry_run;
use crate::services::ec2::filters::{Filters, Table};
use crate::services::ec2::history::Health;
use crate::services::ec2::paging::{Asked, page};
use crate::services::ec2::shapes::volumes::{
    DescribeVolumeStatusOutput, DescribeVolumesInput, DescribeVolumesModificationsInput,
    DescribeVolumesModificationsOutput, DescribeVolumesOutput,
};
use crate::services::ec2::state::State;
use crate::services::ec2::view::{self, instant, without_nulls};
use crate::services::ec2::volumes::{Disk, DiskChange, MODIFYING, OPTIMIZING, Spec};
use crate::sim::Ctx;
use crate::sim::command::StatusCheck;
use crate::sim::scope::Arn;
use crate::sim::time::Time;

const FILTERS: Table = &[
    ("attachment.attach-time", "@Attachments.AttachTime"),
    ("attachment.delete-on-termination", "Attachments.DeleteOnTermination"),
    ("attachment.device", "Attachments.Device"),
    ("attachment.instance-id", "Attachments.InstanceId"),
    ("attachment.status", "Attachments.State"),
    ("availability-zone", "AvailabilityZone"),
    ("availability-zone-id", "AvailabilityZoneId"),
    ("create-time", "@CreateTime"),
    ("encrypted", "Encrypted"),
    ("fast-restored", ""),
    ("multi-attach-enabled", "MultiAttachEnabled"),
    ("operator.managed", "Operator.Managed"),
    ("operator.principal", ""),
    ("size", "Size"),
    ("snapshot-id", "SnapshotId"),
    ("status", "State"),
    ("tag-key", "Tags.Key"),
    ("volume-id", "VolumeId"),
    ("volume-type", "VolumeType"),
];

const STATUS_FILTERS: Table = &[
    ("action.code", ""),
    ("action.description", ""),
    ("action.event-id", ""),
    ("availability-zone", "AvailabilityZone"),
    ("availability-zone-id", "AvailabilityZoneId"),
    ("event.description", ""),
    ("event.event-id", ""),
    ("event.event-type", ""),
    ("event.not-after", ""),
    ("event.not-before", ""),
    ("volume-status.details-name", "VolumeStatus.Details.Name"),
    ("volume-status.details-status", "VolumeStatus.Details.Status"),
    ("volume-status.status", "VolumeStatus.Status"),
];

const CHANGE_FILTERS: Table = &[
    ("modification-state", "ModificationState"),
    ("original-iops", "OriginalIops"),
    ("original-size", "OriginalSize"),
    ("original-volume-type", "OriginalVolumeType"),
    ("originalMultiAttachEnabled", "OriginalMultiAttachEnabled"),
    ("start-time", "@StartTime"),
    ("target-iops", "TargetIops"),
    ("target-size", "TargetSize"),
    ("target-volume-type", "TargetVolumeType"),
    ("targetMultiAttachEnabled", "TargetMultiAttachEnabled"),
    ("volume-id", "VolumeId"),
];

/// The volumes asked for, which must be here; all when none is named.
fn chosen<'a>(
    state: &'a State,
    ctx: &Ctx<'_>,
    ids: Option<&Vec<String>>,
) -> Result<Vec<&'a Disk>, ApiError> {
    let ids = ids.map(Vec::as_slice).unwrap_or_default();
    for id in ids {
        one(state, ctx, id)?;
    }
    let all = state.volumes(ctx.scope).into_iter();
    Ok(all.filter(|disk| ids.is_empty() || ids.contains(&disk.id)).collect())
}

fn listing<'a>(
    ids: Option<&Vec<String>>,
    most: Option<i32>,
    token: Option<&'a String>,
) -> Asked<'a> {
    Asked { most, token, ids: ("volumeSet", ids.is_some_and(|ids| !ids.is_empty())), limit: 1000 }
}

/// Describes volumes.
pub fn volumes(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeVolumesInput,
) -> Result<DescribeVolumesOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), FILTERS)?;
    let disks = chosen(state, ctx, input.volume_ids.as_ref())?;
    dry_run(input.dry_run)?;
    let found = disks.into_iter().map(|disk| shown(state, disk, None));
    let found = found.filter(|item| filters.pass(item)).collect();
    let asked = listing(input.volume_ids.as_ref(), input.max_results, input.next_token.as_ref());
    let (volumes, next_token) = page(found, &asked)?;
    Ok(DescribeVolumesOutput { next_token, volumes })
}

/// A volume.
pub fn shown(state: &State, disk: &Disk, moment: Option<&str>) -> Value {
    let zone = state.network(disk.scope).zone(disk.zone);
    let attachments =
        state.attachment(disk).zip(disk.attached.as_ref()).map(|(volume, instance)| {
            json!({
                "DeleteOnTermination": volume.delete_on_termination,
                "VolumeId": volume.id,
                "InstanceId": instance,
                "Device": volume.device,
                "State": "attached",
                "AttachTime": instant(volume.since),
            })
        });
    let tags = state.tags(disk.scope, &disk.id).filter(|tags| !tags.is_empty());
    let at_rest = if disk.attached.is_some() { "in-use" } else { "available" };
    let spec = &disk.spec;
    without_nulls(json!({
        "AvailabilityZoneId": zone.id,
        "Iops": (spec.iops > 0).then_some(spec.iops),
        "Tags": tags.map(view::tags),
        "VolumeType": spec.kind.name,
        "MultiAttachEnabled": false,
        "Throughput": (spec.throughput > 0).then_some(spec.throughput),
        "Operator": { "Managed": false },
        "VolumeArn": disk.scope.arn("ec2", &format!("volume/{}", disk.id)),
        "OwnerId": disk.scope.account.to_string(),
        "VolumeId": disk.id,
        "Size": spec.gib,
        "SnapshotId": disk.snapshot,
        "AvailabilityZone": zone.name,
        "State": moment.unwrap_or(at_rest),
        "CreateTime": instant(disk.created),
        "Attachments": attachments.into_iter().collect::<Vec<_>>(),
        "Encrypted": disk.key.is_some(),
        "KmsKeyId": disk.key.as_ref().map(Arn::as_str),
    }))
}

/// Describes the status of volumes. Performance is watched of provisioned volumes alone.
/// <https://docs.aws.amazon.com/ebs/latest/userguide/monitoring-volume-checks.html>
pub fn statuses(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeVolumesInput,
) -> Result<DescribeVolumeStatusOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), STATUS_FILTERS)?;
    let disks = chosen(state, ctx, input.volume_ids.as_ref())?;
    dry_run(input.dry_run)?;
    let item = |disk: &Disk| {
        let zone = state.network(disk.scope).zone(disk.zone);
        let history = disk.attached.as_ref().and_then(|id| state.history(id));
        let health = history.and_then(|history| history.health(StatusCheck::Ebs, ctx.now));
        let watched = disk.spec.kind.is_provisioned();
        let stalled = watched && matches!(health, Some(Health::Impaired { .. }));
        let performance = match (watched, stalled) {
            (false, _) => "not-applicable",
            (true, false) => "normal",
            (true, true) => "stalled",
        };
        json!({
            "Actions": [],
            "AvailabilityZone": zone.name,
            "Events": [],
            "VolumeId": disk.id,
            "VolumeStatus": {
                "Details": [
                    { "Name": "io-enabled", "Status": "passed" },
                    { "Name": "io-performance", "Status": performance },
                ],
                "Status": if stalled { "impaired" } else { "ok" },
            },
            "AvailabilityZoneId": zone.id,
        })
    };
    let found = disks.into_iter().map(item).filter(|item| filters.pass(item)).collect();
    let asked = listing(input.volume_ids.as_ref(), input.max_results, input.next_token.as_ref());
    let (volume_statuses, next_token) = page(found, &asked)?;
    Ok(DescribeVolumeStatusOutput { next_token, volume_statuses })
}

/// Describes the last change of each volume that was ever changed.
pub fn modifications(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeVolumesModificationsInput,
) -> Result<DescribeVolumesModificationsOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), CHANGE_FILTERS)?;
    let disks = chosen(state, ctx, input.volume_ids.as_ref())?;
    let never = disks.iter().find(|disk| disk.change.is_none());
    if let (Some(never), true) = (never, input.volume_ids.is_some()) {
        let text = format!("Modification for volume '{}' does not exist.", never.id);
        return Err(ApiError::new("InvalidVolumeModification.NotFound", text));
    }
    dry_run(input.dry_run)?;
    let changes = disks.into_iter().filter_map(|disk| Some((disk, disk.change.as_ref()?)));
    let found = changes.map(|(disk, change)| modification(&disk.id, change, ctx.now));
    let found = found.filter(|item| filters.pass(item)).collect();
    let asked = listing(input.volume_ids.as_ref(), input.max_results, input.next_token.as_ref());
    let (volumes_modifications, next_token) = page(found, &asked)?;
    Ok(DescribeVolumesModificationsOutput { next_token, volumes_modifications })
}

/// A change of a volume, as far as it has come.
pub fn modification(id: &str, change: &DiskChange, now: Time) -> Value {
    let gone = now - change.start;
    let whole = MODIFYING + OPTIMIZING;
    let (state, progress) = match gone {
        gone if gone < MODIFYING => ("modifying", 0),
        gone if gone < whole => {
            let part = (gone.as_millis() - MODIFYING.as_millis()) * 100 / OPTIMIZING.as_millis();
            ("optimizing", part.min(99))
        }
        _ => ("completed", 100),
    };
    let iops = |spec: &Spec| (spec.iops > 0).then_some(spec.iops);
    let throughput = |spec: &Spec| (spec.throughput > 0).then_some(spec.throughput);
    let (before, after) = (&change.before, &change.after);
    without_nulls(json!({
        "VolumeId": id,
        "ModificationState": state,
        "TargetSize": after.gib,
        "TargetIops": iops(after),
        "TargetVolumeType": after.kind.name,
        "TargetThroughput": throughput(after),
        "TargetMultiAttachEnabled": false,
        "OriginalSize": before.gib,
        "OriginalIops": iops(before),
        "OriginalVolumeType": before.kind.name,
        "OriginalThroughput": throughput(before),
        "OriginalMultiAttachEnabled": false,
        "Progress": progress,
        "StartTime": instant(change.start),
        "EndTime": (state == "completed").then(|| instant(change.start + whole)),
    }))
}
