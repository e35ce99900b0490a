//! How CloudTrail writes S3's calls: as requests of HTTP, with what was transferred.
//!
//! <https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html>

use serde_json::{Map, Value, json};

use super::Body;
use super::api::{Request, source};
use super::state::{State, arn, bucket_arn, object_arn};
use crate::api::spec::Operation as _;
use crate::services::record::{RecordShape, null_if_empty};
use crate::sim::id::Ids;
use crate::sim::record::InBucket;
use crate::sim::scope::{Arn, Region, Scope};
use crate::sim::time::Time;

/// The namespace of S3's documents.
const XMLNS: &str = "http://s3.amazonaws.com/doc/2006-03-01/";

/// What the record keeps of a call, before the bucket's Region is known.
pub fn shape(request: &Request, reply: Option<&Value>, ids: Ids, call: u64) -> RecordShape {
    let mut shape = RecordShape {
        request: Value::Null,
        response: reply.map_or(Value::Null, |reply| null_if_empty(response(request, reply))),
        resources: Vec::new(),
        listed: Vec::new(),
        error_prefix: "",
        error_names: &[],
        name: None,
        version: None,
        additional: None,
        request_id: None,
        own: Some(Box::new(own(request, reply, ids, call))),
    };
    if let Some(bucket) = bucket(request) {
        if let Some(key) = key(request) {
            let object = object_arn(bucket, key);
            shape = shape.resource("AWS::S3::Object", object.clone());
            shape.listed.extend(arn(&object).map(|object| ("AWS::S3::Object", object)));
        }
        shape = shape.resource("AWS::S3::Bucket", bucket);
        if !matches!(request, Request::CreateBucket(_)) {
            let bucket = arn(&bucket_arn(bucket));
            shape.listed.extend(bucket.map(|bucket| ("AWS::S3::Bucket", bucket)));
        }
    }
    shape
}

/// Adds what only the state knows: the bucket's Region, which is the record's, and the host.
pub fn complete(state: &State, scope: Scope, request: &Request, shape: &mut RecordShape) {
    let name = bucket(request);
    let found = name.and_then(|name| state.buckets().get(name));
    let region = found.map_or(scope.region, |bucket| bucket.region);
    let host = host(name, region);
    shape.request = parameters(request, &host);
    if let Some(own) = &mut shape.own {
        own.region = Some(region);
        own.host = Some(host);
        own.in_bucket.owner = found.map(|bucket| bucket.account);
    }
}

fn host(bucket: Option<&str>, region: Region) -> String {
    let service = format!("s3.{region}.amazonaws.com");
    bucket.map_or_else(|| service.clone(), |bucket| format!("{bucket}.{service}"))
}

/// What S3 writes that other services do not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Own {
    /// The event's name, where it is not the operation's.
    pub name: Option<&'static str>,
    /// `additionalEventData`.
    pub additional: Value,
    /// `requestID`, which is no UUID.
    pub request_id: String,
    /// `awsRegion`.
    pub region: Option<Region>,
    /// The host.
    pub host: Option<String>,
    /// What `resources` say of the bucket.
    pub in_bucket: InBucket,
}

fn own(request: &Request, reply: Option<&Value>, ids: Ids, call: u64) -> Own {
    let put = matches!(request, Request::PutObject(_) | Request::CopyObject(_));
    let mut data = Map::new();
    data.insert("SignatureVersion".to_owned(), json!("SigV4"));
    data.insert("CipherSuite".to_owned(), json!("TLS_AES_128_GCM_SHA256"));
    data.insert("bytesTransferredIn".to_owned(), json!(sent(request)));
    if put && reply.is_some() {
        data.insert("SSEApplied".to_owned(), json!("Default_SSE_S3"));
    }
    data.insert("AuthenticationMethod".to_owned(), json!("AuthHeader"));
    data.insert("x-amz-id-2".to_owned(), json!(ids.base64("s3:id-2", call, ['+', '/'], 76)));
    data.insert("bytesTransferredOut".to_owned(), json!(received(request, reply)));
    Own {
        name: event_name(request),
        additional: Value::Object(data),
        request_id: ids.base32("", "s3:request", call, 16),
        region: None,
        host: None,
        in_bucket: InBucket { prefix: prefix(request), owner: None },
    }
}

/// How the ARNs of the objects begin that a call is about, where it names none of them:
/// `"ARNPrefix":"arn:aws:s3:::bucket/"`.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html>
fn prefix(request: &Request) -> Option<Arn> {
    let prefix = match request {
        Request::ListObjects(input) => input.prefix.as_deref(),
        Request::ListObjectsV2(input) => input.prefix.as_deref(),
        Request::ListObjectVersions(input) => input.prefix.as_deref(),
        Request::HeadBucket(_) | Request::DeleteObjects(_) => None,
        _ => return None,
    };
    arn(&object_arn(bucket(request)?, prefix.unwrap_or_default()))
}

/// Adds what the CLI sends and nobody types: it lists keys encoded, so that any of them fits into
/// the XML of the answer.
/// <https://github.com/boto/botocore/blob/develop/botocore/handlers.py>,
/// `set_list_objects_encoding_type_url`
pub fn of_cli(request: &Request, shape: &mut RecordShape) {
    let lists = matches!(
        request,
        Request::ListObjects(_) | Request::ListObjectsV2(_) | Request::ListObjectVersions(_)
    );
    if let (true, Value::Object(members)) = (lists, &mut shape.request) {
        members.insert("encoding-type".to_owned(), json!("url"));
    }
}

/// Names of events that are not those of the API.
/// <https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html>
fn event_name(request: &Request) -> Option<&'static str> {
    Some(match request {
        Request::ListObjectsV2(_) => "ListObjects",
        Request::PutPublicAccessBlock(_) => "PutBucketPublicAccessBlock",
        Request::GetPublicAccessBlock(_) => "GetBucketPublicAccessBlock",
        Request::DeletePublicAccessBlock(_) => "DeleteBucketPublicAccessBlock",
        Request::PutObjectLockConfiguration(_) => "PutBucketObjectLockConfiguration",
        Request::GetObjectLockConfiguration(_) => "GetBucketObjectLockConfiguration",
        Request::PutBucketLifecycleConfiguration(_) => "PutBucketLifecycle",
        Request::GetBucketLifecycleConfiguration(_) => "GetBucketLifecycle",
        _ => return None,
    })
}

/// How many bytes the body of the request has.
fn sent(request: &Request) -> usize {
    match request {
        Request::PutObject(input) => {
            input.body.as_deref().map_or(0, |body| Body::from_wire(body).bytes().len())
        }
        Request::PutBucketPolicy(input) => input.policy.len(),
        _ => 0,
    }
}

fn received(request: &Request, reply: Option<&Value>) -> u64 {
    match (request, reply) {
        (Request::GetObject(_), Some(reply)) => {
            reply.get("ContentLength").and_then(Value::as_u64).unwrap_or_default()
        }
        (Request::GetBucketPolicy(_), Some(reply)) => {
            let policy = reply.get("Policy").and_then(Value::as_str);
            policy.map_or(0, |policy| policy.len() as u64)
        }
        _ => 0,
    }
}

/// The bucket a request names.
pub fn bucket(request: &Request) -> Option<&str> {
    Some(match request {
        Request::ListBuckets(_) => return None,
        Request::CreateBucket(input) => &input.bucket,
        Request::DeleteBucket(input)
        | Request::HeadBucket(input)
        | Request::GetBucketLocation(input)
        | Request::GetBucketAcl(input)
        | Request::GetBucketPolicy(input)
        | Request::GetBucketPolicyStatus(input)
        | Request::DeleteBucketPolicy(input)
        | Request::GetPublicAccessBlock(input)
        | Request::DeletePublicAccessBlock(input)
        | Request::GetBucketVersioning(input)
        | Request::GetBucketTagging(input)
        | Request::DeleteBucketTagging(input)
        | Request::GetBucketEncryption(input)
        | Request::DeleteBucketEncryption(input)
        | Request::GetBucketLifecycleConfiguration(input)
        | Request::DeleteBucketLifecycle(input)
        | Request::GetBucketOwnershipControls(input)
        | Request::DeleteBucketOwnershipControls(input)
        | Request::GetObjectLockConfiguration(input) => &input.bucket,
        Request::PutBucketLifecycleConfiguration(input) => &input.bucket,
        Request::PutBucketPolicy(input) => &input.bucket,
        Request::PutPublicAccessBlock(input) => &input.bucket,
        Request::PutBucketVersioning(input) => &input.bucket,
        Request::PutBucketTagging(input) => &input.bucket,
        Request::PutBucketEncryption(input) => &input.bucket,
        Request::PutObjectLockConfiguration(input) => &input.bucket,
        Request::PutObjectRetention(input) => &input.bucket,
        Request::GetObjectRetention(input)
        | Request::GetObjectLegalHold(input)
        | Request::GetObjectAcl(input)
        | Request::GetObjectTagging(input) => &input.bucket,
        Request::PutObjectTagging(input) => &input.bucket,
        Request::DeleteObjectTagging(input) => &input.bucket,
        Request::PutObjectLegalHold(input) => &input.bucket,
        Request::PutObject(input) => &input.bucket,
        Request::GetObject(input) | Request::HeadObject(input) => &input.bucket,
        Request::DeleteObject(input) => &input.bucket,
        Request::DeleteObjects(input) => &input.bucket,
        Request::PutBucketAcl(input) => &input.bucket,
        Request::PutObjectAcl(input) => &input.bucket,
        Request::PutBucketOwnershipControls(input) => &input.bucket,
        Request::CopyObject(input) => &input.bucket,
        Request::ListObjects(input) => &input.bucket,
        Request::ListObjectsV2(input) => &input.bucket,
        Request::ListObjectVersions(input) => &input.bucket,
    })
}

/// The key a request names.
pub fn key(request: &Request) -> Option<&str> {
    Some(match request {
        Request::PutObjectRetention(input) => &input.key,
        Request::GetObjectRetention(input)
        | Request::GetObjectLegalHold(input)
        | Request::GetObjectAcl(input)
        | Request::GetObjectTagging(input) => &input.key,
        Request::PutObjectAcl(input) => &input.key,
        Request::PutObjectTagging(input) => &input.key,
        Request::DeleteObjectTagging(input) => &input.key,
        Request::PutObjectLegalHold(input) => &input.key,
        Request::PutObject(input) => &input.key,
        Request::GetObject(input) | Request::HeadObject(input) => &input.key,
        Request::DeleteObject(input) => &input.key,
        Request::CopyObject(input) => &input.key,
        _ => return None,
    })
}

/// `requestParameters`: the document that was sent, bucket and host, then what the address and
/// the headers say.
fn parameters(request: &Request, host: &str) -> Value {
    let input = request.input();
    let mut out = Map::new();
    if let Some((name, value)) = document(request, &input) {
        out.insert(name.to_owned(), value);
    }
    if let Some(bucket) = bucket(request) {
        out.insert("bucketName".to_owned(), json!(bucket));
    }
    out.insert("Host".to_owned(), json!(host));
    if let Some(name) = sub_resource(request) {
        out.insert(name.to_owned(), json!(""));
    }
    if matches!(request, Request::ListObjectsV2(_)) {
        out.insert("list-type".to_owned(), json!("2"));
    }
    for (from, to) in HEADERS {
        match input.get(*from) {
            Some(Value::String(text)) if from.ends_with("Date") => {
                out.insert((*to).to_owned(), instant(text))
            }
            Some(Value::String(text)) => out.insert((*to).to_owned(), json!(text)),
            Some(Value::Bool(yes)) => out.insert((*to).to_owned(), json!(yes.to_string())),
            Some(Value::Number(number)) => out.insert((*to).to_owned(), json!(number.to_string())),
            _ => None,
        };
    }
    if let Request::CopyObject(input) = request
        && source(&input.source).is_some()
    {
        out.insert("x-amz-copy-source".to_owned(), json!(input.source));
    }
    Value::Object(out)
}

/// Members that travel in the address or in headers, and how they are written there.
const HEADERS: &[(&str, &str)] = &[
    ("Key", "key"),
    ("VersionId", "versionId"),
    ("Prefix", "prefix"),
    ("Delimiter", "delimiter"),
    ("MaxKeys", "max-keys"),
    ("ContinuationToken", "continuation-token"),
    ("StartAfter", "start-after"),
    ("Marker", "marker"),
    ("KeyMarker", "key-marker"),
    ("VersionIdMarker", "version-id-marker"),
    ("ACL", "x-amz-acl"),
    ("GrantFullControl", "x-amz-grant-full-control"),
    ("GrantRead", "x-amz-grant-read"),
    ("GrantReadACP", "x-amz-grant-read-acp"),
    ("GrantWrite", "x-amz-grant-write"),
    ("GrantWriteACP", "x-amz-grant-write-acp"),
    ("ObjectLockEnabledForBucket", "x-amz-bucket-object-lock-enabled"),
    ("ObjectOwnership", "x-amz-object-ownership"),
    ("ObjectLockMode", "x-amz-object-lock-mode"),
    ("ObjectLockRetainUntilDate", "x-amz-object-lock-retain-until-date"),
    ("ObjectLockLegalHoldStatus", "x-amz-object-lock-legal-hold"),
    ("ServerSideEncryption", "x-amz-server-side-encryption"),
    ("SSEKMSKeyId", "x-amz-server-side-encryption-aws-kms-key-id"),
    ("MetadataDirective", "x-amz-metadata-directive"),
    ("BypassGovernanceRetention", "x-amz-bypass-governance-retention"),
];

/// The document a request carries, with its namespace.
fn document(request: &Request, input: &Value) -> Option<(&'static str, Value)> {
    let name = match request {
        Request::PutBucketPolicy(input) => {
            let policy = serde_json::from_str(&input.policy).unwrap_or(Value::Null);
            return Some(("bucketPolicy", policy));
        }
        Request::CreateBucket(_) => "CreateBucketConfiguration",
        Request::PutPublicAccessBlock(_) => "PublicAccessBlockConfiguration",
        Request::PutBucketVersioning(_) => "VersioningConfiguration",
        Request::PutBucketAcl(_) | Request::PutObjectAcl(_) => "AccessControlPolicy",
        Request::PutBucketOwnershipControls(_) => "OwnershipControls",
        Request::PutBucketTagging(_) | Request::PutObjectTagging(_) => "Tagging",
        Request::PutBucketLifecycleConfiguration(_) => "LifecycleConfiguration",
        Request::PutBucketEncryption(_) => "ServerSideEncryptionConfiguration",
        Request::PutObjectLockConfiguration(_) => "ObjectLockConfiguration",
        Request::PutObjectRetention(_) => "Retention",
        Request::PutObjectLegalHold(_) => "LegalHold",
        _ => return None,
    };
    let mut document = as_xml(input.get(name)?);
    if let Value::Object(members) = &mut document {
        members.insert("xmlns".to_owned(), json!(XMLNS));
    }
    Some((name, document))
}

/// A document as it is sent: in the XML a list is its items, each under the name of one.
fn as_xml(document: &Value) -> Value {
    let Value::Object(members) = document else { return document.clone() };
    let one = |(name, value): (&String, &Value)| match (name.as_str(), value) {
        ("TagSet", Value::Array(tags)) => (name.clone(), json!({ "Tag": alone(tags) })),
        ("RetainUntilDate" | "Date", Value::String(text)) => (name.clone(), instant(text)),
        (
            "Rules" | "Transitions" | "NoncurrentVersionTransitions" | "Tags",
            Value::Array(items),
        ) => (name.trim_end_matches('s').to_owned(), alone(items)),
        (_, other) => (name.clone(), as_xml(other)),
    };
    members.iter().map(one).collect()
}

/// An instant as ISO 8601 has it, in headers and in the XML.
fn instant(text: &str) -> Value {
    Time::parse(text).map_or_else(|| json!(text), |time| json!(time.rfc3339()))
}

/// One item stands for itself.
fn alone(items: &[Value]) -> Value {
    match items {
        [item] => as_xml(item),
        items => items.iter().map(as_xml).collect(),
    }
}

/// What of the bucket or the object a request is about.
fn sub_resource(request: &Request) -> Option<&'static str> {
    Some(match request {
        Request::GetBucketLocation(_) => "location",
        Request::GetBucketAcl(_)
        | Request::PutBucketAcl(_)
        | Request::GetObjectAcl(_)
        | Request::PutObjectAcl(_) => "acl",
        Request::PutBucketOwnershipControls(_)
        | Request::GetBucketOwnershipControls(_)
        | Request::DeleteBucketOwnershipControls(_) => "ownershipControls",
        Request::DeleteObjects(_) => "delete",
        Request::PutBucketPolicy(_)
        | Request::GetBucketPolicy(_)
        | Request::DeleteBucketPolicy(_) => "policy",
        Request::GetBucketPolicyStatus(_) => "policyStatus",
        Request::PutPublicAccessBlock(_)
        | Request::GetPublicAccessBlock(_)
        | Request::DeletePublicAccessBlock(_) => "publicAccessBlock",
        Request::PutBucketVersioning(_) | Request::GetBucketVersioning(_) => "versioning",
        Request::PutBucketTagging(_)
        | Request::GetBucketTagging(_)
        | Request::DeleteBucketTagging(_)
        | Request::PutObjectTagging(_)
        | Request::GetObjectTagging(_)
        | Request::DeleteObjectTagging(_) => "tagging",
        Request::PutBucketEncryption(_)
        | Request::GetBucketEncryption(_)
        | Request::DeleteBucketEncryption(_) => "encryption",
        Request::PutBucketLifecycleConfiguration(_)
        | Request::GetBucketLifecycleConfiguration(_)
        | Request::DeleteBucketLifecycle(_) => "lifecycle",
        Request::PutObjectLockConfiguration(_) | Request::GetObjectLockConfiguration(_) => {
            "object-lock"
        }
        Request::PutObjectRetention(_) | Request::GetObjectRetention(_) => "retention",
        Request::PutObjectLegalHold(_) | Request::GetObjectLegalHold(_) => "legal-hold",
        Request::ListObjectVersions(_) => "versions",
        _ => return None,
    })
}

/// `responseElements`: headers of the answer to a write.
fn response(request: &Request, reply: &Value) -> Value {
    if request.spec().access.is_read_only() {
        return Value::Null;
    }
    let mut out = Map::new();
    let headers = [
        ("ServerSideEncryption", "x-amz-server-side-encryption"),
        ("SSEKMSKeyId", "x-amz-server-side-encryption-aws-kms-key-id"),
        ("VersionId", "x-amz-version-id"),
        ("CopySourceVersionId", "x-amz-copy-source-version-id"),
    ];
    for (from, to) in headers {
        if let Some(text) = reply.get(from).and_then(Value::as_str) {
            out.insert(to.to_owned(), json!(text));
        }
    }
    if reply.get("DeleteMarker") == Some(&Value::Bool(true)) {
        out.insert("x-amz-delete-marker".to_owned(), json!("true"));
    }
    Value::Object(out)
}
