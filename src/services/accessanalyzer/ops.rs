//! One arm an operation.

use std::collections::BTreeMap;

use serde_json::Value;

use super::api::{
    AnalyzerItem, CreateAnalyzerInput, CreateAnalyzerOutput, FindingItem, FindingSummary,
    GetAnalyzerOutput, GetFindingOutput, ListAnalyzersInput, ListAnalyzersOutput,
    ListFindingsInput, ListFindingsOutput, ListFindingsV2Output, Request,
};
use super::state::{Analyzer, Finding, State};
use super::validate::validate;
use crate::api::reply::{json, none};
use crate::api::{self, ApiError, Timestamp};
use crate::sim::Ctx;
use crate::sim::scope::{AccountId, Region};
use crate::sim::time::Span;

/// Carries out a request.
pub fn execute(state: &mut State, ctx: &mut Ctx<'_>, request: &Request) -> Result<Value, ApiError> {
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
            let (owner, found) = findings(state, ctx, &input.analyzer_arn)?;
            let found = found.map(|(id, finding)| whole(owner, id, finding)).collect();
            let (findings, next_token) = page(found, input)?;
            Ok(json(ListFindingsOutput { findings, next_token }))
        }
        Request::ListFindingsV2(input) => {
            let (owner, found) = findings(state, ctx, &input.analyzer_arn)?;
            let found = found.map(|(id, finding)| summary(owner, id, finding)).collect();
            let (findings, next_token) = page(found, input)?;
            Ok(json(ListFindingsV2Output { findings, next_token }))
        }
        Request::GetFinding(input) => {
            let (owner, mut found) = findings(state, ctx, &input.analyzer_arn)?;
            let one = found.find(|(id, _)| **id == input.id);
            let (id, finding) = one.ok_or_else(|| missing(&input.id))?;
            Ok(json(GetFindingOutput { finding: whole(owner, id, finding) }))
        }
        Request::ValidatePolicy(input) => validate(input).map(json),
    }
}

/// The code is documented; the words are ours.
fn missing(what: &str) -> ApiError {
    ApiError::new("ResourceNotFoundException", format!("{what} was not found")).http(404)
}

fn key(ctx: &Ctx<'_>, name: &str) -> (AccountId, Region, String) {
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
    let analyzer = Analyzer {
        arn: ctx.scope.arn("access-analyzer", &format!("analyzer/{name}")),
        created: ctx.now.floor(Span::secs(1)),
        tags: input.tags.clone().unwrap_or_default(),
        last: None,
        findings: BTreeMap::new(),
    };
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

/// The findings of an analyzer, newest first, with the account.
fn findings<'a>(
    state: &'a State,
    ctx: &Ctx<'_>,
    arn: &str,
) -> Result<(AccountId, impl Iterator<Item = (&'a String, &'a Finding)> + use<'a>), ApiError> {
    let mut here = state.of(ctx.scope.account, ctx.scope.region);
    let analyzer = here.find(|(_, analyzer)| analyzer.arn.as_str() == arn);
    let (_, analyzer) = analyzer.ok_or_else(|| missing(arn))?;
    let mut all: Vec<(&String, &Finding)> = analyzer.findings.iter().collect();
    all.sort_by_key(|(_, finding)| std::cmp::Reverse(finding.number));
    Ok((ctx.scope.account, all.into_iter()))
}

fn status(finding: &Finding) -> String {
    if finding.active { "ACTIVE" } else { "RESOLVED" }.to_owned()
}

fn whole(owner: AccountId, id: &str, finding: &Finding) -> FindingItem {
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
        status: status(finding),
        resource_owner_account: owner.to_string(),
    }
}

fn summary(owner: AccountId, id: &str, finding: &Finding) -> FindingSummary {
    FindingSummary {
        analyzed_at: Timestamp(finding.analyzed),
        created_at: Timestamp(finding.created),
        id: id.to_owned(),
        resource: finding.exposure.resource.clone(),
        resource_type: finding.exposure.kind.to_owned(),
        resource_owner_account: owner.to_string(),
        status: status(finding),
        updated_at: Timestamp(finding.updated),
        finding_type: "ExternalAccess".to_owned(),
    }
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
