//! What EC2 holds.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{Ipv4Addr, Ipv6Addr};

use super::addresses::Address;
use super::catalogue::{Image, InstanceType, images, types};
use super::groups::{Group, Rule, Subnet};
use super::history::{History, Imds};
use super::keys::KeyPair;
use super::lifecycle::{InstanceState, Monitoring};
use super::network::{self, Network};
use super::placement::{PlacementGroup, Seat};
use super::profiles::Association;
use super::ranges::{SubnetRanges, VpcRanges};
use super::snapshots::Snapshot;
use super::standing::Standing;
use super::templates::Template;
use super::volumes::{Disk, Past};
use crate::sim::id::Ids;
use crate::sim::scope::{Arn, Region, Scope};
use crate::sim::time::Time;

/// Instances, their pasts, and tags.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct State {
    pub(super) ids: Ids,
    /// The instances one can see, terminated ones for a while included.
    pub(super) instances: BTreeMap<String, Instance>,
    /// The past of every instance there ever was.
    pub(super) histories: BTreeMap<String, History>,
    /// Tags by resource: of instances, volumes and interfaces, and of what the account begins with.
    pub(super) tags: BTreeMap<(Scope, String), Tags>,
    /// Launches by client token.
    pub(super) launches: BTreeMap<(Scope, String), Launch>,
    /// How many of each kind of thing were ever made in a Region.
    pub(super) made: BTreeMap<(Region, &'static str), u64>,
    /// Security groups that were made, by id.
    pub(super) groups: BTreeMap<String, Group>,
    /// The rules of groups whose rules were ever changed.
    pub(super) rules: BTreeMap<(Scope, String), Vec<Rule>>,
    /// Subnets that were made, by id.
    pub(super) subnets: BTreeMap<String, Subnet>,
    /// What VPCs were given beside their first range.
    pub(super) vpc_ranges: BTreeMap<Scope, VpcRanges>,
    /// What was changed of subnets, by id.
    pub(super) subnet_ranges: BTreeMap<(Scope, String), SubnetRanges>,
    /// Volumes by id.
    pub(super) disks: BTreeMap<String, Disk>,
    /// The past of every volume there ever was.
    pub(super) pasts: BTreeMap<String, Past>,
    /// Launch templates by id.
    pub(super) templates: BTreeMap<String, Template>,
    /// Key pairs by place and name.
    pub(super) keys: BTreeMap<(Scope, String), KeyPair>,
    /// Placement groups by place and name.
    pub(super) placements: BTreeMap<(Scope, String), PlacementGroup>,
    /// What became of networks that accounts begin with, where that changed.
    pub(super) standings: BTreeMap<Scope, Standing>,
    /// Elastic IP addresses by allocation id.
    pub(super) addresses: BTreeMap<String, Address>,
    /// Snapshots by id.
    pub(super) snapshots: BTreeMap<String, Snapshot>,
}

/// The tags of one resource.
pub type Tags = BTreeMap<String, String>;

/// A launch, remembered for its client token.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Launch {
    /// The digest of its parameters.
    pub parameters: String,
    /// Its reservation.
    pub reservation: String,
}

/// An instance.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Instance {
    /// `i-…`.
    pub id: String,
    /// Where it is.
    pub scope: Scope,
    /// Its number among the instances ever launched in its Region.
    pub number: u64,
    /// The launch it came with.
    pub reservation: String,
    /// Its place in that launch.
    pub launch_index: u32,
    /// Its image.
    pub image: String,
    /// Its type.
    pub kind: &'static str,
    /// When it was launched first.
    pub launched: Time,
    /// When it was started last: `LaunchTime`.
    pub started: Time,
    /// Its state.
    pub state: InstanceState,
    /// When the state changes by itself.
    pub due: Option<Time>,
    /// When somebody last stopped or terminated it, unless it was started since.
    pub ended: Option<Time>,
    /// Monitoring.
    pub monitoring: Monitoring,
    /// When monitoring changes by itself.
    pub monitoring_due: Option<Time>,
    /// What the status checks said last: of the system, of the instance, of attached volumes.
    pub checks: [&'static str; 3],
    /// The place of its zone among the Region's.
    pub zone: u8,
    /// The name of the key pair it was launched with.
    pub key: Option<String>,
    /// Its security groups.
    pub groups: Vec<String>,
    /// Its network interface.
    pub interface: Interface,
    /// Its volumes, the root volume first.
    pub volumes: Vec<Volume>,
    /// The client token it was launched with.
    pub client_token: String,
    /// The instance profile it carries.
    pub profile: Option<Association>,
    /// Its place in a placement group.
    pub seat: Option<Seat>,
    /// Options that can be asked for.
    pub options: Options,
    /// The Spot request it was launched for, if it is a Spot Instance.
    pub spot: Option<String>,
}

/// The one network interface of an instance.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Interface {
    /// `eni-…`.
    pub id: String,
    /// `eni-attach-…`.
    pub attachment: String,
    /// The subnet it is in, if that is not the default one of its zone.
    pub subnet: Option<String>,
    /// Its hardware address.
    pub mac: String,
    /// What the launch said of it.
    pub description: String,
    /// Whether it goes when the instance is terminated.
    pub delete_on_termination: bool,
    /// The private address, kept until the instance is terminated.
    pub private: Ipv4Addr,
    /// Whether each start gives a public address.
    pub wants_public: bool,
    /// The public address.
    pub public: Option<Ipv4Addr>,
    /// IPv6 addresses, kept until the instance is terminated.
    pub v6: Vec<Ipv6Addr>,
}

/// A volume attached to an instance.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Volume {
    /// `vol-…`.
    pub id: String,
    /// `/dev/xvda`.
    pub device: String,
    /// When it was attached.
    pub since: Time,
    /// Whether it goes when the instance is terminated.
    pub delete_on_termination: bool,
}

/// Options of an instance.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Options {
    /// Termination protection.
    pub disable_api_termination: bool,
    /// Stop protection.
    pub disable_api_stop: bool,
    /// What a shutdown from inside does: `stop` or `terminate`.
    pub shutdown_behavior: String,
    /// Dedicated throughput to EBS.
    pub ebs_optimized: bool,
    /// Whether nobody else's instances run on its hardware.
    pub dedicated: bool,
    /// Whether traffic must be from or to the instance.
    pub source_dest_check: bool,
    /// Whether AWS recovers it by itself when its host fails.
    pub auto_recovery: bool,
    /// Whether a reboot that AWS plans moves it to another host.
    pub reboot_migration: bool,
    /// The instance's metadata service.
    pub metadata: Metadata,
    /// User data in base64, as it was given; empty if there is none. Nothing runs it.
    pub user_data: String,
}

impl Options {
    /// AWS's name of whose hardware it runs on.
    pub fn tenancy(&self) -> &'static str {
        if self.dedicated { "dedicated" } else { "default" }
    }
}

/// Options of the metadata service.
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceMetadataOptionsResponse.html>
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Metadata {
    /// `optional` or `required`.
    pub tokens: String,
    /// How far an answer may travel.
    pub hop_limit: i32,
    /// `enabled` or `disabled`.
    pub endpoint: String,
    /// `enabled` or `disabled`.
    pub ipv6: String,
    /// `enabled` or `disabled`.
    pub tags: String,
}

impl Metadata {
    /// What it does with a call without a token.
    pub fn imds(&self) -> Imds {
        match (self.endpoint.as_str(), self.tokens.as_str()) {
            ("disabled", _) => Imds::Off,
            (_, "required") => Imds::Refuses,
            _ => Imds::Answers,
        }
    }
}

impl Instance {
    /// Its type.
    pub fn instance_type(&self) -> Option<&'static InstanceType> {
        types::find(self.kind)
    }

    /// Its image.
    pub fn image(&self) -> Option<Image> {
        images::find(self.scope.region, &self.image)
    }
}

impl State {
    /// An account without instances.
    pub fn new(seed: u64) -> State {
        State {
            ids: Ids::new(seed),
            instances: BTreeMap::new(),
            histories: BTreeMap::new(),
            tags: BTreeMap::new(),
            launches: BTreeMap::new(),
            made: BTreeMap::new(),
            groups: BTreeMap::new(),
            rules: BTreeMap::new(),
            subnets: BTreeMap::new(),
            vpc_ranges: BTreeMap::new(),
            subnet_ranges: BTreeMap::new(),
            disks: BTreeMap::new(),
            pasts: BTreeMap::new(),
            templates: BTreeMap::new(),
            keys: BTreeMap::new(),
            placements: BTreeMap::new(),
            standings: BTreeMap::new(),
            addresses: BTreeMap::new(),
            snapshots: BTreeMap::new(),
        }
    }

    /// The instance with this id, wherever it is.
    pub fn instance(&self, id: &str) -> Option<&Instance> {
        self.instances.get(id)
    }

    /// The instances of an account and Region in the order of their launch, terminated ones for a
    /// while included.
    pub fn instances(&self, scope: Scope) -> Vec<&Instance> {
        let mut found: Vec<&Instance> =
            self.instances.values().filter(|instance| instance.scope == scope).collect();
        found.sort_by_key(|instance| instance.number);
        found
    }

    /// The volume with this id, wherever it is.
    pub fn volume(&self, id: &str) -> Option<&Disk> {
        self.disks.get(id)
    }

    /// Whether a volume or a snapshot is encrypted with this key.
    pub fn is_key_in_use(&self, key: &Arn) -> bool {
        let of_snapshots = self.snapshots.values().filter_map(|one| one.key.as_ref());
        let used = self.disks.values().filter_map(|disk| disk.key.as_ref()).chain(of_snapshots);
        used.into_iter().any(|used| used == key)
    }

    /// The volumes of an account and Region in the order in which they were made.
    pub fn volumes(&self, scope: Scope) -> Vec<&Disk> {
        let mut found: Vec<&Disk> =
            self.disks.values().filter(|disk| disk.scope == scope).collect();
        found.sort_by_key(|disk| disk.number);
        found
    }

    /// The past of a volume, also of one that is gone.
    pub fn volume_past(&self, id: &str) -> Option<&Past> {
        self.pasts.get(id)
    }

    /// What a volume is to the instance it is attached to.
    pub fn attachment(&self, disk: &Disk) -> Option<&Volume> {
        let instance = self.instances.get(disk.attached.as_ref()?)?;
        instance.volumes.iter().find(|volume| volume.id == disk.id)
    }

    /// The past of an instance, also of one that is gone.
    pub fn history(&self, id: &str) -> Option<&History> {
        self.histories.get(id)
    }

    /// The tags of a resource.
    pub fn tags(&self, scope: Scope, id: &str) -> Option<&Tags> {
        self.tags.get(&(scope, id.to_owned()))
    }

    /// The network an account has in a Region from the beginning.
    pub fn network(&self, scope: Scope) -> Network {
        Network::new(self.ids, scope, self.standings.get(&scope).cloned().unwrap_or_default())
    }

    /// The subnet an instance is in.
    pub fn subnet_of(&self, instance: &Instance) -> String {
        let default = || self.network(instance.scope).zone(instance.zone).subnet;
        instance.interface.subnet.clone().unwrap_or_else(default)
    }

    /// The private addresses in use in one subnet.
    pub(super) fn private_addresses(&self, scope: Scope, subnet: &str) -> BTreeSet<Ipv4Addr> {
        let uses = |i: &&Instance| {
            i.scope == scope && i.state != InstanceState::Terminated && self.subnet_of(i) == subnet
        };
        self.instances.values().filter(uses).map(|i| i.interface.private).collect()
    }

    /// The public addresses in use.
    pub(super) fn public_addresses(&self) -> BTreeSet<Ipv4Addr> {
        let given = self.instances.values().filter_map(|instance| instance.interface.public);
        given.chain(self.addresses.values().map(|address| address.public)).collect()
    }

    /// How many things of a kind were made in a Region so far.
    pub(super) fn made(&self, region: Region, kind: &'static str) -> u64 {
        self.made.get(&(region, kind)).copied().unwrap_or(0)
    }

    /// The number of a new thing of a kind.
    pub(super) fn number(&mut self, region: Region, kind: &'static str) -> u64 {
        let count = self.made.entry((region, kind)).or_insert(0);
        *count += 1;
        *count - 1
    }

    /// The id of a new Spot request, which is shorter than others.
    pub(super) fn spot_request(&mut self, region: Region) -> String {
        let nth = self.number(region, "sir");
        format!("sir-{}", self.ids.hex(&format!("ec2:sir:{region}"), nth, 8))
    }

    /// The id of a new thing of a kind.
    pub(super) fn new_id(&mut self, region: Region, kind: &'static str) -> String {
        let nth = self.number(region, kind);
        network::id(self.ids, kind, region, nth)
    }
}
