//! `requestParameters` of EC2's calls.

use serde_json::{Map, Value, json};

use super::{addresses, groups, launch, set, set_of, snapshots, volumes, wrapped};
use crate::services::ec2::api::Request;
use crate::services::ec2::shapes::{
    BooleanValue, DescribeInstanceTypesInput, Filter, ModifyInstanceAttributeInput, Tag, TextValue,
};
use crate::sim::id::Ids;

/// Members in the order records show them; what a call leaves out is left out, sets are not.
#[derive(Default)]
pub struct Members(Map<String, Value>);

impl Members {
    /// Adds a member.
    pub fn with(mut self, name: &str, value: Value) -> Members {
        self.0.insert(name.to_owned(), value);
        self
    }

    /// Adds a member if there is a value.
    pub fn maybe<T: serde::Serialize>(self, name: &str, value: Option<T>) -> Members {
        match value {
            Some(value) => self.with(name, json!(value)),
            None => self,
        }
    }

    /// The structure.
    pub fn done(self) -> Value {
        Value::Object(self.0)
    }
}

/// The parameters of a call. The client token of a launch is in its answer, and made up for one
/// that failed, as the client would have made it up.
pub fn parameters(request: &Request, reply: Option<&Value>, ids: Ids, call: u64) -> Value {
    let m = Members::default;
    match request {
        Request::RunInstances(input) => {
            let made_up = || ids.uuid("ec2:client-token", call);
            launch::parameters(input, &launch::client_token(input, reply).unwrap_or_else(made_up))
        }
        Request::DescribeInstances(input) => page(input.max_results, input.next_token.as_ref())
            .with("instancesSet", set_of("instanceId", input.instance_ids.iter().flatten()))
            .with("filterSet", filters(input.filters.as_ref()))
            .done(),
        Request::DescribeInstanceStatus(input) => m()
            .with("instancesSet", set_of("instanceId", input.instance_ids.iter().flatten()))
            .with("filterSet", filters(input.filters.as_ref()))
            .maybe("maxResults", input.max_results)
            .maybe("nextToken", input.next_token.as_ref())
            .with("includeAllInstances", json!(input.include_all_instances.unwrap_or(false)))
            .done(),
        Request::StartInstances(input) => instances(&input.instance_ids).done(),
        Request::StopInstances(input) => {
            instances(&input.instance_ids).with("force", json!(input.force.unwrap_or(false))).done()
        }
        Request::RebootInstances(input) => instances(&input.instance_ids).done(),
        Request::TerminateInstances(input) => instances(&input.instance_ids).done(),
        Request::MonitorInstances(input) | Request::UnmonitorInstances(input) => {
            instances(&input.instance_ids).done()
        }
        Request::CreateTags(input) => tagging(&input.resources, &input.tags),
        Request::DeleteTags(input) => {
            tagging(&input.resources, input.tags.as_deref().unwrap_or_default())
        }
        Request::DescribeTags(input) => page(input.max_results, input.next_token.as_ref())
            .with("filterSet", filters(input.filters.as_ref()))
            .done(),
        Request::DescribeImages(input) => page(input.max_results, input.next_token.as_ref())
            .with("executableBySet", set_of("user", input.executable_users.iter().flatten()))
            .with("imagesSet", set_of("imageId", input.image_ids.iter().flatten()))
            .with("ownersSet", set_of("owner", input.owners.iter().flatten()))
            .with("filterSet", filters(input.filters.as_ref()))
            .maybe("includeDeprecated", input.include_deprecated)
            .done(),
        Request::DescribeInstanceTypes(input) => types(input),
        Request::DescribeVpcs(input) => page(input.max_results, input.next_token.as_ref())
            .with("vpcSet", set_of("vpcId", input.vpc_ids.iter().flatten()))
            .with("filterSet", filters(input.filters.as_ref()))
            .done(),
        Request::DescribeSubnets(input) => page(input.max_results, input.next_token.as_ref())
            .with("subnetSet", set_of("subnetId", input.subnet_ids.iter().flatten()))
            .with("filterSet", filters(input.filters.as_ref()))
            .done(),
        Request::DescribeSecurityGroups(input) => {
            page(input.max_results, input.next_token.as_ref())
                .with("securityGroupSet", set_of("groupName", input.group_names.iter().flatten()))
                .with("securityGroupIdSet", set_of("groupId", input.group_ids.iter().flatten()))
                .with("filterSet", filters(input.filters.as_ref()))
                .done()
        }
        Request::DescribeRegions(input) => m()
            .with("regionSet", set_of("regionName", input.region_names.iter().flatten()))
            .maybe("filterSet", input.filters.as_ref().map(|given| filters(Some(given))))
            .maybe("allRegions", input.all_regions)
            .done(),
        Request::DescribeAvailabilityZones(input) => m()
            .with("availabilityZoneSet", set_of("zoneName", input.zone_names.iter().flatten()))
            .with("availabilityZoneIdSet", set_of("zoneId", input.zone_ids.iter().flatten()))
            .maybe("filterSet", input.filters.as_ref().map(|given| filters(Some(given))))
            .maybe("allAvailabilityZones", input.all_availability_zones)
            .done(),
        Request::ModifyInstanceAttribute(input) => modify(input),
        Request::GetConsoleOutput(input) => {
            m().with("instanceId", json!(input.instance_id)).maybe("latest", input.latest).done()
        }
        _ if wrapped::is(request) => wrapped::parameters(request, ids, call),
        _ => later(request, ids, call),
    }
}

/// Of the calls that are left.
fn later(request: &Request, ids: Ids, call: u64) -> Value {
    if let Request::DescribeInstanceAttribute(input) = request {
        return Members::default()
            .with("instanceId", json!(input.instance_id))
            .with("attribute", json!(input.attribute))
            .done();
    }
    volumes::parameters(request, ids, call)
        .or_else(|| groups::parameters(request))
        .or_else(|| addresses::parameters(request))
        .or_else(|| snapshots::parameters(request))
        .unwrap_or_default()
}

/// What asks for a page begins so.
pub fn page(most: Option<i32>, token: Option<&String>) -> Members {
    Members::default().maybe("maxResults", most).maybe("nextToken", token)
}

fn instances(ids: &[String]) -> Members {
    Members::default().with("instancesSet", set_of("instanceId", ids))
}

fn tagging(resources: &[String], tags: &[Tag]) -> Value {
    Members::default()
        .with("resourcesSet", set_of("resourceId", resources))
        .with("tagSet", set(tags.iter().map(tag)))
        .done()
}

/// A tag; one that is deleted whatever its value has none.
pub fn tag(tag: &Tag) -> Value {
    Members::default().maybe("key", tag.key.as_ref()).maybe("value", tag.value.as_ref()).done()
}

pub fn filters(filters: Option<&Vec<Filter>>) -> Value {
    set(filters.into_iter().flatten().map(|filter| {
        Members::default()
            .maybe("name", filter.name.as_ref())
            .with("valueSet", set_of("value", filter.values.iter().flatten()))
            .done()
    }))
}

/// EC2's newer operations wrap their request in its name and number the items of lists.
fn types(input: &DescribeInstanceTypesInput) -> Value {
    let names = input.instance_types.iter().flatten().map(|name| json!({ "content": name }));
    let given = input.filters.iter().flatten().map(|filter| {
        let values = filter.values.iter().flatten().map(|value| json!({ "content": value }));
        let values = tagged(values.collect());
        Members::default().maybe("Value", values).maybe("Name", filter.name.as_ref()).done()
    });
    let request = Members::default()
        .maybe("MaxResults", input.max_results)
        .maybe("NextToken", input.next_token.as_ref())
        .maybe("Filter", tagged(given.collect()))
        .maybe("InstanceType", tagged(names.collect()))
        .done();
    wrapped::in_name("DescribeInstanceTypes", request)
}

/// Items with their numbers; one alone stands for itself.
pub fn tagged(items: Vec<Value>) -> Option<Value> {
    let mut numbered: Vec<Value> = items
        .into_iter()
        .zip(1..)
        .map(|(mut item, n)| {
            if let Value::Object(members) = &mut item {
                members.insert("tag".to_owned(), json!(n));
            }
            item
        })
        .collect();
    match numbered.len() {
        0 | 1 => numbered.pop(),
        _ => Some(Value::Array(numbered)),
    }
}

/// What stands in a record in place of user data.
const SECRET: &str = "<sensitiveDataRemoved>";

fn modify(input: &ModifyInstanceAttributeInput) -> Value {
    let flag = |value: &Option<BooleanValue>| value.as_ref().map(|v| json!({ "value": v.value }));
    let text = |value: &Option<TextValue>| value.as_ref().map(|v| json!({ "value": v.value }));
    let devices = input.block_device_mappings.as_ref().map(|devices| {
        set(devices.iter().map(|device| {
            let goes = device.ebs.as_ref().and_then(|ebs| ebs.delete_on_termination);
            let ebs = goes.map(|goes| json!({ "deleteOnTermination": goes }));
            Members::default()
                .maybe("deviceName", device.device_name.as_ref())
                .maybe("ebs", ebs)
                .done()
        }))
    });
    // User data may hold secrets, under either name.
    let secret = input.attribute.as_deref() == Some("userData");
    let value = input.value.as_deref().map(|value| if secret { SECRET } else { value });
    Members::default()
        .with("instanceId", json!(input.instance_id))
        .maybe("attribute", input.attribute.as_ref())
        .maybe("value", value)
        .maybe("userData", input.user_data.as_ref().map(|_| SECRET))
        .maybe("instanceType", text(&input.instance_type))
        .maybe("disableApiTermination", flag(&input.disable_api_termination))
        .maybe("disableApiStop", flag(&input.disable_api_stop))
        .maybe(
            "instanceInitiatedShutdownBehavior",
            text(&input.instance_initiated_shutdown_behavior),
        )
        .maybe("sourceDestCheck", flag(&input.source_dest_check))
        .maybe("ebsOptimized", flag(&input.ebs_optimized))
        .maybe("sriovNetSupport", text(&input.sriov_net_support))
        .maybe("groupSet", input.groups.as_ref().map(|groups| set_of("groupId", groups)))
        .maybe("blockDeviceMapping", devices)
        .done()
}
