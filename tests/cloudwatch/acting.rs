//! What alarms do: actions of every kind, and what the event bus is told (rows D).

use serde_json::{Value, json};
use watchtrail::services::ServiceFact;
use watchtrail::services::cloudwatch::Fact;
use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::services::ec2::lifecycle::InstanceState;
use watchtrail::sim::command::StatusCheck;
use watchtrail::sim::{Change, Command, Span};

use crate::support::Lab;

/// An alarm on an instance's CPU with an action for ALARM; the instance's id.
fn acting(lab: &mut Lab, action: &str, more: Value) -> String {
    let run = json!({
        "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro", "MinCount": 1,
        "MaxCount": 1,
    });
    let reply = lab.ok("ec2", "RunInstances", run);
    let id = reply["Instances"][0]["InstanceId"].as_str().unwrap().to_owned();
    lab.sleep(Span::mins(5));
    let mut input = json!({
        "AlarmName": "load-high",
        "Namespace": "AWS/EC2",
        "MetricName": "CPUUtilization",
        "Dimensions": [{ "Name": "InstanceId", "Value": id }],
        "Statistic": "Average",
        "Period": 300,
        "EvaluationPeriods": 1,
        "Threshold": 70,
        "ComparisonOperator": "GreaterThanThreshold",
        "AlarmActions": [action],
    });
    for (key, value) in more.as_object().unwrap() {
        input[key] = value.clone();
    }
    lab.ok("cloudwatch", "PutMetricAlarm", input);
    id
}

/// Sets the alarm's state, and lets the actions of that instant run.
fn set(lab: &mut Lab, state: &str) {
    let input = json!({ "AlarmName": "load-high", "StateValue": state, "StateReason": "test" });
    lab.ok("cloudwatch", "SetAlarmState", input);
    lab.sleep(Span::secs(1));
}

fn instance_state(lab: &Lab, id: &str) -> InstanceState {
    lab.world.ec2().instance(id).unwrap().state
}

/// Events of CloudTrail by name, as the record has them.
fn recorded(lab: &Lab, name: &str) -> Vec<Value> {
    let records = lab.world.cloudtrail().records().iter();
    records.filter(|record| record.event_name == name).map(|record| record.json()).collect()
}

#[test]
fn ec2_actions_act_on_the_instance_in_the_service_linked_role() {
    for (action, operation, state) in [
        ("arn:aws:automate:us-east-1:ec2:stop", "StopInstances", InstanceState::Stopping),
        (
            "arn:aws:swf:us-east-1:123456789012:action/actions/AWS_EC2.InstanceId.Terminate/1.0",
            "TerminateInstances",
            InstanceState::ShuttingDown,
        ),
        ("arn:aws:automate:us-east-1:ec2:reboot", "RebootInstances", InstanceState::Running),
    ] {
        let mut lab = Lab::new();
        let id = acting(&mut lab, action, json!({}));
        set(&mut lab, "ALARM");
        assert_eq!(instance_state(&lab, &id), state, "{action}");
        let records = recorded(&lab, operation);
        assert_eq!(records.len(), 1, "{action}");
        let identity = &records[0]["userIdentity"];
        assert_eq!(identity["invokedBy"], "events.amazonaws.com");
        let issuer = &identity["sessionContext"]["sessionIssuer"]["userName"];
        assert_eq!(issuer, "AWSServiceRoleForCloudWatchEvents");
        let (kind, summary) = lab.history().pop().unwrap();
        assert_eq!(
            (kind.as_str(), summary),
            ("Action", format!("Successfully executed action {action}"))
        );
    }
}

#[test]
fn protection_makes_an_action_fail_in_plain_sight() {
    for (verb, attribute) in [("terminate", "DisableApiTermination"), ("stop", "DisableApiStop")] {
        let mut lab = Lab::new();
        let action = format!("arn:aws:automate:us-east-1:ec2:{verb}");
        let id = acting(&mut lab, &action, json!({}));
        let on = json!({ "InstanceId": id, attribute: { "Value": true } });
        lab.ok("ec2", "ModifyInstanceAttribute", on);
        set(&mut lab, "ALARM");
        assert_eq!(instance_state(&lab, &id), InstanceState::Running);
        let (_, summary) = lab.history().pop().unwrap();
        let begins = format!("Failed to execute action {action}. Received error: \"");
        assert!(summary.starts_with(&begins), "{summary}");
        assert!(summary.contains(&id), "{summary}");
    }
}

#[test]
fn recovery_ends_a_fault_of_the_system_and_keeps_the_instance() {
    let mut lab = Lab::new();
    let action = "arn:aws:automate:us-east-1:ec2:recover";
    let system = json!({
        "MetricName": "StatusCheckFailed_System", "Statistic": "Maximum", "Period": 60,
        "EvaluationPeriods": 2, "Threshold": 0,
    });
    let id = acting(&mut lab, action, system);
    let check = StatusCheck::System;
    let fault = Change::Fault { instance: id.clone(), check, until: None, failing: true };
    lab.world.apply(&Command::World(fault));
    lab.sleep(Span::mins(12));
    assert_eq!(instance_state(&lab, &id), InstanceState::Running);
    let status = lab.ok("ec2", "DescribeInstanceStatus", json!({ "InstanceIds": [id] }));
    assert_eq!(status["InstanceStatuses"][0]["SystemStatus"]["Status"], "ok");
    let done = format!("Successfully executed action {action}");
    assert_eq!(lab.history().iter().filter(|(_, summary)| *summary == done).count(), 1);
    assert_eq!(lab.state(), StateValue::Ok);
}

/// Another host mends nothing that fails inside an instance; and an action on one needs one.
#[test]
fn recovery_is_refused_for_the_check_of_the_instance() {
    let mut lab = Lab::new();
    let action = "arn:aws:automate:us-east-1:ec2:recover";
    let id = acting(&mut lab, action, json!({ "MetricName": "StatusCheckFailed" }));
    let group = json!([{ "Name": "AutoScalingGroupName", "Value": "fleet" }]);
    let of = |id: &str| json!([{ "Name": "InstanceId", "Value": id }]);
    let none = "Invalid use of EC2 action. An EC2 action can only be used if the alarm is \
                monitoring an EC2 instance.";
    let inside = "Invalid use of EC2 'Recover' action. It is not supported for the metric \
                  StatusCheckFailed_Instance.";
    let cases = [
        ("StatusCheckFailed_Instance", of(&id), inside),
        ("StatusCheckFailed_System", group, none),
    ];
    for (metric, dimensions, message) in cases {
        let input = json!({
            "AlarmName": "sick", "Namespace": "AWS/EC2", "MetricName": metric,
            "Dimensions": dimensions, "Statistic": "Maximum", "Period": 60,
            "EvaluationPeriods": 2, "Threshold": 0, "AlarmActions": [action],
            "ComparisonOperator": "GreaterThanThreshold",
        });
        let error = lab.fails("cloudwatch", "PutMetricAlarm", input);
        assert_eq!(error["code"], "ValidationError");
        assert_eq!(error["message"], message);
    }
}

/// An alarm in ALARM that is put again stays as it is and runs nothing (vector f6).
#[test]
fn an_alarm_that_is_changed_keeps_its_state() {
    let case = super::case("action_firing", "f6");
    let mut lab = Lab::new();
    let action = "arn:aws:automate:us-east-1:ec2:reboot";
    let id = acting(&mut lab, action, json!({}));
    set(&mut lab, case["stateAfter"].as_str().unwrap());
    let ran = |lab: &mut Lab| lab.history().iter().filter(|(kind, _)| kind == "Action").count();
    let before = ran(&mut lab);
    let input = json!({
        "AlarmName": "load-high", "Namespace": "AWS/EC2", "MetricName": "CPUUtilization",
        "Dimensions": [{ "Name": "InstanceId", "Value": id }], "Statistic": "Average",
        "Period": 300, "EvaluationPeriods": 1, "Threshold": 80, "AlarmActions": [action],
        "ComparisonOperator": "GreaterThanThreshold",
    });
    lab.ok("cloudwatch", "PutMetricAlarm", input);
    lab.sleep(Span::secs(1));
    assert_eq!(lab.state().name(), case["stateAfter"].as_str().unwrap());
    assert_eq!(json!(ran(&mut lab) - before), case["fires"]);
}

#[test]
fn ops_items_are_handed_over_and_recorded() {
    for action in [
        "arn:aws:ssm:us-east-1:123456789012:opsitem:3#CATEGORY=Performance",
        "arn:aws:ssm-incidents::123456789012:responseplan/plan",
        "arn:aws:aiops:us-east-1:123456789012:investigation-group/g",
    ] {
        let mut lab = Lab::new();
        lab.put_alarm(json!({ "AlarmActions": [action] }));
        set(&mut lab, "ALARM");
        let (kind, summary) = lab.history().pop().unwrap();
        assert_eq!(
            (kind.as_str(), summary),
            ("Action", format!("Successfully executed action {action}"))
        );
        let elsewhere = json!({ "OKActions": [action] });
        let input = super::alarm_input(elsewhere);
        let reply = lab.call("admin", "cloudwatch", "PutMetricAlarm", input).reply;
        assert!(reply.is_err(), "{action}");
    }
}

#[test]
fn actions_are_checked_when_the_alarm_is_made() {
    let instance = json!([{ "Name": "InstanceId", "Value": "i-0abc1234def567890" }]);
    let stop = "arn:aws:automate:us-east-1:ec2:stop";
    let cases = [
        (json!({ "AlarmActions": [stop] }), "Invalid use of EC2 action. An EC2 action can only"),
        (
            json!({
                "AlarmActions": ["arn:aws:automate:us-east-1:ec2:hibernate"],
                "Dimensions": instance,
            }),
            "Invalid arn syntax",
        ),
        (
            json!({ "AlarmActions": ["arn:aws:lambda:us-east-1:123456789012:layer:f"] }),
            "Invalid arn syntax",
        ),
        (
            json!({ "AlarmActions": ["arn:aws:ssm:us-east-1:123456789012:document/x"] }),
            "Invalid arn syntax",
        ),
        (
            json!({ "AlarmActions": ["arn:aws:lambda:eu-west-1:123456789012:function:f"] }),
            "Invalid region eu-west-1 specified. Only us-east-1 is supported.",
        ),
    ];
    for (changes, message) in cases {
        let mut lab = Lab::new();
        let error = lab.fails("cloudwatch", "PutMetricAlarm", super::alarm_input(changes.clone()));
        assert!(error["message"].as_str().unwrap().starts_with(message), "{changes}: {error}");
    }
    let mut lab = Lab::new();
    lab.put_alarm(json!({ "AlarmActions": [stop], "Dimensions": instance }));
}

#[test]
fn a_scaling_policy_is_tried_every_minute_while_the_state_lasts() {
    let mut lab = Lab::new();
    let action = "arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:1:\
                  autoScalingGroupName/g:policyName/p";
    lab.put_alarm(json!({ "AlarmActions": [action], "TreatMissingData": "breaching" }));
    lab.sleep(Span::mins(4));
    assert_eq!(lab.state(), StateValue::Alarm);
    let actions = lab.history().into_iter().filter(|(kind, _)| kind == "Action").count();
    assert_eq!(actions, 4);
}

#[test]
fn every_change_is_told_to_the_event_bus() {
    let mut lab = Lab::new();
    let description = "CPU above 80% for 10 minutes";
    lab.put_alarm(json!({ "AlarmDescription": description, "ActionsEnabled": false }));
    lab.publish_each_minute(&[90.0]);
    lab.ok("cloudwatch", "DeleteAlarms", json!({ "AlarmNames": ["load-high"] }));
    let events: Vec<Value> = lab
        .world
        .facts()
        .iter()
        .filter_map(|fact| match &fact.what {
            ServiceFact::CloudWatch(Fact::EventSent { event, .. }) => {
                Some(serde_json::from_str(&event.json()).unwrap())
            }
            _ => None,
        })
        .collect();
    let kinds: Vec<&Value> = events.iter().map(|event| &event["detail-type"]).collect();
    let (state, change) =
        ("CloudWatch Alarm State Change", "CloudWatch Alarm Configuration Change");
    assert_eq!(kinds, [change, state, change]);
    let operations: Vec<&Value> =
        events.iter().map(|event| &event["detail"]["operation"]).collect();
    assert_eq!(operations, [&json!("create"), &Value::Null, &json!("delete")]);
    let shape = super::case("payload_shapes", "eb1");
    assert_eq!(events[1]["source"], shape["source_field"]);
    let keys: Vec<&String> = events[1]["detail"].as_object().unwrap().keys().collect();
    assert_eq!(json!(keys), shape["detailKeys"]);
    let configuration = &events[1]["detail"]["configuration"];
    assert_eq!(configuration["description"], description);
    let metric = json!({ "dimensions": {}, "name": "load", "namespace": "Test" });
    assert_eq!(configuration["metrics"][0]["metricStat"]["metric"], metric);
    assert_eq!(events[1]["detail"]["state"]["value"], "ALARM");
    assert!(events[1]["detail"]["state"]["reasonData"].is_string());
    assert_eq!(events[0]["detail"]["configuration"]["threshold"], json!(70));
}

#[test]
fn a_function_gets_aws_s_event() {
    use watchtrail::services::cloudwatch::alarm::any::AnyConfig;
    use watchtrail::services::cloudwatch::alarm::contributor::Contributor;
    use watchtrail::services::cloudwatch::alarm::event;
    use watchtrail::services::cloudwatch::alarm::history::Deed;
    let mut lab = Lab::new();
    lab.put_alarm(json!({}));
    lab.publish_each_minute(&[90.0]);
    let alarm = lab.alarm("load-high");
    let all: Vec<_> = alarm.conditions.iter().cloned().collect();
    let scope = super::scope(&lab);
    let mut deed = Deed {
        scope,
        action: "arn:aws:lambda:us-east-1:123456789012:function:f".to_owned(),
        config: AnyConfig::from(alarm.config()),
        from: all[0].clone(),
        to: all[1].clone(),
        contributor: None,
        after_mute: false,
        value: None,
    };
    let event: Value = serde_json::from_str(&event::lambda(&deed, "m")).unwrap();
    let shape = super::case("payload_shapes", "lam1");
    let keys: Vec<&String> = event.as_object().unwrap().keys().collect();
    assert_eq!(json!(keys), shape["keys"]);
    let keys: Vec<&String> = event["alarmData"].as_object().unwrap().keys().collect();
    let mut expected: Vec<&str> =
        shape["alarmDataKeys"].as_array().unwrap().iter().map(|k| k.as_str().unwrap()).collect();
    expected.sort_unstable();
    let mut keys: Vec<&str> = keys.iter().map(|key| key.as_str()).collect();
    keys.sort_unstable();
    assert_eq!(keys, expected);
    // One time series of an alarm is told of as the bus is told.
    let one = Contributor::new(vec![("TableName".to_owned(), "orders".to_owned())]);
    deed.contributor = Some(one.clone().into());
    let event: Value = serde_json::from_str(&event::lambda(&deed, "m")).unwrap();
    let told = &event["alarmData"]["alarmContributor"];
    assert_eq!(*told, json!({ "id": one.id, "attributes": { "TableName": "orders" } }));
    assert!(event["alarmData"].get("previousState").is_none());
}
