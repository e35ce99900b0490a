//! What holds whatever happens: random commands, split advances, replays.

use proptest::prelude::*;
use serde_json::json;
use watchtrail::services::ec2::lifecycle::EDGES;
use watchtrail::services::ec2::{Fact, InstanceState};
use watchtrail::services::{Request, ServiceFact};
use watchtrail::sim::command::{Resource, StatusCheck};
use watchtrail::sim::{Call, Change, Command, Region, Setup, Span, Via, Who, World};

use super::{IMAGE, seoul};

/// A step that names instances by their place among those launched so far.
#[derive(Clone, Debug)]
enum Step {
    Launch { detailed: bool },
    On { op: &'static str, which: usize },
    Tag { which: usize },
    Load { which: usize, amount: Option<f64>, mins: Option<i64> },
    Fault { which: usize, system: bool, failing: bool, mins: Option<i64> },
    Sleep { secs: i64 },
}

fn step() -> impl Strategy<Value = Step> {
    let op = prop::sample::select(vec![
        "StartInstances",
        "StopInstances",
        "RebootInstances",
        "TerminateInstances",
        "MonitorInstances",
        "UnmonitorInstances",
    ]);
    let which = 0usize..4;
    let mins = || prop::option::of(1i64..20);
    prop_oneof![
        2 => any::<bool>().prop_map(|detailed| Step::Launch { detailed }),
        6 => (op, which.clone()).prop_map(|(op, which)| Step::On { op, which }),
        1 => which.clone().prop_map(|which| Step::Tag { which }),
        1 => (which.clone(), prop::option::of(-1.0..101.0), mins())
            .prop_map(|(which, amount, mins)| Step::Load { which, amount, mins }),
        2 => (which, any::<bool>(), any::<bool>(), mins()).prop_map(
            |(which, system, failing, mins)| Step::Fault { which, system, failing, mins }
        ),
        6 => prop_oneof![1i64..90, 90i64..8000].prop_map(|secs| Step::Sleep { secs }),
    ]
}

/// The instances launched so far.
fn launched(world: &World) -> Vec<String> {
    let launches = world.facts().iter().filter_map(|fact| match &fact.what {
        ServiceFact::Ec2(Fact::InstanceLaunched { instance }) => Some(instance.clone()),
        _ => None,
    });
    launches.collect()
}

fn command(world: &World, step: &Step) -> Option<Command> {
    let instances = launched(world);
    let pick = |which: &usize| {
        let count = instances.len();
        (count > 0).then(|| instances[which % count].clone())
    };
    let until = |mins: &Option<i64>| mins.map(|mins| world.now() + Span::mins(mins));
    let call = |op: &str, input: serde_json::Value, region: Region| {
        let request = Request::decode("ec2", op, input).unwrap();
        let who = Who::User("admin".to_owned());
        Command::Call(Call { who, region, via: Via::Cli, request })
    };
    Some(match step {
        Step::Launch { detailed } => {
            let input = json!({
                "ImageId": IMAGE, "InstanceType": "t3.micro", "MinCount": 1, "MaxCount": 2,
                "Monitoring": { "Enabled": detailed },
            });
            call("RunInstances", input, Region::US_EAST_1)
        }
        Step::On { op, which } => {
            let region = if *which == 3 { seoul() } else { Region::US_EAST_1 };
            call(op, json!({ "InstanceIds": [pick(which)?] }), region)
        }
        Step::Tag { which } => {
            let tags = json!([{ "Key": "a", "Value": which.to_string() }]);
            let input = json!({ "Resources": [pick(which)?], "Tags": tags });
            call("CreateTags", input, Region::US_EAST_1)
        }
        Step::Load { which, amount, mins } => Command::World(Change::Load {
            instance: pick(which)?,
            resource: Resource::Cpu,
            amount: *amount,
            until: until(mins),
        }),
        Step::Fault { which, system, failing, mins } => Command::World(Change::Fault {
            instance: pick(which)?,
            check: if *system { StatusCheck::System } else { StatusCheck::Instance },
            until: until(mins),
            failing: *failing,
        }),
        Step::Sleep { secs } => Command::Advance { until: world.now() + Span::secs(*secs) },
    })
}

/// Carries the steps out; the commands they became.
fn play(steps: &[Step]) -> (World, Vec<Command>) {
    let mut world = World::new(Setup::default());
    let mut log = Vec::new();
    for step in steps {
        if let Some(command) = command(&world, step) {
            let before = (world.facts().len(), world.cloudtrail().records().len());
            let outcome = world.apply(&command);
            let after = (world.facts().len(), world.cloudtrail().records().len());
            if let Command::Call(_) = command {
                assert_eq!(after.1, before.1 + 1, "one record a call");
            }
            if outcome.reply.is_err() {
                assert_eq!(after.0, before.0, "what is refused does nothing");
            }
            log.push(command);
        }
    }
    (world, log)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 96,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn instances_move_along_declared_edges_only(steps in prop::collection::vec(step(), 1..40)) {
        let (world, _) = play(&steps);
        for id in launched(&world) {
            let mut now = InstanceState::Pending;
            for fact in world.facts().iter() {
                let ServiceFact::Ec2(Fact::StateChanged { instance, from, to, .. }) = &fact.what
                else {
                    continue;
                };
                if *instance == id {
                    prop_assert_eq!(*from, now);
                    prop_assert!(EDGES.contains(&(*from, *to)), "{:?} {:?}", from, to);
                    now = *to;
                }
            }
            if let Some(instance) = world.ec2().instance(&id) {
                prop_assert_eq!(instance.state, now);
            } else {
                prop_assert_eq!(now, InstanceState::Terminated);
            }
        }
    }

    #[test]
    fn the_same_log_gives_the_same_world(steps in prop::collection::vec(step(), 1..40)) {
        let (world, log) = play(&steps);
        let mut again = World::new(Setup::default());
        for command in &log {
            let text = serde_json::to_string(command).unwrap();
            again.apply(&serde_json::from_str(&text).unwrap());
        }
        prop_assert_eq!(world.digest(), again.digest());
    }

    #[test]
    fn an_advance_may_be_split_anywhere(
        steps in prop::collection::vec(step(), 1..30),
        cut in 1i64..1000,
    ) {
        let (world, log) = play(&steps);
        let mut split = World::new(Setup::default());
        for command in &log {
            if let Command::Advance { until } = command {
                let whole = (*until - split.now()).as_millis();
                let middle = split.now() + Span::millis(whole * cut / 1000);
                split.apply(&Command::Advance { until: middle });
            }
            split.apply(command);
        }
        prop_assert_eq!(world.digest(), split.digest());
    }
}
