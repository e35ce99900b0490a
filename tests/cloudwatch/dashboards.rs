//! Dashboards kept, listed, deleted, tagged; what is wrong with a body.

use serde_json::{Value, json};
use watchtrail::sim::{Call, Command, Region, Span, Via, Who};

use super::{case, request};
use crate::support::Lab;

fn put(lab: &mut Lab, name: &str, body: &str) -> Value {
    lab.ok("cloudwatch", "PutDashboard", json!({ "DashboardName": name, "DashboardBody": body }))
}

fn refused(body: Value) -> Value {
    refused_text(&body.to_string())
}

fn refused_text(body: &str) -> Value {
    let input = json!({ "DashboardName": "d", "DashboardBody": body });
    Lab::new().fails("cloudwatch", "PutDashboard", input)
}

fn graph(changes: Value) -> Value {
    let mut properties =
        json!({ "metrics": [["AWS/EC2", "CPUUtilization"]], "region": "us-east-1" });
    for (key, value) in changes.as_object().unwrap() {
        properties[key] = value.clone();
    }
    json!({ "widgets": [{ "type": "metric", "properties": properties }] })
}

fn text_widget() -> Value {
    json!({ "type": "text", "properties": { "markdown": "hello" } })
}

fn widget(changes: Value) -> Value {
    let mut widget = text_widget();
    for (key, value) in changes.as_object().unwrap() {
        widget[key] = value.clone();
    }
    json!({ "widgets": [widget] })
}

#[test]
fn a_dashboard_is_kept_as_it_was_given_and_belongs_to_the_account() {
    let mut lab = Lab::new();
    let body = "{ \"widgets\" : [] }\n";
    assert_eq!(put(&mut lab, "main", body), json!({ "DashboardValidationMessages": [] }));
    let get = request("GetDashboard", json!({ "DashboardName": "main" })).unwrap();
    let seoul = "ap-northeast-2".parse::<Region>().unwrap();
    let call =
        Call { who: Who::User("admin".to_owned()), region: seoul, via: Via::Cli, request: get };
    let reply = lab.world.apply(&Command::Call(call)).reply.unwrap();
    let arn = "arn:aws:cloudwatch::123456789012:dashboard/main";
    assert_eq!(
        reply,
        json!({ "DashboardArn": arn, "DashboardBody": body, "DashboardName": "main" })
    );
    lab.sleep(Span::mins(5));
    put(&mut lab, "main", "{\"widgets\":[],\"start\":\"-PT6H\"}");
    assert_eq!(
        lab.ok("cloudwatch", "ListDashboards", json!({})),
        json!({ "DashboardEntries": [{
            "DashboardName": "main", "DashboardArn": arn,
            "LastModified": "2025-01-06T00:05:00+00:00", "Size": 30,
        }] })
    );
}

#[test]
fn listings_take_a_prefix_and_come_in_pages() {
    let mut lab = Lab::new();
    for i in 0..1001 {
        put(&mut lab, &format!("d{i:04}"), "{\"widgets\":[]}");
    }
    put(&mut lab, "e", "{\"widgets\":[]}");
    let first = lab.ok("cloudwatch", "ListDashboards", json!({ "DashboardNamePrefix": "d" }));
    assert_eq!(first["DashboardEntries"].as_array().unwrap().len(), 1000);
    let next = json!({ "DashboardNamePrefix": "d", "NextToken": first["NextToken"] });
    let second = lab.ok("cloudwatch", "ListDashboards", next);
    assert_eq!(second["DashboardEntries"][0]["DashboardName"], "d1000");
    assert_eq!(second["DashboardEntries"].as_array().unwrap().len(), 1);
    assert_eq!(second.get("NextToken"), None);
}

#[test]
fn deleting_is_all_or_nothing() {
    let mut lab = Lab::new();
    put(&mut lab, "a", "{\"widgets\":[]}");
    put(&mut lab, "b", "{\"widgets\":[]}");
    let missing = json!({ "code": "ResourceNotFound", "message": "Dashboard z does not exist",
        "http": 404 });
    let names = |names: &[&str]| json!({ "DashboardNames": names });
    assert_eq!(lab.fails("cloudwatch", "DeleteDashboards", names(&["a", "z"])), missing);
    let left = |lab: &mut Lab| {
        let reply = lab.ok("cloudwatch", "ListDashboards", json!({}));
        reply["DashboardEntries"].as_array().unwrap().len()
    };
    assert_eq!(left(&mut lab), 2);
    lab.ok("cloudwatch", "DeleteDashboards", names(&["a", "b"]));
    assert_eq!(left(&mut lab), 0);
    assert_eq!(lab.fails("cloudwatch", "GetDashboard", json!({ "DashboardName": "z" })), missing);
}

/// The vectors about dashboards. Those of a body stand in a list of what the validator found.
#[test]
fn faults_are_told_in_aws_s_words() {
    let named = json!({ "DashboardName": "a b", "DashboardBody": "{\"widgets\":[]}" });
    let error = Lab::new().fails("cloudwatch", "PutDashboard", named);
    assert_eq!(error["code"], case("api_errors", "db1")["errorCode"]);
    assert_eq!(error["message"], case("api_errors", "db1")["message"]);
    for text in ["no JSON", "[]", "3"] {
        let error = refused_text(text);
        assert_eq!(error["code"], case("api_errors", "db2")["errorCode"], "{text}");
        assert_eq!(error["message"], case("api_errors", "db2")["message"], "{text}");
    }
    let place = |changes| widget(changes);
    let no_region = json!({ "widgets": [{ "type": "metric",
        "properties": { "metrics": [["AWS/EC2", "CPUUtilization"]] } }] });
    for (id, body, path) in [
        ("db3", json!({}), ""),
        ("db4", place(json!({ "x": 24 })), "/widgets/0/x"),
        ("db5", place(json!({ "width": 25 })), "/widgets/0/width"),
        ("db6", place(json!({ "height": 1001 })), "/widgets/0/height"),
        ("db7", no_region, "/widgets/0/properties"),
    ] {
        let case = case("api_errors", id);
        let list = json!([{ "dataPath": path, "message": case["message"] }]);
        let list = serde_json::to_string_pretty(&list).unwrap();
        let message =
            format!("The dashboard body is invalid, there are 1 validation errors:\n{list}");
        let expected = json!({ "code": "InvalidParameterInput", "message": message, "http": 400 });
        assert_eq!(refused(body), expected, "{id}");
    }
}

#[test]
fn every_fault_is_found_at_its_place() {
    let pairs = "Should NOT have more than 2 items";
    let metric = |options: Value| graph(json!({ "metrics": [["A", "b", options]] }));
    let allowed = "Should be equal to one of the allowed values";
    let text = "Invalid metric field type, only \"String\" type is allowed";
    let first = "/widgets/0/properties/metrics/0";
    for (body, path, message) in [
        (metric(json!({ "color": "red" })), first, pairs),
        (metric(json!({ "dimension": { "a": "b" } })), first, pairs),
        (metric(json!({ "period": 90 })), first, pairs),
        (graph(json!({ "metrics": [{ "expression": "m1" }] })), first, "Should be array"),
        (graph(json!({ "metrics": [["A", "b", "c", 1]] })), &format!("{first}/3"), text),
        (
            graph(json!({ "period": 90 })),
            "/widgets/0/properties/period",
            "Should be multiple of 60",
        ),
        (graph(json!({ "view": "line" })), "/widgets/0/properties/view", allowed),
        (
            graph(json!({ "view": "gauge" })),
            "/widgets/0/properties",
            "Should have required property 'yAxis'",
        ),
        (graph(json!({ "title": 3 })), "/widgets/0/properties/title", "Should be string"),
        (widget(json!({ "type": "clock" })), "/widgets/0/type", allowed),
        (widget(json!({ "x": -1 })), "/widgets/0/x", "Should be >= 0"),
        (widget(json!({ "width": 0 })), "/widgets/0/width", "Should be >= 1"),
        (widget(json!({ "y": 0.5 })), "/widgets/0/y", "Should be integer"),
        (
            widget(json!({ "properties": {} })),
            "/widgets/0/properties",
            "Should have required property 'markdown'",
        ),
        (
            json!({ "widgets": [{ "type": "alarm", "properties": { "alarms": "a" } }] }),
            "/widgets/0/properties/alarms",
            "Should be array",
        ),
        (json!({ "widgets": {} }), "/widgets", "Should be array"),
        (json!({ "widgets": [], "periodOverride": "no" }), "/periodOverride", allowed),
        (
            json!({ "widgets": vec![text_widget(); 501] }),
            "/widgets",
            "Should NOT have more than 500 items",
        ),
    ] {
        let message = json!([{ "dataPath": path, "message": message }]);
        let found = refused(body.clone());
        let (_, list) = found["message"].as_str().unwrap().split_once(":\n").unwrap();
        assert_eq!(serde_json::from_str::<Value>(list).unwrap(), message, "{path}");
    }
}

#[test]
fn both_sides_of_each_bound_are_kept() {
    let mut lab = Lab::new();
    for body in [
        widget(json!({ "x": 0, "y": 0, "width": 1, "height": 1 })),
        widget(json!({ "x": 23, "width": 24, "height": 1000 })),
        graph(json!({ "period": 60 })),
        graph(json!({ "metrics": [["A", "b", { "period": 10, "color": "#1f77b4" }]] })),
        graph(json!({ "metrics": [["A", "b", { "id": "m1", "visible": false }],
            [{ "expression": "m1*2", "label": "twice", "yAxis": "right" }]] })),
        graph(json!({ "view": "gauge", "yAxis": { "left": { "min": 0, "max": 100 } } })),
        json!({ "widgets": [{ "type": "metric", "properties": { "region": "us-east-1",
            "annotations": { "alarms": ["arn:aws:cloudwatch:us-east-1:1:alarm:a"] } } }] }),
        json!({ "widgets": [{ "type": "log",
            "properties": { "region": "us-east-1", "query": "SOURCE 'a'" } }] }),
    ] {
        let reply = put(&mut lab, "d", &body.to_string());
        assert_eq!(reply, json!({ "DashboardValidationMessages": [] }), "{body}");
    }
}

#[test]
fn what_aws_does_not_document_is_remarked_on_and_saved() {
    let mut lab = Lab::new();
    let body = widget(json!({ "note": 1 }));
    assert_eq!(
        put(&mut lab, "d", &body.to_string()),
        json!({ "DashboardValidationMessages": [
            { "DataPath": "/widgets/0/note", "Message": "Should NOT have additional properties" },
        ] })
    );
    let kept = lab.ok("cloudwatch", "GetDashboard", json!({ "DashboardName": "d" }));
    assert_eq!(kept["DashboardBody"], body.to_string());
}

#[test]
fn tags_come_with_a_new_dashboard_and_stay() {
    let mut lab = Lab::new();
    let tagged = |value: &str| {
        json!({ "DashboardName": "d", "DashboardBody": "{\"widgets\":[]}",
            "Tags": [{ "Key": "team", "Value": value }] })
    };
    lab.ok("cloudwatch", "PutDashboard", tagged("ops"));
    lab.ok("cloudwatch", "PutDashboard", tagged("dev"));
    let arn = json!({ "ResourceARN": "arn:aws:cloudwatch::123456789012:dashboard/d" });
    let tags =
        |lab: &mut Lab| lab.ok("cloudwatch", "ListTagsForResource", arn.clone())["Tags"].take();
    assert_eq!(tags(&mut lab), json!([{ "Key": "team", "Value": "ops" }]));
    let mut input = arn.clone();
    input["Tags"] = json!([{ "Key": "team", "Value": "web" }]);
    lab.ok("cloudwatch", "TagResource", input);
    assert_eq!(tags(&mut lab), json!([{ "Key": "team", "Value": "web" }]));
    let mut input = arn.clone();
    input["TagKeys"] = json!(["team"]);
    lab.ok("cloudwatch", "UntagResource", input);
    assert_eq!(tags(&mut lab), json!([]));
}

#[test]
fn calls_are_authorised_on_the_dashboard_and_recorded() {
    let mut lab = Lab::new();
    put(&mut lab, "main", "{\"widgets\":[]}");
    let record = lab.world.cloudtrail().records().last().unwrap();
    let dashboard = [("AWS::CloudWatch::Dashboard".to_owned(), "main".to_owned())];
    assert_eq!(record.resources, dashboard);
    let record = record.json();
    assert_eq!(
        record["requestParameters"],
        json!({ "dashboardName": "main", "dashboardBody": "{\"widgets\":[]}" })
    );
    assert_eq!(record["responseElements"], json!({ "dashboardValidationMessages": [] }));
    let only = json!({ "UserName": "jiwoo", "PolicyName": "no", "PolicyDocument": json!({
        "Version": "2012-10-17",
        "Statement": [{ "Effect": "Deny", "Action": "cloudwatch:*Dashboard*",
            "Resource": "arn:aws:cloudwatch::123456789012:dashboard/main" }],
    }).to_string() });
    lab.ok("iam", "PutUserPolicy", only);
    let input = |name: &str| json!({ "DashboardName": name, "DashboardBody": "{\"widgets\":[]}" });
    assert!(lab.call("jiwoo", "cloudwatch", "PutDashboard", input("main")).reply.is_err());
    assert!(lab.call("jiwoo", "cloudwatch", "PutDashboard", input("mine")).reply.is_ok());
    assert!(lab.call("jiwoo", "cloudwatch", "ListDashboards", json!({})).reply.is_ok());
}
