//! The pages of metric streams.

use serde_json::json;
use watchtrail::api::error::Stage;
use watchtrail::api::spec::Operation as _;
use watchtrail::services::generators::Kind;
use watchtrail::sim::{Change, Command, Region, Scope, Span};
use watchtrail::view::streams::act::{self, Form};
use watchtrail::view::streams::{detail, detail_reads, list, list_reads};

use crate::support::Lab;

fn scope(lab: &Lab) -> Scope {
    Scope { account: lab.world.account(), region: Region::US_EAST_1 }
}

fn form(lab: &Lab) -> Form {
    Form { name: "all".to_owned(), ..Form::new(scope(lab)) }
}

#[test]
fn the_quick_set_up_makes_all_that_is_needed() {
    let mut lab = Lab::new();
    assert!(Form::new(scope(&lab)).requests(scope(&lab)).is_empty(), "it has no name");
    let requests = form(&lab).requests(scope(&lab));
    let names: Vec<&str> = requests.iter().map(|request| request.spec().name).collect();
    let expected = [
        "CreateBucket",
        "CreateRole",
        "PutRolePolicy",
        "CreateDeliveryStream",
        "CreateRole",
        "PutRolePolicy",
        "PutMetricStream",
    ];
    assert_eq!(names, expected);
    for request in &requests {
        lab.ok(request.service().cli, request.spec().name, request.input());
    }
    let change =
        Change::Bring { kind: Kind::Sqs, name: "jobs".to_owned(), region: Region::US_EAST_1 };
    lab.world.apply(&Command::World(change)).reply.unwrap();
    lab.sleep(Span::mins(10));
    let found = detail(&lab.world, scope(&lab), "all").unwrap();
    assert!(found.sent.0 > 50 && found.trouble.is_none(), "{:?}", found.sent);
    assert!(found.records[0].contains("\"metric_name\":"), "{}", found.records[0]);
    let target = found.target.as_ref().unwrap();
    assert_eq!((target.status, target.files.len()), ("ACTIVE", 1));
    for request in
        detail_reads(&lab.world, Region::US_EAST_1, "all").into_iter().chain(list_reads())
    {
        lab.ok(request.service().cli, request.spec().name, request.input());
    }
    let stop = act::switch("all", false).unwrap();
    lab.ok("cloudwatch", stop.spec().name, stop.input());
    assert!(!list(&lab.world, scope(&lab))[0].running);
    assert!(detail(&lab.world, scope(&lab), "other").is_none());
}

#[test]
fn what_fails_is_told_with_its_reasons() {
    let mut lab = Lab::new();
    let own = Form {
        quick: false,
        firehose: "arn:aws:firehose:us-east-1:123456789012:deliverystream/none".to_owned(),
        role: "arn:aws:iam::123456789012:role/none".to_owned(),
        namespaces: "Shop, Other".to_owned(),
        ..form(&lab)
    };
    let request = own.requests(scope(&lab)).remove(0);
    assert_eq!(
        request.input()["IncludeFilters"],
        json!([{ "Namespace": "Shop" }, { "Namespace": "Other" }])
    );
    lab.ok("cloudwatch", "PutMetricStream", request.input());
    lab.sleep(Span::secs(30));
    let data = json!([{ "MetricName": "n", "Value": 1.0 }]);
    lab.ok("cloudwatch", "PutMetricData", json!({ "Namespace": "Shop", "MetricData": data }));
    lab.sleep(Span::mins(1));
    assert_eq!(list(&lab.world, scope(&lab))[0].trouble.as_deref(), Some("AccessDenied"));
    let found = detail(&lab.world, scope(&lab), "all").unwrap();
    assert_eq!((found.sent, found.target), ((0, 1), None));
    assert!(matches!(found.trouble.unwrap().error.stage, Stage::Access(_)));
}
