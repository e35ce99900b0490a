//! What AWS does of its own accord is recorded, too: `AwsServiceEvent`.

use serde_json::{Value, json};
use watchtrail::sim::Span;

use crate::support::Lab;

fn events(lab: &Lab, name: &str) -> Vec<Value> {
    let records = lab.world.cloudtrail().records().iter();
    records.filter(|record| record.event_name == name).map(|record| record.json()).collect()
}

/// The form: <https://docs.aws.amazon.com/kms/latest/developerguide/ct-delete-key.html>
#[test]
fn a_key_is_deleted_when_its_waiting_period_ends() {
    let mut lab = Lab::new();
    let arn = |lab: &mut Lab| {
        let made = lab.ok("kms", "CreateKey", json!({}));
        made["KeyMetadata"]["Arn"].as_str().unwrap().to_owned()
    };
    let (kept, gone) = (arn(&mut lab), arn(&mut lab));
    for key in [&kept, &gone] {
        lab.ok("kms", "ScheduleKeyDeletion", json!({ "KeyId": key, "PendingWindowInDays": 7 }));
    }
    lab.ok("kms", "CancelKeyDeletion", json!({ "KeyId": kept }));
    lab.sleep(Span::secs(7 * 86_400 - 1));
    assert_eq!(events(&lab, "DeleteKey"), [] as [Value; 0]);
    lab.sleep(Span::secs(1));
    let found = events(&lab, "DeleteKey");
    assert_eq!(
        found,
        [json!({
            "eventVersion": found[0]["eventVersion"],
            "userIdentity": { "accountId": "123456789012", "invokedBy": "AWS Internal" },
            "eventTime": "2025-01-13T00:00:00Z",
            "eventSource": "kms.amazonaws.com",
            "eventName": "DeleteKey",
            "awsRegion": "us-east-1",
            "sourceIPAddress": "AWS Internal",
            "userAgent": "AWS Internal",
            "requestParameters": null,
            "responseElements": { "keyId": gone },
            "eventID": found[0]["eventID"],
            "readOnly": false,
            "resources": [
                { "accountId": "123456789012", "type": "AWS::KMS::Key", "ARN": gone },
            ],
            "eventType": "AwsServiceEvent",
            "managementEvent": true,
            "recipientAccountId": "123456789012",
            "eventCategory": "Management",
        })]
    );
}

/// The form is that of the vectors, in `records.rs`; a key that is off waits.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-enable-disable.html>
#[test]
fn a_key_is_rotated_when_its_period_ends_and_it_is_on() {
    let mut lab = Lab::new();
    let made = lab.ok("kms", "CreateKey", json!({}))["KeyMetadata"].clone();
    let key = json!({ "KeyId": made["KeyId"] });
    let status = |lab: &mut Lab| lab.ok("kms", "GetKeyRotationStatus", key.clone());
    assert_eq!(status(&mut lab), json!({ "KeyRotationEnabled": false, "KeyId": made["KeyId"] }));
    let turn = |days: i32| json!({ "KeyId": made["KeyId"], "RotationPeriodInDays": days });
    for days in [89, 2_561] {
        let refused = lab.fails("kms", "EnableKeyRotation", turn(days));
        assert_eq!(refused["code"], "ValidationException");
    }
    lab.ok("kms", "EnableKeyRotation", turn(90));
    assert_eq!(
        status(&mut lab),
        json!({ "KeyRotationEnabled": true, "KeyId": made["KeyId"], "RotationPeriodInDays": 90,
            "NextRotationDate": "2025-04-06T00:00:00+00:00" })
    );
    lab.sleep(Span::days(180));
    let times = |lab: &Lab| -> Vec<Value> {
        events(lab, "RotateKey").iter().map(|event| event["eventTime"].clone()).collect()
    };
    let two = ["2025-04-06T00:00:00Z", "2025-07-05T00:00:00Z"];
    assert_eq!(times(&lab), two);
    lab.ok("kms", "DisableKey", key.clone());
    assert_eq!(lab.fails("kms", "DisableKeyRotation", key.clone())["code"], "DisabledException");
    lab.sleep(Span::days(100));
    assert_eq!(times(&lab), two);
    lab.ok("kms", "EnableKey", key.clone());
    lab.sleep(Span::secs(1));
    assert_eq!(times(&lab).len(), 3);
    lab.ok("kms", "DisableKeyRotation", key.clone());
    lab.sleep(Span::days(200));
    assert_eq!(times(&lab).len(), 3);
}

/// What somebody asks for is told of twice: that it was asked, and that it was done.
/// <https://docs.aws.amazon.com/kms/latest/developerguide/rotating-keys-on-demand.html>
#[test]
fn a_key_is_rotated_when_somebody_wants_it() {
    let mut lab = Lab::new();
    let id = lab.ok("kms", "CreateKey", json!({}))["KeyMetadata"]["KeyId"].clone();
    let key = json!({ "KeyId": id });
    lab.ok("kms", "EnableKeyRotation", json!({ "KeyId": id, "RotationPeriodInDays": 90 }));
    lab.sleep(Span::days(89));
    assert_eq!(lab.ok("kms", "RotateKeyOnDemand", key.clone()), json!({ "KeyId": id }));
    let asked = events(&lab, "RotateKeyOnDemand");
    assert_eq!(asked[0]["responseElements"], json!({ "keyId": id }));
    // That it is rotated by itself goes on as before.
    lab.sleep(Span::days(2));
    let kinds: Vec<Value> = events(&lab, "RotateKey")
        .iter()
        .map(|event| event["serviceEventDetails"]["rotationType"].clone())
        .collect();
    assert_eq!(kinds, ["ON_DEMAND", "AUTOMATIC"]);
    let done =
        |date: &str, kind: &str| json!({ "KeyId": id, "RotationDate": date, "RotationType": kind });
    assert_eq!(
        lab.ok("kms", "ListKeyRotations", key.clone()),
        json!({ "Rotations": [
            done("2025-04-05T00:00:00+00:00", "ON_DEMAND"),
            done("2025-04-06T00:00:00+00:00", "AUTOMATIC"),
        ], "Truncated": false })
    );
    for _ in 1..25 {
        lab.ok("kms", "RotateKeyOnDemand", key.clone());
    }
    assert_eq!(
        lab.fails("kms", "RotateKeyOnDemand", key.clone())["code"],
        "LimitExceededException"
    );
    lab.ok("kms", "DisableKey", key.clone());
    assert_eq!(lab.fails("kms", "RotateKeyOnDemand", key)["code"], "DisabledException");
}

/// The form:
/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_cloudtrail-integration.html>
#[test]
fn an_account_that_was_asked_for_is_told_of() {
    let (lab, member) = Lab::with_member("shop");
    let found = events(&lab, "CreateAccountResult");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0]["eventType"], "AwsServiceEvent");
    let status = &found[0]["serviceEventDetails"]["createAccountStatus"];
    assert_eq!(
        *status,
        json!({
            "id": status["id"],
            "state": "SUCCEEDED",
            "accountName": "****",
            "requestedTimestamp": "Jan 6, 2025, 12:00:00 AM",
            "accountId": member,
            "completedTimestamp": status["completedTimestamp"],
        })
    );
}
