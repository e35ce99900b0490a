//! `stats`: aggregates, and by what they are grouped.

use super::reader::Reader;
use super::{alias, named, terms};
use crate::services::logs::insights::expr::{Expr, Op};
use crate::services::logs::insights::group::{Aggregate, Kind};
use crate::services::logs::insights::value::Value;
use crate::services::logs::insights::words::Word;
use crate::services::logs::insights::{Command, Named, QueryError};

/// What follows `stats`.
///
/// # Errors
/// What stands where something else was expected.
pub fn stats(reader: &mut Reader<'_>) -> Result<Command, QueryError> {
    let (mut sums, mut results): (Vec<Aggregate>, Vec<Named>) = (Vec::new(), Vec::new());
    loop {
        let start = reader.place();
        let expr = joined(reader, &mut sums)?;
        results.push(alias(reader, expr, start)?);
        if !reader.mark(",") {
            break;
        }
    }
    let by = if reader.keyword("by") { named(reader)? } else { Vec::new() };
    Ok(Command::Stats { sums, results, by })
}

/// An aggregate where a field is expected, as `sort count(*)` has it: the column of that text.
pub fn shown_sum(reader: &mut Reader<'_>) -> Result<Option<Expr>, QueryError> {
    let start = reader.place();
    if Kind::next(reader).is_none() {
        return Ok(None);
    }
    aggregate(reader)?;
    Ok(Some(Expr::Field(reader.text_since(start))))
}

/// Aggregates joined by arithmetic: `max(a) - min(a)`.
fn joined(reader: &mut Reader<'_>, sums: &mut Vec<Aggregate>) -> Result<Expr, QueryError> {
    let mut left = factor(reader, sums)?;
    loop {
        const OPS: [(&str, Op); 4] =
            [("+", Op::Plus), ("-", Op::Minus), ("*", Op::Times), ("/", Op::Over)];
        let Some((_, op)) = OPS.into_iter().find(|(mark, _)| reader.mark(mark)) else {
            return Ok(left);
        };
        // Products bind before sums.
        let mut right = factor(reader, sums)?;
        while matches!(op, Op::Plus | Op::Minus)
            && let Some((_, inner)) =
                [("*", Op::Times), ("/", Op::Over)].into_iter().find(|(mark, _)| reader.mark(mark))
        {
            right = Expr::Two(inner, Box::new(right), Box::new(factor(reader, sums)?));
        }
        left = Expr::Two(op, Box::new(left), Box::new(right));
    }
}

fn factor(reader: &mut Reader<'_>, sums: &mut Vec<Aggregate>) -> Result<Expr, QueryError> {
    if Kind::next(reader).is_some() {
        sums.push(aggregate(reader)?);
        return Ok(Expr::Sum(sums.len() - 1));
    }
    if reader.mark("(") {
        let inner = joined(reader, sums)?;
        reader.want(")")?;
        return Ok(inner);
    }
    // The alias of an aggregate before, or a number.
    match reader.take() {
        Some(Word::Name(name) | Word::Quoted(name)) if !reader.opens() => {
            Ok(Expr::Field(name.clone()))
        }
        Some(Word::Number(value)) => Ok(Expr::Is(Value::Number(*value))),
        _ => Err(reader.back().unexpected()),
    }
}

fn aggregate(reader: &mut Reader<'_>) -> Result<Aggregate, QueryError> {
    let Some(kind) = Kind::next(reader) else { return Err(reader.unexpected()) };
    reader.take();
    reader.want("(")?;
    let of = match reader.peek() {
        Some(Word::Mark("*")) if kind == Kind::Count => {
            reader.take();
            None
        }
        Some(Word::Mark(")")) if kind == Kind::Count => None,
        _ => Some(terms::expr(reader)?),
    };
    let mut percent = None;
    if kind == Kind::Percentile {
        reader.want(",")?;
        match reader.take() {
            Some(Word::Number(value)) if (0.0..=100.0).contains(value) => percent = Some(*value),
            _ => return Err(reader.back().unexpected()),
        }
    }
    reader.want(")")?;
    Ok(Aggregate { kind, of, percent: percent.unwrap_or_default() })
}

impl Kind {
    /// The aggregate whose name and parenthesis come next.
    fn next(reader: &mut Reader<'_>) -> Option<Kind> {
        let Some(Word::Name(name)) = reader.peek() else { return None };
        let kind = Kind::named(name)?;
        let place = reader.place();
        reader.take();
        let opens = reader.opens();
        reader.return_to(place);
        opens.then_some(kind)
    }
}
