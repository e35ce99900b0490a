//! The metrics page.

use serde_json::json;
use watchtrail::api::spec::Operation as _;
use watchtrail::sim::{Region, Scope, Span};
use watchtrail::telemetry::MetricId;
use watchtrail::text::{Lang, Texts};
use watchtrail::view::metrics::put::{Field, Form, Kind};
use watchtrail::view::metrics::{Chosen, Group, listing, model, reads};

use crate::support::{self, Lab};

fn texts() -> Texts {
    let mut texts = Texts::new(Lang::En);
    texts.add(&support::read("static/text/en/metrics.json")).unwrap();
    texts
}

fn scope(lab: &Lab) -> Scope {
    Scope { account: lab.world.account(), region: Region::US_EAST_1 }
}

fn publish(lab: &mut Lab, name: &str, dimensions: serde_json::Value) {
    let data = json!([{ "MetricName": name, "Value": 5, "Dimensions": dimensions }]);
    lab.ok("cloudwatch", "PutMetricData", json!({ "Namespace": "App", "MetricData": data }));
}

#[test]
fn metrics_are_listed_as_listmetrics_lists_them() {
    let mut lab = Lab::new();
    publish(&mut lab, "a", json!([]));
    publish(&mut lab, "b", json!([{ "Name": "host", "Value": "x" }]));
    publish(&mut lab, "c", json!([{ "Name": "host", "Value": "x" }]));
    let soon = listing(&lab.world, scope(&lab));
    assert!(soon.is_empty());
    assert_eq!(soon.soon.len(), 3);
    assert_eq!(soon.soon[0].1, lab.world.now() + Span::mins(15));
    lab.sleep(Span::mins(15));
    let listed = listing(&lab.world, scope(&lab));
    // The calls that published them are counted, too.
    assert!(listed.soon.iter().all(|(id, _)| id.namespace == "AWS/Usage"));
    let reply = lab.ok("cloudwatch", "ListMetrics", json!({ "Namespace": "App" }));
    assert_eq!(reply["Metrics"].as_array().unwrap().len(), listed.namespaces["App"].len());
    let groups: Vec<(Vec<String>, usize)> =
        listed.groups("App").into_iter().map(|g| (g.names, g.metrics.len())).collect();
    assert_eq!(groups, [(vec![], 1), (vec!["host".to_owned()], 2)]);
    lab.sleep(Span::days(15));
    assert!(listing(&lab.world, scope(&lab)).is_empty(), "forgotten after two weeks");
}

#[test]
fn an_instance_without_points_says_when_the_first_comes() {
    let mut lab = Lab::new();
    lab.sleep(Span::mins(2));
    let image = "ami-0c02fb55956c7d316";
    let run = json!({ "ImageId": image, "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1 });
    lab.ok("ec2", "RunInstances", run);
    lab.sleep(Span::mins(1));
    let listing_now = listing(&lab.world, scope(&lab));
    assert_eq!(listing_now.waiting.len(), 1);
    let at = listing_now.waiting[0].1;
    assert_eq!(at.format("%H:%M:%S"), "00:07:00");
    let second_before = at - Span::secs(1);
    lab.sleep(second_before - lab.world.now());
    assert_eq!(listing(&lab.world, scope(&lab)).waiting.len(), 1);
    lab.sleep(Span::secs(1));
    let after = listing(&lab.world, scope(&lab));
    assert!(after.waiting.is_empty() && !after.soon.is_empty());
}

#[test]
fn chosen_metrics_are_graphed_under_aws_s_labels() {
    let mut lab = Lab::new();
    publish(&mut lab, "a", json!([{ "Name": "host", "Value": "x" }]));
    publish(&mut lab, "a", json!([{ "Name": "host", "Value": "y" }]));
    let metric =
        |value: &str| MetricId::new("App", "a", vec![("host".to_owned(), value.to_owned())]);
    let chosen = Chosen {
        metrics: vec![metric("x"), metric("y")],
        period_secs: Some(60),
        ..Chosen::default()
    };
    let page = model(&lab.world, scope(&lab), chosen.clone(), &texts());
    let chart = page.chart.unwrap();
    assert_eq!(chart.label, "a, Average");
    let labels: Vec<&str> = chart.series.iter().map(|series| series.label.as_str()).collect();
    assert_eq!(labels, ["x", "y"]);
    let clipped = chart.clip(chart.to - Span::hours(1), chart.to);
    assert_eq!(clipped.series[0].dots.len(), 0, "a point at the very end is of the next minute");
    let names: Vec<&str> =
        reads(&chosen, lab.world.now()).iter().map(|request| request.spec().name).collect();
    assert_eq!(names, ["ListMetrics", "GetMetricData"]);
    let math = |text: &[&str]| Chosen {
        math: text.iter().map(|text| (*text).to_owned()).collect(),
        ..chosen.clone()
    };
    let page = model(&lab.world, scope(&lab), math(&["m1 + m2", "e1 * 2", "METRICS()"]), &texts());
    let labels = page.chart.unwrap().series.into_iter().map(|series| series.label);
    assert_eq!(labels.collect::<Vec<_>>(), ["x", "y", "e1", "e2", "e3 m1", "e3 m2"]);
    let rows: Vec<String> =
        page.rows.iter().map(|row| format!("{} = {}", row.id, row.text)).collect();
    assert_eq!(page.rows[0].of, "a · host=x");
    assert_eq!(rows, ["m1 = x", "m2 = y", "e1 = m1 + m2", "e2 = e1 * 2", "e3 = METRICS()"]);
    // An expression rests on those above it alone; what is wrong is told and not asked of AWS.
    for (text, wrong) in [
        (vec!["e1"], "Error in expression 'e1': there is no metric or expression e1"),
        (vec!["m1", "m1 +"], "Error in expression 'e2': expected a value, found the end"),
        (vec!["m1", "AVG(e3)"], "Error in expression 'e2': there is no metric or expression e3"),
    ] {
        let bad = math(&text);
        let page = model(&lab.world, scope(&lab), bad.clone(), &texts());
        let problems: Vec<String> = page.rows.into_iter().filter_map(|row| row.problem).collect();
        assert_eq!(problems, [wrong]);
        let asked = |chosen: &Chosen| reads(chosen, lab.world.now())[1].input().to_string();
        assert!(!asked(&bad).contains("Expression"), "{text:?}");
        assert!(asked(&math(&text[..text.len() - 1])).contains("Expression") == (text.len() > 1));
    }
    assert_eq!(model(&lab.world, scope(&lab), Chosen::default(), &texts()).chart, None);
}

#[test]
fn the_form_publishes_in_every_form() {
    let now = Lab::new().world.now();
    let form = || Form { value: "5".to_owned(), ..Form::default() };
    let input =
        |form: &Form| form.request(now).map(|request| request.input()["MetricData"][0].clone());
    let base = json!({ "MetricName": "orders", "Unit": "Count", "Value": 5.0 });
    assert_eq!(input(&form()), Ok(base));
    let full = Form {
        dimensions: "host=a, zone = b".to_owned(),
        kind: Kind::Values,
        value: "1, 2 3".to_owned(),
        counts: "4,5,6".to_owned(),
        fine: true,
        minutes: "-90".to_owned(),
        ..form()
    };
    let expected = json!({
        "MetricName": "orders", "Unit": "Count", "StorageResolution": 1,
        "Dimensions": [{ "Name": "host", "Value": "a" }, { "Name": "zone", "Value": "b" }],
        "Values": [1.0, 2.0, 3.0], "Counts": [4.0, 5.0, 6.0],
        "Timestamp": "2025-01-05T22:30:00+00:00",
    });
    assert_eq!(input(&full), Ok(expected));
    let set = Form {
        kind: Kind::Set,
        counts: "3".to_owned(),
        minimum: "1".to_owned(),
        maximum: "2".to_owned(),
        ..form()
    };
    let told = json!({ "SampleCount": 3.0, "Sum": 5.0, "Minimum": 1.0, "Maximum": 2.0 });
    assert_eq!(input(&set).unwrap()["StatisticValues"], told);
    let wrong = |form: Form| input(&form).unwrap_err();
    assert_eq!(wrong(Form::default()), Field::Value);
    assert_eq!(wrong(Form { dimensions: "host".to_owned(), ..form() }), Field::Dimensions);
    assert_eq!(wrong(Form { minutes: "soon".to_owned(), ..form() }), Field::Minutes);
    assert_eq!(wrong(Form { counts: "x".to_owned(), ..full }), Field::Counts);
    assert_eq!(wrong(Form { maximum: String::new(), ..set }), Field::Maximum);
}

/// Row A: anomaly-detection band, typed on the page.
#[test]
fn a_typed_band_is_shaded_once_there_is_a_trained_detector() {
    let mut lab = Lab::new();
    let chosen = Chosen {
        metrics: vec![MetricId::new("App", "a", Vec::new())],
        math: vec!["ANOMALY_DETECTION_BAND(m1)".to_owned()],
        period_secs: Some(60),
        ..Chosen::default()
    };
    let page = |lab: &Lab| model(&lab.world, scope(lab), chosen.clone(), &texts());
    let problem = |lab: &Lab| page(lab).rows[1].problem.clone().unwrap_or_default();
    publish(&mut lab, "a", json!([]));
    assert!(problem(&lab).starts_with("There is no anomaly detector for m1"), "{}", problem(&lab));
    let metric = json!({ "Namespace": "App", "MetricName": "a", "Stat": "Average" });
    lab.ok("cloudwatch", "PutAnomalyDetector", metric);
    assert!(problem(&lab).contains("has not learnt yet"), "{}", problem(&lab));
    for _ in 0..20 {
        publish(&mut lab, "a", json!([]));
        lab.sleep(Span::mins(1));
    }
    assert_eq!(problem(&lab), "");
    let chart = page(&lab).chart.unwrap();
    assert_eq!(chart.series.len(), 1);
    assert!(!chart.expected.is_empty());
}

/// The console's own headings over the metrics of EC2, and ours over all others.
#[test]
fn metrics_of_ec2_stand_under_the_headings_of_the_console() {
    let texts = texts();
    let cases: [(&str, &[&str], &str); 5] = [
        ("AWS/EC2", &["InstanceId"], "Per-Instance Metrics"),
        ("AWS/EC2", &["AutoScalingGroupName"], "By Auto Scaling Group"),
        ("AWS/EC2", &[], "Across All Instances"),
        ("CWAgent", &["InstanceId"], "By InstanceId"),
        ("Shop", &[], "Metrics with no dimensions"),
    ];
    for (namespace, names, title) in cases {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let dimensions = names.iter().map(|name| (name.clone(), "x".to_owned())).collect();
        let metric = MetricId { namespace: namespace.to_owned(), name: "M".to_owned(), dimensions };
        assert_eq!(Group { names, metrics: vec![metric] }.title(&texts), title);
    }
}
