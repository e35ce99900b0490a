//! The resources an analyzer looks at.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-resources.html>

use super::exposure::{self, Looked};
use super::ops::{Sight, cut, missing};
use super::shapes::{
    AnalyzedResource, AnalyzedResourceSummary, GetAnalyzedResourceInput, GetAnalyzedResourceOutput,
    ListAnalyzedResourcesInput, ListAnalyzedResourcesOutput, StartResourceScanInput,
};
use super::state::{Analyzer, State};
use crate::api::{ApiError, Timestamp};
use crate::sim::Ctx;

/// The analyzer with an ARN.
fn analyzer<'a>(state: &'a State, ctx: &Ctx<'_>, arn: &str) -> Result<&'a Analyzer, ApiError> {
    let mut here = state.of(ctx.scope.account, ctx.scope.region);
    let found = here.find(|(_, analyzer)| analyzer.arn.as_str() == arn);
    found.map(|(_, analyzer)| analyzer).ok_or_else(|| missing(arn))
}

fn looked<'a>(ctx: &Ctx<'_>, sight: &Sight<'a>) -> Vec<Looked<'a>> {
    exposure::looked((ctx.scope.account, ctx.scope.region), sight.iam, sight.resources)
}

pub(super) fn list(
    state: &State,
    ctx: &Ctx<'_>,
    sight: &Sight<'_>,
    input: &ListAnalyzedResourcesInput,
) -> Result<ListAnalyzedResourcesOutput, ApiError> {
    analyzer(state, ctx, &input.analyzer_arn)?;
    let wanted = |one: &Looked<'_>| input.resource_type.as_ref().is_none_or(|of| of == one.kind);
    let all = looked(ctx, sight).into_iter().filter(wanted).map(|one| AnalyzedResourceSummary {
        resource_arn: one.resource,
        resource_owner_account: ctx.scope.account.to_string(),
        resource_type: one.kind.to_owned(),
    });
    let (analyzed_resources, next_token) =
        cut(all.collect(), input.next_token.as_ref(), input.max_results)?;
    Ok(ListAnalyzedResourcesOutput { analyzed_resources, next_token })
}

/// A resource, with the newest of what was found of it that is still so. AWS's documentation does
/// not say which it shows of several.
/// <https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_AnalyzedResource.html>
pub(super) fn get(
    state: &State,
    ctx: &Ctx<'_>,
    sight: &Sight<'_>,
    input: &GetAnalyzedResourceInput,
) -> Result<GetAnalyzedResourceOutput, ApiError> {
    let analyzer = analyzer(state, ctx, &input.analyzer_arn)?;
    let arn = &input.resource_arn;
    let mut all = looked(ctx, sight).into_iter();
    let one = all.find(|one| one.resource == *arn).ok_or_else(|| missing(arn))?;
    let findings = analyzer.findings.values().filter(|one| one.exposure.resource == *arn);
    let found = findings.max_by_key(|finding| (finding.active, finding.number));
    Ok(GetAnalyzedResourceOutput {
        resource: AnalyzedResource {
            resource_arn: one.resource,
            resource_type: one.kind.to_owned(),
            created_at: found.map(|finding| Timestamp(finding.created)),
            analyzed_at: Timestamp(analyzer.scanned),
            updated_at: found.map(|finding| Timestamp(finding.updated)),
            is_public: found.is_some_and(|finding| finding.active && finding.exposure.public),
            actions: found.map(|finding| finding.exposure.actions.clone()),
            status: found.map(|finding| finding.status().to_owned()),
            resource_owner_account: ctx.scope.account.to_string(),
        },
    })
}

/// Has a resource looked at. Since everything is looked at after each call that may change who
/// could use something, of which this is one, it only tells whether there is the resource.
pub(super) fn scan(
    state: &State,
    ctx: &Ctx<'_>,
    sight: &Sight<'_>,
    input: &StartResourceScanInput,
) -> Result<(), ApiError> {
    analyzer(state, ctx, &input.analyzer_arn)?;
    let arn = &input.resource_arn;
    let own = ctx.scope.account.to_string();
    let known = input.resource_owner_account.as_ref().is_none_or(|account| *account == own)
        && looked(ctx, sight).iter().any(|one| one.resource == *arn);
    if known { Ok(()) } else { Err(missing(arn)) }
}
