//! How calls about volumes are recorded.

use serde_json::{Value, json};

use super::request::{Members, filters, page, tag};
use super::{camel, items, set, set_of};
use crate::services::ec2::api::Request;
use crate::services::ec2::shapes::TagSpecification;
use crate::services::ec2::shapes::volumes::DescribeVolumesInput;
use crate::sim::id::Ids;
use crate::sim::time::Time;

/// `requestParameters`; none for what is no call about volumes. A client makes up the token that
/// is not given.
pub fn parameters(request: &Request, ids: Ids, call: u64) -> Option<Value> {
    let made_up = || ids.uuid("ec2:client-token", call);
    let m = Members::default;
    Some(match request {
        Request::CreateVolume(input) => m()
            .maybe("size", input.size.map(|size| size.to_string()))
            .maybe("snapshotId", input.snapshot_id.as_ref())
            .maybe("zone", input.availability_zone.as_ref())
            .maybe("availabilityZoneId", input.availability_zone_id.as_ref())
            .maybe("volumeType", input.volume_type.as_ref())
            .maybe("iops", input.iops)
            .maybe("throughput", input.throughput)
            .maybe("encrypted", input.encrypted)
            .maybe("kmsKeyId", input.kms_key_id.as_ref())
            .maybe("tagSpecificationSet", tags(input.tag_specifications.as_ref()))
            .with("clientToken", json!(input.client_token.clone().unwrap_or_else(made_up)))
            .done(),
        Request::DeleteVolume(input) => m()
            .with("volumeId", json!(input.volume_id))
            .with("reportVolumeFailure", json!(false))
            .done(),
        Request::AttachVolume(input) => m()
            .with("volumeId", json!(input.volume_id))
            .with("instanceId", json!(input.instance_id))
            .with("device", json!(input.device))
            .with("deleteOnTermination", json!(false))
            .done(),
        Request::DetachVolume(input) => m()
            .with("volumeId", json!(input.volume_id))
            .maybe("instanceId", input.instance_id.as_ref())
            .maybe("device", input.device.as_ref())
            .with("force", json!(input.force.unwrap_or(false)))
            .done(),
        Request::DescribeVolumes(input) | Request::DescribeVolumeStatus(input) => describe(input),
        _ => return None,
    })
}

fn describe(input: &DescribeVolumesInput) -> Value {
    page(input.max_results, input.next_token.as_ref())
        .with("volumeSet", set_of("volumeId", input.volume_ids.iter().flatten()))
        .with("filterSet", filters(input.filters.as_ref()))
        .done()
}

/// The tags of what a call creates.
pub fn tags(given: Option<&Vec<TagSpecification>>) -> Option<Value> {
    given.map(|list| {
        set(list.iter().map(|specification| {
            let tags: Vec<Value> = specification.tags.iter().flatten().map(tag).collect();
            json!({ "resourceType": specification.resource_type, "tags": tags })
        }))
    })
}

/// `responseElements`; none where the call says no more than that it succeeded.
pub fn response(request: &Request, reply: &Value, request_id: &str) -> Option<Value> {
    let get = |name: &str| reply.get(name).filter(|value| !value.is_null());
    let millis = |name: &str| get(name)?.as_str().and_then(Time::parse).map(Time::as_millis);
    let begun =
        Members::default().with("requestId", json!(request_id)).maybe("volumeId", get("VolumeId"));
    match request {
        Request::CreateVolume(_) => Some(
            begun
                .maybe("size", get("Size").map(Value::to_string))
                .maybe("snapshotId", get("SnapshotId").filter(|id| *id != ""))
                .maybe("zone", get("AvailabilityZone"))
                .maybe("status", get("State"))
                .maybe("createTime", millis("CreateTime"))
                .maybe("volumeType", get("VolumeType"))
                .maybe("iops", get("Iops"))
                .maybe("throughput", get("Throughput"))
                .maybe("encrypted", get("Encrypted"))
                .maybe("kmsKeyId", get("KmsKeyId"))
                .with("tagSet", set(items(reply, "Tags").iter().map(camel)))
                .maybe("multiAttachEnabled", get("MultiAttachEnabled"))
                .done(),
        ),
        Request::AttachVolume(_) | Request::DetachVolume(_) => Some(
            begun
                .maybe("instanceId", get("InstanceId"))
                .maybe("device", get("Device"))
                .maybe("status", get("State"))
                .maybe("attachTime", millis("AttachTime"))
                .maybe("deleteOnTermination", get("DeleteOnTermination"))
                .done(),
        ),
        _ => None,
    }
}
