//! Functions that read what is no metric: rules of Contributor Insights, counters of Performance
//! Insights, and Lambda functions. They are looked up before a sheet is evaluated.

use serde_json::json;

use super::{Expr, MathError};
use crate::sim::time::Span;
use crate::telemetry::answer::Question;
use crate::telemetry::contributed::{Contributed, NAMES};
use crate::telemetry::counter::Counter;

/// Their names.
pub(super) const RULE: &str = "INSIGHT_RULE_METRIC";
pub(super) const COUNTERS: &str = "DB_PERF_INSIGHTS";

/// The function that asks a Lambda function.
pub const LAMBDA: &str = "LAMBDA";

/// The most arguments of a Lambda function.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_MultiDataSources-Custom-Use.html>
const MOST_ARGUMENTS: usize = 20;

/// A Lambda function that is asked.
#[derive(Debug)]
pub(super) struct OfFunction {
    pub question: Question,
    pub period: Option<Span>,
}

impl OfFunction {
    /// Reads `LAMBDA("function", "text", 3.14, true)`; the period stands behind, in brackets.
    pub fn read(args: &[Expr]) -> Result<OfFunction, MathError> {
        let (args, period) = match args.split_last() {
            Some((Expr::Array(behind), own)) => match behind.as_slice() {
                [Expr::Number(secs)] => (own, Some(Span::secs(*secs as i64))),
                _ => (args, None),
            },
            _ => (args, None),
        };
        let wrong = || {
            let what = "takes the name of a function in quotes, and up to 20 texts, numbers, true \
                        or false";
            MathError::Operands(format!("{LAMBDA} {what}"))
        };
        let (Some(Expr::Text(function)), arguments) = (args.first(), args.get(1..)) else {
            return Err(wrong());
        };
        let arguments = arguments.unwrap_or_default();
        let argument = |given: &Expr| match given {
            // "Every line feed is replaced with a space when the query is executed."
            Expr::Text(text) => Ok(json!(text.replace('\n', " ")).to_string()),
            Expr::Number(number) => Ok(json!(number).to_string()),
            Expr::Negative(inner) => match &**inner {
                Expr::Number(number) => Ok(json!(-number).to_string()),
                _ => Err(wrong()),
            },
            Expr::Id(word) if word == "true" || word == "false" => Ok(word.clone()),
            _ => Err(wrong()),
        };
        if arguments.len() > MOST_ARGUMENTS || function.contains('*') {
            return Err(wrong());
        }
        let arguments = arguments.iter().map(argument).collect::<Result<Vec<_>, _>>()?;
        Ok(OfFunction { question: Question { function: function.clone(), arguments }, period })
    }
}

/// A number that a rule of Contributor Insights tells.
#[derive(Debug)]
pub(super) struct OfRule {
    pub rule: String,
    pub name: String,
    pub what: Contributed,
    pub period: Option<Span>,
}

/// Counters of a database.
#[derive(Debug)]
pub(super) struct OfDatabase {
    pub counters: Vec<Counter>,
    /// Whether they were given as an array.
    pub several: bool,
    pub period: Option<Span>,
}

/// Arguments without the period that stands behind them, where it is known.
fn parted(args: &[Expr], count: usize) -> (&[Expr], Option<Span>) {
    match args.split_last() {
        Some((Expr::Number(secs), own)) if own.len() == count => {
            (own, Some(Span::secs(*secs as i64)))
        }
        _ => (args, None),
    }
}

impl OfRule {
    /// Reads `INSIGHT_RULE_METRIC('rule', 'Sum')`.
    pub fn read(args: &[Expr]) -> Result<OfRule, MathError> {
        let (args, period) = parted(args, 2);
        let [Expr::Text(rule), Expr::Text(name)] = args else {
            let what = "takes the name of a rule in quotes and what to tell of it in quotes";
            return Err(MathError::Operands(format!("{RULE} {what}")));
        };
        let names = || MathError::Operands(format!("{RULE} takes one of {}", NAMES.join(", ")));
        let what = Contributed::named(name).ok_or_else(names)?;
        Ok(OfRule { rule: rule.clone(), name: name.clone(), what, period })
    }
}

impl OfDatabase {
    /// Reads `DB_PERF_INSIGHTS('RDS', 'db-…', 'os.cpuUtilization.user.avg')`, or with an array of
    /// counters.
    pub fn read(args: &[Expr]) -> Result<OfDatabase, MathError> {
        let (args, period) = parted(args, 3);
        let wrong = || {
            let what = "takes 'RDS', the resource ID of a database and a counter, in quotes";
            MathError::Operands(format!("{COUNTERS} {what}"))
        };
        let [Expr::Text(service), Expr::Text(resource), asked] = args else {
            return Err(wrong());
        };
        if service != "RDS" {
            return Err(MathError::NotSimulated(format!("{COUNTERS}('{service}')")));
        }
        let items = match asked {
            Expr::Array(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        let counter = |item: &Expr| {
            let Expr::Text(text) = item else { return Err(wrong()) };
            let missing = || MathError::NotSimulated(format!("{COUNTERS}('RDS', …, '{text}')"));
            Counter::parse(resource, text).ok_or_else(missing)
        };
        let counters = items.iter().map(counter).collect::<Result<Vec<_>, _>>()?;
        Ok(OfDatabase { counters, several: matches!(asked, Expr::Array(_)), period })
    }
}
