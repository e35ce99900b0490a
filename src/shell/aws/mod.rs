//! The AWS CLI: its grammar over the operation tables, its messages, its exit codes.
//!
//! It behaves as AWS CLI 2.36.7 does; `--version` says so. Where this simulator cannot follow, it
//! refuses by name.

pub mod argparse;
mod assume;
mod blob;
mod bucket;
pub mod config;
pub mod configure;
pub mod fault;
pub mod globals;
pub mod help;
pub mod json;
pub mod known;
mod mfa;
mod outfile;
pub mod pages;
pub mod params;
pub mod print;
pub mod python;
pub mod rules;
pub mod s3;
mod shorthand;
pub mod skeleton;
pub mod table;
pub mod validate_logs;
pub mod values;
pub mod wait;

use serde_json::{Map, Value};

use crate::api::names::{CLI_VERSION, kebab};
use crate::api::{ApiError, OpSpec, Protocol, ServiceSpec};
use crate::services::Request;
use crate::services::s3::Body;
use crate::shell::output::{self, Format, Reply};
use crate::shell::query::Query;
use crate::sim::{Call, Outcome, Region, Via, Who, World};
use crate::text::Texts;
use argparse::{Opt, Word, parse};
use config::Config;
use fault::{ErrorFormat, Fault};
use globals::Globals;
use pages::Listing;
use params::{Asked, Reader};
use wait::Waiter;

/// What the CLI may do to the world.
pub trait Door {
    /// The world as it is.
    fn world(&self) -> &World;
    /// Makes a call.
    fn call(&mut self, call: Call) -> Outcome;
    /// Sets a shell variable.
    fn set(&mut self, name: &str, value: &str);
    /// Whether what is printed goes to another command or into a file, as it is.
    fn is_piped(&self) -> bool {
        false
    }
    /// What the command before gives.
    fn take_input(&mut self) -> Option<Body> {
        None
    }
}

/// What a command printed, and its exit code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finished {
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
    /// The exit code.
    pub exit: u8,
}

impl Finished {
    /// Success with this output.
    pub fn ok(stdout: impl Into<String>) -> Finished {
        Finished { stdout: stdout.into(), ..Finished::default() }
    }
}

/// What a command comes to.
#[derive(Clone, Debug)]
pub enum Ran {
    /// It has ended.
    Ended(Finished),
    /// It asks until something is as wished, and time passes between the questions.
    Waits(Box<Waiter>),
}

/// Runs a command: `args` is what stands behind `aws`. Without a profile it is `default` who calls.
pub fn run(args: &[String], default: &Who, door: &mut dyn Door, texts: &Texts) -> Ran {
    let mut errors = ErrorFormat::Enhanced;
    let (stdout, warned) = (String::new(), String::new());
    let mut cli = Cli { default, door, texts, stdout, warned, waiter: None };
    let finished = match cli.main(args, &mut errors) {
        Ok(finished) => finished,
        Err(fault) => {
            let stdout = std::mem::take(&mut cli.stdout);
            Finished { stdout, stderr: fault.stderr(errors, texts), exit: fault.exit() }
        }
    };
    match cli.waiter {
        Some(waiter) => Ran::Waits(Box::new(waiter)),
        None => Ran::Ended(Finished { stderr: cli.warned + &finished.stderr, ..finished }),
    }
}

struct Cli<'a> {
    default: &'a Who,
    door: &'a mut dyn Door,
    texts: &'a Texts,
    /// What was printed before something went wrong.
    stdout: String,
    /// What it warned of before.
    warned: String,
    /// The wait that began.
    waiter: Option<Waiter>,
}

/// What the CLI says of `--max-items 0` (its `paginate.py`).
const NO_ITEMS: &str =
    "warning: Non-positive values for --max-items may result in undefined behavior.\n";

impl Cli<'_> {
    fn main(&mut self, args: &[String], errors: &mut ErrorFormat) -> Result<Finished, Fault> {
        let opts = globals::options();
        if args.iter().any(|arg| arg == "--version") {
            return Ok(Finished::ok(version()));
        }
        let choices = known::services().collect();
        let word = Word { name: "command", required: true, choices };
        let parsed = parse(&opts, &word, args).map_err(Fault::Usage)?;
        let globals = Globals::read(&opts, &parsed);
        *errors = globals.errors;
        if let Some(name) = globals.refused {
            return Err(config::not_simulated(&format!("--{name}"), self.texts));
        }
        let query = match &globals.query {
            None => None,
            Some(text) => Some(
                Query::parse(text)
                    .map_err(|why| Fault::Param(format!("Bad value for --query {text}: {why}")))?,
            ),
        };
        let command = parsed.word.clone().unwrap_or_default();
        match command.as_str() {
            "help" => return Ok(Finished::ok(help::top(self.texts))),
            "configure" => return configure::run(&parsed.rest, &globals, self.door, self.texts),
            _ => {}
        }
        config::profile(&globals, self.door.world())?;
        if command == "s3" {
            let rest = outfile::with_files(&parsed.rest, self.door);
            return s3::run(self, &rest, &globals);
        }
        match known::service(&command) {
            Some(service) => self.service(service, &parsed.rest, &globals, query.as_ref()),
            None => Err(config::not_simulated(&format!("aws {command}"), self.texts)),
        }
    }

    fn service(
        &mut self,
        service: &'static ServiceSpec,
        args: &[String],
        globals: &Globals,
        query: Option<&Query>,
    ) -> Result<Finished, Fault> {
        let choices = known::operations(service).collect();
        let word = Word { name: "operation", required: true, choices };
        let parsed = parse(&[], &word, args).map_err(Fault::Usage)?;
        let name = parsed.word.clone().unwrap_or_default();
        if name == "help" {
            return Ok(Finished::ok(help::service(service, self.texts)));
        }
        if (service.cli, name.as_str()) == ("cloudtrail", validate_logs::NAME) {
            let (default, errors) = (self.default, globals.errors);
            return validate_logs::run(
                &parsed.rest,
                globals,
                errors,
                default,
                self.door,
                self.texts,
            );
        }
        if name == wait::NAME && !wait::names(service).is_empty() {
            return self.wait(service, &parsed.rest, globals);
        }
        match service.operations().find(|op| kebab(op.name) == name) {
            Some(op) => self.operation(service, op, &parsed.rest, globals, query),
            None => {
                let what = format!("aws {} {name}", service.cli);
                Err(config::not_simulated(&what, self.texts))
            }
        }
    }

    fn operation(
        &mut self,
        service: &'static ServiceSpec,
        op: &'static OpSpec,
        args: &[String],
        globals: &Globals,
        query: Option<&Query>,
    ) -> Result<Finished, Fault> {
        let table = table::args(service, op);
        let outfile = outfile::wanted(op);
        let name = if outfile { "outfile" } else { "help" };
        let free = asks_for_no_options(args);
        let opts: Vec<Opt> = table
            .iter()
            .map(|arg| Opt { required: arg.opt.required && !free, ..arg.opt.clone() })
            .collect();
        let word = Word { name, required: outfile && !free, choices: Vec::new() };
        // What is missing is said before bytes are read.
        parse(&opts, &word, args).map_err(Fault::Usage)?;
        let args = blob::take(op, args, globals.raw, self.door)?;
        let args = outfile::with_files(&args, self.door);
        let (seed, args) = mfa::take(op, &args, self.texts)?;
        let mut parsed = parse(&opts, &word, &args).map_err(Fault::Usage)?;
        if parsed.word.as_deref() == Some("help") {
            return Ok(Finished::ok(help::operation(service, op, self.texts)));
        }
        let outfile = outfile::take(outfile, &mut parsed);
        let mut unknown = parsed.rest.clone();
        unknown.extend(parsed.word.clone());
        if !unknown.is_empty() {
            return Err(Fault::Unknown(unknown));
        }
        let reader = Reader { service, op, args: &table, texts: self.texts };
        let mut asked = reader.read(&parsed, globals.paginate)?;
        if globals.raw {
            blob::encode(op.input, &mut asked.members);
        }
        if asked.paging.most.is_some_and(|most| most <= 0) {
            self.warned.push_str(NO_ITEMS);
        }
        if let Some(kind) = asked.skeleton.clone() {
            return self.skeleton(&reader, asked, &kind, globals, query);
        }
        if outfile::reads(op) {
            outfile::read(&parsed, &table, &mut asked.members, self.door)?;
        }
        let config = self.configured(globals, service.host)?;
        let reply = match self.reply(&reader, asked, &config) {
            Ok(reply) => reply,
            Err(refused) => {
                let (pages, fault) = *refused;
                // Texts are printed page by page, other formats when all is there.
                let streams = matches!(config.output, Format::Text | Format::YamlStream);
                if streams && !pages.pages.is_empty() {
                    let pages = Reply::Listing(pages);
                    self.stdout = output::print(config.output, op.name, pages, query)
                        .unwrap_or_else(|(printed, _)| printed);
                }
                return Err(fault);
            }
        };
        let (content, reply) = outfile::split(outfile, reply, self.door)?;
        let (seed, reply) = mfa::split(seed, reply, self.door)?;
        let content = content + &seed;
        let finished = self.print(config.output, op, reply, query)?;
        Ok(Finished { stdout: content + &finished.stdout, ..finished })
    }

    /// Who calls, where, and how it is printed.
    fn configured(&mut self, globals: &Globals, host: &str) -> Result<Config, Fault> {
        let world = self.door.world();
        let mut config = config::resolve(globals, world, self.default, host, self.texts)?;
        let named = globals.profile.is_some();
        let environment = if named { None } else { assume::environment(world)? };
        config.who = match environment {
            Some(who) => who,
            None => {
                let (profile, region) = (&config.profile, config.region);
                assume::who(profile, self.default, region, self.door, self.texts)?
            }
        };
        Ok(config)
    }

    fn print(
        &mut self,
        format: Format,
        op: &OpSpec,
        reply: Reply,
        query: Option<&Query>,
    ) -> Result<Finished, Fault> {
        match output::print(format, op.name, reply, query) {
            Ok(stdout) => Ok(Finished::ok(stdout)),
            Err((printed, why)) => {
                self.stdout = printed;
                Err(Fault::General(why))
            }
        }
    }

    /// A skeleton in place of a call. That of a reply is checked like a call and printed like one.
    fn skeleton(
        &mut self,
        reader: &Reader,
        mut asked: Asked,
        kind: &str,
        globals: &Globals,
        query: Option<&Query>,
    ) -> Result<Finished, Fault> {
        match kind {
            "yaml-input" => Ok(Finished::ok(skeleton::yaml(reader.op.input))),
            "output" => {
                reader.check(&mut asked.members)?;
                let reply = Reply::One(skeleton::output(reader.op.output));
                let format = globals.output.unwrap_or(Format::Json);
                self.print(format, reader.op, reply, query)
            }
            _ => {
                let text = output::json::indented(&skeleton::input(reader.op.input));
                Ok(Finished::ok(text))
            }
        }
    }

    /// Makes the call, or as many as there are pages.
    fn reply(
        &mut self,
        reader: &Reader,
        asked: Asked,
        config: &Config,
    ) -> Result<Reply, Box<(Listing, Fault)>> {
        match &reader.op.pages {
            Some(pages) if asked.paginate => {
                let fetched = pages::fetch(pages, &asked.paging, &asked.members, |members| {
                    self.call(reader, members, config)
                });
                fetched.map(Reply::Listing)
            }
            _ => {
                let reply = self.call(reader, asked.members, config).map(Reply::One);
                reply.map_err(|fault| Box::new((Listing::default(), fault)))
            }
        }
    }

    fn call(
        &mut self,
        reader: &Reader,
        mut members: Map<String, Value>,
        config: &Config,
    ) -> Result<Value, Fault> {
        reader.check(&mut members)?;
        let (service, op) = (reader.service, reader.op);
        let request = Request::decode(service.cli, op.name, Value::Object(members))
            .map_err(Fault::General)?;
        let region = if service.global { Region::US_EAST_1 } else { config.region };
        let call = Call { who: config.who.clone(), region, via: Via::Cli, request };
        let json = matches!(service.cli, "cloudwatch" | "cloudtrail");
        let heard = |error: ApiError| match service.protocol {
            // Python's word for an element of XML with nothing in it.
            // <https://github.com/aws-ia/taskcat/issues/492>
            Protocol::RestXml if error.message.is_empty() => {
                ApiError { message: "None".to_owned(), ..error }
            }
            _ => error,
        };
        let reply = self.door.call(call).reply.map_err(heard);
        reply.map_err(|error| Fault::Service { error, op: op.name, json })
    }
}

/// Whether no option is required: members are given all at once, or a skeleton is asked for.
fn asks_for_no_options(args: &[String]) -> bool {
    let place = |name: &str| args.iter().position(|arg| arg == name);
    let skeleton = place("--generate-cli-skeleton")
        .is_some_and(|at| args.get(at + 1).is_none_or(|kind| kind != "output"));
    let only_help = args.len() == 1 && args.first().is_some_and(|arg| arg == "help");
    let input = place("--cli-input-json").or_else(|| place("--cli-input-yaml"));
    skeleton || only_help || input.is_some()
}

/// `aws --version`.
fn version() -> String {
    format!("aws-cli/{CLI_VERSION} Python/3.14.4 Linux/6.8.0 exe/x86_64.ubuntu.24\n")
}
