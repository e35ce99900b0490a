//! Elastic IP addresses: whose they are, what they do to an instance, what is refused.

use serde_json::{Value, json};
use watchtrail::sim::Span;

use super::{in_state, launch, on, refusal, shown};
use crate::support::Lab;

fn allocate(lab: &mut Lab) -> (String, String) {
    let made = lab.ok("ec2", "AllocateAddress", json!({}));
    let text = |name: &str| made[name].as_str().unwrap().to_owned();
    (text("AllocationId"), text("PublicIp"))
}

fn associate(lab: &mut Lab, address: &str, instance: &str) -> String {
    let input = json!({ "AllocationId": address, "InstanceId": instance });
    let made = lab.ok("ec2", "AssociateAddress", input);
    made["AssociationId"].as_str().unwrap().to_owned()
}

fn public(lab: &mut Lab, instance: &str) -> Value {
    shown(lab, instance)["PublicIpAddress"].clone()
}

/// Feature row "Elastic IP addresses".
#[test]
fn an_address_outlives_a_stop_and_the_instance() {
    let mut lab = Lab::new();
    let instance = in_state(&mut lab, "running");
    let before = public(&mut lab, &instance);
    let (id, address) = allocate(&mut lab);
    assert!(id.starts_with("eipalloc-0"), "{id}");
    associate(&mut lab, &id, &instance);
    let after = shown(&mut lab, &instance);
    assert_eq!(after["PublicIpAddress"], json!(address));
    assert_ne!(before, json!(address));
    let of_interface = &after["NetworkInterfaces"][0]["Association"];
    assert_eq!(of_interface["IpOwnerId"], "123456789012");
    on(&mut lab, "StopInstances", &instance);
    lab.sleep(Span::mins(1));
    assert_eq!(public(&mut lab, &instance), json!(address), "while it stands");
    on(&mut lab, "StartInstances", &instance);
    lab.sleep(Span::mins(1));
    assert_eq!(public(&mut lab, &instance), json!(address));
    on(&mut lab, "TerminateInstances", &instance);
    lab.sleep(Span::mins(1));
    let left = lab.ok("ec2", "DescribeAddresses", json!({}));
    assert_eq!(
        left["Addresses"],
        json!([{
            "AllocationId": id, "Domain": "vpc", "PublicIpv4Pool": "amazon",
            "NetworkBorderGroup": "us-east-1", "PublicIp": address,
        }])
    );
    lab.ok("ec2", "ReleaseAddress", json!({ "AllocationId": id }));
}

#[test]
fn an_address_moves_and_gives_way() {
    let mut lab = Lab::new();
    let (first, second) = (in_state(&mut lab, "running"), in_state(&mut lab, "running"));
    let own = public(&mut lab, &first);
    let (a, address) = allocate(&mut lab);
    let (b, other) = allocate(&mut lab);
    let association = associate(&mut lab, &a, &first);
    assert_eq!(associate(&mut lab, &a, &first), association, "twice is once");
    let keep = json!({ "AllocationId": a, "InstanceId": second, "AllowReassociation": false });
    assert_eq!(
        refusal(&lab.fails("ec2", "AssociateAddress", keep), ""),
        format!(
            "Resource.AlreadyAssociated resource {a} is already associated with associate-id \
             {association}"
        )
    );
    associate(&mut lab, &a, &second);
    assert_eq!(public(&mut lab, &second), json!(address));
    let fresh = public(&mut lab, &first);
    assert!(fresh.is_string() && fresh != own && fresh != json!(address), "{fresh}");
    associate(&mut lab, &b, &second);
    assert_eq!(public(&mut lab, &second), json!(other), "the first one is left");
    let ids = json!({ "AllocationIds": [a] });
    let left = lab.ok("ec2", "DescribeAddresses", ids);
    assert_eq!(left["Addresses"][0]["InstanceId"], Value::Null);
    let gone = json!({ "AssociationId": association });
    assert_eq!(
        refusal(&lab.fails("ec2", "DisassociateAddress", gone), &association),
        "InvalidAssociationID.NotFound The association ID 'ID' does not exist"
    );
}

#[test]
fn what_cannot_be_is_refused_in_awss_words() {
    let mut lab = Lab::new();
    let pending = launch(&mut lab);
    let (id, address) = allocate(&mut lab);
    let input = json!({ "AllocationId": id, "InstanceId": pending });
    assert_eq!(
        refusal(&lab.fails("ec2", "AssociateAddress", input.clone()), &pending),
        "InvalidInstanceID The pending instance 'ID' is not in a valid state for this operation."
    );
    lab.sleep(Span::mins(1));
    lab.ok("ec2", "AssociateAddress", input);
    assert_eq!(
        refusal(&lab.fails("ec2", "ReleaseAddress", json!({ "AllocationId": id })), &address),
        "InvalidIPAddress.InUse Address ID is in use."
    );
    let nowhere = json!({ "AllocationId": id });
    assert_eq!(
        refusal(&lab.fails("ec2", "AssociateAddress", nowhere), ""),
        "MissingParameter Either instance ID or network interface id must be specified"
    );
    for _ in 0..4 {
        allocate(&mut lab);
    }
    assert_eq!(
        refusal(&lab.fails("ec2", "AllocateAddress", json!({})), ""),
        "AddressLimitExceeded The maximum number of addresses has been reached."
    );
    lab.ok(
        "ec2",
        "CreateTags",
        json!({ "Resources": [id], "Tags": [{ "Key": "a", "Value": "b" }] }),
    );
    let tagged = json!({ "Filters": [{ "Name": "tag:a", "Values": ["b"] }] });
    let found = lab.ok("ec2", "DescribeAddresses", tagged);
    assert_eq!(found["Addresses"].as_array().unwrap().len(), 1);
}
