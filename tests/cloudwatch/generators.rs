//! Services that are there for their metrics alone (row A: built-in service metrics that move by
//! themselves, seeded): what they publish, when, and that it is always the same.

use serde_json::{Value, json};
use watchtrail::services::generators::table::SERVICES;
use watchtrail::services::generators::{Kind, Lever, Trouble};
use watchtrail::sim::command::Demand;
use watchtrail::sim::{Change, Command, Region, Scope, Span, Time};
use watchtrail::telemetry::series::{self, Query};
use watchtrail::telemetry::{MetricId, MetricSource as _, Stat, unit};

use super::{at, scope};
use crate::support::Lab;

fn bring(lab: &mut Lab, kind: Kind, name: &str) {
    bring_in(lab, kind, name, Region::US_EAST_1).unwrap();
}

fn bring_in(lab: &mut Lab, kind: Kind, name: &str, region: Region) -> Result<(), String> {
    let change = Change::Bring { kind, name: name.to_owned(), region };
    let reply = lab.world.apply(&Command::World(change)).reply;
    reply.map(|_| ()).map_err(|error| error.code.to_string())
}

fn set(lab: &mut Lab, name: &str, lever: Lever, amount: f64, span: Option<Span>) {
    let until = span.map(|span| lab.world.now() + span);
    let demand = Demand { name: name.to_owned(), lever, amount: Some(amount), until };
    lab.world.apply(&Command::World(Change::Demand(demand))).reply.unwrap();
}

/// A metric by namespace and name whose dimensions contain a value.
fn listed(lab: &Lab, namespace: &str, name: &str, dimensions: &[&str]) -> Option<MetricId> {
    let all = lab.world.metrics().list(scope(lab), lab.world.now());
    let named = |id: &MetricId| {
        let names: Vec<&str> = id.dimensions.iter().map(|(name, _)| name.as_str()).collect();
        id.namespace == namespace && id.name == name && names == dimensions
    };
    all.into_iter().map(|metric| metric.id).find(named)
}

fn read(lab: &Lab, id: &MetricId, stat: &str, from: Time, period: Span) -> Vec<f64> {
    let stat = Stat::parse(stat).unwrap();
    let (scope, to, now) = (scope(lab), lab.world.now(), lab.world.now());
    let period_secs = period.as_secs();
    let query = Query { scope, id, from, to, period_secs, unit: None, stat };
    let periods = series::read(&lab.world.metrics(), &query, now);
    periods.into_iter().filter_map(|mut period| period.bin.value(stat)).collect()
}

#[test]
fn the_table_holds_together() {
    assert_eq!(SERVICES.map(|service| service.kind), Kind::ALL);
    for service in SERVICES {
        let namespace = service.namespace;
        assert!(namespace.starts_with("AWS/") && service.page.starts_with("https://docs.aws."));
        assert!(service.metrics.iter().any(|metric| metric.key), "{namespace}");
        let mut seen = Vec::new();
        for metric in service.metrics {
            assert_eq!(unit::named(metric.unit), Some(metric.unit), "{}", metric.name);
            assert!(Stat::plain(metric.stat).is_some(), "{}", metric.name);
            for set in metric.sets {
                assert!(*set < service.sets.len(), "{}", metric.name);
                assert!(!seen.contains(&(metric.name, *set)), "{} twice", metric.name);
                seen.push((metric.name, *set));
            }
        }
        for lever in service.kind.levers() {
            assert_eq!(Lever::named(lever.word()), Some(*lever));
        }
        assert_eq!(Kind::named(service.kind.word()), Some(service.kind));
    }
}

/// Names, units and dimensions as each service's page has them.
#[test]
fn units_and_dimensions_are_aws_s() {
    let alb = "LoadBalancer";
    let table: [(&str, &str, &str, &[&str]); 47] = [
        ("AWS/ApplicationELB", "RequestCount", "Count", &[alb]),
        ("AWS/ApplicationELB", "RequestCount", "Count", &["AvailabilityZone", alb]),
        ("AWS/ApplicationELB", "TargetResponseTime", "Seconds", &[alb]),
        ("AWS/ApplicationELB", "HealthyHostCount", "Count", &[alb, "TargetGroup"]),
        ("AWS/ApplicationELB", "RequestCountPerTarget", "Count", &["TargetGroup"]),
        ("AWS/ApplicationELB", "ProcessedBytes", "Bytes", &[alb]),
        ("AWS/ApplicationELB", "RequestCount", "Count", &["AvailabilityZone", alb, "TargetGroup"]),
        (
            "AWS/ApplicationELB",
            "HealthyHostCount",
            "Count",
            &["AvailabilityZone", alb, "TargetGroup"],
        ),
        ("AWS/RDS", "CPUUtilization", "Percent", &["DBInstanceIdentifier"]),
        ("AWS/RDS", "CPUUtilization", "Percent", &["DatabaseClass"]),
        ("AWS/RDS", "DatabaseConnections", "Count", &["EngineName"]),
        ("AWS/RDS", "FreeStorageSpace", "Bytes", &[]),
        ("AWS/RDS", "FreeStorageSpace", "Bytes", &["DBInstanceIdentifier"]),
        ("AWS/RDS", "ReadIOPS", "Count/Second", &["DBInstanceIdentifier"]),
        ("AWS/RDS", "WriteLatency", "Seconds", &["DBInstanceIdentifier"]),
        ("AWS/RDS", "ReadThroughput", "Bytes/Second", &["DBInstanceIdentifier"]),
        ("AWS/DynamoDB", "ConsumedReadCapacityUnits", "Count", &["TableName"]),
        ("AWS/DynamoDB", "SuccessfulRequestLatency", "Milliseconds", &["Operation", "TableName"]),
        ("AWS/Lambda", "Invocations", "Count", &["FunctionName"]),
        ("AWS/Lambda", "Duration", "Milliseconds", &["FunctionName", "Resource"]),
        ("AWS/DynamoDB", "UserErrors", "Count", &[]),
        ("AWS/DynamoDB", "AccountMaxReads", "Count", &[]),
        ("AWS/DynamoDB", "AccountProvisionedReadCapacityUtilization", "Percent", &[]),
        ("AWS/DynamoDB", "MaxProvisionedTableWriteCapacityUtilization", "Percent", &[]),
        ("AWS/Lambda", "Invocations", "Count", &[]),
        ("AWS/Lambda", "ConcurrentExecutions", "Count", &[]),
        ("AWS/Lambda", "UnreservedConcurrentExecutions", "Count", &[]),
        ("AWS/Lambda", "ClaimedAccountConcurrency", "Count", &[]),
        ("AWS/S3", "BytesDownloaded", "Bytes", &["BucketName", "FilterId"]),
        ("AWS/NATGateway", "PeakBytesPerSecond", "Count", &["NatGatewayId"]),
        ("AWS/StorageGateway", "UploadBufferPercentUsed", "Percent", &["GatewayId", "GatewayName"]),
        ("AWS/SQS", "ApproximateAgeOfOldestMessage", "Seconds", &["QueueName"]),
        ("AWS/SQS", "SentMessageSize", "Bytes", &["QueueName"]),
        ("AWS/S3", "BucketSizeBytes", "Bytes", &["BucketName", "StorageType"]),
        ("AWS/S3", "NumberOfObjects", "Count", &["BucketName", "StorageType"]),
        ("AWS/S3", "4xxErrors", "Count", &["BucketName", "FilterId"]),
        ("AWS/S3", "FirstByteLatency", "Milliseconds", &["BucketName", "FilterId"]),
        ("AWS/NATGateway", "ErrorPortAllocation", "Count", &["NatGatewayId"]),
        ("AWS/NATGateway", "BytesOutToDestination", "Bytes", &["NatGatewayId"]),
        ("AWS/ECS", "MemoryUtilization", "Percent", &["ClusterName", "ServiceName"]),
        ("AWS/Route53", "HealthCheckStatus", "None", &["HealthCheckId"]),
        ("AWS/Route53", "DNSQueries", "Count", &["HostedZoneId"]),
        ("AWS/CloudFront", "Requests", "None", &["DistributionId", "Region"]),
        ("AWS/CloudFront", "5xxErrorRate", "Percent", &["DistributionId", "Region"]),
        ("AWS/StorageGateway", "CacheHitPercent", "Percent", &["GatewayId", "GatewayName"]),
        ("AWS/Billing", "EstimatedCharges", "None", &["Currency"]),
        ("AWS/Billing", "EstimatedCharges", "None", &["Currency", "ServiceName"]),
    ];
    let mut lab = Lab::new();
    for kind in Kind::ALL {
        bring(&mut lab, kind, &format!("my-{}", kind.word()));
    }
    lab.sleep(Span::days(2));
    for (namespace, name, unit, dimensions) in table {
        let id = listed(&lab, namespace, name, dimensions);
        let id = id.unwrap_or_else(|| panic!("{namespace} {name} {dimensions:?}"));
        let mut units = Vec::new();
        let (from, now) = (at("2025-01-06T00:00:00Z"), lab.world.now());
        let each = &mut |point: watchtrail::telemetry::Point| units.push(point.unit);
        lab.world.metrics().points(scope(&lab), &id, from, now, now, each);
        assert!(units.iter().all(|found| *found == unit) && !units.is_empty(), "{name} {units:?}");
    }
}

#[test]
fn the_same_seed_has_the_same_values() {
    let run = |steps: &[i64]| {
        let mut lab = Lab::new();
        for kind in Kind::ALL {
            bring(&mut lab, kind, &format!("my-{}", kind.word()));
        }
        for minutes in steps {
            lab.sleep(Span::mins(*minutes));
        }
        let (from, now) = (at("2025-01-06T00:00:00Z"), lab.world.now());
        let mut text = String::new();
        for metric in lab.world.metrics().list(scope(&lab), now) {
            let mut sum = 0.0;
            let each = &mut |point: watchtrail::telemetry::Point| sum += point.sum;
            lab.world.metrics().points(scope(&lab), &metric.id, from, now, now, each);
            text.push_str(&format!("{} {} {sum}\n", metric.id.namespace, metric.id.name));
        }
        (text, lab.world.digest())
    };
    let (values, digest) = run(&[180]);
    assert_eq!(run(&[1, 59, 120]), (values.clone(), digest));
    assert!(values.lines().count() > 80, "{values}");
}

#[test]
fn loads_are_exact_and_what_did_not_happen_is_left_out() {
    let mut lab = Lab::new();
    bring(&mut lab, Kind::Alb, "web");
    set(&mut lab, "web", Lever::Requests, 600.0, None);
    lab.sleep(Span::mins(30));
    let from = at("2025-01-06T00:00:00Z");
    let alb = ["LoadBalancer"];
    let get = |lab: &Lab, name: &str| listed(lab, "AWS/ApplicationELB", name, &alb);
    let requests = get(&lab, "RequestCount").unwrap();
    let sums = read(&lab, &requests, "Sum", from, Span::mins(1));
    // A minute is readable two minutes after its beginning.
    assert_eq!(sums, [600.0; 29]);
    assert_eq!(read(&lab, &requests, "Average", from, Span::mins(5))[0], 1.0);
    for absent in ["HTTPCode_ELB_5XX_Count", "HTTPCode_Target_5XX_Count"] {
        assert_eq!(get(&lab, absent), None, "{absent} has never happened");
    }
    set(&mut lab, "web", Lever::Errors, 50.0, Some(Span::mins(5)));
    lab.sleep(Span::mins(10));
    let errors = get(&lab, "HTTPCode_Target_5XX_Count").unwrap();
    let sums = read(&lab, &errors, "Sum", from, Span::mins(1));
    assert_eq!(sums, [300.0; 5], "five minutes, then nothing at all");
    set(&mut lab, "web", Lever::Unhealthy, 2.0, Some(Span::mins(3)));
    lab.sleep(Span::mins(10));
    let down = get(&lab, "HTTPCode_ELB_5XX_Count").unwrap();
    assert_eq!(read(&lab, &down, "Sum", from, Span::mins(1)), [600.0; 3]);
    let targets = ["LoadBalancer", "TargetGroup"];
    let sick = listed(&lab, "AWS/ApplicationELB", "UnHealthyHostCount", &targets).unwrap();
    assert_eq!(read(&lab, &sick, "Maximum", from, Span::hours(1)), [2.0]);
    // Times of requests tell their samples: percentiles can be had.
    set(&mut lab, "web", Lever::Latency, 200.0, None);
    let since = lab.world.now();
    lab.sleep(Span::mins(10));
    let time = get(&lab, "TargetResponseTime").unwrap();
    let p99 = read(&lab, &time, "p99", since, Span::mins(5));
    let p50 = read(&lab, &time, "p50", since, Span::mins(5));
    assert!((p99[0] - 0.8).abs() < 1e-9 && (p50[0] - 0.17).abs() < 1e-9, "{p99:?} {p50:?}");
}

#[test]
fn days_and_weeks_have_a_shape() {
    let mut lab = Lab::new();
    bring(&mut lab, Kind::Lambda, "f");
    lab.sleep(Span::days(7));
    let id = listed(&lab, "AWS/Lambda", "Invocations", &["FunctionName"]).unwrap();
    let from = at("2025-01-06T00:00:00Z");
    let hours = read(&lab, &id, "Sum", from, Span::hours(1));
    // It is a Monday; quiet at four, busy at sixteen.
    assert!(hours[16] > 2.0 * hours[4], "{hours:?}");
    let day = |n: usize| hours[n * 24..(n + 1) * 24 - 1].iter().sum::<f64>();
    assert!(day(5) < 0.8 * day(4) && day(6) < 0.8 * day(0));
}

#[test]
fn the_bill_grows_within_a_month_in_one_region() {
    let mut lab = Lab::new();
    let seoul: Region = "ap-northeast-2".parse().unwrap();
    assert_eq!(bring_in(&mut lab, Kind::Billing, "bill", seoul), Err("WrongRegion".to_owned()));
    bring(&mut lab, Kind::Billing, "bill");
    assert!(bring_in(&mut lab, Kind::Billing, "other", Region::US_EAST_1).is_err());
    set(&mut lab, "bill", Lever::Dollars, 40.0, None);
    lab.sleep(Span::days(30));
    let id = listed(&lab, "AWS/Billing", "EstimatedCharges", &["Currency"]).unwrap();
    let points = read(&lab, &id, "Maximum", at("2025-01-06T00:00:00Z"), Span::hours(6));
    // Four a day, until the sixth of February.
    assert_eq!(points.len(), 120);
    let falls: Vec<usize> = (1..points.len()).filter(|i| points[*i] < points[i - 1]).collect();
    assert_eq!(falls, [26 * 4], "only as the month ends");
    assert!((900.0..1_300.0).contains(&points[26 * 4 - 1]), "{}", points[26 * 4 - 1]);
    let all = lab.world.metrics().list(Scope { region: seoul, ..scope(&lab) }, lab.world.now());
    assert!(all.is_empty());
}

#[test]
fn storage_is_told_once_a_day_and_throttling_when_it_happens() {
    let mut lab = Lab::new();
    bring(&mut lab, Kind::S3, "pictures");
    bring(&mut lab, Kind::Dynamodb, "orders");
    lab.sleep(Span::hours(23));
    let dims = ["BucketName", "StorageType"];
    assert_eq!(listed(&lab, "AWS/S3", "BucketSizeBytes", &dims), None);
    lab.sleep(Span::days(3));
    let id = listed(&lab, "AWS/S3", "BucketSizeBytes", &dims).unwrap();
    let from = at("2025-01-06T00:00:00Z");
    let sizes = read(&lab, &id, "Average", from, Span::days(1));
    assert!(sizes.len() == 3 && sizes.is_sorted(), "{sizes:?}");
    let table = ["TableName"];
    assert_eq!(listed(&lab, "AWS/DynamoDB", "ReadThrottleEvents", &table), None);
    set(&mut lab, "orders", Lever::Requests, 10_000.0, Some(Span::mins(10)));
    let since = lab.world.now();
    lab.sleep(Span::mins(15));
    let id = listed(&lab, "AWS/DynamoDB", "ReadThrottleEvents", &table).unwrap();
    assert_eq!(read(&lab, &id, "Sum", since, Span::mins(1)), [4_000.0; 10]);
    let id = listed(&lab, "AWS/DynamoDB", "ConsumedReadCapacityUnits", &table).unwrap();
    assert_eq!(read(&lab, &id, "Sum", since, Span::mins(5))[0], 15_000.0);
}

#[test]
fn what_is_removed_falls_silent_and_alarms_see_it() {
    let mut lab = Lab::new();
    bring(&mut lab, Kind::Sqs, "jobs");
    set(&mut lab, "jobs", Lever::Backlog, 5_000.0, None);
    let alarm = json!({
        "Namespace": "AWS/SQS", "MetricName": "ApproximateNumberOfMessagesVisible",
        "Dimensions": [{ "Name": "QueueName", "Value": "jobs" }], "Threshold": 1_000,
    });
    lab.put_alarm(alarm);
    lab.sleep(Span::mins(6));
    assert_eq!(lab.state().name(), "ALARM");
    lab.world.apply(&Command::World(Change::Remove { name: "jobs".to_owned() })).reply.unwrap();
    lab.sleep(Span::mins(30));
    assert_eq!(lab.state().name(), "INSUFFICIENT_DATA");
    let metrics = lab.ok("cloudwatch", "ListMetrics", json!({ "Namespace": "AWS/SQS" }));
    assert_eq!(metrics["Metrics"].as_array().map(Vec::len), Some(9), "listed for two weeks more");
    let again = bring_in(&mut lab, Kind::Sqs, "jobs", Region::US_EAST_1);
    assert_eq!(again, Ok(()));
    assert_eq!(
        bring_in(&mut lab, Kind::S3, "jobs", Region::US_EAST_1),
        Err("NameTaken".to_owned())
    );
    for (name, code) in [("i-1", "InvalidName"), ("a b", "InvalidName"), ("", "InvalidName")] {
        let found = bring_in(&mut lab, Kind::S3, name, Region::US_EAST_1);
        assert_eq!(found, Err(code.to_owned()), "{name}");
    }
    let refused = |lab: &mut Lab, lever, amount| {
        let demand = Demand { name: "jobs".to_owned(), lever, amount: Some(amount), until: None };
        lab.world.apply(&Command::World(Change::Demand(demand))).reply.unwrap_err().code.to_string()
    };
    assert_eq!(refused(&mut lab, Lever::Cpu, 5.0), "NoSuchLever");
    assert_eq!(refused(&mut lab, Lever::Backlog, -1.0), "InvalidAmount");
    let _: Value = metrics;
}

/// What is summed up over an account: row A, built-in service metrics.
#[test]
fn metrics_without_dimensions_are_about_all_of_the_region() {
    let mut lab = Lab::new();
    for (name, rate) in [("one", 600.0), ("two", 1_200.0)] {
        bring(&mut lab, Kind::Lambda, name);
        set(&mut lab, name, Lever::Requests, rate, None);
        set(&mut lab, name, Lever::Latency, 1_000.0, None);
    }
    bring(&mut lab, Kind::Dynamodb, "orders");
    bring(&mut lab, Kind::Dynamodb, "carts");
    lab.sleep(Span::mins(30));
    let from = at("2025-01-06T00:00:00Z");
    let cases = [
        ("AWS/Lambda", "Invocations", "Sum", 1_800.0),
        ("AWS/Lambda", "Throttles", "Sum", 0.0),
        ("AWS/Lambda", "Errors", "SampleCount", 1_800.0),
        // Ten and twenty at once.
        ("AWS/Lambda", "ConcurrentExecutions", "Maximum", 30.0),
        ("AWS/Lambda", "UnreservedConcurrentExecutions", "Maximum", 30.0),
        ("AWS/DynamoDB", "AccountMaxReads", "Maximum", 80_000.0),
        ("AWS/DynamoDB", "AccountProvisionedReadCapacityUtilization", "Maximum", 0.125),
        ("AWS/DynamoDB", "MaxProvisionedTableReadCapacityUtilization", "Maximum", 0.125),
    ];
    for (namespace, name, stat, expected) in cases {
        let id = listed(&lab, namespace, name, &[]).unwrap_or_else(|| panic!("{name}"));
        let period = if namespace == "AWS/Lambda" { Span::mins(1) } else { Span::mins(5) };
        let values = read(&lab, &id, stat, from, period);
        assert!(values.len() > 3 && values.iter().all(|v| *v == expected), "{name} {values:?}");
    }
}

#[test]
fn zones_share_the_requests_and_lose_their_targets_one_by_one() {
    let mut lab = Lab::new();
    bring(&mut lab, Kind::Alb, "web");
    set(&mut lab, "web", Lever::Requests, 601.0, None);
    set(&mut lab, "web", Lever::Unhealthy, 1.0, None);
    lab.sleep(Span::mins(20));
    let from = at("2025-01-06T00:00:00Z");
    let all = lab.world.metrics().list(scope(&lab), lab.world.now());
    let of = |name: &str, zone: &str| {
        let zoned = |id: &&MetricId| {
            id.name == name
                && id.dimensions.len() == if name == "RequestCount" { 2 } else { 3 }
                && id.dimensions.iter().any(|(_, value)| value == zone)
        };
        let id = all.iter().map(|metric| &metric.id).find(zoned).unwrap();
        read(&lab, id, "Sum", from, Span::mins(1))[3]
    };
    let cases = [
        ("RequestCount", "us-east-1a", 301.0),
        ("RequestCount", "us-east-1b", 300.0),
        ("HealthyHostCount", "us-east-1a", 0.0),
        ("HealthyHostCount", "us-east-1b", 1.0),
        ("UnHealthyHostCount", "us-east-1a", 1.0),
        ("UnHealthyHostCount", "us-east-1b", 0.0),
    ];
    for (name, zone, expected) in cases {
        assert_eq!(of(name, zone), expected, "{name} {zone}");
    }
}

/// Nothing happens, nothing is published: and what AWS publishes as zero is a zero.
#[test]
fn what_has_no_requests_has_no_points() {
    let kinds = [
        (Kind::Alb, "AWS/ApplicationELB", "ActiveConnectionCount", None),
        (Kind::Alb, "AWS/ApplicationELB", "RequestCount", None),
        (Kind::Cloudfront, "AWS/CloudFront", "Requests", None),
        (Kind::Cloudfront, "AWS/CloudFront", "5xxErrorRate", None),
        (Kind::Lambda, "AWS/Lambda", "Errors", None),
        (Kind::Dynamodb, "AWS/DynamoDB", "ConsumedReadCapacityUnits", None),
        (Kind::S3, "AWS/S3", "5xxErrors", None),
        (Kind::S3, "AWS/S3", "BytesDownloaded", None),
        (Kind::Sqs, "AWS/SQS", "NumberOfMessagesSent", Some(0.0)),
        (Kind::Nat, "AWS/NATGateway", "ErrorPortAllocation", Some(0.0)),
        (Kind::Alb, "AWS/ApplicationELB", "HealthyHostCount", Some(2.0)),
    ];
    for (kind, namespace, name, expected) in kinds {
        let mut lab = Lab::new();
        bring(&mut lab, kind, "quiet");
        lab.sleep(Span::mins(20));
        let all = lab.world.metrics().list(scope(&lab), lab.world.now());
        let named = |id: &MetricId| id.namespace == namespace && id.name == name;
        let mut ids: Vec<MetricId> = all.into_iter().map(|metric| metric.id).collect();
        ids.retain(named);
        let id = ids.iter().min_by_key(|id| id.dimensions.len()).cloned();
        set(&mut lab, "quiet", Lever::Requests, 0.0, None);
        let since = lab.world.now();
        lab.sleep(Span::mins(20));
        let found = id.map(|id| read(&lab, &id, "Maximum", since, Span::mins(1)));
        let found = found.unwrap_or_default();
        assert_eq!(found.first().copied(), expected, "{namespace} {name}");
        assert_eq!(found.is_empty(), expected.is_none(), "{name} {found:?}");
    }
}

#[test]
fn a_queue_that_nobody_uses_sleeps_after_six_hours() {
    let mut lab = Lab::new();
    bring(&mut lab, Kind::Sqs, "jobs");
    set(&mut lab, "jobs", Lever::Requests, 0.0, None);
    lab.sleep(Span::hours(9));
    let id = listed(&lab, "AWS/SQS", "NumberOfMessagesSent", &["QueueName"]).unwrap();
    let from = at("2025-01-06T00:00:00Z");
    assert_eq!(read(&lab, &id, "Sum", from, Span::mins(1)).len(), 360);
}

/// Faults by name, as scripts write them: what each sets, and that it mends.
#[test]
fn each_kind_has_its_faults() {
    let cases = [
        (Kind::Alb, Trouble::Errors, "HTTPCode_Target_5XX_Count", 100.0),
        (Kind::Alb, Trouble::Down, "HTTPCode_ELB_5XX_Count", 100.0),
        (Kind::Rds, Trouble::StorageFull, "FreeStorageSpace", 0.0),
        (Kind::Rds, Trouble::Leak, "DatabaseConnections", 600.0),
        (Kind::Dynamodb, Trouble::Throttles, "ThrottledRequests", 50.0),
        (Kind::Lambda, Trouble::Throttles, "Throttles", 10.0),
        (Kind::Sqs, Trouble::Backlog, "ApproximateNumberOfMessagesVisible", 30_000.0),
        (Kind::S3, Trouble::Errors, "5xxErrors", 5.0),
        (Kind::Nat, Trouble::Leak, "ActiveConnectionCount", 55_000.0),
        (Kind::Ecs, Trouble::Leak, "MemoryUtilization", 100.0),
        (Kind::Route53, Trouble::Down, "HealthCheckStatus", 0.0),
        (Kind::Cloudfront, Trouble::Errors, "5xxErrorRate", 30.0),
        (Kind::Storagegateway, Trouble::StorageFull, "UploadBufferPercentUsed", 100.0),
        (Kind::Billing, Trouble::Spike, "EstimatedCharges", 0.0),
    ];
    for (kind, trouble, name, expected) in cases {
        let mut lab = Lab::new();
        bring(&mut lab, kind, "one");
        lab.sleep(Span::mins(30));
        let change = |failing| {
            let name = "one".to_owned();
            Command::World(Change::Trouble { name, trouble, until: None, failing })
        };
        let facts = lab.world.facts().len();
        lab.world.apply(&change(true)).reply.unwrap();
        assert_eq!(lab.world.facts().len(), facts + 1, "the timeline tells {name}");
        let since = lab.world.now() + Span::mins(35);
        lab.sleep(Span::hours(1));
        let all = lab.world.metrics().list(scope(&lab), lab.world.now());
        let metric = all.into_iter().map(|metric| metric.id).find(|id| id.name == name);
        let stat = if name.starts_with("HTTP") || name.contains("Throttle") || name == "5xxErrors" {
            "Sum"
        } else {
            "Maximum"
        };
        if let Some(id) = metric.as_ref().filter(|_| kind != Kind::Billing) {
            let values = read(&lab, id, stat, since, Span::mins(5));
            let high = matches!(stat, "Sum") || name == "5xxErrorRate";
            let right = |v: &f64| if high { *v >= expected } else { *v == expected };
            assert!(!values.is_empty() && values.iter().all(right), "{name} {values:?}");
        } else {
            assert_eq!(kind, Kind::Billing, "{name} has points");
        }
        lab.world.apply(&change(false)).reply.unwrap();
    }
    let mut lab = Lab::new();
    bring(&mut lab, Kind::Sqs, "one");
    let (name, trouble) = ("one".to_owned(), Trouble::Leak);
    let change = Change::Trouble { name, trouble, until: None, failing: true };
    let error = lab.world.apply(&Command::World(change)).reply.unwrap_err();
    assert_eq!(error.message, "`one` can fail so: backlog");
    for kind in Kind::ALL {
        assert!(Trouble::all_of(kind).next().is_some(), "{kind:?}");
    }
}
