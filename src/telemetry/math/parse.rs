//! How an expression is read: words first, then by how tightly operators bind.

use super::{Expr, MathError, Operator};
use crate::number;
use crate::telemetry::insights;

/// How deep parentheses, brackets and calls may lie in each other.
const MAX_DEPTH: usize = 64;

/// Reads an expression: of metric math, or a Metrics Insights query.
///
/// # Errors
/// What was expected and what stands there.
pub fn parse(text: &str) -> Result<Expr, MathError> {
    if insights::is_query(text) {
        return Ok(Expr::Query(Box::new(insights::parse(text)?), None));
    }
    let mut reader = Reader { tokens: tokens(text)?, next: 0, depth: 0 };
    let expr = reader.level(0)?;
    match reader.peek() {
        None => Ok(expr),
        Some(token) => Err(expected("an operator or the end", Some(token))),
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Number(f64),
    Text(String),
    Word(String),
    Mark(&'static str),
}

/// The marks, longer ones before those they begin with.
const MARKS: [&str; 20] = [
    "==", "!=", "<=", ">=", "&&", "||", "<", ">", "+", "-", "*", "/", "^", "(", ")", "[", "]", ",",
    "'", "\"",
];

/// Operators, those that bind least first.
const LEVELS: [&[(&str, Operator)]; 5] = [
    &[("||", Operator::Or), ("OR", Operator::Or)],
    &[("&&", Operator::And), ("AND", Operator::And)],
    &[
        ("==", Operator::Equal),
        ("!=", Operator::NotEqual),
        ("<=", Operator::LessOrEqual),
        (">=", Operator::GreaterOrEqual),
        ("<", Operator::Less),
        (">", Operator::Greater),
    ],
    &[("+", Operator::Add), ("-", Operator::Subtract)],
    &[("*", Operator::Multiply), ("/", Operator::Divide)],
];

fn tokens(text: &str) -> Result<Vec<Token>, MathError> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(c) = rest.chars().next() {
        let (token, behind) = match c {
            '"' | '\'' => quoted(rest, c)?,
            '0'..='9' | '.' => numeral(rest)?,
            c if c.is_ascii_alphabetic() || c == '_' => word(rest),
            _ => mark(rest)?,
        };
        tokens.push(token);
        rest = behind.trim_start();
    }
    Ok(tokens)
}

fn quoted(text: &str, quote: char) -> Result<(Token, &str), MathError> {
    let inner = text.strip_prefix(quote).unwrap_or_default();
    let (inner, behind) = inner
        .split_once(quote)
        .ok_or_else(|| MathError::Syntax(format!("the quote {quote} is not closed")))?;
    Ok((Token::Text(inner.to_owned()), behind))
}

fn numeral(text: &str) -> Result<(Token, &str), MathError> {
    let mut before = ' ';
    let part = |c: char| {
        let sign = matches!(c, '+' | '-') && matches!(before, 'e' | 'E');
        before = c;
        !(c.is_ascii_digit() || matches!(c, '.' | 'e' | 'E') || sign)
    };
    let (digits, behind) =
        text.split_at_checked(text.find(part).unwrap_or(text.len())).unwrap_or((text, ""));
    let number = number::parse(digits).filter(|number| number.is_finite());
    let number = number.ok_or_else(|| MathError::Syntax(format!("{digits} is no number")))?;
    Ok((Token::Number(number), behind))
}

fn word(text: &str) -> (Token, &str) {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(text.len());
    let (word, behind) = text.split_at_checked(end).unwrap_or((text, ""));
    (Token::Word(word.to_owned()), behind)
}

fn mark(text: &str) -> Result<(Token, &str), MathError> {
    let found = MARKS.iter().find_map(|mark| Some((*mark, text.strip_prefix(mark)?)));
    let unknown =
        || MathError::Syntax(format!("unexpected {}", text.chars().take(1).collect::<String>()));
    found.map(|(mark, behind)| (Token::Mark(mark), behind)).ok_or_else(unknown)
}

struct Reader {
    tokens: Vec<Token>,
    next: usize,
    depth: usize,
}

impl Reader {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn take(&mut self) -> Option<Token> {
        let token = self.tokens.get(self.next).cloned();
        self.next += 1;
        token
    }

    fn skip(&mut self, mark: &str) -> bool {
        let there = matches!(self.peek(), Some(Token::Mark(found)) if *found == mark);
        self.next += usize::from(there);
        there
    }

    fn want(&mut self, mark: &str) -> Result<(), MathError> {
        if self.skip(mark) { Ok(()) } else { Err(expected(mark, self.peek())) }
    }

    /// The operator of a level that comes next.
    fn operator(&mut self, level: &[(&str, Operator)]) -> Option<Operator> {
        let text = match self.peek()? {
            Token::Mark(mark) => *mark,
            Token::Word(word) => word.as_str(),
            _ => return None,
        };
        let found = level.iter().find(|(name, _)| *name == text)?.1;
        self.next += 1;
        Some(found)
    }

    /// What binds at least as tightly as a level; operators of one level go from left to right.
    fn level(&mut self, number: usize) -> Result<Expr, MathError> {
        let Some(level) = LEVELS.get(number) else { return self.signed() };
        let mut left = self.level(number + 1)?;
        while let Some(operator) = self.operator(level) {
            let right = self.level(number + 1)?;
            left = Expr::Binary(operator, Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    /// `-a`, and `a ^ b`, which binds tighter and goes from right to left.
    fn signed(&mut self) -> Result<Expr, MathError> {
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(MathError::Syntax("too deep".to_owned()));
        }
        let expr = if self.skip("-") {
            Expr::Negative(Box::new(self.signed()?))
        } else {
            let base = self.atom()?;
            if self.skip("^") {
                Expr::Binary(Operator::Power, Box::new(base), Box::new(self.signed()?))
            } else {
                base
            }
        };
        self.depth -= 1;
        Ok(expr)
    }

    fn atom(&mut self) -> Result<Expr, MathError> {
        match self.take() {
            Some(Token::Number(number)) => Ok(Expr::Number(number)),
            Some(Token::Text(text)) => Ok(Expr::Text(text)),
            Some(Token::Mark("(")) => {
                let inner = self.level(0)?;
                self.want(")")?;
                Ok(inner)
            }
            Some(Token::Mark("[")) => Ok(Expr::Array(self.list("]")?)),
            Some(Token::Word(word)) if self.skip("(") => Ok(Expr::Call(word, self.list(")")?)),
            // Ids begin with a small letter.
            Some(Token::Word(word)) if word.starts_with(|c: char| c.is_ascii_lowercase()) => {
                Ok(Expr::Id(word))
            }
            Some(Token::Word(word)) if !matches!(word.as_str(), "AND" | "OR") => {
                Ok(Expr::Word(word))
            }
            found => Err(expected("a value", found.as_ref())),
        }
    }

    fn list(&mut self, end: &str) -> Result<Vec<Expr>, MathError> {
        let mut items = Vec::new();
        if self.skip(end) {
            return Ok(items);
        }
        loop {
            items.push(self.level(0)?);
            if self.skip(end) {
                return Ok(items);
            }
            self.want(",")?;
        }
    }
}

fn expected(what: &str, found: Option<&Token>) -> MathError {
    let found = match found {
        None => "the end".to_owned(),
        Some(Token::Number(number)) => number.to_string(),
        Some(Token::Text(text)) => format!("\"{text}\""),
        Some(Token::Word(word)) => word.clone(),
        Some(Token::Mark(mark)) => (*mark).to_owned(),
    };
    MathError::Syntax(format!("expected {what}, found {found}"))
}
