//! Queues: made, told of, changed, emptied, deleted.
//!
//! Texts: as they were recorded, where they were.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::attributes::{self, Settings};
use super::super::shapes::{
    CreateQueueInput, GetQueueAttributesInput, GetQueueAttributesOutput, GetQueueUrlInput,
    ListQueueTagsOutput, ListQueuesInput, ListQueuesOutput, QueueInput, QueueUrlOutput,
    SetQueueAttributesInput, TagQueueInput, UntagQueueInput,
};
use super::super::state::{Queue, State, url_of};
use super::{found, found_mut, invalid, missing};
use crate::api::{ApiError, page};
use crate::services::iam::Accounts;
use crate::sim::Ctx;
use crate::sim::scope::{AccountId, Scope};
use crate::sim::time::Span;

/// How many queues a list has at most.
/// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html>
const PAGE: usize = 1_000;
/// How long a name is not free after a queue was deleted, and purging must wait.
const REST: Span = Span::secs(60);
/// How many tags a queue may have.
const MAX_TAGS: usize = 50;

pub fn create(
    state: &mut State,
    ctx: &Ctx<'_>,
    iam: &Accounts,
    input: &CreateQueueInput,
) -> Result<QueueUrlOutput, ApiError> {
    let name = &input.name;
    let fifo = input.attributes.iter().flatten().any(|(name, _)| name == "FifoQueue");
    if fifo || name.ends_with(".fifo") {
        return Err(ApiError::not_simulated("attribute FifoQueue"));
    }
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !(1..=80).contains(&name.len()) || !name.chars().all(fits) {
        return Err(invalid(
            "Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length",
        ));
    }
    let mut queue = Queue {
        scope: ctx.scope,
        name: name.clone(),
        created: ctx.now,
        modified: ctx.now,
        deleted: None,
        purged: None,
        settings: Settings::default(),
        policy: None,
        tags: input.tags.clone().unwrap_or_default(),
        messages: Rc::default(),
        asked: Rc::default(),
    };
    for (name, value) in input.attributes.iter().flatten() {
        attributes::set(iam, &mut queue, name, value)?;
    }
    let url = queue.url();
    if let Some(old) = state.queues.get(&queue.arn()) {
        return same(old, &queue, input, ctx).map(|()| QueueUrlOutput { url });
    }
    let recent = |old: &Queue| {
        old.name == *name && old.deleted.is_some_and(|deleted| ctx.now < deleted + REST)
    };
    if state.all(ctx.scope).any(recent) {
        let text = "You must wait 60 seconds after deleting a queue before you can create another \
                    with the same name.";
        return Err(ApiError::new("AWS.SimpleQueueService.QueueDeletedRecently", text));
    }
    state.queues.insert(queue.arn(), queue);
    Ok(QueueUrlOutput { url })
}

/// Whoever makes a queue again must not ask for other attributes.
fn same(old: &Queue, new: &Queue, input: &CreateQueueInput, ctx: &Ctx<'_>) -> Result<(), ApiError> {
    let names: Vec<String> =
        input.attributes.iter().flatten().map(|(name, _)| name.clone()).collect();
    let (old, new) =
        (attributes::told(old, ctx.now, &names)?, attributes::told(new, ctx.now, &names)?);
    match names.iter().find(|name| old.get(*name) != new.get(*name)) {
        Some(name) => {
            let text = format!(
                "A queue already exists with the same name and a different value for attribute \
                 {name}"
            );
            Err(ApiError::new("QueueAlreadyExists", text))
        }
        None => Ok(()),
    }
}

pub fn url(
    state: &State,
    ctx: &Ctx<'_>,
    input: &GetQueueUrlInput,
) -> Result<QueueUrlOutput, ApiError> {
    let account = match &input.owner {
        Some(owner) => AccountId::parse(owner).ok_or_else(missing)?,
        None => ctx.scope.account,
    };
    let scope = Scope { account, ..ctx.scope };
    let url = url_of(&scope, &input.name);
    found(state, ctx, &url).map(|_| QueueUrlOutput { url })
}

pub fn list(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListQueuesInput,
) -> Result<ListQueuesOutput, ApiError> {
    let prefix = input.prefix.as_deref().unwrap_or_default();
    let here = state
        .queues
        .values()
        .filter(|queue| queue.scope == ctx.scope && queue.name.starts_with(prefix));
    let size = input.max_results.map_or(PAGE, |most| most.clamp(1, PAGE as i32) as usize);
    let wrong = || invalid("Invalid or expired next token.");
    let urls = here.map(Queue::url).collect();
    let (urls, next_token) =
        page::page(urls, input.next_token.as_deref(), size).ok_or_else(wrong)?;
    // Without MaxResults there is no token.
    let next_token = next_token.filter(|_| input.max_results.is_some());
    Ok(ListQueuesOutput { urls: Some(urls).filter(|urls| !urls.is_empty()), next_token })
}

pub fn attributes(
    state: &State,
    ctx: &Ctx<'_>,
    input: &GetQueueAttributesInput,
) -> Result<GetQueueAttributesOutput, ApiError> {
    let queue = found(state, ctx, &input.url)?;
    let names = input.names.as_deref().unwrap_or_default();
    let attributes = attributes::told(queue, ctx.now, names)?;
    Ok(GetQueueAttributesOutput { attributes: Some(attributes).filter(|it| !it.is_empty()) })
}

pub fn set(
    state: &mut State,
    ctx: &Ctx<'_>,
    iam: &Accounts,
    input: &SetQueueAttributesInput,
) -> Result<(), ApiError> {
    let queue = found_mut(state, ctx, &input.url)?;
    let mut changed = queue.clone();
    for (name, value) in &input.attributes {
        attributes::set(iam, &mut changed, name, value)?;
    }
    changed.modified = ctx.now;
    *queue = changed;
    Ok(())
}

pub fn delete(state: &mut State, ctx: &Ctx<'_>, input: &QueueInput) -> Result<(), ApiError> {
    let arn = found(state, ctx, &input.url)?.arn();
    if let Some(queue) = state.queues.remove(&arn) {
        state.gone.push(Queue { deleted: Some(ctx.now), ..queue });
    }
    Ok(())
}

pub fn purge(state: &mut State, ctx: &Ctx<'_>, input: &QueueInput) -> Result<(), ApiError> {
    let queue = found_mut(state, ctx, &input.url)?;
    if queue.purged.is_some_and(|purged| ctx.now < purged + REST) {
        let text =
            format!("Only one PurgeQueue operation on {} is allowed every 60 seconds.", queue.name);
        return Err(ApiError::new("AWS.SimpleQueueService.PurgeQueueInProgress", text).http(403));
    }
    queue.purged = Some(ctx.now);
    for message in Rc::make_mut(&mut queue.messages) {
        message.gone = message.gone.min(ctx.now);
    }
    Ok(())
}

pub fn tag(state: &mut State, ctx: &Ctx<'_>, input: &TagQueueInput) -> Result<(), ApiError> {
    let queue = found_mut(state, ctx, &input.url)?;
    let mut tags = queue.tags.clone();
    tags.extend(input.tags.clone());
    if tags.len() > MAX_TAGS {
        return Err(invalid(format!("Too many tags added for queue {}.", queue.name)));
    }
    queue.tags = tags;
    Ok(())
}

pub fn untag(state: &mut State, ctx: &Ctx<'_>, input: &UntagQueueInput) -> Result<(), ApiError> {
    let queue = found_mut(state, ctx, &input.url)?;
    queue.tags.retain(|key, _| !input.keys.contains(key));
    Ok(())
}

pub fn tags(
    state: &State,
    ctx: &Ctx<'_>,
    input: &QueueInput,
) -> Result<ListQueueTagsOutput, ApiError> {
    let tags: BTreeMap<String, String> = found(state, ctx, &input.url)?.tags.clone();
    Ok(ListQueueTagsOutput { tags: Some(tags).filter(|tags| !tags.is_empty()) })
}
