//! Sessions of roles: who may open one, what it may do, how its calls are recorded.

use serde_json::{Value, json};
use watchtrail::services::Request;
use watchtrail::sim::{Call, Command, Outcome, Region, Span, Via, Who};

use super::roles::trust;
use super::{aws, refusal};
use crate::support::Lab;

const AUDIT: &str = "arn:aws:iam::123456789012:role/Audit";
const JIWOO: &str = "arn:aws:iam::123456789012:user/jiwoo";

/// A role that may look at EC2, trusting whom is named.
fn audit(lab: &mut Lab, principal: &Value) {
    let role = json!({ "RoleName": "Audit", "AssumeRolePolicyDocument": trust(principal) });
    lab.iam("CreateRole", role);
    let policy = aws("AmazonEC2ReadOnlyAccess");
    lab.iam("AttachRolePolicy", json!({ "RoleName": "Audit", "PolicyArn": policy }));
}

fn assume(lab: &mut Lab, who: &str, more: Value) -> Outcome {
    let mut input = json!({ "RoleArn": AUDIT, "RoleSessionName": "monday" });
    for (key, value) in more.as_object().unwrap() {
        input[key] = value.clone();
    }
    lab.call(who, "sts", "AssumeRole", input)
}

/// A call signed with the key of a session.
pub(super) fn signed(lab: &mut Lab, key: &str, service: &str, op: &str, input: Value) -> Outcome {
    let request = Request::decode(service, op, input).unwrap();
    let who = Who::Session(key.to_owned());
    lab.world.apply(&Command::Call(Call { who, region: Region::US_EAST_1, via: Via::Cli, request }))
}

pub(super) fn key(reply: &Value) -> String {
    reply["Credentials"]["AccessKeyId"].as_str().unwrap().to_owned()
}

#[test]
fn whoever_the_role_trusts_acts_in_it() {
    let mut lab = Lab::new();
    audit(&mut lab, &json!({ "AWS": JIWOO }));
    let reply = assume(&mut lab, "jiwoo", json!({ "DurationSeconds": 900 })).reply.unwrap();
    let role = lab.world.iam().roles()["Audit"].role_id.clone();
    let credentials = &reply["Credentials"];
    assert_eq!(
        reply,
        json!({
            "Credentials": {
                "AccessKeyId": key(&reply),
                "SecretAccessKey": credentials["SecretAccessKey"],
                "SessionToken": credentials["SessionToken"],
                "Expiration": "2025-01-06T00:15:00+00:00",
            },
            "AssumedRoleUser": {
                "AssumedRoleId": format!("{role}:monday"),
                "Arn": "arn:aws:sts::123456789012:assumed-role/Audit/monday",
            },
        })
    );
    let record = lab.world.cloudtrail().records().last().unwrap().json();
    assert_eq!(record["eventName"], "AssumeRole");
    assert_eq!(record["readOnly"], true);
    assert_eq!(
        record["requestParameters"],
        json!({ "roleArn": AUDIT, "roleSessionName": "monday", "durationSeconds": 900 })
    );
    let response = &record["responseElements"];
    assert_eq!(response["credentials"]["expiration"], "Jan 6, 2025, 12:15:00 AM");
    assert_eq!(response["credentials"]["secretAccessKey"], Value::Null, "never recorded");
    assert_eq!(
        record["resources"],
        json!([{ "accountId": "123456789012", "type": "AWS::IAM::Role", "ARN": AUDIT }])
    );
}

#[test]
fn its_calls_are_the_role_s() {
    let mut lab = Lab::new();
    audit(&mut lab, &json!({ "AWS": JIWOO }));
    let reply = assume(&mut lab, "jiwoo", json!({ "DurationSeconds": 900 })).reply.unwrap();
    let role = lab.world.iam().roles()["Audit"].role_id.clone();
    let key = key(&reply);
    let me = signed(&mut lab, &key, "sts", "GetCallerIdentity", json!({})).reply.unwrap();
    assert_eq!(me["Arn"], "arn:aws:sts::123456789012:assumed-role/Audit/monday");
    assert_eq!(me["UserId"], json!(format!("{role}:monday")));
    assert!(signed(&mut lab, &key, "ec2", "DescribeInstances", json!({})).reply.is_ok());
    let identity = lab.world.cloudtrail().records().last().unwrap().json()["userIdentity"].clone();
    assert_eq!(
        identity,
        json!({
            "type": "AssumedRole",
            "principalId": format!("{role}:monday"),
            "arn": "arn:aws:sts::123456789012:assumed-role/Audit/monday",
            "accountId": "123456789012",
            "accessKeyId": key,
            "sessionContext": {
                "sessionIssuer": {
                    "type": "Role",
                    "principalId": role,
                    "arn": AUDIT,
                    "accountId": "123456789012",
                    "userName": "Audit",
                },
                "attributes": {
                    "creationDate": "2025-01-06T00:00:00Z",
                    "mfaAuthenticated": "false",
                },
            },
        })
    );
    let refused = signed(&mut lab, &key, "sns", "CreateTopic", json!({ "Name": "ops" }));
    assert_eq!(
        refusal(&refused),
        "AuthorizationError (403): User: arn:aws:sts::123456789012:assumed-role/Audit/monday is \
         not authorized to perform: SNS:CreateTopic on resource: \
         arn:aws:sns:us-east-1:123456789012:ops because no identity-based policy allows the \
         SNS:CreateTopic action"
    );
    lab.sleep(Span::mins(15));
    let expired = signed(&mut lab, &key, "ec2", "DescribeInstances", json!({}));
    assert_eq!(refusal(&expired), "RequestExpired (400): Request has expired.");
}

#[test]
fn a_role_is_refused_in_aws_s_words() {
    let mut lab = Lab::new();
    audit(&mut lab, &json!({ "Service": "ec2.amazonaws.com" }));
    let denied = "AccessDenied (403): User: arn:aws:iam::123456789012:user/jiwoo is not authorized \
                  to perform: sts:AssumeRole on resource: \
                  arn:aws:iam::123456789012:role/Audit";
    assert_eq!(refusal(&assume(&mut lab, "jiwoo", json!({}))), denied);
    let none = json!({ "RoleArn": "arn:aws:iam::123456789012:role/None" });
    let refused = refusal(&assume(&mut lab, "admin", none));
    assert!(refused.ends_with("sts:AssumeRole on resource: arn:aws:iam::123456789012:role/None"));

    // Trust in the account delegates: the user's own policies must allow it then.
    let account = trust(&json!({ "AWS": "arn:aws:iam::123456789012:root" }));
    let update = json!({ "RoleName": "Audit", "PolicyDocument": account });
    lab.iam("UpdateAssumeRolePolicy", update);
    assert_eq!(refusal(&assume(&mut lab, "jiwoo", json!({}))), denied);
    assert!(assume(&mut lab, "admin", json!({})).reply.is_ok());
    let put = json!({ "UserName": "jiwoo", "PolicyName": "audit",
        "PolicyDocument": super::document("Allow", "sts:AssumeRole", AUDIT) });
    lab.iam("PutUserPolicy", put);
    assert!(assume(&mut lab, "jiwoo", json!({})).reply.is_ok());

    let root = assume(&mut lab, "root", json!({}));
    assert_eq!(refusal(&root), "AccessDenied (403): Roles may not be assumed by root accounts.");
    assert_eq!(
        refusal(&assume(&mut lab, "admin", json!({ "DurationSeconds": 7200 }))),
        "ValidationError (400): The requested DurationSeconds exceeds the MaxSessionDuration set \
         for this role."
    );
    let update = json!({ "RoleName": "Audit", "MaxSessionDuration": 7200 });
    lab.iam("UpdateRole", update);
    let long = assume(&mut lab, "admin", json!({ "DurationSeconds": 7200 })).reply.unwrap();

    // A session policy limits what the role may.
    let policy = super::document("Allow", "ec2:DescribeVpcs", "*");
    let narrow = assume(&mut lab, "admin", json!({ "Policy": policy })).reply.unwrap();
    assert!(narrow["PackedPolicySize"].as_i64().is_some_and(|size| size > 0));
    let (long, narrow) = (key(&long), key(&narrow));
    assert!(signed(&mut lab, &long, "ec2", "DescribeInstances", json!({})).reply.is_ok());
    assert!(signed(&mut lab, &narrow, "ec2", "DescribeVpcs", json!({})).reply.is_ok());
    let refused = refusal(&signed(&mut lab, &narrow, "ec2", "DescribeInstances", json!({})));
    assert!(refused.ends_with("because no session policy allows the ec2:DescribeInstances action"));

    // A role that is gone takes its sessions along.
    let policy = aws("AmazonEC2ReadOnlyAccess");
    lab.iam("DetachRolePolicy", json!({ "RoleName": "Audit", "PolicyArn": policy }));
    lab.iam("DeleteRole", json!({ "RoleName": "Audit" }));
    assert_eq!(
        refusal(&signed(&mut lab, &long, "ec2", "DescribeVpcs", json!({}))),
        "AuthFailure (401): AWS was not able to validate the provided access credentials"
    );
}

#[test]
fn a_condition_asks_for_the_external_id() {
    let mut lab = Lab::new();
    let document = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": { "AWS": JIWOO }, "Action": "sts:AssumeRole",
        "Condition": { "StringEquals": { "sts:ExternalId": "12345" } } }] });
    let role = json!({ "RoleName": "Audit", "AssumeRolePolicyDocument": document.to_string() });
    lab.iam("CreateRole", role);
    assert!(assume(&mut lab, "jiwoo", json!({})).reply.is_err());
    assert!(assume(&mut lab, "jiwoo", json!({ "ExternalId": "54321" })).reply.is_err());
    assert!(assume(&mut lab, "jiwoo", json!({ "ExternalId": "12345" })).reply.is_ok());
}

/// Each service says in the way of its protocol that credentials are no good, and none of these
/// calls is recorded.
#[test]
fn services_word_bad_credentials_by_their_protocol() {
    let mut lab = Lab::new();
    audit(&mut lab, &json!({ "AWS": JIWOO }));
    let reply = assume(&mut lab, "jiwoo", json!({ "DurationSeconds": 900 })).reply.unwrap();
    lab.sleep(Span::mins(15));
    let expired = key(&reply);
    let (invalid, over) = (
        "The security token included in the request is invalid.",
        "The security token included in the request is expired",
    );
    let query =
        [format!("InvalidClientTokenId (403): {invalid}"), format!("ExpiredToken (403): {over}")];
    let json = |http: u16| {
        [
            format!("UnrecognizedClientException ({http}): {invalid}"),
            format!("ExpiredTokenException ({http}): {over}"),
        ]
    };
    let ec2 = [
        "AuthFailure (401): AWS was not able to validate the provided access credentials",
        "RequestExpired (400): Request has expired.",
    ];
    let s3 = [
        "InvalidAccessKeyId (403): The AWS Access Key Id you provided does not exist in our \
         records.",
        "ExpiredToken (400): The provided token has expired.",
    ];
    let cases = [
        ("ec2", "DescribeInstances", ec2.map(str::to_owned)),
        ("autoscaling", "DescribeAutoScalingGroups", query.clone()),
        ("cloudwatch", "ListMetrics", query.clone()),
        ("logs", "DescribeLogGroups", json(400)),
        ("sns", "ListTopics", query.clone()),
        ("s3api", "ListBuckets", s3.map(str::to_owned)),
        ("iam", "ListUsers", query.clone()),
        ("sts", "GetCallerIdentity", query.clone()),
        ("kms", "ListKeys", json(400)),
        ("accessanalyzer", "ListAnalyzers", json(403)),
        ("organizations", "ListAccounts", json(400)),
        ("oam", "ListSinks", json(403)),
        ("cloudtrail", "DescribeTrails", json(400)),
        ("ssm", "DescribeInstanceInformation", json(400)),
        ("lambda", "ListFunctions", json(403)),
        ("sqs", "ListQueues", query),
        ("firehose", "ListDeliveryStreams", json(400)),
        ("dynamodb", "ListTables", json(400)),
    ];
    let before = lab.world.cloudtrail().records().len();
    for (service, op, expected) in cases {
        let found = ["ASIAIOSFODNN7EXAMPLE", &expired]
            .map(|key| refusal(&signed(&mut lab, key, service, op, json!({}))));
        assert_eq!(found, expected, "{service}");
    }
    let head = signed(&mut lab, "", "s3api", "HeadBucket", json!({ "Bucket": "some-bucket" }));
    assert_eq!(refusal(&head), "403 (403): Forbidden");
    assert_eq!(lab.world.cloudtrail().records().len(), before);
}
