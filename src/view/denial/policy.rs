//! What one policy that was looked at has to do with the matter.

use std::fmt::Display;

use super::{kind_key, written};
use crate::access::{Decision, Outcome, PolicyKind, PolicyTrace, Statement, Unspared, Verdict};
use crate::text::Texts;

/// How many patterns are shown of a policy that is about something else.
const SHOWN: usize = 6;

/// A policy that was looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Looked {
    /// Its name.
    pub name: String,
    /// Its ARN, for managed policies.
    pub arn: Option<String>,
    /// What kind it is.
    pub kind: String,
    /// How many statements it has.
    pub count: String,
    /// What it allows that is worth showing, and what it does not.
    pub says: Vec<Part>,
    /// What it did to the call.
    pub tone: Tone,
}

/// A piece of a sentence: words, or something as a policy writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Words of ours.
    Words(String),
    /// Code.
    Code(String),
}

/// What a policy did to a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It is about other things.
    Apart,
    /// It is about this service, and still does not allow.
    Near,
    /// It allows, which was not enough.
    Allows,
    /// It denies.
    Denies,
}

/// What a policy has to do with a decision.
pub(super) fn looked(policy: &PolicyTrace, decision: &Decision, texts: &Texts) -> Looked {
    let n = policy.verdicts.len();
    let count = match n {
        1 => texts.t("denial.count.one").to_owned(),
        _ => texts.fill("denial.count.many", &[("n", &n)]),
    };
    let (tone, says) = says(policy, decision, texts);
    Looked {
        name: policy.name.clone(),
        arn: policy.arn.clone(),
        kind: kind(policy, texts),
        count,
        says,
        tone,
    }
}

/// Its kind, and the group the user has it from.
fn kind(policy: &PolicyTrace, texts: &Texts) -> String {
    let kind = texts.t(kind_key(policy.kind));
    match &policy.group {
        // Of an organization's policies, that is the level they are attached at.
        Some(level) if policy.kind == PolicyKind::ServiceControl => {
            texts.fill("denial.kind.of-level", &[("kind", &kind), ("level", level)])
        }
        Some(group) => texts.fill("denial.kind.of-group", &[("kind", &kind), ("group", group)]),
        None => kind.to_owned(),
    }
}

fn says(policy: &PolicyTrace, decision: &Decision, texts: &Texts) -> (Tone, Vec<Part>) {
    let teller = Teller { policy, decision, texts };
    let denies = |(s, v): &(&Statement, &Verdict)| !s.allows && **v == Verdict::Applies;
    if decision.outcome == Outcome::ExplicitDeny && policy.statements().any(|s| denies(&s)) {
        return (Tone::Denies, teller.statements(denies));
    }
    let applies = |(s, v): &(&Statement, &Verdict)| s.allows && **v == Verdict::Applies;
    if policy.statements().any(|s| applies(&s)) {
        return (Tone::Allows, teller.statements(applies));
    }
    let misses = |(s, v): &(&Statement, &Verdict)| s.allows && **v != Verdict::OtherAction;
    if policy.statements().any(|s| misses(&s)) {
        return (Tone::Near, teller.statements(misses));
    }
    let tone = if policy.speaks_of(decision.service()) { Tone::Near } else { Tone::Apart };
    (tone, teller.allowed(tone))
}

struct Teller<'a> {
    policy: &'a PolicyTrace,
    decision: &'a Decision,
    texts: &'a Texts,
}

impl Teller<'_> {
    fn words(&self, key: &str) -> Part {
        Part::Words(self.texts.t(key).to_owned())
    }

    /// What each of some statements says of the action.
    fn statements(&self, which: impl Fn(&(&Statement, &Verdict)) -> bool) -> Vec<Part> {
        let numbered = self.policy.statements().enumerate();
        let chosen = numbered.filter(|(_, pair)| which(pair));
        let lines = chosen.map(|(i, (statement, verdict))| {
            let name = match &statement.sid {
                Some(sid) => sid.clone(),
                None => self.texts.fill("denial.number", &[("n", &(i + 1))]),
            };
            Part::Words(self.line(&name, statement, verdict))
        });
        lines.collect()
    }

    fn line(&self, name: &str, statement: &Statement, verdict: &Verdict) -> String {
        let action = written(&self.decision.action);
        let mut args: Vec<(&str, &dyn Display)> = vec![("name", &name), ("action", &action)];
        match verdict {
            Verdict::Applies if statement.allows => self.texts.fill("denial.line.allows", &args),
            Verdict::Applies => match self.decision.unspared(statement) {
                Some(Unspared::Bounded) => self.texts.fill("denial.line.bounded", &args),
                Some(Unspared::Unnamed(part)) => {
                    args.push(("part", &part));
                    self.texts.fill("denial.line.unnamed", &args)
                }
                None => self.texts.fill("denial.line.denies", &args),
            },
            Verdict::OtherPrincipal => self.texts.fill("denial.line.principal", &args),
            Verdict::OtherAction => self.texts.fill("denial.line.action", &args),
            Verdict::OtherResource => {
                let resources = resources(statement);
                args.push(("resources", &resources));
                self.texts.fill("denial.line.resource", &args)
            }
            Verdict::Condition { operator, key, wanted, found } => {
                let wanted = wanted.join(", ");
                let found = match found {
                    Some(found) => found.join(", "),
                    None => self.texts.t("denial.absent").to_owned(),
                };
                args.extend([
                    ("operator", operator as &dyn Display),
                    ("key", key),
                    ("wanted", &wanted),
                    ("found", &found),
                ]);
                self.texts.fill("denial.line.condition", &args)
            }
        }
    }

    /// What the policy allows: all of it in short, or what it says of the service.
    fn allowed(&self, tone: Tone) -> Vec<Part> {
        let service = self.decision.service().to_ascii_lowercase();
        let allowed = self.policy.policy.statements().iter().filter(|s| s.allows);
        let mut patterns: Vec<String> = Vec::new();
        let mut all_but = false;
        for statement in allowed {
            all_but |= statement.actions.excluded;
            for item in &statement.actions.items {
                let near = tone == Tone::Apart || statement.actions.excluded || of(item, &service);
                if near && !patterns.contains(item) {
                    patterns.push(item.clone());
                }
            }
        }
        // Whole services say most.
        patterns.sort_by_key(|pattern| !pattern.ends_with(":*"));
        let more = patterns.len().saturating_sub(SHOWN);
        patterns.truncate(SHOWN);
        let mut parts = Vec::new();
        if !patterns.is_empty() {
            let key = if all_but { "denial.allows-but" } else { "denial.allows" };
            parts.push(self.words(key));
            parts.extend(patterns.into_iter().map(Part::Code));
        }
        if more > 0 {
            parts.push(Part::Words(self.texts.fill("denial.more", &[("n", &more)])));
        }
        if tone == Tone::Near {
            parts.push(self.words("denial.not-among"));
            parts.push(Part::Code(written(&self.decision.action)));
        } else {
            parts.push(self.words("denial.nothing-of"));
            parts.push(Part::Code(format!("{service}:")));
        }
        parts
    }
}

fn of(pattern: &str, service: &str) -> bool {
    pattern.split_once(':').is_none_or(|(prefix, _)| prefix.eq_ignore_ascii_case(service))
}

fn resources(statement: &Statement) -> String {
    let items = statement.resources.as_ref().map(|listed| &listed.items);
    let items = items.into_iter().flatten().map(|template| template.written().to_owned());
    items.collect::<Vec<_>>().join(", ")
}
