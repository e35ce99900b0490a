//! The body of a dashboard read into a model, placed, and printed back.

use serde_json::{Value, json};
use watchtrail::services::cloudwatch::dashboard::body::{Body, Kind, Metric};
use watchtrail::services::cloudwatch::dashboard::lines::{self, What};
use watchtrail::services::cloudwatch::dashboard::place::{Rect, places};
use watchtrail::services::cloudwatch::dashboard::range::{before, period, range};
use watchtrail::sim::{Span, Time};
use watchtrail::telemetry::MetricId;

fn read(body: &Value) -> Body {
    Body::read(&body.to_string()).unwrap()
}

fn graph(body: &Body) -> &Metric {
    match &body.widgets[0].kind {
        Kind::Metric(metric) => metric,
        other => panic!("{other:?}"),
    }
}

/// Whatever is read is printed back, what the model does not know included.
#[test]
fn bodies_go_round() {
    let graph = json!({
        "title": "CPU", "view": "timeSeries", "stacked": false, "region": "us-east-1",
        "metrics": [
            ["AWS/EC2", "CPUUtilization", "InstanceId", "i-1", { "id": "m1", "color": "#1f77b4" }],
            [{ "expression": "m1 * 2", "label": "twice", "id": "e1", "visible": false }],
        ],
        "stat": "Maximum", "period": 60, "liveData": true, "legend": { "position": "right" },
        "yAxis": { "left": { "min": 0, "max": 100.5, "label": "load", "showUnits": false },
            "up": 1 },
        "annotations": { "horizontal": [{ "label": "high", "value": 70, "fill": "above" }],
            "vertical": [{ "value": "2025-01-06T10:00:00Z" }], "alarms": ["arn"], "odd": {} },
    });
    let widgets = json!([
        { "type": "metric", "x": 0, "y": 0, "width": 12, "height": 6, "properties": graph },
        { "type": "text", "properties": { "markdown": "# Hello", "background": "solid" } },
        { "type": "alarm", "x": 3, "properties": { "title": "All", "alarms": ["a", "b"],
            "sortBy": "timestamp", "states": ["ALARM"], "extra": true } },
        { "type": "log", "width": 24, "note": "kept",
            "properties": { "region": "us-east-1", "query": "SOURCE 'x' | fields @message" } },
        { "type": "explorer", "properties": { "metrics": [], "labels": [{ "key": "a" }] } },
    ]);
    for body in [
        json!({ "widgets": [] }),
        json!({ "widgets": widgets, "start": "-PT6H", "end": "x", "periodOverride": "inherit",
            "variables": [{ "type": "property" }] }),
        json!({ "widgets": [{ "type": "metric", "properties": { "metrics": 3, "period": "x" } }] }),
    ] {
        let model = read(&body);
        assert_eq!(model.value(), body);
        assert_eq!(Body::read(&model.print()), Some(model));
    }
    assert_eq!(Body::read("[]"), None);
}

/// The example of AWS's page, and rows in which more is left out.
#[test]
fn what_repeats_is_filled_in() {
    for (rows, full) in [
        (
            json!([["AWS/EC2", "DiskReadBytes", "InstanceId", "i-1"], [".", ".", ".", "i-2"]]),
            vec!["AWS/EC2 DiskReadBytes InstanceId i-1", "AWS/EC2 DiskReadBytes InstanceId i-2"],
        ),
        (
            json!([["AWS/EC2", "A", "InstanceId", "i-1"], ["...", "i-2"], [".", "B", ".", "."]]),
            vec![
                "AWS/EC2 A InstanceId i-1",
                "AWS/EC2 A InstanceId i-2",
                "AWS/EC2 B InstanceId i-2",
            ],
        ),
        (
            json!([["N", "A", "k", "v"], [".", "B", "...", { "stat": "Sum" }], ["..."]]),
            vec!["N A k v", "N B k v", "N B k v"],
        ),
        (
            json!([["N", "A", "k"], [{ "expression": "e" }], [".", "C"], [".", ".", "j", "w"]]),
            vec!["N A k", "= e", "N C", "N C j w"],
        ),
    ] {
        let read = lines::read(rows.as_array().unwrap());
        let text = |what: &What| match what {
            What::Metric(parts) => parts.join(" "),
            What::Expression(text) => format!("= {text}"),
        };
        let found: Vec<String> = read.iter().map(|line| text(&line.what)).collect();
        assert_eq!(found, full, "{rows}");
    }
}

#[test]
fn options_belong_to_their_line() {
    let body = json!({ "widgets": [{ "type": "metric", "properties": { "region": "us-east-1",
        "metrics": [["A", "b", "k", "v", { "yAxis": "right", "stat": "p90", "period": 60,
            "label": "x", "visible": false, "accountId": "1" }], ["A", "odd", "k"]] } }] });
    let body = read(&body);
    let line = &graph(&body).metrics[0];
    let metric = MetricId::new("A", "b", vec![("k".to_owned(), "v".to_owned())]);
    assert_eq!(line.metric_id(), Some(metric));
    assert!(line.is_right() && !line.is_visible());
    assert_eq!((line.stat.as_deref(), line.period), (Some("p90"), Some(60)));
    assert_eq!(line.other["accountId"], "1");
    // A name without its value names no metric.
    assert_eq!(graph(&body).metrics[1].metric_id(), None);
}

fn rect(x: u32, y: u32, width: u32, height: u32) -> Rect {
    Rect { x, y, width, height }
}

#[test]
fn widgets_without_a_place_take_the_next_free_one() {
    let text = |changes: Value| {
        let mut widget = json!({ "type": "text", "properties": { "markdown": "" } });
        for (key, value) in changes.as_object().unwrap() {
            widget[key] = value.clone();
        }
        widget
    };
    for (widgets, found) in [
        (
            vec![json!({}), json!({}), json!({}), json!({}), json!({})],
            vec![
                rect(0, 0, 6, 6),
                rect(6, 0, 6, 6),
                rect(12, 0, 6, 6),
                rect(18, 0, 6, 6),
                rect(0, 6, 6, 6),
            ],
        ),
        (
            vec![json!({ "width": 20 }), json!({ "width": 8 }), json!({ "width": 4 })],
            vec![rect(0, 0, 20, 6), rect(0, 6, 8, 6), rect(20, 0, 4, 6)],
        ),
        (
            vec![json!({}), json!({ "x": 0, "y": 0, "width": 12, "height": 2 })],
            vec![rect(12, 0, 6, 6), rect(0, 0, 12, 2)],
        ),
        (
            vec![json!({ "x": 23, "y": 3, "width": 6 }), json!({ "y": 3 }), json!({ "x": 18 })],
            vec![rect(18, 3, 6, 6), rect(0, 3, 6, 6), rect(18, 9, 6, 6)],
        ),
    ] {
        let body = json!({ "widgets": widgets.into_iter().map(text).collect::<Vec<_>>() });
        assert_eq!(places(&read(&body).widgets), found, "{body}");
    }
}

#[test]
fn the_range_is_what_the_body_says() {
    let now = Time::parse("2025-01-06T12:00:00Z").unwrap();
    let at = |text: &str| Time::parse(text).unwrap();
    let three = (now - Span::hours(3), now);
    for (body, found) in [
        (json!({}), three),
        (json!({ "start": "-PT6H" }), (now - Span::hours(6), now)),
        (json!({ "start": "-P7DT30M" }), (now - Span::days(7) - Span::mins(30), now)),
        (json!({ "start": "-P2W" }), (now - Span::days(14), now)),
        (json!({ "start": "-P1M" }), (now - Span::days(30), now)),
        (json!({ "start": "PT6H" }), three),
        (json!({ "start": "yesterday" }), three),
        (
            json!({ "start": "2025-01-05T00:00:00Z", "end": "2025-01-06T00:00:00Z" }),
            (at("2025-01-05T00:00:00Z"), at("2025-01-06T00:00:00Z")),
        ),
        (json!({ "start": "2025-01-05T00:00:00Z" }), (at("2025-01-05T00:00:00Z"), now)),
        (json!({ "start": "2025-01-05T00:00:00Z", "end": "2025-01-04T00:00:00Z" }), three),
    ] {
        assert_eq!(range(&read(&body), now), found, "{body}");
    }
    for wrong in ["-P", "-PT", "-PT0S", "-P1H", "-PT1D", "-P1", "P1D"] {
        assert_eq!(before(wrong), None, "{wrong}");
    }
}

#[test]
fn periods_are_kept_or_grow_with_the_range() {
    let now = Time::parse("2025-01-06T12:00:00Z").unwrap();
    let of = |over: &str, own, back| {
        let body = read(&json!({ "widgets": [], "periodOverride": over }));
        period(&body, own, now - back, now).as_secs()
    };
    assert_eq!(of("auto", 60, Span::hours(24)), 60);
    assert_eq!(of("auto", 60, Span::days(3)), 300);
    assert_eq!(of("auto", 3600, Span::days(3)), 3600);
    assert_eq!(of("inherit", 60, Span::days(3)), 60);
}

/// What AWS's page says of variables.
#[test]
fn variables_are_checked() {
    let found = |variable: serde_json::Value| {
        let body = serde_json::json!({ "widgets": [], "variables": [variable] }).to_string();
        let found = watchtrail::services::cloudwatch::dashboard::check::check(&body).unwrap();
        let one = |finding: &watchtrail::services::cloudwatch::dashboard::check::Finding| {
            format!("{} {}", finding.path, finding.message)
        };
        found.faults.iter().chain(&found.remarks).map(one).collect::<Vec<_>>()
    };
    let good = serde_json::json!({ "type": "property", "property": "region", "inputType": "input",
        "id": "region", "label": "Region", "defaultValue": "us-east-1", "visible": true });
    assert_eq!(found(good.clone()), Vec::<String>::new());
    for (name, value, expected) in [
        ("type", serde_json::json!("other"), "/type Should be equal to one of the allowed values"),
        ("inputType", serde_json::json!("select"), " Should have required property 'values'"),
        (
            "label",
            serde_json::json!("x".repeat(31)),
            "/label Should NOT be longer than 30 characters",
        ),
        ("visible", serde_json::json!(1), "/visible Should be boolean"),
        ("colour", serde_json::json!("red"), "/colour Should NOT have additional properties"),
    ] {
        let mut wrong = good.clone();
        wrong[name] = value;
        assert_eq!(found(wrong), [format!("/variables/0{expected}")], "{name}");
    }
}
