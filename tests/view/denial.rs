//! Refusals explained: whole models, in both languages.

use expect_test::expect_file;
use serde_json::json;
use watchtrail::text::{Lang, Texts};
use watchtrail::view::denial::{self, About, Denial};

use crate::support::{Lab, read};

pub fn texts(lang: Lang, names: &[&str]) -> Texts {
    let mut texts = Texts::new(lang);
    for name in names {
        texts.add(&read(&format!("static/text/{}/{name}.json", lang.code()))).unwrap();
    }
    texts
}

fn topic_refused(lab: &mut Lab) -> Denial {
    let reply = lab.call("jiwoo", "sns", "CreateTopic", json!({ "Name": "ops-alerts" })).reply;
    denial::of_error(&reply.unwrap_err(), &texts(Lang::En, &["denial"]))
}

#[test]
fn a_topic_nobody_allowed() {
    let mut lab = Lab::new();
    let seen = topic_refused(&mut lab);
    expect_file!["../expected/view/denial_implicit.txt"].assert_debug_eq(&seen);
    let record = lab.world.cloudtrail().records().last().unwrap();
    let recorded = denial::of_record(record, &texts(Lang::En, &["denial"])).unwrap();
    assert_eq!((recorded.code.as_str(), recorded.about), ("AccessDenied", seen.about));
    let korean = denial::of_record(record, &texts(Lang::Ko, &["denial"])).unwrap();
    expect_file!["../expected/view/denial_implicit_ko.txt"].assert_debug_eq(&korean);
}

#[test]
fn a_statement_that_denies_one_that_misses_one_that_nearly_allows() {
    let mut lab = Lab::new();
    let attach = "arn:aws:iam::aws:policy/AmazonSNSReadOnlyAccess";
    let input = json!({ "UserName": "jiwoo", "PolicyArn": attach });
    lab.ok("iam", "AttachUserPolicy", input);
    let statements = json!([
        { "Sid": "DevOnly", "Effect": "Allow", "Action": "sns:*",
          "Resource": "arn:aws:sns:*:*:dev-*" },
        { "Effect": "Allow", "Action": "sns:CreateTopic", "Resource": "*",
          "Condition": { "StringEquals": { "aws:RequestedRegion": "eu-west-1" } } },
    ]);
    put(&mut lab, "near", &statements);
    let near = topic_refused(&mut lab);
    expect_file!["../expected/view/denial_near.txt"].assert_debug_eq(&near);
    put(&mut lab, "no", &json!([{ "Effect": "Deny", "Action": "sns:*", "Resource": "*" }]));
    let denied = topic_refused(&mut lab);
    expect_file!["../expected/view/denial_explicit.txt"].assert_debug_eq(&denied);
}

fn put(lab: &mut Lab, name: &str, statements: &serde_json::Value) {
    let document = json!({ "Version": "2012-10-17", "Statement": statements }).to_string();
    let input = json!({ "UserName": "jiwoo", "PolicyName": name, "PolicyDocument": document });
    lab.ok("iam", "PutUserPolicy", input);
}

#[test]
fn a_deny_with_not_principal_says_what_of_whom_it_does_not_name() {
    let mut lab = Lab::new();
    let named = json!({ "Bucket": "reports-of-the-shop" });
    lab.ok("s3api", "CreateBucket", named.clone());
    let document = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"desk\",\
        \"Effect\":\"Deny\",\"NotPrincipal\":{\"AWS\":[\"123456789012\"]},\
        \"Action\":\"s3:ListBucket\",\"Resource\":\"arn:aws:s3:::reports-of-the-shop\"}]}";
    let put = json!({ "Bucket": "reports-of-the-shop", "Policy": document });
    lab.ok("s3api", "PutBucketPolicy", put);
    let said = |lab: &mut Lab| {
        let error = lab.call("admin", "s3api", "ListObjectsV2", named.clone()).reply.unwrap_err();
        format!("{:?}", denial::of_error(&error, &texts(Lang::En, &["denial"])))
    };
    let unnamed = said(&mut lab);
    let line = "It does not name arn:aws:iam::123456789012:user/admin.";
    assert!(unnamed.contains(line), "{unnamed}");
    let boundary = "arn:aws:iam::aws:policy/AdministratorAccess";
    let bound = json!({ "UserName": "admin", "PermissionsBoundary": boundary });
    lab.ok("iam", "PutUserPermissionsBoundary", bound);
    let bounded = said(&mut lab);
    assert!(bounded.contains("it always denies who has a permissions boundary"), "{bounded}");
}

#[test]
fn other_errors_are_told_apart() {
    let mut lab = Lab::new();
    let texts = texts(Lang::En, &["denial"]);
    let fails = |lab: &mut Lab, service: &str, op: &str, input: serde_json::Value| {
        let error = lab.call("admin", service, op, input).reply.unwrap_err();
        denial::of_error(&error, &texts).about
    };
    let topic = lab.ok("sns", "CreateTopic", json!({ "Name": "ops" }))["TopicArn"].clone();
    let sms = json!({ "TopicArn": topic, "Protocol": "sms", "Endpoint": "+15550100" });
    assert!(matches!(fails(&mut lab, "sns", "Subscribe", sms), About::NotSimulated(_)));
    let bad = json!({ "Name": "no blanks" });
    assert_eq!(fails(&mut lab, "sns", "CreateTopic", bad), About::Nothing);
}
