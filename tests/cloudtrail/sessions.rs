//! The sessions EC2 opens for its instances are recorded, and who acts in a session is told.

use serde_json::{Value, json};
use watchtrail::services::Request;
use watchtrail::sim::{Call, Command, Region, Span, Via, Who};

use super::records::{carrying, form, lab, last_of};
use crate::support::{Lab, vectors};

/// The sessions EC2 opened for an instance, and the key its programs sign with now.
fn sessions(lab: &Lab) -> (Vec<Value>, String) {
    let records = lab.world.cloudtrail().records().iter().map(|record| record.json());
    let opened = records.filter(|record| record["eventName"] == "AssumeRole").collect::<Vec<_>>();
    let id = opened[0]["requestParameters"]["roleSessionName"].as_str().unwrap();
    let now = watchtrail::services::iam::instance::session(&lab.world, id, "").unwrap();
    (opened, now.access_key)
}

#[test]
fn ec2_opens_a_session_when_an_instance_starts_and_when_credentials_end() {
    let mut lab = lab();
    assert!(carrying(&mut lab));
    lab.sleep(Span::mins(1));
    let key = |record: &Value| record["responseElements"]["credentials"]["accessKeyId"].clone();
    let (first, now) = sessions(&lab);
    assert_eq!((first.len(), key(&first[0])), (1, json!(now)), "the instance signs with its key");
    assert_eq!(
        first[0]["userIdentity"],
        json!({
            "type": "AWSService", "invokedBy": "ec2.amazonaws.com",
        })
    );
    // Both sides of the end of the credentials: six hours after they began.
    lab.sleep(Span::secs(6 * 3600 - 61));
    assert_eq!(sessions(&lab).0.len(), 1);
    lab.sleep(Span::secs(1));
    let (second, now) = sessions(&lab);
    assert_eq!((second.len(), key(&second[1])), (2, json!(now)));
    // A stopped instance has none; started again it gets others.
    let id = json!({ "InstanceIds": [second[0]["requestParameters"]["roleSessionName"]] });
    lab.ok("ec2", "StopInstances", id.clone());
    lab.sleep(Span::hours(7));
    let records = lab.world.cloudtrail().records().iter();
    assert_eq!(records.filter(|record| record.event_name == "AssumeRole").count(), 2);
    lab.ok("ec2", "StartInstances", id);
    lab.sleep(Span::mins(1));
    let (third, now) = sessions(&lab);
    assert_eq!((third.len(), key(&third[2])), (3, json!(now)));
}

/// The vector's agent reports to Systems Manager, which leaves no record here; another call in the
/// role of an instance has the same identity.
#[test]
fn the_call_of_an_instance_says_who_it_is_as_its_vector_does() {
    let all = vectors("ct_records");
    let of_role = |vector: &&Value| vector["id"] == "role-call";
    let theirs = &all["records"].as_array().unwrap().iter().find(of_role).unwrap()["record"];
    let mut lab = Lab::new();
    let id = crate::ssm::carrier(&mut lab, &["s3:PutObject", "logs:*"]);
    lab.ok("s3api", "CreateBucket", json!({ "Bucket": "shop-out" }));
    crate::ssm::send_out(&mut lab, &id);
    lab.sleep(Span::mins(1));
    let ours = last_of(&lab, "PutObject");
    assert_eq!(form(&ours["userIdentity"]), form(&theirs["userIdentity"]));
    let session = |record: &Value| record["userIdentity"]["sessionContext"].clone();
    assert_eq!(session(&ours)["ec2RoleDelivery"], session(theirs)["ec2RoleDelivery"]);
    assert!(ours["userIdentity"]["principalId"].as_str().unwrap().ends_with(&format!(":{id}")));
}

#[test]
fn the_root_user_and_a_session_of_the_console() {
    let mut lab = lab();
    lab.world.apply(&Command::SignIn(Who::Root)).reply.unwrap();
    let begun = lab.world.now().rfc3339();
    lab.sleep(Span::mins(30));
    let request = Request::decode("sns", "ListTopics", json!({})).unwrap();
    let call = Call { who: Who::Root, region: Region::US_EAST_1, via: Via::Console, request };
    lab.world.apply(&Command::Call(call)).reply.unwrap();
    let record = lab.world.cloudtrail().records().last().unwrap().json();
    let identity = &record["userIdentity"];
    let key = identity["accessKeyId"].as_str().unwrap();
    assert!(key.starts_with("ASIA") && key.len() == 20, "{key}");
    assert_eq!(
        identity,
        &json!({
            "type": "Root",
            "principalId": "123456789012",
            "arn": "arn:aws:iam::123456789012:root",
            "accountId": "123456789012",
            "accessKeyId": key,
            "sessionContext": {
                "attributes": { "creationDate": begun, "mfaAuthenticated": "false" },
            },
        })
    );
    assert_eq!(record["sessionCredentialFromConsole"], "true");
    assert!(record.get("tlsDetails").is_none());
}
