//! ValidatePolicy: what is found of a policy, as replies show it.
//!
//! <https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicy.html>

use super::api::{
    LocationItem, PathItem, PositionItem, SpanItem, ValidatePolicyFinding, ValidatePolicyInput,
    ValidatePolicyOutput,
};
use crate::access::findings::{self, Finding, Grade, Policy, Step};
use crate::access::spanned::{Place, Span};
use crate::api::ApiError;

/// Where every check is explained; each has a heading of its own.
const PAGE: &str = "https://docs.aws.amazon.com/IAM/latest/UserGuide/\
                    access-analyzer-reference-policy-checks.html\
                    #access-analyzer-reference-policy-checks";

pub(super) fn validate(input: &ValidatePolicyInput) -> Result<ValidatePolicyOutput, ApiError> {
    if let Some(other) = input.locale.as_ref().filter(|locale| *locale != "EN") {
        return Err(ApiError::not_simulated(format!("locale {other}")));
    }
    let kind = match (input.policy_type.as_str(), input.resource_type.as_deref()) {
        ("IDENTITY_POLICY", None) => Policy::Identity,
        ("SERVICE_CONTROL_POLICY", None) => Policy::ServiceControl,
        ("RESOURCE_POLICY", None) => Policy::Resource,
        ("RESOURCE_POLICY", Some("AWS::IAM::AssumeRolePolicyDocument")) => Policy::Trust,
        (_, Some(other)) => {
            return Err(ApiError::not_simulated(format!("validatePolicyResourceType {other}")));
        }
        (other, None) => return Err(ApiError::not_simulated(format!("policyType {other}"))),
    };
    let found = findings::find(&input.policy_document, kind);
    let all = found.iter().map(item).collect();
    let (findings, next_token) =
        super::ops::cut(all, input.next_token.as_ref(), input.max_results)?;
    Ok(ValidatePolicyOutput { findings, next_token })
}

fn item(finding: &Finding) -> ValidatePolicyFinding {
    let (kind, heading) = match finding.grade {
        Grade::Error => ("ERROR", "error"),
        Grade::SecurityWarning => ("SECURITY_WARNING", "security-warning"),
        Grade::Warning => ("WARNING", "general-warning"),
        Grade::Suggestion => ("SUGGESTION", "suggestion"),
    };
    let check = finding.code.to_ascii_lowercase().replace('_', "-");
    let location = |(steps, span): &(Vec<Step>, Span)| LocationItem {
        path: steps.iter().map(step).collect(),
        span: SpanItem { start: position(span.start), end: position(span.end) },
    };
    ValidatePolicyFinding {
        finding_details: finding.details.clone(),
        finding_type: kind.to_owned(),
        issue_code: finding.code.to_owned(),
        learn_more_link: format!("{PAGE}-{heading}-{check}"),
        locations: finding.places.iter().map(location).collect(),
    }
}

fn step(step: &Step) -> PathItem {
    match step {
        Step::Member(name) => PathItem { index: None, value: Some(name.clone()) },
        Step::Item(n) => PathItem { index: Some(*n), value: None },
    }
}

fn position(place: Place) -> PositionItem {
    PositionItem { line: place.line, column: place.column, offset: place.offset }
}
