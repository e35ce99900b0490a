//! Composite alarms: AND/OR/NOT over ALARM/OK/INSUFFICIENT_DATA, TRUE/FALSE, parentheses; AT_LEAST
//! count/percent; composite of composite and cycle detection; no EC2/ASG actions on a composite.

use serde_json::{Value, json};
use watchtrail::services::ServiceFact;
use watchtrail::services::cloudwatch::Fact;
use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::services::cloudwatch::composite::parse::{self, Mistake};
use watchtrail::services::cloudwatch::composite::reason::{self, Seen, Trigger};
use watchtrail::sim::scope::Arn;
use watchtrail::sim::{AccountId, Cause, Region, Scope, Span};

use super::{alarm_input, at, case, cases, scope};
use crate::support::Lab;

const HERE: Scope = Scope { account: AccountId::HOME, region: Region::US_EAST_1 };

impl Lab {
    /// Makes a metric alarm that stays in the state it is set to, since it never has data.
    pub fn put_child(&mut self, name: &str) {
        let input = json!({ "AlarmName": name, "TreatMissingData": "ignore" });
        self.ok("cloudwatch", "PutMetricAlarm", alarm_input(input));
    }

    /// Sets an alarm's state.
    pub fn set(&mut self, name: &str, state: &str) {
        let input = json!({ "AlarmName": name, "StateValue": state, "StateReason": "test" });
        self.ok("cloudwatch", "SetAlarmState", input);
        self.sleep(Span::ZERO);
    }

    /// Makes a composite alarm.
    pub fn put_composite(&mut self, name: &str, rule: &str, changes: Value) {
        self.ok("cloudwatch", "PutCompositeAlarm", composite_input(name, rule, changes));
        self.sleep(Span::ZERO);
    }

    /// Its state.
    pub fn composite(&self, name: &str) -> StateValue {
        self.world.cloudwatch().composite(scope(self), name).unwrap().value()
    }
}

fn composite_input(name: &str, rule: &str, changes: Value) -> Value {
    let mut input = json!({ "AlarmName": name, "AlarmRule": rule });
    input.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    input
}

fn evaluate(rule: &str, states: &Value) -> StateValue {
    let rule = parse::parse(rule, HERE).unwrap_or_else(|mistake| panic!("{rule}: {mistake:?}"));
    rule.state(&|name| StateValue::named(states[name].as_str()?))
}

#[test]
fn rules_evaluate_as_aws_s_page_has_them() {
    let vectors = cases("composite_rules");
    for case in &vectors {
        let found = evaluate(case["rule"].as_str().unwrap(), &case["states"]);
        assert_eq!(json!(found.name()), case["expected"], "{case}");
    }
    assert_eq!(vectors.len(), 6);
}

#[test]
fn the_whole_grammar_is_read() {
    let arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:a";
    let states = json!({
        "a": "ALARM", "b": "OK", "c": "INSUFFICIENT_DATA", "d": "ALARM",
        "with space": "ALARM", "say \"hi\"": "OK", "x,(y)": "ALARM",
    });
    let cases = [
        ("ALARM(a)", true),
        ("ALARM(\"a\")", true),
        (&format!("ALARM({arn})"), true),
        (&format!("OK(\"{arn}\")"), false),
        ("INSUFFICIENT_DATA(c) AND OK(b)", true),
        ("TRUE", true),
        ("false", false),
        ("NOT ALARM(b)", true),
        ("NOT NOT ALARM(a)", true),
        ("NOT(ALARM(a))AND TRUE", false),
        ("ALARM(a) OR ALARM(b) AND ALARM(c)", true),
        ("(ALARM(a) OR ALARM(b)) AND ALARM(c)", false),
        ("ALARM(\"with space\")", true),
        ("OK(\"say \\\"hi\\\"\")", true),
        ("ALARM(\"x,(y)\")", true),
        ("AT_LEAST(2, ALARM, (a, b, d))", true),
        ("AT_LEAST(3, ALARM, (a, b, d))", false),
        ("AT_LEAST(67%, ALARM, (a, b, d))", false),
        ("AT_LEAST(66%, ALARM, (a, b, d))", true),
        ("AT_LEAST(2, NOT ALARM, (a, b, c))", true),
        ("AT_LEAST(50%, OK, (a, b)) AND TRUE", true),
        ("ALARM(nobody) OR NOT OK(nobody)", true),
    ];
    for (rule, holds) in cases {
        assert_eq!(evaluate(rule, &states) == StateValue::Alarm, holds, "{rule}");
        // Written out by us, it means the same.
        let again = parse::parse(rule, HERE).unwrap().term.written();
        assert_eq!(evaluate(&again, &states) == StateValue::Alarm, holds, "{again}");
    }
}

#[test]
fn mistakes_are_told_with_their_place() {
    let begin = "'(', 'NOT', AT_LEAST, TRUE or FALSE, ALARM, OK, or INSUFFICIENT_DATA";
    let token = |token: &str, at: usize, wanted: &str| {
        format!("Unsupported token '{token}' at char {at}, must be: {wanted}")
    };
    let end = |at: usize, wanted: &str| {
        format!("Unexpected end of the rule at char {at}, must be: {wanted}")
    };
    let next = "'AND', 'OR', or the end of the rule";
    let cases = [
        ("GARBAGE", 0, 7, token("GARBAGE", 0, begin)),
        ("ALARM(a) AND", 12, 0, end(12, begin)),
        ("ALARM(a) XOR ALARM(b)", 9, 3, token("XOR", 9, next)),
        ("(ALARM(a)", 9, 0, end(9, "'AND', 'OR', or ')'")),
        ("ALARM(a))", 8, 1, token(")", 8, next)),
        ("ALARM a", 6, 1, token("a", 6, "'('")),
        ("ALARM()", 6, 1, token(")", 6, "the name or ARN of an alarm")),
        ("ALARM(a b)", 8, 1, token("b", 8, "')'")),
        ("alarm(a)", 0, 5, token("alarm", 0, begin)),
        ("ALARM(\"a)", 6, 3, "Missing closing '\"' for the name at char 6".to_owned()),
        ("AT_LEAST(0, ALARM, (a))", 9, 1, token("0", 9, "a number of alarms, or a percentage")),
        (
            "AT_LEAST(3, ALARM, (a, b))",
            9,
            1,
            token("3", 9, "a number not above the number of alarms listed"),
        ),
        ("AT_LEAST(1, TRUE, (a))", 12, 4, token("TRUE", 12, "ALARM, OK, or INSUFFICIENT_DATA")),
        ("AT_LEAST(1, OK, (a OR b))", 19, 2, token("OR", 19, "',' or ')'")),
    ];
    for (rule, at, length, text) in cases {
        let message = format!("Error in AlarmRule [{text}]");
        assert_eq!(parse::parse(rule, HERE), Err(Mistake { at, length, message }), "{rule}");
    }
}

#[test]
fn rules_have_limits() {
    let join = |n: usize, word: &str| {
        let terms: Vec<String> = (0..n).map(|i| format!("{word}(n{i})")).collect();
        terms.join(" OR ")
    };
    assert!(parse::parse(&join(100, "ALARM"), HERE).is_ok());
    assert!(parse::parse(&join(101, "ALARM"), HERE).is_err());
    let truths = |n: usize| vec!["TRUE"; n].join(" AND ");
    assert!(parse::parse(&truths(500), HERE).is_ok());
    assert!(parse::parse(&truths(501), HERE).is_err());
    let nested = "(".repeat(10_000);
    assert!(parse::parse(&nested, HERE).is_err());
}

#[test]
fn putting_one_fails_in_aws_s_words() {
    let mut lab = Lab::new();
    lab.put_child("a");
    let put = |lab: &mut Lab, name: &str, rule: &str, changes: Value| {
        lab.fails("cloudwatch", "PutCompositeAlarm", composite_input(name, rule, changes))
    };
    let suppressor = |wait: Value, extension: Value| {
        let mut changes = json!({ "ActionsSuppressor": "a" });
        let all = [
            ("ActionsSuppressorWaitPeriod", wait),
            ("ActionsSuppressorExtensionPeriod", extension),
        ];
        for (key, value) in all {
            if !value.is_null() {
                changes[key] = value;
            }
        }
        changes
    };
    let alone = json!({ "ActionsSuppressorWaitPeriod": 60 });
    for (id, name, rule, changes) in [
        ("pca1", "c", "GARBAGE", json!({})),
        ("pca2", "c", "ALARM(x)", json!({})),
        ("pca3", "c", "ALARM(c)", json!({})),
        ("pca4", "c", "ALARM(a)", suppressor(Value::Null, json!(60))),
        ("pca5", "c", "ALARM(a)", suppressor(json!(60), Value::Null)),
        ("pca6", "c", "ALARM(a)", alone),
    ] {
        let (error, case) = (put(&mut lab, name, rule, changes), case("api_errors", id));
        assert_eq!((&error["code"], &error["message"]), (&case["errorCode"], &case["message"]));
    }
    let message = |error: Value| error["message"].as_str().unwrap().to_owned();
    let mut bad = suppressor(json!(60), json!(60));
    bad["ActionsSuppressor"] = json!("arn:aws:sns:us-east-1:123456789012:ops");
    assert_eq!(
        message(put(&mut lab, "c", "ALARM(a)", bad)),
        "ActionsSuppressor must be a valid CloudWatch Alarm ARN or an Alarm name"
    );
    assert_eq!(
        message(put(&mut lab, "c", "ALARM(a) OR OK(x) OR OK(y) OR OK(x)", json!({}))),
        "Could not save the composite alarm as alarms [x, y] in the alarm rule do not exist"
    );
    assert_eq!(
        message(put(&mut lab, "c", " ALARM(a)", json!({}))),
        "AlarmRule must not contain leading or trailing whitespace or be null"
    );
    // One name, one alarm.
    assert!(message(put(&mut lab, "a", "TRUE", json!({}))).contains("another type"));
    lab.put_composite("c", "ALARM(a)", json!({}));
    let error = lab.fails("cloudwatch", "PutMetricAlarm", alarm_input(json!({ "AlarmName": "c" })));
    assert!(message(error).contains("another type"));
}

#[test]
fn a_composite_has_no_ec2_and_no_auto_scaling_actions() {
    let mut lab = Lab::new();
    lab.put_child("a");
    for (action, message) in [
        ("arn:aws:automate:us-east-1:ec2:stop", "EC2 actions are not supported"),
        (
            "arn:aws:autoscaling:us-east-1:123456789012:scalingPolicy:1:\
             autoScalingGroupName/g:policyName/p",
            "Auto Scaling actions are not supported",
        ),
    ] {
        let input = composite_input("c", "ALARM(a)", json!({ "AlarmActions": [action] }));
        let error = lab.fails("cloudwatch", "PutCompositeAlarm", input);
        assert_eq!(error["message"], format!("{message} for composite alarms"));
    }
}

#[test]
fn it_follows_its_children_and_says_which_decided() {
    let mut lab = Lab::new();
    lab.put_child("a");
    lab.put_child("b");
    lab.put_composite("both", "ALARM(a) AND ALARM(b)", json!({ "AlarmDescription": "two" }));
    assert_eq!(lab.composite("both"), StateValue::Ok);
    let shown = |lab: &mut Lab| {
        let input = json!({ "AlarmTypes": ["CompositeAlarm"] });
        lab.ok("cloudwatch", "DescribeAlarms", input)["CompositeAlarms"][0].clone()
    };
    let own = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:both";
    assert_eq!(
        shown(&mut lab)["StateReason"],
        format!("{own} was created and its alarm rule evaluates to OK")
    );
    lab.sleep(Span::secs(90));
    lab.set("a", "ALARM");
    assert_eq!(lab.composite("both"), StateValue::Ok);
    lab.sleep(Span::secs(5));
    lab.set("b", "ALARM");
    assert_eq!(lab.composite("both"), StateValue::Alarm);
    let child = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:b";
    let when = "Monday 06 January, 2025 00:01:35 UTC";
    let data = "{\"triggeringAlarms\":[{\"arn\":\"CHILD\",\"state\":{\"value\":\"ALARM\",\
                \"timestamp\":\"2025-01-06T00:01:35.000+0000\"}}]}";
    assert_eq!(
        shown(&mut lab),
        json!({
            "ActionsEnabled": true,
            "AlarmActions": [],
            "AlarmArn": own,
            "AlarmConfigurationUpdatedTimestamp": "2025-01-06T00:00:00+00:00",
            "AlarmDescription": "two",
            "AlarmName": "both",
            "AlarmRule": "ALARM(a) AND ALARM(b)",
            "InsufficientDataActions": [],
            "OKActions": [],
            "StateReason": format!("{child} transitioned to ALARM at {when}"),
            "StateReasonData": data.replace("CHILD", child),
            "StateUpdatedTimestamp": "2025-01-06T00:01:35+00:00",
            "StateValue": "ALARM",
            "StateTransitionedTimestamp": "2025-01-06T00:01:35+00:00",
        })
    );
    // The fact's cause is the child's change.
    let facts = lab.world.facts();
    let last = facts.iter().rev().find(|fact| changed(&fact.what) == Some(own)).unwrap();
    let Cause::Fact(cause) = last.cause else { panic!("{last:?}") };
    assert_eq!(changed(&facts.get(cause as usize).unwrap().what), Some(child));
}

fn changed(fact: &ServiceFact) -> Option<&str> {
    match fact {
        ServiceFact::CloudWatch(Fact::AlarmStateChanged { alarm, .. }) => Some(alarm.as_str()),
        _ => None,
    }
}

#[test]
fn reasons_have_aws_s_words() {
    let g1 = case("state_reasons", "g1");
    let own =
        Arn::parse("arn:aws:cloudwatch:us-east-1:111122223333:alarm:SuppressionDemo.Main").unwrap();
    assert_eq!(json!(reason::text(&own, &Trigger::Created, StateValue::Ok)), g1["expected"]);
    let arn =
        "arn:aws:cloudwatch:us-east-1:123456789012:alarm:SuppressionDemo.EventBridge.FirstChild";
    let seen = Seen {
        arn: Arn::parse(arn).unwrap(),
        state: StateValue::Alarm,
        since: at("2022-07-22T15:57:45.394Z"),
    };
    assert_eq!(
        reason::text(&own, &Trigger::Child(seen), StateValue::Alarm),
        format!("{arn} transitioned to ALARM at Friday 22 July, 2022 15:57:45 UTC")
    );
}

#[test]
fn a_composite_of_composites_follows_too_and_cycles_stop() {
    let mut lab = Lab::new();
    lab.put_child("a");
    lab.put_composite("inner", "ALARM(a)", json!({}));
    lab.put_composite("outer", "ALARM(inner) AND NOT ALARM(a)", json!({}));
    lab.put_composite("outer", "ALARM(inner)", json!({}));
    lab.set("a", "ALARM");
    assert_eq!(
        (lab.composite("inner"), lab.composite("outer")),
        (StateValue::Alarm, StateValue::Alarm)
    );
    // A loop may be made; the evaluation of those in it stops.
    lab.put_composite("inner", "ALARM(outer) AND ALARM(a)", json!({}));
    lab.set("a", "OK");
    assert_eq!(
        (lab.composite("inner"), lab.composite("outer")),
        (StateValue::Alarm, StateValue::Alarm)
    );
    // None of them can be deleted.
    for name in ["inner", "outer"] {
        let error = lab.fails("cloudwatch", "DeleteAlarms", json!({ "AlarmNames": [name] }));
        assert_eq!(
            error["message"],
            format!("Cannot delete {name} as there are composite alarm(s) depending on it.")
        );
    }
    // A rule of FALSE breaks it.
    lab.put_composite("inner", "FALSE", json!({}));
    assert_eq!((lab.composite("inner"), lab.composite("outer")), (StateValue::Ok, StateValue::Ok));
    lab.ok("cloudwatch", "DeleteAlarms", json!({ "AlarmNames": ["outer", "a"] }));
    lab.ok("cloudwatch", "DeleteAlarms", json!({ "AlarmNames": ["inner"] }));
}

#[test]
fn children_stay_while_somebody_looks_at_them() {
    let mut lab = Lab::new();
    for name in ["a", "b", "s"] {
        lab.put_child(name);
    }
    let suppressor = json!({ "ActionsSuppressor": "s", "ActionsSuppressorWaitPeriod": 0,
        "ActionsSuppressorExtensionPeriod": 0 });
    lab.put_composite("one", "ALARM(a) OR ALARM(b)", suppressor);
    lab.put_composite("two", "ALARM(a)", json!({}));
    let message = |lab: &mut Lab, names: Value| {
        lab.fails("cloudwatch", "DeleteAlarms", json!({ "AlarmNames": names }))["message"].clone()
    };
    assert_eq!(
        message(&mut lab, json!(["b", "a", "none"])),
        "Cannot delete a,b as there are composite alarm(s) depending on them."
    );
    assert!(message(&mut lab, json!(["s"])).as_str().unwrap().starts_with("Cannot delete s as"));
    assert!(message(&mut lab, json!(["one", "two"])).as_str().unwrap().contains("At most one"));
    lab.ok("cloudwatch", "DeleteAlarms", json!({ "AlarmNames": ["one", "b", "s"] }));
    lab.put_composite("two", "TRUE", json!({}));
    lab.ok("cloudwatch", "DeleteAlarms", json!({ "AlarmNames": ["a"] }));
    assert_eq!(lab.composite("two"), StateValue::Alarm);
}

#[test]
fn describing_tells_kinds_children_and_parents_apart() {
    let mut lab = Lab::new();
    lab.put_child("a");
    lab.put_composite("c1", "ALARM(a)", json!({ "Tags": [{ "Key": "k", "Value": "v" }] }));
    lab.put_composite("c2", "ALARM(c1)", json!({}));
    let names = |lab: &mut Lab, input: Value| {
        let reply = lab.ok("cloudwatch", "DescribeAlarms", input);
        let names = |list: &str| -> Vec<String> {
            let alarms = reply[list].as_array().unwrap().iter();
            alarms.map(|alarm| alarm["AlarmName"].as_str().unwrap().to_owned()).collect()
        };
        (names("MetricAlarms"), names("CompositeAlarms"))
    };
    let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    for (input, metric, composite) in [
        (json!({}), list(&["a"]), list(&[])),
        (json!({ "AlarmTypes": ["CompositeAlarm"] }), list(&[]), list(&["c1", "c2"])),
        (
            json!({ "AlarmTypes": ["CompositeAlarm", "MetricAlarm"] }),
            list(&["a"]),
            list(&["c1", "c2"]),
        ),
        (json!({ "ChildrenOfAlarmName": "c2" }), list(&[]), list(&["c1"])),
        (json!({ "ChildrenOfAlarmName": "c1" }), list(&["a"]), list(&[])),
        (json!({ "ParentsOfAlarmName": "a" }), list(&[]), list(&["c1"])),
    ] {
        assert_eq!(names(&mut lab, input.clone()), (metric, composite), "{input}");
    }
    let reply = lab.ok("cloudwatch", "DescribeAlarms", json!({ "ChildrenOfAlarmName": "c1" }));
    let keys: Vec<&String> = reply["MetricAlarms"][0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["AlarmName", "AlarmArn", "StateValue", "StateUpdatedTimestamp"]);
    let reply = lab.ok("cloudwatch", "DescribeAlarms", json!({ "ParentsOfAlarmName": "c1" }));
    let keys: Vec<&String> = reply["CompositeAlarms"][0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["AlarmArn", "AlarmName"]);
    let both = json!({ "ParentsOfAlarmName": "c1", "StateValue": "OK" });
    assert_eq!(lab.fails("cloudwatch", "DescribeAlarms", both)["code"], "ValidationError");
    let tags = json!({ "ResourceARN": "arn:aws:cloudwatch:us-east-1:123456789012:alarm:c1" });
    let tags = lab.ok("cloudwatch", "ListTagsForResource", tags);
    assert_eq!(tags, json!({ "Tags": [{ "Key": "k", "Value": "v" }] }));
}

#[test]
fn set_alarm_state_lasts_until_a_child_changes() {
    let mut lab = Lab::new();
    lab.put_child("a");
    lab.put_composite("c", "ALARM(a)", json!({}));
    lab.set("c", "ALARM");
    lab.sleep(Span::mins(10));
    assert_eq!(lab.composite("c"), StateValue::Alarm);
    lab.set("a", "OK");
    assert_eq!(lab.composite("c"), StateValue::Ok);
    let input = json!({ "AlarmName": "c", "AlarmTypes": ["CompositeAlarm"],
        "ScanBy": "TimestampAscending" });
    let reply = lab.ok("cloudwatch", "DescribeAlarmHistory", input);
    let items: Vec<(&str, &str)> = reply["AlarmHistoryItems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| (i["AlarmType"].as_str().unwrap(), i["HistorySummary"].as_str().unwrap()))
        .collect();
    assert_eq!(
        items,
        [
            ("CompositeAlarm", "Alarm \"c\" created"),
            ("CompositeAlarm", "Alarm updated from INSUFFICIENT_DATA to OK"),
            ("CompositeAlarm", "Alarm updated from OK to ALARM"),
            ("CompositeAlarm", "Alarm updated from ALARM to OK"),
        ]
    );
    let data: Value =
        serde_json::from_str(reply["AlarmHistoryItems"][0]["HistoryData"].as_str().unwrap())
            .unwrap();
    let keys: Vec<&String> = data["createdAlarm"].as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "alarmName",
            "alarmArn",
            "alarmConfigurationUpdatedTimestamp",
            "alarmRule",
            "stateValue",
            "stateUpdatedTimestamp",
            "actionsEnabled",
            "alarmActions",
            "insufficientDataActions",
            "okactions"
        ]
    );
}
