//! Invoke: a function is handed an event.
//!
//! <https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html>. No code runs: a function gives
//! back, or fails with, what the world says it does.

use std::rc::Rc;

use serde_json::{Value, json};

use super::super::facts::Fact;
use super::super::name::LATEST;
use super::super::shapes::{InvokeInput, InvokeOutput};
use super::super::state::{Conduct, Run, State};
use super::super::wake::{RETRIES, Wake};
use super::{at, conflict, meant};
use crate::api::ApiError;
use crate::services::s3::Body;
use crate::sim::scope::Arn;
use crate::sim::{Caller, Ctx};

/// The greatest event, in bytes: of an invocation that is waited for, and of another.
/// <https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>
const MAX_BYTES: (usize, usize) = (6_291_456, 1_048_576);
/// How long a function takes: from so many milliseconds, so many more at most. Ours.
const MILLIS: (u32, u64) = (80, 80);

/// An event on its way to a function.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Handed {
    /// Who invoked it.
    pub by: String,
    /// The event.
    pub event: String,
    /// Whether nobody waits for it.
    pub asynchronous: bool,
    /// Which try it is, counted from 1.
    pub attempt: u32,
}

/// Carries out Invoke.
pub fn invoke(
    state: &mut State,
    ctx: &mut Ctx<'_>,
    caller: &Caller,
    input: &InvokeInput,
) -> Result<InvokeOutput, ApiError> {
    if input.log_type.as_deref() == Some("Tail") {
        return Err(ApiError::not_simulated("LogType Tail (lambda Invoke)"));
    }
    let mut named = meant(ctx, &input.function_name, input.qualifier.as_ref())?;
    // Who is invoked without a version is told so with one.
    named.qualifier.get_or_insert_with(|| LATEST.to_owned());
    let (version, function) = at(state, &named)?;
    let asynchronous = input.invocation_type.as_deref() == Some("Event");
    let event = read(input.payload.as_deref(), asynchronous)?;
    if function.is_pending(ctx.now) {
        return Err(conflict(
            "The operation cannot be performed at this time. The function is currently in the \
             following state: Pending",
        ));
    }
    let empty = |status_code: i32| InvokeOutput { status_code, ..InvokeOutput::default() };
    if input.invocation_type.as_deref() == Some("DryRun") {
        return Ok(empty(204));
    }
    let handed = Handed { by: caller.arn(), event, asynchronous, attempt: 1 };
    let (payload, failed) = run(state, ctx, &named.function, handed);
    if asynchronous {
        return Ok(empty(202));
    }
    Ok(InvokeOutput {
        status_code: 200,
        function_error: failed.then(|| "Unhandled".to_owned()),
        payload,
        executed_version: Some(version),
    })
}

/// The event, which is JSON. What follows the first words of the complaint is ours.
fn read(payload: Option<&str>, asynchronous: bool) -> Result<String, ApiError> {
    let body = Body::from_wire(payload.unwrap_or_default());
    let most = if asynchronous { MAX_BYTES.1 } else { MAX_BYTES.0 };
    if body.bytes().len() > most {
        let text =
            format!("Request must be smaller than {most} bytes for the InvokeFunction operation");
        return Err(ApiError::new("RequestTooLargeException", text).http(413));
    }
    if body.is_empty() {
        return Ok("{}".to_owned());
    }
    let wrong = |why: &str| {
        let text = format!(
            "Could not parse request body into json: Could not parse payload into json: {why}"
        );
        ApiError::new("InvalidRequestContentException", text)
    };
    let text = std::str::from_utf8(body.bytes()).map_err(|_| wrong("Invalid UTF-8"))?;
    match serde_json::from_str::<Value>(text) {
        Ok(_) => Ok(text.to_owned()),
        Err(fault) => Err(wrong(&unread(text).unwrap_or_else(|| fault.to_string()))),
    }
}

/// What AWS's parser says of a text that begins with a word that is none of JSON's: recorded in
/// <https://github.com/alexcasalboni/aws-lambda-power-tuning/issues/148>.
fn unread(text: &str) -> Option<String> {
    let length = |text: &str| {
        text.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').unwrap_or(text.len())
    };
    let word = text.get(..length(text)).filter(|word| word.starts_with(char::is_alphabetic))?;
    if matches!(word, "true" | "false" | "null") {
        return None;
    }
    let column = word.chars().count() + 1;
    Some(format!(
        "Unrecognized token '{word}': was expecting (JSON String, Number, Array, Object or token \
         'null', 'true' or 'false')\n at [Source: (byte[])\"{text}\"; line: 1, column: {column}]"
    ))
}

/// Lets a function run once: what it gives back, and whether it failed. What failed while nobody
/// waited is handed to it twice more.
pub fn run(state: &mut State, ctx: &mut Ctx<'_>, function: &Arn, handed: Handed) -> (String, bool) {
    let conduct = state.functions.get(function).map(|found| found.conduct.clone());
    let (payload, error) = match conduct.unwrap_or_default() {
        Conduct::Returns(text) => (text, None),
        Conduct::Fails(message) => {
            (json!({ "errorMessage": message, "errorType": "Error" }).to_string(), Some(message))
        }
    };
    let failed = error.is_some();
    let millis = MILLIS.0 + ctx.ids.number("lambda:run", state.ran, MILLIS.1) as u32;
    state.ran += 1;
    let runs = state.runs.entry(function.clone()).or_default();
    Rc::make_mut(runs).push(Run { time: ctx.now, millis, failed });
    ctx.fact(Fact::Invoked {
        function: function.clone(),
        by: handed.by.clone(),
        event: handed.event.clone(),
        asynchronous: handed.asynchronous,
        attempt: handed.attempt,
        error,
    });
    let wait = RETRIES.get(handed.attempt as usize - 1).filter(|_| failed && handed.asynchronous);
    if let Some(wait) = wait {
        let handed = Box::new(Handed { attempt: handed.attempt + 1, ..handed });
        ctx.wake(ctx.now + *wait, Wake { function: function.clone(), handed });
    }
    (payload, failed)
}
