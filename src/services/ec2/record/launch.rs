//! How a launch is recorded.

use serde_json::{Value, json};

use super::request::{Members, tag};
use super::{items, set, set_of};
use crate::api::Shape as _;
use crate::services::ec2::shapes::{
    BlockDeviceMapping, InstanceIpv6Address, NetworkInterface, RunInstancesInput,
};
use crate::sim::time::Time;

/// The client token a launch had: the one given, or the one its instances were launched with.
pub fn client_token(input: &RunInstancesInput, reply: Option<&Value>) -> Option<String> {
    let given = input.client_token.clone().filter(|token| !token.is_empty());
    let answered = || {
        let instance = items(reply?, "Instances").first()?;
        instance.get("ClientToken")?.as_str().map(str::to_owned)
    };
    given.or_else(answered)
}

/// `requestParameters`.
pub fn parameters(input: &RunInstancesInput, token: &str) -> Value {
    let count = Members::default()
        .maybe("imageId", input.image_id.as_ref())
        .with("minCount", json!(input.min_count))
        .with("maxCount", json!(input.max_count))
        .maybe("keyName", input.key_name.as_ref())
        .done();
    let ids = input.security_group_ids.iter().flatten();
    let groups = ids.map(|id| json!({ "groupId": id }));
    let names = input.security_groups.iter().flatten();
    let groups = groups.chain(names.map(|name| json!({ "groupName": name })));
    let monitoring = input.monitoring.as_ref().is_some_and(|monitoring| monitoring.enabled);
    let placement = input.placement.as_ref();
    let interfaces = input.network_interfaces.as_ref().map(|list| set(list.iter().map(interface)));
    let tags = input.tag_specifications.as_ref().map(|list| {
        set(list.iter().map(|specification| {
            let tags: Vec<Value> = specification.tags.iter().flatten().map(tag).collect();
            json!({ "resourceType": specification.resource_type, "tags": tags })
        }))
    });
    let metadata = input.metadata_options.as_ref().map(|options| {
        Members::default()
            .maybe("httpTokens", options.http_tokens.as_ref())
            .maybe("httpPutResponseHopLimit", options.http_put_response_hop_limit)
            .maybe("httpEndpoint", options.http_endpoint.as_ref())
            .maybe("httpProtocolIpv6", options.http_protocol_ipv6.as_ref())
            .maybe("instanceMetadataTags", options.instance_metadata_tags.as_ref())
            .done()
    });
    Members::default()
        .with("instancesSet", json!({ "items": [count] }))
        .with("groupSet", set(groups))
        .maybe("instanceType", input.instance_type.as_ref())
        .with("blockDeviceMapping", set(input.block_device_mappings.iter().flatten().map(device)))
        .maybe("availabilityZone", placement.and_then(|p| p.availability_zone.as_ref()))
        .maybe("availabilityZoneId", placement.and_then(|p| p.availability_zone_id.as_ref()))
        .maybe("tenancy", placement.and_then(|p| p.tenancy.as_ref()))
        .maybe("placementGroup", placement.and_then(|p| p.group_name.as_ref()))
        .maybe("placementGroupId", placement.and_then(|p| p.group_id.as_ref()))
        .with("monitoring", json!({ "enabled": monitoring }))
        .maybe("userData", input.user_data.as_ref().map(|_| "<sensitiveDataRemoved>"))
        .maybe("subnetId", input.subnet_id.as_ref())
        .maybe("ipv6AddressCount", input.ipv6_address_count)
        .maybe("ipv6AddressesSet", addresses(input.ipv6_addresses.as_ref()))
        .with("disableApiTermination", json!(input.disable_api_termination.unwrap_or(false)))
        .with("disableApiStop", json!(input.disable_api_stop.unwrap_or(false)))
        .maybe(
            "instanceInitiatedShutdownBehavior",
            input.instance_initiated_shutdown_behavior.as_ref(),
        )
        .with("clientToken", json!(token))
        .maybe("networkInterfaceSet", interfaces)
        .with("ebsOptimized", json!(input.ebs_optimized.unwrap_or(false)))
        .maybe("tagSpecificationSet", tags)
        .maybe("metadataOptions", metadata)
        .maybe("creditSpecification", credits(input))
        .maybe(
            "maintenanceOptions",
            input.maintenance_options.as_ref().map(|o| super::camel(&o.write())),
        )
        .maybe(
            "iamInstanceProfile",
            input.iam_instance_profile.as_ref().map(|p| super::camel(&p.write())),
        )
        .maybe("instanceMarketOptions", market(input))
        .maybe("launchTemplate", input.launch_template.as_ref().map(|t| super::camel(&t.write())))
        .done()
}

fn credits(input: &RunInstancesInput) -> Option<Value> {
    input.credit_specification.as_ref().map(|credits| super::camel(&credits.write()))
}

fn market(input: &RunInstancesInput) -> Option<Value> {
    input.instance_market_options.as_ref().map(|market| super::camel(&market.write()))
}

fn interface(interface: &NetworkInterface) -> Value {
    Members::default()
        .maybe("deviceIndex", interface.device_index)
        .maybe("subnetId", interface.subnet_id.as_ref())
        .maybe("description", interface.description.as_ref())
        .maybe("deleteOnTermination", interface.delete_on_termination)
        .maybe("associatePublicIpAddress", interface.associate_public_ip_address)
        .maybe("groupSet", interface.groups.as_ref().map(|groups| set_of("groupId", groups)))
        .maybe("ipv6AddressCount", interface.ipv6_address_count)
        .maybe("ipv6AddressesSet", addresses(interface.ipv6_addresses.as_ref()))
        .done()
}

fn addresses(given: Option<&Vec<InstanceIpv6Address>>) -> Option<Value> {
    let one = |given: &InstanceIpv6Address| json!({ "ipv6Address": given.ipv6_address });
    given.map(|list| set(list.iter().map(one)))
}

fn device(device: &BlockDeviceMapping) -> Value {
    let ebs = device.ebs.as_ref().map(|ebs| {
        Members::default()
            .maybe("snapshotId", ebs.snapshot_id.as_ref())
            .maybe("volumeSize", ebs.volume_size)
            .maybe("deleteOnTermination", ebs.delete_on_termination)
            .maybe("volumeType", ebs.volume_type.as_ref())
            .maybe("encrypted", ebs.encrypted)
            .maybe("kmsKeyId", ebs.kms_key_id.as_ref())
            .maybe("iops", ebs.iops)
            .maybe("throughput", ebs.throughput)
            .done()
    });
    Members::default()
        .maybe("deviceName", device.device_name.as_ref())
        .maybe("virtualName", device.virtual_name.as_ref())
        .maybe("noDevice", device.no_device.as_ref())
        .maybe("ebs", ebs)
        .done()
}

/// `responseElements`.
pub fn response(reply: &Value, request_id: &str) -> Value {
    let text = |member: &str| reply.get(member).cloned().unwrap_or_default();
    json!({
        "requestId": request_id,
        "reservationId": text("ReservationId"),
        "ownerId": text("OwnerId"),
        "groupSet": {},
        "instancesSet": set(items(reply, "Instances").iter().map(instance)),
    })
}

/// An instance in its record: fewer members than the API shows, in another order.
fn instance(shown: &Value) -> Value {
    let get = |path: &str| shown.pointer(path).filter(|value| !value.is_null());
    let part = |path: &str| get(path).map(super::camel);
    let launched = get("/LaunchTime").and_then(Value::as_str).and_then(Time::parse);
    let tags = items(shown, "Tags").iter().map(super::camel);
    let groups = items(shown, "SecurityGroups").iter().map(super::camel);
    Members::default()
        .maybe("instanceId", get("/InstanceId"))
        .maybe("imageId", get("/ImageId"))
        .maybe("currentInstanceBootMode", get("/CurrentInstanceBootMode"))
        .maybe("instanceState", get("/State").map(super::camel))
        .maybe("privateDnsName", get("/PrivateDnsName"))
        .maybe("keyName", get("/KeyName"))
        .maybe("amiLaunchIndex", get("/AmiLaunchIndex"))
        .with("productCodes", json!({}))
        .maybe("instanceType", get("/InstanceType"))
        .maybe("launchTime", launched.map(Time::as_millis))
        .with(
            "placement",
            Members::default()
                .maybe("availabilityZone", get("/Placement/AvailabilityZone"))
                .maybe("groupName", get("/Placement/GroupName").filter(|name| **name != ""))
                .maybe("tenancy", get("/Placement/Tenancy"))
                .done(),
        )
        .maybe("monitoring", get("/Monitoring").map(super::camel))
        .maybe("subnetId", get("/SubnetId"))
        .maybe("vpcId", get("/VpcId"))
        .maybe("privateIpAddress", get("/PrivateIpAddress"))
        .maybe("stateReason", get("/StateReason").map(super::camel))
        .maybe("architecture", get("/Architecture"))
        .maybe("rootDeviceType", get("/RootDeviceType"))
        .maybe("rootDeviceName", get("/RootDeviceName"))
        .with("blockDeviceMapping", json!({}))
        .maybe("instanceLifecycle", get("/InstanceLifecycle"))
        .maybe("spotInstanceRequestId", get("/SpotInstanceRequestId"))
        .maybe("virtualizationType", get("/VirtualizationType"))
        .maybe("hypervisor", get("/Hypervisor"))
        .with("tagSet", set(tags))
        .maybe("clientToken", get("/ClientToken"))
        .with("groupSet", set(groups))
        .maybe("sourceDestCheck", get("/SourceDestCheck"))
        .with("networkInterfaceSet", set(items(shown, "NetworkInterfaces").iter().map(attached)))
        .maybe("iamInstanceProfile", part("/IamInstanceProfile"))
        .maybe("ebsOptimized", get("/EbsOptimized"))
        .maybe("enaSupport", get("/EnaSupport"))
        .maybe("cpuOptions", part("/CpuOptions"))
        .maybe("capacityReservationSpecification", part("/CapacityReservationSpecification"))
        .maybe("hibernationOptions", part("/HibernationOptions"))
        .maybe("enclaveOptions", part("/EnclaveOptions"))
        .maybe("metadataOptions", get("/MetadataOptions").map(metadata))
        .maybe("maintenanceOptions", part("/MaintenanceOptions"))
        .maybe("privateDnsNameOptions", part("/PrivateDnsNameOptions"))
        .done()
}

/// Options of the metadata service: XML knows one more than the models of clients do.
fn metadata(shown: &Value) -> Value {
    let get = |name: &str| shown.get(name).filter(|value| !value.is_null());
    Members::default()
        .maybe("state", get("State"))
        .maybe("httpTokens", get("HttpTokens"))
        .maybe("httpPutResponseHopLimit", get("HttpPutResponseHopLimit"))
        .maybe("httpEndpoint", get("HttpEndpoint"))
        .with("httpProtocolIpv4", json!("enabled"))
        .maybe("httpProtocolIpv6", get("HttpProtocolIpv6"))
        .maybe("instanceMetadataTags", get("InstanceMetadataTags"))
        .done()
}

/// A network interface of a new instance: what investigators read the network off.
fn attached(shown: &Value) -> Value {
    let get = |path: &str| shown.pointer(path).filter(|value| !value.is_null());
    let at = get("/Attachment/AttachTime").and_then(Value::as_str).and_then(Time::parse);
    let attachment = Members::default()
        .maybe("attachmentId", get("/Attachment/AttachmentId"))
        .maybe("deviceIndex", get("/Attachment/DeviceIndex"))
        .maybe("networkCardIndex", get("/Attachment/NetworkCardIndex"))
        .maybe("status", get("/Attachment/Status"))
        .maybe("attachTime", at.map(Time::as_millis))
        .maybe("deleteOnTermination", get("/Attachment/DeleteOnTermination"));
    let address = |one: &Value| {
        Members::default()
            .maybe("privateIpAddress", one.get("PrivateIpAddress"))
            .maybe("primary", one.get("Primary"))
            .done()
    };
    let addresses: Vec<Value> = items(shown, "PrivateIpAddresses").iter().map(address).collect();
    Members::default()
        .maybe("networkInterfaceId", get("/NetworkInterfaceId"))
        .maybe("subnetId", get("/SubnetId"))
        .maybe("vpcId", get("/VpcId"))
        .maybe("description", get("/Description").filter(|text| **text != ""))
        .maybe("ownerId", get("/OwnerId"))
        .maybe("status", get("/Status"))
        .maybe("macAddress", get("/MacAddress"))
        .maybe("privateIpAddress", get("/PrivateIpAddress"))
        .maybe("sourceDestCheck", get("/SourceDestCheck"))
        .maybe("interfaceType", get("/InterfaceType"))
        .with("groupSet", set(items(shown, "Groups").iter().map(super::camel)))
        .with("attachment", attachment.done())
        // This list's items alone stand under `item`.
        .with("privateIpAddressesSet", json!({ "item": addresses }))
        .with("ipv6AddressesSet", set(items(shown, "Ipv6Addresses").iter().map(super::camel)))
        .with("tagSet", json!({}))
        .done()
}
