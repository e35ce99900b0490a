//! A session's calls as a shell script for a real AWS account.
//!
//! What AWS made up on the way (ids, ARNs) is other there, so later calls use what earlier ones
//! answered, in variables.

use std::fmt::Display;

use serde_json::Value;

use crate::api::ApiError;
use crate::api::spec::Operation as _;
use crate::services::Request;
use crate::shell::aws::print;
use crate::sim::command::Resource;
use crate::sim::{Act, Change, Command, Entry, Setup, Time, Via, World};
use crate::text::Texts;

/// Ids that AWS makes up look so.
const ID_DIGITS: usize = 8;

/// The script. The first `floor` entries made the world that the learner found.
pub fn script(setup: Setup, log: &[Entry], floor: usize, title: &str, texts: &Texts) -> String {
    let steps = steps(setup, log);
    let mut names = Names::new(&steps, World::new(setup).account().to_string());
    let body: Vec<String> = (0..)
        .zip(&steps)
        .skip(floor)
        .filter_map(|(i, step)| line(i, step, &steps, &mut names, texts))
        .collect();
    let mut head = vec!["#!/usr/bin/env bash".to_owned(), "export AWS_PAGER=".to_owned()];
    head.push(comment(&texts.fill("learn.script.title", &[("title", &title)])));
    let profiles = profiles(&steps);
    head.push(comment(&texts.fill("learn.script.profiles", &[("profiles", &profiles)])));
    let body = body.join("\n");
    if body.contains("$ACCOUNT") {
        let first = steps.iter().find_map(|step| Some(step.call()?.0.clone()));
        let who = first.map_or_else(String::new, |who| format!(" --profile {who}"));
        head.push(format!(
            "ACCOUNT=$(aws sts get-caller-identity --query Account --output text{who})"
        ));
    }
    for (address, name) in &names.addresses {
        head.push(format!("{name}={address} # {}", texts.t("learn.script.address")));
    }
    format!("{}\n\n{body}\n", head.join("\n"))
}

/// A command with what came of it.
pub(super) struct Step<'a> {
    pub entry: &'a Entry,
    pub now: Time,
    pub reply: Result<Value, ApiError>,
    /// Whether it was refused for want of permission.
    pub refused: bool,
    /// Whose subscription the link in a mail was about.
    pub endpoint: Option<String>,
    /// What a call was given, as text.
    input: String,
}

impl Step<'_> {
    /// The profile and the request of a call that the learner made with credentials.
    pub fn call(&self) -> Option<(String, &Request)> {
        let Command::Call(call) = &self.entry.command else { return None };
        // What a page reads is nobody's step, nor is what was asked to fill a variable: the script
        // has its own.
        let typed = self.entry.typed.as_ref().is_some_and(|typed| !typed.contains("$("));
        let own = matches!(self.entry.act, Act::Do | Act::Other)
            || (self.entry.act == Act::Read && typed);
        (own && call.via != Via::MailLink).then(|| (call.who.profile().to_owned(), &call.request))
    }
}

pub(super) fn steps(setup: Setup, log: &[Entry]) -> Vec<Step<'_>> {
    let mut world = World::new(setup);
    let mut steps = Vec::new();
    for entry in log {
        let (now, leaving) = (world.now(), endpoint(&world, entry, None));
        let outcome = world.apply(&entry.command);
        let endpoint = leaving.or_else(|| endpoint(&world, entry, outcome.reply.as_ref().ok()));
        let input = match &entry.command {
            Command::Call(call) => call.request.input().to_string(),
            _ => String::new(),
        };
        let refused = outcome.record.is_some_and(|record| is_refused(&world, record));
        steps.push(Step { entry, now, reply: outcome.reply, refused, endpoint, input });
    }
    steps
}

/// Whose subscription the link in a mail is about: the one that is left, or the one that an answer
/// names.
fn endpoint(world: &World, entry: &Entry, reply: Option<&Value>) -> Option<String> {
    let Command::Call(call) = &entry.command else { return None };
    if call.via != Via::MailLink {
        return None;
    }
    let input = call.request.input();
    let arn = reply.unwrap_or(&input).get("SubscriptionArn")?.as_str()?;
    let arn = crate::sim::Arn::parse(arn)?;
    Some(world.sns().subscriptions().get(&arn)?.endpoint.clone())
}

/// Whether no policy allowed a call, or one forbade it.
fn is_refused(world: &World, record: usize) -> bool {
    let record = world.cloudtrail().records().get(record);
    let decision = record.and_then(|record| record.decision.as_ref());
    decision.is_some_and(|decision| decision.outcome != crate::access::trace::Outcome::Allow)
}

fn profiles(steps: &[Step<'_>]) -> String {
    let mut profiles: Vec<String> = Vec::new();
    for (profile, _) in steps.iter().filter_map(Step::call) {
        if !profiles.contains(&profile) {
            profiles.push(profile);
        }
    }
    profiles.join(", ")
}

/// The variables of the script.
pub(super) struct Names {
    /// What AWS answered, and the variable that holds it from then on.
    captured: Vec<(String, String)>,
    /// Mail addresses of the simulated world.
    addresses: Vec<(String, String)>,
    /// The simulated account, where the script runs in another one.
    account: Option<(String, String)>,
    /// What may be other the next time.
    varies: fn(&str) -> bool,
    /// How many values of one answer are kept at most.
    most: usize,
}

impl Names {
    /// Names for a script that runs in the simulator again: the account and what is named after it
    /// are the same there, ids may be others.
    pub fn simulated() -> Names {
        let (captured, addresses) = (Vec::new(), Vec::new());
        Names { captured, addresses, account: None, varies: is_id, most: 1 }
    }

    fn new(steps: &[Step<'_>], account: String) -> Names {
        let mut addresses: Vec<(String, String)> = Vec::new();
        for (_, request) in steps.iter().filter_map(Step::call) {
            let input = request.input();
            let endpoint = input.get("Endpoint").and_then(Value::as_str);
            let new = |address: &&str| addresses.iter().all(|(known, _)| known != address);
            if let Some(address) = endpoint.filter(|text| text.contains('@')).filter(new) {
                let name = numbered("EMAIL", addresses.len());
                addresses.push((address.to_owned(), name));
            }
        }
        let account = Some((account, "ACCOUNT".to_owned()));
        let captured = Vec::new();
        Names { captured, addresses, account, varies: is_made_up, most: usize::MAX }
    }

    /// What of a reply is asked for later and not known yet: path and variable.
    pub fn capture(&mut self, i: usize, steps: &[Step<'_>]) -> Vec<(String, String)> {
        let Some(Ok(reply)) = steps.get(i).map(|step| &step.reply) else { return Vec::new() };
        let mut leaves = Vec::new();
        leaves_of(reply, String::new(), &mut leaves);
        let mut new = Vec::new();
        for (path, value) in leaves {
            let known = self.captured.iter().any(|(known, _)| *known == value);
            let mut later = steps.iter().skip(i + 1);
            let mut asked = || later.any(|s| s.input.contains(&value) && s.call().is_some());
            if new.len() == self.most || known || !(self.varies)(&value) || !asked() {
                continue;
            }
            let name = self.name(&path);
            self.captured.push((value, name.clone()));
            new.push((path, name));
        }
        new
    }

    /// `Instances[0].InstanceId` → `INSTANCE_ID`, and `INSTANCE_ID_2` the next time.
    fn name(&self, path: &str) -> String {
        let last = path.rsplit('.').next().unwrap_or_default();
        let last = last.split('[').next().unwrap_or_default();
        let base = crate::api::names::kebab(last).replace('-', "_").to_ascii_uppercase();
        let ours = |name: &str| name == base || name.starts_with(&format!("{base}_"));
        let taken = self.captured.iter().filter(|(_, name)| ours(name)).count();
        numbered(&base, taken)
    }

    /// A command with its values as variables.
    pub fn filled(&self, command: &str) -> String {
        let known = self.captured.iter().chain(&self.addresses).chain(&self.account);
        let mut known: Vec<_> = known.collect();
        // The longest first: an ARN may hold another's.
        known.sort_by_key(|(value, _)| std::cmp::Reverse(value.len()));
        known
            .into_iter()
            .fold(command.to_owned(), |text, (value, name)| variable(&text, value, name))
    }
}

fn numbered(base: &str, taken: usize) -> String {
    match taken {
        0 => base.to_owned(),
        n => format!("{base}_{}", n + 1),
    }
}

/// Replaces a value by a variable, in and out of single quotes.
fn variable(text: &str, value: &str, name: &str) -> String {
    let mut out = String::new();
    let mut pieces = text.split(value);
    out.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        // A quote behind a backslash opens and closes nothing.
        let quoted = out.replace("\\'", "").matches('\'').count() % 2 == 1;
        let use_it = if quoted { format!("'\"${name}\"'") } else { format!("\"${name}\"") };
        out.push_str(&use_it);
        out.push_str(piece);
    }
    out
}

/// Every text in a reply with the JMESPath that leads to it.
fn leaves_of(value: &Value, path: String, out: &mut Vec<(String, String)>) {
    match value {
        Value::String(text) => out.push((path, text.clone())),
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                leaves_of(item, format!("{path}[{i}]"), out);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                let dot = if path.is_empty() { "" } else { "." };
                leaves_of(member, format!("{path}{dot}{name}"), out);
            }
        }
        _ => {}
    }
}

/// Whether AWS made a text up: an ARN of this account, or an id.
fn is_made_up(text: &str) -> bool {
    is_id(text) || (text.starts_with("arn:") && !text.contains("::aws:"))
}

/// Whether a text is an id such as `i-0123456789abcdef0`.
fn is_id(text: &str) -> bool {
    let hex = |id: &str| id.len() >= ID_DIGITS && id.bytes().all(|b| b.is_ascii_hexdigit());
    text.split_once('-').is_some_and(|(kind, id)| {
        hex(id) && kind != "ami" && kind.bytes().all(|b| b.is_ascii_lowercase())
    })
}

fn line(
    i: usize,
    step: &Step<'_>,
    steps: &[Step<'_>],
    names: &mut Names,
    texts: &Texts,
) -> Option<String> {
    match &step.entry.command {
        Command::Call(call) if call.via == Via::MailLink => {
            let confirms = call.request.spec().name == "ConfirmSubscription";
            let key = if confirms { "learn.script.confirm" } else { "learn.script.unsubscribe" };
            Some(comment(texts.t(key)))
        }
        Command::Call(call) => {
            step.call()?;
            let command = print::folded(&call.request, Some(&call.who), Some(call.region));
            let command = names.filled(&command);
            let mut out = Vec::new();
            if call.request.input().get("ImageId").is_some() {
                out.push(comment(texts.t("learn.script.image")));
            }
            if let Err(error) = &step.reply {
                out.push(comment(&texts.fill("learn.script.refused", &[("code", &error.code)])));
            }
            out.push(captured(&command, &names.capture(i, steps)));
            Some(out.join("\n"))
        }
        Command::SignIn(who) => {
            let who: &dyn Display = &who.profile();
            Some(comment(&texts.fill("learn.script.signed-in", &[("who", who)])))
        }
        Command::Login(attempt) => Some(crate::shell::world::sign_in(attempt)),
        Command::Switch { role } => switched(i, role, steps),
        Command::SwitchBack => Some(comment(texts.t("learn.script.switch-back"))),
        Command::Advance { until } => {
            let span = *until - step.now;
            let args: [(&str, &dyn Display); 2] = [("span", &span), ("secs", &span.as_secs())];
            (span.as_secs() > 0).then(|| comment(&texts.fill("learn.script.time", &args)))
        }
        Command::World(change) => Some(comment(&names.filled_plain(&changed(change, texts)))),
        Command::Schedule { at, who, text } => {
            let args: [(&str, &dyn Display); 3] = [("time", at), ("who", who), ("text", text)];
            Some(comment(&texts.fill("learn.script.later", &args)))
        }
        // Values are resolved in the calls that use them.
        Command::Set { .. } | Command::Begin { .. } => None,
    }
}

/// A switch to a role, as a profile of the CLI under the name that later calls are made with.
pub(super) fn switched(i: usize, role: &str, steps: &[Step<'_>]) -> Option<String> {
    let key = steps.get(i)?.reply.as_ref().ok()?.get("AccessKeyId")?.as_str()?;
    let from = signed_in(i, steps);
    let set = format!("aws configure set profile.{key}");
    Some(format!("{set}.role_arn {role}\n{set}.source_profile {from}"))
}

/// Who was signed in before a step.
fn signed_in<'a>(i: usize, steps: &'a [Step<'_>]) -> &'a str {
    let mut before = steps.iter().take(i).rev();
    let who = before.find_map(|step| match &step.entry.command {
        Command::SignIn(who) => Some(who.profile()),
        _ => None,
    });
    who.unwrap_or("admin")
}

impl Names {
    /// A comment with its values as variables.
    fn filled_plain(&self, text: &str) -> String {
        let fill = |text: String, (value, name): &(String, String)| {
            text.replace(value, &format!("${name}"))
        };
        self.captured.iter().fold(text.to_owned(), fill)
    }
}

/// A command whose answer goes into variables.
fn captured(command: &str, wanted: &[(String, String)]) -> String {
    match wanted {
        [] => command.to_owned(),
        [(path, name)] => {
            format!("{name}=$({command} \\\n    --query '{path}' --output text)")
        }
        several => {
            let names: Vec<&str> = several.iter().map(|(_, name)| name.as_str()).collect();
            let paths: Vec<&str> = several.iter().map(|(path, _)| path.as_str()).collect();
            let (names, paths) = (names.join(" "), paths.join(","));
            format!(
                "read -r {names} <<< \"$({command} \\\n    --query '[{paths}]' --output text)\""
            )
        }
    }
}

fn changed(change: &Change, texts: &Texts) -> String {
    match change {
        Change::Load { instance, amount: None, .. } => {
            texts.fill("learn.script.load-off", &[("instance", instance)])
        }
        Change::Load { instance, resource, amount: Some(amount), .. } => {
            let key = match resource {
                Resource::Cpu => "learn.script.load",
                Resource::NetIn | Resource::NetOut => "learn.script.network",
                Resource::Iops => "learn.script.iops",
                Resource::DiskOps => "learn.script.disk-ops",
                Resource::Imdsv1 => "learn.script.imdsv1",
            };
            texts.fill(key, &[("instance", instance), ("amount", amount)])
        }
        Change::Fault { instance, failing, .. } => {
            let key = if *failing { "learn.script.fault" } else { "learn.script.mended" };
            texts.fill(key, &[("instance", instance)])
        }
        Change::Bring { kind, name, .. } => {
            texts.fill("learn.script.bring", &[("kind", &kind.word()), ("name", name)])
        }
        Change::Remove { name } => texts.fill("learn.script.remove", &[("name", name)]),
        Change::Demand(demand) => {
            let what = demand.lever.word();
            let amount = demand.amount.map_or_else(|| "off".to_owned(), |n| n.to_string());
            let args: [(&str, &dyn std::fmt::Display); 3] =
                [("name", &demand.name), ("what", &what), ("amount", &amount)];
            texts.fill("learn.script.demand", &args)
        }
        Change::Trouble { name, trouble, failing, .. } => {
            let key = if *failing { "learn.script.trouble" } else { "learn.script.trouble-over" };
            texts.fill(key, &[("name", name), ("what", &trouble.word())])
        }
        Change::Function { name, .. } => texts.fill("learn.script.function", &[("name", name)]),
        Change::Inside(inside) => {
            texts.fill("learn.script.inside", &[("instance", &inside.instance())])
        }
        Change::Throttling(_) | Change::InstantHistory(_) => {
            texts.t("learn.script.switch").to_owned()
        }
    }
}

fn comment(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("# {line}")).collect();
    lines.join("\n")
}
