//! One arm an operation.

mod addresses;
mod attributes;
mod console;
pub mod credits;
mod default_vpc;
mod gateways;
mod groups;
mod images;
mod instances;
mod keys;
mod lifecycle;
mod maintenance;
mod monitoring;
mod network;
mod placement;
pub mod places;
mod prefix_lists;
mod profiles;
mod ranges;
pub mod run;
pub mod sharing;
mod snapshot_reads;
mod snapshots;
mod status;
mod subnets;
mod tags;
mod templates;
mod types;
mod volume_reads;
mod volumes;

pub use run::launchable;

use crate::api::reply::{json, none};
use serde_json::Value;

use super::api::Request;
use super::errors::INSTANCE;
use super::state::{Instance, State};
use crate::api::ApiError;
use crate::services::{iam, kms};
use crate::sim::caller::Identity;
use crate::sim::scope::Scope;
use crate::sim::{Caller, Ctx};

/// What EC2 reads of other services: roles that instances carry, keys of volumes.
#[derive(Clone, Copy, Debug)]
pub struct Sight<'a> {
    /// IAM of the account.
    pub iam: &'a iam::State,
    /// The keys of KMS.
    pub keys: &'a kms::State,
}

/// Carries out a request.
pub fn execute(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    sight: Sight<'_>,
    caller: &Caller,
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::RunInstances(input) => run::run(state, ctx, (sight, caller), input).map(json),
        Request::DescribeInstances(input) => instances::describe(state, ctx, input).map(json),
        Request::DescribeInstanceStatus(input) => status::describe(state, ctx, input).map(json),
        Request::StartInstances(input) => lifecycle::start(state, ctx, input).map(json),
        Request::StopInstances(input) => lifecycle::stop(state, ctx, input).map(json),
        Request::RebootInstances(input) => lifecycle::reboot(state, ctx, input).map(none),
        Request::TerminateInstances(input) => lifecycle::terminate(state, ctx, input).map(json),
        Request::MonitorInstances(input) => monitoring::turn(state, ctx, input, true).map(json),
        Request::UnmonitorInstances(input) => monitoring::turn(state, ctx, input, false).map(json),
        Request::CreateTags(input) => tags::create(state, ctx, caller, input).map(none),
        Request::DeleteTags(input) => tags::delete(state, ctx, input).map(none),
        Request::DescribeTags(input) => tags::describe(state, ctx, input).map(json),
        Request::DescribeImages(input) => images::describe(state, ctx, input).map(json),
        Request::DescribeInstanceTypes(input) => types::describe(input).map(json),
        Request::DescribeVpcs(input) => network::vpcs(state, ctx, input).map(json),
        Request::DescribeSubnets(input) => network::subnets(state, ctx, input).map(json),
        Request::DescribeSecurityGroups(input) => {
            network::security_groups(state, ctx, input).map(json)
        }
        Request::DescribeRegions(input) => places::regions(input).map(json),
        Request::DescribeAvailabilityZones(input) => places::zones(state, ctx, input).map(json),
        Request::DescribeInstanceAttribute(input) => {
            attributes::describe(state, ctx, input).map(json)
        }
        Request::ModifyInstanceAttribute(input) => attributes::modify(state, ctx, input).map(none),
        Request::CreateSecurityGroup(input) => groups::create(state, ctx, input).map(json),
        Request::DeleteSecurityGroup(input) => groups::delete(state, ctx, input).map(json),
        Request::AuthorizeSecurityGroupIngress(input)
        | Request::AuthorizeSecurityGroupEgress(input) => {
            groups::authorize(state, ctx, input, is_egress(request)).map(json)
        }
        Request::RevokeSecurityGroupIngress(input) | Request::RevokeSecurityGroupEgress(input) => {
            groups::revoke(state, ctx, input, is_egress(request)).map(json)
        }
        Request::DescribeSecurityGroupRules(input) => {
            groups::describe_rules(state, ctx, input).map(json)
        }
        Request::CreateKeyPair(input) => keys::create(state, ctx, input).map(json),
        Request::DeleteKeyPair(input) => keys::delete(state, ctx, input).map(json),
        Request::DescribeKeyPairs(input) => keys::describe(state, ctx, input).map(json),
        Request::DescribeManagedPrefixLists(input) => {
            prefix_lists::describe(state, ctx, input).map(json)
        }
        Request::CreatePlacementGroup(input) => placement::create(state, ctx, input).map(json),
        Request::DeletePlacementGroup(input) => placement::delete(state, ctx, input).map(none),
        Request::DescribePlacementGroups(input) => placement::describe(state, ctx, input).map(json),
        Request::CreateDefaultVpc(input) => default_vpc::create_vpc(state, ctx, input).map(json),
        Request::CreateDefaultSubnet(input) => default_vpc::subnet(state, ctx, input).map(json),
        Request::DeleteVpc(input) => default_vpc::delete_vpc(state, ctx, input).map(none),
        Request::DescribeInternetGateways(input) => gateways::describe(state, ctx, input).map(json),
        Request::AttachInternetGateway(input) => gateways::attach(state, ctx, input).map(none),
        Request::DetachInternetGateway(input) => gateways::detach(state, ctx, input).map(none),
        Request::DeleteInternetGateway(input) => gateways::delete(state, ctx, input).map(none),
        Request::CreateSubnet(input) => subnets::create(state, ctx, input).map(json),
        Request::DeleteSubnet(input) => subnets::delete(state, ctx, input).map(none),
        Request::AssociateVpcCidrBlock(input) => ranges::join_vpc(state, ctx, input).map(json),
        Request::DisassociateVpcCidrBlock(input) => ranges::part_vpc(state, ctx, input).map(json),
        Request::AssociateSubnetCidrBlock(input) => {
            ranges::join_subnet(state, ctx, input).map(json)
        }
        Request::DisassociateSubnetCidrBlock(input) => {
            ranges::part_subnet(state, ctx, input).map(json)
        }
        Request::ModifySubnetAttribute(input) => ranges::modify_subnet(state, ctx, input).map(none),
        Request::CreateVolume(input) => volumes::create(state, ctx, sight.keys, input),
        Request::DeleteVolume(input) => volumes::delete(state, ctx, input).map(none),
        Request::AttachVolume(input) => volumes::attach(state, ctx, sight.keys, input).map(json),
        Request::DetachVolume(input) => volumes::detach(state, ctx, input).map(json),
        Request::ModifyVolume(input) => volumes::modify(state, ctx, input).map(json),
        Request::DescribeVolumes(input) => volume_reads::volumes(state, ctx, input).map(json),
        Request::DescribeVolumeStatus(input) => volume_reads::statuses(state, ctx, input).map(json),
        Request::DescribeVolumesModifications(input) => {
            volume_reads::modifications(state, ctx, input).map(json)
        }
        Request::ModifyInstanceMaintenanceOptions(input) => {
            maintenance::modify(state, ctx, input).map(json)
        }
        Request::ModifyInstanceCreditSpecification(input) => {
            credits::modify(state, ctx, input).map(json)
        }
        Request::DescribeInstanceCreditSpecifications(input) => {
            credits::describe(state, ctx, input).map(json)
        }
        Request::AssociateIamInstanceProfile(input) => {
            profiles::associate(state, ctx, sight.iam, input).map(json)
        }
        Request::ReplaceIamInstanceProfileAssociation(input) => {
            profiles::replace(state, ctx, sight.iam, input).map(json)
        }
        Request::DisassociateIamInstanceProfile(input) => {
            profiles::disassociate(state, ctx, input).map(json)
        }
        Request::DescribeIamInstanceProfileAssociations(input) => {
            profiles::describe(state, ctx, input).map(json)
        }
        Request::GetConsoleOutput(input) => console::output(state, ctx, input).map(json),
        Request::AllocateAddress(input) => addresses::allocate(state, ctx, input).map(json),
        Request::AssociateAddress(input) => addresses::associate(state, ctx, input).map(json),
        Request::DisassociateAddress(input) => addresses::disassociate(state, ctx, input).map(none),
        Request::ReleaseAddress(input) => addresses::release(state, ctx, input).map(none),
        Request::DescribeAddresses(input) => addresses::describe(state, ctx, input).map(json),
        Request::CreateSnapshot(input) => snapshots::create(state, ctx, input),
        Request::CreateSnapshots(input) => snapshots::create_several(state, ctx, input).map(json),
        Request::CopySnapshot(input) => snapshots::copy(state, ctx, sight.keys, input).map(json),
        Request::DeleteSnapshot(input) => snapshots::delete(state, ctx, input).map(none),
        Request::DescribeSnapshots(input) => snapshot_reads::describe(state, ctx, input).map(json),
        Request::ModifySnapshotAttribute(input) => sharing::set(state, ctx, sight, input).map(none),
        Request::DescribeSnapshotAttribute(input) => sharing::describe(state, ctx, input).map(json),
        Request::ResetSnapshotAttribute(input) => sharing::reset(state, ctx, input).map(none),
        Request::CreateLaunchTemplate(input) => {
            templates::create(state, ctx, caller, input).map(json)
        }
        Request::CreateLaunchTemplateVersion(input) => {
            templates::create_version(state, ctx, caller, input).map(json)
        }
        Request::ModifyLaunchTemplate(input) => templates::modify(state, ctx, input).map(json),
        Request::DeleteLaunchTemplate(input) => templates::delete(state, ctx, input).map(json),
        Request::DescribeLaunchTemplates(input) => templates::describe(state, ctx, input).map(json),
        Request::DescribeLaunchTemplateVersions(input) => {
            templates::describe_versions(state, ctx, input).map(json)
        }
    }
}

/// Whether a call about rules is about what leaves.
fn is_egress(request: &Request) -> bool {
    matches!(
        request,
        Request::AuthorizeSecurityGroupEgress(_) | Request::RevokeSecurityGroupEgress(_)
    )
}

/// Whether AWS itself calls: it alone may set tags whose keys begin with `aws:`.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions>
fn is_service(caller: &Caller) -> bool {
    caller.invoked_by.is_some() || matches!(caller.identity, Identity::Service { .. })
}

/// The instances with these ids, in the order of the ids; all must exist here.
fn named<'a>(
    state: &'a State,
    scope: Scope,
    ids: &[String],
) -> Result<Vec<&'a Instance>, ApiError> {
    INSTANCE.well_formed(ids)?;
    let find = |id: &String| state.instance(id).filter(|instance| instance.scope == scope);
    let unknown: Vec<&str> =
        ids.iter().filter(|id| find(id).is_none()).map(String::as_str).collect();
    if !unknown.is_empty() {
        return Err(INSTANCE.not_found(&unknown));
    }
    Ok(ids.iter().filter_map(find).collect())
}

/// The ids of the instances a call changes; naming none is an error, naming one twice is not.
fn changed(state: &State, scope: Scope, ids: &[String]) -> Result<Vec<String>, ApiError> {
    if ids.is_empty() {
        return Err(super::errors::missing("InstanceId"));
    }
    let mut found: Vec<String> = Vec::new();
    for instance in named(state, scope, ids)? {
        if !found.contains(&instance.id) {
            found.push(instance.id.clone());
        }
    }
    Ok(found)
}
