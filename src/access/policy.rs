//! Policy documents.

use serde_json::Value;

/// A parsed policy.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Policy {
    /// Its statements.
    pub statements: Vec<Statement>,
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Statement {
    /// Its `Sid`.
    pub sid: Option<String>,
    /// Allow or Deny.
    pub allows: bool,
    /// Actions.
    pub actions: Vec<String>,
}

impl Policy {
    /// Parses a policy document.
    pub fn parse(text: &str) -> Result<Policy, String> {
        let value: Value =
            serde_json::from_str(text).map_err(|_| "Syntax errors in policy.".to_owned())?;
        let items = match value.get("Statement") {
            Some(Value::Array(items)) => items.clone(),
            Some(item) => vec![item.clone()],
            None => Vec::new(),
        };
        let statements = items.iter().map(|s| Statement {
            sid: s.get("Sid").and_then(Value::as_str).map(str::to_owned),
            allows: s.get("Effect").and_then(Value::as_str) == Some("Allow"),
            actions: match s.get("Action") {
                Some(Value::String(a)) => vec![a.clone()],
                Some(Value::Array(a)) => {
                    a.iter().filter_map(Value::as_str).map(str::to_owned).collect()
                }
                _ => Vec::new(),
            },
        });
        Ok(Policy { statements: statements.collect() })
    }
}
