//! The CLI's shorthand: `Name=InstanceId,Value=i-1`, `Key=k,Values=a,b`, nested `{}` and `[]`.
//!
//! <https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-shorthand.html>

use serde_json::{Map, Value};

use super::json::{MAX_DEPTH, TOO_DEEP};
use super::python;
use crate::api::{ShapeDef, StructDef, double};

/// Reads one shorthand argument into an untyped structure, or says what is wrong with it.
pub fn parse(text: &str) -> Result<Map<String, Value>, String> {
    let input: Vec<char> = text.chars().collect();
    Reader { input, at: 0, depth: 0 }.parameter()
}

struct Reader {
    input: Vec<char>,
    at: usize,
    /// How many lists and structures are open.
    depth: usize,
}

/// The characters a value without quotes may begin with.
fn starts_word(c: char) -> bool {
    matches!(c, '!' | '#'..='&' | '('..='+' | '-'..='<' | '>'..='Z' | '\\'..='z' | '|'..='\u{ffff}')
}

/// The characters that may follow in the first value behind `=`.
fn follows_first(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '!' | '#'..='&' | '('..='+' | '-'..='\\' | '^'..='|' | '~'..='\u{ffff}')
}

/// The characters that may follow in a value behind a comma: no `=`, which would make it a key.
fn follows_second(c: char) -> bool {
    c.is_whitespace() || matches!(c, '!' | '#'..='&' | '('..='+' | '-'..='<' | '>'..='\u{ffff}')
}

impl Reader {
    fn current(&self) -> Option<char> {
        self.input.get(self.at).copied()
    }

    fn at_end(&self) -> bool {
        self.at >= self.input.len()
    }

    fn parameter(&mut self) -> Result<Map<String, Value>, String> {
        let mut params = Map::new();
        let (key, value) = self.pair()?;
        params.insert(key, value);
        let mut last = self.at;
        while !self.at_end() {
            self.expect(',', true)?;
            let (key, value) = self.pair()?;
            if params.contains_key(&key) {
                return Err(self.twice(&key, last + 1));
            }
            params.insert(key, value);
            last = self.at;
        }
        Ok(params)
    }

    fn pair(&mut self) -> Result<(String, Value), String> {
        let key = self.key();
        self.expect('=', true)?;
        let value = match self.current() {
            None => Value::String(String::new()),
            Some('[') => self.list()?,
            Some('{') => self.hash()?,
            Some(_) => self.values()?,
        };
        Ok((key, value))
    }

    fn key(&mut self) -> String {
        let start = self.at;
        while self.current().is_some_and(|c| {
            c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '#' | '/' | ':')
        }) {
            self.at += 1;
        }
        self.input.get(start..self.at).unwrap_or_default().iter().collect()
    }

    /// `foo=bar` is a text, `foo=bar,baz` a list, in `foo=bar,baz=1` the second begins a new pair.
    fn values(&mut self) -> Result<Value, String> {
        let first = self.first_value()?;
        self.skip_space();
        if self.current() != Some(',') {
            return Ok(Value::String(first));
        }
        self.expect(',', true)?;
        let mut list = vec![first];
        loop {
            match self.next_in_list() {
                Ok((value, last)) => {
                    list.push(value);
                    if last {
                        break;
                    }
                }
                Err(error) if self.at_end() => return Err(error),
                Err(_) => {
                    while self.at > 0 && self.current() != Some(',') {
                        self.at -= 1;
                    }
                    break;
                }
            }
        }
        if list.len() == 1 {
            return Ok(list.pop().map(Value::String).unwrap_or_default());
        }
        Ok(list.into_iter().map(Value::String).collect())
    }

    fn next_in_list(&mut self) -> Result<(String, bool), String> {
        let value = self.second_value()?;
        self.skip_space();
        if self.at_end() {
            return Ok((value, true));
        }
        self.expect(',', true)?;
        Ok((value, false))
    }

    fn list(&mut self) -> Result<Value, String> {
        self.open()?;
        self.expect('[', true)?;
        let mut values = Vec::new();
        while self.current() != Some(']') {
            values.push(self.nested()?);
            self.skip_space();
            if self.current() != Some(']') {
                self.expect(',', false)?;
                self.skip_space();
            }
        }
        self.expect(']', false)?;
        self.depth -= 1;
        Ok(Value::Array(values))
    }

    fn open(&mut self) -> Result<(), String> {
        self.depth += 1;
        if self.depth > MAX_DEPTH { Err(TOO_DEEP.to_owned()) } else { Ok(()) }
    }

    fn hash(&mut self) -> Result<Value, String> {
        self.open()?;
        self.expect('{', true)?;
        let mut members = Map::new();
        while self.current() != Some('}') {
            let key = self.key();
            self.expect('=', true)?;
            let value = self.nested()?;
            self.skip_space();
            if self.current() != Some('}') {
                self.expect(',', false)?;
                self.skip_space();
            }
            members.insert(key, value);
        }
        self.expect('}', false)?;
        self.depth -= 1;
        Ok(Value::Object(members))
    }

    fn nested(&mut self) -> Result<Value, String> {
        match self.current() {
            Some('[') => self.list(),
            Some('{') => self.hash(),
            _ => self.first_value().map(Value::String),
        }
    }

    fn first_value(&mut self) -> Result<String, String> {
        match self.current() {
            Some(quote @ ('\'' | '"')) => self.quoted(quote),
            _ => Ok(self.word(follows_first).unwrap_or_default()),
        }
    }

    fn second_value(&mut self) -> Result<String, String> {
        match self.current() {
            Some(quote @ ('\'' | '"')) => self.quoted(quote),
            _ => self.word(follows_second).ok_or_else(|| self.expected("<second>", "<none>")),
        }
    }

    /// A value without quotes; `\,` is a comma in it.
    fn word(&mut self, follows: fn(char) -> bool) -> Option<String> {
        let mut out = String::new();
        loop {
            let escaped = self.current() == Some('\\') && self.input.get(self.at + 1) == Some(&',');
            match self.current() {
                Some('\\') if escaped => {
                    out.push(',');
                    self.at += 2;
                }
                Some(c)
                    if (out.is_empty() && starts_word(c)) || (!out.is_empty() && follows(c)) =>
                {
                    out.push(c);
                    self.at += 1;
                }
                _ => break,
            }
        }
        (!out.is_empty()).then(|| out.trim_end().to_owned())
    }

    fn quoted(&mut self, quote: char) -> Result<String, String> {
        let start = self.at;
        let mut out = String::new();
        let mut at = self.at + 1;
        loop {
            match (self.input.get(at).copied(), self.input.get(at + 1).copied()) {
                (Some('\\'), Some(next)) if next == quote || next == '\\' => {
                    out.push(next);
                    at += 2;
                }
                (Some(c), _) if c == quote => break,
                (Some(c), _) => {
                    out.push(c);
                    at += 1;
                }
                (None, _) => {
                    self.at = start;
                    let name = if quote == '"' { "<double quoted>" } else { "<singled quoted>" };
                    return Err(self.expected(name, "<none>"));
                }
            }
        }
        self.at = at + 1;
        Ok(out)
    }

    fn skip_space(&mut self) {
        while self.current().is_some_and(|c| c.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn expect(&mut self, wanted: char, space: bool) -> Result<(), String> {
        if space {
            self.skip_space();
        }
        match self.current() {
            Some(c) if c == wanted => self.at += 1,
            found => {
                let found = found.map_or_else(|| "EOF".to_owned(), String::from);
                return Err(self.expected(&wanted.to_string(), &found));
            }
        }
        if space {
            self.skip_space();
        }
        Ok(())
    }

    fn expected(&self, wanted: &str, found: &str) -> String {
        let place = self.place(self.at);
        format!("Expected: '{wanted}', received: '{found}' for input:\n {place}")
    }

    fn twice(&self, key: &str, at: usize) -> String {
        format!(
            "Second instance of key \"{key}\" encountered for input:\n{}\n\
             This is often because there is a preceding \",\" instead of a space.",
            self.place(at)
        )
    }

    /// The input with a mark under the character at fault.
    fn place(&self, at: usize) -> String {
        let text = |range: &[char]| range.iter().collect::<String>();
        let before = self.input.get(..at.min(self.input.len())).unwrap_or_default();
        let after = self.input.get(at..).unwrap_or_default();
        let line = before.iter().rposition(|c| *c == '\n').map_or(0, |i| i + 1);
        let rest = after.iter().position(|c| *c == '\n').unwrap_or(after.len());
        let (head, tail) = after.split_at(rest);
        format!(
            "{}{}\n{}^{}",
            text(before),
            text(head),
            " ".repeat(at.saturating_sub(line)),
            text(tail)
        )
    }
}

/// Gives what was read the types of its shape: a lone text where a list belongs becomes one,
/// numbers and truth values are read. The error is Python's own.
pub fn typed(shape: &ShapeDef, value: &mut Value) -> Result<(), String> {
    if let Some(read) = scalar(shape, value)? {
        *value = read;
        return Ok(());
    }
    match (shape, value) {
        (_, Value::Null) => Ok(()),
        (ShapeDef::Structure(def), Value::Object(members)) => structure(def, members),
        (ShapeDef::List(item), Value::Array(values)) => {
            values.iter_mut().try_for_each(|value| typed(item, value))
        }
        // As the CLI does it, what becomes a list here is not looked into.
        (ShapeDef::List(_), value) => {
            *value = Value::Array(vec![value.take()]);
            Ok(())
        }
        (ShapeDef::Map(item), Value::Object(members)) => {
            members.iter_mut().try_for_each(|(_, value)| typed(item, value))
        }
        _ => Ok(()),
    }
}

fn structure(def: &StructDef, members: &mut Map<String, Value>) -> Result<(), String> {
    for member in def.members {
        if let Some(value) = members.get_mut(member.name) {
            typed(member.shape, value)?;
        }
    }
    Ok(())
}

/// The value of a number or truth value, where the shape asks for one.
fn scalar(shape: &ShapeDef, value: &Value) -> Result<Option<Value>, String> {
    match (shape, value) {
        (_, Value::Null) => Ok(None),
        (ShapeDef::Integer | ShapeDef::Long, Value::String(text)) => python::int(text)
            .map(|number| Some(Value::from(number)))
            .ok_or_else(|| not_an_int(text)),
        (ShapeDef::Double, Value::String(text)) => python::float(text)
            .map(|number| Some(double::value(number)))
            .ok_or_else(|| not_a_float(text)),
        (ShapeDef::Integer | ShapeDef::Long, other) => Err(format!(
            "int() argument must be a string, a bytes-like object or a real number, not '{}'",
            class(other)
        )),
        (ShapeDef::Double, other) => Err(format!(
            "float() argument must be a string or a real number, not '{}'",
            class(other)
        )),
        (ShapeDef::Boolean, Value::String(text)) => match text.to_ascii_lowercase().as_str() {
            "true" => Ok(Some(Value::Bool(true))),
            "false" => Ok(Some(Value::Bool(false))),
            _ => Ok(None),
        },
        (ShapeDef::Boolean, other) => {
            Err(format!("'{}' object has no attribute 'lower'", class(other)))
        }
        _ => Ok(None),
    }
}

/// What Python says of a text that is not a whole number.
pub fn not_an_int(text: &str) -> String {
    format!("invalid literal for int() with base 10: {}", python::repr(text))
}

/// What Python says of a text that is not a number.
pub fn not_a_float(text: &str) -> String {
    format!("could not convert string to float: {}", python::repr(text))
}

fn class(value: &Value) -> &'static str {
    match value {
        Value::Array(_) => "list",
        Value::Object(_) => "dict",
        _ => "str",
    }
}
