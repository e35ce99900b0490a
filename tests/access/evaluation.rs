//! Every case of the vectors, and that a decision always carries its reasons.

use serde_json::Value;
use watchtrail::access::{Outcome, Policy, Principal, Verdict};

use super::{Case, context, policy};
use crate::support::vectors;

fn read(case: &Value) -> Case {
    let text = |name: &str| case[name].as_str().unwrap();
    let mut read = Case::user(text("action"), text("resource"));
    read.principal = Principal::User { arn: text("principal").to_owned() };
    read.context = context(&case["context"]);
    let named = case["identity_policies"].as_array().unwrap().iter();
    read.identity =
        named.map(|p| (p["name"].as_str().unwrap().to_owned(), policy(&p["policy"]))).collect();
    let other = |name: &str| case.get(name).filter(|p| !p.is_null()).map(policy);
    read.resource_policy = other("resource_policy");
    read.boundary = other("permissions_boundary");
    let level = |level: &Value| -> Vec<Policy> {
        level["policies"].as_array().unwrap().iter().map(policy).collect()
    };
    let levels = case.get("scps").and_then(Value::as_array);
    read.scps = levels.into_iter().flatten().map(level).collect();
    read
}

/// row: Identity policy: Action/Resource/Condition, explicit deny
/// row: Boundary, SCP, resource policy, session
#[test]
fn the_vectors() {
    let vectors = vectors("iam_eval_cases");
    let mut wrong = Vec::new();
    let cases = vectors["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 70);
    for case in cases {
        let decision = read(case).decide();
        let outcome = format!("{:?}", decision.outcome);
        if outcome != case["expect"].as_str().unwrap() {
            wrong.push(format!("{} {}: {decision:#?}", case["id"], case["title"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// row: Decision trace ("denied by statement X")
#[test]
fn every_policy_and_statement_is_accounted_for() {
    for case in vectors("iam_eval_cases")["cases"].as_array().unwrap() {
        let read = read(case);
        let decision = read.decide();
        let given = read.identity.len()
            + usize::from(read.resource_policy.is_some())
            + usize::from(read.boundary.is_some())
            + read.scps.iter().map(Vec::len).sum::<usize>();
        assert_eq!(decision.policies.len(), given, "{}", case["id"]);
        let mut allow = false;
        let mut deny = false;
        for trace in &decision.policies {
            assert_eq!(trace.verdicts.len(), trace.policy.statements().len(), "{}", case["id"]);
            for (statement, verdict) in trace.statements() {
                let applies = *verdict == Verdict::Applies;
                allow |= applies && statement.allows;
                deny |= applies && !statement.allows;
            }
        }
        // What the reasons say and what was decided agree.
        match decision.outcome {
            Outcome::Allow => assert!(allow && !deny, "{}", case["id"]),
            Outcome::ExplicitDeny => assert!(deny, "{}", case["id"]),
            Outcome::ImplicitDeny => assert!(!deny, "{}", case["id"]),
        }
    }
}
