//! EBS volumes: what one does with them, and their metrics.

use serde_json::{Value, json};
use watchtrail::sim::command::{Resource, StatusCheck};
use watchtrail::sim::{AccountId, Change, Region, Scope, Span, Time};
use watchtrail::telemetry::{MetricId, MetricSource as _, Point};

use super::{change, in_state, launch_with, launched, on, refusal, shown};
use crate::support::Lab;

const HERE: Scope = Scope { account: AccountId::HOME, region: Region::US_EAST_1 };

fn zone(lab: &mut Lab, instance: &str) -> Value {
    shown(lab, instance)["Placement"]["AvailabilityZone"].clone()
}

fn make(lab: &mut Lab, zone: &Value, more: Value) -> String {
    let mut input = json!({ "AvailabilityZone": zone, "Size": 100, "VolumeType": "gp2" });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    lab.ok("ec2", "CreateVolume", input)["VolumeId"].as_str().unwrap().to_owned()
}

fn attach(lab: &mut Lab, volume: &str, instance: &str) -> Value {
    let input = json!({ "VolumeId": volume, "InstanceId": instance, "Device": "/dev/sdf" });
    lab.ok("ec2", "AttachVolume", input)
}

fn load(lab: &mut Lab, volume: &str, iops: f64) {
    let (instance, amount) = (volume.to_owned(), Some(iops));
    change(lab, Change::Load { instance, resource: Resource::Iops, amount, until: None });
}

fn points(lab: &Lab, namespace: &str, metric: &str, dimension: (&str, &str)) -> Vec<Point> {
    let dimensions = vec![(dimension.0.to_owned(), dimension.1.to_owned())];
    let id = MetricId::new(namespace, metric, dimensions);
    let (mut found, now) = (Vec::new(), lab.world.now());
    let from = Time::from_secs(0);
    lab.world.ec2().points(HERE, &id, from, now, now, &mut |point| found.push(point));
    found
}

fn ebs(lab: &Lab, metric: &str, volume: &str) -> Vec<Point> {
    points(lab, "AWS/EBS", metric, ("VolumeId", volume))
}

fn last(lab: &Lab, metric: &str, volume: &str) -> f64 {
    ebs(lab, metric, volume).last().unwrap().sum
}

/// Feature row "volumes: made, attached, changed, detached, deleted".
#[test]
fn a_volume_has_a_life_of_its_own() {
    let mut lab = Lab::new();
    let instance = in_state(&mut lab, "running");
    let zone = zone(&mut lab, &instance);
    let input = json!({
        "AvailabilityZone": zone, "Size": 80, "VolumeType": "gp2",
        "TagSpecifications": [{ "ResourceType": "volume",
            "Tags": [{ "Key": "purpose", "Value": "production" }] }],
    });
    let made = lab.ok("ec2", "CreateVolume", input);
    let id = made["VolumeId"].as_str().unwrap().to_owned();
    assert_eq!((&made["State"], &made["Iops"]), (&json!("creating"), &json!(240)));
    assert_eq!(made["Tags"], json!([{ "Key": "purpose", "Value": "production" }]));
    let attached = attach(&mut lab, &id, &instance);
    assert_eq!(
        (&attached["State"], &attached["Device"]),
        (&json!("attaching"), &json!("/dev/sdf"))
    );
    let ids = json!({ "Filters": [
        { "Name": "attachment.instance-id", "Values": [instance] },
        { "Name": "attachment.delete-on-termination", "Values": ["false"] },
    ] });
    let found = lab.ok("ec2", "DescribeVolumes", ids);
    let volume = &found["Volumes"][0];
    assert_eq!((&volume["VolumeId"], &volume["State"]), (&json!(id), &json!("in-use")));
    assert_eq!(volume["Attachments"][0]["State"], "attached");
    assert_eq!(shown(&mut lab, &instance)["BlockDeviceMappings"][1]["Ebs"]["VolumeId"], id);
    let wish = json!({ "VolumeId": id, "Size": 150, "VolumeType": "gp3", "Iops": 4000 });
    let changed = lab.ok("ec2", "ModifyVolume", wish)["VolumeModification"].clone();
    assert_eq!(changed["ModificationState"], "modifying");
    assert_eq!((&changed["OriginalSize"], &changed["TargetSize"]), (&json!(80), &json!(150)));
    lab.sleep(Span::mins(5));
    let all = lab.ok("ec2", "DescribeVolumesModifications", json!({ "VolumeIds": [id] }));
    assert_eq!(all["VolumesModifications"][0]["ModificationState"], "optimizing");
    lab.sleep(Span::mins(10));
    let all = lab.ok("ec2", "DescribeVolumesModifications", json!({}));
    assert_eq!(all["VolumesModifications"][0]["Progress"], 100);
    let detached = lab.ok("ec2", "DetachVolume", json!({ "VolumeId": id }));
    assert_eq!(detached["State"], "detaching");
    let status = lab.ok("ec2", "DescribeVolumeStatus", json!({ "VolumeIds": [id] }));
    assert_eq!(status["VolumeStatuses"][0]["VolumeStatus"]["Status"], "ok");
    lab.ok("ec2", "DeleteVolume", json!({ "VolumeId": id }));
    let gone = lab.fails("ec2", "DescribeVolumes", json!({ "VolumeIds": [id] }));
    assert_eq!(refusal(&gone, &id), "InvalidVolume.NotFound The volume 'ID' does not exist.");
}

#[test]
fn what_cannot_be_is_refused_in_aws_s_words() {
    let mut lab = Lab::new();
    let instance = in_state(&mut lab, "running");
    let here = zone(&mut lab, &instance);
    let there = if here == "us-east-1a" { "us-east-1b" } else { "us-east-1a" };
    let far = make(&mut lab, &json!(there), json!({}));
    let near = make(&mut lab, &here, json!({}));
    attach(&mut lab, &near, &instance);
    let root = shown(&mut lab, &instance)["BlockDeviceMappings"][0]["Ebs"]["VolumeId"].clone();
    let cases = [
        (
            "AttachVolume",
            json!({ "VolumeId": far, "InstanceId": instance, "Device": "/dev/sdg" }),
            format!(
                "InvalidVolume.ZoneMismatch The volume '{far}' is not in the same availability \
                 zone as instance 'ID'"
            ),
        ),
        (
            "DeleteVolume",
            json!({ "VolumeId": near }),
            format!("VolumeInUse Volume {near} is currently attached to ID"),
        ),
        (
            "DetachVolume",
            json!({ "VolumeId": root }),
            format!(
                "OperationNotPermitted Unable to detach root volume '{}' from instance 'ID'",
                root.as_str().unwrap()
            ),
        ),
        (
            "DetachVolume",
            json!({ "VolumeId": far }),
            format!("IncorrectState Volume '{far}' is in the 'available' state."),
        ),
        (
            "ModifyVolume",
            json!({ "VolumeId": far, "Size": 10 }),
            "InvalidParameterValue New size cannot be smaller than existing size".to_owned(),
        ),
        (
            "CreateVolume",
            json!({ "AvailabilityZone": there, "SnapshotId": "snap-0123" }),
            "InvalidSnapshot.NotFound The snapshot 'snap-0123' does not exist.".to_owned(),
        ),
    ];
    for (op, input, expected) in cases {
        let code = refusal(&lab.fails("ec2", op, input), &instance);
        assert_eq!(code, expected);
    }
    lab.ok("ec2", "ModifyVolume", json!({ "VolumeId": far, "Size": 200 }));
    let again = lab.fails("ec2", "ModifyVolume", json!({ "VolumeId": far, "Size": 300 }));
    assert_eq!(again["code"], "VolumeModificationRateExceeded");
}

/// Feature row "AWS/EBS: a minute a point, missing after the volume is detached".
#[test]
fn volumes_have_metrics_while_attached_to_what_runs() {
    let mut lab = Lab::new();
    let instance = in_state(&mut lab, "running");
    let zone = zone(&mut lab, &instance);
    let id = make(&mut lab, &zone, json!({}));
    lab.sleep(Span::mins(10));
    assert_eq!(ebs(&lab, "VolumeReadOps", &id), [], "attached to nothing");
    attach(&mut lab, &id, &instance);
    load(&mut lab, &id, 600.0);
    lab.sleep(Span::mins(10));
    assert_eq!(last(&lab, "VolumeReadOps", &id), 18_000.0);
    assert_eq!(last(&lab, "VolumeWriteBytes", &id), 18_000.0 * 16_384.0);
    let found = ebs(&lab, "VolumeReadOps", &id);
    assert!(found.windows(2).all(|pair| pair[1].time - pair[0].time == Span::mins(1)));
    let of_instance = points(&lab, "AWS/EC2", "EBSReadOps", ("InstanceId", &instance));
    assert!(of_instance.last().unwrap().max >= 18_000.0, "the sum over attached volumes");
    assert_eq!(last(&lab, "VolumeStalledIOCheck", &id), 0.0);
    let check = StatusCheck::Ebs;
    let fault = |failing| {
        let (instance, until) = (instance.clone(), None);
        Change::Fault { instance, check, until, failing }
    };
    change(&mut lab, fault(true));
    lab.sleep(Span::mins(5));
    assert_eq!(last(&lab, "VolumeStalledIOCheck", &id), 1.0);
    assert_eq!(last(&lab, "VolumeReadOps", &id), 0.0);
    assert!(last(&lab, "VolumeQueueLength", &id) > 10.0);
    change(&mut lab, fault(false));
    lab.ok("ec2", "DetachVolume", json!({ "VolumeId": id }));
    let ended = lab.world.now();
    lab.sleep(Span::hours(1));
    let found = ebs(&lab, "VolumeReadOps", &id);
    assert!(found.iter().all(|point| point.time < ended), "missing, not zero");
    let listed = lab.world.ec2().list(HERE, lab.world.now());
    let names: Vec<&str> = listed
        .iter()
        .filter(|listed| listed.id.dimensions == [("VolumeId".to_owned(), id.clone())])
        .map(|listed| listed.id.name.as_str())
        .collect();
    assert!(names.contains(&"BurstBalance") && !names.contains(&"VolumeConsumedReadWriteOps"));
    let root = shown(&mut lab, &instance)["BlockDeviceMappings"][0]["Ebs"]["VolumeId"].clone();
    let root = root.as_str().unwrap().to_owned();
    on(&mut lab, "TerminateInstances", &instance);
    lab.sleep(Span::mins(2));
    assert!(lab.world.ec2().volume(&root).is_none(), "the root volume goes with its instance");
    assert!(!ebs(&lab, "VolumeReadOps", &root).is_empty(), "its data stays");
}

/// Feature row "gp2: burst bucket". AWS: 100 GiB burst for 2,000 s at 3,000 operations a second.
#[test]
fn a_gp2_volume_bursts_until_its_balance_is_spent() {
    let mut lab = Lab::new();
    let instance = in_state(&mut lab, "running");
    let zone = zone(&mut lab, &instance);
    let id = make(&mut lab, &zone, json!({}));
    attach(&mut lab, &id, &instance);
    lab.sleep(Span::secs(40));
    assert_eq!(lab.world.now(), lab.world.now().floor(Span::mins(1)));
    load(&mut lab, &id, 5000.0);
    lab.sleep(Span::mins(10));
    assert_eq!(last(&lab, "BurstBalance", &id).round(), 73.0, "9 of 33 minutes are over");
    assert_eq!(last(&lab, "VolumeReadOps", &id), 90_000.0);
    assert_eq!(last(&lab, "VolumeIOPSExceededCheck", &id), 1.0);
    lab.sleep(Span::hours(1));
    assert_eq!(last(&lab, "BurstBalance", &id), 0.0);
    assert_eq!(last(&lab, "VolumeReadOps", &id), 9_000.0, "the baseline of 300");
    load(&mut lab, &id, 0.0);
    lab.sleep(Span::hours(5) + Span::mins(5));
    assert_eq!(last(&lab, "BurstBalance", &id), 100.0);
}

#[test]
fn a_provisioned_volume_tells_its_share() {
    let mut lab = Lab::new();
    let instance = in_state(&mut lab, "running");
    let zone = zone(&mut lab, &instance);
    let id = make(&mut lab, &zone, json!({ "VolumeType": "io2", "Iops": 1000 }));
    attach(&mut lab, &id, &instance);
    load(&mut lab, &id, 250.0);
    lab.sleep(Span::mins(5));
    assert_eq!(last(&lab, "VolumeThroughputPercentage", &id), 25.0);
    assert_eq!(last(&lab, "VolumeConsumedReadWriteOps", &id), 15_000.0);
    assert_eq!(ebs(&lab, "BurstBalance", &id), []);
}

/// Feature row "aggregates: image, type and all instances, with detailed monitoring only".
#[test]
fn aggregates_hold_the_instances_with_detailed_monitoring() {
    let mut lab = Lab::new();
    let mut run = |percent: f64, detailed: bool| {
        let input = launch_with(json!({ "Monitoring": { "Enabled": detailed } }));
        let id = launched(&lab.ok("ec2", "RunInstances", input));
        let (instance, amount) = (id.clone(), Some(percent));
        let resource = Resource::Cpu;
        change(&mut lab, Change::Load { instance, resource, amount, until: None });
        id
    };
    run(10.0, true);
    run(30.0, true);
    run(90.0, false);
    lab.sleep(Span::mins(30));
    let average = |dimensions: &[(&str, &str)]| {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        let id = MetricId::new("AWS/EC2", "CPUUtilization", dimensions.iter().map(own).collect());
        let (mut sum, mut count, now) = (0.0, 0.0, lab.world.now());
        let mut latest = Time::from_secs(0);
        lab.world.ec2().points(HERE, &id, Time::from_secs(0), now, now, &mut |point| {
            assert!(point.time >= latest, "oldest first");
            latest = point.time;
            (sum, count) = (sum + point.sum, count + point.count);
        });
        if count > 0.0 { Some(sum / count) } else { None }
    };
    assert_eq!(average(&[]), Some(20.0));
    assert_eq!(average(&[("ImageId", super::IMAGE)]), Some(20.0));
    assert_eq!(average(&[("InstanceType", "t3.micro")]), Some(20.0));
    assert_eq!(average(&[("InstanceType", "t3.small")]), None);
    assert_eq!(average(&[("AutoScalingGroupName", "web")]), None);
    let listed = lab.world.ec2().list(HERE, lab.world.now());
    let all = listed.iter().filter(|listed| listed.id.dimensions.is_empty());
    assert!(all.clone().any(|listed| listed.id.name == "CPUUtilization"));
    assert!(!all.clone().any(|listed| listed.id.name.starts_with("StatusCheck")));
}

fn of_instance(lab: &Lab, metric: &str, instance: &str) -> Vec<Point> {
    points(lab, "AWS/EC2", metric, ("InstanceId", instance))
}

/// Issue "EBSIOBalance% and the instance's own limits": a t3.micro does 500 operations a second
/// always, and 11,800 for half an hour.
#[test]
fn an_instance_bursts_to_its_volumes_for_half_an_hour() {
    let mut lab = Lab::new();
    let instance = in_state(&mut lab, "running");
    let zone = zone(&mut lab, &instance);
    let more = json!({ "VolumeType": "io2", "Size": 400, "Iops": 20_000 });
    let volume = make(&mut lab, &zone, more);
    attach(&mut lab, &volume, &instance);
    lab.sleep(Span::mins(10));
    let full = of_instance(&lab, "EBSIOBalance%", &instance);
    assert!(full.iter().all(|point| (point.min, point.max) == (100.0, 100.0)), "{full:?}");
    assert_eq!(full.first().map(|point| point.unit), Some("Percent"));
    load(&mut lab, &volume, 15_000.0);
    let begin = lab.world.now();
    lab.sleep(Span::hours(2));
    let ops = |lab: &Lab| -> Vec<f64> {
        let reads = ebs(lab, "VolumeReadOps", &volume);
        reads.iter().filter(|point| point.time >= begin).map(|point| point.sum / 30.0).collect()
    };
    let found = ops(&lab);
    // Bytes run out first: 260.6 MB a second at the peak, and 16 KiB an operation.
    assert!((found[2] - 11_800.0).abs() < 1.0, "{found:?}");
    assert!((found.last().unwrap() - 500.0).abs() < 1.0, "{found:?}");
    let burst = found.iter().filter(|rate| **rate > 600.0).count();
    assert!((29..=33).contains(&burst), "{burst} minutes: {found:?}");
    let left = of_instance(&lab, "EBSIOBalance%", &instance);
    assert_eq!(left.last().unwrap().max, 0.0);
    let over = |name: &str| of_instance(&lab, name, &instance).last().unwrap().max;
    assert_eq!(over("InstanceEBSIOPSExceededCheck"), 1.0);
    // Idle it fills up again: 20.3 million operations at 500 a second.
    load(&mut lab, &volume, 0.0);
    lab.sleep(Span::hours(6));
    let half = of_instance(&lab, "EBSIOBalance%", &instance).last().unwrap().max;
    assert!((45.0..60.0).contains(&half), "{half}");
    assert_eq!(over_now(&lab, &instance), 0.0);
    lab.sleep(Span::hours(7));
    assert_eq!(of_instance(&lab, "EBSIOBalance%", &instance).last().unwrap().max, 100.0);
    // Basic monitoring alone tells it.
    lab.ok("ec2", "MonitorInstances", json!({ "InstanceIds": [instance] }));
    lab.sleep(Span::mins(30));
    let before = of_instance(&lab, "EBSByteBalance%", &instance).len();
    lab.sleep(Span::mins(30));
    assert_eq!(of_instance(&lab, "EBSByteBalance%", &instance).len(), before);
}

fn over_now(lab: &Lab, instance: &str) -> f64 {
    of_instance(lab, "InstanceEBSIOPSExceededCheck", instance).last().unwrap().max
}

/// A T2 has no dedicated bandwidth: no limits of its own, and none of these metrics.
#[test]
fn older_instances_have_no_balances() {
    let mut lab = Lab::new();
    let input = launch_with(json!({ "InstanceType": "t2.micro" }));
    let id = launched(&lab.ok("ec2", "RunInstances", input));
    lab.sleep(Span::mins(20));
    for name in ["EBSIOBalance%", "EBSByteBalance%", "InstanceEBSIOPSExceededCheck"] {
        assert_eq!(of_instance(&lab, name, &id), [], "{name}");
    }
}
