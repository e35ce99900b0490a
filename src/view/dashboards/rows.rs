//! The rows of a metric widget, as its form shows and changes them.

use std::collections::BTreeMap;

use crate::services::cloudwatch::dashboard::lines::{Line, What};
use crate::telemetry::math;
use crate::view::metrics::math::called;
use crate::view::route::RowLook;

/// How a line looks, under its id.
pub fn look(line: &Line, id: &str) -> RowLook {
    RowLook {
        id: id.to_owned(),
        stat: line.stat.clone(),
        period_secs: line.period,
        label: line.label.clone(),
        color: line.color.clone(),
        right: line.is_right(),
        hidden: !line.is_visible(),
    }
}

/// A line that looks so. What is as it is without being said stays unsaid.
pub fn with_look(line: Line, look: RowLook) -> Line {
    let (right, visible) = (line.is_right(), line.is_visible());
    let axis = if right == look.right { line.axis } else { look.right.then(|| "right".to_owned()) };
    let visible = if visible == look.hidden { look.hidden.then_some(false) } else { line.visible };
    Line {
        label: look.label,
        color: look.color,
        stat: look.stat,
        period: look.period_secs,
        axis,
        visible,
        ..line
    }
}

/// What a metric is called, with the names of what its dimensions stand for.
pub fn told(line: &Line, names: &BTreeMap<String, String>) -> String {
    match (&line.what, line.metric_id()) {
        (_, Some(metric)) => called(&metric, names),
        (What::Metric(parts), None) => parts.join(" · "),
        (What::Expression(text), None) => text.clone(),
    }
}

/// What is wrong with an expression by itself.
pub fn problem(id: &str, text: &str) -> Option<String> {
    math::parse(text).err().map(|error| error.refusal(id))
}
