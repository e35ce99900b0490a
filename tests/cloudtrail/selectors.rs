//! Which events a trail takes: the vectors, and what is refused.

use std::borrow::Cow;

use serde_json::{Value, json};
use watchtrail::api::Shape as _;
use watchtrail::services::cloudtrail::select::{Seen, Selectors, complete};
use watchtrail::services::cloudtrail::shapes::EventSelector;

use super::trails::{lab, trail};
use crate::support::vectors;

/// An event as selectors see it, read off a record.
fn seen(record: &Value) -> Seen<'_> {
    let text = |pointer: &str| record.pointer(pointer).and_then(Value::as_str);
    let kind = match text("/eventCategory") == Some("Data") {
        true if text("/eventSource") == Some("monitoring.amazonaws.com") => {
            Some("AWS::CloudWatch::Metric")
        }
        true => text("/resources/0/type"),
        false => None,
    };
    Seen {
        category: text("/eventCategory").unwrap(),
        read_only: record["readOnly"].as_bool().unwrap(),
        source: text("/eventSource").unwrap(),
        name: text("/eventName").unwrap(),
        event_type: text("/eventType").unwrap(),
        resource_type: kind,
        resource: text("/resources/0/ARN").filter(|_| kind.is_some()).map(Cow::Borrowed),
        who: text("/userIdentity/arn").map(Cow::Borrowed),
        console: text("/sessionCredentialFromConsole") == Some("true"),
    }
}

#[test]
fn h_basic_and_advanced_event_selectors_decide_as_the_vectors_say() {
    let (cases, records) = (vectors("ct_selector_cases"), vectors("ct_records"));
    let record = |id: &Value| {
        let all = records["records"].as_array().unwrap();
        &all.iter().find(|record| record["id"] == *id).unwrap()["record"]
    };
    let mut compared = 0;
    for case in cases["cases"].as_array().unwrap() {
        let selectors = match case.get("basic") {
            Some(basic) => {
                let given: Vec<EventSelector> = Vec::read(basic.clone()).unwrap();
                Selectors::Basic(given.iter().map(complete).collect())
            }
            None => Selectors::Advanced(Vec::read(case["advanced"].clone()).unwrap()),
        };
        for (list, taken) in [("logged", true), ("not_logged", false)] {
            for id in case[list].as_array().unwrap() {
                let found = selectors.take(&seen(record(id)));
                assert_eq!(found, taken, "{} {id}", case["id"]);
                compared += 1;
            }
        }
    }
    assert_eq!(compared, 54);
}

#[test]
fn every_selector_of_the_vectors_can_be_put_and_is_told_again() {
    let mut lab = lab();
    trail(&mut lab, json!({ "Name": "main" }));
    for case in vectors("ct_selector_cases")["cases"].as_array().unwrap() {
        let (member, given) = match case.get("basic") {
            Some(basic) => ("EventSelectors", basic),
            None => ("AdvancedEventSelectors", &case["advanced"]),
        };
        let input = json!({ "TrailName": "main", member: given });
        let put = lab.ok("cloudtrail", "PutEventSelectors", input);
        let told = lab.ok("cloudtrail", "GetEventSelectors", json!({ "TrailName": "main" }));
        assert_eq!(put, told);
        assert_eq!(told[member], *given, "{}", case["id"]);
        // Either the one or the other.
        assert_eq!(told.as_object().unwrap().len(), 2, "{}", case["id"]);
    }
}

fn field(name: &str, operator: &str, values: Value) -> Value {
    json!({ "Field": name, operator: values })
}

#[test]
fn h_selectors_aws_would_not_take_are_refused() {
    let mut lab = lab();
    trail(&mut lab, json!({ "Name": "main" }));
    let before = lab.ok("cloudtrail", "GetEventSelectors", json!({ "TrailName": "main" }));
    let object = |values: Value| {
        json!([{ "DataResources": [
        { "Type": "AWS::S3::Object", "Values": values },
    ] }])
    };
    let many: Vec<String> = (0..251).map(|n| format!("arn:aws:s3:::bucket-{n}/")).collect();
    let function = "arn:aws:lambda:us-east-1:123456789012:function:f";
    let basic = [
        json!([]),
        json!([{}, {}, {}, {}, {}, {}]),
        json!([{ "ReadWriteType": "read-only" }]),
        json!([{ "ExcludeManagementEventSources": ["ec2.amazonaws.com"] }]),
        json!([{ "IncludeManagementEvents": false }]),
        json!([{ "IncludeManagementEvents": false,
            "ExcludeManagementEventSources": ["kms.amazonaws.com"] }]),
        json!([{ "DataResources": [{ "Type": "AWS::SNS::Topic", "Values": ["arn:aws:sns"] }] }]),
        object(json!(["arn:aws:s3:::*"])),
        object(json!(["arn:aws:s3:::no-slash"])),
        object(json!(["arn:aws:lambda"])),
        object(json!([])),
        object(json!(many)),
    ];
    for given in basic {
        let input = json!({ "TrailName": "main", "EventSelectors": given });
        let error = lab.fails("cloudtrail", "PutEventSelectors", input);
        assert_eq!(error["code"], "InvalidEventSelectorsException", "{given}");
    }
    let management = || field("eventCategory", "Equals", json!(["Management"]));
    let data = || field("eventCategory", "Equals", json!(["Data"]));
    let objects = || field("resources.type", "Equals", json!(["AWS::S3::Object"]));
    let many: Vec<String> = (0..499).map(|n| format!("Get{n}")).collect();
    let advanced = [
        json!([objects()]),
        json!([management(), management()]),
        json!([field("eventCategory", "Equals", json!(["Insight"]))]),
        json!([field("eventCategory", "StartsWith", json!(["Data"])), objects()]),
        json!([data()]),
        json!([data(), field("resources.type", "Equals", json!(["objects"]))]),
        json!([management(), objects()]),
        json!([management(), field("eventSource", "Equals", json!(["kms.amazonaws.com"]))]),
        json!([management(), field("eventSource", "NotEquals", json!(["ec2.amazonaws.com"]))]),
        json!([data(), objects(), field("readOnly", "Equals", json!(["yes"]))]),
        json!([data(), objects(), field("errorCode", "Equals", json!(["AccessDenied"]))]),
        json!([data(), objects(), { "Field": "eventName" }]),
        json!([data(), objects(), field("eventName", "Equals", json!(many))]),
    ];
    for given in advanced {
        let selectors = json!([{ "FieldSelectors": given }]);
        let input = json!({ "TrailName": "main", "AdvancedEventSelectors": selectors });
        let error = lab.fails("cloudtrail", "PutEventSelectors", input);
        assert_eq!(error["code"], "InvalidEventSelectorsException", "{given}");
    }
    for (given, text) in [
        (
            object(json!(["arn:aws:s3:::*"])),
            "Value arn:aws:s3:::* for DataResources.Values is invalid.",
        ),
        (
            object(json!([function])),
            &*format!("Value {function} for DataResources.Values is invalid."),
        ),
    ] {
        let input = json!({ "TrailName": "main", "EventSelectors": given });
        let error = lab.fails("cloudtrail", "PutEventSelectors", input);
        assert_eq!(error["message"], text);
    }
    let network = json!([{ "FieldSelectors": [
        field("eventCategory", "Equals", json!(["NetworkActivity"])),
    ] }]);
    let input = json!({ "TrailName": "main", "AdvancedEventSelectors": network });
    let error = lab.fails("cloudtrail", "PutEventSelectors", input);
    assert_eq!(error["code"], "NotSimulated");
    let after = lab.ok("cloudtrail", "GetEventSelectors", json!({ "TrailName": "main" }));
    assert_eq!(before, after);
}
