//! What EC2 sends along with a refusal, and who may read it; when a role was last used; slips in
//! policies on pages.

use serde_json::{Value, json};
use watchtrail::sim::Span;
use watchtrail::view::iam::document::{Place, faults, told};

use super::{document, refusal};
use crate::support::Lab;

fn encoded(message: &str) -> String {
    let mark = "Encoded authorization failure message: ";
    message.split_once(mark).unwrap().1.to_owned()
}

#[test]
fn a_refusal_decodes_to_what_was_asked() {
    let mut lab = Lab::new();
    lab.iam("CreateUser", json!({ "UserName": "mina" }));
    let deny = json!({ "Version": "2012-10-17", "Statement": [{ "Sid": "NoStop",
        "Effect": "Deny", "Action": "ec2:Stop*", "Resource": "*" }] });
    let put = json!({ "UserName": "mina", "PolicyName": "calm",
        "PolicyDocument": deny.to_string() });
    lab.iam("PutUserPolicy", put);
    let stop = json!({ "InstanceIds": ["i-0abc1234def567890"] });
    let error = lab.call("mina", "ec2", "StopInstances", stop).reply.unwrap_err();
    let message = json!({ "EncodedMessage": encoded(&error.message) });
    let id = lab.world.iam().users()["mina"].user_id.clone();
    let denied = refusal(&lab.call("mina", "sts", "DecodeAuthorizationMessage", message.clone()));
    assert!(denied.starts_with("AccessDenied (403): User: "), "{denied}");
    let reply = lab.ok("sts", "DecodeAuthorizationMessage", message);
    let said: Value = serde_json::from_str(reply["DecodedMessage"].as_str().unwrap()).unwrap();
    assert_eq!(said["explicitDeny"], true);
    let statement = &said["matchedStatements"]["items"][0];
    assert_eq!(statement["statementId"], "NoStop");
    assert_eq!(statement["actions"]["items"][0]["value"], "ec2:Stop*");
    let context = &said["context"];
    assert_eq!(
        context["principal"],
        json!({ "id": id, "name": "mina", "arn": "arn:aws:iam::123456789012:user/mina" })
    );
    assert_eq!(context["action"], "ec2:StopInstances");
    let arn = "arn:aws:ec2:us-east-1:123456789012:instance/i-0abc1234def567890";
    assert_eq!(context["resource"], arn);
    let conditions = context["conditions"]["items"].as_array().unwrap();
    let region = json!({ "key": "aws:Region", "values": { "items": [{ "value": "us-east-1" }] } });
    assert!(conditions.contains(&region), "{conditions:?}");
    let record = lab.world.cloudtrail().records().last().unwrap().json();
    assert_eq!(record["responseElements"], Value::Null);
    let garbage = json!({ "EncodedMessage": "garbage" });
    assert_eq!(
        refusal(&lab.call("admin", "sts", "DecodeAuthorizationMessage", garbage)),
        "InvalidAuthorizationMessageException (400): Message is not valid"
    );
}

#[test]
fn a_role_remembers_when_it_was_used() {
    let mut lab = Lab::new();
    let trust = super::roles::trust(&json!({ "AWS": "arn:aws:iam::123456789012:user/admin" }));
    lab.iam("CreateRole", json!({ "RoleName": "Audit", "AssumeRolePolicyDocument": trust }));
    let used = |lab: &mut Lab| {
        lab.iam("GetRole", json!({ "RoleName": "Audit" }))["Role"]["RoleLastUsed"].clone()
    };
    assert_eq!(used(&mut lab), json!({}));
    let input = json!({ "RoleArn": "arn:aws:iam::123456789012:role/Audit",
        "RoleSessionName": "monday" });
    let reply = lab.ok("sts", "AssumeRole", input);
    assert_eq!(used(&mut lab), json!({}), "to open a session is no use of it");
    lab.sleep(Span::mins(7));
    let key = reply["Credentials"]["AccessKeyId"].as_str().unwrap();
    super::federation::signed(&mut lab, key, "sts", "GetCallerIdentity", json!({}));
    assert_eq!(
        used(&mut lab),
        json!({ "LastUsedDate": "2025-01-06T00:07:00+00:00", "Region": "us-east-1" })
    );
    lab.sleep(Span::days(401));
    assert_eq!(used(&mut lab), json!({}), "what is long ago is forgotten");
}

#[test]
fn the_editor_says_where_and_what() {
    let text = document("Allow", "ec2:*", "*").replace("\"Action\"", "\"Actions\"");
    let found = faults(&text, Place::Managed);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].message, "Syntax errors in policy.");
    let (key, fills) = told(found[0].why.as_ref().unwrap());
    assert_eq!(key, "iam.slip.meant");
    assert_eq!(fills, [("name", "Actions".to_owned()), ("meant", "Action".to_owned())]);
}
