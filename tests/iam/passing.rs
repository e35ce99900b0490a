//! Session tags and source identities: what permits them, what follows from them, what is recorded.

use serde_json::{Value, json};
use watchtrail::sim::Outcome;

use super::refusal;
use super::sessions::{key, signed};
use crate::support::Lab;

const FIRST: &str = "arn:aws:iam::123456789012:role/First";
const SECOND: &str = "arn:aws:iam::123456789012:role/Second";
const ALL: [&str; 3] = ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"];

/// A role that the account lets do these, under a condition.
fn role(lab: &mut Lab, name: &str, actions: &[&str], condition: Value) {
    let trust = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "AWS": "arn:aws:iam::123456789012:root" }, "Action": actions,
        "Condition": condition }] });
    let input = json!({ "RoleName": name, "AssumeRolePolicyDocument": trust.to_string(),
        "Tags": [{ "Key": "Team", "Value": "web" }, { "Key": "Floor", "Value": "2" }] });
    lab.iam("CreateRole", input);
}

fn allow(lab: &mut Lab, role: &str, statement: Value) {
    let policy = json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string();
    let put = json!({ "RoleName": role, "PolicyName": "own", "PolicyDocument": policy });
    lab.iam("PutRolePolicy", put);
}

fn assume(lab: &mut Lab, role: &str, more: Value) -> Outcome {
    let mut input = json!({ "RoleArn": role, "RoleSessionName": "monday" });
    for (name, value) in more.as_object().unwrap() {
        input[name] = value.clone();
    }
    lab.call("admin", "sts", "AssumeRole", input)
}

fn tags(pairs: &[(&str, &str)]) -> Value {
    pairs.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect()
}

fn last(lab: &Lab) -> Value {
    lab.world.cloudtrail().records().last().unwrap().json()
}

#[test]
fn tags_of_a_session_count_before_those_of_its_role() {
    let mut lab = Lab::new();
    role(&mut lab, "First", &ALL, json!({}));
    let condition = json!({ "StringEquals": { "aws:PrincipalTag/team": "${aws:ResourceTag/team}",
        "aws:PrincipalTag/floor": "2" } });
    allow(
        &mut lab,
        "First",
        json!({ "Effect": "Allow", "Action": "sns:GetTopicAttributes", "Resource": "*",
            "Condition": condition }),
    );
    let made = json!({ "Name": "ops", "Tags": tags(&[("team", "desk")]) });
    let topic = lab.ok("sns", "CreateTopic", made)["TopicArn"].clone();
    for (given, allowed) in [
        (json!({}), false),
        (json!({ "Tags": tags(&[("TEAM", "desk")]) }), true),
        (json!({ "Tags": tags(&[("TEAM", "desk"), ("Floor", "3")]) }), false),
    ] {
        let session = key(&assume(&mut lab, FIRST, given.clone()).reply.unwrap());
        let read = json!({ "TopicArn": topic });
        let found = signed(&mut lab, &session, "sns", "GetTopicAttributes", read);
        assert_eq!(found.reply.is_ok(), allowed, "{given}");
    }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_permissions-required>
#[test]
fn to_pass_something_is_a_permission_of_its_own() {
    let mut lab = Lab::new();
    role(&mut lab, "First", &ALL[..1], json!({}));
    let denied = |action: &str| {
        format!(
            "AccessDenied (403): User: arn:aws:iam::123456789012:user/minsu is not authorized to \
             perform: {action} on resource: {FIRST}"
        )
    };
    lab.iam("CreateUser", json!({ "UserName": "minsu" }));
    let document = super::document("Allow", "sts:AssumeRole", FIRST);
    let put = json!({ "UserName": "minsu", "PolicyName": "p", "PolicyDocument": document });
    lab.iam("PutUserPolicy", put);
    let mut by_minsu = |more: Value| {
        let mut input = json!({ "RoleArn": FIRST, "RoleSessionName": "monday" });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        lab.call("minsu", "sts", "AssumeRole", input)
    };
    let tagged = by_minsu(json!({ "Tags": tags(&[("Team", "desk")]) }));
    assert_eq!(refusal(&tagged), denied("sts:TagSession"));
    let named = by_minsu(json!({ "SourceIdentity": "minsu" }));
    assert_eq!(refusal(&named), denied("sts:SetSourceIdentity"));
    assert!(by_minsu(json!({})).reply.is_ok());
}

#[test]
fn a_trust_may_ask_what_is_passed() {
    let mut lab = Lab::new();
    let condition = json!({
        "StringEquals": { "sts:SourceIdentity": "${aws:username}", "aws:RequestTag/Team": "desk" },
        "ForAllValues:StringEquals": { "sts:TransitiveTagKeys": ["Team"], "aws:TagKeys": ["Team"] },
    });
    role(&mut lab, "First", &ALL, condition);
    let wish = |who: &str, team: &str, more: &[(&str, &str)]| {
        let tags = tags(&[&[("Team", team)], more].concat());
        json!({ "SourceIdentity": who, "Tags": tags, "TransitiveTagKeys": ["Team"] })
    };
    for (given, allowed) in [
        (wish("admin", "desk", &[]), true),
        (wish("jiwoo", "desk", &[]), false),
        (wish("admin", "web", &[]), false),
        (wish("admin", "desk", &[("Floor", "3")]), false),
        (json!({}), false),
    ] {
        // The trust names the account: what admin may is decided by both.
        let found = assume(&mut lab, FIRST, given.clone());
        assert_eq!(found.reply.is_ok(), allowed, "{given}");
    }
}

/// The record: <https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html>
#[test]
fn a_chain_of_roles_hands_on_what_is_transitive_and_who_is_behind_it() {
    let mut lab = Lab::new();
    role(&mut lab, "First", &ALL, json!({}));
    role(&mut lab, "Second", &ALL, json!({}));
    let chain = json!({ "Effect": "Allow", "Action": ALL, "Resource": SECOND });
    allow(&mut lab, "First", chain);
    let wanted = json!({ "StringEquals": { "aws:PrincipalTag/Team": "desk",
        "aws:PrincipalTag/Floor": "2", "aws:SourceIdentity": "hana" } });
    let list = json!({ "Effect": "Allow", "Action": "ec2:DescribeVpcs", "Resource": "*",
        "Condition": wanted });
    allow(&mut lab, "Second", list);
    let given = json!({ "SourceIdentity": "hana", "TransitiveTagKeys": ["team"],
        "Tags": tags(&[("Team", "desk"), ("Floor", "3")]) });
    let first = assume(&mut lab, FIRST, given).reply.unwrap();
    assert_eq!(first["SourceIdentity"], "hana");
    assert!(first["PackedPolicySize"].as_i64().is_some());
    let record = last(&lab);
    assert_eq!(
        record["requestParameters"],
        json!({
            "roleArn": FIRST, "roleSessionName": "monday",
            "tags": [{ "key": "Team", "value": "desk" }, { "key": "Floor", "value": "3" }],
            "transitiveTagKeys": ["team"], "sourceIdentity": "hana",
        })
    );
    assert_eq!(record["responseElements"]["sourceIdentity"], "hana");

    let next = |more: &[(&str, Value)]| {
        let mut input = json!({ "RoleArn": SECOND, "RoleSessionName": "tuesday" });
        more.iter().for_each(|(name, value)| input[*name] = value.clone());
        input
    };
    let session = key(&first);
    let second = signed(&mut lab, &session, "sts", "AssumeRole", next(&[])).reply.unwrap();
    let record = last(&lab);
    assert_eq!(record["userIdentity"]["sessionContext"]["sourceIdentity"], "hana");
    assert_eq!(
        record["requestParameters"],
        json!({
            "roleArn": SECOND, "roleSessionName": "tuesday",
            "incomingTransitiveTags": { "Team": "desk" }, "sourceIdentity": "hana",
        })
    );
    assert_eq!(second["SourceIdentity"], "hana");
    let listed = signed(&mut lab, &key(&second), "ec2", "DescribeVpcs", json!({}));
    assert!(listed.reply.is_ok());
    assert_eq!(last(&lab)["userIdentity"]["sessionContext"]["sourceIdentity"], "hana");

    let other = signed(
        &mut lab,
        &session,
        "sts",
        "AssumeRole",
        next(&[("SourceIdentity", json!("jiwoo"))]),
    );
    assert_eq!(
        refusal(&other),
        format!(
            "AccessDenied (403): User: arn:aws:sts::123456789012:assumed-role/First/monday is not \
             authorized to perform: sts:SetSourceIdentity on resource: {SECOND}"
        )
    );
    let over = next(&[("Tags", tags(&[("TEAM", "web")]))]);
    assert_eq!(
        refusal(&signed(&mut lab, &session, "sts", "AssumeRole", over)),
        "InvalidParameterValue (400): One of the specified transitive tag keys can't be set \
         because it conflicts with a transitive tag key from the calling session."
    );
}

#[test]
fn what_cannot_be_passed() {
    let mut lab = Lab::new();
    role(&mut lab, "First", &ALL, json!({}));
    let twice = tags(&[("Team", "a"), ("TEAM", "b")]);
    let cases = [
        (
            json!({ "Tags": twice }),
            "InvalidParameterValue (400): Duplicate tag keys found. Please note that Tag keys are \
             case insensitive.",
        ),
        (
            json!({ "Tags": tags(&[("Team", "a")]), "TransitiveTagKeys": ["Floor"] }),
            "InvalidParameterValue (400): The specified transitive tag key must be included in \
             the requested tags.",
        ),
        (
            json!({ "Tags": tags(&[("Te|am", "a")]) }),
            "ValidationError (400): 1 validation error detected: Value at 'tags.1.member.key' \
             failed to satisfy constraint: Member must satisfy regular expression pattern: \
             [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+",
        ),
        (
            json!({ "SourceIdentity": "a b" }),
            "ValidationError (400): 1 validation error detected: Value 'a b' at 'sourceIdentity' \
             failed to satisfy constraint: Member must satisfy regular expression pattern: \
             [\\w+=,.@-]*",
        ),
    ];
    for (given, expected) in cases {
        assert_eq!(refusal(&assume(&mut lab, FIRST, given)), expected);
    }
}

/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetFederationToken.html>
#[test]
fn the_root_user_and_users_let_others_act_with_tags() {
    let mut lab = Lab::new();
    let condition = json!({ "StringEquals": { "aws:PrincipalTag/Team": "desk" } });
    let policy = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Action": "ec2:Describe*", "Resource": "*", "Condition": condition }] });
    for who in ["root", "admin"] {
        let input = json!({ "Name": "hana", "Policy": policy.to_string(),
            "Tags": tags(&[("team", "desk")]) });
        let reply = lab.call(who, "sts", "GetFederationToken", input).reply.unwrap();
        assert_eq!(reply["FederatedUser"]["FederatedUserId"], "123456789012:hana");
        let session = key(&reply);
        let listed = signed(&mut lab, &session, "ec2", "DescribeVpcs", json!({}));
        assert!(listed.reply.is_ok(), "{who}");
        let issuer = last(&lab)["userIdentity"]["sessionContext"]["sessionIssuer"].clone();
        let (kind, arn) = match who {
            "root" => ("Root", "arn:aws:iam::123456789012:root"),
            _ => ("IAMUser", "arn:aws:iam::123456789012:user/admin"),
        };
        assert_eq!((&issuer["type"], &issuer["arn"]), (&json!(kind), &json!(arn)));
        assert_eq!(issuer.get("userName").is_some(), who != "root");
        let refused = signed(&mut lab, &session, "sns", "ListTopics", json!({}));
        assert!(refusal(&refused).contains("because no session policy allows"), "{who}");
    }
}

const PROVIDERS: [&str; 2] = [
    "arn:aws:iam::123456789012:saml-provider/Shop",
    "arn:aws:iam::123456789012:oidc-provider/idp.example.com",
];

/// A world in which both providers are known, and a role trusts them with these actions.
fn with_providers(actions: &[&str]) -> Lab {
    let mut lab = Lab::new();
    let metadata = super::federation::metadata();
    lab.iam("CreateSAMLProvider", json!({ "Name": "Shop", "SAMLMetadataDocument": metadata }));
    let web = json!({ "Url": "https://idp.example.com", "ClientIDList": ["sts.amazonaws.com"] });
    lab.iam("CreateOpenIDConnectProvider", web);
    let both = ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];
    let actions = [&both[..], actions].concat();
    let trust = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "Federated": PROVIDERS }, "Action": actions }] });
    let input = json!({ "RoleName": "First", "AssumeRolePolicyDocument": trust.to_string() });
    lab.iam("CreateRole", input);
    lab
}

/// A request with an assertion, and one with a token, that pass on the same.
fn vouched() -> [(&'static str, Value); 2] {
    let own = |name: &str| format!("https://aws.amazon.com/SAML/Attributes/{name}");
    let attributes = json!({ (own("PrincipalTag:Team")): "desk",
        (own("TransitiveTagKeys")): ["Team"],
        (own("SourceIdentity")): "hana" });
    let assertion = json!({ "NameID": "hana", "RoleSessionName": "monday",
        "Attributes": attributes });
    let claims = json!({ "iss": "https://idp.example.com", "aud": "sts.amazonaws.com",
        "sub": "hana", "https://aws.amazon.com/source_identity": "hana",
        "https://aws.amazon.com/tags": { "principal_tags": { "Team": ["desk"] },
            "transitive_tag_keys": ["Team"] } });
    [
        (
            "AssumeRoleWithSAML",
            json!({ "RoleArn": FIRST, "PrincipalArn": PROVIDERS[0],
                "SAMLAssertion": assertion.to_string() }),
        ),
        (
            "AssumeRoleWithWebIdentity",
            json!({ "RoleArn": FIRST, "RoleSessionName": "monday",
                "WebIdentityToken": claims.to_string() }),
        ),
    ]
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html#id_session-tags_adding-assume-role-saml>
#[test]
fn identity_providers_pass_tags_and_a_source_identity_on() {
    for (op, input) in vouched() {
        let mut lab = with_providers(&ALL[1..]);
        let reply = lab.call("jiwoo", "sts", op, input).reply.unwrap();
        assert_eq!(reply["SourceIdentity"], "hana", "{op}");
        let request = last(&lab)["requestParameters"].clone();
        assert_eq!(
            (&request["sourceIdentity"], &request["principalTags"], &request["transitiveTagKeys"]),
            (&json!("hana"), &json!({ "Team": "desk" }), &json!(["Team"])),
            "{op}"
        );
        let condition = json!({ "StringEquals": { "aws:PrincipalTag/Team": "desk",
            "aws:SourceIdentity": "hana" } });
        let list = json!({ "Effect": "Allow", "Action": "ec2:DescribeVpcs", "Resource": "*",
            "Condition": condition });
        allow(&mut lab, "First", list);
        assert!(signed(&mut lab, &key(&reply), "ec2", "DescribeVpcs", json!({})).reply.is_ok());
        assert_eq!(last(&lab)["userIdentity"]["sessionContext"]["sourceIdentity"], "hana");
    }
}

#[test]
fn a_role_must_let_them() {
    for (op, input) in vouched() {
        for (actions, missing) in
            [(&ALL[1..2], "sts:SetSourceIdentity"), (&ALL[2..], "sts:TagSession")]
        {
            let mut lab = with_providers(actions);
            let found = lab.call("jiwoo", "sts", op, input.clone());
            let expected = format!("AccessDenied (403): Not authorized to perform {missing}");
            assert_eq!(refusal(&found), expected, "{op}");
        }
    }
}
