//! AWS managed policies: the matrix of policies and calls, and the documents themselves.

use serde_json::{Value, json};
use watchtrail::access::Outcome;
use watchtrail::services::iam::managed;

use super::Case;
use crate::support::vectors;

/// A call of the matrix, with the context its note gives.
fn probe(probe: &Value) -> Case {
    let text = |name: &str| probe[name].as_str().unwrap();
    let mut case = Case::user(text("action"), text("resource"));
    let key = match text("action") {
        "iam:CreateServiceLinkedRole" => Some(("iam:awsservicename", "events.amazonaws.com")),
        "iam:PassRole" => Some(("iam:passedtoservice", "ec2.amazonaws.com")),
        _ => None,
    };
    case.context.extend(key.map(|(key, value)| (key.to_owned(), vec![value.to_owned()])));
    case
}

#[test]
fn every_cell_of_the_matrix() {
    let matrix = vectors("iam_managed_policy_matrix");
    let probes = matrix["probes"].as_array().unwrap();
    let rows = matrix["rows"].as_array().unwrap();
    assert_eq!((rows.len(), probes.len()), (40, 24));
    let mut wrong = Vec::new();
    for row in rows {
        let name = row["policy"].as_str().unwrap();
        let policy = managed::all().iter().find(|policy| policy.name == name).unwrap();
        for call in probes {
            let mut case = probe(call);
            case.identity.push((name.to_owned(), policy.policy().clone()));
            let expected = row["allow"].as_array().unwrap().contains(&call["n"]);
            let outcome = case.decide().outcome;
            let right = if expected { Outcome::Allow } else { Outcome::ImplicitDeny };
            if outcome != right {
                wrong.push(format!("{name} {}: {outcome:?}", call["action"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A JSON value with the members of objects sorted, so that their order does not matter.
fn sorted(value: &Value) -> Value {
    match value {
        Value::Object(members) => {
            let mut pairs: Vec<_> = members.iter().map(|(k, v)| (k.clone(), sorted(v))).collect();
            pairs.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Object(pairs.into_iter().collect())
        }
        Value::Array(items) => items.iter().map(sorted).collect(),
        other => other.clone(),
    }
}

#[test]
fn the_documents_are_aws_s() {
    let vectors = vectors("iam_managed_policies");
    let expected = vectors["policies"].as_array().unwrap();
    let told = |name: &str| expected.iter().any(|row| row["name"] == name);
    let names = managed::all().iter().map(|policy| policy.name.as_str());
    let others: Vec<&str> = names.filter(|name| !told(name)).collect();
    assert_eq!(others, OTHERS, "what the vector does not tell");
    for row in expected {
        let name = row["name"].as_str().unwrap();
        let policy = managed::all().iter().find(|policy| policy.name == name).unwrap();
        let entries = row["action_entries_in_full_document"].clone();
        let found = json!({
            "arn": policy.arn.as_str(),
            "path": policy.path,
            "default_version": policy.version,
            "created": policy.created.cli(),
            "updated": policy.updated.cli(),
            "subset_of_actions": policy.entries.is_some(),
            "document": sorted(&policy.document),
        });
        for (member, value) in found.as_object().unwrap() {
            assert_eq!(*value, sorted(&row[member]), "{name} {member}");
        }
        assert!(policy.entries.is_none_or(|n| entries == json!(n)), "{name}");
        let statements = match &policy.document["Statement"] {
            Value::Array(items) => items.len(),
            _ => 1,
        };
        assert_eq!(policy.policy().statements().len(), statements, "{name}");
    }
}

/// Those that the vector does not tell. Their documents are those of 2026-03, by name under
/// <https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html>.
const OTHERS: [&str; 47] = [
    "AmazonDynamoDBFullAccess",
    "AmazonDynamoDBReadOnlyAccess",
    "AWSKeyManagementServicePowerUser",
    "AWSLambdaExecute",
    "AmazonRDSFullAccess",
    "AmazonRDSReadOnlyAccess",
    "AWSSupportAccess",
    "AmazonVPCFullAccess",
    "AmazonVPCReadOnlyAccess",
    "AutoScalingNotificationAccessRole",
    "AWSLambdaRole",
    "AmazonSNSRole",
    "AWSLambdaDynamoDBExecutionRole",
    "AmazonSSMFullAccess",
    "AmazonSSMReadOnlyAccess",
    "AmazonEC2RoleforSSM",
    "AmazonKinesisFirehoseReadOnlyAccess",
    "AmazonKinesisFirehoseFullAccess",
    "CloudWatchEventsBuiltInTargetExecutionAccess",
    "CloudWatchEventsInvocationAccess",
    "AWSLambdaVPCAccessExecutionRole",
    "SupportUser",
    "SystemAdministrator",
    "DatabaseAdministrator",
    "NetworkAdministrator",
    "AmazonSSMAutomationRole",
    "AutoScalingReadOnlyAccess",
    "AutoScalingConsoleFullAccess",
    "AutoScalingConsoleReadOnlyAccess",
    "AWSLambdaSQSQueueExecutionRole",
    "ElasticLoadBalancingReadOnly",
    "ElasticLoadBalancingFullAccess",
    "AWSOrganizationsFullAccess",
    "AWSOrganizationsReadOnlyAccess",
    "CloudWatch-CrossAccountAccess",
    "CloudWatchAutomaticDashboardsAccess",
    "IAMAccessAnalyzerFullAccess",
    "IAMAccessAnalyzerReadOnlyAccess",
    "CloudWatchLambdaInsightsExecutionRolePolicy",
    "AWSBudgetsReadOnlyAccess",
    "AWSBudgetsActionsWithAWSResourceControlAccess",
    "AmazonSSMManagedEC2InstanceDefaultPolicy",
    "OAMReadOnlyAccess",
    "OAMFullAccess",
    "CloudWatchLogsCrossAccountSharingConfiguration",
    "CloudWatchCrossAccountSharingConfiguration",
    "AmazonDynamoDBFullAccess_v2",
];

#[test]
fn the_other_documents_are_read_whole() {
    for name in OTHERS {
        let policy = managed::all().iter().find(|policy| policy.name == name).unwrap();
        let statements = policy.document["Statement"].as_array().map_or(1, Vec::len);
        assert_eq!(policy.policy().statements().len(), statements, "{name}");
        assert!(policy.id.starts_with("ANPA") && policy.id.len() == 21, "{name}: {}", policy.id);
        assert!(policy.created <= policy.updated && policy.entries.is_none(), "{name}");
    }
}

#[test]
fn what_the_policies_of_tables_keys_and_organizations_let_do() {
    let allows = |name: &str, action: &str, resource: &str| {
        let policy = managed::all().iter().find(|policy| policy.name == name).unwrap();
        let mut case = Case::user(action, resource);
        case.identity.push((name.to_owned(), policy.policy().clone()));
        case.decide().outcome == Outcome::Allow
    };
    let table = "arn:aws:dynamodb:us-east-1:123456789012:table/orders";
    let key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    for (policy, action, resource, expected) in [
        ("AmazonDynamoDBFullAccess", "dynamodb:PutItem", table, true),
        ("AmazonDynamoDBFullAccess", "cloudwatch:PutMetricAlarm", "*", true),
        ("AmazonDynamoDBFullAccess_v2", "dynamodb:DeleteTable", table, true),
        ("AmazonDynamoDBFullAccess_v2", "sns:CreateTopic", "*", false),
        ("AmazonDynamoDBReadOnlyAccess", "dynamodb:Query", table, true),
        ("AmazonDynamoDBReadOnlyAccess", "dynamodb:PutItem", table, false),
        ("AWSKeyManagementServicePowerUser", "kms:CreateKey", "*", true),
        ("AWSKeyManagementServicePowerUser", "kms:ScheduleKeyDeletion", key, false),
        ("AWSOrganizationsReadOnlyAccess", "organizations:ListAccounts", "*", true),
        ("AWSOrganizationsReadOnlyAccess", "organizations:CreateAccount", "*", false),
        ("AWSOrganizationsFullAccess", "organizations:CloseAccount", "*", true),
        ("AWSLambdaSQSQueueExecutionRole", "sqs:ReceiveMessage", "*", true),
        ("AWSLambdaSQSQueueExecutionRole", "sqs:SendMessage", "*", false),
        ("AmazonKinesisFirehoseReadOnlyAccess", "firehose:PutRecord", "*", false),
        ("IAMAccessAnalyzerReadOnlyAccess", "access-analyzer:ListFindings", "*", true),
        ("OAMReadOnlyAccess", "oam:DeleteSink", "*", false),
    ] {
        assert_eq!(allows(policy, action, resource), expected, "{policy} {action}");
    }
}

#[test]
fn only_documents_that_are_said_to_be_cut_are_cut() {
    let cut: Vec<_> = managed::all().iter().filter(|p| p.entries.is_some()).collect();
    let names: Vec<_> = cut.iter().map(|policy| policy.name.as_str()).collect();
    assert_eq!(names, ["ReadOnlyAccess", "SecurityAudit", "ViewOnlyAccess", "AWS_ConfigRole"]);
}
