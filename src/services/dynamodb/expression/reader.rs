//! What all grammars of expressions share: one token after the other, paths, values, faults.

use super::Kind;
use super::names::Names;
use super::path::{Path, Step};
use super::tokens::{Token, near, tokens};
use crate::services::dynamodb::value::Attribute;

/// The longest expression, in bytes.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html>
const LONGEST: usize = 4_096;
/// How deep parentheses may lie in each other: ours.
const DEEP: usize = 64;

/// Words that no attribute may be called by in an expression.
/// <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ReservedWords.html>
const RESERVED: &str = include_str!("reserved.txt");

/// Reads an expression.
pub struct Reader<'a> {
    text: &'a str,
    tokens: Vec<Token<'a>>,
    next: usize,
    depth: usize,
    /// What names and values stand for.
    pub names: &'a mut Names,
}

/// Reads an expression whole by `grammar`; faults begin with what kind of expression it is.
pub fn read<'a, T>(
    kind: Kind,
    text: &'a str,
    names: &'a mut Names,
    grammar: impl FnOnce(&mut Reader<'a>) -> Result<T, String>,
) -> Result<T, String> {
    let whole = || {
        if text.trim().is_empty() {
            return Err("The expression can not be empty;".to_owned());
        }
        if text.len() > LONGEST {
            return Err(format!(
                "Expression size has exceeded the maximum allowed size; expression size: {}",
                text.len()
            ));
        }
        let mut reader = Reader { text, tokens: tokens(text), next: 0, depth: 0, names };
        let read = grammar(&mut reader)?;
        if reader.peek().is_some() { Err(reader.wrong()) } else { Ok(read) }
    };
    whole().map_err(|why| format!("Invalid {}: {why}", kind.name()))
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

impl<'a> Reader<'a> {
    /// The next token.
    pub fn peek(&self) -> Option<&'a str> {
        self.tokens.get(self.next).map(|token| token.text)
    }

    /// The one behind it.
    pub fn second(&self) -> Option<&'a str> {
        self.tokens.get(self.next + 1).map(|token| token.text)
    }

    /// Whether the next is this sign or word, whatever its case.
    pub fn is(&self, wanted: &str) -> bool {
        self.peek().is_some_and(|text| text.eq_ignore_ascii_case(wanted))
    }

    /// Takes the next, if it is this.
    pub fn take(&mut self, wanted: &str) -> bool {
        let found = self.is(wanted);
        self.next += usize::from(found);
        found
    }

    /// Takes this.
    ///
    /// # Errors
    /// Something else stands there.
    pub fn expect(&mut self, wanted: &str) -> Result<(), String> {
        if self.take(wanted) { Ok(()) } else { Err(self.wrong()) }
    }

    /// The fault that something cannot stand where it does.
    pub fn wrong(&self) -> String {
        let token = self.peek().unwrap_or("<EOF>");
        let near = near(self.text, &self.tokens, self.next);
        format!("Syntax error; token: \"{token}\", near: \"{near}\"")
    }

    /// Goes into parentheses.
    ///
    /// # Errors
    /// Too deep.
    pub fn deeper<T>(
        &mut self,
        inside: impl FnOnce(&mut Reader<'a>) -> Result<T, String>,
    ) -> Result<T, String> {
        self.depth += 1;
        if self.depth > DEEP {
            return Err("The expression has too many nested parentheses;".to_owned());
        }
        let read = inside(self)?;
        self.depth -= 1;
        Ok(read)
    }

    /// Whether what follows is the name of a function.
    pub fn is_function(&self) -> bool {
        self.peek().is_some_and(is_name) && self.second() == Some("(")
    }

    /// Takes a name of a function and the parenthesis behind it.
    pub fn function(&mut self) -> &'a str {
        let name = self.peek().unwrap_or_default();
        self.next += 2;
        name
    }

    /// The token behind the parenthesis that closes the one that is next, and whether both hold
    /// nothing but other parentheses.
    pub fn behind_parentheses(&self) -> (Option<&'a str>, bool) {
        let mut open = 0_usize;
        let mut inner_ends = None;
        for (at, token) in self.tokens.iter().enumerate().skip(self.next) {
            match token.text {
                "(" => open += 1,
                ")" => open = open.saturating_sub(1),
                _ => {}
            }
            if open == 1 && token.text == ")" && inner_ends.is_none() {
                inner_ends = Some(at);
            }
            if open == 0 {
                let redundant = self.second() == Some("(") && inner_ends == Some(at - 1);
                return (self.tokens.get(at + 1).map(|token| token.text), redundant);
            }
        }
        (None, false)
    }

    /// Takes `:value`.
    ///
    /// # Errors
    /// Something else stands there, or it stands for nothing.
    pub fn value(&mut self) -> Result<Attribute, String> {
        match self.peek() {
            Some(text) if text.starts_with(':') && text.len() > 1 => {
                self.next += 1;
                self.names.value(text)
            }
            _ => Err(self.wrong()),
        }
    }

    /// Takes a path.
    ///
    /// # Errors
    /// Something else stands there, or a name is reserved or stands for nothing.
    pub fn path(&mut self) -> Result<Path, String> {
        let mut steps = vec![Step::Name(self.step()?)];
        loop {
            if self.take(".") {
                steps.push(Step::Name(self.step()?));
            } else if self.take("[") {
                let place = self.peek().and_then(|text| text.parse().ok());
                let Some(place) = place else { return Err(self.wrong()) };
                self.next += 1;
                self.expect("]")?;
                steps.push(Step::Place(place));
            } else {
                return Ok(Path(steps));
            }
        }
    }

    fn step(&mut self) -> Result<String, String> {
        let Some(text) = self.peek() else { return Err(self.wrong()) };
        if text.len() > 1 && text.starts_with('#') {
            self.next += 1;
            return self.names.name(text);
        }
        if !is_name(text) {
            return Err(self.wrong());
        }
        if RESERVED.split_ascii_whitespace().any(|word| word.eq_ignore_ascii_case(text)) {
            return Err(format!("Attribute name is a reserved keyword; reserved keyword: {text}"));
        }
        self.next += 1;
        Ok(text.to_owned())
    }
}
