//! The page of anomaly detectors.

use watchtrail::api::spec::Operation as _;
use watchtrail::sim::{Region, Scope, Span};
use watchtrail::telemetry::MetricId;
use watchtrail::view::detectors::{Form, delete, reads, rows};

use crate::support::Lab;

#[test]
fn a_detector_is_made_learns_and_is_deleted() {
    let mut lab = Lab::new();
    let scope = Scope { account: lab.world.account(), region: Region::US_EAST_1 };
    let mut form =
        Form { namespace: "Shop".to_owned(), metric: "orders".to_owned(), ..Form::default() };
    form.dimensions = "Place".to_owned();
    assert!(form.request().is_none(), "a dimension has a value");
    form.dimensions = "Place=here, Floor=1".to_owned();
    let request = form.request().unwrap();
    lab.ok("cloudwatch", request.spec().name, request.input());
    let found = rows(&lab.world, scope);
    assert_eq!(found[0].of, "Shop/orders (Floor=1, Place=here) · Average");
    assert_eq!((found[0].told.state_value.as_str(), found[0].trained), ("PENDING_TRAINING", None));
    lab.sleep(Span::mins(20));
    let found = rows(&lab.world, scope);
    assert_eq!(found[0].told.state_value, "TRAINED_INSUFFICIENT_DATA");
    assert_eq!(found[0].learnt[0].expects, None);
    let replies = reads().into_iter().map(|request| {
        let name = request.spec().name;
        (name, lab.ok("cloudwatch", name, request.input()))
    });
    let [(_, detectors), (list, _)] = <[_; 2]>::try_from(replies.collect::<Vec<_>>()).unwrap();
    assert_eq!(detectors["AnomalyDetectors"].as_array().unwrap().len(), 1);
    assert_eq!(list, "ListMetrics", "the metrics to choose from");
    let metric = MetricId::new("Shop", "orders", vec![("Place".to_owned(), "here".to_owned())]);
    let form = Form { stat: "Sum".to_owned(), ..Form::default() }.of(&metric);
    assert_eq!((form.dimensions.as_str(), form.stat.as_str()), ("Place=here", "Sum"));
    let request = delete(&found[0].told);
    lab.ok("cloudwatch", request.spec().name, request.input());
    assert!(rows(&lab.world, scope).is_empty());
}
