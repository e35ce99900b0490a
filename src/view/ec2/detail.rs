//! The page of one instance.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::agent::{self, Agent};
use super::credits::{self, Credits};
use super::list::{self, Row};
use super::metrics::{self, FirstPoint, Graph};
use crate::services::cloudwatch::alarm::StateValue;
use crate::services::ec2::catalogue::types;
use crate::services::ec2::history::{Given, Health};
use crate::services::ec2::lifecycle::{InstanceState, state_reason, transition_reason};
use crate::services::ec2::state::Instance;
use crate::services::ec2::volumes::Spec;
use crate::services::iam::instance::{self, NoRole};
use crate::sim::command::{Resource, StatusCheck};
use crate::sim::{Region, Span, Time, World};

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// What the list shows of it too.
    pub row: Row,
    /// When the state changes by itself.
    pub due: Option<Time>,
    /// `StateTransitionReason`; empty as long as nobody ended it.
    pub transition: String,
    /// `StateReason`'s message.
    pub reason: Option<&'static str>,
    /// Its image: id and, where it is known, name.
    pub image: (String, Option<&'static str>),
    /// `Linux/UNIX`.
    pub platform: Option<&'static str>,
    /// Virtual processors of its type.
    pub vcpus: Option<u32>,
    /// Memory of its type in MiB.
    pub memory_mib: Option<u32>,
    /// The VPC.
    pub vpc: String,
    /// The subnet.
    pub subnet: String,
    /// Whether its public address is an Elastic IP address.
    pub elastic: bool,
    /// Its IPv6 addresses.
    pub v6: Vec<String>,
    /// Whether traffic must be from or to it.
    pub source_check: bool,
    /// The instance types that run its image.
    pub types: Vec<&'static str>,
    /// Its user data, decoded, if it has some.
    pub user_data: Option<String>,
    /// The security groups: id and name.
    pub groups: Vec<(String, String)>,
    /// Its CPU credits, if it is burstable.
    pub credits: Option<Credits>,
    /// The launch it came with.
    pub reservation: String,
    /// The request it was bought with, if it is a Spot Instance.
    pub spot: Option<String>,
    /// Volumes: id, device, and what they are like.
    pub volumes: Vec<(String, String, String)>,
    /// Whether it is protected from being terminated, and from being stopped.
    pub protected: (bool, bool),
    /// When monitoring changes by itself.
    pub monitoring_due: Option<Time>,
    /// The status checks it has.
    pub checks: Vec<Check>,
    /// The instance profile it carries.
    pub carried: Option<Carried>,
    /// The names of instance profiles it could carry.
    pub profiles: Vec<String>,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// The alarms that watch it.
    pub alarms: Vec<(String, StateValue)>,
    /// The load on its processor: percent, and until when.
    pub load: Option<Given<f64>>,
    /// When there is something to read in CloudWatch.
    pub first_point: FirstPoint,
    /// The charts.
    pub graphs: Vec<Graph>,
    /// Its CloudWatch agent.
    pub agent: Option<Agent>,
    /// The instant this is about.
    pub now: Time,
    /// Where it is.
    pub region: Region,
}

/// An instance profile that an instance carries.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    /// The association: `iip-assoc-…`.
    pub association: String,
    /// The name of the profile.
    pub profile: String,
    /// The name of the role the instance acts in.
    pub role: Option<String>,
    /// The key of why it acts in none.
    pub why_not: Option<&'static str>,
}

fn carried(world: &World, instance: &Instance) -> Option<Carried> {
    let carried = instance.profile.as_ref()?;
    let role = instance::role(world, instance);
    let why_not = role.as_ref().err().map(|why| match why {
        NoRole::ProfileGone(_) => "ec2.role.gone",
        NoRole::NotTrusted(_) => "ec2.role.untrusted",
        _ => "ec2.role.empty",
    });
    Some(Carried {
        association: carried.id.clone(),
        profile: carried.arn.rest().rsplit('/').next().unwrap_or_default().to_owned(),
        role: role.ok().map(|role| role.name().to_owned()),
        why_not,
    })
}

/// One status check.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Check {
    /// Which.
    pub check: StatusCheck,
    /// What it says; nothing when the instance does not run.
    pub health: Option<Health>,
    /// Whether a fault was put on it, and until when that lasts.
    pub fault: Option<Given<()>>,
}

/// The page of an instance; nothing when there is none by this id.
pub fn model(world: &World, region: Region, id: &str, span: Span) -> Option<Detail> {
    let found = world.ec2().instance(id)?;
    let here = found.scope.region == region && found.scope.account == world.account();
    here.then(|| detail(world, found, span))
}

fn detail(world: &World, instance: &Instance, span: Span) -> Detail {
    let (now, ec2) = (world.now(), world.ec2());
    let network = ec2.network(instance.scope);
    let image = instance.image().map(|image| image.model);
    let kind = instance.instance_type();
    let history = ec2.history(&instance.id);
    let check = |check| Check {
        check,
        health: history.and_then(|history| history.health(check, now)),
        fault: history.and_then(|history| history.fault_at(check, now)),
    };
    let gone = instance.state == InstanceState::Terminated;
    let volumes = instance.volumes.iter().filter(|_| !gone);
    let alarms = list::alarms(world, instance).map(|(name, state)| (name.to_owned(), state));
    Detail {
        row: list::row(world, instance),
        due: instance.due.filter(|_| instance.state.next().is_some()),
        transition: instance.ended.map(transition_reason).unwrap_or_default(),
        reason: state_reason(instance.state).map(|(_, text)| text),
        image: (instance.image.clone(), image.map(|model| model.description)),
        platform: image.map(|model| model.billing().0),
        vcpus: kind.map(|kind| kind.vcpus()),
        memory_mib: kind.map(|kind| kind.memory_mib),
        vpc: network.vpc(),
        subnet: ec2.subnet_of(instance),
        elastic: ec2.address_of(&instance.id).is_some(),
        v6: instance.interface.v6.iter().filter(|_| !gone).map(ToString::to_string).collect(),
        source_check: instance.options.source_dest_check,
        types: types::TYPES
            .iter()
            .filter(|kind| image.is_some_and(|image| kind.runs(image.architecture)))
            .map(|kind| kind.name)
            .collect(),
        user_data: decoded(&instance.options.user_data),
        groups: instance
            .groups
            .iter()
            .filter_map(|id| Some((id.clone(), ec2.group_named(instance.scope, id).ok()?.0)))
            .collect(),
        credits: credits::model(world, instance),
        reservation: instance.reservation.clone(),
        spot: instance.spot.clone(),
        volumes: volumes
            .map(|v| {
                let about = ec2.volume(&v.id).map(|disk| about(&disk.spec)).unwrap_or_default();
                (v.id.clone(), v.device.clone(), about)
            })
            .collect(),
        protected: (instance.options.disable_api_termination, instance.options.disable_api_stop),
        monitoring_due: instance.monitoring_due,
        checks: {
            let nitro = kind.is_some_and(|kind| kind.family.nitro);
            let volumes = nitro.then_some(StatusCheck::Ebs);
            let all = [StatusCheck::System, StatusCheck::Instance].into_iter().chain(volumes);
            all.map(check).collect()
        },
        carried: carried(world, instance),
        profiles: super::launch::profiles(world),
        tags: ec2.tags(instance.scope, &instance.id).cloned().unwrap_or_default(),
        alarms: alarms.collect(),
        load: history.and_then(|history| history.load_at(Resource::Cpu, now)),
        first_point: metrics::first_point(world, instance),
        graphs: metrics::graphs(world, instance, span),
        agent: agent::model(world, instance, span),
        now,
        region: instance.scope.region,
    }
}

/// `8 GiB gp3, 3000 IOPS`: words that are AWS's own.
/// User data as it was written; none if there is none.
fn decoded(given: &str) -> Option<String> {
    let bytes = STANDARD.decode(given).ok().filter(|bytes| !bytes.is_empty())?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn about(spec: &Spec) -> String {
    let size = format!("{} GiB {}", spec.gib, spec.kind.name);
    if spec.iops > 0 { format!("{size}, {} IOPS", spec.iops) } else { size }
}
