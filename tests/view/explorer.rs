//! The metrics page as an explorer: rows with looks of their own, views, ranges, search, links.

use serde_json::json;
use watchtrail::api::spec::Operation as _;
use watchtrail::services::cloudwatch::dashboard::body::{Body, Kind};
use watchtrail::services::cloudwatch::dashboard::range::Range;
use watchtrail::sim::{Region, Scope, Span};
use watchtrail::text::{Lang, Texts};
use watchtrail::view::alarms::draft::Step;
use watchtrail::view::dashboards::edit;
use watchtrail::view::metrics::{Chosen, Model, listing, looks, math, model, reads};
use watchtrail::view::route::{MetricId, MetricsQuery, Route, RowLook};
use watchtrail::view::widget::View;

use crate::support::{self, Lab};

fn texts() -> Texts {
    let mut texts = Texts::new(Lang::En);
    texts.add(&support::read("static/text/en/metrics.json")).unwrap();
    texts
}

fn scope(lab: &Lab) -> Scope {
    Scope { account: lab.world.account(), region: Region::US_EAST_1 }
}

/// A world in which `App/a` and `App/b` of a host have a point each minute for five minutes.
fn lab() -> Lab {
    let mut lab = Lab::new();
    let host = json!([{ "Name": "host", "Value": "Web-1" }]);
    for minute in 0..5 {
        let data = json!([
            { "MetricName": "a", "Value": minute, "Unit": "Count", "Dimensions": host },
            { "MetricName": "b", "Value": 10 * minute, "Unit": "Count", "Dimensions": host },
        ]);
        lab.ok("cloudwatch", "PutMetricData", json!({ "Namespace": "App", "MetricData": data }));
        lab.sleep(Span::mins(1));
    }
    lab
}

fn metric(name: &str) -> MetricId {
    MetricId {
        namespace: "App".to_owned(),
        name: name.to_owned(),
        dimensions: vec![("host".to_owned(), "Web-1".to_owned())],
    }
}

fn look(id: &str) -> RowLook {
    RowLook { id: id.to_owned(), ..RowLook::default() }
}

/// Two metrics and an expression, each with a look of its own.
fn query() -> MetricsQuery {
    MetricsQuery {
        metrics: vec![metric("a"), metric("b")],
        math: vec!["m1 + m2".to_owned()],
        stat: Some("Sum".to_owned()),
        period_secs: Some(60),
        rows: vec![
            RowLook { label: Some("A / x".to_owned()), right: true, ..look("m1") },
            RowLook { stat: Some("Maximum".to_owned()), period_secs: Some(300), ..look("m2") },
            RowLook {
                color: Some("#ff0000".to_owned()),
                label: Some("Σ".to_owned()),
                ..look("e1")
            },
        ],
        range: Some(Range::Back(Span::hours(1))),
        ..MetricsQuery::default()
    }
}

fn page(lab: &Lab, query: &MetricsQuery) -> Model {
    model(&lab.world, scope(lab), Chosen::from(query), &texts())
}

#[test]
fn rows_have_statistics_periods_labels_colours_and_axes_of_their_own() {
    let lab = lab();
    let chart = page(&lab, &query()).chart.unwrap();
    assert_eq!(chart.to - chart.from, Span::hours(1));
    let lines: Vec<(&str, usize, bool, Option<&str>)> = chart
        .series
        .iter()
        .map(|s| (s.label.as_str(), s.dots.len(), s.right, s.color.as_deref()))
        .collect();
    assert_eq!(lines[0], ("A / x", 5, true, None));
    assert_eq!(lines[1], ("b Maximum 300", 1, false, None));
    assert_eq!((lines[2].0, lines[2].3), ("Σ", Some("#ff0000")));
    let asked = reads(&Chosen::from(&query()), lab.world.now());
    let asked = asked[1].input();
    let stats: Vec<String> = [0, 1]
        .map(|i| asked["MetricDataQueries"][i]["MetricStat"].clone())
        .iter()
        .map(|stat| format!("{} {}", stat["Stat"], stat["Period"]))
        .collect();
    assert_eq!(stats, ["\"Sum\" 60", "\"Maximum\" 300"]);
    let hidden = query().with_look(RowLook { hidden: true, ..look("m1") });
    assert_eq!(page(&lab, &hidden).chart.unwrap().series.len(), 2, "and the sum still knows it");
}

#[test]
fn a_link_keeps_everything() {
    let full = MetricsQuery {
        view: Some("singleValue".to_owned()),
        stacked: true,
        search: Some("cpu i-1".to_owned()),
        ..query()
    };
    let route = Route::Metrics(full);
    assert_eq!(Route::parse(&route.hash()), route);
}

#[test]
fn a_row_that_goes_takes_its_look_along() {
    let left = query().without("m1");
    assert_eq!(left.metrics, [metric("b")]);
    let ids: Vec<&str> = left.rows.iter().map(|look| look.id.as_str()).collect();
    assert_eq!(ids, ["m1", "e1"]);
    assert_eq!(left.look("m1").period_secs, Some(300));
    assert_eq!(query().without("e1").math, Vec::<String>::new());
    assert_eq!(query().without("m7"), query());
    assert_eq!(query().with_look(look("m1")).rows.len(), 2, "a plain look is not kept");
}

/// Row A: the metrics page shows stacked, number, gauge, bar, pie and table views.
#[test]
fn what_is_graphed_can_be_seen_in_every_view() {
    let lab = lab();
    let plain = MetricsQuery { rows: Vec::new(), ..query() };
    let seen = |name: &str| {
        let query = MetricsQuery { view: Some(name.to_owned()), ..plain.clone() };
        let model = page(&lab, &query);
        looks::view(&model.chart.unwrap(), &model.chosen)
    };
    let View::Numbers(figures, _) = seen("singleValue") else { panic!() };
    assert_eq!(figures[1].shown.as_deref(), Some("40 Count"));
    assert!(matches!(seen("gauge"), View::Gauge(figures, 0.0, high)
        if figures.len() == 3 && high >= 44.0));
    assert!(matches!(seen("bar"), View::Bars(figures) if figures.len() == 3));
    assert!(matches!(seen("pie"), View::Pie(figures) if figures.len() == 3));
    assert!(matches!(seen("table"), View::Table(table) if table.rows.len() == 3));
    let stacked = MetricsQuery { stacked: true, ..plain.clone() };
    let model = page(&lab, &stacked);
    let View::Chart(chart) = looks::view(&model.chart.unwrap(), &model.chosen) else { panic!() };
    assert!(chart.stacked && chart.y_axis().high >= 88.0);
}

#[test]
fn the_graph_goes_into_a_dashboard_as_a_widget() {
    let mut lab = lab();
    let widget = looks::widget(&Chosen::from(&query()), Region::US_EAST_1, "Both", 50.0);
    let body = edit::add(&Body::default(), edit::metric(widget), (8, 6));
    let input = json!({ "DashboardName": "main", "DashboardBody": body.print() });
    let reply = lab.ok("cloudwatch", "PutDashboard", input);
    assert_eq!(reply, json!({ "DashboardValidationMessages": [] }));
    let shown = watchtrail::view::dashboards::model(
        &lab.world,
        Region::US_EAST_1,
        &watchtrail::view::route::DashboardQuery::of("main"),
        &Default::default(),
    );
    let shown = shown.unwrap();
    assert_eq!(shown.tiles[0].title, "Both");
    let Kind::Metric(metric) = &shown.body.widgets[0].kind else { panic!() };
    assert_eq!(metric.metrics.len(), 3);
    assert_eq!(metric.metrics[1].stat.as_deref(), Some("Maximum"));
}

#[test]
fn metrics_are_found_by_words_in_names_and_dimensions() {
    let mut lab = lab();
    let data = json!([{ "MetricName": "orders", "Value": 1 }]);
    lab.ok("cloudwatch", "PutMetricData", json!({ "Namespace": "App", "MetricData": data }));
    lab.sleep(Span::mins(15));
    let listing = listing(&lab.world, scope(&lab));
    let found = |text: &str| -> Vec<String> {
        let found = listing.matching(text);
        found.namespaces.values().flatten().map(|metric| metric.name.clone()).collect()
    };
    assert_eq!(found("web-1"), ["a", "b"]);
    assert_eq!(found("APP ord"), ["orders"]);
    assert_eq!(found("host nowhere"), Vec::<String>::new());
    assert_eq!(found(""), ["CallCount", "a", "b", "orders"]);
}

/// Lines of two units on one axis are told, with the row that had better go to the other one.
#[test]
fn lines_of_different_units_are_told_apart() {
    let mut lab = lab();
    let host = json!([{ "Name": "host", "Value": "Web-1" }]);
    let data = json!([{ "MetricName": "c", "Value": 9, "Unit": "Bytes", "Dimensions": host }]);
    lab.ok("cloudwatch", "PutMetricData", json!({ "Namespace": "App", "MetricData": data }));
    lab.sleep(Span::mins(1));
    let plain = MetricsQuery { rows: Vec::new(), ..query() };
    assert_eq!(page(&lab, &plain).apart(), None);
    let mixed = MetricsQuery { metrics: vec![metric("a"), metric("c")], ..plain };
    let model = page(&lab, &mixed);
    assert_eq!(model.apart(), Some(("m2", "Bytes", "Count")));
    assert_eq!(model.chart.unwrap().axis_unit(false), "", "no unit stands for both");
    let moved = mixed.with_look(RowLook { right: true, ..look("m2") });
    let model = page(&lab, &moved);
    assert_eq!(model.apart(), None);
    let hidden = mixed.with_look(RowLook { hidden: true, ..look("m2") });
    assert_eq!(page(&lab, &hidden).apart(), None);
    let one = MetricsQuery { math: Vec::new(), ..moved };
    let chart = page(&lab, &one).chart.unwrap();
    assert_eq!((chart.axis_unit(false), chart.axis_unit(true)), ("Count", "Bytes"));
}

/// Every example can be computed of what is chosen.
#[test]
fn the_examples_of_expressions_are_right() {
    let lab = lab();
    for metrics in [vec![], vec![metric("a")], vec![metric("a"), metric("b")]] {
        let plain = MetricsQuery { metrics, math: Vec::new(), rows: Vec::new(), ..query() };
        let chosen = Chosen::from(&plain);
        let examples = math::examples(&chosen);
        assert!(!examples.is_empty());
        for (expression, key) in examples {
            assert_eq!(math::problem(&chosen, expression), None, "{expression}");
            assert_ne!(texts().t(key), key);
            let with = MetricsQuery { math: vec![expression.to_owned()], ..plain.clone() };
            let found = page(&lab, &with).rows.pop().unwrap().problem;
            // A band needs a detector besides, which nobody made here.
            assert_eq!(found.is_some(), expression.contains("BAND"), "{expression}");
        }
    }
}

/// An alarm begun with an expression has its row and those above it, and watches it.
#[test]
fn an_alarm_begins_with_an_expression() {
    let two = MetricsQuery { math: vec!["m1 + m2".to_owned(), "e1 * 2".to_owned()], ..query() };
    let draft = looks::alarm(&Chosen::from(&two), "e1");
    let rows: Vec<(&str, bool, &str)> =
        draft.rows.iter().map(|r| (r.id.as_str(), r.returns, r.expression.as_str())).collect();
    assert_eq!(rows, [("m1", false, ""), ("m2", false, ""), ("e1", true, "m1 + m2")]);
    assert_eq!((draft.kind.as_str(), draft.period.as_str()), ("math", "60"));
    assert_eq!(draft.problems(Step::Metric), []);
    // A metric goes with its own statistic and period.
    let mut own = look("m1");
    (own.stat, own.period_secs) = (Some("p90".to_owned()), Some(300));
    let draft = looks::alarm(&Chosen::from(&query().with_look(own)), "m1");
    assert_eq!((draft.kind.as_str(), draft.stat.as_str()), ("metric", "p90"));
    assert_eq!(draft.period, "300");
    assert_eq!(draft.metric.map(|metric| metric.name), Some("a".to_owned()));
}

/// An alarm goes to a dashboard as its graph or, if it is a composite, as its state.
#[test]
fn an_alarm_goes_to_a_dashboard() {
    let arn = "arn:aws:cloudwatch:us-east-1:123456789012:alarm:web".to_owned();
    for (graph, kind) in [(true, "metric"), (false, "alarm")] {
        let widget = edit::titled(edit::alarm(arn.clone(), graph), " Web ");
        let body = edit::add(&Body::default(), widget, (12, 6)).print();
        let read: serde_json::Value = serde_json::from_str(&body).unwrap();
        let widget = &read["widgets"][0];
        assert_eq!(widget["type"], kind);
        assert_eq!(widget["properties"]["title"], "Web");
        let put = json!({ "DashboardName": kind, "DashboardBody": body });
        let mut lab = Lab::new();
        lab.ok("cloudwatch", "PutDashboard", put);
        assert!(body.contains(&arn));
    }
}

#[test]
fn what_the_graphed_metrics_are_about() {
    let mut lab = Lab::new();
    let keys = json!({ "Name": "shop", "Type": "Service", "Environment": "prod" });
    let put = |lab: &mut Lab, metric: &str, keys: &serde_json::Value| {
        let entity = json!({ "KeyAttributes": keys, "Attributes": { "Host": "web-1" } });
        let data = json!([{ "MetricName": metric, "Value": 1 }]);
        let with = json!([{ "Entity": entity, "MetricData": data }]);
        let input = json!({ "Namespace": "App", "EntityMetricData": with,
            "StrictEntityValidation": false });
        lab.ok("cloudwatch", "PutMetricData", input);
    };
    put(&mut lab, "a", &keys);
    put(&mut lab, "b", &keys);
    put(&mut lab, "c", &json!({ "Type": "Service", "Name": "shop" }));
    let chosen = |name: &str| MetricId { dimensions: Vec::new(), ..metric(name) };
    let metrics = vec![chosen("none"), chosen("a"), chosen("c")];
    let query = MetricsQuery { metrics, ..MetricsQuery::default() };
    let told = |lab: &Lab| -> Vec<String> {
        let told = page(lab, &query).about.into_iter().map(|about| {
            let entities = about.entities.iter().map(|it| {
                let pairs = it.keys.iter().chain(&it.attributes);
                let pairs: Vec<String> = pairs.map(|(name, of)| format!("{name}={of}")).collect();
                let related: Vec<&str> = it.related.iter().map(|it| it.name.as_str()).collect();
                let until = it.until.rfc3339();
                format!("{} until {until} ({}) beside {related:?}", pairs.join(" "), it.active)
            });
            let dropped = about
                .dropped
                .iter()
                .map(|(at, it)| format!("dropped {}: {} {}", at.rfc3339(), it.fault.name(), it.at));
            let all: Vec<String> = entities.chain(dropped).collect();
            format!("{} {}: {}", about.id, about.metric.name, all.join("; "))
        });
        told.collect()
    };
    let shop = "Type=Service Environment=prod Name=shop Host=web-1 until 2025-01-06T03:00:00Z";
    let lost = "m3 c: dropped 2025-01-06T00:00:00Z: MissingRequiredFields Environment";
    assert_eq!(told(&lab), [format!("m2 a: {shop} (true) beside [\"b\"]"), lost.to_owned()]);
    lab.sleep(Span::mins(181));
    assert_eq!(told(&lab), [format!("m2 a: {shop} (false) beside []"), lost.to_owned()]);
}
