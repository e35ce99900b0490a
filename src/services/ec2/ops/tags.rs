//! Tags.
//!
//! <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html>

use super::{addresses, gateways, is_service, snapshots};
use crate::api::ApiError;
use crate::services::ec2::catalogue::images;
use crate::services::ec2::errors::{INSTANCE, SUBNET, VPC};
use crate::services::ec2::errors::{dry_run, invalid_value, missing, no_image, no_volume};
use crate::services::ec2::facts::Fact;
use crate::services::ec2::filters::{Filters, Table};
use crate::services::ec2::history::History;
use crate::services::ec2::needs;
use crate::services::ec2::paging::{Asked, page};
use crate::services::ec2::placement;
use crate::services::ec2::shapes::{
    CreateTagsInput, DeleteTagsInput, DescribeTagsInput, DescribeTagsOutput, RunInstancesInput,
    Tag, TagDescription, TagSpecification,
};
use crate::services::ec2::state::{State, Tags};
use crate::sim::scope::Scope;
use crate::sim::time::Time;
use crate::sim::{Caller, Ctx};
use serde_json::json;
use std::collections::BTreeMap;

/// The most tags of a resource.
const MOST_TAGS: usize = 50;
/// The longest key and value, in characters.
const KEY_MOST: usize = 127;
const VALUE_MOST: usize = 256;

/// Adds tags, or gives those that are there new values.
pub fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    input: &CreateTagsInput,
) -> Result<(), ApiError> {
    resources(state, ctx.scope, &input.resources)?;
    if input.tags.is_empty() {
        return Err(missing("Tag"));
    }
    let tags = sound(&input.tags, is_service(caller))?;
    for id in &input.resources {
        let mut all = state.tags(ctx.scope, id).cloned().unwrap_or_default();
        all.extend(tags.clone());
        if all.len() > MOST_TAGS {
            let text = "The maximum number of Tags for a resource has been reached.";
            return Err(ApiError::new("TagLimitExceeded", text));
        }
    }
    dry_run(input.dry_run)?;
    for id in &input.resources {
        let of_resource = state.tags.entry((ctx.scope, id.clone())).or_default();
        let before = of_resource.clone();
        of_resource.extend(tags.clone());
        if *of_resource != before {
            join(&mut state.histories, ctx.now, id, of_resource);
            ctx.fact(Fact::TagsChanged { resource: id.clone() });
        }
    }
    Ok(())
}

/// Removes tags: those with a key, those with a key and this value, or all.
pub fn delete(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &DeleteTagsInput,
) -> Result<(), ApiError> {
    resources(state, ctx.scope, &input.resources)?;
    dry_run(input.dry_run)?;
    for id in &input.resources {
        let place = (ctx.scope, id.clone());
        let Some(tags) = state.tags.get_mut(&place) else { continue };
        let count = tags.len();
        tags.retain(|key, value| {
            let goes = |tag: &Tag| {
                tag.key.as_ref() == Some(key) && tag.value.as_ref().is_none_or(|v| v == value)
            };
            input.tags.as_ref().is_some_and(|wanted| !wanted.iter().any(goes))
        });
        let (changed, empty) = (tags.len() != count, tags.is_empty());
        join(&mut state.histories, ctx.now, id, tags);
        if empty {
            state.tags.remove(&place);
        }
        if changed {
            ctx.fact(Fact::TagsChanged { resource: id.clone() });
        }
    }
    Ok(())
}

/// The tag by which Auto Scaling marks the instances of a group. Agents name the group by it.
/// <https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-tagging.html>
pub const GROUP: &str = "aws:autoscaling:groupName";

fn join(histories: &mut BTreeMap<String, History>, now: Time, id: &str, tags: &Tags) {
    if let Some(history) = histories.get_mut(id) {
        history.join(now, tags.get(GROUP));
    }
}

const FILTERS: Table = &[
    ("key", "Key"),
    ("resource-id", "ResourceId"),
    ("resource-type", "ResourceType"),
    ("tag-key", "Key"),
    ("value", "Value"),
];

/// Describes tags, resource by resource.
pub fn describe(
    state: &State,
    ctx: &Ctx<'_>,
    input: &DescribeTagsInput,
) -> Result<DescribeTagsOutput, ApiError> {
    let filters = Filters::new(input.filters.as_ref(), FILTERS)?;
    dry_run(input.dry_run)?;
    let mut found = Vec::new();
    for ((_, id), tags) in state.tags.iter().filter(|((scope, _), _)| *scope == ctx.scope) {
        let kind = needs::kind(id).unwrap_or_default();
        for (key, value) in tags {
            let item = json!({
                "Key": key, "Value": value, "ResourceId": id, "ResourceType": kind,
                "Tags": [{ "Key": key, "Value": value }],
            });
            if filters.pass(&item) {
                found.push(TagDescription {
                    key: key.clone(),
                    resource_id: id.clone(),
                    resource_type: kind.to_owned(),
                    value: value.clone(),
                });
            }
        }
    }
    let asked = Asked {
        most: input.max_results,
        token: input.next_token.as_ref(),
        ids: ("", false),
        limit: 1000,
    };
    let (tags, next_token) = page(found, &asked)?;
    Ok(DescribeTagsOutput { next_token, tags })
}

/// Every resource must exist; what one can tag is what is simulated.
fn resources(state: &State, scope: Scope, ids: &[String]) -> Result<(), ApiError> {
    if ids.is_empty() {
        return Err(missing("resourceIdSet"));
    }
    ids.iter().try_for_each(|id| resource(state, scope, id))
}

fn resource(state: &State, scope: Scope, id: &str) -> Result<(), ApiError> {
    let network = state.network(scope);
    let one = std::slice::from_ref(&id.to_owned()).to_vec();
    let instances = || state.instances.values().filter(|instance| instance.scope == scope);
    let not_found = |known: bool, error: ApiError| if known { Ok(()) } else { Err(error) };
    match needs::kind(id) {
        Some("instance") => {
            INSTANCE.well_formed(&one)?;
            not_found(instances().any(|i| i.id == id), INSTANCE.not_found(&[id]))
        }
        Some("volume") => {
            let known = state.volume(id).is_some_and(|disk| disk.scope == scope);
            not_found(known, no_volume(id))
        }
        Some("network-interface") => {
            let known = instances().any(|i| i.interface.id == id);
            let text = format!("The networkInterface ID '{id}' does not exist");
            not_found(known, ApiError::new("InvalidNetworkInterfaceID.NotFound", text))
        }
        Some("image") => not_found(images::find(scope.region, id).is_some(), no_image(id)),
        Some("vpc") => not_found(network.is_there() && network.vpc() == id, VPC.not_found(&[id])),
        Some("internet-gateway") => gateways::known(state, scope, &id.to_owned()),
        Some("subnet") => {
            let made = state.subnets.get(id).is_some_and(|subnet| subnet.scope == scope);
            let known = made || network.subnets().any(|z| z.subnet == id);
            not_found(known, SUBNET.not_found(&[id]))
        }
        Some("key-pair") => {
            let known = state.keys.values().any(|key| key.scope == scope && key.id == id);
            let text = format!("The key pair '{id}' does not exist");
            not_found(known, ApiError::new("InvalidKeyPair.NotFound", text))
        }
        Some("placement-group") => {
            let known = state.placement_groups(scope).any(|group| group.id == id);
            not_found(known, placement::unknown(id))
        }
        Some("elastic-ip") => {
            let known = state.address(id).is_some_and(|address| address.scope == scope);
            not_found(known, addresses::unknown(id))
        }
        Some("snapshot") => snapshots::own(state, scope, id).map(|_| ()),
        Some("launch-template") => state.template(scope, Some(id), None).map(|_| ()),
        Some("security-group") => state.group_named(scope, id).map(|_| ()),
        _ => Err(ApiError::new("InvalidID", format!("The ID '{id}' is not valid"))),
    }
}

/// The tags a launch sets on instances, volumes and interfaces.
pub fn of_launch(input: &RunInstancesInput, by_service: bool) -> Result<[Tags; 3], ApiError> {
    let mut found = [Tags::new(), Tags::new(), Tags::new()];
    let [instance, volume, interface] = &mut found;
    for specification in input.tag_specifications.iter().flatten() {
        let tags = specification.tags.as_deref().unwrap_or_default();
        if tags.is_empty() {
            return Err(invalid_value("Tag specification must have at least one tag"));
        }
        let place = match specification.resource_type.as_deref() {
            Some("instance") => &mut *instance,
            Some("volume") => &mut *volume,
            Some("network-interface") => &mut *interface,
            Some(kind @ ("spot-instances-request" | "elastic-gpu")) => {
                return Err(ApiError::not_simulated(format!("ResourceType {kind}")));
            }
            other => {
                let kind = other.unwrap_or_default();
                return Err(invalid_value(format!(
                    "'{kind}' is not a valid taggable resource type for this operation."
                )));
            }
        };
        place.extend(sound(tags, by_service)?);
    }
    Ok(found)
}

/// The tags AWS sets on what is launched from a template.
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/launch-instances-from-launch-template.html>
pub fn of_template(tags: &mut [Tags; 3], template: &str, version: i64) {
    let [instance, ..] = tags;
    instance.insert("aws:ec2launchtemplate:id".to_owned(), template.to_owned());
    instance.insert("aws:ec2launchtemplate:version".to_owned(), version.to_string());
}

/// The tags set on the one thing a call creates.
pub fn of_one(given: Option<&[TagSpecification]>, kind: &str) -> Result<Tags, ApiError> {
    let mut found = Tags::new();
    for specification in given.unwrap_or_default() {
        let of = specification.resource_type.as_deref().unwrap_or_default();
        if of != kind {
            return Err(invalid_value(format!(
                "'{of}' is not a valid taggable resource type for this operation."
            )));
        }
        found.extend(sound(specification.tags.as_deref().unwrap_or_default(), false)?);
    }
    Ok(found)
}

/// Tags that can be: each key once, not AWS's own, not too long.
/// <https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Tag.html>
fn sound(tags: &[Tag], by_service: bool) -> Result<Tags, ApiError> {
    let mut found = Tags::new();
    for tag in tags {
        let key = tag.key.as_deref().filter(|key| !key.is_empty());
        let key = key.ok_or_else(|| invalid_value("Tag key cannot be null or empty."))?;
        let value = tag.value.as_deref();
        let value = value
            .ok_or_else(|| invalid_value("Tag value cannot be null. Use empty string instead."))?;
        if !by_service && key.to_ascii_lowercase().starts_with("aws:") {
            let text = "Tag keys starting with 'aws:' are reserved for internal use";
            return Err(invalid_value(text));
        }
        for (what, text, most) in [("key", key, KEY_MOST), ("value", value, VALUE_MOST)] {
            if text.chars().count() > most {
                let text = format!("Tag {what} exceeds the maximum length of {most} characters");
                return Err(invalid_value(text));
            }
        }
        if found.insert(key.to_owned(), value.to_owned()).is_some() {
            return Err(invalid_value(format!("Duplicate tag key '{key}' specified.")));
        }
    }
    Ok(found)
}
