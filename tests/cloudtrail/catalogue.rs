//! Every operation leaves the event AWS's catalogue says.

use serde_json::Value;
use watchtrail::api::{Event, OpSpec, ServiceSpec};
use watchtrail::services::SERVICES;

use crate::support::vectors;

/// Rows of services there are whose operations there are not: they are refused by name.
const LEFT: &[(&str, &[&str])] = &[
    ("monitoring.amazonaws.com", &["GetMetricWidgetImage"]),
    ("logs.amazonaws.com", &["CreateExportTask"]),
];

/// Services of the catalogue without operations here. Signing in is none:
/// `records.rs` compares it.
const ELSEWHERE: [&str; 3] =
    ["events.amazonaws.com", "config.amazonaws.com", "signin.amazonaws.com"];

#[test]
fn every_row_of_the_catalogue_is_an_operation_or_left_out_by_name() {
    let all = vectors("ct_api_catalogue");
    for api in all["apis"].as_array().unwrap() {
        let (source, name) = (api["eventSource"].as_str().unwrap(), api["api"].as_str().unwrap());
        let service = SERVICES.iter().find(|service| service.event_source == source);
        let known = service.is_some_and(|service| service.op(name).is_some());
        let left = LEFT.iter().any(|(of, names)| *of == source && names.contains(&name));
        assert!(known || left || ELSEWHERE.contains(&source), "{source} {name}");
        assert!(!ELSEWHERE.contains(&source) || service.is_none(), "{source} is here by now");
    }
}

/// The row of the catalogue for an operation.
fn row<'a>(apis: &'a [Value], service: &ServiceSpec, op: &OpSpec) -> Option<&'a Value> {
    apis.iter().find(|api| api["eventSource"] == service.event_source && api["api"] == op.name)
}

fn kind(event: Event) -> &'static str {
    match event {
        Event::Management => "Management",
        Event::Data => "Data",
    }
}

#[test]
fn every_operation_leaves_the_event_of_the_catalogue() {
    let all = vectors("ct_api_catalogue");
    let apis = all["apis"].as_array().unwrap();
    let mut others = Vec::new();
    for service in SERVICES {
        for op in service.operations() {
            let Some(row) = row(apis, service, op) else {
                others.push((service, op));
                continue;
            };
            // Lambda's events have the date of its API behind them.
            let plain = row["eventName"].as_str().unwrap().split("2015").next().unwrap();
            // S3's events of lifecycle rules are called as the older operations were.
            assert_eq!(
                plain,
                op.name
                    .strip_suffix("LifecycleConfiguration")
                    .map_or_else(|| op.name.to_owned(), |name| format!("{name}Lifecycle"),)
            );
            assert_eq!(row["readOnly"], op.access.is_read_only(), "{}", op.name);
            assert_eq!(row["kind"], kind(op.event), "{}", op.name);
        }
    }
    // What the catalogue does not have follows the rule it was made by: what reads says so in its
    // name, and only the calls it lists are data events.
    for (service, op) in others {
        // Stopping a query changes nothing, as starting one, which the catalogue has; so it is with
        // the ways to assume a role.
        let reads = [
            "Get",
            "List",
            "Describe",
            "Lookup",
            "AssumeRole",
            "Simulate",
            "StopQuery",
            "Receive",
            "Query",
            "Scan",
            "BatchGet",
            "Validate",
        ];
        let reads = reads.iter().any(|verb| op.name.starts_with(verb));
        assert_eq!(op.access.is_read_only(), reads, "{} {}", service.cli, op.name);
        // S3's calls on objects are data events, too:
        // https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
        let on_object = op.name.contains("Object") && !op.name.contains("ObjectLockConfiguration");
        let event = match service.cli {
            "s3api" if on_object => Event::Data,
            // CloudTrail knows nothing of it, so no trail takes it and no page shows it:
            // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/logging_cw_api_calls_cwl.html
            "logs" if op.name == "PutLogEvents" => Event::Data,
            // Nor of these:
            // https://docs.aws.amazon.com/firehose/latest/dev/logging-using-cloudtrail.html
            "firehose" if op.name.starts_with("PutRecord") => Event::Data,
            // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-logging-using-cloudtrail.html
            "sqs" if op.name.contains("Message") => Event::Data,
            // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/logging-using-cloudtrail.html
            "dynamodb" if op.name.ends_with("Item") || matches!(op.name, "Query" | "Scan") => {
                Event::Data
            }
            _ => Event::Management,
        };
        assert_eq!(op.event, event, "{} {}", service.cli, op.name);
    }
}
