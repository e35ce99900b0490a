//! Snapshots: how long they take, what comes of them, who may use them.

use serde_json::{Value, json};
use watchtrail::sim::Span;

use super::{launch_with, launched, refusal};
use crate::support::Lab;

fn volume(lab: &mut Lab, more: Value) -> String {
    let mut input = json!({ "AvailabilityZone": "us-east-1a", "Size": 20 });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    lab.ok("ec2", "CreateVolume", input)["VolumeId"].as_str().unwrap().to_owned()
}

fn snapshot(lab: &mut Lab, volume: &str) -> String {
    let made = lab.ok("ec2", "CreateSnapshot", json!({ "VolumeId": volume }));
    made["SnapshotId"].as_str().unwrap().to_owned()
}

fn described(lab: &mut Lab, id: &str) -> Value {
    let reply = lab.ok("ec2", "DescribeSnapshots", json!({ "SnapshotIds": [id] }));
    reply["Snapshots"][0].clone()
}

fn own(lab: &mut Lab) -> usize {
    let reply = lab.ok("ec2", "DescribeSnapshots", json!({ "OwnerIds": ["self"] }));
    reply["Snapshots"].as_array().unwrap().len()
}

/// Feature row "snapshots: made, shared, copied, deleted".
#[test]
fn a_snapshot_is_pending_before_it_is_completed_and_outlives_its_volume() {
    let mut lab = Lab::new();
    let volume = volume(&mut lab, json!({}));
    let id = snapshot(&mut lab, &volume);
    let seen = |lab: &mut Lab| {
        let shown = described(lab, &id);
        let text = |name: &str| shown[name].as_str().unwrap_or("-").to_owned();
        [text("State"), text("Progress"), text("CompletionTime")]
    };
    assert_eq!(seen(&mut lab), ["pending", "0%", "-"]);
    lab.sleep(Span::secs(30));
    assert_eq!(seen(&mut lab), ["pending", "25%", "-"]);
    let early = json!({ "AvailabilityZone": "us-east-1a", "SnapshotId": id });
    assert_eq!(
        refusal(&lab.fails("ec2", "CreateVolume", early.clone()), ""),
        "IncorrectState Snapshot is in invalid state - pending"
    );
    lab.sleep(Span::secs(90));
    assert_eq!(seen(&mut lab), ["completed", "100%", "2025-01-06T00:02:00+00:00"]);
    lab.ok("ec2", "DeleteVolume", json!({ "VolumeId": volume }));
    let made = lab.ok("ec2", "CreateVolume", early);
    assert_eq!((&made["Size"], &made["SnapshotId"]), (&json!(20), &json!(id)));
    let small = json!({ "AvailabilityZone": "us-east-1a", "SnapshotId": id, "Size": 10 });
    assert_eq!(
        refusal(&lab.fails("ec2", "CreateVolume", small), &id),
        "InvalidParameterValue Volume of size 10GB is smaller than snapshot 'ID', expect size >= \
         20GB"
    );
    lab.ok("ec2", "DeleteSnapshot", json!({ "SnapshotId": id }));
    assert_eq!(own(&mut lab), 0);
}

#[test]
fn what_is_made_of_an_encrypted_snapshot_is_encrypted_with_its_key() {
    let mut lab = Lab::new();
    let key = lab.ok("kms", "CreateKey", json!({}))["KeyMetadata"]["Arn"].clone();
    let volume = volume(&mut lab, json!({ "Encrypted": true, "KmsKeyId": key }));
    let id = snapshot(&mut lab, &volume);
    lab.sleep(Span::mins(2));
    assert_eq!(described(&mut lab, &id)["KmsKeyId"], key);
    let input = json!({ "AvailabilityZone": "us-east-1b", "SnapshotId": id });
    let made = lab.ok("ec2", "CreateVolume", input);
    assert_eq!((&made["Encrypted"], &made["KmsKeyId"]), (&json!(true), &key));
    let device = json!([{ "DeviceName": "/dev/sdf", "Ebs": { "SnapshotId": id } }]);
    let reply =
        lab.ok("ec2", "RunInstances", launch_with(json!({ "BlockDeviceMappings": device })));
    let instance = launched(&reply);
    let filter = json!({ "Filters": [
        { "Name": "attachment.instance-id", "Values": [instance] },
        { "Name": "snapshot-id", "Values": [id] },
    ] });
    let found = lab.ok("ec2", "DescribeVolumes", filter);
    assert_eq!(found["Volumes"][0]["KmsKeyId"], key);
    let all =
        json!({ "SnapshotId": id, "CreateVolumePermission": { "Add": [{ "Group": "all" }] } });
    assert_eq!(
        refusal(&lab.fails("ec2", "ModifySnapshotAttribute", all), ""),
        "OperationNotPermitted Encrypted snapshots cannot be made public"
    );
}

#[test]
fn the_snapshot_of_an_image_belongs_to_somebody_else() {
    let mut lab = Lab::new();
    let public = json!({ "OwnerIds": ["amazon"], "MaxResults": 5 });
    let found = lab.ok("ec2", "DescribeSnapshots", public);
    let one = &found["Snapshots"][0];
    assert_eq!((&one["OwnerAlias"], &one["State"]), (&json!("amazon"), &json!("completed")));
    let id = one["SnapshotId"].clone();
    let text = refusal(&lab.fails("ec2", "DeleteSnapshot", json!({ "SnapshotId": id })), "");
    assert!(text.starts_with("OperationNotPermitted "), "{text}");
    assert_eq!(
        refusal(&lab.fails("ec2", "DeleteSnapshot", json!({ "SnapshotId": "snap-0" })), ""),
        "InvalidParameterValue Value (snap-0) for parameter snapshotId is invalid. Expected: \
         'snap-...'."
    );
}
