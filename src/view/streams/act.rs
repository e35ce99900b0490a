//! What can be done with metric streams from their pages, as requests.

use serde_json::{Value, json};

use crate::services::Request;
use crate::services::cloudwatch::stream::PRINCIPAL;
use crate::services::firehose::api::PRINCIPAL as FIREHOSE;
use crate::sim::scope::{Region, Scope};

/// The forms records may have, in the console's order.
pub const FORMATS: [&str; 3] = ["json", "opentelemetry1.0", "opentelemetry0.7"];

/// What is typed into the form that makes a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// Its name.
    pub name: String,
    /// Whether bucket, roles and Firehose stream are made, too: the console's quick set-up.
    pub quick: bool,
    /// The bucket that is made.
    pub bucket: String,
    /// The ARN of the Firehose stream that is there.
    pub firehose: String,
    /// The ARN of the role that is there.
    pub role: String,
    /// In which form records are.
    pub format: String,
    /// The namespaces it carries, apart by commas; empty: all.
    pub namespaces: String,
    /// Whether it carries all but those.
    pub but: bool,
    /// Whether it carries the metrics of linked accounts.
    pub linked: bool,
}

impl Form {
    /// The form as it is opened.
    pub fn new(scope: Scope) -> Form {
        Form {
            name: String::new(),
            quick: true,
            bucket: format!("metric-stream-{}-{}", scope.account, scope.region),
            firehose: String::new(),
            role: String::new(),
            format: "json".to_owned(),
            namespaces: String::new(),
            but: false,
            linked: false,
        }
    }

    /// The calls, one after the other: what the quick set-up makes, and the stream. Nothing while
    /// something is missing.
    /// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-metric-streams-setup-quick-S3.html>
    pub fn requests(&self, scope: Scope) -> Vec<Request> {
        let (name, bucket) = (self.name.trim(), self.bucket.trim());
        let there = !self.firehose.trim().is_empty() && !self.role.trim().is_empty();
        if name.is_empty() || (self.quick && bucket.is_empty()) || !(self.quick || there) {
            return Vec::new();
        }
        let mut requests = Vec::new();
        let (mut firehose, mut role) =
            (self.firehose.trim().to_owned(), self.role.trim().to_owned());
        if self.quick {
            let out = format!("MetricStreams-{name}");
            let (writer, sender) = (format!("{out}-S3Put"), format!("{out}-FirehosePut"));
            let of_role = |role: &str| scope.global_arn("iam", &format!("role/{role}")).to_string();
            firehose = scope.arn("firehose", &format!("deliverystream/{out}")).to_string();
            role = of_role(&sender);
            requests.push(create_bucket(bucket, scope.region));
            let objects = format!("arn:aws:s3:::{bucket}/*");
            requests.extend(make_role(&writer, FIREHOSE, &["s3:PutObject"], &objects));
            let to = json!({ "RoleARN": of_role(&writer), "BucketARN":
                format!("arn:aws:s3:::{bucket}") });
            let stream = json!({ "DeliveryStreamName": out,
                "ExtendedS3DestinationConfiguration": to });
            requests.push(call("firehose", "CreateDeliveryStream", stream));
            let puts = ["firehose:PutRecord", "firehose:PutRecordBatch"];
            requests.extend(make_role(&sender, PRINCIPAL, &puts, &firehose));
        }
        requests.push(call("cloudwatch", "PutMetricStream", self.stream(name, &firehose, &role)));
        requests.into_iter().flatten().collect()
    }

    fn stream(&self, name: &str, firehose: &str, role: &str) -> Value {
        let mut input = json!({ "Name": name, "FirehoseArn": firehose, "RoleArn": role,
            "OutputFormat": self.format });
        let spaces = self.namespaces.split(',').map(str::trim).filter(|name| !name.is_empty());
        let filters: Vec<Value> = spaces.map(|name| json!({ "Namespace": name })).collect();
        let mut put = |name: &str, value: Value| {
            if let Some(members) = input.as_object_mut() {
                members.insert(name.to_owned(), value);
            }
        };
        if !filters.is_empty() {
            put(if self.but { "ExcludeFilters" } else { "IncludeFilters" }, json!(filters));
        }
        if self.linked {
            put("IncludeLinkedAccountsMetrics", json!(true));
        }
        input
    }
}

fn call(service: &str, op: &str, input: Value) -> Option<Request> {
    Request::decode(service, op, input).ok()
}

fn create_bucket(bucket: &str, region: Region) -> Option<Request> {
    let mut input = json!({ "Bucket": bucket });
    if region != Region::US_EAST_1
        && let Some(members) = input.as_object_mut()
    {
        let place = json!({ "LocationConstraint": region.code() });
        members.insert("CreateBucketConfiguration".to_owned(), place);
    }
    call("s3api", "CreateBucket", input)
}

/// A role that a service may act in, and what it may do.
fn make_role(name: &str, service: &str, may: &[&str], on: &str) -> [Option<Request>; 2] {
    let trust = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "Service": service }, "Action": "sts:AssumeRole" }] });
    let policy = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Action": may, "Resource": on }] });
    let role = json!({ "RoleName": name, "AssumeRolePolicyDocument": trust.to_string() });
    let put = json!({ "RoleName": name, "PolicyName": name,
        "PolicyDocument": policy.to_string() });
    [call("iam", "CreateRole", role), call("iam", "PutRolePolicy", put)]
}

/// Lets a stream run, or stops it.
pub fn switch(name: &str, on: bool) -> Option<Request> {
    let op = if on { "StartMetricStreams" } else { "StopMetricStreams" };
    call("cloudwatch", op, json!({ "Names": [name] }))
}

/// Deletes a stream.
pub fn delete(name: &str) -> Option<Request> {
    call("cloudwatch", "DeleteMetricStream", json!({ "Name": name }))
}
