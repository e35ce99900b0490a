//! What stands under the pointer, and where the arrow keys lead.

use std::collections::BTreeSet;

use super::ChartModel;
use super::scale;
use crate::sim::time::Time;

/// A step of the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the point before.
    Back,
    /// To the next point.
    On,
    /// To the first point.
    First,
    /// To the last point.
    Last,
}

/// What is to be read at an instant.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The instant.
    pub time: Time,
    /// Of each line its name and its value there, with the unit; `None` where it has none.
    pub values: Vec<(String, Option<String>)>,
}

/// Every instant with a point within the graph, oldest first.
pub fn times(model: &ChartModel) -> Vec<Time> {
    let dots = model.series.iter().flat_map(|series| &series.dots);
    let within = dots.map(|dot| dot.time).filter(|time| (model.from..=model.to).contains(time));
    within.collect::<BTreeSet<Time>>().into_iter().collect()
}

/// The instant with a point that is nearest.
pub fn nearest(model: &ChartModel, time: Time) -> Option<Time> {
    let distance = |other: &Time| (*other - time).as_millis().abs();
    times(model).into_iter().min_by_key(distance)
}

/// Where a key leads from an instant; without one, from the newest point.
pub fn step(model: &ChartModel, from: Option<Time>, step: Step) -> Option<Time> {
    let times = times(model);
    let last = times.last().copied();
    let Some(from) = from else {
        return if step == Step::First { times.first().copied() } else { last };
    };
    match step {
        Step::Back => times.iter().rev().find(|time| **time < from).or(times.first()).copied(),
        Step::On => times.iter().find(|time| **time > from).copied().or(last),
        Step::First => times.first().copied(),
        Step::Last => last,
    }
}

/// What stands at an instant.
pub fn at(model: &ChartModel, time: Time) -> Reading {
    let value = |series: &super::Series| {
        let dot = series.dots.iter().find(|dot| dot.time == time);
        dot.map(|dot| scale::with_unit(dot.value, model.unit_of(series)))
    };
    let values = model.series.iter().map(|series| (series.label.clone(), value(series))).collect();
    Reading { time, values }
}
