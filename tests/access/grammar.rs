//! What IAM finds wrong with a document: the first fault, in its words.
//!
//! Each row goes back to a recorded reply.

use serde_json::{Value, json};
use watchtrail::access::validate;

const SYNTAX: &str = "Syntax errors in policy.";
const VERSION: &str = "Policy document must be version 2012-10-17 or greater.";
const LEGACY: &str = "The policy failed legacy parsing";
const NO_ACTIONS: &str = "Policy statement must contain actions.";
const NO_RESOURCES: &str = "Policy statement must contain resources.";
const VENDOR: &str = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
const COLON: &str = "Actions/Condition can contain only one colon.";
const UNIQUE: &str = "Statement IDs (SID) in a single policy must be unique.";
const QUALIFIED: &str = "Resource vendor must be fully qualified and cannot contain regexes.";

/// A statement that is right but for what is put into it; null takes an element out.
fn statement(changes: &Value) -> Value {
    let mut statement = json!({ "Effect": "Allow", "Action": "sns:Publish", "Resource": "*" });
    for (element, value) in changes.as_object().unwrap() {
        match value {
            Value::Null => drop(statement.as_object_mut().unwrap().remove(element)),
            value => statement[element] = value.clone(),
        }
    }
    statement
}

fn verdict(changes: &Value) -> Result<(), String> {
    let document = json!({ "Version": "2012-10-17", "Statement": statement(changes) });
    validate::identity(&document.to_string()).map(drop)
}

#[test]
fn whole_documents() {
    let good = statement(&json!({}));
    let bare = json!({ "Effect": "Deny" });
    let dated = statement(&json!({ "Condition": { "DateLessThan": { "a": "later" } } }));
    let rows = [
        (json!("text"), SYNTAX),
        (json!({ "Statement": good }), VERSION),
        (json!({ "Version": "2008-10-17", "Statement": good }), VERSION),
        (json!({ "Version": "2013-10-17", "Statement": good }), SYNTAX),
        (json!({ "Version": "2012-10-17" }), SYNTAX),
        (json!({ "Version": "2012-10-17", "Statement": [] }), SYNTAX),
        (json!({ "Version": "2012-10-17", "Statement": ["x"] }), SYNTAX),
        (json!({ "Version": "2012-10-17", "Statement": good, "Note": "" }), SYNTAX),
        (json!({ "Version": "2012-10-17", "Statement": good, "Id": [] }), SYNTAX),
        (json!({ "Version": "2012-10-17", "Statement": [bare, good] }), NO_ACTIONS),
        (json!({ "Statement": dated }), VERSION),
        (json!({ "Statement": statement(&json!({ "Effect": "denY" })) }), VERSION),
    ];
    for (document, error) in rows {
        let found = validate::identity(&document.to_string()).map(drop);
        assert_eq!(found, Err(error.to_owned()), "{document}");
    }
    assert_eq!(validate::identity("not JSON").map(drop), Err(SYNTAX.to_owned()));
    let two = json!({ "Version": "2012-10-17", "Id": "x", "Statement": [good, good] });
    assert_eq!(validate::identity(&two.to_string()).map(drop), Ok(()));
}

#[test]
fn statements() {
    let rows = [
        (json!({ "Effect": null }), SYNTAX),
        (json!({ "Effect": "Permit" }), SYNTAX),
        (json!({ "Effect": "allow" }), LEGACY),
        (json!({ "Effect": "denY" }), LEGACY),
        (json!({ "Comment": "x" }), SYNTAX),
        (json!({ "Principal": "*" }), "Policy document should not specify a principal."),
        (json!({ "Sid": {} }), SYNTAX),
        (
            json!({ "Sid": "a b" }),
            "Statement IDs (SID) must be alpha-numeric. Check that your \
            input satisfies the regular expression [0-9A-Za-z]*",
        ),
        (json!({ "Action": null }), NO_ACTIONS),
        (json!({ "Action": [] }), NO_ACTIONS),
        (json!({ "Action": {} }), SYNTAX),
        (json!({ "Action": [[]] }), SYNTAX),
        (json!({ "NotAction": "iam:*" }), SYNTAX),
        (json!({ "Action": "publish" }), VENDOR),
        (json!({ "Action": null, "NotAction": "" }), VENDOR),
        (json!({ "Action": "sns:Publish:x" }), COLON),
        (json!({ "Action": "s n s:Publish" }), "Vendor s n s is not valid"),
        (json!({ "Action": "s*:Publish" }), "Vendor s* is not valid"),
        (json!({ "Resource": null }), NO_RESOURCES),
        (json!({ "Resource": [] }), NO_RESOURCES),
        (json!({ "Action": "publish", "Resource": null }), NO_RESOURCES),
        (json!({ "Action": null, "Resource": null }), NO_ACTIONS),
        (json!({ "NotResource": "*" }), SYNTAX),
        (json!({ "Resource": { "a": "*" } }), SYNTAX),
    ];
    for (changes, error) in rows {
        assert_eq!(verdict(&changes), Err(error.to_owned()), "{changes}");
    }
    let twice = [statement(&json!({ "Sid": "a" })), json!({ "Sid": "a", "Effect": "Allow" })];
    let document = json!({ "Version": "2012-10-17", "Statement": twice });
    assert_eq!(validate::identity(&document.to_string()).map(drop), Err(UNIQUE.to_owned()));
    for changes in [
        json!({ "Action": "sns: any thing " }),
        json!({ "Action": "*" }),
        json!({ "Action": "no-such.service:Action" }),
        json!({ "Action": null, "NotAction": "sns:*" }),
        json!({ "Sid": "" }),
    ] {
        assert_eq!(verdict(&changes), Ok(()), "{changes}");
    }
}

#[test]
fn resources() {
    let arn_format = |r: &str| format!("Resource {r} must be in ARN format or \"*\".");
    let partition =
        |p: &str, whole: &str| format!("Partition \"{p}\" is not valid for resource \"{whole}\".");
    let iam = "IAM resource path must either be \"*\", root, or start with user/, \
               federated-user/, role/, group/, instance-profile/, mfa/, server-certificate/, \
               policy/, sms-mfa/, saml-provider/, oidc-provider/, report/, access-report/.";
    let rows = [
        (json!("ops-alerts"), arn_format("ops-alerts")),
        (json!(""), arn_format("")),
        (json!(["*", "x"]), arn_format("x")),
        (json!("a:east"), partition("east", "arn:east:*:*:*:*")),
        (json!("a:b:c"), partition("b", "arn:b:c:*:*:*")),
        (json!("a:b:c:d:e:f:g:h"), partition("b", "arn:b:c:d:e:f:g:h")),
        (json!("aws:s3:::logs"), partition("s3", "arn:s3:::logs:*")),
        (json!("arn:aws"), QUALIFIED.to_owned()),
        (json!("arn:aws:s*:::x"), QUALIFIED.to_owned()),
        (json!("arn:aws:iam:::thing"), iam.to_owned()),
        (
            json!("arn:aws:iam:us-east-1::user/x"),
            "IAM resource arn:aws:iam:us-east-1::user/x cannot contain region information."
                .to_owned(),
        ),
        (
            json!("arn:aws:s3:us-east-1::logs"),
            "Resource arn:aws:s3:us-east-1::logs can not contain region information.".to_owned(),
        ),
        (json!("arn:aws:s3::logs"), LEGACY.to_owned()),
        (json!("arn:aws::::logs"), LEGACY.to_owned()),
        (json!("arn:aws::logs"), LEGACY.to_owned()),
    ];
    for (resource, error) in rows {
        assert_eq!(verdict(&json!({ "Resource": resource })), Err(error.clone()), "{resource}");
        let not = json!({ "Resource": null, "NotResource": resource });
        assert_eq!(verdict(&not), Err(error), "not {resource}");
    }
    // A fault of a resource is told before one of an action, and after one of a date.
    let both = json!({ "Resource": "x", "Action": "a:b:c" });
    assert_eq!(verdict(&both), Err(arn_format("x")));
    let dated =
        json!({ "Resource": "x", "Condition": { "DateLessThan": { "aws:CurrentTime": "x" } } });
    assert_eq!(verdict(&dated), Err(LEGACY.to_owned()));
    for resource in [
        "arn:aws:iam::*:*",
        "arn:aws:iam::123456789012:root",
        "arn:aws:iam::*:user/${aws:username}",
        "arn:aws:s3:::logs/*",
        "arn:aws:s3:us-west-2:123456789012:accesspoint/a",
        "arn:aws:no-such-service:us-east-1::x",
        "arn:aws:anything",
    ] {
        assert_eq!(verdict(&json!({ "Resource": resource })), Ok(()), "{resource}");
    }
}

#[test]
fn conditions() {
    let date = |text: &str| json!({ "DateLessThan": { "aws:CurrentTime": text } });
    let rows = [
        (json!([]), SYNTAX),
        (json!("x"), SYNTAX),
        (json!({ "StringEquals": "x" }), SYNTAX),
        (json!({ "StringEquals": [] }), SYNTAX),
        (json!({ "StringEquals": { "a": {} } }), SYNTAX),
        (json!({ "stringequals": { "a": "b" } }), SYNTAX),
        (json!({ "ForAnyValue::StringEquals": { "a": "b" } }), SYNTAX),
        (json!({ "ForSomeValues:StringEquals": { "a": "b" } }), SYNTAX),
        (date("soon"), LEGACY),
        (date("234-13"), LEGACY),
        (date("2016-12-32"), LEGACY),
        (date("2016-12-13T24"), LEGACY),
        (date("2016-12-13t2:00:00.593194+1"), LEGACY),
        (date("2016-12-13t2:00:00.1999999999+10:59"), LEGACY),
        (date("9223372036854775808"), LEGACY),
    ];
    for (condition, error) in rows {
        let found = verdict(&json!({ "Condition": condition }));
        assert_eq!(found, Err(error.to_owned()), "{condition}");
    }
    for condition in [
        json!({}),
        json!({ "Unknown": {} }),
        json!({ "DateLessThan": { "a": [] } }),
        json!({ "NumericLessThan": { "a": 10 }, "Bool": { "b": true } }),
        json!({ "ForAnyValue:StringEqualsIfExists": { "a": ["b", "c"] } }),
        date("9223372036854775807"),
        date("-292275054"),
        date("01T"),
        date("2016-12-13t2:00:00.593194+23"),
        date("2016-12-13T21:20:37.593194+00:00"),
        date("2019-07-01T13:20:15Z"),
    ] {
        assert_eq!(verdict(&json!({ "Condition": condition })), Ok(()), "{condition}");
    }
}
