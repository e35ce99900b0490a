//! Patterns without brackets: words that are in an event, or are not.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html#matching-terms-unstructured-log-events>

use super::Fault;
use super::regex::Regex;
use super::scan::Scan;

/// What must be in an event, what must not, and of what some must where nothing else is said.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Terms {
    all: Vec<Term>,
    none: Vec<Term>,
    any: Vec<Term>,
}

#[derive(Clone, Debug, PartialEq, Hash)]
enum Term {
    Text(String),
    Regex(Regex),
}

impl Term {
    fn is_in(&self, message: &str) -> bool {
        match self {
            Term::Text(text) => message.contains(text.as_str()) || text.trim().is_empty(),
            Term::Regex(regex) => regex.finds(message),
        }
    }
}

impl Terms {
    /// Whether an event has them. Optional terms count only among themselves.
    pub fn matches(&self, message: &str) -> bool {
        let is_in = |term: &Term| term.is_in(message);
        if self.all.is_empty() && self.none.is_empty() {
            return self.any.is_empty() || self.any.iter().any(is_in);
        }
        self.all.iter().all(is_in) && !self.none.iter().any(is_in)
    }
}

/// Reads terms.
pub fn parse(scan: &mut Scan<'_>) -> Result<Terms, Fault> {
    let mut terms = Terms::default();
    while !scan.is_at_end() {
        let list = if scan.next("?") {
            &mut terms.any
        } else if scan.eat("-") {
            &mut terms.none
        } else {
            &mut terms.all
        };
        list.push(term(scan)?);
    }
    Ok(terms)
}

fn term(scan: &mut Scan<'_>) -> Result<Term, Fault> {
    if scan.eat("\"") {
        return scan.quoted().map(Term::Text).ok_or(Fault::Form);
    }
    if scan.eat("%") {
        return scan.regex().map(Term::Regex).ok_or(Fault::Form);
    }
    let word = scan.run(|c| !c.is_whitespace());
    match !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || c == '_') {
        true => Ok(Term::Text(word.to_owned())),
        false => Err(Fault::Term(word.to_owned())),
    }
}
