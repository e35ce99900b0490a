//! The words of a query, and where each stands.

use super::QueryError;

/// A word.
#[derive(Clone, Debug, PartialEq)]
pub enum Word {
    /// A keyword, a function or a field, as it is written.
    Name(String),
    /// A field between backticks, which is never a keyword.
    Quoted(String),
    /// A text in single or double quotes.
    Text(String),
    /// A number.
    Number(f64),
    /// A number with a unit behind it: `5m`.
    Period(f64, String),
    /// What stands between two slashes.
    Regex(String),
    /// Anything else.
    Mark(&'static str),
}

/// A word and the characters it stands at: from, and up to.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The word.
    pub word: Word,
    /// Its first byte.
    pub start: usize,
    /// The byte behind its last.
    pub end: usize,
}

/// Longer ones first.
const MARKS: [&str; 19] = [
    "!=", "<=", ">=", "=~", "=", "<", ">", "(", ")", "[", "]", ",", "|", "+", "-", "*", "/", "%",
    "^",
];

/// What AWS says of what it does not expect.
pub fn unexpected(text: &str, (start, end): (usize, usize)) -> QueryError {
    let found = text.get(start..end).filter(|found| !found.is_empty());
    let before = text.get(..start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let place = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let message = match found {
        Some(found) => {
            format!("unexpected symbol found {found} at line {line} and position {place}")
        }
        // Nothing is published for a query that ends too early.
        None => format!("unexpected end of query at line {line} and position {place}"),
    };
    let count = |bytes: usize| text.get(..bytes).unwrap_or_default().chars().count();
    QueryError::Malformed { message, start: count(start), end: count(end) }
}

/// Takes a query apart.
///
/// # Errors
/// What AWS says of a character that begins no word, or of a quotation without an end.
pub fn words(text: &str) -> Result<Vec<Placed>, QueryError> {
    let mut words: Vec<Placed> = Vec::new();
    let mut start = 0;
    while let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) {
        let Some(first) = rest.chars().next() else { break };
        if first.is_whitespace() {
            start += first.len_utf8();
            continue;
        }
        if first == '#' {
            start += rest.find('\n').unwrap_or(rest.len());
            continue;
        }
        let wrong = || unexpected(text, (start, start + first.len_utf8()));
        let (word, length) = word(rest, first, &words).ok_or_else(wrong)?;
        words.push(Placed { word, start, end: start + length });
        start += length;
    }
    Ok(words)
}

/// The word at the beginning of a text, and how many bytes it takes.
fn word(rest: &str, first: char, before: &[Placed]) -> Option<(Word, usize)> {
    match first {
        '"' | '\'' => quoted(rest, first).map(|(text, length)| (Word::Text(text), length)),
        '`' => quoted(rest, first).map(|(name, length)| (Word::Quoted(name), length)),
        '/' if begins_regex(before) => slashes(rest),
        c if c.is_ascii_digit() => number(rest),
        c if is_name(c) => {
            let length = rest.find(|c: char| !is_name(c)).unwrap_or(rest.len());
            // A system field may have its special characters between backticks: @`a:b`.
            if rest.get(..length) == Some("@") {
                let (name, more) = quoted(rest.get(1..)?, '`')?;
                return Some((Word::Quoted(format!("@{name}")), more + 1));
            }
            Some((Word::Name(rest.get(..length)?.to_owned()), length))
        }
        _ => {
            let mark = MARKS.into_iter().find(|mark| rest.starts_with(mark))?;
            Some((Word::Mark(mark), mark.len()))
        }
    }
}

/// The characters of a field that needs no backticks.
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Guidelines.html>
fn is_name(c: char) -> bool {
    c.is_alphanumeric() || "@._".contains(c)
}

/// A slash divides, unless it follows `like`, `=~` or `parse`, or the field that is parsed.
fn begins_regex(before: &[Placed]) -> bool {
    let keyword = |placed: Option<&Placed>, keyword: &str| {
        matches!(placed.map(|it| &it.word), Some(Word::Name(name))
            if name.eq_ignore_ascii_case(keyword))
    };
    let mut back = before.iter().rev();
    let last = back.next();
    let matches = matches!(last.map(|placed| &placed.word), Some(Word::Mark("=~")));
    matches
        || ["like", "parse"].iter().any(|word| keyword(last, word))
        || keyword(back.next(), "parse")
}

/// What stands between two of the same quotes. A backslash lets the quote stand for itself.
fn quoted(rest: &str, quote: char) -> Option<(String, usize)> {
    let mut text = String::new();
    let mut chars = rest.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            c if c == quote => return Some((text, at + c.len_utf8())),
            '\\' => match chars.next()?.1 {
                'n' => text.push('\n'),
                't' => text.push('\t'),
                other if other == quote || other == '\\' => text.push(other),
                other => text.extend(['\\', other]),
            },
            c => text.push(c),
        }
    }
    None
}

/// An expression between two slashes; `\/` is a slash in it.
fn slashes(rest: &str) -> Option<(Word, usize)> {
    let mut text = String::new();
    let mut chars = rest.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        match c {
            '/' => return Some((Word::Regex(text), at + 1)),
            '\\' => match chars.next()?.1 {
                '/' => text.push('/'),
                other => text.extend(['\\', other]),
            },
            '\n' => return None,
            c => text.push(c),
        }
    }
    None
}

fn number(rest: &str) -> Option<(Word, usize)> {
    let is_digit = |c: char| c.is_ascii_digit() || c == '.';
    let digits = rest.find(|c: char| !is_digit(c)).unwrap_or(rest.len());
    let value: f64 = rest.get(..digits)?.parse().ok()?;
    let tail = rest.get(digits..)?;
    let letters = tail.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(tail.len());
    match tail.get(..letters)? {
        "" => Some((Word::Number(value), digits)),
        unit => Some((Word::Period(value, unit.to_owned()), digits + letters)),
    }
}
