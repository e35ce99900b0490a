//! Tables: items and expressions, who may reach which, what is recorded and measured of them.

use serde_json::{Value, json};
use watchtrail::sim::Span;

use crate::support::Lab;

const TABLE: &str = "arn:aws:dynamodb:us-east-1:123456789012:table/Music";

/// A world with a table on demand that is there.
fn lab() -> Lab {
    let mut lab = Lab::new();
    let made = lab.ok(
        "dynamodb",
        "CreateTable",
        json!({ "TableName": "Music",
        "AttributeDefinitions": [{ "AttributeName": "Artist", "AttributeType": "S" },
            { "AttributeName": "Year", "AttributeType": "N" }],
        "KeySchema": [{ "AttributeName": "Artist", "KeyType": "HASH" },
            { "AttributeName": "Year", "KeyType": "RANGE" }],
        "BillingMode": "PAY_PER_REQUEST" }),
    );
    assert_eq!(made["TableDescription"]["TableStatus"], "CREATING");
    lab.sleep(Span::secs(10));
    lab
}

fn key(artist: &str, year: i32) -> Value {
    json!({ "Artist": { "S": artist }, "Year": { "N": year.to_string() } })
}

fn put(lab: &mut Lab, artist: &str, year: i32, more: Value) {
    let mut item = key(artist, year);
    let more = more.as_object().unwrap().clone();
    item.as_object_mut().unwrap().extend(more);
    lab.ok("dynamodb", "PutItem", json!({ "TableName": "Music", "Item": item }));
}

fn get(lab: &mut Lab, artist: &str, year: i32) -> Value {
    let input = json!({ "TableName": "Music", "Key": key(artist, year) });
    lab.ok("dynamodb", "GetItem", input)["Item"].clone()
}

fn last_record(lab: &Lab, name: &str) -> Value {
    let records = lab.world.cloudtrail().records();
    let mut all = records.iter().map(|record| record.json());
    all.rfind(|one| one["eventName"] == name).unwrap()
}

/// Whether a condition holds of one item.
#[test]
fn conditions_hold_or_do_not() {
    let mut lab = lab();
    let item = json!({ "Title": { "S": "Louder" }, "Awards": { "N": "10" },
        "Tags": { "SS": ["live", "new"] },
        "Tour": { "M": { "Cities": { "L": [{ "S": "Seoul" }] } } },
        "Sold": { "BOOL": false } });
    put(&mut lab, "Acme", 2015, item);
    let cases = [
        ("Title = :louder", true),
        ("Title <> :louder", false),
        ("Absent <> :louder", true),
        ("Absent = :louder", false),
        ("Awards > :nine AND Awards <= :ten", true),
        // By number, not by letter.
        ("Awards BETWEEN :nine AND :hundred", true),
        ("Awards IN (:nine, :ten)", true),
        ("NOT Awards = :ten", false),
        ("(Awards = :nine OR Awards = :ten) AND attribute_exists(Tour.Cities[0])", true),
        ("attribute_not_exists(Tour.Cities[1])", true),
        ("attribute_type(Tags, :ss)", true),
        ("begins_with(Title, :lou)", true),
        ("contains(Tags, :live) and contains(Title, :lou)", true),
        ("contains(Tour.Cities, :louder)", false),
        ("size(Tags) = :two", true),
        ("(size(Title)) >= :nine", false),
        ("Title > :nine", false),
    ];
    let values = json!({ ":louder": { "S": "Louder" }, ":lou": { "S": "Lou" },
        ":nine": { "N": "9" }, ":ten": { "N": "10.0" }, ":hundred": { "N": "1e2" },
        ":two": { "N": "2" }, ":ss": { "S": "SS" }, ":live": { "S": "live" } });
    for (condition, holds) in cases {
        let used = values.as_object().unwrap().iter();
        let words: Vec<&str> =
            condition.split(|c: char| !c.is_ascii_alphanumeric() && c != ':').collect();
        let used: serde_json::Map<String, Value> = used
            .filter(|(name, _)| words.contains(&name.as_str()))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        let mut input = json!({ "TableName": "Music", "Key": key("Acme", 2015),
            "ConditionExpression": condition });
        if !used.is_empty() {
            input["ExpressionAttributeValues"] = Value::Object(used);
        }
        let reply = lab.call("admin", "dynamodb", "UpdateItem", input).reply;
        match reply {
            Ok(_) => assert!(holds, "{condition}"),
            Err(error) => {
                assert_eq!(error.message, "The conditional request failed", "{condition}");
                assert!(!holds, "{condition}");
            }
        }
    }
}

#[test]
fn updates_change_what_they_say() {
    let cases = [
        ("SET Awards = Awards + :one", json!({ "Awards": { "N": "11" } })),
        ("SET Awards = if_not_exists(Absent, :one)", json!({ "Awards": { "N": "1" } })),
        (
            "SET Cities = list_append(Cities, :list)",
            json!({ "Cities": { "L": [{ "S": "Seoul" }, { "S": "Busan" }, { "S": "Jeju" }] } }),
        ),
        (
            "REMOVE Cities[0], Awards",
            json!({ "Cities": { "L": [{ "S": "Busan" }] }, "Awards": null }),
        ),
        (
            "ADD Awards :one, Tags :tags",
            json!({ "Awards": { "N": "11" }, "Tags": { "SS": ["live", "new"] } }),
        ),
        ("DELETE Tags :live", json!({ "Tags": null })),
        (
            "SET Cities[9] = :busan REMOVE Awards",
            json!({ "Cities": { "L": [{ "S": "Seoul" }, { "S": "Busan" }, { "S": "Busan" }] } }),
        ),
    ];
    let values = json!({ ":one": { "N": "1" }, ":list": { "L": [{ "S": "Jeju" }] },
        ":tags": { "SS": ["new"] }, ":live": { "SS": ["live"] }, ":busan": { "S": "Busan" } });
    for (update, expected) in cases {
        let mut lab = lab();
        put(
            &mut lab,
            "Acme",
            1,
            json!({ "Awards": { "N": "10" }, "Tags": { "SS": ["live"] },
            "Cities": { "L": [{ "S": "Seoul" }, { "S": "Busan" }] } }),
        );
        let used = values.as_object().unwrap().iter().filter(|(name, _)| update.contains(*name));
        let used: serde_json::Map<String, Value> =
            used.map(|(name, value)| (name.clone(), value.clone())).collect();
        let mut input = json!({ "TableName": "Music", "Key": key("Acme", 1),
            "UpdateExpression": update });
        if !used.is_empty() {
            input["ExpressionAttributeValues"] = Value::Object(used);
        }
        lab.ok("dynamodb", "UpdateItem", input);
        let item = get(&mut lab, "Acme", 1);
        for (name, value) in expected.as_object().unwrap() {
            assert_eq!(item[name], *value, "{update}");
        }
    }
}

#[test]
fn wrong_expressions_are_refused_in_the_words_of_aws() {
    let cases = [
        (
            "SET Awards = Awards - :s",
            "Invalid UpdateExpression: Incorrect operand type for operator or function; operator \
             or function: -, operand type: S",
        ),
        (
            "SET Absent2 = Absent + :n",
            "The provided expression refers to an attribute that does not exist in the item",
        ),
        (
            "SET A = :n, A = :n",
            "Invalid UpdateExpression: Two document paths overlap with each other; must remove or \
             rewrite one of these paths; path one: [A], path two: [A]",
        ),
        (
            "SET A = :n SET B = :n",
            "Invalid UpdateExpression: The \"SET\" section can only be used once in an update \
             expression;",
        ),
        (
            "SET A.B = :n",
            "The document path provided in the update expression is invalid for update",
        ),
        (
            "ADD A :s",
            "Invalid UpdateExpression: Incorrect operand type for operator or function; operator: \
             ADD, operand type: STRING, typeSet: ALLOWED_FOR_ADD_OPERAND",
        ),
        ("SET A :n", "Invalid UpdateExpression: Syntax error; token: \":n\", near: \"A :n\""),
        ("SET A = foo(:n)", "Invalid UpdateExpression: Invalid function name; function: foo"),
        (
            "SET A = :none",
            "Invalid UpdateExpression: An expression attribute value used in expression is not \
             defined; attribute value: :none",
        ),
        (
            "REMOVE Name",
            "Invalid UpdateExpression: Attribute name is a reserved keyword; reserved keyword: \
             Name",
        ),
        (
            "REMOVE A",
            "Value provided in ExpressionAttributeValues unused in expressions: keys: {:n, :s}",
        ),
        ("", "Invalid UpdateExpression: The expression can not be empty;"),
    ];
    let mut lab = lab();
    for (update, message) in cases {
        let mut values = json!({ ":n": { "N": "1" }, ":s": { "S": "x" } });
        if update != "REMOVE A" {
            values.as_object_mut().unwrap().retain(|name, _| update.contains(name.as_str()));
        }
        let mut input = json!({ "TableName": "Music", "Key": key("Acme", 1),
            "UpdateExpression": update });
        if !values.as_object().unwrap().is_empty() || update == "SET A = :none" {
            if values.as_object().unwrap().is_empty() {
                values = json!({ ":n": { "N": "1" } });
            }
            input["ExpressionAttributeValues"] = values;
        }
        let error = lab.fails("dynamodb", "UpdateItem", input);
        assert_eq!(error["message"], message, "{update}");
    }
    let deep = format!("{}A = :n{}", "(".repeat(3), ")".repeat(3));
    let input = json!({ "TableName": "Music", "Key": key("Acme", 1), "ConditionExpression": deep,
        "ExpressionAttributeValues": { ":n": { "N": "1" } } });
    let error = lab.fails("dynamodb", "DeleteItem", input);
    let text = "Invalid ConditionExpression: The expression has redundant parentheses;";
    assert_eq!(error["message"], text);
}

#[test]
fn a_query_gives_a_stretch_of_a_partition_in_its_order() {
    let mut lab = lab();
    for year in [9, 10, 100, 2] {
        put(&mut lab, "Acme", year, json!({}));
    }
    put(&mut lab, "Other", 9, json!({}));
    let mut query = |range: &str, forward: bool, limit: Option<i32>| {
        let mut input = json!({ "TableName": "Music", "ScanIndexForward": forward,
            "KeyConditionExpression": format!("Artist = :a{range}"),
            "ExpressionAttributeNames": { "#Y": "Year" },
            "ExpressionAttributeValues": { ":a": { "S": "Acme" }, ":n": { "N": "9" },
                ":m": { "N": "10" } } });
        if !range.contains(":m") {
            input["ExpressionAttributeValues"].as_object_mut().unwrap().remove(":m");
        }
        if !range.contains(":n") {
            input["ExpressionAttributeValues"].as_object_mut().unwrap().remove(":n");
        }
        if range.is_empty() {
            input.as_object_mut().unwrap().remove("ExpressionAttributeNames");
        }
        if let Some(limit) = limit {
            input["Limit"] = json!(limit);
        }
        let reply = lab.ok("dynamodb", "Query", input);
        let years: Vec<String> = reply["Items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|item| item["Year"]["N"].as_str().unwrap().to_owned())
            .collect();
        (years, reply["LastEvaluatedKey"]["Year"]["N"].clone())
    };
    let all = |years: &[&str]| years.iter().map(|year| (*year).to_owned()).collect::<Vec<_>>();
    assert_eq!(query("", true, None), (all(&["2", "9", "10", "100"]), Value::Null));
    assert_eq!(query("", false, Some(2)), (all(&["100", "10"]), json!("10")));
    assert_eq!(query(" AND #Y > :n", true, None).0, all(&["10", "100"]));
    assert_eq!(query(" AND :n >= #Y", true, None).0, all(&["2", "9"]));
    assert_eq!(query(" AND #Y BETWEEN :n AND :m", true, None).0, all(&["9", "10"]));
}

#[test]
fn records_keep_keys_and_names_and_nothing_that_was_written() {
    let mut lab = lab();
    put(&mut lab, "Acme", 2015, json!({ "Title": { "S": "secret" } }));
    let record = last_record(&lab, "PutItem");
    let members = |record: &Value| {
        json!([
            record["eventCategory"],
            record["readOnly"],
            record["apiVersion"],
            record["requestParameters"],
            record["responseElements"],
            record["resources"]
        ])
    };
    let resources =
        json!([{ "accountId": "123456789012", "type": "AWS::DynamoDB::Table", "ARN": TABLE }]);
    let request = json!({ "tableName": "Music", "key": { "Artist": "Acme", "Year": "2015" },
        "item": ["Artist", "Title", "Year"] });
    let expected = json!(["Data", false, "2012-08-10", request, null, resources]);
    assert_eq!(members(&record), expected);
    let id = record["requestID"].as_str().unwrap();
    assert_eq!((id.len(), id.ends_with("VV4KQNSO5AEMVJF66Q9ASUAAJG")), (52, true));
    let update = json!({ "TableName": "Music", "Key": key("Acme", 2015),
        "UpdateExpression": "SET #T = :t", "ConditionExpression": "attribute_not_exists(#T)",
        "ExpressionAttributeNames": { "#T": "Title" },
        "ExpressionAttributeValues": { ":t": { "S": "hidden" } } });
    lab.fails("dynamodb", "UpdateItem", update);
    let record = last_record(&lab, "UpdateItem");
    assert_eq!(record["errorCode"], "ConditionalCheckFailedException");
    let request = json!({ "tableName": "Music", "key": { "Artist": "Acme", "Year": "2015" },
        "updateExpression": "SET #T = :t", "conditionExpression": "attribute_not_exists(#T)",
        "expressionAttributeNames": { "#T": "Title" } });
    assert_eq!(record["requestParameters"], request);
    let record = last_record(&lab, "CreateTable");
    let made = &record["responseElements"]["tableDescription"];
    assert_eq!(made["creationDateTime"], "Jan 6, 2025, 12:00:00 AM");
    assert_eq!(record["managementEvent"], true);
}

/// The classic of fine-grained access: everybody the items under his own name.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html>
#[test]
fn leading_keys_and_attributes_decide() {
    let mut lab = lab();
    put(&mut lab, "jiwoo", 1, json!({ "Title": { "S": "mine" }, "Pay": { "N": "1" } }));
    let policy = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow",
        "Action": ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem"], "Resource": TABLE,
        "Condition": {
            "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["${aws:username}"],
                "dynamodb:Attributes": ["Artist", "Year", "Title"] },
            "StringEqualsIfExists": { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" } } }] });
    let input = json!({ "UserName": "jiwoo", "PolicyName": "own",
        "PolicyDocument": policy.to_string() });
    lab.ok("iam", "PutUserPolicy", input);
    let query = |artist: &str, projection: &str| {
        json!({ "TableName": "Music", "KeyConditionExpression": "Artist = :a",
            "ProjectionExpression": projection,
            "ExpressionAttributeValues": { ":a": { "S": artist } } })
    };
    let mut all = query("jiwoo", "Title");
    all.as_object_mut().unwrap().remove("ProjectionExpression");
    let item = |artist: &str, name: &str| {
        let mut item = key(artist, 2);
        item[name] = json!({ "S": "x" });
        json!({ "TableName": "Music", "Item": item })
    };
    let cases = [
        ("Query", query("jiwoo", "Title"), true),
        ("Query", query("minsu", "Title"), false),
        ("Query", query("jiwoo", "Title, Pay"), false),
        ("Query", all, false),
        ("PutItem", item("jiwoo", "Title"), true),
        ("PutItem", item("jiwoo", "Pay"), false),
        ("PutItem", item("minsu", "Title"), false),
    ];
    for (op, input, allowed) in cases {
        let reply = lab.call("jiwoo", "dynamodb", op, input.clone()).reply;
        assert_eq!(reply.is_ok(), allowed, "{op} {input} {reply:?}");
    }
    let error = lab.call("jiwoo", "dynamodb", "Scan", json!({ "TableName": "Music" })).reply;
    let error = error.unwrap_err();
    assert_eq!((error.code.as_str(), error.http), ("AccessDeniedException", 400));
    let text = "User: arn:aws:iam::123456789012:user/jiwoo is not authorized to perform: \
                dynamodb:Scan on resource: arn:aws:dynamodb:us-east-1:123456789012:table/Music \
                because no identity-based policy allows the dynamodb:Scan action";
    assert_eq!(error.message, text);
    assert_eq!(last_record(&lab, "Scan")["errorCode"], "AccessDenied");
}

#[test]
fn a_policy_of_the_table_lets_somebody_in_or_keeps_out() {
    let mut lab = lab();
    put(&mut lab, "Acme", 1, json!({}));
    let read = json!({ "TableName": "Music", "Key": key("Acme", 1) });
    assert!(lab.call("jiwoo", "dynamodb", "GetItem", read.clone()).reply.is_err());
    let mut set = |effect: &str, action: &str| {
        let policy = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": effect,
            "Principal": { "AWS": "arn:aws:iam::123456789012:user/jiwoo" },
            "Action": action, "Resource": TABLE }] });
        let input = json!({ "ResourceArn": TABLE, "Policy": policy.to_string() });
        lab.ok("dynamodb", "PutResourcePolicy", input)["RevisionId"].clone()
    };
    let first = set("Allow", "dynamodb:GetItem");
    assert_eq!(set("Allow", "dynamodb:GetItem"), first, "the same text is the same revision");
    assert!(lab.call("jiwoo", "dynamodb", "GetItem", read).reply.is_ok());
}

#[test]
fn the_size_that_is_told_is_hours_old() {
    let mut lab = lab();
    put(&mut lab, "Acme", 1, json!({}));
    let count = |lab: &mut Lab| {
        let reply = lab.ok("dynamodb", "DescribeTable", json!({ "TableName": "Music" }));
        (reply["Table"]["ItemCount"].clone(), reply["Table"]["TableSizeBytes"].clone())
    };
    assert_eq!(count(&mut lab), (json!(0), json!(0)));
    lab.sleep(Span::hours(6));
    // Names of 6 and 4 bytes, a text of 4, a number of 2.
    assert_eq!(count(&mut lab), (json!(1), json!(16)));
}

#[test]
fn calls_are_metrics() {
    let mut lab = lab();
    let provisioned = json!({ "TableName": "Music", "BillingMode": "PROVISIONED",
        "ProvisionedThroughput": { "ReadCapacityUnits": 7, "WriteCapacityUnits": 3 } });
    lab.ok("dynamodb", "UpdateTable", provisioned);
    lab.sleep(Span::secs(50));
    put(&mut lab, "Acme", 1, json!({ "Title": { "S": "x".repeat(1_500) } }));
    get(&mut lab, "Acme", 1);
    get(&mut lab, "Acme", 2);
    let condition = json!({ "TableName": "Music", "Key": key("Acme", 1),
        "ConditionExpression": "attribute_not_exists(Artist)" });
    lab.fails("dynamodb", "DeleteItem", condition);
    lab.fails("dynamodb", "GetItem", json!({ "TableName": "Nothing", "Key": key("Acme", 1) }));
    lab.sleep(Span::mins(30));
    let mut statistic = |name: &str, stat: &str, dimensions: Value| -> f64 {
        let now = lab.world.now();
        let dimensions: Vec<Value> = dimensions
            .as_object()
            .unwrap()
            .iter()
            .map(|(name, value)| json!({ "Name": name, "Value": value }))
            .collect();
        let input = json!({ "Namespace": "AWS/DynamoDB", "MetricName": name,
            "Dimensions": dimensions, "StartTime": "2025-01-06T00:00:00Z",
            "EndTime": now.rfc3339(), "Period": 3600, "Statistics": [stat] });
        let reply = lab.ok("cloudwatch", "GetMetricStatistics", input);
        reply["Datapoints"]
            .as_array()
            .unwrap()
            .first()
            .map_or(-1.0, |it| it[stat].as_f64().unwrap())
    };
    let table = || json!({ "TableName": "Music" });
    for (name, stat, dimensions, expected) in [
        ("ConsumedReadCapacityUnits", "Sum", table(), 1.0),
        ("ConsumedReadCapacityUnits", "SampleCount", table(), 2.0),
        ("ConsumedWriteCapacityUnits", "Sum", table(), 2.0),
        ("ProvisionedReadCapacityUnits", "Average", table(), 7.0),
        ("ProvisionedWriteCapacityUnits", "Maximum", table(), 3.0),
        ("ConditionalCheckFailedRequests", "Sum", table(), 1.0),
        ("UserErrors", "Sum", json!({}), 1.0),
        (
            "SuccessfulRequestLatency",
            "SampleCount",
            json!({ "TableName": "Music", "Operation": "GetItem" }),
            2.0,
        ),
        ("SuccessfulRequestLatency", "SampleCount", table(), -1.0),
    ] {
        assert_eq!(statistic(name, stat, dimensions), expected, "{name}");
    }
}
