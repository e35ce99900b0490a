//! One arm an operation.

use serde_json::Value;

use super::api::{
    AttachedLinkItem, CreateLinkInput, CreateSinkInput, LinkItem, LinkOutput,
    ListAttachedLinksInput, ListAttachedLinksOutput, ListLinksInput, ListLinksOutput,
    ListSinksInput, ListSinksOutput, PutSinkPolicyInput, Request, SinkItem, SinkOutput,
    SinkPolicyOutput, UpdateLinkInput,
};
use super::state::{Link, METRIC, Sink, State};
use super::tags;
use crate::access::Policy;
use crate::api::reply::{json, none};
use crate::api::{self, ApiError};
use crate::services::organizations;
use crate::sim::Ctx;
use crate::sim::scope::Arn;

/// Links a source account may have in a Region.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Unified-Cross-Account.html>
const MAX_LINKS: usize = 5;

/// Carries out a request. The organization knows what accounts are called.
pub fn execute(
    state: &mut State,
    ctx: &Ctx<'_>,
    names: &organizations::State,
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::CreateSink(input) => create_sink(state, ctx, input).map(json),
        Request::GetSink(input) => {
            let all = input.include_tags == Some(true);
            sink(state, ctx, &input.identifier).map(|sink| shown(sink, all)).map(json)
        }
        Request::ListSinks(input) => list_sinks(state, ctx, input).map(json),
        Request::DeleteSink(input) => delete_sink(state, ctx, &input.identifier).map(none),
        Request::PutSinkPolicy(input) => put_policy(state, ctx, input).map(json),
        Request::GetSinkPolicy(input) => {
            sink(state, ctx, &input.sink_identifier).map(policy).map(json)
        }
        Request::CreateLink(input) => create_link(state, ctx, names, input).map(json),
        Request::GetLink(input) => {
            let all = input.include_tags == Some(true);
            link(state, ctx, &input.identifier).map(|(arn, link)| told(&arn, link, all)).map(json)
        }
        Request::UpdateLink(input) => update_link(state, ctx, input).map(json),
        Request::DeleteLink(input) => {
            let (arn, _) = link(state, ctx, &input.identifier)?;
            state.links.remove(&arn);
            Ok(none(()))
        }
        Request::ListLinks(input) => list_links(state, ctx, input).map(json),
        Request::ListAttachedLinks(input) => list_attached(state, ctx, input).map(json),
        Request::TagResource(input) => tags::add(state, ctx, input).map(none),
        Request::UntagResource(input) => tags::remove(state, ctx, input).map(none),
        Request::ListTagsForResource(input) => tags::list(state, ctx, input).map(json),
    }
}

fn invalid(text: impl Into<String>) -> ApiError {
    ApiError::new("InvalidParameterException", text)
}

pub(super) fn missing() -> ApiError {
    let text = "The request references a resource that does not exist.";
    ApiError::new("ResourceNotFoundException", text).http(404)
}

fn page<T>(
    items: Vec<T>,
    token: Option<&String>,
    most: Option<i32>,
    size: usize,
) -> Result<(Vec<T>, Option<String>), ApiError> {
    let size = most.and_then(|most| usize::try_from(most).ok()).unwrap_or(size);
    let wrong = || invalid("The NextToken is not valid.");
    api::page::page(items, token.map(String::as_str), size).ok_or_else(wrong)
}

/// The caller's own sink, by its ARN.
fn sink<'a>(state: &'a State, ctx: &Ctx<'_>, identifier: &str) -> Result<&'a Sink, ApiError> {
    let own = state.sinks.get(&ctx.scope).filter(|sink| sink.arn.as_str() == identifier);
    own.ok_or_else(missing)
}

/// A sink, with its tags only if they are asked for.
fn shown(sink: &Sink, all: bool) -> SinkOutput {
    SinkOutput {
        arn: sink.arn.to_string(),
        id: sink.id.clone(),
        name: sink.name.clone(),
        tags: if all { sink.tags.clone() } else { Default::default() },
    }
}

fn policy(sink: &Sink) -> SinkPolicyOutput {
    SinkPolicyOutput {
        sink_arn: sink.arn.to_string(),
        sink_id: sink.id.clone(),
        policy: sink.policy.as_ref().map(|(text, _)| text.clone()),
    }
}

/// <https://docs.aws.amazon.com/OAM/latest/APIReference/API_CreateSink.html>
fn create_sink(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &CreateSinkInput,
) -> Result<SinkOutput, ApiError> {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    if !input.name.chars().all(allowed) {
        return Err(invalid(format!("Sink name {} is not valid.", input.name)));
    }
    if state.sinks.contains_key(&ctx.scope) {
        let text = "The request would cause a service quota to be exceeded.";
        return Err(ApiError::new("ServiceQuotaExceededException", text).http(429));
    }
    let tags = tags::given(input.tags.as_ref())?;
    let id = ctx.ids.uuid("oam", state.made);
    state.made += 1;
    let arn = ctx.scope.arn("oam", &format!("sink/{id}"));
    let sink = Sink { id, arn, name: input.name.clone(), policy: None, tags };
    let output = shown(&sink, true);
    state.sinks.insert(ctx.scope, sink);
    Ok(output)
}

fn list_sinks(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListSinksInput,
) -> Result<ListSinksOutput, ApiError> {
    let item = |sink: &Sink| SinkItem {
        arn: sink.arn.to_string(),
        id: sink.id.clone(),
        name: sink.name.clone(),
    };
    let all = state.sinks.get(&ctx.scope).map(item).into_iter().collect();
    let (items, next_token) = page(all, input.next_token.as_ref(), input.max_results, 100)?;
    Ok(ListSinksOutput { items, next_token })
}

fn delete_sink(state: &mut State, ctx: &Ctx<'_>, identifier: &str) -> Result<(), ApiError> {
    let arn = sink(state, ctx, identifier)?.arn.clone();
    if state.links.values().any(|link| link.sink == arn) {
        let text = "You must delete all links to a sink before you can delete that sink.";
        return Err(ApiError::new("ConflictException", text).http(409));
    }
    state.sinks.remove(&ctx.scope);
    Ok(())
}

/// <https://docs.aws.amazon.com/OAM/latest/APIReference/API_PutSinkPolicy.html>
fn put_policy(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &PutSinkPolicyInput,
) -> Result<SinkPolicyOutput, ApiError> {
    sink(state, ctx, &input.sink_identifier)?;
    let read = serde_json::from_str(&input.policy).ok();
    let read = read.as_ref().and_then(Policy::from_value);
    let read = read.ok_or_else(|| invalid("The policy is not valid."))?;
    let sink = state.sinks.get_mut(&ctx.scope).ok_or_else(missing)?;
    sink.policy = Some((input.policy.clone(), read));
    Ok(policy(sink))
}

/// The caller's own link, by its ARN.
fn link<'a>(
    state: &'a State,
    ctx: &Ctx<'_>,
    identifier: &str,
) -> Result<(Arn, &'a Link), ApiError> {
    let arn = Arn::parse(identifier).ok_or_else(missing)?;
    let found = state.links.get(&arn).filter(|link| link.scope == ctx.scope);
    found.map(|link| (arn, link)).ok_or_else(missing)
}

fn told(arn: &Arn, link: &Link, all: bool) -> LinkOutput {
    LinkOutput {
        arn: arn.to_string(),
        id: link.id.clone(),
        label: link.label.clone(),
        label_template: link.template.clone(),
        resource_types: link.types.clone(),
        sink_arn: link.sink.to_string(),
        tags: if all { link.tags.clone() } else { Default::default() },
    }
}

/// Only metrics are shared; what else AWS shares is refused by name.
fn shared(types: &[String]) -> Result<(), ApiError> {
    match types.iter().find(|one| *one != METRIC) {
        Some(other) => Err(ApiError::not_simulated(format!("resource type {other}"))),
        None => Ok(()),
    }
}

/// That the sink's policy lets the account in is decided before.
/// <https://docs.aws.amazon.com/OAM/latest/APIReference/API_CreateLink.html>
fn create_link(
    state: &mut State,
    ctx: &Ctx<'_>,
    names: &organizations::State,
    input: &CreateLinkInput,
) -> Result<LinkOutput, ApiError> {
    shared(&input.resource_types)?;
    let to = Arn::parse(&input.sink_identifier).ok_or_else(missing)?;
    if !state.sinks.values().any(|sink| sink.arn == to) {
        return Err(missing());
    }
    if to.account() == Some(ctx.scope.account) || to.region() != Some(ctx.scope.region) {
        return Err(invalid("A link must be to a sink of another account in the same Region."));
    }
    let own = state.links.values().filter(|link| link.scope == ctx.scope);
    let own: Vec<&Link> = own.collect();
    if own.iter().any(|link| link.sink == to) {
        let text = "A link to this sink exists already.";
        return Err(ApiError::new("ConflictException", text).http(409));
    }
    if own.len() >= MAX_LINKS {
        let text = "The request would cause a service quota to be exceeded.";
        return Err(ApiError::new("ServiceQuotaExceededException", text).http(429));
    }
    let tags = tags::given(input.tags.as_ref())?;
    let id = ctx.ids.uuid("oam", state.made);
    state.made += 1;
    let arn = ctx.scope.arn("oam", &format!("link/{id}"));
    let link = Link {
        id,
        scope: ctx.scope,
        label: label(&input.label_template, ctx, names),
        template: input.label_template.clone(),
        types: input.resource_types.clone(),
        sink: to,
        tags,
    };
    let output = told(&arn, &link, true);
    state.links.insert(arn, link);
    Ok(output)
}

/// What a label's variables come to.
fn label(template: &str, ctx: &Ctx<'_>, names: &organizations::State) -> String {
    let account = ctx.scope.account;
    let member = names.of(account).and_then(|of| of.members.get(&account));
    let name = member.map_or_else(|| account.to_string(), |member| member.name.clone());
    let email = member.map_or_else(String::new, |member| member.email.clone());
    let user = email.split('@').next().unwrap_or_default().to_owned();
    template
        .replace("$AccountEmailNoDomain", &user)
        .replace("$AccountEmail", &email)
        .replace("$AccountName", &name)
}

fn update_link(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &UpdateLinkInput,
) -> Result<LinkOutput, ApiError> {
    shared(&input.resource_types)?;
    let (arn, _) = link(state, ctx, &input.identifier)?;
    let link = state.links.get_mut(&arn).ok_or_else(missing)?;
    link.types.clone_from(&input.resource_types);
    Ok(told(&arn, link, input.include_tags == Some(true)))
}

fn list_links(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListLinksInput,
) -> Result<ListLinksOutput, ApiError> {
    let own = state.links.iter().filter(|(_, link)| link.scope == ctx.scope);
    let all = own
        .map(|(arn, link)| LinkItem {
            arn: arn.to_string(),
            id: link.id.clone(),
            label: link.label.clone(),
            resource_types: link.types.clone(),
            sink_arn: link.sink.to_string(),
        })
        .collect();
    let (items, next_token) = page(all, input.next_token.as_ref(), input.max_results, 5)?;
    Ok(ListLinksOutput { items, next_token })
}

fn list_attached(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListAttachedLinksInput,
) -> Result<ListAttachedLinksOutput, ApiError> {
    let to = &sink(state, ctx, &input.sink_identifier)?.arn;
    let attached = state.links.iter().filter(|(_, link)| link.sink == *to);
    let all = attached
        .map(|(arn, link)| AttachedLinkItem {
            label: link.label.clone(),
            link_arn: arn.to_string(),
            resource_types: link.types.clone(),
        })
        .collect();
    let (items, next_token) = page(all, input.next_token.as_ref(), input.max_results, 100)?;
    Ok(ListAttachedLinksOutput { items, next_token })
}
