//! Why a document is no policy: each slip with its line, and no slip in what is one.

use watchtrail::access::Policy;
use watchtrail::access::slips::{What, find};

#[test]
fn slips_have_lines() {
    let allow = "{\n \"Version\": \"2012-10-17\",\n \"Statement\": [\n  {\n   \"Effect\": \
                 \"Allow\",\n   \"Action\": \"s3:*\",\n   \"Resource\": \"*\"\n  }\n ]\n}";
    let unknown = |name: &str, meant| What::Unknown { name: name.to_owned(), meant };
    let cases = [
        (allow.to_owned(), vec![]),
        ("[]".to_owned(), vec![(1, What::NoObject)]),
        ("{}".to_owned(), vec![(1, What::NoStatement)]),
        (
            allow.replace("\"Statement\"", "\"Statements\""),
            vec![(3, unknown("Statements", Some("Statement"))), (1, What::NoStatement)],
        ),
        (allow.replace("\"Action\"", "\"Actions\""), vec![(6, unknown("Actions", Some("Action")))]),
        (
            allow.replace("\"Resource\"", "\"Recource\""),
            vec![(7, unknown("Recource", Some("Resource")))],
        ),
        (allow.replace("\"Effect\"", "\"effect\""), vec![(5, unknown("effect", Some("Effect")))]),
        (allow.replace("\"Allow\"", "\"Permit\""), vec![(5, What::Effect)]),
        (allow.replace("2012-10-17", "2024-01-01"), vec![(2, What::Version)]),
        (allow.replace("\"s3:*\"", "{}"), vec![(6, What::Texts("Action"))]),
        (allow.replace("   \"Effect\": \"Allow\",\n", ""), vec![(4, What::NoEffect)]),
        (
            allow.replace(
                "\"Resource\"",
                "\"Condition\": {\"Equals\": {\"a:b\": \"c\"}}, \"Resource\"",
            ),
            vec![(7, What::Operator("Equals".to_owned()))],
        ),
        (
            allow.replace("\"Resource\"", "\"Condition\": \"x\", \"Resource\""),
            vec![(7, What::Condition)],
        ),
    ];
    for (text, expected) in cases {
        let mut found: Vec<(usize, What)> =
            find(&text).into_iter().map(|slip| (slip.line, slip.what)).collect();
        let mut expected = expected;
        found.sort_by_key(|(line, _)| *line);
        expected.sort_by_key(|(line, _)| *line);
        assert_eq!(found, expected, "{text}");
    }
}

/// What IAM refuses for its syntax has a slip, and what has one is refused.
#[test]
fn slips_are_what_is_no_policy() {
    let parts = [
        r#""Effect":"Allow""#,
        r#""Effect":1"#,
        r#""Action":"a:b""#,
        r#""Action":[1]"#,
        r#""NotAction":[]"#,
        r#""Resource":"*""#,
        r#""Sid":7"#,
        r#""Principal":"*""#,
        r#""Principal":{"IAM":"*"}"#,
        r#""Condition":{"Bool":{"a:b":"true"}}"#,
        r#""Condition":{"Bool":"true"}"#,
        r#""Other":"x""#,
    ];
    for one in parts {
        for two in parts {
            let text = format!("{{\"Version\":\"2012-10-17\",\"Statement\":{{{one},{two}}}}}");
            let refused = Policy::parse(&text).is_err();
            assert_eq!(!find(&text).is_empty(), refused, "{text}");
        }
    }
}
