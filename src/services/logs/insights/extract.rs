//! `parse`: new fields out of a text.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Parse.html>

use regex_lite::Regex;

use super::expr::{Expr, Fields};
use super::value::Value;

/// What is taken out of a field.
#[derive(Clone, Debug)]
pub struct Extract {
    /// Out of which text.
    pub from: Expr,
    /// How it is read.
    pub regex: Regex,
    /// The new fields, a group of the expression each.
    pub names: Vec<String>,
}

/// A text with stars as a regular expression: each star takes as little as it can, the last one
/// all that is left if nothing stands behind it. How many stars there are.
pub fn glob(pattern: &str) -> Option<(Regex, usize)> {
    let parts: Vec<&str> = pattern.split('*').collect();
    let stars = parts.len() - 1;
    let mut text = String::from("(?s)");
    for (at, part) in parts.iter().enumerate() {
        text.push_str(&regex_lite::escape(part));
        if at < stars {
            let last = at + 1 == stars && parts.last().is_some_and(|part| part.is_empty());
            text.push_str(if last { "(.*)" } else { "(.*?)" });
        }
    }
    Some((Regex::new(&text).ok()?, stars))
}

impl Extract {
    /// The new fields of a row; none where the text does not fit.
    pub fn fields(&self, row: &dyn Fields) -> Vec<(String, Value)> {
        let text = self.from.value(row).shown().unwrap_or_default();
        let found = self.regex.captures(&text);
        let value = |at: usize| {
            let group = found.as_ref()?.get(at + 1)?;
            Some(Value::text(group.as_str()))
        };
        let named =
            |(at, name): (usize, &String)| (name.clone(), value(at).unwrap_or(Value::Missing));
        self.names.iter().enumerate().map(named).collect()
    }
}
