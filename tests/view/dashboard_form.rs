//! What the form of a widget and the choices above a dashboard change.

use serde_json::json;
use watchtrail::services::cloudwatch::dashboard::body::{Alarms, Axis, Body, Kind, Metric};
use watchtrail::services::cloudwatch::dashboard::lines::Line;
use watchtrail::services::cloudwatch::dashboard::range::Range;
use watchtrail::sim::{Span, Time};
use watchtrail::view::dashboards::annotate::{self, Note};
use watchtrail::view::dashboards::{edit, markdown, options, rows};
use watchtrail::view::insights::{begun, sources, with_source};
use watchtrail::view::metrics::looks::{axis, axis_text};
use watchtrail::view::range::{Faults, Typed};
use watchtrail::view::route::DashboardQuery;

fn now() -> Time {
    Time::parse("2025-01-06T12:00:00Z").unwrap()
}

/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/change_dashboard_time_format.html>
#[test]
fn a_range_is_written_as_a_body_and_as_an_address_has_it() {
    let at = |text: &str| Time::parse(text).unwrap();
    let between = Range::Between(at("2025-01-05T00:00:00Z"), at("2025-01-06T00:00:00Z"));
    let end = Some("2025-01-06T00:00:00.000Z".to_owned());
    for (range, start, end, address) in [
        (Range::Back(Span::hours(3)), "-PT3H", None, "3h"),
        (Range::Back(Span::days(7)), "-P7D", None, "7d"),
        (Range::Back(Span::hours(36)), "-P1DT12H", None, "1d12h"),
        (Range::Back(Span::mins(90)), "-PT1H30M", None, "1h30m"),
        (between, "2025-01-05T00:00:00.000Z", end, "2025-01-05T00:00:00Z/2025-01-06T00:00:00Z"),
    ] {
        assert_eq!(range.members(), (start.to_owned(), end.clone()));
        assert_eq!(Range::of(Some(start), end.as_deref(), now()), Some(range));
        assert_eq!(range.to_string(), address);
        assert_eq!(Range::parse(address), Some(range));
    }
    assert_eq!(Range::parse("1w"), Some(Range::Back(Span::days(7))));
    for wrong in ["", "0s", "w", "2025-01-06T00:00:00Z/2025-01-05T00:00:00Z"] {
        assert_eq!(Range::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn a_range_of_ones_own_is_typed() {
    let days = Typed::of(Range::Back(Span::days(2)), now());
    assert_eq!((days.relative, days.amount.as_str(), days.unit.as_str()), (true, "2", "days"));
    assert_eq!(days.read(), Ok(Range::Back(Span::days(2))));
    let wrong = |typed: &Typed| typed.read().unwrap_err();
    let amount = |amount: &str, unit: &str| Typed {
        amount: amount.to_owned(),
        unit: unit.to_owned(),
        ..days.clone()
    };
    for (given, unit) in [("0", "days"), ("x", "days"), ("456", "days"), ("16", "months")] {
        let fault = Faults { amount: Some("chart.range.wrong"), ..Faults::default() };
        assert_eq!(wrong(&amount(given, unit)), fault, "{given} {unit}");
    }
    assert_eq!(amount("455", "days").read(), Ok(Range::Back(Span::days(455))));
    let fixed = Typed { relative: false, ..days };
    let (from, to) = (now() - Span::days(2), now());
    assert_eq!(fixed.read(), Ok(Range::Between(from, to)));
    let turned = Typed { from: fixed.to.clone(), to: fixed.from.clone(), ..fixed.clone() };
    assert_eq!(wrong(&turned), Faults { to: Some("trail.range.order"), ..Faults::default() });
    let bad = Typed { from: "x".to_owned(), ..fixed };
    assert_eq!(wrong(&bad), Faults { from: Some("trail.range.bad"), ..Faults::default() });
}

/// What the page looks at stands in its address until it is kept.
#[test]
fn what_a_page_looks_at_can_be_kept_in_the_body() {
    let body = Body::read(r#"{"widgets":[],"start":"2025-01-05","end":"2025-01-06"}"#).unwrap();
    assert_eq!(edit::looking(&body, &DashboardQuery::of("web")), body);
    let query = DashboardQuery {
        range: Range::parse("1d"),
        period: Some("inherit".to_owned()),
        ..DashboardQuery::of("web")
    };
    let kept = edit::looking(&body, &query).value();
    let expected = json!({ "start": "-P1D", "periodOverride": "inherit", "widgets": [] });
    assert_eq!(kept, expected);
}

#[test]
fn annotations_keep_what_the_form_does_not_show() {
    let across = annotate::Kind::Horizontal;
    let given = json!({ "value": 80.5, "label": "high", "fill": "above", "extra": 1 });
    let note = Note::of(&given);
    assert_eq!((note.value.as_str(), note.fill.as_str()), ("80.5", "above"));
    assert_eq!(note.clone().onto(across, &given), given);
    let right = Note { right: true, hidden: true, value: "70".to_owned(), ..note.clone() };
    let expected = json!({ "value": 70, "label": "high", "fill": "above", "extra": 1,
        "yAxis": "right", "visible": false });
    assert_eq!(right.clone().onto(across, &given), expected);
    let back = Note { right: false, hidden: false, ..right }.onto(across, &expected);
    assert_eq!(back, json!({ "value": 70, "label": "high", "fill": "above", "extra": 1 }));
    let band = note.filled("between".to_owned());
    let band = Note { until: Some("90".to_owned()), until_label: "top".to_owned(), ..band };
    let both = json!([{ "value": 80.5, "label": "high", "extra": 1 },
        { "value": 90, "label": "top" }]);
    assert_eq!(band.onto(across, &given), both);
    assert_eq!(Note::of(&both).onto(across, &both), both);
    let mark = json!({ "value": "2025-01-06T10:00:00.000Z", "fill": "after" });
    let vertical = annotate::Kind::Vertical;
    assert_eq!(Note::of(&mark).onto(vertical, &mark), mark);
    let time = Some("2025-01-06T10:30:00.000Z".to_owned());
    assert_eq!(vertical.read("2025-01-06 10:30"), time);
    assert_eq!((vertical.read("soon"), across.read("x"), across.read("")), (None, None, None));
}

#[test]
fn a_row_says_no_more_than_it_was_told() {
    let line = Line::metric(vec!["App".to_owned(), "a".to_owned()]);
    let look = rows::look(&line, "m1");
    assert_eq!(rows::with_look(line.clone(), look.clone()), line);
    let mut other = look.clone();
    (other.right, other.hidden, other.stat) = (true, true, Some("p99.9".to_owned()));
    let changed = rows::with_look(line.clone(), other);
    assert_eq!(changed.axis.as_deref(), Some("right"));
    assert_eq!((changed.visible, changed.stat.as_deref()), (Some(false), Some("p99.9")));
    assert_eq!(rows::with_look(changed, look), line);
}

#[test]
fn options_are_set_where_a_body_has_them() {
    let metric = options::with_legend(Metric::default(), "right");
    let metric = options::with_flag(metric, "liveData", true);
    let metric = options::with_range(metric, Range::parse("1d"));
    assert_eq!(options::legend(&metric), "right");
    assert!(options::flag(&metric, "liveData"));
    assert_eq!(options::range(&metric, now()), Range::parse("1d"));
    let metric = options::with_flag(options::with_range(metric, None), "liveData", false);
    assert_eq!(json!(metric.other), json!({ "legend": { "position": "right" } }));
    let table = options::table(&metric);
    assert_eq!((table.sums, table.layout.as_str(), table.values), ([true; 4], "horizontal", true));
    let told = options::Table { sums: [true, false, false, true], values: false, ..table };
    let metric = options::with_table(Metric::default(), &told);
    assert_eq!(options::table(&metric), told);
}

#[test]
fn a_status_widget_has_room_for_its_alarms() {
    let alarms = |n: usize| {
        let alarms = vec!["arn".to_owned(); n];
        Kind::Alarm(Alarms { alarms, ..Alarms::default() })
    };
    for (count, height) in [(0, 3), (2, 3), (3, 4), (6, 7)] {
        assert_eq!(edit::least_height(&alarms(count)), Some(height));
    }
    let body = edit::add(&Body::default(), alarms(1), (6, 3));
    let grown = edit::change(&body, 0, alarms(6));
    assert_eq!(grown.widgets.first().unwrap().height, Some(7));
    assert_eq!(edit::change(&grown, 0, alarms(1)).widgets.first().unwrap().height, Some(7));
}

#[test]
fn the_groups_of_a_log_widget_stand_before_its_query() {
    assert_eq!(sources(&begun(None)), Vec::<String>::new());
    let one = with_source("fields @message | limit 3", "/a");
    assert_eq!(one, "SOURCE '/a' | fields @message | limit 3");
    let two = with_source(&one, "/b");
    assert_eq!(two, "SOURCE '/a' | SOURCE '/b' | fields @message | limit 3");
    assert_eq!(with_source(&two, "/a"), "SOURCE '/b' | fields @message | limit 3");
    assert_eq!(sources("source '/a', \"/b\" | limit 3"), ["/a", "/b"]);
}

#[test]
fn the_ends_of_axes_stand_in_the_address() {
    for (text, min, max) in
        [("0/100", Some(0.0), Some(100.0)), ("/50", None, Some(50.0)), ("-1.5/", Some(-1.5), None)]
    {
        let read = axis(Some(text));
        assert_eq!((read.min, read.max), (min, max));
        assert_eq!(axis_text(&read).as_deref(), Some(text));
    }
    assert_eq!(axis_text(&Axis::default()), None);
}

#[test]
fn a_head_without_its_marks_labels_the_cells() {
    let blocks = markdown::read("| **a** `b` | c |\n|---|---|\n| 1 | 2 |");
    let [markdown::Block::Table(head, _)] = blocks.as_slice() else { panic!("{blocks:?}") };
    let plain: Vec<String> = head.iter().map(|cell| markdown::plain(cell)).collect();
    assert_eq!(plain, ["a b", "c"]);
}
