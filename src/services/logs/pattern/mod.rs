//! Filter patterns: which events they match, and what they read out of them.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html>

mod fields;
mod json;
mod regex;
mod scan;
mod terms;
mod wanted;

use std::collections::BTreeMap;

use serde_json::Value;

use fields::Fields;
pub use fields::split;
use json::Expr;
pub use json::Selector;
use scan::Scan;
use terms::Terms;

/// The most regular expressions of a pattern.
const MAX_REGEXES: u32 = 2;

/// What a pattern reads out of an event: `$.eventName` or `$status` → its value.
pub type Extracted = BTreeMap<String, String>;

/// A pattern. Its first character says of which kind.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum Pattern {
    /// Words that are in the event, or are not.
    Terms(Terms),
    /// `[…]`: fields apart by blanks.
    Fields(Fields),
    /// `{…}`: members of JSON.
    Json(Expr),
}

/// Why a text is no pattern.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// A term has characters that only a quoted one may have.
    Term(String),
    /// Anything else.
    Form,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn parse(text: &str) -> Result<Pattern, Fault> {
        let mut scan = Scan::new(text.trim());
        let found = if scan.eat("{") {
            Pattern::Json(json::parse(&mut scan).ok_or(Fault::Form)?)
        } else if scan.eat("[") {
            Pattern::Fields(fields::parse(&mut scan).ok_or(Fault::Form)?)
        } else {
            Pattern::Terms(terms::parse(&mut scan)?)
        };
        match scan.is_at_end() && scan.regexes <= MAX_REGEXES {
            true => Ok(found),
            false => Err(Fault::Form),
        }
    }

    /// What it reads out of an event; nothing where it does not match.
    pub fn extract(&self, message: &str) -> Option<Extracted> {
        match self {
            Pattern::Terms(terms) => terms.matches(message).then(Extracted::new),
            Pattern::Fields(fields) => fields.extract(message),
            Pattern::Json(expr) => {
                let event: Value = serde_json::from_str(message).ok()?;
                let found = event.is_object() && expr.holds(&event);
                found.then(|| expr.extract(&event))
            }
        }
    }

    /// Whether it matches an event.
    pub fn matches(&self, message: &str) -> bool {
        match self {
            Pattern::Terms(terms) => terms.matches(message),
            _ => self.extract(message).is_some(),
        }
    }
}
