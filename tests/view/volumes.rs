//! The pages of volumes: the list, one volume attached and detached, its credits, the forms.

use serde_json::json;
use watchtrail::services::Request;
use watchtrail::sim::command::Resource;
use watchtrail::sim::{Call, Command, Outcome, Region, Scope, Span, Via, Who};
use watchtrail::view::advice;
use watchtrail::view::ec2::act as ec2;
use watchtrail::view::route::Route;
use watchtrail::view::volumes::detail::{self, Detail, Trend};
use watchtrail::view::volumes::form::Form;
use watchtrail::view::volumes::metrics::Sending;
use watchtrail::view::volumes::{act, list};

use crate::support::Lab;

fn send(lab: &mut Lab, request: Request) -> Outcome {
    let (who, region) = (Who::User("admin".to_owned()), Region::US_EAST_1);
    lab.world.apply(&Command::Call(Call { who, region, via: Via::Console, request }))
}

fn scope(lab: &Lab) -> Scope {
    Scope { account: lab.world.account(), region: Region::US_EAST_1 }
}

fn page(lab: &Lab, id: &str) -> Detail {
    detail::model(&lab.world, scope(lab), id).unwrap()
}

/// A world with a running instance and a gp2 volume in its zone: their ids.
fn with_a_volume(lab: &mut Lab) -> (String, String) {
    let run = json!({ "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro",
        "MinCount": 1, "MaxCount": 1 });
    let reply = lab.ok("ec2", "RunInstances", run);
    let found = &reply["Instances"][0];
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    let (instance, zone) =
        (text(&found["InstanceId"]), text(&found["Placement"]["AvailabilityZone"]));
    lab.sleep(Span::mins(5));
    let mut form = Form::new(zone);
    (form.kind, form.gib, form.name) = ("gp2".to_owned(), "100".to_owned(), "data".to_owned());
    let reply = send(lab, form.create().unwrap()).reply.unwrap();
    (instance, text(&reply["VolumeId"]))
}

/// What the list of snapshots offers makes one public, private again, and deletes it.
#[test]
fn a_snapshot_is_made_shared_and_deleted_from_the_pages() {
    use watchtrail::api::spec::Operation as _;
    use watchtrail::view::volumes::snapshots;

    let mut lab = Lab::new();
    let call =
        |lab: &mut Lab, request: Request| lab.ok("ec2", request.spec().name, request.input());
    let input = json!({ "AvailabilityZone": "us-east-1a", "Size": 20 });
    let volume = lab.ok("ec2", "CreateVolume", input)["VolumeId"].as_str().unwrap().to_owned();
    call(&mut lab, snapshots::create(&volume));
    lab.sleep(Span::secs(60));
    let row = snapshots::list(&lab.world, scope(&lab)).remove(0);
    assert_eq!((row.percent, row.volume, row.public), (50, Some(volume), false));
    call(&mut lab, snapshots::share(&row.id, true));
    assert!(snapshots::list(&lab.world, scope(&lab))[0].public);
    call(&mut lab, snapshots::share(&row.id, false));
    assert!(!snapshots::list(&lab.world, scope(&lab))[0].public);
    let found = call(&mut lab, snapshots::reads());
    assert_eq!(found["Snapshots"].as_array().unwrap().len(), 1);
    call(&mut lab, snapshots::delete(&row.id));
    assert!(snapshots::list(&lab.world, scope(&lab)).is_empty());
}

#[test]
fn a_volume_is_attached_measured_and_detached() {
    let mut lab = Lab::new();
    assert!(list(&lab.world, scope(&lab)).is_empty());
    let (instance, volume) = with_a_volume(&mut lab);
    let rows = list(&lab.world, scope(&lab));
    let shown: Vec<_> = rows.iter().map(|row| (row.name.as_str(), row.kind, row.state())).collect();
    assert_eq!(
        shown,
        [("", rows[0].kind, "volumes.state.in-use"), ("data", "gp2", "volumes.state.available")]
    );
    assert!(rows[0].attached.as_ref().is_some_and(|on| on.root && on.goes && on.runs));
    let before = page(&lab, &volume);
    assert_eq!((before.sending.clone(), before.past.len()), (Sending::Never, 0));
    assert_eq!(before.offers, [(instance.clone(), String::new())]);
    for read in Route::Volume(volume.clone()).reads(&lab.world, Region::US_EAST_1) {
        send(&mut lab, read).reply.unwrap();
    }
    send(&mut lab, act::attach(&volume, &instance, "/dev/sdf")).reply.unwrap();
    let on = page(&lab, &volume);
    assert!(matches!(on.sending, Sending::Soon { .. }), "{:?}", on.sending);
    lab.world.apply(&Command::World(ec2::load(&volume, Resource::Iops, Some(3000.0), None)));
    lab.sleep(Span::mins(10));
    let on = page(&lab, &volume);
    assert_eq!(on.sending, Sending::Yes);
    let reads = on.graphs.iter().find(|graph| graph.metric == "VolumeReadOps").unwrap();
    assert_eq!(reads.points.last().unwrap().1, 90_000.0, "half of 3,000 a second for a minute");
    // 100 GiB of gp2: 300 always, 3,000 with credits; full credits last 2,000 seconds.
    let burst = on.burst.unwrap();
    assert_eq!(burst.rates, (300.0, 3000.0));
    assert_eq!(burst.trend, Trend::Empty(Span::secs(1400)));
    assert!((burst.percent - 70.0).abs() < 0.01, "{}", burst.percent);
    lab.sleep(Span::mins(30));
    assert_eq!(page(&lab, &volume).burst.unwrap().trend, Trend::Spent);
    lab.ok(
        "cloudwatch",
        "PutMetricAlarm",
        json!({
            "AlarmName": "disk", "Namespace": "AWS/EBS", "MetricName": "BurstBalance",
            "Dimensions": [{ "Name": "VolumeId", "Value": volume }], "Statistic": "Average",
            "Period": 60, "EvaluationPeriods": 1, "Threshold": 20.0,
            "ComparisonOperator": "LessThanThreshold", "TreatMissingData": "breaching",
        }),
    );
    let alarms: Vec<_> = page(&lab, &volume)
        .alarms
        .into_iter()
        .map(|(name, _, treat)| (name, treat.name()))
        .collect();
    assert_eq!(alarms, [("disk".to_owned(), "breaching")]);
    let now = lab.world.now();
    send(&mut lab, act::detach(&volume)).reply.unwrap();
    lab.sleep(Span::mins(20));
    let off = page(&lab, &volume);
    assert_eq!(off.sending, Sending::Detached { instance: instance.clone(), since: now });
    assert_eq!(off.past.len(), 1);
    let last = off.graphs.iter().find(|graph| graph.metric == "VolumeReadOps").unwrap();
    assert!(last.points.last().unwrap().0 < now, "no point after it was detached");
    send(&mut lab, act::delete(&volume)).reply.unwrap();
    assert_eq!(detail::model(&lab.world, scope(&lab), &volume), None);
}

#[test]
fn a_stopped_instance_silences_its_volume_and_refusals_have_advice() {
    let mut lab = Lab::new();
    let (instance, volume) = with_a_volume(&mut lab);
    send(&mut lab, act::attach(&volume, &instance, "/dev/sdf")).reply.unwrap();
    let refused = |lab: &mut Lab, request: Request| {
        let op = watchtrail::api::spec::Operation::spec(&request).name;
        let error = send(lab, request).reply.unwrap_err();
        (error.code.to_string(), advice::of(op, &error.code))
    };
    let used = "VolumeInUse".to_owned();
    let found = refused(&mut lab, act::delete(&volume));
    assert_eq!(found, (used.clone(), Some("volumes.advice.attached")));
    let found = refused(&mut lab, act::attach(&volume, &instance, "/dev/sdg"));
    assert_eq!(found, (used, Some("volumes.advice.elsewhere")));
    let row = page(&lab, &volume).row;
    let old = act::as_it_is(&row);
    assert_eq!(old.modify(&volume, &old), None, "nothing changes");
    let mut new = old.clone();
    new.gib = "50".to_owned();
    let smaller = new.modify(&volume, &old).unwrap();
    assert_eq!(
        refused(&mut lab, smaller),
        ("InvalidParameterValue".to_owned(), Some("volumes.advice.grows"))
    );
    new.gib = "many".to_owned();
    assert_eq!(new.problems()[0], Some("volumes.problem.number"));
    assert_eq!(new.modify(&volume, &old), None);
    (new.gib, new.kind) = ("200".to_owned(), "gp3".to_owned());
    send(&mut lab, new.modify(&volume, &old).unwrap()).reply.unwrap();
    let change = page(&lab, &volume).change.unwrap();
    assert_eq!(change.state, "modifying");
    assert_eq!(change.specs.1, "200 GiB gp3, 3000 IOPS, 125 MiB/s");
    assert!(change.again.is_some());
    assert_eq!(page(&lab, &volume).burst, None, "gp3 does not burst");
    send(&mut lab, ec2::Move::Stop.request(vec![instance.clone()])).reply.unwrap();
    lab.sleep(Span::mins(5));
    assert_eq!(page(&lab, &volume).sending, Sending::Halted { instance });
}
