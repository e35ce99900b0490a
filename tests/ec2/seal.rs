//! Volumes encrypted with keys of KMS.

use serde_json::{Value, json};

use crate::support::Lab;

fn volume(more: &Value) -> Value {
    let mut input = json!({ "AvailabilityZone": "us-east-1a", "Size": 10, "VolumeType": "gp2" });
    input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    input
}

fn key(lab: &mut Lab) -> Value {
    lab.ok("kms", "CreateKey", json!({}))["KeyMetadata"]["Arn"].clone()
}

/// AWS's own key is there from the first volume on, and everybody may use it who may use EBS.
#[test]
fn without_a_key_the_volume_has_aws_s_own() {
    let mut lab = Lab::new();
    assert_eq!(lab.ok("kms", "ListAliases", json!({}))["Aliases"], json!([]));
    let made = lab.call("jiwoo", "ec2", "CreateVolume", volume(&json!({ "Encrypted": true })));
    let made = made.reply.unwrap();
    assert_eq!(made["Encrypted"], true);
    let described = lab.ok("kms", "DescribeKey", json!({ "KeyId": "alias/aws/ebs" }));
    let described = &described["KeyMetadata"];
    assert_eq!((&described["Arn"], &described["KeyManager"]), (&made["KmsKeyId"], &json!("AWS")));
    let named = json!({ "Encrypted": true, "KmsKeyId": "alias/aws/ebs" });
    assert_eq!(lab.ok("ec2", "CreateVolume", volume(&named))["KmsKeyId"], made["KmsKeyId"]);
    let id = json!({ "KeyId": described["KeyId"] });
    assert_eq!(lab.fails("kms", "DisableKey", id)["code"], "AccessDeniedException");
    let plain = lab.ok("ec2", "CreateVolume", volume(&json!({})));
    assert_eq!((&plain["Encrypted"], &plain["KmsKeyId"]), (&json!(false), &Value::Null));
}

#[test]
fn a_key_of_one_s_own_must_let_the_caller_in_and_be_usable() {
    let mut lab = Lab::new();
    let key = key(&mut lab);
    let sealed = volume(&json!({ "Encrypted": true, "KmsKeyId": key }));
    let refused = lab.call("jiwoo", "ec2", "CreateVolume", sealed.clone());
    let error = refused.reply.unwrap_err();
    assert_eq!(error.code, "UnauthorizedOperation");
    assert!(error.message.contains("kms:CreateGrant"), "{}", error.message);
    let policy = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Action": "kms:*", "Resource": "*",
            "Principal": { "AWS": "arn:aws:iam::123456789012:root" } },
        { "Effect": "Allow", "Resource": "*",
            "Action": ["kms:CreateGrant", "kms:GenerateDataKeyWithoutPlaintext"],
            "Principal": { "AWS": "arn:aws:iam::123456789012:user/jiwoo" },
            "Condition": {
                "StringEquals": { "kms:ViaService": "ec2.us-east-1.amazonaws.com" },
                "BoolIfExists": { "kms:GrantIsForAWSResource": "true" } } },
    ] });
    let put = json!({ "KeyId": key, "Policy": policy.to_string() });
    lab.ok("kms", "PutKeyPolicy", put);
    let made = lab.call("jiwoo", "ec2", "CreateVolume", sealed.clone()).reply.unwrap();
    assert_eq!((&made["Encrypted"], &made["KmsKeyId"]), (&json!(true), &key));

    lab.ok("kms", "DisableKey", json!({ "KeyId": key }));
    let refused = lab.fails("ec2", "CreateVolume", sealed);
    assert_eq!(refused["code"], "InvalidKmsKey.InvalidState");
    let elsewhere = json!({ "Encrypted": true,
        "KmsKeyId": "arn:aws:kms:us-west-2:123456789012:key/01234567-89ab-cdef-0123-456789abcdef",
    });
    let refused = lab.fails("ec2", "CreateVolume", volume(&elsewhere));
    assert_eq!(refused["code"], "InvalidKmsKey.InvalidState");
    let alone = lab.fails("ec2", "CreateVolume", volume(&json!({ "KmsKeyId": key })));
    assert_eq!(
        format!("{} {}", alone["code"].as_str().unwrap(), alone["message"].as_str().unwrap()),
        "InvalidParameterDependency The parameter KmsKeyId requires the parameter Encrypted to be \
         set."
    );
    let instance = super::in_state(&mut lab, "running");
    let zone = super::shown(&mut lab, &instance)["Placement"]["AvailabilityZone"].clone();
    lab.ok("kms", "EnableKey", json!({ "KeyId": key }));
    let there = json!({ "Encrypted": true, "KmsKeyId": key, "AvailabilityZone": zone });
    let there = lab.ok("ec2", "CreateVolume", volume(&there))["VolumeId"].clone();
    lab.ok("kms", "DisableKey", json!({ "KeyId": key }));
    let input = json!({ "VolumeId": there, "InstanceId": instance, "Device": "/dev/sdf" });
    assert_eq!(
        lab.fails("ec2", "AttachVolume", input.clone())["code"],
        "InvalidKmsKey.InvalidState"
    );
    lab.ok("kms", "EnableKey", json!({ "KeyId": key }));
    lab.ok("ec2", "AttachVolume", input);
}

#[test]
fn the_volumes_of_a_launch_are_encrypted_too() {
    let mut lab = Lab::new();
    let key = key(&mut lab);
    let alias = json!({ "AliasName": "alias/disks", "TargetKeyId": key });
    lab.ok("kms", "CreateAlias", alias);
    let image = "ami-0c02fb55956c7d316";
    let images = lab.ok("ec2", "DescribeImages", json!({ "ImageIds": [image] }));
    let snapshot = &images["Images"][0]["BlockDeviceMappings"][0]["Ebs"]["SnapshotId"];
    let launch = |devices: Value| {
        json!({ "ImageId": image, "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1,
            "BlockDeviceMappings": devices })
    };
    let devices = json!([
        { "DeviceName": "/dev/xvda", "Ebs": { "Encrypted": true, "SnapshotId": snapshot } },
        { "DeviceName": "/dev/sdf", "Ebs": { "Encrypted": true, "VolumeSize": 5,
            "KmsKeyId": "alias/disks" } },
        { "DeviceName": "/dev/sdg", "Ebs": { "SnapshotId": snapshot } },
    ]);
    lab.ok("ec2", "RunInstances", launch(devices));
    let found = lab.ok("ec2", "DescribeVolumes", json!({}))["Volumes"].clone();
    let own = lab.ok("kms", "DescribeKey", json!({ "KeyId": "alias/aws/ebs" }));
    let keys: Vec<&Value> =
        found.as_array().unwrap().iter().map(|volume| &volume["KmsKeyId"]).collect();
    assert_eq!(json!(keys), json!([own["KeyMetadata"]["Arn"], key, null]));
    assert_eq!(found[2]["Size"], found[0]["Size"], "as large as its snapshot");
    let other = json!([{ "DeviceName": "/dev/xvda",
        "Ebs": { "SnapshotId": "snap-0123456789abcdef0" } }]);
    let refused = lab.fails("ec2", "RunInstances", launch(other));
    assert_eq!(refused["code"], "InvalidBlockDeviceMapping");
}
