//! Why a document is no policy: what IAM answers with `Syntax errors in policy.` alone is told
//! apart here, with the line it stands on. The words of AWS stay as they are; this stands beside.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html>

use serde_json::{Map, Value};

use super::statement::{ELEMENTS, strings};
use super::{condition, positions, principal};

/// One thing that makes a document no policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// The line, counted from 1.
    pub line: usize,
    /// What it is.
    pub what: What,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The document is JSON, but no object.
    NoObject,
    /// A member that neither policies nor statements have, and the one that may be meant.
    Unknown {
        /// As written.
        name: String,
        /// What it looks like.
        meant: Option<&'static str>,
    },
    /// A version that does not exist.
    Version,
    /// There is no statement.
    NoStatement,
    /// A statement that is no object.
    Statement,
    /// A statement without `Effect`.
    NoEffect,
    /// An effect that is neither `Allow` nor `Deny`.
    Effect,
    /// An element that must be a text, or a list of texts.
    Texts(&'static str),
    /// Two elements of which a statement may have one.
    Both(&'static str, &'static str),
    /// A principal of another form than `*` or kinds with names.
    Principal,
    /// A condition of another form than operators with keys.
    Condition,
    /// An operator that does not exist.
    Operator(String),
}

/// What the document as a whole may have.
const MEMBERS: [&str; 3] = ["Version", "Id", "Statement"];

/// Everything that makes a document no policy, in the order of its lines. Text that is no JSON has
/// none: its reader says where it stopped.
pub fn find(text: &str) -> Vec<Slip> {
    let Ok(value) = serde_json::from_str::<Value>(text) else { return Vec::new() };
    let end = text.lines().count().max(1);
    let Some(members) = value.as_object() else {
        return vec![Slip { line: 1, what: What::NoObject }];
    };
    let mut found = Vec::new();
    let mut whole = Find { text, range: (1, end), found: &mut found };
    whole.unknown(members, &MEMBERS);
    if !matches!(
        members.get("Version").map(Value::as_str),
        None | Some(Some("2012-10-17" | "2008-10-17"))
    ) {
        whole.at("Version", What::Version);
    }
    if members.get("Id").is_some_and(|id| !id.is_string()) {
        whole.at("Id", What::Texts("Id"));
    }
    let statements: &[Value] = match members.get("Statement") {
        Some(Value::Array(items)) => items,
        Some(one @ Value::Object(_)) => std::slice::from_ref(one),
        Some(_) | None => &[],
    };
    if statements.is_empty() {
        whole.at("Statement", What::NoStatement);
    }
    let mut ranges = positions::of_statements(text).into_iter();
    for statement in statements {
        let Some(members) = statement.as_object() else {
            Find { text, range: (1, end), found: &mut found }.at("Statement", What::Statement);
            continue;
        };
        let line = |line: i32| usize::try_from(line).unwrap_or(1).max(1);
        let range = ranges.next().map(|range| (line(range.start.line), line(range.end.line)));
        Find { text, range: range.unwrap_or((1, end)), found: &mut found }.statement(members);
    }
    found.sort_by_key(|slip| slip.line);
    found
}

/// Looks for slips in a part of a text.
struct Find<'a> {
    text: &'a str,
    /// Its first and last line.
    range: (usize, usize),
    found: &'a mut Vec<Slip>,
}

impl Find<'_> {
    /// Adds a slip where a member is written; where none is, at the beginning.
    fn at(&mut self, member: &str, what: What) {
        let written = format!("\"{member}\"");
        let (first, last) = self.range;
        let lines = || (1..).zip(self.text.lines()).filter(|(n, _)| (first..=last).contains(n));
        let named = lines().find(|(_, line)| line.contains(&written));
        // A statement begins behind the comma before it: its brace may stand on the next line.
        let brace = || lines().find(|(_, line)| line.trim_start().starts_with('{'));
        let line = named.or_else(brace).map_or(first, |(n, _)| n);
        self.found.push(Slip { line, what });
    }

    fn unknown(&mut self, members: &Map<String, Value>, known: &[&'static str]) {
        for name in members.keys().filter(|name| !known.contains(&name.as_str())) {
            let what = What::Unknown { name: name.clone(), meant: meant(name, known) };
            self.at(name, what);
        }
    }

    fn statement(&mut self, members: &Map<String, Value>) {
        self.unknown(members, &ELEMENTS);
        match members.get("Effect") {
            None if members.keys().any(|key| key.eq_ignore_ascii_case("Effect")) => {}
            None => self.at("", What::NoEffect),
            Some(effect) => {
                let known =
                    |text: &str| ["Allow", "Deny"].iter().any(|it| text.eq_ignore_ascii_case(it));
                if !effect.as_str().is_some_and(known) {
                    self.at("Effect", What::Effect);
                }
            }
        }
        if members.get("Sid").is_some_and(|sid| !sid.is_string()) {
            self.at("Sid", What::Texts("Sid"));
        }
        for (only, all_but) in
            [("Action", "NotAction"), ("Resource", "NotResource"), ("Principal", "NotPrincipal")]
        {
            if members.contains_key(only) && members.contains_key(all_but) {
                self.at(all_but, What::Both(only, all_but));
            }
        }
        for element in ["Action", "NotAction", "Resource", "NotResource"] {
            if members.get(element).is_some_and(|value| strings(value).is_none()) {
                self.at(element, What::Texts(element));
            }
        }
        for element in ["Principal", "NotPrincipal"] {
            if members.get(element).is_some_and(|value| principal::parse(value, false).is_none()) {
                self.at(element, What::Principal);
            }
        }
        if let Some(conditions) = members.get("Condition") {
            self.conditions(conditions);
        }
    }

    fn conditions(&mut self, element: &Value) {
        let Some(operators) = element.as_object() else {
            return self.at("Condition", What::Condition);
        };
        let before = self.found.len();
        // An operator that IAM does not know is taken as long as there is nothing under it.
        let empty = |keys: &Value| keys.as_object().is_some_and(Map::is_empty);
        for (name, keys) in operators {
            if !condition::is_operator(name) && !empty(keys) {
                self.at(name, What::Operator(name.clone()));
            }
        }
        if self.found.len() == before && condition::parse(element, true).is_none() {
            self.at("Condition", What::Condition);
        }
    }
}

/// The member that a name looks like: the same but for case, a letter more or less, or a plural.
fn meant(name: &str, known: &[&'static str]) -> Option<&'static str> {
    let lower = name.to_ascii_lowercase();
    let close = |it: &&&'static str| {
        let other = it.to_ascii_lowercase();
        let (a, b) = (lower.as_str(), other.as_str());
        a == b || a.strip_suffix('s') == Some(b) || differs_little(a, b)
    };
    known.iter().find(close).copied()
}

/// Whether two words differ by one letter: another, one too many, one missing, or two swapped.
fn differs_little(a: &str, b: &str) -> bool {
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b).count();
    let rest = |word: &str, skip: usize| word.chars().skip(same + skip).collect::<String>();
    let swapped = || {
        let (mut one, other) = (rest(a, 0).chars().collect::<Vec<_>>(), rest(b, 0));
        if one.len() < 2 {
            return false;
        }
        one.swap(0, 1);
        one.into_iter().collect::<String>() == other
    };
    a.len() > 2
        && (rest(a, 1) == rest(b, 1)
            || rest(a, 1) == rest(b, 0)
            || rest(a, 0) == rest(b, 1)
            || swapped())
}
