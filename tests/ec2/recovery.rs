//! Faults of status checks, and what mends them.

use serde_json::json;
use watchtrail::services::ServiceFact;
use watchtrail::services::ec2::Fact;
use watchtrail::sim::command::StatusCheck;
use watchtrail::sim::{AccountId, Change, Command, Region, Scope, Span, Time};
use watchtrail::telemetry::{MetricId, MetricSource as _};

use super::{change, in_state, launch_with, launched, on, refusal, shown};
use crate::support::Lab;

fn fault(instance: &str, check: StatusCheck) -> Change {
    Change::Fault { instance: instance.to_owned(), check, until: None, failing: true }
}

fn status(lab: &mut Lab, id: &str) -> [String; 3] {
    let reply = lab.ok("ec2", "DescribeInstanceStatus", json!({ "InstanceIds": [id] }));
    let found = &reply["InstanceStatuses"][0];
    ["SystemStatus", "InstanceStatus", "AttachedEbsStatus"]
        .map(|name| found[name]["Status"].as_str().unwrap_or_default().to_owned())
}

fn failed(lab: &Lab, name: &str, id: &str) -> f64 {
    let scope = Scope { account: AccountId::HOME, region: Region::US_EAST_1 };
    let id = MetricId::new("AWS/EC2", name, vec![("InstanceId".to_owned(), id.to_owned())]);
    let (mut last, now) = (0.0, lab.world.now());
    let from = Time::from_secs(0);
    lab.world.ec2().points(scope, &id, from, now, now, &mut |point| last = point.sum);
    last
}

/// Feature row "status checks: what mends a fault".
#[test]
fn each_fault_has_its_remedy() {
    let stop_and_start = ["StopInstances", "StartInstances"].as_slice();
    let cases = [
        (StatusCheck::System, ["RebootInstances"].as_slice(), "impaired"),
        (StatusCheck::System, stop_and_start, "ok"),
        (StatusCheck::Instance, ["RebootInstances"].as_slice(), "ok"),
        (StatusCheck::Instance, stop_and_start, "ok"),
        (StatusCheck::Ebs, ["RebootInstances"].as_slice(), "impaired"),
        (StatusCheck::Ebs, stop_and_start, "ok"),
    ];
    for (check, remedy, expected) in cases {
        let mut lab = Lab::new();
        let id = in_state(&mut lab, "running");
        lab.sleep(Span::mins(5));
        change(&mut lab, fault(&id, check));
        lab.sleep(Span::mins(5));
        let place = match check {
            StatusCheck::System => 0,
            StatusCheck::Instance => 1,
            StatusCheck::Ebs => 2,
        };
        assert_eq!(status(&mut lab, &id)[place], "impaired");
        assert_eq!(failed(&lab, "StatusCheckFailed", &id), 1.0, "{check:?} is one of the checks");
        for op in remedy {
            on(&mut lab, op, &id);
            lab.sleep(Span::mins(5));
        }
        assert_eq!(status(&mut lab, &id)[place], expected, "{check:?} {remedy:?}");
    }
}

#[test]
fn a_fault_of_volumes_is_a_check_of_its_own() {
    let mut lab = Lab::new();
    let id = in_state(&mut lab, "running");
    lab.sleep(Span::mins(5));
    change(&mut lab, fault(&id, StatusCheck::Ebs));
    lab.sleep(Span::mins(3));
    assert_eq!(status(&mut lab, &id), ["ok", "ok", "impaired"]);
    assert_eq!(failed(&lab, "StatusCheckFailed_AttachedEBS", &id), 1.0);
    assert_eq!(failed(&lab, "StatusCheckFailed_Instance", &id), 0.0);
    let old = launch_with(json!({ "InstanceType": "t2.micro" }));
    let old = launched(&lab.ok("ec2", "RunInstances", old));
    let refused = lab.world.apply(&Command::World(fault(&old, StatusCheck::Ebs)));
    assert_eq!(refused.reply.unwrap_err().code, "NoSuchCheck");
}

/// Feature row "simplified automatic recovery".
#[test]
fn aws_recovers_an_instance_by_itself_unless_told_not_to() {
    for (option, expected) in [("default", "ok"), ("disabled", "impaired")] {
        let mut lab = Lab::new();
        let id = in_state(&mut lab, "running");
        lab.sleep(Span::mins(5));
        let input = json!({ "InstanceId": id, "AutoRecovery": option });
        let reply = lab.ok("ec2", "ModifyInstanceMaintenanceOptions", input.clone());
        assert_eq!(reply, input);
        assert_eq!(shown(&mut lab, &id)["MaintenanceOptions"]["AutoRecovery"], option);
        let address = shown(&mut lab, &id)["PublicIpAddress"].clone();
        change(&mut lab, fault(&id, StatusCheck::System));
        lab.sleep(Span::mins(29));
        assert_eq!(status(&mut lab, &id)[0], "impaired");
        lab.sleep(Span::mins(3));
        assert_eq!(status(&mut lab, &id)[0], expected);
        assert_eq!(shown(&mut lab, &id)["PublicIpAddress"], address, "recovery keeps addresses");
        let recovered = lab
            .world
            .facts()
            .iter()
            .any(|fact| matches!(fact.what, ServiceFact::Ec2(Fact::Recovering { .. })));
        assert_eq!(recovered, expected == "ok");
    }
    let mut lab = Lab::new();
    let id = in_state(&mut lab, "running");
    let wrong = json!({ "InstanceId": id, "AutoRecovery": "always" });
    assert_eq!(
        refusal(&lab.fails("ec2", "ModifyInstanceMaintenanceOptions", wrong), &id),
        "InvalidParameterValue Value (always) for parameter autoRecovery is invalid."
    );
}
