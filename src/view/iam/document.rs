//! Policy documents on pages: laid out, summed up, and checked while they are written.

use serde_json::Value;

use crate::access::policy::SYNTAX;
use crate::access::slips::{Slip, What, find};
use crate::access::statement::Statement;
use crate::access::{Policy, positions, trust, validate};

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
    /// An inline policy of a group.
    InlineOfGroup,
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
            Place::InlineOfGroup => 5_120,
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

/// Where in a document IAM finds fault: the line, and its words. Each statement is looked at alone,
/// so that all that are wrong are found at once; AWS names the first and no line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong, in IAM's words.
    pub message: String,
    /// What IAM does not say: which slip it is.
    pub why: Option<What>,
}

/// Every statement that is wrong; nothing where the document is wrong as a whole.
pub fn faults(text: &str, place: Place) -> Vec<Fault> {
    let Ok(value) = serde_json::from_str::<Value>(text) else { return Vec::new() };
    let version = value.get("Version").cloned().unwrap_or(Value::Null);
    let statements = match value.get("Statement") {
        Some(Value::Array(items)) => items.clone(),
        Some(one) => vec![one.clone()],
        None => return slips(text),
    };
    let ranges = positions::of_statements(text);
    let mut found = slips(text);
    for (statement, range) in statements.iter().zip(&ranges) {
        let alone = serde_json::json!({ "Version": version, "Statement": [statement] }).to_string();
        if let Some(Problem::Iam(message)) = problem(&alone, place)
            && message != SYNTAX
        {
            let lines = (range.start.line, range.end.line);
            let line = line_of(text, lines, &message);
            found.push(Fault { line, message, why: None });
        }
    }
    found.sort_by_key(|fault| fault.line);
    if found.is_empty()
        && let Some(Problem::Iam(message)) = problem(text, place)
    {
        // Each statement is right by itself: two of them disagree, or the version is wrong.
        let whole = (1, text.lines().count() as i32);
        found.push(Fault { line: line_of(text, whole, &message), message, why: None });
    }
    found
}

/// What IAM calls syntax errors and says no more of.
fn slips(text: &str) -> Vec<Fault> {
    let fault =
        |slip: Slip| Fault { line: slip.line, message: SYNTAX.to_owned(), why: Some(slip.what) };
    find(text).into_iter().map(fault).collect()
}

/// What a slip is, in our words: the key of the text, and what fills it.
pub fn told(what: &What) -> (&'static str, Vec<(&'static str, String)>) {
    let one = |name: &str| vec![("name", name.to_owned())];
    match what {
        What::NoObject => ("iam.slip.no-object", Vec::new()),
        What::Unknown { name, meant: None } => ("iam.slip.unknown", one(name)),
        What::Unknown { name, meant: Some(meant) } => {
            ("iam.slip.meant", vec![("name", name.clone()), ("meant", (*meant).to_owned())])
        }
        What::Version => ("iam.slip.version", Vec::new()),
        What::NoStatement => ("iam.slip.no-statement", Vec::new()),
        What::Statement => ("iam.slip.statement", Vec::new()),
        What::NoEffect => ("iam.slip.no-effect", Vec::new()),
        What::Effect => ("iam.slip.effect", Vec::new()),
        What::Texts(name) => ("iam.slip.texts", one(name)),
        What::Both(only, all_but) => {
            ("iam.slip.both", vec![("only", (*only).to_owned()), ("but", (*all_but).to_owned())])
        }
        What::Principal => ("iam.slip.principal", Vec::new()),
        What::Condition => ("iam.slip.condition", Vec::new()),
        What::Operator(name) => ("iam.slip.operator", one(name)),
    }
}

/// The line of a statement that a message is about: one with a value it quotes, or with the element
/// it names; else the first.
fn line_of(text: &str, (first, last): (i32, i32), message: &str) -> usize {
    let first = usize::try_from(first).unwrap_or(1).max(1);
    let last = usize::try_from(last).unwrap_or(first);
    let lines: Vec<(usize, &str)> = (1..).zip(text.lines()).collect();
    let within = |n: &usize| (first..=last).contains(n);
    let lines = || lines.iter().filter(|(n, _)| within(n));
    let words = message.split_whitespace().map(|word| word.trim_matches(['"', '.', ',']));
    let quoted = words.filter(|word| word.len() > 1).find_map(|word| {
        let value = format!("\"{word}\"");
        lines().find(|(_, line)| line.contains(&value)).map(|(n, _)| *n)
    });
    let lower = message.to_ascii_lowercase();
    let elements = ["Version", "Sid", "Principal", "Action", "Resource", "Condition", "Effect"];
    let named = elements.iter().filter(|name| lower.contains(&name.to_ascii_lowercase()));
    let named = named.filter_map(|name| {
        let key = format!("{name}\":");
        lines().find(|(_, line)| line.contains(&key)).map(|(n, _)| *n)
    });
    quoted.or_else(|| named.min()).unwrap_or(first)
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
