//! Which permissions calls ask for, with which condition keys, and how a denial reads.

use serde_json::json;
use watchtrail::api::Check;
use watchtrail::services::Request;
use watchtrail::services::ec2::needs;
use watchtrail::sim::{AccountId, Region, Scope, Span};

use super::{AL2023, IMAGE, launch, launch_with};
use crate::support::{Lab, vectors};

const HERE: Scope = Scope { account: AccountId::HOME, region: Region::US_EAST_1 };

fn checks(lab: &Lab, op: &str, input: serde_json::Value) -> Vec<Check> {
    let request = Request::decode("ec2", op, input).unwrap();
    let mut checks = request.needs(&HERE);
    let Request::Ec2(request) = request else { panic!() };
    needs::complete((lab.world.ec2(), lab.world.iam()), HERE, &request, &mut checks);
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
fn calls_on_instances_bring_what_they_are_like() {
    let mut lab = Lab::new();
    let id = launch(&mut lab);
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

/// A user `student` with one inline policy of these statements.
fn student(lab: &mut Lab, statements: serde_json::Value) {
    let user = json!({ "UserName": "student" });
    if lab.call("admin", "iam", "GetUser", user.clone()).reply.is_err() {
        lab.ok("iam", "CreateUser", user);
    }
    let text = json!({ "Version": "2012-10-17", "Statement": statements }).to_string();
    let put = json!({ "UserName": "student", "PolicyName": "own", "PolicyDocument": text });
    lab.ok("iam", "PutUserPolicy", put);
}

/// What a call by `student` comes to: `ok`, or what was not allowed on what.
fn tries(lab: &mut Lab, op: &str, input: serde_json::Value) -> String {
    let Err(error) = lab.call("student", "ec2", op, input).reply else { return "ok".to_owned() };
    assert_eq!((error.code.as_str(), error.http), ("UnauthorizedOperation", 403));
    let (_, rest) = error.message.split_once("is not authorized to perform: ").unwrap();
    let what = rest.split(" because ").next().unwrap_or_default();
    what.replace("arn:aws:ec2:us-east-1:123456789012:", "")
        .split(" with an explicit deny")
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn denials_read_as_ec2_writes_them() {
    let all = vectors("iam_denied_messages");
    let mut lab = Lab::new();
    lab.ok("iam", "CreateUser", json!({ "UserName": "student" }));
    for (id, op, input) in [
        ("ec2", "StopInstances", json!({ "InstanceIds": ["i-0abc1234def567890"] })),
        ("ec2-describe", "DescribeInstances", json!({})),
    ] {
        let cases = all["messages"].as_array().unwrap();
        let case = cases.iter().find(|case| case["id"] == id).unwrap();
        let error = lab.call("student", "ec2", op, input).reply.unwrap_err();
        let mark = "Encoded authorization failure message: ";
        let message = match error.message.split_once(mark) {
            Some((head, code)) => {
                assert!(code.len() > 100, "{code}");
                format!("{head}{mark}<encoded>")
            }
            None => error.message.clone(),
        };
        let expected = case["message"].as_str().unwrap().replace("111122223333", "123456789012");
        assert_eq!(message, expected);
        assert_eq!(json!([error.code, error.http]), json!([case["caller_code"], case["http"]]));
        let record = lab.world.cloudtrail().records().last().unwrap().json();
        assert_eq!(record["errorCode"], case["cloudtrail_errorCode"]);
        assert_eq!(record["errorMessage"], error.message);
    }
}

/// The example policies of <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ExamplePolicies_EC2.html>
/// in short.
#[test]
fn each_thing_a_launch_touches_must_be_allowed() {
    let mut lab = Lab::new();
    let mut allowed: Vec<&str> = Vec::new();
    for (kind, denied) in [
        ("instance/*", "instance/*"),
        ("image/*", "arn:aws:ec2:us-east-1::image/ami-0c02fb55956c7d316"),
        ("subnet/*", "subnet/subnet-"),
        ("security-group/*", "security-group/sg-"),
        ("network-interface/*", "network-interface/*"),
        ("volume/*", "volume/*"),
    ] {
        let resources: Vec<String> =
            allowed.iter().map(|kind| format!("arn:aws:ec2:us-east-1:*:{kind}")).collect();
        let resources =
            if resources.is_empty() { vec!["arn:aws:s3:::x".into()] } else { resources };
        let statement =
            json!({ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": resources });
        student(&mut lab, json!([statement]));
        let said = tries(&mut lab, "RunInstances", launch_with(json!({})));
        let expected = format!("ec2:RunInstances on resource: {denied}");
        assert!(said.starts_with(&expected), "{said} / {expected}");
        allowed.push(kind);
    }
    let statement = json!({ "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*" });
    student(&mut lab, json!([statement]));
    assert_eq!(tries(&mut lab, "RunInstances", launch_with(json!({}))), "ok");
    let tags = json!({ "TagSpecifications": [
        { "ResourceType": "volume", "Tags": [{ "Key": "Owner", "Value": "student" }] },
    ] });
    assert_eq!(
        tries(&mut lab, "RunInstances", launch_with(tags)),
        "ec2:CreateTags on resource: volume/*"
    );
}

#[test]
fn launches_are_limited_by_type_tag_and_region() {
    let mut lab = Lab::new();
    let allow = json!({ "Effect": "Allow", "Action": "ec2:*", "Resource": "*" });
    let deny = |condition: serde_json::Value| {
        json!({
            "Effect": "Deny", "Action": "ec2:RunInstances",
            "Resource": "arn:aws:ec2:*:*:instance/*", "Condition": condition,
        })
    };
    let owned = |key: &str| {
        json!({ "TagSpecifications": [
            { "ResourceType": "instance", "Tags": [{ "Key": key, "Value": "student" }] },
        ] })
    };
    let refused = "ec2:RunInstances on resource: instance/*";
    let small = json!({ "StringNotEquals": { "ec2:InstanceType": ["t3.micro", "t3.small"] } });
    let tagged = json!({ "StringNotEquals": { "aws:RequestTag/Owner": "${aws:username}" } });
    let keys = json!({ "ForAnyValue:StringNotEquals": { "aws:TagKeys": ["Owner"] } });
    let region = json!({ "StringNotEquals": { "ec2:Region": "us-east-1" } });
    let zone = json!({ "StringLike": { "ec2:AvailabilityZone": "us-east-1?" } });
    for (condition, input, said) in [
        (&small, json!({}), "ok"),
        (&small, json!({ "InstanceType": "t3.small" }), "ok"),
        (&small, json!({ "InstanceType": "t3.medium" }), refused),
        (&tagged, json!({}), refused),
        (&tagged, owned("Owner"), "ok"),
        (&keys, owned("Owner"), "ok"),
        (&keys, owned("Team"), refused),
        (&keys, json!({}), "ok"),
        (&region, json!({}), "ok"),
        (&zone, json!({}), refused),
    ] {
        student(&mut lab, json!([allow, deny(condition.clone())]));
        let got = tries(&mut lab, "RunInstances", launch_with(input.clone()));
        assert_eq!(got, said, "{condition} {input}");
    }
}

#[test]
fn the_tags_of_an_instance_decide_who_may_stop_it() {
    let mut lab = Lab::new();
    let (mine, other) = (launch(&mut lab), launch(&mut lab));
    let tags = |value: &str| json!([{ "Key": "Owner", "Value": value }]);
    lab.ok("ec2", "CreateTags", json!({ "Resources": [mine], "Tags": tags("student") }));
    lab.ok("ec2", "CreateTags", json!({ "Resources": [other], "Tags": tags("jiwoo") }));
    lab.sleep(Span::mins(1));
    for name in ["ec2:ResourceTag/Owner", "aws:ResourceTag/Owner"] {
        let statement = json!({
            "Effect": "Allow", "Action": ["ec2:RebootInstances"], "Resource": "*",
            "Condition": { "StringEquals": { name: "${aws:username}" } },
        });
        student(&mut lab, json!([statement]));
        let mut reboot =
            |ids: &[&String]| tries(&mut lab, "RebootInstances", json!({ "InstanceIds": ids }));
        let refused = format!("ec2:RebootInstances on resource: instance/{other}");
        assert_eq!(reboot(&[&mine]), "ok");
        assert_eq!(reboot(&[&other]), refused);
        assert_eq!(reboot(&[&mine, &other]), refused, "one that is not allowed refuses all");
    }
    // What an instance is like, a policy may ask as well.
    let statement = json!({
        "Effect": "Allow", "Action": "ec2:StopInstances", "Resource": "*",
        "Condition": { "StringEquals": { "ec2:InstanceType": "t3.micro" } },
    });
    student(&mut lab, json!([statement]));
    assert_eq!(tries(&mut lab, "StopInstances", json!({ "InstanceIds": [other] })), "ok");
}

#[test]
fn tags_at_a_launch_only() {
    let mut lab = Lab::new();
    let id = launch(&mut lab);
    student(
        &mut lab,
        json!([
            { "Effect": "Allow", "Action": "ec2:RunInstances", "Resource": "*" },
            {
                "Effect": "Allow", "Action": "ec2:CreateTags", "Resource": "*",
                "Condition": { "StringEquals": { "ec2:CreateAction": "RunInstances" } },
            },
        ]),
    );
    let tags = json!([{ "Key": "Owner", "Value": "student" }]);
    let launch = json!({ "TagSpecifications": [{ "ResourceType": "instance", "Tags": tags }] });
    assert_eq!(tries(&mut lab, "RunInstances", launch_with(launch)), "ok");
    assert_eq!(
        tries(&mut lab, "CreateTags", json!({ "Resources": [id], "Tags": tags })),
        format!("ec2:CreateTags on resource: instance/{id}")
    );
}

#[test]
fn a_dry_run_says_whether_one_may() {
    let mut lab = Lab::new();
    let id = launch(&mut lab);
    let input = json!({ "InstanceIds": [id], "DryRun": true });
    student(&mut lab, json!([{ "Effect": "Allow", "Action": "sns:*", "Resource": "*" }]));
    assert_eq!(
        tries(&mut lab, "StopInstances", input.clone()),
        format!("ec2:StopInstances on resource: instance/{id}")
    );
    student(&mut lab, json!([{ "Effect": "Allow", "Action": "ec2:*", "Resource": "*" }]));
    let error = lab.call("student", "ec2", "StopInstances", input).reply.unwrap_err();
    assert_eq!(
        (error.code.as_str(), error.http, error.message.as_str()),
        ("DryRunOperation", 412, "Request would have succeeded, but DryRun flag is set.")
    );
}
