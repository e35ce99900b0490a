//! State reasons, word for word.

use serde_json::Value;
use watchtrail::services::cloudwatch::alarm::config::Comparison;
use watchtrail::services::cloudwatch::alarm::decide::{Terms, decide};
use watchtrail::services::cloudwatch::alarm::reason::{self, Band, Crossing};
use watchtrail::services::cloudwatch::alarm::slots::Slot;
use watchtrail::services::cloudwatch::alarm::{StateValue, Treat};
use watchtrail::sim::scope::Arn;
use watchtrail::sim::{Span, Time};

use super::{at, cases};

fn points(case: &Value) -> Vec<(f64, Time)> {
    let stamp = |text: &str| {
        // dd/MM/yy HH:mm:ss
        let (date, time) = text.split_once(' ').unwrap();
        let parts: Vec<&str> = date.split('/').collect();
        at(&format!("20{}-{}-{}T{time}Z", parts[2], parts[1], parts[0]))
    };
    let one = |point: &Value| (point[0].as_f64().unwrap(), stamp(point[1].as_str().unwrap()));
    case.get("points").map_or(Vec::new(), |p| p.as_array().unwrap().iter().map(one).collect())
}

fn doubles(case: &Value, key: &str) -> Vec<f64> {
    case[key].as_array().unwrap().iter().map(|v| v.as_f64().unwrap()).collect()
}

#[test]
fn every_sample_is_written_word_for_word() {
    let cases = cases("state_reasons");
    assert_eq!(cases.len(), 18);
    for case in cases {
        let id = case["id"].as_str().unwrap();
        let number = |key: &str| case.get(key).and_then(Value::as_u64).map(|n| n as u32);
        let state = case["state"].as_str().and_then(StateValue::named);
        let treat = case.get("treatMissingData").and_then(Value::as_str).and_then(Treat::named);
        let points = points(&case);
        let crossing = || Crossing {
            state: state.unwrap(),
            points: &points,
            n: number("N").unwrap(),
            m: number("M"),
            filled: number("filled").zip(treat),
        };
        let operator = || Comparison::named(case["operator"].as_str().unwrap()).unwrap();
        let text = match id.chars().next().unwrap() {
            'a' | 'b' => {
                let threshold = case["threshold"].as_f64().unwrap();
                reason::threshold(&crossing(), operator(), threshold)
            }
            'c' => {
                let (n, filled) = (number("N").unwrap(), number("filled").unwrap());
                reason::received(0, n, filled, treat.unwrap())
            }
            'd' => reason::unknown(number("N").unwrap()),
            'f' => {
                let (lower, upper) = (doubles(&case, "lower"), doubles(&case, "upper"));
                reason::band(&crossing(), Band::Outside, &lower, &upper)
            }
            'g' => {
                let name = "arn:aws:cloudwatch:us-east-1:111122223333:alarm:SuppressionDemo.Main";
                reason::composite_created(&Arn::parse(name).unwrap(), state.unwrap())
            }
            'h' => match id {
                "h2" => reason::time_series(101, 150),
                "h3" => reason::promql(95),
                "h5" => reason::CONTRIBUTOR_GONE.to_owned(),
                other => panic!("{other}"),
            },
            other => panic!("{other}"),
        };
        let expected = case["expected"].as_str().unwrap();
        if case.get("matchPrefixOnly").is_some() {
            assert!(text.starts_with(expected), "{id}: {text}");
        } else {
            assert_eq!(text, expected, "{id}");
        }
    }
}

#[test]
fn texts_of_alarms_that_come_later() {
    let child = Arn::parse("arn:aws:cloudwatch:us-east-1:111122223333:alarm:child").unwrap();
    assert_eq!(
        reason::child_changed(&child, StateValue::Alarm, at("2022-07-22T15:57:45Z")),
        "arn:aws:cloudwatch:us-east-1:111122223333:alarm:child transitioned to ALARM at Friday 22 \
         July, 2022 15:57:45 UTC"
    );
    assert_eq!(reason::time_series(95, 150), "95 out of 150 time series evaluated to ALARM");
    assert_eq!(reason::promql(101), "100+ time series evaluated to ALARM");
    let newest = [(0.0, at("2025-01-06T10:00:00Z"))];
    let crossing =
        Crossing { state: StateValue::Alarm, points: &newest, n: 1, m: None, filled: None };
    assert_eq!(
        reason::contributor(&crossing, Comparison::Less, 1.0),
        "Threshold Crossed: 1 datapoint was less than the threshold (1.0). The most recent \
         datapoint which crossed the threshold: [0.0 (06/01/25 10:00:00)]."
    );
    let points = [(2.0, at("2025-01-06T10:00:00Z"))];
    let crossing =
        Crossing { state: StateValue::Ok, points: &points, n: 1, m: Some(1), filled: None };
    assert_eq!(
        reason::band(&crossing, Band::Above, &[], &[3.5]),
        "Thresholds Crossed: 1 out of the last 1 datapoints [2.0 (06/01/25 10:00:00)] was not \
         greater than the upper thresholds [3.5] (minimum 1 datapoint for ALARM -> OK transition)."
    );
}

/// From windows to the text: `0` is 10, `X` is 90, against a threshold of 70; windows of a minute
/// from 10:00, oldest first.
fn text(windows: &str, n: u32, m: Option<u32>, treat: Treat) -> Option<String> {
    let slot = |(i, c): (usize, char)| {
        let start = at("2025-01-06T10:00:00Z") + Span::mins(i as i64);
        let value = match c {
            '0' => Some(10.0),
            'X' => Some(90.0),
            _ => None,
        };
        Slot { value, samples: 1.0, ..Slot::empty(start, start + Span::mins(1)) }
    };
    let mut slots: Vec<Slot> = windows.chars().enumerate().map(slot).collect();
    slots.reverse();
    let comparison = Comparison::Greater;
    let m_or_n = m.unwrap_or(n);
    let terms = Terms { n, m: m_or_n, threshold: 70.0, comparison, treat, least_samples: None };
    let verdict = decide(&slots, &terms);
    reason::of_verdict(&slots, &terms, &verdict, m)
}

#[test]
fn only_points_that_speak_for_the_state_are_listed() {
    let cases = [
        (
            "0X0X",
            4,
            Some(2),
            Treat::Missing,
            "Threshold Crossed: 2 out of the last 4 datapoints [90.0 (06/01/25 10:03:00), 90.0 \
             (06/01/25 10:01:00)] were greater than the threshold (70.0) (minimum 2 datapoints for \
             OK -> ALARM transition).",
        ),
        (
            "0X0X",
            4,
            Some(3),
            Treat::Missing,
            "Threshold Crossed: 2 out of the last 4 datapoints [10.0 (06/01/25 10:02:00), 10.0 \
             (06/01/25 10:00:00)] were not greater than the threshold (70.0) (minimum 2 datapoints \
             for ALARM -> OK transition).",
        ),
        // Older points than the newest N are not listed, gaps are passed over.
        (
            "XX-X-",
            2,
            None,
            Treat::Missing,
            "Threshold Crossed: 2 datapoints [90.0 (06/01/25 10:03:00), 90.0 (06/01/25 10:01:00)] \
             were greater than the threshold (70.0).",
        ),
        (
            "---0-",
            3,
            None,
            Treat::NotBreaching,
            "Threshold Crossed: 1 datapoint [10.0 (06/01/25 10:03:00)] was not greater than the \
             threshold (70.0) and 2 missing datapoints were treated as [NonBreaching].",
        ),
        ("-----", 3, Some(2), Treat::Missing, "Insufficient Data: 3 datapoints were unknown."),
        (
            "-----",
            3,
            Some(2),
            Treat::Breaching,
            "Threshold Crossed: no datapoints were received for 3 periods and 3 missing datapoints \
             were treated as [Breaching].",
        ),
        (
            "----0",
            3,
            Some(2),
            Treat::Breaching,
            "Threshold Crossed: 1 datapoint was received for 3 periods and 2 missing datapoints \
             were treated as [Breaching].",
        ),
        (
            "--XX-",
            3,
            None,
            Treat::NotBreaching,
            "Threshold Crossed: 2 datapoints were received for 3 periods and 1 missing datapoint \
             was treated as [NonBreaching].",
        ),
        // Ours: no sample of AWS's shows this.
        (
            "--X--",
            3,
            None,
            Treat::Missing,
            "Threshold Crossed: 1 datapoint [90.0 (06/01/25 10:02:00)] was greater than the \
             threshold (70.0).",
        ),
    ];
    for (windows, n, m, treat, expected) in cases {
        assert_eq!(text(windows, n, m, treat).as_deref(), Some(expected), "{windows}");
    }
    assert_eq!(text("---X-", 3, None, Treat::Missing), None, "the state stays, and its reason");
}

/// From published messages: five and more points are told in two sentences.
#[test]
fn many_points_are_told_in_two_sentences() {
    let point = |value: f64, time: &str| (value, at(&format!("2024-12-19T{time}Z")));
    let points: Vec<(f64, Time)> =
        (0..24).map(|i| (1.0, at("2024-12-19T08:33:00Z") - Span::mins(i))).collect();
    fn crossing(points: &[(f64, Time)], n: u32, m: Option<u32>) -> Crossing<'_> {
        Crossing { state: StateValue::Alarm, points, n, m, filled: None }
    }
    assert_eq!(
        reason::threshold(&crossing(&points, 24, None), Comparison::Greater, 0.0),
        "Threshold Crossed: 24 datapoints were greater than the threshold (0.0). The most recent \
         datapoints which crossed the threshold: [1.0 (19/12/24 08:33:00), 1.0 (19/12/24 \
         08:32:00), 1.0 (19/12/24 08:31:00), 1.0 (19/12/24 08:30:00), 1.0 (19/12/24 08:29:00)]."
    );
    let row = ["08:32:00", "08:31:00", "08:30:00", "08:29:00", "08:28:00"];
    let five = row.map(|time| point(0.0, time));
    assert_eq!(
        reason::threshold(&crossing(&five, 5, Some(5)), Comparison::Less, 65.0),
        "Threshold Crossed: 5 out of the last 5 datapoints were less than the threshold (65.0). \
         The most recent datapoints which crossed the threshold: [0.0 (19/12/24 08:32:00), 0.0 \
         (19/12/24 08:31:00), 0.0 (19/12/24 08:30:00), 0.0 (19/12/24 08:29:00), 0.0 (19/12/24 \
         08:28:00)] (minimum 5 datapoints for OK -> ALARM transition)."
    );
    let four = reason::threshold(&crossing(&five[..4], 5, Some(4)), Comparison::Less, 65.0);
    assert!(four.starts_with("Threshold Crossed: 4 out of the last 5 datapoints [0.0 ("), "{four}");
}
