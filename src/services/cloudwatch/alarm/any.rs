//! An alarm's configuration, whichever kind of alarm it is.

use std::rc::Rc;

use super::config::{Config, StateValue};
use crate::services::cloudwatch::composite;
use crate::sim::scope::Arn;
use crate::sim::time::Time;

/// The kinds of alarms.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlarmKind {
    /// It watches a metric.
    Metric,
    /// It watches other alarms.
    Composite,
}

impl AlarmKind {
    /// `AlarmType`.
    pub fn name(self) -> &'static str {
        match self {
            AlarmKind::Metric => "MetricAlarm",
            AlarmKind::Composite => "CompositeAlarm",
        }
    }
}

/// A configuration of either kind.
#[derive(Clone, Debug, PartialEq, Hash)]
pub enum AnyConfig {
    /// A metric alarm's.
    Metric(Rc<Config>),
    /// A composite alarm's.
    Composite(Rc<composite::Config>),
}

impl AnyConfig {
    /// Which kind it is of.
    pub fn kind(&self) -> AlarmKind {
        match self {
            AnyConfig::Metric(_) => AlarmKind::Metric,
            AnyConfig::Composite(_) => AlarmKind::Composite,
        }
    }

    /// The alarm's name.
    pub fn name(&self) -> &str {
        match self {
            AnyConfig::Metric(config) => &config.name,
            AnyConfig::Composite(config) => &config.name,
        }
    }

    /// The alarm's ARN.
    pub fn arn(&self) -> &Arn {
        match self {
            AnyConfig::Metric(config) => &config.arn,
            AnyConfig::Composite(config) => &config.arn,
        }
    }

    /// When it was given.
    pub fn updated(&self) -> Time {
        match self {
            AnyConfig::Metric(config) => config.updated,
            AnyConfig::Composite(config) => config.updated,
        }
    }

    /// Whether actions run at all.
    pub fn actions_enabled(&self) -> bool {
        match self {
            AnyConfig::Metric(config) => config.actions_enabled,
            AnyConfig::Composite(config) => config.actions_enabled,
        }
    }

    /// The ARNs for a state.
    pub fn actions(&self, state: StateValue) -> &[String] {
        match self {
            AnyConfig::Metric(config) => config.actions(state),
            AnyConfig::Composite(config) => config.actions(state),
        }
    }
}

impl From<&Rc<Config>> for AnyConfig {
    fn from(config: &Rc<Config>) -> AnyConfig {
        AnyConfig::Metric(Rc::clone(config))
    }
}

impl From<&Rc<composite::Config>> for AnyConfig {
    fn from(config: &Rc<composite::Config>) -> AnyConfig {
        AnyConfig::Composite(Rc::clone(config))
    }
}
