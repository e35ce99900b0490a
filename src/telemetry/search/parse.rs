//! How the text of a search is read.

use super::{MAX_LENGTH, Pattern, Property, Search, Term, tokens};
use crate::telemetry::math::MathError;

/// How deep parentheses may lie in each other.
const MAX_DEPTH: usize = 32;

/// Reads the text of a search.
///
/// # Errors
/// What was expected and what stands there.
pub fn parse(text: &str) -> Result<Search, MathError> {
    if text.chars().count() > MAX_LENGTH {
        let what = format!("a search is of {MAX_LENGTH} characters at most");
        return Err(MathError::Syntax(what));
    }
    let (schema, rest) = match text.trim_start().strip_prefix('{') {
        Some(inner) => {
            let (inner, rest) = braces(inner)?;
            (Some(schema(inner)?), rest)
        }
        None => (None, text),
    };
    // A comma may stand behind the schema.
    let rest = rest.trim_start();
    let words = words(rest.strip_prefix(',').filter(|_| schema.is_some()).unwrap_or(rest))?;
    let mut reader = Reader { words, next: 0, depth: 0 };
    let term = match reader.peek() {
        None => None,
        Some(_) => Some(reader.any(&Property::Any)?),
    };
    match reader.peek() {
        Some(found) => Err(expected("AND, OR, NOT or a term", Some(found))),
        None if schema.is_none() && term.is_none() => {
            Err(MathError::Syntax("a search has a schema, terms, or both".to_owned()))
        }
        None => Ok(Search { schema, term }),
    }
}

fn expected(what: &str, found: Option<&Word>) -> MathError {
    let found = match found {
        None => "the end".to_owned(),
        Some(Word::Exact(text)) => format!("\"{text}\""),
        Some(Word::Bare(text)) => text.clone(),
        Some(Word::Mark(mark)) => mark.to_string(),
    };
    MathError::Syntax(format!("expected {what} in the search, found {found}"))
}

/// What stands before the closing brace, and what follows it.
fn braces(text: &str) -> Result<(&str, &str), MathError> {
    let mut inside = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' => inside = !inside,
            '}' if !inside => {
                let (inner, rest) = text.split_at_checked(at).unwrap_or((text, ""));
                return Ok((inner, rest.strip_prefix('}').unwrap_or_default()));
            }
            _ => {}
        }
    }
    Err(MathError::Syntax("the brace { is not closed".to_owned()))
}

/// A namespace and the names of dimensions.
fn schema(text: &str) -> Result<(String, Vec<String>), MathError> {
    let mut names = Vec::new();
    let mut rest = text.trim();
    loop {
        let (name, behind) = match rest.strip_prefix('"') {
            Some(inner) => {
                let open = || MathError::Syntax("the quote \" is not closed".to_owned());
                inner.split_once('"').ok_or_else(open)?
            }
            None => {
                let end = rest.find(',').unwrap_or(rest.len());
                rest.split_at_checked(end).unwrap_or((rest, ""))
            }
        };
        let bare = name.trim();
        if bare.is_empty() || (!rest.starts_with('"') && bare.contains(char::is_whitespace)) {
            let what = "a name stands in the braces, in double quotes if it has spaces";
            return Err(MathError::Syntax(what.to_owned()));
        }
        names.push(if rest.starts_with('"') { name } else { bare }.to_owned());
        rest = behind.trim_start();
        if rest.is_empty() {
            break;
        }
        let comma = || expected("a comma", Some(&Word::Bare(rest.to_owned())));
        rest = rest.strip_prefix(',').ok_or_else(comma)?.trim_start();
    }
    let namespace = names.remove(0);
    names.sort();
    Ok((namespace, names))
}

#[derive(Clone, Debug, PartialEq)]
enum Word {
    /// In double quotes.
    Exact(String),
    /// A term or an operator, as it stands.
    Bare(String),
    /// `(`, `)` or `=`.
    Mark(char),
}

fn words(text: &str) -> Result<Vec<Word>, MathError> {
    let mut words = Vec::new();
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            c if c.is_whitespace() => {}
            '(' | ')' | '=' => words.push(Word::Mark(c)),
            '"' => {
                let mut exact = String::new();
                loop {
                    match chars.next() {
                        Some('"') => break,
                        // These are taken as they are: " \ ( )
                        Some('\\') => exact.extend(chars.next()),
                        Some(c) => exact.push(c),
                        None => {
                            let what = "the quote \" is not closed".to_owned();
                            return Err(MathError::Syntax(what));
                        }
                    }
                }
                words.push(Word::Exact(exact));
            }
            c => {
                let mut bare = String::from(c);
                let part = |c: &char| !c.is_whitespace() && !matches!(c, '(' | ')' | '=' | '"');
                while let Some(c) = chars.next_if(part) {
                    bare.push(c);
                }
                words.push(Word::Bare(bare));
            }
        }
    }
    Ok(words)
}

struct Reader {
    words: Vec<Word>,
    next: usize,
    depth: usize,
}

impl Reader {
    fn peek(&self) -> Option<&Word> {
        self.words.get(self.next)
    }

    /// Takes an operator, in capitals, if it comes next.
    fn skip(&mut self, operator: &str) -> bool {
        let there = matches!(self.peek(), Some(Word::Bare(word)) if word == operator);
        self.next += usize::from(there);
        there
    }

    fn mark(&mut self, mark: char) -> bool {
        let there = self.peek() == Some(&Word::Mark(mark));
        self.next += usize::from(there);
        there
    }

    /// `a OR b`: binds least.
    fn any(&mut self, of: &Property) -> Result<Term, MathError> {
        let mut terms = vec![self.all(of)?];
        while self.skip("OR") {
            terms.push(self.all(of)?);
        }
        Ok(one_or(terms, Term::Any))
    }

    /// `a AND b`, `a b`, `a NOT b`.
    fn all(&mut self, of: &Property) -> Result<Term, MathError> {
        let mut terms = vec![self.single(of)?];
        loop {
            let ends = match self.peek() {
                None | Some(Word::Mark(_)) => self.peek() != Some(&Word::Mark('(')),
                Some(Word::Bare(word)) => word == "OR",
                Some(Word::Exact(_)) => false,
            };
            if ends {
                return Ok(one_or(terms, Term::All));
            }
            self.skip("AND");
            terms.push(self.single(of)?);
        }
    }

    fn single(&mut self, of: &Property) -> Result<Term, MathError> {
        if self.skip("NOT") {
            return Ok(Term::Not(Box::new(self.single(of)?)));
        }
        if self.mark('(') {
            self.depth += 1;
            if self.depth > MAX_DEPTH {
                return Err(MathError::Syntax("too deep".to_owned()));
            }
            let inner = self.any(of)?;
            self.depth -= 1;
            let closed = self.mark(')');
            return if closed { Ok(inner) } else { Err(expected(")", self.peek())) };
        }
        let word = self.peek().cloned();
        self.next += 1;
        if let (Some(Word::Bare(name) | Word::Exact(name)), Property::Any) = (&word, of)
            && self.mark('=')
        {
            return self.single(&property(name)?);
        }
        let pattern = match &word {
            Some(Word::Exact(text)) => Some(Pattern::Exact(text.clone())),
            Some(Word::Bare(text)) if !matches!(text.as_str(), "AND" | "OR") => {
                tokens::Term::new(text).map(Pattern::Partial)
            }
            _ => None,
        };
        let pattern = pattern.ok_or_else(|| expected("a term", word.as_ref()))?;
        Ok(Term::Match(of.clone(), pattern))
    }
}

/// What stands before `=`.
fn property(name: &str) -> Result<Property, MathError> {
    match name {
        "MetricName" => Ok(Property::MetricName),
        "Namespace" => Ok(Property::Namespace),
        ":aws.AccountId" => {
            Err(MathError::NotSimulated(format!("{name} (several accounts) in a search")))
        }
        _ => Ok(Property::Dimension(name.to_owned())),
    }
}

fn one_or(mut terms: Vec<Term>, many: fn(Vec<Term>) -> Term) -> Term {
    match terms.pop() {
        Some(only) if terms.is_empty() => only,
        last => {
            terms.extend(last);
            many(terms)
        }
    }
}
