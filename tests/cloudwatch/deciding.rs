//! Missing data: every cell of AWS's tables, its prose, and all cases of three out of five windows.

use serde_json::{Value, json};
use watchtrail::services::cloudwatch::alarm::config::Comparison;
use watchtrail::services::cloudwatch::alarm::decide::{Rule, Terms, Verdict, decide};
use watchtrail::services::cloudwatch::alarm::slots::Slot;
use watchtrail::services::cloudwatch::alarm::{StateValue, Treat};
use watchtrail::sim::{Span, Time};

use super::{cases, config};
use crate::support::vectors;

/// Windows from AWS's notation: oldest first, `0` good, `X` breaching, `-` missing.
fn slots<'a>(points: impl Iterator<Item = &'a str>) -> Vec<Slot> {
    let mut slots: Vec<Slot> = points
        .enumerate()
        .map(|(i, point)| {
            let start = Time::from_secs(i as i64 * 300);
            let value = match point {
                "0" => Some(0.0),
                "X" => Some(100.0),
                "-" => None,
                other => panic!("{other}"),
            };
            Slot { value, samples: 1.0, ..Slot::empty(start, start + Span::secs(300)) }
        })
        .collect();
    slots.reverse();
    slots
}

fn verdict(points: &[&str], n: u32, m: u32, treat: Treat) -> Verdict {
    let comparison = Comparison::Greater;
    let terms = Terms { n, m, threshold: 50.0, comparison, treat, least_samples: None };
    decide(&slots(points.iter().copied()), &terms)
}

fn name(verdict: &Verdict) -> &'static str {
    verdict.state.map_or("retain", StateValue::name)
}

fn points(case: &Value) -> Vec<&str> {
    case["datapoints"].as_array().unwrap().iter().map(|p| p.as_str().unwrap()).collect()
}

fn number(case: &Value, key: &str) -> u32 {
    case[key].as_u64().unwrap() as u32
}

#[test]
fn every_cell_of_both_tables() {
    let cases = cases("missing_data_tables");
    assert_eq!(cases.len(), 40);
    for case in cases {
        let treat = Treat::named(case["treatMissingData"].as_str().unwrap()).unwrap();
        let verdict = verdict(&points(&case), number(&case, "N"), number(&case, "M"), treat);
        assert_eq!(json!(name(&verdict)), case["expected"], "{}", case["id"]);
        // The page counts row 3 of table 2 (one gap to fill) and the others alike.
        assert_eq!(verdict.tally.fill, number(&case, "mustBeFilled"), "{}", case["id"]);
    }
}

#[test]
fn every_sentence_beside_the_tables() {
    for case in cases("missing_data_prose") {
        let id = case["id"].as_str().unwrap();
        let steps = match case.get("sequence") {
            Some(steps) => steps.as_array().unwrap().clone(),
            None => vec![case.clone()],
        };
        let treat = match case["treatMissingData"].as_str() {
            Some(name) => Treat::named(name).unwrap(),
            // Nothing chosen: what the namespace makes of it.
            None => config(json!({ "Namespace": case["namespace"] })).treat(),
        };
        for step in steps {
            let verdict = verdict(&points(&step), number(&case, "N"), number(&case, "M"), treat);
            let found = json!(name(&verdict));
            for key in ["expected", "recommended", "expectedUserGuide2026"] {
                if let Some(expected) = step.get(key) {
                    assert_eq!(&found, expected, "{id} {key}");
                }
            }
            if let Some(not) = step.get("mustNotBe") {
                assert_ne!(&found, not, "{id}");
            }
        }
    }
}

#[test]
fn dynamodb_ignores_missing_data_unless_told_otherwise() {
    let dynamo = |treat: Value| {
        config(json!({ "Namespace": "AWS/DynamoDB", "TreatMissingData": treat })).treat()
    };
    assert_eq!(dynamo(Value::Null), Treat::Ignore);
    assert_eq!(dynamo(json!("breaching")), Treat::Breaching);
    assert_eq!(config(json!({})).treat(), Treat::Missing);
}

#[test]
fn every_case_of_three_of_five() {
    let vectors = vectors("missing_data_derived");
    let rows = vectors["rows"].as_array().unwrap();
    assert_eq!(rows.len(), 364);
    for row in rows {
        let text = row[0].as_str().unwrap();
        let points: Vec<String> = text.chars().map(String::from).collect();
        let points: Vec<&str> = points.iter().map(String::as_str).collect();
        let m = row[1].as_u64().unwrap() as u32;
        let columns = [Treat::Missing, Treat::Ignore, Treat::Breaching, Treat::NotBreaching];
        for (i, treat) in columns.into_iter().enumerate() {
            let verdict = verdict(&points, 3, m, treat);
            assert_eq!(json!(name(&verdict)), row[i + 2], "{text} M={m} {treat:?}");
        }
    }
}

#[test]
fn the_rule_that_decided_is_told() {
    let cases = [
        (["0", "-", "X", "-", "X"], Treat::Missing, Rule::NewestReal),
        (["0", "-", "-", "-", "-"], Treat::Breaching, Rule::Filled),
        (["0", "-", "-", "-", "-"], Treat::Missing, Rule::RealAlone),
        (["-", "-", "X", "-", "-"], Treat::Missing, Rule::OldEnough),
        (["-", "-", "-", "X", "-"], Treat::Missing, Rule::TooEarly),
        (["-", "-", "X", "-", "-"], Treat::Ignore, Rule::Ignored),
        (["-", "-", "-", "-", "-"], Treat::Ignore, Rule::Ignored),
        (["-", "-", "-", "-", "-"], Treat::Missing, Rule::NoData),
        (["-", "-", "-", "-", "-"], Treat::NotBreaching, Rule::NoData),
    ];
    for (points, treat, rule) in cases {
        assert_eq!(verdict(&points, 3, 3, treat).rule, rule, "{points:?} {treat:?}");
    }
}

#[test]
fn percentiles_of_few_samples_leave_the_state() {
    let mut window = slots(["X"].into_iter());
    let comparison = Comparison::Greater;
    let treat = Treat::Missing;
    let least_samples = Some(100.0);
    let terms = Terms { n: 1, m: 1, threshold: 50.0, comparison, treat, least_samples };
    for (samples, state, rule) in
        [(99.0, None, Rule::LowSamples), (100.0, Some(StateValue::Alarm), Rule::NewestReal)]
    {
        window[0].samples = samples;
        let verdict = decide(&window, &terms);
        assert_eq!((verdict.state, verdict.rule), (state, rule), "{samples}");
    }
}

#[test]
fn an_alarm_comes_back_at_n_minus_m_plus_one_good_points() {
    for n in 1..=6u32 {
        for m in 1..=n {
            for breaching in 0..=n {
                let points: Vec<&str> =
                    (0..n).map(|i| if i < breaching { "X" } else { "0" }).collect();
                let good = n - breaching;
                let expected = if good > n - m { StateValue::Ok } else { StateValue::Alarm };
                let found = verdict(&points, n, m, Treat::Missing).state;
                assert_eq!(found, Some(expected), "{n} {m} {breaching}");
            }
        }
    }
}
