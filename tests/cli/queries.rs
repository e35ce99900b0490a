//! JMESPath: what queries find, member order kept, and what is said of bad ones.

use serde_json::Value;
use watchtrail::shell::query::Query;

use crate::support::vectors;

#[test]
fn queries_find_what_they_should() {
    let vectors = vectors("queries");
    let given = &vectors["given"];
    let mut faults = Vec::new();
    for case in vectors["cases"].as_array().unwrap() {
        let text = case["query"].as_str().unwrap();
        let found = Query::parse(text).and_then(|query| query.search(given));
        let found = found.map_or_else(
            |error| serde_json::json!({ "error": error }),
            |value| serde_json::json!({ "found": value }),
        );
        let mut expected = case.clone();
        expected.as_object_mut().unwrap().shift_remove("query");
        // As texts: the order of members counts.
        let [said, wanted] = [&found, &expected].map(Value::to_string);
        if said != wanted {
            faults.push(format!("{text}\n  expected {wanted}\n  found    {said}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What pages say once for all stands beside what is gathered from them.
/// <https://docs.aws.amazon.com/cli/latest/reference/accessanalyzer/get-finding-v2.html>
#[test]
fn a_finding_is_printed_whole() {
    let mut cli = super::Cli::new();
    let trust = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\
                 \"Principal\":{\"AWS\":\"999988887777\"},\"Action\":\"sts:AssumeRole\"}]}";
    cli.ok(&format!(
        "aws iam create-role --role-name partner --assume-role-policy-document '{trust}'"
    ));
    let create = "aws accessanalyzer create-analyzer --analyzer-name acc --type ACCOUNT";
    let arn = cli.ok(&format!("{create} --query arn --output text"));
    let of = format!("--analyzer-arn {}", arn.trim());
    let list = format!("aws accessanalyzer list-findings {of}");
    let id = cli.ok(&format!("{list} --query findings[0].id --output text"));
    let get = format!("aws accessanalyzer get-finding-v2 {of} --id {}", id.trim());
    let told: Value = serde_json::from_str(&cli.ok(&get)).unwrap();
    let names: Vec<&String> = told.as_object().unwrap().keys().collect();
    let expected = [
        "findingDetails",
        "resource",
        "status",
        "error",
        "createdAt",
        "resourceType",
        "findingType",
        "resourceOwnerAccount",
        "analyzedAt",
        "id",
        "updatedAt",
    ];
    assert_eq!(names, expected);
    assert_eq!((&told["id"], &told["error"]), (&Value::from(id.trim()), &Value::Null));
    let wrong = cli.line("aws accessanalyzer list-analyzers --type NONE");
    assert!(wrong.stderr.contains("(ValidationException)"), "{}", wrong.stderr);
    cli.ok("aws s3api create-bucket --bucket some-bucket-of-ours");
    let wrong = cli.line("aws s3api put-bucket-acl --bucket some-bucket-of-ours --acl privat");
    let text = "(InvalidArgument) when calling the PutBucketAcl operation: None\n";
    assert!(wrong.stderr.ends_with(text), "{}", wrong.stderr);
}
