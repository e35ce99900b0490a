//! AlarmRule: an expression over the states of other alarms.
//!
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutCompositeAlarm.html>,
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-combining.html>

use crate::services::cloudwatch::alarm::StateValue;

/// A rule as it was written, and what it means.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Rule {
    /// AlarmRule.
    pub text: String,
    /// What it means.
    pub term: Term,
}

/// A part of a rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Term {
    /// `TRUE`, `FALSE`.
    Constant(bool),
    /// `ALARM(web)`, `OK("web")`, `INSUFFICIENT_DATA(arn:…)`.
    Is {
        /// The state.
        state: StateValue,
        /// The alarm.
        alarm: Child,
    },
    /// `NOT …`.
    Not(Box<Term>),
    /// `… AND … AND …`.
    And(Vec<Term>),
    /// `… OR … OR …`.
    Or(Vec<Term>),
    /// `AT_LEAST(2, ALARM, (a, b, c))`, `AT_LEAST(50%, NOT OK, (a, b))`.
    AtLeast {
        /// How many.
        least: Least,
        /// In which state.
        state: StateValue,
        /// Whether not in that state instead.
        negated: bool,
        /// Of which alarms.
        alarms: Vec<Child>,
    },
}

/// An alarm a rule refers to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Child {
    /// Its name or ARN, without quotes and escapes.
    pub given: String,
    /// Its name.
    pub name: String,
}

/// How many alarms of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Least {
    /// So many.
    Count(u32),
    /// So many in a hundred.
    Percent(u32),
}

impl Least {
    /// Whether `count` of `total` are enough.
    pub fn is_met(self, count: usize, total: usize) -> bool {
        match self {
            Least::Count(least) => count >= least as usize,
            Least::Percent(percent) => count * 100 >= percent as usize * total,
        }
    }

    /// `2`, `50%`.
    pub fn written(self) -> String {
        match self {
            Least::Count(count) => count.to_string(),
            Least::Percent(percent) => format!("{percent}%"),
        }
    }
}

impl Rule {
    /// The names of the alarms it refers to, each once, in the order of the text.
    pub fn children(&self) -> Vec<String> {
        let mut names = Vec::new();
        self.term.each_child(&mut |child| {
            if !names.contains(&child.name) {
                names.push(child.name.clone());
            }
        });
        names
    }

    /// Whether it holds. An alarm that does not exist is in no state.
    pub fn holds(&self, state_of: &dyn Fn(&str) -> Option<StateValue>) -> bool {
        self.term.holds(state_of)
    }

    /// The state of an alarm with this rule: ALARM while it holds, else OK.
    pub fn state(&self, state_of: &dyn Fn(&str) -> Option<StateValue>) -> StateValue {
        if self.holds(state_of) { StateValue::Alarm } else { StateValue::Ok }
    }
}

impl Term {
    /// Whether it holds.
    pub fn holds(&self, state_of: &dyn Fn(&str) -> Option<StateValue>) -> bool {
        match self {
            Term::Constant(value) => *value,
            Term::Is { state, alarm } => state_of(&alarm.name) == Some(*state),
            Term::Not(term) => !term.holds(state_of),
            Term::And(terms) => terms.iter().all(|term| term.holds(state_of)),
            Term::Or(terms) => terms.iter().any(|term| term.holds(state_of)),
            Term::AtLeast { least, state, negated, alarms } => {
                let counts = |child: &&Child| counts(*state, *negated, state_of(&child.name));
                least.is_met(alarms.iter().filter(counts).count(), alarms.len())
            }
        }
    }

    /// Calls `found` with every alarm it refers to, in the order of the text.
    pub fn each_child<'a>(&'a self, found: &mut dyn FnMut(&'a Child)) {
        match self {
            Term::Constant(_) => {}
            Term::Is { alarm, .. } => found(alarm),
            Term::Not(term) => term.each_child(found),
            Term::And(terms) | Term::Or(terms) => {
                terms.iter().for_each(|term| term.each_child(found));
            }
            Term::AtLeast { alarms, .. } => alarms.iter().for_each(found),
        }
    }

    /// The term as one would write it.
    pub fn written(&self) -> String {
        let join = |terms: &[Term], word: &str| {
            let group = |term: &Term| match term {
                Term::And(_) | Term::Or(_) => format!("({})", term.written()),
                _ => term.written(),
            };
            terms.iter().map(group).collect::<Vec<_>>().join(word)
        };
        match self {
            Term::Constant(true) => "TRUE".to_owned(),
            Term::Constant(false) => "FALSE".to_owned(),
            Term::Is { state, alarm } => format!("{}({})", state.name(), quoted(&alarm.given)),
            Term::Not(term) => format!("NOT {}", join(std::slice::from_ref(term), "")),
            Term::And(terms) => join(terms, " AND "),
            Term::Or(terms) => join(terms, " OR "),
            Term::AtLeast { least, state, negated, alarms } => {
                let not = if *negated { "NOT " } else { "" };
                let names: Vec<String> = alarms.iter().map(|child| quoted(&child.given)).collect();
                let (least, state, names) = (least.written(), state.name(), names.join(", "));
                format!("AT_LEAST({least}, {not}{state}, ({names}))")
            }
        }
    }
}

/// Whether an alarm in this state is one of those AT_LEAST counts.
pub fn counts(wanted: StateValue, negated: bool, found: Option<StateValue>) -> bool {
    found.is_some_and(|found| (found == wanted) != negated)
}

/// A name as a rule takes it: in quotes when it has a space, a round bracket, a comma or a quote.
pub fn quoted(name: &str) -> String {
    if name.contains([' ', '(', ')', ',', '"', '\\']) {
        format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
    } else {
        name.to_owned()
    }
}
