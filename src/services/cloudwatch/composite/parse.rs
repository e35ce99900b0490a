//! AlarmRule, read: the service's messages with the place of the mistake.
//!
//! The message for a wrong beginning is as measured against the service; the others follow it,
//! since AWS publishes none. AND binds more tightly than OR; AWS does not say.

use super::config::alarm_name;
use super::rule::{Child, Least, Rule, Term};
use crate::services::cloudwatch::alarm::StateValue;
use crate::sim::scope::Scope;

/// The most elements of a rule: child alarms, TRUE, FALSE, and pairs of parentheses.
pub const ELEMENTS: usize = 500;
/// The most different alarms a rule refers to.
pub const CHILDREN: usize = 100;
/// How deep parentheses and NOT may lie in each other; ours, since 500 elements allow more.
const DEEP: usize = 200;

/// What a term may begin with, in the service's words.
const BEGIN: &str = "'(', 'NOT', AT_LEAST, TRUE or FALSE, ALARM, OK, or INSUFFICIENT_DATA";

/// A mistake in a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// Where, in characters from 0.
    pub at: usize,
    /// How many characters it covers; 0 at the end of the text.
    pub length: usize,
    /// The service's message.
    pub message: String,
}

/// A piece of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Token {
    at: usize,
    length: usize,
    kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    Open,
    Close,
    Comma,
    /// A word without quotes.
    Word(String),
    /// A name in quotes, without them.
    Quoted(String),
}

impl Token {
    fn shown(&self) -> &str {
        match &self.kind {
            Kind::Open => "(",
            Kind::Close => ")",
            Kind::Comma => ",",
            Kind::Word(text) | Kind::Quoted(text) => text,
        }
    }

    fn word(&self) -> Option<&str> {
        match &self.kind {
            Kind::Word(text) => Some(text),
            _ => None,
        }
    }
}

/// Reads a rule.
pub fn parse(text: &str, scope: Scope) -> Result<Rule, Mistake> {
    let tokens = tokens(text)?;
    let end = text.chars().count();
    let mut parser = Parser { tokens, next: 0, end, elements: 0, deep: 0, scope };
    let term = parser.any_of()?;
    if let Some(token) = parser.peek() {
        return Err(wrong(token, "'AND', 'OR', or the end of the rule"));
    }
    let rule = Rule { text: text.to_owned(), term };
    let whole = |message: String| Mistake { at: 0, length: end, message };
    if parser.elements > ELEMENTS {
        return Err(whole(format!("AlarmRule must not have more than {ELEMENTS} elements")));
    }
    if rule.children().len() > CHILDREN {
        return Err(whole(format!("AlarmRule must not refer to more than {CHILDREN} alarms")));
    }
    Ok(rule)
}

fn error(text: &str) -> String {
    format!("Error in AlarmRule [{text}]")
}

fn wrong(token: &Token, wanted: &str) -> Mistake {
    let (shown, at) = (token.shown(), token.at);
    let message = error(&format!("Unsupported token '{shown}' at char {at}, must be: {wanted}"));
    Mistake { at, length: token.length, message }
}

fn tokens(text: &str) -> Result<Vec<Token>, Mistake> {
    let mut tokens = Vec::new();
    let mut chars = text.chars().enumerate().peekable();
    while let Some((at, c)) = chars.next() {
        let kind = match c {
            c if c.is_whitespace() => continue,
            '(' => Kind::Open,
            ')' => Kind::Close,
            ',' => Kind::Comma,
            '"' => {
                let (name, length) = quoted(at, &mut chars)?;
                tokens.push(Token { at, length, kind: Kind::Quoted(name) });
                continue;
            }
            c => {
                let mut word = c.to_string();
                let part = |c: char| !c.is_whitespace() && !matches!(c, '(' | ')' | ',' | '"');
                while let Some((_, c)) = chars.next_if(|(_, c)| part(*c)) {
                    word.push(c);
                }
                let length = word.chars().count();
                tokens.push(Token { at, length, kind: Kind::Word(word) });
                continue;
            }
        };
        tokens.push(Token { at, length: 1, kind });
    }
    Ok(tokens)
}

/// A name in quotes: `\"` stands for a quote, `\\` for a backslash.
fn quoted(
    at: usize,
    chars: &mut impl Iterator<Item = (usize, char)>,
) -> Result<(String, usize), Mistake> {
    let mut name = String::new();
    while let Some((place, c)) = chars.next() {
        match c {
            '"' => return Ok((name, place - at + 1)),
            '\\' => match chars.next() {
                Some((_, c @ ('"' | '\\'))) => name.push(c),
                Some((_, c)) => name.extend(['\\', c]),
                None => break,
            },
            c => name.push(c),
        }
    }
    let length = name.chars().count() + 1;
    let message = error(&format!("Missing closing '\"' for the name at char {at}"));
    Err(Mistake { at, length, message })
}

struct Parser {
    tokens: Vec<Token>,
    next: usize,
    /// The length of the text.
    end: usize,
    elements: usize,
    deep: usize,
    scope: Scope,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next)
    }

    fn take(&mut self, wanted: &str) -> Result<Token, Mistake> {
        let token = self.peek().cloned().ok_or_else(|| Mistake {
            at: self.end,
            length: 0,
            message: error(&format!(
                "Unexpected end of the rule at char {}, must be: {wanted}",
                self.end
            )),
        })?;
        self.next += 1;
        Ok(token)
    }

    /// Takes a token of one kind.
    fn expect(&mut self, kind: &Kind, wanted: &str) -> Result<(), Mistake> {
        let token = self.take(wanted)?;
        if token.kind == *kind { Ok(()) } else { Err(wrong(&token, wanted)) }
    }

    fn takes_word(&mut self, word: &str) -> bool {
        let found = self.peek().and_then(Token::word) == Some(word);
        self.next += usize::from(found);
        found
    }

    /// `… OR … OR …`.
    fn any_of(&mut self) -> Result<Term, Mistake> {
        let mut terms = vec![self.all_of()?];
        while self.takes_word("OR") {
            terms.push(self.all_of()?);
        }
        Ok(single(terms, Term::Or))
    }

    /// `… AND … AND …`.
    fn all_of(&mut self) -> Result<Term, Mistake> {
        let mut terms = vec![self.one()?];
        while self.takes_word("AND") {
            terms.push(self.one()?);
        }
        Ok(single(terms, Term::And))
    }

    fn one(&mut self) -> Result<Term, Mistake> {
        let token = self.take(BEGIN)?;
        self.deep += 1;
        if self.deep > DEEP {
            return Err(wrong(&token, "a rule that is less deeply nested"));
        }
        let term = match &token.kind {
            Kind::Open => self.group(),
            Kind::Word(word) => self.word(word, &token),
            _ => Err(wrong(&token, BEGIN)),
        };
        self.deep -= 1;
        term
    }

    fn group(&mut self) -> Result<Term, Mistake> {
        self.elements += 1;
        let term = self.any_of()?;
        self.expect(&Kind::Close, "'AND', 'OR', or ')'")?;
        Ok(term)
    }

    fn word(&mut self, word: &str, token: &Token) -> Result<Term, Mistake> {
        match word {
            "NOT" => Ok(Term::Not(Box::new(self.one()?))),
            "AT_LEAST" => self.at_least(),
            // The guide writes TRUE and FALSE, the API reference also `false`.
            _ if word.eq_ignore_ascii_case("true") => Ok(self.constant(true)),
            _ if word.eq_ignore_ascii_case("false") => Ok(self.constant(false)),
            _ => {
                let state = StateValue::named(word).ok_or_else(|| wrong(token, BEGIN))?;
                self.expect(&Kind::Open, "'('")?;
                let alarm = self.child()?;
                self.expect(&Kind::Close, "')'")?;
                Ok(Term::Is { state, alarm })
            }
        }
    }

    fn constant(&mut self, value: bool) -> Term {
        self.elements += 1;
        Term::Constant(value)
    }

    fn child(&mut self) -> Result<Child, Mistake> {
        let wanted = "the name or ARN of an alarm";
        let token = self.take(wanted)?;
        let (Kind::Word(given) | Kind::Quoted(given)) = &token.kind else {
            return Err(wrong(&token, wanted));
        };
        if given.is_empty() {
            return Err(wrong(&token, wanted));
        }
        self.elements += 1;
        // An ARN of elsewhere names an alarm that does not exist here.
        let name = alarm_name(given, self.scope).unwrap_or_else(|| given.clone());
        Ok(Child { given: given.clone(), name })
    }

    /// `AT_LEAST(M, [NOT] STATE, (a, b, …))`, after the word.
    fn at_least(&mut self) -> Result<Term, Mistake> {
        self.expect(&Kind::Open, "'('")?;
        let wanted = "a number of alarms, or a percentage";
        let many = self.take(wanted)?;
        let least = many.word().and_then(least).ok_or_else(|| wrong(&many, wanted))?;
        self.expect(&Kind::Comma, "','")?;
        let negated = self.takes_word("NOT");
        let wanted = "ALARM, OK, or INSUFFICIENT_DATA";
        let token = self.take(wanted)?;
        let state =
            token.word().and_then(StateValue::named).ok_or_else(|| wrong(&token, wanted))?;
        self.expect(&Kind::Comma, "','")?;
        self.expect(&Kind::Open, "'('")?;
        let mut alarms = vec![self.child()?];
        loop {
            let token = self.take("',' or ')'")?;
            match token.kind {
                Kind::Comma => alarms.push(self.child()?),
                Kind::Close => break,
                _ => return Err(wrong(&token, "',' or ')'")),
            }
        }
        self.expect(&Kind::Close, "')'")?;
        if matches!(least, Least::Count(count) if count as usize > alarms.len()) {
            return Err(wrong(&many, "a number not above the number of alarms listed"));
        }
        Ok(Term::AtLeast { least, state, negated, alarms })
    }
}

fn single(mut terms: Vec<Term>, many: impl Fn(Vec<Term>) -> Term) -> Term {
    match terms.pop() {
        Some(term) if terms.is_empty() => term,
        Some(term) => {
            terms.push(term);
            many(terms)
        }
        None => Term::Constant(false),
    }
}

/// `2`, `50%`.
fn least(text: &str) -> Option<Least> {
    let number = |text: &str| text.parse().ok().filter(|n: &u32| *n > 0);
    match text.strip_suffix('%') {
        Some(percent) => number(percent).filter(|n| *n <= 100).map(Least::Percent),
        None => number(text).map(Least::Count),
    }
}
