//! The pages of alarms.

use serde_json::json;
use watchtrail::api::spec::Operation as _;
use watchtrail::services::cloudwatch::alarm::config::Limit;
use watchtrail::services::cloudwatch::alarm::{Config, StateValue, Treat};
use watchtrail::sim::{Change, Command, Region, Scope, Span, Stop, Time, Watch};
use watchtrail::telemetry::MetricId;
use watchtrail::text::{Lang, Texts};
use watchtrail::view::alarms::chain::{self, Went};
use watchtrail::view::alarms::draft::{Action, Draft, Field, Step};
use watchtrail::view::alarms::rows::Row;
use watchtrail::view::alarms::why::Look;
use watchtrail::view::alarms::{detail, list, request, ribbon, wizard, words};
use watchtrail::view::route::Route;

use crate::support::{self, Lab};

const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:ops-alerts";

fn texts(lang: Lang) -> Texts {
    let mut texts = Texts::new(lang);
    for name in ["alarms", "metrics", "chart"] {
        texts.add(&support::read(&format!("static/text/{}/{name}.json", lang.code()))).unwrap();
    }
    texts
}

fn scope(lab: &Lab) -> Scope {
    Scope { account: lab.world.account(), region: Region::US_EAST_1 }
}

fn page(lab: &Lab, at: Option<Time>) -> detail::Model {
    detail::model(&lab.world, scope(lab), "load-high", at, &texts(Lang::En)).unwrap()
}

/// The history of the sketch: three of four over gaps.
fn gaps() -> Lab {
    let mut lab = Lab::new();
    lab.sleep(Span::hours(10) + Span::mins(12));
    lab.put_alarm(json!({ "Period": 300, "EvaluationPeriods": 4, "DatapointsToAlarm": 3 }));
    for value in [Some(17.9), None, Some(74.0), None, Some(91.3), Some(88.7)] {
        if let Some(value) = value {
            lab.publish(value);
        }
        lab.sleep(Span::mins(5));
    }
    lab
}

/// A running clock stops where an alarm changes its state, and at nothing else.
#[test]
fn the_clock_stops_at_a_change_of_state() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({ "Period": 60, "EvaluationPeriods": 1 }));
    lab.publish(91.3);
    let (seen, until) = (lab.world.facts().len(), lab.world.now() + Span::mins(3));
    let progress = lab.world.advance(until, u32::MAX, Watch::Alarms);
    assert_eq!(progress.stop, Stop::Notable);
    assert!(lab.world.facts().since(seen).any(|fact| fact.what.alarm_change().is_some()));
    let rest = lab.world.advance(until, u32::MAX, Watch::Alarms);
    assert_eq!((rest.now, rest.stop), (until, Stop::Reached));
}

#[test]
fn the_microscope_tells_every_window() {
    let lab = gaps();
    let why = page(&lab, None).why.unwrap();
    let en = texts(Lang::En);
    let (cells, older) = why.cells(&en);
    let stamps: Vec<Option<&str>> = cells.iter().map(|cell| cell.points.as_deref()).collect();
    let of =
        |time| Some(["point of 10:12", "point of 10:22", "point of 10:32", "point of 10:37"][time]);
    assert_eq!(stamps, [of(0), None, of(1), None, of(2), of(3)]);
    let cells: Vec<(String, &str, Look, &str)> = cells
        .iter()
        .map(|c| (c.start.format("%H:%M"), c.value.as_str(), c.look, c.role.as_str()))
        .collect();
    let (breach, missing) = (Look::Breach, Look::Missing);
    let expected = [
        ("10:12", "17.9", Look::Within, "counted"),
        ("10:17", "–", missing, "looked past"),
        ("10:22", "74", breach, "counted"),
        ("10:27", "–", missing, "looked past"),
        ("10:32", "91.3", breach, "counted"),
        ("10:37", "88.7", breach, "counted"),
    ];
    let expected = expected.map(|(start, value, look, role)| (start.to_owned(), value, look, role));
    assert_eq!((cells.as_slice(), older), (expected.as_slice(), 0));
    assert_eq!(
        [why.note(&en), why.fetched(&en), why.rule(&en), why.verdict(&en), why.test(&en)],
        [
            "Evaluation at 10:42:00 · 3 of 4 datapoints · missing data: missing",
            "Evaluation range: N = 4, and 2 more to look past gaps",
            "Points with data: 4. The newest 4 decide, gaps or not: 3 of 4 breach.",
            "3 breaching ≥ M = 3 → ALARM",
            "Breaching means > 70.",
        ]
    );
    assert_eq!(
        why.remarks(&en),
        [
            "With 4 real points the missing-data setting plays no part.",
            "With M = 4 it would be OK.",
            "The state was ALARM before, so nothing changes and no action runs.",
        ]
    );
}

#[test]
fn the_microscope_speaks_korean() {
    let lab = gaps();
    let ko = texts(Lang::Ko);
    let why = page(&lab, None).why.unwrap();
    assert_eq!(why.verdict(&ko), "위반 3개 ≥ M = 3 → ALARM");
    assert_eq!(
        why.rule(&ko),
        "데이터가 있는 데이터 포인트가 4개이므로 누락과 상관없이 최신 4개로 판정합니다. 4개 중 \
         3개가 임계값을 위반합니다."
    );
}

#[test]
fn any_moment_of_the_past_can_be_looked_at() {
    let lab = gaps();
    let now = page(&lab, None);
    assert!(now.live && now.chart.at.is_none());
    let then = page(&lab, Some(Time::parse("2025-01-06T10:24:30Z").unwrap()));
    assert!(!then.live);
    let why = then.why.unwrap();
    assert_eq!(why.evaluation.at.format("%H:%M:%S"), "10:24:00");
    assert_eq!(then.chart.band, Some((why.from, why.to)));
    assert_eq!(then.state, StateValue::Alarm, "the head shows the present state");
    // Before its first evaluation there is nothing to explain; before its creation, its creation.
    assert_eq!(page(&lab, Some(Time::from_secs(0))).why, None);
}

#[test]
fn conditions_are_worded_as_the_console_does() {
    let cases = [
        (json!({}), "load > 70 for 1 datapoint within 1 minute"),
        (
            json!({ "Period": 300, "EvaluationPeriods": 4, "DatapointsToAlarm": 3 }),
            "load > 70 for 3 datapoints within 20 minutes",
        ),
        (
            json!({ "Period": 3600, "EvaluationPeriods": 24, "Threshold": 0.5,
                    "ComparisonOperator": "LessThanOrEqualToThreshold" }),
            "load <= 0.5 for 24 datapoints within 1 day",
        ),
    ];
    for (changes, expected) in cases {
        let mut lab = Lab::new();
        lab.put_alarm(changes);
        let model = list::model(&lab.world, scope(&lab), &texts(Lang::En));
        assert_eq!(model.rows[0].condition, expected);
    }
    let config = crate::cloudwatch::config(json!({ "Period": 300, "EvaluationPeriods": 4 }));
    assert_eq!(
        words::condition(&config, &texts(Lang::Ko)),
        "20분 내 데이터 포인트 4개에 대해 load > 70"
    );
}

#[test]
fn the_list_filters() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({}));
    lab.put_alarm(json!({ "AlarmName": "other", "ActionsEnabled": false, "OKActions": [TOPIC] }));
    lab.publish_each_minute(&[91.0]);
    lab.ok(
        "cloudwatch",
        "SetAlarmState",
        json!({ "AlarmName": "other", "StateValue": "OK", "StateReason": "test" }),
    );
    let model = list::model(&lab.world, scope(&lab), &texts(Lang::En));
    let names = |state, text| -> Vec<String> {
        model.matching(state, text).iter().map(|row| row.name.clone()).collect()
    };
    assert_eq!(model.count(StateValue::Alarm), 1);
    assert_eq!(names(Some(StateValue::Alarm), ""), ["load-high"]);
    assert_eq!(names(None, " OTH"), ["other"]);
    assert_eq!(names(Some(StateValue::Ok), "load-"), [""; 0]);
    let other = model.rows.iter().find(|row| row.name == "other").unwrap();
    assert_eq!((other.enabled, other.actions), (false, 1));
}

#[test]
fn the_ribbon_tells_states_and_silence() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({}));
    lab.publish_each_minute(&[10.0]);
    lab.ok("cloudwatch", "DisableAlarmActions", json!({ "AlarmNames": ["load-high"] }));
    lab.publish_each_minute(&[10.0, 90.0]);
    let parts: Vec<(String, String, &str, bool)> = page(&lab, None)
        .ribbon
        .parts
        .iter()
        .map(|p| (p.from.format("%M"), p.to.format("%M"), p.state.name(), p.silent))
        .collect();
    let expected = [("00", "01", "INSUFFICIENT_DATA", false), ("01", "03", "OK", true)];
    let expected =
        expected.map(|(from, to, state, silent)| (from.to_owned(), to.to_owned(), state, silent));
    assert_eq!(parts, expected);
}

#[test]
fn ghosts_show_what_other_treatments_would_have_done() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({ "EvaluationPeriods": 3 }));
    lab.publish_each_minute(&[90.0, 90.0, 90.0]);
    lab.sleep(Span::mins(12));
    let mut model = page(&lab, None);
    let (world, config) = (&lab.world, model.config.clone());
    model.ghosts = ribbon::ghosts(world, scope(&lab), &config, model.created, model.now);
    let ghosts: Vec<(Treat, bool, &str, usize)> = model
        .ghosts
        .iter()
        .map(|g| (g.treat, g.own, g.ribbon.parts.last().unwrap().state.name(), g.alarms))
        .collect();
    assert_eq!(
        ghosts,
        [
            (Treat::Breaching, false, "ALARM", 1),
            (Treat::NotBreaching, false, "OK", 1),
            (Treat::Ignore, false, "ALARM", 1),
            (Treat::Missing, true, "INSUFFICIENT_DATA", 1),
        ]
    );
    let own = model.ghosts.iter().find(|ghost| ghost.own).unwrap();
    assert_eq!(own.ribbon, ribbon::own(lab.alarm("load-high"), model.created, model.now));
}

/// Hops of a chain: title, detail, how it went.
fn hops(chain: &chain::Chain) -> Vec<Vec<(String, String, Went)>> {
    let told = |hops: &Vec<chain::Hop>| {
        hops.iter().map(|hop| (hop.title.clone(), hop.detail.clone(), hop.went)).collect()
    };
    std::iter::once(&chain.before).chain(&chain.branches).map(told).collect()
}

#[test]
fn the_chain_breaks_where_nobody_confirmed() {
    let mut lab = Lab::new();
    lab.ok("sns", "CreateTopic", json!({ "Name": "ops-alerts" }));
    let subscribe = json!({ "TopicArn": TOPIC, "Protocol": "email", "Endpoint": "j@example.com" });
    lab.ok("sns", "Subscribe", subscribe);
    lab.put_alarm(json!({ "AlarmActions": [TOPIC] }));
    lab.publish_each_minute(&[20.0, 91.25]);
    let chain = page(&lab, None).chain.unwrap();
    let hop = |title: &str, detail: &str, went| (title.to_owned(), detail.to_owned(), went);
    let well = Went::Well;
    let arrived = "Average of the window from 00:01, readable at 00:01:00";
    assert_eq!(
        hops(&chain),
        [
            vec![
                hop("PutMetricData", "admin", well),
                hop("load 91.25", arrived, well),
                hop("OK → ALARM", "change of state", well),
            ],
            vec![
                hop("SNS ops-alerts", "published", well),
                hop(
                    "j@example.com",
                    "not delivered: the subscription is pending confirmation",
                    Went::Broke
                ),
            ],
        ]
    );
    assert!(chain::broke(&chain) && chain.silence.is_none());
    lab.publish_each_minute(&[95.0, 96.0]);
    let chain = page(&lab, None).chain.unwrap();
    assert_eq!(
        chain.silence.unwrap(),
        "Why no second message? Evaluations up to 00:04:00 found ALARM again, and actions run \
         when the state changes only. It has been ALARM since 00:02:00."
    );
}

#[test]
fn the_chain_ends_where_there_is_no_action_and_breaks_where_there_is_no_topic() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({ "OKActions": [TOPIC] }));
    lab.publish_each_minute(&[20.0]);
    let broken = page(&lab, None).chain.unwrap();
    assert_eq!(broken.branches.len(), 1);
    assert_eq!((broken.branches[0][0].went, broken.to), (Went::Broke, StateValue::Ok));
    lab.publish_each_minute(&[91.0]);
    let ended = page(&lab, None).chain.unwrap();
    assert_eq!(ended.branches[0][0].detail, "The alarm has no action for ALARM.");
    assert_eq!(ended.branches[0][0].went, Went::Ended);
    let first = page(&lab, Some(Time::parse("2025-01-06T00:00:30Z").unwrap())).chain.unwrap();
    assert_eq!((first.from, first.branches.len()), (None, 0));
}

#[test]
fn load_on_an_instance_is_the_first_cause() {
    let mut lab = Lab::new();
    let image = "ami-0c02fb55956c7d316";
    let run = json!({ "ImageId": image, "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 1 });
    let reply = lab.ok("ec2", "RunInstances", run);
    let instance = reply["Instances"][0]["InstanceId"].as_str().unwrap().to_owned();
    let dimensions = json!([{ "Name": "InstanceId", "Value": instance }]);
    lab.put_alarm(json!({ "Namespace": "AWS/EC2", "MetricName": "CPUUtilization", "Period": 300,
                          "Dimensions": dimensions }));
    lab.sleep(Span::mins(20));
    let load = Change::Load {
        instance: instance.clone(),
        resource: watchtrail::sim::command::Resource::Cpu,
        amount: Some(95.0),
        until: None,
    };
    lab.world.apply(&Command::World(load)).reply.unwrap();
    lab.sleep(Span::mins(20));
    let chain = page(&lab, None).chain.unwrap();
    assert_eq!(chain.to, StateValue::Alarm);
    assert_eq!(chain.before[0].title, "load of 95 %");
    assert_eq!((chain.before[0].detail.as_str(), chain.before.len()), (instance.as_str(), 3));
}

fn draft() -> Draft {
    let metric = MetricId::new("Test", "load", Vec::new());
    Draft {
        threshold: "70".to_owned(),
        period: "60".to_owned(),
        name: "load-high".to_owned(),
        ..Draft::on(metric)
    }
}

#[test]
fn a_draft_says_what_is_wrong() {
    type Spoil = fn(&mut Draft);
    let with = |spoil: Spoil| {
        let mut draft = draft();
        spoil(&mut draft);
        draft.problems(Step::Review)
    };
    assert_eq!(with(|_| {}), []);
    let cases: [(Spoil, Field, &str); 13] = [
        (|d| d.threshold = String::from("70%"), Field::Threshold, "alarms.problem.percent"),
        (|d| d.threshold = String::from(" 70 % "), Field::Threshold, "alarms.problem.percent"),
        (|d| d.threshold = String::from(""), Field::Threshold, "alarms.problem.threshold"),
        (|d| d.threshold = String::from("seventy"), Field::Threshold, "alarms.problem.number"),
        (|d| d.threshold = String::from("inf"), Field::Threshold, "alarms.problem.number"),
        (|d| d.m = String::from("2"), Field::Points, "alarms.problem.m-over-n"),
        (|d| d.n = String::from("1.5"), Field::Points, "alarms.problem.whole"),
        (|d| d.m = String::from("0"), Field::Points, "alarms.problem.zero"),
        (|d| d.n = String::from("1441"), Field::Points, "alarms.problem.day"),
        (|d| d.period = String::from("45"), Field::Period, "alarms.problem.period"),
        (|d| d.stat = String::from("p101"), Field::Stat, "alarms.problem.stat"),
        (|d| d.name = String::from(""), Field::Name, "alarms.problem.name"),
        (|d| d.metric = None, Field::Metric, "alarms.problem.metric"),
    ];
    for (spoil, field, key) in cases {
        assert_eq!(with(spoil), [(field, key)]);
    }
    let english = texts(Lang::En);
    let said = english.t("alarms.problem.percent");
    assert_eq!(said, "A plain number is wanted: type 70, not 70%. The unit is the metric's.");
}

#[test]
fn a_draft_becomes_the_call_and_an_alarm_its_draft() {
    let mut lab = Lab::new();
    let mut draft = draft();
    draft.treat = "breaching".to_owned();
    draft.actions.push(Action { state: "ALARM".to_owned(), topic: TOPIC.to_owned() });
    draft.description = " busy ".to_owned();
    let request = request::put(&draft.config(scope(&lab), lab.world.now()).unwrap());
    assert_eq!(
        request.input(),
        json!({
            "AlarmName": "load-high",
            "AlarmDescription": "busy",
            "AlarmActions": [TOPIC],
            "MetricName": "load",
            "Namespace": "Test",
            "Statistic": "Average",
            "Period": 60,
            "EvaluationPeriods": 1,
            "DatapointsToAlarm": 1,
            "Threshold": 70.0,
            "ComparisonOperator": "GreaterThanThreshold",
            "TreatMissingData": "breaching",
        })
    );
    lab.ok("cloudwatch", "PutMetricAlarm", request.input());
    let config = lab.alarm("load-high").config().clone();
    assert_eq!(request::put(&config), request);
    let again = Draft { description: "busy".to_owned(), step: Step::Metric, ..draft };
    assert_eq!(Draft::of(&config), again);
    assert_eq!(Draft::from_value(&again.to_value()), Some(again));
}

#[test]
fn an_update_keeps_what_the_wizard_does_not_ask() {
    let mut lab = Lab::new();
    let rest = json!({
        "Unit": "Count", "Threshold": 0.000_000_12, "Period": 3600,
        "EvaluationWindow": { "WallClockWindow": { "Timezone": "Asia/Seoul" } },
        "WarmUpConfiguration": { "WarmUpPeriodDurationInMinutes": 5 },
    });
    lab.put_alarm(rest);
    let config = lab.alarm("load-high").config().clone();
    let of = |draft: Draft| {
        let (scope, texts) = (scope(&lab), texts(Lang::En));
        wizard::model(&lab.world, scope, draft, Some("load-high"), &texts).request.unwrap()
    };
    let draft = wizard::begin(&lab.world, scope(&lab), Some("load-high"), None);
    let mut expected = request::put(&config).input();
    expected["DatapointsToAlarm"] = expected["EvaluationPeriods"].clone();
    expected["TreatMissingData"] = json!("missing");
    let sorted = |input: serde_json::Value| {
        let input = input.as_object().unwrap().clone();
        input.into_iter().collect::<std::collections::BTreeMap<_, _>>()
    };
    assert_eq!(sorted(of(draft.clone()).input()), sorted(expected));
    let other = MetricId::new("Test", "other", Vec::new());
    let moved = of(Draft { metric: Some(other), ..draft }).input();
    assert_eq!(moved.get("Unit"), None, "another metric has units of its own");
}

#[test]
fn percentiles_keep_their_low_samples() {
    let mut draft = draft();
    draft.stat = "p90".to_owned();
    draft.low_samples = "ignore".to_owned();
    let lab = Lab::new();
    let config = draft.config(scope(&lab), lab.world.now()).unwrap();
    assert_eq!(config.low_samples.map(|low| low.name()), Some("ignore"));
    draft.stat = "Average".to_owned();
    let config = draft.config(scope(&lab), lab.world.now()).unwrap();
    assert_eq!(config.low_samples, None);
}

#[test]
fn the_wizard_tries_the_settings_on_the_history() {
    let mut lab = Lab::new();
    lab.publish_each_minute(&[10.0, 90.0, 10.0, 95.0, 96.0]);
    lab.sleep(Span::mins(15));
    let of = |draft: Draft| wizard::model(&lab.world, scope(&lab), draft, None, &texts(Lang::En));
    let model = of(draft());
    let tried = model.tried.as_ref().unwrap();
    assert_eq!(
        tried.words(&texts(Lang::En)),
        "Since 00:00, this alarm would have gone into ALARM 2 times, first at 00:02. It would be \
         INSUFFICIENT_DATA now."
    );
    assert_eq!(model.condition.as_deref(), Some("load > 70 for 1 datapoint within 1 minute"));
    assert_eq!(model.metrics.namespaces.keys().collect::<Vec<_>>(), ["AWS/Usage", "Test"]);
    assert!(model.preview.unwrap().has_data() && !model.taken);
    let typing = of(Draft { threshold: "7x".to_owned(), ..draft() });
    assert!(typing.tried.is_none() && typing.request.is_none() && typing.preview.is_some());
    assert_eq!(wizard::reach(&typing.draft, Step::Review), Step::Conditions);
    assert_eq!(wizard::reach(&draft(), Step::Review), Step::Review);
}

#[test]
fn reads_are_those_of_the_console() {
    let names = |requests: Vec<watchtrail::services::Request>| -> Vec<&'static str> {
        requests.iter().map(|request| request.spec().name).collect()
    };
    assert_eq!(names(watchtrail::view::alarms::list_reads()), ["DescribeAlarms"]);
    assert_eq!(
        names(watchtrail::view::alarms::detail_reads(&Lab::new().world, Region::US_EAST_1, "a")),
        ["DescribeAlarms", "DescribeAlarmHistory"]
    );
    assert_eq!(names(watchtrail::view::alarms::wizard_reads()), ["ListMetrics", "ListTopics"]);
    let moment = |at| Route::Alarm { name: "a".to_owned(), at };
    let past = moment(Some(Time::from_secs(0)));
    assert!(past.asks_the_same(&moment(None)), "another moment is not read anew");
    assert!(!past.asks_the_same(&Route::alarm("b")));
}

#[test]
fn changing_one_setting_replaces_the_whole_configuration() {
    let mut lab = Lab::new();
    lab.put_alarm(json!({ "AlarmActions": [TOPIC], "Unit": "Count" }));
    let config: Config = (**lab.alarm("load-high").config()).clone();
    let changed =
        Config { threshold: Limit::Fixed(watchtrail::sim::real::Real::new(80.0)), ..config };
    lab.ok("cloudwatch", "PutMetricAlarm", request::put(&changed).input());
    let now = lab.alarm("load-high").config();
    assert_eq!(
        (now.threshold.fixed(), now.unit(), now.alarm_actions.len()),
        (Some(80.0), Some("Count"), 1)
    );
}

#[test]
fn graphs_show_an_hour_until_there_is_more() {
    let mut lab = gaps();
    let model = page(&lab, None);
    assert_eq!(model.shows(), Span::hours(1));
    let first = model.chart.series.iter().filter_map(|series| series.dots.first()).next();
    let first = first.unwrap().time.min(model.created);
    lab.sleep(first + Span::hours(1) - model.now);
    assert_eq!(page(&lab, None).shows(), Span::hours(1));
    lab.sleep(Span::mins(1));
    assert_eq!(page(&lab, None).shows(), Span::hours(3));
}

#[test]
fn the_wizard_makes_alarms_on_math_and_on_bands_and_reads_them_back() {
    let mut lab = Lab::new();
    let metric = |name: &str| MetricId::new("Test", name, Vec::new());
    let row = |id: &str, expression: &str| Row {
        id: id.to_owned(),
        account: None,
        metric: expression.is_empty().then(|| metric(id)),
        stat: "Sum".to_owned(),
        expression: expression.to_owned(),
        label: None,
        returns: !expression.is_empty(),
    };
    let math = Draft {
        kind: "math".to_owned(),
        rows: vec![row("errors", ""), row("requests", ""), row("e1", "100*errors/requests")],
        threshold: "5".to_owned(),
        name: "rate".to_owned(),
        ..Draft::default()
    };
    let band = Draft {
        kind: "band".to_owned(),
        metric: Some(metric("load")),
        width: "3".to_owned(),
        comparison: "GreaterThanUpperThreshold".to_owned(),
        name: "odd".to_owned(),
        ..Draft::default()
    };
    let now = lab.world.now();
    for draft in [math.clone(), band] {
        let config = draft.config(scope(&lab), now).unwrap_or_else(|| panic!("{draft:?}"));
        let input = request::put(&config).input();
        lab.ok("cloudwatch", "PutMetricAlarm", input);
        let made = lab.world.cloudwatch().alarm(scope(&lab), &draft.name).unwrap().config();
        assert_eq!(**made, config);
        let again = Draft::of(made);
        assert_eq!(again.config(scope(&lab), now).as_ref(), Some(&config), "{}", draft.name);
        assert_eq!(again.kind, draft.kind);
    }
    // What is wrong is said at the row, in AWS's words.
    let wrong = Draft { rows: vec![row("m1", ""), row("e1", "m1 +")], ..math };
    assert_eq!(wrong.problems(Step::Metric), [(Field::Metric, "alarms.problem.math")]);
    assert!(wrong.rows[1].problem().unwrap().starts_with("Error in expression 'e1': "));
    assert_eq!(wrong.rows[0].problem(), None);
}

#[test]
fn the_page_of_an_alarm_shows_its_events_and_the_band() {
    let mut lab = Lab::new();
    for minute in 0..40 {
        lab.publish(if minute % 2 == 0 { 40.0 } else { 60.0 });
        lab.sleep(Span::mins(1));
    }
    let draft = Draft {
        kind: "band".to_owned(),
        metric: Some(MetricId::new("Test", "load", Vec::new())),
        period: "60".to_owned(),
        name: "odd".to_owned(),
        ..Draft::default()
    };
    let config = draft.config(scope(&lab), lab.world.now()).unwrap();
    lab.ok("cloudwatch", "PutMetricAlarm", request::put(&config).input());
    lab.publish_each_minute(&[50.0; 18]);
    let texts = texts(Lang::En);
    let model = detail::model(&lab.world, scope(&lab), "odd", None, &texts).unwrap();
    assert_eq!(model.events.len(), 2);
    assert_eq!(model.events[0].1, "CloudWatch Alarm State Change");
    assert!(model.chart.expected.len() > 10 && model.chart.threshold.is_none());
    assert!(model.condition.contains("outside the band (width: 2)"), "{}", model.condition);
    let (cells, _) = model.why.unwrap().cells(&texts);
    assert!(cells.iter().any(|cell| cell.inputs.iter().any(|line| line.starts_with("expected "))));
}
