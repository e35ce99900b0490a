//! The credential report: one line a user, the root user first.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html>

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::now;
use crate::api::{ApiError, Timestamp};
use crate::services::cloudtrail;
use crate::services::iam::Fact;
use crate::services::iam::extra::{ROOT, Report};
use crate::services::iam::last_used;
use crate::services::iam::shapes::report::{GenerateReportOutput, ReportOutput};
use crate::services::iam::state::{AccessKey, State, User};
use crate::sim::Ctx;
use crate::sim::time::Time;

/// The first line.
pub const COLUMNS: &str = "user,arn,user_creation_time,password_enabled,password_last_used,\
    password_last_changed,password_next_rotation,mfa_active,access_key_1_active,\
    access_key_1_last_rotated,access_key_1_last_used_date,access_key_1_last_used_region,\
    access_key_1_last_used_service,access_key_2_active,access_key_2_last_rotated,\
    access_key_2_last_used_date,access_key_2_last_used_region,access_key_2_last_used_service,\
    cert_1_active,cert_1_last_rotated,cert_2_active,cert_2_last_rotated";

/// The columns of a key there is not.
const NO_KEY: &str = "false,N/A,N/A,N/A,N/A";
/// Nobody has signing certificates here.
const NO_CERTIFICATES: &str = "false,N/A,false,N/A";

/// Has a report made. In AWS that takes some seconds, in which it is asked for again; that it is
/// there at once is ours.
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_GenerateCredentialReport.html>
pub fn generate(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    trail: &cloudtrail::State,
) -> GenerateReportOutput {
    let made = now(ctx);
    if state.report().is_some_and(|report| report.is_fresh(made)) {
        return GenerateReportOutput { state: "COMPLETE".to_owned(), description: None };
    }
    let text = text(state, ctx, trail);
    state.extra.report = Some(Report { made, text });
    ctx.fact(Fact::ReportMade);
    GenerateReportOutput {
        state: "STARTED".to_owned(),
        description: Some("No report exists. Starting a new report generation task".to_owned()),
    }
}

pub fn get(state: &State, ctx: &Ctx<'_>) -> Result<ReportOutput, ApiError> {
    let gone = |code: &str, text: &str| ApiError::new(code, text).http(410);
    let report = state.report();
    let report = report.ok_or_else(|| gone("ReportNotPresent", "No report present."))?;
    if !report.is_fresh(now(ctx)) {
        return Err(gone("ReportExpired", "The most recent credential report has expired."));
    }
    Ok(ReportOutput {
        content: STANDARD.encode(&report.text),
        report_format: "text/csv".to_owned(),
        generated_time: Timestamp(report.made),
    })
}

fn text(state: &State, ctx: &Ctx<'_>, trail: &cloudtrail::State) -> String {
    let mut lines = vec![COLUMNS.to_owned(), root(state, ctx, trail)];
    lines.extend(state.users().iter().map(|(name, user)| line(state, trail, (name, user))));
    lines.join("\n")
}

/// The root user's line: what is not known of its password is said so.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html>
fn root(state: &State, ctx: &Ctx<'_>, trail: &cloudtrail::State) -> String {
    let used = state.root_used().map_or_else(|| "no_information".to_owned(), Time::rfc3339);
    let mut columns = vec![format!(
        "<root_account>,arn:aws:iam::{}:root,{},not_supported,{used},not_supported,not_supported,\
         {}",
        ctx.scope.account,
        state.root_created.rfc3339(),
        state.devices_of(ROOT).next().is_some(),
    )];
    columns.extend(of_keys(trail, state.root_keys()));
    columns.push(NO_CERTIFICATES.to_owned());
    columns.join(",")
}

fn line(state: &State, trail: &cloudtrail::State, (name, user): (&str, &User)) -> String {
    let or = |time: Option<Time>, none: &str| time.map_or_else(|| none.to_owned(), Time::rfc3339);
    let password = user.login.is_some();
    // One that was never used is told from none at all.
    let used = or(user.password_used, if password { "no_information" } else { "N/A" });
    let mut columns = vec![
        name.to_owned(),
        user.arn.to_string(),
        user.created.rfc3339(),
        password.to_string(),
        used,
        or(user.login.as_ref().map(|login| login.changed), "N/A"),
        or(state.password_ends(user), "N/A"),
        state.devices_of(name).next().is_some().to_string(),
    ];
    columns.extend(of_keys(trail, &user.keys));
    columns.push(NO_CERTIFICATES.to_owned());
    columns.join(",")
}

/// The columns of two keys.
fn of_keys(trail: &cloudtrail::State, keys: &[AccessKey]) -> [String; 2] {
    let one = |nth: usize| keys.get(nth).map_or_else(|| NO_KEY.to_owned(), |it| of_key(trail, it));
    [one(0), one(1)]
}

fn of_key(trail: &cloudtrail::State, key: &AccessKey) -> String {
    let made = key.created.rfc3339();
    match last_used::of_key(trail, &key.id) {
        Some(used) => {
            let at = used.at.rfc3339();
            format!("{},{made},{at},{},{}", key.active, used.region, used.service)
        }
        None => format!("{},{made},N/A,N/A,N/A", key.active),
    }
}
