//! Lines that stand on each other: of each line where it begins and where it ends.

use std::collections::BTreeMap;

use super::{ChartModel, Dot};
use crate::sim::time::Time;

/// Of each line its points as they are drawn: raised by the lines of the same axis beneath it when
/// the graph is stacked.
pub fn tops(model: &ChartModel) -> Vec<Vec<Dot>> {
    if !model.stacked {
        return model.series.iter().map(|series| series.dots.clone()).collect();
    }
    let mut sums: [BTreeMap<Time, f64>; 2] = Default::default();
    let mut all = Vec::with_capacity(model.series.len());
    for series in &model.series {
        let [left, right] = &mut sums;
        let sums = if series.right { right } else { left };
        let raise = |dot: &Dot| {
            let sum = sums.entry(dot.time).or_default();
            *sum += dot.value;
            Dot { time: dot.time, value: *sum }
        };
        all.push(series.dots.iter().map(raise).collect());
    }
    all
}
