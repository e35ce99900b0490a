//! Records have the form of the vectors: the same members in the same order, of the same kinds.

use serde_json::{Map, Value, json};
use watchtrail::services::Request;
use watchtrail::sim::command::{Login, Slip};
use watchtrail::sim::{Call, Change, Command, Region, Setup, Span, Time, Via, Who, World};

use super::functions;
use crate::support::{Lab, vectors};

const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:ops-alerts";
const NOWHERE: &str = "i-0abc1234def567890";

/// How a value is built, without what it says: objects keep names and order of their members,
/// arrays the form of their first element.
pub(super) fn form(value: &Value) -> Value {
    match value {
        Value::Null => json!("null"),
        Value::Bool(_) => json!("bool"),
        Value::Number(_) => json!("number"),
        Value::String(_) => json!("string"),
        Value::Array(items) => items.first().map(form).into_iter().collect(),
        Value::Object(members) => {
            let members = members.iter().map(|(name, value)| (name.clone(), form(value)));
            Value::Object(members.collect::<Map<_, _>>())
        }
    }
}

/// What must be the same to the letter.
fn constants(record: &Value) -> Vec<&Value> {
    let members = [
        "eventVersion",
        "eventSource",
        "eventName",
        "awsRegion",
        "errorCode",
        "readOnly",
        "eventType",
        "managementEvent",
        "eventCategory",
        "tlsDetails",
        "sessionCredentialFromConsole",
        "additionalEventData",
    ];
    members.iter().map(|member| &record[*member]).collect()
}

/// A world at the time of the vectors, with a user `student` who may do nothing.
pub(super) fn lab() -> Lab {
    let start = Time::parse("2026-03-02T09:20:05Z").unwrap();
    let mut lab = Lab { world: World::new(Setup { seed: 1, start }) };
    lab.ok("iam", "CreateUser", json!({ "UserName": "student" }));
    lab
}

/// Tries a call and says whether there is such an operation.
pub(super) fn tries(lab: &mut Lab, who: &str, service: &str, op: &str, input: Value) -> bool {
    let known = Request::decode(service, op, input.clone()).is_ok();
    if known {
        lab.call(who, service, op, input);
    }
    known
}

fn launch() -> Value {
    json!({
        "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro",
        "MinCount": 1, "MaxCount": 1,
    })
}

/// A running instance.
fn running(lab: &mut Lab) -> Value {
    let reply = lab.ok("ec2", "RunInstances", launch());
    lab.sleep(Span::mins(1));
    json!({ "InstanceIds": [reply["Instances"][0]["InstanceId"]] })
}

/// The launch of the vector, from the console. There are no key pairs.
fn run_from_the_console(lab: &mut Lab) -> bool {
    let groups = lab.ok("ec2", "DescribeSecurityGroups", json!({}));
    let mut input = launch();
    input["ImageId"] =
        json!("resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64");
    lab.ok("ec2", "CreateKeyPair", json!({ "KeyName": "lab-key" }));
    input["KeyName"] = json!("lab-key");
    input["SecurityGroupIds"] = json!([groups["SecurityGroups"][0]["GroupId"]]);
    input["TagSpecifications"] = json!([
        { "ResourceType": "instance", "Tags": [{ "Key": "Name", "Value": "web-1" }] },
    ]);
    let request = Request::decode("ec2", "RunInstances", input).unwrap();
    let who = Who::User("admin".to_owned());
    lab.world.apply(&Command::SignIn(who.clone())).reply.unwrap();
    let call = Call { who, region: Region::US_EAST_1, via: Via::Console, request };
    lab.world.apply(&Command::Call(call)).reply.unwrap();
    true
}

fn ec2(lab: &mut Lab, id: &str) -> bool {
    let (who, op) = match id {
        "ec2-run-instances" => return run_from_the_console(lab),
        "ec2-describe-instances" => {
            return tries(lab, "admin", "ec2", "DescribeInstances", json!({}));
        }
        "ec2-authorize-sg-ingress" => {
            let input = json!({ "GroupName": "web", "Description": "web" });
            let group = lab.ok("ec2", "CreateSecurityGroup", input)["GroupId"].clone();
            let open = json!({ "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22,
                "IpRanges": [{ "CidrIp": "0.0.0.0/0" }] });
            let input = json!({ "GroupId": group, "IpPermissions": [open] });
            return tries(lab, "admin", "ec2", "AuthorizeSecurityGroupIngress", input);
        }
        "ec2-not-found" => {
            let missing = json!({ "InstanceIds": ["i-00000000000000000"] });
            return tries(lab, "admin", "ec2", "StopInstances", missing);
        }
        "ec2-create-tags" => {
            let on = running(lab)["InstanceIds"].clone();
            let tags = json!([{ "Key": "Env", "Value": "dev" }]);
            let input = json!({ "Resources": on, "Tags": tags });
            return tries(lab, "admin", "ec2", "CreateTags", input);
        }
        "denied-ec2" => ("student", "StopInstances"),
        "ec2-stop-instances" => ("admin", "StopInstances"),
        "ec2-start-instances" => ("admin", "StartInstances"),
        "ec2-terminate-instances" => ("admin", "TerminateInstances"),
        "ec2-reboot-instances" => ("admin", "RebootInstances"),
        "ec2-monitor-instances" => ("admin", "MonitorInstances"),
        _ => return false,
    };
    let on = running(lab);
    if op == "StartInstances" {
        lab.ok("ec2", "StopInstances", on.clone());
        lab.sleep(Span::mins(1));
    }
    tries(lab, who, "ec2", op, on)
}

fn sns(lab: &mut Lab, id: &str) -> bool {
    let topic = json!({ "Name": "ops-alerts" });
    let (who, op, input) = match id {
        "denied-sns" => ("student", "CreateTopic", topic),
        "sns-create-topic" => ("admin", "CreateTopic", topic),
        "sns-list-topics" => ("admin", "ListTopics", json!({})),
        "sns-delete-topic" => ("admin", "DeleteTopic", json!({ "TopicArn": TOPIC })),
        "sns-subscribe" => {
            lab.ok("sns", "CreateTopic", topic);
            let endpoint = "student@example.com";
            let input = json!({ "TopicArn": TOPIC, "Protocol": "email", "Endpoint": endpoint });
            ("admin", "Subscribe", input)
        }
        _ => return false,
    };
    tries(lab, who, "sns", op, input)
}

fn iam(lab: &mut Lab, id: &str) -> bool {
    let document = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Action": "ec2:Describe*", "Resource": "*" },
    ] });
    let document = document.to_string();
    let arn = "arn:aws:iam::aws:policy/CloudWatchReadOnlyAccess";
    let (who, op, input) = match id {
        "iam-create-user" => ("admin", "CreateUser", json!({ "UserName": "other" })),
        "iam-attach-user-policy" => {
            ("admin", "AttachUserPolicy", json!({ "UserName": "student", "PolicyArn": arn }))
        }
        "iam-create-access-key" => ("admin", "CreateAccessKey", json!({ "UserName": "student" })),
        "iam-create-login-profile" => {
            let input = json!({ "UserName": "student", "Password": "Sesame-open-1",
                "PasswordResetRequired": true });
            ("admin", "CreateLoginProfile", input)
        }
        "iam-create-policy" => {
            ("admin", "CreatePolicy", json!({ "PolicyName": "lab", "PolicyDocument": document }))
        }
        "denied-iam" => {
            let user = json!({
                "UserName": "student", "PolicyName": "all", "PolicyDocument": document,
            });
            ("student", "PutUserPolicy", user)
        }
        _ => return false,
    };
    tries(lab, who, "iam", op, input)
}

fn alarm() -> Value {
    json!({
        "AlarmName": "web-cpu-high", "AlarmDescription": "CPU above 80% for 10 minutes",
        "ActionsEnabled": true, "AlarmActions": [TOPIC], "MetricName": "CPUUtilization",
        "Namespace": "AWS/EC2", "Statistic": "Average",
        "Dimensions": [{ "Name": "InstanceId", "Value": NOWHERE }], "Period": 300,
        "EvaluationPeriods": 2, "DatapointsToAlarm": 2, "Threshold": 80.0,
        "ComparisonOperator": "GreaterThanThreshold", "TreatMissingData": "missing",
    })
}

fn cloudwatch(lab: &mut Lab, id: &str) -> bool {
    let (who, op, input) = match id {
        "cw-put-metric-alarm" => ("admin", "PutMetricAlarm", alarm()),
        "denied-cloudwatch" => ("student", "PutMetricAlarm", alarm()),
        "cw-describe-alarms" => ("admin", "DescribeAlarms", json!({})),
        "cw-delete-alarms" => {
            tries(lab, "admin", "cloudwatch", "PutMetricAlarm", alarm());
            ("admin", "DeleteAlarms", json!({ "AlarmNames": ["web-cpu-high"] }))
        }
        "cw-set-alarm-state" => {
            tries(lab, "admin", "cloudwatch", "PutMetricAlarm", alarm());
            let input = json!({
                "AlarmName": "web-cpu-high", "StateValue": "ALARM", "StateReason": "testing",
            });
            ("admin", "SetAlarmState", input)
        }
        _ => return false,
    };
    tries(lab, who, "cloudwatch", op, input)
}

fn logs(lab: &mut Lab, id: &str) -> bool {
    let group = json!({ "logGroupName": "/course/app" });
    let (who, op, input) = match id {
        "denied-logs" => ("student", "DescribeLogGroups", json!({})),
        "logs-create-log-group" => ("admin", "CreateLogGroup", group),
        "logs-put-retention" => {
            lab.ok("logs", "CreateLogGroup", group.clone());
            let input = json!({ "logGroupName": "/course/app", "retentionInDays": 30 });
            ("admin", "PutRetentionPolicy", input)
        }
        "logs-put-metric-filter" => {
            lab.ok("logs", "CreateLogGroup", json!({ "logGroupName": "CloudTrail/logs" }));
            let pattern = "{ ($.errorCode = \"*UnauthorizedOperation\") || \
                           ($.errorCode = \"AccessDenied*\") }";
            let one = json!({ "metricName": "UnauthorizedCalls", "metricNamespace": "LogMetrics",
                "metricValue": "1", "defaultValue": 0.0 });
            let input = json!({ "logGroupName": "CloudTrail/logs", "metricTransformations": [one],
                "filterName": "UnauthorizedCalls", "filterPattern": pattern });
            ("admin", "PutMetricFilter", input)
        }
        _ => return false,
    };
    tries(lab, who, "logs", op, input)
}

fn s3(lab: &mut Lab, id: &str) -> bool {
    let bucket = json!({ "Bucket": "course-logs-111122223333" });
    let with = |name: &str, value: Value| {
        let mut input = bucket.clone();
        input[name] = value;
        input
    };
    if id != "s3-create-bucket" {
        lab.ok("s3api", "CreateBucket", bucket.clone());
    }
    let check = json!({
        "Sid": "AWSCloudTrailAclCheck20150319", "Effect": "Allow",
        "Principal": { "Service": "cloudtrail.amazonaws.com" }, "Action": "s3:GetBucketAcl",
        "Resource": "arn:aws:s3:::course-logs-111122223333",
    });
    let policy = json!({ "Version": "2012-10-17", "Statement": [check] }).to_string();
    match id {
        "s3-create-bucket" => tries(lab, "admin", "s3api", "CreateBucket", bucket),
        "s3-put-bucket-policy" => {
            tries(lab, "admin", "s3api", "PutBucketPolicy", with("Policy", json!(policy)))
        }
        "s3-put-object" => {
            let mut input = with("Key", json!("a.txt"));
            input["Body"] = json!("twelve bytes");
            tries(lab, "admin", "s3api", "PutObject", input)
        }
        "root-call" => {
            lab.world.apply(&Command::SignIn(Who::Root)).reply.unwrap();
            let request = Request::decode("s3api", "DeleteBucketPolicy", bucket).unwrap();
            let call =
                Call { who: Who::Root, region: Region::US_EAST_1, via: Via::Console, request };
            lab.world.apply(&Command::Call(call)).reply.is_ok()
        }
        _ => false,
    }
}

/// A role that some service or account may assume.
pub(super) fn role(lab: &mut Lab, name: &str, trusted: Value) -> String {
    let trust = json!({ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Principal": trusted, "Action": "sts:AssumeRole" },
    ] });
    let input = json!({ "RoleName": name, "AssumeRolePolicyDocument": trust.to_string() });
    lab.ok("iam", "CreateRole", input)["Role"]["Arn"].as_str().unwrap().to_owned()
}

/// Calls in the session of a role.
fn in_a_role(lab: &mut Lab, service: &str, op: &str, input: Value) {
    let arn = role(lab, "web-instance-role", json!({ "AWS": "123456789012" }));
    let policy = "arn:aws:iam::aws:policy/CloudWatchFullAccess";
    let grant = json!({ "RoleName": "web-instance-role", "PolicyArn": policy });
    lab.ok("iam", "AttachRolePolicy", grant);
    let wish = json!({ "RoleArn": arn, "RoleSessionName": NOWHERE });
    let reply = lab.ok("sts", "AssumeRole", wish);
    let key = reply["Credentials"]["AccessKeyId"].as_str().unwrap();
    let who = Who::Session(key.to_owned());
    let request = Request::decode(service, op, input).unwrap();
    let call = Call { who, region: Region::US_EAST_1, via: Via::Cli, request };
    lab.world.apply(&Command::Call(call)).reply.unwrap();
}

/// An instance that carries a role, whose session EC2 opens.
pub(super) fn carrying(lab: &mut Lab) -> bool {
    let name = "web-instance-role";
    role(lab, name, json!({ "Service": "ec2.amazonaws.com" }));
    lab.ok("iam", "CreateInstanceProfile", json!({ "InstanceProfileName": name }));
    let both = json!({ "InstanceProfileName": name, "RoleName": name });
    lab.ok("iam", "AddRoleToInstanceProfile", both);
    let mut input = launch();
    input["IamInstanceProfile"] = json!({ "Name": name });
    tries(lab, "admin", "ec2", "RunInstances", input)
}

fn roles(lab: &mut Lab, id: &str) -> bool {
    match id {
        "cw-put-metric-data" => {
            let host = json!([{ "Name": "Host", "Value": "web-1" }]);
            let datum = json!([{ "MetricName": "Requests", "Dimensions": host, "Value": 1.0 }]);
            let input = json!({ "Namespace": "Course/App", "MetricData": datum });
            in_a_role(lab, "cloudwatch", "PutMetricData", input);
            true
        }
        "sts-assume-role-by-service" => carrying(lab),
        _ => false,
    }
}

/// An attempt to sign in that fails.
fn failed(lab: &mut Lab, name: &str, slip: Option<Slip>) -> bool {
    let attempt = Login { name: name.to_owned(), slip };
    lab.world.apply(&Command::Login(attempt)).reply.is_err()
}

fn cloudtrail(lab: &mut Lab, id: &str) -> bool {
    let bucket = "course-logs-111122223333";
    let arn = |name: &str| format!("arn:aws:cloudtrail:us-east-1:123456789012:trail/{name}");
    let make = json!({
        "Name": "main", "S3BucketName": bucket, "IncludeGlobalServiceEvents": true,
        "IsMultiRegionTrail": true, "EnableLogFileValidation": true,
    });
    super::trails::open_bucket(lab, bucket);
    if id != "ct-create-trail" {
        lab.ok("cloudtrail", "CreateTrail", make.clone());
    }
    if id == "denied-cloudtrail-explicit" {
        let policy = json!({ "Version": "2012-10-17", "Statement": [
            { "Effect": "Deny", "Action": "cloudtrail:StopLogging", "Resource": "*" },
        ] });
        let input = json!({
            "UserName": "student", "PolicyName": "no", "PolicyDocument": policy.to_string(),
        });
        lab.ok("iam", "PutUserPolicy", input);
    }
    let named = json!({ "Name": arn("main") });
    let basic = json!([{
        "ReadWriteType": "WriteOnly", "IncludeManagementEvents": true, "DataResources": [],
        "ExcludeManagementEventSources": [],
    }]);
    let (who, op, input) = match id {
        "ct-create-trail" => ("admin", "CreateTrail", make),
        "ct-start-logging" => ("admin", "StartLogging", named),
        "ct-stop-logging" => ("admin", "StopLogging", named),
        "ct-delete-trail" => ("admin", "DeleteTrail", named),
        "denied-cloudtrail" | "denied-cloudtrail-explicit" => ("student", "StopLogging", named),
        "ct-update-trail" => {
            ("admin", "UpdateTrail", json!({ "Name": "main", "IsMultiRegionTrail": false }))
        }
        "ct-put-event-selectors" => {
            let input = json!({ "TrailName": "main", "EventSelectors": basic });
            ("admin", "PutEventSelectors", input)
        }
        "ct-trail-not-found" => ("admin", "StartLogging", json!({ "Name": arn("gone") })),
        _ => return false,
    };
    tries(lab, who, "cloudtrail", op, input)
}

fn others(lab: &mut Lab, id: &str) -> bool {
    match id {
        "signin-ok-nomfa" => {
            lab.world.apply(&Command::SignIn(Who::User("admin".to_owned()))).reply.is_ok()
        }
        "signin-failed" => failed(lab, "admin", Some(Slip::Password)),
        "signin-unknown-user" => failed(lab, "nobody", None),
        "signin-ok-mfa" => {
            let device = json!({ "VirtualMFADeviceName": "student-phone" });
            let made = lab.ok("iam", "CreateVirtualMFADevice", device);
            let serial = made["VirtualMFADevice"]["SerialNumber"].clone();
            let enable = json!({ "UserName": "admin", "SerialNumber": serial,
                "AuthenticationCode1": "123456", "AuthenticationCode2": "654321" });
            lab.ok("iam", "EnableMFADevice", enable);
            lab.world.apply(&Command::SignIn(Who::User("admin".to_owned()))).reply.is_ok()
        }
        "service-event" => {
            let key = lab.ok("kms", "CreateKey", json!({}))["KeyMetadata"]["KeyId"].clone();
            lab.ok("kms", "EnableKeyRotation", json!({ "KeyId": key }));
            lab.sleep(Span::days(365));
            true
        }
        "signin-root" => lab.world.apply(&Command::SignIn(Who::Root)).reply.is_ok(),
        "ct-lookup-events" => {
            let mut input = super::by("EventName", "StopInstances");
            input["MaxResults"] = json!(50);
            tries(lab, "admin", "cloudtrail", "LookupEvents", input)
        }
        _ => false,
    }
}

/// The last record of an event: what a call sets off may be recorded behind it.
pub(super) fn last_of(lab: &Lab, name: &str) -> Value {
    let records: Vec<_> = lab.world.cloudtrail().records().iter().collect();
    records.into_iter().rfind(|record| record.event_name == name).unwrap().json()
}

/// Vectors that differ from ours in what we do not simulate: members taken out, and why.
fn without_what_we_do_not_have(id: &str, record: &mut Value) {
    // Opaque, or as long as the policy is.
    for member in ["x-amz-id-2", "bytesTransferredIn"] {
        if let Some(value) = record.pointer_mut(&format!("/additionalEventData/{member}"))
            && (member == "x-amz-id-2" || id == "s3-put-bucket-policy")
        {
            *value = if value.is_string() { json!("") } else { json!(0) };
        }
    }
    if id == "cw-put-metric-data"
        && let Some(context) = record["userIdentity"]["sessionContext"].as_object_mut()
    {
        // The vector's caller is a program of an instance; ours typed the command.
        context.shift_remove("ec2RoleDelivery");
    }
}

/// row: userIdentity variants (root, user, role, service)
#[test]
fn every_record_we_can_make_has_the_form_of_its_vector() {
    let all = vectors("ct_records");
    let mut made = Vec::new();
    for vector in all["records"].as_array().unwrap() {
        let id = vector["id"].as_str().unwrap();
        let mut lab = lab();
        let makers =
            [ec2, sns, iam, cloudwatch, logs, s3, cloudtrail, functions::make, roles, others];
        if !makers.iter().any(|make| make(&mut lab, id)) {
            continue;
        }
        let mut theirs = vector["record"].clone();
        let mut ours = last_of(&lab, theirs["eventName"].as_str().unwrap());
        if id == "service-event" {
            // CloudTrail's own page has the member, the vector has not:
            // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/non-api-aws-service-events.html
            let details = ours["serviceEventDetails"].as_object_mut().unwrap();
            assert_eq!(details.shift_remove("rotationType"), Some(json!("AUTOMATIC")));
        }
        if id.starts_with("s3-") || id == "root-call" {
            without_what_we_do_not_have(id, &mut ours);
        }
        without_what_we_do_not_have(id, &mut theirs);
        if let Some(data) = theirs.get_mut("additionalEventData") {
            // The vector's account is another.
            let ours = data.to_string().replace("111122223333", "123456789012");
            *data = serde_json::from_str(&ours).unwrap();
        }
        let pretty = |value: &Value| serde_json::to_string_pretty(&form(value)).unwrap();
        assert_eq!(pretty(&ours), pretty(&theirs), "{id}");
        assert_eq!(constants(&ours), constants(&theirs), "{id}");
        made.push(id.to_owned());
    }
    let left: Vec<&str> = all["records"]
        .as_array()
        .unwrap()
        .iter()
        .map(|vector| vector["id"].as_str().unwrap())
        .filter(|id| !made.iter().any(|known| known == id))
        .collect();
    // What is left is compared elsewhere, or is of a service there is not.
    assert_eq!(
        left,
        [
            // `sessions.rs`.
            "role-call",
            // EventBridge and AWS Config.
            "events-put-rule",
            "events-put-targets",
            "config-stop-recorder",
            "config-put-rule",
            // `insights.rs`.
            "insight-start",
            "insight-end",
        ]
    );
}

#[test]
fn requests_and_replies_say_what_the_vectors_say() {
    let all = vectors("ct_records");
    for (id, make) in [
        ("ec2-describe-instances", ec2 as fn(&mut Lab, &str) -> bool),
        ("ec2-not-found", ec2),
        ("sns-create-topic", sns),
        ("sns-subscribe", sns),
        ("sns-delete-topic", sns),
        ("sns-list-topics", sns),
        ("ct-lookup-events", others),
        ("ct-create-trail", cloudtrail),
        ("ct-start-logging", cloudtrail),
        ("ct-update-trail", cloudtrail),
        ("ct-put-event-selectors", cloudtrail),
        ("ct-trail-not-found", cloudtrail),
        ("denied-cloudtrail", cloudtrail),
        ("denied-cloudtrail-explicit", cloudtrail),
        ("signin-root", others),
        ("signin-ok-nomfa", others),
        ("denied-sns", sns),
        ("denied-iam", iam),
    ] {
        let mut lab = lab();
        assert!(make(&mut lab, id));
        let ours = lab.world.cloudtrail().records().last().unwrap().json();
        let found = all["records"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap();
        let theirs = found["record"].to_string().replace("111122223333", "123456789012");
        let theirs = theirs.replace("course-logs-123456789012", "course-logs-111122223333");
        let theirs: Value = serde_json::from_str(&theirs).unwrap();
        for member in ["requestParameters", "responseElements", "errorMessage"] {
            assert_eq!(ours[member], theirs[member], "{id} {member}");
        }
    }
}

#[test]
fn a_throttled_call_keeps_no_parameters() {
    let mut lab = lab();
    lab.world.apply(&Command::World(Change::Throttling(true))).reply.unwrap();
    for _ in 0..2 {
        super::lookup(&mut lab, json!({}));
    }
    lab.call("root", "cloudtrail", "LookupEvents", json!({ "MaxResults": 7 })).reply.unwrap_err();
    let record = lab.world.cloudtrail().records().last().unwrap().json();
    assert_eq!(record["errorCode"], "ThrottlingException");
    assert_eq!(record["errorMessage"], "Rate exceeded");
    assert_eq!(record["requestParameters"], Value::Null);
}

#[test]
fn a_data_event_lists_its_resource() {
    let mut lab = lab();
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops-alerts" }));
    lab.ok("sns", "Publish", json!({ "TopicArn": TOPIC, "Message": "hello" }));
    let record = lab.world.cloudtrail().records().last().unwrap().json();
    assert_eq!(
        record["resources"],
        json!([{ "accountId": "123456789012", "type": "AWS::SNS::Topic", "ARN": TOPIC }])
    );
    assert_eq!(
        (&record["managementEvent"], &record["eventCategory"]),
        (&json!(false), &json!("Data"))
    );
    let order: Vec<&str> = record.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(
        order,
        [
            "eventVersion",
            "userIdentity",
            "eventTime",
            "eventSource",
            "eventName",
            "awsRegion",
            "sourceIPAddress",
            "userAgent",
            "requestParameters",
            "responseElements",
            "requestID",
            "eventID",
            "readOnly",
            "resources",
            "eventType",
            "managementEvent",
            "recipientAccountId",
            "eventCategory",
            "tlsDetails",
        ]
    );
}
