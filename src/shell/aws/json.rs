//! JSON arguments: read with the messages Python's `json` gives.
//!
//! <https://docs.python.org/3/library/json.html>

use serde_json::{Map, Value};

use crate::api::double;

/// How deep a text may be nested. Python's limit is higher, and nothing in AWS comes near either.
pub const MAX_DEPTH: usize = 100;
/// What Python says of what is nested deeper than it can go.
pub const TOO_DEEP: &str = "maximum recursion depth exceeded";
/// The longest number looked at.
const MAX_NUMBER: usize = 400;

/// Reads a JSON text, or says where and why it is none.
pub fn parse(text: &str) -> Result<Value, String> {
    let mut reader = Reader { input: text.chars().collect(), at: 0, depth: 0 };
    if !reader.is_deep()
        && let Ok(value) = serde_json::from_str(text)
    {
        return Ok(value);
    }
    reader.space();
    let value = reader.value()?;
    reader.space();
    if reader.at < reader.input.len() {
        return Err(reader.fault("Extra data", reader.at));
    }
    Ok(value)
}

struct Reader {
    input: Vec<char>,
    at: usize,
    /// How many arrays and objects are open.
    depth: usize,
}

impl Reader {
    fn current(&self) -> Option<char> {
        self.input.get(self.at).copied()
    }

    fn space(&mut self) {
        while self.current().is_some_and(|c| matches!(c, ' ' | '\t' | '\n' | '\r')) {
            self.at += 1;
        }
    }

    fn fault(&self, what: &str, at: usize) -> String {
        let before = self.input.get(..at).unwrap_or_default();
        let line = before.iter().filter(|c| **c == '\n').count() + 1;
        let start = before.iter().rposition(|c| *c == '\n').map_or(0, |i| i + 1);
        format!("{what}: line {line} column {} (char {at})", at - start + 1)
    }

    /// Whether so many brackets stand in the text that it may be too deep.
    fn is_deep(&self) -> bool {
        self.input.iter().filter(|c| matches!(c, '[' | '{')).count() > MAX_DEPTH
    }

    fn value(&mut self) -> Result<Value, String> {
        if self.depth >= MAX_DEPTH {
            return Err(TOO_DEEP.to_owned());
        }
        self.depth += 1;
        let value = match self.current() {
            Some('"') => self.string().map(Value::String),
            Some('{') => self.object(),
            Some('[') => self.array(),
            _ => self.word(),
        };
        self.depth -= 1;
        value
    }

    /// A number or a named constant. Python reads three more of these than JSON has.
    /// <https://docs.python.org/3/library/json.html#infinite-and-nan-number-values>
    fn word(&mut self) -> Result<Value, String> {
        let rest = self.input.get(self.at..).unwrap_or_default();
        let rest: String = rest.iter().take(MAX_NUMBER).collect();
        let words = [
            ("null", Value::Null),
            ("true", true.into()),
            ("false", false.into()),
            ("NaN", double::value(f64::NAN)),
            ("Infinity", double::value(f64::INFINITY)),
            ("-Infinity", double::value(f64::NEG_INFINITY)),
        ];
        for (word, value) in words {
            if rest.starts_with(word) {
                self.at += word.len();
                return Ok(value);
            }
        }
        let length = rest
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E')))
            .unwrap_or(rest.len());
        let mut number = rest.get(..length).unwrap_or_default();
        let great = crate::number::parse(number).filter(|_| !number.starts_with('+'));
        if let Some(infinite) = great.filter(|number| number.is_infinite()) {
            self.at += number.len();
            return Ok(double::value(infinite));
        }
        while !number.is_empty() {
            if let Ok(value) = serde_json::from_str(number) {
                self.at += number.len();
                return Ok(value);
            }
            number = number.get(..number.len() - 1).unwrap_or_default();
        }
        Err(self.fault("Expecting value", self.at))
    }

    fn string(&mut self) -> Result<String, String> {
        let start = self.at;
        self.at += 1;
        let mut out = String::new();
        loop {
            let Some(c) = self.current() else {
                return Err(self.fault("Unterminated string starting at", start));
            };
            self.at += 1;
            match c {
                '"' => return Ok(out),
                '\\' => out.push(self.escape(start)?),
                c if (c as u32) < 32 => {
                    return Err(self.fault("Invalid control character at", self.at - 1));
                }
                c => out.push(c),
            }
        }
    }

    fn escape(&mut self, start: usize) -> Result<char, String> {
        let Some(c) = self.current() else {
            return Err(self.fault("Unterminated string starting at", start));
        };
        self.at += 1;
        Ok(match c {
            '"' | '\\' | '/' => c,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let digits: String =
                    self.input.get(self.at..self.at + 4).unwrap_or_default().iter().collect();
                let code = u32::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == 4);
                let Some(code) = code else {
                    return Err(self.fault("Invalid \\uXXXX escape", self.at));
                };
                self.at += 4;
                char::from_u32(code).unwrap_or('\u{fffd}')
            }
            _ => return Err(self.fault("Invalid \\escape", self.at - 2)),
        })
    }

    fn array(&mut self) -> Result<Value, String> {
        self.at += 1;
        let mut values = Vec::new();
        self.space();
        if self.current() == Some(']') {
            self.at += 1;
            return Ok(Value::Array(values));
        }
        loop {
            values.push(self.value()?);
            self.space();
            match self.current() {
                Some(']') => {
                    self.at += 1;
                    return Ok(Value::Array(values));
                }
                Some(',') => {
                    let comma = self.at;
                    self.at += 1;
                    self.space();
                    if self.current() == Some(']') {
                        return Err(self.fault("Illegal trailing comma before end of array", comma));
                    }
                }
                _ => return Err(self.fault("Expecting ',' delimiter", self.at)),
            }
        }
    }

    fn object(&mut self) -> Result<Value, String> {
        const NAME: &str = "Expecting property name enclosed in double quotes";
        self.at += 1;
        let mut members = Map::new();
        self.space();
        match self.current() {
            Some('}') => {
                self.at += 1;
                return Ok(Value::Object(members));
            }
            Some('"') => {}
            _ => return Err(self.fault(NAME, self.at)),
        }
        loop {
            let key = self.string()?;
            self.space();
            if self.current() != Some(':') {
                return Err(self.fault("Expecting ':' delimiter", self.at));
            }
            self.at += 1;
            self.space();
            members.insert(key, self.value()?);
            self.space();
            match self.current() {
                Some('}') => {
                    self.at += 1;
                    return Ok(Value::Object(members));
                }
                Some(',') => {
                    let comma = self.at;
                    self.at += 1;
                    self.space();
                    match self.current() {
                        Some('"') => {}
                        Some('}') => {
                            let what = "Illegal trailing comma before end of object";
                            return Err(self.fault(what, comma));
                        }
                        _ => return Err(self.fault(NAME, self.at)),
                    }
                }
                _ => return Err(self.fault("Expecting ',' delimiter", self.at)),
            }
        }
    }
}
