//! DescribeRegions and DescribeAvailabilityZones.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeRegions.html>

use serde_json::{Value, json};

use crate::api::ApiError;
use crate::services::ec2::errors::{dry_run, invalid_value};
use crate::services::ec2::filters::{Filters, Table};
use crate::services::ec2::shapes::{
    DescribeAvailabilityZonesInput, DescribeAvailabilityZonesOutput, DescribeRegionsInput,
    DescribeRegionsOutput,
};
use crate::services::ec2::state::State;
use crate::sim::Ctx;
use crate::sim::scope::Region;

const REGION_FILTERS: Table =
    &[("endpoint", "Endpoint"), ("opt-in-status", "OptInStatus"), ("region-name", "RegionName")];

const ZONE_FILTERS: Table = &[
    ("group-long-name", "GroupLongName"),
    ("group-name", "GroupName"),
    ("message", ""),
    ("opt-in-status", "OptInStatus"),
    ("parent-zone-id", ""),
    ("parent-zone-name", ""),
    ("region-name", "RegionName"),
    ("state", "State"),
    ("zone-id", "ZoneId"),
    ("zone-name", "ZoneName"),
    ("zone-type", "ZoneType"),
];

/// Regions one has to opt in to. They are listed with `AllRegions` and cannot be used here.
/// <https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html>
pub const OPT_IN: [&str; 17] = [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-south-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-west-1",
    "eu-central-2",
    "eu-south-1",
    "eu-south-2",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
];

/// Describes the Regions enabled by default, or all there are.
pub fn regions(input: &DescribeRegionsInput) -> Result<DescribeRegionsOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), REGION_FILTERS)?;
    let names = input.region_names.as_deref().unwrap_or_default();
    let all = input.all_regions.unwrap_or(false);
    let enabled = Region::all().map(|region| (region.code(), "opt-in-not-required"));
    let others = OPT_IN.into_iter().filter(|_| all).map(|code| (code, "not-opted-in"));
    let known: Vec<(&str, &str)> = enabled.chain(others).collect();
    if let Some(name) = names.iter().find(|name| known.iter().all(|(code, _)| code != name)) {
        return Err(invalid_value(format!("Invalid region: [{name}]")));
    }
    dry_run(input.dry_run)?;
    let regions = known
        .into_iter()
        .filter(|(code, _)| names.is_empty() || names.iter().any(|name| name == code))
        .map(|(code, status)| {
            json!({
                "OptInStatus": status,
                "RegionName": code,
                "Endpoint": format!("ec2.{code}.amazonaws.com"),
            })
        })
        .filter(|item| filters.pass(item));
    Ok(DescribeRegionsOutput { regions: regions.collect() })
}

/// Describes the zones of the Region. Local Zones are not simulated, so asking for all zones gives
/// no more.
pub fn zones(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeAvailabilityZonesInput,
) -> Result<DescribeAvailabilityZonesOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), ZONE_FILTERS)?;
    if input.all_availability_zones == Some(true) {
        return Err(ApiError::not_simulated("AllAvailabilityZones: Local Zones"));
    }
    let zones = state.network(ctx.scope).zones();
    let names = input.zone_names.as_deref().unwrap_or_default();
    let ids = input.zone_ids.as_deref().unwrap_or_default();
    let unknown_name = names.iter().find(|name| zones.iter().all(|zone| zone.name != **name));
    let unknown_id = ids.iter().find(|id| zones.iter().all(|zone| zone.id != **id));
    if let Some(unknown) = unknown_name.or(unknown_id) {
        return Err(invalid_value(format!("Invalid availability zone: [{unknown}]")));
    }
    dry_run(input.dry_run)?;
    let region = ctx.scope.region;
    let found: Vec<Value> = zones
        .iter()
        .filter(|zone| names.is_empty() || names.contains(&zone.name))
        .filter(|zone| ids.is_empty() || ids.contains(&zone.id))
        .map(|zone| {
            json!({
                "OptInStatus": "opt-in-not-required",
                "Messages": [],
                "RegionName": region.code(),
                "ZoneName": zone.name,
                "ZoneId": zone.id,
                "GroupName": format!("{region}-zg-1"),
                "NetworkBorderGroup": region.code(),
                "ZoneType": "availability-zone",
                "GroupLongName": format!("{} 1", region.name()),
                "State": "available",
            })
        })
        .filter(|item| filters.pass(item))
        .collect();
    Ok(DescribeAvailabilityZonesOutput { availability_zones: found })
}
