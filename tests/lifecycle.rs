//! S3's lifecycle rules: what they do at midnight, which are taken, and that nobody logs it.

use serde_json::{Value, json};
use watchtrail::sim::Span;

use crate::support::Lab;

const BUCKET: &str = "evidence";

fn with(more: Value) -> Value {
    let mut input = json!({ "Bucket": BUCKET });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    input
}

/// A bucket with one rule, put at ten in the morning.
fn lab(rule: Value, versions: bool) -> Lab {
    let mut lab = Lab::new();
    lab.ok("s3api", "CreateBucket", with(json!({})));
    if versions {
        let on = json!({ "VersioningConfiguration": { "Status": "Enabled" } });
        lab.ok("s3api", "PutBucketVersioning", with(on));
    }
    lab.sleep(Span::hours(10));
    lab.ok("s3api", "PutBucketLifecycleConfiguration", rules(&[rule]));
    lab
}

fn rules(rules: &[Value]) -> Value {
    let one = |rule: &Value| {
        let mut whole = json!({ "Status": "Enabled" });
        whole.as_object_mut().unwrap().extend(rule.as_object().unwrap().clone());
        if whole.get("Prefix").is_none() && whole.get("Filter").is_none() {
            whole["Filter"] = json!({});
        }
        whole
    };
    let rules: Vec<Value> = rules.iter().map(one).collect();
    with(json!({ "LifecycleConfiguration": { "Rules": rules } }))
}

fn put(lab: &mut Lab, key: &str, size: usize) -> Value {
    lab.ok("s3api", "PutObject", with(json!({ "Key": key, "Body": "x".repeat(size) })))
}

/// Every version, oldest first: its key, its class or that it is a marker.
fn held(lab: &Lab) -> Vec<String> {
    let bucket = &lab.world.s3().buckets()[BUCKET];
    let versions = bucket.objects.versions().iter();
    let line = |(key, version): (&String, &watchtrail::services::s3::Version)| {
        let what = version.object().map_or("marker", |put| put.class().name());
        format!("{key} {what}")
    };
    versions.flat_map(|(key, all)| all.iter().map(move |it| line((key, it)))).collect()
}

/// Days are counted from the writing and rounded up: what is written at ten on the 6th and kept a
/// day ends when the 8th begins. The example is AWS's:
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/intro-lifecycle-rules.html#intro-lifecycle-rules-number-of-days>
#[test]
fn objects_end_at_the_midnight_behind_their_days() {
    let mut lab = lab(json!({ "ID": "a day", "Expiration": { "Days": 1 } }), false);
    let reply = put(&mut lab, "a.txt", 1);
    let header = "expiry-date=\"Wed, 08 Jan 2025 00:00:00 GMT\", rule-id=\"a%20day\"";
    assert_eq!(reply["Expiration"], header);
    let head = lab.ok("s3api", "HeadObject", with(json!({ "Key": "a.txt" })));
    assert_eq!(head["Expiration"], header);
    lab.sleep(Span::secs(38 * 3600 - 1));
    assert_eq!(held(&lab), ["a.txt STANDARD"]);
    let before = lab.world.cloudtrail().records().len();
    lab.sleep(Span::secs(1));
    assert_eq!(held(&lab), [] as [&str; 0]);
    // CloudTrail logs none of it.
    assert_eq!(lab.world.cloudtrail().records().len(), before);
}

#[test]
fn each_rule_does_what_it_says() {
    let day = |n: i32| json!({ "Days": n });
    let old = |n: i32| json!({ "NoncurrentDays": n });
    let keeps_one = json!({ "NoncurrentDays": 1, "NewerNoncurrentVersions": 1 });
    let large = json!({ "ObjectSizeGreaterThan": 5 });
    let cases: [(Value, bool, i64, &[&str]); 11] = [
        // Where versions are kept, the object is hidden; a marker that hides nothing goes.
        (json!({ "Expiration": day(1) }), true, 2, &["a STANDARD", "a STANDARD", "a marker"]),
        (json!({ "Expiration": day(1) }), false, 2, &[]),
        (json!({ "Expiration": day(2) }), false, 2, &["a STANDARD"]),
        (json!({ "Expiration": { "Date": "2025-01-07T00:00:00Z" } }), false, 1, &[]),
        (json!({ "NoncurrentVersionExpiration": old(1) }), true, 2, &["a STANDARD"]),
        (
            json!({ "NoncurrentVersionExpiration": keeps_one }),
            true,
            2,
            &["a STANDARD", "a STANDARD"],
        ),
        (json!({ "Prefix": "b", "Expiration": day(1) }), false, 2, &["a STANDARD"]),
        (json!({ "Status": "Disabled", "Expiration": day(1) }), false, 2, &["a STANDARD"]),
        // Small objects stay where they are, unless the rule speaks of sizes.
        (
            json!({ "Transitions": [{ "Days": 0, "StorageClass": "GLACIER" }] }),
            false,
            2,
            &["a STANDARD"],
        ),
        (
            json!({ "Filter": large, "Transitions": [{ "Days": 0, "StorageClass": "GLACIER" }] }),
            false,
            2,
            &["a GLACIER"],
        ),
        (
            json!({
                "Filter": large,
                "NoncurrentVersionTransitions": [
                    { "NoncurrentDays": 0, "StorageClass": "GLACIER_IR" },
                ],
            }),
            true,
            1,
            &["a GLACIER_IR", "a STANDARD"],
        ),
    ];
    for (rule, versions, days, expected) in cases {
        let mut lab = lab(rule.clone(), versions);
        put(&mut lab, "a", 9);
        if versions {
            put(&mut lab, "a", 9);
        }
        lab.sleep(Span::days(days));
        assert_eq!(held(&lab), expected, "{rule} after {days} days");
    }
}

#[test]
fn a_marker_that_hides_nothing_goes_and_what_is_locked_stays() {
    let rule = json!({
        "Expiration": { "ExpiredObjectDeleteMarker": true },
        "NoncurrentVersionExpiration": { "NoncurrentDays": 1 },
    });
    let mut lab = lab(rule, true);
    put(&mut lab, "a", 1);
    lab.ok("s3api", "DeleteObject", with(json!({ "Key": "a" })));
    let lock = json!({ "ObjectLockConfiguration": { "ObjectLockEnabled": "Enabled" } });
    lab.ok("s3api", "PutObjectLockConfiguration", with(lock));
    let until = json!({
        "Key": "b", "Body": "b", "ObjectLockMode": "COMPLIANCE",
        "ObjectLockRetainUntilDate": "2025-01-10T00:00:00Z",
    });
    lab.ok("s3api", "PutObject", with(until));
    lab.ok("s3api", "DeleteObject", with(json!({ "Key": "b" })));
    lab.sleep(Span::days(2));
    // The version behind the marker has gone; the marker goes when the next day begins.
    assert_eq!(held(&lab), ["a marker", "b STANDARD", "b marker"]);
    lab.sleep(Span::days(1));
    assert_eq!(held(&lab), ["b STANDARD", "b marker"]);
    lab.sleep(Span::days(3));
    assert_eq!(held(&lab), [] as [&str; 0]);
}

#[test]
fn what_is_in_an_archive_cannot_be_read() {
    let rule = json!({
        "Filter": { "ObjectSizeGreaterThan": 5 },
        "Transitions": [{ "Days": 1, "StorageClass": "DEEP_ARCHIVE" }],
    });
    let mut lab = lab(rule, false);
    put(&mut lab, "a", 9);
    lab.sleep(Span::days(2));
    let of = with(json!({ "Key": "a" }));
    assert_eq!(lab.ok("s3api", "HeadObject", of.clone())["StorageClass"], "DEEP_ARCHIVE");
    let listed = lab.ok("s3api", "ListObjectsV2", with(json!({})));
    assert_eq!(listed["Contents"][0]["StorageClass"], "DEEP_ARCHIVE");
    assert_eq!(
        lab.fails("s3api", "GetObject", of),
        json!({
            "code": "InvalidObjectState", "http": 403,
            "message": "The operation is not valid for the object's storage class",
        })
    );
}

#[test]
fn rules_aws_would_not_take_are_refused() {
    let mut lab = lab(json!({ "Expiration": { "Days": 1 } }), false);
    let day = json!({ "Days": 1 });
    let cases = [
        (json!({}), "InvalidRequest", "At least one action needs to be specified in a rule"),
        (
            json!({ "Expiration": { "Days": 0 } }),
            "InvalidArgument",
            "'Days' for Expiration action must be a positive integer",
        ),
        (
            json!({ "Expiration": { "Date": "2026-01-01T10:00:00Z" } }),
            "InvalidArgument",
            "'Date' must be at midnight GMT",
        ),
        (
            json!({ "NoncurrentVersionExpiration": { "NoncurrentDays": 0 } }),
            "InvalidArgument",
            "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer",
        ),
        (
            json!({ "Transitions": [{ "Days": 29, "StorageClass": "STANDARD_IA" }] }),
            "InvalidArgument",
            "'Days' in Transition action must be greater than or equal to 30 for storageClass \
             'STANDARD_IA'",
        ),
        (
            json!({
                "Prefix": "p", "Expiration": { "Days": 5 },
                "Transitions": [{ "Days": 5, "StorageClass": "GLACIER" }],
            }),
            "InvalidArgument",
            "'Days' in the Expiration action for filter '(prefix=p)' must be greater than 'Days' \
             in the Transition action",
        ),
        (
            json!({ "ID": "x".repeat(256), "Expiration": day }),
            "InvalidArgument",
            "ID length should not exceed allowed limit of 255",
        ),
    ];
    for (rule, code, message) in cases {
        let found = lab.fails(
            "s3api",
            "PutBucketLifecycleConfiguration",
            rules(std::slice::from_ref(&rule)),
        );
        assert_eq!((&found["code"], &found["message"]), (&json!(code), &json!(message)), "{rule}");
    }
    let malformed = [
        json!({ "Status": "On", "Expiration": day }),
        json!({ "Prefix": "", "Filter": {}, "Expiration": day }),
        json!({ "Filter": { "Prefix": "a", "ObjectSizeLessThan": 9 }, "Expiration": day }),
        json!({ "Expiration": { "Days": 1, "Date": "2026-01-01T00:00:00Z" } }),
        json!({ "Transitions": [{ "Days": 1, "StorageClass": "STANDARD" }] }),
    ];
    for rule in malformed {
        let found = lab.fails(
            "s3api",
            "PutBucketLifecycleConfiguration",
            rules(std::slice::from_ref(&rule)),
        );
        assert_eq!(found["code"], "MalformedXML", "{rule}");
    }
    let twice = json!({ "ID": "one", "Expiration": day });
    let found =
        lab.fails("s3api", "PutBucketLifecycleConfiguration", rules(&[twice.clone(), twice]));
    assert_eq!(found["message"], "Rule ID must be unique. Found same ID for more than one rule");
    // The rules there were still hold, and are told with the id S3 made up.
    let told = lab.ok("s3api", "GetBucketLifecycleConfiguration", with(json!({})));
    assert_eq!(told["Rules"][0]["Expiration"], json!({ "Days": 1 }));
    assert_eq!(told["Rules"][0]["ID"].as_str().unwrap().len(), 48);
    lab.ok("s3api", "DeleteBucketLifecycle", with(json!({})));
    let none = lab.fails("s3api", "GetBucketLifecycleConfiguration", with(json!({})));
    assert_eq!(none["code"], "NoSuchLifecycleConfiguration");
}
