//! How calls about snapshots are recorded.

use serde_json::{Value, json};

use super::request::{Members, filters, page};
use super::volumes::tags;
use super::{camel, items, set, set_of};
use crate::api::Shape as _;
use crate::services::ec2::api::Request;
use crate::services::ec2::ops::sharing::Asked;
use crate::services::ec2::shapes::snapshots::{
    CreateVolumePermission, ModifySnapshotAttributeInput,
};
use crate::sim::time::Time;

/// What a record calls the one attribute of snapshots that there is.
const ATTRIBUTE: &str = "CREATE_VOLUME_PERMISSION";

/// `requestParameters`; none for what is no call about snapshots.
pub fn parameters(request: &Request) -> Option<Value> {
    let m = Members::default;
    Some(match request {
        Request::CreateSnapshot(input) => m()
            .with("volumeId", json!(input.volume_id))
            .maybe("description", input.description.as_ref())
            .maybe("tagSpecificationSet", tags(input.tag_specifications.as_ref()))
            .done(),
        Request::CopySnapshot(input) => m()
            .with("sourceRegion", json!(input.source_region))
            .with("sourceSnapshotId", json!(input.source_snapshot_id))
            .maybe("description", input.description.as_ref())
            .maybe("destinationRegion", input.destination_region.as_ref())
            .maybe("encrypted", input.encrypted)
            .maybe("kmsKeyId", input.kms_key_id.as_ref())
            .maybe("tagSpecificationSet", tags(input.tag_specifications.as_ref()))
            .done(),
        Request::DeleteSnapshot(input) => m().with("snapshotId", json!(input.snapshot_id)).done(),
        Request::DescribeSnapshots(input) => page(input.max_results, input.next_token.as_ref())
            .with("snapshotSet", set_of("snapshotId", input.snapshot_ids.iter().flatten()))
            .with("ownersSet", set_of("owner", input.owner_ids.iter().flatten()))
            .with("sharedUsersSet", set_of("user", input.restorable_by_user_ids.iter().flatten()))
            .with("filterSet", filters(input.filters.as_ref()))
            .done(),
        Request::ModifySnapshotAttribute(input) => m()
            .with("snapshotId", json!(input.snapshot_id))
            .with("createVolumePermission", changes(input))
            .with("attributeType", json!(ATTRIBUTE))
            .done(),
        Request::DescribeSnapshotAttribute(input) => attribute(&input.snapshot_id),
        Request::ResetSnapshotAttribute(input) => attribute(&input.snapshot_id),
        _ => return None,
    })
}

fn attribute(id: &str) -> Value {
    json!({ "snapshotId": id, "attributeType": ATTRIBUTE })
}

/// Who was added and who was removed, in whichever form the call says it.
fn changes(input: &ModifySnapshotAttributeInput) -> Value {
    let asked = Asked::of(input);
    let list = |list: Vec<CreateVolumePermission>| {
        let written = list.iter().map(|one| camel(&one.write())).collect::<Vec<_>>();
        (!written.is_empty()).then(|| set(written.into_iter()))
    };
    Members::default().maybe("add", list(asked.add)).maybe("remove", list(asked.remove)).done()
}

/// `responseElements`; none where the call says no more than that it succeeded.
pub fn response(request: &Request, reply: &Value, request_id: &str) -> Option<Value> {
    let get = |name: &str| reply.get(name).filter(|value| !value.is_null());
    let millis = |name: &str| get(name)?.as_str().and_then(Time::parse).map(Time::as_millis);
    let begun = Members::default().with("requestId", json!(request_id));
    let tagged = set(items(reply, "Tags").iter().map(camel));
    match request {
        Request::CreateSnapshot(_) => Some(
            begun
                .maybe("snapshotId", get("SnapshotId"))
                .maybe("volumeId", get("VolumeId"))
                .maybe("status", get("State"))
                .maybe("startTime", millis("StartTime"))
                .maybe("progress", get("Progress"))
                .maybe("ownerId", get("OwnerId"))
                .maybe("volumeSize", get("VolumeSize").map(Value::to_string))
                .maybe("description", get("Description"))
                .with("tagSet", tagged)
                .maybe("encrypted", get("Encrypted"))
                .done(),
        ),
        Request::CopySnapshot(_) => {
            Some(begun.maybe("snapshotId", get("SnapshotId")).with("tagSet", tagged).done())
        }
        _ => None,
    }
}
