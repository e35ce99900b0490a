//! From a call back to the person: which session of a role it was made in, who opened that, and so
//! on; for an instance, who launched it; for a service, whose act led to it.
//!
//! <https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html>

use std::collections::{BTreeMap, BTreeSet};

use super::act::{Act, last, who};
use super::{Because, Records};
use crate::services::cloudtrail::Event;
use crate::sim::Time;

/// A chain has at most so many steps.
const STEPS: usize = 16;
/// So many sessions, and so many calls of one, are listed.
pub const MOST: usize = 200;

/// The events that opened sessions, by the key that signs in them.
pub struct Openers<'a> {
    by_key: BTreeMap<&'a str, Event<'a>>,
}

impl<'a> Openers<'a> {
    /// Those among the records.
    pub fn of(records: &'a dyn Records) -> Openers<'a> {
        let mut by_key = BTreeMap::new();
        for event in records.events() {
            if let Some(opens) = event.opens.filter(|opens| !opens.key.is_empty()) {
                by_key.insert(opens.key, event);
            }
        }
        Openers { by_key }
    }

    /// The event that opened the session a call was made in.
    fn opener(&self, event: &Event<'_>) -> Option<&Event<'a>> {
        let in_role = event.principal.kind == "AssumedRole";
        self.by_key.get(event.key).filter(|_| in_role)
    }

    /// The first event of the chain that is there: the call of a person, or of a service.
    pub fn first(&self, event: &Event<'_>) -> Option<&Event<'a>> {
        let mut found = self.opener(event)?;
        for _ in 0..STEPS {
            match self.opener(found) {
                Some(earlier) => found = earlier,
                None => break,
            }
        }
        Some(found)
    }

    /// Who opened the session a call was made in.
    pub fn behind(&self, event: &Event<'_>) -> Option<String> {
        self.first(event).map(who)
    }
}

/// What is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The event that was asked for.
    pub of: Option<Act>,
    /// The steps from the call back.
    pub steps: Vec<Step>,
    /// What else was done in the same session, newest first.
    pub calls: Vec<Act>,
    /// Every session that was opened, newest first, to choose from.
    pub sessions: Vec<Session>,
}

/// A step of a chain.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What kind of step it is.
    pub kind: Kind,
    /// Who, or what, it is about.
    pub name: String,
    /// The event that shows it.
    pub act: Option<Act>,
}

/// The kinds of step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The call asked for.
    Call,
    /// The session was opened by AssumeRole.
    Opened,
    /// No event here tells who opened the session.
    Unknown,
    /// The instance whose programs act in it was launched by this call.
    Launched,
    /// A service-linked role: the service acts in it on its own.
    Linked,
    /// The act that led the service to it.
    Because,
    /// Nobody's call led to it.
    Nobody,
    /// An IAM user.
    User,
    /// The root user.
    Root,
    /// A service on its own account.
    Service,
    /// Another kind of principal.
    Other,
}

impl Kind {
    /// The key of its sentence.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Call => "audit.chain.call",
            Kind::Opened => "audit.chain.opened",
            Kind::Unknown => "audit.chain.unknown",
            Kind::Launched => "audit.chain.launched",
            Kind::Linked => "audit.chain.linked",
            Kind::Because => "audit.chain.because",
            Kind::Nobody => "audit.chain.nobody",
            Kind::User => "audit.chain.user",
            Kind::Root => "audit.chain.root",
            Kind::Service => "audit.chain.service",
            Kind::Other => "audit.chain.other",
        }
    }

    /// Whether it names somebody who can be asked.
    pub fn is_person(self) -> bool {
        matches!(self, Kind::User | Kind::Root)
    }
}

/// A session of a role.
#[derive(Clone, Debug, PartialEq)]
pub struct Session {
    /// The event that opened it, by its id.
    pub id: String,
    /// When.
    pub time: Time,
    /// The role's name.
    pub role: String,
    /// The session's name.
    pub name: String,
    /// Who opened it.
    pub by: String,
    /// How many calls were made in it.
    pub calls: usize,
    /// How many of them were refused.
    pub denied: usize,
}

/// What the records tell of the event with an id.
pub fn model(records: &dyn Records, id: Option<&str>) -> Model {
    let openers = Openers::of(records);
    let found = id.and_then(|id| records.events().find(|event| event.id == id));
    let steps = found.as_ref().map(|event| follow(records, &openers, event));
    let calls = found.as_ref().map(|event| calls(records, event));
    Model {
        of: found.as_ref().map(Act::of),
        steps: steps.unwrap_or_default(),
        calls: calls.unwrap_or_default(),
        sessions: sessions(records, &openers),
    }
}

/// What was done with the key an event was signed with, or gave away.
fn calls(records: &dyn Records, event: &Event<'_>) -> Vec<Act> {
    let given = event.opens.map(|opens| opens.key).filter(|key| !key.is_empty());
    let own = (event.principal.kind == "AssumedRole").then_some(event.key);
    let Some(key) = given.or(own).filter(|key| !key.is_empty()) else { return Vec::new() };
    let made = records.events().filter(|other| other.key == key);
    made.take(MOST).map(|event| Act::of(&event)).collect()
}

fn sessions(records: &dyn Records, openers: &Openers<'_>) -> Vec<Session> {
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for event in records.events() {
        if let Some((key, _)) = openers.by_key.get_key_value(event.key) {
            let count = counts.entry(key).or_default();
            count.0 += 1;
            count.1 += usize::from(event.is_denied());
        }
    }
    let session = |(key, event): (&&str, &Event<'_>)| {
        let opens = event.opens?;
        let (calls, denied) = counts.get(*key).copied().unwrap_or_default();
        Some(Session {
            id: event.id.to_owned(),
            time: event.time,
            role: last(opens.role).to_owned(),
            name: opens.name.to_owned(),
            by: who(event),
            calls,
            denied,
        })
    };
    let mut all: Vec<Session> = openers.by_key.iter().filter_map(session).collect();
    all.sort_by_key(|session| std::cmp::Reverse(session.time));
    all.truncate(MOST);
    all
}

/// The steps from an event back to who stands behind it.
fn follow(records: &dyn Records, openers: &Openers<'_>, event: &Event<'_>) -> Vec<Step> {
    let step = |kind, name: &str, event: Option<&Event<'_>>| Step {
        kind,
        name: name.to_owned(),
        act: event.map(Act::of),
    };
    let mut steps = vec![step(Kind::Call, &who(event), Some(event))];
    let mut seen = BTreeSet::from([event.place]);
    let mut place = event.place;
    while steps.len() < STEPS {
        let Some(here) = records.at(place) else { break };
        let principal = &here.principal;
        let next = match (principal.kind, openers.opener(&here)) {
            ("IAMUser", _) => return ended(steps, step(Kind::User, &here.user, None)),
            ("Root", _) => return ended(steps, step(Kind::Root, &principal.arn, None)),
            ("AssumedRole", Some(opener)) => {
                steps.push(step(Kind::Opened, &who(opener), Some(opener)));
                Some(opener.place)
            }
            ("AssumedRole", None) if principal.role.contains("/aws-service-role/") => {
                steps.push(step(Kind::Linked, last(principal.role), None));
                led(records, &mut steps, place)
            }
            ("AssumedRole", None) => {
                let name = last(&principal.arn);
                steps.push(step(Kind::Unknown, name, None));
                launched(records, &mut steps, name)
            }
            ("AWSService", _) => {
                let instance = here.opens.map(|opens| opens.name).unwrap_or_default();
                match launched(records, &mut steps, instance) {
                    Some(place) => Some(place),
                    None => {
                        steps.push(step(Kind::Service, &who(&here), None));
                        led(records, &mut steps, place)
                    }
                }
            }
            _ => return ended(steps, step(Kind::Other, &who(&here), None)),
        };
        match next.filter(|next| seen.insert(*next)) {
            Some(next) => place = next,
            None => break,
        }
    }
    steps
}

fn ended(mut steps: Vec<Step>, last: Step) -> Vec<Step> {
    steps.push(last);
    steps
}

/// Adds the act that led a service to a call; its place.
fn led(records: &dyn Records, steps: &mut Vec<Step>, place: usize) -> Option<usize> {
    let (kind, event) = match records.because(place)? {
        Because::Call(by) => (Kind::Because, records.at(by)),
        Because::World => (Kind::Nobody, None),
    };
    let name = event.as_ref().map(who).unwrap_or_default();
    steps.push(Step { kind, name, act: event.as_ref().map(Act::of) });
    event.map(|event| event.place)
}

/// Adds the call that launched an instance; its place.
fn launched(records: &dyn Records, steps: &mut Vec<Step>, instance: &str) -> Option<usize> {
    if !instance.starts_with("i-") {
        return None;
    }
    let mut launches = records.events().filter(|event| event.name == "RunInstances");
    let found = launches.find(|event| {
        event.resources.iter().any(|(_, name)| name == instance)
            || event.named.any(&mut |text| text == instance)
    })?;
    let act = Some(Act::of(&found));
    steps.push(Step { kind: Kind::Launched, name: instance.to_owned(), act });
    Some(found.place)
}
