//! Metrics of other accounts: sinks, links, and what a monitoring account reads.

use serde_json::{Value, json};
use watchtrail::sim::{Outcome, Region, Scope, Span};
use watchtrail::view::metrics::linked;

use crate::support::Lab;

fn refusal(outcome: &Outcome) -> (String, String) {
    let error = outcome.reply.as_ref().unwrap_err();
    (error.code.clone(), error.message.clone())
}

#[test]
fn a_monitoring_account_reads_the_metrics_of_linked_accounts() {
    let (mut lab, member) = Lab::with_member("shop");
    let key = lab.enter(&member);
    let data =
        json!({ "Namespace": "Shop", "MetricData": [{ "MetricName": "orders", "Value": 7.0 }] });
    lab.signed(&key, "cloudwatch", "PutMetricData", data).reply.unwrap();
    let sink = lab.ok("oam", "CreateSink", json!({ "Name": "central" }))["Arn"].clone();
    let link = json!({ "LabelTemplate": "$AccountName", "SinkIdentifier": sink,
        "ResourceTypes": ["AWS::CloudWatch::Metric"] });
    // The sink's policy lets nobody in at first.
    let denied = lab.signed(&key, "oam", "CreateLink", link.clone());
    assert_eq!(refusal(&denied).0, "AccessDeniedException");
    let policy = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": { "AWS": member }, "Action": "oam:CreateLink",
        "Resource": "*" }] });
    let put = json!({ "SinkIdentifier": sink, "Policy": policy.to_string() });
    lab.ok("oam", "PutSinkPolicy", put);
    let linked = lab.signed(&key, "oam", "CreateLink", link).reply.unwrap();
    assert_eq!(linked["Label"], "shop");
    lab.sleep(Span::mins(20));
    let own = lab.ok("cloudwatch", "ListMetrics", json!({ "Namespace": "Shop" }));
    assert_eq!(own["Metrics"], json!([]));
    let all = json!({ "Namespace": "Shop", "IncludeLinkedAccounts": true });
    let all = lab.ok("cloudwatch", "ListMetrics", all);
    assert_eq!(all["OwningAccounts"], json!([member]));
    assert_eq!(all["Metrics"][0]["MetricName"], "orders");
    let query = |account: &str| {
        json!({
            "StartTime": "2025-01-06T00:00:00Z", "EndTime": "2025-01-06T01:00:00Z",
            "MetricDataQueries": [{ "Id": "m", "AccountId": account, "MetricStat": {
                "Metric": { "Namespace": "Shop", "MetricName": "orders" },
                "Period": 300, "Stat": "Sum" } }],
        })
    };
    let read = lab.ok("cloudwatch", "GetMetricData", query(&member));
    assert_eq!(read["MetricDataResults"][0]["Values"], json!([7.0]));
    let other = lab.call("admin", "cloudwatch", "GetMetricData", query("111122223333"));
    assert_eq!(refusal(&other).0, "ValidationError");
    let delete = json!({ "Identifier": linked["Arn"] });
    lab.signed(&key, "oam", "DeleteLink", delete).reply.unwrap();
    let none = lab.call("admin", "cloudwatch", "GetMetricData", query(&member));
    assert_eq!(refusal(&none).0, "ValidationError");
}

/// A monitoring account with a source account linked to it: the source's key, the link's ARN.
fn linked_lab() -> (Lab, String, String, Value) {
    let (mut lab, member) = Lab::with_member("shop");
    let key = lab.enter(&member);
    let sink = lab.ok("oam", "CreateSink", json!({ "Name": "central" }))["Arn"].clone();
    let organization = lab.org("DescribeOrganization", json!({}));
    let id = &organization["Organization"]["Id"];
    let policy = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": "*", "Action": ["oam:CreateLink", "oam:UpdateLink"],
        "Resource": "*", "Condition": {
            "StringEquals": { "aws:PrincipalOrgID": id },
            "ForAllValues:StringEquals": { "oam:ResourceTypes": ["AWS::CloudWatch::Metric"] },
        } }] });
    let put = json!({ "SinkIdentifier": sink, "Policy": policy.to_string() });
    lab.ok("oam", "PutSinkPolicy", put);
    let link = json!({ "LabelTemplate": "$AccountName", "SinkIdentifier": sink,
        "ResourceTypes": ["AWS::CloudWatch::Metric"] });
    let link = lab.signed(&key, "oam", "CreateLink", link).reply.unwrap()["Arn"].clone();
    (lab, member, key, link)
}

fn alarm(account: &str) -> Value {
    json!({
        "AlarmName": "orders", "EvaluationPeriods": 1, "Threshold": 5.0,
        "ComparisonOperator": "GreaterThanThreshold", "TreatMissingData": "missing",
        "Metrics": [{ "Id": "m", "AccountId": account, "MetricStat": {
            "Metric": { "Namespace": "Shop", "MetricName": "orders" },
            "Period": 60, "Stat": "Sum" } }],
    })
}

fn state(lab: &mut Lab) -> String {
    let told = lab.ok("cloudwatch", "DescribeAlarms", json!({}));
    told["MetricAlarms"][0]["StateValue"].as_str().unwrap().to_owned()
}

#[test]
fn an_alarm_watches_the_metric_of_a_linked_account_while_there_is_a_link() {
    let (mut lab, member, key, link) = linked_lab();
    let refused = lab.call("admin", "cloudwatch", "PutMetricAlarm", alarm("111122223333"));
    assert_eq!(refusal(&refused).0, "ValidationError");
    lab.ok("cloudwatch", "PutMetricAlarm", alarm(&member));
    let told = lab.ok("cloudwatch", "DescribeAlarms", json!({}));
    assert_eq!(told["MetricAlarms"][0]["Metrics"][0]["AccountId"], member);
    let put = |lab: &mut Lab| {
        let data = json!({ "Namespace": "Shop",
            "MetricData": [{ "MetricName": "orders", "Value": 7.0 }] });
        lab.signed(&key, "cloudwatch", "PutMetricData", data).reply.unwrap();
        lab.sleep(Span::mins(2));
    };
    put(&mut lab);
    assert_eq!(state(&mut lab), "ALARM");
    let scope = Scope { account: lab.world.account(), region: Region::US_EAST_1 };
    lab.sleep(Span::mins(20));
    let shown = linked::of(&lab.world, scope);
    // Its own, and the count of the calls that put it.
    let names: Vec<&str> = shown.metrics.iter().map(|(_, id)| id.name.as_str()).collect();
    assert_eq!(names, ["CallCount", "orders"]);
    assert!(shown.metrics.iter().all(|(account, _)| shown.label(*account) == "shop"));
    assert!(shown.broken.is_empty());
    let delete = json!({ "Identifier": link });
    lab.signed(&key, "oam", "DeleteLink", delete).reply.unwrap();
    put(&mut lab);
    assert_ne!(state(&mut lab), "ALARM");
    let shown = linked::of(&lab.world, scope);
    assert_eq!(shown.broken.len(), 1);
    assert!(shown.sources.is_empty() && shown.sink.is_some());
}

#[test]
fn a_query_in_a_monitoring_account_sees_the_linked_ones_too() {
    let (mut lab, member, key, _) = linked_lab();
    let orders = |value: f64| {
        let data = json!([{ "MetricName": "orders", "Value": value }]);
        json!({ "Namespace": "Shop", "MetricData": data })
    };
    lab.signed(&key, "cloudwatch", "PutMetricData", orders(7.0)).reply.unwrap();
    lab.ok("cloudwatch", "PutMetricData", orders(2.0));
    lab.sleep(Span::mins(5));
    let mut ask = |end: &str| {
        let query = format!("SELECT SUM(orders) FROM Shop {end}");
        let now = lab.world.now();
        let input = json!({ "StartTime": (now - Span::hours(1)).rfc3339(),
            "EndTime": now.rfc3339(),
            "MetricDataQueries": [{ "Id": "q", "Expression": query, "Period": 3600 }] });
        let reply = lab.ok("cloudwatch", "GetMetricData", input);
        let results = reply["MetricDataResults"].as_array().unwrap();
        let sum = |one: &Value| {
            one["Values"].as_array().unwrap().iter().map(|value| value.as_f64().unwrap()).sum()
        };
        results.iter().map(sum).collect::<Vec<f64>>()
    };
    assert_eq!(ask(""), [9.0]);
    assert_eq!(ask("WHERE AWS.AccountId = CURRENT_ACCOUNT_ID()"), [2.0]);
    assert_eq!(ask(&format!("WHERE AWS.AccountId = '{member}'")), [7.0]);
    let both = ask("GROUP BY AWS.AccountId");
    assert!(both == [7.0, 2.0] || both == [2.0, 7.0], "{both:?}");
}
