//! Access Analyzer: what it finds, and what is no longer so.

use serde_json::{Value, json};
use watchtrail::sim::{Region, Span};
use watchtrail::view::iam::outsiders;

use super::refusal;
use crate::support::Lab;

const ARN: &str = "arn:aws:access-analyzer:us-east-1:123456789012:analyzer/all";

fn analyzer(lab: &mut Lab) {
    let input = json!({ "analyzerName": "all", "type": "ACCOUNT" });
    assert_eq!(lab.ok("accessanalyzer", "CreateAnalyzer", input), json!({ "arn": ARN }));
}

fn findings(lab: &mut Lab) -> Vec<Value> {
    let reply = lab.ok("accessanalyzer", "ListFindings", json!({ "analyzerArn": ARN }));
    reply["findings"].as_array().unwrap().clone()
}

fn trust(lab: &mut Lab, principal: &Value, condition: &Value) {
    let mut statement =
        json!({ "Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole" });
    if !condition.is_null() {
        statement["Condition"] = condition.clone();
    }
    let text = json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string();
    if lab.world.iam().roles().contains_key("partner") {
        let input = json!({ "RoleName": "partner", "PolicyDocument": text });
        lab.iam("UpdateAssumeRolePolicy", input);
    } else {
        let input = json!({ "RoleName": "partner", "AssumeRolePolicyDocument": text });
        lab.iam("CreateRole", input);
    }
}

#[test]
fn a_role_that_trusts_another_account_is_found_and_resolved() {
    let mut lab = Lab::new();
    analyzer(&mut lab);
    // A topic lets in its own account only, by its default policy.
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops" }));
    trust(&mut lab, &json!({ "Service": "ec2.amazonaws.com" }), &Value::Null);
    assert_eq!(findings(&mut lab), Vec::<Value>::new());
    lab.sleep(Span::mins(1));
    trust(&mut lab, &json!({ "AWS": "999988887777" }), &Value::Null);
    let found = findings(&mut lab);
    let role = "arn:aws:iam::123456789012:role/partner";
    let at = "2025-01-06T00:01:00+00:00";
    assert_eq!(
        found,
        vec![json!({
            "id": found[0]["id"], "principal": { "AWS": "999988887777" },
            "action": ["sts:AssumeRole"], "resource": role, "isPublic": false,
            "resourceType": "AWS::IAM::Role", "condition": {}, "createdAt": at,
            "analyzedAt": at, "updatedAt": at, "status": "ACTIVE",
            "resourceOwnerAccount": "123456789012",
        })]
    );
    lab.sleep(Span::mins(1));
    trust(&mut lab, &json!({ "AWS": "123456789012" }), &Value::Null);
    let after = findings(&mut lab);
    assert_eq!(after[0]["status"], "RESOLVED");
    assert_eq!(after[0]["updatedAt"], "2025-01-06T00:02:00+00:00");
    assert_eq!(after[0]["id"], found[0]["id"]);
    let one = json!({ "analyzerArn": ARN, "id": found[0]["id"] });
    assert_eq!(lab.ok("accessanalyzer", "GetFinding", one)["finding"], after[0]);
    let page = outsiders::model(&lab.world, Region::US_EAST_1);
    assert_eq!(page.rows.len(), 1);
    assert!(!page.rows[0].active);
    let did: Vec<&str> = page.rows[0].did.iter().map(|did| did.what).collect();
    assert_eq!(did, ["UpdateAssumeRolePolicy", "UpdateAssumeRolePolicy", "CreateRole"]);
}

#[test]
fn everybody_is_the_public_unless_a_condition_says_who() {
    let topic = "arn:aws:sns:us-east-1:123456789012:ops";
    let cases = [
        (Value::Null, Some(("*", true))),
        (json!({ "StringEquals": { "aws:SourceAccount": "123456789012" } }), None),
        (
            json!({ "StringEquals": { "aws:SourceAccount": "999988887777" } }),
            Some(("999988887777", false)),
        ),
        (json!({ "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }), Some(("*", false))),
        (json!({ "StringNotEquals": { "aws:SourceAccount": "1" } }), Some(("*", true))),
    ];
    for (condition, wanted) in cases {
        let mut lab = Lab::new();
        analyzer(&mut lab);
        lab.ok("sns", "CreateTopic", json!({ "Name": "ops" }));
        let mut statement = json!({ "Effect": "Allow", "Principal": { "AWS": "*" },
            "Action": "sns:Publish", "Resource": topic });
        if !condition.is_null() {
            statement["Condition"] = condition.clone();
        }
        let text = json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string();
        let input = json!({ "TopicArn": topic, "AttributeName": "Policy", "AttributeValue": text });
        lab.ok("sns", "SetTopicAttributes", input);
        let found = findings(&mut lab);
        let seen = found.first().map(|one| {
            (one["principal"]["AWS"].as_str().unwrap(), one["isPublic"].as_bool().unwrap())
        });
        assert_eq!(seen, wanted, "{condition}");
    }
}

/// Functions, queues and keys, each let out and taken back:
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-resources.html>
#[test]
fn functions_queues_and_keys_are_looked_at_too() {
    let mut lab = Lab::new();
    analyzer(&mut lab);
    let role = super::roles::trust(&json!({ "Service": "lambda.amazonaws.com" }));
    lab.iam("CreateRole", json!({ "RoleName": "runs", "AssumeRolePolicyDocument": role }));
    let function = json!({ "FunctionName": "totals", "Runtime": "python3.13",
        "Role": "arn:aws:iam::123456789012:role/runs", "Handler": "app.handler",
        "Code": { "ZipFile": "PK\u{3}\u{4}" } });
    lab.ok("lambda", "CreateFunction", function);
    let url = lab.ok("sqs", "CreateQueue", json!({ "QueueName": "orders" }))["QueueUrl"].clone();
    let key = lab.ok("kms", "CreateKey", json!({}))["KeyMetadata"]["Arn"].clone();
    assert_eq!(findings(&mut lab), Vec::<Value>::new());

    let permission = json!({ "FunctionName": "totals", "StatementId": "other",
        "Action": "lambda:InvokeFunction", "Principal": "999988887777" });
    lab.ok("lambda", "AddPermission", permission);
    let queue = "arn:aws:sqs:us-east-1:123456789012:orders";
    let open = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": "*", "Action": "sqs:SendMessage", "Resource": queue }] });
    let input = json!({ "QueueUrl": url, "Attributes": { "Policy": open.to_string() } });
    lab.ok("sqs", "SetQueueAttributes", input);
    let policy = |more: Value| {
        let own = json!({ "Effect": "Allow", "Principal": { "AWS": "123456789012" },
            "Action": "kms:*", "Resource": "*" });
        let text = json!({ "Version": "2012-10-17", "Statement": [own, more] }).to_string();
        json!({ "KeyId": key, "Policy": text })
    };
    let decrypt = |principal: &str, caller: &str| {
        json!({ "Effect": "Allow", "Principal": { "AWS": principal }, "Action": "kms:Decrypt",
            "Resource": "*", "Condition": { "StringEquals": { "kms:CallerAccount": caller } } })
    };
    lab.ok("kms", "PutKeyPolicy", policy(decrypt("*", "999988887777")));
    let mut found: Vec<(String, String, bool)> = findings(&mut lab)
        .iter()
        .map(|one| {
            let text = |name: &str| one[name].as_str().unwrap().to_owned();
            (
                text("resourceType"),
                one["principal"]["AWS"].as_str().unwrap().to_owned(),
                one["isPublic"].as_bool().unwrap(),
            )
        })
        .collect();
    found.sort();
    let row = |kind: &str, who: &str, public| (kind.to_owned(), who.to_owned(), public);
    assert_eq!(
        found,
        [
            row("AWS::KMS::Key", "999988887777", false),
            row("AWS::Lambda::Function", "999988887777", false),
            row("AWS::SQS::Queue", "*", true),
        ]
    );
    let remove = json!({ "FunctionName": "totals", "StatementId": "other" });
    lab.ok("lambda", "RemovePermission", remove);
    let shut = open.to_string().replace("\"*\"", "{\"AWS\":\"123456789012\"}");
    let input = json!({ "QueueUrl": url, "Attributes": { "Policy": shut } });
    lab.ok("sqs", "SetQueueAttributes", input);
    lab.ok("kms", "PutKeyPolicy", policy(decrypt("*", "123456789012")));
    let left: Vec<Value> =
        findings(&mut lab).iter().map(|finding| finding["status"].clone()).collect();
    assert_eq!(left, ["RESOLVED"; 3]);
}

/// What is meant to be so: by hand, and by a rule.
#[test]
fn findings_are_archived() {
    let mut lab = Lab::new();
    let rule = json!({ "ruleName": "partners", "filter": {
        "principal.AWS": { "eq": ["999988887777"] }, "isPublic": { "neq": ["true"] } } });
    let input = json!({ "analyzerName": "all", "type": "ACCOUNT", "archiveRules": [rule] });
    lab.ok("accessanalyzer", "CreateAnalyzer", input);
    let (other, own) = (json!({ "AWS": "999988887777" }), json!({ "AWS": "123456789012" }));
    trust(&mut lab, &other, &Value::Null);
    let status = |lab: &mut Lab| findings(lab)[0]["status"].clone();
    assert_eq!(status(&mut lab), "ARCHIVED");
    let role = "arn:aws:iam::123456789012:role/partner";
    let mark = |lab: &mut Lab, status: &str| {
        let input = json!({ "analyzerArn": ARN, "resourceArn": role, "status": status });
        lab.ok("accessanalyzer", "UpdateFindings", input)
    };
    lab.sleep(Span::mins(1));
    mark(&mut lab, "ACTIVE");
    assert_eq!(status(&mut lab), "ACTIVE");
    assert_eq!(findings(&mut lab)[0]["updatedAt"], "2025-01-06T00:01:00+00:00");
    // What is resolved stays so, and the rule is asked when it comes back.
    mark(&mut lab, "ARCHIVED");
    trust(&mut lab, &own, &Value::Null);
    mark(&mut lab, "ACTIVE");
    assert_eq!(status(&mut lab), "RESOLVED");
    trust(&mut lab, &other, &Value::Null);
    assert_eq!(status(&mut lab), "ARCHIVED");
    let delete = json!({ "analyzerName": "all", "ruleName": "partners" });
    lab.ok("accessanalyzer", "DeleteArchiveRule", delete);
    trust(&mut lab, &own, &Value::Null);
    trust(&mut lab, &other, &Value::Null);
    assert_eq!(status(&mut lab), "ACTIVE");
    // A rule is for what is still to come, until it is applied.
    let filter = json!({ "resource": { "contains": ["partner"] },
        "condition.sts:ExternalId": { "exists": false } });
    let rule = json!({ "analyzerName": "all", "ruleName": "roles", "filter": filter });
    lab.ok("accessanalyzer", "CreateArchiveRule", rule);
    assert_eq!(status(&mut lab), "ACTIVE");
    let apply = json!({ "analyzerArn": ARN, "ruleName": "roles" });
    lab.ok("accessanalyzer", "ApplyArchiveRule", apply);
    assert_eq!(status(&mut lab), "ARCHIVED");
    for (filter, count) in [("ACTIVE", 0), ("ARCHIVED", 1)] {
        let input = json!({ "analyzerArn": ARN, "filter": { "status": { "eq": [filter] } } });
        let found = lab.ok("accessanalyzer", "ListFindings", input);
        assert_eq!(found["findings"].as_array().unwrap().len(), count, "{filter}");
    }
    let page = outsiders::model(&lab.world, Region::US_EAST_1);
    assert!(page.rows[0].active && page.rows[0].archived);
    let seen = json!({ "analyzerArn": ARN, "resourceArn": role });
    let seen = lab.ok("accessanalyzer", "GetAnalyzedResource", seen)["resource"].clone();
    assert_eq!(
        (&seen["status"], &seen["isPublic"], &seen["actions"]),
        (&json!("ARCHIVED"), &json!(false), &json!(["sts:AssumeRole"]))
    );
}

#[test]
fn what_is_wrong_with_rules() {
    let mut lab = Lab::new();
    analyzer(&mut lab);
    let rule = |name: &str, key: &str, criterion: Value| {
        let filter = json!({ key: criterion });
        json!({ "analyzerName": "all", "ruleName": name, "filter": filter })
    };
    let eq = || json!({ "eq": ["x"] });
    let cases = [
        (rule("a", "resource", eq()), "done"),
        (rule("a", "resource", eq()), "ConflictException (409): archive rule a already exists"),
        (rule("1", "resource", eq()), "ValidationException (400): 1 is no name"),
        (rule("b", "status", eq()), "ValidationException (400): status is no filter key"),
        (rule("b", "condition.", eq()), "ValidationException (400): condition. is no filter key"),
        (rule("b", "isPublic", json!({})), "ValidationException (400): The criterion of isPublic"),
    ];
    for (input, expected) in cases {
        let outcome = lab.call("admin", "accessanalyzer", "CreateArchiveRule", input);
        let found = if outcome.reply.is_ok() { "done".to_owned() } else { refusal(&outcome) };
        assert!(found.starts_with(expected), "{found}");
    }
    for op in ["UpdateFindings", "ApplyArchiveRule"] {
        let input = match op {
            "UpdateFindings" => json!({ "analyzerArn": ARN, "ids": ["x"], "status": "ACTIVE" }),
            _ => json!({ "analyzerArn": ARN, "ruleName": "x" }),
        };
        let found = refusal(&lab.call("admin", "accessanalyzer", op, input));
        assert_eq!(found, "ResourceNotFoundException (404): x was not found");
    }
}

#[test]
fn a_region_has_one_analyzer_of_the_account() {
    let mut lab = Lab::new();
    analyzer(&mut lab);
    let mut tried = |name: &str, kind: &str| {
        let input = json!({ "analyzerName": name, "type": kind });
        refusal(&lab.call("admin", "accessanalyzer", "CreateAnalyzer", input))
    };
    assert!(tried("all", "ACCOUNT").starts_with("ConflictException (409)"));
    assert!(tried("more", "ACCOUNT").starts_with("ServiceQuotaExceededException (402)"));
    assert!(tried("1st", "ACCOUNT").starts_with("ValidationException (400)"));
    assert!(tried("org", "ORGANIZATION").contains("ORGANIZATION"));
    let gone =
        json!({ "analyzerArn": "arn:aws:access-analyzer:us-east-1:123456789012:analyzer/x" });
    let refused = refusal(&lab.call("admin", "accessanalyzer", "ListFindings", gone));
    assert!(refused.starts_with("ResourceNotFoundException (404)"), "{refused}");
    lab.ok("accessanalyzer", "DeleteAnalyzer", json!({ "analyzerName": "all" }));
    analyzer(&mut lab);
}
