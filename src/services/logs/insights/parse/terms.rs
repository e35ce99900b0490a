//! Expressions: what binds loosest first.

use regex_lite::Regex;

use super::reader::Reader;
use crate::services::logs::insights::QueryError;
use crate::services::logs::insights::expr::{Expr, Op};
use crate::services::logs::insights::functions::Function;
use crate::services::logs::insights::value::Value;
use crate::services::logs::insights::words::Word;

/// Units that are not always as long.
const CALENDAR: [&str; 9] = ["mo", "mon", "month", "q", "qtr", "quarter", "y", "yr", "year"];
/// How deeply expressions may be nested.
const MAX_DEPTH: usize = 60;

/// An expression.
///
/// # Errors
/// What stands where something else was expected.
pub fn expr(reader: &mut Reader<'_>) -> Result<Expr, QueryError> {
    deep(reader, 0)
}

/// Expressions with commas between them.
pub fn list(reader: &mut Reader<'_>) -> Result<Vec<Expr>, QueryError> {
    let mut all = vec![expr(reader)?];
    while reader.mark(",") {
        all.push(expr(reader)?);
    }
    Ok(all)
}

/// A field, a value, a function of others, or an expression in parentheses.
pub fn primary(reader: &mut Reader<'_>) -> Result<Expr, QueryError> {
    atom(reader, 0)
}

fn deep(reader: &mut Reader<'_>, depth: usize) -> Result<Expr, QueryError> {
    if depth > MAX_DEPTH {
        return Err(reader.unexpected());
    }
    let mut left = all(reader, depth)?;
    while reader.keyword("or") {
        left = Expr::Two(Op::Or, Box::new(left), Box::new(all(reader, depth)?));
    }
    Ok(left)
}

fn all(reader: &mut Reader<'_>, depth: usize) -> Result<Expr, QueryError> {
    let mut left = opposite(reader, depth)?;
    while reader.keyword("and") {
        left = Expr::Two(Op::And, Box::new(left), Box::new(opposite(reader, depth)?));
    }
    Ok(left)
}

fn opposite(reader: &mut Reader<'_>, depth: usize) -> Result<Expr, QueryError> {
    if reader.keyword("not") {
        if depth > MAX_DEPTH {
            return Err(reader.unexpected());
        }
        return Ok(Expr::Not(Box::new(opposite(reader, depth + 1)?)));
    }
    compared(reader, depth)
}

fn compared(reader: &mut Reader<'_>, depth: usize) -> Result<Expr, QueryError> {
    let left = sum(reader, depth)?;
    let place = reader.place();
    let not = reader.keyword("not");
    let negated = |expr: Expr| if not { Expr::Not(Box::new(expr)) } else { expr };
    if reader.keyword("like") {
        return Ok(negated(likened(reader, left, depth)?));
    }
    if reader.keyword("in") {
        reader.want("[")?;
        let among = list(reader)?;
        reader.want("]")?;
        return Ok(negated(Expr::In(Box::new(left), among)));
    }
    if not {
        reader.return_to(place);
        return Ok(left);
    }
    if reader.mark("=~") {
        return likened(reader, left, depth);
    }
    const OPS: [(&str, Op); 6] = [
        ("=", Op::Equal),
        ("!=", Op::Unequal),
        ("<=", Op::AtMost),
        (">=", Op::AtLeast),
        ("<", Op::Less),
        (">", Op::Greater),
    ];
    let found = OPS.into_iter().find(|(mark, _)| reader.mark(mark));
    match found {
        Some((_, op)) => Ok(Expr::Two(op, Box::new(left), Box::new(sum(reader, depth)?))),
        None => Ok(left),
    }
}

/// What a field is like: a text it has in it, or an expression.
fn likened(reader: &mut Reader<'_>, left: Expr, depth: usize) -> Result<Expr, QueryError> {
    if let Some(Word::Regex(text)) = reader.peek() {
        let regex = Regex::new(text).map_err(|_| reader.unexpected())?;
        reader.take();
        return Ok(Expr::Matches(Box::new(left), regex));
    }
    Ok(Expr::Has(Box::new(left), Box::new(sum(reader, depth)?)))
}

/// Operators that bind alike, from left to right.
fn chain(
    reader: &mut Reader<'_>,
    ops: &[(&str, Op)],
    inner: impl Fn(&mut Reader<'_>) -> Result<Expr, QueryError>,
) -> Result<Expr, QueryError> {
    let mut left = inner(reader)?;
    while let Some((_, op)) = ops.iter().find(|(mark, _)| reader.mark(mark)) {
        left = Expr::Two(*op, Box::new(left), Box::new(inner(reader)?));
    }
    Ok(left)
}

fn sum(reader: &mut Reader<'_>, depth: usize) -> Result<Expr, QueryError> {
    let products = [("*", Op::Times), ("/", Op::Over), ("%", Op::Modulo)];
    let powers =
        |reader: &mut Reader<'_>| chain(reader, &[("^", Op::Power)], |reader| atom(reader, depth));
    chain(reader, &[("+", Op::Plus), ("-", Op::Minus)], |reader| chain(reader, &products, powers))
}

fn atom(reader: &mut Reader<'_>, depth: usize) -> Result<Expr, QueryError> {
    match reader.take().cloned() {
        Some(Word::Number(value)) => Ok(Expr::Is(Value::Number(value))),
        Some(Word::Text(text)) => Ok(Expr::Is(Value::Text(text))),
        Some(Word::Quoted(name)) => Ok(Expr::Field(name)),
        Some(Word::Period(count, unit)) => match millis(count, &unit) {
            Some(millis) => Ok(Expr::Period(millis)),
            None if CALENDAR.contains(&unit.trim_end_matches('s')) => {
                let what = "months, quarters and years in a Logs Insights query";
                Err(QueryError::NotSimulated(what.to_owned()))
            }
            None => Err(reader.back().unexpected()),
        },
        Some(Word::Mark("(")) => {
            let inner = deep(reader, depth + 1)?;
            reader.want(")")?;
            Ok(inner)
        }
        Some(Word::Mark("-")) => {
            let zero = Expr::Is(Value::Number(0.0));
            Ok(Expr::Two(Op::Minus, Box::new(zero), Box::new(atom(reader, depth + 1)?)))
        }
        Some(Word::Name(name)) if reader.opens() => function(reader, &name, depth),
        Some(Word::Name(name)) => match name.as_str() {
            "true" => Ok(Expr::Is(Value::from(true))),
            "false" => Ok(Expr::Is(Value::from(false))),
            _ => Ok(Expr::Field(name)),
        },
        _ => Err(reader.back().unexpected()),
    }
}

fn function(reader: &mut Reader<'_>, name: &str, depth: usize) -> Result<Expr, QueryError> {
    let is_bin = name.eq_ignore_ascii_case("bin");
    let found = Function::named(name);
    // A name that is no function is a field, behind which no parenthesis can stand.
    if found.is_none() && !is_bin {
        return Err(reader.unexpected());
    }
    reader.want("(")?;
    let mut given = Vec::new();
    while !reader.mark(")") {
        if !given.is_empty() {
            reader.want(",")?;
        }
        given.push(deep(reader, depth + 1)?);
    }
    match (found, given.as_slice()) {
        (None, [Expr::Period(millis)]) => Ok(Expr::Bin(*millis)),
        (Some((function, counts)), given) if counts.contains(&given.len()) => {
            Ok(Expr::Call(function, given.to_vec()))
        }
        _ => Err(reader.back().unexpected()),
    }
}

/// A stretch of time in milliseconds. Counts above what a unit takes are cut to it.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-operations-functions.html#CWL_QuerySyntax-datetime>
fn millis(count: f64, unit: &str) -> Option<i64> {
    let unit = match unit.len() {
        // Units of several letters may end in an s.
        3.. => unit.strip_suffix('s').unwrap_or(unit),
        _ => unit,
    };
    let (most, millis) = match unit {
        "ms" | "msec" | "millisecond" => (1000.0, 1),
        "s" | "sec" | "second" => (60.0, 1000),
        "m" | "min" | "minute" => (60.0, 60_000),
        "h" | "hr" | "hour" => (24.0, 3_600_000),
        "d" | "day" => (f64::MAX, 86_400_000),
        "w" | "week" => (f64::MAX, 604_800_000),
        _ => return None,
    };
    let count = count.min(most) as i64;
    (count > 0).then(|| count.checked_mul(millis)).flatten()
}
