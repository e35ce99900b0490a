//! The pages of tables, functions and queues.

use serde_json::json;
use watchtrail::api::spec::Operation as _;
use watchtrail::sim::{AccountId, Region, Scope, Span};
use watchtrail::view::backends::{Kind, Value, act, detail, detail_reads, list};

use crate::support::Lab;

const HOME: Scope = Scope { account: AccountId::HOME, region: Region::US_EAST_1 };

#[test]
fn a_table_shows_its_keys_its_items_and_its_policy() {
    let mut lab = Lab::new();
    lab.ok(
        "dynamodb",
        "CreateTable",
        json!({ "TableName": "Music",
        "AttributeDefinitions": [{ "AttributeName": "Artist", "AttributeType": "S" }],
        "KeySchema": [{ "AttributeName": "Artist", "KeyType": "HASH" }],
        "BillingMode": "PAY_PER_REQUEST" }),
    );
    let status = |lab: &Lab| list(&lab.world, HOME, Kind::Table)[0].cells[0].clone();
    assert_eq!(status(&lab), Value::Status("CREATING".to_owned(), false));
    lab.sleep(Span::secs(10));
    assert_eq!(status(&lab), Value::Status("ACTIVE".to_owned(), true));
    let item = json!({ "Artist": { "S": "Acme" }, "Year": { "N": "1" } });
    lab.ok("dynamodb", "PutItem", json!({ "TableName": "Music", "Item": item }));
    let page = |lab: &Lab| detail(&lab.world, HOME, Kind::Table, "Music").unwrap();
    let sheet = page(&lab).sheet.unwrap();
    let text = |text: &str| Value::Text(text.to_owned());
    assert_eq!(sheet.rows, [[text("Acme"), text("{\"Year\":{\"N\":\"1\"}}")]]);
    let policy = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "AWS": "111122223333" }, "Action": "dynamodb:GetItem",
        "Resource": "*" }] });
    let request = act::set_policy(&page(&lab), &policy.to_string()).unwrap();
    lab.ok("dynamodb", request.spec().name, request.input());
    assert!(page(&lab).policy.unwrap().contains("111122223333"));
    let request = act::set_policy(&page(&lab), " ").unwrap();
    assert_eq!(request.spec().name, "DeleteResourcePolicy");
    for request in detail_reads(HOME, Kind::Table, "Music") {
        assert!(request.spec().access.is_read_only(), "{}", request.spec().name);
    }
    assert_eq!(detail(&lab.world, HOME, Kind::Table, "None"), None);
}

#[test]
fn a_queue_shows_how_many_messages_wait_and_takes_tags() {
    let mut lab = Lab::new();
    lab.ok("sqs", "CreateQueue", json!({ "QueueName": "orders" }));
    let url = "https://sqs.us-east-1.amazonaws.com/123456789012/orders";
    lab.ok("sqs", "SendMessage", json!({ "QueueUrl": url, "MessageBody": "one" }));
    assert_eq!(list(&lab.world, HOME, Kind::Queue)[0].cells[0], Value::Number(1));
    let page = detail(&lab.world, HOME, Kind::Queue, "orders").unwrap();
    let tags = [("team".to_owned(), "shop".to_owned())].into();
    for request in act::retag(&page, &tags) {
        lab.ok("sqs", request.spec().name, request.input());
    }
    assert_eq!(detail(&lab.world, HOME, Kind::Queue, "orders").unwrap().tags, tags);
}

#[test]
fn a_function_lets_services_in_a_statement_at_a_time() {
    let mut lab = Lab::new();
    let trust = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }] });
    let role = json!({ "RoleName": "fn", "AssumeRolePolicyDocument": trust.to_string() });
    lab.ok("iam", "CreateRole", role);
    lab.ok(
        "lambda",
        "CreateFunction",
        json!({ "FunctionName": "pay", "Runtime": "python3.13",
        "Role": "arn:aws:iam::123456789012:role/fn", "Handler": "app.handler",
        "Code": { "ZipFile": "PK\u{3}\u{4}" } }),
    );
    let page = |lab: &Lab| detail(&lab.world, HOME, Kind::Function, "pay").unwrap();
    let statement = act::Statement {
        id: "topics".to_owned(),
        principal: "sns.amazonaws.com".to_owned(),
        source: String::new(),
    };
    let request = act::add_statement(&page(&lab), &statement).unwrap();
    lab.ok("lambda", request.spec().name, request.input());
    assert_eq!(page(&lab).statements, ["topics"]);
    let tags = [("team".to_owned(), "shop".to_owned())].into();
    for request in act::retag(&page(&lab), &tags) {
        lab.ok("lambda", request.spec().name, request.input());
    }
    assert_eq!(page(&lab).tags, tags);
    let request = act::remove_statement(&page(&lab), "topics").unwrap();
    lab.ok("lambda", request.spec().name, request.input());
    assert_eq!(page(&lab).policy, None);
    assert_eq!(act::add_statement(&page(&lab), &act::Statement::default()), None);
}
