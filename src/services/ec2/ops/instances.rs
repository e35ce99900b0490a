//! DescribeInstances.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html>

use serde_json::{Value, json};

use super::named;
use crate::api::ApiError;
use crate::services::ec2::errors::dry_run;
use crate::services::ec2::filters::{Filters, Table};
use crate::services::ec2::paging::{Asked, page};
use crate::services::ec2::shapes::{DescribeInstancesInput, DescribeInstancesOutput};
use crate::services::ec2::state::{Instance, State};
use crate::services::ec2::view::{self, Moment};
use crate::sim::Ctx;

/// Every filter AWS documents. What an instance here never has (a host of its own, a carrier's
/// address) matches nothing.
const FILTERS: Table = &[
    ("affinity", ""),
    ("architecture", "Architecture"),
    ("availability-zone", "Placement.AvailabilityZone"),
    ("availability-zone-id", "Placement.AvailabilityZoneId"),
    ("block-device-mapping.attach-time", "@BlockDeviceMappings.Ebs.AttachTime"),
    ("block-device-mapping.delete-on-termination", "BlockDeviceMappings.Ebs.DeleteOnTermination"),
    ("block-device-mapping.device-name", "BlockDeviceMappings.DeviceName"),
    ("block-device-mapping.status", "BlockDeviceMappings.Ebs.Status"),
    ("block-device-mapping.volume-id", "BlockDeviceMappings.Ebs.VolumeId"),
    ("boot-mode", "BootMode"),
    ("capacity-reservation-id", ""),
    (
        "capacity-reservation-specification.capacity-reservation-preference",
        "CapacityReservationSpecification.CapacityReservationPreference",
    ),
    ("capacity-reservation-specification.capacity-reservation-target.capacity-reservation-id", ""),
    (
        "capacity-reservation-specification.capacity-reservation-target.\
         capacity-reservation-resource-group-arn",
        "",
    ),
    ("client-token", "ClientToken"),
    ("current-instance-boot-mode", "CurrentInstanceBootMode"),
    ("dns-name", "PublicDnsName"),
    ("ebs-optimized", "EbsOptimized"),
    ("ena-support", "EnaSupport"),
    ("enclave-options.enabled", "EnclaveOptions.Enabled"),
    ("hibernation-options.configured", "HibernationOptions.Configured"),
    ("host-id", ""),
    ("hypervisor", "Hypervisor"),
    ("iam-instance-profile.arn", "IamInstanceProfile.Arn"),
    ("iam-instance-profile.id", "IamInstanceProfile.Id"),
    ("image-id", "ImageId"),
    ("instance-id", "InstanceId"),
    ("instance-lifecycle", "InstanceLifecycle"),
    ("instance-state-code", "State.Code"),
    ("instance-state-name", "State.Name"),
    ("instance-type", "InstanceType"),
    ("instance.group-id", "SecurityGroups.GroupId"),
    ("instance.group-name", "SecurityGroups.GroupName"),
    ("ip-address", "PublicIpAddress"),
    ("ipv6-address", "Ipv6Address"),
    ("kernel-id", ""),
    ("key-name", "KeyName"),
    ("launch-index", "AmiLaunchIndex"),
    ("launch-time", "@LaunchTime"),
    ("maintenance-options.auto-recovery", "MaintenanceOptions.AutoRecovery"),
    ("metadata-options.http-endpoint", "MetadataOptions.HttpEndpoint"),
    ("metadata-options.http-protocol-ipv4", ""),
    ("metadata-options.http-protocol-ipv6", "MetadataOptions.HttpProtocolIpv6"),
    ("metadata-options.http-put-response-hop-limit", "MetadataOptions.HttpPutResponseHopLimit"),
    ("metadata-options.http-tokens", "MetadataOptions.HttpTokens"),
    ("metadata-options.instance-metadata-tags", "MetadataOptions.InstanceMetadataTags"),
    ("metadata-options.state", "MetadataOptions.State"),
    ("monitoring-state", "Monitoring.State"),
    ("network-interface.addresses.association.allocation-id", ""),
    ("network-interface.addresses.association.association-id", ""),
    ("network-interface.addresses.association.carrier-ip", ""),
    ("network-interface.addresses.association.customer-owned-ip", ""),
    (
        "network-interface.addresses.association.ip-owner-id",
        "NetworkInterfaces.PrivateIpAddresses.Association.IpOwnerId",
    ),
    (
        "network-interface.addresses.association.public-dns-name",
        "NetworkInterfaces.PrivateIpAddresses.Association.PublicDnsName",
    ),
    (
        "network-interface.addresses.association.public-ip",
        "NetworkInterfaces.PrivateIpAddresses.Association.PublicIp",
    ),
    ("network-interface.addresses.primary", "NetworkInterfaces.PrivateIpAddresses.Primary"),
    (
        "network-interface.addresses.private-dns-name",
        "NetworkInterfaces.PrivateIpAddresses.PrivateDnsName",
    ),
    (
        "network-interface.addresses.private-ip-address",
        "NetworkInterfaces.PrivateIpAddresses.PrivateIpAddress",
    ),
    ("network-interface.association.allocation-id", ""),
    ("network-interface.association.association-id", ""),
    ("network-interface.association.carrier-ip", ""),
    ("network-interface.association.customer-owned-ip", ""),
    ("network-interface.association.ip-owner-id", "NetworkInterfaces.Association.IpOwnerId"),
    (
        "network-interface.association.public-dns-name",
        "NetworkInterfaces.Association.PublicDnsName",
    ),
    ("network-interface.association.public-ip", "NetworkInterfaces.Association.PublicIp"),
    ("network-interface.attachment.attach-time", "@NetworkInterfaces.Attachment.AttachTime"),
    ("network-interface.attachment.attachment-id", "NetworkInterfaces.Attachment.AttachmentId"),
    (
        "network-interface.attachment.delete-on-termination",
        "NetworkInterfaces.Attachment.DeleteOnTermination",
    ),
    ("network-interface.attachment.device-index", "NetworkInterfaces.Attachment.DeviceIndex"),
    ("network-interface.attachment.instance-id", "InstanceId"),
    ("network-interface.attachment.instance-owner-id", "NetworkInterfaces.OwnerId"),
    (
        "network-interface.attachment.network-card-index",
        "NetworkInterfaces.Attachment.NetworkCardIndex",
    ),
    ("network-interface.attachment.status", "NetworkInterfaces.Attachment.Status"),
    ("network-interface.availability-zone", "Placement.AvailabilityZone"),
    ("network-interface.deny-all-igw-traffic", ""),
    ("network-interface.description", "NetworkInterfaces.Description"),
    ("network-interface.group-id", "NetworkInterfaces.Groups.GroupId"),
    ("network-interface.group-name", "NetworkInterfaces.Groups.GroupName"),
    ("network-interface.ipv4-prefixes.ipv4-prefix", ""),
    ("network-interface.ipv6-address", "NetworkInterfaces.Ipv6Addresses.Ipv6Address"),
    (
        "network-interface.ipv6-addresses.ipv6-address",
        "NetworkInterfaces.Ipv6Addresses.Ipv6Address",
    ),
    (
        "network-interface.ipv6-addresses.is-primary-ipv6",
        "NetworkInterfaces.Ipv6Addresses.IsPrimaryIpv6",
    ),
    ("network-interface.ipv6-native", ""),
    ("network-interface.ipv6-prefixes.ipv6-prefix", ""),
    ("network-interface.mac-address", "NetworkInterfaces.MacAddress"),
    ("network-interface.network-interface-id", "NetworkInterfaces.NetworkInterfaceId"),
    ("network-interface.operator.managed", "NetworkInterfaces.Operator.Managed"),
    ("network-interface.operator.principal", ""),
    ("network-interface.outpost-arn", ""),
    ("network-interface.owner-id", "NetworkInterfaces.OwnerId"),
    ("network-interface.private-dns-name", "NetworkInterfaces.PrivateDnsName"),
    ("network-interface.private-ip-address", "NetworkInterfaces.PrivateIpAddress"),
    ("network-interface.public-dns-name", "NetworkInterfaces.Association.PublicDnsName"),
    ("network-interface.requester-id", ""),
    ("network-interface.requester-managed", ""),
    ("network-interface.source-dest-check", "NetworkInterfaces.SourceDestCheck"),
    ("network-interface.status", "NetworkInterfaces.Status"),
    ("network-interface.subnet-id", "NetworkInterfaces.SubnetId"),
    ("network-interface.tag-key", "InterfaceTags.Key"),
    ("network-interface.tag-value", "InterfaceTags.Value"),
    ("network-interface.vpc-id", "NetworkInterfaces.VpcId"),
    (
        "network-performance-options.bandwidth-weighting",
        "NetworkPerformanceOptions.BandwidthWeighting",
    ),
    ("operator.managed", "Operator.Managed"),
    ("operator.principal", ""),
    ("outpost-arn", ""),
    ("owner-id", "OwnerId"),
    ("placement-group-name", "Placement.GroupName"),
    ("placement-partition-number", "Placement.PartitionNumber"),
    ("platform", "Platform"),
    ("platform-details", "PlatformDetails"),
    ("private-dns-name", "PrivateDnsName"),
    (
        "private-dns-name-options.enable-resource-name-dns-a-record",
        "PrivateDnsNameOptions.EnableResourceNameDnsARecord",
    ),
    (
        "private-dns-name-options.enable-resource-name-dns-aaaa-record",
        "PrivateDnsNameOptions.EnableResourceNameDnsAAAARecord",
    ),
    ("private-dns-name-options.hostname-type", "PrivateDnsNameOptions.HostnameType"),
    ("private-ip-address", "PrivateIpAddress"),
    ("product-code", ""),
    ("product-code.type", ""),
    ("ramdisk-id", ""),
    ("reason", "StateTransitionReason"),
    ("requester-id", ""),
    ("reservation-id", "ReservationId"),
    ("root-device-name", "RootDeviceName"),
    ("root-device-type", "RootDeviceType"),
    ("source-dest-check", "SourceDestCheck"),
    ("spot-instance-request-id", "SpotInstanceRequestId"),
    ("state-reason-code", "StateReason.Code"),
    ("state-reason-message", "StateReason.Message"),
    ("subnet-id", "SubnetId"),
    ("tag-key", "Tags.Key"),
    ("tag-value", "Tags.Value"),
    ("tenancy", "Placement.Tenancy"),
    ("tpm-support", ""),
    ("usage-operation", "UsageOperation"),
    ("usage-operation-update-time", "@UsageOperationUpdateTime"),
    ("virtualization-type", "VirtualizationType"),
    ("vpc-id", "VpcId"),
];

/// Describes instances, in the order of their launch.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeInstancesInput,
) -> Result<DescribeInstancesOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), FILTERS)?;
    let ids = input.instance_ids.as_deref().unwrap_or_default();
    let chosen = named(state, ctx.scope, ids)?;
    dry_run(input.dry_run)?;
    let is_asked = |instance: &&Instance| {
        ids.is_empty() || chosen.iter().any(|chosen| chosen.id == instance.id)
    };
    let found: Vec<&Instance> = state
        .instances(ctx.scope)
        .into_iter()
        .filter(is_asked)
        .filter(|instance| filters.is_empty() || filters.pass(&filtered(state, instance)))
        .collect();
    let reservations = view::reservations(state, &found, Moment::Later);
    let asked = Asked {
        most: input.max_results,
        token: input.next_token.as_ref(),
        ids: ("instancesSet", !ids.is_empty()),
        limit: 1000,
    };
    let (reservations, next_token) = page(reservations, &asked)?;
    Ok(DescribeInstancesOutput { next_token, reservations })
}

/// What filters look at: the instance as it is shown, and what stands around it.
fn filtered(state: &State, instance: &Instance) -> Value {
    let mut item = view::instance(state, instance, Moment::Later);
    let tags = state.tags(instance.scope, &instance.interface.id);
    if let Value::Object(members) = &mut item {
        members.insert("OwnerId".to_owned(), json!(instance.scope.account.to_string()));
        members.insert("ReservationId".to_owned(), json!(instance.reservation));
        members.insert("InterfaceTags".to_owned(), tags.map(view::tags).unwrap_or_default());
    }
    item
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_stand_in_order_and_once() {
        for pair in FILTERS.windows(2) {
            assert!(pair[0].0 < pair[1].0, "{} before {}", pair[0].0, pair[1].0);
        }
    }
}
