//! One arm an operation.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::api::Request;
use super::documents::{self, Document};
use super::facts::Fact;
use super::script::{self, Machine, Outcome};
use super::shapes::{
    DeleteParameterOutput, GetParameterOutput, GetParametersOutput, SendCommandInput,
    SendCommandOutput, Target, UpdateSettingOutput,
};
use super::state::{Command, EXECUTION, Invocation, State};
use super::wake::Wake;
use super::{limits, lists, managed, outputs, parameters, power, settings, versions};
use crate::api::reply::json as reply;
use crate::api::{ApiError, Shape as _};
use crate::services::agent::Act;
use crate::services::agent::series::is_windows;
use crate::services::ec2::state::Instance;
use crate::services::ec2::{self, network};
use crate::sim::real::Real;
use crate::sim::time::{Span, Time};
use crate::sim::{Caller, Ctx};

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
        Request::ListCommands(input) => lists::commands(state, ctx, input).map(reply),
        Request::ListCommandInvocations(input) => lists::invocations(state, ctx, input).map(reply),
        Request::GetCommandInvocation(input) => lists::invocation(state, ctx, input).map(reply),
        Request::DescribeInstanceInformation(input) => {
            managed::managed(ctx, sight, input).map(reply)
        }
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
        Request::GetParameterHistory(input) => versions::history(state, ctx, input).map(reply),
        Request::LabelParameterVersion(input) => versions::label(state, scope, input).map(reply),
        Request::UnlabelParameterVersion(input) => {
            versions::unlabel(state, scope, input).map(reply)
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
    let runs = runs(&chosen, (ctx.now, act.as_ref()), (document, lines))?;
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
    let shown = lists::of_command(&command, ctx.now);
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
    (now, act): (Time, Option<&Act>),
    script: (Document, &[String]),
) -> Result<Vec<(&'a Instance, Outcome)>, ApiError> {
    let one = |instance: &&'a Instance| {
        let outcome = match act {
            Some(act) => Outcome { runs: documents::duration(act), ..Outcome::default() },
            None => outcome(now, instance, script)?,
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
    let managed = |instance: &Instance| managed::is_managed(sight, instance, ctx.now);
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
    now: Time,
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
    // A system numbers its processes on; that one begins each second is ours.
    let up = (now - instance.started).as_millis() / 1_000;
    let pid = u32::try_from(2_000 + up.rem_euclid(28_000)).unwrap_or(2_000);
    script::run(lines, Machine { vcpus, mib, host: &host, address: &address, pid })
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
