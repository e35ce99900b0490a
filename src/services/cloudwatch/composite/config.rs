//! What a composite alarm is told to do: the parameters of PutCompositeAlarm, read and checked.

use super::rule::Rule;
use crate::services::cloudwatch::alarm::StateValue;
use crate::sim::scope::{Arn, Scope};
use crate::sim::time::{Span, Time};

/// A composite alarm's whole configuration. An update replaces it as a whole.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Config {
    /// Its name.
    pub name: String,
    /// Its ARN.
    pub arn: Arn,
    /// What somebody wrote about it.
    pub description: Option<String>,
    /// Whether actions run at all.
    pub actions_enabled: bool,
    /// ARNs for the state OK.
    pub ok_actions: Vec<String>,
    /// ARNs for the state ALARM.
    pub alarm_actions: Vec<String>,
    /// ARNs for the state INSUFFICIENT_DATA.
    pub insufficient_actions: Vec<String>,
    /// The rule.
    pub rule: Rule,
    /// The alarm that holds its actions back, if any.
    pub suppressor: Option<Suppressor>,
    /// When it was given.
    pub updated: Time,
}

/// The alarm that holds a composite alarm's actions back.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-suppression.html>
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Suppressor {
    /// Its name or ARN as it was given.
    pub given: String,
    /// Its name.
    pub name: String,
    /// How long actions wait for it to go into ALARM, in seconds.
    pub wait_secs: i32,
    /// How long actions are held back after it left ALARM, in seconds.
    pub extension_secs: i32,
}

impl Suppressor {
    /// How long actions wait for it to go into ALARM.
    pub fn wait(&self) -> Span {
        Span::secs(i64::from(self.wait_secs))
    }

    /// How long actions are held back after it left ALARM.
    pub fn extension(&self) -> Span {
        Span::secs(i64::from(self.extension_secs))
    }
}

impl Config {
    /// The ARNs for a state.
    pub fn actions(&self, state: StateValue) -> &[String] {
        match state {
            StateValue::Ok => &self.ok_actions,
            StateValue::Alarm => &self.alarm_actions,
            StateValue::InsufficientData => &self.insufficient_actions,
        }
    }

    /// The names of all alarms it looks at, each once: its children, then its suppressor.
    pub fn watched(&self) -> Vec<String> {
        let mut names = self.rule.children();
        if let Some(suppressor) = &self.suppressor
            && !names.contains(&suppressor.name)
        {
            names.push(suppressor.name.clone());
        }
        names
    }
}

/// The name of an alarm given by name or by ARN. `None` for an ARN of another account, Region or
/// kind of thing: a composite alarm's children live beside it.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-combining.html>
pub fn alarm_name(given: &str, scope: Scope) -> Option<String> {
    if !given.starts_with("arn:") {
        return Some(given.to_owned());
    }
    let arn = Arn::parse(given)?;
    let here = arn.account() == Some(scope.account) && arn.region() == Some(scope.region);
    let name = arn.rest().strip_prefix("alarm:").filter(|name| !name.is_empty())?;
    (here && arn.service() == "cloudwatch").then(|| name.to_owned())
}
