//! Conditions: what must hold of an item.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html>

use super::names::Names;
use super::path::Path;
use super::reader::{self, Reader};
use super::{Kind, holds};
use crate::services::dynamodb::value::Attribute;

/// A condition.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Both hold.
    And(Box<Condition>, Box<Condition>),
    /// One of them holds.
    Or(Box<Condition>, Box<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// One value compared with another.
    Compares(Operand, Comparison, Operand),
    /// A value within bounds.
    Between(Operand, Operand, Operand),
    /// A value among others.
    In(Operand, Vec<Operand>),
    /// Something is there.
    Exists(Path),
    /// Nothing is there.
    NotExists(Path),
    /// A value is of this type.
    Type(Operand, String),
    /// A text or bytes begin so.
    BeginsWith(Operand, Operand),
    /// A text, a set or a list has this in it.
    Contains(Operand, Operand),
}

/// What is compared.
#[derive(Clone, Debug, PartialEq)]
pub enum Operand {
    /// What lies there.
    Path(Path),
    /// This value.
    Value(Attribute),
    /// The size of what lies there.
    Size(Path),
}

/// How two values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<>`
    Unequal,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

const COMPARISONS: [(&str, Comparison); 6] = [
    ("=", Comparison::Equal),
    ("<>", Comparison::Unequal),
    ("<", Comparison::Less),
    ("<=", Comparison::AtMost),
    (">", Comparison::Greater),
    (">=", Comparison::AtLeast),
];

/// Functions, and how many operands each takes.
const FUNCTIONS: [(&str, usize); 6] = [
    ("attribute_exists", 1),
    ("attribute_not_exists", 1),
    ("attribute_type", 2),
    ("begins_with", 2),
    ("contains", 2),
    ("size", 1),
];

const TYPES: [&str; 10] = ["S", "N", "B", "NULL", "SS", "BOOL", "L", "BS", "NS", "M"];

impl Condition {
    /// Reads one.
    ///
    /// # Errors
    /// In AWS's words.
    pub fn read(kind: Kind, text: &str, names: &mut Names) -> Result<Condition, String> {
        reader::read(kind, text, names, any)
    }

    /// Every path it looks at.
    pub fn paths(&self) -> Vec<&Path> {
        match self {
            Condition::And(one, two) | Condition::Or(one, two) => {
                [one.paths(), two.paths()].concat()
            }
            Condition::Not(one) => one.paths(),
            Condition::Compares(one, _, two)
            | Condition::BeginsWith(one, two)
            | Condition::Contains(one, two) => one.path().into_iter().chain(two.path()).collect(),
            Condition::Between(one, two, three) => {
                [one, two, three].into_iter().filter_map(Operand::path).collect()
            }
            Condition::In(one, all) => {
                one.path().into_iter().chain(all.iter().filter_map(Operand::path)).collect()
            }
            Condition::Exists(path) | Condition::NotExists(path) => vec![path],
            Condition::Type(one, _) => one.path().into_iter().collect(),
        }
    }
}

impl Operand {
    /// The path it looks at.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Operand::Path(path) | Operand::Size(path) => Some(path),
            Operand::Value(_) => None,
        }
    }

    /// The type of a value that was given.
    fn kind(&self) -> Option<&'static str> {
        match self {
            Operand::Value(value) => Some(value.kind()),
            Operand::Path(_) | Operand::Size(_) => None,
        }
    }
}

fn any(reader: &mut Reader<'_>) -> Result<Condition, String> {
    let mut condition = all(reader)?;
    while reader.take("OR") {
        condition = Condition::Or(Box::new(condition), Box::new(all(reader)?));
    }
    Ok(condition)
}

fn all(reader: &mut Reader<'_>) -> Result<Condition, String> {
    let mut condition = not(reader)?;
    while reader.take("AND") {
        condition = Condition::And(Box::new(condition), Box::new(not(reader)?));
    }
    Ok(condition)
}

fn not(reader: &mut Reader<'_>) -> Result<Condition, String> {
    if reader.take("NOT") {
        let inner = reader.deeper(not)?;
        return Ok(Condition::Not(Box::new(inner)));
    }
    if reader.is("(") {
        let (behind, redundant) = reader.behind_parentheses();
        if redundant {
            return Err("The expression has redundant parentheses;".to_owned());
        }
        if !behind.is_some_and(continues) {
            reader.expect("(")?;
            let inner = reader.deeper(any)?;
            reader.expect(")")?;
            return Ok(inner);
        }
    }
    one(reader)
}

/// Whether what stands before it is an operand.
fn continues(token: &str) -> bool {
    COMPARISONS.iter().any(|(sign, _)| *sign == token)
        || token.eq_ignore_ascii_case("BETWEEN")
        || token.eq_ignore_ascii_case("IN")
}

/// A comparison, or a function that says yes or no.
fn one(reader: &mut Reader<'_>) -> Result<Condition, String> {
    if reader.is_function() && reader.peek().is_none_or(|name| name != "size") {
        return function(reader);
    }
    let first = operand(reader)?;
    if reader.take("BETWEEN") {
        let least = operand(reader)?;
        reader.expect("AND")?;
        let most = operand(reader)?;
        bounds(&least, &most)?;
        return Ok(Condition::Between(first, least, most));
    }
    if reader.take("IN") {
        reader.expect("(")?;
        let among = operands(reader)?;
        return Ok(Condition::In(first, among));
    }
    let found = COMPARISONS.iter().find(|(sign, _)| reader.is(sign));
    let Some((sign, comparison)) = found else {
        // A size alone says nothing.
        return match first {
            Operand::Size(_) if reader.peek().is_none() => Err(misused("size")),
            _ => Err(reader.wrong()),
        };
    };
    reader.expect(sign)?;
    let second = operand(reader)?;
    distinct(sign, &first, &second)?;
    Ok(Condition::Compares(first, *comparison, second))
}

fn misused(name: &str) -> String {
    format!("The function is not allowed to be used this way in an expression; function: {name}")
}

fn distinct(name: &str, one: &Operand, two: &Operand) -> Result<(), String> {
    match (one, two) {
        (Operand::Path(one), Operand::Path(two)) if one == two => Err(format!(
            "The first operand must be distinct from the remaining operands for this operator or \
             function; operator: {name}, first operand: {one}"
        )),
        _ => Ok(()),
    }
}

/// Bounds that are given must be of one type and in their order.
fn bounds(least: &Operand, most: &Operand) -> Result<(), String> {
    let (Operand::Value(least), Operand::Value(most)) = (least, most) else { return Ok(()) };
    let shown = || {
        let of =
            |value: &Attribute| format!("AttributeValue: {{{}:{}}}", value.kind(), value.text());
        format!("lower bound operand: {}, upper bound operand: {}", of(least), of(most))
    };
    if least.kind() != most.kind() {
        return Err(format!(
            "The BETWEEN operator requires same data type for lower and upper bounds; {}",
            shown()
        ));
    }
    if holds::compare(least, Comparison::Greater, most) {
        return Err(format!(
            "The BETWEEN operator requires upper bound to be greater than or equal to lower bound; \
             {}",
            shown()
        ));
    }
    Ok(())
}

fn operand(reader: &mut Reader<'_>) -> Result<Operand, String> {
    if reader.take("(") {
        let inner = reader.deeper(operand)?;
        reader.expect(")")?;
        return Ok(inner);
    }
    if reader.is_function() {
        let name = reader.function();
        let given = operands(reader)?;
        known(name, given.len())?;
        return match (name, given.into_iter().next()) {
            ("size", Some(Operand::Path(path))) => Ok(Operand::Size(path)),
            ("size", Some(Operand::Value(value))) => Ok(size_of_value(&value)?),
            _ => Err(misused(name)),
        };
    }
    if reader.peek().is_some_and(|text| text.starts_with(':')) {
        return reader.value().map(Operand::Value);
    }
    reader.path().map(Operand::Path)
}

fn size_of_value(value: &Attribute) -> Result<Operand, String> {
    match holds::size(value) {
        Some(size) => Ok(Operand::Value(size)),
        None => Err(wrong_type("size", value.kind())),
    }
}

/// Operands up to the parenthesis that closes.
fn operands(reader: &mut Reader<'_>) -> Result<Vec<Operand>, String> {
    let mut found = vec![reader.deeper(operand)?];
    while reader.take(",") {
        found.push(reader.deeper(operand)?);
    }
    reader.expect(")")?;
    Ok(found)
}

fn known(name: &str, given: usize) -> Result<(), String> {
    match FUNCTIONS.iter().find(|(known, _)| *known == name) {
        None => Err(format!("Invalid function name; function: {name}")),
        Some((_, count)) if *count != given => Err(format!(
            "Incorrect number of operands for operator or function; operator or function: {name}, \
             number of operands: {given}"
        )),
        Some(_) => Ok(()),
    }
}

fn wrong_type(name: &str, kind: &str) -> String {
    format!(
        "Incorrect operand type for operator or function; operator or function: {name}, operand \
         type: {kind}"
    )
}

fn function(reader: &mut Reader<'_>) -> Result<Condition, String> {
    let name = reader.function();
    let given = operands(reader)?;
    known(name, given.len())?;
    let mut given = given.into_iter();
    let (Some(first), second) = (given.next(), given.next()) else {
        return Err(reader.wrong());
    };
    match (name, first, second) {
        ("attribute_exists", Operand::Path(path), None) => Ok(Condition::Exists(path)),
        ("attribute_not_exists", Operand::Path(path), None) => Ok(Condition::NotExists(path)),
        ("attribute_type", of, Some(Operand::Value(Attribute::S(kind)))) => {
            if !TYPES.contains(&kind.as_str()) {
                return Err(format!(
                    "Invalid attribute type name found; type: {kind}, valid types: \
                     {{B,NULL,SS,BOOL,L,BS,N,NS,S,M}}"
                ));
            }
            Ok(Condition::Type(of, kind))
        }
        ("attribute_type", _, Some(kind)) => {
            let kind = kind.kind().unwrap_or("{NS,SS,L,BS,N,M,B,BOOL,NULL,S}");
            Err(wrong_type(name, kind))
        }
        ("begins_with", of, Some(with)) => {
            let wrong = |operand: &&Operand| !matches!(operand.kind(), None | Some("S" | "B"));
            if let Some(operand) = [&of, &with].into_iter().find(wrong) {
                return Err(wrong_type(name, operand.kind().unwrap_or_default()));
            }
            distinct(name, &of, &with)?;
            Ok(Condition::BeginsWith(of, with))
        }
        ("contains", of, Some(what)) => {
            distinct(name, &of, &what)?;
            Ok(Condition::Contains(of, what))
        }
        _ => Err(format!(
            "Operator or function requires a document path; operator or function: {name}"
        )),
    }
}
