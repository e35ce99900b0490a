//! The text of a denial.
//!
//! Forms: <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>; what
//! single services do differently is recorded AWS behaviour.

use super::trace::{Decision, Outcome, PolicyKind};

/// How a service words a denial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// What it puts in front.
    pub prefix: &'static str,
    /// Whether the resource stands in quotation marks.
    pub quoted: bool,
    /// Whether it says which kind of policy did not allow.
    pub explains: bool,
    /// Whether calls that change something end with an encoded message.
    pub encodes: bool,
    /// Whether the action is written in small letters.
    pub small: bool,
}

impl Style {
    /// The general form.
    pub const PLAIN: Style =
        Style { prefix: "", quoted: false, explains: true, encodes: false, small: false };
    /// Amazon EC2.
    pub const EC2: Style = Style {
        prefix: "You are not authorized to perform this operation. ",
        encodes: true,
        ..Style::PLAIN
    };
    /// Amazon S3.
    pub const S3: Style = Style { quoted: true, ..Style::PLAIN };
    /// AWS STS.
    pub const STS: Style = Style { explains: false, ..Style::PLAIN };
}

/// Words a denial.
///
/// `subject` is who was denied, `User: ARN` or, for a service acting for one of its resources,
/// `Resource: ARN`. `shown` is how the service writes the resource when not as the ARN. `encoded`
/// is the encoded message of a call that would have changed something.
pub fn denial(
    style: Style,
    decision: &Decision,
    subject: &str,
    shown: Option<&str>,
    encoded: Option<&str>,
) -> String {
    let small = style.small.then(|| decision.action.to_ascii_lowercase());
    let action = small.as_ref().unwrap_or(&decision.action);
    let quote = if style.quoted { "\"" } else { "" };
    let on = match shown.or(decision.resource.as_deref()) {
        Some(resource) => format!(" on resource: {quote}{resource}{quote}"),
        None => String::new(),
    };
    let kind = decision.decided_by.unwrap_or(PolicyKind::Identity);
    let because = match (decision.outcome, &decision.denied_by) {
        (Outcome::ExplicitDeny, Some(arn)) => {
            format!(" with an explicit deny in {}: {arn}", a(kind))
        }
        (Outcome::ExplicitDeny, None) => format!(" with an explicit deny in {}", a(kind)),
        _ if !style.explains => String::new(),
        _ => format!(" because no {} allows the {action} action", words(kind)),
    };
    let encoded = match encoded.filter(|_| style.encodes) {
        Some(encoded) => format!(". Encoded authorization failure message: {encoded}"),
        None => String::new(),
    };
    let prefix = style.prefix;
    format!("{prefix}{subject} is not authorized to perform: {action}{on}{because}{encoded}")
}

/// A kind of policy in AWS's words.
pub fn words(kind: PolicyKind) -> &'static str {
    match kind {
        PolicyKind::ResourceControl => "resource control policy",
        PolicyKind::ServiceControl => "service control policy",
        PolicyKind::VpcEndpoint => "VPC endpoint policy",
        PolicyKind::Resource => "resource-based policy",
        PolicyKind::RoleTrust => "role trust policy",
        PolicyKind::Identity => "identity-based policy",
        PolicyKind::Boundary => "permissions boundary",
        PolicyKind::Session => "session policy",
    }
}

/// The same with its article: a role has one trust policy.
fn a(kind: PolicyKind) -> String {
    let article = match kind {
        PolicyKind::Identity => "an",
        PolicyKind::RoleTrust => "the",
        _ => "a",
    };
    format!("{article} {}", words(kind))
}
