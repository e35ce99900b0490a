//! The text of a denial.

use super::trace::{Decision, Outcome};

/// `User: … is not authorized to perform: … because no identity-based policy allows …`.
pub fn denial(decision: &Decision, caller: &str, shown: Option<&str>) -> String {
    let action = &decision.action;
    let on = shown.or(decision.resource.as_deref());
    let on = on.map(|resource| format!(" on resource: {resource}")).unwrap_or_default();
    let because = match decision.outcome {
        Outcome::ExplicitDeny => "with an explicit deny in an identity-based policy".to_owned(),
        _ => format!("because no identity-based policy allows the {action} action"),
    };
    format!("User: {caller} is not authorized to perform: {action}{on} {because}")
}
