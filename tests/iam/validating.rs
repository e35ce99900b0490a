//! ValidatePolicy: AWS's own example, and each check once.

use serde_json::{Value, json};

use super::refusal;
use crate::support::Lab;

fn validate(lab: &mut Lab, policy: &str, kind: &str) -> Vec<Value> {
    let (kind, resource) = match kind {
        "TRUST" => ("RESOURCE_POLICY", Some("AWS::IAM::AssumeRolePolicyDocument")),
        kind => (kind, None),
    };
    let mut input = json!({ "policyDocument": policy, "policyType": kind });
    if let Some(resource) = resource {
        input["validatePolicyResourceType"] = json!(resource);
    }
    let reply = lab.ok("accessanalyzer", "ValidatePolicy", input);
    reply["findings"].as_array().unwrap().clone()
}

/// <https://docs.aws.amazon.com/cli/latest/reference/accessanalyzer/validate-policy.html>
#[test]
fn the_example_of_the_cli_is_found_as_aws_finds_it() {
    let policy = r#"{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Sid": "",
            "Effect": "Allow",
            "Principal": {
                "Federated": "cognito-identity.amazonaws.com"
            },
            "Action": [
                "sts:AssumeRole",
                "sts:TagSession"
            ],
            "Condition": {
                "StringEquals": {
                    "cognito-identity.amazonaws.com:aud": "us-west-2_EXAMPLE"
                }
            }
        }
    ]
}"#;
    let mut lab = Lab::new();
    let path = |rest: Value| {
        let mut steps = vec![json!({ "value": "Statement" }), json!({ "index": 0 })];
        steps.extend(rest.as_array().unwrap().iter().cloned());
        Value::from(steps)
    };
    let span = |line: i32, from: (i32, i32), to: (i32, i32)| {
        json!({ "start": { "line": line, "column": from.0, "offset": from.1 },
            "end": { "line": line, "column": to.0, "offset": to.1 } })
    };
    let location = |rest: Value, span: Value| json!({ "path": path(rest), "span": span });
    let page = "https://docs.aws.amazon.com/IAM/latest/UserGuide/\
                access-analyzer-reference-policy-checks.html\
                #access-analyzer-reference-policy-checks";
    let mismatched = "The sts:AssumeRole action is invalid with the following principal(s): \
                      cognito-identity.amazonaws.com. Use a SAML provider principal with the \
                      sts:AssumeRoleWithSAML action or use an OIDC provider principal with the \
                      sts:AssumeRoleWithWebIdentity action. Ensure the provider is Federated if \
                      you use either of the two options.";
    let unsupported = "The following actions: sts:TagSession are not supported by the condition \
                       key cognito-identity.amazonaws.com:aud. The condition will not be \
                       evaluated for these actions. We recommend that you move these actions to a \
                       different statement without this condition key.";
    let mut found = validate(&mut lab, policy, "RESOURCE_POLICY");
    found.sort_by_key(|finding| finding["locations"][0]["span"]["start"]["offset"].as_i64());
    assert_eq!(
        found,
        [
            json!({
                "findingDetails": "Add a value to the empty string in the Sid element.",
                "findingType": "SUGGESTION",
                "issueCode": "EMPTY_SID_VALUE",
                "learnMoreLink": format!("{page}-suggestion-empty-sid-value"),
                "locations": [location(json!([{ "value": "Sid" }]), span(5, (19, 79), (21, 81)))],
            }),
            json!({
                "findingDetails": mismatched,
                "findingType": "ERROR",
                "issueCode": "MISMATCHED_ACTION_FOR_PRINCIPAL",
                "learnMoreLink": format!("{page}-error-mismatched-action-for-principal"),
                "locations": [
                    location(
                        json!([{ "value": "Action" }, { "index": 0 }]),
                        span(11, (16, 258), (32, 274)),
                    ),
                    location(
                        json!([{ "value": "Principal" }, { "value": "Federated" }]),
                        span(8, (29, 170), (61, 202)),
                    ),
                ],
            }),
            json!({
                "findingDetails": unsupported,
                "findingType": "ERROR",
                "issueCode": "UNSUPPORTED_ACTION_FOR_CONDITION_KEY",
                "learnMoreLink": format!("{page}-error-unsupported-action-for-condition-key"),
                "locations": [
                    location(
                        json!([{ "value": "Action" }, { "index": 1 }]),
                        span(12, (16, 292), (32, 308)),
                    ),
                    location(
                        json!([{ "value": "Condition" }, { "value": "StringEquals" },
                            { "value": "cognito-identity.amazonaws.com:aud" }]),
                        span(16, (58, 443), (77, 462)),
                    ),
                ],
            }),
        ]
    );
}

/// A statement with some members in place of others.
fn statement(more: Value) -> Value {
    let mut statement = json!({ "Effect": "Allow", "Action": "ec2:DescribeVpcs",
        "Resource": "*" });
    for (name, value) in more.as_object().unwrap() {
        match value {
            Value::Null => drop(statement.as_object_mut().unwrap().shift_remove(name)),
            value => statement[name] = value.clone(),
        }
    }
    statement
}

fn policy(more: Value) -> String {
    json!({ "Version": "2012-10-17", "Statement": [statement(more)] }).to_string()
}

/// What is found: types and codes.
fn codes(lab: &mut Lab, text: &str, kind: &str) -> Vec<String> {
    let found = validate(lab, text, kind);
    let one = |finding: &Value| {
        let text = |name: &str| finding[name].as_str().unwrap().to_owned();
        format!("{} {}", text("findingType"), text("issueCode"))
    };
    found.iter().map(one).collect()
}

#[test]
fn each_check_of_identity_policies_finds_its_fault() {
    let condition = |operator: &str, key: &str, value: Value| {
        policy(json!({ "Condition": { operator: { key: value } } }))
    };
    let cases = [
        (policy(json!({})), ""),
        ("{".to_owned(), "ERROR JSON_SYNTAX_ERROR"),
        ("[]".to_owned(), "ERROR DATA_TYPE_MISMATCH"),
        (json!({ "Version": "2012-10-17" }).to_string(), "ERROR MISSING_STATEMENT"),
        (json!({ "Statement": [statement(json!({}))] }).to_string(), "WARNING MISSING_VERSION"),
        (
            json!({ "Version": "2012-10-18", "Statement": [statement(json!({}))] }).to_string(),
            "ERROR INVALID_VERSION",
        ),
        (policy(json!({ "Efect": "Allow" })), "ERROR INVALID_POLICY_ELEMENT"),
        (policy(json!({ "Effect": null })), "ERROR MISSING_EFFECT"),
        (policy(json!({ "Effect": "allow" })), "ERROR INVALID_EFFECT"),
        (policy(json!({ "Action": null })), "ERROR MISSING_ACTION"),
        (policy(json!({ "Action": [] })), "SUGGESTION EMPTY_ARRAY_ACTION"),
        (policy(json!({ "Resource": null })), "ERROR MISSING_RESOURCE"),
        (policy(json!({ "Resource": [] })), "SUGGESTION EMPTY_ARRAY_RESOURCE"),
        (policy(json!({ "NotResource": "*" })), "ERROR UNSUPPORTED_ELEMENT_COMBINATION"),
        (policy(json!({ "Principal": "*" })), "ERROR UNSUPPORTED_PRINCIPAL"),
        (policy(json!({ "Sid": "a-b" })), "ERROR UNSUPPORTED_SID"),
        (policy(json!({ "Sid": "" })), "SUGGESTION EMPTY_SID_VALUE"),
        (policy(json!({ "Action": "e*:DescribeVpcs" })), "SUGGESTION WILDCARD_IN_SERVICE_NAME"),
        (
            policy(json!({ "Action": ["ec2:Describe*", "ec2:DescribeVpcs"] })),
            "SUGGESTION REDUNDANT_ACTION",
        ),
        (
            policy(json!({ "Resource": ["arn:aws:s3:::b/*", "arn:aws:s3:::b/a"] })),
            "SUGGESTION REDUNDANT_RESOURCE",
        ),
        (policy(json!({ "Resource": "s3:::b" })), "ERROR INVALID_ARN_PREFIX"),
        (policy(json!({ "Resource": "arn:aws:s3" })), "ERROR MISSING_ARN_FIELD"),
        (policy(json!({ "Resource": "arn:amz:s3:::b" })), "ERROR INVALID_PARTITION"),
        (policy(json!({ "Resource": "arn:aws:S3:::b" })), "ERROR INVALID_ARN_SERVICE_CASE"),
        (policy(json!({ "Resource": "arn:aws:sns:us-east-1:12:t" })), "ERROR INVALID_ARN_ACCOUNT"),
        (
            policy(json!({ "Resource": "arn:aws:iam:us-east-1:123456789012:user/a" })),
            "ERROR ARN_REGION_NOT_ALLOWED",
        ),
        (
            policy(json!({ "Action": "iam:PassRole" })),
            "SECURITY_WARNING PASS_ROLE_WITH_STAR_IN_RESOURCE",
        ),
        (
            policy(json!({ "Action": "iam:PassRole", "Condition": { "StringEquals": {
                "iam:PassedToService": "ec2.amazonaws.com" } } })),
            "",
        ),
        (
            policy(json!({ "Action": "iam:PassRole",
                "Resource": "arn:aws:iam::123456789012:role/web" })),
            "",
        ),
        (
            policy(json!({ "Action": "iam:Pass*" })),
            "SECURITY_WARNING PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE",
        ),
        (
            policy(json!({ "Action": null, "NotAction": "iam:CreateServiceLinkedRole" })),
            "SECURITY_WARNING PASS_ROLE_WITH_STAR_IN_RESOURCE_AND_NOT_ACTION",
        ),
        (
            policy(json!({ "Action": "iam:PassRole", "Resource": null,
                "NotResource": "arn:aws:iam::123456789012:role/web" })),
            "SECURITY_WARNING PASS_ROLE_WITH_NOT_RESOURCE",
        ),
        (
            policy(json!({ "Action": "iam:CreateServiceLinkedRole" })),
            "WARNING CREATE_SLR_WITH_STAR_IN_RESOURCE",
        ),
        (policy(json!({ "Condition": {} })), "SUGGESTION EMPTY_OBJECT_CONDITION"),
        (condition("StringIs", "aws:username", json!("a")), "ERROR INVALID_CONDITION_OPERATOR"),
        (condition("StringEquals", "username", json!("a")), "ERROR INVALID_CONDITION_KEY_FORMAT"),
        (condition("StringEquals", "aws:username", json!([])), "SUGGESTION EMPTY_ARRAY_CONDITION"),
        (
            condition("StringEquals", "aws:username", json!("a*")),
            "WARNING WILDCARD_WITHOUT_LIKE_OPERATOR",
        ),
        (condition("StringEquals", "aws:username", json!("a${*}")), ""),
        (condition("NullIfExists", "aws:username", json!("true")), "ERROR NULL_WITH_IF_EXISTS"),
        (
            condition("ForAnyValue:Null", "aws:TagKeys", json!("true")),
            "SUGGESTION NULL_WITH_QUALIFIER",
        ),
        (
            condition("ForAllValues:StringEquals", "aws:username", json!("a")),
            "SECURITY_WARNING FORALLVALUES_WITH_SINGLE_VALUED_KEY",
        ),
        (condition("ForAllValues:StringEquals", "aws:TagKeys", json!("a")), ""),
        (condition("Bool", "aws:SecureTransport", json!("yes")), "WARNING TYPE_MISMATCH_BOOLEAN"),
        (condition("DateLessThan", "aws:CurrentTime", json!("x")), "WARNING TYPE_MISMATCH_DATE"),
        (condition("IpAddress", "aws:SourceIp", json!("1.2.3")), "WARNING TYPE_MISMATCH_IP_RANGE"),
        (condition("IpAddress", "aws:SourceIp", json!("203.0.113.0/24")), ""),
        (
            condition("NumericLessThan", "aws:MultiFactorAuthAge", json!("old")),
            "WARNING TYPE_MISMATCH_NUMBER",
        ),
        (
            condition("StringEquals", "aws:PrincipalTag/", json!("a")),
            "ERROR MISSING_TAG_KEY_IN_CONDITION",
        ),
        (
            policy(json!({ "Action": "s3:${aws:username}" })),
            "ERROR VARIABLE_UNSUPPORTED_IN_ELEMENT",
        ),
        (policy(json!({ "Resource": "arn:aws:s3:::b/${}" })), "ERROR EMPTY_VARIABLE"),
        (
            policy(json!({ "Resource": "arn:aws:s3:::b/${aws:username" })),
            "ERROR MISSING_BRACE_IN_VARIABLE",
        ),
        (
            policy(json!({ "Resource": "arn:aws:s3:::b/${aws:username, none}" })),
            "ERROR MISSING_QUOTE_IN_VARIABLE",
        ),
        (
            policy(json!({ "Resource": format!("arn:aws:s3:::b/{}", "a".repeat(6_144)) })),
            "WARNING POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA",
        ),
    ];
    let mut lab = Lab::new();
    for (text, expected) in cases {
        let shown = text.get(..200.min(text.len())).unwrap().to_owned();
        assert_eq!(codes(&mut lab, &text, "IDENTITY_POLICY").join(", "), expected, "{shown}");
    }
}

#[test]
fn each_check_of_the_other_policies_finds_its_fault() {
    let star = json!({ "Principal": "*", "Resource": null, "Action": "sts:AssumeRole" });
    let of = |principal: Value| policy(json!({ "Principal": principal, "Resource": "*" }));
    let twice = |kind: &str| {
        let one = match kind {
            "RESOURCE_POLICY" => statement(json!({ "Sid": "a", "Principal": "*" })),
            _ => statement(json!({ "Sid": "a" })),
        };
        json!({ "Version": "2012-10-17", "Statement": [one, one] }).to_string()
    };
    let cases = [
        ("RESOURCE_POLICY", of(json!("*")), ""),
        ("RESOURCE_POLICY", policy(json!({})), "ERROR MISSING_PRINCIPAL"),
        ("RESOURCE_POLICY", of(json!("jiwoo")), "ERROR INVALID_PRINCIPAL_FORMAT"),
        ("RESOURCE_POLICY", of(json!({ "User": "a" })), "ERROR INVALID_PRINCIPAL_KEY"),
        ("RESOURCE_POLICY", of(json!({})), "SUGGESTION EMPTY_OBJECT_PRINCIPAL"),
        ("RESOURCE_POLICY", of(json!({ "AWS": [] })), "SUGGESTION EMPTY_ARRAY_PRINCIPAL"),
        (
            "RESOURCE_POLICY",
            of(json!({ "AWS": "arn:aws:iam::123456789012:user/*" })),
            "ERROR UNSUPPORTED_WILDCARD_IN_PRINCIPAL",
        ),
        (
            "RESOURCE_POLICY",
            of(json!({ "AWS": "AIDACKCEVSQ6C2EXAMPLE" })),
            "WARNING INVALID_USER_REFERENCE",
        ),
        (
            "RESOURCE_POLICY",
            policy(json!({ "NotPrincipal": { "AWS": "123456789012" } })),
            "SECURITY_WARNING ALLOW_WITH_NOT_PRINCIPAL",
        ),
        ("RESOURCE_POLICY", twice("RESOURCE_POLICY"), "WARNING UNIQUE_SIDS_RECOMMENDED"),
        ("IDENTITY_POLICY", twice("IDENTITY_POLICY"), "ERROR UNIQUE_SIDS_REQUIRED"),
        ("TRUST", policy(star), "ERROR ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL"),
        (
            "TRUST",
            of(json!({ "AWS": "123456789012" })),
            "ERROR ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE",
        ),
        (
            "TRUST",
            policy(json!({ "Resource": null, "NotPrincipal": { "AWS": "123456789012" } })),
            "ERROR ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL",
        ),
        ("SERVICE_CONTROL_POLICY", policy(json!({})), ""),
        (
            "SERVICE_CONTROL_POLICY",
            policy(json!({ "Principal": "*" })),
            "ERROR SCP_SYNTAX_ERROR_PRINCIPAL",
        ),
        // Since 2025 these policies take what all others take:
        // https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
        ("SERVICE_CONTROL_POLICY", policy(json!({ "Action": null, "NotAction": "ec2:*Vpcs" })), ""),
    ];
    let mut lab = Lab::new();
    for (kind, text, expected) in cases {
        assert_eq!(codes(&mut lab, &text, kind).join(", "), expected, "{kind} {text}");
    }
}

#[test]
fn what_is_not_looked_at_is_refused_by_name() {
    let mut lab = Lab::new();
    for (member, value) in [
        ("policyType", "RESOURCE_CONTROL_POLICY"),
        ("locale", "KO"),
        ("validatePolicyResourceType", "AWS::S3::Bucket"),
    ] {
        let mut input = json!({ "policyDocument": "{}", "policyType": "RESOURCE_POLICY" });
        input[member] = json!(value);
        let refused = refusal(&lab.call("admin", "accessanalyzer", "ValidatePolicy", input));
        assert!(refused.contains(value), "{refused}");
    }
}
