//! One arm an operation.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::api::Request;
use super::documents::{self, Document};
use super::facts::Fact;
use super::script::{self, Machine, Outcome};
use super::shapes::{
    DeleteParameterOutput, DescribeInstancesInput, DescribeInstancesOutput, GetInvocationInput,
    GetInvocationOutput, GetParameterOutput, GetParametersOutput, InstanceInformation,
    ListCommandsInput, ListCommandsOutput, ListInvocationsInput, ListInvocationsOutput,
    SendCommandInput, SendCommandOutput, Target, UpdateSettingOutput,
};
use super::state::{Command, EXECUTION, Invocation, State};
use super::wake::Wake;
use super::{limits, outputs, parameters, power, settings};
use crate::api::reply::json as reply;
use crate::api::{self, ApiError, Shape as _, Timestamp};
use crate::services::agent::Act;
use crate::services::agent::series::is_windows;
use crate::services::ec2::lifecycle::InstanceState;
use crate::services::ec2::state::Instance;
use crate::services::ec2::{self, network};
use crate::sim::real::Real;
use crate::sim::time::{Span, Time};
use crate::sim::{Caller, Ctx, timing};

/// How long a command takes to reach an instance. AWS gives no number.
const DELIVERY: Span = Span::secs(1);

/// Carries out a request.
pub fn execute(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    sight: &Sight<'_>,
    caller: &Caller,
    request: &Request,
) -> Result<Value, ApiError> {
    let scope = ctx.scope;
    match request {
        Request::SendCommand(input) => send(state, ctx, sight, input).map(reply),
        Request::ListCommands(input) => commands(state, ctx, input).map(reply),
        Request::ListCommandInvocations(input) => invocations(state, ctx, input).map(reply),
        Request::GetCommandInvocation(input) => invocation(state, ctx, input).map(reply),
        Request::DescribeInstanceInformation(input) => managed(ctx, sight, input).map(reply),
        Request::GetParameter(input) => {
            let seal = parameters::sealing(ctx.ids, input.with_decryption);
            let parameter = parameters::get(state, scope, &input.name, seal)?;
            Ok(reply(GetParameterOutput { parameter }))
        }
        Request::GetParameters(input) => {
            let mut found = GetParametersOutput::default();
            for name in &input.names {
                let seal = parameters::sealing(ctx.ids, input.with_decryption);
                match parameters::get(state, scope, name, seal) {
                    Ok(parameter) => found.parameters.push(parameter),
                    Err(_) => found.invalid.push(name.clone()),
                }
            }
            Ok(reply(found))
        }
        Request::GetParametersByPath(input) => {
            parameters::by_path(state, scope, ctx.ids, input).map(reply)
        }
        Request::DescribeParameters(input) => {
            parameters::describe(state, (scope, ctx.now), input).map(reply)
        }
        Request::PutParameter(input) => parameters::put(state, ctx, caller, input).map(reply),
        Request::DeleteParameter(input) => {
            parameters::delete(state, scope, &input.name)?;
            Ok(reply(DeleteParameterOutput {}))
        }
        Request::DeleteParameters(input) => Ok(reply(parameters::delete_all(state, scope, input))),
        Request::GetServiceSetting(input) => settings::get(state, scope, &input.id).map(reply),
        Request::UpdateServiceSetting(input) => {
            settings::set(state, ctx, caller, (&input.id, Some(&input.value)))?;
            Ok(reply(UpdateSettingOutput {}))
        }
        Request::ResetServiceSetting(input) => {
            settings::set(state, ctx, caller, (&input.id, None))?;
            settings::get(state, scope, &input.id).map(reply)
        }
    }
}

/// What Systems Manager sees of others.
#[derive(Clone, Debug)]
pub struct Sight<'a> {
    /// EC2.
    pub ec2: &'a ec2::State,
    /// The instances whose Systems Manager agent reports: AWS hears of it, and its role or the
    /// account lets it.
    pub reporting: BTreeSet<String>,
    /// What a request names of others for its output.
    pub named: outputs::Named,
}

/// Whether an instance can be sent commands: it runs, its image brings the agent (every one here
/// does), and the agent reports and has had the time to. That one whose agent fell silent is
/// refused at once, instead of being waited for, is ours.
fn is_managed(sight: &Sight<'_>, instance: &Instance, now: Time) -> bool {
    let runs = instance.state == InstanceState::Running;
    let reports = sight.reporting.contains(&instance.id);
    runs && instance.started + timing::AGENT_REPORTS <= now && reports
}

fn send(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    sight: &Sight<'_>,
    input: &SendCommandInput,
) -> Result<SendCommandOutput, ApiError> {
    let document = Document::find(&input.document_name)
        .ok_or_else(|| ApiError::not_simulated(format!("document {}", input.document_name)))?;
    let parameters = input.parameters.clone().unwrap_or_default();
    let act = document.act(&parameters)?;
    let (lines, most) = match document {
        Document::Shell | Document::PowerShell => script_of(&parameters)?,
        Document::Package | Document::Manage => (&[][..], EXECUTION),
    };
    let named = input.instance_ids.clone().unwrap_or_default();
    let targets = input.targets.as_deref().unwrap_or_default();
    let chosen = chosen(ctx, sight, &named, targets)?;
    let runs = runs(&chosen, act.as_ref(), (document, lines))?;
    let limits = limits(input)?;
    let outputs = outputs::asked(input, sight.named)?;
    let number = state.commands.len() as u64;
    let id = ctx.ids.uuid("ssm:command", number);
    let lasts = |outcome: &Outcome| outcome.runs.min(most).max(Span::millis(11));
    let fails = |outcome: &Outcome| outcome.runs > most || outcome.code != 0;
    let planned = runs.iter().map(|(_, outcome)| (lasts(outcome), fails(outcome)));
    let planned = limits::planned(&planned.collect::<Vec<_>>(), &limits, ctx.now + DELIVERY);
    let mut invocations = Vec::new();
    for (nth, ((instance, outcome), sent)) in (0_u64..).zip(runs.into_iter().zip(planned)) {
        let (start, terminated) = (sent.unwrap_or_else(|at| at), sent.is_err());
        let end = if terminated { start } else { start + lasts(&outcome) };
        if !terminated {
            load(ctx, &instance.id, &outcome, (start, most));
            ctx.fact(Fact::Sent { command: id.clone(), instance: instance.id.clone() });
        }
        if act.is_some() {
            let scope = ctx.scope;
            ctx.wake(end, Wake::Agent { scope, command: number, invocation: nth });
        }
        let plugin = document.plugin(is_windows(instance));
        let end = (start, end, terminated);
        invocations.push(begun(instance, (plugin, act.clone()), outcome, (end, most)));
    }
    let shown: Vec<Value> = targets.iter().map(Target::write).collect();
    let command = Command {
        id,
        scope: ctx.scope,
        document,
        comment: input.comment.clone().unwrap_or_default(),
        parameters,
        instance_ids: named,
        targets: Value::Array(shown).to_string(),
        requested: ctx.now,
        timeout: Span::secs(input.timeout_seconds.map_or(3_600, i64::from)),
        limits,
        outputs,
        notices: Vec::new(),
        invocations,
    };
    if let Some(at) = command.next_turn(ctx.now).filter(|_| !command.outputs.is_empty()) {
        ctx.wake(at, Wake::Turns { scope: ctx.scope, command: number });
    }
    let shown = of_command(&command, ctx.now);
    state.commands.push(command);
    Ok(SendCommandOutput { command: shown })
}

/// What becomes of a command on an instance, as it is foreseen.
fn begun(
    instance: &Instance,
    (plugin, act): (&'static str, Option<Act>),
    outcome: Outcome,
    ((start, end, terminated), most): ((Time, Time, bool), Span),
) -> Invocation {
    Invocation {
        instance: instance.id.clone(),
        plugin,
        act,
        start,
        end,
        code: if outcome.runs > most { 137 } else { outcome.code },
        timed_out: outcome.runs > most,
        terminated,
        stdout: outcome.stdout,
        stderr: outcome.stderr,
        told: "",
        delivered: None,
    }
}

/// At how many instances at once it runs, and how many may fail.
fn limits(input: &SendCommandInput) -> Result<(String, String), ApiError> {
    let read = |name: &str, given: &Option<String>, usual: &str, zero: bool, pattern: &str| {
        let text = given.clone().unwrap_or(usual.to_owned());
        if limits::is_right(&text, zero) {
            return Ok(text);
        }
        let text = format!(
            "1 validation error detected: Value '{text}' at '{name}' failed to satisfy constraint: \
             Member must satisfy regular expression pattern: {pattern}"
        );
        Err(ApiError::new("ValidationException", text))
    };
    let at_once = "^([1-9][0-9]*|[1-9][0-9]%|[1-9]%|100%)$";
    let errors = "^([1-9][0-9]*|[0]|[1-9][0-9]%|[0-9]%|100%)$";
    Ok((
        read("maxConcurrency", &input.max_concurrency, "50", false, at_once)?,
        read("maxErrors", &input.max_errors, "0", true, errors)?,
    ))
}

/// The instances with what becomes of the command on each.
fn runs<'a>(
    chosen: &[&'a Instance],
    act: Option<&Act>,
    script: (Document, &[String]),
) -> Result<Vec<(&'a Instance, Outcome)>, ApiError> {
    let one = |instance: &&'a Instance| {
        let outcome = match act {
            Some(act) => Outcome { runs: documents::duration(act), ..Outcome::default() },
            None => outcome(instance, script)?,
        };
        Ok((*instance, outcome))
    };
    chosen.iter().map(one).collect()
}

/// The lines of a script, and how long it may run.
fn script_of(parameters: &BTreeMap<String, Vec<String>>) -> Result<(&[String], Span), ApiError> {
    let invalid = |text: &str| ApiError::new("InvalidParameters", text);
    let lines = parameters.get("commands").filter(|lines| !lines.is_empty());
    let lines = lines.ok_or_else(|| invalid("Missing required parameter: commands"))?;
    let most = match parameters.get("executionTimeout").and_then(|values| values.first()) {
        Some(secs) => {
            let read = secs.parse().ok().filter(|secs| (1..=172_800).contains(secs));
            Span::secs(read.ok_or_else(|| invalid("Invalid value for executionTimeout"))?)
        }
        None => EXECUTION,
    };
    let known = ["commands", "executionTimeout", "workingDirectory"];
    if let Some(other) = parameters.keys().find(|name| !known.contains(&name.as_str())) {
        return Err(invalid(&format!("Unknown parameter: {other}")));
    }
    Ok((lines, most))
}

/// The instances a command goes to. Those that are named must be managed; of those that a tag
/// names, the ones that are not are passed over. Each runs the command once.
fn chosen<'a>(
    ctx: &Ctx<'_>,
    sight: &Sight<'a>,
    named: &[String],
    targets: &[Target],
) -> Result<Vec<&'a Instance>, ApiError> {
    let ec2 = sight.ec2;
    let managed = |instance: &Instance| is_managed(sight, instance, ctx.now);
    let here = |id: &str| ec2.instance(id).filter(|i| i.scope == ctx.scope && managed(i));
    let mut found: Vec<&Instance> = Vec::new();
    let mut ids: Vec<&String> = named.iter().collect();
    for target in targets {
        let values = target.values.as_deref().unwrap_or_default();
        let key = target.key.as_deref().unwrap_or_default();
        match (key.to_ascii_lowercase().as_str(), key.strip_prefix("tag:")) {
            ("instanceids", _) => ids.extend(values),
            (_, Some(tag)) => {
                let tagged = ec2.instances(ctx.scope).into_iter().filter(|instance| {
                    let tags = ec2.tags(ctx.scope, &instance.id);
                    let value = tags.and_then(|tags| tags.get(tag));
                    managed(instance) && value.is_some_and(|v| values.contains(v))
                });
                found.extend(tagged);
            }
            _ => return Err(ApiError::not_simulated(format!("Targets key {key}"))),
        }
    }
    for id in ids {
        let invalid = || {
            let account = ctx.scope.account;
            let text = format!("Instances [[{id}]] not in a valid state for account {account}");
            ApiError::new("InvalidInstanceId", text)
        };
        found.push(here(id).ok_or_else(invalid)?);
    }
    if named.is_empty() && targets.is_empty() {
        let text = "No instances or targets were specified";
        return Err(ApiError::new("InvalidInstanceId", text));
    }
    let mut seen = BTreeSet::new();
    found.retain(|instance| seen.insert(&instance.id));
    Ok(found)
}

fn outcome(
    instance: &Instance,
    (document, lines): (Document, &[String]),
) -> Result<Outcome, ApiError> {
    let windows = is_windows(instance);
    if document == Document::PowerShell {
        return match windows {
            true => power::run(lines, instance),
            false => Ok(power::missing()),
        };
    }
    if windows {
        let document = Document::Shell.name();
        let text = format!("Document {document} is not supported on the platform Windows");
        return Err(ApiError::new("UnsupportedPlatformType", text));
    }
    let kind = instance.instance_type();
    let (vcpus, mib) = kind.map_or((1, 1_024), |kind| (kind.vcpus(), kind.memory_mib));
    let host = network::private_name(instance.scope.region, instance.interface.private);
    let address = instance.interface.private.to_string();
    script::run(lines, Machine { vcpus, mib, host: &host, address: &address })
}

/// Asks to be woken for each line that takes processor or memory; what runs too long is stopped.
fn load(ctx: &mut Ctx<'_>, instance: &str, outcome: &Outcome, (start, most): (Time, Span)) {
    let stop = start + most;
    for load in &outcome.loads {
        let at = start + load.after;
        if at >= stop {
            continue;
        }
        let foreground = load.lasts.is_some() || outcome.runs > most;
        let until = load.lasts.map(|lasts| at + lasts).or(foreground.then_some(stop));
        ctx.wake(
            at,
            Wake::Weighs {
                scope: ctx.scope,
                instance: instance.to_owned(),
                memory: load.memory,
                percent: load.percent.map(Real::new),
                until: until.filter(|_| load.percent.is_some()),
                begun: start,
            },
        );
    }
}

/// A command as it is shown.
fn of_command(command: &Command, now: Time) -> Value {
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
    filters: Option<&Vec<super::shapes::CommandFilter>>,
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

fn page(
    items: Vec<Value>,
    token: Option<&String>,
    most: Option<i32>,
) -> Result<(Vec<Value>, Option<String>), ApiError> {
    let size = most.and_then(|n| usize::try_from(n).ok()).unwrap_or(50);
    let wrong = || ApiError::new("InvalidNextToken", "The specified token isn't valid.");
    api::page::page(items, token.map(String::as_str), size).ok_or_else(wrong)
}

fn commands(
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
    let (commands, next_token) = page(found, input.next_token.as_ref(), input.max_results)?;
    Ok(ListCommandsOutput { commands, next_token })
}

fn invocations(
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
    let (invocations, next_token) = page(found, input.next_token.as_ref(), input.max_results)?;
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

fn invocation(
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

fn managed(
    ctx: &Ctx<'_>,
    sight: &Sight<'_>,
    input: &DescribeInstancesInput,
) -> Result<DescribeInstancesOutput, ApiError> {
    let tag = |id: &str, fits: &dyn Fn(&String, &String) -> bool| {
        sight
            .ec2
            .tags(ctx.scope, id)
            .is_some_and(|tags| tags.iter().any(|(key, value)| fits(key, value)))
    };
    let mut found = Vec::new();
    for instance in sight.ec2.instances(ctx.scope) {
        let mut fits = is_managed(sight, instance, ctx.now);
        for filter in input.filters.iter().flatten() {
            fits &= match filter.key.as_str() {
                "InstanceIds" => filter.values.contains(&instance.id),
                "PingStatus" => filter.values.iter().any(|value| value == "Online"),
                "tag-key" => tag(&instance.id, &|key, _| filter.values.contains(key)),
                other => match other.strip_prefix("tag:") {
                    Some(name) => tag(&instance.id, &|key, value| {
                        key == name && filter.values.contains(value)
                    }),
                    None => return Err(ApiError::not_simulated(format!("Filters key {other}"))),
                },
            };
        }
        if fits {
            found.push(information(instance, ctx.now));
        }
    }
    let size = input.max_results.and_then(|n| usize::try_from(n).ok()).unwrap_or(50);
    let token = input.next_token.as_deref();
    let wrong = || ApiError::new("InvalidNextToken", "The specified token isn't valid.");
    let (instances, next_token) = api::page::page(found, token, size).ok_or_else(wrong)?;
    Ok(DescribeInstancesOutput { instances, next_token })
}

fn information(instance: &Instance, now: Time) -> InstanceInformation {
    let image = instance.image().map_or("", |image| image.model.name);
    let (kind, name, version) = match image {
        name if name.contains("Windows") => ("Windows", "Microsoft Windows Server", "10.0"),
        name if name.contains("ubuntu") => ("Linux", "Ubuntu", "22.04"),
        name if name.contains("al2023") => ("Linux", "Amazon Linux", "2023"),
        _ => ("Linux", "Amazon Linux", "2"),
    };
    InstanceInformation {
        instance_id: instance.id.clone(),
        ping_status: "Online".to_owned(),
        last_ping: Timestamp(now.floor(Span::mins(5)).max(instance.started)),
        agent_version: "3.3.1611.0".to_owned(),
        is_latest: true,
        platform_type: kind.to_owned(),
        platform_name: name.to_owned(),
        platform_version: version.to_owned(),
        resource_type: "EC2Instance".to_owned(),
        ip_address: instance.interface.private.to_string(),
        computer_name: network::private_name(instance.scope.region, instance.interface.private),
    }
}
