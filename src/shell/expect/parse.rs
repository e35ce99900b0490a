//! How an expectation is read.

use super::ask::{Ask, Condition, Op};
use super::when::Moment;
use super::{Expect, Subject, When, table};
use crate::shell::fault::Fault;
use crate::shell::script;
use crate::sim::time::Span;

/// Reads a line without variables; the word `expect` at its start may be left out.
///
/// # Errors
/// What was expected and what was found.
pub fn parse(line: &str) -> Result<Expect, Fault> {
    let line = line.trim();
    let full = match line.strip_prefix("expect ") {
        Some(_) => line.to_owned(),
        None => format!("expect {line}"),
    };
    let words = script::words(&full).map_err(|error| error.fault)?;
    parse_words(words.get(1..).unwrap_or_default())
}

/// Reads the words that follow `expect`.
///
/// # Errors
/// What was expected and what was found.
pub fn parse_words(words: &[String]) -> Result<Expect, Fault> {
    let mut words = Words { rest: words };
    let no = words.take("no");
    let subject = words.subject()?;
    let conditions = words.conditions(subject)?;
    let count = if words.take("count") { Some(words.count()?) } else { None };
    let ask = Ask { subject, conditions };
    if let Some(misfit) = ask.misfit() {
        let fault = Fault::new("shell.expect.not-number").with("found", &misfit.value);
        return Err(fault.with("attribute", misfit.attribute));
    }
    let when = words.when(subject)?;
    match words.rest.first() {
        None => Ok(Expect { no, ask, count, when }),
        Some(word) => Err(unknown(subject, word)),
    }
}

/// Words that cannot be attributes or names.
const KEYWORDS: [&str; 5] = ["count", "at", "within", "after", "before"];

struct Words<'a> {
    rest: &'a [String],
}

impl<'a> Words<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    fn peek(&self) -> Option<&'a str> {
        self.rest.first().map(String::as_str)
    }

    fn take(&mut self, word: &str) -> bool {
        let found = self.peek() == Some(word);
        if found {
            self.next();
        }
        found
    }

    fn subject(&mut self) -> Result<&'static Subject, Fault> {
        let known = || {
            let names: Vec<&str> = table().iter().map(|subject| subject.name).collect();
            names.join(", ")
        };
        let Some(word) = self.next() else {
            return Err(Fault::new("shell.expect.no-subject").with("subjects", known()));
        };
        let found = table().iter().find(|subject| subject.name == word);
        found.copied().ok_or_else(|| {
            let fault = Fault::new("shell.expect.unknown-subject").with("found", word);
            fault.with("subjects", known())
        })
    }

    /// The name, if there is one, and the conditions.
    fn conditions(&mut self, subject: &'static Subject) -> Result<Vec<Condition>, Fault> {
        let attribute = |word: &str| subject.attributes.iter().copied().find(|name| *name == word);
        let mut conditions = Vec::new();
        let is_name = |word: &str| {
            attribute(word).is_none() && Op::parse(word).is_none() && !KEYWORDS.contains(&word)
        };
        if let (Some(word), Some(name)) = (self.peek(), subject.attributes.first())
            && is_name(word)
        {
            self.next();
            let value = word.to_owned();
            conditions.push(Condition { attribute: name, op: Op::Is, value, bare: false });
        }
        while let Some(word) = self.peek() {
            let (attribute, op, bare) = match (attribute(word), Op::parse(word)) {
                (Some(attribute), _) => {
                    self.next();
                    let op = self.peek().and_then(Op::parse);
                    if op.is_some() {
                        self.next();
                    }
                    (attribute, op.unwrap_or(Op::Is), false)
                }
                (None, Some(op)) => {
                    self.next();
                    (subject.value, op, true)
                }
                (None, None) if KEYWORDS.contains(&word) => break,
                (None, None) => return Err(unknown(subject, word)),
            };
            let Some(value) = self.next() else {
                return Err(Fault::new("shell.expect.no-value").with("attribute", attribute));
            };
            conditions.push(Condition { attribute, op, value: value.to_owned(), bare });
        }
        Ok(conditions)
    }

    fn count(&mut self) -> Result<(Op, u64), Fault> {
        let op = self.peek().and_then(Op::parse);
        if op.is_some() {
            self.next();
        }
        let found = self.next().unwrap_or_default();
        let number = found.parse().map_err(|_| {
            Fault::new("shell.expect.not-number").with("attribute", "count").with("found", found)
        })?;
        Ok((op.unwrap_or(Op::Is), number))
    }

    fn when(&mut self, subject: &'static Subject) -> Result<When, Fault> {
        let Some(word) = self.peek().filter(|word| *word != "count") else {
            return Ok(When::Now);
        };
        self.next();
        let found = self.peek().unwrap_or_default();
        let bad = |key: &'static str| Fault::new(key).with("found", found);
        match word {
            "at" => {
                self.next();
                Moment::parse(found).map(When::At).ok_or_else(|| bad("shell.expect.not-time"))
            }
            "within" => {
                self.next();
                Span::parse(found).map(When::Within).ok_or_else(|| bad("shell.expect.not-span"))
            }
            _ => {
                let event = self.subject()?;
                let conditions = self.conditions(event)?;
                let still = [subject, event].into_iter().find(|subject| !subject.happens);
                if let Some(still) = still {
                    return Err(Fault::new("shell.expect.no-event").with("found", still.name));
                }
                let ask = Ask { subject: event, conditions };
                Ok(if word == "after" { When::After(ask) } else { When::Before(ask) })
            }
        }
    }
}

fn unknown(subject: &Subject, word: &str) -> Fault {
    Fault::new("shell.expect.unknown-attribute")
        .with("found", word)
        .with("subject", subject.name)
        .with("attributes", subject.attributes.join(", "))
}
