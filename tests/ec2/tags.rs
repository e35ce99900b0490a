//! Tags.

use serde_json::{Value, json};

use super::{IMAGE, in_state, launch, launch_with, launched, on, refusal};
use crate::support::Lab;

/// `resource key=value` of each tag, instances' ids shortened.
fn listed(lab: &mut Lab, id: &str, filters: Value) -> Vec<String> {
    let reply = lab.ok("ec2", "DescribeTags", json!({ "Filters": filters }));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut tags: Vec<String> = reply["Tags"]
        .as_array()
        .unwrap()
        .iter()
        .map(|tag| {
            format!("{} {}={}", text(&tag["ResourceType"]), text(&tag["Key"]), text(&tag["Value"]))
        })
        .map(|line| line.replace(id, "ID"))
        .collect();
    tags.sort();
    tags
}

#[test]
fn tags_are_added_overwritten_and_found() {
    let mut lab = Lab::new();
    let specification = json!({ "TagSpecifications": [
        { "ResourceType": "instance", "Tags": [{ "Key": "Stack", "Value": "Test" }] },
        { "ResourceType": "volume", "Tags": [{ "Key": "Stack", "Value": "Production" }] },
    ] });
    let id = launched(&lab.ok("ec2", "RunInstances", launch_with(specification)));
    let tags =
        json!([{ "Key": "Name", "Value": "Beta Server" }, { "Key": "Purpose", "Value": "" }]);
    let input = json!({ "Resources": [id, IMAGE], "Tags": tags });
    assert_eq!(lab.ok("ec2", "CreateTags", input), Value::Null);
    let over = json!({ "Resources": [id], "Tags": [{ "Key": "Name", "Value": "Web" }] });
    lab.ok("ec2", "CreateTags", over);
    let cases: Vec<(Value, Vec<&str>)> = vec![
        (
            json!([]),
            vec![
                "image Name=Beta Server",
                "image Purpose=",
                "instance Name=Web",
                "instance Purpose=",
                "instance Stack=Test",
                "volume Stack=Production",
            ],
        ),
        (
            json!([{ "Name": "resource-id", "Values": [id] }]),
            vec!["instance Name=Web", "instance Purpose=", "instance Stack=Test"],
        ),
        (
            json!([{ "Name": "resource-type", "Values": ["volume"] }]),
            vec!["volume Stack=Production"],
        ),
        (
            json!([{ "Name": "key", "Values": ["Stack"] }]),
            vec!["instance Stack=Test", "volume Stack=Production"],
        ),
        (
            json!([
                { "Name": "key", "Values": ["Stack"] },
                { "Name": "value", "Values": ["Test"] },
            ]),
            vec!["instance Stack=Test"],
        ),
        (json!([{ "Name": "tag:Stack", "Values": ["Test"] }]), vec!["instance Stack=Test"]),
        (
            json!([{ "Name": "resource-type", "Values": ["instance"] },
                { "Name": "key", "Values": ["Purpose"] }, { "Name": "value", "Values": [""] }]),
            vec!["instance Purpose="],
        ),
    ];
    for (filters, expected) in cases {
        assert_eq!(listed(&mut lab, &id, filters.clone()), expected, "{filters}");
    }
}

#[test]
fn tags_are_deleted_by_key_by_value_or_all() {
    let mut lab = Lab::new();
    let id = launch(&mut lab);
    let all = json!([
        { "Key": "a", "Value": "1" }, { "Key": "b", "Value": "" }, { "Key": "c", "Value": "3" },
    ]);
    let create = json!({ "Resources": [id], "Tags": all });
    let cases: Vec<(Value, Vec<&str>)> = vec![
        (json!([{ "Key": "a" }]), vec!["b=", "c=3"]),
        (json!([{ "Key": "a", "Value": "1" }]), vec!["b=", "c=3"]),
        (json!([{ "Key": "a", "Value": "2" }]), vec!["a=1", "b=", "c=3"]),
        (json!([{ "Key": "a", "Value": "" }]), vec!["a=1", "b=", "c=3"]),
        (json!([{ "Key": "b", "Value": "" }]), vec!["a=1", "c=3"]),
        (json!([{ "Key": "z" }]), vec!["a=1", "b=", "c=3"]),
        (json!([{ "Key": "a" }, { "Key": "c" }]), vec!["b="]),
        (Value::Null, vec![]),
    ];
    for (tags, left) in cases {
        lab.ok("ec2", "CreateTags", create.clone());
        let mut input = json!({ "Resources": [id] });
        if !tags.is_null() {
            input["Tags"] = tags.clone();
        }
        lab.ok("ec2", "DeleteTags", input);
        let left: Vec<String> = left.into_iter().map(|tag| format!("instance {tag}")).collect();
        assert_eq!(listed(&mut lab, &id, json!([])), left, "{tags}");
    }
}

#[test]
fn what_cannot_be_tagged_is_refused_in_aws_s_words() {
    let mut lab = Lab::new();
    let id = launch(&mut lab);
    let gone = in_state(&mut lab, "gone");
    let many: Vec<Value> =
        (0..51).map(|n| json!({ "Key": format!("k{n}"), "Value": "" })).collect();
    let one = json!([{ "Key": "a", "Value": "b" }]);
    let cases = [
        (
            json!([gone]),
            one.clone(),
            "InvalidInstanceID.NotFound The instance ID 'ID' does not exist",
        ),
        (
            json!(["ami-00000000000000000"]),
            one.clone(),
            "InvalidAMIID.NotFound The image id '[ami-00000000000000000]' does not exist",
        ),
        (
            json!(["vol-00000000000000000"]),
            one.clone(),
            "InvalidVolume.NotFound The volume 'vol-00000000000000000' does not exist.",
        ),
        (json!(["web-1"]), one.clone(), "InvalidID The ID 'web-1' is not valid"),
        (
            json!([]),
            one.clone(),
            "MissingParameter The request must contain the parameter \
                                  resourceIdSet",
        ),
        (json!([id]), json!([]), "MissingParameter The request must contain the parameter Tag"),
        (
            json!([id]),
            json!([{ "Key": "aws:a", "Value": "" }]),
            "InvalidParameterValue Tag keys starting with 'aws:' are reserved for internal use",
        ),
        (
            json!([id]),
            json!([{ "Key": "a" }]),
            "InvalidParameterValue Tag value cannot be null. Use empty string instead.",
        ),
        (
            json!([id]),
            json!([{ "Key": "a", "Value": "1" }, { "Key": "a", "Value": "2" }]),
            "InvalidParameterValue Duplicate tag key 'a' specified.",
        ),
        (
            json!([id]),
            json!([{ "Key": "k".repeat(128), "Value": "" }]),
            "InvalidParameterValue Tag key exceeds the maximum length of 127 characters",
        ),
        (
            json!([id]),
            json!([{ "Key": "a", "Value": "v".repeat(257) }]),
            "InvalidParameterValue Tag value exceeds the maximum length of 256 characters",
        ),
        (
            json!([id]),
            json!(many),
            "TagLimitExceeded The maximum number of Tags for a resource has been reached.",
        ),
    ];
    for (resources, tags, expected) in cases {
        let input = json!({ "Resources": resources, "Tags": tags });
        let error = lab.fails("ec2", "CreateTags", input);
        assert_eq!(refusal(&error, &gone), expected);
    }
    let edge = json!([{ "Key": "k".repeat(127), "Value": "v".repeat(256) }]);
    lab.ok("ec2", "CreateTags", json!({ "Resources": [id], "Tags": edge }));
    let fifty: Vec<Value> = many.into_iter().take(49).collect();
    lab.ok("ec2", "CreateTags", json!({ "Resources": [id], "Tags": fifty }));
}

#[test]
fn what_every_account_begins_with_can_be_tagged() {
    let mut lab = Lab::new();
    let vpc = lab.ok("ec2", "DescribeVpcs", json!({}))["Vpcs"][0]["VpcId"].clone();
    let subnet = lab.ok("ec2", "DescribeSubnets", json!({}))["Subnets"][0]["SubnetId"].clone();
    let group =
        lab.ok("ec2", "DescribeSecurityGroups", json!({}))["SecurityGroups"][0]["GroupId"].clone();
    let id = launch(&mut lab);
    let (eni, volume) = {
        let instance = lab.world.ec2().instance(&id).unwrap();
        (instance.interface.id.clone(), instance.volumes[0].id.clone())
    };
    let resources = json!([vpc, subnet, group, eni, volume]);
    let tags = json!([{ "Key": "CostCenter", "Value": "123" }]);
    lab.ok("ec2", "CreateTags", json!({ "Resources": resources, "Tags": tags }));
    let filter = json!({ "Filters": [{ "Name": "tag:CostCenter", "Values": ["123"] }] });
    for (op, list, member, expected) in [
        ("DescribeVpcs", "Vpcs", "VpcId", &vpc),
        ("DescribeSubnets", "Subnets", "SubnetId", &subnet),
        ("DescribeSecurityGroups", "SecurityGroups", "GroupId", &group),
    ] {
        let reply = lab.ok("ec2", op, filter.clone());
        let found = reply[list].as_array().unwrap();
        assert_eq!(found.len(), 1, "{op}");
        assert_eq!((&found[0][member], &found[0]["Tags"]), (expected, &tags));
    }
    on(&mut lab, "TerminateInstances", &id);
    lab.sleep(watchtrail::sim::Span::hours(2));
    let left = listed(&mut lab, &id, json!([]));
    assert_eq!(
        left,
        ["security-group CostCenter=123", "subnet CostCenter=123", "vpc CostCenter=123",]
    );
}
