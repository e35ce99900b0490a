//! The tokens of a JSON text as AWS's reader, Jackson, meets them, with the column it stands at
//! after each: its errors tell it.

use serde_json::Value;

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// `{`
    Object,
    /// `}`
    ObjectEnd,
    /// `[`
    Array,
    /// `]`
    ArrayEnd,
    /// The name of a member.
    Name(String),
    /// Text.
    Text(String),
    /// A number, as it is written.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// `null`
    Null,
}

/// A token and where the reader stands after it.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// The token.
    pub kind: Kind,
    /// The column, counted from 1.
    pub column: usize,
    /// The same once it was asked what a text says: before that it has read the quote alone.
    pub end: usize,
}

impl Token {
    /// It as it is written, without quotes: what errors show.
    pub fn shown(&self) -> String {
        match &self.kind {
            Kind::Object => "{".to_owned(),
            Kind::ObjectEnd => "}".to_owned(),
            Kind::Array => "[".to_owned(),
            Kind::ArrayEnd => "]".to_owned(),
            Kind::Name(text) | Kind::Text(text) | Kind::Number(text) => text.clone(),
            Kind::Bool(value) => value.to_string(),
            Kind::Null => "null".to_owned(),
        }
    }
}

/// The tokens of a value that is written without blanks.
pub fn of(value: &Value) -> Vec<Token> {
    let mut writer = Writer { column: 1, tokens: Vec::new() };
    writer.value(value);
    writer.tokens
}

/// Tokens as JSON: those behind a `[`, up to its `]`.
pub fn written(tokens: &[Token]) -> String {
    let mut text = "[".to_owned();
    for token in tokens {
        let ends = matches!(token.kind, Kind::ArrayEnd | Kind::ObjectEnd);
        if !ends && !text.ends_with(['[', '{', ':']) {
            text.push(',');
        }
        match &token.kind {
            Kind::Text(inner) => text += &Value::from(inner.as_str()).to_string(),
            Kind::Name(inner) => {
                text += &Value::from(inner.as_str()).to_string();
                text.push(':');
            }
            _ => text += &token.shown(),
        }
    }
    text
}

struct Writer {
    column: usize,
    tokens: Vec<Token>,
}

impl Writer {
    fn put(&mut self, kind: Kind) {
        self.tokens.push(Token { kind, column: self.column, end: self.column });
    }

    fn value(&mut self, value: &Value) {
        match value {
            Value::Object(members) => {
                self.bracket(Kind::Object);
                for (nth, (name, value)) in members.iter().enumerate() {
                    self.column += usize::from(nth > 0);
                    self.column += length(&Value::from(name.as_str())) + 1;
                    // The reader has begun the value by the time it tells of the name.
                    let at = self.tokens.len();
                    self.put(Kind::Name(name.clone()));
                    self.value(value);
                    let begun = self.tokens.get(at + 1).map(|token| token.column);
                    if let (Some(name), Some(column)) = (self.tokens.get_mut(at), begun) {
                        name.column = column;
                    }
                }
                self.bracket(Kind::ObjectEnd);
            }
            Value::Array(items) => {
                self.bracket(Kind::Array);
                for (nth, item) in items.iter().enumerate() {
                    self.column += usize::from(nth > 0);
                    self.value(item);
                }
                self.bracket(Kind::ArrayEnd);
            }
            Value::String(text) => {
                // It reads what is inside the quotes only when it is asked for it.
                self.column += 1;
                self.put(Kind::Text(text.clone()));
                self.column += length(value) - 1;
                if let Some(token) = self.tokens.last_mut() {
                    token.end = self.column;
                }
            }
            Value::Number(number) => self.word(Kind::Number(number.to_string()), value),
            Value::Bool(truth) => self.word(Kind::Bool(*truth), value),
            Value::Null => self.word(Kind::Null, value),
        }
    }

    fn bracket(&mut self, kind: Kind) {
        self.column += 1;
        self.put(kind);
    }

    fn word(&mut self, kind: Kind, value: &Value) {
        self.column += length(value);
        self.put(kind);
    }
}

/// How many characters a value takes.
fn length(value: &Value) -> usize {
    value.to_string().chars().count()
}
