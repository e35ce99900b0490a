//! Patterns in braces: members of JSON.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html#matching-terms-json-log-events>

use serde_json::Value;

use super::Extracted;
use super::scan::Scan;
use super::wanted::{Op, Wanted};

/// The most wildcards in the selectors of a pattern.
const MAX_WILDCARDS: usize = 3;

/// What must hold of an event.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Expr {
    /// Each of these.
    All(Vec<Expr>),
    /// One of these.
    Any(Vec<Expr>),
    /// A member has such a value.
    Compare(Selector, Op, Wanted),
    /// A member is this very value: null, true or false.
    Is(Selector, Option<bool>),
    /// There is no such member.
    Missing(Selector),
}

/// A way to members.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Selector {
    text: String,
    steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq, Hash)]
enum Step {
    Name(String),
    At(u32),
    Each,
}

/// Reads what follows the opening brace, up to the closing one.
pub fn parse(scan: &mut Scan<'_>) -> Option<Expr> {
    let expr = any(scan)?;
    let wildcards =
        |selector: &Selector| selector.steps.iter().filter(|step| **step == Step::Each).count();
    let counts: Vec<usize> = expr.selectors().into_iter().map(wildcards).collect();
    let few =
        counts.iter().all(|count| *count <= 1) && counts.iter().sum::<usize>() <= MAX_WILDCARDS;
    (few && scan.next("}")).then_some(expr)
}

fn any(scan: &mut Scan<'_>) -> Option<Expr> {
    let first = all(scan)?;
    let mut exprs = vec![first];
    while scan.next("||") {
        exprs.push(all(scan)?);
    }
    Some(Expr::Any(exprs))
}

fn all(scan: &mut Scan<'_>) -> Option<Expr> {
    let first = one(scan)?;
    let mut exprs = vec![first];
    while scan.next("&&") {
        exprs.push(one(scan)?);
    }
    Some(Expr::All(exprs))
}

fn one(scan: &mut Scan<'_>) -> Option<Expr> {
    if scan.next("(") {
        let inner = any(scan)?;
        return scan.next(")").then_some(inner);
    }
    let selector = selector(scan)?;
    scan.blanks();
    if scan.eat("NOT") {
        return scan.next("EXISTS").then_some(Expr::Missing(selector));
    }
    if scan.eat("IS") {
        scan.blanks();
        let value = match scan.run(|c| c.is_ascii_alphabetic()) {
            "NULL" => None,
            "TRUE" => Some(true),
            "FALSE" => Some(false),
            _ => return None,
        };
        return Some(Expr::Is(selector, value));
    }
    let op = Op::parse(scan)?;
    Some(Expr::Compare(selector, op, Wanted::parse(scan, ")}&|")?))
}

fn selector(scan: &mut Scan<'_>) -> Option<Selector> {
    if !scan.eat("$") {
        return None;
    }
    let mut text = "$".to_owned();
    let mut steps = Vec::new();
    let in_name = |c: char| !c.is_whitespace() && !".[]=!<>(){}&|,\"'%*".contains(c);
    loop {
        if scan.eat(".['") || scan.eat("['") {
            let name = scan.up_to("']")?;
            text.push_str(&format!(".['{name}']"));
            steps.push(Step::Name(name.to_owned()));
        } else if scan.eat("[*]") {
            text.push_str("[*]");
            steps.push(Step::Each);
        } else if scan.eat("[") {
            let at = scan.up_to("]")?.parse().ok()?;
            text.push_str(&format!("[{at}]"));
            steps.push(Step::At(at));
        } else if scan.eat(".*") {
            text.push_str(".*");
            steps.push(Step::Each);
        } else if scan.eat(".") {
            let name = scan.run(in_name);
            if name.is_empty() {
                return None;
            }
            text.push_str(&format!(".{name}"));
            steps.push(Step::Name(name.to_owned()));
        } else {
            return (!steps.is_empty()).then_some(Selector { text, steps });
        }
    }
}

impl Selector {
    /// A way to one member: `$.users[1].name`.
    pub fn parse(text: &str) -> Option<Selector> {
        let mut scan = Scan::new(text);
        let found = selector(&mut scan)?;
        let one = found.text.len() == text.len() && !found.steps.contains(&Step::Each);
        one.then_some(found)
    }

    /// The first value at the end of the way.
    pub fn value<'a>(&self, event: &'a Value) -> Option<&'a Value> {
        self.find(event).first().copied()
    }

    /// The values at the end of the way.
    fn find<'a>(&self, event: &'a Value) -> Vec<&'a Value> {
        let mut found = vec![event];
        for step in &self.steps {
            found = found.into_iter().flat_map(|value| step.from(value)).collect();
        }
        found
    }
}

impl Step {
    fn from<'a>(&self, value: &'a Value) -> Vec<&'a Value> {
        match (self, value) {
            (Step::Name(name), Value::Object(members)) => members.get(name).into_iter().collect(),
            (Step::At(at), Value::Array(items)) => items.get(*at as usize).into_iter().collect(),
            (Step::Each, Value::Array(items)) => items.iter().collect(),
            (Step::Each, Value::Object(members)) => members.values().collect(),
            _ => Vec::new(),
        }
    }
}

impl Expr {
    /// Whether it holds. What is said of a member that is not there does not, but that it is
    /// missing.
    pub fn holds(&self, event: &Value) -> bool {
        match self {
            Expr::All(exprs) => exprs.iter().all(|expr| expr.holds(event)),
            Expr::Any(exprs) => exprs.iter().any(|expr| expr.holds(event)),
            Expr::Compare(selector, op, wanted) => {
                selector.find(event).into_iter().any(|value| wanted.fits(*op, value))
            }
            Expr::Is(selector, wanted) => {
                let wanted = wanted.map_or(Value::Null, Value::Bool);
                selector.find(event).contains(&&wanted)
            }
            Expr::Missing(selector) => selector.find(event).is_empty(),
        }
    }

    fn selectors(&self) -> Vec<&Selector> {
        match self {
            Expr::All(exprs) | Expr::Any(exprs) => exprs.iter().flat_map(Expr::selectors).collect(),
            Expr::Compare(selector, ..) | Expr::Is(selector, _) | Expr::Missing(selector) => {
                vec![selector]
            }
        }
    }

    /// What its selectors find.
    pub fn extract(&self, event: &Value) -> Extracted {
        let value = |selector: &Selector| {
            let text = match *selector.find(event).first()? {
                Value::String(text) => text.clone(),
                Value::Null | Value::Array(_) | Value::Object(_) => return None,
                other => other.to_string(),
            };
            Some((selector.text.clone(), text))
        };
        self.selectors().into_iter().filter_map(value).collect()
    }
}
