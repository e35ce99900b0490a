//! Policy documents.
//!
//! Grammar: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde_json::{Map, Value};

use super::statement::Statement;

/// What is said of a document that is no policy.
pub const SYNTAX: &str = "Syntax errors in policy.";

/// The version of the policy language that knows variables.
pub(super) const CURRENT: &str = "2012-10-17";
/// The version before, which is also meant when none is given.
pub(super) const OLD: &str = "2008-10-17";

/// A parsed policy. A copy is a reference, so that a decision can keep the policies it looked at
/// as they were.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policy {
    statements: Arc<[Statement]>,
    /// Of the text; it stands for the whole policy in digests, of which every audit record has one.
    fingerprint: u64,
}

impl Hash for Policy {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.fingerprint.hash(state);
    }
}

impl Policy {
    /// Parses a policy document of any kind.
    ///
    /// # Errors
    /// AWS's text when the document is not a policy. What IAM demands beyond that is in
    /// [`super::validate`].
    pub fn parse(text: &str) -> Result<Policy, String> {
        let value: Value = serde_json::from_str(text).map_err(|_| SYNTAX.to_owned())?;
        Policy::from_value(&value).ok_or_else(|| SYNTAX.to_owned())
    }

    /// The same of a document that is JSON already. `None` when it is no policy.
    pub fn from_value(value: &Value) -> Option<Policy> {
        let members = value.as_object()?;
        if members.keys().any(|key| !["Version", "Id", "Statement"].contains(&key.as_str())) {
            return None;
        }
        let variables = match members.get("Version") {
            Some(Value::String(version)) if version == CURRENT => true,
            Some(Value::String(version)) if version == OLD => false,
            Some(_) => return None,
            None => false,
        };
        if members.get("Id").is_some_and(|id| !id.is_string()) {
            return None;
        }
        let statements = statements(members)?;
        let statements = statements.iter().map(|s| Statement::parse(s, variables));
        let statements = statements.collect::<Option<Vec<Statement>>>()?;
        let fingerprint = fingerprint(&value.to_string());
        Some(Policy { statements: statements.into(), fingerprint })
    }

    /// Its statements, in order.
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }
}

/// The `Statement` element: an object, or an array that is not empty.
pub(super) fn statements(members: &Map<String, Value>) -> Option<&[Value]> {
    match members.get("Statement")? {
        Value::Array(items) if !items.is_empty() => Some(items),
        item @ Value::Object(_) => Some(std::slice::from_ref(item)),
        _ => None,
    }
}

/// FNV-1a, 64 bits.
fn fingerprint(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_policy() {
        let allow = r#"{"Effect":"Allow","Action":"*","Resource":"*"}"#;
        for (text, good) in [
            (format!(r#"{{"Statement":{allow}}}"#), true),
            (format!(r#"{{"Version":"2012-10-17","Id":"x","Statement":[{allow},{allow}]}}"#), true),
            (format!(r#"{{"Version":"2008-10-17","Statement":[{allow}]}}"#), true),
            (format!(r#"{{"Version":"2013-10-17","Statement":[{allow}]}}"#), false),
            (format!(r#"{{"Statements":[{allow}]}}"#), false),
            (format!(r#"{{"Id":1,"Statement":[{allow}]}}"#), false),
            (r#"{"Statement":[]}"#.to_owned(), false),
            (r#"{"Statement":["x"]}"#.to_owned(), false),
            ("[]".to_owned(), false),
            ("no json".to_owned(), false),
        ] {
            assert_eq!(Policy::parse(&text).is_ok(), good, "{text}");
        }
    }
}
