//! The states other settings would have led to, and nothing of why: for settings that are tried
//! while somebody types, over a history in which they may change state thousands of times.
//!
//! [`super::explain::what_if`] tells the reasons too, which takes an evaluation each.

use super::config::{Config, StateValue, Treat};
use super::contributor;
use super::evaluate::evaluate;
use super::explain::Segment;
use super::scan::Scan;
use super::slots::{Place, Slots};
use super::walk::Walk;
use super::window::Grid;
use crate::sim::time::Time;

/// What an alarm with this configuration, created at `from`, would have been, with each treatment
/// of missing data.
pub fn with_each_treatment(
    config: &Config,
    place: Place<'_>,
    (from, to): (Time, Time),
) -> Vec<(Treat, Vec<Segment>)> {
    let treated = |treat| Config { treat: Some(treat), ..config.clone() };
    let [first, others @ ..] = Treat::ALL;
    let run = run(&treated(first), place, (from, to));
    // From the first evaluation on to which it made no difference any more, all are alike.
    let same = Grid::of(config).after(run.treated);
    let other = |treat: Treat| {
        let config = treated(treat);
        let mut segments = match same < to {
            true => self::run(&config, place, (from, same)).segments,
            false => self::run(&config, place, (from, to)).segments,
        };
        go_on(&mut segments, &run.segments, same);
        (treat, segments)
    };
    let others: Vec<_> = others.into_iter().map(other).collect();
    std::iter::once((first, run.segments)).chain(others).collect()
}

/// The same as the other from an instant on.
fn go_on(segments: &mut Vec<Segment>, other: &[Segment], from: Time) {
    for segment in other.iter().filter(|segment| segment.to > from) {
        let begins = segment.from.max(from);
        match segments.last_mut() {
            Some(last) if last.state == segment.state && last.to == begins => last.to = segment.to,
            _ => segments.push(Segment { from: begins, ..*segment }),
        }
    }
}

/// One run through a history.
struct Run {
    segments: Vec<Segment>,
    /// The last evaluation whose verdict was about missing data or too few samples.
    treated: Time,
}

/// What an alarm with this configuration, created at `from`, would have been.
pub fn states(config: &Config, place: Place<'_>, from: Time, to: Time) -> Vec<Segment> {
    run(config, place, (from, to)).segments
}

fn run(config: &Config, place: Place<'_>, (from, to): (Time, Time)) -> Run {
    let mut states = States { segments: Vec::new(), state: StateValue::InsufficientData, from };
    if contributor::query(config).is_some() {
        // What one time series does may depend on what it did before.
        let mut walk = Walk::new(config.clone(), from);
        while let Some(change) = walk.next_change(place, to) {
            states.now(Some(change.to), change.at);
        }
        states.close(to);
        return Run { segments: states.segments, treated: walk.treated().unwrap_or(from) };
    }
    let (mut at, mut slots) = (from, Slots::default());
    let (grid, mut warming) = (Grid::of(config), config.warm_up.is_some());
    while warming && grid.after(at) <= to {
        at = grid.after(at);
        let verdict = evaluate(config, place, at, from, &mut warming, &mut slots);
        states.now(verdict.state, at);
    }
    let begun = at;
    let mut scan = Scan::new(config, place, at, to);
    while let Some((at, state)) = scan.next(states.state) {
        states.now(Some(state), at);
    }
    let treated = scan.treated().unwrap_or(begun);
    states.close(to);
    Run { segments: states.segments, treated }
}

/// States as they come.
struct States {
    segments: Vec<Segment>,
    state: StateValue,
    from: Time,
}

impl States {
    /// A verdict; none leaves the state as it is.
    fn now(&mut self, state: Option<StateValue>, at: Time) {
        if let Some(state) = state.filter(|state| *state != self.state) {
            self.close(at);
            (self.state, self.from) = (state, at);
        }
    }

    fn close(&mut self, to: Time) {
        if self.from < to {
            self.segments.push(Segment { from: self.from, to, state: self.state });
        }
    }
}
