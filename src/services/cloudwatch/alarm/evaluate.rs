//! One evaluation: windows filled, warm-up minded, verdict given.

use super::config::{Config, StateValue};
use super::decide::{Rule, Tally, Terms, Verdict, decide};
use super::slots::{Place, Slots};
use super::{reason, reason_data};
use crate::sim::time::{Span, Time};

/// An alarm's state and why it is in it. It changes only when the state does.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Condition {
    /// The state.
    pub value: StateValue,
    /// StateReason.
    pub reason: String,
    /// StateReasonData.
    pub data: Option<String>,
    /// Since when.
    pub since: Time,
    /// What brought it about.
    pub by: By,
}

/// What brought a state about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum By {
    /// The alarm was created.
    Creation,
    /// An evaluation.
    Evaluation,
    /// SetAlarmState.
    SetAlarmState,
}

impl Condition {
    /// The newest value that StateReasonData tells; somebody who sets the state may tell one too.
    pub fn newest_value(&self) -> Option<f64> {
        let data: serde_json::Value = serde_json::from_str(self.data.as_deref()?).ok()?;
        data.get("recentDatapoints")?.as_array()?.last()?.as_f64()
    }

    /// A new alarm's.
    pub fn created(at: Time) -> Condition {
        Condition {
            value: StateValue::InsufficientData,
            reason: reason::CREATED.to_owned(),
            data: None,
            since: at,
            by: By::Creation,
        }
    }
}

/// Evaluates a configuration at one instant of its grid. `created` and `warming` tell of its
/// warm-up; `warming` becomes false when that is over.
pub fn evaluate(
    config: &Config,
    place: Place<'_>,
    at: Time,
    created: Time,
    warming: &mut bool,
    slots: &mut Slots,
) -> Verdict {
    slots.fill(config, place, at);
    if *warming && !is_warm(config, place, at, created, slots) {
        return Verdict { state: None, rule: Rule::WarmUp, tally: Tally::default() };
    }
    *warming = false;
    decide(&slots.slots, &Terms::of(config))
}

/// Whether the time of the warm-up is up, if there is one.
pub fn is_over(config: &Config, created: Time, at: Time) -> bool {
    let up = |minutes: i32| at >= created + Span::mins(i64::from(minutes));
    config.warm_up.is_none_or(|warm_up| up(warm_up.minutes))
}

/// Whether the warm-up is over: its time is up or, unless it must last to its end, the evaluation
/// window is full. AWS calls it full "when a datapoint exists for the most recent period", and its
/// example (3 × 5 minutes, data since 10:04, over at 10:19) asks for data since its start too.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-warm-up.html>
fn is_warm(config: &Config, place: Place<'_>, at: Time, created: Time, slots: &Slots) -> bool {
    if is_over(config, created, at) {
        return true;
    }
    if config.warm_up.is_some_and(|warm_up| warm_up.only_after == Some(true)) {
        return false;
    }
    let newest = slots.slots.first().is_some_and(|slot| slot.value.is_some());
    let oldest = slots.slots.get(config.n() as usize - 1);
    let since = |start: Time| {
        let mut any = false;
        let (from, to) = (start - config.period() + Span::millis(1), start + Span::millis(1));
        for measure in config.metric.measures() {
            let of = place.of(measure);
            place.source.points(of, &measure.id, from, to, at, &mut |_| any = true);
        }
        any
    };
    newest && oldest.is_some_and(|slot| since(slot.start))
}

/// The new condition of an alarm, if the verdict changes its state.
pub fn change(
    config: &Config,
    slots: &Slots,
    verdict: &Verdict,
    before: StateValue,
    at: Time,
) -> Option<Condition> {
    let value = verdict.state.filter(|state| *state != before)?;
    let terms = Terms::of(config);
    let m = config.datapoints_to_alarm;
    Some(Condition {
        value,
        reason: reason::of_verdict(&slots.slots, &terms, verdict, m)?,
        data: Some(reason_data::of_verdict(&slots.slots, config, verdict, at)),
        since: at,
        by: By::Evaluation,
    })
}
