//! Users and their tags.

use serde_json::json;
use watchtrail::services::ServiceFact;
use watchtrail::services::iam::Fact;
use watchtrail::sim::Span;

use super::{aws, document, own};
use crate::support::Lab;

#[test]
fn the_world_begins_with_two_users() {
    let mut lab = Lab::new();
    let listed = lab.iam("ListUsers", json!({}));
    let users = listed["Users"].as_array().unwrap();
    let names: Vec<_> = users.iter().map(|user| user["UserName"].as_str().unwrap()).collect();
    assert_eq!(names, ["admin", "jiwoo"]);
    for user in users {
        let created = user["CreateDate"].as_str().unwrap();
        assert!(created < "2025-01-06T00:00:00+00:00", "{created}");
    }
    for (user, policies) in [
        ("admin", vec!["AdministratorAccess"]),
        ("jiwoo", vec!["AmazonEC2FullAccess", "AWSCloudTrail_ReadOnlyAccess"]),
    ] {
        let attached = lab.iam("ListAttachedUserPolicies", json!({ "UserName": user }));
        let expected: Vec<_> = policies
            .iter()
            .map(|name| json!({ "PolicyName": name, "PolicyArn": aws(name) }))
            .collect();
        assert_eq!(attached, json!({ "AttachedPolicies": expected, "IsTruncated": false }));
    }
}

#[test]
fn a_user_comes_and_goes() {
    let mut lab = Lab::new();
    lab.sleep(Span::millis(90_500));
    let created = lab.iam("CreateUser", json!({ "UserName": "minsu" }));
    let user = json!({
        "Path": "/",
        "UserName": "minsu",
        "UserId": created["User"]["UserId"],
        "Arn": "arn:aws:iam::123456789012:user/minsu",
        "CreateDate": "2025-01-06T00:01:30+00:00",
    });
    assert_eq!(created, json!({ "User": user }));
    let id = created["User"]["UserId"].as_str().unwrap();
    assert!(id.len() == 21 && id.starts_with("AIDA"), "{id}");
    let last = lab.world.facts().last().unwrap();
    assert_eq!(last.what, ServiceFact::Iam(Fact::UserCreated { user: "minsu".to_owned() }));

    assert_eq!(lab.iam("GetUser", json!({ "UserName": "minsu" })), json!({ "User": user }));
    assert_eq!(lab.iam("DeleteUser", json!({ "UserName": "minsu" })), json!(null));
    let gone = "NoSuchEntity (404): The user with name minsu cannot be found.";
    assert_eq!(lab.iam_fails("GetUser", json!({ "UserName": "minsu" })), gone);
    let again = lab.iam("CreateUser", json!({ "UserName": "minsu" }));
    assert_ne!(again["User"]["UserId"], created["User"]["UserId"]);
}

#[test]
fn get_user_without_a_name_is_the_caller() {
    let mut lab = Lab::new();
    let me = lab.iam("GetUser", json!({}));
    assert_eq!(me["User"]["UserName"], "admin");
    let root = lab.call("root", "iam", "GetUser", json!({})).reply.unwrap();
    let expected = json!({ "User": {
        "UserId": "123456789012",
        "Arn": "arn:aws:iam::123456789012:root",
        "CreateDate": root["User"]["CreateDate"],
    } });
    assert_eq!(root, expected);
}

#[test]
fn paths_make_arns_and_filter() {
    let mut lab = Lab::new();
    let made = lab.iam("CreateUser", json!({ "UserName": "minsu", "Path": "/students/seoul/" }));
    assert_eq!(made["User"]["Arn"], "arn:aws:iam::123456789012:user/students/seoul/minsu");
    for (prefix, count) in [("/", 3), ("/stud", 1), ("/students/seoul/", 1), ("/teachers/", 0)] {
        let listed = lab.iam("ListUsers", json!({ "PathPrefix": prefix }));
        assert_eq!(listed["Users"].as_array().unwrap().len(), count, "{prefix}");
    }
}

#[test]
fn listings_come_in_pages() {
    let mut lab = Lab::new();
    lab.iam("CreateUser", json!({ "UserName": "minsu" }));
    let first = lab.iam("ListUsers", json!({ "MaxItems": 2 }));
    assert_eq!(first["IsTruncated"], true);
    assert_eq!(first["Users"].as_array().unwrap().len(), 2);
    let rest = lab.iam("ListUsers", json!({ "MaxItems": 2, "Marker": first["Marker"] }));
    assert_eq!(rest["Users"][0]["UserName"], "minsu");
    assert_eq!((&rest["IsTruncated"], rest.get("Marker")), (&json!(false), None));
    let bad = lab.iam_fails("ListUsers", json!({ "Marker": "nonsense" }));
    assert_eq!(bad, "ValidationError (400): Invalid Marker.");
}

#[test]
fn what_is_wrong_with_a_user() {
    let mut lab = Lab::new();
    let name = "ValidationError (400): The specified value for userName is invalid. It must \
                contain only alphanumeric characters and/or the following: +=,.@_-";
    let path = "ValidationError (400): The specified value for path is invalid. It must begin and \
                end with / and contain only alphanumeric characters and/or / characters.";
    let long = "ValidationError (400): 1 validation error detected: Value at 'userName' failed \
                to satisfy constraint: Member must have length less than or equal to 64";
    let taken =
        |name: &str| format!("EntityAlreadyExists (409): User with name {name} already exists.");
    let rows = [
        (json!({ "UserName": "a/b" }), name.to_owned()),
        (json!({ "UserName": "민수" }), name.to_owned()),
        (json!({ "UserName": "u".repeat(65) }), long.to_owned()),
        (json!({ "UserName": "u", "Path": "students" }), path.to_owned()),
        (json!({ "UserName": "u", "Path": "//" }), path.to_owned()),
        (json!({ "UserName": "jiwoo" }), taken("jiwoo")),
        (json!({ "UserName": "JiWoo" }), taken("JiWoo")),
        (
            json!({ "UserName": "u", "PermissionsBoundary": own("none") }),
            format!(
                "NoSuchEntity (404): Scope ARN: {} does not exist or is not attachable.",
                own("none")
            ),
        ),
    ];
    for (input, expected) in rows {
        assert_eq!(lab.iam_fails("CreateUser", input.clone()), expected, "{input}");
    }
    lab.iam("CreateUser", json!({ "UserName": "u".repeat(64) }));
    lab.iam("CreateUser", json!({ "UserName": "a+b=c,d.e@f_g-h" }));
}

#[test]
fn a_user_in_use_cannot_be_deleted() {
    let mut lab = Lab::new();
    lab.iam("CreateUser", json!({ "UserName": "minsu" }));
    let user = json!({ "UserName": "minsu" });
    let arn = aws("AmazonSNSFullAccess");
    lab.iam("AttachUserPolicy", json!({ "UserName": "minsu", "PolicyArn": arn }));
    let inline = document("Allow", "sns:*", "*");
    let put = json!({ "UserName": "minsu", "PolicyName": "p", "PolicyDocument": inline });
    lab.iam("PutUserPolicy", put);
    let key = lab.iam("CreateAccessKey", user.clone())["AccessKey"]["AccessKeyId"].clone();
    let conflict =
        |what: &str| format!("DeleteConflict (409): Cannot delete entity, must {what} first.");
    assert_eq!(lab.iam_fails("DeleteUser", user.clone()), conflict("detach all policies"));
    lab.iam("DetachUserPolicy", json!({ "UserName": "minsu", "PolicyArn": arn }));
    assert_eq!(lab.iam_fails("DeleteUser", user.clone()), conflict("delete policies"));
    lab.iam("DeleteUserPolicy", json!({ "UserName": "minsu", "PolicyName": "p" }));
    assert_eq!(lab.iam_fails("DeleteUser", user.clone()), conflict("delete access keys"));
    lab.iam("DeleteAccessKey", json!({ "UserName": "minsu", "AccessKeyId": key }));
    lab.iam("DeleteUser", user);
}

#[test]
fn tags() {
    let mut lab = Lab::new();
    let tags = json!([{ "Key": "team", "Value": "ops" }, { "Key": "Empty", "Value": "" }]);
    let made = lab.iam("CreateUser", json!({ "UserName": "minsu", "Tags": tags }));
    let sorted = json!([{ "Key": "Empty", "Value": "" }, { "Key": "team", "Value": "ops" }]);
    assert_eq!(made["User"]["Tags"], sorted);
    let user = json!({ "UserName": "minsu" });
    assert_eq!(
        lab.iam("ListUserTags", user.clone()),
        json!({ "Tags": sorted, "IsTruncated": false })
    );
    assert_eq!(lab.iam("ListUsers", json!({}))["Users"][2].get("Tags"), None);

    let team = json!([{ "Key": "TEAM", "Value": "dev" }]);
    lab.iam("TagUser", json!({ "UserName": "minsu", "Tags": team }));
    let listed = lab.iam("ListUserTags", user.clone());
    assert_eq!(listed["Tags"][1], json!({ "Key": "TEAM", "Value": "dev" }));
    lab.iam("UntagUser", json!({ "UserName": "minsu", "TagKeys": ["empty", "never"] }));
    assert_eq!(lab.iam("GetUser", user)["User"]["Tags"], team);
}

#[test]
fn what_is_wrong_with_tags() {
    let mut lab = Lab::new();
    let constraint = |member: &str, rule: &str| {
        format!(
            "ValidationError (400): 1 validation error detected: Value at '{member}' failed to \
             satisfy constraint: {rule}"
        )
    };
    let pattern = r"Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]";
    let many: Vec<_> = (0..51).map(|n| json!({ "Key": format!("k{n}"), "Value": "v" })).collect();
    let tag = |key: &str, value: &str| json!([{ "Key": key, "Value": value }]);
    let rows = [
        (tag("a*", "v"), constraint("tags.1.member.key", &format!("{pattern}+"))),
        (tag("a", "v*"), constraint("tags.1.member.value", &format!("{pattern}*"))),
        (
            tag(&"k".repeat(129), "v"),
            constraint("tags.1.member.key", "Member must have length less than or equal to 128"),
        ),
        (
            tag("k", &"v".repeat(257)),
            constraint("tags.1.member.value", "Member must have length less than or equal to 256"),
        ),
        (json!(many), constraint("tags", "Member must have length less than or equal to 50")),
        (
            json!([{ "Key": "a", "Value": "1" }, { "Key": "A", "Value": "2" }]),
            "InvalidInput (400): Duplicate tag keys found. Please note that Tag keys are case \
             insensitive."
                .to_owned(),
        ),
    ];
    for (tags, expected) in rows {
        let found = lab.iam_fails("TagUser", json!({ "UserName": "jiwoo", "Tags": tags }));
        assert_eq!(found, expected, "{tags}");
    }
    lab.iam("TagUser", json!({ "UserName": "jiwoo", "Tags": many[..50] }));
    lab.iam("TagUser", json!({ "UserName": "jiwoo", "Tags": tag("k1", "new") }));
    let full = lab.iam_fails("TagUser", json!({ "UserName": "jiwoo", "Tags": tag("one", "more") }));
    assert_eq!(full, "LimitExceeded (409): The number of tags has reached the maximum limit.");
    let keys = lab.iam_fails("UntagUser", json!({ "UserName": "jiwoo", "TagKeys": ["a*"] }));
    let rule = format!(
        "Member must satisfy constraint: [Member must have length less than or equal to 128, \
         Member must have length greater than or equal to 1, {pattern}+, Member must not be null]"
    );
    assert_eq!(keys, constraint("tagKeys", &rule));
}
