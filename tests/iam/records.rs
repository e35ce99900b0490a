//! How CloudTrail writes IAM's calls.

use serde_json::{Value, json};
use watchtrail::sim::{Region, Setup, Time, World};

use super::{aws, document};
use crate::support::{Lab, vectors};

/// The last record as JSON.
fn last(lab: &Lab) -> Value {
    lab.world.cloudtrail().records().last().unwrap().json()
}

/// What can be compared: not the ids, the client's version, or the account.
fn comparable(record: &Value) -> Value {
    let members = [
        "eventVersion",
        "eventSource",
        "eventName",
        "awsRegion",
        "errorCode",
        "requestParameters",
        "responseElements",
        "readOnly",
        "eventType",
        "managementEvent",
        "eventCategory",
    ];
    let mut kept = serde_json::Map::new();
    for member in members {
        if let Some(value) = record.get(member) {
            kept.insert(member.to_owned(), value.clone());
        }
    }
    kept.insert("host".to_owned(), record["tlsDetails"]["clientProvidedHostHeader"].clone());
    let text = Value::Object(kept).to_string().replace("111122223333", "123456789012");
    serde_json::from_str(&text).unwrap()
}

fn vector(id: &str) -> Value {
    let records = vectors("ct_records")["records"].clone();
    let found = records.as_array().unwrap().iter().find(|record| record["id"] == id).unwrap();
    found["record"].clone()
}

#[test]
fn records_have_the_form_of_the_vectors() {
    let start = Time::parse("2026-03-02T09:20:05Z").unwrap();
    let mut lab = Lab { world: World::new(Setup { seed: 1, start }) };
    lab.iam("CreateUser", json!({ "UserName": "student" }));
    let mut expected = comparable(&vector("iam-create-user"));
    let id = last(&lab)["responseElements"]["user"]["userId"].clone();
    expected["responseElements"]["user"]["userId"] = id;
    assert_eq!(comparable(&last(&lab)), expected);

    let arn = aws("CloudWatchReadOnlyAccess");
    lab.iam("AttachUserPolicy", json!({ "UserName": "student", "PolicyArn": arn }));
    assert_eq!(comparable(&last(&lab)), comparable(&vector("iam-attach-user-policy")));

    let made = lab.iam("CreateAccessKey", json!({ "UserName": "student" }));
    let secret = made["AccessKey"]["SecretAccessKey"].as_str().unwrap();
    assert!(!last(&lab).to_string().contains(secret));
    let mut expected = comparable(&vector("iam-create-access-key"));
    let key = &mut expected["responseElements"]["accessKey"];
    key["accessKeyId"] = made["AccessKey"]["AccessKeyId"].clone();
    key["createDate"] = json!("Mar 2, 2026 9:20:05 AM");
    assert_eq!(comparable(&last(&lab)), expected);

    let expected = vector("iam-create-policy");
    let text = expected["requestParameters"]["policyDocument"].clone();
    lab.iam("CreatePolicy", json!({ "PolicyName": "lab", "PolicyDocument": text }));
    let mut expected = comparable(&expected);
    let policy = &mut expected["responseElements"]["policy"];
    policy["policyId"] = last(&lab)["responseElements"]["policy"]["policyId"].clone();
    policy["createDate"] = json!("Mar 2, 2026 9:20:05 AM");
    policy["updateDate"] = json!("Mar 2, 2026 9:20:05 AM");
    assert_eq!(comparable(&last(&lab)), expected);

    let text = document("Allow", "*", "*");
    let put = json!({ "UserName": "student", "PolicyName": "all", "PolicyDocument": text });
    lab.call("student", "iam", "PutUserPolicy", put).reply.unwrap_err();
    let expected = vector("denied-iam");
    assert_eq!(comparable(&last(&lab)), comparable(&expected));
    let message = expected["errorMessage"].as_str().unwrap();
    assert_eq!(last(&lab)["errorMessage"], message.replace("111122223333", "123456789012"));
}

#[test]
fn afternoons_are_written_pm() {
    for (time, written) in [
        ("2025-01-06T00:00:00Z", "Jan 6, 2025 12:00:00 AM"),
        ("2025-11-16T12:05:09Z", "Nov 16, 2025 12:05:09 PM"),
        ("2025-11-16T23:59:59Z", "Nov 16, 2025 11:59:59 PM"),
    ] {
        let start = Time::parse(time).unwrap();
        let mut lab = Lab { world: World::new(Setup { seed: 1, start }) };
        lab.iam("CreateUser", json!({ "UserName": "minsu" }));
        assert_eq!(last(&lab)["responseElements"]["user"]["createDate"], written);
    }
}

#[test]
fn records_are_global_and_name_their_resources() {
    let mut lab = Lab::new();
    let request = watchtrail::services::Request::decode(
        "iam",
        "ListAttachedUserPolicies",
        json!({ "UserName": "jiwoo" }),
    );
    let call = watchtrail::sim::Call {
        who: watchtrail::sim::Who::User("admin".to_owned()),
        region: "ap-northeast-2".parse::<Region>().unwrap(),
        via: watchtrail::sim::Via::Cli,
        request: request.unwrap(),
    };
    lab.world.apply(&watchtrail::sim::Command::Call(call)).reply.unwrap();
    let record = last(&lab);
    assert_eq!((&record["awsRegion"], &record["readOnly"]), (&json!("us-east-1"), &json!(true)));
    assert_eq!(record["responseElements"], Value::Null);

    let arn = aws("AmazonSNSFullAccess");
    let attach = json!({ "UserName": "jiwoo", "PolicyArn": arn });
    lab.iam("AttachUserPolicy", attach.clone());
    let resources = |lab: &Lab| lab.world.cloudtrail().records().last().unwrap().resources.clone();
    let pair = |kind: &str, name: &str| (kind.to_owned(), name.to_owned());
    assert_eq!(resources(&lab), [pair("AWS::IAM::User", "jiwoo"), pair("AWS::IAM::Policy", &arn)]);
    // A denied call's record has no parameters, so nothing it refers to either.
    lab.call("jiwoo", "iam", "AttachUserPolicy", attach).reply.unwrap_err();
    assert_eq!(resources(&lab), []);
}
