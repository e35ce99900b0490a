//! Trails whose files are encrypted with a key of KMS: what its policy must allow, and what stops
//! the delivery and the reading.

use serde_json::{Value, json};

use super::trails::{BUCKET, lab as with_bucket, trail};
use crate::support::Lab;
use watchtrail::sim::Span;

fn root() -> Value {
    json!({ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::123456789012:root" },
        "Action": "kms:*", "Resource": "*" })
}

fn encrypt() -> Value {
    json!({ "Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" },
        "Action": "kms:GenerateDataKey*", "Resource": "*", "Condition": { "StringLike": {
            "kms:EncryptionContext:aws:cloudtrail:arn":
                "arn:aws:cloudtrail:*:123456789012:trail/*" } } })
}

fn describe() -> Value {
    json!({ "Effect": "Allow", "Principal": { "Service": "cloudtrail.amazonaws.com" },
        "Action": "kms:DescribeKey", "Resource": "*" })
}

fn set(lab: &mut Lab, key: &str, statements: &[Value]) {
    let policy = json!({ "Version": "2012-10-17", "Statement": statements }).to_string();
    lab.ok("kms", "PutKeyPolicy", json!({ "KeyId": key, "Policy": policy }));
}

/// A world with a bucket and a key of this policy.
fn lab(statements: &[Value]) -> (Lab, String) {
    let mut lab = with_bucket();
    let made = lab.ok("kms", "CreateKey", json!({}));
    let key = made["KeyMetadata"]["Arn"].as_str().unwrap().to_owned();
    let alias = json!({ "AliasName": "alias/trails", "TargetKeyId": key });
    lab.ok("kms", "CreateAlias", alias);
    set(&mut lab, &key, statements);
    (lab, key)
}

fn logging() -> (Lab, String) {
    let (mut lab, key) = lab(&[root(), encrypt(), describe()]);
    trail(&mut lab, json!({ "Name": "main", "KmsKeyId": "alias/trails" }));
    lab.ok("cloudtrail", "StartLogging", json!({ "Name": "main" }));
    (lab, key)
}

fn status(lab: &mut Lab) -> Value {
    lab.ok("cloudtrail", "GetTrailStatus", json!({ "Name": "main" }))
}

fn objects(lab: &Lab) -> Vec<String> {
    let bucket = lab.world.s3().bucket(BUCKET).unwrap();
    bucket.objects.present().map(|(key, ..)| key.clone()).collect()
}

#[test]
fn h_the_key_policy_must_let_cloudtrail_encrypt_and_describe() {
    let whole = [root(), encrypt(), describe()];
    for left in [1, 2] {
        let mut part = whole.to_vec();
        part.remove(left);
        let (mut lab, key) = lab(&part);
        let input = json!({ "Name": "main", "S3BucketName": BUCKET, "KmsKeyId": key });
        let error = lab.fails("cloudtrail", "CreateTrail", input);
        assert_eq!(error["code"], "InsufficientEncryptionPolicyException");
        let text =
            format!("Insufficient permissions to access S3 bucket {BUCKET} or KMS key {key}.");
        assert_eq!(error["message"], text);
    }
    let (mut lab, key) = lab(&whole);
    let input = json!({ "Name": "main", "S3BucketName": BUCKET, "KmsKeyId": "alias/none" });
    assert_eq!(lab.fails("cloudtrail", "CreateTrail", input)["code"], "KmsKeyNotFoundException");
    let made = trail(&mut lab, json!({ "Name": "main", "KmsKeyId": "alias/trails" }));
    assert_eq!(made["KmsKeyId"], key);
    let off = lab.ok("cloudtrail", "UpdateTrail", json!({ "Name": "main", "KmsKeyId": "" }));
    assert_eq!(off.get("KmsKeyId"), None);
}

/// row: Bucket policy / KMS error stops delivery
#[test]
fn h_a_disabled_key_or_a_changed_policy_stops_the_delivery_and_shows_in_the_status() {
    let (mut lab, key) = logging();
    lab.sleep(Span::mins(5));
    assert_eq!(objects(&lab).len(), 1);
    lab.ok("kms", "DisableKey", json!({ "KeyId": key }));
    lab.sleep(Span::mins(5));
    assert_eq!(status(&mut lab)["LatestDeliveryError"], "KMS.DisabledException");
    lab.ok("kms", "EnableKey", json!({ "KeyId": key }));
    set(&mut lab, &key, &[root()]);
    lab.sleep(Span::mins(5));
    assert_eq!(status(&mut lab)["LatestDeliveryError"], "AccessDenied");
    // The reasons are those of the key's policy.
    let records = lab.world.cloudtrail().records();
    let put = records.iter().rev().find(|record| record.event_name == "PutObject").unwrap();
    let decision = put.decision.as_ref().unwrap();
    assert_eq!(decision.action, "kms:GenerateDataKey");
    assert_eq!(decision.resource.as_deref(), Some(key.as_str()));
    set(&mut lab, &key, &[root(), encrypt(), describe()]);
    lab.sleep(Span::mins(10));
    assert_eq!(status(&mut lab).get("LatestDeliveryError"), None);
    assert!(objects(&lab).len() >= 3);
    lab.ok("kms", "ScheduleKeyDeletion", json!({ "KeyId": key, "PendingWindowInDays": 7 }));
    lab.sleep(Span::mins(5));
    assert_eq!(status(&mut lab)["LatestDeliveryError"], "KMS.KMSInvalidStateException");
    lab.sleep(Span::days(8));
    assert_eq!(status(&mut lab)["LatestDeliveryError"], "KMS.NotFoundException");
}

#[test]
fn h_reading_a_file_needs_the_key_as_well() {
    let (mut lab, key) = logging();
    lab.sleep(Span::mins(5));
    let file = objects(&lab).remove(0);
    let get = json!({ "Bucket": BUCKET, "Key": file });
    let read = lab.ok("s3api", "GetObject", get.clone());
    assert_eq!(read["ServerSideEncryption"], "aws:kms");
    assert_eq!(read["SSEKMSKeyId"], key);
    let policy = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Action": "s3:*", "Resource": "*" },
    ] });
    let grant = json!({ "UserName": "jiwoo", "PolicyName": "p",
        "PolicyDocument": policy.to_string() });
    lab.ok("iam", "PutUserPolicy", grant);
    let error = lab.call("jiwoo", "s3api", "GetObject", get.clone()).reply.unwrap_err();
    assert_eq!(error.code, "AccessDenied");
    assert_eq!(
        error.message,
        format!(
            "User: arn:aws:iam::123456789012:user/jiwoo is not authorized to perform: \
             kms:Decrypt on resource: {key} because no identity-based policy allows the \
             kms:Decrypt action"
        )
    );
    // Allowed by the key alone, with the trail the file was encrypted for.
    let reader = json!({ "Effect": "Allow",
        "Principal": { "AWS": "arn:aws:iam::123456789012:user/jiwoo" }, "Action": "kms:Decrypt",
        "Resource": "*", "Condition": { "Null": {
            "kms:EncryptionContext:aws:cloudtrail:arn": "false" } } });
    set(&mut lab, &key, &[root(), encrypt(), describe(), reader]);
    lab.call("jiwoo", "s3api", "GetObject", get).reply.unwrap();
}

#[test]
fn a_key_without_the_account_in_its_policy_is_out_of_reach_of_identity_policies() {
    let (mut lab, key) = lab(&[root()]);
    let admin = json!({ "Effect": "Allow",
        "Principal": { "AWS": "arn:aws:iam::123456789012:user/jiwoo" }, "Action": "kms:*",
        "Resource": "*" });
    let policy = json!({ "Version": "2012-10-17", "Statement": [admin] }).to_string();
    let input = json!({ "KeyId": key, "Policy": policy });
    let error = lab.fails("kms", "PutKeyPolicy", input.clone());
    assert_eq!(error["code"], "MalformedPolicyDocumentException");
    let mut bypass = input;
    bypass["BypassPolicyLockoutSafetyCheck"] = json!(true);
    lab.ok("kms", "PutKeyPolicy", bypass);
    let error = lab.fails("kms", "DescribeKey", json!({ "KeyId": "alias/trails" }));
    assert_eq!(error["code"], "AccessDeniedException");
    lab.call("jiwoo", "kms", "DescribeKey", json!({ "KeyId": key })).reply.unwrap();
    assert_eq!(
        lab.fails("kms", "DescribeKey", json!({ "KeyId": "alias/none" }))["code"],
        "NotFoundException"
    );
}

/// The forms: <https://docs.aws.amazon.com/kms/latest/developerguide/ct-generatedatakey.html>,
/// <https://docs.aws.amazon.com/kms/latest/developerguide/ct-decrypt.html>
#[test]
fn what_s3_asks_of_a_key_in_somebody_s_name_is_recorded() {
    let (mut lab, key) = lab(&[root()]);
    let object = json!({ "Bucket": BUCKET, "Key": "a.txt" });
    let mut put = object.clone();
    put["Body"] = json!("one");
    put["ServerSideEncryption"] = json!("aws:kms");
    put["SSEKMSKeyId"] = json!("alias/trails");
    lab.ok("s3api", "PutObject", put.clone());
    lab.ok("s3api", "GetObject", object.clone());
    let told = |lab: &Lab| -> Vec<Value> {
        let records = lab.world.cloudtrail().records().iter();
        let names = ["GenerateDataKey", "Decrypt"];
        let of_keys = records.filter(|one| names.contains(&one.event_name));
        of_keys.map(|record| record.json()).collect()
    };
    let found = told(&lab);
    let context = json!({ "aws:s3:arn": format!("arn:aws:s3:::{BUCKET}/a.txt") });
    let expected = |name: &str, more: (&str, &str), found: &Value| {
        let mut request = json!({ "encryptionContext": context, "keyId": key });
        request[more.0] = json!(more.1);
        json!({
            "eventVersion": "1.11",
            "userIdentity": {
                "type": "IAMUser",
                "principalId": found["userIdentity"]["principalId"],
                "arn": "arn:aws:iam::123456789012:user/admin",
                "accountId": "123456789012",
                "accessKeyId": found["userIdentity"]["accessKeyId"],
                "userName": "admin",
                "invokedBy": "AWS Internal",
            },
            "eventTime": "2025-01-06T00:00:00Z",
            "eventSource": "kms.amazonaws.com",
            "eventName": name,
            "awsRegion": "us-east-1",
            "sourceIPAddress": "AWS Internal",
            "userAgent": "AWS Internal",
            "requestParameters": request,
            "responseElements": null,
            "requestID": found["requestID"],
            "eventID": found["eventID"],
            "readOnly": true,
            "resources": [{ "accountId": "123456789012", "type": "AWS::KMS::Key", "ARN": key }],
            "eventType": "AwsApiCall",
            "managementEvent": true,
            "recipientAccountId": "123456789012",
            "eventCategory": "Management",
        })
    };
    let data_key = expected("GenerateDataKey", ("keySpec", "AES_256"), &found[0]);
    let algorithm = ("encryptionAlgorithm", "SYMMETRIC_DEFAULT");
    assert_eq!(found, [data_key, expected("Decrypt", algorithm, &found[1])]);
    // Who may not use the key is refused by KMS, and S3 passes that on.
    lab.ok("iam", "CreateUser", json!({ "UserName": "minsu" }));
    let policy = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Action": "s3:*", "Resource": "*" }] });
    let input = json!({ "UserName": "minsu", "PolicyName": "p",
        "PolicyDocument": policy.to_string() });
    lab.ok("iam", "PutUserPolicy", input);
    lab.call("minsu", "s3api", "GetObject", object).reply.unwrap_err();
    let refused = told(&lab).pop().unwrap();
    assert_eq!(
        (&refused["eventName"], &refused["errorCode"], &refused["requestParameters"]),
        (&json!("Decrypt"), &json!("AccessDenied"), &Value::Null)
    );
    assert!(refused["errorMessage"].as_str().unwrap().contains("kms:Decrypt"));
}

/// <https://docs.aws.amazon.com/kms/latest/developerguide/ct-createkey.html>
#[test]
fn records_name_the_key_by_its_arn_and_date_it_as_kms_does() {
    let mut lab = Lab::new();
    let made = lab.ok("kms", "CreateKey", json!({}));
    let (key, id) = (&made["KeyMetadata"]["Arn"], &made["KeyMetadata"]["KeyId"]);
    let listed =
        json!([{ "accountId": "123456789012", "type": "AWS::KMS::Key", "ARN": key.clone() }]);
    let last = |lab: &Lab| lab.world.cloudtrail().records().last().unwrap().json();
    let record = last(&lab);
    assert_eq!(record["resources"], listed);
    assert_eq!(
        record["requestParameters"],
        json!({
            "description": "", "origin": "AWS_KMS", "bypassPolicyLockoutSafetyCheck": false,
            "customerMasterKeySpec": "SYMMETRIC_DEFAULT", "keySpec": "SYMMETRIC_DEFAULT",
            "keyUsage": "ENCRYPT_DECRYPT",
        })
    );
    let metadata = &record["responseElements"]["keyMetadata"];
    assert_eq!(metadata["AWSAccountId"], "123456789012");
    assert_eq!(metadata["creationDate"], "Jan 6, 2025, 12:00:00 AM");

    let alias = json!({ "AliasName": "alias/a", "TargetKeyId": id });
    lab.ok("kms", "CreateAlias", alias);
    // <https://docs.aws.amazon.com/kms/latest/developerguide/ct-createalias.html>
    let record = last(&lab);
    let alias = "arn:aws:kms:us-east-1:123456789012:alias/a";
    let alias = json!({ "accountId": "123456789012", "type": "AWS::KMS::Key", "ARN": alias });
    assert_eq!(record["resources"], json!([listed[0], alias]));
    assert_eq!(record["responseElements"], json!({ "keyId": key }));
    for (op, name) in [
        ("DescribeKey", json!("alias/a")),
        ("DisableKey", id.clone()),
        ("EnableKey", key.clone()),
        ("ScheduleKeyDeletion", id.clone()),
    ] {
        lab.ok("kms", op, json!({ "KeyId": name }));
        let record = last(&lab);
        assert_eq!(record["resources"], listed, "{op}");
        assert_eq!(record["requestParameters"]["keyId"], name, "{op}");
    }
    assert_eq!(last(&lab)["responseElements"]["deletionDate"], "Feb 5, 2025, 12:00:00 AM");
    lab.fails("kms", "DescribeKey", json!({ "KeyId": "alias/none" }));
    assert_eq!(last(&lab)["resources"], Value::Null);
}
