//! "Try a call": would these policies let it through, and what became of each statement? Asked of
//! the policies there are and of documents that are still being written, without any call being
//! made; beside it stands the request that asks AWS's policy simulator the same.
//!
//! Order: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>

use std::collections::BTreeMap;

pub use super::ground::{Ground, Held, Subject, ground};
use crate::access::{
    Attached, Decision, Outcome, Policies, Policy, PolicyKind, PolicyTrace, Principal, Query,
    Statement, Unspared, Verdict, decide, validate,
};
use crate::services::Request;
use crate::services::iam::api::Request as Iam;
use crate::services::iam::shapes::simulate::{
    ContextEntry, SimulateCustomPolicyInput, SimulatePrincipalPolicyInput,
};
use crate::sim::Arn;
use crate::text::Texts;

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asked {
    /// The ARN of whoever would call; empty for nobody but the document.
    pub principal: String,
    /// `ec2:StopInstances`.
    pub action: String,
    /// The ARN, or `*`.
    pub resource: String,
    /// Condition keys, one a line: `aws:RequestedRegion = us-east-1, eu-west-1`.
    pub keys: String,
    /// A document that is not saved.
    pub document: Option<String>,
    /// More documents that are not saved; empty ones do not count.
    pub more: Vec<String>,
    /// The policy of the session in which a role would be acted; empty if there is none.
    pub session: String,
}

impl Asked {
    /// The documents that are not saved, which must be policies.
    fn drafts(&self) -> Result<Vec<&String>, Unready> {
        let more = self.more.iter().filter(|text| !text.trim().is_empty());
        let all: Vec<&String> = self.document.iter().chain(more).collect();
        match all.iter().all(|text| validate::identity(text).is_ok()) {
            true => Ok(all),
            false => Err(Unready::Document),
        }
    }

    /// The policy of the session: roles alone are acted in with one.
    /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html#policies_session>
    fn session(&self, subject: Option<&Subject>) -> Result<Option<Policy>, Unready> {
        let text = self.session.trim();
        if text.is_empty() || !subject.is_some_and(|subject| subject.role) {
            return Ok(None);
        }
        validate::identity(text).map(Some).map_err(|_| Unready::Session)
    }
}

/// What came of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Whether the call would be let through.
    pub allowed: bool,
    /// That in words.
    pub verdict: String,
    /// Each kind of policy, in AWS's order.
    pub kinds: Vec<Kind>,
}

/// One kind of policy.
#[derive(Clone, Debug, PartialEq)]
pub struct Kind {
    /// What it is called.
    pub title: String,
    /// The policies of this kind; none says so.
    pub policies: Vec<Seen>,
}

/// One policy that was looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// Its name.
    pub name: String,
    /// Its ARN, if it has one.
    pub arn: Option<String>,
    /// The group it comes from.
    pub group: Option<String>,
    /// Each statement, in order.
    pub statements: Vec<Line>,
    /// How many more speak of other actions.
    pub others: usize,
}

/// What became of a statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its `Sid`, or its number.
    pub name: String,
    /// Whether it allows.
    pub allows: bool,
    /// Whether it matches.
    pub matches: bool,
    /// In words.
    pub says: String,
}

/// What keeps a question from being asked: the key of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unready {
    /// No action is named, or one that is none.
    Action,
    /// The resource is no ARN.
    Resource,
    /// A line is no key.
    Keys(String),
    /// The document is no policy.
    Document,
    /// The policy of the session is no policy.
    Session,
    /// There is a policy of the session, which AWS's simulator does not take.
    SessionAsked,
    /// There is nobody and no document.
    Nobody,
}

impl Unready {
    /// The text for it.
    pub fn key(&self) -> &'static str {
        match self {
            Unready::Action => "iam.try.unready.action",
            Unready::Resource => "iam.try.unready.resource",
            Unready::Keys(_) => "iam.try.unready.keys",
            Unready::Document => "iam.try.unready.document",
            Unready::Session => "iam.try.unready.session",
            Unready::SessionAsked => "iam.try.unready.session-asked",
            Unready::Nobody => "iam.try.unready.nobody",
        }
    }
}

/// Lines of keys with their values.
fn keys(text: &str) -> Result<Vec<(String, Vec<String>)>, Unready> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    lines
        .map(|line| {
            let wrong = || Unready::Keys(line.to_owned());
            let (key, values) = line.split_once('=').ok_or_else(wrong)?;
            let (key, values) =
                (key.trim(), values.split(',').map(|value| value.trim().to_owned()));
            if key.len() < 5 || !key.contains(':') {
                return Err(wrong());
            }
            Ok((key.to_owned(), values.collect()))
        })
        .collect()
}

fn resource(asked: &Asked) -> Result<&str, Unready> {
    match asked.resource.trim() {
        "" | "*" => Ok("*"),
        arn if Arn::parse(arn).is_some() => Ok(arn),
        _ => Err(Unready::Resource),
    }
}

fn action(asked: &Asked) -> Result<&str, Unready> {
    let text = asked.action.trim();
    let named = text.split_once(':').is_some_and(|(of, name)| !of.is_empty() && !name.is_empty());
    if named { Ok(text) } else { Err(Unready::Action) }
}

impl Ground {
    /// Whoever has an ARN.
    pub fn subject(&self, arn: &str) -> Option<&Subject> {
        self.subjects.iter().find(|subject| subject.arn == arn)
    }

    /// The policy of a resource: objects have their bucket's. The simulator takes one for users.
    fn policy_of(&self, asked: &Asked) -> Option<(&String, &(String, Policy))> {
        let arn = asked.resource.trim();
        let bucket = arn.starts_with("arn:aws:s3:::").then(|| arn.split('/').next()).flatten();
        let user = self.subject(&asked.principal).is_some_and(|subject| !subject.role);
        self.resources.get_key_value(bucket.unwrap_or(arn)).filter(|_| user)
    }
}

/// The request that asks AWS's policy simulator the same.
pub fn request(ground: &Ground, asked: &Asked) -> Result<Request, Unready> {
    let action_names = vec![action(asked)?.to_owned()];
    let resource_arns = Some(vec![resource(asked)?.to_owned()]).filter(|one| *one != ["*"]);
    let entries: Vec<ContextEntry> = keys(&asked.keys)?
        .into_iter()
        .map(|(key, values)| ContextEntry {
            context_key_name: Some(key),
            context_key_type: Some(if values.len() > 1 { "stringList" } else { "string" }.into()),
            context_key_values: Some(values),
        })
        .collect();
    let context_entries = Some(entries).filter(|entries| !entries.is_empty());
    let drafts: Vec<String> = asked.drafts()?.into_iter().cloned().collect();
    if asked.session(ground.subject(&asked.principal))?.is_some() {
        return Err(Unready::SessionAsked);
    }
    let resource_policy = ground.policy_of(asked).map(|(_, (text, _))| text.clone());
    if asked.principal.is_empty() {
        if drafts.is_empty() {
            return Err(Unready::Nobody);
        }
        return Ok(Iam::SimulateCustomPolicy(SimulateCustomPolicyInput {
            policy_input_list: drafts,
            action_names,
            resource_arns,
            context_entries,
            ..Default::default()
        })
        .into());
    }
    Ok(Iam::SimulatePrincipalPolicy(SimulatePrincipalPolicyInput {
        policy_source_arn: asked.principal.clone(),
        policy_input_list: Some(drafts).filter(|drafts| !drafts.is_empty()),
        action_names,
        resource_arns,
        caller_arn: resource_policy.as_ref().map(|_| asked.principal.clone()),
        resource_policy,
        context_entries,
        ..Default::default()
    })
    .into())
}

/// What the policies decide, statement by statement.
pub fn answer(ground: &Ground, asked: &Asked, texts: &Texts) -> Result<Answer, Unready> {
    let (action, resource) = (action(asked)?, resource(asked)?);
    let given = keys(&asked.keys)?.into_iter();
    let context: BTreeMap<String, Vec<String>> =
        given.map(|(key, values)| (key.to_ascii_lowercase(), values)).collect();
    let drafts: Vec<(String, Policy)> = asked
        .drafts()?
        .into_iter()
        .enumerate()
        .filter_map(|(i, text)| Some((unsaved(i, texts), validate::identity(text).ok()?)))
        .collect();
    let subject = ground.subject(&asked.principal);
    if subject.is_none() && drafts.is_empty() {
        return Err(Unready::Nobody);
    }
    let session = asked.session(subject)?;
    let of_session = texts.t("iam.try.session");
    let mut identity: Vec<Attached<'_>> =
        subject.into_iter().flat_map(|subject| &subject.identity).map(Held::attached).collect();
    identity.extend(drafts.iter().map(|(name, policy)| unattached(name, policy)));
    let control = if subject.is_some() { ground.control.as_slice() } else { &[] };
    let own = ground.policy_of(asked);
    let decision = decide(&Query {
        principal: &principal(ground, subject),
        action,
        resource: Some(resource).filter(|arn| *arn != "*"),
        owner: Some(&ground.account),
        context: &context,
        policies: Policies {
            service_control: control
                .iter()
                .map(|level| level.iter().map(Held::attached).collect())
                .collect(),
            resource: own.map(|(name, (_, policy))| unattached(name, policy)),
            session: session.iter().map(|policy| unattached(of_session, policy)).collect(),
            identity,
            boundary: subject.and_then(|subject| subject.boundary.as_ref()).map(Held::attached),
            ..Policies::default()
        },
    });
    Ok(told(&decision, texts))
}

/// A policy that is no managed one.
fn unattached<'a>(name: &'a str, policy: &'a Policy) -> Attached<'a> {
    Attached { name, arn: None, policy, group: None }
}

/// What a document that is not saved is called: by its number, from the second on.
fn unsaved(i: usize, texts: &Texts) -> String {
    match i {
        0 => texts.t("iam.try.unsaved").to_owned(),
        i => texts.fill("iam.try.unsaved.more", &[("n", &(i + 1))]),
    }
}

fn principal(ground: &Ground, subject: Option<&Subject>) -> Principal {
    match subject {
        Some(subject) if subject.role => {
            Principal::Role { role: subject.arn.clone(), session: subject.arn.clone() }
        }
        Some(subject) => Principal::User { arn: subject.arn.clone() },
        None => Principal::User { arn: format!("arn:aws:iam::{}:user/*", ground.account) },
    }
}

/// The kinds that take part, in the order in which they are weighed.
const KINDS: [(PolicyKind, &str); 5] = [
    (PolicyKind::ServiceControl, "denial.kind.service-control"),
    (PolicyKind::Resource, "denial.kind.resource"),
    (PolicyKind::Identity, "denial.kind.identity"),
    (PolicyKind::Boundary, "denial.kind.boundary"),
    (PolicyKind::Session, "denial.kind.session"),
];

/// Kinds most calls have nothing to do with: told only where there are any.
const RARE: [PolicyKind; 2] = [PolicyKind::ServiceControl, PolicyKind::Session];

fn told(decision: &Decision, texts: &Texts) -> Answer {
    let by = KINDS.iter().find(|(kind, _)| Some(*kind) == decision.decided_by);
    let by = by.map_or("", |(_, key)| texts.t(key));
    let key = match decision.outcome {
        Outcome::Allow => "iam.try.allowed",
        Outcome::ExplicitDeny => "iam.try.explicit",
        Outcome::ImplicitDeny => "iam.try.implicit",
    };
    let any = |kind: PolicyKind| decision.policies.iter().any(|seen| seen.kind == kind);
    let told = KINDS.iter().filter(|(kind, _)| !RARE.contains(kind) || any(*kind));
    let kinds = told.map(|(kind, key)| Kind {
        title: texts.t(key).to_owned(),
        policies: decision
            .policies
            .iter()
            .filter(|seen| seen.kind == *kind)
            .map(|seen| policy(seen, decision, texts))
            .collect(),
    });
    Answer {
        allowed: decision.is_allowed(),
        verdict: texts.fill(key, &[("kind", &by)]),
        kinds: kinds.collect(),
    }
}

/// The most statements that are told one by one; large policies say mostly nothing of the matter.
const MOST: usize = 12;

fn policy(seen: &PolicyTrace, decision: &Decision, texts: &Texts) -> Seen {
    let all = seen.statements().enumerate();
    let lines = all.map(|(i, (statement, verdict))| Line {
        name: statement
            .sid
            .clone()
            .unwrap_or_else(|| texts.fill("denial.number", &[("n", &(i + 1))])),
        allows: statement.allows,
        matches: *verdict == Verdict::Applies,
        says: says((statement, verdict), decision, texts),
    });
    let other = |(_, verdict): &(_, &Verdict)| **verdict == Verdict::OtherAction;
    let silent = seen.statements().filter(other).count();
    let (statements, others) = match seen.verdicts.len() > MOST {
        true => {
            let telling = lines.zip(&seen.verdicts);
            let telling = telling.filter(|(_, verdict)| **verdict != Verdict::OtherAction);
            (telling.map(|(line, _)| line).collect(), silent)
        }
        false => (lines.collect(), 0),
    };
    Seen {
        name: seen.name.clone(),
        arn: seen.arn.clone(),
        group: seen.group.clone(),
        statements,
        others,
    }
}

fn says(
    (statement, verdict): (&Statement, &Verdict),
    decision: &Decision,
    texts: &Texts,
) -> String {
    match verdict {
        Verdict::Applies if statement.allows => texts.t("iam.try.line.allows").to_owned(),
        Verdict::Applies => match decision.unspared(statement) {
            Some(Unspared::Bounded) => texts.t("iam.try.line.bounded").to_owned(),
            Some(Unspared::Unnamed(part)) => texts.fill("iam.try.line.unnamed", &[("part", &part)]),
            None => texts.t("iam.try.line.denies").to_owned(),
        },
        Verdict::OtherPrincipal => texts.t("iam.try.line.principal").to_owned(),
        Verdict::OtherAction => texts.t("iam.try.line.action").to_owned(),
        Verdict::OtherResource => texts.t("iam.try.line.resource").to_owned(),
        Verdict::Condition { operator, key, wanted, found } => {
            let found = match found {
                Some(found) => found.join(", "),
                None => texts.t("denial.absent").to_owned(),
            };
            let wanted = wanted.join(", ");
            texts.fill(
                "iam.try.line.condition",
                &[("operator", operator), ("key", key), ("wanted", &wanted), ("found", &found)],
            )
        }
    }
}

/// Actions to choose from: those of every simulated service, as policies write them.
pub fn actions() -> Vec<String> {
    let of = |service: &&'static crate::api::ServiceSpec| {
        let prefix = service.action_prefix;
        service.operations().map(move |op| format!("{prefix}:{}", op.name)).collect::<Vec<_>>()
    };
    crate::services::SERVICES.iter().flat_map(of).collect()
}
