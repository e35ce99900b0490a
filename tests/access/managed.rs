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
    assert!(others.is_empty(), "what the vector does not tell: {others:?}");
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

#[test]
fn only_documents_that_are_said_to_be_cut_are_cut() {
    let cut: Vec<_> = managed::all().iter().filter(|p| p.entries.is_some()).collect();
    let names: Vec<_> = cut.iter().map(|policy| policy.name.as_str()).collect();
    assert_eq!(names, ["ReadOnlyAccess", "SecurityAudit", "ViewOnlyAccess", "AWS_ConfigRole"]);
}
