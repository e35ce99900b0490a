//! A refusal explained: AWS's own words, which policies were looked at, what none of them allowed
//! or which statement denied, and what would have let the call through.
//!
//! Everything is told from the decision the refusal carries, so that a record of long ago is
//! explained by what held then, whatever has been attached since.

mod policy;

use serde_json::json;

use crate::access::{Decision, Outcome, PolicyKind, Principal};
use crate::api::ApiError;
use crate::api::error::Stage;
use crate::services::iam::would_allow_action;
use crate::sim::AuditRecord;
use crate::text::Texts;

pub use policy::{Looked, Part, Tone};

/// How many AWS managed policies are suggested.
const SUGGESTIONS: usize = 3;

/// An error of AWS, with what we can say about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Denial {
    /// AWS's code.
    pub code: String,
    /// AWS's message.
    pub message: String,
    /// What we say about it.
    pub about: About,
}

/// What we can say about an error.
#[derive(Clone, Debug, PartialEq)]
pub enum About {
    /// Nothing beyond AWS's words.
    Nothing,
    /// AWS can do it and we cannot: where to read what is simulated.
    NotSimulated(String),
    /// Access was refused, and why.
    Refused(Box<Refusal>),
}

/// Why access was refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// Whose policies they are.
    pub whose: String,
    /// The policies looked at, those that speak of the matter first among their kind.
    pub policies: Vec<Looked>,
    /// What came of it, in a line.
    pub verdict: String,
    /// What follows from that.
    pub follows: String,
    /// Whether a statement denied it.
    pub explicit: bool,
    /// What would let it through.
    pub remedy: Option<Remedy>,
    /// The IAM user it is about.
    pub user: Option<String>,
}

/// What would let a call through.
#[derive(Clone, Debug, PartialEq)]
pub struct Remedy {
    /// AWS managed policies, the narrowest first: name and ARN.
    pub policies: Vec<(String, String)>,
    /// The least statement that would.
    pub statement: String,
}

/// What there is to say about the error of a call.
pub fn of_error(error: &ApiError, texts: &Texts) -> Denial {
    let about = match &error.stage {
        Stage::Access(decision) => About::Refused(Box::new(refusal(decision, texts))),
        Stage::NotSimulated => About::NotSimulated(texts.t("denial.not-simulated").to_owned()),
        Stage::Authentication | Stage::Throttling | Stage::Service => About::Nothing,
    };
    Denial { code: error.code.clone(), message: error.message.clone(), about }
}

/// The same of an audit record: nothing if the call succeeded.
pub fn of_record(record: &AuditRecord, texts: &Texts) -> Option<Denial> {
    let (code, message) = record.error.as_ref()?;
    let refused = record.decision.as_ref().filter(|decision| !decision.is_allowed());
    let about = match refused {
        Some(decision) => About::Refused(Box::new(refusal(decision, texts))),
        None => About::Nothing,
    };
    Some(Denial { code: code.clone(), message: message.clone(), about })
}

/// Why a decision refuses.
pub fn refusal(decision: &Decision, texts: &Texts) -> Refusal {
    let user = user(&decision.principal);
    let explicit = decision.outcome == Outcome::ExplicitDeny;
    let kind = decision.decided_by.unwrap_or(PolicyKind::Identity);
    let verdict = match (explicit, kind) {
        (true, _) => "explicit",
        (false, PolicyKind::Identity) => "implicit",
        (false, PolicyKind::Boundary) => "boundary",
        (false, _) => "other",
    };
    let kind_words = texts.t(kind_key(kind)).to_owned();
    let fill = |part: &str| {
        let args: [(&str, &dyn std::fmt::Display); 1] = [("kind", &kind_words)];
        texts.fill(&format!("denial.{part}.{verdict}"), &args)
    };
    Refusal {
        whose: whose(&decision.principal, texts),
        policies: decision.policies.iter().map(|p| policy::looked(p, decision, texts)).collect(),
        verdict: fill("verdict"),
        follows: fill("follows"),
        explicit,
        remedy: remedy(decision),
        user,
    }
}

fn user(principal: &Principal) -> Option<String> {
    match principal {
        Principal::User { arn } => arn.rsplit('/').next().map(str::to_owned),
        _ => None,
    }
}

fn whose(principal: &Principal, texts: &Texts) -> String {
    match principal {
        Principal::User { .. } => {
            texts.fill("denial.whose.user", &[("user", &user(principal).unwrap_or_default())])
        }
        Principal::Root { .. } => texts.t("denial.whose.root").to_owned(),
        Principal::Role { session, .. } | Principal::Federated { session, .. } => {
            texts.fill("denial.whose.user", &[("user", session)])
        }
        Principal::External { provider } => {
            texts.fill("denial.whose.service", &[("service", provider)])
        }
        Principal::Service { name } => texts.fill("denial.whose.service", &[("service", name)]),
        Principal::Anonymous => texts.t("denial.whose.nobody").to_owned(),
    }
}

/// What would let it through, when a policy of the user's own could.
fn remedy(decision: &Decision) -> Option<Remedy> {
    let found = would_allow_action(decision);
    let name = |policy: &&crate::services::iam::managed::Managed| {
        (policy.name.clone(), policy.arn.to_string())
    };
    let policies: Vec<_> = found.iter().take(SUGGESTIONS).map(name).collect();
    if policies.is_empty() {
        return None;
    }
    let statement = json!({
        "Effect": "Allow",
        "Action": written(&decision.action),
        "Resource": decision.resource.as_deref().unwrap_or("*"),
    });
    let statement = serde_json::to_string_pretty(&statement).unwrap_or_default();
    Some(Remedy { policies, statement })
}

/// An action as policies write it: the service in small letters.
fn written(action: &str) -> String {
    match action.split_once(':') {
        Some((service, name)) => format!("{}:{name}", service.to_ascii_lowercase()),
        None => action.to_owned(),
    }
}

/// The text of a kind of policy.
fn kind_key(kind: PolicyKind) -> &'static str {
    match kind {
        PolicyKind::ResourceControl => "denial.kind.resource-control",
        PolicyKind::ServiceControl => "denial.kind.service-control",
        PolicyKind::VpcEndpoint => "denial.kind.vpc-endpoint",
        PolicyKind::Resource => "denial.kind.resource",
        PolicyKind::RoleTrust => "denial.kind.role-trust",
        PolicyKind::Identity => "denial.kind.identity",
        PolicyKind::Boundary => "denial.kind.boundary",
        PolicyKind::Session => "denial.kind.session",
    }
}
