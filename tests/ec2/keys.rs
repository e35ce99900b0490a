//! Key pairs: made, told of, used by a launch, deleted.

use serde_json::{Value, json};

use super::{launch_with, launched, refusal, shown};
use crate::support::Lab;

/// What AWS's examples of `run-instances` begin with: a key pair.
#[test]
fn a_key_pair_is_made_used_and_deleted() {
    let mut lab = Lab::new();
    let none = lab.fails("ec2", "RunInstances", launch_with(json!({ "KeyName": "MyKeyPair" })));
    assert_eq!(
        refusal(&none, ""),
        "InvalidKeyPair.NotFound The key pair 'MyKeyPair' does not exist"
    );
    let input = json!({ "KeyName": "MyKeyPair", "TagSpecifications": [
        { "ResourceType": "key-pair", "Tags": [{ "Key": "team", "Value": "a" }] },
    ] });
    let made = lab.ok("ec2", "CreateKeyPair", input.clone());
    let members: Vec<&String> = made.as_object().unwrap().keys().collect();
    assert_eq!(members, ["KeyPairId", "Tags", "KeyName", "KeyFingerprint", "KeyMaterial"]);
    let material = made["KeyMaterial"].as_str().unwrap();
    assert!(material.starts_with("-----BEGIN RSA PRIVATE KEY-----\n"), "{material}");
    assert_eq!(made["KeyFingerprint"].as_str().unwrap().len(), 59);
    let record = lab.world.cloudtrail().records().last().unwrap().clone();
    assert_eq!(record.response["keyMaterial"], "<sensitiveDataRemoved>");
    assert_eq!(record.request["keyName"], "MyKeyPair");
    let twice = lab.fails("ec2", "CreateKeyPair", input);
    assert_eq!(
        refusal(&twice, ""),
        "InvalidKeyPair.Duplicate The keypair 'MyKeyPair' already exists."
    );
    let found = lab.ok("ec2", "DescribeKeyPairs", json!({ "KeyNames": ["MyKeyPair"] }));
    let pair = &found["KeyPairs"][0];
    assert_eq!((&pair["KeyPairId"], &pair["KeyType"]), (&made["KeyPairId"], &json!("rsa")));
    let launch = launch_with(json!({ "KeyName": "MyKeyPair" }));
    let id = launched(&lab.ok("ec2", "RunInstances", launch));
    assert_eq!(shown(&mut lab, &id)["KeyName"], "MyKeyPair");
    let gone = lab.ok("ec2", "DeleteKeyPair", json!({ "KeyName": "MyKeyPair" }));
    assert_eq!(gone, json!({ "Return": true, "KeyPairId": made["KeyPairId"] }));
    let again = lab.ok("ec2", "DeleteKeyPair", json!({ "KeyName": "MyKeyPair" }));
    assert_eq!(again["Return"], true, "what is not there is deleted already");
    let none = lab.ok("ec2", "DescribeKeyPairs", json!({}));
    assert_eq!(none["KeyPairs"], Value::Array(Vec::new()));
}
