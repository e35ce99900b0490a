//! Policy documents on pages: laid out, summed up, and checked while they are written.

use serde_json::Value;

use crate::access::statement::Statement;
use crate::access::{Policy, trust, validate};

/// One statement, in a line of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its `Sid`.
    pub sid: Option<String>,
    /// Whether it allows (or denies).
    pub allows: bool,
    /// Whether it speaks of all actions but those listed.
    pub not_actions: bool,
    /// Actions.
    pub actions: Vec<String>,
    /// Whether it speaks of all resources but those listed.
    pub not_resources: bool,
    /// Resources.
    pub resources: Vec<String>,
    /// How many conditions must hold.
    pub conditions: usize,
}

/// A policy, statement by statement.
pub fn lines(policy: &Policy) -> Vec<Line> {
    policy.statements().iter().map(line).collect()
}

fn line(statement: &Statement) -> Line {
    let resources = statement.resources.as_ref();
    let written = resources.into_iter().flat_map(|listed| &listed.items);
    Line {
        sid: statement.sid.clone(),
        allows: statement.allows,
        not_actions: statement.actions.excluded,
        actions: statement.actions.items.clone(),
        not_resources: resources.is_some_and(|listed| listed.excluded),
        resources: written.map(|template| template.written().to_owned()).collect(),
        conditions: statement.conditions.len(),
    }
}

/// A document laid out, its members in the order they were written; text that is no JSON as it is.
pub fn pretty(text: &str) -> String {
    match serde_json::from_str::<Value>(text) {
        Ok(value) => pretty_value(&value),
        Err(_) => text.to_owned(),
    }
}

/// JSON laid out.
pub fn pretty_value(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

/// Where a document may not be longer than this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A managed policy.
    Managed,
    /// An inline policy of a user.
    Inline,
    /// An inline policy of a role.
    InlineOfRole,
    /// The trust policy of a role.
    Trust,
}

impl Place {
    /// The greatest number of characters, white space not counted.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>
    pub fn limit(self) -> usize {
        match self {
            Place::Managed => 6_144,
            Place::Inline | Place::Trust => 2_048,
            Place::InlineOfRole => 10_240,
        }
    }
}

/// What is wrong with a document that is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is no JSON: where, and what the reader says.
    Json {
        /// The line, counted from 1.
        line: usize,
        /// The column, counted from 1.
        column: usize,
    },
    /// It is JSON and IAM would refuse it in these words.
    Iam(String),
    /// It is too long.
    Long {
        /// How long it is.
        size: usize,
        /// How long it may be.
        limit: usize,
    },
}

/// Looks at a document as IAM will.
pub fn problem(text: &str, place: Place) -> Option<Problem> {
    if let Err(error) = serde_json::from_str::<Value>(text) {
        return Some(Problem::Json { line: error.line(), column: error.column() });
    }
    // Whether those exist whom a trust policy names, IAM says.
    let checked = match place {
        Place::Trust => trust::trust(text, |_| true),
        _ => validate::identity(text),
    };
    if let Err(message) = checked {
        return Some(Problem::Iam(message));
    }
    let (size, limit) = (validate::size(text), place.limit());
    (size > limit).then_some(Problem::Long { size, limit })
}

/// What an editor begins with: it allows nothing that matters, and shows every part.
pub const BLANK: &str = r#"{
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Action": "sns:ListTopics",
            "Resource": "*"
        }
    ]
}"#;
