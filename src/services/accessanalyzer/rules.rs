//! Archive rules, and findings that somebody said are meant to be so.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-archive-rules.html>

use super::filter::{self, Found, Use};
use super::ops::{cut, key, missing};
use super::shapes::{
    ApplyArchiveRuleInput, ArchiveRuleInput, ArchiveRuleItem, DeleteArchiveRuleInput, Filter,
    GetArchiveRuleInput, GetArchiveRuleOutput, ListArchiveRulesInput, ListArchiveRulesOutput,
    UpdateFindingsInput,
};
use super::state::{Analyzer, Rule, State};
use crate::api::{ApiError, Timestamp};
use crate::sim::Ctx;
use crate::sim::time::{Span, Time};

/// The most archive rules of an analyzer.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-quotas.html>
const MOST: usize = 100;

fn named<'a>(state: &'a State, ctx: &Ctx<'_>, name: &str) -> Result<&'a Analyzer, ApiError> {
    state.analyzers.get(&key(ctx, name)).ok_or_else(|| missing(name))
}

fn named_mut<'a>(
    state: &'a mut State,
    ctx: &Ctx<'_>,
    name: &str,
) -> Result<&'a mut Analyzer, ApiError> {
    state.analyzers.get_mut(&key(ctx, name)).ok_or_else(|| missing(name))
}

/// The analyzer with an ARN, which is of this account and Region.
fn of_arn<'a>(
    state: &'a mut State,
    ctx: &Ctx<'_>,
    arn: &str,
) -> Result<&'a mut Analyzer, ApiError> {
    let (account, region) = (ctx.scope.account, ctx.scope.region);
    let mut all = state.analyzers.iter_mut();
    let found =
        all.find(|((a, r, _), one)| (*a, *r) == (account, region) && one.arn.as_str() == arn);
    found.map(|(_, analyzer)| analyzer).ok_or_else(|| missing(arn))
}

fn now(ctx: &Ctx<'_>) -> Time {
    ctx.now.floor(Span::secs(1))
}

/// Adds a rule, for findings that are still to come.
pub(super) fn create(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &ArchiveRuleInput,
) -> Result<(), ApiError> {
    let created = now(ctx);
    let analyzer = named_mut(state, ctx, &input.analyzer_name)?;
    add(analyzer, created, (&input.rule_name, &input.filter))
}

/// The same for an analyzer that is still being made. Of what is wrong the codes are documented;
/// the words are ours.
pub(super) fn add(
    analyzer: &mut Analyzer,
    created: Time,
    (name, filter): (&str, &Filter),
) -> Result<(), ApiError> {
    let mut letters = name.chars();
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    if !letters.next().is_some_and(|c| c.is_ascii_alphabetic()) || !letters.all(fits) {
        let text = format!("{name} is no name: [A-Za-z][A-Za-z0-9_.-]*");
        return Err(ApiError::new("ValidationException", text));
    }
    filter::check(filter, Use::Rule)?;
    if analyzer.rules.contains_key(name) {
        let text = format!("archive rule {name} already exists");
        return Err(ApiError::new("ConflictException", text).http(409));
    }
    if analyzer.rules.len() >= MOST {
        let text = format!("{MOST} archive rules per analyzer");
        return Err(ApiError::new("ServiceQuotaExceededException", text).http(402));
    }
    let rule = Rule { filter: filter.clone(), created, updated: created };
    analyzer.rules.insert(name.to_owned(), rule);
    Ok(())
}

pub(super) fn update(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &ArchiveRuleInput,
) -> Result<(), ApiError> {
    let updated = now(ctx);
    let analyzer = named_mut(state, ctx, &input.analyzer_name)?;
    let rule = analyzer.rules.get_mut(&input.rule_name);
    let rule = rule.ok_or_else(|| missing(&input.rule_name))?;
    filter::check(&input.filter, Use::Rule)?;
    *rule = Rule { filter: input.filter.clone(), updated, ..rule.clone() };
    Ok(())
}

pub(super) fn delete(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &DeleteArchiveRuleInput,
) -> Result<(), ApiError> {
    let analyzer = named_mut(state, ctx, &input.analyzer_name)?;
    let gone = analyzer.rules.remove(&input.rule_name);
    gone.map(|_| ()).ok_or_else(|| missing(&input.rule_name))
}

pub(super) fn get(
    state: &State,
    ctx: &Ctx<'_>,
    input: &GetArchiveRuleInput,
) -> Result<GetArchiveRuleOutput, ApiError> {
    let name = &input.rule_name;
    let rule = named(state, ctx, &input.analyzer_name)?.rules.get(name);
    let rule = rule.ok_or_else(|| missing(name))?;
    Ok(GetArchiveRuleOutput { archive_rule: item(name, rule) })
}

pub(super) fn list(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListArchiveRulesInput,
) -> Result<ListArchiveRulesOutput, ApiError> {
    let rules = &named(state, ctx, &input.analyzer_name)?.rules;
    let all = rules.iter().map(|(name, rule)| item(name, rule)).collect();
    let (archive_rules, next_token) = cut(all, input.next_token.as_ref(), input.max_results)?;
    Ok(ListArchiveRulesOutput { archive_rules, next_token })
}

fn item(name: &str, rule: &Rule) -> ArchiveRuleItem {
    ArchiveRuleItem {
        rule_name: name.to_owned(),
        filter: rule.filter.clone(),
        created_at: Timestamp(rule.created),
        updated_at: Timestamp(rule.updated),
    }
}

/// Archives what a rule speaks of and was there before it.
/// <https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ApplyArchiveRule.html>
pub(super) fn apply(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &ApplyArchiveRuleInput,
) -> Result<(), ApiError> {
    let (owner, now) = (ctx.scope.account, now(ctx));
    let analyzer = of_arn(state, ctx, &input.analyzer_arn)?;
    let Analyzer { rules, findings, .. } = analyzer;
    let rule = rules.get(&input.rule_name).ok_or_else(|| missing(&input.rule_name))?;
    for (id, finding) in findings {
        if filter::holds(&rule.filter, Found { owner, id, finding }) {
            finding.archive(true, now);
        }
    }
    Ok(())
}

/// Archives findings, or opens archived ones again: those named, or all of a resource. What is
/// resolved stays so.
/// <https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_UpdateFindings.html>
pub(super) fn mark(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &UpdateFindingsInput,
) -> Result<(), ApiError> {
    let now = now(ctx);
    let findings = &mut of_arn(state, ctx, &input.analyzer_arn)?.findings;
    let ids = input.ids.as_deref().unwrap_or_default();
    if ids.is_empty() && input.resource_arn.is_none() {
        let text = "Either ids or resourceArn must be given";
        return Err(ApiError::new("ValidationException", text));
    }
    if let Some(id) = ids.iter().find(|id| !findings.contains_key(*id)) {
        return Err(missing(id));
    }
    for (id, finding) in findings {
        let of_resource = input.resource_arn.as_ref() == Some(&finding.exposure.resource);
        if of_resource || ids.contains(id) {
            finding.archive(input.status == "ARCHIVED", now);
        }
    }
    Ok(())
}
