//! Functions: who may invoke them, what they are handed, what is recorded and measured of it.

use serde_json::{Value, json};
use watchtrail::services::lambda::Fact;
use watchtrail::services::lambda::state::Conduct;
use watchtrail::services::{Request, ServiceFact};
use watchtrail::sim::{Call, Change, Command, Region, Span, Via, Who};

use crate::support::{Lab, vectors};

const FUNCTION: &str = "arn:aws:lambda:us-east-1:123456789012:function:handler";
const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:ops-alerts";
const ALARM: &str = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:load-high";

/// A world with a function that can be invoked.
fn lab() -> Lab {
    let mut lab = Lab::new();
    let trust = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }] });
    let role = json!({ "RoleName": "fn", "AssumeRolePolicyDocument": trust.to_string() });
    lab.ok("iam", "CreateRole", role);
    lab.ok("lambda", "CreateFunction", make("handler"));
    lab.sleep(Span::secs(10));
    lab
}

fn make(name: &str) -> Value {
    json!({ "FunctionName": name, "Runtime": "python3.13", "Handler": "app.handler",
        "Role": "arn:aws:iam::123456789012:role/fn", "Code": { "ZipFile": "PK\u{3}\u{4}" } })
}

fn allow(lab: &mut Lab, principal: &str, source: Option<&str>) {
    let mut input = json!({ "FunctionName": "handler", "StatementId": "one",
        "Action": "lambda:InvokeFunction", "Principal": principal });
    if let Some(source) = source {
        input["SourceArn"] = json!(source);
    }
    lab.ok("lambda", "AddPermission", input);
}

/// Who invoked functions with what, and what went wrong.
fn invoked(lab: &Lab) -> Vec<(String, Value, Option<String>)> {
    let facts = lab.world.facts().iter();
    let invoked = facts.filter_map(|fact| match &fact.what {
        ServiceFact::Lambda(Fact::Invoked { by, event, error, .. }) => {
            Some((by.clone(), serde_json::from_str(event).unwrap(), error.clone()))
        }
        _ => None,
    });
    invoked.collect()
}

fn last_record(lab: &Lab, name: &str) -> Value {
    let records = lab.world.cloudtrail().records();
    records.iter().map(|record| record.json()).rfind(|one| one["eventName"] == name).unwrap()
}

fn alarm(lab: &mut Lab) {
    let alarm = json!({ "AlarmName": "load-high", "Namespace": "app", "MetricName": "load",
        "Statistic": "Average", "Period": 60, "EvaluationPeriods": 1, "Threshold": 1.0,
        "ComparisonOperator": "GreaterThanThreshold", "AlarmActions": [FUNCTION] });
    lab.ok("cloudwatch", "PutMetricAlarm", alarm);
}

fn turn(lab: &mut Lab) {
    for state in ["OK", "ALARM"] {
        let input = json!({ "AlarmName": "load-high", "StateValue": state, "StateReason": "t" });
        lab.ok("cloudwatch", "SetAlarmState", input);
        lab.sleep(Span::secs(1));
    }
}

/// What the alarm's history says of its newest action: the error, or nothing.
fn history(lab: &mut Lab) -> Value {
    let input = json!({ "AlarmName": "load-high", "HistoryItemType": "Action" });
    let reply = lab.ok("cloudwatch", "DescribeAlarmHistory", input);
    let data = reply["AlarmHistoryItems"][0]["HistoryData"].as_str().unwrap();
    serde_json::from_str::<Value>(data).unwrap()["error"].clone()
}

/// row: Lambda action
#[test]
fn an_alarm_invokes_a_function_whose_policy_lets_it() {
    let mut lab = lab();
    alarm(&mut lab);
    turn(&mut lab);
    assert_eq!(invoked(&lab), []);
    assert_eq!(
        history(&mut lab),
        "CloudWatch Alarms is not authorized to perform: lambda:InvokeFunction on the resource \
         because no resource-based policy allows the lambda:InvokeFunction action"
    );
    let denied = last_record(&lab, "Invoke");
    assert_eq!(denied["errorCode"], "AccessDenied");
    allow(&mut lab, "lambda.alarms.cloudwatch.amazonaws.com", Some(ALARM));
    turn(&mut lab);
    assert_eq!(history(&mut lab), Value::Null);
    let all = invoked(&lab);
    let [(by, event, None)] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!(by, "lambda.alarms.cloudwatch.amazonaws.com");
    assert_eq!((&event["alarmArn"], &event["source"]), (&json!(ALARM), &json!("aws.cloudwatch")));
    assert_eq!(event["alarmData"]["state"]["value"], "ALARM");
    let record = last_record(&lab, "Invoke");
    assert_eq!(record["userIdentity"]["invokedBy"], "lambda.alarms.cloudwatch.amazonaws.com");
    assert_eq!(record["requestParameters"]["invocationType"], "Event");
    assert_eq!(record["resources"][0]["ARN"], FUNCTION);
    // An alarm of another name is not meant, and what is gone cannot be invoked.
    lab.ok("lambda", "DeleteFunction", json!({ "FunctionName": "handler" }));
    turn(&mut lab);
    assert_ne!(history(&mut lab), Value::Null);
}

#[test]
fn a_topic_hands_its_messages_to_a_function() {
    let mut lab = lab();
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops-alerts" }));
    let input = json!({ "TopicArn": TOPIC, "Protocol": "lambda", "Endpoint": FUNCTION });
    let reply = lab.ok("sns", "Subscribe", input);
    let subscription = reply["SubscriptionArn"].as_str().unwrap().to_owned();
    assert!(subscription.starts_with(TOPIC), "{subscription}");
    let publish = json!({ "TopicArn": TOPIC, "Message": "hello", "Subject": "Hi" });
    lab.ok("sns", "Publish", publish.clone());
    assert_eq!(invoked(&lab), []);
    let denied = last_record(&lab, "Invoke");
    assert_eq!(
        denied["errorMessage"],
        format!(
            "User: sns.amazonaws.com is not authorized to perform: lambda:InvokeFunction on \
             resource: {FUNCTION} because no resource-based policy allows the \
             lambda:InvokeFunction action"
        )
    );
    allow(&mut lab, "sns.amazonaws.com", Some(TOPIC));
    lab.ok("sns", "Publish", publish);
    let all = invoked(&lab);
    let [(by, event, None)] = all.as_slice() else { panic!("{all:?}") };
    assert_eq!(by, "sns.amazonaws.com");
    let vector = vectors_of_lambda();
    let names =
        |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };
    let (ours, theirs) = (&event["Records"][0], &vector["Records"][0]);
    assert_eq!(names(ours), names(theirs));
    assert_eq!(names(&ours["Sns"]), names(&theirs["Sns"]));
    assert_eq!((&ours["Sns"]["Message"], &ours["Sns"]["Subject"]), (&json!("hello"), &json!("Hi")));
    assert_eq!(ours["EventSubscriptionArn"], json!(subscription));
}

fn vectors_of_lambda() -> Value {
    let all = vectors("sns_messages");
    let cases = all["messages"].as_array().unwrap();
    cases.iter().find(|case| case["id"] == "lambda-event").unwrap()["event"].clone()
}

#[test]
fn what_fails_unheard_is_invoked_twice_more() {
    let mut lab = lab();
    let conduct = Conduct::Fails("no such table".to_owned());
    let change = Change::Function { name: "handler".to_owned(), conduct };
    lab.world.apply(&Command::World(change)).reply.unwrap();
    let input = json!({ "FunctionName": "handler", "InvocationType": "Event", "Payload": "[1]" });
    let reply = lab.ok("lambda", "Invoke", input);
    assert_eq!(reply, json!({ "StatusCode": 202, "Payload": "" }));
    lab.sleep(Span::mins(1));
    assert_eq!(invoked(&lab).len(), 2);
    lab.sleep(Span::mins(10));
    let all = invoked(&lab);
    assert_eq!(all.len(), 3);
    assert!(all.iter().all(|(_, event, error)| {
        *event == json!([1]) && error.as_deref() == Some("no such table")
    }));
    // One that is waited for is not tried again.
    let reply = lab.ok("lambda", "Invoke", json!({ "FunctionName": FUNCTION }));
    assert_eq!(reply["FunctionError"], "Unhandled");
    assert_eq!(reply["Payload"], r#"{"errorMessage":"no such table","errorType":"Error"}"#);
    lab.sleep(Span::mins(10));
    assert_eq!(invoked(&lab).len(), 4);
}

#[test]
fn invocations_are_metrics() {
    let mut lab = lab();
    let statistics = |lab: &mut Lab, name: &str, stat: &str, dimensions: Value| {
        let now = lab.world.now();
        let input = json!({ "Namespace": "AWS/Lambda", "MetricName": name,
            "Dimensions": dimensions, "StartTime": (now - Span::mins(5)).rfc3339(),
            "EndTime": now.rfc3339(), "Period": 300, "Statistics": [stat] });
        let reply = lab.ok("cloudwatch", "GetMetricStatistics", input);
        reply["Datapoints"].as_array().unwrap().iter().map(|it| it[stat].as_f64().unwrap()).sum()
    };
    let named = json!([{ "Name": "FunctionName", "Value": "handler" }]);
    lab.sleep(Span::mins(3));
    lab.ok("lambda", "Invoke", json!({ "FunctionName": "handler" }));
    let conduct = Conduct::Fails("x".to_owned());
    let change = Change::Function { name: "handler".to_owned(), conduct };
    lab.world.apply(&Command::World(change)).reply.unwrap();
    lab.ok("lambda", "Invoke", json!({ "FunctionName": "handler" }));
    let none: f64 = statistics(&mut lab, "Invocations", "Sum", named.clone());
    assert_eq!(none, 0.0, "points come two minutes after their minute began");
    lab.sleep(Span::mins(2));
    for (name, stat, expected) in
        [("Invocations", "Sum", 2.0), ("Errors", "Sum", 1.0), ("Throttles", "Sum", 0.0)]
    {
        for dimensions in [named.clone(), json!([])] {
            let found: f64 = statistics(&mut lab, name, stat, dimensions);
            assert_eq!(found, expected, "{name}");
        }
    }
    let average: f64 = statistics(&mut lab, "Duration", "Average", named);
    assert!((80.0..160.0).contains(&average), "{average}");
    lab.sleep(Span::mins(15));
    let listed = lab.ok("cloudwatch", "ListMetrics", json!({ "Namespace": "AWS/Lambda" }));
    assert!(!listed["Metrics"].as_array().unwrap().is_empty());
}

#[test]
fn another_account_invokes_as_the_policy_says() {
    let mut lab = lab();
    lab.ok("organizations", "CreateOrganization", json!({}));
    let input = json!({ "AccountName": "dev", "Email": "dev@example.com" });
    lab.ok("organizations", "CreateAccount", input);
    lab.sleep(Span::mins(2));
    let accounts = lab.ok("organizations", "ListAccounts", json!({}));
    let other = accounts["Accounts"].as_array().unwrap().iter();
    let other = other.map(|it| it["Id"].as_str().unwrap()).find(|id| *id != "123456789012");
    let other = other.unwrap().to_owned();
    let call = |lab: &mut Lab| {
        let who = Who::Of(format!("root@{other}"));
        let input = json!({ "FunctionName": FUNCTION });
        let request = Request::decode("lambda", "Invoke", input).unwrap();
        let call = Call { who, region: Region::US_EAST_1, via: Via::Cli, request };
        lab.world.apply(&Command::Call(call)).reply
    };
    assert_eq!(call(&mut lab).unwrap_err().code, "AccessDeniedException");
    allow(&mut lab, &other, None);
    assert_eq!(call(&mut lab).unwrap()["StatusCode"], 200);
    let records = lab.world.cloudtrail().records();
    let both: Vec<Value> = records.iter().map(|record| record.json()).collect();
    let both = both.iter().filter(|it| it["eventName"] == "Invoke" && it["errorCode"].is_null());
    let recipients: Vec<&Value> = both.map(|it| &it["recipientAccountId"]).collect();
    assert_eq!(recipients, [&json!(other), &json!("123456789012")]);
}

#[test]
fn a_role_must_be_passed_and_trust_lambda() {
    let mut lab = lab();
    lab.ok("iam", "CreateUser", json!({ "UserName": "dev" }));
    let policy = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Action": "lambda:*", "Resource": "*" }] });
    let input =
        json!({ "UserName": "dev", "PolicyName": "p", "PolicyDocument": policy.to_string() });
    lab.ok("iam", "PutUserPolicy", input);
    let refused = lab.call("dev", "lambda", "CreateFunction", make("two")).reply.unwrap_err();
    assert_eq!(
        refused.message,
        "User: arn:aws:iam::123456789012:user/dev is not authorized to perform: iam:PassRole on \
         resource: arn:aws:iam::123456789012:role/fn because no identity-based policy allows the \
         iam:PassRole action"
    );
    let mut input = make("two");
    input["Role"] = json!("arn:aws:iam::123456789012:role/none");
    let error = lab.fails("lambda", "CreateFunction", input);
    assert_eq!(error["message"], "The role defined for the function cannot be assumed by Lambda.");
}

#[test]
fn without_its_last_permission_a_function_has_no_policy() {
    let mut lab = lab();
    allow(&mut lab, "sns.amazonaws.com", None);
    let function = json!({ "FunctionName": "handler" });
    lab.ok("lambda", "GetPolicy", function.clone());
    let one = json!({ "FunctionName": "handler", "StatementId": "one" });
    lab.ok("lambda", "RemovePermission", one.clone());
    let gone = lab.fails("lambda", "GetPolicy", function);
    assert_eq!(gone["code"], "ResourceNotFoundException");
    let gone = lab.fails("lambda", "RemovePermission", one);
    assert_eq!(gone["code"], "ResourceNotFoundException");
}

/// A version keeps what the function was; an alias is called, permitted and recorded by its own
/// name, and runs the version it means.
#[test]
fn an_alias_runs_the_version_it_points_at() {
    let mut lab = lab();
    let of = |more: Value| {
        let mut input = json!({ "FunctionName": "handler" });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    let first = lab.ok("lambda", "PublishVersion", of(json!({})));
    assert_eq!(
        (&first["Version"], &first["FunctionArn"]),
        (&json!("1"), &json!(format!("{FUNCTION}:1")))
    );
    // Nothing has changed, so nothing new is published.
    assert_eq!(lab.ok("lambda", "PublishVersion", of(json!({})))["Version"], "1");
    lab.ok("lambda", "UpdateFunctionConfiguration", of(json!({ "MemorySize": 512 })));
    lab.sleep(Span::secs(10));
    assert_eq!(lab.ok("lambda", "PublishVersion", of(json!({})))["Version"], "2");
    let memory = |lab: &mut Lab, qualifier: &str| {
        let input = of(json!({ "Qualifier": qualifier }));
        lab.ok("lambda", "GetFunctionConfiguration", input)["MemorySize"].clone()
    };
    assert_eq!([memory(&mut lab, "1"), memory(&mut lab, "2")], [json!(128), json!(512)]);
    let alias = json!({ "Name": "prod", "FunctionVersion": "1" });
    lab.ok("lambda", "CreateAlias", of(alias));
    lab.sleep(Span::secs(10));
    let called = json!({ "FunctionName": format!("{FUNCTION}:prod") });
    assert_eq!(lab.ok("lambda", "Invoke", called)["ExecutedVersion"], "1");
    let record = last_record(&lab, "Invoke");
    assert_eq!(record["additionalEventData"]["functionVersion"], format!("{FUNCTION}:1"));
    let moved = of(json!({ "Name": "prod", "FunctionVersion": "2" }));
    lab.ok("lambda", "UpdateAlias", moved);
    assert_eq!(memory(&mut lab, "prod"), 512);
    // A version that an alias points at stays.
    let stays = lab.fails("lambda", "DeleteFunction", of(json!({ "Qualifier": "2" })));
    assert_eq!(stays["code"], "ResourceConflictException");
    // Whoever is let at the function is not let at its alias.
    let permission = json!({ "StatementId": "one", "Action": "lambda:InvokeFunction",
        "Principal": "sns.amazonaws.com", "Qualifier": "prod" });
    lab.ok("lambda", "AddPermission", of(permission));
    lab.fails("lambda", "GetPolicy", of(json!({})));
    let policy = lab.ok("lambda", "GetPolicy", of(json!({ "Qualifier": "prod" })));
    assert!(policy["Policy"].as_str().unwrap().contains(&format!("{FUNCTION}:prod")));
    lab.ok("lambda", "DeleteAlias", of(json!({ "Name": "prod" })));
    let none = lab.fails("lambda", "GetAlias", of(json!({ "Name": "prod" })));
    assert_eq!(none["message"], format!("Cannot find alias arn: {FUNCTION}:prod"));
}
