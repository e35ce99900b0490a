//! What the Tab key offers: commands, options, values the model lists, names of things that exist.

use super::aws::argparse::Opt;
use super::aws::table::{self, Arg, Special, Target};
use super::aws::{config, globals, help, known, s3, validate_logs, wait};
use super::files::{self, File};
use super::{tools, verbs, world};
use crate::api::names::kebab;
use crate::api::{Member, OpSpec, ServiceSpec, ShapeDef};
use crate::services::ec2::catalogue;
use crate::services::generators::Kind;
use crate::services::iam::managed;
use crate::services::{SERVICES, sns};
use crate::sim::{Region, Scope, World};

/// What could stand where the cursor is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Completion {
    /// The byte the word begins at; a candidate replaces from here to the cursor.
    pub start: usize,
    /// What could stand there, in order.
    pub candidates: Vec<Candidate>,
}

/// One possibility.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The word.
    pub text: String,
    /// What it is, in AWS's words: the state of an instance, the type of an option.
    pub note: String,
}

impl Candidate {
    fn new(text: impl Into<String>, note: impl Into<String>) -> Candidate {
        Candidate { text: text.into(), note: note.into() }
    }
}

/// What could stand at the cursor (a byte of the line).
pub fn complete(line: &str, cursor: usize, world: &World) -> Completion {
    let before = line.get(..cursor).unwrap_or(line);
    let (words, start) = words(before);
    let Some((current, words)) = words.split_last() else { return Completion::default() };
    let mut candidates = candidates(words, current, world);
    candidates.retain(|candidate| candidate.text.starts_with(current.as_str()));
    Completion { start, candidates }
}

/// The words of the last command before the cursor, the unfinished one included, and the byte that
/// one begins at.
fn words(text: &str) -> (Vec<String>, usize) {
    let mut words = vec![String::new()];
    let mut start = 0;
    let mut quote = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = at + c.len_utf8();
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '\'' | '"') => quote = Some(c),
            (None, '|' | ';' | '&' | '(' | '\n') => {
                words = vec![String::new()];
                start = next;
            }
            (None, c) if c.is_whitespace() => {
                if words.last().is_some_and(|word| !word.is_empty()) {
                    words.push(String::new());
                }
                start = next;
            }
            (None, '\\') => {
                if let (Some((_, escaped)), Some(word)) = (chars.next(), words.last_mut()) {
                    word.push(escaped);
                }
            }
            (_, c) => {
                if let Some(word) = words.last_mut() {
                    word.push(c);
                }
            }
        }
    }
    (words, start)
}

fn candidates(words: &[String], current: &str, world: &World) -> Vec<Candidate> {
    if current.starts_with('$') {
        let is_name = |name: &&String| !name.contains(':');
        return world
            .env()
            .iter()
            .filter(|(name, _)| is_name(name))
            .map(|(name, value)| Candidate::new(format!("${name}"), value))
            .collect();
    }
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => plain(&verbs::VERBS),
        ["aws", rest @ ..] => aws(rest, current, world),
        ["world", rest @ ..] => of_world(rest, world),
        ["help"] => plain(&verbs::VERBS),
        [verb, ..] if tools::NAMES.contains(verb) => files(world),
        _ => Vec::new(),
    }
}

/// The files of the terminal.
fn files(world: &World) -> Vec<Candidate> {
    let sized = |(path, file): (&str, File)| Candidate::new(path, file.body.len().to_string());
    files::below(world, "").map(sized).collect()
}

fn plain(words: &[&str]) -> Vec<Candidate> {
    words.iter().map(|word| Candidate::new(*word, "")).collect()
}

fn of_world(words: &[&str], at: &World) -> Vec<Candidate> {
    match words {
        [] => world::VERBS.iter().map(|(verb, usage)| Candidate::new(*verb, *usage)).collect(),
        ["load"] => {
            let groups = at.autoscaling().all().map(|group| Candidate::new(&group.name, ""));
            instances(at).into_iter().chain(resources(at)).chain(groups).collect()
        }
        ["mem" | "disk" | "agent"] => instances(at),
        ["mem" | "disk", _] => plain(&["grow", "off"]),
        ["agent", _] => plain(&["clock", "crash", "mend", "network"]),
        ["fault" | "mend"] => instances(at),
        ["load", name] => match at.generators().named(name) {
            Some((_, found)) => found.kind.levers().iter().map(|lever| lever.word()).collect(),
            None if at.autoscaling().named(name).is_some() => vec!["requests"],
            None => vec!["cpu", "netin", "netout"],
        }
        .into_iter()
        .map(|word| Candidate::new(word, ""))
        .collect(),
        ["resource"] => {
            let kinds = Kind::ALL.into_iter().map(Kind::word).chain(["remove"]);
            kinds.map(|word| Candidate::new(word, "")).collect()
        }
        ["resource", "remove"] => resources(at),
        ["fault" | "mend", _] => plain(&["instance", "system"]),
        ["confirm" | "unsubscribe"] => {
            let mut all = subscriptions(at);
            all.extend(at.sns().subscriptions().values().map(|s| Candidate::new(&s.endpoint, "")));
            all
        }
        ["throttling" | "history-delay"] => plain(&["off", "on"]),
        ["load", _, _, _] => plain(&["for"]),
        _ => Vec::new(),
    }
}

/// Resources that are there for their metrics alone.
fn resources(world: &World) -> Vec<Candidate> {
    let all = scopes(world).flat_map(|scope| world.generators().present(scope));
    all.map(|one| Candidate::new(&one.name, one.kind.word())).collect()
}

fn aws(words: &[&str], current: &str, world: &World) -> Vec<Candidate> {
    // Options for every command may stand anywhere; what is left are service and operation.
    let globals = globals::options();
    let mut left = Vec::new();
    let mut iter = words.iter();
    while let Some(word) = iter.next() {
        let name = word.strip_prefix("--").unwrap_or_default();
        match globals.iter().find(|opt| opt.name == name) {
            Some(opt) if opt.count == super::aws::argparse::Count::Zero => {}
            Some(opt) => match iter.next() {
                Some(_) => {}
                None => return of_global(&opt.name, opt.choices, world),
            },
            None => left.push(*word),
        }
    }
    let offered = || {
        let keep = |name: &&str| !globals::REFUSED.contains(name);
        let names: Vec<&str> = globals.iter().map(|opt| opt.name.as_str()).filter(keep).collect();
        names.into_iter().map(|name| Candidate::new(format!("--{name}"), "")).collect()
    };
    match left.as_slice() {
        [] if current.starts_with('-') => offered(),
        [] => {
            let service = |service: &&ServiceSpec| Candidate::new(service.cli, service.title);
            let mut all: Vec<Candidate> = SERVICES.iter().map(service).collect();
            all.extend(plain(&["configure", "help", "s3"]));
            all.sort_by(|a, b| a.text.cmp(&b.text));
            all
        }
        ["s3"] => plain(&s3::OFFERED),
        ["s3", ..] => {
            let mut all = files(world);
            let name = |name: &String| Candidate::new(format!("s3://{name}"), "");
            all.extend(world.s3().buckets().keys().map(name));
            all
        }
        ["configure"] => plain(&["get", "help", "list", "list-profiles", "set"]),
        [service, rest @ ..] => match (known::service(service), rest) {
            (None, _) => Vec::new(),
            (Some(service), []) => {
                let names = help::operations(service).into_iter().chain(["help".to_owned()]);
                names.map(|name| Candidate::new(name, "")).collect()
            }
            (Some(service), ["wait"]) => {
                let names = wait::offered(service).map(|(name, ..)| name);
                let names = names.chain(["help".to_owned()]);
                names.map(|name| Candidate::new(name, "")).collect()
            }
            (Some(service), ["wait", name, given @ ..]) => match wait::operation(service, name) {
                Some(op) => of_operation(service, op, given, current, world),
                None => Vec::new(),
            },
            (Some(service), [name, given @ ..]) => {
                let op = service.operations().find(|op| kebab(op.name) == *name);
                let Some(op) = op else { return of_own(name, given, current) };
                let mut all = of_operation(service, op, given, current, world);
                if current.starts_with('-') {
                    all.extend(offered());
                }
                all
            }
        },
    }
}

/// Options of the CLI's own commands.
fn of_own(name: &str, given: &[&str], current: &str) -> Vec<Candidate> {
    if name != validate_logs::NAME || !(current.starts_with('-') || given.is_empty()) {
        return Vec::new();
    }
    let unused = |opt: &Opt| !given.contains(&format!("--{}", opt.name).as_str());
    let note = |opt: &Opt| if opt.required { "required" } else { "" };
    let opts = validate_logs::options().into_iter();
    opts.filter(unused).map(|opt| Candidate::new(format!("--{}", opt.name), note(&opt))).collect()
}

fn of_global(name: &str, choices: &[&str], world: &World) -> Vec<Candidate> {
    match name {
        "profile" => {
            config::profiles(world).into_iter().map(|name| Candidate::new(name, "")).collect()
        }
        "region" => regions(),
        _ => plain(choices),
    }
}

fn regions() -> Vec<Candidate> {
    Region::all().map(|region| Candidate::new(region.code(), region.name())).collect()
}

fn of_operation(
    service: &ServiceSpec,
    op: &OpSpec,
    given: &[&str],
    current: &str,
    world: &World,
) -> Vec<Candidate> {
    let args = table::args(service, op);
    let named = |word: &str| {
        word.strip_prefix("--").and_then(|name| args.iter().find(|arg| arg.opt.name == name))
    };
    if current.starts_with('-') || given.is_empty() {
        let used = |arg: &Arg| {
            let option = format!("--{}", arg.opt.name);
            given.contains(&option.as_str())
        };
        let mut all: Vec<Candidate> = args
            .iter()
            .filter(|arg| !matches!(arg.target, Target::Refused(_)) && !used(arg))
            .map(|arg| Candidate::new(format!("--{}", arg.opt.name), note(arg)))
            .collect();
        if given.is_empty() {
            all.push(Candidate::new("help", ""));
        }
        return all;
    }
    // The option the word belongs to is the last one named.
    let Some(arg) = given.iter().rev().find_map(|word| named(word)) else { return Vec::new() };
    match arg.target {
        Target::Member(member) => of_member(member, current, world),
        Target::Wrapped(_) => Vec::new(),
        Target::Skeleton => plain(arg.opt.choices),
        Target::Special(Special::Datum("Unit")) => plain(crate::telemetry::unit::UNITS),
        _ => Vec::new(),
    }
}

fn note(arg: &Arg) -> String {
    if arg.opt.required { "required".to_owned() } else { String::new() }
}

fn of_member(member: &Member, current: &str, world: &World) -> Vec<Candidate> {
    if !member.one_of.is_empty() {
        return plain(member.one_of);
    }
    let inner = match member.shape {
        ShapeDef::Structure(def) | ShapeDef::List(ShapeDef::Structure(def)) => Some(def),
        _ => None,
    };
    match inner {
        // In shorthand it is the next key that can be told.
        Some(def) => {
            let (head, _) = current.rsplit_once(',').map_or(("", current), |(h, t)| (h, t));
            let head = if head.is_empty() { String::new() } else { format!("{head},") };
            let keys = def.members.iter().map(|inner| format!("{head}{}=", inner.name));
            keys.map(|key| Candidate::new(key, "")).collect()
        }
        None => of_name(member.name, world),
    }
}

/// The names of things that exist, by the member that takes them.
fn of_name(name: &str, world: &World) -> Vec<Candidate> {
    match name {
        "InstanceId" | "InstanceIds" => instances(world),
        "Resources" => instances(world),
        "AlarmName" | "AlarmNames" | "AlarmNamePrefix" => alarms(world),
        "TopicArn" | "TargetArn" | "AlarmActions" | "OKActions" | "InsufficientDataActions" => {
            topics(world)
        }
        "SubscriptionArn" => subscriptions(world),
        "UserName" => world.iam().users().keys().map(|name| Candidate::new(name, "")).collect(),
        "PolicyArn" | "PermissionsBoundary" => policies(world),
        "InstanceType" | "InstanceTypes" => {
            catalogue::types::TYPES.iter().map(|kind| Candidate::new(kind.name, "")).collect()
        }
        "ImageId" | "ImageIds" => catalogue::images::all(Region::US_EAST_1)
            .map(|image| Candidate::new(image.id, image.model.name))
            .collect(),
        "RegionNames" => regions(),
        "Protocol" => plain(&["email", "email-json"]),
        _ => Vec::new(),
    }
}

fn scopes(world: &World) -> impl Iterator<Item = Scope> {
    let account = world.account();
    Region::all().map(move |region| Scope { account, region })
}

fn instances(world: &World) -> Vec<Candidate> {
    scopes(world)
        .flat_map(|scope| world.ec2().instances(scope))
        .map(|instance| Candidate::new(&instance.id, instance.state.name()))
        .collect()
}

fn alarms(world: &World) -> Vec<Candidate> {
    scopes(world)
        .filter_map(|scope| world.cloudwatch().region(scope))
        .flat_map(|region| {
            let names = region.alarms().keys().chain(region.composites().keys());
            let state = |name: &String| region.value_of(name).map_or("", |state| state.name());
            names.map(|name| Candidate::new(name, state(name))).collect::<Vec<_>>()
        })
        .collect()
}

fn topics(world: &World) -> Vec<Candidate> {
    world.sns().topics().keys().map(|arn| Candidate::new(arn.as_str(), "")).collect()
}

fn subscriptions(world: &World) -> Vec<Candidate> {
    let of = |(arn, subscription): (&crate::sim::Arn, &sns::state::Subscription)| {
        Candidate::new(arn.as_str(), &subscription.endpoint)
    };
    world.sns().subscriptions().iter().map(of).collect()
}

fn policies(world: &World) -> Vec<Candidate> {
    let own = world.iam().policies().keys().map(|arn| Candidate::new(arn.as_str(), ""));
    own.chain(managed::all().iter().map(|policy| Candidate::new(policy.arn.as_str(), ""))).collect()
}
