//! Why a composite alarm was in its state at any past instant: its rule as a tree, each term with
//! whether it held then.
//!
//! Nothing here is AWS's: it is what AWS does, shown.

use std::rc::Rc;

use super::config::Config;
use super::reason::Trigger;
use super::rule::{Child, Term, counts, quoted};
use super::state::{Change, Composite};
use super::suppress::SuppressedBy;
use crate::services::cloudwatch::alarm::StateValue;
use crate::services::cloudwatch::mutes::MuteWindow;
use crate::services::cloudwatch::state::Region;
use crate::sim::time::Time;

/// A composite alarm at an instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The instant.
    pub at: Time,
    /// The configuration in force.
    pub config: Rc<Config>,
    /// The last change of state, and what made it.
    pub change: Change,
    /// Its rule.
    pub tree: Node,
    /// The alarms of a cycle it is in, from itself on; empty if it is in none. While it is in one
    /// it is not evaluated.
    pub cycle: Vec<String>,
    /// What held its actions back, and since when.
    pub suppressed: Option<(SuppressedBy, Time)>,
    /// The mute rule that held them back.
    pub muted: Option<MuteWindow>,
}

/// A term of a rule at an instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What kind of term it is.
    pub kind: Kind,
    /// The term as one would write it.
    pub text: String,
    /// Whether it held.
    pub holds: bool,
    /// Its parts.
    pub parts: Vec<Node>,
}

/// What kind of term a node is.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// TRUE or FALSE.
    Constant,
    /// An alarm and a state.
    Alarm(Seen),
    /// NOT.
    Not,
    /// AND.
    All,
    /// OR.
    Any,
    /// AT_LEAST: how many it counted, of how many.
    AtLeast {
        /// So many are in the state.
        found: usize,
        /// Of so many.
        total: usize,
    },
}

/// An alarm as it was.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    /// Its name.
    pub name: String,
    /// Its state and since when; `None` if there was no such alarm.
    pub state: Option<(StateValue, Time)>,
    /// Whether its change made the composite alarm what it was.
    pub decided: bool,
}

/// How alarms were.
type States<'a> = &'a dyn Fn(&str) -> Option<(StateValue, Time)>;

/// Explains a composite alarm at an instant. `None` before it was created.
pub fn explain(region: &Region, name: &str, at: Time) -> Option<Explanation> {
    let composite = region.composites().get(name)?;
    let change = composite.change_at(at)?.clone();
    let config = Rc::clone(composite.config_at(at));
    let decided = match &change.trigger {
        Trigger::Child(seen) => seen.arn.rest().strip_prefix("alarm:").map(str::to_owned),
        _ => None,
    };
    let tree = tree(&config.rule.term, &|name| state_at(region, name, at), decided.as_deref());
    let held = composite.held_at(at).map(|by| (by, held_since(composite, at)));
    let rules = region.mutes().rules.values();
    let in_force = rules.filter(|rule| rule.updated <= at && rule.has_target(name));
    Some(Explanation {
        at,
        change,
        tree,
        cycle: cycle(region, name, at),
        suppressed: held,
        muted: in_force.filter_map(|rule| rule.window(at)).max_by_key(|window| window.end),
        config,
    })
}

fn held_since(composite: &Composite, at: Time) -> Time {
    let held = composite.holds.iter().rev().find(|(since, _)| *since <= at);
    held.map_or(at, |(since, _)| *since)
}

/// An alarm's state at an instant.
pub fn state_at(region: &Region, name: &str, at: Time) -> Option<(StateValue, Time)> {
    if let Some(alarm) = region.alarms().get(name) {
        let found = alarm.conditions.iter().rev().find(|condition| condition.since <= at);
        return found.map(|condition| (condition.value, condition.since));
    }
    let change = region.composites().get(name)?.change_at(at)?;
    Some((change.condition.value, change.condition.since))
}

/// A cycle the alarm is in, from itself on: the first one found, children in the rule's order.
pub fn cycle(region: &Region, name: &str, at: Time) -> Vec<String> {
    let children = |name: &str| {
        let composite = region.composites().get(name);
        composite.map(|composite| composite.config_at(at).rule.children()).unwrap_or_default()
    };
    let mut met = std::collections::BTreeSet::new();
    let mut paths = vec![vec![name.to_owned()]];
    while let Some(path) = paths.pop() {
        let Some(last) = path.last() else { continue };
        for child in children(last).into_iter().rev() {
            if child == name {
                return path;
            }
            if met.insert(child.clone()) {
                let mut longer = path.clone();
                longer.push(child);
                paths.push(longer);
            }
        }
    }
    Vec::new()
}

/// A rule as a tree, with the states its alarms are in. `decided` is the alarm whose change made
/// the rule's alarm what it is.
pub fn tree(term: &Term, states: States<'_>, decided: Option<&str>) -> Node {
    let alarm = |child: &Child| Seen {
        name: child.name.clone(),
        state: states(&child.name),
        decided: decided == Some(child.name.as_str()),
    };
    let all = |terms: &[Term]| terms.iter().map(|term| tree(term, states, decided)).collect();
    let (kind, parts) = match term {
        Term::Constant(_) => (Kind::Constant, Vec::new()),
        Term::Is { alarm: child, .. } => (Kind::Alarm(alarm(child)), Vec::new()),
        Term::Not(term) => (Kind::Not, vec![tree(term, states, decided)]),
        Term::And(terms) => (Kind::All, all(terms)),
        Term::Or(terms) => (Kind::Any, all(terms)),
        Term::AtLeast { state, negated, alarms, .. } => {
            let not = if *negated { "NOT " } else { "" };
            let part = |child: &Child| {
                let seen = alarm(child);
                let value = seen.state.map(|(state, _)| state);
                Node {
                    text: format!("{not}{}({})", state.name(), quoted(&child.given)),
                    holds: counts(*state, *negated, value),
                    kind: Kind::Alarm(seen),
                    parts: Vec::new(),
                }
            };
            let parts: Vec<Node> = alarms.iter().map(part).collect();
            let found = parts.iter().filter(|part| part.holds).count();
            (Kind::AtLeast { found, total: parts.len() }, parts)
        }
    };
    let holds = term.holds(&|name| states(name).map(|(state, _)| state));
    Node { kind, text: term.written(), holds, parts }
}
