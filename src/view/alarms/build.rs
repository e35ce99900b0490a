//! Building a composite alarm: what was typed and clicked, the rule as it would be now, and what is
//! wrong with it.

use serde::{Deserialize, Serialize};

use crate::services::Request;
use crate::services::cloudwatch::alarm::StateValue;
use crate::services::cloudwatch::api::{PutCompositeAlarmInput, Request as CloudWatch};
use crate::services::cloudwatch::composite::Config;
use crate::services::cloudwatch::composite::explain::{Node, tree};
use crate::services::cloudwatch::composite::parse::{Mistake, parse};
use crate::services::cloudwatch::composite::rule::quoted;
use crate::sim::World;
use crate::sim::scope::Scope;

use super::composite::put;
use super::draft::Action;
use super::replaced::{Replaced, replaced};
use super::tags;
use super::wizard::{Topic, topics};

/// What somebody has typed and chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The alarm's name.
    pub name: String,
    /// What somebody wrote about it.
    pub description: String,
    /// AlarmRule.
    pub rule: String,
    /// The name or ARN of the suppressor; empty for none.
    pub suppressor: String,
    /// ActionsSuppressorWaitPeriod.
    pub wait: String,
    /// ActionsSuppressorExtensionPeriod.
    pub extension: String,
    /// Whom to tell.
    pub actions: Vec<Action>,
    /// Whether actions are on.
    pub enabled: bool,
    /// The tags of a new one.
    pub tags: tags::Typed,
}

impl Default for Draft {
    fn default() -> Draft {
        Draft {
            name: String::new(),
            description: String::new(),
            rule: String::new(),
            suppressor: String::new(),
            wait: "60".to_owned(),
            extension: "60".to_owned(),
            actions: Vec::new(),
            enabled: true,
            tags: Vec::new(),
        }
    }
}

impl Draft {
    /// An alarm that exists.
    pub fn of(config: &Config) -> Draft {
        let states = [StateValue::Alarm, StateValue::Ok, StateValue::InsufficientData];
        let actions = states.into_iter().flat_map(|state| {
            let action = move |topic: &String| Action {
                state: state.name().to_owned(),
                topic: topic.clone(),
            };
            config.actions(state).iter().map(action)
        });
        let draft = Draft::default();
        let suppressor = config.suppressor.as_ref();
        Draft {
            name: config.name.clone(),
            description: config.description.clone().unwrap_or_default(),
            rule: config.rule.text.clone(),
            suppressor: suppressor.map_or_else(String::new, |s| s.given.clone()),
            wait: suppressor.map_or(draft.wait, |s| s.wait_secs.to_string()),
            extension: suppressor.map_or(draft.extension, |s| s.extension_secs.to_string()),
            actions: actions.collect(),
            enabled: config.actions_enabled,
            tags: Vec::new(),
        }
    }

    /// Reads a draft that was kept.
    pub fn from_value(value: &serde_json::Value) -> Option<Draft> {
        serde_json::from_value(value.clone()).ok()
    }

    /// The draft as it is kept.
    pub fn to_value(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    /// It with a rule that refers to an alarm, if it does not yet.
    pub fn with(mut self, alarm: &str, scope: Scope) -> Draft {
        let named = parse(self.rule.trim(), scope).map(|rule| rule.children()).unwrap_or_default();
        if !named.iter().any(|name| name == alarm) {
            let term = term(false, StateValue::Alarm.name(), alarm);
            self.rule = join(&self.rule, "AND", &term);
        }
        self
    }

    /// The call that makes the alarm, if it is complete.
    pub fn request(&self) -> Option<Request> {
        let list = |state: StateValue| {
            let of = |action: &&Action| action.state == state.name() && !action.topic.is_empty();
            let topics: Vec<String> =
                self.actions.iter().filter(of).map(|action| action.topic.clone()).collect();
            (!topics.is_empty()).then_some(topics)
        };
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let secs = |text: &str| text.trim().parse::<i32>().ok().filter(|secs| *secs >= 0);
        let suppressor = text(self.suppressor.trim());
        let (wait, extension) = match suppressor {
            Some(_) => (Some(secs(&self.wait)?), Some(secs(&self.extension)?)),
            None => (None, None),
        };
        let input = PutCompositeAlarmInput {
            actions_enabled: (!self.enabled).then_some(false),
            alarm_actions: list(StateValue::Alarm),
            alarm_description: text(&self.description),
            alarm_name: text(self.name.trim())?,
            alarm_rule: text(self.rule.trim())?,
            insufficient_data_actions: list(StateValue::InsufficientData),
            ok_actions: list(StateValue::Ok),
            tags: tags::given(&self.tags),
            actions_suppressor: suppressor,
            actions_suppressor_wait_period: wait,
            actions_suppressor_extension_period: extension,
        };
        Some(Request::CloudWatch(CloudWatch::PutCompositeAlarm(input)))
    }
}

/// The page.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// What is typed and chosen so far.
    pub draft: Draft,
    /// The name of the alarm that is changed; `None` for a new one.
    pub editing: Option<String>,
    /// The alarms a rule may refer to, with their states.
    pub alarms: Vec<(String, StateValue)>,
    /// The topics there are.
    pub topics: Vec<Topic>,
    /// Where the alarms are.
    pub scope: Scope,
    /// What the call would change of the alarm that it replaces, if it replaces one.
    pub replaced: Option<Vec<Replaced>>,
}

/// A rule that is being written.
#[derive(Clone, Debug, PartialEq)]
pub enum Check {
    /// There is none yet.
    Empty,
    /// It cannot be read.
    Wrong(Mistake),
    /// It can be read.
    Reads {
        /// The rule as it would be now.
        tree: Node,
        /// The state the alarm would have.
        state: StateValue,
        /// The alarms it refers to that do not exist.
        missing: Vec<String>,
    },
}

/// The page as it is, with what was typed before.
pub fn model(world: &World, scope: Scope, editing: Option<&str>, kept: Option<Draft>) -> Model {
    let region = world.cloudwatch().region(scope);
    let alarm = editing.and_then(|name| region?.composites().get(name));
    let names = region
        .into_iter()
        .flat_map(|region| region.alarms().keys().chain(region.composites().keys()));
    let mut alarms: Vec<(String, StateValue)> = names
        .filter(|name| Some(name.as_str()) != editing)
        .filter_map(|name| Some((name.clone(), region?.value_of(name)?)))
        .collect();
    alarms.sort();
    let own = || alarm.map(|alarm| Draft::of(alarm.config())).unwrap_or_default();
    let draft = kept.unwrap_or_else(own);
    let existing = region.and_then(|region| region.composites().get(draft.name.trim()));
    Model {
        replaced: existing
            .zip(draft.request())
            .map(|(alarm, request)| replaced(&put(alarm.config()), &request)),
        draft,
        editing: editing.map(str::to_owned),
        alarms,
        topics: topics(world, scope),
        scope,
    }
}

impl Model {
    /// The first alarm a rule does not name; the first of all if it names each.
    pub fn unnamed(&self, rule: &str) -> Option<String> {
        let named = parse(rule.trim(), self.scope).map(|rule| rule.children()).unwrap_or_default();
        let other = self.alarms.iter().find(|(name, _)| !named.contains(name));
        other.or_else(|| self.alarms.first()).map(|(name, _)| name.clone())
    }

    /// What a rule would be.
    pub fn check(&self, rule: &str) -> Check {
        let rule = rule.trim();
        if rule.is_empty() {
            return Check::Empty;
        }
        let rule = match parse(rule, self.scope) {
            Ok(rule) => rule,
            Err(mistake) => return Check::Wrong(mistake),
        };
        let state_of = |name: &str| {
            self.alarms.iter().find(|(other, _)| other == name).map(|(_, state)| *state)
        };
        let epoch = crate::sim::time::Time::from_secs(0);
        Check::Reads {
            tree: tree(&rule.term, &|name| state_of(name).map(|state| (state, epoch)), None),
            state: rule.state(&state_of),
            missing: rule.children().into_iter().filter(|n| state_of(n).is_none()).collect(),
        }
    }
}

/// A rule cut where its mistake is: before it, the mistake, and after it.
pub fn cut(rule: &str, mistake: &Mistake) -> (String, String, String) {
    let part = |from: usize, to: usize| rule.chars().skip(from).take(to.saturating_sub(from));
    let (at, end) = (mistake.at, mistake.at + mistake.length);
    (part(0, at).collect(), part(at, end).collect(), part(end, usize::MAX).collect())
}

/// `NOT ALARM("a b")`.
pub fn term(negated: bool, state: &str, alarm: &str) -> String {
    format!("{}{state}({})", if negated { "NOT " } else { "" }, quoted(alarm))
}

/// `AT_LEAST(2, ALARM, (a, b, c))`.
pub fn at_least(least: &str, negated: bool, state: &str, alarms: &[String]) -> String {
    let names: Vec<String> = alarms.iter().map(|name| quoted(name)).collect();
    let not = if negated { "NOT " } else { "" };
    format!("AT_LEAST({}, {not}{state}, ({}))", least.trim(), names.join(", "))
}

/// A rule with a term more: joined by a word, unless the rule is empty or waits for a term.
pub fn join(rule: &str, word: &str, term: &str) -> String {
    let rule = rule.trim_end();
    let waits = rule.ends_with('(')
        || rule.rsplit([' ', '(']).next().is_some_and(|w| matches!(w, "AND" | "OR" | "NOT"));
    match (rule.is_empty(), waits) {
        (true, _) => term.to_owned(),
        (false, true) if rule.ends_with('(') => format!("{rule}{term}"),
        (false, true) => format!("{rule} {term}"),
        (false, false) => format!("{rule} {word} {term}"),
    }
}

/// The whole rule in parentheses, negated if asked.
pub fn wrap(rule: &str, negated: bool) -> String {
    let rule = rule.trim();
    match (rule.is_empty(), negated) {
        (true, _) => String::new(),
        (false, true) => format!("NOT ({rule})"),
        (false, false) => format!("({rule})"),
    }
}
