//! States, their durations, and which call may be made when.

use serde_json::{Value, json};
use watchtrail::services::ServiceFact;
use watchtrail::services::ec2::lifecycle::EDGES;
use watchtrail::services::ec2::{Fact, InstanceState};
use watchtrail::sim::{Cause, Span};

use super::{in_state, launch, on, refusal, shown, state};
use crate::support::Lab;

/// What each call makes of an instance in each state: `previous>current`, or the error.
#[test]
fn every_call_in_every_state() {
    let cannot_start =
        "IncorrectInstanceState The instance 'ID' is not in a state from which it can be started.";
    let cannot_stop =
        "IncorrectInstanceState This instance 'ID' is not in a state from which it can be stopped.";
    let never_ran = "IncorrectInstanceState Instance 'ID' cannot be stopped as it has never \
                     reached the 'running' state.";
    let not_running = "IncorrectInstanceState The instance 'ID' is not in the 'running' state.";
    let cannot_monitor = "IncorrectInstanceState The instance 'ID' is not in a state from which it \
                          can be monitored.";
    let unknown = "InvalidInstanceID.NotFound The instance ID 'ID' does not exist";
    // State; start, stop, reboot, terminate, monitor.
    let table = [
        (
            "pending",
            ["pending>pending", never_ran, not_running, "pending>shutting-down", "pending"],
        ),
        (
            "restarting",
            [
                "pending>pending",
                "pending>stopping",
                not_running,
                "pending>shutting-down",
                "pending",
            ],
        ),
        (
            "running",
            ["running>running", "running>stopping", "", "running>shutting-down", "pending"],
        ),
        (
            "stopping",
            [cannot_start, "stopping>stopping", not_running, "stopping>shutting-down", "pending"],
        ),
        (
            "stopped",
            ["stopped>pending", "stopped>stopped", not_running, "stopped>terminated", "pending"],
        ),
        (
            "shutting-down",
            [cannot_start, cannot_stop, "", "shutting-down>shutting-down", cannot_monitor],
        ),
        ("terminated", [cannot_start, cannot_stop, "", "terminated>terminated", cannot_monitor]),
        ("gone", [unknown, unknown, unknown, unknown, unknown]),
    ];
    let calls = [
        "StartInstances",
        "StopInstances",
        "RebootInstances",
        "TerminateInstances",
        "MonitorInstances",
    ];
    for (name, expected) in table {
        for (op, expected) in calls.into_iter().zip(expected) {
            let mut lab = Lab::new();
            let id = in_state(&mut lab, name);
            assert_eq!(outcome(&mut lab, op, &id), expected, "{op} when {name}");
        }
    }
}

fn outcome(lab: &mut Lab, op: &str, id: &str) -> String {
    let reply = lab.call("admin", "ec2", op, json!({ "InstanceIds": [id] })).reply;
    let reply = match reply {
        Ok(reply) => reply,
        Err(error) => {
            let error = json!({ "code": error.code, "message": error.message });
            return refusal(&error, id);
        }
    };
    let Some((member, changes)) = reply.as_object().and_then(|members| members.iter().next())
    else {
        return String::new();
    };
    let change = &changes[0];
    assert_eq!(change["InstanceId"], id);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    match member.as_str() {
        "InstanceMonitorings" => text(&change["Monitoring"]["State"]),
        _ => format!(
            "{}>{}",
            text(&change["PreviousState"]["Name"]),
            text(&change["CurrentState"]["Name"])
        ),
    }
}

#[test]
fn each_state_lasts_as_long_as_the_table_says() {
    let mut lab = Lab::new();
    let id = launch(&mut lab);
    let steps = [
        (None, "pending", 20, "running"),
        (Some("StopInstances"), "stopping", 30, "stopped"),
        (Some("StartInstances"), "pending", 20, "running"),
        (Some("TerminateInstances"), "shutting-down", 30, "terminated"),
    ];
    for (op, during, secs, after) in steps {
        if let Some(op) = op {
            on(&mut lab, op, &id);
        }
        assert_eq!(state(&mut lab, &id), during);
        lab.sleep(Span::secs(secs) + Span::millis(-1));
        assert_eq!(state(&mut lab, &id), during);
        lab.sleep(Span::millis(1));
        assert_eq!(state(&mut lab, &id), after);
    }
    lab.sleep(Span::hours(1) + Span::millis(-1));
    assert_eq!(state(&mut lab, &id), "terminated");
    lab.sleep(Span::millis(1));
    let error = lab.fails("ec2", "DescribeInstances", json!({ "InstanceIds": [id] }));
    assert_eq!(
        refusal(&error, &id),
        "InvalidInstanceID.NotFound The instance ID 'ID' does not exist"
    );
    let empty = lab.ok("ec2", "DescribeInstances", json!({}));
    assert_eq!(empty, json!({ "Reservations": [] }));
}

#[test]
fn reasons_say_who_did_it_and_when() {
    let mut lab = Lab::new();
    let id = launch(&mut lab);
    let reasons = |lab: &mut Lab, id: &str| {
        let instance = shown(lab, id);
        json!([instance["StateTransitionReason"], instance["StateReason"]])
    };
    let pending = json!(["", { "Code": "pending", "Message": "pending" }]);
    let user = json!({
        "Code": "Client.UserInitiatedShutdown",
        "Message": "Client.UserInitiatedShutdown: User initiated shutdown",
    });
    assert_eq!(reasons(&mut lab, &id), pending);
    lab.sleep(Span::hours(10));
    assert_eq!(reasons(&mut lab, &id), json!(["", null]));
    on(&mut lab, "StopInstances", &id);
    let stopped = json!(["User initiated (2025-01-06 10:00:00 GMT)", user]);
    assert_eq!(reasons(&mut lab, &id), stopped);
    lab.sleep(Span::mins(5));
    assert_eq!(reasons(&mut lab, &id), stopped);
    on(&mut lab, "StartInstances", &id);
    assert_eq!(reasons(&mut lab, &id), pending);
    lab.sleep(Span::mins(5));
    assert_eq!(reasons(&mut lab, &id), json!(["", null]));
    on(&mut lab, "TerminateInstances", &id);
    let terminated = json!(["User initiated (2025-01-06 10:10:00 GMT)", user]);
    assert_eq!(reasons(&mut lab, &id), terminated);
}

#[test]
fn a_start_gives_another_public_address_and_a_reboot_does_not() {
    let mut lab = Lab::new();
    let id = in_state(&mut lab, "running");
    let addresses = |lab: &mut Lab, id: &str| {
        let i = shown(lab, id);
        (i["PublicIpAddress"].clone(), i["PrivateIpAddress"].clone(), i["LaunchTime"].clone())
    };
    let first = addresses(&mut lab, &id);
    on(&mut lab, "RebootInstances", &id);
    lab.sleep(Span::mins(2));
    assert_eq!(addresses(&mut lab, &id), first);
    on(&mut lab, "StopInstances", &id);
    lab.sleep(Span::mins(1));
    let stopped = addresses(&mut lab, &id);
    assert_eq!((&stopped.0, &stopped.1), (&Value::Null, &first.1));
    on(&mut lab, "StartInstances", &id);
    lab.sleep(Span::mins(1));
    let again = addresses(&mut lab, &id);
    assert_ne!(again.0, first.0);
    assert_eq!(again.1, first.1);
    assert_eq!(again.2, json!("2025-01-06T00:03:20+00:00"), "LaunchTime is that of the last start");
}

#[test]
fn a_terminated_instance_loses_what_hung_on_it() {
    let mut lab = Lab::new();
    let id = in_state(&mut lab, "terminated");
    let i = shown(&mut lab, &id);
    let left = json!([
        i["NetworkInterfaces"],
        i["BlockDeviceMappings"],
        i["SecurityGroups"],
        i["SubnetId"],
        i["VpcId"],
        i["PrivateIpAddress"],
        i["PublicIpAddress"],
        i["PrivateDnsName"],
        i["PublicDnsName"],
        i["SourceDestCheck"],
    ]);
    assert_eq!(left, json!([[], [], [], null, null, null, null, "", "", null]));
}

#[test]
fn protection_holds_until_it_is_taken_off() {
    let mut lab = Lab::new();
    let id = in_state(&mut lab, "running");
    let protect = |lab: &mut Lab, member: &str, on: bool| {
        let input = json!({ "InstanceId": id, member: { "Value": on } });
        lab.ok("ec2", "ModifyInstanceAttribute", input);
    };
    let input = json!({ "InstanceIds": [id] });
    let cases = [
        ("DisableApiStop", "StopInstances", "stopped", "disableApiStop"),
        ("DisableApiTermination", "TerminateInstances", "terminated", "disableApiTermination"),
    ];
    for (member, op, verb, attribute) in cases {
        protect(&mut lab, member, true);
        let error = lab.fails("ec2", op, input.clone());
        assert_eq!(
            refusal(&error, &id),
            format!(
                "OperationNotPermitted The instance 'ID' may not be {verb}. Modify its \
                 '{attribute}' instance attribute and try again."
            )
        );
        protect(&mut lab, member, false);
        lab.ok("ec2", op, input.clone());
        lab.sleep(Span::secs(30));
        assert_eq!(state(&mut lab, &id), verb);
    }
}

#[test]
fn one_wrong_instance_keeps_all_others_as_they_are() {
    let mut lab = Lab::new();
    let (one, two) = (in_state(&mut lab, "running"), in_state(&mut lab, "running"));
    let ids = json!({ "InstanceIds": [one, "i-00000000000000000", two, "i-00000000000000001"] });
    for op in ["StopInstances", "TerminateInstances", "RebootInstances", "MonitorInstances"] {
        let error = lab.fails("ec2", op, ids.clone());
        assert_eq!(
            error["message"],
            "The instance IDs 'i-00000000000000000, i-00000000000000001' do not exist",
            "{op}"
        );
    }
    let malformed = lab.fails("ec2", "StopInstances", json!({ "InstanceIds": ["i-123"] }));
    assert_eq!(refusal(&malformed, ""), "InvalidInstanceID.Malformed Invalid id: \"i-123\"");
    let other = lab.fails("ec2", "StopInstances", json!({ "InstanceIds": ["web-1"] }));
    assert_eq!(
        refusal(&other, ""),
        "InvalidInstanceID.Malformed Invalid id: \"web-1\" (expecting \"i-...\")"
    );
    let none = lab.fails("ec2", "StopInstances", json!({ "InstanceIds": [] }));
    assert_eq!(
        refusal(&none, ""),
        "MissingParameter The request must contain the parameter InstanceId"
    );
    for id in [&one, &two] {
        assert_eq!(state(&mut lab, id), "running");
    }
    let twice = lab.ok("ec2", "StopInstances", json!({ "InstanceIds": [one, one], "Force": true }));
    assert_eq!(twice["StoppingInstances"].as_array().unwrap().len(), 1);
    let hibernate = json!({ "InstanceIds": [two], "Hibernate": true });
    let error = lab.fails("ec2", "StopInstances", hibernate);
    assert_eq!(refusal(&error, ""), "NotSimulated Hibernate");
    let dry = json!({ "InstanceIds": [two], "DryRun": true });
    assert_eq!(lab.fails("ec2", "TerminateInstances", dry)["code"], "DryRunOperation");
    assert_eq!(state(&mut lab, &two), "running");
}

#[test]
fn facts_tell_the_story_and_its_causes() {
    let mut lab = Lab::new();
    let id = in_state(&mut lab, "stopped");
    let told: Vec<String> = lab
        .world
        .facts()
        .iter()
        .map(|fact| {
            let ServiceFact::Ec2(what) = &fact.what else { panic!() };
            let cause = match fact.cause {
                Cause::Command(n) => format!("command {n}"),
                Cause::Fact(n) => format!("fact {n}"),
                Cause::Clock => "clock".to_owned(),
            };
            let what = match what {
                Fact::StateChanged { from, to, reason, .. } => {
                    format!("{} to {} {reason}", from.name(), to.name())
                }
                Fact::StatusChanged { check, status, .. } => format!("{check:?} {status}"),
                other => format!("{other:?}").replace(&id, "ID"),
            };
            format!("{cause}: {}", what.trim())
        })
        .collect();
    assert_eq!(
        told,
        [
            "command 0: InstanceLaunched { instance: \"ID\" }",
            "command 0: pending to running",
            "fact 1: System initializing",
            "fact 1: Instance initializing",
            "fact 1: Ebs initializing",
            "command 1: running to stopping User initiated (2025-01-06 00:00:20 GMT)",
            "fact 5: System not-applicable",
            "fact 5: Instance not-applicable",
            "fact 5: Ebs not-applicable",
            "command 1: stopping to stopped",
        ]
    );
}

#[test]
fn every_state_has_aws_s_code_and_every_edge_is_declared_once() {
    use InstanceState::{Pending, Running, ShuttingDown, Stopped, Stopping, Terminated};
    let all = [Pending, Running, ShuttingDown, Terminated, Stopping, Stopped];
    let codes: Vec<_> = all.iter().map(|state| (state.code(), state.name())).collect();
    assert_eq!(
        codes,
        [
            (0, "pending"),
            (16, "running"),
            (32, "shutting-down"),
            (48, "terminated"),
            (64, "stopping"),
            (80, "stopped"),
        ]
    );
    let unique: std::collections::BTreeSet<_> = EDGES.iter().collect();
    assert_eq!(unique.len(), EDGES.len());
    assert!(EDGES.iter().all(|(from, _)| *from != Terminated));
    for (from, to) in all.iter().filter_map(|state| state.next().map(|(to, _)| (*state, to))) {
        assert!(to.may_follow(from));
    }
}

#[test]
fn monitoring_is_switched_over_in_a_minute() {
    let mut lab = Lab::new();
    let id = in_state(&mut lab, "running");
    let monitoring = |lab: &mut Lab| shown(lab, &id)["Monitoring"]["State"].clone();
    assert_eq!(monitoring(&mut lab), "disabled");
    for (op, during, after) in [
        ("MonitorInstances", "pending", "enabled"),
        ("UnmonitorInstances", "disabling", "disabled"),
    ] {
        let reply = on(&mut lab, op, &id);
        assert_eq!(
            reply,
            json!({ "InstanceMonitorings": [
                { "InstanceId": id, "Monitoring": { "State": during } },
            ] })
        );
        lab.sleep(Span::secs(59));
        assert_eq!(monitoring(&mut lab), during);
        lab.sleep(Span::secs(1));
        assert_eq!(monitoring(&mut lab), after);
        let again = on(&mut lab, op, &id);
        assert_eq!(again["InstanceMonitorings"][0]["Monitoring"]["State"], after);
    }
    on(&mut lab, "MonitorInstances", &id);
    lab.sleep(Span::secs(30));
    on(&mut lab, "UnmonitorInstances", &id);
    lab.sleep(Span::secs(30));
    assert_eq!(monitoring(&mut lab), "disabling", "the first switch no longer counts");
    lab.sleep(Span::secs(30));
    assert_eq!(monitoring(&mut lab), "disabled");
}
