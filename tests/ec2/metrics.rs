//! The metrics instances emit.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;
use watchtrail::services::ec2::metrics::series::{Cadence, METRICS};
use watchtrail::sim::command::{Resource, StatusCheck};
use watchtrail::sim::{AccountId, Change, Region, Scope, Span, Time};
use watchtrail::telemetry::{MetricId, MetricSource as _, Point};

use super::{change, launch, launch_with, launched, on};
use crate::support::{Lab, vectors};

const HERE: Scope = Scope { account: AccountId::HOME, region: Region::US_EAST_1 };

/// How many metrics an instance of T3 has: those of instance stores come with other types, and
/// refused calls to the metadata service only with such calls.
const USUAL: usize = METRICS.len() - 4 - 1;

/// 2025-01-06 at an hour and minute, when the world begins at midnight.
fn at(minute: i64) -> Time {
    Time::from_secs(1_736_121_600) + Span::mins(minute)
}

fn id(metric: &str, instance: &str) -> MetricId {
    let dimensions = vec![("InstanceId".to_owned(), instance.to_owned())];
    MetricId::new("AWS/EC2", metric, dimensions)
}

fn points_at(
    lab: &Lab,
    metric: &str,
    instance: &str,
    from: Time,
    to: Time,
    now: Time,
) -> Vec<Point> {
    let mut found = Vec::new();
    let mut keep = |point| found.push(point);
    lab.world.ec2().points(HERE, &id(metric, instance), from, to, now, &mut keep);
    found
}

fn points(lab: &Lab, metric: &str, instance: &str) -> Vec<Point> {
    points_at(lab, metric, instance, at(0), at(100_000), lab.world.now())
}

/// `minute:count` of each point.
fn counts(points: &[Point]) -> Vec<String> {
    let minute = |time: Time| (time - at(0)).as_secs() / 60;
    points.iter().map(|point| format!("{}:{}", minute(point.time), point.count)).collect()
}

/// A lab whose instance runs from 00:00:20 on.
fn running() -> (Lab, String) {
    let mut lab = Lab::new();
    let id = launch(&mut lab);
    lab.sleep(Span::secs(20));
    (lab, id)
}

fn go(lab: &mut Lab, minute: i64) {
    let span = at(minute) - lab.world.now();
    lab.sleep(span);
}

fn load(instance: &str, resource: Resource, amount: f64, until: Option<Time>) -> Change {
    Change::Load { instance: instance.to_owned(), resource, amount: Some(amount), until }
}

#[test]
fn names_units_and_cadence_are_aws_s() {
    let catalogue = vectors("ec2_metrics");
    let known: BTreeMap<&str, &serde_json::Value> = catalogue["metrics"]
        .as_array()
        .unwrap()
        .iter()
        .map(|metric| (metric["name"].as_str().unwrap(), metric))
        .collect();
    for metric in &METRICS {
        let row = known[metric.name];
        let unit = row["unit"].as_str().unwrap();
        let unit = unit.split_once("the API returns ").map_or(unit, |(_, unit)| unit);
        assert!(unit.starts_with(metric.unit), "{}", metric.name);
        let frequency = row["frequency"].as_str().unwrap();
        let cadence = match metric.cadence {
            Cadence::Always => "1 min",
            Cadence::BasicOnly => "5 min, basic monitoring only",
            Cadence::ByMode => "5 min basic / 1 min detailed",
            Cadence::Five => "5 min only",
        };
        assert!(frequency.starts_with(cadence), "{} {frequency}", metric.name);
        let note = row["note"].as_str().unwrap();
        let nitro = note.contains("Nitro") || note.contains("sizes that burst");
        assert_eq!(metric.nitro, nitro, "{} {note}", metric.name);
        assert_eq!(metric.store, note.contains("instance store only"), "{} {note}", metric.name);
    }
    let left_out: Vec<&str> = known
        .keys()
        .filter(|name| METRICS.iter().all(|metric| metric.name != **name))
        .copied()
        .collect();
    assert_eq!(left_out, ["DedicatedHostCPUUtilization", "GPUPowerUtilization"]);
}

#[test]
fn a_basic_point_is_a_set_of_five_minutes_and_arrives_after_seven() {
    let (mut lab, id) = running();
    go(&mut lab, 12);
    let found = points(&lab, "CPUUtilization", &id);
    assert_eq!(counts(&found), ["0:5", "5:5"]);
    assert_eq!((found[0].arrival, found[1].arrival), (at(7), at(12)));
    assert_eq!(found[0].unit, "Percent");
    let near = |now: Time| points_at(&lab, "CPUUtilization", &id, at(0), at(10), now).len();
    assert_eq!((near(at(7) + Span::millis(-1)), near(at(7))), (0, 1));
    assert_eq!((near(at(12) + Span::millis(-1)), near(at(12))), (1, 2));
    for point in &found {
        assert!(point.min >= 1.0 && point.max <= 8.0 && point.min < point.max, "{point:?}");
        assert!(point.sum >= 5.0 * point.min && point.sum <= 5.0 * point.max);
    }
}

#[test]
fn a_detailed_point_is_a_minute_and_arrives_after_two() {
    let mut lab = Lab::new();
    let input = launch_with(json!({ "Monitoring": { "Enabled": true } }));
    let id = launched(&lab.ok("ec2", "RunInstances", input));
    go(&mut lab, 5);
    let found = points(&lab, "CPUUtilization", &id);
    assert_eq!(counts(&found), ["0:1", "1:1", "2:1", "3:1"]);
    assert_eq!(found[3].arrival, at(5));
    assert!(found.iter().all(|point| point.sum == point.min && point.min == point.max));
    let late = points_at(&lab, "CPUUtilization", &id, at(0), at(10), at(5) + Span::millis(-1));
    assert_eq!(late.len(), 3);
    assert_eq!(points(&lab, "NetworkPacketsIn", &id), [], "packets are counted in basic only");
}

#[test]
fn minutes_belong_to_the_mode_they_end_in() {
    let (mut lab, id) = running();
    go(&mut lab, 11);
    on(&mut lab, "MonitorInstances", &id);
    go(&mut lab, 22);
    on(&mut lab, "UnmonitorInstances", &id);
    go(&mut lab, 40);
    // Detailed from 12:00 to 23:00: 10 and 11 are basic, 12 to 22 detailed, 23 and 24 basic.
    assert_eq!(
        counts(&points(&lab, "CPUUtilization", &id)),
        [
            "0:5", "5:5", "10:2", "12:1", "13:1", "14:1", "15:1", "16:1", "17:1", "18:1", "19:1",
            "20:2", "20:1", "21:1", "22:1", "25:5", "30:5",
        ]
    );
    assert_eq!(
        counts(&points(&lab, "NetworkPacketsIn", &id)),
        ["0:5", "5:5", "10:2", "20:2", "25:5", "30:5"]
    );
}

#[test]
fn a_load_is_exact_the_latest_wins_and_ends_at_its_end() {
    let (mut lab, id) = running();
    go(&mut lab, 10);
    change(&mut lab, load(&id, Resource::Cpu, 50.0, None));
    change(&mut lab, load(&id, Resource::NetIn, 1000.0, Some(at(20))));
    go(&mut lab, 15);
    change(&mut lab, load(&id, Resource::Cpu, 95.0, Some(at(25))));
    go(&mut lab, 60);
    let found = points(&lab, "CPUUtilization", &id);
    let exact: Vec<(i64, f64, f64, f64)> = found
        .iter()
        .filter(|point| point.min == point.max)
        .map(|p| ((p.time - at(0)).as_secs() / 60, p.min, p.sum, p.count))
        .collect();
    assert_eq!(
        exact,
        [
            (10, 50.0, 250.0, 5.0),
            (15, 95.0, 475.0, 5.0),
            (20, 95.0, 475.0, 5.0),
            (25, 50.0, 250.0, 5.0),
            (30, 50.0, 250.0, 5.0),
            (35, 50.0, 250.0, 5.0),
            (40, 50.0, 250.0, 5.0),
            (45, 50.0, 250.0, 5.0),
            (50, 50.0, 250.0, 5.0),
        ]
    );
    let network = points(&lab, "NetworkIn", &id);
    let sums: Vec<f64> = network[2..4].iter().map(|point| point.sum).collect();
    assert_eq!(sums, [300_000.0, 300_000.0], "bytes a second times 300");
    assert_ne!(network[4].sum, 300_000.0);
    let off =
        Change::Load { instance: id.clone(), resource: Resource::Cpu, amount: None, until: None };
    change(&mut lab, off);
    go(&mut lab, 80);
    let last = points(&lab, "CPUUtilization", &id).pop().unwrap();
    assert!(last.max <= 8.0, "{last:?}");
}

#[test]
fn what_does_not_run_has_no_minutes() {
    let (mut lab, id) = running();
    go(&mut lab, 12);
    lab.sleep(Span::secs(30));
    on(&mut lab, "StopInstances", &id);
    go(&mut lab, 31);
    on(&mut lab, "StartInstances", &id);
    go(&mut lab, 60);
    // It stops at 12:30 and runs again from 31:20.
    assert_eq!(
        counts(&points(&lab, "CPUUtilization", &id)),
        ["0:5", "5:5", "10:2", "30:4", "35:5", "40:5", "45:5", "50:5"]
    );
    // Checks are there from the end of the first three minutes of each run.
    let checks = counts(&points(&lab, "StatusCheckFailed", &id));
    assert_eq!(checks.first().map(String::as_str), Some("3:1"));
    assert!(checks.contains(&"11:1".to_owned()) && !checks.contains(&"12:1".to_owned()));
    assert!(checks.contains(&"34:1".to_owned()) && !checks.contains(&"33:1".to_owned()));
    on(&mut lab, "TerminateInstances", &id);
    go(&mut lab, 60 * 24 * 30);
    let found = points(&lab, "CPUUtilization", &id);
    assert_eq!(counts(&found).last().map(String::as_str), Some("55:5"), "data outlives instances");
}

#[test]
fn a_minute_that_ends_with_the_stop_still_counts() {
    let (mut lab, id) = running();
    go(&mut lab, 10);
    on(&mut lab, "StopInstances", &id);
    go(&mut lab, 30);
    assert_eq!(counts(&points(&lab, "CPUUtilization", &id)), ["0:5", "5:5"]);
}

#[test]
fn status_metrics_show_faults_and_reboots_minute_by_minute() {
    let (mut lab, id) = running();
    go(&mut lab, 10);
    let fault =
        |check, failing| Change::Fault { instance: id.clone(), check, until: None, failing };
    change(&mut lab, fault(StatusCheck::System, true));
    go(&mut lab, 12);
    change(&mut lab, fault(StatusCheck::System, false));
    go(&mut lab, 14);
    on(&mut lab, "RebootInstances", &id);
    go(&mut lab, 30);
    let failed = |metric: &str| -> Vec<i64> {
        let found = points(&lab, metric, &id);
        assert!(found.iter().all(|point| point.sum == 0.0 || point.sum == 1.0));
        let bad = found.iter().filter(|point| point.sum == 1.0);
        bad.map(|point| (point.time - at(0)).as_secs() / 60).collect()
    };
    assert_eq!(failed("StatusCheckFailed_System"), [10, 11]);
    assert_eq!(failed("StatusCheckFailed_Instance"), [10, 11, 14]);
    assert_eq!(failed("StatusCheckFailed"), [10, 11, 14]);
    assert_eq!(failed("StatusCheckFailed_AttachedEBS"), [0; 0]);
    let found = points_at(&lab, "StatusCheckFailed", &id, at(10), at(11), at(12));
    assert_eq!(found.len(), 1, "readable two minutes after it began");
    let early = at(12) + Span::millis(-1);
    assert_eq!(points_at(&lab, "StatusCheckFailed", &id, at(10), at(11), early), []);
}

#[test]
fn only_nitro_instances_have_ebs_metrics() {
    let mut lab = Lab::new();
    let old = launch_with(json!({ "InstanceType": "t2.micro" }));
    let old = launched(&lab.ok("ec2", "RunInstances", old));
    let new = launch(&mut lab);
    go(&mut lab, 60);
    for metric in METRICS.iter().filter(|metric| metric.nitro) {
        assert_eq!(points(&lab, metric.name, &old), [], "{}", metric.name);
        assert!(!points(&lab, metric.name, &new).is_empty(), "{}", metric.name);
    }
    let listed = lab.world.ec2().list(HERE, lab.world.now());
    let count = |instance: &str| {
        listed.iter().filter(|listed| listed.id.dimensions[0].1 == *instance).count()
    };
    assert_eq!((count(&old), count(&new)), (USUAL - 9 - 2, USUAL));
}

#[test]
fn a_metric_is_listed_from_its_first_point_on() {
    let (mut lab, id) = running();
    let listed = |lab: &Lab, now: Time| -> Vec<String> {
        let found = lab.world.ec2().list(HERE, now);
        let own = found.into_iter().filter(|listed| listed.id.namespace == "AWS/EC2");
        own.map(|listed| listed.id.name).collect()
    };
    go(&mut lab, 100);
    let limits = ["InstanceEBSIOPSExceededCheck", "InstanceEBSThroughputExceededCheck"];
    assert_eq!(
        listed(&lab, at(5) + Span::millis(-1)),
        limits,
        "a minute a point from the first on"
    );
    let checks = [
        "StatusCheckFailed",
        "StatusCheckFailed_Instance",
        "StatusCheckFailed_System",
        "StatusCheckFailed_AttachedEBS",
    ];
    assert_eq!(listed(&lab, at(5)), [&checks[..], &limits[..]].concat());
    assert_eq!(listed(&lab, at(7)).len(), USUAL);
    on(&mut lab, "StopInstances", &id);
    go(&mut lab, 300);
    let found = lab.world.ec2().list(HERE, lab.world.now());
    let cpu = found.iter().find(|listed| listed.id.name == "CPUUtilization").unwrap();
    assert_eq!((cpu.first, cpu.last), (at(7), at(102)));
    let seoul = Scope { region: super::seoul(), ..HERE };
    assert_eq!(lab.world.ec2().list(seoul, lab.world.now()), []);
}

#[test]
fn the_metrics_of_one_name_are_those_of_the_whole_list() {
    let mut lab = Lab::new();
    let group = json!({ "InstanceType": "t2.micro", "Monitoring": { "Enabled": true } });
    lab.ok("ec2", "RunInstances", launch_with(group));
    launch(&mut lab);
    go(&mut lab, 60);
    let (metrics, now) = (lab.world.metrics(), lab.world.now());
    let all = metrics.list(HERE, now);
    let names: BTreeSet<(&str, &str)> =
        all.iter().map(|one| (one.id.namespace.as_str(), one.id.name.as_str())).collect();
    assert!(names.len() > USUAL);
    for named in names {
        let mut own = all.clone();
        own.retain(|one| (one.id.namespace.as_str(), one.id.name.as_str()) == named);
        assert_eq!(metrics.list_named(HERE, named, now), own, "{named:?}");
    }
    assert_eq!(metrics.list_named(HERE, ("AWS/EC2", "VolumeReadOps"), now), []);
}

#[test]
fn data_is_on_its_way_from_its_first_minute_to_its_arrival() {
    let (mut lab, instance) = running();
    let pending = |lab: &Lab, from: i64, to: i64, now: Time| {
        lab.world.ec2().is_pending(HERE, &id("CPUUtilization", &instance), at(from), at(to), now)
    };
    go(&mut lab, 30);
    let cases = [
        (0, 5, at(1) + Span::millis(-1), false),
        (0, 5, at(1), true),
        (0, 5, at(7) + Span::millis(-1), true),
        (0, 5, at(7), false),
        // A window between two points gets none, however long one waits.
        (1, 5, at(6), false),
        (1, 6, at(6), true),
        (20, 25, at(25), true),
    ];
    for (from, to, now, expected) in cases {
        assert_eq!(pending(&lab, from, to, now), expected, "[{from}, {to}) at {now}");
    }
    on(&mut lab, "StopInstances", &instance);
    assert!(!pending(&lab, 30, 35, at(31)), "what stopped sends no more");
    assert!(pending(&lab, 25, 30, at(31)), "what was measured before still comes");
    let other = MetricId::new("AWS/EC2", "CPUUtilization", vec![]);
    assert!(!lab.world.ec2().is_pending(HERE, &other, at(0), at(30), at(30)));
}

#[test]
fn points_do_not_hang_on_how_time_was_advanced() {
    let whole = {
        let (mut lab, id) = running();
        go(&mut lab, 600);
        points(&lab, "CPUUtilization", &id)
    };
    let (mut lab, id) = running();
    for step in 1..600 {
        lab.sleep(Span::millis(step * 7919 % 60_000));
        points(&lab, "NetworkIn", &id);
    }
    go(&mut lab, 600);
    assert_eq!(points(&lab, "CPUUtilization", &id), whole);
    assert_eq!(whole.len(), 119);
}

#[test]
fn other_dimensions_and_other_regions_have_no_points() {
    let (mut lab, instance) = running();
    go(&mut lab, 30);
    let count = |scope: Scope, id: &MetricId| {
        let mut n = 0;
        lab.world.ec2().points(scope, id, at(0), at(30), at(30), &mut |_| n += 1);
        n
    };
    assert_eq!(count(HERE, &id("CPUUtilization", &instance)), 5);
    assert_eq!(
        count(Scope { region: super::seoul(), ..HERE }, &id("CPUUtilization", &instance)),
        0
    );
    assert_eq!(count(HERE, &id("cpuutilization", &instance)), 0);
    let by_type = vec![("InstanceType".to_owned(), "t3.micro".to_owned())];
    assert_eq!(count(HERE, &MetricId::new("AWS/EC2", "CPUUtilization", by_type)), 0);
    assert_eq!(count(HERE, &MetricId::new("Custom", "CPUUtilization", vec![])), 0);
}

#[test]
fn types_with_volumes_of_the_host_s_own_count_what_is_done_with_them() {
    let mut lab = Lab::new();
    let stored = launch_with(json!({ "InstanceType": "m5d.large" }));
    let stored = launched(&lab.ok("ec2", "RunInstances", stored));
    let other = launch(&mut lab);
    go(&mut lab, 10);
    change(&mut lab, load(&stored, Resource::DiskOps, 100.0, Some(at(15))));
    let wrong = load(&other, Resource::DiskOps, 100.0, None);
    let refused = lab.world.apply(&watchtrail::sim::Command::World(wrong)).reply.unwrap_err();
    assert_eq!(refused.code, "NoSuchVolume");
    go(&mut lab, 30);
    let sums = |name: &str| -> Vec<f64> {
        points(&lab, name, &stored).iter().skip(1).take(3).map(|point| point.sum).collect()
    };
    assert_eq!(sums("DiskReadOps"), [0.0, 15_000.0, 0.0], "half of 100 a second");
    assert_eq!(sums("DiskWriteBytes"), [0.0, 15_000.0 * 16_384.0, 0.0]);
    assert_eq!(points(&lab, "DiskReadOps", &other), []);
}

/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/viewing_metrics_with_cloudwatch.html>
#[test]
fn calls_without_a_token_are_counted_as_the_metadata_service_answers_them() {
    let mut lab = Lab::new();
    let mut make = |options: serde_json::Value| {
        let input = launch_with(json!({ "MetadataOptions": options }));
        launched(&lab.ok("ec2", "RunInstances", input))
    };
    let cases = [
        (make(json!({ "HttpTokens": "optional" })), 300.0, 0),
        (make(json!({ "HttpTokens": "required" })), 0.0, 1),
        (make(json!({ "HttpEndpoint": "disabled" })), 0.0, 0),
    ];
    go(&mut lab, 10);
    for (instance, ..) in &cases {
        change(&mut lab, load(instance, Resource::Imdsv1, 60.0, Some(at(15))));
    }
    go(&mut lab, 30);
    for (instance, answered, rejected) in &cases {
        let found = points(&lab, "MetadataNoToken", instance);
        assert_eq!(found[2].sum, *answered);
        let refused = points(&lab, "MetadataNoTokenRejected", instance);
        assert_eq!(refused.len(), *rejected, "only where a call was refused");
        assert!(refused.iter().all(|point| point.time == at(10) && point.sum == 300.0));
    }
}
