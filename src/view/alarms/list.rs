//! All alarms of a Region.

use super::words;
use crate::services::cloudwatch::alarm::StateValue;
use crate::services::cloudwatch::state::Alarm;
use crate::sim::World;
use crate::sim::scope::Scope;
use crate::sim::time::Time;
use crate::text::Texts;

/// The list.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// Every alarm, the most recently changed first.
    pub rows: Vec<Row>,
}

/// An alarm in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Its state.
    pub state: StateValue,
    /// When that was updated.
    pub updated: Time,
    /// Its condition in words.
    pub condition: String,
    /// Whether its actions are on.
    pub enabled: bool,
    /// How many actions it has.
    pub actions: usize,
}

impl Row {
    fn new(name: &str, alarm: &Alarm, texts: &Texts) -> Row {
        let config = alarm.config();
        let lists = [&config.alarm_actions, &config.ok_actions, &config.insufficient_actions];
        Row {
            name: name.to_owned(),
            state: alarm.value(),
            updated: alarm.updated,
            condition: words::condition(config, texts),
            enabled: config.actions_enabled,
            actions: lists.into_iter().map(Vec::len).sum(),
        }
    }
}

impl Model {
    /// How many alarms are in a state.
    pub fn count(&self, state: StateValue) -> usize {
        self.rows.iter().filter(|row| row.state == state).count()
    }

    /// The alarms in a state whose name or condition holds a text.
    pub fn matching(&self, state: Option<StateValue>, text: &str) -> Vec<&Row> {
        let text = text.trim().to_ascii_lowercase();
        let holds = |row: &&Row| {
            state.is_none_or(|state| row.state == state)
                && [&row.name, &row.condition]
                    .iter()
                    .any(|t| t.to_ascii_lowercase().contains(&text))
        };
        self.rows.iter().filter(holds).collect()
    }
}

/// The list as it is now.
pub fn model(world: &World, scope: Scope, texts: &Texts) -> Model {
    let alarms = world.cloudwatch().region(scope).into_iter().flat_map(|region| region.alarms());
    let mut rows: Vec<Row> = alarms.map(|(name, alarm)| Row::new(name, alarm, texts)).collect();
    rows.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.name.cmp(&b.name)));
    Model { rows }
}
