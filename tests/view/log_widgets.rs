//! Log widgets of dashboards: what they show, and when they ask again.

use serde_json::json;
use watchtrail::sim::Span;
use watchtrail::view::dashboards::Content;
use watchtrail::view::insights::Shown;
use watchtrail::view::widget::View;

use super::dashboards::{drawn, put};
use crate::support::Lab;

#[test]
fn log_widgets_run_their_query_over_the_range_of_the_dashboard() {
    let mut lab = Lab::new();
    let group = json!({ "logGroupName": "shop" });
    lab.ok("logs", "CreateLogGroup", group);
    let stream = json!({ "logGroupName": "shop", "logStreamName": "one" });
    lab.ok("logs", "CreateLogStream", stream.clone());
    let start = lab.world.now();
    // The last names no page.
    let pages = [(0, "cart"), (0, "cart"), (1, "cart"), (1, "home"), (1, "home"), (1, "")];
    for (minute, page) in pages {
        let mut input = stream.clone();
        let at = (start + Span::mins(minute)).as_millis();
        let event = if page.is_empty() { json!({}) } else { json!({ "page": page }) };
        let message = event.to_string();
        input["logEvents"] = json!([{ "timestamp": at, "message": message }]);
        lab.ok("logs", "PutLogEvents", input);
    }
    lab.sleep(Span::mins(5));
    let widget = |query: &str, view: Option<&str>| {
        let mut properties = json!({ "region": "us-east-1", "title": "Pages", "query": query });
        if let Some(view) = view {
            properties["view"] = json!(view);
        }
        json!({ "type": "log", "properties": properties })
    };
    let by_page = "SOURCE 'shop' | stats count(*) as n by page | sort n desc";
    put(
        &mut lab,
        &json!({ "widgets": [
            widget(by_page, Some("table")),
            widget(by_page, Some("bar")),
            widget("SOURCE 'shop' | stats count(*) as n by bin(1m)", Some("timeSeries")),
            widget("SOURCE 'shop' | fields page | limit", None),
            widget("SOURCE 'none', 'shop' | fields page", None),
            widget("fields page", None),
        ] }),
    );
    let tiles = drawn(&lab).tiles;
    let shown = |at: usize| match &tiles[at].content {
        Content::Log(shown) => shown.clone(),
        other => panic!("{other:?}"),
    };
    let found = |at: usize| match shown(at) {
        Shown::Found(answer) => *answer,
        other => panic!("{other:?}"),
    };
    let text = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    assert_eq!(found(0).columns, text(&["page", "n"]));
    let rows = [text(&["cart", "3"]), text(&["home", "2"]), text(&["", "1"])];
    assert_eq!(found(0).rows, rows);
    assert_eq!((found(0).scanned, found(0).graph), (6, None));
    let Some(View::Bars(bars)) = found(1).graph else { panic!() };
    let bars: Vec<_> = bars.iter().map(|bar| (bar.label.as_str(), bar.value)).collect();
    assert_eq!(bars, [("cart", Some(3.0)), ("home", Some(2.0)), ("–", Some(1.0))]);
    let Some(View::Chart(chart)) = found(2).graph else { panic!() };
    let dots: Vec<_> = chart.series[0].dots.iter().map(|dot| (dot.time, dot.value)).collect();
    assert_eq!(dots, [(start, 2.0), (start + Span::mins(1), 4.0)]);
    let Shown::Fault(fault) = shown(3) else { panic!() };
    assert_eq!(fault.text, "unexpected end of query at line 1 and position 36");
    assert_eq!(shown(4), Shown::NoGroup(text(&["none"])));
    assert_eq!(shown(5), Shown::NoGroup(Vec::new()));
    assert_eq!(tiles[0].title, "Pages");
}

#[test]
fn a_log_widget_asks_again_when_other_events_are_in_its_range() {
    let mut lab = Lab::new();
    let stream = json!({ "logGroupName": "shop", "logStreamName": "a" });
    lab.ok("logs", "CreateLogGroup", json!({ "logGroupName": "shop" }));
    lab.ok("logs", "CreateLogStream", stream.clone());
    let say = |lab: &mut Lab, text: &str| {
        let mut input = stream.clone();
        let at = lab.world.now().as_millis();
        input["logEvents"] = json!([{ "timestamp": at, "message": text }]);
        lab.ok("logs", "PutLogEvents", input);
    };
    let query = "SOURCE 'shop' | stats count(*) as n by @message | sort @message";
    let clock = "SOURCE 'shop' | fields @message, now() as at | limit 1";
    let widget = |query: &str| {
        json!({ "type": "log", "properties": {
        "region": "us-east-1", "query": query } })
    };
    put(&mut lab, &json!({ "start": "-PT10M", "widgets": [widget(query), widget(clock)] }));
    // What is shown, and how many answers were worked out for it so far.
    let seen = |lab: &Lab| {
        let rows = |tile: usize| match &drawn(lab).tiles[tile].content {
            Content::Log(Shown::Found(answer)) => answer.rows.concat().join(" "),
            other => panic!("{other:?}"),
        };
        let shown = rows(0);
        let now = rows(1);
        let kept = lab.world.logs().memo().len();
        (shown, now.split(' ').nth(1).map(str::to_owned), kept)
    };
    let at = |secs: i64| Some((1_736_121_600 + secs).to_string());
    say(&mut lab, "a");
    assert_eq!(seen(&lab), ("a 1".to_owned(), at(0), 2));
    assert_eq!(seen(&lab), ("a 1".to_owned(), at(0), 2));
    // The clock alone is no reason, but for a query that looks at it.
    lab.sleep(Span::mins(4));
    assert_eq!(seen(&lab), ("a 1".to_owned(), at(240), 3));
    say(&mut lab, "b");
    assert_eq!(seen(&lab), ("a 1 b 1".to_owned(), at(240), 5));
    // The first event leaves the range.
    lab.sleep(Span::mins(7));
    assert_eq!(seen(&lab), ("b 1".to_owned(), at(660), 7));
    // A copy of the world begins without, and finds the same.
    let copy = Lab { world: lab.world.clone() };
    assert!(copy.world.logs().memo().is_empty());
    assert_eq!(seen(&copy), ("b 1".to_owned(), at(660), 2));
}
