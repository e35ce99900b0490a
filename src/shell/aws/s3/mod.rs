//! `aws s3`: the commands over whole objects, each of which comes to real calls.
//!
//! They print what the CLI prints with `--no-progress`.
//! <https://docs.aws.amazon.com/cli/latest/reference/s3/>

mod args;
mod buckets;
mod filter;
mod list;
mod path;
mod transfer;

use serde_json::{Value, json};

use super::argparse::{Word, parse};
use super::config::{self, Config};
use super::fault::Fault;
use super::globals::Globals;
use super::{Cli, Finished, bucket};
use crate::api::ApiError;
use crate::api::error::Stage;
use crate::services::Request;
use crate::services::s3::api::SERVICE;
use crate::sim::{Call, Via};
use args::Args;

/// The commands AWS has.
pub const COMMANDS: [&str; 9] = ["cp", "ls", "mb", "mv", "presign", "rb", "rm", "sync", "website"];

/// Those that are simulated.
pub const OFFERED: [&str; 7] = ["cp", "ls", "mb", "mv", "rb", "rm", "sync"];

/// A refused call as the CLI tells of it.
#[derive(Clone, Debug)]
struct Refused {
    code: String,
    text: String,
    fault: Box<Fault>,
}

impl Refused {
    fn of(op: &'static str, error: ApiError, cli: &Cli<'_>) -> Refused {
        let message = match error.stage {
            Stage::NotSimulated => cli.texts.fill("aws.not-simulated", &[("what", &error.message)]),
            _ => error.message.clone(),
        };
        let code = error.code.clone();
        let text = told(&code, op, &message);
        Refused { code, text, fault: Box::new(Fault::Service { error, op, json: false }) }
    }
}

fn told(code: &str, op: &str, message: &str) -> String {
    format!("An error occurred ({code}) when calling the {op} operation: {message}")
}

/// What one command works with.
struct Run<'a, 'c> {
    cli: &'a mut Cli<'c>,
    config: Config,
    args: Args,
    out: Finished,
}

impl Run<'_, '_> {
    /// Makes a call.
    fn call(&mut self, op: &'static str, input: Value) -> Result<Value, Refused> {
        if let Some(text) = bucket::fault(&input) {
            let fault = Box::new(Fault::Param(text.clone()));
            return Err(Refused { code: "ParamValidation".to_owned(), text, fault });
        }
        let request = Request::decode(SERVICE.cli, op, input).map_err(|why| {
            let error = ApiError::new("ParamValidation", why);
            Refused::of(op, error, self.cli)
        })?;
        let (who, region) = (self.config.who.clone(), self.config.region);
        let outcome = self.cli.door.call(Call { who, region, via: Via::Cli, request });
        outcome.reply.map_err(|error| Refused::of(op, error, self.cli))
    }

    /// Makes a call of a listing for each page; `see` is shown each.
    fn pages(
        &mut self,
        op: &'static str,
        mut input: Value,
        (taken, given): (&str, &str),
        mut see: impl FnMut(&mut Self, &Value),
    ) -> Result<(), Refused> {
        loop {
            let reply = self.call(op, input.clone())?;
            see(self, &reply);
            match reply.get(given) {
                Some(token @ Value::String(_)) => {
                    let token = token.clone();
                    if let Value::Object(members) = &mut input {
                        members.insert(taken.to_owned(), token);
                    }
                }
                _ => return Ok(()),
            }
        }
    }

    fn print(&mut self, line: &str) {
        self.out.stdout.push_str(line);
        self.out.stdout.push('\n');
    }

    fn complain(&mut self, line: &str) {
        self.out.stderr.push_str(line);
        self.out.stderr.push('\n');
    }
}

/// Runs `aws s3 …`.
pub(super) fn run(
    cli: &mut Cli<'_>,
    args: &[String],
    globals: &Globals,
) -> Result<Finished, Fault> {
    let mut choices = COMMANDS.to_vec();
    choices.push("help");
    let word = Word { name: "subcommand", required: true, choices };
    let parsed = parse(&[], &word, args).map_err(Fault::Usage)?;
    let name = parsed.word.clone().unwrap_or_default();
    if name == "help" || parsed.rest.first().is_some_and(|word| word == "help") {
        return Ok(Finished::ok(format!("{}\n", cli.texts.t("aws.help.s3"))));
    }
    let Some(name) = OFFERED.into_iter().find(|offered| *offered == name) else {
        return Err(config::not_simulated(&format!("aws s3 {name}"), cli.texts));
    };
    let args = Args::read(name, &parsed.rest, cli.texts)?;
    let config = cli.configured(globals, SERVICE.host)?;
    let mut run = Run { cli, config, args, out: Finished::default() };
    let ended = match name {
        "ls" => run.ls(),
        "mb" => run.mb(),
        "rb" => run.rb(),
        _ => run.transfer(name),
    };
    let out = std::mem::take(&mut run.out);
    match ended {
        Ok(exit) => Ok(Finished { exit, ..out }),
        // What was printed until then stays.
        Err(fault) => {
            cli.stdout.push_str(&out.stdout);
            Err(fault)
        }
    }
}

/// The members that list what is below a prefix.
fn listing(bucket: &str, prefix: &str) -> Value {
    json!({ "Bucket": bucket, "Prefix": prefix })
}

/// What the next page of a listing of objects takes, and where it is given.
const NEXT: (&str, &str) = ("ContinuationToken", "NextContinuationToken");
