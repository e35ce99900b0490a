//! The list of instances.

use crate::services::cloudwatch::alarm::StateValue;
use crate::services::cloudwatch::state::Alarm;
use crate::services::ec2::history::Health;
use crate::services::ec2::state::Instance;
use crate::services::ec2::{InstanceState, Monitoring};
use crate::sim::command::StatusCheck;
use crate::sim::{Region, Scope, Time, World};

/// What the list shows.
#[derive(Clone, Debug, PartialEq)]
pub struct List {
    /// The instances, in the order of their launch.
    pub rows: Vec<Row>,
}

/// One instance in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// `i-…`.
    pub id: String,
    /// Its tag `Name`; empty when it has none.
    pub name: String,
    /// Its state.
    pub state: InstanceState,
    /// Its type.
    pub kind: &'static str,
    /// Its status checks together.
    pub checks: Checks,
    /// The alarms that watch it, by state.
    pub alarms: AlarmCounts,
    /// Its zone.
    pub zone: String,
    /// Its public address.
    pub public: Option<String>,
    /// Its private address; a terminated instance has none.
    pub private: Option<String>,
    /// Monitoring.
    pub monitoring: Monitoring,
    /// When it was started last.
    pub launched: Time,
}

/// Status checks together, as the console sums them up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checks {
    /// The instance does not run.
    None,
    /// The first checks are not through.
    Initializing,
    /// So many of so many passed.
    Passed {
        /// How many passed.
        passed: u32,
        /// How many there are: two, and a third for attached volumes on Nitro instances.
        of: u32,
    },
}

/// How many alarms are in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AlarmCounts {
    /// In ALARM.
    pub alarm: u32,
    /// In INSUFFICIENT_DATA.
    pub insufficient: u32,
    /// In OK.
    pub ok: u32,
}

impl AlarmCounts {
    /// How many there are.
    pub fn total(&self) -> u32 {
        self.alarm + self.insufficient + self.ok
    }

    /// The gravest state there is.
    pub fn worst(&self) -> Option<StateValue> {
        match (self.alarm, self.insufficient, self.ok) {
            (1.., _, _) => Some(StateValue::Alarm),
            (_, 1.., _) => Some(StateValue::InsufficientData),
            (_, _, 1..) => Some(StateValue::Ok),
            _ => None,
        }
    }
}

/// The list of a Region.
pub fn model(world: &World, region: Region) -> List {
    let scope = Scope { account: world.account(), region };
    let rows = world.ec2().instances(scope).into_iter().map(|instance| row(world, instance));
    List { rows: rows.collect() }
}

/// One instance.
pub fn row(world: &World, instance: &Instance) -> Row {
    let ec2 = world.ec2();
    let name = ec2.tags(instance.scope, &instance.id).and_then(|tags| tags.get("Name"));
    let here = instance.state != InstanceState::Terminated;
    Row {
        id: instance.id.clone(),
        name: name.cloned().unwrap_or_default(),
        state: instance.state,
        kind: instance.kind,
        checks: checks(world, instance),
        alarms: alarm_counts(world, instance),
        zone: ec2.network(instance.scope).zone(instance.zone).name,
        public: instance.interface.public.map(|address| address.to_string()),
        private: here.then(|| instance.interface.private.to_string()),
        monitoring: instance.monitoring,
        launched: instance.started,
    }
}

fn checks(world: &World, instance: &Instance) -> Checks {
    let health = |check| world.ec2().history(&instance.id)?.health(check, world.now());
    let (Some(system), Some(own)) = (health(StatusCheck::System), health(StatusCheck::Instance))
    else {
        return Checks::None;
    };
    if system == Health::Initializing || own == Health::Initializing {
        return Checks::Initializing;
    }
    // Attached volumes are the third check of Nitro instances.
    let volumes = health(StatusCheck::Ebs);
    let all = [Some(system), Some(own), volumes];
    let passed = all.iter().filter(|health| **health == Some(Health::Ok)).count();
    Checks::Passed { passed: passed as u32, of: 2 + u32::from(volumes.is_some()) }
}

/// The alarms whose metric is about this instance: name and state.
pub fn alarms<'a>(
    world: &'a World,
    instance: &Instance,
) -> impl Iterator<Item = (&'a str, StateValue)> {
    let alarms = watching(world, instance.scope, "InstanceId", &instance.id);
    alarms.map(|(name, alarm)| (name, alarm.value()))
}

/// The alarms with a metric that has this value of a dimension, by name.
pub fn watching<'a>(
    world: &'a World,
    scope: Scope,
    dimension: &'static str,
    value: &str,
) -> impl Iterator<Item = (&'a str, &'a Alarm)> {
    let value = value.to_owned();
    let region = world.cloudwatch().region(scope);
    let alarms = region.into_iter().flat_map(|region| region.alarms());
    alarms.filter_map(move |(name, alarm)| {
        let measures = alarm.config().metric.measures();
        let mut dimensions = measures.iter().flat_map(|measure| &measure.id.dimensions);
        let watches = dimensions.any(|(key, given)| key == dimension && *given == value);
        watches.then_some((name.as_str(), alarm))
    })
}

fn alarm_counts(world: &World, instance: &Instance) -> AlarmCounts {
    let mut counts = AlarmCounts::default();
    for (_, state) in alarms(world, instance) {
        match state {
            StateValue::Alarm => counts.alarm += 1,
            StateValue::InsufficientData => counts.insufficient += 1,
            StateValue::Ok => counts.ok += 1,
        }
    }
    counts
}
