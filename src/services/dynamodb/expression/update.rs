//! Updates: what is to become of an item.
//!
//! <https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html>

use super::Kind;
use super::names::Names;
use super::path::{self, Path};
use super::reader::{self, Reader};
use crate::services::dynamodb::value::Attribute;

/// An update: one change a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Update {
    /// The changes, in the order they were written.
    pub changes: Vec<Change>,
}

/// What becomes of what lies on a path.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// The path.
    pub path: Path,
    /// What becomes of it.
    pub act: Act,
}

/// A kind of change.
#[derive(Clone, Debug, PartialEq)]
pub enum Act {
    /// It becomes this.
    Set(Term),
    /// It goes.
    Remove,
    /// A number grows, a set gets more.
    Add(Attribute),
    /// A set gets less.
    Delete(Attribute),
}

/// A value that is worked out.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// What lies there.
    Path(Path),
    /// This value.
    Value(Attribute),
    /// What lies there, or else something.
    IfNotExists(Path, Box<Term>),
    /// One list behind the other.
    ListAppend(Box<Term>, Box<Term>),
    /// A sum.
    Plus(Box<Term>, Box<Term>),
    /// A difference.
    Minus(Box<Term>, Box<Term>),
}

const SECTIONS: [&str; 4] = ["SET", "REMOVE", "ADD", "DELETE"];

impl Update {
    /// Reads one.
    ///
    /// # Errors
    /// In AWS's words.
    pub fn read(text: &str, names: &mut Names) -> Result<Update, String> {
        reader::read(Kind::Update, text, names, |reader| {
            let (mut changes, mut seen) = (Vec::new(), Vec::new());
            while reader.peek().is_some() {
                let found = SECTIONS.into_iter().find(|section| reader.is(section));
                let Some(section) = found else { return Err(reader.wrong()) };
                if seen.contains(&section) {
                    return Err(format!(
                        "The \"{section}\" section can only be used once in an update expression;"
                    ));
                }
                seen.push(section);
                reader.expect(section)?;
                changes.push(change(reader, section)?);
                while reader.take(",") {
                    changes.push(change(reader, section)?);
                }
            }
            path::apart(&changes.iter().map(|change| &change.path).collect::<Vec<_>>())?;
            Ok(Update { changes })
        })
    }

    /// The paths that change.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.changes.iter().map(|change| &change.path)
    }
}

fn change(reader: &mut Reader<'_>, section: &str) -> Result<Change, String> {
    let path = reader.path()?;
    let act = match section {
        "SET" => {
            reader.expect("=")?;
            Act::Set(sum(reader)?)
        }
        "REMOVE" => Act::Remove,
        "ADD" => Act::Add(fits("ADD", reader.value()?)?),
        _ => Act::Delete(fits("DELETE", reader.value()?)?),
    };
    Ok(Change { path, act })
}

/// ADD takes numbers and sets, DELETE sets alone.
fn fits(operator: &str, value: Attribute) -> Result<Attribute, String> {
    let kind = match &value {
        Attribute::Ss(_) | Attribute::Ns(_) | Attribute::Bs(_) => return Ok(value),
        Attribute::N(_) if operator == "ADD" => return Ok(value),
        Attribute::S(_) => "STRING",
        Attribute::N(_) => "NUMBER",
        Attribute::B(_) => "BINARY",
        Attribute::Null => "NULL",
        Attribute::Bool(_) => "BOOLEAN",
        Attribute::L(_) => "LIST",
        Attribute::M(_) => "MAP",
    };
    Err(format!(
        "Incorrect operand type for operator or function; operator: {operator}, operand type: \
         {kind}, typeSet: ALLOWED_FOR_{operator}_OPERAND"
    ))
}

fn sum(reader: &mut Reader<'_>) -> Result<Term, String> {
    let first = term(reader)?;
    let sign = ["+", "-"].into_iter().find(|sign| reader.is(sign));
    let Some(sign) = sign else { return Ok(first) };
    reader.expect(sign)?;
    let second = term(reader)?;
    for operand in [&first, &second] {
        if let Term::Value(value) = operand
            && value.kind() != "N"
        {
            return Err(wrong_type(sign, value));
        }
    }
    let (first, second) = (Box::new(first), Box::new(second));
    Ok(if sign == "+" { Term::Plus(first, second) } else { Term::Minus(first, second) })
}

fn wrong_type(name: &str, value: &Attribute) -> String {
    format!(
        "Incorrect operand type for operator or function; operator or function: {name}, operand \
         type: {}",
        value.kind()
    )
}

fn term(reader: &mut Reader<'_>) -> Result<Term, String> {
    if reader.take("(") {
        let inner = reader.deeper(sum)?;
        reader.expect(")")?;
        return Ok(inner);
    }
    if reader.is_function() {
        return reader.deeper(function);
    }
    if reader.peek().is_some_and(|text| text.starts_with(':')) {
        return reader.value().map(Term::Value);
    }
    reader.path().map(Term::Path)
}

fn function(reader: &mut Reader<'_>) -> Result<Term, String> {
    let name = reader.function();
    let mut given = vec![term(reader)?];
    while reader.take(",") {
        given.push(term(reader)?);
    }
    reader.expect(")")?;
    if !matches!(name, "if_not_exists" | "list_append") {
        return Err(format!("Invalid function name; function: {name}"));
    }
    let count = given.len();
    let mut given = given.into_iter();
    let (Some(first), Some(second), 2) = (given.next(), given.next(), count) else {
        return Err(format!(
            "Incorrect number of operands for operator or function; operator or function: {name}, \
             number of operands: {count}"
        ));
    };
    match (name, first, second) {
        ("if_not_exists", Term::Path(path), otherwise) => {
            Ok(Term::IfNotExists(path, Box::new(otherwise)))
        }
        ("if_not_exists", ..) => Err(format!(
            "Operator or function requires a document path; operator or function: {name}"
        )),
        (_, first, second) => {
            for operand in [&first, &second] {
                if let Term::Value(value) = operand
                    && value.kind() != "L"
                {
                    return Err(wrong_type(name, value));
                }
            }
            Ok(Term::ListAppend(Box::new(first), Box::new(second)))
        }
    }
}
