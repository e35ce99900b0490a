//! The words of a query.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::telemetry::math::MathError;

/// The reserved keywords, which stand in quotes where they are names.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-metrics-insights-reserved-keywords.html>
const RESERVED: &str = include_str!("reserved.txt");

/// The same, to be asked at every evaluation of a query.
static KEYWORDS: LazyLock<BTreeSet<&'static str>> =
    LazyLock::new(|| RESERVED.split_ascii_whitespace().collect());

/// A word.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Word {
    /// A keyword, a name or a number, as it stands.
    Bare(String),
    /// A name in double quotes.
    Name(String),
    /// A value in single quotes.
    Value(String),
    /// `(`, `)`, `,`, `=` or `!=`.
    Mark(&'static str),
}

const MARKS: [&str; 5] = ["!=", "=", "(", ")", ","];

/// Whether a word is a reserved keyword, in any case.
pub(super) fn is_reserved(word: &str) -> bool {
    KEYWORDS.contains(word.to_ascii_uppercase().as_str())
}

/// Splits a query into its words.
pub(super) fn words(text: &str) -> Result<Vec<Word>, MathError> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (word, behind) = match first {
            '"' => quoted(rest, '"').map(|(text, behind)| (Word::Name(text), behind))?,
            '\'' => quoted(rest, '\'').map(|(text, behind)| (Word::Value(text), behind))?,
            c if part(c) => {
                let end = rest.find(|c| !part(c)).unwrap_or(rest.len());
                let (word, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
                (Word::Bare(word.to_owned()), behind)
            }
            c => {
                let found = MARKS.iter().find_map(|mark| Some((*mark, rest.strip_prefix(mark)?)));
                let unknown = || MathError::Syntax(format!("unexpected {c}"));
                let (mark, behind) = found.ok_or_else(unknown)?;
                (Word::Mark(mark), behind)
            }
        };
        words.push(word);
        rest = behind.trim_start();
    }
    Ok(words)
}

/// Letters, digits and underscores; the point stands in `tag.NAME` and `AWS.AccountId`.
fn part(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '.')
}

/// What stands between quotes. A backslash takes the quote that follows it as it is.
fn quoted(text: &str, quote: char) -> Result<(String, &str), MathError> {
    let mut inner = String::new();
    let mut chars = text.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some((_, c @ ('"' | '\''))) => inner.push(c),
                Some((_, c)) => inner.extend(['\\', c]),
                None => break,
            },
            c if c == quote => {
                return Ok((inner, text.get(at + c.len_utf8()..).unwrap_or_default()));
            }
            c => inner.push(c),
        }
    }
    Err(MathError::Syntax(format!("the quote {quote} is not closed")))
}

/// A word as it is told.
pub(super) fn told(word: Option<&Word>) -> String {
    match word {
        None => "the end".to_owned(),
        Some(Word::Bare(text)) => text.clone(),
        Some(Word::Name(text)) => format!("\"{text}\""),
        Some(Word::Value(text)) => format!("'{text}'"),
        Some(Word::Mark(mark)) => (*mark).to_owned(),
    }
}
