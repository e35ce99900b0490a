//! The policy simulator.

use serde_json::{Value, json};

use super::{aws, document, own};
use crate::support::{Lab, vectors};

const JIWOO: &str = "arn:aws:iam::123456789012:user/jiwoo";

/// Each case of the vectors within one account, asked of the simulator, has the same answer.
#[test]
fn the_simulator_decides_as_the_vectors_say() {
    let mut lab = Lab::new();
    let text = vectors("iam_eval_cases").to_string().replace("111122223333", "123456789012");
    let all: Value = serde_json::from_str(&text).unwrap();
    let (mut asked, mut wrong) = (0, Vec::new());
    for case in all["cases"].as_array().unwrap() {
        let principal = case["principal"].as_str().unwrap();
        if case.get("scps").is_some() || !principal.contains(":123456789012:user/") {
            continue;
        }
        let entries: Vec<Value> = case["context"].as_object().unwrap().iter().map(entry).collect();
        let policies = case["identity_policies"].as_array().unwrap().iter();
        let policies: Vec<String> = policies.map(|p| p["policy"].to_string()).collect();
        let mut input = json!({
            "PolicyInputList": policies, "ActionNames": [case["action"]],
            "ResourceArns": [case["resource"]], "CallerArn": principal,
            "ContextEntries": entries,
        });
        if let Some(policy) = case.get("resource_policy") {
            input["ResourcePolicy"] = json!(policy.to_string());
        }
        if let Some(policy) = case.get("permissions_boundary") {
            input["PermissionsBoundaryPolicyInputList"] = json!([policy.to_string()]);
        }
        // Some of the engine's cases are documents IAM does not take.
        let outcome = lab.call("admin", "iam", "SimulateCustomPolicy", input);
        let Ok(reply) = outcome.reply else { continue };
        let expected = match case["expect"].as_str().unwrap() {
            "Allow" => "allowed",
            "ExplicitDeny" => "explicitDeny",
            _ => "implicitDeny",
        };
        asked += 1;
        if reply["EvaluationResults"][0]["EvalDecision"] != expected {
            wrong.push(format!("{} {}: {reply}", case["id"], case["title"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(asked > 50, "{asked}");
}

fn entry((name, values): (&String, &Value)) -> Value {
    let values = match values {
        Value::Array(values) => values.clone(),
        value => vec![value.clone()],
    };
    let text = |value: Value| value.as_str().map_or(value.to_string(), str::to_owned);
    let values: Vec<String> = values.into_iter().map(text).collect();
    json!({ "ContextKeyName": name, "ContextKeyValues": values, "ContextKeyType": "stringList" })
}

/// The form of <https://docs.aws.amazon.com/cli/latest/reference/iam/simulate-custom-policy.html>.
#[test]
fn a_policy_given_as_text_is_simulated() {
    let mut lab = Lab::new();
    let policy = json!({ "Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Action": "dynamodb:*", "Resource": "*",
        "Condition": { "DateGreaterThan": { "aws:CurrentTime": "2018-08-16T12:00:00Z" } } } });
    let mut input = json!({
        "PolicyInputList": [policy.to_string()], "ActionNames": ["dynamodb:CreateBackup"],
        "ContextEntries": [{ "ContextKeyName": "aws:CurrentTime",
            "ContextKeyValues": ["2019-04-25T11:00:00Z"], "ContextKeyType": "date" }],
    });
    let mut expected = json!({
        "EvaluationResults": [{
            "EvalActionName": "dynamodb:CreateBackup", "EvalResourceName": "*",
            "EvalDecision": "allowed",
            "MatchedStatements": [{
                "SourcePolicyId": "PolicyInputList.1", "SourcePolicyType": "IAM Policy",
                "StartPosition": { "Line": 1, "Column": 38 },
                "EndPosition": { "Line": 1, "Column": 167 },
            }],
            "MissingContextValues": [],
        }],
        "IsTruncated": false,
    });
    assert_eq!(lab.iam("SimulateCustomPolicy", input.clone()), expected);
    input["ContextEntries"][0]["ContextKeyValues"] = json!(["2014-04-25T11:00:00Z"]);
    expected["EvaluationResults"][0]["EvalDecision"] = json!("implicitDeny");
    expected["EvaluationResults"][0]["MatchedStatements"] = json!([]);
    assert_eq!(lab.iam("SimulateCustomPolicy", input.clone()), expected);
    input.as_object_mut().unwrap().remove("ContextEntries");
    expected["EvaluationResults"][0]["MissingContextValues"] = json!(["aws:CurrentTime"]);
    assert_eq!(lab.iam("SimulateCustomPolicy", input), expected);

    let reads = document("Allow", "s3:Get*", "arn:aws:s3:::${aws:username}/*");
    let keys = json!({ "PolicyInputList": [reads, policy.to_string()] });
    let names = json!({ "ContextKeyNames": ["aws:username", "aws:CurrentTime"] });
    assert_eq!(lab.iam("GetContextKeysForCustomPolicy", keys), names);
}

#[test]
fn the_policies_of_a_user_are_simulated() {
    let mut lab = Lab::new();
    let put = json!({ "UserName": "jiwoo", "PolicyName": "no-stop",
        "PolicyDocument": document("Deny", "ec2:StopInstances", "*") });
    lab.iam("PutUserPolicy", put);
    let actions = ["ec2:StartInstances", "ec2:StopInstances", "sns:Publish"];
    let input = json!({ "PolicySourceArn": JIWOO, "ActionNames": actions });
    let reply = lab.iam("SimulatePrincipalPolicy", input.clone());
    let results = reply["EvaluationResults"].as_array().unwrap();
    let decisions: Vec<&str> =
        results.iter().map(|result| result["EvalDecision"].as_str().unwrap()).collect();
    assert_eq!(decisions, ["allowed", "explicitDeny", "implicitDeny"]);
    let sources = |result: &Value| -> Vec<String> {
        let matched = result["MatchedStatements"].as_array().unwrap().iter();
        matched.map(|one| one["SourcePolicyId"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(sources(&results[0]), ["AmazonEC2FullAccess"]);
    assert_eq!(sources(&results[1]), ["user_jiwoo_no-stop"]);
    assert!(sources(&results[2]).is_empty());
    // The call itself leaves its record, and nobody is denied.
    let record = lab.world.cloudtrail().records().last().unwrap().json();
    assert_eq!(record["eventName"], "SimulatePrincipalPolicy");
    assert_eq!(record["readOnly"], true);
    assert_eq!(record["requestParameters"]["policySourceArn"], JIWOO);
    assert_eq!(record["responseElements"], Value::Null);

    let page = json!({ "PolicySourceArn": JIWOO, "ActionNames": actions, "MaxItems": 2 });
    let first = lab.iam("SimulatePrincipalPolicy", page.clone());
    assert_eq!(first["EvaluationResults"].as_array().unwrap()[..], results[..2]);
    assert_eq!(first["IsTruncated"], true);
    let mut next = page;
    next["Marker"] = first["Marker"].clone();
    let second = lab.iam("SimulatePrincipalPolicy", next);
    assert_eq!(second["EvaluationResults"].as_array().unwrap()[..], results[2..]);

    let outcome = lab.call("jiwoo", "iam", "SimulatePrincipalPolicy", input);
    assert_eq!(
        super::refusal(&outcome),
        format!(
            "AccessDenied (403): User: {JIWOO} is not authorized to perform: \
             iam:SimulatePrincipalPolicy on resource: {JIWOO} because no identity-based policy \
             allows the iam:SimulatePrincipalPolicy action"
        )
    );
}

#[test]
fn a_boundary_limits_a_simulation() {
    let mut lab = Lab::new();
    let set = json!({ "UserName": "admin", "PermissionsBoundary": aws("PowerUserAccess") });
    lab.iam("PutUserPermissionsBoundary", set);
    let admin = "arn:aws:iam::123456789012:user/admin";
    let input = json!({ "PolicySourceArn": admin,
        "ActionNames": ["sns:Publish", "iam:CreateUser"] });
    let mut ask = |input: &Value| {
        let outcome = lab.call("root", "iam", "SimulatePrincipalPolicy", input.clone());
        let reply = outcome.reply.unwrap();
        let results = reply["EvaluationResults"].as_array().unwrap().clone();
        let told = |result: &Value| {
            let boundary = &result["PermissionsBoundaryDecisionDetail"];
            (
                result["EvalDecision"].as_str().unwrap().to_owned(),
                boundary["AllowedByPermissionsBoundary"].as_bool(),
            )
        };
        results.iter().map(told).collect::<Vec<_>>()
    };
    let (yes, no) = ("allowed".to_owned(), "implicitDeny".to_owned());
    assert_eq!(ask(&input), [(yes.clone(), Some(true)), (no.clone(), Some(false))]);
    // One that is given stands in for the one that is set.
    let mut other = input.clone();
    other["PermissionsBoundaryPolicyInputList"] = json!([document("Allow", "iam:*", "*")]);
    assert_eq!(ask(&other), [(no, Some(false)), (yes, Some(true))]);
}

/// One result an action, and what holds for each resource beside it:
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html>.
#[test]
fn several_resources_are_told_apart() {
    let mut lab = Lab::new();
    let (good, bad) = ("arn:aws:s3:::good/a", "arn:aws:s3:::bad/a");
    let allow = document("Allow", "s3:GetObject", "*");
    let resource = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": bad }] });
    let mut input = json!({
        "PolicyInputList": [allow], "ActionNames": ["s3:GetObject"], "ResourceArns": [good, bad],
        "ResourcePolicy": resource.to_string(),
    });
    assert_eq!(
        lab.iam_fails("SimulateCustomPolicy", input.clone()),
        "InvalidInput (400): CallerArn is required with a ResourcePolicy"
    );
    input["CallerArn"] = json!(JIWOO);
    let reply = lab.iam("SimulateCustomPolicy", input.clone());
    let statement = |id: &str, kind: &str, end: i32| {
        json!({ "SourcePolicyId": id, "SourcePolicyType": kind,
            "StartPosition": { "Line": 1, "Column": 38 },
            "EndPosition": { "Line": 1, "Column": end } })
    };
    let denied = statement("ResourcePolicy", "Resource Policy", 119);
    assert_eq!(
        reply["EvaluationResults"],
        json!([{
            "EvalActionName": "s3:GetObject", "EvalResourceName": "*",
            "EvalDecision": "explicitDeny", "MatchedStatements": [denied],
            "MissingContextValues": [], "EvalDecisionDetails": {},
            "ResourceSpecificResults": [
                { "EvalResourceName": good, "EvalResourceDecision": "allowed",
                  "MatchedStatements": [statement("PolicyInputList.1", "IAM Policy", 95)],
                  "MissingContextValues": [] },
                { "EvalResourceName": bad, "EvalResourceDecision": "explicitDeny",
                  "MatchedStatements": [denied], "MissingContextValues": [] },
            ],
        }])
    );
    for (member, value, expected) in [
        ("CallerArn", json!("arn:aws:iam::123456789012:role/x"), "Invalid CallerArn"),
        ("CallerArn", json!("arn:aws:iam::111122223333:user/x"), "CallerArn of another account"),
        ("ResourceOwner", json!("111122223333"), "ResourceOwner of another account"),
        ("ResourceArns", json!(["good"]), "Invalid resource ARN: good"),
        ("ActionNames", json!(["GetObject"]), "Invalid action name: GetObject"),
        ("PolicyInputList", json!(["{}"]), "Invalid policy PolicyInputList.1"),
    ] {
        let mut input = input.clone();
        input[member] = value;
        let refused = lab.iam_fails("SimulateCustomPolicy", input);
        assert!(refused.contains(expected), "{refused}");
    }
}

#[test]
fn whose_policies_are_simulated_must_be_clear() {
    let mut lab = Lab::new();
    for (arn, expected) in [
        (
            "arn:aws:iam::123456789012:root",
            "InvalidInput (400): Invalid Entity Arn: arn:aws:iam::123456789012:root does not \
             clearly define entity type and name.",
        ),
        (
            "arn:aws:iam::123456789012:user/nobody",
            "NoSuchEntity (404): The user with name nobody cannot be found.",
        ),
        (
            "arn:aws:iam::123456789012:role/nobody",
            "NoSuchEntity (404): The role with name nobody cannot be found.",
        ),
    ] {
        let input = json!({ "PolicySourceArn": arn });
        assert_eq!(lab.iam_fails("GetContextKeysForPrincipalPolicy", input), expected);
    }
    let text = document("Allow", "s3:Get*", "arn:aws:s3:::${aws:username}/*");
    lab.iam("CreatePolicy", json!({ "PolicyName": "home", "PolicyDocument": text }));
    lab.iam("AttachUserPolicy", json!({ "UserName": "jiwoo", "PolicyArn": own("home") }));
    let keys = lab.iam("GetContextKeysForPrincipalPolicy", json!({ "PolicySourceArn": JIWOO }));
    assert!(keys["ContextKeyNames"].as_array().unwrap().contains(&json!("aws:username")));
}
