//! Launch templates.

use serde_json::{Value, json};

use super::{IMAGE, launched, refusal, shown};
use crate::support::Lab;

fn make(lab: &mut Lab) -> String {
    let data = json!({
        "ImageId": IMAGE, "InstanceType": "t3.micro", "Monitoring": { "Enabled": true },
        "TagSpecifications": [{ "ResourceType": "instance",
            "Tags": [
                { "Key": "Name", "Value": "webserver" }, { "Key": "Stage", "Value": "test" },
            ] }],
    });
    let input = json!({
        "LaunchTemplateName": "TemplateForWebServer", "VersionDescription": "WebVersion1",
        "LaunchTemplateData": data,
        "TagSpecifications": [{ "ResourceType": "launch-template",
            "Tags": [{ "Key": "purpose", "Value": "production" }] }],
    });
    let reply = lab.ok("ec2", "CreateLaunchTemplate", input);
    let id = reply["LaunchTemplate"]["LaunchTemplateId"].as_str().unwrap().to_owned();
    assert_eq!(
        reply,
        json!({ "LaunchTemplate": {
            "LaunchTemplateId": id,
            "LaunchTemplateName": "TemplateForWebServer",
            "CreateTime": "2025-01-06T00:00:00+00:00",
            "CreatedBy": "arn:aws:iam::123456789012:user/admin",
            "DefaultVersionNumber": 1,
            "LatestVersionNumber": 1,
            "Tags": [{ "Key": "purpose", "Value": "production" }],
            "Operator": { "Managed": false },
        } })
    );
    id
}

fn version(lab: &mut Lab, data: Value) -> Value {
    let input = json!({
        "LaunchTemplateName": "TemplateForWebServer", "SourceVersion": "1",
        "LaunchTemplateData": data,
    });
    lab.ok("ec2", "CreateLaunchTemplateVersion", input)["LaunchTemplateVersion"].clone()
}

/// A launch takes all it does not say itself from the version it names.
#[test]
fn a_template_is_launched_from() {
    let mut lab = Lab::new();
    let id = make(&mut lab);
    let second = version(&mut lab, json!({ "InstanceType": "t3.small" }));
    assert_eq!(second["VersionNumber"], 2);
    assert_eq!(second["DefaultVersion"], false);
    assert_eq!(second["LaunchTemplateData"]["ImageId"], IMAGE, "the source version's");
    let cases = [
        (json!({ "LaunchTemplateId": id }), json!({}), "t3.micro", "1"),
        (json!({ "LaunchTemplateId": id, "Version": "$Latest" }), json!({}), "t3.small", "2"),
        (
            json!({ "LaunchTemplateName": "TemplateForWebServer", "Version": "2" }),
            json!({ "InstanceType": "t3.large" }),
            "t3.large",
            "2",
        ),
    ];
    for (template, more, kind, number) in cases {
        let mut input = json!({ "LaunchTemplate": template, "MinCount": 1, "MaxCount": 1,
            "TagSpecifications": [{ "ResourceType": "instance",
                "Tags": [{ "Key": "Stage", "Value": "live" }] }] });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let instance = launched(&lab.ok("ec2", "RunInstances", input));
        let instance = shown(&mut lab, &instance);
        assert_eq!(instance["InstanceType"], kind);
        assert_eq!(instance["Monitoring"]["State"], "pending");
        assert_eq!(
            instance["Tags"],
            json!([
                { "Key": "Name", "Value": "webserver" },
                { "Key": "Stage", "Value": "live" },
                { "Key": "aws:ec2launchtemplate:id", "Value": id },
                { "Key": "aws:ec2launchtemplate:version", "Value": number },
            ])
        );
    }
    let set = json!({ "LaunchTemplateId": id, "DefaultVersion": "2" });
    let modified = lab.ok("ec2", "ModifyLaunchTemplate", set);
    assert_eq!(modified["LaunchTemplate"]["DefaultVersionNumber"], 2);
    let all = json!({ "Versions": ["$Default"] });
    let listed = lab.ok("ec2", "DescribeLaunchTemplateVersions", all);
    assert_eq!(listed["LaunchTemplateVersions"][0]["VersionNumber"], 2);
    let of_one = json!({ "LaunchTemplateId": id, "MinVersion": "1", "MaxVersion": "1" });
    let listed = lab.ok("ec2", "DescribeLaunchTemplateVersions", of_one);
    assert_eq!(listed["LaunchTemplateVersions"].as_array().unwrap().len(), 1);
    assert_eq!(listed["LaunchTemplateVersions"][0]["VersionDescription"], "WebVersion1");
    let filtered = json!({ "Filters": [{ "Name": "tag:purpose", "Values": ["production"] }] });
    let listed = lab.ok("ec2", "DescribeLaunchTemplates", filtered);
    assert_eq!(listed["LaunchTemplates"][0]["LatestVersionNumber"], 2);
    lab.ok("ec2", "DeleteLaunchTemplate", json!({ "LaunchTemplateName": "TemplateForWebServer" }));
    assert_eq!(lab.ok("ec2", "DescribeLaunchTemplates", json!({}))["LaunchTemplates"], json!([]));
}

#[test]
fn what_is_wrong_with_a_template_is_said_in_aws_s_words() {
    let mut lab = Lab::new();
    let id = make(&mut lab);
    let launch =
        |template: Value| json!({ "LaunchTemplate": template, "MinCount": 1, "MaxCount": 1 });
    let data = json!({ "ImageId": "ami-00000000000000000" });
    let create = |name: &str, data: &Value| {
        let name = json!(name);
        json!({ "LaunchTemplateName": name, "LaunchTemplateData": data })
    };
    let cases = [
        (
            "CreateLaunchTemplate",
            create("TemplateForWebServer", &data),
            "InvalidLaunchTemplateName.AlreadyExistsException Launch template name already in use.",
        ),
        (
            "CreateLaunchTemplate",
            create("other", &json!({})),
            "MissingParameter The request must contain the parameter LaunchTemplateData",
        ),
        (
            "RunInstances",
            launch(json!({ "LaunchTemplateName": "nobody" })),
            "InvalidLaunchTemplateName.NotFoundException The specified launch template, with \
             template name nobody, does not exist.",
        ),
        (
            "RunInstances",
            launch(json!({ "LaunchTemplateId": id, "Version": "7" })),
            "InvalidLaunchTemplateId.VersionNotFound Could not find the specified version 7 for \
             the launch template with ID ID.",
        ),
        (
            "RunInstances",
            launch(json!({})),
            "MissingParameter You must specify either a launch template ID or a launch template \
             name",
        ),
        (
            "DeleteLaunchTemplate",
            json!({ "LaunchTemplateId": "lt-0123456789abcdef0" }),
            "InvalidLaunchTemplateId.NotFound The specified launch template, with template ID \
             lt-0123456789abcdef0, does not exist.",
        ),
    ];
    for (op, input, expected) in cases {
        assert_eq!(refusal(&lab.fails("ec2", op, input), &id), expected);
    }
    let made = lab.ok("ec2", "CreateLaunchTemplate", create("wrong", &data));
    assert_eq!(made["Warning"]["Errors"][0]["Code"], "InvalidAMIID.NotFound");
}

/// CloudTrail writes the newer operations under their names.
#[test]
fn a_template_s_record_is_wrapped() {
    let mut lab = Lab::new();
    let id = make(&mut lab);
    let record = lab.world.cloudtrail().records().iter().last().unwrap();
    let request = &record.request["CreateLaunchTemplateRequest"];
    assert_eq!(request["LaunchTemplateData"]["TagSpecification"]["Tag"][1]["tag"], 2);
    let response = &record.response["CreateLaunchTemplateResponse"];
    assert_eq!(response["launchTemplate"]["launchTemplateId"], json!(id));
    assert_eq!(response["xmlns"], "http://ec2.amazonaws.com/doc/2016-11-15/");
}

/// User data of a template is checked when the template is made, and goes with each launch.
#[test]
fn a_template_has_user_data() {
    let mut lab = Lab::new();
    make(&mut lab);
    let given = |data: &str| {
        json!({ "LaunchTemplateName": "TemplateForWebServer", "SourceVersion": "1",
            "LaunchTemplateData": { "UserData": data } })
    };
    let error = lab.fails("ec2", "CreateLaunchTemplateVersion", given("#!/bin/bash"));
    assert_eq!(error["code"], "InvalidUserData.Malformed");
    assert_eq!(error["message"], "Invalid BASE64 encoding of user data.");
    let reply = lab.ok("ec2", "CreateLaunchTemplateVersion", given("IyEvYmluL2Jhc2g=\n"));
    let shown = &reply["LaunchTemplateVersion"]["LaunchTemplateData"];
    assert_eq!(shown["UserData"], "IyEvYmluL2Jhc2g=\n");
    let launch = json!({
        "LaunchTemplate": { "LaunchTemplateName": "TemplateForWebServer", "Version": "$Latest" },
        "MinCount": 1, "MaxCount": 1,
    });
    let id = launched(&lab.ok("ec2", "RunInstances", launch));
    let ask = json!({ "InstanceId": id, "Attribute": "userData" });
    let told = lab.ok("ec2", "DescribeInstanceAttribute", ask);
    assert_eq!(told["UserData"]["Value"], "IyEvYmluL2Jhc2g=");
}
