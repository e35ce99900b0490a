//! The list of roles.

use serde_json::Value;

use crate::services::iam::roles::Role;
use crate::sim::{Time, World};

/// What the list shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Roles {
    /// The roles by name.
    pub rows: Vec<Row>,
}

/// One role in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Whom it trusts.
    pub trusts: Vec<String>,
    /// Whether it is linked to a service.
    pub linked: bool,
    /// How many policies it has: attached and inline.
    pub policies: usize,
    /// When it was made.
    pub created: Time,
}

/// The list of roles.
pub fn model(world: &World) -> Roles {
    let row = |(name, role): (&String, &Role)| Row {
        name: name.clone(),
        trusts: trusted(&role.trust.json()),
        linked: role.is_linked(),
        policies: role.attached.len() + role.inline.len(),
        created: role.created,
    };
    Roles { rows: world.iam().roles().iter().map(row).collect() }
}

/// Whom a trust policy names in its statements that allow: services, accounts, users.
pub fn trusted(document: &Value) -> Vec<String> {
    let statements = match document.get("Statement") {
        Some(Value::Array(all)) => all.clone(),
        Some(one) => vec![one.clone()],
        None => Vec::new(),
    };
    let mut found = Vec::new();
    let mut add = |value: &Value| {
        let many = value.as_array().into_iter().flatten();
        let texts = value.as_str().into_iter().chain(many.filter_map(Value::as_str));
        for text in texts {
            if !found.iter().any(|known| known == text) {
                found.push(text.to_owned());
            }
        }
    };
    for statement in statements.iter().filter(|s| s.get("Effect") == Some(&"Allow".into())) {
        match statement.get("Principal") {
            Some(Value::Object(kinds)) => kinds.values().for_each(&mut add),
            Some(other) => add(other),
            None => {}
        }
    }
    found
}
