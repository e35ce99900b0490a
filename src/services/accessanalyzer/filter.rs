//! Which findings a filter speaks of: one that is asked for, or that of an archive rule.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-filter-keys.html>

use super::shapes::{Criterion, Filter};
use super::state::Finding;
use crate::api::ApiError;
use crate::sim::scope::AccountId;

/// A finding with its id and the account it is of.
#[derive(Clone, Copy)]
pub struct Found<'a> {
    /// The account.
    pub owner: AccountId,
    /// Its id.
    pub id: &'a str,
    /// The finding.
    pub finding: &'a Finding,
}

/// Where a filter stands: what a finding is called and how it stands is no matter of a rule.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// In a request for findings.
    List,
    /// In an archive rule.
    Rule,
}

/// Checks what a filter is about; its values may be any. The code is documented; the words are
/// ours.
pub fn check(filter: &Filter, of: Use) -> Result<(), ApiError> {
    let wrong = |text: String| Err(ApiError::new("ValidationException", text));
    for (key, criterion) in filter {
        let known = match key.as_str() {
            "resource"
            | "resourceType"
            | "resourceOwnerAccount"
            | "isPublic"
            | "error"
            | "principal.AWS"
            | "principal.Federated" => true,
            "id" | "status" => of == Use::List,
            "findingType" | "resourceControlPolicyRestriction" => {
                return Err(ApiError::not_simulated(format!("filter key {key}")));
            }
            key => key.strip_prefix("condition.").is_some_and(|name| !name.is_empty()),
        };
        if !known {
            return wrong(format!("{key} is no filter key"));
        }
        if *criterion == Criterion::default() {
            return wrong(format!("The criterion of {key} has no operator"));
        }
    }
    Ok(())
}

/// Whether a finding meets every criterion.
pub fn holds(filter: &Filter, found: Found<'_>) -> bool {
    filter.iter().all(|(key, criterion)| meets(criterion, &values(key, found)))
}

/// What a finding has under a key; nothing if it has no such thing.
fn values(key: &str, Found { owner, id, finding }: Found<'_>) -> Vec<String> {
    let exposure = &finding.exposure;
    let one = match key {
        "resource" => Some(exposure.resource.clone()),
        "resourceType" => Some(exposure.kind.to_owned()),
        "resourceOwnerAccount" => Some(owner.to_string()),
        "isPublic" => Some(exposure.public.to_string()),
        "id" => Some(id.to_owned()),
        "status" => Some(finding.status().to_owned()),
        key => match key.split_once('.') {
            Some(("principal", kind)) if exposure.principal.0 == kind => {
                Some(exposure.principal.1.clone())
            }
            Some(("condition", name)) => {
                let mut all = exposure.condition.iter();
                let found = all.find(|(key, _)| key.eq_ignore_ascii_case(name));
                found.map(|(_, value)| value.clone())
            }
            _ => None,
        },
    };
    one.into_iter().collect()
}

/// Each operator that is given must hold; one of its values is enough.
fn meets(criterion: &Criterion, found: &[String]) -> bool {
    let among = |wanted: &Vec<String>| found.iter().any(|value| wanted.contains(value));
    let inside = |wanted: &Vec<String>| {
        found.iter().any(|value| wanted.iter().any(|part| value.contains(part.as_str())))
    };
    criterion.eq.as_ref().is_none_or(among)
        && criterion.neq.as_ref().is_none_or(|wanted| !among(wanted))
        && criterion.contains.as_ref().is_none_or(inside)
        && criterion.exists.is_none_or(|exists| exists != found.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_meets_a_criterion() {
        let list = |values: &[&str]| Some(values.iter().map(|one| (*one).to_owned()).collect());
        let eq = |values| Criterion { eq: list(values), ..Criterion::default() };
        let neq = |values| Criterion { neq: list(values), ..Criterion::default() };
        let contains = |values| Criterion { contains: list(values), ..Criterion::default() };
        let exists = |exists| Criterion { exists: Some(exists), ..Criterion::default() };
        // A criterion, what is found, whether that meets it.
        let cases = [
            (eq(&["a", "b"]), Some("b"), true),
            (eq(&["a", "b"]), Some("ab"), false),
            (eq(&["a"]), None, false),
            (neq(&["a"]), Some("b"), true),
            (neq(&["b", "a"]), Some("a"), false),
            (neq(&["a"]), None, true),
            (contains(&["x", "og"]), Some("Cognito"), true),
            (contains(&["cog"]), Some("Cognito"), false),
            (exists(true), Some("a"), true),
            (exists(true), None, false),
            (exists(false), None, true),
            (Criterion { neq: list(&["ab"]), ..contains(&["a"]) }, Some("ab"), false),
            (Criterion { neq: list(&["ab"]), ..contains(&["a"]) }, Some("ac"), true),
        ];
        for (criterion, found, expected) in cases {
            let found: Vec<String> = found.into_iter().map(str::to_owned).collect();
            assert_eq!(meets(&criterion, &found), expected, "{criterion:?} {found:?}");
        }
    }
}
