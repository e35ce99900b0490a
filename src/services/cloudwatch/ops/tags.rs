//! Tags of alarms.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_TagResource.html>

use super::put_alarm::MAX_TAGS;
use super::{invalid, names};
use crate::api::ApiError;
use crate::services::cloudwatch::api::{
    ListTagsForResourceInput, ListTagsForResourceOutput, Tag, TagResourceInput, UntagResourceInput,
};
use crate::services::cloudwatch::state::{Alarm, State};
use crate::sim::scope::{Arn, Scope};

/// The tags of an alarm. One that does not exist has none, and that is no error (recorded).
pub fn list(
    state: &State,
    input: &ListTagsForResourceInput,
) -> Result<ListTagsForResourceOutput, ApiError> {
    let arn = alarm_arn(&input.resource_arn)?;
    let tags = state.by_arn(&arn).into_iter().flat_map(|alarm| &alarm.tags);
    let tags = tags.map(|(key, value)| Tag { key: key.clone(), value: value.clone() }).collect();
    Ok(ListTagsForResourceOutput { tags })
}

/// Adds tags, or gives those there are other values.
pub fn add(state: &mut State, input: &TagResourceInput) -> Result<(), ApiError> {
    let alarm = alarm(state, &input.resource_arn)?;
    let mut tags = alarm.tags.clone();
    tags.extend(input.tags.iter().map(|tag| (tag.key.clone(), tag.value.clone())));
    if tags.len() > MAX_TAGS {
        return Err(invalid(format!("A resource can have at most {MAX_TAGS} tags")));
    }
    alarm.tags = tags;
    Ok(())
}

/// Removes tags; those that are not there are passed over.
pub fn remove(state: &mut State, input: &UntagResourceInput) -> Result<(), ApiError> {
    let alarm = alarm(state, &input.resource_arn)?;
    alarm.tags.retain(|key, _| !input.tag_keys.contains(key));
    Ok(())
}

fn alarm<'a>(state: &'a mut State, text: &str) -> Result<&'a mut Alarm, ApiError> {
    let arn = alarm_arn(text)?;
    let missing = || ApiError::new("ResourceNotFoundException", "").http(404);
    let scope = arn.account().zip(arn.region());
    let scope = scope.map(|(account, region)| Scope { account, region }).ok_or_else(missing)?;
    let name = arn.rest().strip_prefix("alarm:").ok_or_else(missing)?;
    state.regions.get_mut(&scope).and_then(|region| region.alarms.get_mut(name)).ok_or_else(missing)
}

/// Dashboards, metric streams and Contributor Insights rules have tags too, and are not simulated.
fn alarm_arn(text: &str) -> Result<Arn, ApiError> {
    let arn = Arn::parse(text).filter(|arn| arn.service() == "cloudwatch");
    let arn = arn.ok_or_else(|| names::bad_value(text, "ResourceARN"))?;
    if arn.rest().starts_with("alarm:") {
        return Ok(arn);
    }
    Err(ApiError::not_simulated(format!("tags of {text}")))
}
