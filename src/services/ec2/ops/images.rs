//! DescribeImages.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeImages.html>

use serde_json::{Value, json};

use crate::api::ApiError;
use crate::services::ec2::catalogue::images::ALIAS;
use crate::services::ec2::catalogue::{Image, images};
use crate::services::ec2::errors::{dry_run, no_image};
use crate::services::ec2::filters::{Filters, Table};
use crate::services::ec2::paging::{Asked, page};
use crate::services::ec2::shapes::{DescribeImagesInput, DescribeImagesOutput};
use crate::services::ec2::state::State;
use crate::services::ec2::view::{tags, without_nulls};
use crate::sim::Ctx;

const FILTERS: Table = &[
    ("architecture", "Architecture"),
    ("block-device-mapping.delete-on-termination", "BlockDeviceMappings.Ebs.DeleteOnTermination"),
    ("block-device-mapping.device-name", "BlockDeviceMappings.DeviceName"),
    ("block-device-mapping.encrypted", "BlockDeviceMappings.Ebs.Encrypted"),
    ("block-device-mapping.snapshot-id", "BlockDeviceMappings.Ebs.SnapshotId"),
    ("block-device-mapping.volume-size", "BlockDeviceMappings.Ebs.VolumeSize"),
    ("block-device-mapping.volume-type", "BlockDeviceMappings.Ebs.VolumeType"),
    ("creation-date", "CreationDate"),
    ("description", "Description"),
    ("ena-support", "EnaSupport"),
    ("free-tier-eligible", "FreeTierEligible"),
    ("hypervisor", "Hypervisor"),
    ("image-allowed", ""),
    ("image-id", "ImageId"),
    ("image-type", "ImageType"),
    ("is-public", "Public"),
    ("kernel-id", ""),
    ("manifest-location", "ImageLocation"),
    ("name", "Name"),
    ("owner-alias", "ImageOwnerAlias"),
    ("owner-id", "OwnerId"),
    ("platform", "Platform"),
    ("product-code", ""),
    ("product-code.type", ""),
    ("ramdisk-id", ""),
    ("root-device-name", "RootDeviceName"),
    ("root-device-type", "RootDeviceType"),
    ("source-image-id", ""),
    ("source-image-region", ""),
    ("source-instance-id", ""),
    ("sriov-net-support", "SriovNetSupport"),
    ("state", "State"),
    ("state-reason-code", ""),
    ("state-reason-message", ""),
    ("tag-key", "Tags.Key"),
    ("tag-value", "Tags.Value"),
    ("virtualization-type", "VirtualizationType"),
];

/// Describes the images one may use. Deprecated ones are shown if they are named or asked for.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ami-deprecate.html>
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeImagesInput,
) -> Result<DescribeImagesOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), FILTERS)?;
    let region = ctx.scope.region;
    let ids = input.image_ids.as_deref().unwrap_or_default();
    if let Some(unknown) = ids.iter().find(|id| images::find(region, id).is_none()) {
        return Err(no_image(unknown));
    }
    dry_run(input.dry_run)?;
    let deprecated = input.include_deprecated.unwrap_or(false);
    let is_named = |image: &Image| ids.contains(&image.id);
    let found: Vec<Value> = images::all(region)
        .filter(|image| ids.is_empty() || is_named(image))
        .filter(|image| deprecated || is_named(image) || image.model.deprecated_at() > ctx.now)
        .filter(|image| owned(image, input.owners.as_deref()))
        .filter(|_| executable(input.executable_users.as_deref()))
        .map(|image| item(state, ctx, &image))
        .filter(|item| filters.pass(item))
        .collect();
    let asked = Asked {
        most: input.max_results,
        token: input.next_token.as_ref(),
        ids: ("imagesSet", !ids.is_empty()),
        limit: 1000,
    };
    let (images, next_token) = page(found, &asked)?;
    Ok(DescribeImagesOutput { next_token, images })
}

/// Owners are account ids, `amazon`, `aws-marketplace` or `self`; nobody here has own images.
fn owned(image: &Image, owners: Option<&[String]>) -> bool {
    let is = |owner: &String| owner == image.model.publisher.owner() || owner == ALIAS;
    owners.is_none_or(|owners| owners.is_empty() || owners.iter().any(is))
}

/// Public images are there for `all`; none is shared with single accounts.
fn executable(users: Option<&[String]>) -> bool {
    users.is_none_or(|users| users.is_empty() || users.iter().any(|user| user == "all"))
}

fn item(state: &State, ctx: &Ctx<'_>, image: &Image) -> Value {
    let model = image.model;
    let (details, usage) = model.billing();
    let gp3 = model.volume == "gp3";
    let tagged = state.tags(ctx.scope, &image.id).filter(|tags| !tags.is_empty());
    without_nulls(json!({
        "PlatformDetails": details,
        "UsageOperation": usage,
        "BlockDeviceMappings": [{
            "Ebs": {
                "DeleteOnTermination": true,
                "Iops": gp3.then_some(3000),
                "SnapshotId": image.snapshot,
                "VolumeSize": model.gib,
                "VolumeType": model.volume,
                "Throughput": gp3.then_some(125),
                "Encrypted": false,
            },
            "DeviceName": model.root_device(),
        }],
        "Description": model.description,
        "EnaSupport": true,
        "Hypervisor": "xen",
        "ImageOwnerAlias": ALIAS,
        "Name": model.name,
        "RootDeviceName": model.root_device(),
        "RootDeviceType": "ebs",
        "SriovNetSupport": "simple",
        "Tags": tagged.map(tags),
        "VirtualizationType": "hvm",
        "BootMode": model.boot,
        "DeprecationTime": model.deprecated_at().iso_millis(),
        "ImdsSupport": model.tokens.then_some("v2.0"),
        "FreeTierEligible": true,
        "PublicSsmParameterName": model.parameters.first().map(|name| name.trim_start_matches('/')),
        "ImageId": image.id,
        "ImageLocation": format!("{ALIAS}/{}", model.name),
        "State": "available",
        "OwnerId": model.publisher.owner(),
        "CreationDate": model.created_at().iso_millis(),
        "Public": true,
        "Architecture": model.architecture,
        "ImageType": "machine",
        "Platform": model.is_windows().then_some("windows"),
    }))
}
