//! The pages of Auto Scaling: the list, one group, why it scaled or did not, the forms.

use serde_json::json;
use watchtrail::api::spec::Operation as _;
use watchtrail::services::Request;
use watchtrail::sim::command::Resource;
use watchtrail::sim::{Call, Command, Region, Scope, Span, Via, Who};
use watchtrail::text::Lang;
use watchtrail::view::autoscaling::act::{self, Group};
use watchtrail::view::autoscaling::mixed::Mixed;
use watchtrail::view::autoscaling::picture::Stand;
use watchtrail::view::autoscaling::policy::{CUSTOMIZED, Kind, REQUESTS, Typed};
use watchtrail::view::autoscaling::{change, detail, list, offer};
use watchtrail::view::ec2::act as ec2;

use crate::support::Lab;

fn send(lab: &mut Lab, request: Request) {
    let (who, region) = (Who::User("admin".to_owned()), Region::US_EAST_1);
    let call = Call { who, region, via: Via::Console, request };
    lab.world.apply(&Command::Call(call)).reply.unwrap();
}

#[test]
fn a_group_made_on_the_page_shows_its_capacity_and_its_reasons() {
    let mut lab = Lab::new();
    let scope = Scope { account: lab.world.account(), region: Region::US_EAST_1 };
    assert!(list(&lab.world, scope).is_empty() && offer(&lab.world, scope).templates.is_empty());
    send(&mut lab, act::first_template("web"));
    assert_eq!(offer(&lab.world, scope).templates, ["web"]);
    let mut form = Group {
        name: "web".to_owned(),
        template: "web".to_owned(),
        sizes: ("1".to_owned(), "1".to_owned(), "x".to_owned()),
        zones: vec!["us-east-1a".to_owned()],
        mixed: None,
    };
    assert_eq!(form.request(), None, "a number that is none");
    form.sizes.2 = "2".to_owned();
    send(&mut lab, form.request().unwrap());
    lab.sleep(Span::mins(10));
    let (name, value) = ("out".to_owned(), "1".to_owned());
    let simple = Typed { name, value, kind: Kind::Simple, ..Typed::default() };
    send(&mut lab, simple.request("web").unwrap());
    let run = json!({ "AutoScalingGroupName": "web", "PolicyName": "out" });
    lab.ok("autoscaling", "ExecutePolicy", run.clone());
    lab.ok("autoscaling", "ExecutePolicy", run);
    lab.sleep(Span::mins(1));
    let row = &list(&lab.world, scope)[0];
    assert_eq!((row.in_service, row.moving, row.sizes), (2, 0, (2, 1, 2)));
    for lang in [Lang::En, Lang::Ko] {
        let texts = super::denial::texts(lang, &["autoscaling"]);
        let model = detail::model(&lab.world, scope, "web", &texts).unwrap();
        let said: Vec<String> = model.decisions.iter().map(|d| d.text(&texts)).collect();
        let by: Vec<String> = model.decisions.iter().map(|d| d.by(&texts)).collect();
        assert_eq!((said.len(), by.len()), (3, 3));
        if lang == Lang::En {
            assert_eq!(
                said,
                [
                    "Nothing: the group is at its maximum",
                    "More desired: 1 → 2",
                    "More desired: 0 → 1",
                ]
            );
            assert_eq!(by[1], "Policy out, executed by a call");
        }
        let keys: Vec<&str> = model.waits.iter().map(|wait| wait.key).collect();
        let expected =
            ["autoscaling.wait.cooldown", "autoscaling.wait.warm-up", "autoscaling.wait.at-max"];
        assert_eq!(keys, expected);
        assert_eq!(model.picture.chart.series.len(), 4);
        let desired = &model.picture.chart.series[0].dots;
        assert_eq!(desired.last().map(|dot| dot.value), Some(2.0));
        assert_eq!(model.instances.len(), 2);
        assert_eq!(model.policies[0].does, "ChangeInCapacity +1");
        assert_eq!(model.activities.len(), 2);
    }
    send(&mut lab, act::set_desired("web", 1));
    send(&mut lab, act::send_metrics("web", true));
    send(&mut lab, act::delete_policy("web", "out"));
    send(&mut lab, act::delete("web"));
    assert!(list(&lab.world, scope)[0].deleting);
}

/// What the form of a policy sends.
fn put(typed: &Typed) -> Option<serde_json::Value> {
    let mut input = typed.request("web")?.input();
    let members = input.as_object_mut().unwrap();
    members.remove("AutoScalingGroupName");
    members.remove("PolicyName");
    Some(input)
}

#[test]
fn a_policy_tracks_any_metric_and_may_only_add() {
    let target = Typed { warm_up: "120".to_owned(), disable_scale_in: true, ..Typed::default() };
    let cpu = json!({ "PredefinedMetricType": "ASGAverageCPUUtilization" });
    let expected = json!({ "PolicyType": "TargetTrackingScaling", "EstimatedInstanceWarmup": 120,
        "TargetTrackingConfiguration": { "PredefinedMetricSpecification": cpu,
            "TargetValue": 50.0, "DisableScaleIn": true } });
    assert_eq!(put(&target), Some(expected));
    let text = str::to_owned;
    let own = Typed {
        metric: text(CUSTOMIZED),
        namespace: text("Shop"),
        metric_name: text("Backlog"),
        dimensions: text("Queue=orders, Shop=main"),
        ..Typed::default()
    };
    let metric = json!({ "MetricName": "Backlog", "Namespace": "Shop", "Statistic": "Average",
        "Dimensions": [{ "Name": "Queue", "Value": "orders" },
            { "Name": "Shop", "Value": "main" }] });
    let expected = json!({ "PolicyType": "TargetTrackingScaling", "TargetTrackingConfiguration":
        { "CustomizedMetricSpecification": metric, "TargetValue": 50.0 } });
    assert_eq!(put(&own), Some(expected));
    assert_eq!(put(&Typed { dimensions: text("Queue"), ..own.clone() }), None);
    assert_eq!(put(&Typed { namespace: text(" "), ..own }), None);
    let mut balanced = Typed { metric: text(REQUESTS), ..Typed::default() };
    assert_eq!(put(&balanced), None, "it needs a label");
    balanced.label = text("app/web/1/targetgroup/web/1");
    assert!(put(&balanced).unwrap().to_string().contains("\"ResourceLabel\""));
    let late = Typed { warm_up: text("soon"), kind: Kind::Step, ..Typed::default() };
    assert_eq!(put(&late), None);
}

#[test]
fn the_requests_in_force_are_said() {
    let mut lab = Lab::new();
    let scope = Scope { account: lab.world.account(), region: Region::US_EAST_1 };
    send(&mut lab, act::first_template("web"));
    let group = Group {
        name: "web".to_owned(),
        template: "web".to_owned(),
        sizes: ("1".to_owned(), "1".to_owned(), "4".to_owned()),
        zones: vec!["us-east-1a".to_owned()],
        mixed: None,
    };
    send(&mut lab, group.request().unwrap());
    let texts = super::denial::texts(Lang::En, &["autoscaling"]);
    let shown = |lab: &Lab| detail::model(&lab.world, scope, "web", &texts).unwrap();
    assert_eq!((shown(&lab).requests, shown(&lab).labels), (None, Vec::new()));
    lab.world.apply(&Command::World(act::requests("web", Some(20_000.0))));
    assert_eq!(shown(&lab).requests, Some((20_000.0, None)));
}

#[test]
fn one_axis_shows_capacity_alarms_and_instances() {
    let mut lab = Lab::new();
    let scope = Scope { account: lab.world.account(), region: Region::US_EAST_1 };
    send(&mut lab, act::first_template("web"));
    let group = Group {
        name: "web".to_owned(),
        template: "web".to_owned(),
        sizes: ("1".to_owned(), "1".to_owned(), "4".to_owned()),
        zones: vec!["us-east-1a".to_owned()],
        mixed: None,
    };
    send(&mut lab, group.request().unwrap());
    send(&mut lab, Typed::default().request("web").unwrap());
    lab.sleep(Span::mins(10));
    let texts = super::denial::texts(Lang::En, &["autoscaling"]);
    let shown = |lab: &Lab| detail::model(&lab.world, scope, "web", &texts).unwrap();
    let calm = shown(&lab);
    let keys: Vec<&str> = calm.waits.iter().map(|wait| wait.key).collect();
    assert_eq!(keys, ["autoscaling.wait.at-min"]);
    let id = calm.picture.lanes[0].id.clone();
    lab.world.apply(&Command::World(ec2::load(&id, Resource::Cpu, Some(95.0), None)));
    lab.sleep(Span::mins(9));
    let busy = shown(&lab);
    assert_eq!(busy.sizes.0, 2, "{:?}", busy.decisions);
    let labels: Vec<&str> =
        busy.picture.chart.moments.iter().map(|moment| moment.label.as_str()).collect();
    assert_eq!(labels, ["1 → 2", "0 → 1"]);
    assert_eq!(busy.picture.alarms.len(), 2, "the policy's own two");
    let high = &busy.picture.alarms[0];
    let states: Vec<&str> = high.1.parts.iter().map(|part| part.state.name()).collect();
    assert!(states.contains(&"ALARM"), "{states:?}");
    let stands: Vec<Vec<Stand>> = busy
        .picture
        .lanes
        .iter()
        .map(|lane| lane.parts.iter().map(|part| part.stand).collect())
        .collect();
    assert_eq!(
        stands,
        [
            vec![Stand::Launching, Stand::Warming, Stand::InService],
            vec![Stand::Launching, Stand::Warming]
        ]
    );
    let keys: Vec<&str> = busy.waits.iter().map(|wait| wait.key).collect();
    assert_eq!(keys, ["autoscaling.wait.warm-up"]);
    send(&mut lab, act::set_desired("web", 1));
    lab.sleep(Span::mins(2));
    let lanes = shown(&lab).picture.lanes;
    let ended = lanes
        .iter()
        .find(|lane| lane.parts.last().is_some_and(|part| part.stand == Stand::Terminating));
    let ended = ended.unwrap();
    assert!(ended.parts.windows(2).all(|pair| pair[0].to <= pair[1].from), "{:?}", ended.parts);
}

/// A group of one instance, and an instance beside it.
fn grouped() -> (Lab, String) {
    let mut lab = Lab::new();
    send(&mut lab, act::first_template("web"));
    let group = Group {
        name: "web".to_owned(),
        template: "web".to_owned(),
        sizes: ("1".to_owned(), "1".to_owned(), "4".to_owned()),
        zones: vec!["us-east-1a".to_owned()],
        mixed: None,
    };
    send(&mut lab, group.request().unwrap());
    let launch = json!({ "ImageId": "ami-0c02fb55956c7d316", "InstanceType": "t3.micro",
        "MinCount": 1, "MaxCount": 1, "Placement": { "AvailabilityZone": "us-east-1a" } });
    let reply = lab.ok("ec2", "RunInstances", launch);
    lab.sleep(Span::mins(5));
    (lab, reply["Instances"][0]["InstanceId"].as_str().unwrap().to_owned())
}

fn shown(lab: &Lab) -> detail::Detail {
    let scope = Scope { account: lab.world.account(), region: Region::US_EAST_1 };
    let texts = super::denial::texts(Lang::En, &["autoscaling"]);
    detail::model(&lab.world, scope, "web", &texts).unwrap()
}

fn typed(desired: &str, min: &str, max: &str) -> change::Typed {
    (desired.to_owned(), min.to_owned(), max.to_owned())
}

#[test]
fn instances_are_attached_protected_and_detached() {
    let (mut lab, id) = grouped();
    assert_eq!(shown(&lab).attachable, std::slice::from_ref(&id), "what is in no group");
    assert_eq!(change::attach("web", &[]), None, "as long as none is chosen");
    send(&mut lab, change::attach("web", std::slice::from_ref(&id)).unwrap());
    lab.sleep(Span::mins(1));
    let model = shown(&lab);
    assert_eq!((model.sizes.0, model.instances.len(), model.attachable.len()), (2, 2, 0));
    let protected = |lab: &Lab| -> Vec<bool> {
        shown(lab).instances.iter().map(|one| one.protected && one.id == id).collect()
    };
    send(&mut lab, change::protect("web", &id, true));
    assert!(protected(&lab).contains(&true));
    send(&mut lab, change::protect("web", &id, false));
    assert!(!protected(&lab).contains(&true));
    send(&mut lab, change::detach("web", &id, true));
    lab.sleep(Span::mins(1));
    let model = shown(&lab);
    assert_eq!((model.sizes.0, model.instances.len()), (1, 1), "one fewer is desired");
    assert_eq!(model.attachable, [id], "it runs on");
}

#[test]
fn processes_are_suspended_and_resumed() {
    let (mut lab, _) = grouped();
    assert!(shown(&lab).suspended.is_empty());
    for process in change::PROCESSES {
        send(&mut lab, change::suspend("web", process, true));
    }
    let mut all = change::PROCESSES.map(str::to_owned);
    all.sort();
    assert_eq!(shown(&lab).suspended, all);
    send(&mut lab, change::suspend("web", "Launch", false));
    assert!(!shown(&lab).suspended.contains(&"Launch".to_owned()));
    for lang in [Lang::En, Lang::Ko] {
        let texts = super::denial::texts(lang, &["autoscaling"]);
        for process in change::PROCESSES {
            let key = format!("autoscaling.process.{}", process.to_lowercase());
            assert!(texts.has(&key), "{key}");
        }
    }
}

#[test]
fn sizes_are_set_now_and_on_schedule() {
    let (mut lab, _) = grouped();
    for wrong in [typed("x", "1", "4"), typed("1", "", "4"), typed("1", "1", "4.5")] {
        assert_eq!(change::resize("web", &wrong), None, "{wrong:?}");
    }
    send(&mut lab, change::resize("web", &typed(" 2", "1", "3 ")).unwrap());
    assert_eq!(shown(&lab).sizes, (2, 1, 3));

    let plan = change::Plan {
        name: " night ".to_owned(),
        sizes: typed("0", "0", ""),
        recurrence: "0 18 * * MON-FRI".to_owned(),
        zone: "Asia/Seoul".to_owned(),
        ..Default::default()
    };
    let without = |edit: fn(&mut change::Plan)| {
        let mut plan = plan.clone();
        edit(&mut plan);
        plan.request("web")
    };
    assert_eq!(without(|plan| plan.name = " ".to_owned()), None, "a name");
    assert_eq!(without(|plan| plan.sizes = typed("", "", "")), None, "a size");
    assert_eq!(without(|plan| plan.sizes.0 = "many".to_owned()), None, "a number");
    assert_eq!(without(|plan| plan.recurrence = String::new()), None, "a time");
    assert_eq!(without(|plan| plan.start = "tomorrow".to_owned()), None, "a moment");
    send(&mut lab, plan.request("web").unwrap());
    let once = change::Plan {
        recurrence: String::new(),
        start: "2025-01-06T02:00:00Z".to_owned(),
        name: "once".to_owned(),
        ..plan
    };
    send(&mut lab, once.request("web").unwrap());
    let rows = shown(&lab).schedules;
    let told: Vec<(&str, Option<&str>, String)> = rows
        .iter()
        .map(|row| (row.name.as_str(), row.recurrence.as_deref(), row.next.to_string()))
        .collect();
    let expected = [
        ("night", Some("0 18 * * MON-FRI (Asia/Seoul)"), "2025-01-06T09:00:00Z".to_owned()),
        ("once", None, "2025-01-06T02:00:00Z".to_owned()),
    ];
    assert_eq!(told, expected);
    assert_eq!(rows[0].sizes, (Some(0), Some(0), None));
    send(&mut lab, change::delete_schedule("web", "once"));
    assert_eq!(shown(&lab).schedules.len(), 1);
}

#[test]
fn a_group_of_several_types_is_made_on_the_page() {
    let mut lab = Lab::new();
    send(&mut lab, act::first_template("web"));
    let mut mixed = Mixed::new("t3.micro");
    let form = |mixed: &Mixed| Group {
        name: "web".to_owned(),
        template: "web".to_owned(),
        sizes: ("3".to_owned(), "0".to_owned(), "4".to_owned()),
        zones: vec!["us-east-1a".to_owned()],
        mixed: Some(mixed.clone()),
    };
    for edit in [
        (|mixed: &mut Mixed| mixed.percent = "101".to_owned()) as fn(&mut Mixed),
        |mixed| mixed.percent = String::new(),
        |mixed| mixed.base = "-1".to_owned(),
        |mixed| mixed.types.clear(),
        |mixed| mixed.types.push(("t3.small".to_owned(), "2".to_owned())),
        |mixed| mixed.pools = "21".to_owned(),
    ] {
        let mut wrong = mixed.clone();
        wrong.spot = "lowest-price".to_owned();
        edit(&mut wrong);
        assert_eq!(form(&wrong).request(), None, "{wrong:?}");
    }
    mixed.types.push(("t3.small".to_owned(), String::new()));
    (mixed.base, mixed.percent) = ("1".to_owned(), "0".to_owned());
    mixed.max_price = "0.02".to_owned();
    let request = form(&mixed).request().unwrap();
    let policy = request.input()["MixedInstancesPolicy"].clone();
    let expected = json!({
        "InstancesDistribution": {
            "OnDemandAllocationStrategy": "prioritized",
            "OnDemandBaseCapacity": 1,
            "OnDemandPercentageAboveBaseCapacity": 0,
            "SpotAllocationStrategy": "price-capacity-optimized",
            "SpotMaxPrice": "0.02",
        },
        "LaunchTemplate": {
            "LaunchTemplateSpecification": { "LaunchTemplateName": "web" },
            "Overrides": [{ "InstanceType": "t3.micro" }, { "InstanceType": "t3.small" }],
        },
    });
    assert_eq!(policy, expected);
    send(&mut lab, request);
    lab.sleep(Span::mins(5));
    let model = shown(&lab);
    assert_eq!(model.instances.iter().filter(|one| one.spot).count(), 2, "one is the base");
    let parted = model.mixed.unwrap();
    assert_eq!(parted.types, ["t3.micro", "t3.small"]);
    assert_eq!((parted.base, parted.percent), (1, 0));
}
