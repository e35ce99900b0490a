//! Lines: runs without gaps, and what of them is left to draw when there are more points than
//! pixels.

use super::{Dot, Series};
use crate::sim::time::Time;

/// The runs of a line: a point further from the last than a period begins another. A run of one
/// point is drawn as a dot.
pub fn runs(series: &Series) -> Vec<&[Dot]> {
    let period = series.period;
    series.dots.chunk_by(|a, b| b.time - a.time <= period).collect()
}

/// What of a run lies between two instants, cut at the edges: a period may begin before the graph
/// does.
pub fn within(run: &[Dot], from: Time, to: Time) -> Vec<Dot> {
    let mut kept = Vec::with_capacity(run.len());
    let mut last: Option<Dot> = None;
    for dot in run {
        if let Some(last) = last {
            let edges = [from, to].into_iter().filter(|edge| last.time < *edge && *edge < dot.time);
            kept.extend(edges.map(|time| {
                let share = super::share(last.time, dot.time, time);
                Dot { time, value: last.value + (dot.value - last.value) * share }
            }));
        }
        if (from..=to).contains(&dot.time) {
            kept.push(*dot);
        }
        last = Some(*dot);
    }
    kept
}

/// A run as steps: each value holds until the next.
pub fn steps(run: &[Dot]) -> Vec<Dot> {
    let corner = |pair: &[Dot]| match pair {
        [before, after] if before.value != after.value => {
            vec![Dot { time: after.time, value: before.value }, *after]
        }
        [_, after] => vec![*after],
        _ => Vec::new(),
    };
    run.iter().take(1).copied().chain(run.windows(2).flat_map(corner)).collect()
}

/// Of each column of pixels the first, the least, the greatest and the last point, which draw the
/// same picture as all of them.
pub fn decimate(run: &[Dot], from: Time, to: Time, columns: u32) -> Vec<Dot> {
    if run.len() <= 2 * columns as usize {
        return run.to_vec();
    }
    let column = |dot: &Dot| (super::share(from, to, dot.time) * f64::from(columns)).floor() as i64;
    let mut kept = Vec::with_capacity(4 * columns as usize);
    for group in run.chunk_by(|a, b| column(a) == column(b)) {
        let by_value = |a: &&Dot, b: &&Dot| a.value.total_cmp(&b.value);
        let least = group.iter().min_by(by_value);
        let greatest = group.iter().max_by(by_value);
        let mut four = [group.first(), least, greatest, group.last()];
        four.sort_by_key(|dot| dot.map(|dot| dot.time));
        for dot in four.into_iter().flatten() {
            if kept.last() != Some(dot) {
                kept.push(*dot);
            }
        }
    }
    kept
}
