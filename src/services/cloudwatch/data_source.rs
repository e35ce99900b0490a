//! Lambda functions as data sources: what they are handed, how their answers are read, and what
//! each answered so far.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_MultiDataSources-Connect-Custom.html>

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::{Value, json};

use super::alarm::Config;
use super::alarm::window::{newest_end, range};
use super::state::State;
use crate::api::ApiError;
use crate::api::error::Stage;
use crate::services::lambda::shapes::InvokeInput;
use crate::sim::append::Append;
use crate::sim::real::Real;
use crate::sim::scope::Scope;
use crate::sim::time::{Span, Time};
use crate::telemetry::answer::{Answer, Question, Told};
use crate::telemetry::math::{self, Expr};

/// As whom functions are invoked.
pub const PRINCIPAL: &str = "lambda.datasource.cloudwatch.amazonaws.com";

/// "The response from Lambda must be smaller than 6 Mb."
const MOST_BYTES: usize = 6_000_000;
/// The most points of an answer that are kept: a call gives no more.
const MOST_POINTS: usize = 100_800;

/// What functions answered, as far as it was another answer than before.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Answers(BTreeMap<(Scope, Question), Heard>);

/// The answers to one question, each with the instant it was given.
type Heard = Append<(Time, Rc<Answer>)>;

/// A question, and the data that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The question.
    pub question: Question,
    /// From when until when.
    pub range: (Time, Time),
    /// The period.
    pub period: Span,
}

impl Answers {
    /// What a function last answered to a question by an instant.
    pub fn at(&self, scope: Scope, question: &Question, now: Time) -> Option<&Rc<Answer>> {
        let all = self.0.get(&(scope, question.clone()))?;
        all.iter().rev().find(|(at, _)| *at <= now).map(|(_, answer)| answer)
    }
}

impl State {
    /// A function has answered.
    pub fn answered(&mut self, scope: Scope, question: Question, now: Time, answer: Answer) {
        let all = self.answers.0.entry((scope, question)).or_default();
        if all.last().is_none_or(|(_, last)| **last != answer) {
            all.push((now, Rc::new(answer)));
        }
    }
}

/// What the expressions of queries ask functions, in a range; without a period of its own an
/// expression has five minutes.
pub fn of_texts<'a>(
    texts: impl Iterator<Item = (&'a str, Option<i64>)>,
    (from, to): (Time, Time),
) -> Vec<Asked> {
    let mut found = Vec::new();
    for (text, period) in texts.filter(|(text, _)| text.contains(math::LAMBDA)) {
        let Ok(expr) = math::parse(text) else { continue };
        let period = Span::secs(period.unwrap_or(300).max(1));
        let range = (from.floor(period), to);
        let asked = |question| Asked { question, range, period };
        found.extend(expr.questions().into_iter().map(asked));
    }
    found
}

/// What an alarm asks functions when it is evaluated.
pub fn of_alarm(config: &Config, at: Time) -> Vec<Asked> {
    let texts = config.metric.queries().iter().filter_map(|query| query.expression());
    let period = i64::from(config.period_secs);
    let to = newest_end(config, at);
    let from = to - config.period().times(i64::from(range(config)));
    of_texts(texts.map(|text| (text, Some(period))), (from, to))
}

/// The invocation by which a function is asked.
pub fn invocation(asked: &Asked) -> InvokeInput {
    let arguments: Vec<Value> = (asked.question.arguments.iter())
        .filter_map(|argument| serde_json::from_str(argument).ok())
        .collect();
    let event = json!({
        "EventType": "GetMetricData",
        "GetMetricDataRequest": {
            "StartTime": asked.range.0.as_secs(), "EndTime": asked.range.1.as_secs(),
            "Period": asked.period.as_secs(), "Arguments": arguments,
        },
    });
    InvokeInput {
        function_name: asked.question.function.clone(),
        invocation_type: Some("RequestResponse".to_owned()),
        payload: Some(event.to_string()),
        ..InvokeInput::default()
    }
}

/// Reads what became of an invocation. AWS says which status an answer gets; the words for what
/// the function did not say itself are ours.
pub fn read(reply: &Result<Value, ApiError>) -> Answer {
    let failed = |text: &str| Answer::failed("InternalError", "InternalError", text);
    let reply = match reply {
        Ok(reply) => reply,
        Err(error) if matches!(error.stage, Stage::Access(_)) => {
            let text = "CloudWatch is not authorized to perform: lambda:InvokeFunction on the \
                        resource because no resource-based policy allows the \
                        lambda:InvokeFunction action";
            return Answer::failed("Forbidden", "Forbidden", text);
        }
        Err(error) => return failed(&error.message),
    };
    let payload = reply["Payload"].as_str().unwrap_or_default();
    if reply["FunctionError"].is_string() {
        return failed("The function failed");
    }
    if payload.len() >= MOST_BYTES {
        return failed("The response of the function is too large");
    }
    let Ok(payload) = serde_json::from_str::<Value>(payload) else {
        return failed("The response of the function is no JSON");
    };
    if let Some(error) = payload.get("Error").and_then(Value::as_object) {
        let text = |name: &str| error.get(name).and_then(Value::as_str).unwrap_or_default();
        return match text("Code") {
            "Validation" => Answer::Invalid(text("Value").to_owned()),
            "Forbidden" => Answer::failed("Forbidden", "Forbidden", text("Value")),
            // "CloudWatch assumes that it's a generic internal error."
            code => Answer::failed("InternalError", code, text("Value")),
        };
    }
    let results = payload.get("MetricDataResults").and_then(Value::as_array);
    let told: Option<Vec<Told>> = results.and_then(|all| all.iter().map(told).collect());
    match told {
        Some(told) => Answer::Series(told),
        None => failed("The response of the function has no MetricDataResults"),
    }
}

/// A series; nothing if timestamps and values do not match.
fn told(result: &Value) -> Option<Told> {
    let status = match result["StatusCode"].as_str() {
        None | Some("Complete") => "Complete",
        Some("PartialData") => "PartialData",
        Some("Forbidden") => "Forbidden",
        Some("InternalError") => "InternalError",
        Some(_) => return None,
    };
    let none = Vec::new();
    let list = |name: &str| result[name].as_array().unwrap_or(&none);
    let (times, values) = (list("Timestamps"), list("Values"));
    if times.len() != values.len() || times.len() > MOST_POINTS {
        return None;
    }
    let point = |(time, value): (&Value, &Value)| {
        Some((Time::from_secs(time.as_i64()?), Real::new(value.as_f64()?)))
    };
    let mut points: Vec<(Time, Real)> =
        times.iter().zip(values).map(point).collect::<Option<_>>()?;
    points.sort_by_key(|(time, _)| *time);
    points.dedup_by_key(|(time, _)| *time);
    let message = |message: &Value| {
        let text = |name: &str| message[name].as_str().unwrap_or_default().to_owned();
        (text("Code"), text("Value"))
    };
    Some(Told {
        label: result["Label"].as_str().unwrap_or_default().to_owned(),
        status,
        messages: list("Messages").iter().map(message).collect(),
        points,
    })
}

/// Whether an expression is the call of a function and nothing else: the series it gives is what
/// an alarm watches.
pub fn is_alone(text: &str) -> bool {
    matches!(math::parse(text), Ok(Expr::Call(name, _)) if name == math::LAMBDA)
}
