//! How a query is read: commands between pipes.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax.html>

mod reader;
mod sums;
mod terms;

use regex_lite::Regex;

use super::expr::Expr;
use super::extract::{Extract, glob};
use super::words::{Word, words};
use super::{Command, MAX_ROWS, Named, Query, QueryError};
use reader::Reader;

/// Commands AWS has and this simulator refuses by name.
const REFUSED: [&str; 15] = [
    "addtotals",
    "anomaly",
    "diff",
    "expand",
    "filterindex",
    "head",
    "join",
    "lookup",
    "pattern",
    "relevantfields",
    "subquery",
    "tail",
    "unmask",
    "unnest",
    "unroll",
];

/// How many times a query may sum up.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Stats.html>
const MAX_STATS: usize = 2;

/// A query that names its groups itself, as those of dashboards do.
#[derive(Clone, Debug)]
pub struct Source {
    /// The groups, by name or ARN.
    pub groups: Vec<String>,
    /// What is asked of them.
    pub query: Query,
}

/// Reads a query.
///
/// # Errors
/// Where it cannot be read, or what of it is not simulated.
pub fn parse(text: &str) -> Result<Query, QueryError> {
    let words = words(text)?;
    let mut reader = Reader::new(text, &words);
    query(&mut reader)
}

/// Reads a query that begins with its groups: `SOURCE 'a' | SOURCE 'b' | fields @message`.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html#CloudWatch-Dashboard-Properties-Log-Widget-Object>
///
/// # Errors
/// As of [`parse`].
pub fn split_source(text: &str) -> Result<Source, QueryError> {
    let words = words(text)?;
    let mut reader = Reader::new(text, &words);
    let mut groups = Vec::new();
    while reader.keyword("source") {
        loop {
            match reader.take() {
                Some(Word::Text(name) | Word::Quoted(name) | Word::Name(name)) => {
                    groups.push(name.clone());
                }
                _ => return Err(reader.back().unexpected()),
            }
            if !reader.mark(",") {
                break;
            }
        }
        if reader.is_at_end() {
            break;
        }
        reader.want("|")?;
    }
    Ok(Source { groups, query: query(&mut reader)? })
}

fn query(reader: &mut Reader<'_>) -> Result<Query, QueryError> {
    let mut commands: Vec<Command> = Vec::new();
    while !reader.is_at_end() {
        // After a first row of each kind was kept, only how many are kept may follow.
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Dedup.html
        if matches!(commands.last(), Some(Command::Dedup(_))) && !reader.sees("limit") {
            return Err(reader.unexpected());
        }
        let sums = commands.iter().filter(|it| matches!(it, Command::Stats { .. })).count();
        if sums == MAX_STATS && reader.sees("stats") {
            return Err(reader.unexpected());
        }
        commands.push(command(reader)?);
        if reader.is_at_end() {
            break;
        }
        reader.want("|")?;
        if reader.is_at_end() {
            return Err(reader.unexpected());
        }
    }
    if commands.is_empty() {
        return Err(reader.unexpected());
    }
    Ok(Query { commands })
}

fn command(reader: &mut Reader<'_>) -> Result<Command, QueryError> {
    let word = match reader.take() {
        Some(Word::Name(word)) => word.to_ascii_lowercase(),
        _ => return Err(reader.back().unexpected()),
    };
    match word.as_str() {
        "fields" => Ok(Command::Fields(named(reader)?)),
        "display" => Ok(Command::Display(named(reader)?)),
        "filter" => Ok(Command::Filter(terms::expr(reader)?)),
        "parse" => Ok(Command::Parse(extract(reader)?)),
        "stats" => sums::stats(reader),
        "sort" => Ok(Command::Sort(order(reader)?)),
        "limit" => limit(reader),
        "dedup" => Ok(Command::Dedup(terms::list(reader)?)),
        word if REFUSED.contains(&word) => {
            Err(QueryError::NotSimulated(format!("{word} in a Logs Insights query")))
        }
        _ => Err(reader.back().unexpected()),
    }
}

/// Expressions with or without an alias.
fn named(reader: &mut Reader<'_>) -> Result<Vec<Named>, QueryError> {
    let mut all = Vec::new();
    loop {
        let start = reader.place();
        let expr = terms::expr(reader)?;
        all.push(alias(reader, expr, start)?);
        if !reader.mark(",") {
            return Ok(all);
        }
    }
}

/// The name of what was read since a word: its alias, a field's own, or its text.
fn alias(reader: &mut Reader<'_>, expr: Expr, start: usize) -> Result<Named, QueryError> {
    let text = reader.text_since(start);
    let name = match (reader.keyword("as"), &expr) {
        (true, _) => reader.name()?,
        (false, Expr::Field(name)) => name.clone(),
        (false, _) => text,
    };
    Ok(Named { expr, name })
}

/// `parse FIELD "text * text" as a, b`, or `parse FIELD /(?<a>…)/`; without a field, the message.
fn extract(reader: &mut Reader<'_>) -> Result<Extract, QueryError> {
    let from = match reader.peek() {
        Some(Word::Text(_) | Word::Regex(_)) => Expr::Field("@message".to_owned()),
        _ => terms::primary(reader)?,
    };
    match reader.take().cloned() {
        Some(Word::Regex(text)) => {
            let regex = Regex::new(&text).map_err(|_| reader.back().unexpected())?;
            let groups = regex.capture_names().skip(1);
            let mut names: Vec<String> = groups.flatten().map(str::to_owned).collect();
            if reader.keyword("as") {
                names = names_of(reader)?;
            }
            match regex.captures_len() - 1 == names.len() && !names.is_empty() {
                true => Ok(Extract { from, regex, names }),
                false => Err(reader.back().unexpected()),
            }
        }
        Some(Word::Text(text)) => {
            let (regex, stars) = glob(&text).ok_or_else(|| reader.back().unexpected())?;
            reader.want_keyword("as")?;
            let names = names_of(reader)?;
            match stars == names.len() {
                true => Ok(Extract { from, regex, names }),
                false => Err(reader.back().unexpected()),
            }
        }
        _ => Err(reader.back().unexpected()),
    }
}

fn names_of(reader: &mut Reader<'_>) -> Result<Vec<String>, QueryError> {
    let mut names = vec![reader.name()?];
    while reader.mark(",") {
        names.push(reader.name()?);
    }
    Ok(names)
}

/// `sort a desc, b`; ascending unless it is said.
fn order(reader: &mut Reader<'_>) -> Result<Vec<(Expr, bool)>, QueryError> {
    let mut keys = Vec::new();
    loop {
        let expr = match sums::shown_sum(reader)? {
            Some(expr) => expr,
            None => terms::expr(reader)?,
        };
        let descending = reader.keyword("desc");
        if !descending {
            reader.keyword("asc");
        }
        keys.push((expr, descending));
        if !reader.mark(",") {
            return Ok(keys);
        }
    }
}

fn limit(reader: &mut Reader<'_>) -> Result<Command, QueryError> {
    match reader.take() {
        Some(Word::Number(rows))
            if rows.fract() == 0.0 && (1.0..=MAX_ROWS as f64).contains(rows) =>
        {
            Ok(Command::Limit(*rows as usize))
        }
        _ => Err(reader.back().unexpected()),
    }
}
