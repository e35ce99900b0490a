//! What must hold whatever people do: random commands by several people over every service.
//!
//! The numbers are those of the invariants in ARCHITECTURE.md. Each service's own tests have the
//! rules that are its alone (7: the edges its resources move along).

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use serde_json::{Value, json};
use watchtrail::api::spec::Operation as _;
use watchtrail::services::cloudwatch::Fact as CloudWatch;
use watchtrail::services::{Request, ServiceFact};
use watchtrail::sim::command::Resource;
use watchtrail::sim::{
    Act, Call, Cause, Change, Command, Region, Setup, Sim, Span, Time, Via, Watch, Who, World,
    digest::digest,
};

const IMAGE: &str = "ami-0c02fb55956c7d316";
const TOPIC: &str = "arn:aws:sns:us-east-1:123456789012:ops";
/// A piece of time, in seconds, that no sleep is longer than.
const WHOLE: i64 = 1_000_000;

/// One thing a person may do; instances and subscriptions are named by their place among those
/// there are.
#[derive(Clone, Debug)]
enum Step {
    Call { who: Who, via: Via, op: usize, which: usize },
    Confirm { which: usize },
    SignIn(Who),
    Load { which: usize, percent: f64 },
    Switch { instant: bool, throttling: bool },
    Sleep { secs: i64 },
    Watch,
}

/// What a [`Step::Call`] may call. `{i}` stands for an instance, `{s}` for a subscription.
fn calls() -> Vec<(&'static str, &'static str, Value)> {
    let sns = "arn:aws:iam::aws:policy/AmazonSNSFullAccess";
    let alarm = |name: &str, period: i64, treat: &str| {
        json!({
            "AlarmName": name, "Namespace": "AWS/EC2", "MetricName": "CPUUtilization",
            "Dimensions": [{ "Name": "InstanceId", "Value": "{i}" }], "Statistic": "Average",
            "Period": period, "EvaluationPeriods": 2, "DatapointsToAlarm": 1, "Threshold": 70.0,
            "ComparisonOperator": "GreaterThanThreshold", "TreatMissingData": treat,
            "AlarmActions": [TOPIC], "OKActions": [TOPIC],
        })
    };
    let composite = |name: &str, rule: &str| {
        json!({
            "AlarmName": name, "AlarmRule": rule, "AlarmActions": [TOPIC], "OKActions": [TOPIC],
            "ActionsSuppressor": "slow", "ActionsSuppressorWaitPeriod": 90,
            "ActionsSuppressorExtensionPeriod": 60,
        })
    };
    let mute = json!({ "Name": "m", "MuteTargets": { "AlarmNames": ["slow", "any"] },
        "Rule": { "Schedule": { "Expression": "cron(*/20 * * * *)", "Duration": "PT7M" } } });
    let bucket_policy = json!({ "Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::123456789012:user/jiwoo" },
        "Action": "s3:*", "Resource": "arn:aws:s3:::plain-one/*" }] })
    .to_string();
    let ids = json!({ "InstanceIds": ["{i}"] });
    let user = |name: &str| json!({ "UserName": name });
    let grant = json!({ "UserName": "jiwoo", "PolicyArn": sns });
    let launch = json!({ "ImageId": IMAGE, "InstanceType": "t2.micro",
        "MinCount": 1, "MaxCount": 1 });
    let mail = json!({ "TopicArn": TOPIC, "Protocol": "email", "Endpoint": "a@example.com" });
    vec![
        ("ec2", "RunInstances", launch.clone()),
        ("ec2", "StartInstances", ids.clone()),
        ("ec2", "StopInstances", ids.clone()),
        ("ec2", "RebootInstances", ids.clone()),
        ("ec2", "TerminateInstances", ids.clone()),
        ("ec2", "MonitorInstances", ids.clone()),
        ("ec2", "DescribeInstances", json!({})),
        ("cloudwatch", "PutMetricAlarm", alarm("slow", 300, "missing")),
        ("cloudwatch", "PutMetricAlarm", alarm("fast", 60, "breaching")),
        ("cloudwatch", "PutMetricAlarm", alarm("", 60, "breaching")),
        ("cloudwatch", "DeleteAlarms", json!({ "AlarmNames": ["slow"] })),
        ("cloudwatch", "PutCompositeAlarm", composite("any", "ALARM(slow) OR ALARM(fast)")),
        ("cloudwatch", "PutCompositeAlarm", composite("any", "FALSE")),
        ("cloudwatch", "PutCompositeAlarm", composite("none", "NOT ALARM(any)")),
        ("cloudwatch", "PutCompositeAlarm", composite("none", "GARBAGE")),
        ("cloudwatch", "DeleteAlarms", json!({ "AlarmNames": ["none", "fast"] })),
        ("cloudwatch", "PutAlarmMuteRule", mute),
        ("cloudwatch", "DeleteAlarmMuteRule", json!({ "AlarmMuteRuleName": "m" })),
        ("cloudwatch", "DisableAlarmActions", json!({ "AlarmNames": ["fast"] })),
        ("cloudwatch", "EnableAlarmActions", json!({ "AlarmNames": ["fast"] })),
        (
            "cloudwatch",
            "SetAlarmState",
            json!({ "AlarmName": "slow", "StateValue": "ALARM", "StateReason": "a test" }),
        ),
        (
            "cloudwatch",
            "PutMetricData",
            json!({ "Namespace": "Shop", "MetricData": [{ "MetricName": "n", "Value": 1.0 }] }),
        ),
        ("cloudwatch", "DescribeAlarms", json!({})),
        ("sns", "CreateTopic", json!({ "Name": "ops" })),
        ("sns", "DeleteTopic", json!({ "TopicArn": TOPIC })),
        ("sns", "Subscribe", mail),
        ("sns", "Unsubscribe", json!({ "SubscriptionArn": "{s}" })),
        ("sns", "Publish", json!({ "TopicArn": TOPIC, "Message": "hello" })),
        ("sns", "Publish", json!({ "TopicArn": TOPIC, "Message": "" })),
        ("iam", "AttachUserPolicy", grant.clone()),
        ("iam", "DetachUserPolicy", grant),
        ("iam", "CreateUser", user("minsu")),
        ("iam", "DeleteUser", user("minsu")),
        ("iam", "ListUsers", json!({})),
        (
            "s3api",
            "CreateBucket",
            json!({ "Bucket": "evidence", "ObjectLockEnabledForBucket": true }),
        ),
        ("s3api", "CreateBucket", json!({ "Bucket": "plain-one" })),
        (
            "s3api",
            "PutBucketVersioning",
            json!({ "Bucket": "plain-one",
            "VersioningConfiguration": { "Status": "Suspended" } }),
        ),
        ("s3api", "PutBucketPolicy", json!({ "Bucket": "evidence", "Policy": "{}" })),
        ("s3api", "PutBucketPolicy", json!({ "Bucket": "plain-one", "Policy": bucket_policy })),
        ("s3api", "PutObject", json!({ "Bucket": "evidence", "Key": "a", "Body": "first" })),
        ("s3api", "PutObject", json!({ "Bucket": "plain-one", "Key": "a", "Body": "other" })),
        (
            "s3api",
            "CopyObject",
            json!({ "Bucket": "plain-one", "Key": "b",
            "CopySource": "evidence/a" }),
        ),
        ("s3api", "GetObject", json!({ "Bucket": "evidence", "Key": "a" })),
        ("s3api", "DeleteObject", json!({ "Bucket": "evidence", "Key": "a" })),
        ("s3api", "DeleteObject", json!({ "Bucket": "plain-one", "Key": "a" })),
        (
            "s3api",
            "PutObjectLegalHold",
            json!({ "Bucket": "evidence", "Key": "a",
            "LegalHold": { "Status": "ON" } }),
        ),
        ("s3api", "ListObjectVersions", json!({ "Bucket": "evidence" })),
        ("s3api", "DeleteBucket", json!({ "Bucket": "plain-one" })),
        ("sts", "GetCallerIdentity", json!({})),
        ("cloudtrail", "LookupEvents", json!({})),
    ]
}

fn who() -> impl Strategy<Value = Who> {
    let user = |name: &str| Who::User(name.to_owned());
    prop_oneof![
        4 => Just(user("admin")),
        3 => Just(user("jiwoo")),
        1 => Just(user("minsu")),
        1 => Just(Who::Root),
    ]
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let via = prop_oneof![Just(Via::Console), Just(Via::Cli)];
    let step = prop_oneof![
        12 => (who(), via, 0..calls().len(), 0usize..3)
            .prop_map(|(who, via, op, which)| Step::Call { who, via, op, which }),
        1 => (0usize..3).prop_map(|which| Step::Confirm { which }),
        1 => who().prop_map(Step::SignIn),
        2 => (0usize..3, 0.0..100.0f64)
            .prop_map(|(which, percent)| Step::Load { which, percent }),
        1 => any::<(bool, bool)>()
            .prop_map(|(instant, throttling)| Step::Switch { instant, throttling }),
        6 => prop_oneof![1i64..120, 120i64..4000].prop_map(|secs| Step::Sleep { secs }),
        1 => Just(Step::Watch),
    ];
    prop::collection::vec(step, 1..40)
}

/// The instances and subscriptions there are, by their place.
fn pick(world: &World, which: usize) -> (String, String) {
    let scope = watchtrail::sim::Scope { account: world.account(), region: Region::US_EAST_1 };
    let instances = world.ec2().instances(scope);
    let instance = instances.get(which).map_or("i-0", |instance| instance.id.as_str());
    let subscription = world.sns().subscriptions().keys().nth(which);
    (instance.to_owned(), subscription.map_or_else(|| TOPIC.to_owned(), ToString::to_string))
}

fn command(world: &World, step: &Step) -> Vec<Command> {
    match step {
        Step::Call { who, via, op, which } => {
            let (instance, subscription) = pick(world, *which);
            let calls = calls();
            let (service, op, input) = &calls[*op];
            let text = input.to_string().replace("{i}", &instance).replace("{s}", &subscription);
            let input = serde_json::from_str(&text).unwrap();
            let request = Request::decode(service, op, input).unwrap();
            vec![call(who.clone(), *via, request)]
        }
        Step::Confirm { which } => {
            let links = world.inbox().mails().iter().filter_map(|mail| mail.mail.link.as_ref());
            let wanted = links.map(|link| link.action.request()).nth(*which);
            let follow = |request| call(Who::Anonymous, Via::MailLink, request);
            wanted.map(follow).into_iter().collect()
        }
        Step::SignIn(who) => vec![Command::SignIn(who.clone())],
        Step::Load { which, percent } => vec![Command::World(Change::Load {
            instance: pick(world, *which).0,
            resource: Resource::Cpu,
            amount: Some(*percent),
            until: None,
        })],
        Step::Switch { instant, throttling } => vec![
            Command::World(Change::InstantHistory(*instant)),
            Command::World(Change::Throttling(*throttling)),
        ],
        Step::Sleep { .. } | Step::Watch => Vec::new(),
    }
}

fn call(who: Who, via: Via, request: Request) -> Command {
    Command::Call(Call { who, region: Region::US_EAST_1, via, request })
}

/// Plays the steps, waiting in pieces of at most `piece` seconds and `budget` wake-ups.
fn play(steps: &[Step], piece: i64, budget: u32) -> Sim {
    let mut sim = Sim::new(Setup::default());
    for step in steps {
        act(&mut sim, step, piece, budget, &mut |_, _, _| {});
    }
    sim
}

/// Does one step; `see` is shown each command with the world before and after it.
fn act(
    sim: &mut Sim,
    step: &Step,
    piece: i64,
    budget: u32,
    see: &mut impl FnMut(&World, &Command, &World),
) {
    let until = match step {
        Step::Sleep { secs } => sim.world().now() + Span::secs(*secs),
        Step::Watch => {
            let until = sim.world().now() + Span::secs(900);
            sim.advance(until, u32::MAX, Watch::Notable);
            return;
        }
        _ => sim.world().now(),
    };
    while sim.world().now() < until {
        let next = until.min(sim.world().now() + Span::secs(piece));
        sim.advance(next, budget, Watch::Nothing);
    }
    let group = sim.new_group();
    for command in command(sim.world(), step) {
        let before = sim.world().clone();
        let reads = match &command {
            Command::Call(call) => call.request.spec().access.is_read_only(),
            _ => false,
        };
        let kind = if reads { Act::Read } else { Act::Do };
        sim.submit(command.clone(), kind, group, None);
        see(&before, &command, sim.world());
    }
}

/// The digest of each service's state.
fn parts(world: &World) -> BTreeMap<&'static str, String> {
    BTreeMap::from([
        ("iam", digest(world.iam())),
        ("ec2", digest(world.ec2())),
        ("cloudwatch", digest(world.cloudwatch())),
        ("sns", digest(world.sns())),
        ("s3api", digest(world.s3())),
        ("inbox", digest(world.inbox())),
    ])
}

/// 5, 6 and 10: what one call may change.
fn check_call(before: &World, call: &Call, after: &World) -> Result<(), TestCaseError> {
    let (was, is) = (parts(before), parts(after));
    let changed: Vec<_> = was.keys().filter(|name| was[*name] != is[*name]).copied().collect();
    let records = after.cloudtrail().records().since(before.cloudtrail().records().len());
    let (consequences, own): (Vec<_>, Vec<_>) =
        records.partition(|record| record.caller.via == Via::Service);
    let outcome = before.clone().apply(&Command::Call(call.clone()));
    let known = outcome.record.is_some();
    prop_assert_eq!(own.len(), usize::from(known), "6: one record a call");
    prop_assert!(known || call.via == Via::MailLink || outcome.reply.is_err());
    match outcome.reply {
        Err(_) => prop_assert_eq!(changed, Vec::<&str>::new(), "5: a refused call changes nothing"),
        Ok(_) => {
            let service = call.request.service().cli;
            let other = changed.into_iter().find(|name| match service {
                "sns" => !matches!(*name, "sns" | "inbox"),
                // What followed at once is a service's own call, to be looked at for itself.
                service if consequences.is_empty() => *name != service,
                service => *name != service && !matches!(*name, "sns" | "inbox"),
            });
            prop_assert_eq!(other, None, "10: {} writes only its own state", service);
        }
    }
    Ok(())
}

/// What is known of an alarm since it last changed state.
struct Transition {
    /// When that was.
    at: Time,
    /// The actions held back since then, by a mute rule or a suppressor.
    held: BTreeSet<String>,
    /// The actions that have started.
    started: BTreeSet<String>,
}

impl Transition {
    /// 8: an action starts with its transition, or later if it was held back meanwhile, and but
    /// once. A scaling policy is told again each minute.
    fn start(&mut self, action: &str, now: Time) -> Result<(), TestCaseError> {
        if action.starts_with("arn:aws:autoscaling:") {
            return Ok(());
        }
        let due = self.at == now || self.held.contains(action);
        prop_assert!(due, "8: {action} starts with its transition, or was held back");
        prop_assert!(self.started.insert(action.to_owned()), "8: {action} starts once");
        Ok(())
    }
}

/// 8 and 9: facts carry causes that end at a command or the clock; actions follow transitions.
fn check_facts(world: &World) -> Result<(), TestCaseError> {
    let mut earlier = Time::from_millis(i64::MIN);
    let mut changed = BTreeMap::new();
    for (position, fact) in world.facts().iter().enumerate() {
        prop_assert_eq!(fact.id as usize, position);
        prop_assert!(fact.time >= earlier, "1: time never moves back");
        earlier = fact.time;
        if let Cause::Fact(cause) = fact.cause {
            prop_assert!(cause < fact.id, "9: a cause comes first");
        }
        match &fact.what {
            ServiceFact::CloudWatch(CloudWatch::AlarmStateChanged { alarm, from, to, .. }) => {
                prop_assert!(from != to, "8: a transition leads elsewhere");
                let (held, started) = (BTreeSet::new(), BTreeSet::new());
                changed.insert(alarm.clone(), Transition { at: fact.time, held, started });
            }
            ServiceFact::CloudWatch(CloudWatch::ActionsHeld { alarm, actions, .. }) => {
                let transition = changed.get_mut(alarm);
                prop_assert!(transition.is_some(), "8: what is held is a transition's");
                transition.unwrap().held.extend(actions.iter().cloned());
            }
            ServiceFact::CloudWatch(CloudWatch::ActionStarted { alarm, action }) => {
                let transition = changed.get_mut(alarm);
                prop_assert!(transition.is_some(), "8: actions on transitions");
                transition.unwrap().start(action, fact.time)?;
            }
            _ => {}
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn calls_change_what_they_may_and_facts_have_causes(steps in steps()) {
        let mut sim = Sim::new(Setup::default());
        let mut verdict = Ok(());
        for step in &steps {
            let now = sim.world().now();
            act(&mut sim, step, WHOLE, u32::MAX, &mut |before, command, after| {
                if let (Command::Call(call), Ok(())) = (command, &verdict) {
                    verdict = check_call(before, call, after);
                }
            });
            verdict.clone()?;
            prop_assert!(sim.world().now() >= now);
        }
        check_facts(sim.world())?;
    }

    /// 2 and 3: a log is its world, however finely time was cut.
    #[test]
    fn time_may_be_cut_anywhere(steps in steps(), piece in 1i64..700, budget in 1u32..9) {
        let steps: Vec<_> = steps.into_iter().filter(|step| !matches!(step, Step::Watch)).collect();
        let whole = play(&steps, WHOLE, u32::MAX);
        let cut = play(&steps, piece, budget);
        prop_assert_eq!(whole.world().digest(), cut.world().digest());
        let (again, differs) = Sim::replay(Setup::default(), cut.log().to_vec());
        prop_assert_eq!(differs, None);
        prop_assert_eq!(again.world().digest(), whole.world().digest());
    }

    /// 4: any moment of the past is what it was, and undo then redo is nothing.
    #[test]
    fn the_past_stays(steps in steps(), back in 0.0..1.0f64) {
        let mut sim = play(&steps, WHOLE, u32::MAX);
        let start = sim.world().setup().start;
        let gone = (sim.world().now() - start).as_millis();
        let moment = start + Span::millis((gone as f64 * back) as i64);
        let mut fresh = Sim::new(Setup::default());
        for entry in sim.log() {
            let at = fresh.world().now();
            match entry.command {
                Command::Advance { until } if until > moment => {
                    fresh.advance(moment, u32::MAX, Watch::Nothing);
                    break;
                }
                _ if at > moment => break,
                _ => {
                    fresh.submit(entry.command.clone(), entry.act, entry.group, None);
                }
            }
        }
        prop_assert_eq!(sim.at(moment).digest(), fresh.world().digest());
        let before = sim.world().digest();
        let log = sim.log().to_vec();
        let mut taken = 0;
        while sim.undo() {
            taken += 1;
        }
        for _ in 0..taken {
            prop_assert!(sim.redo());
        }
        prop_assert!(!sim.redo());
        prop_assert_eq!(sim.world().digest(), before);
        prop_assert_eq!(sim.log(), log.as_slice());
    }
}
