//! Commands that were sent, and what became of them, as they are listed.

use serde_json::{Value, json};

use super::outputs;
use super::page::paged;
use super::shapes::{
    CommandFilter, GetInvocationInput, GetInvocationOutput, ListCommandsInput, ListCommandsOutput,
    ListInvocationsInput, ListInvocationsOutput,
};
use super::state::{Command, Invocation, State};
use crate::api::{ApiError, Shape as _};
use crate::sim::Ctx;
use crate::sim::time::Time;

/// A command as it is shown.
pub(super) fn of_command(command: &Command, now: Time) -> Value {
    let over = command.invocations.iter().filter(|one| one.is_over(now));
    let failed = |one: &&Invocation| one.has_failed(now);
    let (completed, errors) = (over.clone().count(), over.filter(failed).count());
    let (status, details) = command.status(now);
    let outputs = &command.outputs;
    json!({
        "CommandId": command.id,
        "DocumentName": command.document.name(),
        "DocumentVersion": "$DEFAULT",
        "Comment": command.comment,
        "ExpiresAfter": command.expires().cli(),
        "Parameters": command.parameters,
        "InstanceIds": command.instance_ids,
        "Targets": serde_json::from_str::<Value>(&command.targets).unwrap_or_default(),
        "RequestedDateTime": command.requested.cli(),
        "Status": status,
        "StatusDetails": details,
        "OutputS3BucketName": outputs.folder().0,
        "OutputS3KeyPrefix": outputs.folder().1,
        "MaxConcurrency": command.limits.0,
        "MaxErrors": command.limits.1,
        "TargetCount": command.invocations.len(),
        "CompletedCount": completed,
        "ErrorCount": errors,
        "DeliveryTimedOutCount": 0,
        "ServiceRole": outputs.role,
        "NotificationConfig": outputs.shown_notice(),
        "CloudWatchOutputConfig": outputs.config().write(),
        "TimeoutSeconds": command.timeout.as_secs(),
    })
}

/// Filters by status, document and time are those that are simulated.
/// <https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CommandFilter.html>
fn passes(
    filters: Option<&Vec<CommandFilter>>,
    command: &Command,
    status: &str,
) -> Result<bool, ApiError> {
    let time = |text: &str| {
        let wrong = || ApiError::new("InvalidFilterValue", "The filter value isn't valid.");
        Time::parse(text).ok_or_else(wrong)
    };
    for filter in filters.into_iter().flatten() {
        let fits = match filter.key.as_str() {
            "Status" => filter.value == status,
            "DocumentName" => filter.value == command.document.name(),
            "InvokedAfter" => time(&filter.value)? <= command.requested,
            "InvokedBefore" => command.requested <= time(&filter.value)?,
            other => return Err(ApiError::not_simulated(format!("Filters key {other}"))),
        };
        if !fits {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Lists commands, newest first.
pub(super) fn commands(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListCommandsInput,
) -> Result<ListCommandsOutput, ApiError> {
    let mut found = Vec::new();
    for command in state.commands(ctx.scope).rev() {
        let asked = input.command_id.as_ref().is_none_or(|id| *id == command.id);
        let on = |id: &String| command.invocations.iter().any(|one| one.instance == *id);
        let (status, _) = command.status(ctx.now);
        let fits = passes(input.filters.as_ref(), command, status)?;
        if asked && input.instance_id.as_ref().is_none_or(on) && fits {
            found.push(of_command(command, ctx.now));
        }
    }
    let (commands, next_token) = paged(found, input.next_token.as_ref(), input.max_results, 50)?;
    Ok(ListCommandsOutput { commands, next_token })
}

/// Lists what became of commands on each instance, newest first.
pub(super) fn invocations(
    state: &State,
    ctx: &Ctx<'_>,
    input: &ListInvocationsInput,
) -> Result<ListInvocationsOutput, ApiError> {
    let mut found = Vec::new();
    for command in state.commands(ctx.scope).rev() {
        if input.command_id.as_ref().is_some_and(|id| *id != command.id) {
            continue;
        }
        for one in &command.invocations {
            let on = input.instance_id.as_ref().is_none_or(|id| *id == one.instance);
            if on && passes(input.filters.as_ref(), command, one.status(ctx.now).0)? {
                found.push(of_invocation(command, one, ctx.now, input.details == Some(true)));
            }
        }
    }
    let (invocations, next_token) = paged(found, input.next_token.as_ref(), input.max_results, 50)?;
    Ok(ListInvocationsOutput { invocations, next_token })
}

fn of_invocation(command: &Command, one: &Invocation, now: Time, details: bool) -> Value {
    let (status, status_details) = one.status(now);
    let over = one.is_over(now);
    let outputs = &command.outputs;
    let url = |file: &str| outputs::url(command, one, command.scope.region, file);
    let plugin = json!({
        "Name": one.plugin,
        "Status": status,
        "StatusDetails": status_details,
        "ResponseCode": if over && !one.terminated { one.code } else { -1 },
        "ResponseStartDateTime": one.start.cli(),
        "ResponseFinishDateTime": one.end.cli(),
        "Output": if over && !one.terminated { one.stdout.as_str() } else { "" },
        "StandardOutputUrl": url("stdout"),
        "StandardErrorUrl": url("stderr"),
        "OutputS3Region": command.scope.region.code(),
        "OutputS3BucketName": outputs.folder().0,
        "OutputS3KeyPrefix": outputs.folder().1,
    });
    json!({
        "CommandId": command.id,
        "InstanceId": one.instance,
        "InstanceName": "",
        "Comment": command.comment,
        "DocumentName": command.document.name(),
        "DocumentVersion": "$DEFAULT",
        "RequestedDateTime": command.requested.cli(),
        "Status": status,
        "StatusDetails": status_details,
        "StandardOutputUrl": url("stdout"),
        "StandardErrorUrl": url("stderr"),
        "CommandPlugins": if details { vec![plugin] } else { Vec::new() },
        "ServiceRole": outputs.role,
        "NotificationConfig": outputs.shown_notice(),
        "CloudWatchOutputConfig": outputs.config().write(),
    })
}

/// What a command came to on an instance.
pub(super) fn invocation(
    state: &State,
    ctx: &Ctx<'_>,
    input: &GetInvocationInput,
) -> Result<GetInvocationOutput, ApiError> {
    let missing = || ApiError::new("InvocationDoesNotExist", "");
    let command = state.commands(ctx.scope).find(|command| command.id == input.command_id);
    let command = command.ok_or_else(missing)?;
    let one = command.invocations.iter().find(|one| one.instance == input.instance_id);
    let one = one.ok_or_else(missing)?;
    if input.plugin_name.as_deref().is_some_and(|name| name != one.plugin) {
        return Err(ApiError::new("InvalidPluginName", ""));
    }
    let (status, status_details) = one.status(ctx.now);
    let ran = !one.terminated;
    let (begun, over) = (ran && ctx.now >= one.start, ran && one.is_over(ctx.now));
    let when = |so: bool, text: String| if so { text } else { String::new() };
    let millis = (one.end - one.start).as_millis();
    let url = |file: &str| outputs::url(command, one, ctx.scope.region, file);
    let elapsed = format!("PT{}.{:03}S", millis / 1_000, millis % 1_000);
    Ok(GetInvocationOutput {
        command_id: command.id.clone(),
        instance_id: one.instance.clone(),
        comment: command.comment.clone(),
        document_name: command.document.name().to_owned(),
        document_version: "$DEFAULT".to_owned(),
        plugin_name: one.plugin.to_owned(),
        response_code: if over { one.code } else { -1 },
        start: when(begun, one.start.iso_millis()),
        elapsed: when(over, elapsed),
        end: when(over, one.end.iso_millis()),
        status: status.to_owned(),
        status_details: status_details.to_owned(),
        stdout: when(over, one.stdout.clone()),
        stdout_url: url("stdout"),
        stderr: when(over, one.stderr.clone()),
        stderr_url: url("stderr"),
        cloud_watch: command.outputs.config(),
    })
}
