//! Trails looked at.

use serde_json::Value;

use super::find::{arn, trail};
use crate::api::{ApiError, Shape as _, Timestamp, page};
use crate::services::cloudtrail::select::Selectors;
use crate::services::cloudtrail::shapes::{
    DescribeTrailsInput, DescribeTrailsOutput, GetTrailOutput, ListTrailsInput, ListTrailsOutput,
    NameInput, TrailInfo, TrailItem, TrailStatus,
};
use crate::services::cloudtrail::state::State;
use crate::services::cloudtrail::trail::{Place, Trail};
use crate::sim::scope::Scope;
use crate::sim::time::Time;

/// How many trails a page of ListTrails has. AWS names no number.
const PAGE: usize = 100;

fn item(trail: &Trail) -> TrailItem {
    let settings = trail.settings.clone();
    TrailItem {
        name: trail.name.clone(),
        bucket: settings.bucket,
        prefix: settings.prefix,
        topic: settings.topic.as_ref().map(|(name, _)| name.clone()),
        topic_arn: settings.topic.map(|(_, arn)| arn.to_string()),
        global: settings.global,
        multi: settings.multi,
        home: trail.home.region.to_string(),
        arn: trail.arn.to_string(),
        validation: settings.validation,
        logs_group: settings.logs.as_ref().map(|logs| logs.given.clone()),
        logs_role: settings.logs.map(|logs| logs.role.to_string()),
        key: settings.key.map(|key| key.to_string()),
        custom: trail.selectors != Selectors::default(),
        insights: !trail.watch.kinds.is_empty(),
        organization: settings.organization.is_some(),
        recursive: settings.recursive,
    }
}

/// A trail of every Region is a shadow in all but its home. Names mean trails of this Region, ARNs
/// those of any.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html>
pub fn describe(
    state: &State,
    scope: Scope,
    input: &DescribeTrailsInput,
) -> Result<DescribeTrailsOutput, ApiError> {
    let own = |trail: &&Trail| trail.covers(scope.account);
    let named = input.names.as_deref().unwrap_or_default();
    let shadows = input.shadows.unwrap_or(true);
    let all = state.trails().values().filter(own);
    let trails: Vec<TrailItem> = if named.is_empty() {
        let here = all.filter(|trail| match shadows {
            true => trail.is_in(scope.region),
            false => trail.home.region == scope.region,
        });
        here.map(item).collect()
    } else {
        let arns = named.iter().map(|name| arn(scope, name)).collect::<Result<Vec<_>, _>>()?;
        let found = arns.iter().filter_map(|arn| state.trails().get(arn));
        found.filter(own).map(item).collect()
    };
    Ok(DescribeTrailsOutput { trails })
}

/// Every trail there is, as DescribeTrails gives it.
pub fn every(state: &State) -> Vec<Value> {
    state.trails().values().map(|trail| item(trail).write()).collect()
}

pub fn get(state: &State, scope: Scope, input: &NameInput) -> Result<GetTrailOutput, ApiError> {
    Ok(GetTrailOutput { trail: item(trail(state, scope, &input.name)?) })
}

/// The trails of all Regions.
pub fn list(
    state: &State,
    scope: Scope,
    input: &ListTrailsInput,
) -> Result<ListTrailsOutput, ApiError> {
    let own = state.trails().values().filter(|trail| trail.covers(scope.account));
    let info = |trail: &Trail| TrailInfo {
        arn: trail.arn.to_string(),
        name: trail.name.clone(),
        home: trail.home.region.to_string(),
    };
    let invalid = || {
        let text = "The next token is not valid.";
        ApiError::new("InvalidTokenException", text)
    };
    let token = input.next_token.as_deref();
    let (trails, next_token) =
        page::page(own.map(info).collect(), token, PAGE).ok_or_else(invalid)?;
    Ok(ListTrailsOutput { trails, next_token })
}

/// The status is that of one Region of the caller's account.
/// <https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html>
pub fn status(state: &State, scope: Scope, input: &NameInput) -> Result<TrailStatus, ApiError> {
    let trail = trail(state, scope, &input.name)?;
    let nothing = Place::default();
    let region = if trail.is_in(scope.region) { scope.region } else { trail.home.region };
    let place = trail.places.get(&Scope { region, ..scope }).unwrap_or(&nothing);
    let text = |time: Option<Time>| time.map(Time::rfc3339).unwrap_or_default();
    let stamp = |time: Option<Time>| time.map(Timestamp);
    Ok(TrailStatus {
        logging: trail.logging,
        delivery_error: place.error.clone(),
        notification_error: place.notification_error.clone(),
        delivered: stamp(place.delivered),
        notified: stamp(place.notified),
        started: stamp(trail.started),
        stopped: stamp(trail.stopped),
        logs_error: trail.logs.error.clone(),
        logs_delivered: stamp(trail.logs.delivered),
        digest_delivered: stamp(place.digests.delivered),
        digest_error: place.digests.error.clone(),
        delivery_attempt: text(place.attempted),
        notification_attempt: text(place.notifying),
        notification_succeeded: text(place.notified),
        delivery_succeeded: text(place.delivered),
        started_text: text(trail.started),
        stopped_text: text(trail.stopped),
    })
}
