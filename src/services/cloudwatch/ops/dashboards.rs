//! PutDashboard, GetDashboard, ListDashboards, DeleteDashboards.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html>

use super::tags::{self, Many};
use super::{invalid, page};
use crate::api::{ApiError, Timestamp};
use crate::services::cloudwatch::api::{
    DashboardEntry, DashboardValidationMessage, DeleteDashboardsInput, GetDashboardInput,
    GetDashboardOutput, ListDashboardsInput, ListDashboardsOutput, PutDashboardInput,
    PutDashboardOutput,
};
use crate::services::cloudwatch::dashboard::{Dashboard, check};
use crate::services::cloudwatch::state::State;
use crate::sim::Ctx;

/// The most dashboards of a page.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListDashboards.html>
const PAGE: usize = 1000;
/// The most names of DeleteDashboards.
const MOST_NAMES: usize = 100;
/// The longest name.
const NAME: usize = 255;

/// Makes a dashboard, or replaces the whole body of the one with this name. Tags count only for a
/// new one, as with alarms.
pub fn put(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &PutDashboardInput,
) -> Result<PutDashboardOutput, ApiError> {
    name(&input.dashboard_name)?;
    let not_json = || ApiError::new("InvalidParameterInput", check::NOT_JSON);
    let found = check::check(&input.dashboard_body).ok_or_else(not_json)?;
    if !found.faults.is_empty() {
        return Err(found.error());
    }
    let tags = tags::read(input.tags.as_ref(), Many(invalid, "A resource"))?;
    let all = state.dashboards.entry(ctx.scope.account).or_default();
    let (body, modified) = (input.dashboard_body.clone(), ctx.now);
    let new = Dashboard { body, modified, tags };
    match all.get_mut(&input.dashboard_name) {
        Some(old) => *old = Dashboard { tags: std::mem::take(&mut old.tags), ..new },
        None => drop(all.insert(input.dashboard_name.clone(), new)),
    }
    let remark = |found: check::Finding| DashboardValidationMessage {
        data_path: found.path,
        message: found.message,
    };
    Ok(PutDashboardOutput { messages: found.remarks.into_iter().map(remark).collect() })
}

/// The text of a wrong name is as recorded; that of a long one is ours.
fn name(text: &str) -> Result<(), ApiError> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if text.is_empty() || !text.chars().all(plain) {
        return Err(invalid(
            "The value for field DashboardName contains invalid characters. It can only contain \
             alphanumerics, dash (-) and underscore (_).\n",
        ));
    }
    if text.len() > NAME {
        return Err(invalid(format!(
            "The value for field DashboardName must not be longer than {NAME} characters."
        )));
    }
    Ok(())
}

/// The error of a name that no dashboard has: `DashboardNotFoundError`, whose code is this.
fn missing(name: &str) -> ApiError {
    ApiError::new("ResourceNotFound", format!("Dashboard {name} does not exist")).http(404)
}

/// A dashboard with its body as it was given.
pub fn get(
    state: &State,
    ctx: &Ctx<'_>,
    input: &GetDashboardInput,
) -> Result<GetDashboardOutput, ApiError> {
    let name = &input.dashboard_name;
    let found = state.dashboard(ctx.scope.account, name).ok_or_else(|| missing(name))?;
    Ok(GetDashboardOutput {
        dashboard_arn: arn(ctx, name),
        dashboard_body: found.body.clone(),
        dashboard_name: name.clone(),
    })
}

fn arn(ctx: &Ctx<'_>, name: &str) -> String {
    ctx.scope.global_arn("cloudwatch", &format!("dashboard/{name}")).to_string()
}

/// Dashboards in the order of their names, a thousand a page.
pub fn list(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListDashboardsInput,
) -> Result<ListDashboardsOutput, ApiError> {
    let prefix = input.prefix.as_deref().unwrap_or_default();
    let all = state.dashboards(ctx.scope.account);
    let found = all.filter(|(name, _)| name.starts_with(prefix));
    let (found, next_token) = page(found, input.next_token.as_ref(), PAGE)?;
    let entry = |(name, dashboard): (&String, &Dashboard)| DashboardEntry {
        dashboard_name: name.clone(),
        dashboard_arn: arn(ctx, name),
        last_modified: Timestamp(dashboard.modified),
        size: dashboard.body.len() as i64,
    };
    Ok(ListDashboardsOutput { entries: found.into_iter().map(entry).collect(), next_token })
}

/// Deletes dashboards. If there is an error, none is deleted.
///
/// <https://docs.aws.amazon.com/cli/v1/reference/cloudwatch/delete-dashboards.html>
pub fn delete(
    state: &mut State,
    ctx: &Ctx<'_>,
    input: &DeleteDashboardsInput,
) -> Result<(), ApiError> {
    let names = &input.dashboard_names;
    if names.len() > MOST_NAMES {
        return Err(super::names::too_many("DashboardNames", MOST_NAMES));
    }
    let all = state.dashboards.entry(ctx.scope.account).or_default();
    if let Some(name) = names.iter().find(|name| !all.contains_key(*name)) {
        return Err(missing(name));
    }
    all.retain(|name, _| !names.contains(name));
    Ok(())
}
