//! Users and roles that are gone or have another name, in policies that name them.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html>,
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_users_rename.html>

use serde_json::{Value, json};

use super::refusal;
use crate::support::Lab;

const KIM: &str = "arn:aws:iam::123456789012:user/kim";
const BUCKET: &str = "arn:aws:s3:::reports-of-kim";

fn policy(principal: &str, action: &str, resource: &str) -> String {
    let statement = json!({ "Sid": "kim", "Effect": "Allow", "Principal": { "AWS": principal },
        "Action": action, "Resource": resource });
    json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string()
}

/// The principal of the first statement of a policy that is not the account.
fn principal(text: &Value) -> Value {
    let read: Value = match text {
        Value::String(text) => serde_json::from_str(text).unwrap(),
        read => read.clone(),
    };
    let statements = read["Statement"].as_array().unwrap();
    let mut found = statements.iter().map(|one| one["Principal"]["AWS"].clone());
    found.find(|name| !name.to_string().contains(":root")).unwrap()
}

fn user(lab: &mut Lab) -> String {
    let made = lab.iam("CreateUser", json!({ "UserName": "kim" }));
    made["User"]["UserId"].as_str().unwrap().to_owned()
}

/// A resource of each kind whose policy names the user.
fn resources(lab: &mut Lab) {
    let trust = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "AWS": KIM }, "Action": "sts:AssumeRole" }] });
    let role = json!({ "RoleName": "reader", "AssumeRolePolicyDocument": trust.to_string() });
    lab.iam("CreateRole", role);
    lab.ok("s3api", "CreateBucket", json!({ "Bucket": "reports-of-kim" }));
    let text = policy(KIM, "s3:ListBucket", BUCKET);
    lab.ok("s3api", "PutBucketPolicy", json!({ "Bucket": "reports-of-kim", "Policy": text }));
    let topic = "arn:aws:sns:us-east-1:123456789012:ops";
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops" }));
    let text = policy(KIM, "sns:Publish", topic);
    let put = json!({ "TopicArn": topic, "AttributeName": "Policy", "AttributeValue": text });
    lab.ok("sns", "SetTopicAttributes", put);
    let queue = "arn:aws:sqs:us-east-1:123456789012:jobs";
    let text = policy(KIM, "sqs:SendMessage", queue);
    lab.ok("sqs", "CreateQueue", json!({ "QueueName": "jobs", "Attributes": { "Policy": text } }));
    let mut own: Value = serde_json::from_str(&policy(KIM, "kms:DescribeKey", "*")).unwrap();
    let all = json!({ "Effect": "Allow", "Action": "kms:*", "Resource": "*",
        "Principal": { "AWS": "arn:aws:iam::123456789012:root" } });
    own["Statement"].as_array_mut().unwrap().push(all);
    lab.ok("kms", "CreateKey", json!({ "Policy": own.to_string() }));
}

/// Whom the policy of each resource names.
fn named(lab: &mut Lab) -> Vec<Value> {
    let role = lab.iam("GetRole", json!({ "RoleName": "reader" }));
    let bucket = lab.ok("s3api", "GetBucketPolicy", json!({ "Bucket": "reports-of-kim" }));
    let topic = json!({ "TopicArn": "arn:aws:sns:us-east-1:123456789012:ops" });
    let topic = lab.ok("sns", "GetTopicAttributes", topic);
    let queue = "https://sqs.us-east-1.amazonaws.com/123456789012/jobs";
    let queue = json!({ "QueueUrl": queue, "AttributeNames": ["Policy"] });
    let queue = lab.ok("sqs", "GetQueueAttributes", queue);
    let key = lab.ok("kms", "ListKeys", json!({}))["Keys"][0]["KeyId"].clone();
    let key = lab.ok("kms", "GetKeyPolicy", json!({ "KeyId": key, "PolicyName": "default" }));
    let texts = [
        &role["Role"]["AssumeRolePolicyDocument"],
        &bucket["Policy"],
        &topic["Attributes"]["Policy"],
        &queue["Attributes"]["Policy"],
        &key["Policy"],
    ];
    texts.into_iter().map(principal).collect()
}

fn may_list(lab: &mut Lab, who: &str) -> bool {
    lab.call(who, "s3api", "ListObjectsV2", json!({ "Bucket": "reports-of-kim" })).reply.is_ok()
}

fn may_assume(lab: &mut Lab, who: &str) -> bool {
    let input = json!({ "RoleArn": "arn:aws:iam::123456789012:role/reader",
        "RoleSessionName": "s" });
    lab.call(who, "sts", "AssumeRole", input).reply.is_ok()
}

#[test]
fn nobody_is_trusted_for_the_name_of_somebody_who_is_gone() {
    let mut lab = Lab::new();
    let id = user(&mut lab);
    resources(&mut lab);
    assert_eq!(named(&mut lab), vec![json!(KIM); 5]);
    assert!(may_list(&mut lab, "kim") && may_assume(&mut lab, "kim"));
    lab.iam("DeleteUser", json!({ "UserName": "kim" }));
    assert_eq!(named(&mut lab), vec![json!(id); 5]);
    assert_ne!(user(&mut lab), id);
    assert_eq!(named(&mut lab), vec![json!(id); 5]);
    assert!(!may_list(&mut lab, "kim") && !may_assume(&mut lab, "kim"));
    // What is read can not be put again as it is.
    let again = policy(&id, "s3:ListBucket", BUCKET);
    let again = json!({ "Bucket": "reports-of-kim", "Policy": again });
    assert_eq!(
        refusal(&lab.call("admin", "s3api", "PutBucketPolicy", again)),
        "MalformedPolicy (400): Invalid principal in policy"
    );
    let trust = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "AWS": id }, "Action": "sts:AssumeRole" }] });
    let trust = json!({ "RoleName": "reader", "PolicyDocument": trust.to_string() });
    assert_eq!(
        lab.iam_fails("UpdateAssumeRolePolicy", trust),
        format!("MalformedPolicyDocument (400): Invalid principal in policy: \"AWS\":\"{id}\"")
    );
}

#[test]
fn policies_follow_a_user_to_another_name() {
    let mut lab = Lab::new();
    user(&mut lab);
    resources(&mut lab);
    lab.iam("UpdateUser", json!({ "UserName": "kim", "NewUserName": "lee", "NewPath": "/desk/" }));
    assert_eq!(named(&mut lab), vec![json!("arn:aws:iam::123456789012:user/desk/lee"); 5]);
    assert!(may_list(&mut lab, "lee") && may_assume(&mut lab, "lee"));
    user(&mut lab);
    assert!(!may_list(&mut lab, "kim") && !may_assume(&mut lab, "kim"));
}

/// A role, and the policies of functions and tables.
#[test]
fn a_role_that_is_made_anew_is_another() {
    let mut lab = Lab::new();
    let role = |name: &str, trusted: Value| {
        let statement =
            json!({ "Effect": "Allow", "Principal": trusted, "Action": "sts:AssumeRole" });
        let trust = json!({ "Version": "2012-10-17", "Statement": [statement] }).to_string();
        json!({ "RoleName": name, "AssumeRolePolicyDocument": trust })
    };
    let desk = role("desk", json!({ "AWS": "123456789012" }));
    let id = lab.iam("CreateRole", desk.clone())["Role"]["RoleId"].clone();
    lab.iam("CreateRole", role("runs", json!({ "Service": "lambda.amazonaws.com" })));
    let arn = "arn:aws:iam::123456789012:role/desk";
    let table = "arn:aws:dynamodb:us-east-1:123456789012:table/orders";
    let input = json!({ "TableName": "orders", "BillingMode": "PAY_PER_REQUEST",
        "AttributeDefinitions": [{ "AttributeName": "id", "AttributeType": "S" }],
        "KeySchema": [{ "AttributeName": "id", "KeyType": "HASH" }],
        "ResourcePolicy": policy(arn, "dynamodb:GetItem", table) });
    lab.ok("dynamodb", "CreateTable", input);
    let input = json!({ "FunctionName": "f", "Runtime": "python3.13", "Handler": "f.handler",
        "Role": "arn:aws:iam::123456789012:role/runs", "Code": { "ZipFile": "PK\u{3}\u{4}" } });
    lab.ok("lambda", "CreateFunction", input);
    let input = json!({ "FunctionName": "f", "StatementId": "desk", "Principal": arn,
        "Action": "lambda:InvokeFunction" });
    lab.ok("lambda", "AddPermission", input);
    let named = |lab: &mut Lab| {
        let table = lab.ok("dynamodb", "GetResourcePolicy", json!({ "ResourceArn": table }));
        let function = lab.ok("lambda", "GetPolicy", json!({ "FunctionName": "f" }));
        [principal(&table["Policy"]), principal(&function["Policy"])]
    };
    assert_eq!(named(&mut lab), [json!(arn), json!(arn)]);
    lab.iam("DeleteRole", json!({ "RoleName": "desk" }));
    lab.iam("CreateRole", desk);
    assert_eq!(named(&mut lab), [id.clone(), id]);
}
