//! One arm an operation.

mod find;
mod insights;
mod lookup;
mod read;
mod selectors;
mod standing;
mod tags;
mod trails;

use serde_json::Value;

use super::api::Request;
use super::digest;
use super::state::State;
use crate::api::ApiError;
use crate::api::reply::{json, none};
use crate::sim::Ctx;
pub use find::check_name;
pub use read::every;
pub use standing::Standing;
pub use trails::{Plan, planned};

/// Whether CloudTrail may use what a trail names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Nobody asked.
    #[default]
    Unasked,
    /// It is not there.
    Missing,
    /// Its policy does not let CloudTrail in.
    Refused,
    /// It may.
    Open,
}

/// What of other services a request needs to know: the kernel has looked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sight {
    /// The bucket files are to go to.
    pub bucket: Reach,
    /// The topic that is to be told.
    pub topic: Reach,
    /// The key files are to be encrypted with.
    pub key: Reach,
    /// The log group events are to go to, and what the role may do there.
    pub logs: Reach,
    /// The role: whether CloudTrail may act in it.
    pub role: Reach,
    /// What the caller's account is in an organization.
    pub standing: Standing,
}

/// Carries out a request.
pub fn execute(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    sight: &Sight,
    request: &Request,
) -> Result<Value, ApiError> {
    match request {
        Request::LookupEvents(input) => lookup::lookup(state, ctx.now, ctx.scope, input).map(json),
        Request::ListPublicKeys(input) => digest::ops::keys(ctx.now, ctx.scope, input).map(json),
        Request::CreateTrail(input) => trails::create(state, ctx, sight, input).map(json),
        Request::UpdateTrail(input) => trails::update(state, ctx.scope, sight, input).map(json),
        Request::DeleteTrail(input) => trails::delete(state, ctx, input).map(none),
        Request::StartLogging(input) => trails::start(state, ctx, input).map(none),
        Request::StopLogging(input) => trails::stop(state, ctx, input).map(none),
        Request::DescribeTrails(input) => read::describe(state, ctx.scope, input).map(json),
        Request::GetTrail(input) => read::get(state, ctx.scope, input).map(json),
        Request::ListTrails(input) => read::list(state, ctx.scope, input).map(json),
        Request::GetTrailStatus(input) => read::status(state, ctx.scope, input).map(json),
        Request::PutEventSelectors(input) => selectors::put(state, ctx.scope, input).map(json),
        Request::GetEventSelectors(input) => selectors::get(state, ctx.scope, input).map(json),
        Request::PutInsightSelectors(input) => {
            insights::put(state, ctx.now, ctx.scope, input).map(json)
        }
        Request::GetInsightSelectors(input) => insights::get(state, ctx.scope, input).map(json),
        Request::AddTags(input) => tags::add(state, ctx.scope, input).map(none),
        Request::RemoveTags(input) => tags::remove(state, ctx.scope, input).map(none),
        Request::ListTags(input) => tags::list(state, ctx.scope, input).map(json),
        Request::RegisterOrganizationDelegatedAdmin(input) => {
            sight.standing.delegates(ctx.scope, &input.account).map(none)
        }
        Request::DeregisterOrganizationDelegatedAdmin(input) => {
            sight.standing.delegates(ctx.scope, &input.account).map(none)
        }
    }
}
