//! Groups: made, listed, kept for some days, tagged, deleted.

use std::collections::BTreeMap;

use super::{breaks, group_name, invalid, limit, missing, no_group, page};
use crate::api::ApiError;
use crate::services::logs::shapes::{
    AssociateKmsKeyInput, CreateLogGroupInput, DescribeLogGroupsInput, DescribeLogGroupsOutput,
    DisassociateKmsKeyInput, GroupInput, ListTagsForResourceInput, ListTagsForResourceOutput,
    LogGroup, PutRetentionPolicyInput, TagLogGroupInput, TagResourceInput, UntagLogGroupInput,
    UntagResourceInput,
};
use crate::services::logs::state::{Group, State, arn, name_in};
use crate::sim::Ctx;
use crate::sim::scope::{Arn, Scope};

/// The days events can be kept.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html>
pub const DAYS: [i32; 22] = [
    1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922,
    3288, 3653,
];

/// The most tags of a group.
const MAX_TAGS: usize = 50;

/// Makes a group.
pub fn create(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &CreateLogGroupInput,
) -> Result<(), ApiError> {
    let name = &input.group;
    group_name(name)?;
    if name.starts_with("aws/") {
        // The rule is AWS's, the words are not known.
        return Err(invalid("Log group names cannot start with the string aws/."));
    }
    let tags = input.tags.clone().unwrap_or_default();
    check_tags(&tags)?;
    let arn = arn(ctx.scope, name);
    if state.groups.contains_key(&arn) {
        let text = "The specified log group already exists";
        return Err(ApiError::new("ResourceAlreadyExistsException", text));
    }
    let group = Group {
        scope: ctx.scope,
        name: name.clone(),
        arn: arn.clone(),
        created: ctx.now,
        retention_days: None,
        key: input.kms_key.as_deref().and_then(Arn::parse),
        tags,
        streams: BTreeMap::new(),
        filters: BTreeMap::new(),
        subscriptions: BTreeMap::new(),
    };
    state.groups.insert(arn, group);
    Ok(())
}

fn to_change<'a>(
    state: &'a mut State,
    scope: Scope,
    name: &str,
) -> Result<&'a mut Group, ApiError> {
    group_name(name)?;
    state.groups.get_mut(&arn(scope, name)).ok_or_else(no_group)
}

/// AWS documents the rule; its words are not known.
fn one_name(name: Option<&String>) -> Result<&String, ApiError> {
    name.ok_or_else(|| invalid("Specify either logGroupName or resourceIdentifier."))
}

/// Encrypts what comes from now on with a key. Whether it can be used is asked before.
pub fn associate(
    state: &mut State,
    scope: Scope,
    input: &AssociateKmsKeyInput,
) -> Result<(), ApiError> {
    let group = to_change(state, scope, one_name(input.group.as_ref())?)?;
    group.key = Arn::parse(&input.kms_key);
    Ok(())
}

/// No longer does.
pub fn disassociate(
    state: &mut State,
    scope: Scope,
    input: &DisassociateKmsKeyInput,
) -> Result<(), ApiError> {
    to_change(state, scope, one_name(input.group.as_ref())?)?.key = None;
    Ok(())
}

/// Deletes a group with all that is in it.
pub fn delete(state: &mut State, scope: Scope, input: &GroupInput) -> Result<(), ApiError> {
    group_name(&input.group)?;
    state.groups.remove(&arn(scope, &input.group)).map(|_| ()).ok_or_else(no_group)
}

fn item(group: &Group) -> LogGroup {
    LogGroup {
        name: group.name.clone(),
        created: group.created.as_millis(),
        retention: group.retention_days,
        filters: Some(group.filters.len() as i32),
        arn: group.wide_arn(),
        bytes: Some(group.bytes() as i64),
        kms_key: group.key.as_ref().map(Arn::to_string),
        class: Some("STANDARD".to_owned()),
        plain_arn: Some(group.arn.to_string()),
        protected: Some(false),
    }
}

/// Lists groups by name.
pub fn describe(
    state: &State,
    scope: Scope,
    input: &DescribeLogGroupsInput,
) -> Result<DescribeLogGroupsOutput, ApiError> {
    if input.prefix.is_some() && input.pattern.is_some() {
        let text = "LogGroup name prefix and LogGroup name pattern are mutually exclusive \
                    parameters.";
        return Err(invalid(text));
    }
    let size = limit(input.limit, 50)?;
    let prefix = input.prefix.as_deref().unwrap_or_default();
    let asked = |group: &&Group| {
        let held = |pattern: &String| group.name.contains(pattern.as_str());
        group.name.starts_with(prefix) && input.pattern.as_ref().is_none_or(held)
    };
    let short = |group: LogGroup| LogGroup {
        name: group.name,
        created: group.created,
        arn: group.arn,
        ..LogGroup::default()
    };
    let groups = state.of(scope).filter(asked).map(item);
    let groups: Vec<LogGroup> = match input.pattern {
        Some(_) => groups.map(short).collect(),
        None => groups.collect(),
    };
    let (groups, next_token) = page(groups, input.next_token.as_deref(), size)?;
    Ok(DescribeLogGroupsOutput { groups, next_token })
}

/// Says after how many days events are gone.
pub fn retain(
    state: &mut State,
    scope: Scope,
    input: &PutRetentionPolicyInput,
) -> Result<(), ApiError> {
    let days = input.days;
    if !DAYS.contains(&days) {
        let all: Vec<String> = DAYS.iter().map(ToString::to_string).collect();
        let rule = format!("Member must satisfy enum value set: [{}]", all.join(", "));
        return Err(breaks(&days.to_string(), "retentionInDays", &rule));
    }
    to_change(state, scope, &input.group)?.retention_days = Some(days);
    Ok(())
}

/// Lets events stay.
pub fn retain_forever(state: &mut State, scope: Scope, input: &GroupInput) -> Result<(), ApiError> {
    to_change(state, scope, &input.group)?.retention_days = None;
    Ok(())
}

/// The group of an ARN as tags are given to it: without `:*`.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagResource.html>
fn tagged<'a>(state: &'a mut State, scope: Scope, given: &str) -> Result<&'a mut Group, ApiError> {
    let found = arn(scope, name_in(given));
    let group = state.groups.get_mut(&found).filter(|_| found.as_str() == given);
    group.ok_or_else(|| missing("The specified resource does not exist."))
}

fn check_tags(tags: &BTreeMap<String, String>) -> Result<(), ApiError> {
    let own = |key: &String| key.to_ascii_lowercase().starts_with("aws:");
    let long = |(key, value): (&String, &String)| {
        key.is_empty() || key.chars().count() > 128 || value.chars().count() > 256
    };
    if tags.len() > MAX_TAGS {
        let text = "A resource can have no more than 50 tags.";
        return Err(ApiError::new("TooManyTagsException", text));
    }
    if tags.keys().any(own) || tags.iter().any(long) {
        return Err(invalid("A tag key or a tag value is not valid."));
    }
    Ok(())
}

/// Tags a group.
pub fn tag(state: &mut State, scope: Scope, input: &TagResourceInput) -> Result<(), ApiError> {
    let group = tagged(state, scope, &input.arn)?;
    let mut tags = group.tags.clone();
    tags.extend(input.tags.clone());
    check_tags(&tags)?;
    group.tags = tags;
    Ok(())
}

/// Takes tags off a group.
pub fn untag(state: &mut State, scope: Scope, input: &UntagResourceInput) -> Result<(), ApiError> {
    let group = tagged(state, scope, &input.arn)?;
    group.tags.retain(|key, _| !input.keys.contains(key));
    Ok(())
}

/// Lists the tags of a group.
pub fn tags(
    state: &mut State,
    scope: Scope,
    input: &ListTagsForResourceInput,
) -> Result<ListTagsForResourceOutput, ApiError> {
    tagged(state, scope, &input.arn)
        .map(|group| ListTagsForResourceOutput { tags: group.tags.clone() })
}

/// The ARN of the group of a name.
fn by_name(state: &State, scope: Scope, name: &str) -> Result<String, ApiError> {
    group_name(name)?;
    state.group(scope, name).map(|group| group.arn.to_string()).ok_or_else(no_group)
}

/// The older way to tag a group: by its name.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_TagLogGroup.html>
pub fn tag_group(
    state: &mut State,
    scope: Scope,
    input: &TagLogGroupInput,
) -> Result<(), ApiError> {
    let arn = by_name(state, scope, &input.group)?;
    tag(state, scope, &TagResourceInput { arn, tags: input.tags.clone() })
}

/// The older way to take tags off.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_UntagLogGroup.html>
pub fn untag_group(
    state: &mut State,
    scope: Scope,
    input: &UntagLogGroupInput,
) -> Result<(), ApiError> {
    let arn = by_name(state, scope, &input.group)?;
    untag(state, scope, &UntagResourceInput { arn, keys: input.tags.clone() })
}

/// The older way to list them.
/// <https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_ListTagsLogGroup.html>
pub fn tags_of_group(
    state: &mut State,
    scope: Scope,
    input: &GroupInput,
) -> Result<ListTagsForResourceOutput, ApiError> {
    let arn = by_name(state, scope, &input.group)?;
    tags(state, scope, &ListTagsForResourceInput { arn })
}
