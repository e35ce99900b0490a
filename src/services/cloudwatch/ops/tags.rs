//! Tags of alarms, mute rules, dashboards, metric streams and rules of Contributor Insights.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_TagResource.html>

use std::collections::BTreeMap;

use super::{invalid, names};
use crate::api::ApiError;
use crate::services::cloudwatch::api::{
    ListTagsForResourceInput, ListTagsForResourceOutput, Tag, TagResourceInput, UntagResourceInput,
};
use crate::services::cloudwatch::state::{Region, State};
use crate::sim::scope::{AccountId, Arn, Scope};

/// The most tags of a resource.
const MAX_TAGS: usize = 50;

/// Keys and values.
type Tags = BTreeMap<String, String>;

/// The tags of a resource. One that does not exist has none, and that is no error (recorded).
pub fn list(
    state: &State,
    here: Scope,
    input: &ListTagsForResourceInput,
) -> Result<ListTagsForResourceOutput, ApiError> {
    let arn = taggable(&input.resource_arn)?;
    let tags = state
        .tags(&arn)
        .filter(|_| is_here(&arn, here))
        .into_iter()
        .flatten()
        .map(|(key, value)| Tag { key: key.clone(), value: value.clone() })
        .collect();
    Ok(ListTagsForResourceOutput { tags })
}

impl State {
    /// The tags of an alarm, a mute rule or a dashboard.
    pub fn tags(&self, arn: &Arn) -> Option<&Tags> {
        if let Some((account, name)) = dashboard_name(arn) {
            return self.dashboard(account, name).map(|found| &found.tags);
        }
        let (account, region) = arn.account().zip(arn.region())?;
        let scope = Scope { account, region };
        if let Some(name) = arn.rest().strip_prefix("insight-rule/") {
            return self.insight_rule(scope, name).map(|rule| &rule.tags);
        }
        regional(self.region(scope)?, arn.rest())
    }
}

/// What is said of too many tags: of what kind the error is, and of what they are.
pub(super) struct Many(pub fn(String) -> ApiError, pub &'static str);

/// Tags as they are given with a resource: too many, and such as are AWS's own, are refused.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Tag.html>
pub(super) fn read(given: Option<&Vec<Tag>>, many: Many) -> Result<Tags, ApiError> {
    let given = given.map(Vec::as_slice).unwrap_or_default();
    own(given)?;
    let tags: Tags = given.iter().map(|tag| (tag.key.clone(), tag.value.clone())).collect();
    if tags.len() > MAX_TAGS {
        let Many(error, what) = many;
        return Err(error(format!("{what} can have at most {MAX_TAGS} tags")));
    }
    Ok(tags)
}

/// Keys with AWS's prefix are for AWS to give.
fn own(tags: &[Tag]) -> Result<(), ApiError> {
    if tags.iter().any(|tag| tag.key.to_ascii_lowercase().starts_with("aws:")) {
        return Err(invalid("aws: prefixed tag key names are not allowed for external use."));
    }
    Ok(())
}

/// Adds tags, or gives those there are other values.
pub fn add(state: &mut State, here: Scope, input: &TagResourceInput) -> Result<(), ApiError> {
    let kept = tags_of(state, here, &input.resource_arn)?;
    own(&input.tags)?;
    let mut tags = kept.clone();
    tags.extend(input.tags.iter().map(|tag| (tag.key.clone(), tag.value.clone())));
    if tags.len() > MAX_TAGS {
        return Err(invalid(format!("A resource can have at most {MAX_TAGS} tags")));
    }
    *kept = tags;
    Ok(())
}

/// Removes tags; those that are not there are passed over.
pub fn remove(state: &mut State, here: Scope, input: &UntagResourceInput) -> Result<(), ApiError> {
    tags_of(state, here, &input.resource_arn)?.retain(|key, _| !input.tag_keys.contains(key));
    Ok(())
}

/// The tags of an alarm or a mute rule, by the end of its ARN.
fn regional<'a>(region: &'a Region, rest: &str) -> Option<&'a Tags> {
    if let Some(name) = rest.strip_prefix("alarm-mute-rule:") {
        return region.mutes.rules.get(name).map(|rule| &rule.tags);
    }
    if let Some(name) = rest.strip_prefix("metric-stream/") {
        return region.streams.get(name).map(|stream| &stream.tags);
    }
    let name = rest.strip_prefix("alarm:")?;
    let metric = region.alarms.get(name).map(|alarm| &alarm.tags);
    metric.or_else(|| region.composites.get(name).map(|alarm| &alarm.tags))
}

fn tags_of<'a>(state: &'a mut State, here: Scope, text: &str) -> Result<&'a mut Tags, ApiError> {
    let arn = taggable(text)?;
    let missing = || ApiError::new("ResourceNotFoundException", "").http(404);
    if !is_here(&arn, here) {
        return Err(missing());
    }
    if let Some((account, name)) = dashboard_name(&arn) {
        let all = state.dashboards.get_mut(&account).ok_or_else(missing)?;
        return all.get_mut(name).map(|found| &mut found.tags).ok_or_else(missing);
    }
    let scope = arn.account().zip(arn.region());
    let scope = scope.map(|(account, region)| Scope { account, region }).ok_or_else(missing)?;
    if let Some(name) = arn.rest().strip_prefix("insight-rule/") {
        let rules = state.insight_rules.get_mut(&scope).ok_or_else(missing)?;
        return rules.get_mut(name).map(|rule| &mut rule.tags).ok_or_else(missing);
    }
    let region = state.regions.get_mut(&scope).ok_or_else(missing)?;
    if let Some(name) = arn.rest().strip_prefix("alarm-mute-rule:") {
        return region.mutes.rules.get_mut(name).map(|rule| &mut rule.tags).ok_or_else(missing);
    }
    if let Some(name) = arn.rest().strip_prefix("metric-stream/") {
        return region.streams.get_mut(name).map(|found| &mut found.tags).ok_or_else(missing);
    }
    let name = arn.rest().strip_prefix("alarm:").ok_or_else(missing)?;
    match region.alarms.get_mut(name) {
        Some(alarm) => Ok(&mut alarm.tags),
        None => region.composites.get_mut(name).map(|alarm| &mut alarm.tags).ok_or_else(missing),
    }
}

/// Whether a Region knows it: alarms, mute rules and streams are each of one, dashboards of all.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html>
fn is_here(arn: &Arn, here: Scope) -> bool {
    dashboard_name(arn).is_some() || arn.region() == Some(here.region)
}

/// The account and the name in a dashboard's ARN.
fn dashboard_name(arn: &Arn) -> Option<(AccountId, &str)> {
    Some((arn.account()?, arn.rest().strip_prefix("dashboard/")?))
}

/// Of what tags are simulated.
fn taggable(text: &str) -> Result<Arn, ApiError> {
    let arn = Arn::parse(text).filter(|arn| arn.service() == "cloudwatch");
    let arn = arn.ok_or_else(|| names::bad_value(text, "ResourceARN"))?;
    let regional = ["alarm:", "alarm-mute-rule:", "metric-stream/", "insight-rule/"];
    if regional.iter().any(|kind| arn.rest().starts_with(kind)) || dashboard_name(&arn).is_some() {
        return Ok(arn);
    }
    Err(ApiError::not_simulated(format!("tags of {text}")))
}
