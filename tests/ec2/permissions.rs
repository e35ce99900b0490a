//! Which permissions calls ask for, with which condition keys, and how a denial reads.

use serde_json::json;
use watchtrail::api::Check;
use watchtrail::services::Request;
use watchtrail::services::ec2::{denial, needs};
use watchtrail::sim::id::Ids;
use watchtrail::sim::{AccountId, Region, Scope};

use super::{AL2023, IMAGE, launch, launch_with};
use crate::support::{Lab, vectors};

const HERE: Scope = Scope { account: AccountId::HOME, region: Region::US_EAST_1 };

fn checks(lab: &Lab, op: &str, input: serde_json::Value) -> Vec<Check> {
    let request = Request::decode("ec2", op, input).unwrap();
    let mut checks = request.needs(&HERE);
    let Request::Ec2(request) = request else { panic!() };
    needs::complete(lab.world.ec2(), HERE, &request, &mut checks);
    checks
}

fn shown(checks: &[Check]) -> Vec<String> {
    let line = |check: &Check| {
        let action = check.action.unwrap_or("own");
        format!("{action} {}", check.resource.as_deref().unwrap_or("*"))
    };
    checks.iter().map(line).collect()
}

fn key<'a>(check: &'a Check, name: &str) -> Option<&'a str> {
    let found = check.context.iter().find(|(key, _)| key == name);
    found.and_then(|(_, values)| values.first()).map(String::as_str)
}

#[test]
fn a_launch_asks_for_all_it_creates_and_uses() {
    let lab = Lab::new();
    let tags =
        json!([{ "ResourceType": "instance", "Tags": [{ "Key": "Owner", "Value": "jiwoo" }] }]);
    let input = launch_with(json!({ "TagSpecifications": tags, "ImageId": AL2023 }));
    let checks = checks(&lab, "RunInstances", input);
    let image = "ami-04b21e9f0b9a0ed5e";
    let shown = shown(&checks).join("\n").replace(&image_id(), image);
    let base = "own arn:aws:ec2:us-east-1:123456789012:";
    assert_eq!(
        shown,
        [
            "ssm:GetParameters arn:aws:ssm:us-east-1::parameter/aws/service/\
             ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64",
            &format!("{base}instance/*"),
            &format!("own arn:aws:ec2:us-east-1::image/{image}"),
            &format!("{base}subnet/subnet-06072362ba31b050a"),
            &format!("{base}security-group/sg-0549eee2ac05cee73"),
            &format!("{base}network-interface/*"),
            &format!("{base}volume/*"),
            "ec2:CreateTags arn:aws:ec2:us-east-1:123456789012:instance/*",
        ]
        .join("\n")
    );
    let instance = &checks[1];
    let keys = [
        ("ec2:InstanceType", Some("t3.micro")),
        ("aws:RequestTag/Owner", Some("jiwoo")),
        ("aws:TagKeys", Some("Owner")),
        ("ec2:Region", Some("us-east-1")),
        ("ec2:AvailabilityZone", Some("us-east-1d")),
        ("ec2:ResourceTag/Owner", None),
    ];
    for (name, value) in keys {
        assert_eq!(key(instance, name), value, "{name}");
    }
    assert_eq!(key(&checks[7], "ec2:CreateAction"), Some("RunInstances"));
    assert_eq!(key(&checks[6], "aws:RequestTag/Owner"), None, "volumes get no tag");
}

fn image_id() -> String {
    let image = watchtrail::services::ec2::catalogue::images::resolve(HERE.region, AL2023);
    image.unwrap().id
}

#[test]
fn the_subnet_drawn_for_a_launch_is_the_one_it_gets() {
    let mut lab = Lab::new();
    for _ in 0..5 {
        let asked = checks(&lab, "RunInstances", launch_with(json!({})));
        let reply = lab.ok("ec2", "RunInstances", launch_with(json!({})));
        let subnet = reply["Instances"][0]["SubnetId"].as_str().unwrap();
        let resource = asked[2].resource.as_deref().unwrap();
        assert!(resource.ends_with(subnet), "{resource} {subnet}");
    }
}

#[test]
fn calls_on_instances_bring_their_tags_and_types() {
    let mut lab = Lab::new();
    let id = launch(&mut lab);
    let tags = json!([{ "Key": "Owner", "Value": "jiwoo" }]);
    lab.ok("ec2", "CreateTags", json!({ "Resources": [id], "Tags": tags }));
    let ids = json!({ "InstanceIds": [id, "i-00000000000000000"] });
    for op in [
        "StartInstances",
        "StopInstances",
        "RebootInstances",
        "TerminateInstances",
        "MonitorInstances",
        "UnmonitorInstances",
    ] {
        let checks = checks(&lab, op, ids.clone());
        assert_eq!(
            shown(&checks),
            [
                format!("own arn:aws:ec2:us-east-1:123456789012:instance/{id}"),
                "own arn:aws:ec2:us-east-1:123456789012:instance/i-00000000000000000".to_owned(),
            ],
            "{op}"
        );
        assert_eq!(key(&checks[0], "ec2:ResourceTag/Owner"), Some("jiwoo"));
        assert_eq!(key(&checks[0], "aws:ResourceTag/Owner"), Some("jiwoo"));
        assert_eq!(key(&checks[0], "ec2:InstanceType"), Some("t3.micro"));
        assert_eq!(key(&checks[1], "ec2:InstanceType"), None);
    }
    let tagging = json!({ "Resources": [id, IMAGE], "Tags": [{ "Key": "Env", "Value": "dev" }] });
    let checks = checks(&lab, "CreateTags", tagging);
    assert_eq!(
        checks[1].resource.as_deref(),
        Some("arn:aws:ec2:us-east-1::image/ami-0c02fb55956c7d316")
    );
    assert_eq!(key(&checks[0], "aws:RequestTag/Env"), Some("dev"));
    assert_eq!(key(&checks[0], "aws:ResourceTag/Owner"), Some("jiwoo"));
}

#[test]
fn describing_has_no_resource() {
    let lab = Lab::new();
    for op in [
        "DescribeInstances",
        "DescribeInstanceStatus",
        "DescribeTags",
        "DescribeImages",
        "DescribeInstanceTypes",
        "DescribeVpcs",
        "DescribeSubnets",
        "DescribeSecurityGroups",
        "DescribeRegions",
        "DescribeAvailabilityZones",
    ] {
        assert_eq!(shown(&checks(&lab, op, json!({}))), ["own *"], "{op}");
    }
}

#[test]
fn denials_read_as_ec2_writes_them() {
    let all = vectors("iam_denied_messages");
    let messages = all["messages"].as_array().unwrap();
    let start = "You are not authorized to perform this operation. ";
    let end = ". Encoded authorization failure message: ";
    let mut seen = 0;
    for case in messages.iter().filter(|case| case["service"] == "EC2") {
        let expected = case["message"].as_str().unwrap();
        let encoded = expected.ends_with("<encoded>");
        let reasons = expected.strip_prefix(start).unwrap();
        let reasons = reasons.strip_suffix(&format!("{end}<encoded>")).unwrap_or(reasons);
        let check = if encoded { Check::on("arn") } else { Check::any() };
        let said = denial::message(reasons, &check, Ids::new(1), 7);
        let said = match said.split_once(end) {
            Some((head, code)) => {
                assert!(code.len() > 100, "{code}");
                format!("{head}{end}<encoded>")
            }
            None => said,
        };
        assert_eq!(said, expected);
        seen += 1;
    }
    assert!(seen >= 3);
}

#[test]
fn naming_an_image_by_a_parameter_needs_a_permission_of_its_own() {
    let mut lab = Lab::new();
    let input = launch_with(json!({ "ImageId": AL2023 }));
    let error = lab.call("jiwoo", "ec2", "RunInstances", input).reply.unwrap_err();
    assert_eq!((error.code.as_str(), error.http), ("UnauthorizedOperation", 403));
    assert!(error.message.contains(
        "is not authorized to perform: ssm:GetParameters on resource: \
                                    arn:aws:ssm:us-east-1::parameter/aws/service/"
    ));
    lab.call("jiwoo", "ec2", "RunInstances", launch_with(json!({}))).reply.unwrap();
}
