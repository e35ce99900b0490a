//! A query's tree.
//!
//! A Pratt parser of the grammar at <https://jmespath.org/specification.html>.

use serde_json::Value;

use super::lex::{Kind, Token, tokens};

/// One node.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// The value itself.
    Identity,
    /// A member by name.
    Field(String),
    /// A constant.
    Literal(Value),
    /// An item by number, from the end when negative.
    Index(i64),
    /// Items from, to, by steps.
    Slice([Option<i64>; 3]),
    /// The second of the first.
    Then(Box<Node>, Box<Node>),
    /// The second of each item of the first.
    Each(Box<Node>, Box<Node>),
    /// The second of each member of the first.
    EachValue(Box<Node>, Box<Node>),
    /// The second of each item of the first for which the third holds.
    Filter(Box<Node>, Box<Node>, Box<Node>),
    /// Lists within a list dissolved.
    Flatten(Box<Node>),
    /// A comparison.
    Compare(Kind, Box<Node>, Box<Node>),
    /// The first that is not false.
    Or(Box<Node>, Box<Node>),
    /// The first if it is false, else the second.
    And(Box<Node>, Box<Node>),
    /// Neither.
    Not(Box<Node>),
    /// A list of several.
    List(Vec<Node>),
    /// A structure of several.
    Hash(Vec<(String, Node)>),
    /// A function.
    Call(String, Vec<Node>),
    /// An expression as such: `&name`.
    Expression(Box<Node>),
}

/// From here down, what stands to the right belongs to each item of a projection.
const PROJECTION_STOP: u8 = 10;

/// How deep a query may be, in brackets and in links of a chain. Ours: what reads and answers it
/// goes as deep, and a browser's stack is small.
const MAX_DEPTH: usize = 400;

/// Reads a query.
pub fn parse(text: &str) -> Result<Node, String> {
    let tokens = tokens(text)?;
    let mut parser = Parser { text, tokens, at: 0, depth: 0, height: 0 };
    let node = parser.expression(0)?;
    if parser.kind() != Kind::Eof {
        let token = parser.token();
        return Err(parser.fault(&token, &format!("Unexpected token: {}", shown(&token))));
    }
    Ok(node)
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    at: usize,
    /// How many expressions are open.
    depth: usize,
    /// How many nodes were hung over others, one link of a chain after the other.
    height: usize,
}

fn shown(token: &Token) -> String {
    match &token.value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn then(left: Node, right: Node) -> Node {
    Node::Then(Box::new(left), Box::new(right))
}

fn each(left: Node, right: Node) -> Node {
    Node::Each(Box::new(left), Box::new(right))
}

fn is_index(node: &Node) -> bool {
    matches!(node, Node::Index(_) | Node::Slice(_))
}

impl Parser<'_> {
    fn ahead(&self, by: usize) -> Kind {
        self.tokens.get(self.at + by).map_or(Kind::Eof, |token| token.kind)
    }

    fn kind(&self) -> Kind {
        self.ahead(0)
    }

    fn token(&self) -> Token {
        let eof = || Token { kind: Kind::Eof, value: "".into(), start: self.text.chars().count() };
        self.tokens.get(self.at).cloned().unwrap_or_else(eof)
    }

    fn fault(&self, token: &Token, what: &str) -> String {
        format!(
            "{what}: Parse error at column {}, token \"{}\" ({}), for expression:\n\"{}\"\n{}^",
            token.start,
            shown(token),
            token.kind.name().to_ascii_uppercase(),
            self.text,
            " ".repeat(token.start + 1)
        )
    }

    fn incomplete(&self) -> String {
        let mark = " ".repeat(self.text.chars().count() + 1);
        let text = self.text;
        format!("Invalid jmespath expression: Incomplete expression:\n\"{text}\"\n{mark}^")
    }

    fn expect(&mut self, kind: Kind) -> Result<(), String> {
        self.expect_as(&[kind], kind.name())
    }

    fn expect_as(&mut self, kinds: &[Kind], shown: &str) -> Result<(), String> {
        let found = self.kind();
        if kinds.contains(&found) {
            self.at += 1;
            return Ok(());
        }
        if found == Kind::Eof {
            return Err(self.incomplete());
        }
        Err(self.fault(&self.token(), &format!("Expecting: {shown}, got: {}", found.name())))
    }

    fn expression(&mut self, power: u8) -> Result<Node, String> {
        self.depth += 1;
        self.bounded()?;
        let mut left = self.first()?;
        while power < self.kind().binds() {
            self.height += 1;
            self.bounded()?;
            left = self.next(left)?;
        }
        self.depth -= 1;
        Ok(left)
    }

    fn bounded(&self) -> Result<(), String> {
        // An expression in another takes some of the stack's frames, a link only one.
        match 8 * self.depth + self.height > MAX_DEPTH {
            true => Err("maximum recursion depth exceeded".to_owned()),
            false => Ok(()),
        }
    }

    /// What begins an expression.
    fn first(&mut self) -> Result<Node, String> {
        let token = self.token();
        self.at += 1;
        let text = || token.value.as_str().unwrap_or_default().to_owned();
        Ok(match token.kind {
            Kind::Literal => Node::Literal(token.value),
            Kind::UnquotedIdentifier => Node::Field(text()),
            Kind::QuotedIdentifier => {
                if self.kind() == Kind::Lparen {
                    let open = Token { start: 0, ..self.token() };
                    let what = "Quoted identifier not allowed for function names.";
                    return Err(self.fault(&open, what));
                }
                Node::Field(text())
            }
            Kind::Star => {
                let right = match self.kind() {
                    Kind::Rbracket => Node::Identity,
                    _ => self.right_side(Kind::Star.binds())?,
                };
                Node::EachValue(Box::new(Node::Identity), Box::new(right))
            }
            Kind::Filter => self.filter(Node::Identity)?,
            Kind::Lbrace => self.hash()?,
            Kind::Lparen => {
                let inner = self.expression(0)?;
                self.expect(Kind::Rparen)?;
                inner
            }
            Kind::Flatten => {
                let right = self.right_side(Kind::Flatten.binds())?;
                each(Node::Flatten(Box::new(Node::Identity)), right)
            }
            Kind::Not => Node::Not(Box::new(self.expression(Kind::Not.binds())?)),
            Kind::Lbracket => self.bracket_first()?,
            Kind::Current => Node::Identity,
            Kind::Expref => Node::Expression(Box::new(self.expression(0)?)),
            Kind::Eof => return Err(self.incomplete()),
            _ => return Err(self.fault(&token, "invalid token")),
        })
    }

    fn bracket_first(&mut self) -> Result<Node, String> {
        match (self.kind(), self.ahead(1)) {
            (Kind::Number | Kind::Colon, _) => self.index(Node::Identity),
            (Kind::Star, Kind::Rbracket) => {
                self.at += 2;
                let right = self.right_side(Kind::Star.binds())?;
                Ok(each(Node::Identity, right))
            }
            _ => self.list(),
        }
    }

    /// What goes on with an expression.
    fn next(&mut self, left: Node) -> Result<Node, String> {
        let token = self.token();
        self.at += 1;
        let power = token.kind.binds();
        Ok(match token.kind {
            Kind::Dot if self.kind() == Kind::Star => {
                self.at += 1;
                let right = self.right_side(power)?;
                Node::EachValue(Box::new(left), Box::new(right))
            }
            Kind::Dot => then(left, self.after_dot(power)?),
            Kind::Pipe => then(left, self.expression(power)?),
            Kind::Or => Node::Or(Box::new(left), Box::new(self.expression(power)?)),
            Kind::And => Node::And(Box::new(left), Box::new(self.expression(power)?)),
            Kind::Lparen => self.call(left)?,
            Kind::Filter => self.filter(left)?,
            Kind::Eq | Kind::Ne | Kind::Gt | Kind::Gte | Kind::Lt | Kind::Lte => {
                let right = self.expression(power)?;
                Node::Compare(token.kind, Box::new(left), Box::new(right))
            }
            Kind::Flatten => {
                let right = self.right_side(power)?;
                each(Node::Flatten(Box::new(left)), right)
            }
            Kind::Lbracket if matches!(self.kind(), Kind::Number | Kind::Colon) => {
                self.index(left)?
            }
            Kind::Lbracket => {
                self.expect(Kind::Star)?;
                self.expect(Kind::Rbracket)?;
                let right = self.right_side(Kind::Star.binds())?;
                each(left, right)
            }
            _ => return Err(self.fault(&token, "invalid token")),
        })
    }

    fn filter(&mut self, left: Node) -> Result<Node, String> {
        let condition = self.expression(0)?;
        self.expect(Kind::Rbracket)?;
        let right = match self.kind() {
            Kind::Flatten => Node::Identity,
            _ => self.right_side(Kind::Filter.binds())?,
        };
        Ok(Node::Filter(Box::new(left), Box::new(right), Box::new(condition)))
    }

    fn call(&mut self, left: Node) -> Result<Node, String> {
        let Node::Field(name) = left else {
            let before = self.at.saturating_sub(2);
            let token = self.tokens.get(before).cloned().unwrap_or_else(|| self.token());
            let what = format!("Invalid function name '{}'", shown(&token));
            return Err(self.fault(&token, &what));
        };
        let mut args = Vec::new();
        while self.kind() != Kind::Rparen {
            args.push(self.expression(0)?);
            if self.kind() == Kind::Comma {
                self.at += 1;
            }
        }
        self.at += 1;
        Ok(Node::Call(name, args))
    }

    fn index(&mut self, left: Node) -> Result<Node, String> {
        if self.kind() == Kind::Colon || self.ahead(1) == Kind::Colon {
            let slice = self.slice()?;
            // As the reference implementation does it, behind an index a slice projects nothing.
            if matches!(&left, Node::Then(_, last) if is_index(last)) {
                return Ok(then(left, slice));
            }
            let right = self.right_side(Kind::Star.binds())?;
            return Ok(each(then(left, slice), right));
        }
        let number = self.token().value.as_i64().unwrap_or_default();
        self.at += 1;
        self.expect(Kind::Rbracket)?;
        Ok(then(left, Node::Index(number)))
    }

    fn slice(&mut self) -> Result<Node, String> {
        let mut parts = [None; 3];
        let mut index = 0;
        while self.kind() != Kind::Rbracket && index < 3 {
            let token = self.token();
            match token.kind {
                Kind::Colon if index < 2 => index += 1,
                Kind::Number => {
                    if let Some(part) = parts.get_mut(index) {
                        *part = token.value.as_i64();
                    }
                }
                _ => return Err(self.fault(&token, "syntax error")),
            }
            self.at += 1;
        }
        self.expect(Kind::Rbracket)?;
        Ok(Node::Slice(parts))
    }

    fn list(&mut self) -> Result<Node, String> {
        let mut items = Vec::new();
        loop {
            items.push(self.expression(0)?);
            if self.kind() == Kind::Rbracket {
                break;
            }
            self.expect(Kind::Comma)?;
        }
        self.at += 1;
        Ok(Node::List(items))
    }

    fn hash(&mut self) -> Result<Node, String> {
        let mut members = Vec::new();
        loop {
            let key = self.token();
            let kinds = [Kind::QuotedIdentifier, Kind::UnquotedIdentifier];
            self.expect_as(&kinds, "['quoted_identifier', 'unquoted_identifier']")?;
            self.expect(Kind::Colon)?;
            members.push((shown(&key), self.expression(0)?));
            match self.kind() {
                Kind::Comma => self.at += 1,
                Kind::Rbrace => {
                    self.at += 1;
                    return Ok(Node::Hash(members));
                }
                _ => {}
            }
        }
    }

    /// What is asked of each item of a projection.
    fn right_side(&mut self, power: u8) -> Result<Node, String> {
        match self.kind() {
            kind if kind.binds() < PROJECTION_STOP => Ok(Node::Identity),
            Kind::Lbracket | Kind::Filter => self.expression(power),
            Kind::Dot => {
                self.at += 1;
                self.after_dot(power)
            }
            _ => Err(self.fault(&self.token(), "syntax error")),
        }
    }

    fn after_dot(&mut self, power: u8) -> Result<Node, String> {
        const ALLOWED: &str = "['quoted_identifier', 'unquoted_identifier', 'lbracket', 'lbrace']";
        let token = self.token();
        match token.kind {
            Kind::QuotedIdentifier | Kind::UnquotedIdentifier | Kind::Star => {
                self.expression(power)
            }
            Kind::Lbracket => {
                self.at += 1;
                self.list()
            }
            Kind::Lbrace => {
                self.at += 1;
                self.hash()
            }
            kind => {
                let what = format!("Expecting: {ALLOWED}, got: {}", kind.name());
                Err(self.fault(&token, &what))
            }
        }
    }
}
