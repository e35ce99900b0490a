//! What unusual activity a trail looks for: said and told.
//!
//! <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutInsightSelectors.html>. The
//! text of InsightNotEnabledException is AWS's; those of other errors are ours.

use std::collections::BTreeSet;

use super::find;
use crate::api::ApiError;
use crate::services::cloudtrail::insights::Kind;
use crate::services::cloudtrail::shapes::{
    GetInsightSelectorsInput, InsightSelector, InsightSelectorsOutput, PutInsightSelectorsInput,
};
use crate::services::cloudtrail::state::State;
use crate::services::cloudtrail::trail::Trail;
use crate::sim::scope::Scope;
use crate::sim::time::Time;

/// The category of events that Insights look at here.
const CATEGORY: &str = "Management";

pub fn put(
    state: &mut State,
    now: Time,
    scope: Scope,
    input: &PutInsightSelectorsInput,
) -> Result<InsightSelectorsOutput, ApiError> {
    let trail = find::to_change(state, scope, named(input.trail.as_deref())?)?;
    let kinds = input.selectors.iter().map(kind).collect::<Result<BTreeSet<Kind>, ApiError>>()?;
    for kind in &kinds {
        logged(trail, *kind)?;
    }
    trail.watch.turn(&kinds, now);
    Ok(output(trail))
}

pub fn get(
    state: &State,
    scope: Scope,
    input: &GetInsightSelectorsInput,
) -> Result<InsightSelectorsOutput, ApiError> {
    let trail = find::trail(state, scope, named(input.trail.as_deref())?)?;
    if trail.watch.kinds.is_empty() {
        let text = format!(
            "Trail {} does not have Insights enabled. Edit the trail settings to enable Insights, \
             and then try the operation again.",
            trail.arn
        );
        return Err(ApiError::new("InsightNotEnabledException", text));
    }
    Ok(output(trail))
}

fn named(trail: Option<&str>) -> Result<&str, ApiError> {
    let text = "TrailName or EventDataStore is needed.";
    trail.ok_or_else(|| ApiError::new("InvalidParameterCombinationException", text))
}

fn invalid(text: impl Into<String>) -> ApiError {
    ApiError::new("InvalidInsightSelectorsException", text)
}

/// The kind a selector asks for. Without categories it means management events.
fn kind(selector: &InsightSelector) -> Result<Kind, ApiError> {
    let name = selector.kind.as_deref().unwrap_or_default();
    let wrong = || invalid(format!("Value {name} for InsightType is invalid."));
    let kind = Kind::parse(name).ok_or_else(wrong)?;
    for category in selector.categories.iter().flatten() {
        match category.as_str() {
            CATEGORY => {}
            "Data" => {
                let what = "EventCategories Data (cloudtrail PutInsightSelectors)";
                return Err(ApiError::not_simulated(what));
            }
            other => {
                return Err(invalid(format!("Value {other} for EventCategories is invalid.")));
            }
        }
    }
    Ok(kind)
}

/// A trail can look only at what it logs.
fn logged(trail: &Trail, kind: Kind) -> Result<(), ApiError> {
    let (logs, what) = match kind {
        Kind::CallRate => (trail.selectors.have_writes(), "write management events"),
        Kind::ErrorRate => (trail.selectors.have_management(), "management events"),
    };
    if logs {
        return Ok(());
    }
    Err(invalid(format!("{} needs a trail that logs {what}.", kind.name())))
}

fn output(trail: &Trail) -> InsightSelectorsOutput {
    let selector = |kind: &Kind| InsightSelector {
        kind: Some(kind.name().to_owned()),
        categories: Some(vec![CATEGORY.to_owned()]),
    };
    let selectors = trail.watch.kinds.keys().map(selector).collect();
    InsightSelectorsOutput { arn: trail.arn.to_string(), selectors }
}
