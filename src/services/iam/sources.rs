//! The policies of a user, a role or a group with their texts, as the policy simulator takes them.

use super::groups::Group;
use super::ops::missing;
use super::roles::Role;
use super::state::{Document, ManagedPolicy, State, User};
use crate::access::{Attached, Policy};
use crate::api::ApiError;
use crate::sim::scope::Arn;

/// A policy of a simulation.
#[derive(Clone, Debug)]
pub(super) struct Source {
    /// How replies name it.
    pub id: String,
    /// Its kind, as replies write it.
    pub kind: &'static str,
    /// The document as written.
    pub text: String,
    /// What it means.
    pub policy: Policy,
    /// Its own name.
    pub name: String,
    /// Its ARN, if it is a managed one.
    pub arn: Option<Arn>,
    /// What it is in, if it is not: `USER` and a name.
    pub within: Option<(&'static str, String)>,
}

/// What recorded replies call the kinds. The list of
/// <https://docs.aws.amazon.com/IAM/latest/APIReference/API_Statement.html> is another.
pub(super) const IDENTITY: &str = "IAM Policy";
pub(super) const RESOURCE: &str = "Resource Policy";
pub(super) const BOUNDARY: &str = "Permissions Boundary Policy";

impl Source {
    /// The policy as the engine takes it.
    pub fn attached(&self) -> Attached<'_> {
        Attached { name: &self.id, arn: None, policy: &self.policy, group: None }
    }

    /// The policy of a name in a user, a role or a group.
    fn inline(kind: &'static str, of: &str, (name, document): (&String, &Document)) -> Source {
        let id = format!("{}_{of}_{name}", kind.to_ascii_lowercase());
        let within = Some((kind, of.to_owned()));
        Source { id, within, ..Source::new(name.clone(), document, None) }
    }

    fn new(name: String, document: &Document, arn: Option<Arn>) -> Source {
        let (text, policy) = (document.text.to_string(), document.policy.clone());
        Source { id: name.clone(), kind: IDENTITY, text, policy, name, arn, within: None }
    }
}

/// Whose policies are simulated.
pub(super) struct Subject {
    /// What it is: only a user may be the caller.
    pub kind: SubjectKind,
    /// Its ARN.
    pub arn: Arn,
    /// Its identity policies.
    pub identity: Vec<Source>,
    /// Its permissions boundary.
    pub boundary: Option<Source>,
}

/// What a subject is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SubjectKind {
    User,
    Role,
    Group,
}

/// The policies of the user, role or group with an ARN.
pub(super) fn subject(state: &State, text: &str) -> Result<Subject, ApiError> {
    let arn = Arn::parse(text).filter(|arn| arn.service() == "iam");
    let parts = arn.as_ref().and_then(|arn| Some((arn, arn.rest().split_once('/')?)));
    let Some((arn, (kind, path))) = parts else { return Err(unclear(text)) };
    let name = path.rsplit('/').next().unwrap_or(path);
    match kind {
        "user" => {
            let user = state.users().get(name).filter(|user| user.arn == *arn);
            let user = user.ok_or_else(|| gone("user", name))?;
            Ok(of_user(state, name, user))
        }
        "role" => {
            let role = state.role(arn).ok_or_else(|| gone("role", name))?;
            Ok(of_role(state, name, role))
        }
        "group" => {
            let group = state.groups().get(name).filter(|group| group.arn == *arn);
            let group = group.ok_or_else(|| gone("group", name))?;
            let identity = of_group(state, name, group).collect();
            Ok(Subject { kind: SubjectKind::Group, arn: arn.clone(), identity, boundary: None })
        }
        _ => Err(unclear(text)),
    }
}

fn gone(kind: &str, name: &str) -> ApiError {
    missing(format!("The {kind} with name {name} cannot be found."))
}

fn unclear(text: &str) -> ApiError {
    let text = format!("Invalid Entity Arn: {text} does not clearly define entity type and name.");
    ApiError::new("InvalidInput", text)
}

fn of_user(state: &State, name: &str, user: &User) -> Subject {
    let mut identity: Vec<Source> = all_managed(state, &user.attached).collect();
    let inline = user.inline.iter();
    identity.extend(inline.map(|one| Source::inline("USER", name, one)));
    let groups = state.groups_of(name);
    identity.extend(groups.flat_map(|(name, group)| of_group(state, name, group)));
    Subject {
        kind: SubjectKind::User,
        arn: user.arn.clone(),
        identity,
        boundary: user.boundary.as_ref().and_then(|arn| managed(state, arn, BOUNDARY)),
    }
}

fn of_role(state: &State, name: &str, role: &Role) -> Subject {
    let mut identity: Vec<Source> = all_managed(state, &role.attached).collect();
    let inline = role.inline.iter();
    identity.extend(inline.map(|one| Source::inline("ROLE", name, one)));
    Subject {
        kind: SubjectKind::Role,
        arn: role.arn.clone(),
        identity,
        boundary: role.boundary.as_ref().and_then(|arn| managed(state, arn, BOUNDARY)),
    }
}

fn of_group<'a>(
    state: &'a State,
    name: &'a str,
    group: &'a Group,
) -> impl Iterator<Item = Source> + use<'a> {
    let inline = group.inline.iter();
    let inline = inline.map(move |one| Source::inline("GROUP", name, one));
    all_managed(state, &group.attached).chain(inline)
}

fn all_managed<'a>(state: &'a State, arns: &'a [Arn]) -> impl Iterator<Item = Source> + use<'a> {
    arns.iter().filter_map(|arn| managed(state, arn, IDENTITY))
}

/// A managed policy. The texts of AWS's own are spread over lines, as recorded positions show.
fn managed(state: &State, arn: &Arn, kind: &'static str) -> Option<Source> {
    match state.policy(arn)? {
        ManagedPolicy::Aws(policy) => Some(Source {
            id: policy.name.clone(),
            kind,
            text: serde_json::to_string_pretty(&policy.document).unwrap_or_default(),
            policy: policy.policy().clone(),
            name: policy.name.clone(),
            arn: Some(arn.clone()),
            within: None,
        }),
        ManagedPolicy::Customer(policy) => {
            let document = &policy.version(policy.default)?.document;
            let source = Source::new(policy.name.clone(), document, Some(arn.clone()));
            Some(Source { kind, ..source })
        }
    }
}
