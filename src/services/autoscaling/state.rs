//! What Auto Scaling holds.

use std::collections::BTreeMap;

use super::activity::Activity;
use super::ask::Asked;
use super::hook::{Hold, Hook, Told};
use super::metrics::Past;
use super::mixed::Choice;
use super::policy::{Policy, Scheduled};
use super::source::{Configuration, Configurations, Source, Template};
use crate::services::failure::Failure;
use crate::sim::Ctx;
use crate::sim::id::Ids;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::{Span, Time};
use crate::telemetry::load::Loads;

/// Groups, and what is left of those that are gone.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct State {
    pub(super) ids: Ids,
    pub(super) groups: BTreeMap<(Scope, String), Group>,
    /// Launch configurations.
    pub(super) configurations: Configurations,
    /// What group metrics follow from; it outlives the group.
    pub(super) pasts: BTreeMap<(Scope, String), Past>,
    /// The activities of groups that are gone.
    pub(super) gone: Vec<(Scope, Activity)>,
    /// How many of each kind of thing were ever made.
    made: BTreeMap<&'static str, u64>,
}

/// An Auto Scaling group.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub scope: Scope,
    /// Its ARN.
    pub arn: Arn,
    /// When it was made.
    pub created: Time,
    /// What it launches its instances from.
    pub source: Source,
    /// The placement group its instances are launched into.
    pub placement_group: Option<String>,
    /// ARNs of the target groups whose targets its instances are.
    pub target_groups: Vec<String>,
    /// Which health checks count, as it was given.
    pub health: String,
    /// The fewest instances.
    pub min: u32,
    /// The most instances.
    pub max: u32,
    /// How many it is to have.
    pub desired: u32,
    /// How long simple policies wait after an activity.
    pub cooldown: Span,
    /// Its zones with the subnet in each, in the order given.
    pub places: Vec<Place>,
    /// Whether subnets were given, or zones only.
    pub by_subnet: bool,
    /// How long after its start an instance's checks count for nothing.
    pub grace: Span,
    /// How instances are chosen that have to go.
    pub termination: Vec<String>,
    /// Whether new instances are protected from scaling in.
    pub protect_new: bool,
    /// How long a new instance needs until it does its part, where the group says so.
    pub warmup: Option<Span>,
    /// Tags, and whether instances get them too.
    pub tags: BTreeMap<String, GroupTag>,
    /// Processes that are suspended, by name.
    pub suspended: BTreeMap<&'static str, String>,
    /// Its instances.
    pub members: BTreeMap<String, Member>,
    /// What it did, oldest first.
    pub activities: Vec<Activity>,
    /// Scaling policies by name.
    pub policies: BTreeMap<String, Policy>,
    /// Scheduled actions by name.
    pub schedules: BTreeMap<String, Scheduled>,
    /// Lifecycle hooks by name.
    pub hooks: BTreeMap<String, Hook>,
    /// Why the number desired is what it is: sentences that the next activities will tell.
    pub(super) causes: Vec<String>,
    /// The policy that last changed it, until there are as many as desired.
    pub(super) scaled_by: Option<String>,
    /// Launches asked of EC2 and not yet answered, by their activities.
    pub(super) launches: BTreeMap<String, Choice>,
    /// Whether Spot Instances are to be replaced before they are interrupted, where it was said.
    /// None ever is here.
    pub rebalances: Option<bool>,
    /// Launches that failed in a row, and until when no other is tried.
    pub(super) failures: (u32, Option<Time>),
    /// What it remembers of asking its function which instances may go.
    pub(super) asked: Asked,
    /// Unhealthy instances that are to be replaced.
    pub(super) replacing: u32,
    /// Whether it goes as soon as its instances are gone.
    pub deleting: bool,
    /// Since when the last activity of a simple policy is over.
    pub cooling_since: Option<Time>,
    /// Whether the next activity to end is one of a simple policy.
    pub(super) simple: bool,
    /// When a target tracking policy last took instances away.
    pub shrunk: Option<Time>,
    /// Requests a minute that reach the group.
    pub(super) requests: Loads,
}

/// A zone a group launches in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Place {
    /// `us-east-1a`.
    pub zone: String,
    /// The subnet there.
    pub subnet: String,
}

/// A tag of a group.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct GroupTag {
    /// Its value.
    pub value: String,
    /// Whether instances launched from now on get it.
    pub propagate: bool,
}

/// An instance of a group.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Member {
    /// Its type.
    pub kind: String,
    /// Its zone and subnet.
    pub place: Place,
    /// Where it stands.
    pub lifecycle: Lifecycle,
    /// Whether a lifecycle hook holds it there.
    pub hold: Hold,
    /// Whether it is healthy.
    pub healthy: bool,
    /// Whether it is protected from scaling in.
    pub protected: bool,
    /// Whether it is a target of the group's target groups.
    pub registered: bool,
    /// When it was launched or attached.
    pub launched: Time,
    /// When it came into service.
    pub in_service: Option<Time>,
    /// When it has warmed up: from then on it counts to the metrics of its group.
    pub(super) warm: Option<Time>,
    /// The policy it was launched for.
    pub(super) policy: Option<String>,
    /// The version of the template it came from; none for one that was attached.
    pub template: Option<Template>,
    /// The launch configuration it came from.
    pub configuration: Option<String>,
    /// Whether the group launched it as a Spot Instance.
    pub spot: bool,
    /// How many units of capacity it is, where types weigh.
    pub weight: Option<u32>,
    /// The activity that is about it, until it ends.
    pub(super) activity: Option<String>,
}

/// The states of an instance in a group that are simulated.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-lifecycle.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lifecycle {
    /// It is being launched.
    Pending,
    /// It does its part.
    InService,
    /// It is on its way out of service for a while.
    EnteringStandby,
    /// It is out of service for a while.
    Standby,
    /// It is on its way out.
    Terminating,
}

impl Lifecycle {
    /// AWS's name, hooks aside.
    pub fn name(self) -> &'static str {
        match self {
            Lifecycle::Pending => "Pending",
            Lifecycle::InService => "InService",
            Lifecycle::EnteringStandby => "EnteringStandby",
            Lifecycle::Standby => "Standby",
            Lifecycle::Terminating => "Terminating",
        }
    }
}

impl Member {
    /// AWS's name of its state.
    pub fn state(&self) -> &'static str {
        match (self.lifecycle, &self.hold) {
            (Lifecycle::Pending, Hold::Waits(_)) => "Pending:Wait",
            (Lifecycle::Pending, Hold::Proceeds) => "Pending:Proceed",
            (Lifecycle::Terminating, Hold::Waits(_)) => "Terminating:Wait",
            (Lifecycle::Terminating, Hold::Proceeds) => "Terminating:Proceed",
            (lifecycle, _) => lifecycle.name(),
        }
    }

    /// How many units of capacity it is.
    pub fn units(&self) -> u32 {
        self.weight.unwrap_or(1)
    }

    /// Whether it counts to the group's capacity.
    pub fn is_active(&self) -> bool {
        matches!(self.lifecycle, Lifecycle::Pending | Lifecycle::InService)
    }

    /// Whether it stands by, or is about to.
    pub fn stands_by(&self) -> bool {
        matches!(self.lifecycle, Lifecycle::EnteringStandby | Lifecycle::Standby)
    }

    /// How many units of capacity it counts.
    pub fn counted(&self) -> u32 {
        if self.is_active() { self.units() } else { 0 }
    }

    /// From when on it counts to the metrics of its group, as long as it is in service.
    pub fn counts_from(&self) -> Option<Time> {
        self.warm.filter(|_| self.lifecycle == Lifecycle::InService)
    }

    /// Until when it warms up, if it still does.
    pub fn warming(&self, warmup: Span, now: Time) -> Option<Time> {
        match (self.lifecycle, self.in_service) {
            (Lifecycle::Terminating | Lifecycle::EnteringStandby | Lifecycle::Standby, _) => None,
            (_, None) => Some(now + warmup),
            (_, Some(since)) => Some(since + warmup).filter(|end| *end > now),
        }
    }
}

impl Group {
    /// A group without instances, of which none is desired yet.
    pub(super) fn new(
        name: &str,
        arn: Arn,
        ctx: &Ctx<'_>,
        (source, places): (Source, Vec<Place>),
    ) -> Group {
        Group {
            name: name.to_owned(),
            scope: ctx.scope,
            arn,
            created: ctx.now,
            source,
            placement_group: None,
            target_groups: Vec::new(),
            health: "EC2".to_owned(),
            min: 0,
            max: 0,
            desired: 0,
            cooldown: Span::ZERO,
            places,
            by_subnet: false,
            grace: Span::ZERO,
            termination: Vec::new(),
            protect_new: false,
            warmup: None,
            tags: BTreeMap::new(),
            suspended: BTreeMap::new(),
            members: BTreeMap::new(),
            activities: Vec::new(),
            policies: BTreeMap::new(),
            schedules: BTreeMap::new(),
            hooks: BTreeMap::new(),
            causes: Vec::new(),
            scaled_by: None,
            launches: BTreeMap::new(),
            rebalances: None,
            failures: (0, None),
            asked: Asked::default(),
            replacing: 0,
            deleting: false,
            cooling_since: None,
            simple: false,
            shrunk: None,
            requests: Loads::default(),
        }
    }

    /// How long the metrics of an instance that comes into service count for nothing: as the policy
    /// says it was launched for, else the group; not at all where neither says it.
    /// <https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_PutScalingPolicy.html>,
    /// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-default-instance-warmup.html>
    pub(super) fn warms_up(&self, policy: Option<&String>) -> Span {
        let of_policy = policy.and_then(|name| self.policies.get(name)?.warmup);
        of_policy.or(self.warmup).unwrap_or(Span::ZERO)
    }

    /// Units of capacity, those being launched included: an instance each, unless types weigh.
    pub fn active(&self) -> u32 {
        let members = self.members.values().filter(|member| member.is_active());
        let launches = self.launches.values();
        members.map(Member::units).sum::<u32>() + launches.map(Choice::units).sum::<u32>()
    }

    /// How many launches are on their way.
    pub fn launching(&self) -> u32 {
        self.launches.len() as u32
    }

    /// How many units of capacity are in a state.
    pub fn units(&self, lifecycle: Lifecycle) -> u32 {
        let members = self.members.values().filter(|member| member.lifecycle == lifecycle);
        members.map(Member::units).sum()
    }

    /// How many are in a state.
    pub fn count(&self, lifecycle: Lifecycle) -> u32 {
        self.members.values().filter(|member| member.lifecycle == lifecycle).count() as u32
    }

    /// Whether a process is suspended.
    pub fn is_suspended(&self, process: &str) -> bool {
        self.suspended.contains_key(process)
    }

    /// The activity with this id.
    pub(super) fn activity(&mut self, id: &str) -> Option<&mut Activity> {
        self.activities.iter_mut().rev().find(|activity| activity.id == id)
    }

    /// Until when simple policies wait.
    pub fn cooling(&self, cooldown: Span, now: Time) -> Option<Time> {
        self.cooling_since.map(|since| since + cooldown).filter(|until| *until > now)
    }
}

impl State {
    /// No groups.
    pub fn new(ids: Ids) -> State {
        State {
            ids,
            groups: BTreeMap::new(),
            configurations: BTreeMap::new(),
            pasts: BTreeMap::new(),
            gone: Vec::new(),
            made: BTreeMap::new(),
        }
    }

    /// The groups of an account and Region by name.
    pub fn groups(&self, scope: Scope) -> impl Iterator<Item = &Group> {
        self.groups.values().filter(move |group| group.scope == scope)
    }

    /// The launch configurations of an account and Region by name.
    pub fn configurations(&self, scope: Scope) -> impl Iterator<Item = &Configuration> {
        let all = self.configurations.iter();
        all.filter(move |((at, _), _)| *at == scope).map(|(_, one)| one)
    }

    /// A group by name.
    pub fn group(&self, scope: Scope, name: &str) -> Option<&Group> {
        self.groups.get(&(scope, name.to_owned()))
    }

    /// The activities of groups that are gone.
    pub fn gone(&self, scope: Scope) -> impl Iterator<Item = &Activity> {
        self.gone.iter().filter(move |(at, _)| *at == scope).map(|(_, activity)| activity)
    }

    pub(super) fn group_mut(&mut self, scope: Scope, name: &str) -> Option<&mut Group> {
        self.groups.get_mut(&(scope, name.to_owned()))
    }

    /// The group an instance belongs to.
    pub fn group_of(&self, instance: &str) -> Option<&Group> {
        self.groups.values().find(|group| group.members.contains_key(instance))
    }

    /// Every group, wherever it is.
    pub fn all(&self) -> impl Iterator<Item = &Group> {
        self.groups.values()
    }

    /// The group named so, wherever it is: names the load of the world is put on.
    pub fn named(&self, name: &str) -> Option<&Group> {
        self.groups.values().find(|group| group.name == name)
    }

    /// Notes what became of a message of a lifecycle hook.
    pub fn told(
        &mut self,
        scope: Scope,
        group: &str,
        hook: &str,
        (at, failure): (Time, Option<Failure>),
    ) {
        let known = self.group_mut(scope, group).and_then(|group| group.hooks.get_mut(hook));
        if let Some(hook) = known {
            hook.told = Some(Told { at, failure });
        }
    }

    /// A new unique id for a thing of this kind.
    pub(super) fn new_id(&mut self, kind: &'static str) -> String {
        let count = self.made.entry(kind).or_insert(0);
        *count += 1;
        self.ids.uuid(kind, *count - 1)
    }
}
