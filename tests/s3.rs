//! S3: buckets and objects, versions, Object Lock, policies, and how its calls are recorded.

use serde_json::{Value, json};
use watchtrail::api::Event;
use watchtrail::sim::Span;

use crate::support::Lab;

const BUCKET: &str = "evidence-of-the-shop";
const POLICY_OF: &str = "arn:aws:iam::123456789012:user/jiwoo";

fn with(input: Value, more: Value) -> Value {
    let mut members = input.as_object().unwrap().clone();
    members.extend(more.as_object().unwrap().clone());
    Value::Object(members)
}

fn bucket(more: Value) -> Value {
    with(json!({ "Bucket": BUCKET }), more)
}

fn object(key: &str, more: Value) -> Value {
    with(json!({ "Bucket": BUCKET, "Key": key }), more)
}

fn lab() -> Lab {
    let mut lab = Lab::new();
    lab.ok("s3api", "CreateBucket", bucket(json!({})));
    lab
}

fn error(lab: &mut Lab, who: &str, op: &str, input: Value) -> (String, String) {
    let error = lab.call(who, "s3api", op, input).reply.unwrap_err();
    (error.code, error.message)
}

fn fails(lab: &mut Lab, op: &str, input: Value, code: &str) {
    let shown = input.to_string();
    assert_eq!(error(lab, "admin", op, input).0, code, "{op} {shown}");
}

fn versioned(lab: &mut Lab, status: &str) {
    let input = bucket(json!({ "VersioningConfiguration": { "Status": status } }));
    lab.ok("s3api", "PutBucketVersioning", input);
}

fn put(lab: &mut Lab, key: &str, body: &str) -> Value {
    lab.ok("s3api", "PutObject", object(key, json!({ "Body": body })))
}

fn body(lab: &mut Lab, key: &str, more: Value) -> Value {
    lab.ok("s3api", "GetObject", object(key, more))["Body"].clone()
}

#[test]
fn names_and_places_of_buckets() {
    let mut lab = lab();
    for name in
        ["ab", "Upper", "a..b", "-a-b", "a-b-", "192.168.5.4", "xn--abc", "a_b", "x-s3alias"]
    {
        fails(&mut lab, "CreateBucket", json!({ "Bucket": name }), "InvalidBucketName");
    }
    // Again: no harm in us-east-1, where LocationConstraint is not taken for it.
    lab.ok("s3api", "CreateBucket", bucket(json!({})));
    let at = |place: &str| json!({ "LocationConstraint": place });
    let cases = [
        (at("us-east-1"), "InvalidLocationConstraint"),
        (at("eu-west-1"), "IllegalLocationConstraintException"),
    ];
    for (place, code) in cases {
        let input = bucket(json!({ "CreateBucketConfiguration": place }));
        fails(&mut lab, "CreateBucket", input, code);
    }
    let acl = bucket(json!({ "Bucket": "another-one", "ACL": "public-read" }));
    fails(&mut lab, "CreateBucket", acl, "InvalidBucketAclWithObjectOwnership");
    assert_eq!(
        lab.ok("s3api", "GetBucketLocation", bucket(json!({}))),
        json!({ "LocationConstraint": null })
    );
    for op in ["GetBucketPolicy", "GetBucketTagging", "GetObjectLockConfiguration"] {
        let found = error(&mut lab, "admin", op, json!({ "Bucket": "no-such" }));
        assert_eq!(found.0, "NoSuchBucket", "{op}");
    }
    put(&mut lab, "a", "x");
    fails(&mut lab, "DeleteBucket", bucket(json!({})), "BucketNotEmpty");
    lab.ok("s3api", "DeleteObject", object("a", json!({})));
    lab.ok("s3api", "DeleteBucket", bucket(json!({})));
    let head = error(&mut lab, "admin", "HeadBucket", bucket(json!({})));
    assert_eq!(head, ("404".to_owned(), "Not Found".to_owned()));
}

#[test]
fn versions_and_delete_markers() {
    let mut lab = lab();
    let plain = put(&mut lab, "log.txt", "first");
    assert_eq!(plain["ETag"], "\"8b04d5e3775d298e78455efc5ca404d5\"");
    assert_eq!(plain.get("VersionId"), None);
    versioned(&mut lab, "Enabled");
    let second = put(&mut lab, "log.txt", "second")["VersionId"].clone();
    assert_eq!(second.as_str().unwrap().len(), 32);
    assert_eq!(body(&mut lab, "log.txt", json!({})), "second");
    assert_eq!(body(&mut lab, "log.txt", json!({ "VersionId": "null" })), "first");
    let gone = lab.ok("s3api", "DeleteObject", object("log.txt", json!({})));
    assert_eq!(gone["DeleteMarker"], true);
    fails(&mut lab, "GetObject", object("log.txt", json!({})), "NoSuchKey");
    let marker = json!({ "VersionId": gone["VersionId"] });
    fails(&mut lab, "GetObject", object("log.txt", marker.clone()), "MethodNotAllowed");
    let wrong = json!({ "VersionId": "x" });
    fails(&mut lab, "GetObject", object("log.txt", wrong), "InvalidArgument");
    let head = error(&mut lab, "admin", "HeadObject", object("log.txt", json!({})));
    assert_eq!(head, ("404".to_owned(), "Not Found".to_owned()));
    let listed = lab.ok("s3api", "ListObjectVersions", bucket(json!({})));
    assert_eq!(listed["Versions"].as_array().unwrap().len(), 2);
    assert_eq!(listed["DeleteMarkers"][0]["IsLatest"], true);
    assert_eq!(lab.ok("s3api", "ListObjectsV2", bucket(json!({})))["KeyCount"], 0);
    // Whoever deletes the mark has the object back.
    lab.ok("s3api", "DeleteObject", object("log.txt", marker));
    assert_eq!(body(&mut lab, "log.txt", json!({})), "second");
    // Suspended: the version `null` is replaced, the others stay.
    versioned(&mut lab, "Suspended");
    put(&mut lab, "log.txt", "third");
    let listed = lab.ok("s3api", "ListObjectVersions", bucket(json!({})));
    assert_eq!(listed["Versions"].as_array().unwrap().len(), 2);
    assert_eq!(body(&mut lab, "log.txt", json!({ "VersionId": "null" })), "third");
    assert_eq!(body(&mut lab, "log.txt", json!({ "VersionId": second })), "second");
}

#[test]
fn listings_are_cut_rolled_up_and_gone_on_with() {
    let mut lab = lab();
    for key in ["a/1", "a/2", "b", "c/d/3", "z"] {
        put(&mut lab, key, key);
    }
    let keys = |page: &Value| -> Vec<String> {
        let text = |item: &Value, name: &str| item[name].as_str().unwrap().to_owned();
        let contents = page["Contents"].as_array().cloned().unwrap_or_default();
        let prefixes = page["CommonPrefixes"].as_array().cloned().unwrap_or_default();
        let mut all: Vec<String> = contents.iter().map(|it| text(it, "Key")).collect();
        all.extend(prefixes.iter().map(|it| text(it, "Prefix")));
        all
    };
    let mut list = |more: Value| lab.ok("s3api", "ListObjectsV2", bucket(more));
    assert_eq!(keys(&list(json!({ "Delimiter": "/" }))), ["b", "z", "a/", "c/"]);
    assert_eq!(keys(&list(json!({ "Delimiter": "/", "Prefix": "c/" }))), ["c/d/"]);
    assert_eq!(keys(&list(json!({ "StartAfter": "b" }))), ["c/d/3", "z"]);
    let (mut token, mut seen) = (Value::Null, Vec::new());
    loop {
        let page = list(json!({ "Delimiter": "/", "MaxKeys": 1, "ContinuationToken": token }));
        seen.extend(keys(&page));
        token = page["NextContinuationToken"].clone();
        if token.is_null() {
            break;
        }
    }
    assert_eq!(seen, ["a/", "b", "c/", "z"]);
    let page = lab.ok("s3api", "ListObjectVersions", bucket(json!({ "MaxKeys": 2 })));
    assert_eq!((&page["IsTruncated"], &page["NextKeyMarker"]), (&json!(true), &json!("a/2")));
    let next = json!({ "KeyMarker": "a/2", "VersionIdMarker": page["NextVersionIdMarker"] });
    let page = lab.ok("s3api", "ListObjectVersions", bucket(next));
    assert_eq!(page["Versions"].as_array().unwrap().len(), 3);
}

#[test]
fn the_first_form_of_the_listing() {
    let mut lab = lab();
    for key in ["a/1", "a/2", "b", "c"] {
        put(&mut lab, key, "x");
    }
    let listed = lab.ok("s3api", "ListObjects", bucket(json!({ "MaxKeys": 2 })));
    assert_eq!(listed["Contents"][1]["Key"], "a/2");
    assert_eq!((&listed["IsTruncated"], &listed["Marker"]), (&json!(true), &json!("")));
    assert_eq!(listed.get("NextMarker"), None, "only with a delimiter");
    let more = bucket(json!({ "Marker": "a/2", "MaxKeys": 2 }));
    let listed = lab.ok("s3api", "ListObjects", more);
    assert_eq!(listed["Contents"][0]["Key"], "b");
    assert_eq!(listed["IsTruncated"], false);
    let rolled = bucket(json!({ "Delimiter": "/", "MaxKeys": 1 }));
    let listed = lab.ok("s3api", "ListObjects", rolled);
    assert_eq!(listed["CommonPrefixes"], json!([{ "Prefix": "a/" }]));
    assert_eq!(listed["NextMarker"], "a/");
    assert_eq!(lab.world.cloudtrail().records().iter().last().unwrap().event_name, "ListObjects");
}

#[test]
fn a_part_of_an_object_is_given() {
    let mut lab = lab();
    put(&mut lab, "a", "0123456789");
    let mut part = |range: &str| {
        let input = object("a", json!({ "Range": range }));
        let reply = lab.ok("s3api", "GetObject", input);
        let range = reply.get("ContentRange").cloned().unwrap_or_default();
        (reply["Body"].clone(), reply["ContentLength"].clone(), range)
    };
    let whole = json!("0123456789");
    assert_eq!(part("bytes=0-4"), (json!("01234"), json!(5), json!("bytes 0-4/10")));
    assert_eq!(part("bytes=8-99"), (json!("89"), json!(2), json!("bytes 8-9/10")));
    assert_eq!(part("bytes=7-"), (json!("789"), json!(3), json!("bytes 7-9/10")));
    assert_eq!(part("bytes=-3"), (json!("789"), json!(3), json!("bytes 7-9/10")));
    assert_eq!(part("lines=1"), (whole, json!(10), Value::Null));
    fails(&mut lab, "GetObject", object("a", json!({ "Range": "bytes=10-" })), "InvalidRange");
    fails(&mut lab, "HeadObject", object("a", json!({ "Range": "bytes=10-" })), "416");
}

#[test]
fn copies_keep_what_they_are_not_told_to_replace() {
    let mut lab = lab();
    let more = json!({ "Body": "x", "ContentType": "text/plain", "Metadata": { "Desk": "front" } });
    lab.ok("s3api", "PutObject", object("a", more));
    let copy = |key: &str, more: Value| {
        object(key, with(json!({ "CopySource": format!("{BUCKET}/a") }), more))
    };
    fails(&mut lab, "CopyObject", copy("a", json!({})), "InvalidRequest");
    lab.ok("s3api", "CopyObject", copy("b", json!({})));
    let head = lab.ok("s3api", "HeadObject", object("b", json!({})));
    assert_eq!(
        (&head["ContentType"], &head["Metadata"]),
        (&json!("text/plain"), &json!({ "desk": "front" }))
    );
    lab.ok("s3api", "CopyObject", copy("a", json!({ "MetadataDirective": "REPLACE" })));
    let head = lab.ok("s3api", "HeadObject", object("a", json!({})));
    assert_eq!(head["ContentType"], "binary/octet-stream");
    fails(&mut lab, "PutObject", object("a", json!({ "IfNoneMatch": "*" })), "PreconditionFailed");
    let acl = object("a", json!({ "ACL": "public-read" }));
    fails(&mut lab, "PutObject", acl, "AccessControlListNotSupported");
    let kms = object("a", json!({ "ServerSideEncryption": "aws:kms" }));
    fails(&mut lab, "PutObject", kms, "NotSimulated");
    let large = object("a", json!({ "Body": "x".repeat(8 * 1024 * 1024 + 1) }));
    fails(&mut lab, "PutObject", large, "EntityTooLarge");
    let long = object(&"k".repeat(1025), json!({}));
    assert!(lab.call("admin", "s3api", "PutObject", long).reply.is_err());
}

#[test]
fn locked_versions_stay() {
    let mut lab = lab();
    let lock = |mode: &str| {
        let rule = json!({ "DefaultRetention": { "Mode": mode, "Days": 1 } });
        bucket(
            json!({ "ObjectLockConfiguration": { "ObjectLockEnabled": "Enabled", "Rule": rule } }),
        )
    };
    fails(&mut lab, "PutObjectLockConfiguration", lock("COMPLIANCE"), "InvalidBucketState");
    put(&mut lab, "free", "x");
    let hold = |status: &str| object("kept", json!({ "LegalHold": { "Status": status } }));
    fails(&mut lab, "PutObjectLegalHold", hold("ON"), "InvalidRequest");
    versioned(&mut lab, "Enabled");
    lab.ok("s3api", "PutObjectLockConfiguration", lock("COMPLIANCE"));
    let suspend = bucket(json!({ "VersioningConfiguration": { "Status": "Suspended" } }));
    fails(&mut lab, "PutBucketVersioning", suspend, "InvalidBucketState");
    let kept = put(&mut lab, "kept", "x")["VersionId"].clone();
    let of = |more: Value| object("kept", with(json!({ "VersionId": kept }), more));
    let denied = "Access Denied because object protected by object lock.";
    for who in ["admin", "root"] {
        let bypass = of(json!({ "BypassGovernanceRetention": true }));
        let found = error(&mut lab, who, "DeleteObject", bypass);
        assert_eq!(found, ("AccessDenied".to_owned(), denied.to_owned()));
    }
    // A plain delete only marks it.
    lab.ok("s3api", "DeleteObject", object("kept", json!({})));
    let until = |date: &str, mode: &str| {
        of(json!({ "Retention": { "Mode": mode, "RetainUntilDate": date } }))
    };
    let past = until("2025-01-05T00:00:00Z", "COMPLIANCE");
    fails(&mut lab, "PutObjectRetention", past, "InvalidArgument");
    let sooner = until("2025-01-06T12:00:00Z", "COMPLIANCE");
    fails(&mut lab, "PutObjectRetention", sooner, "AccessDenied");
    let weaker = until("2025-01-08T00:00:00Z", "GOVERNANCE");
    fails(&mut lab, "PutObjectRetention", weaker, "AccessDenied");
    lab.ok("s3api", "PutObjectRetention", until("2025-01-08T00:00:00Z", "COMPLIANCE"));
    let hold = |status: &str| of(json!({ "LegalHold": { "Status": status } }));
    lab.ok("s3api", "PutObjectLegalHold", hold("ON"));
    lab.sleep(Span::days(3));
    fails(&mut lab, "DeleteObject", of(json!({})), "AccessDenied");
    lab.ok("s3api", "PutObjectLegalHold", hold("OFF"));
    lab.ok("s3api", "DeleteObject", of(json!({})));
    // Governance gives way to whoever may bypass it.
    lab.ok("s3api", "PutObjectLockConfiguration", lock("GOVERNANCE"));
    let other = put(&mut lab, "other", "x")["VersionId"].clone();
    let of = |more: Value| object("other", with(json!({ "VersionId": other }), more));
    fails(&mut lab, "DeleteObject", of(json!({})), "AccessDenied");
    lab.ok("s3api", "DeleteObject", of(json!({ "BypassGovernanceRetention": true })));
}

fn policy(principal: Value, effect: &str, action: Value, resource: &str) -> Value {
    let statement = json!({ "Effect": effect, "Principal": principal, "Action": action,
        "Resource": format!("arn:aws:s3:::{resource}") });
    let policy = json!({ "Version": "2012-10-17", "Statement": [statement] });
    bucket(json!({ "Policy": policy.to_string() }))
}

#[test]
fn policies_are_read_and_the_public_is_kept_out() {
    let mut lab = lab();
    let jiwoo = || json!({ "AWS": POLICY_OF });
    let objects = format!("{BUCKET}/*");
    let cases = [
        (policy(jiwoo(), "Allow", json!("ec2:*"), &objects), "Policy has invalid action"),
        (
            policy(jiwoo(), "Allow", json!(["s3:GetObject", "s3:HeadObject"]), &objects),
            "Policy has invalid action",
        ),
        (policy(jiwoo(), "Deny", json!("s3:ListObjects"), BUCKET), "Policy has invalid action"),
        (policy(jiwoo(), "Allow", json!("s3:Nonsense*"), &objects), "Policy has invalid action"),
        (
            policy(jiwoo(), "Allow", json!("s3:GetObject*"), BUCKET),
            "Action does not apply to any resource(s) in statement",
        ),
        (policy(jiwoo(), "Allow", json!("s3:GetObject"), "other/*"), "Policy has invalid resource"),
        (
            policy(jiwoo(), "Allow", json!("s3:GetObject"), BUCKET),
            "Action does not apply to any resource(s) in statement",
        ),
        (
            policy(
                json!({ "AWS": "arn:aws:iam::123456789012:user/nobody" }),
                "Allow",
                json!("s3:GetObject"),
                &objects,
            ),
            "Invalid principal in policy",
        ),
        (
            bucket(json!({ "Policy": "no json" })),
            "Policies must be valid JSON and the first byte must be '{'",
        ),
        (bucket(json!({ "Policy": "{}" })), "Missing required field Statement"),
    ];
    for (input, text) in cases {
        let found = error(&mut lab, "admin", "PutBucketPolicy", input);
        assert_eq!(found, ("MalformedPolicy".to_owned(), text.to_owned()));
    }
    let public = policy(json!("*"), "Allow", json!("s3:GetObject"), &objects);
    let (code, text) = error(&mut lab, "admin", "PutBucketPolicy", public.clone());
    assert_eq!(code, "AccessDenied");
    assert!(text.contains("BlockPublicPolicy setting"), "{text}");
    lab.ok("s3api", "DeletePublicAccessBlock", bucket(json!({})));
    lab.ok("s3api", "PutBucketPolicy", public);
    let status = lab.ok("s3api", "GetBucketPolicyStatus", bucket(json!({})));
    assert_eq!(status["PolicyStatus"]["IsPublic"], true);
    lab.ok("s3api", "PutBucketPolicy", policy(jiwoo(), "Allow", json!("s3:GetObject"), &objects));
    let status = lab.ok("s3api", "GetBucketPolicyStatus", bucket(json!({})));
    assert_eq!(status["PolicyStatus"]["IsPublic"], false);
    let block = "GetPublicAccessBlock";
    fails(&mut lab, block, bucket(json!({})), "NoSuchPublicAccessBlockConfiguration");
}

#[test]
fn a_header_out_of_the_set_is_refused_without_a_word() {
    let mut lab = lab();
    let found = error(&mut lab, "admin", "PutBucketAcl", bucket(json!({ "ACL": "privat" })));
    assert_eq!(found, ("InvalidArgument".to_owned(), String::new()));
    let long = object(&"k".repeat(1025), json!({}));
    let found = error(&mut lab, "admin", "GetObject", long);
    assert_eq!(found, ("KeyTooLongError".to_owned(), "Your key is too long".to_owned()));
}

#[test]
fn who_may_is_asked_of_the_bucket_and_of_the_caller() {
    let mut lab = lab();
    put(&mut lab, "a", "secret");
    let get = |lab: &mut Lab, key: &str| {
        lab.call("jiwoo", "s3api", "GetObject", object(key, json!({}))).reply
    };
    let denied = get(&mut lab, "a").unwrap_err();
    assert_eq!((denied.code.as_str(), denied.http), ("AccessDenied", 403));
    assert_eq!(
        denied.message,
        format!(
            "User: {POLICY_OF} is not authorized to perform: s3:GetObject on resource: \
             \"arn:aws:s3:::{BUCKET}/a\" because no identity-based policy allows the s3:GetObject \
             action"
        )
    );
    let jiwoo = || json!({ "AWS": POLICY_OF });
    let objects = format!("{BUCKET}/*");
    let allow = policy(jiwoo(), "Allow", json!("s3:GetObject"), &objects);
    lab.ok("s3api", "PutBucketPolicy", allow);
    assert_eq!(get(&mut lab, "a").unwrap()["Body"], "secret");
    // What is not there is told to those who may list.
    assert!(get(&mut lab, "b").unwrap_err().message.contains("s3:ListBucket"));
    fails(&mut lab, "GetObject", object("b", json!({})), "NoSuchKey");
    let head = lab.call("jiwoo", "s3api", "HeadObject", object("b", json!({}))).reply.unwrap_err();
    assert_eq!((head.code.as_str(), head.message.as_str()), ("403", "Forbidden"));
    // A Deny of the bucket binds those whom their own policies allow.
    let admin = json!({ "AWS": "arn:aws:iam::123456789012:user/admin" });
    let deny = policy(admin, "Deny", json!("s3:DeleteObject"), &objects);
    lab.ok("s3api", "PutBucketPolicy", deny);
    let (code, text) = error(&mut lab, "admin", "DeleteObject", object("a", json!({})));
    assert_eq!(code, "AccessDenied");
    assert!(text.ends_with("with an explicit deny in a resource-based policy"), "{text}");
}

/// Nobody locks themselves out of a bucket.
/// <https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html>
#[test]
fn the_root_user_of_the_owner_always_gets_at_the_policy() {
    let mut lab = lab();
    put(&mut lab, "a", "secret");
    let resources = json!([format!("arn:aws:s3:::{BUCKET}"), format!("arn:aws:s3:::{BUCKET}/*")]);
    let statement =
        json!({ "Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": resources });
    let document = json!({ "Version": "2012-10-17", "Statement": statement }).to_string();
    let deny = bucket(json!({ "Policy": document }));
    lab.ok("s3api", "PutBucketPolicy", deny.clone());
    let denied = "AccessDenied";
    for who in ["admin", "root"] {
        assert_eq!(error(&mut lab, who, "GetObject", object("a", json!({}))).0, denied);
        assert_eq!(error(&mut lab, who, "GetBucketPolicyStatus", bucket(json!({}))).0, denied);
    }
    let calls = [
        ("GetBucketPolicy", bucket(json!({}))),
        ("PutBucketPolicy", deny),
        ("DeleteBucketPolicy", bucket(json!({}))),
    ];
    for (op, input) in calls {
        assert_eq!(error(&mut lab, "admin", op, input.clone()).0, denied, "{op}");
        let reply = lab.call("root", "s3api", op, input).reply;
        assert!(reply.is_ok(), "{op}: {reply:?}");
    }
    lab.ok("s3api", "GetObject", object("a", json!({})));
}

#[test]
fn settings_come_back_as_they_were_put() {
    let mut lab = lab();
    fails(&mut lab, "GetBucketTagging", bucket(json!({})), "NoSuchTagSet");
    let tag = |key: &str| json!({ "Key": key, "Value": "1" });
    let tags = |keys: &[&str]| {
        let set: Vec<Value> = keys.iter().map(|key| tag(key)).collect();
        bucket(json!({ "Tagging": { "TagSet": set } }))
    };
    fails(&mut lab, "PutBucketTagging", tags(&["a", "a"]), "InvalidTag");
    fails(&mut lab, "PutBucketTagging", tags(&["aws:a"]), "InvalidTag");
    lab.ok("s3api", "PutBucketTagging", tags(&["b", "a"]));
    let found = lab.ok("s3api", "GetBucketTagging", bucket(json!({})));
    assert_eq!(found, json!({ "TagSet": [tag("b"), tag("a")] }));
    lab.ok("s3api", "DeleteBucketTagging", bucket(json!({})));
    let rule = |algorithm: &str| {
        let rules =
            json!([{ "ApplyServerSideEncryptionByDefault": { "SSEAlgorithm": algorithm } }]);
        bucket(json!({ "ServerSideEncryptionConfiguration": { "Rules": rules } }))
    };
    fails(&mut lab, "PutBucketEncryption", rule("aws:kms"), "NotSimulated");
    fails(&mut lab, "PutBucketEncryption", rule("rot13"), "MalformedXML");
    lab.ok("s3api", "PutBucketEncryption", rule("AES256"));
    lab.ok("s3api", "DeleteBucketEncryption", bucket(json!({})));
    assert_eq!(lab.ok("s3api", "GetBucketVersioning", bucket(json!({}))), json!({}));
    let block = lab.ok("s3api", "GetPublicAccessBlock", bucket(json!({})));
    let block = block["PublicAccessBlockConfiguration"].as_object().unwrap();
    assert!(block.len() == 4 && block.values().all(|value| *value == json!(true)));
}

/// The cases are the records of DeleteObjects and ListObjects in
/// <https://github.com/DataDog/stratus-red-team> and those people print of their trails.
#[test]
fn calls_that_name_no_object_list_how_the_arns_of_objects_begin() {
    let mut lab = lab();
    put(&mut lab, "a/b.txt", "b");
    let cases = [
        ("HeadBucket", json!({}), ""),
        ("ListObjects", json!({}), ""),
        ("ListObjectsV2", json!({ "Prefix": "" }), ""),
        ("ListObjectsV2", json!({ "Prefix": "a/" }), "a/"),
        ("ListObjectVersions", json!({ "Prefix": "a" }), "a"),
        ("DeleteObjects", json!({ "Delete": { "Objects": [{ "Key": "a/b.txt" }] } }), ""),
    ];
    for (op, more, prefix) in cases {
        lab.ok("s3api", op, bucket(more));
        let json = lab.world.cloudtrail().records().last().unwrap().json();
        let arn = format!("arn:aws:s3:::{BUCKET}");
        let expected = json!([
            { "type": "AWS::S3::Object", "ARNPrefix": format!("{arn}/{prefix}") },
            { "accountId": "123456789012", "type": "AWS::S3::Bucket", "ARN": arn },
        ]);
        assert_eq!(json["resources"], expected, "{op}");
        assert_eq!(json["managementEvent"], false, "{op}");
        // The CLI lists keys encoded.
        let encoded = json["requestParameters"].get("encoding-type");
        assert_eq!(encoded, op.starts_with("List").then_some(&json!("url")), "{op}");
    }
}

#[test]
fn objects_leave_data_events_and_buckets_management_events() {
    let mut lab = lab();
    let record = |lab: &Lab| lab.world.cloudtrail().records().last().unwrap().clone();
    put(&mut lab, "a.txt", "twelve bytes");
    let kept = record(&lab);
    assert_eq!(kept.event, Event::Data);
    let json = kept.json();
    assert_eq!(json["additionalEventData"]["bytesTransferredIn"], 12);
    assert_eq!(json["requestParameters"]["key"], "a.txt");
    assert!(json["userAgent"].as_str().unwrap().starts_with('['));
    lab.ok("s3api", "ListObjectsV2", bucket(json!({ "Prefix": "a" })));
    assert_eq!(record(&lab).json()["eventName"], "ListObjects");
    let off = json!({ "PublicAccessBlockConfiguration": { "BlockPublicAcls": false } });
    lab.ok("s3api", "PutPublicAccessBlock", bucket(off));
    let json = record(&lab).json();
    assert_eq!(json["eventName"], "PutBucketPublicAccessBlock");
    assert_eq!(
        json["requestParameters"],
        json!({
            "PublicAccessBlockConfiguration": {
                "BlockPublicAcls": false, "xmlns": "http://s3.amazonaws.com/doc/2006-03-01/",
            },
            "bucketName": BUCKET,
            "Host": format!("{BUCKET}.s3.us-east-1.amazonaws.com"),
            "publicAccessBlock": "",
        })
    );
    // A denied call keeps its parameters.
    lab.call("jiwoo", "s3api", "DeleteBucket", bucket(json!({}))).reply.unwrap_err();
    let json = record(&lab).json();
    assert_eq!(json["errorCode"], "AccessDenied");
    assert_eq!(json["requestParameters"]["bucketName"], BUCKET);
    // Event history has the management events only.
    lab.sleep(Span::mins(10));
    let history = lab.ok("cloudtrail", "LookupEvents", json!({}));
    let names: Vec<&str> = history["Events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["EventName"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["DeleteBucket", "PutBucketPublicAccessBlock", "CreateBucket"]);
}

fn tags(pairs: &[(&str, &str)]) -> Value {
    let tags: Vec<Value> =
        pairs.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect();
    json!({ "TagSet": tags })
}

#[test]
fn each_version_of_an_object_has_its_tags() {
    let mut lab = lab();
    versioned(&mut lab, "Enabled");
    let first = put(&mut lab, "a", "one")["VersionId"].clone();
    let set = |more: &[(&str, &str)]| object("a", json!({ "Tagging": tags(more) }));
    let told = lab.ok("s3api", "PutObjectTagging", set(&[("class", "secret"), ("desk", "")]));
    assert_eq!(told, json!({ "VersionId": first }));
    let of_first = object("a", json!({ "VersionId": first }));
    put(&mut lab, "a", "two");
    let found = lab.ok("s3api", "GetObjectTagging", of_first.clone());
    let expected = json!({ "VersionId": first,
        "TagSet": [{ "Key": "class", "Value": "secret" }, { "Key": "desk", "Value": "" }] });
    assert_eq!(found, expected);
    assert_eq!(lab.ok("s3api", "HeadObject", of_first.clone())["TagCount"], 2);
    let newest = lab.ok("s3api", "GetObjectTagging", object("a", json!({})));
    assert_eq!(newest["TagSet"], json!([]));
    assert!(lab.ok("s3api", "GetObject", object("a", json!({}))).get("TagCount").is_none());
    // A copy keeps them, as it keeps what else is told of the object.
    let version = first.as_str().unwrap();
    let source = format!("{BUCKET}/a?versionId={version}");
    lab.ok("s3api", "CopyObject", object("b", json!({ "CopySource": source })));
    assert_eq!(lab.ok("s3api", "HeadObject", object("b", json!({})))["TagCount"], 2);
    lab.ok("s3api", "DeleteObjectTagging", of_first.clone());
    assert_eq!(lab.ok("s3api", "GetObjectTagging", of_first)["TagSet"], json!([]));
    let many: Vec<(String, String)> = (0..11).map(|n| (n.to_string(), String::new())).collect();
    let many: Vec<(&str, &str)> = many.iter().map(|(key, _)| (key.as_str(), "")).collect();
    fails(&mut lab, "PutObjectTagging", set(&many), "BadRequest");
    fails(&mut lab, "PutObjectTagging", set(&[("a", "1"), ("a", "2")]), "InvalidTag");
    fails(&mut lab, "PutObjectTagging", set(&[("aws:a", "1")]), "InvalidTag");
    fails(&mut lab, "GetObjectTagging", object("none", json!({})), "NoSuchKey");
}

#[test]
fn policies_may_ask_for_the_tags_of_an_object() {
    let mut lab = lab();
    for (key, class) in [("open", "open"), ("closed", "secret")] {
        put(&mut lab, key, "text");
        let tagging = object(key, json!({ "Tagging": tags(&[("class", class)]) }));
        lab.ok("s3api", "PutObjectTagging", tagging);
    }
    let all = format!("arn:aws:s3:::{BUCKET}/*");
    let policy = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Action": "s3:GetObject", "Resource": all,
          "Condition": { "StringEquals": { "s3:ExistingObjectTag/class": "open" } } },
        { "Effect": "Allow", "Action": "s3:PutObjectTagging", "Resource": all,
          "Condition": { "StringEquals": { "s3:RequestObjectTag/class": "secret" } } },
    ] });
    let input = json!({ "UserName": "jiwoo", "PolicyName": "tags",
        "PolicyDocument": policy.to_string() });
    lab.ok("iam", "PutUserPolicy", input);
    lab.call("jiwoo", "s3api", "GetObject", object("open", json!({}))).reply.unwrap();
    let denied = error(&mut lab, "jiwoo", "GetObject", object("closed", json!({})));
    assert_eq!(denied.0, "AccessDenied");
    let class = |to: &str| object("open", json!({ "Tagging": tags(&[("class", to)]) }));
    assert_eq!(error(&mut lab, "jiwoo", "PutObjectTagging", class("open")).0, "AccessDenied");
    lab.call("jiwoo", "s3api", "PutObjectTagging", class("secret")).reply.unwrap();
    error(&mut lab, "jiwoo", "GetObject", object("open", json!({})));
}
