//! What is held of a composite alarm.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::config::Config;
use super::reason::Trigger;
use super::suppress::{Hold, SuppressedBy};
use crate::services::cloudwatch::alarm::StateValue;
use crate::services::cloudwatch::alarm::evaluate::Condition;
use crate::services::cloudwatch::alarm::history::Snapshot;
use crate::services::cloudwatch::change::Pending;
use crate::sim::append::Append;
use crate::sim::time::Time;

/// A composite alarm.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Composite {
    /// When it was created.
    pub created: Time,
    /// Its configurations with the times from which they count, oldest first.
    pub versions: Vec<(Time, Rc<Config>)>,
    /// Its states and what made them, oldest first; the last is the present one.
    pub changes: Append<Change>,
    /// StateUpdatedTimestamp.
    pub updated: Time,
    /// Tags.
    pub tags: BTreeMap<String, String>,
    /// What holds its actions back now.
    pub hold: Option<Hold>,
    /// What has held them back, oldest first.
    pub holds: Append<(Time, Option<SuppressedBy>)>,
    /// The actions that are held back.
    pub pending: Option<Pending>,
}

/// A state and what made it.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Change {
    /// The state.
    pub condition: Rc<Condition>,
    /// What made the alarm evaluate its rule.
    pub trigger: Trigger,
}

impl Composite {
    /// A new composite alarm.
    pub fn new(config: Config, tags: BTreeMap<String, String>, now: Time) -> Composite {
        let mut changes = Append::default();
        let condition = Rc::new(Condition::created(now));
        changes.push(Change { condition, trigger: Trigger::Created });
        Composite {
            created: now,
            versions: vec![(now, Rc::new(config))],
            changes,
            updated: now,
            tags,
            hold: None,
            holds: Append::default(),
            pending: None,
        }
    }

    /// The configuration in force. An alarm always has one.
    #[expect(clippy::expect_used, reason = "made with one version, and none is ever removed")]
    pub fn config(&self) -> &Rc<Config> {
        &self.versions.last().expect("an alarm has a configuration").1
    }

    /// The configuration in force at an instant.
    pub fn config_at(&self, at: Time) -> &Rc<Config> {
        let found = self.versions.iter().rev().find(|(since, _)| *since <= at);
        found.map_or(self.config(), |(_, config)| config)
    }

    /// The present condition. An alarm always has one.
    #[expect(clippy::expect_used, reason = "made with one condition, and none is ever removed")]
    pub fn condition(&self) -> &Rc<Condition> {
        &self.changes.last().expect("an alarm has a condition").condition
    }

    /// Its last change at or before an instant.
    pub fn change_at(&self, at: Time) -> Option<&Change> {
        self.changes.iter().rev().find(|change| change.condition.since <= at)
    }

    /// What held its actions back at an instant.
    pub fn held_at(&self, at: Time) -> Option<SuppressedBy> {
        self.holds.iter().rev().find(|(since, _)| *since <= at).and_then(|(_, by)| *by)
    }

    /// The present state.
    pub fn value(&self) -> StateValue {
        self.condition().value
    }

    /// The state with its timestamp.
    pub fn snapshot(&self) -> Snapshot {
        Snapshot { value: self.value(), updated: self.updated }
    }
}
