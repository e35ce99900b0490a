//! A query's tokens.

use serde_json::Value;

/// One token and where it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// What it is.
    pub kind: Kind,
    /// What it stands for: a name, a literal, a number, or its own text.
    pub value: Value,
    /// The character it begins at.
    pub start: usize,
}

/// The kinds of token, named as messages name them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is its own name")]
pub enum Kind {
    Eof,
    UnquotedIdentifier,
    QuotedIdentifier,
    Literal,
    Rbracket,
    Rparen,
    Comma,
    Rbrace,
    Number,
    Current,
    Expref,
    Colon,
    Pipe,
    Or,
    And,
    Eq,
    Gt,
    Lt,
    Gte,
    Lte,
    Ne,
    Flatten,
    Star,
    Filter,
    Dot,
    Not,
    Lbrace,
    Lbracket,
    Lparen,
}

impl Kind {
    /// How messages name it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Eof => "eof",
            Kind::UnquotedIdentifier => "unquoted_identifier",
            Kind::QuotedIdentifier => "quoted_identifier",
            Kind::Literal => "literal",
            Kind::Rbracket => "rbracket",
            Kind::Rparen => "rparen",
            Kind::Comma => "comma",
            Kind::Rbrace => "rbrace",
            Kind::Number => "number",
            Kind::Current => "current",
            Kind::Expref => "expref",
            Kind::Colon => "colon",
            Kind::Pipe => "pipe",
            Kind::Or => "or",
            Kind::And => "and",
            Kind::Eq => "eq",
            Kind::Gt => "gt",
            Kind::Lt => "lt",
            Kind::Gte => "gte",
            Kind::Lte => "lte",
            Kind::Ne => "ne",
            Kind::Flatten => "flatten",
            Kind::Star => "star",
            Kind::Filter => "filter",
            Kind::Dot => "dot",
            Kind::Not => "not",
            Kind::Lbrace => "lbrace",
            Kind::Lbracket => "lbracket",
            Kind::Lparen => "lparen",
        }
    }

    /// How tightly it binds.
    pub fn binds(self) -> u8 {
        match self {
            Kind::Pipe => 1,
            Kind::Or => 2,
            Kind::And => 3,
            Kind::Eq | Kind::Gt | Kind::Lt | Kind::Gte | Kind::Lte | Kind::Ne => 5,
            Kind::Flatten => 9,
            Kind::Star => 20,
            Kind::Filter => 21,
            Kind::Dot => 40,
            Kind::Not => 45,
            Kind::Lbrace => 50,
            Kind::Lbracket => 55,
            Kind::Lparen => 60,
            _ => 0,
        }
    }
}

/// Cuts a query into tokens.
pub fn tokens(text: &str) -> Result<Vec<Token>, String> {
    if text.is_empty() {
        return Err("Invalid JMESPath expression: cannot be empty.".to_owned());
    }
    let mut lexer = Lexer { text, chars: text.chars().collect(), at: 0, out: Vec::new() };
    while let Some(c) = lexer.current() {
        lexer.token(c)?;
    }
    let start = lexer.chars.len();
    lexer.push(Kind::Eof, "".into(), start);
    Ok(lexer.out)
}

struct Lexer<'a> {
    text: &'a str,
    chars: Vec<char>,
    at: usize,
    out: Vec<Token>,
}

impl Lexer<'_> {
    fn current(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn push(&mut self, kind: Kind, value: Value, start: usize) {
        self.out.push(Token { kind, value, start });
    }

    fn bad<T>(&self, what: &str, at: usize) -> Result<T, String> {
        Err(format!("Bad jmespath expression: {what}:\n{}\n{}^", self.text, " ".repeat(at)))
    }

    fn simple(&mut self, kind: Kind, text: &str) {
        let start = self.at;
        self.at += text.chars().count();
        self.push(kind, text.into(), start);
    }

    fn token(&mut self, c: char) -> Result<(), String> {
        let next = self.chars.get(self.at + 1).copied();
        match (c, next) {
            (' ' | '\t' | '\n' | '\r', _) => self.at += 1,
            ('.', _) => self.simple(Kind::Dot, "."),
            ('*', _) => self.simple(Kind::Star, "*"),
            (']', _) => self.simple(Kind::Rbracket, "]"),
            (',', _) => self.simple(Kind::Comma, ","),
            (':', _) => self.simple(Kind::Colon, ":"),
            ('@', _) => self.simple(Kind::Current, "@"),
            ('(', _) => self.simple(Kind::Lparen, "("),
            (')', _) => self.simple(Kind::Rparen, ")"),
            ('{', _) => self.simple(Kind::Lbrace, "{"),
            ('}', _) => self.simple(Kind::Rbrace, "}"),
            ('[', Some(']')) => self.simple(Kind::Flatten, "[]"),
            ('[', Some('?')) => self.simple(Kind::Filter, "[?"),
            ('[', _) => self.simple(Kind::Lbracket, "["),
            ('|', Some('|')) => self.simple(Kind::Or, "||"),
            ('|', _) => self.simple(Kind::Pipe, "|"),
            ('&', Some('&')) => self.simple(Kind::And, "&&"),
            ('&', _) => self.simple(Kind::Expref, "&"),
            ('<', Some('=')) => self.simple(Kind::Lte, "<="),
            ('<', _) => self.simple(Kind::Lt, "<"),
            ('>', Some('=')) => self.simple(Kind::Gte, ">="),
            ('>', _) => self.simple(Kind::Gt, ">"),
            ('!', Some('=')) => self.simple(Kind::Ne, "!="),
            ('!', _) => self.simple(Kind::Not, "!"),
            ('=', Some('=')) => self.simple(Kind::Eq, "=="),
            ('=', _) => return self.bad("Unknown token '='", self.at),
            ('-', next) if !next.is_some_and(|c| c.is_ascii_digit()) => {
                return self.bad("Unknown token '-'", self.at);
            }
            ('-' | '0'..='9', _) => self.number(),
            ('\'', _) => {
                let start = self.at;
                let text = self.until('\'')?.replace("\\'", "'");
                self.push(Kind::Literal, text.into(), start);
            }
            ('`', _) => self.literal()?,
            ('"', _) => self.quoted()?,
            (c, _) if c.is_ascii_alphabetic() || c == '_' => self.name(),
            (c, _) => return self.bad(&format!("Unknown token {c}"), self.at),
        }
        Ok(())
    }

    fn name(&mut self) {
        let start = self.at;
        while self.current().is_some_and(|c| c.is_ascii_alphanumeric() || c == '_') {
            self.at += 1;
        }
        let name = self.slice(start);
        self.push(Kind::UnquotedIdentifier, name.into(), start);
    }

    fn slice(&self, start: usize) -> String {
        self.chars.get(start..self.at).unwrap_or_default().iter().collect()
    }

    fn number(&mut self) {
        let start = self.at;
        self.at += 1;
        while self.current().is_some_and(|c| c.is_ascii_digit()) {
            self.at += 1;
        }
        let number: i64 = self.slice(start).parse().unwrap_or(i64::MAX);
        self.push(Kind::Number, number.into(), start);
    }

    /// What stands up to a delimiter, with its backslashes.
    fn until(&mut self, delimiter: char) -> Result<String, String> {
        let start = self.at;
        let mut out = String::new();
        self.at += 1;
        while self.current() != Some(delimiter) {
            if self.current() == Some('\\') {
                out.push('\\');
                self.at += 1;
            }
            let Some(c) = self.current() else {
                return self.bad(&format!("Unclosed {delimiter} delimiter"), start);
            };
            out.push(c);
            self.at += 1;
        }
        self.at += 1;
        Ok(out)
    }

    fn literal(&mut self) -> Result<(), String> {
        let start = self.at;
        let text = self.until('`')?.replace("\\`", "`");
        let value = serde_json::from_str(&text)
            .or_else(|_| serde_json::from_str(&format!("\"{}\"", text.trim_start())));
        match value {
            Ok(value) => self.push(Kind::Literal, value, start),
            Err(_) => return self.bad(&format!("Bad token {text}"), start),
        }
        Ok(())
    }

    fn quoted(&mut self) -> Result<(), String> {
        let start = self.at;
        let text = format!("\"{}\"", self.until('"')?);
        match crate::shell::aws::json::parse(&text) {
            Ok(value) => self.push(Kind::QuotedIdentifier, value, start),
            Err(why) => {
                let what = why.split(':').next().unwrap_or_default().to_owned();
                return self.bad(&what, start);
            }
        }
        Ok(())
    }
}
