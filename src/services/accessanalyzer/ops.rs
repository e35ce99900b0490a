//! One arm an operation.

use std::collections::BTreeMap;

use serde_json::Value;

use super::api::{
    AnalyzerItem, CreateAnalyzerInput, CreateAnalyzerOutput, FindingItem, FindingSummary,
    GetAnalyzerOutput, GetFindingOutput, ListAnalyzersInput, ListAnalyzersOutput,
    ListFindingsInput, ListFindingsOutput, ListFindingsV2Output, Request,
};
use super::exposure::Resources;
use super::filter::{self, Found, Use};
use super::shapes::{ExternalAccessDetails, FindingDetails, GetFindingV2Input, GetFindingV2Output};
use super::state::{Analyzer, Finding, State};
use super::validate::validate;
use super::{resources, rules, tags};
use crate::api::reply::{json, none};
use crate::api::{self, ApiError, Timestamp};
use crate::services::iam;
use crate::sim::Ctx;
use crate::sim::scope::{AccountId, Region};
use crate::sim::time::Span;

/// What is looked at.
pub struct Sight<'a> {
    /// IAM of the account.
    pub iam: &'a iam::State,
    /// What else has policies.
    pub resources: Resources<'a>,
}

/// Carries out a request.
pub fn execute(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    sight: &Sight<'_>,
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::CreateAnalyzer(input) => create(state, ctx, input).map(json),
        Request::GetAnalyzer(input) => {
            let name = &input.analyzer_name;
            let found = state.analyzers.get(&key(ctx, name)).ok_or_else(|| missing(name))?;
            Ok(json(GetAnalyzerOutput { analyzer: item(name, found) }))
        }
        Request::ListAnalyzers(input) => list(state, ctx, input).map(json),
        Request::DeleteAnalyzer(input) => {
            let name = &input.analyzer_name;
            state.analyzers.remove(&key(ctx, name)).ok_or_else(|| missing(name))?;
            Ok(none(()))
        }
        Request::ListFindings(input) => {
            let found = asked(state, ctx, input)?;
            let found = found.into_iter().map(whole).collect();
            let (findings, next_token) = page(found, input)?;
            Ok(json(ListFindingsOutput { findings, next_token }))
        }
        Request::ListFindingsV2(input) => {
            let found = asked(state, ctx, input)?;
            let found = found.into_iter().map(summary).collect();
            let (findings, next_token) = page(found, input)?;
            Ok(json(ListFindingsV2Output { findings, next_token }))
        }
        Request::GetFinding(input) => {
            let finding = whole(one(state, ctx, (&input.analyzer_arn, &input.id))?);
            Ok(json(GetFindingOutput { finding }))
        }
        Request::GetFindingV2(input) => details(state, ctx, input).map(json),
        Request::UpdateFindings(input) => rules::mark(state, ctx, input).map(none),
        Request::CreateArchiveRule(input) => rules::create(state, ctx, input).map(none),
        Request::UpdateArchiveRule(input) => rules::update(state, ctx, input).map(none),
        Request::DeleteArchiveRule(input) => rules::delete(state, ctx, input).map(none),
        Request::ApplyArchiveRule(input) => rules::apply(state, ctx, input).map(none),
        Request::GetArchiveRule(input) => rules::get(state, ctx, input).map(json),
        Request::ListArchiveRules(input) => rules::list(state, ctx, input).map(json),
        Request::ListAnalyzedResources(input) => {
            resources::list(state, ctx, sight, input).map(json)
        }
        Request::GetAnalyzedResource(input) => resources::get(state, ctx, sight, input).map(json),
        Request::StartResourceScan(input) => resources::scan(state, ctx, sight, input).map(none),
        Request::TagResource(input) => tags::tag(state, ctx, input).map(none),
        Request::UntagResource(input) => tags::untag(state, ctx, input).map(none),
        Request::ListTagsForResource(input) => tags::list(state, ctx, input).map(json),
        Request::ValidatePolicy(input) => validate(input).map(json),
    }
}

/// The code is documented; the words are ours.
pub(super) fn missing(what: &str) -> ApiError {
    ApiError::new("ResourceNotFoundException", format!("{what} was not found")).http(404)
}

pub(super) fn key(ctx: &Ctx<'_>, name: &str) -> (AccountId, Region, String) {
    (ctx.scope.account, ctx.scope.region, name.to_owned())
}

/// An account has one analyzer of the kind in a Region.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html>
fn create(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    input: &CreateAnalyzerInput,
) -> Result<CreateAnalyzerOutput, ApiError> {
    let name = &input.analyzer_name;
    if input.kind != "ACCOUNT" {
        return Err(ApiError::not_simulated(format!("analyzers of type {}", input.kind)));
    }
    let mut letters = name.chars();
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    if !letters.next().is_some_and(|c| c.is_ascii_alphabetic()) || !letters.all(fits) {
        let text = format!("{name} is no name: [A-Za-z][A-Za-z0-9_.-]*");
        return Err(ApiError::new("ValidationException", text));
    }
    if state.analyzers.contains_key(&key(ctx, name)) {
        let text = format!("analyzer {name} already exists");
        return Err(ApiError::new("ConflictException", text).http(409));
    }
    if state.of(ctx.scope.account, ctx.scope.region).next().is_some() {
        let text = "1 analyzer with account zone of trust per Region";
        return Err(ApiError::new("ServiceQuotaExceededException", text).http(402));
    }
    let created = ctx.now.floor(Span::secs(1));
    let mut analyzer = Analyzer {
        arn: ctx.scope.arn("access-analyzer", &format!("analyzer/{name}")),
        created,
        tags: input.tags.clone().unwrap_or_default(),
        last: None,
        scanned: created,
        findings: BTreeMap::new(),
        rules: BTreeMap::new(),
    };
    tags::check(&analyzer.tags)?;
    for rule in input.archive_rules.iter().flatten() {
        rules::add(&mut analyzer, created, (&rule.rule_name, &rule.filter))?;
    }
    let arn = analyzer.arn.to_string();
    state.analyzers.insert(key(ctx, name), analyzer);
    Ok(CreateAnalyzerOutput { arn })
}

fn item(name: &str, analyzer: &Analyzer) -> AnalyzerItem {
    AnalyzerItem {
        arn: analyzer.arn.to_string(),
        name: name.to_owned(),
        kind: "ACCOUNT".to_owned(),
        created_at: Timestamp(analyzer.created),
        last_resource_analyzed: analyzer.last.as_ref().map(|(arn, _)| arn.clone()),
        last_resource_analyzed_at: analyzer.last.as_ref().map(|(_, at)| Timestamp(*at)),
        tags: analyzer.tags.clone(),
        status: "ACTIVE".to_owned(),
    }
}

fn list(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListAnalyzersInput,
) -> Result<ListAnalyzersOutput, ApiError> {
    let wanted = input.kind.as_deref().is_none_or(|kind| kind == "ACCOUNT");
    let here = state.of(ctx.scope.account, ctx.scope.region).filter(|_| wanted);
    let all = here.map(|(name, analyzer)| item(name, analyzer)).collect();
    let (analyzers, next_token) = cut(all, input.next_token.as_ref(), input.max_results)?;
    Ok(ListAnalyzersOutput { analyzers, next_token })
}

/// The findings of an analyzer, newest first.
fn findings<'a>(
    state: &'a State,
    ctx: &Ctx<'_>,
    arn: &str,
) -> Result<impl Iterator<Item = Found<'a>> + use<'a>, ApiError> {
    let owner = ctx.scope.account;
    let mut here = state.of(owner, ctx.scope.region);
    let analyzer = here.find(|(_, analyzer)| analyzer.arn.as_str() == arn);
    let (_, analyzer) = analyzer.ok_or_else(|| missing(arn))?;
    let mut all: Vec<(&String, &Finding)> = analyzer.findings.iter().collect();
    all.sort_by_key(|(_, finding)| std::cmp::Reverse(finding.number));
    Ok(all.into_iter().map(move |(id, finding)| Found { owner, id, finding }))
}

/// Those that are asked for.
fn asked<'a>(
    state: &'a State,
    ctx: &Ctx<'_>,
    input: &ListFindingsInput,
) -> Result<Vec<Found<'a>>, ApiError> {
    let all = findings(state, ctx, &input.analyzer_arn)?;
    let Some(filter) = &input.filter else { return Ok(all.collect()) };
    filter::check(filter, Use::List)?;
    Ok(all.filter(|found| filter::holds(filter, *found)).collect())
}

/// The one with an id.
fn one<'a>(
    state: &'a State,
    ctx: &Ctx<'_>,
    (arn, id): (&str, &str),
) -> Result<Found<'a>, ApiError> {
    findings(state, ctx, arn)?.find(|found| found.id == id).ok_or_else(|| missing(id))
}

fn whole(Found { owner, id, finding }: Found<'_>) -> FindingItem {
    let exposure = &finding.exposure;
    let (kind, who) = &exposure.principal;
    FindingItem {
        id: id.to_owned(),
        principal: BTreeMap::from([((*kind).to_owned(), who.clone())]),
        action: exposure.actions.clone(),
        resource: exposure.resource.clone(),
        is_public: exposure.public,
        resource_type: exposure.kind.to_owned(),
        condition: exposure.condition.clone(),
        created_at: Timestamp(finding.created),
        analyzed_at: Timestamp(finding.analyzed),
        updated_at: Timestamp(finding.updated),
        status: finding.status().to_owned(),
        resource_owner_account: owner.to_string(),
    }
}

fn summary(Found { owner, id, finding }: Found<'_>) -> FindingSummary {
    FindingSummary {
        analyzed_at: Timestamp(finding.analyzed),
        created_at: Timestamp(finding.created),
        id: id.to_owned(),
        resource: finding.exposure.resource.clone(),
        resource_type: finding.exposure.kind.to_owned(),
        resource_owner_account: owner.to_string(),
        status: finding.status().to_owned(),
        updated_at: Timestamp(finding.updated),
        finding_type: "ExternalAccess".to_owned(),
    }
}

/// A finding with its details, of which one about access from outside has one.
fn details(
    state: &State,
    ctx: &Ctx<'_>,
    input: &GetFindingV2Input,
) -> Result<GetFindingV2Output, ApiError> {
    let found = one(state, ctx, (&input.analyzer_arn, &input.id))?;
    let (whole, said) = (whole(found), summary(found));
    let external = ExternalAccessDetails {
        action: whole.action,
        condition: whole.condition,
        is_public: whole.is_public,
        principal: whole.principal,
    };
    let all = vec![FindingDetails { external }];
    let (finding_details, next_token) = cut(all, input.next_token.as_ref(), input.max_results)?;
    Ok(GetFindingV2Output {
        analyzed_at: said.analyzed_at,
        created_at: said.created_at,
        id: said.id,
        next_token,
        resource: said.resource,
        resource_type: said.resource_type,
        resource_owner_account: said.resource_owner_account,
        status: said.status,
        updated_at: said.updated_at,
        finding_details,
        finding_type: said.finding_type,
    })
}

fn page<T>(items: Vec<T>, input: &ListFindingsInput) -> Result<(Vec<T>, Option<String>), ApiError> {
    cut(items, input.next_token.as_ref(), input.max_results)
}

pub(super) fn cut<T>(
    items: Vec<T>,
    token: Option<&String>,
    most: Option<i32>,
) -> Result<(Vec<T>, Option<String>), ApiError> {
    let size = most.and_then(|n| usize::try_from(n).ok()).unwrap_or(100);
    let invalid = || ApiError::new("ValidationException", "Invalid nextToken");
    api::page::page(items, token.map(String::as_str), size).ok_or_else(invalid)
}
