//! The root user's own keys and MFA device, and what reports say of them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use watchtrail::services::Request;
use watchtrail::sim::{Call, Command, Region, Span, Via, Who};

use super::refusal;
use crate::support::Lab;

const DEVICE: &str = "arn:aws:iam::123456789012:mfa/root-account-mfa-device";

fn root(lab: &mut Lab, op: &str, input: Value) -> Value {
    lab.call("root", "iam", op, input).reply.unwrap()
}

fn last(lab: &Lab) -> Value {
    lab.world.cloudtrail().records().last().unwrap().json()
}

/// The root user's line of a new credential report.
fn line(lab: &mut Lab) -> Vec<String> {
    lab.sleep(Span::hours(4));
    lab.iam("GenerateCredentialReport", json!({}));
    let got = lab.iam("GetCredentialReport", json!({}));
    let bytes = STANDARD.decode(got["Content"].as_str().unwrap()).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    text.lines().nth(1).unwrap().split(',').map(str::to_owned).collect()
}

fn summary(lab: &mut Lab) -> [Value; 2] {
    let map = lab.iam("GetAccountSummary", json!({}))["SummaryMap"].clone();
    ["AccountAccessKeysPresent", "AccountMFAEnabled"].map(|name| map[name].clone())
}

#[test]
fn keys_of_the_root_user_are_its_own() {
    let mut lab = Lab::new();
    assert_eq!(root(&mut lab, "ListAccessKeys", json!({}))["AccessKeyMetadata"], json!([]));
    let made = root(&mut lab, "CreateAccessKey", json!({}));
    let key = made["AccessKey"]["AccessKeyId"].as_str().unwrap().to_owned();
    assert_eq!(made["AccessKey"].get("UserName"), None);
    let record = last(&lab);
    // What makes the first key is not signed with it.
    assert_eq!(record["userIdentity"]["accessKeyId"], "");
    assert_eq!(record["requestParameters"], Value::Null);
    assert_eq!(record["responseElements"]["accessKey"]["accessKeyId"], json!(key));
    assert_eq!(record["responseElements"]["accessKey"].get("userName"), None);
    root(&mut lab, "ListUsers", json!({}));
    assert_eq!(last(&lab)["userIdentity"]["accessKeyId"], json!(key));
    let listed = root(&mut lab, "ListAccessKeys", json!({}));
    assert_eq!(
        listed["AccessKeyMetadata"],
        json!([{ "AccessKeyId": key, "Status": "Active",
            "CreateDate": "2025-01-06T00:00:00+00:00" }])
    );
    assert_eq!(summary(&mut lab), [1, 0]);
    let used = lab.iam("GetAccessKeyLastUsed", json!({ "AccessKeyId": key }));
    assert_eq!(used.get("UserName"), None);
    assert_eq!(used["AccessKeyLastUsed"]["ServiceName"], "iam");
    let found = line(&mut lab);
    assert_eq!(found.len(), 22);
    assert_eq!(
        found[7..13],
        ["false", "true", "2025-01-06T00:00:00Z", "2025-01-06T00:00:00Z", "us-east-1", "iam"]
    );
    let off = json!({ "AccessKeyId": key, "Status": "Inactive" });
    root(&mut lab, "UpdateAccessKey", off);
    root(&mut lab, "DeleteAccessKey", json!({ "AccessKeyId": key }));
    assert_eq!(summary(&mut lab), [0, 0]);
    // Nobody else names them.
    let other = lab.iam_fails("DeleteAccessKey", json!({ "AccessKeyId": key }));
    assert!(other.starts_with("NoSuchEntity (404)"), "{other}");
}

/// <https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-aws-console-sign-in-events.html#cloudtrail-event-reference-aws-console-sign-in-events-root>
#[test]
fn the_root_user_signs_in_with_its_device() {
    let mut lab = Lab::new();
    let device = json!({ "VirtualMFADeviceName": "root-account-mfa-device" });
    root(&mut lab, "CreateVirtualMFADevice", device);
    let enable = json!({ "UserName": "AWS ROOT USER", "SerialNumber": DEVICE,
        "AuthenticationCode1": "123456", "AuthenticationCode2": "654321" });
    let other = lab.call("admin", "iam", "EnableMFADevice", enable.clone());
    assert!(refusal(&other).starts_with("ValidationError (400): "), "{}", refusal(&other));
    root(&mut lab, "EnableMFADevice", enable);
    let record = last(&lab);
    assert_eq!(
        (&record["userIdentity"]["type"], &record["requestParameters"]),
        (&json!("Root"), &json!({ "userName": "AWS ROOT USER", "serialNumber": DEVICE }))
    );
    let item = json!({ "SerialNumber": DEVICE, "EnableDate": "2025-01-06T00:00:00+00:00" });
    assert_eq!(root(&mut lab, "ListMFADevices", json!({}))["MFADevices"], json!([item]));
    let all = lab.iam("ListVirtualMFADevices", json!({}));
    let owner = &all["VirtualMFADevices"][0]["User"];
    assert_eq!((&owner["UserId"], owner.get("UserName")), (&json!("123456789012"), None));
    assert_eq!(summary(&mut lab), [0, 1]);
    assert_eq!(line(&mut lab)[7], "true");
    lab.world.apply(&Command::SignIn(Who::Root)).reply.unwrap();
    let signed_in = last(&lab);
    assert_eq!(signed_in["additionalEventData"]["MFAUsed"], "Yes");
    assert_eq!(signed_in["additionalEventData"]["MFAIdentifier"], DEVICE);
    let request = Request::decode("sns", "ListTopics", json!({})).unwrap();
    let call = Call { who: Who::Root, region: Region::US_EAST_1, via: Via::Console, request };
    lab.world.apply(&Command::Call(call)).reply.unwrap();
    let session = &last(&lab)["userIdentity"]["sessionContext"];
    assert_eq!(session["attributes"]["mfaAuthenticated"], "true");
    root(&mut lab, "DeactivateMFADevice", json!({ "SerialNumber": DEVICE }));
    assert_eq!(summary(&mut lab), [0, 0]);
}
