//! Trails at work: files, what is in them, and what becomes of those that cannot be delivered.

use serde_json::{Value, json};
use watchtrail::gzip;
use watchtrail::services::ServiceFact;
use watchtrail::services::cloudtrail::Fact;
use watchtrail::sim::fact::Cause;
use watchtrail::sim::{Call, Command, Region, Span, Via, Who};

use super::trails::{BUCKET, lab, policy, set_policy, trail};
use super::{call_in, seoul};
use crate::support::Lab;

fn logging(input: Value) -> Lab {
    let mut lab = lab();
    let name = input["Name"].clone();
    trail(&mut lab, input);
    lab.ok("cloudtrail", "StartLogging", json!({ "Name": name }));
    lab
}

/// The keys in the bucket.
fn keys(lab: &Lab) -> Vec<String> {
    let bucket = lab.world.s3().bucket(BUCKET).unwrap();
    bucket.objects.present().map(|(key, ..)| key.clone()).collect()
}

/// What all files hold, in the order of their keys' times: Region and name of each event.
fn events(lab: &Lab) -> Vec<(String, String)> {
    let bucket = lab.world.s3().bucket(BUCKET).unwrap();
    let mut found = Vec::new();
    for (_, _, put) in bucket.objects.present() {
        let text =
            String::from_utf8(gzip::unpack(put.body.bytes(), 1 << 20).unwrap().bytes).unwrap();
        assert!(!text.contains('\n'));
        let file: Value = serde_json::from_str(&text).unwrap();
        for record in file["Records"].as_array().unwrap() {
            let text = |name: &str| record[name].as_str().unwrap().to_owned();
            found.push((record["eventTime"].clone(), text("awsRegion"), text("eventName")));
        }
    }
    found.sort_by_key(|(time, ..)| time.as_str().unwrap().to_owned());
    found.into_iter().map(|(_, region, name)| (region, name)).collect()
}

fn names(lab: &Lab) -> Vec<String> {
    events(lab).into_iter().map(|(_, name)| name).collect()
}

fn status(lab: &mut Lab) -> Value {
    lab.ok("cloudtrail", "GetTrailStatus", json!({ "Name": "main" }))
}

#[test]
fn h_files_come_every_five_minutes_under_awss_names_when_there_are_events() {
    let mut lab = logging(json!({ "Name": "main" }));
    assert_eq!(keys(&lab), Vec::<String>::new());
    lab.sleep(Span::mins(5));
    let [key] = keys(&lab).try_into().unwrap();
    let begin = "AWSLogs/123456789012/CloudTrail/us-east-1/2025/01/06/\
                 123456789012_CloudTrail_us-east-1_20250106T0005Z_";
    let letters = key.strip_prefix(begin).and_then(|rest| rest.strip_suffix(".json.gz")).unwrap();
    assert!(letters.len() == 16 && letters.chars().all(|c| c.is_ascii_alphanumeric()), "{key}");
    assert_eq!(names(&lab), ["StartLogging"]);
    // Nothing happens, nothing is made, and nothing waits to be woken.
    lab.sleep(Span::days(2));
    assert_eq!(keys(&lab).len(), 1);
    assert_eq!(lab.world.waiting().count(), 0);
    lab.ok("sns", "CreateTopic", json!({ "Name": "a" }));
    lab.sleep(Span::mins(4));
    lab.ok("sns", "CreateTopic", json!({ "Name": "b" }));
    lab.sleep(Span::mins(10));
    assert_eq!(keys(&lab).len(), 2);
    assert_eq!(names(&lab), ["StartLogging", "CreateTopic", "CreateTopic"]);
    let status = status(&mut lab);
    assert_eq!(status["LatestDeliveryAttemptTime"], "2025-01-08T00:10:00Z");
    assert_eq!(status["LatestDeliveryAttemptSucceeded"], "2025-01-08T00:10:00Z");
    assert_eq!(status["IsLogging"], true);
}

#[test]
fn h_stop_logging_itself_is_recorded_and_delivered() {
    let mut lab = logging(json!({ "Name": "main" }));
    lab.sleep(Span::mins(7));
    lab.ok("cloudtrail", "StopLogging", json!({ "Name": "main" }));
    lab.ok("sns", "CreateTopic", json!({ "Name": "unseen" }));
    lab.sleep(Span::hours(1));
    assert_eq!(names(&lab), ["StartLogging", "StopLogging"]);
    lab.ok("cloudtrail", "StartLogging", json!({ "Name": "main" }));
    lab.ok("cloudtrail", "DeleteTrail", json!({ "Name": "main" }));
    lab.ok("sns", "CreateTopic", json!({ "Name": "unseen" }));
    lab.sleep(Span::hours(1));
    assert_eq!(names(&lab), ["StartLogging", "StopLogging", "StartLogging", "DeleteTrail"]);
    assert_eq!(lab.world.waiting().count(), 0);
}

#[test]
fn h_a_multi_region_trail_has_a_folder_for_each_region_and_global_events_once() {
    let mut lab = logging(json!({ "Name": "main", "IsMultiRegionTrail": true }));
    let topic = json!({ "Name": "a" });
    call_in(&mut lab, seoul(), "sns", "CreateTopic", topic).reply.unwrap();
    call_in(&mut lab, seoul(), "iam", "CreateUser", json!({ "UserName": "u" })).reply.unwrap();
    lab.sleep(Span::mins(5));
    let keys = keys(&lab);
    assert_eq!(keys.len(), 2);
    assert!(keys[0].starts_with("AWSLogs/123456789012/CloudTrail/ap-northeast-2/2025/01/06/"));
    assert_eq!(
        events(&lab),
        [
            ("ap-northeast-2".to_owned(), "CreateTopic".to_owned()),
            ("us-east-1".to_owned(), "StartLogging".to_owned()),
            ("us-east-1".to_owned(), "CreateUser".to_owned()),
        ]
    );
    // The status is that of one Region.
    let arn = json!({ "Name": "arn:aws:cloudtrail:us-east-1:123456789012:trail/main" });
    let there = call_in(&mut lab, seoul(), "cloudtrail", "GetTrailStatus", arn).reply.unwrap();
    assert_eq!(there["LatestDeliveryAttemptSucceeded"], "2025-01-06T00:05:00Z");
}

#[test]
fn h_a_single_region_trail_takes_its_region_and_global_events_if_it_wants_them() {
    for (global, expected) in
        [(true, vec!["StartLogging", "CreateUser"]), (false, vec!["StartLogging"])]
    {
        let mut lab = logging(json!({ "Name": "main", "IncludeGlobalServiceEvents": global }));
        call_in(&mut lab, seoul(), "sns", "CreateTopic", json!({ "Name": "a" })).reply.unwrap();
        lab.ok("iam", "CreateUser", json!({ "UserName": "u" }));
        lab.sleep(Span::mins(5));
        assert_eq!(names(&lab), expected);
    }
}

fn select_objects(lab: &mut Lab) {
    let input = json!({ "TrailName": "main", "EventSelectors": [{
        "ReadWriteType": "WriteOnly", "IncludeManagementEvents": false,
        "DataResources": [{ "Type": "AWS::S3::Object", "Values": ["arn:aws:s3"] }],
    }] });
    lab.ok("cloudtrail", "PutEventSelectors", input);
}

#[test]
fn h_data_events_of_objects_are_delivered_when_selected_and_deliveries_are_such_events() {
    let mut lab = logging(json!({ "Name": "main" }));
    select_objects(&mut lab);
    let object = json!({ "Bucket": BUCKET, "Key": "note.txt", "Body": "x" });
    lab.ok("s3api", "PutObject", object);
    lab.ok("s3api", "GetObject", json!({ "Bucket": BUCKET, "Key": "note.txt" }));
    lab.sleep(Span::mins(5));
    lab.ok("s3api", "DeleteObject", json!({ "Bucket": BUCKET, "Key": "note.txt" }));
    let record = lab.world.cloudtrail().records().iter().rfind(|record| {
        record.event_name == "PutObject" && record.source_ip == "cloudtrail.amazonaws.com"
    });
    let record = record.unwrap().json();
    assert_eq!(
        record["userIdentity"],
        json!({ "type": "AWSService", "invokedBy": "cloudtrail.amazonaws.com" })
    );
    assert_eq!(record["requestParameters"]["x-amz-acl"], "bucket-owner-full-control");
    assert!(record["additionalEventData"]["bytesTransferredIn"].as_u64().unwrap() > 100);
    assert_eq!(record["managementEvent"], false);
    lab.sleep(Span::mins(10));
    // Each delivery is an event of the next file, on and on, as AWS warns.
    assert_eq!(keys(&lab).len(), 3);
    assert_eq!(
        names(&lab),
        ["StartLogging", "PutObject", "PutObject", "DeleteObject", "PutObject"]
    );
    let input = json!({ "Name": "main", "RecursiveLogging": false });
    lab.ok("cloudtrail", "UpdateTrail", input);
    lab.sleep(Span::hours(1));
    assert_eq!(keys(&lab).len(), 4);
    assert_eq!(lab.world.waiting().count(), 0);
}

#[test]
fn h_a_bucket_policy_that_stops_delivery_shows_in_the_status_and_is_tried_again() {
    let mut lab = logging(json!({ "Name": "main" }));
    lab.sleep(Span::mins(5));
    lab.ok("s3api", "DeleteBucketPolicy", json!({ "Bucket": BUCKET }));
    lab.sleep(Span::mins(1));
    lab.ok("sns", "CreateTopic", json!({ "Name": "a" }));
    lab.sleep(Span::mins(14));
    let failed = status(&mut lab);
    assert_eq!(failed["LatestDeliveryError"], "AccessDenied");
    assert_eq!(failed["LatestDeliveryAttemptTime"], "2025-01-06T00:20:00Z");
    assert_eq!(failed["LatestDeliveryAttemptSucceeded"], "2025-01-06T00:05:00Z");
    let facts = lab.world.facts().iter();
    let told: Vec<_> = facts
        .filter_map(|fact| match &fact.what {
            ServiceFact::CloudTrail(Fact::NotDelivered { error, record, .. }) => {
                Some((fact.cause, error.as_str(), *record))
            }
            _ => None,
        })
        .collect();
    // Said once, with the call that was refused and why.
    let [(Cause::Fact(why), "AccessDenied", record)] = told[..] else { panic!("{told:?}") };
    let started = lab.world.facts().get(why as usize).unwrap();
    assert!(matches!(started.what, ServiceFact::CloudTrail(Fact::LoggingStarted { .. })));
    let record = lab.world.cloudtrail().records().get(record as usize).unwrap();
    assert!(record.decision.is_some());
    assert_eq!(record.json()["errorCode"], "AccessDenied");
    set_policy(&mut lab, BUCKET, &policy(BUCKET));
    lab.sleep(Span::mins(5));
    let mended = status(&mut lab);
    assert_eq!(mended.get("LatestDeliveryError"), None);
    assert_eq!(mended["LatestDeliveryAttemptSucceeded"], "2025-01-06T00:25:00Z");
    assert_eq!(
        names(&lab),
        ["StartLogging", "DeleteBucketPolicy", "CreateTopic", "GetTrailStatus", "PutBucketPolicy"]
    );
    // The file that waited has the time it was made at.
    assert!(keys(&lab)[1].contains("T0010Z"), "{:?}", keys(&lab));
}

#[test]
fn a_bucket_that_is_gone_is_tried_for_thirty_days() {
    let mut lab = logging(json!({ "Name": "main" }));
    lab.ok("s3api", "DeleteBucketPolicy", json!({ "Bucket": BUCKET }));
    lab.ok("s3api", "DeleteBucket", json!({ "Bucket": BUCKET }));
    lab.sleep(Span::mins(6));
    assert_eq!(status(&mut lab)["LatestDeliveryError"], "NoSuchBucket");
    lab.ok("cloudtrail", "StopLogging", json!({ "Name": "main" }));
    lab.sleep(Span::days(31));
    let facts = lab.world.facts().iter().map(|fact| &fact.what);
    let lost: Vec<u32> = facts
        .filter_map(|fact| match fact {
            ServiceFact::CloudTrail(Fact::GivenUp { events, .. }) => Some(*events),
            _ => None,
        })
        .collect();
    assert_eq!(lost, [3, 2]);
    assert_eq!(lab.world.waiting().count(), 0);
}

#[test]
fn h_a_topic_is_told_of_each_delivery() {
    let mut lab = lab();
    let topic = lab.ok("sns", "CreateTopic", json!({ "Name": "news" }))["TopicArn"].clone();
    let policy = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" },
        "Action": "SNS:Publish", "Resource": topic,
    }] });
    let attribute = json!({
        "TopicArn": topic, "AttributeName": "Policy", "AttributeValue": policy.to_string(),
    });
    lab.ok("sns", "SetTopicAttributes", attribute);
    trail(&mut lab, json!({ "Name": "main", "SnsTopicName": topic }));
    lab.ok("cloudtrail", "StartLogging", json!({ "Name": "main" }));
    let listener = json!({ "TopicArn": topic, "Protocol": "email", "Endpoint": "a@example.com" });
    lab.ok("sns", "Subscribe", listener);
    let link = lab.world.inbox().mails().last().unwrap().mail.link.clone().unwrap();
    let (who, request) = (Who::Anonymous, link.action.request());
    let call = Call { who, region: Region::US_EAST_1, via: Via::MailLink, request };
    lab.world.apply(&Command::Call(call)).reply.unwrap();
    lab.sleep(Span::mins(5));
    let record = lab.world.cloudtrail().records().last().unwrap().json();
    assert_eq!(record["eventName"], "Publish");
    let mail = &lab.world.inbox().mails().last().unwrap().mail;
    let told: Value = serde_json::from_str(mail.body.lines().next().unwrap()).unwrap();
    assert_eq!(told, json!({ "s3Bucket": BUCKET, "s3ObjectKey": keys(&lab) }));
    assert_eq!(status(&mut lab)["LatestNotificationAttemptSucceeded"], "2025-01-06T00:05:00Z");
    lab.ok("sns", "DeleteTopic", json!({ "TopicArn": topic }));
    lab.sleep(Span::mins(5));
    let status = status(&mut lab);
    assert_eq!(status["LatestNotificationAttemptTime"], "2025-01-06T00:10:00Z");
    assert!(status["LatestNotificationError"].is_string(), "{status}");
    assert_eq!(status["LatestDeliveryAttemptSucceeded"], "2025-01-06T00:10:00Z");
}

#[test]
fn files_are_the_same_however_time_is_cut_and_known_by_the_hour() {
    let run = |piece: i64| {
        let mut lab = logging(json!({ "Name": "main" }));
        for n in 0..3 {
            lab.ok("sns", "CreateTopic", json!({ "Name": format!("t{n}") }));
            (0..1800 / piece).for_each(|_| lab.sleep(Span::secs(piece)));
        }
        lab
    };
    let (one, other) = (run(1800), run(60));
    assert_eq!(one.world.digest(), other.world.digest());
    let trail = one.world.cloudtrail().trails().values().next().unwrap();
    let place = trail.place(Region::US_EAST_1).unwrap();
    let start = one.world.setup().start;
    let hour = |n: i64| -> Vec<u32> {
        let from = start + Span::hours(n);
        place.delivered_within(from, from + Span::hours(1)).map(|file| file.events).collect()
    };
    assert_eq!((hour(0), hour(1)), (vec![2, 1], vec![1]));
    let file = place.files.get(0).unwrap();
    let bucket = one.world.s3().bucket(BUCKET).unwrap();
    let object = bucket.objects.current(&file.key).unwrap().object().unwrap();
    let content = gzip::unpack(object.body.bytes(), 1 << 20).unwrap().bytes;
    assert_eq!(watchtrail::services::cloudtrail::digest::sum(&content), file.sha256);
}
