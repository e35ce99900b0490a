//! Access keys.

use serde_json::json;

use crate::support::Lab;

#[test]
fn two_keys_and_no_more() {
    let mut lab = Lab::new();
    let user = json!({ "UserName": "jiwoo" });
    let first = lab.iam("ListAccessKeys", user.clone());
    assert_eq!(first["AccessKeyMetadata"].as_array().unwrap().len(), 1);
    let made = lab.iam("CreateAccessKey", user.clone());
    let key = &made["AccessKey"];
    let expected = json!({
        "UserName": "jiwoo",
        "AccessKeyId": key["AccessKeyId"],
        "Status": "Active",
        "SecretAccessKey": key["SecretAccessKey"],
        "CreateDate": "2025-01-06T00:00:00+00:00",
    });
    assert_eq!(*key, expected);
    let id = key["AccessKeyId"].as_str().unwrap();
    assert!(id.len() == 20 && id.starts_with("AKIA"), "{id}");
    assert_eq!(key["SecretAccessKey"].as_str().unwrap().len(), 40);
    let third = lab.iam_fails("CreateAccessKey", user.clone());
    assert_eq!(third, "LimitExceeded (409): Cannot exceed quota for AccessKeysPerUser: 2");

    let off = json!({ "UserName": "jiwoo", "AccessKeyId": id, "Status": "Inactive" });
    assert_eq!(lab.iam("UpdateAccessKey", off), json!(null));
    let listed = lab.iam("ListAccessKeys", user.clone());
    let second = json!({
        "UserName": "jiwoo",
        "AccessKeyId": id,
        "Status": "Inactive",
        "CreateDate": "2025-01-06T00:00:00+00:00",
    });
    assert_eq!(listed["AccessKeyMetadata"][1], second);
    assert_eq!(listed["IsTruncated"], false);
    lab.iam("DeleteAccessKey", json!({ "UserName": "jiwoo", "AccessKeyId": id }));
    assert_eq!(lab.iam("ListAccessKeys", user), first);
}

#[test]
fn what_is_wrong_with_keys() {
    let mut lab = Lab::new();
    let unknown = "AKIAIOSFODNN7EXAMPLE";
    let missing =
        "NoSuchEntity (404): The Access Key with id AKIAIOSFODNN7EXAMPLE cannot be found.";
    let delete = lab.iam_fails("DeleteAccessKey", json!({ "AccessKeyId": unknown }));
    assert_eq!(delete, missing);
    let update = json!({ "AccessKeyId": unknown, "Status": "Active" });
    assert_eq!(lab.iam_fails("UpdateAccessKey", update), missing);
    let status =
        lab.iam_fails("UpdateAccessKey", json!({ "AccessKeyId": unknown, "Status": "Off" }));
    let expected = "ValidationError (400): 1 validation error detected: Value at 'status' failed \
                    to satisfy constraint: Member must satisfy enum value set";
    assert_eq!(status, expected);
    let nobody = lab.iam_fails("CreateAccessKey", json!({ "UserName": "nobody" }));
    assert_eq!(nobody, "NoSuchEntity (404): The user with name nobody cannot be found.");
}

#[test]
fn records_carry_the_user_s_active_key() {
    let mut lab = Lab::new();
    let key_of_last = |lab: &Lab| {
        let record = lab.world.cloudtrail().records().last().unwrap();
        record.access_key().unwrap().to_owned()
    };
    let keys = lab.iam("ListAccessKeys", json!({}));
    let first = keys["AccessKeyMetadata"][0]["AccessKeyId"].as_str().unwrap().to_owned();
    assert_eq!(key_of_last(&lab), first);
    let made = lab.iam("CreateAccessKey", json!({}));
    let second = made["AccessKey"]["AccessKeyId"].as_str().unwrap().to_owned();
    lab.iam("UpdateAccessKey", json!({ "AccessKeyId": first, "Status": "Inactive" }));
    lab.iam("ListUsers", json!({}));
    assert_eq!(key_of_last(&lab), second);
    // A user without keys can call as well, and signs with the key it would be given first.
    lab.iam("CreateUser", json!({ "UserName": "minsu" }));
    lab.call("minsu", "sts", "GetCallerIdentity", json!({})).reply.unwrap();
    let used = key_of_last(&lab);
    let made = lab.iam("CreateAccessKey", json!({ "UserName": "minsu" }));
    assert_eq!(made["AccessKey"]["AccessKeyId"], used);
}
