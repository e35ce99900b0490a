//! The pages of Auto Scaling: the list, one group, why it scaled or did not, the forms.

use serde_json::json;
use watchtrail::services::Request;
use watchtrail::sim::{Call, Command, Region, Scope, Span, Via, Who};
use watchtrail::text::Lang;
use watchtrail::view::autoscaling::act::{self, Group, Kind};
use watchtrail::view::autoscaling::picture::Stand;
use watchtrail::view::autoscaling::{detail, list, offer};
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
    };
    assert_eq!(form.request(), None, "a number that is none");
    form.sizes.2 = "2".to_owned();
    send(&mut lab, form.request().unwrap());
    lab.sleep(Span::mins(10));
    let simple = act::put_policy("web", "out", Kind::Simple, "", "1").unwrap();
    send(&mut lab, simple);
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
    };
    send(&mut lab, group.request().unwrap());
    let metric = act::TRACKED[0];
    send(&mut lab, act::put_policy("web", "cpu", Kind::Target, metric, "50").unwrap());
    lab.sleep(Span::mins(10));
    let texts = super::denial::texts(Lang::En, &["autoscaling"]);
    let shown = |lab: &Lab| detail::model(&lab.world, scope, "web", &texts).unwrap();
    let calm = shown(&lab);
    let keys: Vec<&str> = calm.waits.iter().map(|wait| wait.key).collect();
    assert_eq!(keys, ["autoscaling.wait.at-min"]);
    let id = calm.picture.lanes[0].id.clone();
    lab.world.apply(&Command::World(ec2::load(&id, Some(95.0), None)));
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
