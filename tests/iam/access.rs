//! Whether calls are allowed in a world: policies as they are attached, keys of the context, and
//! the words of a denial.

use proptest::prelude::*;
use serde_json::{Value, json};
use watchtrail::access::{Outcome, PolicyKind, Verdict};
use watchtrail::api::error::Stage;
use watchtrail::services::Request;
use watchtrail::sim::{AccountId, Arn, Call, Caller, Command, Region, Scope, Via, Who};

use super::{aws, document, own, refusal};
use crate::support::Lab;

const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:ops-alerts";

fn create_topic(lab: &mut Lab, who: &str) -> Result<(), String> {
    let outcome = lab.call(who, "sns", "CreateTopic", json!({ "Name": "ops-alerts" }));
    if outcome.reply.is_ok() { Ok(()) } else { Err(refusal(&outcome)) }
}

fn implicit(action: &str, on: &str) -> String {
    format!(
        "User: arn:aws:iam::123456789012:user/jiwoo is not authorized to perform: {action}{on} \
         because no identity-based policy allows the {action} action"
    )
}

#[test]
fn jiwoo_may_not_make_a_topic_until_she_may() {
    let mut lab = Lab::new();
    let denied = implicit("SNS:CreateTopic", &format!(" on resource: {TOPIC}"));
    assert_eq!(create_topic(&mut lab, "jiwoo"), Err(format!("AuthorizationError (403): {denied}")));
    let record = lab.world.cloudtrail().records().last().unwrap();
    assert_eq!(record.error, Some(("AccessDenied".to_owned(), denied)));
    let decision = record.decision.clone().unwrap();
    assert_eq!(
        (decision.outcome, decision.decided_by),
        (Outcome::ImplicitDeny, Some(PolicyKind::Identity))
    );
    let seen: Vec<_> = decision
        .policies
        .iter()
        .map(|p| (p.name.as_str(), p.verdicts.len(), p.speaks_of("sns")))
        .collect();
    assert_eq!(
        seen,
        [("AmazonEC2FullAccess", 5, false), ("AWSCloudTrail_ReadOnlyAccess", 1, false)]
    );
    assert!(decision.policies.iter().flat_map(|p| &p.verdicts).all(|v| *v == Verdict::OtherAction));

    let arn = aws("AmazonSNSFullAccess");
    lab.iam("AttachUserPolicy", json!({ "UserName": "jiwoo", "PolicyArn": arn }));
    assert_eq!(create_topic(&mut lab, "jiwoo"), Ok(()));
    let record = lab.world.cloudtrail().records().last().unwrap();
    assert!(record.decision.as_ref().unwrap().is_allowed());
}

#[test]
fn an_explicit_deny_names_the_policy_it_stands_in() {
    let mut lab = Lab::new();
    let text = document("Deny", "sns:CreateTopic", "*");
    lab.iam("CreatePolicy", json!({ "PolicyName": "no-topics", "PolicyDocument": text }));
    lab.iam("AttachUserPolicy", json!({ "UserName": "admin", "PolicyArn": own("no-topics") }));
    let head = format!(
        "AuthorizationError (403): User: arn:aws:iam::123456789012:user/admin is not authorized \
         to perform: SNS:CreateTopic on resource: {TOPIC} with an explicit deny in an \
         identity-based policy"
    );
    assert_eq!(create_topic(&mut lab, "admin"), Err(format!("{head}: {}", own("no-topics"))));
    lab.iam("DetachUserPolicy", json!({ "UserName": "admin", "PolicyArn": own("no-topics") }));
    let put = json!({ "UserName": "admin", "PolicyName": "p", "PolicyDocument": text });
    lab.iam("PutUserPolicy", put);
    assert_eq!(create_topic(&mut lab, "admin"), Err(head), "an inline policy has no ARN");
    assert_eq!(create_topic(&mut lab, "root"), Ok(()), "no identity policy binds the root user");
}

#[test]
fn a_boundary_limits() {
    let mut lab = Lab::new();
    let boundary = json!({
        "UserName": "admin",
        "PermissionsBoundary": aws("IAMFullAccess"),
    });
    lab.iam("PutUserPermissionsBoundary", boundary);
    let denied = format!(
        "AuthorizationError (403): User: arn:aws:iam::123456789012:user/admin is not authorized \
         to perform: SNS:CreateTopic on resource: {TOPIC} because no permissions boundary allows \
         the SNS:CreateTopic action"
    );
    assert_eq!(create_topic(&mut lab, "admin"), Err(denied));
    lab.iam("DeleteUserPermissionsBoundary", json!({ "UserName": "admin" }));
    assert_eq!(create_topic(&mut lab, "admin"), Ok(()));
}

#[test]
fn the_version_that_counts_is_the_default_one() {
    let mut lab = Lab::new();
    let deny = document("Deny", "sns:*", "*");
    let allow = document("Allow", "sns:*", "*");
    lab.iam("CreatePolicy", json!({ "PolicyName": "p", "PolicyDocument": deny }));
    lab.iam("AttachUserPolicy", json!({ "UserName": "jiwoo", "PolicyArn": own("p") }));
    lab.iam("CreatePolicyVersion", json!({ "PolicyArn": own("p"), "PolicyDocument": allow }));
    assert!(create_topic(&mut lab, "jiwoo").unwrap_err().contains("explicit deny"));
    lab.iam("SetDefaultPolicyVersion", json!({ "PolicyArn": own("p"), "VersionId": "v2" }));
    assert_eq!(create_topic(&mut lab, "jiwoo"), Ok(()));
}

#[test]
fn how_denials_write_iam_s_resources() {
    let mut lab = Lab::new();
    let policy = document("Allow", "*", "*");
    let on = |resource: &str| format!(" on resource: {resource}");
    let arn = aws("AmazonSNSFullAccess");
    let rows = [
        (
            "CreateUser",
            json!({ "UserName": "m", "Path": "/a/" }),
            on("arn:aws:iam::123456789012:user/a/m"),
        ),
        ("GetUser", json!({ "UserName": "admin" }), on("user admin")),
        ("GetUser", json!({}), on("user jiwoo")),
        ("ListUsers", json!({}), on("arn:aws:iam::123456789012:user/")),
        ("DeleteUser", json!({ "UserName": "admin" }), on("user admin")),
        ("AttachUserPolicy", json!({ "UserName": "jiwoo", "PolicyArn": arn }), on("user jiwoo")),
        ("ListAttachedUserPolicies", json!({ "UserName": "jiwoo" }), on("user jiwoo")),
        (
            "PutUserPolicy",
            json!({ "UserName": "jiwoo", "PolicyName": "p", "PolicyDocument": policy }),
            on("user jiwoo"),
        ),
        ("CreatePolicy", json!({ "PolicyName": "p", "PolicyDocument": policy }), on("policy p")),
        ("GetPolicy", json!({ "PolicyArn": arn }), on(&format!("policy {arn}"))),
        (
            "GetPolicyVersion",
            json!({ "PolicyArn": arn, "VersionId": "v1" }),
            on(&format!("policy {arn}")),
        ),
        ("ListPolicies", json!({}), on("policy path /")),
        ("ListAccessKeys", json!({}), on("user jiwoo")),
        ("TagUser", json!({ "UserName": "jiwoo", "Tags": [] }), on("user jiwoo")),
    ];
    for (op, input, resource) in rows {
        let found = refusal(&lab.call("jiwoo", "iam", op, input));
        let expected = implicit(&format!("iam:{op}"), &resource);
        assert_eq!(found, format!("AccessDenied (403): {expected}"), "{op}");
    }
}

#[test]
fn ec2_adds_its_own_words() {
    let mut lab = Lab::new();
    lab.iam("CreateUser", json!({ "UserName": "minsu" }));
    let found = refusal(&lab.call("minsu", "ec2", "DescribeInstances", json!({})));
    let expected = "UnauthorizedOperation (403): You are not authorized to perform this operation. \
                    User: arn:aws:iam::123456789012:user/minsu is not authorized to perform: \
                    ec2:DescribeInstances because no identity-based policy allows the \
                    ec2:DescribeInstances action";
    assert_eq!(found, expected);
}

#[test]
fn a_policy_on_one_s_own_user_follows_the_path() {
    let mut lab = Lab::new();
    lab.iam("CreateUser", json!({ "UserName": "minsu", "Path": "/students/" }));
    let own = document("Allow", "iam:*AccessKey*", "arn:aws:iam::*:user/students/${aws:username}");
    let put = json!({ "UserName": "minsu", "PolicyName": "own", "PolicyDocument": own });
    lab.iam("PutUserPolicy", put);
    for (input, allowed) in [
        (json!({}), true),
        (json!({ "UserName": "minsu" }), true),
        (json!({ "UserName": "jiwoo" }), false),
    ] {
        let outcome = lab.call("minsu", "iam", "ListAccessKeys", input.clone());
        assert_eq!(outcome.reply.is_ok(), allowed, "{input}");
    }
}

/// Whether a statement of `minsu`'s with this condition lets a call of hers through.
fn passes(call: (&str, &str, Value), condition: &Value, via: Via, region: &str) -> bool {
    let mut lab = Lab::new();
    let tags = json!([{ "Key": "Team", "Value": "ops" }]);
    lab.iam("CreateUser", json!({ "UserName": "minsu", "Tags": tags }));
    lab.ok("sns", "CreateTopic", json!({ "Name": "tagged", "Tags": tags }));
    let statement =
        json!({ "Effect": "Allow", "Action": "*", "Resource": "*", "Condition": condition });
    let text = json!({ "Version": "2012-10-17", "Statement": statement }).to_string();
    let put = json!({ "UserName": "minsu", "PolicyName": "p", "PolicyDocument": text });
    lab.iam("PutUserPolicy", put);
    let who = Who::User("minsu".to_owned());
    if via == Via::Console {
        // Nobody signs in without a password.
        let password = json!({ "UserName": "minsu", "Password": "Harbour-7" });
        lab.iam("CreateLoginProfile", password);
        lab.world.apply(&Command::SignIn(who.clone())).reply.unwrap();
    }
    let region: Region = region.parse().unwrap();
    let (service, op, input) = call;
    let request = Request::decode(service, op, input).unwrap();
    let reply = lab.world.apply(&Command::Call(Call { who, region, via, request })).reply;
    !matches!(reply, Err(error) if matches!(error.stage, Stage::Access(_)))
}

#[test]
fn keys_of_the_context() {
    let topic = || ("sns", "CreateTopic", json!({ "Name": "t" }));
    let seoul = "ap-northeast-2";
    let yes = [
        json!({ "StringEquals": { "aws:username": "minsu" } }),
        json!({ "StringLike": { "aws:userid": "AIDA*" } }),
        json!({ "ArnEquals": { "aws:PrincipalArn": "arn:aws:iam::123456789012:user/minsu" } }),
        json!({ "StringEquals": { "aws:PrincipalAccount": "123456789012" } }),
        json!({ "StringEquals": { "aws:PrincipalType": "User" } }),
        json!({ "StringEquals": { "aws:PrincipalTag/team": "ops" } }),
        json!({ "Bool": { "aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false" } }),
        json!({ "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }),
        json!({ "DateEquals": { "aws:CurrentTime": "2025-01-06T00:00:00Z" } }),
        json!({ "NumericEquals": { "aws:EpochTime": "1736121600" } }),
        json!({ "Bool": { "aws:SecureTransport": "true" } }),
        json!({ "StringEquals": { "aws:RequestedRegion": "ap-northeast-2" } }),
        json!({ "StringLike": { "aws:UserAgent": "aws-cli/*sns.create-topic" } }),
        json!({ "StringEquals": { "aws:ResourceAccount": "123456789012" } }),
        json!({ "Null": { "aws:MultiFactorAuthPresent": "true", "aws:TokenIssueTime": "true" } }),
        json!({ "Null": { "aws:SourceArn": "true", "AWS:SourceOwner": "true" } }),
    ];
    for condition in yes {
        assert!(passes(topic(), &condition, Via::Cli, seoul), "{condition}");
    }
    let console = [
        json!({ "Bool": { "aws:MultiFactorAuthPresent": "false" } }),
        json!({ "DateEquals": { "aws:TokenIssueTime": "2025-01-06T00:00:00Z" } }),
        json!({ "StringLike": { "aws:UserAgent": "Mozilla/*" } }),
    ];
    for condition in console {
        assert!(passes(topic(), &condition, Via::Console, seoul), "{condition}");
        assert!(!passes(topic(), &condition, Via::Cli, seoul), "{condition}");
    }
    // IAM has its endpoint in us-east-1, wherever the caller is.
    let users = || ("iam", "ListUsers", json!({}));
    let region = json!({ "StringEquals": { "aws:RequestedRegion": "us-east-1" } });
    assert!(passes(users(), &region, Via::Cli, seoul));
    assert!(!passes(topic(), &region, Via::Cli, seoul));
}

#[test]
fn keys_of_tags_and_operations() {
    let here = "us-east-1";
    let tagged = "arn:aws:sns:us-east-1:123456789012:tagged";
    let topic = || ("sns", "GetTopicAttributes", json!({ "TopicArn": tagged }));
    let minsu = || ("iam", "GetUser", json!({ "UserName": "minsu" }));
    let tags = json!([{ "Key": "Team", "Value": "ops" }, { "Key": "Env", "Value": "lab" }]);
    let make = || ("iam", "CreateUser", json!({ "UserName": "u", "Tags": tags }));
    let sns = "arn:aws:iam::aws:policy/AmazonSNSFullAccess";
    let attach = || ("iam", "AttachUserPolicy", json!({ "UserName": "minsu", "PolicyArn": sns }));
    let rows = [
        (topic(), json!({ "StringEquals": { "aws:ResourceTag/Team": "ops" } }), true),
        (topic(), json!({ "StringEquals": { "aws:ResourceTag/Team": "dev" } }), false),
        (topic(), json!({ "StringEquals": { "iam:ResourceTag/Team": "ops" } }), false),
        (minsu(), json!({ "StringEquals": { "iam:ResourceTag/team": "ops" } }), true),
        (minsu(), json!({ "StringEquals": { "aws:ResourceTag/Team": "ops" } }), true),
        (make(), json!({ "StringEquals": { "aws:RequestTag/Env": "lab" } }), true),
        (make(), json!({ "StringEquals": { "aws:RequestTag/Env": "prod" } }), false),
        (make(), json!({ "ForAllValues:StringEquals": { "aws:TagKeys": ["Team", "Env"] } }), true),
        (make(), json!({ "ForAllValues:StringEquals": { "aws:TagKeys": ["Team"] } }), false),
        (attach(), json!({ "ArnEquals": { "iam:PolicyARN": sns } }), true),
        (attach(), json!({ "ArnNotEquals": { "iam:PolicyARN": sns } }), false),
    ];
    for (call, condition, allowed) in rows {
        assert_eq!(
            passes(call.clone(), &condition, Via::Cli, here),
            allowed,
            "{call:?} {condition}"
        );
    }
}

#[test]
fn topic_policies_count() {
    let mut lab = Lab::new();
    create_topic(&mut lab, "admin").unwrap();
    let publish = json!({ "TopicArn": TOPIC, "Message": "hello" });
    // The default policy speaks of services of the account only, whoever its Principal is.
    let denied = refusal(&lab.call("jiwoo", "sns", "Publish", publish.clone()));
    let expected = implicit("SNS:Publish", &format!(" on resource: {TOPIC}"));
    assert_eq!(denied, format!("AuthorizationError (403): {expected}"));
    let statement = json!({
        "Effect": "Allow",
        "Principal": { "AWS": "arn:aws:iam::123456789012:user/jiwoo" },
        "Action": "SNS:Publish",
        "Resource": TOPIC,
    });
    let text = json!({ "Version": "2012-10-17", "Statement": statement }).to_string();
    let set = json!({ "TopicArn": TOPIC, "AttributeName": "Policy", "AttributeValue": text });
    lab.ok("sns", "SetTopicAttributes", set);
    lab.call("jiwoo", "sns", "Publish", publish).reply.unwrap();
    let record = lab.world.cloudtrail().records().last().unwrap();
    let decision = record.decision.as_ref().unwrap();
    assert_eq!(decision.decided_by, Some(PolicyKind::Resource));
}

#[test]
fn unsigned_calls_but_for_the_links_of_mails_are_denied() {
    let mut lab = Lab::new();
    create_topic(&mut lab, "admin").unwrap();
    let call = |op: &str, input: Value| {
        let request = Request::decode("sns", op, input).unwrap();
        Call { who: Who::Anonymous, region: Region::US_EAST_1, via: Via::MailLink, request }
    };
    let publish = json!({ "TopicArn": TOPIC, "Message": "hello" });
    let outcome = lab.world.apply(&Command::Call(call("Publish", publish)));
    assert!(matches!(outcome.reply.unwrap_err().stage, Stage::Access(_)));
    let confirm = json!({ "TopicArn": TOPIC, "Token": "0".repeat(64) });
    let outcome = lab.world.apply(&Command::Call(call("ConfirmSubscription", confirm)));
    assert_eq!(outcome.reply.unwrap_err().message, "Invalid token");
}

#[test]
fn a_denied_call_changes_nothing_but_the_record() {
    let mut lab = Lab::new();
    lab.iam("CreateUser", json!({ "UserName": "minsu" }));
    let user = json!({ "UserName": "jiwoo" });
    let calls = [
        ("iam", "CreateUser", json!({ "UserName": "x" })),
        ("iam", "DeleteUser", json!({ "UserName": "minsu" })),
        (
            "iam",
            "AttachUserPolicy",
            json!({ "UserName": "minsu", "PolicyArn": aws("AdministratorAccess") }),
        ),
        ("iam", "CreateAccessKey", user.clone()),
        ("iam", "UntagUser", json!({ "UserName": "jiwoo", "TagKeys": ["a"] })),
        ("sns", "CreateTopic", json!({ "Name": "t" })),
    ];
    for (service, op, input) in calls {
        let (iam, sns) = (lab.world.iam().clone(), lab.world.sns().clone());
        let (facts, records) = (lab.world.facts().len(), lab.world.cloudtrail().records().len());
        let outcome = lab.call("minsu", service, op, input);
        assert!(matches!(outcome.reply.unwrap_err().stage, Stage::Access(_)), "{op}");
        assert_eq!((&iam, &sns), (lab.world.iam(), lab.world.sns()), "{op}");
        assert_eq!(lab.world.facts().len(), facts, "{op}");
        assert_eq!(lab.world.cloudtrail().records().len(), records + 1, "{op}");
    }
}

/// One call somebody may try, small enough that calls meet.
fn attempt() -> impl Strategy<Value = (&'static str, &'static str, &'static str, Value)> {
    let who = prop::sample::select(vec!["admin", "jiwoo", "minsu"]);
    let name = prop::sample::select(vec!["jiwoo", "minsu", "x"]);
    let policy = prop::sample::select(vec!["AmazonSNSFullAccess", "IAMFullAccess"]);
    let op = 0..11_usize;
    (who, name, policy, op).prop_map(|(who, name, policy, op)| {
        let user = json!({ "UserName": name });
        let attach = json!({ "UserName": name, "PolicyArn": aws(policy) });
        let deny = document("Deny", "iam:*", &format!("arn:aws:iam::*:user/{name}"));
        let put = json!({ "UserName": name, "PolicyName": "p", "PolicyDocument": deny });
        let topic = json!({ "TopicArn": TOPIC });
        let (service, op, input) = match op {
            0 => ("iam", "CreateUser", user),
            1 => ("iam", "DeleteUser", user),
            2 => ("iam", "AttachUserPolicy", attach),
            3 => ("iam", "DetachUserPolicy", attach),
            4 => ("iam", "PutUserPolicy", put),
            5 => ("iam", "CreateAccessKey", user),
            6 => ("iam", "ListUsers", json!({})),
            7 => ("sns", "CreateTopic", json!({ "Name": "ops-alerts" })),
            8 => ("sns", "DeleteTopic", topic),
            9 => ("sns", "GetTopicAttributes", topic),
            _ => ("ec2", "DescribeInstances", json!({})),
        };
        (who, service, op, input)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn whatever_is_tried_a_denied_call_changes_nothing(
        attempts in prop::collection::vec(attempt(), 1..40)
    ) {
        let mut lab = Lab::new();
        for (who, service, op, input) in attempts {
            let (iam, sns) = (lab.world.iam().clone(), lab.world.sns().clone());
            let (facts, mails) = (lab.world.facts().len(), lab.world.inbox().mails().len());
            let records = lab.world.cloudtrail().records().len();
            let outcome = lab.call(who, service, op, input);
            let Err(error) = outcome.reply else { continue };
            prop_assert_eq!((&iam, &sns), (lab.world.iam(), lab.world.sns()));
            prop_assert_eq!(lab.world.facts().len(), facts);
            prop_assert_eq!(lab.world.inbox().mails().len(), mails);
            // Somebody who does not exist leaves no record.
            let known = error.stage != Stage::Authentication;
            prop_assert_eq!(lab.world.cloudtrail().records().len(), records + usize::from(known));
        }
    }
}

#[test]
fn alarms_publish_by_the_topic_s_policy() {
    let mut lab = Lab::new();
    create_topic(&mut lab, "admin").unwrap();
    let publish = json!({ "TopicArn": TOPIC, "Message": "ALARM" });
    let request = Request::decode("sns", "Publish", publish).unwrap();
    let scope = Scope { account: AccountId::HOME, region: Region::US_EAST_1 };
    let ask = |lab: &Lab, account: &str| {
        let alarm = format!("arn:aws:cloudwatch:us-east-1:{account}:alarm:web-cpu-high");
        let source = Arn::parse(&alarm).unwrap();
        let caller = Caller::service(scope, "cloudwatch.amazonaws.com", source);
        let answer = watchtrail::services::iam::authorize(&lab.world, &caller, scope, &request);
        answer.map(|_| ()).map_err(|(_, error)| error.message)
    };
    let denied = |account: &str| {
        Err(format!(
            "Resource: arn:aws:cloudwatch:us-east-1:{account}:alarm:web-cpu-high is not \
             authorized to perform: SNS:Publish on resource: {TOPIC} because no resource-based \
             policy allows the SNS:Publish action"
        ))
    };
    assert_eq!(ask(&lab, "123456789012"), Ok(()), "the default policy lets the own account");
    assert_eq!(ask(&lab, "444455556666"), denied("444455556666"));
    let set = |lab: &mut Lab, service: &str, source: &str| {
        let statement = json!({
            "Effect": "Allow",
            "Principal": { "Service": service },
            "Action": "sns:Publish",
            "Resource": TOPIC,
            "Condition": { "ArnLike": { "aws:SourceArn": source } },
        });
        let text = json!({ "Version": "2012-10-17", "Statement": statement }).to_string();
        let set = json!({ "TopicArn": TOPIC, "AttributeName": "Policy", "AttributeValue": text });
        lab.ok("sns", "SetTopicAttributes", set);
    };
    set(&mut lab, "events.amazonaws.com", "*");
    assert_eq!(ask(&lab, "123456789012"), denied("123456789012"));
    set(&mut lab, "cloudwatch.amazonaws.com", "arn:aws:cloudwatch:*:444455556666:alarm:*");
    assert_eq!(ask(&lab, "123456789012"), denied("123456789012"));
    assert_eq!(ask(&lab, "444455556666"), Ok(()));
}

#[test]
fn listings_need_a_star_and_subscriptions_their_topic() {
    let mut lab = Lab::new();
    lab.iam("CreateUser", json!({ "UserName": "minsu" }));
    let text = document("Allow", "sns:*", "arn:aws:sns:*:*:*");
    let put = json!({ "UserName": "minsu", "PolicyName": "p", "PolicyDocument": text });
    lab.iam("PutUserPolicy", put);
    let denied = "AuthorizationError (403): User: arn:aws:iam::123456789012:user/minsu is not \
                  authorized to perform: SNS:ListTopics on resource: \
                  arn:aws:sns:us-east-1:123456789012:* because no identity-based policy allows \
                  the SNS:ListTopics action";
    assert_eq!(refusal(&lab.call("minsu", "sns", "ListTopics", json!({}))), denied);
    let subscription = json!({ "SubscriptionArn": format!("{TOPIC}:5be8f5b5-none") });
    lab.call("minsu", "sns", "Unsubscribe", subscription.clone()).reply.unwrap();
    let denied = refusal(&lab.call("jiwoo", "sns", "Unsubscribe", subscription));
    let expected = implicit("SNS:Unsubscribe", &format!(" on resource: {TOPIC}"));
    assert_eq!(denied, format!("AuthorizationError (403): {expected}"));
}
