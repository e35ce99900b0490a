//! How fast the simulator is where speed is felt: looking through an alarm's evaluations, trying
//! other settings over a history, letting a large world run, letting trails deliver for ninety
//! days, evaluating an expression, bringing in 200,000 records from a file and looking through
//! them.
//!
//! `cargo bench -p benches` prints a table; a name after `--` chooses.
#![expect(clippy::expect_used, reason = "without its world a benchmark has nothing to measure")]

use divan::{Bencher, black_box};
use serde_json::{Value, json};
use watchtrail::learn::fleet::Fleet;
use watchtrail::services::Request;
use watchtrail::services::cloudtrail::{Attribute, Query};
use watchtrail::services::cloudwatch::alarm::scan::Scan;
use watchtrail::services::cloudwatch::alarm::slots::{Place, Slots};
use watchtrail::services::cloudwatch::alarm::states::{states, with_each_treatment};
use watchtrail::services::cloudwatch::alarm::{Config, StateValue, evaluate::evaluate};
use watchtrail::sim::{Call, Command, Region, Scope, Setup, Span, Time, Via, Who, World};
use watchtrail::view::audit::evidence::{Evidence, Import, MOST};
use watchtrail::view::audit::rare;

fn main() {
    divan::main();
}

/// The days of a history: 129,600 minutes.
const DAYS: i64 = 90;

/// A world with one instance that an alarm has watched by the minute for so many days, and the
/// alarm's configuration. No load: the processors wander between 1 and 8 percent.
struct Watched {
    world: World,
    config: Config,
}

impl Watched {
    fn new(threshold: f64) -> Watched {
        let mut world = World::new(Setup::default());
        let mut call = |operation: (&str, &str), input| called(&mut world, operation, input);
        let launched = call(
            ("ec2", "RunInstances"),
            json!({
                "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "m5.large",
                "MinCount": 1, "MaxCount": 1, "Monitoring": { "Enabled": true },
            }),
        );
        let id = launched.pointer("/Instances/0/InstanceId").expect("an instance");
        call(
            ("cloudwatch", "PutMetricAlarm"),
            json!({
                "AlarmName": "cpu", "Namespace": "AWS/EC2", "MetricName": "CPUUtilization",
                "Dimensions": [{ "Name": "InstanceId", "Value": id }], "Statistic": "Average",
                "Period": 60, "EvaluationPeriods": 3, "Threshold": threshold,
                "ComparisonOperator": "GreaterThanThreshold",
            }),
        );
        let until = world.now() + Span::days(DAYS);
        world.apply(&Command::Advance { until });
        let alarm = world.cloudwatch().alarm(scope(&world), "cpu").expect("the alarm");
        let config = alarm.config().as_ref().clone();
        Watched { world, config }
    }

    fn span(&self) -> (Time, Time) {
        (self.world.now() - Span::days(DAYS), self.world.now())
    }
}

/// What a call by the administrator is answered.
fn called(world: &mut World, (service, op): (&str, &str), input: Value) -> Value {
    let request = Request::decode(service, op, input).expect("a request");
    let who = Who::User("admin".to_owned());
    let call = Call { who, region: Region::US_EAST_1, via: Via::Cli, request };
    world.apply(&Command::Call(call)).reply.expect("a reply")
}

fn scope(world: &World) -> Scope {
    Scope { account: world.account(), region: Region::US_EAST_1 }
}

/// One evaluation as the alarm's page explains it: windows read, verdict reached.
#[divan::bench]
fn one_evaluation(bencher: Bencher<'_, '_>) {
    let watched = Watched::new(5.0);
    let sources = watched.world.metrics();
    let place = Place { source: &sources, scope: scope(&watched.world) };
    let (from, at) = watched.span();
    let mut slots = Slots::default();
    bencher.bench_local(|| {
        evaluate(&watched.config, place, black_box(at), from, &mut false, &mut slots)
    });
}

/// 129,600 evaluations looked through: within the metric's range (each point counts), and beyond
/// it (known without reading them).
#[divan::bench(args = [5.0, 80.0])]
fn scan_90_days(bencher: Bencher<'_, '_>, threshold: f64) {
    let watched = Watched::new(threshold);
    let sources = watched.world.metrics();
    let place = Place { source: &sources, scope: scope(&watched.world) };
    let (from, to) = watched.span();
    bencher.bench_local(|| {
        let mut scan = Scan::new(&watched.config, place, black_box(from), to);
        let mut state = StateValue::Ok;
        let mut changes = 0_u32;
        while scan.next_change(state).is_some() {
            changes += 1;
            state = if state == StateValue::Ok { StateValue::Alarm } else { StateValue::Ok };
        }
        changes
    });
}

/// What an alarm would have been over 129,600 points.
#[divan::bench(args = [5.0, 80.0])]
fn backtest_90_days(bencher: Bencher<'_, '_>, threshold: f64) {
    let watched = Watched::new(threshold);
    let sources = watched.world.metrics();
    let place = Place { source: &sources, scope: scope(&watched.world) };
    let (from, to) = watched.span();
    bencher.bench_local(|| states(&watched.config, place, black_box(from), to));
}

/// The same with each treatment of missing data, as the backtest's page shows it.
#[divan::bench(args = [5.0, 80.0])]
fn each_treatment_90_days(bencher: Bencher<'_, '_>, threshold: f64) {
    let watched = Watched::new(threshold);
    let sources = watched.world.metrics();
    let place = Place { source: &sources, scope: scope(&watched.world) };
    let (from, to) = watched.span();
    bencher.bench_local(|| with_each_treatment(&watched.config, place, (black_box(from), to)));
}

/// A world of so many instances and alarms, built and run for ten days: 14,400 evaluations an
/// alarm.
#[divan::bench(args = [10, 100], sample_count = 3)]
fn fleet_of_ten_days(size: u32) {
    let fleet = Fleet { instances: size, alarms: size, days: 10, period_secs: 60 };
    black_box(fleet.run(Setup::default()).expect("a fleet"));
}

/// A world with three trails that validate and one of which looks for unusual activity. Their own
/// deliveries are data events, which none takes.
fn three_trails() -> World {
    let mut world = World::new(Setup::default());
    let service = json!({ "Service": "cloudtrail.amazonaws.com" });
    let allow = |action: &str, resource: &str| json!({ "Effect": "Allow", "Principal": service, "Action": action, "Resource": resource });
    let policy = json!({ "Version": "2012-10-17", "Statement": [
        allow("s3:GetBucketAcl", "arn:aws:s3:::evidence"),
        allow("s3:PutObject", "arn:aws:s3:::evidence/*"),
    ] });
    called(&mut world, ("s3api", "CreateBucket"), json!({ "Bucket": "evidence" }));
    let policy = json!({ "Bucket": "evidence", "Policy": policy.to_string() });
    called(&mut world, ("s3api", "PutBucketPolicy"), policy);
    for name in ["one", "two", "three"] {
        let trail = json!({ "Name": name, "S3BucketName": "evidence", "S3KeyPrefix": name,
            "IsMultiRegionTrail": name == "one", "EnableLogFileValidation": true });
        called(&mut world, ("cloudtrail", "CreateTrail"), trail);
        called(&mut world, ("cloudtrail", "StartLogging"), json!({ "Name": name }));
    }
    let look = json!({ "TrailName": "one", "InsightSelectors": [
        { "InsightType": "ApiCallRateInsight" }, { "InsightType": "ApiErrorRateInsight" },
    ] });
    called(&mut world, ("cloudtrail", "PutInsightSelectors"), look);
    world
}

/// Ninety days of three trails: a digest an hour each in every Region it is in, and log files of
/// two calls a day.
#[divan::bench(args = [1, 10, 90], sample_count = 1)]
fn three_trails_for_days(bencher: Bencher<'_, '_>, days: i64) {
    bencher.with_inputs(three_trails).bench_local_values(|mut world| {
        for n in 0..2 * days {
            let topic = json!({ "Name": format!("topic-{n}") });
            called(&mut world, ("sns", "CreateTopic"), topic);
            let until = world.now() + Span::hours(12);
            world.apply(&Command::Advance { until });
        }
        world
    });
}

/// A log file with as many records as are taken.
fn log_file() -> String {
    let record = |n: usize| {
        json!({
            "eventVersion": "1.11",
            "userIdentity": { "type": "IAMUser", "userName": format!("user-{}", n % 40),
                "arn": format!("arn:aws:iam::111122223333:user/user-{}", n % 40) },
            "eventTime": format!("2026-03-02T{:02}:{:02}:{:02}Z", n / 3600 % 24, n / 60 % 60, n % 60),
            "eventSource": "sns.amazonaws.com",
            "eventName": format!("Call{}", n % 100),
            "awsRegion": "us-east-1",
            "sourceIPAddress": format!("203.0.113.{}", n % 200),
            "requestParameters": { "name": format!("topic-{n}") },
            "responseElements": { "topicArn": format!("arn:aws:sns:us-east-1:1:topic-{n}") },
            "requestID": format!("request-{n}"),
            "eventID": format!("event-{n}"),
            "readOnly": false,
        })
        .to_string()
    };
    format!("{{\"Records\":[{}]}}", (0..MOST).map(record).collect::<Vec<_>>().join(","))
}

fn brought(text: &str) -> Evidence {
    let mut import = Import::default();
    import.begin("log.json");
    import.feed(text.as_bytes());
    import.finish()
}

/// 200,000 records brought in from one file.
#[divan::bench(sample_count = 3)]
fn evidence_brought_in(bencher: Bencher<'_, '_>) {
    let text = log_file();
    bencher.bench_local(|| brought(black_box(&text)));
}

/// One question to 200,000 records.
#[divan::bench]
fn evidence_looked_up(bencher: Bencher<'_, '_>) {
    let evidence = brought(&log_file());
    let attribute = Some((Attribute::EventName, "Call7".to_owned()));
    let query = Query { attribute, ..Query::default() };
    bencher.bench_local(|| evidence.search(black_box(&query)));
}

/// What is rare among 200,000 records.
#[divan::bench(sample_count = 10)]
fn evidence_rare_calls(bencher: Bencher<'_, '_>) {
    let evidence = brought(&log_file());
    bencher.bench_local(|| rare::model(black_box(&evidence)));
}
