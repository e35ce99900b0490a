//! An instance as the API shows it, members in the order of the service model.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Instance.html>

use serde_json::{Map, Value, json};

use super::lifecycle::{InstanceState, state_reason, transition_reason};
use super::network::{self, Zone};
use super::placement::PlacementGroup;
use super::shapes::Reservation;
use super::state::{Instance, State, Tags, Volume};
use crate::api::Timestamp;
use crate::sim::time::{Span, Time};

/// Whether an instance is shown in the answer to its launch or later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// In the answer to RunInstances: no volume and no public address yet.
    Launch,
    /// Later.
    Later,
}

/// Instances grouped by the launch they came with.
pub fn reservations(state: &State, instances: &[&Instance], moment: Moment) -> Vec<Reservation> {
    let mut found: Vec<Reservation> = Vec::new();
    for instance in instances {
        let shown = self::instance(state, instance, moment);
        match found.iter_mut().find(|known| known.reservation_id == instance.reservation) {
            Some(known) => known.instances.push(shown),
            None => found.push(Reservation {
                reservation_id: instance.reservation.clone(),
                owner_id: instance.scope.account.to_string(),
                groups: Vec::new(),
                instances: vec![shown],
            }),
        }
    }
    found
}

/// One instance.
pub fn instance(state: &State, instance: &Instance, moment: Moment) -> Value {
    let network = state.network(instance.scope);
    let zone = network.zone(instance.zone);
    let here = instance.state != InstanceState::Terminated;
    let parts = Parts { state, instance, zone: &zone, moment, here };
    let mut shown = Map::new();
    parts.machine(&mut shown);
    parts.identity(&mut shown);
    without_nulls(Value::Object(shown))
}

struct Parts<'a> {
    state: &'a State,
    instance: &'a Instance,
    zone: &'a Zone,
    moment: Moment,
    /// Whether the instance still has its volumes and its interface.
    here: bool,
}

impl Parts<'_> {
    /// The first half of the members: image, type and options.
    fn machine(&self, shown: &mut Map<String, Value>) {
        let Parts { state, instance, here, .. } = self;
        let (options, image) = (&instance.options, instance.image());
        let kind = instance.instance_type();
        let model = image.as_ref().map(|image| image.model);
        let tags = state.tags(instance.scope, &instance.id);
        let reason = state_reason(instance.state);
        let billing = model.map(|model| model.billing());
        let uefi = kind.is_some_and(|kind| kind.boots_uefi())
            && model.is_some_and(|model| model.boot.is_some());
        let members = json!({
            "Architecture": model.map(|model| model.architecture),
            "BlockDeviceMappings": self.volumes(),
            "ClientToken": instance.client_token,
            "EbsOptimized": options.ebs_optimized,
            "EnaSupport": true,
            "Hypervisor": "xen",
            "IamInstanceProfile": instance.profile.as_ref().map(|carried| json!({
                "Arn": carried.arn.as_str(),
                "Id": carried.profile_id,
            })),
            "InstanceLifecycle": instance.spot.as_ref().map(|_| "spot"),
            "NetworkInterfaces": if *here { vec![self.interface()] } else { Vec::new() },
            "RootDeviceName": model.map(|model| model.root_device()),
            "RootDeviceType": "ebs",
            "SecurityGroups": if *here { self.groups() } else { Vec::new() },
            "SourceDestCheck": here.then_some(options.source_dest_check),
            "SpotInstanceRequestId": instance.spot,
            "StateReason": reason.map(|(code, text)| json!({ "Code": code, "Message": text })),
            "Tags": tags.filter(|tags| !tags.is_empty()).map(self::tags),
            "VirtualizationType": "hvm",
            "CpuOptions": kind.map(|kind| json!({
                "CoreCount": kind.cores,
                "ThreadsPerCore": kind.threads,
            })),
            "CapacityReservationSpecification": { "CapacityReservationPreference": "open" },
            "HibernationOptions": { "Configured": false },
            "MetadataOptions": {
                "State": if self.moment == Moment::Launch { "pending" } else { "applied" },
                "HttpTokens": options.metadata.tokens,
                "HttpPutResponseHopLimit": options.metadata.hop_limit,
                "HttpEndpoint": options.metadata.endpoint,
                "HttpProtocolIpv6": options.metadata.ipv6,
                "InstanceMetadataTags": options.metadata.tags,
            },
            "EnclaveOptions": { "Enabled": false },
            "BootMode": model.and_then(|model| model.boot),
            "PlatformDetails": billing.map(|billing| billing.0),
            "UsageOperation": billing.map(|billing| billing.1),
            "UsageOperationUpdateTime": instant(instance.launched),
            "PrivateDnsNameOptions": here.then(|| json!({
                "HostnameType": "ip-name",
                "EnableResourceNameDnsARecord": false,
                "EnableResourceNameDnsAAAARecord": false,
            })),
            "Ipv6Address": instance.interface.v6.first().filter(|_| *here).map(ToString::to_string),
            "MaintenanceOptions": {
                "AutoRecovery": switch(options.auto_recovery),
                "RebootMigration": switch(options.reboot_migration),
            },
            "CurrentInstanceBootMode": if uefi { "uefi" } else { "legacy-bios" },
            "NetworkPerformanceOptions": { "BandwidthWeighting": "default" },
            "Operator": { "Managed": false },
        });
        extend(shown, members);
    }

    /// The second half: what the instance is called, where it is, and how it is.
    fn identity(&self, shown: &mut Map<String, Value>) {
        let Parts { instance, zone, here, .. } = self;
        let region = instance.scope.region;
        let interface = &instance.interface;
        let public = self.public();
        let private_name = here.then(|| network::private_name(region, interface.private));
        let public_name = public.map(|address| network::public_name(region, address));
        let windows = instance.image().is_some_and(|image| image.model.is_windows());
        let network = self.state.network(instance.scope);
        let members = json!({
            "InstanceId": instance.id,
            "ImageId": instance.image,
            "State": { "Code": instance.state.code(), "Name": instance.state.name() },
            "PrivateDnsName": private_name.unwrap_or_default(),
            "PublicDnsName": public_name.unwrap_or_default(),
            "StateTransitionReason": instance.ended.map(transition_reason).unwrap_or_default(),
            "AmiLaunchIndex": instance.launch_index,
            "ProductCodes": [],
            "InstanceType": instance.kind,
            "KeyName": instance.key,
            "LaunchTime": instant(instance.started),
            "Placement": {
                "AvailabilityZoneId": zone.id,
                "GroupId": self.close().map(|group| group.id.as_str()),
                "GroupName": instance.seat.as_ref().map_or("", |seat| seat.group.as_str()),
                "PartitionNumber": instance.seat.as_ref().and_then(|seat| seat.partition),
                "Tenancy": instance.options.tenancy(),
                "AvailabilityZone": zone.name,
            },
            "Platform": windows.then_some("windows"),
            "Monitoring": { "State": instance.monitoring.name() },
            "SubnetId": here.then(|| self.state.subnet_of(instance)),
            "VpcId": here.then(|| network.vpc()),
            "PrivateIpAddress": here.then(|| interface.private.to_string()),
            "PublicIpAddress": public.map(|address| address.to_string()),
        });
        extend(shown, members);
    }

    /// The placement group it is in.
    fn close(&self) -> Option<&PlacementGroup> {
        let seat = self.instance.seat.as_ref()?;
        self.state.placement_group(self.instance.scope, &seat.group)
    }

    fn public(&self) -> Option<std::net::Ipv4Addr> {
        self.instance.interface.public.filter(|_| self.moment == Moment::Later)
    }

    /// Whether what hangs on the instance is on its way to it or there.
    fn attachment(&self) -> &'static str {
        let fresh = self.moment == Moment::Launch || self.instance.state == InstanceState::Pending;
        if fresh { "attaching" } else { "attached" }
    }

    fn volumes(&self) -> Vec<Value> {
        let volumes = self.instance.volumes.iter();
        let shown = volumes.filter(|_| self.here && self.moment == Moment::Later);
        shown.map(|volume| self.volume(volume)).collect()
    }

    fn volume(&self, volume: &Volume) -> Value {
        json!({
            "DeviceName": volume.device,
            "Ebs": {
                "AttachTime": instant(volume.since),
                "DeleteOnTermination": volume.delete_on_termination,
                "Status": self.attachment(),
                "VolumeId": volume.id,
            },
        })
    }

    fn groups(&self) -> Vec<Value> {
        let scope = self.instance.scope;
        let shown = |id: &String| {
            let (name, _) = self.state.group_named(scope, id).ok()?;
            Some(json!({ "GroupId": id, "GroupName": name }))
        };
        self.instance.groups.iter().filter_map(shown).collect()
    }

    fn interface(&self) -> Value {
        let Parts { instance, .. } = self;
        let interface = &instance.interface;
        let region = instance.scope.region;
        let account = instance.scope.account.to_string();
        let name = network::private_name(region, interface.private);
        let v6 = interface
            .v6
            .iter()
            .map(|address| json!({ "Ipv6Address": address.to_string(), "IsPrimaryIpv6": false }));
        let own = self.state.address_of(&instance.id).is_some();
        let owner = if own { account.as_str() } else { "amazon" };
        let association = self.public().map(|address| {
            json!({
                "IpOwnerId": owner,
                "PublicDnsName": network::public_name(region, address),
                "PublicIp": address.to_string(),
            })
        });
        json!({
            "Association": association,
            "Attachment": {
                "AttachTime": instant(instance.launched),
                "AttachmentId": interface.attachment,
                "DeleteOnTermination": interface.delete_on_termination,
                "DeviceIndex": 0,
                "Status": self.attachment(),
                "NetworkCardIndex": 0,
            },
            "Description": interface.description,
            "Groups": self.groups(),
            "Ipv6Addresses": v6.collect::<Vec<_>>(),
            "MacAddress": interface.mac,
            "NetworkInterfaceId": interface.id,
            "OwnerId": account,
            "PrivateDnsName": name,
            "PrivateIpAddress": interface.private.to_string(),
            "PrivateIpAddresses": [{
                "Association": association,
                "Primary": true,
                "PrivateDnsName": name,
                "PrivateIpAddress": interface.private.to_string(),
            }],
            "SourceDestCheck": instance.options.source_dest_check,
            "Status": "in-use",
            "SubnetId": self.state.subnet_of(instance),
            "VpcId": self.state.network(instance.scope).vpc(),
            "InterfaceType": "interface",
            "Operator": { "Managed": false },
        })
    }
}

fn switch(on: bool) -> &'static str {
    if on { "default" } else { "disabled" }
}

/// Tags as a list of keys and values.
pub fn tags(tags: &Tags) -> Value {
    tags.iter().map(|(key, value)| json!({ "Key": key, "Value": value })).collect()
}

/// An instant to the second, as EC2 keeps it.
pub fn instant(time: Time) -> Timestamp {
    Timestamp(time.floor(Span::secs(1)))
}

/// EC2's answers have no nulls: what is not there is left out, all the way down.
pub fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(key, value)| (key, without_nulls(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        other => other,
    }
}

fn extend(shown: &mut Map<String, Value>, members: Value) {
    if let Value::Object(members) = members {
        shown.extend(members);
    }
}
