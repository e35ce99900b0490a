//! One group: its capacity over time, its instances, policies and activities, and why it scaled or
//! did not.

use crate::services::ServiceFact;
use crate::services::autoscaling::activity::{Activity, Status};
use crate::services::autoscaling::facts::{By, What};
use crate::services::autoscaling::hook::Action;
use crate::services::autoscaling::policy::{Kind, Policy, Scheduled};
use crate::services::autoscaling::scale;
use crate::services::autoscaling::state::{Group, Lifecycle, Member};
use crate::services::cloudwatch::alarm::StateValue;
use crate::services::ec2;
use crate::sim::time::{Span, Time};
use crate::sim::{Scope, World};
use crate::text::Texts;
use crate::view::chart::{Fill, Moment};
use crate::view::format;

use super::hooks::{self, HookRow};
use super::mixed::{self, Parted};
use super::picture::{Picture, picture};
use super::policy;

/// How many decisions are told, and among how many facts they are looked for.
const TOLD: usize = 20;
const AMONG: usize = 20_000;

/// A group.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: String,
    /// When it was made.
    pub created: Time,
    /// Its launch template and the version of it.
    pub template: (String, String),
    /// How it parts its capacity, if it has several types.
    pub mixed: Option<Parted>,
    /// As many as desired, at least, at most.
    pub sizes: (u32, u32, u32),
    /// Cooldown, grace period, warm-up where the group says one.
    pub spans: (Span, Span, Option<Span>),
    /// Its zones.
    pub zones: Vec<String>,
    /// Processes that are suspended.
    pub suspended: Vec<String>,
    /// Scheduled actions by name.
    pub schedules: Vec<Schedule>,
    /// Lifecycle hooks by name.
    pub hooks: Vec<HookRow>,
    /// Running instances of its zones that are in no group.
    pub attachable: Vec<String>,
    /// Whether it is going.
    pub deleting: bool,
    /// Whether it sends metrics about itself.
    pub sends: bool,
    /// Its instances.
    pub instances: Vec<Instance>,
    /// Its policies.
    pub policies: Vec<PolicyRow>,
    /// The ResourceLabels that a policy of it can name.
    pub labels: Vec<String>,
    /// How many requests reach it a minute, and until when.
    pub requests: Option<(f64, Option<Time>)>,
    /// What it did, the latest first.
    pub activities: Vec<Deed>,
    /// Why it scaled or did not, the latest first.
    pub decisions: Vec<Decision>,
    /// What it waits for now.
    pub waits: Vec<Wait>,
    /// Capacity, alarms and instances over time.
    pub picture: Picture,
    /// When alarms are evaluated next.
    pub next: Time,
}

/// An instance of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Instance {
    /// Its id.
    pub id: String,
    /// Its type.
    pub kind: String,
    /// Whether it is a Spot Instance.
    pub spot: bool,
    /// Its zone.
    pub zone: String,
    /// Where it stands.
    pub lifecycle: Lifecycle,
    /// AWS's name of that.
    pub state: &'static str,
    /// The lifecycle actions it waits for.
    pub actions: Vec<Action>,
    /// Whether it is healthy.
    pub healthy: bool,
    /// Whether it is protected from scaling in.
    pub protected: bool,
}

/// A scheduled action.
#[derive(Clone, Debug, PartialEq)]
pub struct Schedule {
    /// Its name.
    pub name: String,
    /// The sizes it sets: as many as desired, at least, at most.
    pub sizes: (Option<u32>, Option<u32>, Option<u32>),
    /// When it is due next.
    pub next: Time,
    /// When it ends.
    pub end: Option<Time>,
    /// Its cron expression with the time zone, for one that comes again.
    pub recurrence: Option<String>,
}

/// A policy with the alarms that execute it.
#[derive(Clone, Debug, PartialEq)]
pub struct PolicyRow {
    /// Its name.
    pub name: String,
    /// Its ARN, which alarms name as their action.
    pub arn: String,
    /// AWS's name of its kind.
    pub kind: &'static str,
    /// What it does, in short: `CPUUtilization 50`, `+1`.
    pub does: String,
    /// Alarms and their states; none for one that is gone.
    pub alarms: Vec<(String, Option<StateValue>)>,
}

/// An activity.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    /// Its id.
    pub id: String,
    /// What it is, in AWS's words.
    pub description: String,
    /// Why, in AWS's words.
    pub cause: String,
    /// When it began.
    pub start: Time,
    /// How it stands.
    pub status: Status,
    /// What went wrong.
    pub message: Option<String>,
}

/// Something a policy, a schedule or somebody decided.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// When.
    pub at: Time,
    /// Whether the number desired changed.
    pub changed: bool,
    /// Who decided.
    pub by: By,
    /// The key of why, and what is filled in: from, to, until.
    pub why: (&'static str, Option<(u32, u32)>, Option<Time>),
}

impl Decision {
    /// What is said of it.
    pub fn text(&self, texts: &Texts) -> String {
        let (key, sizes, until) = &self.why;
        let until = until.map(format::clock).unwrap_or_default();
        let (from, to) = sizes.unwrap_or_default();
        let key = format!("autoscaling.why.{key}");
        texts.fill(&key, &[("from", &from), ("to", &to), ("until", &until)])
    }

    /// Who decided, as it is said.
    pub fn by(&self, texts: &Texts) -> String {
        match &self.by {
            By::User => texts.t("autoscaling.by.user").to_owned(),
            By::Schedule(name) => texts.fill("autoscaling.by.schedule", &[("name", name)]),
            By::Policy { policy, alarm: None } => {
                texts.fill("autoscaling.by.hand", &[("policy", policy)])
            }
            By::Policy { policy, alarm: Some(alarm) } => {
                let alarm = alarm.rest().trim_start_matches("alarm:");
                texts.fill("autoscaling.by.alarm", &[("policy", policy), ("alarm", &alarm)])
            }
        }
    }
}

/// Something a group waits for.
#[derive(Clone, Debug, PartialEq)]
pub struct Wait {
    /// The key of its text.
    pub key: &'static str,
    /// How many instances it is about.
    pub count: u32,
    /// Until when.
    pub until: Option<Time>,
}

/// The page of a group; nothing when there is none.
pub fn model(world: &World, scope: Scope, name: &str, texts: &Texts) -> Option<Detail> {
    let group = world.autoscaling().group(scope, name)?;
    let past = world.autoscaling().past(scope, name);
    let mut activities: Vec<Deed> = group.activities.iter().rev().map(deed).collect();
    activities.sort_by_key(|deed| !deed.status.is_open());
    let policies: Vec<PolicyRow> =
        group.policies.values().map(|policy| row(world, scope, policy)).collect();
    let decisions = decisions(world, scope, name);
    let alarms = policies.iter().flat_map(|policy| &policy.alarms);
    let mut alarms: Vec<String> = alarms.map(|(name, _)| name.clone()).collect();
    alarms.dedup();
    let moments = decisions.iter().filter_map(moment).collect();
    let minute = Span::mins(1);
    Some(Detail {
        name: group.name.clone(),
        arn: group.arn.to_string(),
        created: group.created,
        template: group.source.named(),
        mixed: mixed::parted(group),
        sizes: (group.desired, group.min, group.max),
        spans: (group.cooldown, group.grace, group.warmup),
        zones: group.places.iter().map(|place| place.zone.clone()).collect(),
        suspended: group.suspended.keys().map(|process| (*process).to_owned()).collect(),
        schedules: group.schedules.iter().map(schedule).collect(),
        hooks: hooks::rows(group),
        attachable: attachable(world, group),
        deleting: group.deleting,
        sends: past.is_some_and(|past| !past.sends(world.now() + Span::millis(1)).is_empty()),
        instances: group.members.iter().map(|(id, member)| instance(id, member)).collect(),
        policies,
        labels: policy::labels(world, group),
        requests: group.requests(world.now()),
        activities,
        decisions,
        waits: waits(world, group),
        picture: picture(world, group, (&alarms, moments), texts),
        next: world.now().floor(minute) + minute,
    })
}

/// A decision as a moment of the graph, if the number desired changed.
fn moment(decision: &Decision) -> Option<Moment> {
    let (from, to) = decision.why.1?;
    let label = format!("{from} → {to}");
    Some(Moment { time: decision.at, until: None, label, color: None, fill: Fill::None })
}

fn schedule((name, action): (&String, &Scheduled)) -> Schedule {
    let zone = action.zone.as_deref().unwrap_or("UTC");
    Schedule {
        name: name.clone(),
        sizes: (action.sizes.desired, action.sizes.min, action.sizes.max),
        next: action.next,
        end: action.end,
        recurrence: action.recurrence.as_ref().map(|cron| format!("{cron} ({zone})")),
    }
}

/// The instances that AttachInstances takes.
fn attachable(world: &World, group: &Group) -> Vec<String> {
    let ec2 = world.ec2();
    let network = ec2.network(group.scope);
    let zones: Vec<&String> = group.places.iter().map(|place| &place.zone).collect();
    let free = |one: &&ec2::state::Instance| {
        one.state == ec2::InstanceState::Running
            && zones.contains(&&network.zone(one.zone).name)
            && world.autoscaling().group_of(&one.id).is_none()
    };
    let all = ec2.instances(group.scope).into_iter().filter(free);
    all.map(|one| one.id.clone()).collect()
}

fn instance(id: &str, member: &Member) -> Instance {
    Instance {
        id: id.to_owned(),
        kind: member.kind.clone(),
        spot: member.spot,
        zone: member.place.zone.clone(),
        lifecycle: member.lifecycle,
        state: member.state(),
        actions: member.hold.actions().to_vec(),
        healthy: member.healthy,
        protected: member.protected,
    }
}

fn deed(activity: &Activity) -> Deed {
    Deed {
        id: activity.id.clone(),
        description: activity.description(),
        cause: activity.cause.clone(),
        start: activity.start,
        status: activity.status,
        message: activity.message.clone(),
    }
}

fn row(world: &World, scope: Scope, policy: &Policy) -> PolicyRow {
    let mut names: Vec<String> =
        policy.own_alarms(scope).into_iter().map(|alarm| alarm.alarm_name).collect();
    let alarms = world.cloudwatch().region(scope).map(|region| region.alarms());
    for (name, alarm) in alarms.into_iter().flatten() {
        let config = alarm.config();
        let lists = [&config.alarm_actions, &config.ok_actions, &config.insufficient_actions];
        let executes = lists.into_iter().flatten().any(|action| action == policy.arn.as_str());
        if executes && !names.contains(name) {
            names.push(name.clone());
        }
    }
    let state = |name: String| {
        let alarm = world.cloudwatch().alarm(scope, &name);
        let value = alarm.map(|alarm| alarm.value());
        (name, value)
    };
    PolicyRow {
        name: policy.name.clone(),
        arn: policy.arn.to_string(),
        kind: policy.type_name(),
        does: does(policy),
        alarms: names.into_iter().map(state).collect(),
    }
}

/// What a policy does, in short.
fn does(policy: &Policy) -> String {
    match &policy.kind {
        Kind::Simple { adjustment, amount, .. } => format!("{} {amount:+}", adjustment.kind.name()),
        Kind::Step { adjustment, steps, .. } => {
            let amounts: Vec<String> =
                steps.iter().map(|step| format!("{:+}", step.amount)).collect();
            format!("{} {}", adjustment.kind.name(), amounts.join(", "))
        }
        Kind::Target { target, .. } => {
            let configuration = policy.target().unwrap_or_default();
            let predefined = configuration.predefined.map(|p| p.predefined_metric_type);
            let metric = predefined
                .or_else(|| configuration.customized.and_then(|metric| metric.metric_name));
            format!("{} {}", metric.unwrap_or_default(), target.get())
        }
    }
}

fn decisions(world: &World, scope: Scope, name: &str) -> Vec<Decision> {
    let of_group = |fact: &crate::sim::fact::Fact| {
        let ServiceFact::AutoScaling(what) = &fact.what else { return None };
        if what.scope != scope || what.group != name {
            return None;
        }
        let at = fact.time;
        match &what.what {
            What::DesiredChanged { from, to, by } => {
                let key = if to > from { "more" } else { "fewer" };
                let why = (key, Some((*from, *to)), None);
                Some(Decision { at, changed: true, by: by.clone(), why })
            }
            What::NotScaled { policy, alarm, why } => {
                let by = By::Policy { policy: policy.clone(), alarm: alarm.clone() };
                let why = (why.key(), None, why.until());
                Some(Decision { at, changed: false, by, why })
            }
            _ => None,
        }
    };
    world.facts().iter().rev().take(AMONG).filter_map(of_group).take(TOLD).collect()
}

fn waits(world: &World, group: &Group) -> Vec<Wait> {
    let now = world.now();
    let mut waits = Vec::new();
    if let Some(until) = group.cooling(group.cooldown, now) {
        waits.push(Wait { key: "autoscaling.wait.cooldown", count: 0, until: Some(until) });
    }
    let actions = || group.members.values().flat_map(|member| member.hold.actions());
    if let Some(until) = actions().map(|action| action.until).min() {
        let held = |member: &&Member| !member.hold.actions().is_empty();
        let count = group.members.values().filter(held).count() as u32;
        waits.push(Wait { key: "autoscaling.wait.hook", count, until: Some(until) });
    }
    let policies = group.policies.values();
    let warmup = policies.map(|policy| scale::warmup(group, policy)).max();
    let warming = warmup.and_then(|warmup| scale::warming(group, warmup, now));
    if let Some((count, until)) = warming {
        waits.push(Wait { key: "autoscaling.wait.warm-up", count, until: Some(until) });
    }
    let tracks = |policy: &&Policy| matches!(policy.kind, Kind::Target { .. });
    let settles = group.policies.values().filter(tracks).map(|policy| scale::warmup(group, policy));
    let settled = group.shrunk.zip(settles.max()).map(|(shrunk, warmup)| shrunk + warmup);
    if let Some(until) = settled.filter(|until| *until > now) {
        waits.push(Wait { key: "autoscaling.wait.settling", count: 0, until: Some(until) });
    }
    if group.is_suspended("AlarmNotification") {
        waits.push(Wait { key: "autoscaling.wait.suspended", count: 0, until: None });
    }
    if group.desired == group.max {
        waits.push(Wait { key: "autoscaling.wait.at-max", count: group.max, until: None });
    }
    if group.desired == group.min {
        waits.push(Wait { key: "autoscaling.wait.at-min", count: group.min, until: None });
    }
    if let Some(next) = group.schedules.values().map(|action| action.next).min() {
        waits.push(Wait { key: "autoscaling.wait.schedule", count: 0, until: Some(next) });
    }
    if group.policies.is_empty() {
        waits.push(Wait { key: "autoscaling.wait.no-policy", count: 0, until: None });
    }
    waits
}
