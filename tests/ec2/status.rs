//! Status checks, and what makes them fail.

use serde_json::{Value, json};
use watchtrail::sim::command::StatusCheck;
use watchtrail::sim::{Change, Command, Span};

use super::{change, in_state, launch, on, refusal};
use crate::support::Lab;

/// Instance check and system check as DescribeInstanceStatus shows them.
fn checks(lab: &mut Lab, id: &str) -> (String, String) {
    let input = json!({ "InstanceIds": [id], "IncludeAllInstances": true });
    let reply = lab.ok("ec2", "DescribeInstanceStatus", input);
    let status = &reply["InstanceStatuses"][0];
    let text = |member: &str| status[member]["Status"].as_str().unwrap().to_owned();
    (text("InstanceStatus"), text("SystemStatus"))
}

fn pair(instance: &str, system: &str) -> (String, String) {
    (instance.to_owned(), system.to_owned())
}

fn fault(id: &str, check: StatusCheck, failing: bool) -> Change {
    Change::Fault { instance: id.to_owned(), check, until: None, failing }
}

#[test]
fn checks_begin_after_their_time_and_again_after_each_start() {
    let mut lab = Lab::new();
    let id = launch(&mut lab);
    let none = pair("not-applicable", "not-applicable");
    let begun = pair("initializing", "initializing");
    let ok = pair("ok", "ok");
    assert_eq!(checks(&mut lab, &id), none);
    assert_eq!(
        lab.ok("ec2", "DescribeInstanceStatus", json!({})),
        json!({ "InstanceStatuses": [] })
    );
    lab.sleep(Span::secs(20));
    assert_eq!(checks(&mut lab, &id), begun);
    lab.sleep(Span::mins(3) + Span::secs(-1));
    assert_eq!(checks(&mut lab, &id), begun);
    lab.sleep(Span::secs(1));
    assert_eq!(checks(&mut lab, &id), ok);
    on(&mut lab, "StopInstances", &id);
    assert_eq!(checks(&mut lab, &id), none);
    lab.sleep(Span::mins(1));
    on(&mut lab, "StartInstances", &id);
    lab.sleep(Span::secs(20));
    assert_eq!(checks(&mut lab, &id), begun);
}

#[test]
fn a_reboot_fails_the_instance_check_until_it_is_through() {
    let mut lab = Lab::new();
    let id = in_state(&mut lab, "running");
    lab.sleep(Span::mins(5));
    on(&mut lab, "RebootInstances", &id);
    assert_eq!(checks(&mut lab, &id), pair("impaired", "ok"));
    lab.sleep(Span::secs(59));
    assert_eq!(checks(&mut lab, &id), pair("impaired", "ok"));
    lab.sleep(Span::secs(1));
    assert_eq!(checks(&mut lab, &id), pair("ok", "ok"));
}

#[test]
fn a_system_fault_fails_both_checks_and_a_new_host_mends_it() {
    let mut lab = Lab::new();
    let id = in_state(&mut lab, "running");
    lab.sleep(Span::mins(5));
    change(&mut lab, fault(&id, StatusCheck::System, true));
    let reply = lab.ok("ec2", "DescribeInstanceStatus", json!({ "InstanceIds": [id] }));
    let failed = json!({
        "Details": [{
            "ImpairedSince": "2025-01-06T00:05:20+00:00",
            "Name": "reachability",
            "Status": "failed",
        }],
        "Status": "impaired",
    });
    let status = &reply["InstanceStatuses"][0];
    assert_eq!((&status["SystemStatus"], &status["InstanceStatus"]), (&failed, &failed));
    on(&mut lab, "RebootInstances", &id);
    lab.sleep(Span::mins(2));
    assert_eq!(checks(&mut lab, &id), pair("impaired", "impaired"), "a reboot stays on the host");
    on(&mut lab, "StopInstances", &id);
    lab.sleep(Span::secs(30));
    on(&mut lab, "StartInstances", &id);
    lab.sleep(Span::secs(20) + Span::mins(3));
    assert_eq!(checks(&mut lab, &id), pair("ok", "ok"));
}

#[test]
fn an_instance_fault_ends_by_time_by_hand_or_by_a_reboot() {
    let mut lab = Lab::new();
    let id = in_state(&mut lab, "running");
    lab.sleep(Span::mins(5));
    let until = Some(lab.world.now() + Span::mins(10));
    let (check, instance) = (StatusCheck::Instance, id.clone());
    change(&mut lab, Change::Fault { instance, check, until, failing: true });
    assert_eq!(checks(&mut lab, &id), pair("impaired", "ok"));
    lab.sleep(Span::mins(10) + Span::millis(-1));
    assert_eq!(checks(&mut lab, &id), pair("impaired", "ok"));
    lab.sleep(Span::millis(1));
    assert_eq!(checks(&mut lab, &id), pair("ok", "ok"));
    change(&mut lab, fault(&id, check, true));
    change(&mut lab, fault(&id, check, false));
    assert_eq!(checks(&mut lab, &id), pair("ok", "ok"));
    change(&mut lab, fault(&id, check, true));
    on(&mut lab, "RebootInstances", &id);
    lab.sleep(Span::mins(1));
    assert_eq!(checks(&mut lab, &id), pair("ok", "ok"));
}

#[test]
fn only_nitro_instances_check_their_volumes_and_filters_find_the_impaired() {
    let mut lab = Lab::new();
    let old = super::launch_with(json!({ "InstanceType": "t2.micro" }));
    lab.ok("ec2", "RunInstances", old);
    let id = launch(&mut lab);
    lab.sleep(Span::mins(5));
    change(&mut lab, fault(&id, StatusCheck::Instance, true));
    let reply = lab.ok("ec2", "DescribeInstanceStatus", json!({}));
    let volumes: Vec<&Value> = reply["InstanceStatuses"]
        .as_array()
        .unwrap()
        .iter()
        .map(|status| &status["AttachedEbsStatus"]["Status"])
        .collect();
    assert_eq!(volumes, [&Value::Null, &json!("ok")]);
    let filter = json!({ "Filters": [
        { "Name": "instance-status.status", "Values": ["impaired"] },
        { "Name": "instance-status.reachability", "Values": ["fail*"] },
    ] });
    let impaired = lab.ok("ec2", "DescribeInstanceStatus", filter);
    assert_eq!(impaired["InstanceStatuses"].as_array().unwrap().len(), 1);
    assert_eq!(impaired["InstanceStatuses"][0]["InstanceId"], json!(id));
}

#[test]
fn the_world_says_clearly_what_it_cannot_do() {
    let mut lab = Lab::new();
    let id = in_state(&mut lab, "running");
    let gone = in_state(&mut lab, "terminated");
    let past = Some(lab.world.now());
    let load = |instance: &str, amount: f64, until| Change::Load {
        instance: instance.to_owned(),
        resource: watchtrail::sim::command::Resource::Cpu,
        amount: Some(amount),
        until,
    };
    let cases = [
        (
            load("i-00000000000000000", 5.0, None),
            "UnknownInstance there is no instance `i-00000000000000000`",
        ),
        (load(&gone, 5.0, None), "InstanceGone instance `ID` is terminated: nothing reaches it"),
        (
            fault(&gone, StatusCheck::System, true),
            "InstanceGone instance `ID` is terminated: nothing reaches it",
        ),
        (load(&id, 101.0, None), "InvalidLoad a load is a percentage from 0 to 100, not 101"),
        (load(&id, f64::NAN, None), "InvalidLoad a load is a percentage from 0 to 100, not NaN"),
        (
            load(&id, 5.0, past),
            "InvalidTime the end 2025-01-06T00:01:10Z is not in the future: it is \
          2025-01-06T00:01:10Z now",
        ),
    ];
    for (change, expected) in cases {
        let before = lab.world.facts().len();
        let error = lab.world.apply(&Command::World(change)).reply.unwrap_err();
        let error = json!({ "code": error.code, "message": error.message });
        assert_eq!(refusal(&error, &gone), expected);
        assert_eq!(lab.world.facts().len(), before);
    }
}
