//! What is found of a policy: errors, security warnings, warnings and suggestions, in the words of
//! IAM Access Analyzer, with the places they are about.
//!
//! Checks and texts:
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html>.
//! Those that would need AWS's whole catalogue of actions, keys and resources are not made.

mod actions;
mod conditions;
mod principals;
mod resources;
mod structure;
mod tree;

use super::spanned::{self, Kind, Node, Place, Span};
use super::validate;
pub use tree::Step;
use tree::{At, Steps};

/// The kinds of policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// One that is attached to a user, a group or a role.
    Identity,
    /// One that a resource has.
    Resource,
    /// That of a role: whom it trusts.
    Trust,
    /// One of an organization.
    ServiceControl,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// The policy does not work as written.
    Error,
    /// It allows more than it should.
    SecurityWarning,
    /// It is not as it should be.
    Warning,
    /// It could be better.
    Suggestion,
}

/// One thing that is found.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// How grave.
    pub grade: Grade,
    /// `EMPTY_SID_VALUE`.
    pub code: &'static str,
    /// What is said of it.
    pub details: String,
    /// What it is about: the way from the top of the policy, and the place in its text.
    pub places: Vec<(Vec<Step>, Span)>,
}

/// What is found, in the order of the checks.
#[derive(Default)]
struct Found(Vec<Finding>);

impl Found {
    fn add(
        &mut self,
        grade: Grade,
        code: &'static str,
        details: impl Into<String>,
        at: &[&At<'_>],
    ) {
        let places = at.iter().map(|at| (at.steps.all(), at.node.span)).collect();
        self.0.push(Finding { grade, code, details: details.into(), places });
    }

    fn error(&mut self, code: &'static str, details: impl Into<String>, at: &At<'_>) {
        self.add(Grade::Error, code, details, &[at]);
    }

    fn warning(&mut self, code: &'static str, details: impl Into<String>, at: &At<'_>) {
        self.add(Grade::Warning, code, details, &[at]);
    }

    fn security(&mut self, code: &'static str, details: impl Into<String>, at: &[&At<'_>]) {
        self.add(Grade::SecurityWarning, code, details, at);
    }

    fn suggestion(&mut self, code: &'static str, details: impl Into<String>, at: &At<'_>) {
        self.add(Grade::Suggestion, code, details, &[at]);
    }
}

/// Everything that is found of a policy.
pub fn find(text: &str, policy: Policy) -> Vec<Finding> {
    let Some(node) = spanned::read(text) else { return vec![syntax(text)] };
    let mut found = Found::default();
    let root = At { steps: Steps::default(), node: &node };
    structure::check(&root, policy, &mut found);
    size(text, &root, policy, &mut found);
    found.0
}

/// Where the text stops being JSON.
fn syntax(text: &str) -> Finding {
    let error = serde_json::from_str::<serde::de::IgnoredAny>(text).err();
    let (line, column) = error.map_or((1, 0), |error| (error.line(), error.column()));
    let before: usize =
        text.split_inclusive('\n').take(line.saturating_sub(1)).map(|it| it.chars().count()).sum();
    // Columns are counted from 1 by the reader, and are 0 at the end of the text.
    let column = column.saturating_sub(1);
    let whole = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
    let place = Place { line: whole(line), column: whole(column), offset: whole(before + column) };
    let span = Span { start: place, end: place };
    let details = format!(
        "Fix the JSON syntax error at index {} line {} column {}.",
        place.offset, place.line, place.column
    );
    let places = vec![(Vec::new(), span)];
    Finding { grade: Grade::Error, code: "JSON_SYNTAX_ERROR", details, places }
}

/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html>,
/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html>
fn size(text: &str, root: &At<'_>, policy: Policy, found: &mut Found) {
    let identity = validate::size(text);
    match policy {
        Policy::Identity if identity > 6_144 => {
            let details = format!(
                "The {identity} characters in the identity policy, excluding whitespace, exceed \
                 the 6144 character maximum for inline and managed policies. We recommend that \
                 you use multiple granular policies."
            );
            found.warning("POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", details, root);
        }
        Policy::ServiceControl if text.chars().count() > 5_120 => {
            let details = format!(
                "The {} characters in the service control policy (SCP) exceed the 5120 character \
                 maximum for SCPs. We recommend that you use multiple granular policies.",
                text.chars().count()
            );
            found.error("POLICY_SIZE_EXCEEDS_SCP_QUOTA", details, root);
        }
        _ => {}
    }
}

/// Whether a value is an empty list.
fn is_empty_list(node: &Node) -> bool {
    matches!(&node.kind, Kind::List(items) if items.is_empty())
}

/// Whether a value is an object without members.
fn is_empty_object(node: &Node) -> bool {
    matches!(&node.kind, Kind::Object(members) if members.is_empty())
}
