//! One statement of a policy, and whether it applies to a request.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html>

use serde_json::{Map, Value};

use super::condition::{self, Condition};
use super::decide::Query;
use super::glob;
use super::principal::{self, Grade, Principal, Principals};
use super::spared::{Unspared, unspared};
use super::trace::Verdict;
use super::variables::{Template, Use};

/// A statement.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Statement {
    /// Its `Sid`.
    pub sid: Option<String>,
    /// Whether it allows (or denies).
    pub allows: bool,
    /// `Action` or `NotAction`.
    pub actions: Listed<String>,
    /// `Resource` or `NotResource`. A statement of a resource's own policy may have neither; it
    /// then speaks of that resource.
    pub resources: Option<Listed<Template>>,
    /// `Principal` or `NotPrincipal`: policies of resources only.
    pub principals: Option<Principals>,
    /// All must hold.
    pub conditions: Vec<Condition>,
}

/// A list, or everything but the list.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Listed<T> {
    /// What is listed.
    pub items: Vec<T>,
    /// Whether the list says what is left out: `NotAction`, `NotResource`, `NotPrincipal`.
    pub excluded: bool,
}

impl<T> Listed<T> {
    /// Whether something is spoken of, by a test of single items.
    pub fn covers(&self, test: impl Fn(&T) -> bool) -> bool {
        self.items.iter().any(test) != self.excluded
    }
}

/// A text or an array of texts.
pub(super) fn strings(value: &Value) -> Option<Vec<String>> {
    match value {
        Value::String(text) => Some(vec![text.clone()]),
        Value::Array(items) => items.iter().map(|i| i.as_str().map(str::to_owned)).collect(),
        _ => None,
    }
}

/// The elements a statement may have.
pub(super) const ELEMENTS: [&str; 9] = [
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

/// `ELEMENT` or `NotELEMENT`, whichever there is; `Err` when there are both.
fn either<'a>(
    members: &'a Map<String, Value>,
    only: &str,
    all_but: &str,
) -> Result<Option<(&'a Value, bool)>, ()> {
    match (members.get(only), members.get(all_but)) {
        (Some(_), Some(_)) => Err(()),
        (Some(value), None) => Ok(Some((value, false))),
        (None, Some(value)) => Ok(Some((value, true))),
        (None, None) => Ok(None),
    }
}

impl Statement {
    /// Reads a statement; `variables` tells whether the policy's version knows them. `None` when it
    /// is not well-formed.
    pub(super) fn parse(value: &Value, variables: bool) -> Option<Statement> {
        let members = value.as_object()?;
        if members.keys().any(|key| !ELEMENTS.contains(&key.as_str())) {
            return None;
        }
        let sid = match members.get("Sid") {
            Some(sid) => Some(sid.as_str()?.to_owned()),
            None => None,
        };
        let effect = members.get("Effect")?.as_str()?;
        let allows = effect.eq_ignore_ascii_case("Allow");
        if !allows && !effect.eq_ignore_ascii_case("Deny") {
            return None;
        }
        let actions = match either(members, "Action", "NotAction").ok()? {
            Some((value, excluded)) => Listed { items: strings(value)?, excluded },
            None => Listed { items: Vec::new(), excluded: false },
        };
        let template = |text: String| {
            if variables { Template::parse(&text) } else { Template::plain(&text) }
        };
        let resources = match either(members, "Resource", "NotResource").ok()? {
            Some((value, excluded)) => {
                let items = strings(value)?.into_iter().map(template).collect();
                Some(Listed { items, excluded })
            }
            None => None,
        };
        let principals = match either(members, "Principal", "NotPrincipal").ok()? {
            Some((value, excluded)) => Some(principal::parse(value, excluded)?),
            None => None,
        };
        let conditions = match members.get("Condition") {
            Some(element) => condition::parse(element, variables)?,
            None => Vec::new(),
        };
        Some(Statement { sid, allows, actions, resources, principals, conditions })
    }

    /// Whether it applies to a request, or the first thing that keeps it from applying; and how
    /// directly it speaks of who asks.
    pub(super) fn weigh(&self, query: &Query<'_>) -> (Verdict, Grade) {
        let bounded = query.policies.boundary.is_some();
        let grade = match &self.principals {
            None => Some(Grade::Direct),
            Some(all_but) if self.denies_all_but() => {
                unspared(all_but, query.principal, bounded).map(|_| Grade::Direct)
            }
            Some(principals) => principals.grade(query.principal),
        };
        let Some(grade) = grade else { return (Verdict::OtherPrincipal, Grade::Account) };
        let verdict = if !self.covers_action(query.action) {
            Verdict::OtherAction
        } else if !self.covers_resource(query) {
            Verdict::OtherResource
        } else {
            let failed = self.conditions.iter().find(|c| !c.holds(query.context));
            failed.map_or(Verdict::Applies, |condition| condition.failed(query.context))
        };
        (verdict, grade)
    }

    /// Whether it is a Deny with `NotPrincipal`.
    fn denies_all_but(&self) -> bool {
        !self.allows && self.principals.as_ref().is_some_and(|principals| principals.excluded)
    }

    /// Why a Deny with `NotPrincipal` does not spare a principal, which has a permissions boundary
    /// or has none. `None` when it does, and of other statements.
    pub fn unspared(&self, principal: &Principal, bounded: bool) -> Option<Unspared> {
        let all_but = self.principals.as_ref().filter(|_| self.denies_all_but())?;
        unspared(all_but, principal, bounded)
    }

    /// Whether it speaks of an action.
    pub fn covers_action(&self, action: &str) -> bool {
        self.actions.covers(|pattern| action_matches(pattern, action))
    }

    /// The keys of the variables in its resources, as written.
    pub fn resource_keys(&self) -> impl Iterator<Item = &str> {
        self.resources.iter().flat_map(|listed| &listed.items).flat_map(Template::keys)
    }

    /// The keys its conditions ask about, and those of the variables in them, as written.
    pub fn condition_keys(&self) -> impl Iterator<Item = &str> {
        self.conditions.iter().flat_map(|condition| {
            let inside = condition.values.iter().flat_map(Template::keys);
            std::iter::once(condition.key.as_str()).chain(inside)
        })
    }

    fn covers_resource(&self, query: &Query<'_>) -> bool {
        let Some(resources) = &self.resources else { return true };
        // An action without resources matches `*` and patterns that match it.
        let asked = query.resource.unwrap_or("*");
        resources.covers(|pattern| {
            // One with a variable that has no value matches no resource.
            let pattern = pattern.fill(query.context, Use::Pattern);
            pattern.is_some_and(|pattern| glob::matches(&pattern, asked))
        })
    }
}

/// `*`, or `service:Name` with wildcards in the name only; case does not count.
pub fn action_matches(pattern: &str, action: &str) -> bool {
    if pattern == "*" {
        return true;
    }
    match (pattern.split_once(':'), action.split_once(':')) {
        (Some((wanted, name)), Some((service, asked))) => {
            wanted.eq_ignore_ascii_case(service) && glob::matches_any_case(name, asked)
        }
        _ => false,
    }
}
