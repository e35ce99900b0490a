//! Insights: what trails look for, what they find, and how one hears of it.

use serde_json::{Value, json};
use watchtrail::gzip;
use watchtrail::services::cloudtrail::insights::{Insight, Kind, Phase, threshold};
use watchtrail::sim::{Region, Scope, Span};

use super::trails::{BUCKET, lab, set_policy, trail};
use super::{by, lookup};
use crate::support::{Lab, vectors};

fn scope(lab: &Lab) -> Scope {
    Scope { account: lab.world.account(), region: Region::US_EAST_1 }
}

fn look_for(lab: &mut Lab, kinds: &[&str]) {
    let selector = |kind: &&str| json!({ "InsightType": kind });
    let selectors: Vec<Value> = kinds.iter().map(selector).collect();
    let input = json!({ "TrailName": "main", "InsightSelectors": selectors });
    lab.ok("cloudtrail", "PutInsightSelectors", input);
}

/// A trail that has looked for long enough.
fn looking(kinds: &[&str]) -> Lab {
    let mut lab = lab();
    trail(&mut lab, json!({ "Name": "main" }));
    lab.ok("cloudtrail", "StartLogging", json!({ "Name": "main" }));
    look_for(&mut lab, kinds);
    lab.sleep(Span::hours(36));
    lab
}

/// So many calls at this instant.
fn topics(lab: &mut Lab, count: usize) {
    for n in 0..count {
        lab.ok("sns", "CreateTopic", json!({ "Name": format!("t{n}") }));
    }
}

fn found(lab: &Lab) -> Vec<&Insight> {
    let mut found: Vec<&Insight> =
        lab.world.cloudtrail().insights(scope(lab), lab.world.now()).map(|(_, it)| it).collect();
    found.reverse();
    found
}

/// The names of members, with those of what they hold.
fn members(value: &Value) -> Value {
    match value {
        Value::Object(map) => map.iter().map(|(name, it)| json!([name, members(it)])).collect(),
        Value::Array(items) => items.first().map_or(Value::Null, members),
        _ => Value::Null,
    }
}

/// Row H: Insights events.
#[test]
fn h_unusual_activity_begins_and_ends_with_events_of_aws_members() {
    let mut lab = looking(&["ApiCallRateInsight"]);
    topics(&mut lab, 3);
    lab.sleep(Span::hours(1));
    for count in [12, 10, 10] {
        topics(&mut lab, count);
        lab.sleep(Span::mins(1));
    }
    lab.sleep(Span::mins(20));
    let reply = lookup(&mut lab, json!({ "EventCategory": "insight" }));
    let [end, start] = reply["Events"].as_array().unwrap().as_slice() else { panic!("{reply}") };
    let record = |event: &Value| -> Value {
        serde_json::from_str(event["CloudTrailEvent"].as_str().unwrap()).unwrap()
    };
    let (first, last) = (record(start), record(end));
    assert_eq!(first["sharedEventID"], last["sharedEventID"]);
    assert_ne!(first["eventID"], last["eventID"]);
    let user = "arn:aws:iam::123456789012:user/admin";
    let usual = 0.000_297_619;
    let agent =
        first["insightDetails"]["insightContext"]["attributions"][1]["insight"][0]["value"].clone();
    let share = |value: &Value, average: f64| json!([{ "value": value, "average": average }]);
    let both = |name: &str, value: &Value, average: f64| {
        json!({ "attribute": name, "insight": share(value, average),
            "baseline": share(value, usual) })
    };
    let context = |average: f64, minutes: u32| {
        json!({
            "statistics": { "baseline": { "average": usual }, "insight": { "average": average },
                "insightDuration": minutes, "baselineDuration": 10080 },
            "attributions": [
                both("userIdentityArn", &json!(user), average),
                both("userAgent", &agent, average),
                both("errorCode", &json!("null"), average),
            ],
        })
    };
    let details = |state: &str, average: f64, minutes: u32| {
        json!({ "state": state, "eventSource": "sns.amazonaws.com", "eventName": "CreateTopic",
            "insightType": "ApiCallRateInsight", "insightContext": context(average, minutes) })
    };
    assert_eq!(first["insightDetails"], details("Start", 12.0, 1));
    assert_eq!(last["insightDetails"], details("End", 10.666_666_666_7, 3));
    let shape = |record: &Value, id: &Value, shared: &Value, time: &str, details: &Value| {
        assert_eq!(
            *record,
            json!({
                "eventVersion": "1.09", "eventTime": time, "awsRegion": "us-east-1",
                "eventID": id, "eventType": "AwsCloudTrailInsight",
                "recipientAccountId": "123456789012", "sharedEventID": shared,
                "insightDetails": details, "eventCategory": "Insight",
            })
        );
    };
    let shared = first["sharedEventID"].clone();
    let (one, other) = (details("Start", 12.0, 1), details("End", 10.666_666_666_7, 3));
    shape(&first, &start["EventId"], &shared, "2025-01-07T13:00:00Z", &one);
    shape(&last, &end["EventId"], &shared, "2025-01-07T13:03:00Z", &other);
    assert_eq!((start["EventName"].as_str(), start.get("ReadOnly")), (Some("CreateTopic"), None));
    // Member for member, in this order, as AWS writes them.
    let all = vectors("ct_records");
    let mut published = Vec::new();
    collect(&all, &mut published);
    assert_eq!(published.len(), 2);
    for (ours, theirs) in [first, last].iter().zip(published) {
        assert_eq!(members(ours), members(theirs));
    }
}

fn collect<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(map) if map.contains_key("insightDetails") => found.push(value),
        Value::Object(map) => map.values().for_each(|value| collect(value, found)),
        Value::Array(items) => items.iter().for_each(|value| collect(value, found)),
        _ => {}
    }
}

#[test]
fn h_a_file_of_its_own_folder_holds_them() {
    let mut lab = looking(&["ApiCallRateInsight"]);
    topics(&mut lab, 10);
    // A minute is looked at when it is over, and what is found is known a quarter of an hour later.
    lab.sleep(Span::mins(15));
    assert!(found(&lab).is_empty());
    lab.sleep(Span::mins(1));
    assert_eq!(found(&lab).len(), 1);
    lab.sleep(Span::mins(30));
    let prefix = "AWSLogs/123456789012/CloudTrail-Insight/us-east-1/2025/01/07/";
    let input = json!({ "Bucket": BUCKET, "Prefix": prefix });
    let listed = lab.ok("s3api", "ListObjectsV2", input);
    let keys: Vec<&str> = listed["Contents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|object| object["Key"].as_str().unwrap())
        .collect();
    assert_eq!(keys.len(), 2, "{keys:?}");
    let name = keys[0].strip_prefix(prefix).unwrap();
    assert!(
        name.starts_with("123456789012_CloudTrail-Insight_us-east-1_20250107T1216Z_"),
        "{name}"
    );
    let bucket = lab.world.s3().bucket(BUCKET).unwrap();
    let events = found(&lab);
    for (key, event) in keys.iter().zip(&events) {
        let object = bucket.objects.current(key).unwrap().object().unwrap();
        let content = gzip::unpack(object.body.bytes(), 1 << 20).unwrap().bytes;
        let content: Value = serde_json::from_slice(&content).unwrap();
        assert_eq!(content, json!({ "Records": [event.json()] }));
    }
    assert_eq!(events.iter().map(|it| it.phase).collect::<Vec<_>>(), [Phase::Start, Phase::End]);
}

#[test]
fn a_file_that_is_refused_waits_and_arrives() {
    let mut lab = looking(&["ApiCallRateInsight"]);
    topics(&mut lab, 10);
    lab.ok("s3api", "DeleteBucketPolicy", json!({ "Bucket": BUCKET }));
    lab.sleep(Span::mins(30));
    let arn = "arn:aws:cloudtrail:us-east-1:123456789012:trail/main";
    let files = |lab: &Lab| {
        let trails = lab.world.cloudtrail().trails();
        let trail = trails.values().find(|trail| trail.arn.as_str() == arn).unwrap();
        let files = &trail.place(Region::US_EAST_1).unwrap().files;
        files.iter().filter(|file| file.key.contains("CloudTrail-Insight")).count()
    };
    assert_eq!(files(&lab), 0);
    set_policy(&mut lab, BUCKET, &super::trails::policy(BUCKET));
    lab.sleep(Span::mins(5));
    assert_eq!(files(&lab), 2);
}

#[test]
fn errors_are_counted_by_their_codes_and_reads_too() {
    let mut lab = looking(&["ApiErrorRateInsight"]);
    let gone = json!({ "Name": "gone" });
    for _ in 0..10 {
        lab.fails("cloudtrail", "GetTrail", gone.clone());
    }
    topics(&mut lab, 10);
    lab.sleep(Span::mins(16));
    let [event] = found(&lab)[..] else { panic!("{:?}", found(&lab)) };
    assert_eq!((event.unit.kind, event.unit.name), (Kind::ErrorRate, "GetTrail"));
    let details = &event.json()["insightDetails"];
    assert_eq!(details["errorCode"], "TrailNotFoundException");
    let attributes = details["insightContext"]["attributions"].as_array().unwrap();
    let names: Vec<&str> = attributes.iter().map(|it| it["attribute"].as_str().unwrap()).collect();
    assert_eq!(names, ["userIdentityArn", "userAgent"]);
}

#[test]
fn few_calls_are_never_unusual_nor_are_many_where_many_are_usual() {
    let mut lab = looking(&["ApiCallRateInsight"]);
    topics(&mut lab, 9);
    lab.sleep(Span::mins(30));
    assert!(found(&lab).is_empty());
    topics(&mut lab, 10);
    lab.sleep(Span::mins(30));
    assert_eq!(found(&lab).len(), 2);
    for (usual, least) in [(0.0, 10.0), (0.5, 10.0), (1.0, 10.0), (1.2, 12.0), (30.0, 300.0)] {
        assert_eq!(threshold(usual), least);
    }
}

#[test]
fn nothing_is_said_too_early_nor_while_nobody_looks() {
    let mut lab = looking(&[]);
    topics(&mut lab, 50);
    lab.sleep(Span::hours(1));
    assert!(found(&lab).is_empty());
    look_for(&mut lab, &["ApiCallRateInsight"]);
    lab.sleep(Span::mins(36 * 60 - 1));
    topics(&mut lab, 50);
    lab.sleep(Span::hours(1));
    assert!(found(&lab).is_empty());
    topics(&mut lab, 50);
    lab.sleep(Span::hours(1));
    assert_eq!(found(&lab).len(), 2);
    lab.ok("cloudtrail", "StopLogging", json!({ "Name": "main" }));
    topics(&mut lab, 50);
    lab.sleep(Span::hours(1));
    assert_eq!(found(&lab).len(), 2);
}

#[test]
fn a_minute_at_a_time_or_all_at_once_is_the_same() {
    let mut lab = looking(&["ApiCallRateInsight", "ApiErrorRateInsight"]);
    topics(&mut lab, 20);
    let mut steps = Lab { world: lab.world.clone() };
    lab.sleep(Span::mins(60));
    for _ in 0..60 {
        steps.sleep(Span::mins(1));
    }
    assert_eq!(lab.world.digest(), steps.world.digest());
}

#[test]
fn events_are_looked_up_page_by_page_by_three_attributes() {
    let mut lab = looking(&["ApiCallRateInsight"]);
    topics(&mut lab, 10);
    for n in 0..10 {
        lab.ok("iam", "CreateUser", json!({ "UserName": format!("user{n}") }));
    }
    lab.sleep(Span::mins(30));
    let ask = |lab: &mut Lab, more: Value| {
        let mut input = json!({ "EventCategory": "insight" });
        for (key, value) in more.as_object().unwrap() {
            input[key] = value.clone();
        }
        lookup(lab, input)
    };
    let all = ask(&mut lab, json!({}));
    let events = all["Events"].as_array().unwrap().clone();
    assert_eq!(events.len(), 4);
    let first = ask(&mut lab, json!({ "MaxResults": 3 }));
    let rest = ask(&mut lab, json!({ "MaxResults": 3, "NextToken": first["NextToken"] }));
    let pages = [&first, &rest].map(|page| page["Events"].as_array().unwrap().clone());
    assert_eq!((pages.concat(), rest.get("NextToken")), (events.clone(), None));
    let id = events[2]["EventId"].as_str().unwrap();
    for (key, value, count) in [
        ("EventId", id, 1),
        ("EventName", "CreateUser", 2),
        ("EventSource", "sns.amazonaws.com", 2),
        ("EventSource", "ec2.amazonaws.com", 0),
    ] {
        let page = ask(&mut lab, by(key, value));
        assert_eq!(page["Events"].as_array().unwrap().len(), count, "{key} {value}");
    }
    let late = ask(&mut lab, json!({ "StartTime": "2025-01-07T12:01:00Z" }));
    assert_eq!(late["Events"].as_array().unwrap().len(), 2);
    let mut input = by("Username", "admin");
    input["EventCategory"] = json!("insight");
    let error = lab.fails("cloudtrail", "LookupEvents", input);
    assert_eq!(error["code"], "InvalidLookupAttributesException");
    // They are kept for ninety days, as events are.
    lab.sleep(Span::days(91));
    assert_eq!(ask(&mut lab, json!({})), json!({ "Events": [] }));
}

#[test]
fn selectors_are_put_told_and_taken_off() {
    let mut lab = lab();
    trail(&mut lab, json!({ "Name": "main" }));
    let arn = "arn:aws:cloudtrail:us-east-1:123456789012:trail/main";
    let error = lab.fails("cloudtrail", "GetInsightSelectors", json!({ "TrailName": "main" }));
    let text = format!(
        "Trail {arn} does not have Insights enabled. Edit the trail settings to enable Insights, \
         and then try the operation again."
    );
    assert_eq!(
        (&error["code"], &error["message"]),
        (&json!("InsightNotEnabledException"), &json!(text))
    );
    look_for(&mut lab, &["ApiErrorRateInsight", "ApiCallRateInsight"]);
    let selector = |kind: &str| json!({ "InsightType": kind, "EventCategories": ["Management"] });
    let told = lab.ok("cloudtrail", "GetInsightSelectors", json!({ "TrailName": arn }));
    let both = [selector("ApiCallRateInsight"), selector("ApiErrorRateInsight")];
    assert_eq!(told, json!({ "TrailARN": arn, "InsightSelectors": both }));
    let has = |lab: &mut Lab| {
        let described = lab.ok("cloudtrail", "DescribeTrails", json!({}));
        described["trailList"][0]["HasInsightSelectors"].clone()
    };
    assert_eq!(has(&mut lab), true);
    look_for(&mut lab, &[]);
    assert_eq!(has(&mut lab), false);
}

#[test]
fn selectors_that_cannot_be_are_refused() {
    let mut lab = lab();
    trail(&mut lab, json!({ "Name": "main" }));
    let put = |lab: &mut Lab, selectors: Value| {
        let input = json!({ "TrailName": "main", "InsightSelectors": selectors });
        lab.fails("cloudtrail", "PutInsightSelectors", input)["code"].clone()
    };
    let wrong = "InvalidInsightSelectorsException";
    let call_rate = "ApiCallRateInsight";
    for selectors in [
        json!([{ "InsightType": "Everything" }]),
        json!([{}]),
        json!([{ "InsightType": call_rate, "EventCategories": ["Other"] }]),
    ] {
        assert_eq!(put(&mut lab, selectors), wrong);
    }
    let data = json!([{ "InsightType": call_rate, "EventCategories": ["Data"] }]);
    assert_eq!(put(&mut lab, data), "NotSimulated");
    let basic = |kind: &str, management: bool| {
        let data = json!([{ "Type": "AWS::S3::Object", "Values": ["arn:aws:s3"] }]);
        json!({ "TrailName": "main", "EventSelectors": [{ "ReadWriteType": kind,
            "IncludeManagementEvents": management, "DataResources": data }] })
    };
    lab.ok("cloudtrail", "PutEventSelectors", basic("ReadOnly", true));
    assert_eq!(put(&mut lab, json!([{ "InsightType": call_rate }])), wrong);
    look_for(&mut lab, &["ApiErrorRateInsight"]);
    lab.ok("cloudtrail", "PutEventSelectors", basic("All", false));
    assert_eq!(put(&mut lab, json!([{ "InsightType": "ApiErrorRateInsight" }])), wrong);
    let nameless = json!({ "InsightSelectors": [] });
    let error = lab.fails("cloudtrail", "PutInsightSelectors", nameless);
    assert_eq!(error["code"], "InvalidParameterCombinationException");
}

/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/send-cloudtrail-events-to-cloudwatch-logs.html>
#[test]
fn h_unusual_activity_goes_to_the_log_group_as_well() {
    let mut lab = super::logs::logging(false);
    look_for(&mut lab, &["ApiCallRateInsight"]);
    lab.sleep(Span::hours(36));
    topics(&mut lab, 12);
    lab.sleep(Span::mins(30));
    let expected: Vec<Value> = found(&lab).iter().map(|it| it.json()).collect();
    assert_eq!(expected.len(), 2);
    let input = json!({ "logGroupName": "CloudTrail/logs",
        "filterPattern": "{ $.eventCategory = \"Insight\" }" });
    let reply = lab.ok("logs", "FilterLogEvents", input);
    let events = reply["events"].as_array().unwrap().iter();
    let message = |event: &Value| -> Value {
        serde_json::from_str(event["message"].as_str().unwrap()).unwrap()
    };
    let logged: Vec<Value> = events.map(message).collect();
    assert_eq!(logged, expected);
}
