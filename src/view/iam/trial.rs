//! "Try a call": would these policies let it through, and what became of each statement? Asked of
//! the policies there are and of documents that are still being written, without any call being
//! made; beside it stands the request that asks AWS's policy simulator the same.
//!
//! Order: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html>

use std::collections::BTreeMap;

use crate::access::{
    Attached, Decision, Outcome, Policies, Policy, PolicyKind, Principal, Query, Verdict, decide,
    validate,
};
use crate::services::Request;
use crate::services::iam::api::Request as Iam;
use crate::services::iam::shapes::simulate::{
    ContextEntry, SimulateCustomPolicyInput, SimulatePrincipalPolicyInput,
};
use crate::sim::{Arn, World};
use crate::text::Texts;

/// What can be asked about: the principals there are with their policies, and the resources that
/// have policies of their own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ground {
    /// The account.
    pub account: String,
    /// Users, then roles, by name.
    pub subjects: Vec<Subject>,
    /// Buckets' and topics' policies by ARN: the text, and what it means.
    pub resources: BTreeMap<String, (String, Policy)>,
}

/// A principal and what it may.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// Its ARN.
    pub arn: String,
    /// Its name.
    pub name: String,
    /// Whether it is a role.
    pub role: bool,
    /// Its identity policies, those of its groups among them.
    pub identity: Vec<Held>,
    /// Its permissions boundary.
    pub boundary: Option<Held>,
}

/// A policy somebody has.
#[derive(Clone, Debug, PartialEq)]
pub struct Held {
    /// Its name.
    pub name: String,
    /// Its ARN, if it is a managed one.
    pub arn: Option<String>,
    /// The group it comes from.
    pub group: Option<String>,
    /// What it means.
    pub policy: Policy,
}

impl Held {
    fn of(attached: &Attached<'_>) -> Held {
        Held {
            name: attached.name.to_owned(),
            arn: attached.arn.map(str::to_owned),
            group: attached.group.map(str::to_owned),
            policy: attached.policy.clone(),
        }
    }

    fn attached(&self) -> Attached<'_> {
        Attached {
            name: &self.name,
            arn: self.arn.as_deref(),
            policy: &self.policy,
            group: self.group.as_deref(),
        }
    }
}

/// Everything that can be asked about.
pub fn ground(world: &World) -> Ground {
    let iam = world.iam();
    let managed = |arn: &Arn| {
        let policy = iam.policy(arn)?;
        let (name, of) = (policy.name().to_owned(), policy.policy()?.clone());
        Some(Held { name, arn: Some(arn.to_string()), group: None, policy: of })
    };
    let inline = |(name, document): (&String, &crate::services::iam::state::Document)| Held {
        name: name.clone(),
        arn: None,
        group: None,
        policy: document.policy.clone(),
    };
    let users = iam.users().iter().map(|(name, user)| {
        let own = user.attached.iter().filter_map(managed).chain(user.inline.iter().map(inline));
        let groups = iam.policies_of_groups(name).map(|attached| Held::of(&attached));
        Subject {
            arn: user.arn.to_string(),
            name: name.clone(),
            role: false,
            identity: own.chain(groups).collect(),
            boundary: user.boundary.as_ref().and_then(managed),
        }
    });
    let roles = iam.roles().iter().map(|(name, role)| {
        let own = role.attached.iter().filter_map(managed).chain(role.inline.iter().map(inline));
        Subject {
            arn: role.arn.to_string(),
            name: name.clone(),
            role: true,
            identity: own.collect(),
            boundary: role.boundary.as_ref().and_then(managed),
        }
    });
    Ground {
        account: world.account().to_string(),
        subjects: users.chain(roles).collect(),
        resources: resources(world),
    }
}

fn resources(world: &World) -> BTreeMap<String, (String, Policy)> {
    let account = world.account();
    let own = world.s3().buckets().iter().filter(|(_, bucket)| bucket.account == account);
    let buckets = own.filter_map(|(name, bucket)| {
        let (text, policy, _) = bucket.policy.as_ref()?;
        Some((format!("arn:aws:s3:::{name}"), (text.clone(), policy.clone())))
    });
    let topics = world.sns().topics().iter().filter(|(arn, _)| arn.account() == Some(account));
    let topics = topics.map(|(arn, topic)| (arn.to_string(), topic.policy.clone()));
    buckets.chain(topics).collect()
}

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
    let document = match &asked.document {
        Some(text) => Some(validate::identity(text).map(|_| text).map_err(|_| Unready::Document)?),
        None => None,
    };
    let resource_policy = ground.policy_of(asked).map(|(_, (text, _))| text.clone());
    if asked.principal.is_empty() {
        let policy_input_list = vec![document.ok_or(Unready::Nobody)?.clone()];
        return Ok(Iam::SimulateCustomPolicy(SimulateCustomPolicyInput {
            policy_input_list,
            action_names,
            resource_arns,
            context_entries,
            ..Default::default()
        })
        .into());
    }
    Ok(Iam::SimulatePrincipalPolicy(SimulatePrincipalPolicyInput {
        policy_source_arn: asked.principal.clone(),
        policy_input_list: document.map(|text| vec![text.clone()]),
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
    let draft = match &asked.document {
        Some(text) => Some(validate::identity(text).map_err(|_| Unready::Document)?),
        None => None,
    };
    let subject = ground.subject(&asked.principal);
    if subject.is_none() && draft.is_none() {
        return Err(Unready::Nobody);
    }
    let unsaved = texts.t("iam.try.unsaved").to_owned();
    let mut identity: Vec<Attached<'_>> =
        subject.into_iter().flat_map(|subject| &subject.identity).map(Held::attached).collect();
    identity.extend(draft.iter().map(|policy| Attached {
        name: &unsaved,
        arn: None,
        policy,
        group: None,
    }));
    let own = ground.policy_of(asked);
    let decision = decide(&Query {
        principal: &principal(ground, subject),
        action,
        resource: Some(resource).filter(|arn| *arn != "*"),
        owner: Some(&ground.account),
        context: &context,
        policies: Policies {
            resource: own.map(|(name, (_, policy))| Attached {
                name,
                arn: None,
                policy,
                group: None,
            }),
            identity,
            boundary: subject.and_then(|subject| subject.boundary.as_ref()).map(Held::attached),
            ..Policies::default()
        },
    });
    Ok(told(&decision, texts))
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
const KINDS: [(PolicyKind, &str); 3] = [
    (PolicyKind::Resource, "denial.kind.resource"),
    (PolicyKind::Identity, "denial.kind.identity"),
    (PolicyKind::Boundary, "denial.kind.boundary"),
];

fn told(decision: &Decision, texts: &Texts) -> Answer {
    let by = KINDS.iter().find(|(kind, _)| Some(*kind) == decision.decided_by);
    let by = by.map_or("", |(_, key)| texts.t(key));
    let key = match decision.outcome {
        Outcome::Allow => "iam.try.allowed",
        Outcome::ExplicitDeny => "iam.try.explicit",
        Outcome::ImplicitDeny => "iam.try.implicit",
    };
    let kinds = KINDS.iter().map(|(kind, key)| Kind {
        title: texts.t(key).to_owned(),
        policies: decision
            .policies
            .iter()
            .filter(|seen| seen.kind == *kind)
            .map(|seen| policy(seen, texts))
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

fn policy(seen: &crate::access::PolicyTrace, texts: &Texts) -> Seen {
    let all = seen.statements().enumerate();
    let lines = all.map(|(i, (statement, verdict))| Line {
        name: statement
            .sid
            .clone()
            .unwrap_or_else(|| texts.fill("denial.number", &[("n", &(i + 1))])),
        allows: statement.allows,
        matches: *verdict == Verdict::Applies,
        says: says(statement.allows, verdict, texts),
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

fn says(allows: bool, verdict: &Verdict, texts: &Texts) -> String {
    match verdict {
        Verdict::Applies if allows => texts.t("iam.try.line.allows").to_owned(),
        Verdict::Applies => texts.t("iam.try.line.denies").to_owned(),
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
