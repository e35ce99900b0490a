//! Why a composite alarm is in its state: StateReason and StateReasonData.
//!
//! Samples:
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html>.
//! The text after an update is not among them; it follows that after creation.

use crate::services::cloudwatch::alarm::StateValue;
use crate::services::cloudwatch::json::{Object, list};
use crate::sim::scope::Arn;
use crate::sim::time::Time;

/// What made a composite alarm evaluate its rule.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Trigger {
    /// It was created.
    Created,
    /// Its configuration was replaced.
    Updated,
    /// One of its children changed state.
    Child(Seen),
    /// Nothing: SetAlarmState.
    Set,
}

/// An alarm in a state.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Seen {
    /// Its ARN.
    pub arn: Arn,
    /// Its state.
    pub state: StateValue,
    /// Since when.
    pub since: Time,
}

/// StateReason.
pub fn text(own: &Arn, trigger: &Trigger, state: StateValue) -> String {
    let evaluates =
        |what: &str| format!("{own} was {what} and its alarm rule evaluates to {}", state.name());
    match trigger {
        Trigger::Created => evaluates("created"),
        Trigger::Updated | Trigger::Set => evaluates("updated"),
        Trigger::Child(seen) => {
            format!("{} transitioned to {} at {}", seen.arn, seen.state.name(), seen.since.mail())
        }
    }
}

/// StateReasonData takes so many characters.
const LONGEST: usize = 4000;

/// StateReasonData: the child that changed, or after creation and update all of them, as far as
/// they fit.
pub fn data(seen: &[Seen]) -> String {
    let mut alarms: Vec<String> = Vec::new();
    let mut length = "{\"triggeringAlarms\":[]}".len();
    for one in seen {
        let state = Object::new()
            .text("value", one.state.name())
            .text("timestamp", &one.since.aws_millis())
            .end();
        let alarm = Object::new().text("arn", one.arn.as_str()).raw("state", &state).end();
        length += alarm.chars().count() + 1;
        if length > LONGEST {
            break;
        }
        alarms.push(alarm);
    }
    Object::new().raw("triggeringAlarms", &list(&alarms)).end()
}

/// The alarms that StateReasonData names, for messages.
pub fn triggering(data: Option<&str>) -> Vec<(String, String, String)> {
    let value = data.and_then(|data| serde_json::from_str::<serde_json::Value>(data).ok());
    let text = |value: &serde_json::Value, at: &str| {
        value.pointer(at).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
    };
    let alarms = value.as_ref().and_then(|value| value.get("triggeringAlarms")?.as_array());
    let one =
        |alarm| (text(alarm, "/arn"), text(alarm, "/state/value"), text(alarm, "/state/timestamp"));
    alarms.into_iter().flatten().map(one).collect()
}
