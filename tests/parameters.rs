//! Parameter Store: public parameters, tiers, policies, versions and their labels.

use serde_json::{Value, json};
use watchtrail::sim::Span;

use crate::support::Lab;

#[test]
fn a_parameter_expires_when_its_policy_says_so() {
    let mut lab = Lab::new();
    let policy = |at: &str| {
        let attributes = json!({ "Timestamp": at });
        json!([{ "Type": "Expiration", "Version": "1.0", "Attributes": attributes }])
    };
    let put = |tier: &str, policies: Value| {
        json!({ "Name": "soon", "Value": "x", "Type": "String", "Tier": tier, "Overwrite": true,
            "Policies": policies.to_string() })
    };
    let hour = policy("2025-01-06T01:00:00.000Z");
    let standard = lab.fails("ssm", "PutParameter", put("Standard", hour.clone()));
    assert_eq!(standard["code"], "ValidationException");
    let past = lab.fails("ssm", "PutParameter", put("Advanced", policy("2024-01-06T01:00:00Z")));
    assert_eq!(past["code"], "InvalidPolicyAttributeException");
    lab.ok("ssm", "PutParameter", put("Advanced", hour.clone()));
    let told = lab.ok("ssm", "DescribeParameters", json!({}))["Parameters"][0].clone();
    let shown = &told["Policies"][0];
    assert_eq!(
        (&shown["PolicyType"], &shown["PolicyStatus"]),
        (&json!("Expiration"), &json!("Pending"))
    );
    // Another policy in its place; then none any more.
    lab.ok("ssm", "PutParameter", put("Advanced", policy("2025-01-06T03:00:00Z")));
    lab.sleep(Span::hours(2));
    lab.ok("ssm", "GetParameter", json!({ "Name": "soon" }));
    lab.ok("ssm", "PutParameter", put("Advanced", json!([{}])));
    lab.sleep(Span::hours(2));
    lab.ok("ssm", "GetParameter", json!({ "Name": "soon" }));
    lab.ok("ssm", "PutParameter", put("Advanced", policy("2025-01-06T05:00:00Z")));
    lab.sleep(Span::hours(1));
    let gone = lab.fails("ssm", "GetParameter", json!({ "Name": "soon" }));
    assert_eq!(gone["code"], "ParameterNotFound");
}

#[test]
fn a_parameter_that_names_no_tier_goes_to_the_default_one() {
    let mut lab = Lab::new();
    let tier = |lab: &mut Lab, value: &str| {
        let id = "/ssm/parameter-store/default-parameter-tier";
        let change = json!({ "SettingId": id, "SettingValue": value });
        lab.ok("ssm", "UpdateServiceSetting", change);
    };
    let put = |lab: &mut Lab, name: &str, length: usize| {
        let input = json!({ "Name": name, "Type": "String", "Value": "x".repeat(length) });
        lab.call("admin", "ssm", "PutParameter", input).reply.map(|reply| reply["Tier"].clone())
    };
    assert!(put(&mut lab, "long", 4_097).is_err());
    tier(&mut lab, "Intelligent-Tiering");
    assert_eq!(put(&mut lab, "long", 4_097).unwrap(), "Advanced");
    assert_eq!(put(&mut lab, "short", 4_096).unwrap(), "Standard");
    tier(&mut lab, "Advanced");
    assert_eq!(put(&mut lab, "other", 1).unwrap(), "Advanced");
}

#[test]
fn policies_of_a_parameter_are_told_until_they_are_through() {
    let mut lab = Lab::new();
    let policy = |kind: &str, attributes: Value| {
        let mut policy = json!({ "Type": kind, "Version": "1.0" });
        policy["Attributes"] = attributes;
        policy
    };
    let expiry = policy("Expiration", json!({ "Timestamp": "2025-01-16T00:00:00.000Z" }));
    let warning = policy("ExpirationNotification", json!({ "Before": "5", "Unit": "Days" }));
    let quiet = policy("NoChangeNotification", json!({ "After": "20", "Unit": "Hours" }));
    let put = |policies: &[&Value]| {
        json!({ "Name": "key", "Value": "x", "Type": "String", "Tier": "Advanced",
            "Overwrite": true, "Policies": json!(policies).to_string() })
    };
    let alone = lab.fails("ssm", "PutParameter", put(&[&warning]));
    assert_eq!(alone["code"], "InvalidPolicyAttributeException");
    lab.ok("ssm", "PutParameter", put(&[&expiry, &warning, &quiet]));
    let told = |lab: &mut Lab| {
        let reply = lab.ok("ssm", "DescribeParameters", json!({}));
        let all = reply["Parameters"][0]["Policies"].as_array().unwrap().clone();
        let one = |rule: &Value| format!("{} {}", rule["PolicyType"], rule["PolicyStatus"]);
        all.iter().map(one).collect::<Vec<_>>().join(", ").replace('"', "")
    };
    let all = |warned: &str, quiet: &str| {
        format!("Expiration Pending, ExpirationNotification {warned}, NoChangeNotification {quiet}")
    };
    lab.sleep(Span::hours(19));
    assert_eq!(told(&mut lab), all("Pending", "Pending"));
    lab.sleep(Span::hours(1));
    assert_eq!(told(&mut lab), all("Pending", "Finished"));
    lab.sleep(Span::days(5));
    assert_eq!(told(&mut lab), all("Finished", "Finished"));
}

#[test]
fn public_parameters_name_the_newest_images() {
    let mut lab = Lab::new();
    let name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
    let reply = lab.ok("ssm", "GetParameter", json!({ "Name": name }));
    let value = reply["Parameter"]["Value"].as_str().unwrap();
    assert!(value.starts_with("ami-"), "{value}");
    let names = json!({ "Names": [name, "/mine"] });
    let reply = lab.ok("ssm", "GetParameters", names);
    assert_eq!(reply["InvalidParameters"], json!(["/mine"]));
    let missing = lab.fails("ssm", "GetParameter", json!({ "Name": "/mine" }));
    assert_eq!(missing["code"], "ParameterNotFound");
}

#[test]
fn a_parameter_does_not_go_back_to_the_standard_tier() {
    let mut lab = Lab::new();
    let put = |tier: Option<&str>| {
        let mut input = json!({ "Name": "big", "Type": "String", "Value": "x", "Overwrite": true });
        input["Tier"] = json!(tier);
        input
    };
    assert_eq!(lab.ok("ssm", "PutParameter", put(Some("Advanced")))["Tier"], "Advanced");
    let unsaid = json!({ "Name": "big", "Value": "y", "Overwrite": true });
    assert_eq!(lab.ok("ssm", "PutParameter", unsaid)["Tier"], "Advanced");
    let refused = lab.fails("ssm", "PutParameter", put(Some("Standard")));
    assert_eq!(refused["code"], "ValidationException");
    assert_eq!(lab.ok("ssm", "GetParameter", json!({ "Name": "big" }))["Parameter"]["Version"], 2);
}

#[test]
fn a_version_with_a_label_does_not_go() {
    let mut lab = Lab::new();
    let put = |lab: &mut Lab, value: i32| {
        let input = json!({ "Name": "p", "Type": "String", "Value": value.to_string(),
            "Overwrite": true });
        lab.call("admin", "ssm", "PutParameter", input).reply
    };
    for value in 1..=100 {
        assert!(put(&mut lab, value).is_ok());
    }
    let label = |version: i32, label: &str| -> Value {
        json!({ "Name": "p", "ParameterVersion": version, "Labels": [label] })
    };
    lab.ok("ssm", "LabelParameterVersion", label(1, "first"));
    let error = put(&mut lab, 101).unwrap_err();
    assert_eq!(
        format!("{}: {}", error.code, error.message),
        "ParameterMaxVersionLimitExceeded: You attempted to create a new version of p by calling \
         the PutParameter API with the overwrite flag. Version 1, the oldest version, can't be \
         deleted because it has a label associated with it. Move the label to another version of \
         the parameter, and try again."
    );
    let history = |lab: &mut Lab| -> Vec<i64> {
        let mut found = Vec::new();
        let mut token = None;
        loop {
            let input = json!({ "Name": "p", "NextToken": token });
            let reply = lab.ok("ssm", "GetParameterHistory", input);
            let page = reply["Parameters"].as_array().unwrap();
            found.extend(page.iter().map(|one| one["Version"].as_i64().unwrap()));
            token = reply["NextToken"].as_str().map(str::to_owned);
            if token.is_none() {
                return found;
            }
        }
    };
    assert_eq!(history(&mut lab), (1..=100).collect::<Vec<i64>>());
    // It moves, and the oldest may go.
    lab.ok("ssm", "LabelParameterVersion", label(2, "first"));
    assert!(put(&mut lab, 101).is_ok());
    assert_eq!(history(&mut lab), (2..=101).collect::<Vec<i64>>());
    let named = lab.ok("ssm", "GetParameter", json!({ "Name": "p:first" }));
    assert_eq!(named["Parameter"]["Value"], "2");
}

#[test]
fn a_history_tells_what_each_version_was() {
    let mut lab = Lab::new();
    let put = |lab: &mut Lab, members: Value| {
        let mut input = json!({ "Name": "p", "Type": "SecureString", "Value": "x",
            "Overwrite": true });
        for (name, value) in members.as_object().unwrap() {
            input[name] = value.clone();
        }
        lab.ok("ssm", "PutParameter", input);
    };
    put(&mut lab, json!({ "Description": "one" }));
    put(&mut lab, json!({ "Tier": "Advanced", "Value": "y" }));
    let told = |lab: &mut Lab, open: bool| -> Vec<Value> {
        let input = json!({ "Name": "p", "WithDecryption": open });
        let reply = lab.ok("ssm", "GetParameterHistory", input);
        let all = reply["Parameters"].as_array().unwrap().iter();
        all.map(|one| json!([one["Value"], one["Tier"], one["Description"]])).collect()
    };
    let open = [json!(["x", "Standard", "one"]), json!(["y", "Advanced", "one"])];
    assert_eq!(told(&mut lab, true), open);
    let sealed = told(&mut lab, false);
    assert!(sealed.iter().all(|one| one[0].as_str().unwrap().starts_with("AQICAH")), "{sealed:?}");
}
