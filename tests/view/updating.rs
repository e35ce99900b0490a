//! What an update of an alarm changes, what it says of itself, and the clock that waits for it.

use serde_json::json;
use watchtrail::api::spec::Operation as _;
use watchtrail::sim::{Region, Scope, Span, Stop, Watch};
use watchtrail::text::{Lang, Texts};
use watchtrail::view::alarms::draft::Draft;
use watchtrail::view::alarms::{detail, wizard};

use crate::support::{self, Lab};

fn texts() -> Texts {
    let mut texts = Texts::new(Lang::En);
    for name in ["alarms", "metrics", "chart"] {
        texts.add(&support::read(&format!("static/text/en/{name}.json"))).unwrap();
    }
    texts
}

fn scope(lab: &Lab) -> Scope {
    Scope { account: lab.world.account(), region: Region::US_EAST_1 }
}

fn page(lab: &Lab) -> detail::Model {
    detail::model(&lab.world, scope(lab), "load-high", None, &texts()).unwrap()
}

/// While one alarm is waited for, no other stops the clock.
#[test]
fn the_clock_stops_for_one_alarm_alone() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({ "AlarmName": "other", "Period": 60, "EvaluationPeriods": 1 }));
    lab.put_alarm(json!({ "Period": 60, "EvaluationPeriods": 3 }));
    let own = page(&lab).config.arn.clone();
    let seen = lab.world.facts().len();
    let mut changed = Vec::new();
    for _ in 0..4 {
        lab.publish(91.3);
        let until = lab.world.now() + Span::mins(1);
        let progress = lab.world.advance(until, u32::MAX, Watch::Alarm(&own));
        changed.push(progress.stop == Stop::Notable);
    }
    assert_eq!(changed.iter().filter(|stopped| **stopped).count(), 1, "{changed:?}");
    let of = |fact: &watchtrail::sim::Fact| fact.what.alarm_change().cloned();
    let arns: std::collections::BTreeSet<_> =
        lab.world.facts().since(seen).filter_map(of).collect();
    assert_eq!(arns.len(), 2, "the other one changed as well: {arns:?}");
}

/// row: Update replaces the whole configuration
#[test]
fn an_update_says_what_was_and_what_will_be() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({ "AlarmDescription": "as it was", "Threshold": 50.0, "Period": 60,
        "EvaluationPeriods": 1, "TreatMissingData": "breaching" }));
    let (here, en) = (scope(&lab), texts());
    let draft = wizard::begin(&lab.world, here, Some("load-high"), None);
    let shown = |draft: Draft, editing: Option<&str>| {
        let model = wizard::model(&lab.world, here, draft, editing, &en);
        let words = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        let one = |one: watchtrail::view::alarms::replaced::Replaced| {
            let reset = if one.reset { " reset" } else { "" };
            format!("{}: {} -> {}{reset}", one.member, words(one.was), words(one.becomes))
        };
        model.replaced.map(|all| all.into_iter().map(one).collect::<Vec<_>>())
    };
    assert_eq!(shown(draft.clone(), Some("load-high")), Some(Vec::new()));
    let changed = Draft {
        threshold: "80".to_owned(),
        n: "3".to_owned(),
        m: "2".to_owned(),
        description: String::new(),
        ..draft.clone()
    };
    let expected = [
        "AlarmDescription: as it was -> - reset",
        "DatapointsToAlarm: 1 -> 2",
        "EvaluationPeriods: 1 -> 3",
        "Threshold: 50 -> 80",
    ];
    assert_eq!(shown(changed, Some("load-high")).unwrap(), expected);
    // A new one with a name that is taken replaces the other as well; tags are for new ones only.
    let other = Draft { name: "another".to_owned(), ..draft.clone() };
    assert_eq!(shown(other, None), None);
    let tags = vec![("team".to_owned(), "shop".to_owned())];
    let tagged = Draft { tags, ..draft };
    let sent = |editing| {
        let model = wizard::model(&lab.world, here, tagged.clone(), editing, &en);
        model.request.unwrap().input().get("Tags").cloned()
    };
    assert_eq!(sent(Some("load-high")), None);
    assert_eq!(sent(None), Some(json!([{ "Key": "team", "Value": "shop" }])));
}

#[test]
fn the_condition_of_a_band_names_its_side_and_width() {
    let mut lab = Lab::new();
    let metric = json!({ "Namespace": "Test", "MetricName": "load" });
    let metrics = json!([
        { "Id": "m1", "MetricStat": { "Metric": metric, "Period": 60, "Stat": "Average" } },
        { "Id": "ad1", "Expression": "ANOMALY_DETECTION_BAND(m1, 3)" }
    ]);
    lab.ok(
        "cloudwatch",
        "PutMetricAlarm",
        json!({ "AlarmName": "load-high",
        "EvaluationPeriods": 2, "ThresholdMetricId": "ad1", "Metrics": metrics,
        "ComparisonOperator": "LessThanLowerOrGreaterThanUpperThreshold" }),
    );
    let said = "load outside the band (width: 3) for 2 datapoints within 2 minutes";
    assert_eq!(page(&lab).condition, said);
}
