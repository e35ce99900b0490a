//! The pages of log groups.

use serde_json::json;
use watchtrail::sim::{Region, Scope};
use watchtrail::view::logs::filters::{self, Besides, Fault, Form};
use watchtrail::view::logs::{self, act};

use crate::support::Lab;

#[test]
fn groups_lead_to_streams_and_those_to_events() {
    let mut lab = Lab::new();
    let scope = Scope { account: lab.world.account(), region: Region::US_EAST_1 };
    assert_eq!(logs::list(&lab.world, scope), []);
    let named = json!({ "logGroupName": "/shop" });
    lab.ok("logs", "CreateLogGroup", named.clone());
    let stream = json!({ "logGroupName": "/shop", "logStreamName": "s" });
    lab.ok("logs", "CreateLogStream", stream.clone());
    let record = json!({ "eventName": "StopLogging", "eventID": "e-1", "errorCode": "AccessDenied",
        "userIdentity": { "type": "IAMUser", "userName": "jiwoo" } });
    let now = lab.world.now().as_millis();
    let mut input = stream;
    input["logEvents"] = json!([
        { "timestamp": now, "message": "plain text" },
        { "timestamp": now + 1, "message": record.to_string() },
    ]);
    lab.ok("logs", "PutLogEvents", input);
    let [row] = logs::list(&lab.world, scope).try_into().unwrap();
    assert_eq!((row.name.as_str(), row.streams, row.days), ("/shop", 1, None));
    let one = logs::one(&lab.world, scope, "/shop").unwrap();
    assert_eq!((one.streams[0].name.as_str(), one.streams[0].events), ("s", 2));
    let events = logs::events(&lab.world, scope, "/shop", "s").unwrap();
    let lines: Vec<_> = events.rows.iter().map(|row| row.line.as_str()).collect();
    assert_eq!(lines, ["plain text", "StopLogging · jiwoo · AccessDenied"]);
    assert_eq!(events.rows[1].record.as_deref(), Some("e-1"));
    assert!(events.rows[1].text.contains("\n  \"eventName\": \"StopLogging\""));
    assert_eq!(logs::events(&lab.world, scope, "/shop", "t"), None);
    assert_eq!(logs::one(&lab.world, scope, "/other"), None);
}

fn scope(lab: &Lab) -> Scope {
    Scope { account: lab.world.account(), region: Region::US_EAST_1 }
}

/// A group with an event that is JSON between two that are not.
fn shop(lab: &mut Lab) {
    for request in act::create("/shop", Some(7)) {
        lab.request(request);
    }
    let stream = json!({ "logGroupName": "/shop", "logStreamName": "s" });
    lab.ok("logs", "CreateLogStream", stream.clone());
    let now = lab.world.now().as_millis();
    let mut input = stream;
    input["logEvents"] = json!([
        { "timestamp": now, "message": "started" },
        { "timestamp": now + 1, "message": r#"{"status":500,"path":"/pay"}"# },
        { "timestamp": now + 2, "message": "stopped" },
    ]);
    lab.ok("logs", "PutLogEvents", input);
}

#[test]
fn groups_are_made_kept_and_deleted_by_requests() {
    let mut lab = Lab::new();
    shop(&mut lab);
    let days = |lab: &Lab| logs::list(&lab.world, scope(lab)).first().map(|row| row.days);
    assert_eq!(days(&lab), Some(Some(7)));
    assert_eq!(act::create("/shop", None).len(), 1);
    lab.request(act::retention("/shop", None));
    assert_eq!(days(&lab), Some(None));
    lab.request(act::delete("/shop"));
    assert_eq!(days(&lab), None);
}

#[test]
fn a_pattern_is_tried_on_the_newest_events() {
    let mut lab = Lab::new();
    shop(&mut lab);
    let newest = logs::one(&lab.world, scope(&lab), "/shop").unwrap().newest;
    assert_eq!(newest, ["started", r#"{"status":500,"path":"/pay"}"#, "stopped"]);
    let pattern = r#"{ $.status = 500 && $.path = "/pay" }"#;
    let answer = lab.request(filters::test(pattern, &newest).unwrap());
    let found: Vec<_> = filters::trials(&newest, &answer).into_iter().map(|it| it.taken).collect();
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(found, [None, Some(vec![pair("$.path", "/pay"), pair("$.status", "500")]), None]);
    assert_eq!(filters::test(pattern, &[]), None);
    assert_eq!(filters::typed("a\n\n b \n"), ["a", " b "]);
}

#[test]
fn the_form_of_a_filter_is_put_and_read_again() {
    let mut lab = Lab::new();
    shop(&mut lab);
    let mut form = Form {
        name: "errors".into(),
        pattern: "{ $.status = 500 }".into(),
        namespace: "Shop".into(),
        metric: "Errors".into(),
        unit: "Count".into(),
        ..Form::default()
    };
    let put = |lab: &mut Lab, form: &Form| {
        lab.request(form.request("/shop").unwrap());
        let [row] = logs::one(&lab.world, scope(lab), "/shop").unwrap().filters.try_into().unwrap();
        row
    };
    assert_eq!(Form::of(&put(&mut lab, &form)), form);
    form.besides = Besides::Default;
    let row = put(&mut lab, &form);
    assert_eq!((row.default, row.unit), (Some(0.0), Some("Count")));
    assert_eq!(Form::of(&row), form);
    form.besides = Besides::Dimensions;
    form.dimensions = "Path=$.path, Status=$.status".into();
    assert_eq!(Form::of(&put(&mut lab, &form)), form);
    lab.request(act::delete_filter("/shop", "errors"));
    assert_eq!(logs::one(&lab.world, scope(&lab), "/shop").unwrap().filters, []);
}

#[test]
fn what_is_missing_or_unreadable_in_the_form_is_said() {
    let full = || Form {
        name: "errors".into(),
        namespace: "Shop".into(),
        metric: "Errors".into(),
        ..Form::default()
    };
    assert!(full().request("/shop").is_ok());
    let fault = |change: fn(&mut Form)| {
        let mut form = full();
        change(&mut form);
        form.request("/shop").err()
    };
    assert_eq!(fault(|form| form.name = " ".into()), Some(Fault::Missing));
    assert_eq!(fault(|form| form.value = String::new()), Some(Fault::Missing));
    assert_eq!(
        fault(|form| (form.besides, form.default) = (Besides::Default, "many".into())),
        Some(Fault::Default)
    );
    for text in ["", "Path", "=$.path", "Path="] {
        let mut form = Form { besides: Besides::Dimensions, ..full() };
        form.dimensions = text.into();
        assert_eq!(form.request("/shop"), Err(Fault::Dimensions), "{text}");
    }
}
