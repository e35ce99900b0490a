//! Contributor Insights: what rules say, what they count, and reports of it.

use serde_json::{Value, json};
use watchtrail::services::cloudwatch::insight::Definition;
use watchtrail::services::cloudwatch::insight::definition::Fault;
use watchtrail::sim::Span;

use crate::support::Lab;

/// A definition over JSON, with changes.
fn definition(changes: Value) -> String {
    let mut definition = json!({
        "Schema": { "Name": "CloudWatchLogRule", "Version": 1 }, "LogGroupNames": ["shop*"],
        "LogFormat": "JSON", "AggregateOn": "Count",
        "Contribution": { "Keys": ["$.ip"], "Filters": [] },
    });
    for (name, value) in changes.as_object().unwrap() {
        definition[name] = value.clone();
    }
    definition.to_string()
}

fn filtered(filter: Value) -> String {
    definition(json!({ "Contribution": { "Keys": ["$.ip"], "Filters": [filter] } }))
}

#[test]
fn filters_take_what_they_ask_for() {
    let event = r#"{"ip":"10.0.0.1","method":"PUT","status":200,"deep":{"list":[{"n":"x"}]}}"#;
    for (filter, takes) in [
        (json!({ "Match": "$.method", "In": ["GET", "PUT"] }), true),
        (json!({ "Match": "$.method", "In": ["put"] }), false),
        (json!({ "Match": "$.method", "NotIn": ["GET"] }), true),
        (json!({ "Match": "$.nobody", "NotIn": ["GET"] }), false),
        (json!({ "Match": "$.method", "StartsWith": ["PU"] }), true),
        (json!({ "Match": "$.method", "StartsWith": ["UT", "X"] }), false),
        (json!({ "Match": "$.status", "GreaterThan": 199 }), true),
        (json!({ "Match": "$.status", "GreaterThan": 200 }), false),
        (json!({ "Match": "$.status", "LessThan": 200.5 }), true),
        (json!({ "Match": "$.status", "EqualTo": 200 }), true),
        (json!({ "Match": "$.status", "NotEqualTo": 200 }), false),
        (json!({ "Match": "$.method", "NotEqualTo": 1 }), false),
        (json!({ "Match": "$.deep.list[0].n", "In": ["x"] }), true),
        (json!({ "Match": "$.deep.list[1].n", "IsPresent": false }), true),
        (json!({ "Match": "$.ip", "IsPresent": true }), true),
        // Leaves only.
        (json!({ "Match": "$.deep", "IsPresent": true }), false),
    ] {
        let rule = Definition::parse(&filtered(filter.clone())).unwrap();
        assert_eq!(rule.contribution(event).is_some(), takes, "{filter}");
    }
}

#[test]
fn contributors_are_told_apart_by_their_keys() {
    let rule = |changes: Value| Definition::parse(&definition(changes)).unwrap();
    let given = |rule: &Definition, event: &str| {
        let (keys, value) = rule.contribution(event)?;
        Some((keys.join("|"), value))
    };
    let told = |keys: &str, value: f64| Some((keys.to_owned(), value));
    let two = rule(json!({ "AggregateOn": "Sum",
        "Contribution": { "Keys": ["$.ip", "$.n"], "ValueOf": "$.bytes" } }));
    assert_eq!(given(&two, r#"{"ip":"a","n":3,"bytes":1.5}"#), told("a|3", 1.5));
    assert_eq!(given(&two, r#"{"ip":"a","n":3,"bytes":"1.5"}"#), None);
    assert_eq!(given(&two, r#"{"ip":"a","bytes":1.5}"#), None);
    assert_eq!(given(&two, "no json"), None);
    // As in AWS's own example, a sum without a value adds up occurrences.
    let flows = rule(json!({ "LogFormat": "CLF", "Fields": { "4": "from", "8": "protocol" },
        "AggregateOn": "Sum", "Contribution": { "Keys": ["from", "3"],
            "Filters": [{ "Match": "protocol", "EqualTo": 6 }] } }));
    let line = "2 123456789012 eni-1 10.0.0.9 10.0.0.1 443 49152 6 10 840";
    assert_eq!(given(&flows, line), told("10.0.0.9|eni-1", 1.0));
    assert_eq!(given(&flows, &line.replace(" 6 ", " 17 ")), None);
    assert_eq!(given(&flows, "2 short"), None);
    let quoted = rule(json!({ "LogFormat": "CLF", "Contribution": { "Keys": ["2", "1"] } }));
    assert_eq!(given(&quoted, "[10/Oct/2000] \"GET /a b\" 200"), told("GET /a b|10/Oct/2000", 1.0));
    assert!(flows.covers("shop") && flows.covers("shop/web") && !flows.covers("a-shop"));
}

#[test]
fn what_is_wrong_with_a_definition_is_told() {
    let keys = |keys: Value| definition(json!({ "Contribution": { "Keys": keys } }));
    for (text, expected) in [
        ("[]".to_owned(), "expected an object"),
        (definition(json!({ "Shema": 1 })), "there is no member Shema"),
        (
            definition(json!({ "Schema": { "Name": "CloudWatchLogRule", "Version": 2 } })),
            "Schema must be {\"Name\": \"CloudWatchLogRule\", \"Version\": 1}",
        ),
        (definition(json!({ "LogFormat": "XML" })), "LogFormat must be JSON or CLF"),
        (definition(json!({ "Fields": {} })), "Fields are for the log format CLF"),
        (definition(json!({ "AggregateOn": "COUNT" })), "AggregateOn must be Count or Sum"),
        (
            definition(json!({ "LogGroupNames": ["a*b"] })),
            "LogGroupNames must be an array of names, each with a * at its end at most",
        ),
        (keys(json!([])), "Keys must be an array of 1 to 4 fields"),
        (
            keys(json!(["$.a", "$.b", "$.c", "$.d", "$.e"])),
            "Keys must be an array of 1 to 4 fields",
        ),
        (keys(json!(["ip"])), "ip is no field"),
        (keys(json!(["$.a[*]"])), "$.a[*] is no field"),
        (
            definition(json!({ "Contribution": { "Keys": ["$.a"], "ValueOf": "$.b" } })),
            "ValueOf needs AggregateOn Sum",
        ),
        (filtered(json!({ "In": ["a"] })), "each filter needs a Match field"),
        (
            filtered(json!({ "Match": "$.a", "In": ["a"], "NotIn": ["b"] })),
            "each filter needs a Match field and one operator",
        ),
        (filtered(json!({ "Match": "$.a", "Like": "a" })), "there is no operator Like"),
        (filtered(json!({ "Match": "$.a", "In": [] })), "In takes an array of 1 to 10 texts"),
        (filtered(json!({ "Match": "$.a", "EqualTo": "1" })), "EqualTo takes a number"),
        (filtered(json!({ "Match": "$.a", "IsPresent": 1 })), "IsPresent takes true or false"),
    ] {
        assert_eq!(Definition::parse(&text), Err(Fault::Wrong(expected.to_owned())), "{text}");
    }
    let managed = definition(json!({ "Schema": { "Name": "ServiceLogRule", "Version": 1 } }));
    let mut lab = Lab::new();
    let put = |text: &str| json!({ "RuleName": "r", "RuleDefinition": text });
    let refused = lab.fails("cloudwatch", "PutInsightRule", put(&managed));
    assert_eq!(refused["code"], "NotSimulated");
    let refused = lab.fails("cloudwatch", "PutInsightRule", put("[]"));
    let wanted = "The rule definition is not valid: expected an object";
    assert_eq!(
        (&refused["code"], &refused["message"]),
        (&json!("InvalidParameterValue"), &json!(wanted))
    );
}

fn put_events(lab: &mut Lab, messages: &[&str]) {
    let now = lab.world.now().as_millis();
    let events: Vec<Value> =
        messages.iter().map(|text| json!({ "timestamp": now, "message": text })).collect();
    let input = json!({ "logGroupName": "shop", "logStreamName": "web", "logEvents": events });
    lab.ok("logs", "PutLogEvents", input);
}

/// A world with a group, and a rule over it that adds up bytes by address.
fn counting() -> Lab {
    let mut lab = Lab::new();
    lab.ok("logs", "CreateLogGroup", json!({ "logGroupName": "shop" }));
    let stream = json!({ "logGroupName": "shop", "logStreamName": "web" });
    lab.ok("logs", "CreateLogStream", stream);
    put_events(&mut lab, &[r#"{"ip":"early","bytes":1000}"#]);
    let text = definition(json!({ "AggregateOn": "Sum",
        "Contribution": { "Keys": ["$.ip"], "ValueOf": "$.bytes" } }));
    lab.ok("cloudwatch", "PutInsightRule", json!({ "RuleName": "bytes", "RuleDefinition": text }));
    put_events(&mut lab, &[r#"{"ip":"a","bytes":10}"#, r#"{"ip":"b","bytes":30}"#, "noise"]);
    lab.sleep(Span::mins(2));
    put_events(&mut lab, &[r#"{"ip":"a","bytes":25}"#, r#"{"ip":"a","bytes":5}"#]);
    lab
}

fn report(lab: &mut Lab, changes: Value) -> Value {
    let mut input = json!({ "RuleName": "bytes", "StartTime": "2025-01-06T00:00:00Z",
        "EndTime": "2025-01-06T01:00:00Z", "Period": 60 });
    for (name, value) in changes.as_object().unwrap() {
        input[name] = value.clone();
    }
    lab.ok("cloudwatch", "GetInsightRuleReport", input)
}

#[test]
fn a_report_counts_from_when_the_rule_was_made() {
    let mut lab = counting();
    // What has just come in is not counted yet.
    assert_eq!(report(&mut lab, json!({}))["AggregateValue"], 40.0);
    lab.sleep(Span::mins(1));
    let all = json!([
        "UniqueContributors",
        "MaxContributorValue",
        "SampleCount",
        "Sum",
        "Minimum",
        "Maximum",
        "Average"
    ]);
    let (first, later) = ("2025-01-06T00:00:00+00:00", "2025-01-06T00:02:00+00:00");
    assert_eq!(
        report(&mut lab, json!({ "Metrics": all })),
        json!({
            "KeyLabels": ["$.ip"], "AggregationStatistic": "SUM", "AggregateValue": 70.0,
            "ApproximateUniqueCount": 2,
            "Contributors": [
                { "Keys": ["a"], "ApproximateAggregateValue": 40.0, "Datapoints": [
                    { "Timestamp": first, "ApproximateValue": 10.0 },
                    { "Timestamp": later, "ApproximateValue": 30.0 },
                ] },
                { "Keys": ["b"], "ApproximateAggregateValue": 30.0, "Datapoints": [
                    { "Timestamp": first, "ApproximateValue": 30.0 },
                ] },
            ],
            "MetricDatapoints": [
                { "Timestamp": first, "UniqueContributors": 2.0, "MaxContributorValue": 30.0,
                    "SampleCount": 2.0, "Average": 20.0, "Sum": 40.0, "Minimum": 10.0,
                    "Maximum": 30.0 },
                { "Timestamp": later, "UniqueContributors": 1.0, "MaxContributorValue": 30.0,
                    "SampleCount": 2.0, "Average": 15.0, "Sum": 30.0, "Minimum": 5.0,
                    "Maximum": 25.0 },
            ],
        })
    );
    let few = report(&mut lab, json!({ "MaxContributorCount": 1, "OrderBy": "Maximum" }));
    // Both gave 30 at most in a period: those who gave as much stand by their keys.
    assert_eq!(few["Contributors"].as_array().unwrap().len(), 1);
    assert_eq!(few["Contributors"][0]["ApproximateAggregateValue"], 30.0);
    assert_eq!(few["ApproximateUniqueCount"], 2);
}

#[test]
fn a_disabled_rule_counts_nothing() {
    let mut lab = counting();
    let names = json!({ "RuleNames": ["bytes", "nobody"] });
    let failures = json!({ "Failures": [{ "FailureResource": "nobody", "FailureCode": "404",
        "ExceptionType": "ResourceNotFoundException",
        "FailureDescription": "Insight rule nobody does not exist" }] });
    assert_eq!(lab.ok("cloudwatch", "DisableInsightRules", names.clone()), failures);
    put_events(&mut lab, &[r#"{"ip":"c","bytes":7}"#]);
    let listed = lab.ok("cloudwatch", "DescribeInsightRules", json!({}));
    assert_eq!(listed["InsightRules"][0]["State"], "DISABLED");
    lab.ok("cloudwatch", "EnableInsightRules", json!({ "RuleNames": ["bytes"] }));
    put_events(&mut lab, &[r#"{"ip":"d","bytes":3}"#]);
    lab.sleep(Span::mins(1));
    let found = report(&mut lab, json!({}));
    assert_eq!(found["AggregateValue"], 73.0);
    assert_eq!(lab.ok("cloudwatch", "DeleteInsightRules", names), failures);
    let input = json!({ "RuleName": "bytes", "StartTime": 0, "EndTime": 60, "Period": 60 });
    let gone = lab.fails("cloudwatch", "GetInsightRuleReport", input);
    assert_eq!(gone["code"], "ResourceNotFoundException");
}

#[test]
fn metric_math_reads_a_rule() {
    let mut lab = counting();
    lab.sleep(Span::mins(1));
    let data = |lab: &mut Lab, text: &str| {
        let query = json!([{ "Id": "e1", "Expression": text, "Period": 60 }]);
        let input = json!({ "MetricDataQueries": query, "StartTime": "2025-01-06T00:00:00Z",
            "EndTime": "2025-01-06T00:10:00Z", "ScanBy": "TimestampAscending" });
        lab.call("admin", "cloudwatch", "GetMetricData", input).reply
    };
    let reply = data(&mut lab, "INSIGHT_RULE_METRIC('bytes', 'Sum')").unwrap();
    assert_eq!(reply["MetricDataResults"][0]["Values"], json!([40.0, 30.0]));
    let share =
        "INSIGHT_RULE_METRIC('bytes','MaxContributorValue')/INSIGHT_RULE_METRIC('bytes','Sum')*100";
    let reply = data(&mut lab, share).unwrap();
    assert_eq!(reply["MetricDataResults"][0]["Values"], json!([75.0, 100.0]));
    for (text, expected) in [
        ("INSIGHT_RULE_METRIC('other', 'Sum')", "there is no Contributor Insights rule other"),
        (
            "INSIGHT_RULE_METRIC('bytes', 'Median')",
            "INSIGHT_RULE_METRIC takes one of UniqueContributors, MaxContributorValue, \
             SampleCount, Sum, Minimum, Maximum, Average",
        ),
        (
            "INSIGHT_RULE_METRIC(bytes)",
            "INSIGHT_RULE_METRIC takes the name of a rule in quotes and what to tell of it in \
             quotes",
        ),
    ] {
        let error = data(&mut lab, text).unwrap_err();
        assert_eq!(error.message, format!("Error in expression 'e1': {expected}"));
    }
    // Who may not read the report may not read it so.
    let document = json!({ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny",
        "Action": "cloudwatch:GetInsightRuleReport",
        "Resource": "arn:aws:cloudwatch:*:*:insight-rule/bytes" }] });
    let policy = json!({ "UserName": "jiwoo", "PolicyName": "no-reports",
        "PolicyDocument": document.to_string() });
    lab.ok("iam", "PutUserPolicy", policy);
    let query =
        json!([{ "Id": "e1", "Expression": "INSIGHT_RULE_METRIC('bytes','Sum')", "Period": 60 }]);
    let input = json!({ "MetricDataQueries": query, "StartTime": "2025-01-06T00:00:00Z",
        "EndTime": "2025-01-06T00:10:00Z" });
    assert!(lab.call("jiwoo", "cloudwatch", "GetMetricData", input).reply.is_err());
}
