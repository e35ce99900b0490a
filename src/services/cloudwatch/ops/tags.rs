//! Tags of alarms and dashboards.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_TagResource.html>

use std::collections::BTreeMap;

use super::put_alarm::MAX_TAGS;
use super::{invalid, names};
use crate::api::ApiError;
use crate::services::cloudwatch::api::{
    ListTagsForResourceInput, ListTagsForResourceOutput, Tag, TagResourceInput, UntagResourceInput,
};
use crate::services::cloudwatch::state::State;
use crate::sim::scope::{AccountId, Arn, Scope};

/// Keys and values.
type Tags = BTreeMap<String, String>;

/// The tags of a resource. One that does not exist has none, and that is no error (recorded).
pub fn list(
    state: &State,
    input: &ListTagsForResourceInput,
) -> Result<ListTagsForResourceOutput, ApiError> {
    let arn = taggable(&input.resource_arn)?;
    let tags = match dashboard_name(&arn) {
        Some((account, name)) => state.dashboard(account, name).map(|found| &found.tags),
        None => state.by_arn(&arn).map(|alarm| &alarm.tags),
    };
    let tags = tags
        .into_iter()
        .flatten()
        .map(|(key, value)| Tag { key: key.clone(), value: value.clone() })
        .collect();
    Ok(ListTagsForResourceOutput { tags })
}

/// Adds tags, or gives those there are other values.
pub fn add(state: &mut State, input: &TagResourceInput) -> Result<(), ApiError> {
    let kept = tags_of(state, &input.resource_arn)?;
    let mut tags = kept.clone();
    tags.extend(input.tags.iter().map(|tag| (tag.key.clone(), tag.value.clone())));
    if tags.len() > MAX_TAGS {
        return Err(invalid(format!("A resource can have at most {MAX_TAGS} tags")));
    }
    *kept = tags;
    Ok(())
}

/// Removes tags; those that are not there are passed over.
pub fn remove(state: &mut State, input: &UntagResourceInput) -> Result<(), ApiError> {
    tags_of(state, &input.resource_arn)?.retain(|key, _| !input.tag_keys.contains(key));
    Ok(())
}

fn tags_of<'a>(state: &'a mut State, text: &str) -> Result<&'a mut Tags, ApiError> {
    let arn = taggable(text)?;
    let missing = || ApiError::new("ResourceNotFoundException", "").http(404);
    if let Some((account, name)) = dashboard_name(&arn) {
        let all = state.dashboards.get_mut(&account).ok_or_else(missing)?;
        return all.get_mut(name).map(|found| &mut found.tags).ok_or_else(missing);
    }
    let scope = arn.account().zip(arn.region());
    let scope = scope.map(|(account, region)| Scope { account, region }).ok_or_else(missing)?;
    let name = arn.rest().strip_prefix("alarm:").ok_or_else(missing)?;
    let alarms = state.regions.get_mut(&scope).map(|region| &mut region.alarms);
    let alarm = alarms.and_then(|alarms| alarms.get_mut(name));
    alarm.map(|alarm| &mut alarm.tags).ok_or_else(missing)
}

/// The account and the name in a dashboard's ARN.
fn dashboard_name(arn: &Arn) -> Option<(AccountId, &str)> {
    Some((arn.account()?, arn.rest().strip_prefix("dashboard/")?))
}

/// Metric streams and Contributor Insights rules have tags too, and are not simulated.
fn taggable(text: &str) -> Result<Arn, ApiError> {
    let arn = Arn::parse(text).filter(|arn| arn.service() == "cloudwatch");
    let arn = arn.ok_or_else(|| names::bad_value(text, "ResourceARN"))?;
    if arn.rest().starts_with("alarm:") || dashboard_name(&arn).is_some() {
        return Ok(arn);
    }
    Err(ApiError::not_simulated(format!("tags of {text}")))
}
