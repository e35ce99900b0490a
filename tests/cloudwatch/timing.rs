//! When alarms are evaluated, and which windows they look at.

use serde_json::{Value, json};
use watchtrail::services::cloudwatch::alarm::slots::{Place, Slots};
use watchtrail::services::cloudwatch::alarm::window::{self, Grid};
use watchtrail::services::cloudwatch::alarm::{Config, StateValue, explain};
use watchtrail::sim::{Region, Scope, Span, Time};

use super::memory::Memory;
use super::{at, case, cases, config};
use crate::support::Lab;

const SCOPE: Scope = Scope { account: watchtrail::sim::AccountId::HOME, region: Region::US_EAST_1 };

fn alarm(period: i64, n: i64, more: Value) -> Config {
    let mut changes = json!({ "Period": period, "EvaluationPeriods": n });
    changes.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    config(changes)
}

/// The starts of the N newest windows of an evaluation, oldest first, as hours and minutes.
fn starts(config: &Config, now: Time, source: &Memory) -> Vec<String> {
    let mut slots = Slots::default();
    slots.fill(config, Place { source, scope: SCOPE }, now);
    let newest = slots.slots.iter().take(config.n() as usize);
    let mut starts: Vec<String> = newest.map(|slot| slot.start.format("%H:%M")).collect();
    starts.reverse();
    starts
}

#[test]
fn windows_hang_on_the_minute_of_the_evaluation() {
    for id in ["tm1", "tm2", "tm3"] {
        let case = case("alarm_timing", id);
        let text = case["evaluationAt"].as_str().unwrap();
        let now = match text.len() {
            8 => at(&format!("2025-07-03T{text}Z")),
            _ => at(text),
        };
        let n = case["N"].as_i64().unwrap();
        let config = alarm(case["periodSeconds"].as_i64().unwrap(), n, json!({}));
        assert_eq!(json!(starts(&config, now, &Memory::default())), case["expectedBucketStarts"]);
    }
}

#[test]
fn a_window_that_is_not_there_yet_gives_way_to_the_one_before() {
    let case = case("alarm_timing", "tm4");
    let now = at(case["evaluationAt"].as_str().unwrap());
    // A basic instance whose points are those of the page: 13:46 is there, 13:51 is not.
    let mut source = Memory::default();
    source.add(at("2019-10-01T13:46:00Z"), at("2019-10-01T13:53:00Z"), 0.0666851903306472);
    source.add(at("2019-10-01T13:51:00Z"), at("2019-10-01T13:58:00Z"), 99.5);
    let day = at("2019-10-01T00:00:00Z");
    source.emits = Some((Span::mins(5), Span::mins(7), day, day + Span::days(1)));
    let config = alarm(300, 1, json!({}));
    assert_eq!(json!(starts(&config, now, &source)[0]), case["usedBucketStart"]);
}

#[test]
fn the_grid_follows_from_period_and_periods() {
    for id in ["tm5", "tm6", "tm7", "tm8"] {
        let case = case("alarm_timing", id);
        let number = |key: &str| case[key].as_i64().unwrap();
        let grid = Grid::new(number("periodSeconds") as i32, number("N") as u32);
        assert_eq!(grid.every().as_secs(), number("evaluationEverySeconds"), "{id}");
    }
    // tm5: at the end of minute 5 the window is minutes 1 to 5, at the end of minute 6, 2 to 6.
    let case = case("alarm_timing", "tm5");
    let config = alarm(300, 1, json!({}));
    let hour = at("2025-01-06T12:00:00Z");
    for (minute, key) in [(5, "firstWindowMinutes"), (6, "nextWindowMinutes")] {
        let end = window::newest_end(&config, hour + Span::mins(minute));
        let start = window::start(&config, end);
        let minutes = [(start - hour).as_secs() / 60 + 1, (end - hour).as_secs() / 60];
        assert_eq!(json!(minutes), case[key]);
    }
}

#[test]
fn grids_lie_on_the_clock() {
    let now = at("2025-01-06T10:02:07Z");
    let cases = [
        (Grid::TenSeconds, "2025-01-06T10:02:00Z", "2025-01-06T10:02:10Z"),
        (Grid::Minute, "2025-01-06T10:02:00Z", "2025-01-06T10:03:00Z"),
        (Grid::Hour, "2025-01-06T09:03:00Z", "2025-01-06T10:03:00Z"),
    ];
    for (grid, before, after) in cases {
        assert_eq!((grid.at_or_before(now), grid.after(now)), (at(before), at(after)), "{grid:?}");
        assert_eq!(grid.after(at(after)), at(after) + grid.every());
    }
}

#[test]
fn evaluation_ranges() {
    let vectors = crate::support::vectors("evaluation_range");
    for row in vectors["recommendedExtra"].as_array().unwrap() {
        let period = row["periodSeconds"].as_i64().unwrap() as i32;
        assert_eq!(json!(window::extra(period)), row["extra"], "{period}");
    }
    for case in cases("evaluation_range") {
        let (period, n) = (case["periodSeconds"].as_i64().unwrap(), case["N"].as_i64().unwrap());
        let range = window::range(&alarm(period, n, json!({})));
        let told = case.get("evaluationRange").or(case.get("impliedEvaluationRange")).unwrap();
        let told = match told {
            Value::Number(range) => range.as_u64().unwrap(),
            text => {
                // "about 8 (N+5)", "3 (N+2) plus delay".
                let digits = text.as_str().unwrap().trim_start_matches("about ");
                digits.split(' ').next().unwrap().parse().unwrap()
            }
        };
        assert_eq!(u64::from(range), told, "{}", case["id"]);
    }
    let wall = alarm(300, 3, json!({ "EvaluationWindow": { "WallClockWindow": {} } }));
    assert_eq!(window::range(&wall), 3, "wall-clock windows fetch no extra");
}

/// A metric measured in the field stops; the alarm changes when its last point leaves the range.
#[test]
fn measured_alarms_change_when_they_were_seen_to() {
    let day = |time: &str| at(&format!("2026-09-24T{time}Z"));
    for (id, treat, value, last, wanted) in [
        ("er-m1", "notBreaching", 100.0, "lastBreachingDatapointAt", StateValue::Ok),
        ("er-m2", "breaching", 0.0, "lastGoodDatapointAt", StateValue::Alarm),
    ] {
        let case = case("evaluation_range", id);
        let n = case["N"].as_i64().unwrap();
        let config = alarm(900, n, json!({ "TreatMissingData": treat }));
        let mut source = Memory::default();
        let last = day(case[last].as_str().unwrap());
        for minutes in 0..n * 15 {
            let time = (last - Span::mins(minutes)).floor(Span::mins(1));
            source.add(time, time, value);
        }
        let place = Place { source: &source, scope: SCOPE };
        let observed = day(case["observedAt"].as_str().unwrap());
        let story = explain::what_if(&config, place, last - Span::mins(2), observed);
        let change = story.transitions.last().unwrap();
        assert_eq!(change.to, wanted, "{id}");
        let off = (observed - change.at).as_secs();
        assert!((0..=120).contains(&off), "{id}: {} before it was seen", off);
    }
    // er-m3: seen at 22:01:48, it used the windows from 21:46 and 21:31.
    let case = case("evaluation_range", "er-m3");
    let config = alarm(900, 2, json!({}));
    let now = day(case["observedAt"].as_str().unwrap());
    let mut found = starts(&config, now, &Memory::default());
    found.reverse();
    assert_eq!(json!(found), case["evaluatedBuckets"]);
}

/// tm9: a job that runs at 10:00 and fails, watched by an alarm over three days.
#[test]
fn a_multi_day_alarm_looks_once_an_hour_at_data_up_to_the_hour() {
    let mut lab = Lab::new();
    let until = at("2025-01-06T09:00:00Z");
    lab.sleep(until - lab.world.now());
    lab.publish(0.0);
    lab.put_alarm(json!({
        "Period": 86_400, "EvaluationPeriods": 3, "DatapointsToAlarm": 1, "Statistic": "Maximum",
        "Threshold": 0, "TreatMissingData": "notBreaching",
    }));
    let mut step = |time: &str, value: Option<f64>| {
        let until = at(&format!("2025-01-06T{time}:00Z"));
        lab.sleep(until - lab.world.now());
        if let Some(value) = value {
            lab.publish(value);
        }
        lab.state().name()
    };
    assert_eq!(step("09:02", None), "INSUFFICIENT_DATA");
    assert_eq!(step("09:03", None), "OK");
    assert_eq!(step("10:02", Some(1.0)), "OK");
    assert_eq!(step("10:03", None), "OK", "the failure is not before 10:00");
    assert_eq!(step("11:02", None), "OK");
    assert_eq!(step("11:03", None), "ALARM");
}

#[test]
fn a_job_that_recovers_is_seen_at_the_next_look() {
    let mut lab = Lab::new();
    let until = at("2025-01-06T10:02:00Z");
    lab.sleep(until - lab.world.now());
    lab.put_alarm(json!({ "Period": 3600, "EvaluationPeriods": 25, "DatapointsToAlarm": 25,
        "Threshold": 0, "TreatMissingData": "breaching" }));
    lab.publish(1.0);
    lab.sleep(Span::mins(1));
    assert_eq!(lab.state(), StateValue::Alarm, "nothing before: every hour is missing");
    lab.sleep(at("2025-01-06T11:43:00Z") - lab.world.now());
    lab.publish(0.0);
    assert_eq!(lab.state(), StateValue::Alarm);
    lab.sleep(at("2025-01-06T12:02:00Z") - lab.world.now());
    assert_eq!(lab.state(), StateValue::Alarm);
    lab.sleep(Span::mins(1));
    assert_eq!(lab.state(), StateValue::Ok, "at 12:03 the success counts");
}

/// tm10: created at 10:00, data since 10:04, three periods of five minutes.
#[test]
fn warm_up_ends_when_the_window_is_full_or_its_time_is_up() {
    let case = case("alarm_timing", "tm10");
    let today = |time: &Value| at(&format!("2025-01-06T{}:00Z", time.as_str().unwrap()));
    let (created, first) = (today(&case["createdAt"]), today(&case["firstDataAt"]));
    for (only_after, minutes, over) in [
        (false, 30, today(&case["warmUpEndsAbout"])),
        (true, 30, created + Span::mins(30)),
        (false, 10, created + Span::mins(10)),
    ] {
        let mut lab = Lab::new();
        lab.sleep(created - lab.world.now());
        lab.put_alarm(json!({
            "Period": case["periodSeconds"], "EvaluationPeriods": case["N"],
            "WarmUpConfiguration": {
                "WarmUpPeriodDurationInMinutes": minutes,
                "OnlyStartEvaluatingAfterWarmUpPeriodEnds": only_after,
            },
        }));
        while lab.world.now() < created + Span::mins(40) {
            if lab.world.now() >= first {
                lab.publish(1.0);
            }
            lab.sleep(Span::mins(1));
            let warm = lab.world.now() >= over;
            let alarm = lab.ok("cloudwatch", "DescribeAlarms", json!({}));
            let alarm = &alarm["MetricAlarms"][0];
            let wanted = if warm { Value::Null } else { json!("IN_WARM_UP") };
            assert_eq!(alarm["EvaluationState"], wanted, "{}", lab.world.now());
            if !warm {
                assert_eq!(alarm["StateValue"], "INSUFFICIENT_DATA");
            }
        }
        assert_eq!(lab.alarm("load-high").warmed, Some(over));
        assert_eq!(lab.state(), StateValue::Ok);
    }
}

#[test]
fn an_update_can_end_the_warm_up_and_none_begins_another() {
    let mut lab = Lab::new();
    let warm = json!({ "WarmUpPeriodDurationInMinutes": 60 });
    lab.put_alarm(json!({ "WarmUpConfiguration": warm }));
    lab.sleep(Span::mins(5));
    assert!(lab.alarm("load-high").warming);
    lab.put_alarm(json!({}));
    lab.sleep(Span::mins(1));
    assert!(!lab.alarm("load-high").warming);
    lab.put_alarm(json!({ "WarmUpConfiguration": warm }));
    lab.sleep(Span::mins(1));
    assert!(!lab.alarm("load-high").warming);
}

/// tm11: the periods a wall-clock window may have, Mondays, UTC.
#[test]
fn wall_clock_windows_end_at_the_boundary() {
    let case = case("alarm_timing", "tm11");
    let allowed: Vec<i64> = case["allowedPeriodsSeconds"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p.as_i64().unwrap())
        .collect();
    for period in [60, 120, 300, 600, 3600, 7200, 86_400, 604_800] {
        let mut lab = Lab::new();
        let window = json!({ "WallClockWindow": {} });
        let changes = json!({ "Period": period, "EvaluationWindow": window });
        let reply = lab.call("admin", "cloudwatch", "PutMetricAlarm", super::alarm_input(changes));
        assert_eq!(reply.reply.is_ok(), allowed.contains(&period), "{period}");
    }
    // Wednesday 8 January 2025, 10:07:30.
    let now = at("2025-01-08T10:07:30Z");
    let cases = [
        (60, "UTC", "2025-01-08T10:07:00Z", "2025-01-08T10:06:00Z"),
        (300, "UTC", "2025-01-08T10:05:00Z", "2025-01-08T10:00:00Z"),
        (3600, "UTC", "2025-01-08T10:00:00Z", "2025-01-08T09:00:00Z"),
        (3600, "Asia/Kolkata", "2025-01-08T09:30:00Z", "2025-01-08T08:30:00Z"),
        (86_400, "UTC", "2025-01-08T00:00:00Z", "2025-01-07T00:00:00Z"),
        (86_400, "America/New_York", "2025-01-08T05:00:00Z", "2025-01-07T05:00:00Z"),
        (86_400, "Asia/Seoul", "2025-01-07T15:00:00Z", "2025-01-06T15:00:00Z"),
        (604_800, "UTC", "2025-01-06T00:00:00Z", "2024-12-30T00:00:00Z"),
        (604_800, "Asia/Seoul", "2025-01-05T15:00:00Z", "2024-12-29T15:00:00Z"),
    ];
    for (period, zone, end, start) in cases {
        let window = json!({ "WallClockWindow": { "Timezone": zone } });
        let config = alarm(period, 1, json!({ "EvaluationWindow": window }));
        let found = window::newest_end(&config, now);
        assert_eq!((found, window::start(&config, found)), (at(end), at(start)), "{period} {zone}");
    }
}

#[test]
fn days_on_which_clocks_change_are_not_of_one_length() {
    let window = json!({ "WallClockWindow": { "Timezone": "America/New_York" } });
    let config = alarm(86_400, 2, json!({ "EvaluationWindow": window }));
    let end = window::newest_end(&config, at("2025-03-10T12:00:00Z"));
    let middle = window::start(&config, end);
    let hours = |a: Time, b: Time| (a - b).as_secs() / 3600;
    assert_eq!(hours(end, middle), 23, "9 March 2025");
    assert_eq!(hours(middle, window::start(&config, middle)), 24);
    // A point in the shorter day falls into it.
    let mut source = Memory::default();
    let time = at("2025-03-09T05:30:00Z");
    source.add(time, time, 5.0);
    let mut slots = Slots::default();
    slots.fill(&config, Place { source: &source, scope: SCOPE }, at("2025-03-10T12:00:00Z"));
    let values: Vec<Option<f64>> = slots.slots.iter().map(|slot| slot.value).collect();
    assert_eq!(values, [Some(5.0), None]);
}

/// tm12: Metrics Insights alarms see three hours, with a wall clock one period less.
#[test]
fn metrics_insights_alarms_see_three_hours() {
    assert_eq!(case("alarm_timing", "tm12")["formula"], "Period*(N+1) <= 10800 s");
    let put = |n: i64, clock: bool| {
        let mut input = json!({
            "AlarmName": "load-high", "EvaluationPeriods": n, "Threshold": 70,
            "ComparisonOperator": "GreaterThanThreshold",
            "Metrics": [
                { "Id": "q1", "Expression": "SELECT MAX(\"load\") FROM Test", "Period": 300 },
            ],
        });
        if clock {
            input["EvaluationWindow"] = json!({ "WallClockWindow": {} });
        }
        Lab::new().call("admin", "cloudwatch", "PutMetricAlarm", input).reply.is_ok()
    };
    assert!(put(36, false) && !put(37, false));
    assert!(put(35, true) && !put(36, true));
}

#[test]
fn an_alarm_on_a_query_of_metrics_insights() {
    let mut lab = Lab::new();
    let input = json!({
        "AlarmName": "load-high", "EvaluationPeriods": 1, "Threshold": 70,
        "ComparisonOperator": "GreaterThanThreshold",
        "Metrics": [{ "Id": "q1", "Expression": "SELECT MAX(\"load\") FROM Test", "Period": 60 }],
    });
    lab.ok("cloudwatch", "PutMetricAlarm", input);
    lab.publish_each_minute(&[90.0]);
    assert_eq!(lab.state(), StateValue::Alarm);
    lab.publish_each_minute(&[10.0]);
    assert_eq!(lab.state(), StateValue::Ok);
}

#[test]
fn a_high_resolution_alarm_looks_every_ten_seconds() {
    let mut lab = Lab::new();
    lab.sleep(Span::secs(3));
    lab.put_alarm(json!({ "Period": 10 }));
    let data = json!([{ "MetricName": "load", "Value": 99, "StorageResolution": 1 }]);
    lab.ok("cloudwatch", "PutMetricData", json!({ "Namespace": "Test", "MetricData": data }));
    lab.sleep(Span::secs(6));
    assert_eq!(lab.state(), StateValue::InsufficientData);
    lab.sleep(Span::secs(1));
    assert_eq!(lab.state(), StateValue::Alarm);
    assert_eq!(
        lab.reason(),
        "Threshold Crossed: 1 datapoint [99.0 (06/01/25 00:00:00)] was greater than the threshold \
         (70.0)."
    );
}
