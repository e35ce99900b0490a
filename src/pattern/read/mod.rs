//! Reads a pattern: what each key wants, and what is wrong, in the order and the words of AWS's
//! rule engine: <https://github.com/aws/event-ruler>, `JsonRuleCompiler`.

mod expression;
mod numeric;

use serde_json::Value;

use super::ground::Scalar;
use super::leaf::Leaf;
use super::tokens::{self, Kind, Token};
use super::{Fault, Key, Pattern};

/// What makes several ways of one.
const OR: &str = "$or";
/// Names that no key inside `$or` may have.
const RESERVED: [&str; 24] = [
    "exactly",
    "equals-ignore-case",
    "prefix",
    "suffix",
    "anything-but",
    "exists",
    "wildcard",
    "numeric",
    "cidr",
    "=",
    "<",
    "<=",
    ">",
    ">=",
    "regex",
    "not-wildcard",
    "not-equals-ignore-case",
    "date-after",
    "date-on-or-after",
    "date-before",
    "date-on-or-before",
    "in-date-range",
    "ip-address-in-range",
    "ip-address-not-in-range",
];

type Ways = Vec<Vec<Key>>;

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// The first thing that is wrong with it.
    pub fn read(value: &Value) -> Result<Pattern, Fault> {
        let mut reader = Reader { tokens: tokens::of(value), at: 0 };
        if reader.next()?.kind != Kind::Object {
            return reader.fault("Filter is not an object");
        }
        let mut ways = Ways::new();
        reader.object(&mut ways, "", false)?;
        Ok(Pattern { ways })
    }
}

struct Reader {
    tokens: Vec<Token>,
    at: usize,
}

impl Reader {
    fn next(&mut self) -> Result<Token, Fault> {
        let token = self.tokens.get(self.at).cloned();
        self.at += 1;
        token.ok_or_else(|| Fault { text: "Unexpected end-of-input".to_owned(), column: None })
    }

    /// A fault behind what was read last.
    fn fault<T>(&self, text: impl Into<String>) -> Result<T, Fault> {
        let last = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        Err(Fault { text: text.into(), column: last.map(|token| token.column) })
    }

    /// A fault behind what was read last, of which it is known what it says.
    fn fault_of_text<T>(&self, text: impl Into<String>) -> Result<T, Fault> {
        let last = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        Err(Fault { text: text.into(), column: last.map(|token| token.end) })
    }

    /// The next token, which has to be of a kind.
    fn expect(&mut self, kind: &Kind, otherwise: &str) -> Result<(), Fault> {
        if self.next()?.kind == *kind { Ok(()) } else { self.fault(otherwise) }
    }

    /// The next token, which has to be text.
    fn text(&mut self, otherwise: &str) -> Result<String, Fault> {
        match self.next()?.kind {
            Kind::Text(text) => Ok(text),
            _ => self.fault(otherwise),
        }
    }

    /// The members of an object; `or` if it stands inside `$or`.
    fn object(&mut self, ways: &mut Ways, path: &str, or: bool) -> Result<(), Fault> {
        let mut empty = true;
        while let Kind::Name(name) = self.next()?.kind {
            empty = false;
            if name == OR {
                self.or(ways, path)?;
                continue;
            }
            if or && RESERVED.contains(&name.as_str()) {
                let why = "is Ruler reserved fieldName which cannot be used inside";
                return self.fault(format!("{name} {why} {OR}."));
            }
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            match self.next()?.kind {
                Kind::Object => self.object(ways, &path, or)?,
                Kind::Array => self.key(ways, path)?,
                _ => return self.fault(format!("\"{name}\" must be an object or an array")),
            }
        }
        if empty { self.fault("Empty objects are not allowed") } else { Ok(()) }
    }

    /// Each object of `$or` makes ways of its own out of those there were.
    fn or(&mut self, ways: &mut Ways, path: &str) -> Result<(), Fault> {
        let before = std::mem::take(ways);
        self.expect(&Kind::Array, "It must be an Array followed with $or.")?;
        let mut count = 0;
        loop {
            match self.next()?.kind {
                Kind::ArrayEnd => break,
                Kind::Object => {}
                _ => {
                    let why = "Only JSON object is allowed in array of $or relationship.";
                    return self.fault(why);
                }
            }
            count += 1;
            let mut own = before.clone();
            if own.is_empty() {
                own.push(Vec::new());
            }
            self.object(&mut own, path, true)?;
            ways.extend(own);
        }
        if count < 2 {
            return self.fault("There must have at least 2 Objects in $or relationship.");
        }
        Ok(())
    }

    /// What one key wants. The same path again replaces what it wanted before.
    fn key(&mut self, ways: &mut Ways, path: String) -> Result<(), Fault> {
        let from = self.at;
        let mut leaves = Vec::new();
        loop {
            match self.next()?.kind {
                Kind::ArrayEnd => break,
                Kind::Object => leaves.push(self.expression()?),
                Kind::Text(text) => leaves.push(Leaf::Is(Scalar::Text(text))),
                Kind::Number(text) => leaves.push(Leaf::Is(Scalar::Number(text))),
                Kind::Bool(truth) => leaves.push(Leaf::Is(Scalar::Bool(truth))),
                Kind::Null => leaves.push(Leaf::Is(Scalar::Null)),
                _ => {
                    let why = "Match value must be String, number, true, false, or null";
                    return self.fault(why);
                }
            }
        }
        if leaves.is_empty() {
            return self.fault("Empty arrays are not allowed");
        }
        let wanted = tokens::written(self.tokens.get(from..self.at).unwrap_or_default());
        if ways.is_empty() {
            ways.push(Vec::new());
        }
        for way in ways {
            way.retain(|key| key.path != path);
            let (leaves, wanted) = (leaves.clone(), wanted.clone());
            way.push(Key { path: path.clone(), leaves, wanted });
        }
        Ok(())
    }
}
