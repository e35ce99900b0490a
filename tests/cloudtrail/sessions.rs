//! The sessions EC2 opens for its instances are recorded.

use serde_json::{Value, json};
use watchtrail::sim::Span;

use super::records::{carrying, lab};
use crate::support::Lab;

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
