//! All alarms of a Region.

use super::words;
use crate::services::cloudwatch::alarm::StateValue;
use crate::services::cloudwatch::alarm::any::{AlarmKind, AnyConfig};
use crate::services::cloudwatch::composite::Composite;
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
    /// What kind of alarm it is.
    pub kind: AlarmKind,
    /// Whether a mute rule holds its actions back.
    pub muted: bool,
    /// Whether its suppressor, or a period around it, does.
    pub suppressed: bool,
}

impl Row {
    fn new(name: &str, alarm: &Alarm, muted: bool, texts: &Texts) -> Row {
        let config = alarm.config();
        Row {
            name: name.to_owned(),
            state: alarm.value(),
            updated: alarm.updated,
            condition: words::condition(config, texts),
            enabled: config.actions_enabled,
            actions: actions(&config.into()),
            kind: AlarmKind::Metric,
            muted,
            suppressed: false,
        }
    }

    fn composite(name: &str, alarm: &Composite, muted: bool) -> Row {
        let config = alarm.config();
        Row {
            name: name.to_owned(),
            state: alarm.value(),
            updated: alarm.updated,
            condition: config.rule.text.clone(),
            enabled: config.actions_enabled,
            actions: actions(&config.into()),
            kind: AlarmKind::Composite,
            muted,
            suppressed: alarm.hold.is_some(),
        }
    }
}

/// How many actions an alarm has.
fn actions(config: &AnyConfig) -> usize {
    let states = [StateValue::Ok, StateValue::Alarm, StateValue::InsufficientData];
    states.into_iter().map(|state| config.actions(state).len()).sum()
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
    let Some(region) = world.cloudwatch().region(scope) else { return Model { rows: Vec::new() } };
    let muted = |name: &str| region.mutes().window(name, world.now()).is_some();
    let metric =
        region.alarms().iter().map(|(name, alarm)| Row::new(name, alarm, muted(name), texts));
    let composites = region.composites().iter();
    let composite = composites.map(|(name, alarm)| Row::composite(name, alarm, muted(name)));
    let mut rows: Vec<Row> = metric.chain(composite).collect();
    rows.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.name.cmp(&b.name)));
    Model { rows }
}
