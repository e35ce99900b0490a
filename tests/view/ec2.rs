//! The pages of EC2: the list, one instance, the launch form, the actions.

use std::collections::BTreeMap;

use serde_json::json;
use watchtrail::api::spec::Operation as _;
use watchtrail::services::ec2::InstanceState;
use watchtrail::services::ec2::history::Given;
use watchtrail::sim::command::{Resource, StatusCheck};
use watchtrail::sim::{Command, Region, Span};
use watchtrail::view::ec2::act::{self, Move, Protection};
use watchtrail::view::ec2::detail::Check;
use watchtrail::view::ec2::launch::{self, Form};
use watchtrail::view::ec2::list::{AlarmCounts, Checks};
use watchtrail::view::ec2::metrics::FirstPoint;
use watchtrail::view::ec2::{detail, list};

use crate::support::Lab;

const HERE: Region = Region::US_EAST_1;

/// Launches what a form says; the instance's id.
fn launch(lab: &mut Lab, form: &Form) -> String {
    let request = form.request();
    let reply = lab.ok("ec2", "RunInstances", request.input());
    launch::launched(&reply).remove(0)
}

fn named(name: &str) -> Form {
    Form { name: name.to_owned(), ..Form::new(HERE) }
}

fn alarm(lab: &mut Lab, name: &str, id: &str) {
    let input = json!({
        "AlarmName": name, "Namespace": "AWS/EC2", "MetricName": "CPUUtilization",
        "Dimensions": [{ "Name": "InstanceId", "Value": id }], "Statistic": "Average",
        "Period": 300, "EvaluationPeriods": 1, "Threshold": 70.0,
        "ComparisonOperator": "GreaterThanThreshold",
    });
    lab.ok("cloudwatch", "PutMetricAlarm", input);
}

#[test]
fn an_empty_region_lists_nothing() {
    assert_eq!(list::model(&Lab::new().world, HERE).rows, []);
}

#[test]
fn the_list_follows_an_instance_through_its_life() {
    let mut lab = Lab::new();
    let id = launch(&mut lab, &named("web"));
    let row = |lab: &Lab| {
        let mut rows = list::model(&lab.world, HERE).rows;
        assert_eq!(rows.len(), 1);
        let row = rows.remove(0);
        (row.state, row.checks, row.public.is_some())
    };
    assert_eq!(row(&lab), (InstanceState::Pending, Checks::None, true));
    lab.sleep(Span::secs(20));
    assert_eq!(row(&lab), (InstanceState::Running, Checks::Initializing, true));
    lab.sleep(Span::mins(3));
    assert_eq!(row(&lab).1, Checks::Passed { passed: 3, of: 3 });

    lab.world.apply(&Command::World(act::fault(&id, StatusCheck::Instance, true)));
    assert_eq!(row(&lab).1, Checks::Passed { passed: 2, of: 3 });
    lab.world.apply(&Command::World(act::fault(&id, StatusCheck::System, true)));
    assert_eq!(row(&lab).1, Checks::Passed { passed: 1, of: 3 });

    let stop = Move::Stop.request(vec![id.clone()]);
    lab.ok("ec2", stop.spec().name, stop.input());
    assert_eq!(row(&lab), (InstanceState::Stopping, Checks::None, true));
    let elsewhere: Region = "ap-northeast-2".parse().unwrap();
    assert_eq!(list::model(&lab.world, elsewhere).rows, []);
}

#[test]
fn the_list_counts_the_alarms_that_watch_an_instance() {
    let mut lab = Lab::new();
    let id = launch(&mut lab, &named("web"));
    alarm(&mut lab, "a", &id);
    alarm(&mut lab, "b", &id);
    alarm(&mut lab, "other", "i-00000000000000000");
    let row = list::model(&lab.world, HERE).rows.remove(0);
    assert_eq!(row.alarms, AlarmCounts { alarm: 0, insufficient: 2, ok: 0 });
    assert_eq!((row.name.as_str(), row.kind, row.zone.len()), ("web", "t3.micro", 10));
    let page = detail::model(&lab.world, HERE, &id, Span::hours(3)).unwrap();
    let names: Vec<&str> = page.alarms.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["a", "b"]);
}

#[test]
fn the_first_point_is_told_before_it_can_be_read() {
    for (detailed, of, readable) in [(false, 0, 420), (true, 0, 120)] {
        let mut lab = Lab::new();
        let start = lab.world.now();
        let id = launch(&mut lab, &Form { detailed, ..Form::new(HERE) });
        let first =
            |lab: &Lab| detail::model(&lab.world, HERE, &id, Span::hours(3)).unwrap().first_point;
        let expected = FirstPoint::Expected {
            of: start + Span::secs(of),
            readable: start + Span::secs(readable),
        };
        assert_eq!(first(&lab), expected, "while it is pending");
        lab.sleep(Span::secs(readable - 1));
        assert_eq!(first(&lab), expected, "a second before");
        assert!(cpu(&lab, &id).is_empty());
        lab.sleep(Span::secs(1));
        assert_eq!(first(&lab), FirstPoint::Readable);
        assert_eq!(cpu(&lab, &id).len(), 1);
    }
}

#[test]
fn the_first_point_comes_sooner_once_detailed_monitoring_is_switched_on() {
    let mut lab = Lab::new();
    let start = lab.world.now();
    let id = launch(&mut lab, &Form::new(HERE));
    lab.sleep(Span::secs(60));
    lab.call("admin", "ec2", "MonitorInstances", json!({ "InstanceIds": [id] }));
    lab.sleep(Span::secs(60));
    let first =
        |lab: &Lab| detail::model(&lab.world, HERE, &id, Span::hours(3)).unwrap().first_point;
    let (of, readable) = (start + Span::mins(2), start + Span::mins(4));
    assert_eq!(first(&lab), FirstPoint::Expected { of, readable });
    lab.sleep(Span::secs(119));
    assert!(cpu(&lab, &id).is_empty());
    lab.sleep(Span::secs(1));
    assert_eq!(first(&lab), FirstPoint::Readable);
    assert_eq!(cpu(&lab, &id).len(), 1);
}

fn cpu(lab: &Lab, id: &str) -> Vec<f64> {
    let page = detail::model(&lab.world, HERE, id, Span::hours(3)).unwrap();
    let graph = page.graphs.into_iter().find(|graph| graph.metric == "CPUUtilization").unwrap();
    graph.points.into_iter().map(|(_, value)| value).collect()
}

#[test]
fn load_and_faults_are_shown_until_they_end() {
    let mut lab = Lab::new();
    let id = launch(&mut lab, &named("web"));
    lab.sleep(Span::mins(10));
    let until = lab.world.now() + Span::mins(10);
    lab.world
        .apply(&Command::World(act::load(&id, Resource::Cpu, Some(95.0), Some(until))))
        .reply
        .unwrap();
    let page = |lab: &Lab| detail::model(&lab.world, HERE, &id, Span::hours(3)).unwrap();
    assert_eq!(page(&lab).load, Some(Given { value: 95.0, until: Some(until) }));
    lab.world.apply(&Command::World(act::fault(&id, StatusCheck::System, true)));
    let of = |check: &Check| check.fault.is_some();
    let faults: Vec<bool> = page(&lab).checks.iter().map(of).collect();
    assert_eq!(faults, [true, false, false], "only the switch that was set");
    lab.sleep(Span::mins(11));
    assert_eq!(page(&lab).load, None);
    lab.world.apply(&Command::World(act::fault(&id, StatusCheck::System, false)));
    assert!(page(&lab).checks.iter().all(|check| check.fault.is_none()));
}

#[test]
fn protection_is_shown_and_the_refusal_is_aws_s() {
    let mut lab = Lab::new();
    let id = launch(&mut lab, &Form { protected: true, ..named("web") });
    lab.sleep(Span::mins(1));
    let page = detail::model(&lab.world, HERE, &id, Span::hours(3)).unwrap();
    assert_eq!(page.protected, (true, false));
    let end = Move::Terminate.request(vec![id.clone()]);
    let error = lab.fails("ec2", end.spec().name, end.input());
    assert_eq!(error["code"], "OperationNotPermitted");
    let open = act::protect(&id, Protection::Termination, false);
    lab.ok("ec2", open.spec().name, open.input());
    lab.ok("ec2", end.spec().name, end.input());
    assert_eq!(detail::model(&lab.world, HERE, "i-0", Span::hours(3)), None);
}

#[test]
fn actions_fit_states_as_in_the_console() {
    use InstanceState::*;
    let all = [Pending, Running, ShuttingDown, Terminated, Stopping, Stopped];
    let fits = |act: Move| all.into_iter().filter(|s| act.fits(*s)).collect::<Vec<_>>();
    assert_eq!(fits(Move::Start), [Stopped]);
    assert_eq!(fits(Move::Stop), [Pending, Running]);
    assert_eq!(fits(Move::Reboot), [Running]);
    assert_eq!(fits(Move::Terminate), [Pending, Running, Stopping, Stopped]);
}

#[test]
fn the_form_becomes_one_call() {
    let tags = BTreeMap::from([("team".to_owned(), "ops".to_owned())]);
    let form = Form {
        image: "ami-0c02fb55956c7d316".to_owned(),
        detailed: true,
        count: "2".to_owned(),
        tags,
        ..named("web")
    };
    let expected = json!({
        "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro", "MaxCount": 2,
        "MinCount": 2, "Monitoring": { "Enabled": true },
        "TagSpecifications": [{ "ResourceType": "instance", "Tags": [
            { "Key": "Name", "Value": "web" }, { "Key": "team", "Value": "ops" },
        ] }],
    });
    assert_eq!(form.request().input(), expected);
    let plain = Form::new(HERE).request().input();
    assert_eq!(plain.as_object().unwrap().len(), 4, "nothing that was not asked for: {plain}");
}

#[test]
fn the_form_says_what_is_wrong() {
    let choices = launch::choices(&Lab::new().world, HERE);
    let problems = |form: &Form| form.problems(&choices);
    assert_eq!(problems(&Form::new(HERE)), [""; 0]);
    for count in ["0", "", "x", "101", "-1"] {
        let form = Form { count: count.to_owned(), ..Form::new(HERE) };
        assert_eq!(problems(&form), ["ec2.launch.count.problem"], "{count}");
    }
    let form = Form { kind: "t4g.micro".to_owned(), ..Form::new(HERE) };
    assert_eq!(problems(&form), ["ec2.launch.type.problem"]);
}

#[test]
fn the_form_says_how_large_the_root_volume_is_and_how_the_processor_bursts() {
    let choices = launch::choices(&Lab::new().world, HERE);
    let with = |gib: &str, volume: &str, credits: &str| Form {
        gib: gib.to_owned(),
        volume: volume.to_owned(),
        credits: credits.to_owned(),
        ..Form::new(HERE)
    };
    let input = with("20", "gp2", "standard").request().input();
    let root = json!([{
        "Ebs": { "VolumeSize": 20, "VolumeType": "gp2" }, "DeviceName": "/dev/xvda",
    }]);
    assert_eq!(input["BlockDeviceMappings"], root);
    assert_eq!(input["CreditSpecification"], json!({ "CpuCredits": "standard" }));
    let steady = Form { kind: "m5.large".to_owned(), ..with("", "", "unlimited") };
    assert_eq!(steady.request().input()["CreditSpecification"], json!(null));
    for (gib, problems) in [("8", &[][..]), ("", &[]), ("7", &["ec2.launch.gib.problem"])] {
        assert_eq!(with(gib, "", "").problems(&choices), problems, "{gib}");
    }
    let mut lab = Lab::new();
    let id = launch::launched(&lab.request(with("20", "gp2", "standard").request())).remove(0);
    let input = json!({ "Filters": [{ "Name": "attachment.instance-id", "Values": [id] }] });
    let volumes = lab.ok("ec2", "DescribeVolumes", input);
    let volume = &volumes["Volumes"][0];
    assert_eq!((&volume["Size"], &volume["VolumeType"]), (&json!(20), &json!("gp2")));
    assert!(!lab.world.ec2().history(&id).unwrap().is_unlimited_before(lab.world.now()));
}

#[test]
fn the_form_requests_spot_instances() {
    let choices = launch::choices(&Lab::new().world, HERE);
    let form = Form { spot: true, max_price: " 0.05 ".to_owned(), ..Form::new(HERE) };
    let market = |form: &Form| form.request().input()["InstanceMarketOptions"].clone();
    let priced = json!({ "MarketType": "spot", "SpotOptions": { "MaxPrice": "0.05" } });
    assert_eq!(market(&form), priced);
    let any = Form { max_price: String::new(), ..form.clone() };
    assert_eq!(market(&any), json!({ "MarketType": "spot" }));
    let mut lab = Lab::new();
    for (form, is_spot) in [(&any, true), (&Form::new(HERE), false)] {
        let id = launch::launched(&lab.request(form.request())).remove(0);
        let model = detail::model(&lab.world, HERE, &id, Span::hours(3)).unwrap();
        assert_eq!(model.spot.is_some_and(|id| id.starts_with("sir-")), is_spot);
    }
    assert_eq!(any.problems(&choices), [""; 0]);
    for price in ["0", "cheap", "-1"] {
        let wrong = Form { max_price: price.to_owned(), ..form.clone() };
        assert_eq!(wrong.problems(&choices), ["ec2.launch.price.problem"], "{price}");
        let unasked = Form { spot: false, ..wrong };
        assert_eq!(unasked.problems(&choices), [""; 0]);
        assert_eq!(market(&unasked), json!(null));
    }
}

#[test]
fn tags_change_by_as_few_calls_as_it_takes() {
    let map = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        pairs.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    };
    let calls = |old: &[(&str, &str)], new: &[(&str, &str)]| -> Vec<String> {
        let requests = act::retag("i-1", &map(old), &map(new));
        requests.iter().map(|r| format!("{} {}", r.spec().name, r.input())).collect()
    };
    assert_eq!(calls(&[("a", "1")], &[("a", "1")]), [""; 0]);
    assert_eq!(
        calls(&[("a", "1"), ("b", "2")], &[("b", "3"), ("c", "4")]),
        [
            r#"DeleteTags {"Resources":["i-1"],"Tags":[{"Key":"a"}]}"#,
            concat!(
                r#"CreateTags {"Resources":["i-1"],"Tags":[{"Key":"b","Value":"3"},"#,
                r#"{"Key":"c","Value":"4"}]}"#
            ),
        ]
    );
}

/// Feature row "instance page: credits and credit mode".
#[test]
fn credits_are_shown_of_burstable_instances() {
    let mut lab = Lab::new();
    let mut small = named("web");
    small.kind = "t2.micro".to_owned();
    let id = launch(&mut lab, &small);
    lab.sleep(Span::mins(5));
    lab.world
        .apply(&Command::World(act::load(&id, Resource::Cpu, Some(100.0), None)))
        .reply
        .unwrap();
    let page = |lab: &Lab| detail::model(&lab.world, HERE, &id, Span::hours(3)).unwrap();
    let credits = page(&lab).credits.unwrap();
    assert!(!credits.unlimited && !credits.throttled && credits.balance > 29.0, "{credits:?}");
    lab.sleep(Span::hours(2));
    let credits = page(&lab).credits.unwrap();
    assert!(credits.throttled && credits.balance == 0.0, "{credits:?}");
    let shown = |lab: &Lab, name: &str| page(lab).graphs.iter().any(|graph| graph.metric == name);
    assert!(shown(&lab, "CPUCreditBalance") && !shown(&lab, "CPUSurplusCreditBalance"));
    let who = watchtrail::sim::Who::User("admin".to_owned());
    let call = watchtrail::sim::Call {
        who,
        region: HERE,
        via: watchtrail::sim::Via::Console,
        request: act::credit_mode(&id, true),
    };
    lab.world.apply(&Command::Call(call)).reply.unwrap();
    lab.sleep(Span::mins(10));
    let credits = page(&lab).credits.unwrap();
    assert!(credits.unlimited && !credits.throttled && credits.surplus > 0.0, "{credits:?}");
}
