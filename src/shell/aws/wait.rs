//! `aws SERVICE wait NAME`: asks again and again until something is as one wishes.
//!
//! How often, how long and what for stands in `waiters.json`, the CLI's own table
//! (`waiters-2.json` of botocore); how an answer is judged follows botocore's `waiter.py`.
//! <https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-wait.html>

use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;

use super::argparse::{Opt, Word, parse};
use super::fault::{ErrorFormat, Fault};
use super::globals::Globals;
use super::params::Reader;
use super::{Cli, Door, Finished, asks_for_no_options, config, help, table};
use crate::api::names::kebab;
use crate::api::spec::ServiceSpec;
use crate::api::{ApiError, OpSpec};
use crate::services::Request;
use crate::shell::query::Query;
use crate::sim::time::Span;
use crate::sim::{Call, Region, Via};
use crate::text::Texts;

/// The command.
pub const NAME: &str = "wait";

/// A row of the table.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    service: String,
    name: String,
    operation: String,
    /// Seconds between two questions.
    delay: i64,
    max_attempts: u32,
    acceptors: Vec<Acceptor>,
}

/// What an answer may be, and what then.
#[derive(Debug, Deserialize)]
struct Acceptor {
    state: State,
    matcher: Matcher,
    expected: Value,
    argument: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum State {
    Success,
    Failure,
    Retry,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Matcher {
    Path,
    PathAll,
    PathAny,
    Status,
    Error,
}

static TABLE: LazyLock<Vec<Row>> =
    LazyLock::new(|| serde_json::from_str(include_str!("waiters.json")).unwrap_or_default());

/// What a service's `wait` can wait for, as it is typed.
pub fn names(service: &ServiceSpec) -> Vec<String> {
    let rows = TABLE.iter().filter(|row| row.service == service.cli);
    rows.map(|row| kebab(&row.name)).collect()
}

/// What can be waited for here: its name, the operation that is asked, every how many seconds, and
/// how many times.
pub fn offered(
    service: &ServiceSpec,
) -> impl Iterator<Item = (String, &'static str, i64, u32)> + use<'_> {
    let rows = TABLE.iter().filter(|row| row.service == service.cli);
    rows.filter_map(|row| {
        let op = service.operations().find(|op| op.name == row.operation)?;
        Some((kebab(&row.name), op.name, row.delay, row.max_attempts))
    })
}

/// The operation that is asked, if it is simulated.
pub fn operation(service: &ServiceSpec, name: &str) -> Option<&'static OpSpec> {
    let row = row(service, name)?;
    service.operations().find(|op| op.name == row.operation)
}

fn row(service: &ServiceSpec, name: &str) -> Option<&'static Row> {
    TABLE.iter().find(|row| row.service == service.cli && kebab(&row.name) == name)
}

/// A wait that has begun.
#[derive(Clone, Debug)]
pub struct Waiter {
    row: &'static Row,
    call: Call,
    errors: ErrorFormat,
    /// How often it has asked.
    asked: u32,
    /// Whether anything that was expected came.
    matched: bool,
}

impl Cli<'_> {
    /// Reads `wait NAME …`. Asking takes time, which only whoever runs the line can let pass.
    pub(super) fn wait(
        &mut self,
        service: &'static ServiceSpec,
        args: &[String],
        globals: &Globals,
    ) -> Result<Finished, Fault> {
        let choices: Vec<String> = names(service).into_iter().chain(["help".to_owned()]).collect();
        let choices = choices.iter().map(String::as_str).collect();
        let word = Word { name: "subcommand", required: false, choices };
        let parsed = parse(&[], &word, args).map_err(Fault::Usage)?;
        let Some(name) = parsed.word.clone() else {
            let usage = "usage: aws [options] <command> <subcommand> [parameters]\n\
                         aws: error: too few arguments";
            return Err(Fault::General(usage.to_owned()));
        };
        if name == "help" {
            return Ok(Finished::ok(help::waits(service, self.texts)));
        }
        let (Some(row), Some(op)) = (row(service, &name), operation(service, &name)) else {
            let what = format!("aws {} wait {name}", service.cli);
            return Err(config::not_simulated(&what, self.texts));
        };
        match self.asking(service, op, &parsed.rest, globals)? {
            Asking::Printed(finished) => Ok(finished),
            Asking::Call(call) => {
                let errors = globals.errors;
                self.waiter = Some(Waiter { row, call: *call, errors, asked: 0, matched: false });
                Ok(Finished::default())
            }
        }
    }

    /// The call of an operation's options, or its help or a skeleton.
    fn asking(
        &mut self,
        service: &'static ServiceSpec,
        op: &'static OpSpec,
        args: &[String],
        globals: &Globals,
    ) -> Result<Asking, Fault> {
        let table = table::args(service, op);
        let free = asks_for_no_options(args);
        let required = |opt: &Opt| Opt { required: opt.required && !free, ..opt.clone() };
        let opts: Vec<Opt> = table.iter().map(|arg| required(&arg.opt)).collect();
        let word = Word { name: "help", required: false, choices: Vec::new() };
        let parsed = parse(&opts, &word, args).map_err(Fault::Usage)?;
        if parsed.word.as_deref() == Some("help") {
            let text = help::operation(service, op, self.texts);
            return Ok(Asking::Printed(Finished::ok(text)));
        }
        let unknown: Vec<String> = parsed.rest.iter().cloned().chain(parsed.word.clone()).collect();
        if !unknown.is_empty() {
            return Err(Fault::Unknown(unknown));
        }
        let reader = Reader { service, op, args: &table, texts: self.texts };
        let mut asked = reader.read(&parsed, globals.paginate)?;
        if let Some(kind) = asked.skeleton.clone() {
            let finished = self.skeleton(&reader, asked, &kind, globals, None)?;
            return Ok(Asking::Printed(finished));
        }
        if asked.paging.is_given() {
            // The CLI hands its own paging to the service, which knows none.
            let what = format!("aws {} wait with paging options", service.cli);
            return Err(config::not_simulated(&what, self.texts));
        }
        reader.check(&mut asked.members)?;
        let config = self.configured(globals, service.host)?;
        let request = Request::decode(service.cli, op.name, Value::Object(asked.members))
            .map_err(Fault::General)?;
        let region = if service.global { Region::US_EAST_1 } else { config.region };
        Ok(Asking::Call(Box::new(Call { who: config.who, region, via: Via::Cli, request })))
    }
}

/// What the options of a wait come to.
enum Asking {
    /// A text, and no call.
    Printed(Finished),
    /// The call that is made again and again.
    Call(Box<Call>),
}

impl Waiter {
    /// The time between two questions.
    pub fn delay(&self) -> Span {
        Span::secs(self.row.delay)
    }

    /// Asks once; when the wait is over, what came of it.
    pub fn poll(&mut self, door: &mut dyn Door, texts: &Texts) -> Option<Finished> {
        let reply = door.call(self.call.clone()).reply;
        self.asked += 1;
        let matched = self.row.acceptors.iter().find(|acceptor| acceptor.accepts(&reply));
        let Some(acceptor) = matched else {
            return match &reply {
                Err(error) => {
                    let text = format!("An error occurred ({}): {}", error.code, error.message);
                    Some(self.failed(&text, texts))
                }
                // Botocore names the last it tried, whichever matched before.
                Ok(_) => self.over(self.row.acceptors.last(), texts),
            };
        };
        self.matched = true;
        match acceptor.state {
            State::Success => Some(Finished::default()),
            State::Failure => {
                let why = acceptor.explanation();
                let text = format!("Waiter encountered a terminal failure state: {why}");
                Some(self.failed(&text, texts))
            }
            State::Retry => self.over(Some(acceptor), texts),
        }
    }

    /// After as many questions as the table says, it gives up.
    fn over(&self, tried: Option<&Acceptor>, texts: &Texts) -> Option<Finished> {
        if self.asked < self.row.max_attempts {
            return None;
        }
        let text = match tried.filter(|_| self.matched) {
            None => "Max attempts exceeded".to_owned(),
            Some(tried) => {
                let why = tried.explanation();
                format!("Max attempts exceeded. Previously accepted state: {why}")
            }
        };
        Some(self.failed(&text, texts))
    }

    fn failed(&self, reason: &str, texts: &Texts) -> Finished {
        let fault = Fault::General(format!("Waiter {} failed: {reason}", self.row.name));
        let stderr = fault.stderr(self.errors, texts);
        Finished { stdout: String::new(), stderr, exit: fault.exit() }
    }
}

impl Acceptor {
    fn accepts(&self, reply: &Result<Value, ApiError>) -> bool {
        match (self.matcher, reply) {
            (Matcher::Status, Ok(_)) => self.expected == 200,
            (Matcher::Status, Err(error)) => self.expected == error.http,
            (Matcher::Error, _) => match (&self.expected, reply) {
                (Value::Bool(any), _) => reply.is_err() == *any,
                (code, Err(error)) => *code == error.code.as_str(),
                (_, Ok(_)) => false,
            },
            (_, Err(_)) => false,
            (Matcher::Path, Ok(reply)) => self.found(reply) == self.expected,
            (Matcher::PathAll, Ok(reply)) => {
                let all = self.list(reply);
                !all.is_empty() && all.iter().all(|one| *one == self.expected)
            }
            (Matcher::PathAny, Ok(reply)) => self.list(reply).contains(&self.expected),
        }
    }

    fn found(&self, reply: &Value) -> Value {
        let query = self.argument.as_deref().and_then(|text| Query::parse(text).ok());
        query.and_then(|query| query.search(reply).ok()).unwrap_or(Value::Null)
    }

    fn list(&self, reply: &Value) -> Vec<Value> {
        match self.found(reply) {
            Value::Array(items) => items,
            _ => Vec::new(),
        }
    }

    /// Why it accepts, in botocore's words.
    fn explanation(&self) -> String {
        let path = self.argument.as_deref().unwrap_or_default();
        let expected = match &self.expected {
            Value::String(text) => text.clone(),
            Value::Bool(true) => "True".to_owned(),
            Value::Bool(false) => "False".to_owned(),
            other => other.to_string(),
        };
        match self.matcher {
            Matcher::Path => {
                format!("For expression \"{path}\" we matched expected path: \"{expected}\"")
            }
            Matcher::PathAll => format!(
                "For expression \"{path}\" all members matched expected path: \"{expected}\""
            ),
            Matcher::PathAny => format!(
                "For expression \"{path}\" we matched expected path: \"{expected}\" at least once"
            ),
            Matcher::Status => format!("Matched expected HTTP status code: {expected}"),
            Matcher::Error => format!("Matched expected service error code: {expected}"),
        }
    }
}
