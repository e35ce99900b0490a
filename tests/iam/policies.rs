//! Managed and inline policies, their versions, and what they are attached to.

use serde_json::{Value, json};
use watchtrail::sim::Span;

use super::{aws, document, own};
use crate::support::Lab;

fn make(lab: &mut Lab, name: &str) -> Value {
    let text = document("Allow", "sns:Publish", "*");
    lab.iam("CreatePolicy", json!({ "PolicyName": name, "PolicyDocument": text }))
}

#[test]
fn a_policy_is_made_and_read() {
    let mut lab = Lab::new();
    let text = document("Allow", "sns:Publish", "*");
    let made = lab.iam(
        "CreatePolicy",
        json!({
            "PolicyName": "publish",
            "Path": "/lab/",
            "PolicyDocument": text,
            "Description": "may publish",
            "Tags": [{ "Key": "b", "Value": "1" }, { "Key": "B", "Value": "2" }],
        }),
    );
    let mut policy = json!({
        "PolicyName": "publish",
        "PolicyId": made["Policy"]["PolicyId"],
        "Arn": "arn:aws:iam::123456789012:policy/lab/publish",
        "Path": "/lab/",
        "DefaultVersionId": "v1",
        "AttachmentCount": 0,
        "PermissionsBoundaryUsageCount": 0,
        "IsAttachable": true,
        "CreateDate": "2025-01-06T00:00:00+00:00",
        "UpdateDate": "2025-01-06T00:00:00+00:00",
    });
    let listed = policy.clone();
    policy["Tags"] = json!([{ "Key": "B", "Value": "2" }, { "Key": "b", "Value": "1" }]);
    assert_eq!(made["Policy"], policy);
    let arn = json!({ "PolicyArn": "arn:aws:iam::123456789012:policy/lab/publish" });
    policy["Description"] = json!("may publish");
    assert_eq!(lab.iam("GetPolicy", arn)["Policy"], policy);
    let local = lab.iam("ListPolicies", json!({ "Scope": "Local" }));
    assert_eq!(local, json!({ "Policies": [listed], "IsTruncated": false }));
    let version =
        lab.iam("GetPolicyVersion", json!({ "PolicyArn": policy["Arn"], "VersionId": "v1" }));
    let expected = json!({ "PolicyVersion": {
        "Document": {
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", "Action": "sns:Publish", "Resource": "*" }],
        },
        "VersionId": "v1",
        "IsDefaultVersion": true,
        "CreateDate": "2025-01-06T00:00:00+00:00",
    } });
    assert_eq!(version, expected);
}

fn version(id: &str, default: bool, date: &str) -> Value {
    json!({ "VersionId": id, "IsDefaultVersion": default, "CreateDate": date })
}

#[test]
fn versions() {
    let mut lab = Lab::new();
    make(&mut lab, "p");
    let add = |lab: &mut Lab, default: bool| {
        let text = document("Allow", "sns:*", "*");
        let input =
            json!({ "PolicyArn": own("p"), "PolicyDocument": text, "SetAsDefault": default });
        lab.iam("CreatePolicyVersion", input)["PolicyVersion"].clone()
    };
    lab.sleep(Span::hours(1));
    let later = "2025-01-06T01:00:00+00:00";
    assert_eq!(add(&mut lab, true), version("v2", true, later));
    assert_eq!(add(&mut lab, false), version("v3", false, later));
    let listed = lab.iam("ListPolicyVersions", json!({ "PolicyArn": own("p") }));
    let expected = [
        version("v3", false, later),
        version("v2", true, later),
        version("v1", false, "2025-01-06T00:00:00+00:00"),
    ];
    assert_eq!(listed, json!({ "Versions": expected, "IsTruncated": false }));
    let policy = lab.iam("GetPolicy", json!({ "PolicyArn": own("p") }));
    assert_eq!(policy["Policy"]["DefaultVersionId"], "v2");
    assert_eq!(policy["Policy"]["UpdateDate"], later);

    add(&mut lab, false);
    add(&mut lab, false);
    let text = document("Allow", "sns:*", "*");
    let sixth = json!({ "PolicyArn": own("p"), "PolicyDocument": text });
    let full = "LimitExceeded (409): A managed policy can have up to 5 versions. Before you \
                create a new version, you must delete an existing version.";
    assert_eq!(lab.iam_fails("CreatePolicyVersion", sixth), full);
    let v = |id: &str| json!({ "PolicyArn": own("p"), "VersionId": id });
    assert_eq!(
        lab.iam_fails("DeletePolicyVersion", v("v2")),
        "DeleteConflict (409): Cannot delete the default version of a policy."
    );
    lab.iam("DeletePolicyVersion", v("v1"));
    assert_eq!(add(&mut lab, false)["VersionId"], "v6");
    lab.iam("SetDefaultPolicyVersion", v("v6"));
    let many = "DeleteConflict (409): This policy has more than one version. Before you delete a \
                policy, you must delete the policy's versions. The default version is deleted \
                with the policy.";
    assert_eq!(lab.iam_fails("DeletePolicy", json!({ "PolicyArn": own("p") })), many);
    for id in ["v2", "v3", "v4", "v5"] {
        lab.iam("DeletePolicyVersion", v(id));
    }
    lab.iam("DeletePolicy", json!({ "PolicyArn": own("p") }));
    let gone = format!("NoSuchEntity (404): Policy {} was not found.", own("p"));
    assert_eq!(lab.iam_fails("GetPolicy", json!({ "PolicyArn": own("p") })), gone);
}

#[test]
fn what_is_wrong_with_policies_and_versions() {
    let mut lab = Lab::new();
    make(&mut lab, "p");
    let text = document("Allow", "sns:Publish", "*");
    let create = |name: &str, text: &str| json!({ "PolicyName": name, "PolicyDocument": text });
    let rows = [
        (
            create("P", &text),
            "EntityAlreadyExists (409): A policy called P already exists. Duplicate names are not \
             allowed."
                .to_owned(),
        ),
        (
            create("a/b", &text),
            "ValidationError (400): The specified value for policyName is invalid. It must \
             contain only alphanumeric characters and/or the following: +=,.@_-"
                .to_owned(),
        ),
        (create("q", "{}"), "MalformedPolicyDocument (400): Syntax errors in policy.".to_owned()),
        (
            create("q", "\u{1F600}"),
            "ValidationError (400): The specified value for policyDocument is invalid. It must \
             contain only printable ASCII characters."
                .to_owned(),
        ),
    ];
    for (input, expected) in rows {
        assert_eq!(lab.iam_fails("CreatePolicy", input.clone()), expected, "{input}");
    }
    let missing = |arn: &str, v: &str| {
        format!("NoSuchEntity (404): Policy {arn} version {v} does not exist or is not attachable.")
    };
    let pattern = "ValidationError (400): 1 validation error detected: Value at 'versionId' \
                   failed to satisfy constraint: Member must satisfy regular expression pattern: \
                   v[1-9][0-9]*(\\.[A-Za-z0-9-]*)?";
    for op in ["GetPolicyVersion", "SetDefaultPolicyVersion", "DeletePolicyVersion"] {
        for (arn, version, expected) in [
            (own("p"), "v9", missing(&own("p"), "v9")),
            (own("none"), "v1", missing(&own("none"), "v1")),
            (own("p"), "2", pattern.to_owned()),
            (own("p"), "v0", pattern.to_owned()),
            (
                "no-arn-but-long-enough".to_owned(),
                "v1",
                "ValidationError (400): Invalid ARN:  Could not be parsed!".to_owned(),
            ),
        ] {
            let input = json!({ "PolicyArn": arn, "VersionId": version });
            assert_eq!(lab.iam_fails(op, input), expected, "{op} {arn} {version}");
        }
    }
}

#[test]
fn sizes_count_all_but_white_space() {
    let mut lab = Lab::new();
    // A document of so many characters, and a lot of blanks beside.
    let sized = |size: usize| {
        let bare = document("Allow", "sns:", "*").len();
        let text = document("Allow", &format!("sns:{}", "a".repeat(size - bare)), "*");
        assert_eq!(text.len(), size);
        text.replace(':', " :  \n").replace("sns :  \n", "sns:")
    };
    let create = |name: &str, size| json!({ "PolicyName": name, "PolicyDocument": sized(size) });
    lab.iam("CreatePolicy", create("fits", 6144));
    assert_eq!(
        lab.iam_fails("CreatePolicy", create("does-not", 6145)),
        "LimitExceeded (409): Cannot exceed quota for PolicySize: 6144"
    );
    let put = |name: &str, size| {
        let text = sized(size);
        json!({ "UserName": "jiwoo", "PolicyName": name, "PolicyDocument": text })
    };
    lab.iam("PutUserPolicy", put("a", 1000));
    lab.iam("PutUserPolicy", put("b", 1048));
    let full = "LimitExceeded (409): Maximum policy size of 2048 bytes exceeded for user jiwoo";
    assert_eq!(lab.iam_fails("PutUserPolicy", put("b", 1049)), full);
    lab.iam("PutUserPolicy", put("a", 999));
    lab.iam("PutUserPolicy", put("b", 1049));
}

#[test]
fn inline_policies() {
    let mut lab = Lab::new();
    let user = json!({ "UserName": "jiwoo" });
    assert_eq!(
        lab.iam("ListUserPolicies", user.clone()),
        json!({ "PolicyNames": [], "IsTruncated": false })
    );
    for name in ["topics", "alarms"] {
        let text = document("Allow", "sns:*", "*");
        let input = json!({ "UserName": "jiwoo", "PolicyName": name, "PolicyDocument": text });
        assert_eq!(lab.iam("PutUserPolicy", input), json!(null));
    }
    let listed = lab.iam("ListUserPolicies", user);
    assert_eq!(listed["PolicyNames"], json!(["alarms", "topics"]));
    let name = json!({ "UserName": "jiwoo", "PolicyName": "topics" });
    let expected = json!({
        "UserName": "jiwoo",
        "PolicyName": "topics",
        "PolicyDocument": {
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", "Action": "sns:*", "Resource": "*" }],
        },
    });
    assert_eq!(lab.iam("GetUserPolicy", name.clone()), expected);
    lab.iam("DeleteUserPolicy", name.clone());
    let gone = "NoSuchEntity (404): The user policy with name topics cannot be found.";
    assert_eq!(lab.iam_fails("GetUserPolicy", name.clone()), gone);
    assert_eq!(lab.iam_fails("DeleteUserPolicy", name), gone);
    // A user that is not there is told before a document that is no policy.
    let nobody = json!({ "UserName": "nobody", "PolicyName": "p", "PolicyDocument": "{" });
    let missing = "NoSuchEntity (404): The user with name nobody cannot be found.";
    assert_eq!(lab.iam_fails("PutUserPolicy", nobody), missing);
}

#[test]
fn attaching_and_detaching() {
    let mut lab = Lab::new();
    let at = |arn: &str| json!({ "UserName": "jiwoo", "PolicyArn": arn });
    let facts = lab.world.facts().len();
    lab.iam("AttachUserPolicy", at(&aws("AmazonSNSFullAccess")));
    lab.iam("AttachUserPolicy", at(&aws("AmazonSNSFullAccess")));
    assert_eq!(lab.world.facts().len(), facts + 1, "attached once");
    let policy = lab.iam("GetPolicy", json!({ "PolicyArn": aws("AmazonSNSFullAccess") }));
    assert_eq!(policy["Policy"]["AttachmentCount"], 1);
    let entities =
        lab.iam("ListEntitiesForPolicy", json!({ "PolicyArn": aws("AmazonSNSFullAccess") }));
    let id = lab.iam("GetUser", json!({ "UserName": "jiwoo" }))["User"]["UserId"].clone();
    let expected = json!({
        "PolicyGroups": [],
        "PolicyUsers": [{ "UserName": "jiwoo", "UserId": id }],
        "PolicyRoles": [],
        "IsTruncated": false,
    });
    assert_eq!(entities, expected);
    lab.iam("DetachUserPolicy", at(&aws("AmazonSNSFullAccess")));
    let gone = format!("NoSuchEntity (404): Policy {} was not found.", aws("AmazonSNSFullAccess"));
    assert_eq!(lab.iam_fails("DetachUserPolicy", at(&aws("AmazonSNSFullAccess"))), gone);

    let none = |arn: &str| {
        format!("NoSuchEntity (404): Policy {arn} does not exist or is not attachable.")
    };
    for arn in [own("none"), aws("AmazonSNSFullAcess")] {
        assert_eq!(lab.iam_fails("AttachUserPolicy", at(&arn)), none(&arn));
    }
    assert_eq!(
        lab.iam_fails("AttachUserPolicy", at("AmazonSNSFullAccess-and-more")),
        "ValidationError (400): Invalid ARN:  Could not be parsed!"
    );
    assert_eq!(
        lab.iam_fails("AttachUserPolicy", at(&aws("AmazonECS_FullAccess"))),
        "NotSimulated (501): AWS managed policy policy/AmazonECS_FullAccess"
    );
    let linked = aws("aws-service-role/CloudWatchEventsServiceRolePolicy");
    let refused = lab.iam_fails("AttachUserPolicy", at(&linked));
    assert!(refused.starts_with("PolicyNotAttachable (400): "), "{refused}");
}

#[test]
fn ten_policies_and_no_more() {
    let mut lab = Lab::new();
    lab.iam("CreateUser", json!({ "UserName": "minsu" }));
    for n in 0..11 {
        make(&mut lab, &format!("p{n}"));
    }
    let at = |n: usize| json!({ "UserName": "minsu", "PolicyArn": own(&format!("p{n}")) });
    for n in 0..10 {
        lab.iam("AttachUserPolicy", at(n));
    }
    let full = "LimitExceeded (409): Cannot exceed quota for PoliciesPerUser: 10";
    assert_eq!(lab.iam_fails("AttachUserPolicy", at(10)), full);
    assert_eq!(
        lab.iam_fails("DeletePolicy", json!({ "PolicyArn": own("p3") })),
        "DeleteConflict (409): Cannot delete a policy attached to entities."
    );
}

#[test]
fn boundaries() {
    let mut lab = Lab::new();
    let arn = aws("AmazonEC2FullAccess");
    let set = json!({ "UserName": "jiwoo", "PermissionsBoundary": arn });
    lab.iam("PutUserPermissionsBoundary", set);
    let user = lab.iam("GetUser", json!({ "UserName": "jiwoo" }));
    let expected = json!({ "PermissionsBoundaryType": "Policy", "PermissionsBoundaryArn": arn });
    assert_eq!(user["User"]["PermissionsBoundary"], expected);
    let policy = lab.iam("GetPolicy", json!({ "PolicyArn": arn }));
    assert_eq!(policy["Policy"]["PermissionsBoundaryUsageCount"], 1);
    lab.iam("DeleteUserPermissionsBoundary", json!({ "UserName": "jiwoo" }));
    let user = lab.iam("GetUser", json!({ "UserName": "jiwoo" }));
    assert_eq!(user["User"].get("PermissionsBoundary"), None);
}

#[test]
fn aws_managed_policies() {
    let mut lab = Lab::new();
    let admin = json!({ "PolicyArn": aws("AdministratorAccess") });
    let policy = lab.iam("GetPolicy", admin.clone());
    let expected = json!({ "Policy": {
        "PolicyName": "AdministratorAccess",
        "PolicyId": policy["Policy"]["PolicyId"],
        "Arn": aws("AdministratorAccess"),
        "Path": "/",
        "DefaultVersionId": "v1",
        "AttachmentCount": 1,
        "PermissionsBoundaryUsageCount": 0,
        "IsAttachable": true,
        "CreateDate": "2015-02-06T18:39:46+00:00",
        "UpdateDate": "2015-02-06T18:39:46+00:00",
        "Tags": [],
    } });
    assert_eq!(policy, expected);
    let version = json!({ "PolicyArn": aws("AdministratorAccess"), "VersionId": "v1" });
    let found = lab.iam("GetPolicyVersion", version);
    let document = json!({
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Allow", "Action": "*", "Resource": "*" }],
    });
    assert_eq!(found["PolicyVersion"]["Document"], document);
    let old = json!({ "PolicyArn": aws("AmazonEC2FullAccess"), "VersionId": "v4" });
    assert_eq!(
        lab.iam_fails("GetPolicyVersion", old),
        "NotSimulated (501): version v4 of AWS managed policy AmazonEC2FullAccess"
    );
    let new = json!({ "PolicyArn": aws("AmazonEC2FullAccess"), "VersionId": "v6" });
    assert!(lab.iam_fails("GetPolicyVersion", new).starts_with("NoSuchEntity (404)"));
    let denied = "AccessDenied (403): User: arn:aws:iam::123456789012:user/admin is not \
                  authorized to perform: iam:DeletePolicy on resource: policy \
                  arn:aws:iam::aws:policy/AdministratorAccess";
    assert_eq!(lab.iam_fails("DeletePolicy", admin), denied);
}

#[test]
fn listing_policies() {
    let mut lab = Lab::new();
    make(&mut lab, "z");
    lab.sleep(Span::secs(1));
    make(&mut lab, "a");
    let names = |lab: &mut Lab, input: Value| {
        let listed = lab.iam("ListPolicies", input);
        let policies = listed["Policies"].as_array().unwrap();
        let name = |policy: &Value| policy["PolicyName"].as_str().unwrap().to_owned();
        policies.iter().map(name).collect::<Vec<_>>()
    };
    let all = names(&mut lab, json!({}));
    assert_eq!(all.len(), 95);
    assert_eq!(all[..3], ["z", "a", "AdministratorAccess"]);
    assert_eq!(names(&mut lab, json!({ "Scope": "Local" })), ["z", "a"]);
    assert_eq!(names(&mut lab, json!({ "Scope": "AWS" })).len(), 93);
    let attached = names(&mut lab, json!({ "OnlyAttached": true }));
    assert_eq!(
        attached,
        ["AdministratorAccess", "AmazonEC2FullAccess", "AWSCloudTrail_ReadOnlyAccess"]
    );
    let jobs = names(&mut lab, json!({ "PathPrefix": "/job-function/" }));
    assert_eq!(
        jobs,
        [
            "ViewOnlyAccess",
            "SupportUser",
            "SystemAdministrator",
            "DatabaseAdministrator",
            "NetworkAdministrator",
            "Billing"
        ]
    );
    let wrong = lab.iam_fails("ListPolicies", json!({ "Scope": "Mine" }));
    let expected = "ValidationError (400): 1 validation error detected: Value at 'scope' failed \
                    to satisfy constraint: Member must satisfy enum value set";
    assert_eq!(wrong, expected);
}
