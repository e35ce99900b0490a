//! The pages of dashboards: widgets drawn, Markdown read, bodies edited and typed.

use serde_json::{Value, json};
use watchtrail::services::cloudwatch::dashboard::body::Body;
use watchtrail::services::cloudwatch::dashboard::place::{Rect, places};
use watchtrail::services::cloudwatch::dashboard::range::Range;
use watchtrail::services::cloudwatch::dashboard::variables::Values;
use watchtrail::sim::{Region, Span, Time};
use watchtrail::view::chart::{Fill, Legend};
use watchtrail::view::dashboards::edit::{self, Step};
use watchtrail::view::dashboards::markdown::{self, Block, Span as Piece};
use watchtrail::view::dashboards::{Content, Model, explorer, list, model, source};
use watchtrail::view::route::DashboardQuery;
use watchtrail::view::widget::View;

use crate::support::Lab;

pub fn put(lab: &mut Lab, body: &Value) {
    let input = json!({ "DashboardName": "main", "DashboardBody": body.to_string() });
    lab.ok("cloudwatch", "PutDashboard", input);
}

pub fn drawn(lab: &Lab) -> Model {
    model(&lab.world, Region::US_EAST_1, &DashboardQuery::of("main"), &Values::new()).unwrap()
}

/// A world in which `App/a` and `App/b` have a point each minute for five minutes.
fn lab() -> Lab {
    let mut lab = Lab::new();
    for minute in 0..5 {
        let data = json!([
            { "MetricName": "a", "Value": minute, "Unit": "Count" },
            { "MetricName": "b", "Value": 10 * minute, "Unit": "Count" },
        ]);
        lab.ok("cloudwatch", "PutMetricData", json!({ "Namespace": "App", "MetricData": data }));
        lab.sleep(Span::mins(1));
    }
    lab
}

fn graph(changes: Value) -> Value {
    let mut properties = json!({ "region": "us-east-1", "period": 60, "stat": "Sum",
        "liveData": true,
        "metrics": [["App", "a", { "id": "a" }], [".", "b", { "yAxis": "right", "label": "B" }],
            [{ "expression": "a * 2", "id": "twice", "color": "#1f77b4" }]] });
    for (key, value) in changes.as_object().unwrap() {
        properties[key] = value.clone();
    }
    json!({ "widgets": [{ "type": "metric", "properties": properties }] })
}

fn view(lab: &mut Lab, changes: Value) -> View {
    put(lab, &graph(changes));
    match drawn(lab).tiles.remove(0).content {
        Content::Metric(shown) => shown.view,
        other => panic!("{other:?}"),
    }
}

/// Row A: dashboards that show the widgets.
#[test]
fn widgets_are_drawn_from_what_is_readable_now() {
    let mut lab = lab();
    let View::Chart(chart) = view(&mut lab, json!({ "stacked": true })) else { panic!() };
    let lines: Vec<(String, Vec<f64>, bool)> = chart
        .series
        .iter()
        .map(|s| (s.label.clone(), s.dots.iter().map(|dot| dot.value).collect(), s.right))
        .collect();
    let a = vec![0.0, 1.0, 2.0, 3.0, 4.0];
    let b = vec![0.0, 10.0, 20.0, 30.0, 40.0];
    let twice = vec![0.0, 2.0, 4.0, 6.0, 8.0];
    assert_eq!(
        lines,
        [("a".to_owned(), a, false), ("B".to_owned(), b, true), ("twice".to_owned(), twice, false)]
    );
    // What stands on each other is of one axis: 4 + 8 on the left, 40 on the right.
    assert!(chart.y_axis().high >= 12.0 && chart.y_axis().high < 40.0);
    assert!(chart.right_axis().unwrap().high >= 40.0);
    let View::Numbers(figures, spark) = view(&mut lab, json!({ "view": "singleValue" })) else {
        panic!()
    };
    assert_eq!(figures[0].shown.as_deref(), Some("4 Count"));
    assert!(!spark);
    let gauge = json!({ "view": "gauge", "yAxis": { "left": { "min": 0, "max": 50 } } });
    let View::Gauge(figures, low, high) = view(&mut lab, gauge) else { panic!() };
    assert_eq!((figures[1].value, low, high), (Some(40.0), 0.0, 50.0));
    let whole = json!({ "view": "pie", "setPeriodToTimeRange": true });
    let View::Pie(figures) = view(&mut lab, whole) else { panic!() };
    assert_eq!(figures[1].value, Some(100.0), "the sum of the whole range");
    let View::Bars(figures) = view(&mut lab, json!({ "view": "bar" })) else { panic!() };
    assert_eq!(figures.len(), 3);
    let View::Table(table) = view(&mut lab, json!({ "view": "table" })) else { panic!() };
    assert_eq!(table.times.len(), 5);
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(
        table.rows[0].summary,
        [text("0 Count"), text("4 Count"), text("2 Count"), text("10 Count")]
    );
    lab.sleep(Span::mins(1));
    assert_eq!(drawn(&lab).range.1, lab.world.now(), "it follows the clock");
}

/// The address wins over the body, and a widget's own range over both.
#[test]
fn the_range_of_the_address_wins_over_the_body() {
    let mut lab = lab();
    let range = |lab: &Lab, query: &DashboardQuery| {
        let model = model(&lab.world, Region::US_EAST_1, query, &Values::new()).unwrap();
        let Content::Metric(shown) = model.tiles[0].content.clone() else { panic!() };
        let View::Chart(chart) = shown.view else { panic!() };
        let now = lab.world.now();
        assert_eq!(model.range.1, now);
        (now - model.range.0, chart.to - chart.from, model.period)
    };
    let own = DashboardQuery::of("main");
    let other = DashboardQuery {
        range: Range::parse("1d"),
        period: Some("inherit".to_owned()),
        ..own.clone()
    };
    let (hour, day) = (Span::hours(1), Span::days(1));
    for (start, query, expected) in [
        (None, &own, (hour, hour, "auto".to_owned())),
        (None, &other, (day, day, "inherit".to_owned())),
        (Some("-PT2H"), &other, (day, Span::hours(2), "inherit".to_owned())),
    ] {
        let mut body = graph(json!({}));
        body["start"] = json!("-PT1H");
        if let Some(start) = start {
            body["widgets"][0]["properties"]["start"] = json!(start);
        }
        put(&mut lab, &body);
        assert_eq!(range(&lab, query), expected);
    }
}

#[test]
fn what_is_wrong_with_a_line_is_told_beside_the_others() {
    let mut lab = lab();
    let metrics = json!([["App", "a"], [{ "expression": "a +", "id": "e1" }],
        [{ "expression": "nothing", "id": "e2" }]]);
    put(&mut lab, &graph(json!({ "metrics": metrics })));
    let Content::Metric(shown) = drawn(&lab).tiles.remove(0).content else { panic!() };
    let problems: Vec<&str> = shown.problems.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(problems, ["e1", "e2"]);
    assert!(matches!(shown.view, View::Chart(chart) if chart.series.len() == 1));
}

#[test]
fn alarms_text_and_what_comes_later_have_their_widgets() {
    let mut lab = lab();
    let alarm = |name: &str, threshold: f64| {
        json!({ "AlarmName": name, "Namespace": "App", "MetricName": "a", "Statistic": "Sum",
            "Period": 60, "EvaluationPeriods": 1, "Threshold": threshold,
            "ComparisonOperator": "GreaterThanThreshold" })
    };
    lab.ok("cloudwatch", "PutMetricAlarm", alarm("z-high", -1.0));
    lab.ok("cloudwatch", "PutMetricAlarm", alarm("calm", 100.0));
    lab.sleep(Span::mins(1));
    let arn = |name: &str| format!("arn:aws:cloudwatch:us-east-1:123456789012:alarm:{name}");
    let arns = [arn("z-high"), arn("calm"), arn("gone")];
    let states = |lab: &Lab| match drawn(lab).tiles.remove(0).content {
        Content::Alarms(all) => {
            let one = |a: watchtrail::view::dashboards::AlarmState| {
                (a.name, a.state.map(|state| state.name()))
            };
            all.into_iter().map(one).collect::<Vec<_>>()
        }
        other => panic!("{other:?}"),
    };
    let widget = |extra: Value| {
        let mut properties = json!({ "alarms": arns });
        for (key, value) in extra.as_object().unwrap() {
            properties[key] = value.clone();
        }
        json!({ "widgets": [{ "type": "alarm", "properties": properties }] })
    };
    let named = |name: &str, state| (name.to_owned(), state);
    put(&mut lab, &widget(json!({})));
    let by_name = [named("calm", Some("OK")), named("gone", None), named("z-high", Some("ALARM"))];
    assert_eq!(states(&lab), by_name);
    put(&mut lab, &widget(json!({ "sortBy": "stateUpdatedTimestamp" })));
    assert_eq!(states(&lab)[0], named("z-high", Some("ALARM")));
    put(&mut lab, &widget(json!({ "states": ["ALARM"] })));
    assert_eq!(states(&lab), [named("z-high", Some("ALARM"))]);
    put(
        &mut lab,
        &json!({ "widgets": [
            { "type": "text", "properties": { "markdown": "# Hi" } },
            { "type": "chart", "properties": { "region": "us-east-1", "title": "L" } },
            { "type": "metric", "properties": { "region": "us-east-1",
                "annotations": { "alarms": [arn("z-high")] } } },
        ] }),
    );
    let tiles = drawn(&lab).tiles;
    let heading = Block::Heading(1, vec![Piece::Text("Hi".to_owned())]);
    assert_eq!(tiles[0].content, Content::Text(vec![heading]));
    assert_eq!(tiles[1].content, Content::Later("chart".to_owned()));
    assert_eq!(tiles[1].title, "L");
    assert_eq!(tiles[2].title, "z-high");
    let Content::Metric(shown) = &tiles[2].content else { panic!() };
    let View::Chart(chart) = &shown.view else { panic!() };
    assert_eq!((chart.series.len(), chart.marks[0].value), (1, -1.0));
    assert_eq!(list(&lab.world)[0].widgets, 3);
    assert_eq!(
        model(&lab.world, Region::US_EAST_1, &DashboardQuery::of("none"), &Values::new()),
        None
    );
}

#[test]
fn annotations_stand_over_the_graph() {
    let mut lab = lab();
    let annotations = json!({
        "horizontal": [{ "value": 3, "label": "limit", "color": "#ff0000" },
            [{ "value": 1, "yAxis": "right" }, { "value": 2 }]],
        "vertical": [{ "value": "2025-01-06T00:02:00Z", "label": "deploy" },
            [{ "value": "2025-01-06T00:01:00Z" }, { "value": "2025-01-06T00:03:00Z" }]],
    });
    let View::Chart(chart) = view(&mut lab, json!({ "annotations": annotations })) else {
        panic!()
    };
    let marks: Vec<(f64, &str, bool)> =
        chart.marks.iter().map(|mark| (mark.value, mark.label.as_str(), mark.right)).collect();
    // Of a band, AWS says, all but values and labels stands with the first value alone.
    assert_eq!(marks, [(3.0, "limit", false), (1.0, "", true), (2.0, "", true)]);
    let at = |text: &str| Time::parse(text).unwrap();
    let moments: Vec<(Time, Option<Time>)> =
        chart.moments.iter().map(|moment| (moment.time, moment.until)).collect();
    let both = (at("2025-01-06T00:01:00Z"), Some(at("2025-01-06T00:03:00Z")));
    assert_eq!(moments, [(at("2025-01-06T00:02:00Z"), None), both]);
}

#[test]
fn markdown_is_a_safe_subset() {
    let text = |text: &str| Piece::Text(text.to_owned());
    let plain = |value: &str| Block::Paragraph(vec![text(value)]);
    for (given, blocks) in [
        ("## Two\ntext\nmore", vec![Block::Heading(2, vec![text("Two")]), plain("text more")]),
        (
            "- a\n- **b**\n\n1. c",
            vec![
                Block::List(false, vec![vec![text("a")], vec![Piece::Strong("b".to_owned())]]),
                Block::List(true, vec![vec![text("c")]]),
            ],
        ),
        (
            "| k | v |\n|---|--:|\n| a | `1` |",
            vec![Block::Table(
                vec![vec![text("k")], vec![text("v")]],
                vec![vec![vec![text("a")], vec![Piece::Code("1".to_owned())]]],
            )],
        ),
        ("```\nlet *x*\n```\n---", vec![Block::Code("let *x*".to_owned()), Block::Rule]),
        (
            "see *it* at [here](https://a.example/x) or [there](javascript:alert(1))",
            vec![Block::Paragraph(vec![
                text("see "),
                Piece::Emphasis("it".to_owned()),
                text(" at "),
                Piece::Link("here".to_owned(), "https://a.example/x".to_owned()),
                text(" or "),
                text("there"),
                text(")"),
            ])],
        ),
        ("<b onclick=x>2 * 3 * 4</b>", vec![plain("<b onclick=x>2 * 3 * 4</b>")]),
        ("#hash ** is ` not", vec![plain("#hash ** is ` not")]),
    ] {
        assert_eq!(markdown::read(given), blocks, "{given}");
    }
}

fn rect(x: u32, y: u32, width: u32, height: u32) -> Rect {
    Rect { x, y, width, height }
}

#[test]
fn widgets_move_and_grow_within_the_grid() {
    let start = rect(20, 1, 4, 6);
    for (step, found) in [
        (Step::Move(1, 0), rect(20, 1, 4, 6)),
        (Step::Move(-1, 0), rect(19, 1, 4, 6)),
        (Step::Move(0, -2), rect(20, 0, 4, 6)),
        (Step::Move(0, 3), rect(20, 4, 4, 6)),
        (Step::Size(1, 0), rect(20, 1, 4, 6)),
        (Step::Size(-9, -9), rect(20, 1, 1, 1)),
        (Step::Size(0, 2000), rect(20, 1, 4, 1000)),
    ] {
        assert_eq!(edit::stepped(start, step), found, "{step:?}");
    }
}

#[test]
fn what_stands_in_the_way_moves_down() {
    let text = |x: u32, y: u32, height: u32| {
        json!({ "type": "text", "x": x, "y": y, "width": 6, "height": height,
            "properties": { "markdown": "a" } })
    };
    let body = json!({ "widgets": [text(0, 0, 6), text(6, 0, 6), text(6, 6, 3)] });
    let body = Body::read(&body.to_string()).unwrap();
    let moved = edit::put(&body, 0, rect(6, 0, 6, 6));
    assert_eq!(places(&moved.widgets), [rect(6, 0, 6, 6), rect(6, 6, 6, 6), rect(6, 12, 6, 3)]);
    let more = edit::add(&body, edit::text("d"), (12, 2));
    assert_eq!(places(&more.widgets)[3], rect(12, 0, 12, 2));
    assert_eq!(edit::remove(&body, 1).widgets.len(), 2);
    assert_eq!(edit::change(&body, 1, edit::text("x")).widgets[1].kind, edit::text("x"));
}

#[test]
fn a_typed_source_is_judged_at_its_lines() {
    let text = [
        "{",
        "  \"widgets\": [",
        "    { \"type\": \"text\", \"x\": 24,",
        "      \"properties\": {}, \"note\": [1, \"]\"] }",
        "  ]",
        "}",
    ]
    .join("\n");
    let found = |text: &str| {
        let all = source::check(text).into_iter();
        all.map(|said| (said.line, said.message, said.fatal)).collect::<Vec<_>>()
    };
    assert_eq!(
        found(&text),
        [
            (Some(3), "Should be <= 23".to_owned(), true),
            (Some(4), "Should have required property 'markdown'".to_owned(), true),
            (Some(4), "Should NOT have additional properties".to_owned(), false),
        ]
    );
    assert_eq!(found("{\n\"widgets\": [\n}")[0].0, Some(3));
    assert_eq!(found("[]")[0].0, Some(1));
    assert_eq!(found("{ \"widgets\": [] }"), []);
    assert_eq!(source::line("{\"a\":{\"b\":\"\\\"}\"},\n\"c\":1}", "/c"), Some(2));
}

/// Row A: anomaly-detection band, in a widget: shaded over time, its two ends elsewhere.
#[test]
fn a_band_is_shaded_in_a_graph_and_has_two_rows_in_a_table() {
    let mut lab = Lab::new();
    let metric = json!({ "Namespace": "App", "MetricName": "a", "Stat": "Average" });
    lab.ok("cloudwatch", "PutAnomalyDetector", metric);
    for minute in 0..20 {
        let data = json!([{ "MetricName": "a", "Value": 40 + minute % 2 }]);
        lab.ok("cloudwatch", "PutMetricData", json!({ "Namespace": "App", "MetricData": data }));
        lab.sleep(Span::mins(1));
    }
    let changes = |view: &str| {
        json!({ "view": view, "stat": "Average", "metrics": [["App", "a", { "id": "m1" }],
            [{ "expression": "ANOMALY_DETECTION_BAND(m1, 2)", "id": "b", "label": "Band" }]] })
    };
    let View::Chart(chart) = view(&mut lab, changes("timeSeries")) else { panic!() };
    let lines: Vec<&str> = chart.series.iter().map(|line| line.label.as_str()).collect();
    assert_eq!(lines, ["a"]);
    let newest = chart.expected.last().unwrap();
    assert!(newest.lower < 40.0 && 41.0 < newest.upper, "{newest:?}");
    let View::Table(table) = view(&mut lab, changes("table")) else { panic!() };
    let rows: Vec<&str> = table.rows.iter().map(|row| row.label.as_str()).collect();
    assert_eq!(rows, ["a", "Band lower", "Band upper"]);
}

fn marked(lab: &mut Lab, properties: Value) -> Box<watchtrail::view::chart::ChartModel> {
    let View::Chart(chart) = view(lab, properties) else { panic!() };
    chart
}

/// Row A: dashboards that show the widgets: what AWS's page on bodies knows of annotations.
#[test]
fn annotations_are_shaded_hidden_and_coloured_as_they_say() {
    let mut lab = lab();
    let chart = marked(
        &mut lab,
        json!({
            "annotations": {
                "horizontal": [
                    { "value": 3, "fill": "above", "yAxis": "right" },
                    { "value": 2, "fill": "below" },
                    { "value": 9, "visible": false },
                    [{ "value": 5, "color": "#9467bd", "label": "top", "yAxis": "right" },
                        { "value": 4, "label": "bottom" }],
                    [{ "value": 5, "visible": false }, { "value": 4 }],
                ],
                "vertical": [
                    { "value": "2025-01-06T00:02:00Z", "fill": "after", "color": "#9467bd" },
                    { "value": "2025-01-06T00:02:00Z", "visible": false },
                ],
            },
            "yAxis": { "left": { "label": "calls", "showUnits": false },
                "right": { "label": "B" } },
            "legend": { "position": "right" },
        }),
    );
    let marks: Vec<_> = chart
        .marks
        .iter()
        .map(|mark| (mark.value, mark.fill, mark.until, mark.right, mark.color.is_some()))
        .collect();
    assert_eq!(
        marks,
        [
            (3.0, Fill::Beyond, None, true, false),
            (2.0, Fill::Before, None, false, false),
            (5.0, Fill::None, Some(4.0), true, true),
            (4.0, Fill::None, None, true, true),
        ]
    );
    let moments: Vec<_> =
        chart.moments.iter().map(|one| (one.fill, one.color.as_deref())).collect();
    assert_eq!(moments, [(Fill::Beyond, Some("#9467bd"))]);
    assert_eq!(chart.labels, ["calls", "B"]);
    assert_eq!((chart.bare, chart.legend), ([true, false], Legend::Right));
}

#[test]
fn live_data_is_left_out_until_its_period_is_over_for_a_minute() {
    let mut lab = lab();
    let newest = |lab: &mut Lab, live: bool| {
        let chart = marked(lab, json!({ "liveData": live }));
        chart.series[0].dots.last().unwrap().value
    };
    assert_eq!((newest(&mut lab, true), newest(&mut lab, false)), (4.0, 3.0));
    lab.sleep(Span::mins(1));
    assert_eq!(newest(&mut lab, false), 4.0);
}

#[test]
fn tables_show_the_columns_they_are_told_to() {
    let mut lab = lab();
    let own = json!({ "view": "table", "table": { "summaryColumns": ["MIN", "MAX"],
        "showTimeSeriesData": false, "layout": "vertical" } });
    let View::Table(table) = view(&mut lab, own) else { panic!() };
    assert_eq!((table.summary, table.vertical), ([true, true, false, false], true));
    assert_eq!((table.times.len(), table.rows[0].values.len()), (0, 0));
    let View::Table(table) = view(&mut lab, json!({ "view": "table" })) else { panic!() };
    assert_eq!((table.summary, table.times.len()), ([true; 4], 5));
    let full = json!({ "view": "singleValue", "singleValueFullPrecision": true,
        "metrics": [[{ "expression": "a / 3", "id": "third" }], ["App", "a", { "id": "a" }]] });
    let View::Numbers(all, _) = view(&mut lab, full) else { panic!() };
    assert_eq!(all[0].shown.as_deref(), Some("1.3333333333333333"));
}

/// Row A: dashboards that show the widgets: property and pattern variables.
#[test]
fn variables_change_what_widgets_show() {
    let mut lab = Lab::new();
    for host in ["web-1", "web-2"] {
        let dimensions = json!([{ "Name": "Host", "Value": host }]);
        let value = if host == "web-1" { 1 } else { 2 };
        let data = json!([{ "MetricName": "Load", "Value": value, "Dimensions": dimensions }]);
        lab.ok("cloudwatch", "PutMetricData", json!({ "Namespace": "App", "MetricData": data }));
    }
    lab.sleep(Span::mins(20));
    let body = |variable: Value| {
        json!({
            "variables": [variable],
            "widgets": [{ "type": "metric", "properties": { "region": "us-east-1", "period": 60,
                "metrics": [["App", "Load", "Host", "web-1"]] } },
                { "type": "text", "properties": { "markdown": "of web-1" } }],
        })
    };
    let shown = |lab: &mut Lab, variable: Value, chosen: &[(&str, &str)]| {
        put(lab, &body(variable));
        let pair = |(id, value): &(&str, &str)| ((*id).to_owned(), (*value).to_owned());
        let chosen: Values = chosen.iter().map(pair).collect();
        let model =
            model(&lab.world, Region::US_EAST_1, &DashboardQuery::of("main"), &chosen).unwrap();
        let Content::Metric(graph) = &model.tiles[0].content else { panic!() };
        let View::Chart(chart) = &graph.view else { panic!() };
        let Content::Text(blocks) = &model.tiles[1].content else { panic!() };
        let text = format!("{blocks:?}").contains("web-2");
        let choices: Vec<String> =
            model.variables[0].choices.iter().map(|(value, _)| value.clone()).collect();
        (chart.series[0].dots[0].value, text, choices, model.variables[0].value.clone())
    };
    let property = |default: Value| {
        json!({ "type": "property", "property": "Host", "inputType": "select", "id": "host",
            "search": "{App,Host} MetricName=\"Load\"", "populateFrom": "Host",
            "defaultValue": default })
    };
    let both = vec!["web-1".to_owned(), "web-2".to_owned()];
    let two = Some("web-2".to_owned());
    assert_eq!(
        shown(&mut lab, property(json!("web-2")), &[]),
        (2.0, false, both.clone(), two.clone()),
        "a property changes the dimension and no text"
    );
    let first = shown(&mut lab, property(json!("__FIRST")), &[]);
    assert_eq!((first.0, first.3), (1.0, Some("web-1".to_owned())));
    let gone = shown(&mut lab, property(json!("web-9")), &[]);
    assert_eq!((gone.0, gone.3), (1.0, None), "what cannot be chosen is no default");
    let chosen = shown(&mut lab, property(json!("__FIRST")), &[("host", "web-2")]);
    assert_eq!((chosen.0, chosen.3), (2.0, two.clone()));
    let pattern = json!({ "type": "pattern", "pattern": "web-1", "inputType": "radio", "id": "p",
        "values": [{ "value": "web-1" }, { "value": "web-2", "label": "second" }],
        "defaultValue": "web-2" });
    assert_eq!(shown(&mut lab, pattern, &[]), (2.0, true, both, two), "a pattern changes all");
    // What is kept and edited is the body as it is written.
    let kept =
        model(&lab.world, Region::US_EAST_1, &DashboardQuery::of("main"), &Values::new()).unwrap();
    assert!(kept.body.print().contains("of web-1"));
}

/// Row A, "Dashboards that show the widgets": an explorer finds what carries its labels.
#[test]
fn an_explorer_graphs_what_carries_its_labels() {
    let mut lab = Lab::new();
    for (kind, team) in [("t3.micro", "web"), ("t3.micro", "web"), ("m5.large", "db")] {
        let tags = json!([{ "Key": "Team", "Value": team }]);
        let input = json!({
            "ImageId": "ami-0c02fb55956c7d316", "InstanceType": kind, "MinCount": 1,
            "MaxCount": 1, "TagSpecifications": [{ "ResourceType": "instance", "Tags": tags }],
        });
        lab.ok("ec2", "RunInstances", input);
    }
    lab.sleep(Span::mins(20));
    let mut drawn = |properties: Value| {
        let widget = json!({ "type": "explorer", "properties": properties });
        let body = json!({ "widgets": [widget] }).to_string();
        lab.ok(
            "cloudwatch",
            "PutDashboard",
            json!({
                "DashboardName": "explorer", "DashboardBody": body,
            }),
        );
        let region = Region::US_EAST_1;
        let page =
            model(&lab.world, region, &DashboardQuery::of("explorer"), &Values::new()).unwrap();
        let Content::Explorer(found) = &page.tiles[0].content else { panic!("no explorer") };
        let one = |graph: &explorer::Graph| {
            let View::Chart(chart) = &graph.shown.view else { panic!("no chart") };
            let full = chart.series.iter().filter(|series| !series.dots.is_empty()).count();
            (graph.title.clone(), chart.series.len(), full)
        };
        (found.graphs.iter().map(one).collect::<Vec<_>>(), found.unknown.clone())
    };
    let (name, stat) = ("CPUUtilization", "Average");
    let metric = |kind: &str| json!({ "metricName": name, "resourceType": kind, "stat": stat });
    let (cpu, web) = (metric("AWS::EC2::Instance"), json!([{ "key": "Team", "value": "web" }]));
    let (graphs, unknown) = drawn(json!({
        "metrics": [cpu, metric("AWS::Lambda::Function")], "labels": web, "period": 300,
    }));
    assert_eq!(graphs, [("CPUUtilization · Average".to_owned(), 2, 2)]);
    assert_eq!(unknown, ["AWS::Lambda::Function"]);
    let (graphs, _) = drawn(json!({
        "metrics": [cpu], "labels": [{ "key": "Team" }], "splitBy": "InstanceType",
    }));
    let expected = [
        ("CPUUtilization · Average · m5.large".to_owned(), 1, 1),
        ("CPUUtilization · Average · t3.micro".to_owned(), 2, 2),
    ];
    assert_eq!(graphs, expected);
    let by = json!({ "key": "Team", "func": "MAX" });
    let (graphs, _) = drawn(json!({ "metrics": [cpu], "labels": [], "aggregateBy": by }));
    assert_eq!(graphs, [("CPUUtilization · Average".to_owned(), 2, 2)]);
}
