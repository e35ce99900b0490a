//! `DB_PERF_INSIGHTS`: counters of databases, from the same load as their metrics.

use serde_json::{Value, json};
use watchtrail::services::generators::{Kind, Lever};
use watchtrail::sim::command::Demand;
use watchtrail::sim::{Change, Command, Region, Span};
use watchtrail::view::services;

use super::scope;
use crate::support::Lab;

/// A world with a database whose processor is half busy, and its resource ID.
fn busy() -> (Lab, String) {
    let mut lab = Lab::new();
    let (kind, name, region) = (Kind::Rds, "orders".to_owned(), Region::US_EAST_1);
    lab.world.apply(&Command::World(Change::Bring { kind, name, region })).reply.unwrap();
    let demand = |lever, amount| {
        let name = "orders".to_owned();
        Command::World(Change::Demand(Demand { name, lever, amount: Some(amount), until: None }))
    };
    lab.world.apply(&demand(Lever::Cpu, 50.0)).reply.unwrap();
    lab.world.apply(&demand(Lever::Connections, 12.0)).reply.unwrap();
    lab.sleep(Span::mins(30));
    let model = services::model(&lab.world, scope(&lab), Some("rds"));
    let id = model.rows[0].resource_id.clone().unwrap();
    (lab, id)
}

fn data(lab: &mut Lab, text: &str) -> Result<Value, String> {
    let query = json!([{ "Id": "e1", "Expression": text, "Period": 300 }]);
    let input = json!({ "MetricDataQueries": query, "StartTime": "2025-01-06T00:05:00Z",
        "EndTime": "2025-01-06T00:20:00Z" });
    let reply = lab.call("admin", "cloudwatch", "GetMetricData", input).reply;
    let results = reply.map_err(|error| error.message)?["MetricDataResults"].clone();
    let values = results.as_array().unwrap().iter().map(|result| result["Values"].clone());
    Ok(values.collect())
}

#[test]
fn counters_follow_the_load() {
    let (mut lab, id) = busy();
    assert!(id.starts_with("db-") && id.len() == 29, "{id}");
    for (counter, expected) in [
        ("os.cpuUtilization.total.avg", 50.0),
        ("os.cpuUtilization.user.avg", 40.0),
        ("os.cpuUtilization.system.max", 10.0),
        ("os.cpuUtilization.idle.min", 50.0),
        ("os.loadAverageMinute.one.avg", 1.0),
        ("os.loadAverageMinute.five.avg", 1.0),
        ("os.general.numVCPUs.avg", 2.0),
        ("os.memory.total.avg", 8_388_608.0),
        ("db.Users.Threads_connected.avg", 12.0),
    ] {
        let text = format!("DB_PERF_INSIGHTS('RDS', '{id}', '{counter}')");
        let found = data(&mut lab, &text).unwrap();
        let values: Vec<f64> = serde_json::from_value(found[0].clone()).unwrap();
        let near = |value: &f64| (value - expected).abs() < 1e-6;
        assert!(values.len() == 3 && values.iter().all(near), "{counter}: {values:?}");
    }
    // As many sessions are active as keep the processor busy, and those that wait for the disk.
    let load = data(&mut lab, &format!("DB_PERF_INSIGHTS('RDS', '{id}', 'db.load.min')")).unwrap();
    assert!(load[0][0].as_f64().unwrap() >= 1.0, "{load}");
    let both = format!(
        "SUM(DB_PERF_INSIGHTS('RDS', '{id}', \
         ['os.cpuUtilization.user.avg', 'os.cpuUtilization.system.avg']))"
    );
    assert_eq!(data(&mut lab, &both).unwrap(), json!([[50.0, 50.0, 50.0]]));
}

#[test]
fn what_cannot_be_told_is_refused() {
    let (mut lab, id) = busy();
    for (text, expected) in [
        (
            "DB_PERF_INSIGHTS('RDS', 'db-NOBODY', 'db.load.avg')".to_owned(),
            "Error in expression 'e1': no database has the resource ID db-NOBODY",
        ),
        (
            "DB_PERF_INSIGHTS('RDS')".to_owned(),
            "Error in expression 'e1': DB_PERF_INSIGHTS takes 'RDS', the resource ID of a \
             database and a counter, in quotes",
        ),
        (
            "DB_PERF_INSIGHTS('DOCDB', 'db-A', 'db.load.avg')".to_owned(),
            "DB_PERF_INSIGHTS('DOCDB') in a metric math expression",
        ),
        (
            format!("DB_PERF_INSIGHTS('RDS', '{id}', 'db.Cache.innodb_buffer_pool_hits.avg')"),
            "DB_PERF_INSIGHTS('RDS', …, 'db.Cache.innodb_buffer_pool_hits') in a metric math \
             expression",
        ),
        (
            format!("DB_PERF_INSIGHTS('RDS', '{id}', 'db.load.sum')"),
            "DB_PERF_INSIGHTS('RDS', …, 'db.load.sum') in a metric math expression",
        ),
    ] {
        assert_eq!(data(&mut lab, &text).unwrap_err(), expected);
    }
}

#[test]
fn an_alarm_watches_a_counter() {
    let (mut lab, id) = busy();
    let put = |lab: &mut Lab, changes: Value| {
        let text = format!("DB_PERF_INSIGHTS('RDS', '{id}', 'os.cpuUtilization.user.avg')");
        let mut input = json!({
            "AlarmName": "db", "EvaluationPeriods": 2, "Threshold": 30.0,
            "ComparisonOperator": "GreaterThanThreshold",
            "Metrics": [{ "Id": "e1", "Expression": text, "Period": 60 }],
        });
        for (name, value) in changes.as_object().unwrap() {
            input[name] = value.clone();
        }
        lab.call("admin", "cloudwatch", "PutMetricAlarm", input).reply
    };
    put(&mut lab, json!({})).unwrap();
    lab.sleep(Span::mins(5));
    let reply = lab.ok("cloudwatch", "DescribeAlarms", json!({}));
    assert_eq!(reply["MetricAlarms"][0]["StateValue"], "ALARM");
    let text = format!("DB_PERF_INSIGHTS('RDS', '{id}', 'db.load.avg')");
    let band = json!({ "Threshold": null, "ThresholdMetricId": "b",
        "ComparisonOperator": "GreaterThanUpperThreshold",
        "Metrics": [{ "Id": "e1", "Expression": text, "Period": 60 },
            { "Id": "b", "Expression": "ANOMALY_DETECTION_BAND(e1, 2)" }] });
    let refused = put(&mut lab, band).unwrap_err();
    let wanted = "DB_PERF_INSIGHTS is not supported for anomaly detection on metric math";
    assert_eq!(refused.message, wanted);
}
