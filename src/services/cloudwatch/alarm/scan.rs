//! Looking through many evaluations at once: at which of them would the state change?
//!
//! An evaluation reads its windows anew. Over a stretch of time in which nothing else happens,
//! neighbouring evaluations see nearly the same points: here the points are read once, each window
//! is filled once, and the same verdict is reached from them. What it finds is exactly what
//! [`super::evaluate`] would: where that cannot be told from the points alone (wall clocks,
//! expressions, other grids than the minute, several units) it asks the ordinary evaluation.

use super::config::{Config, StateValue};
use super::decide::{Rule, Terms, Verdict, decide, decide_over};
use super::slots::{MAX_SHIFTS, Place, Slots};
use super::watched::Measure;
use super::window::{Grid, range};
use crate::sim::time::{Span, Time};
use crate::sim::timing;
use crate::telemetry::{Bin, Point, Stat};

const MINUTE: Span = Span::mins(1);

/// How many evaluations are looked through with the points read at once.
const STRETCH: i64 = 1440;

/// The evaluations of one configuration after one instant and up to another.
pub struct Scan<'a> {
    config: &'a Config,
    place: Place<'a>,
    terms: Terms,
    grid: Grid,
    /// How many windows are fetched.
    range: i64,
    /// The next evaluation.
    at: Time,
    /// The last one to look at.
    to: Time,
    stretch: Option<Stretch>,
    slots: Slots,
    /// The last evaluation that was about missing data or too few samples.
    treated: Option<Time>,
}

/// What windows are filled with.
#[derive(Clone, Copy, Debug)]
struct Of {
    stat: Stat,
    unit: Option<&'static str>,
    /// How many minutes a period has.
    minutes: i64,
}

/// Windows that are filled, for evaluations up to an instant.
struct Stretch {
    /// What they are filled with.
    of: Of,
    /// The last evaluation it serves.
    until: Time,
    /// Where the first window begins.
    from: Time,
    /// Where it ends.
    first: Time,
    /// The windows by the minute in which they end.
    windows: Vec<Window>,
    /// Every point, oldest first.
    points: Vec<Point>,
    /// For each minute from `from` on, the first point at or after it.
    begins: Vec<usize>,
    /// Whether the points come from a service alone: then one not yet readable is on its way.
    emitted: bool,
    /// Whether windows cannot be filled one by one.
    mixed: bool,
}

/// One window with all points it will ever have.
#[derive(Clone, Copy, Debug)]
struct Window {
    value: Option<f64>,
    samples: f64,
    /// When the last of its points became readable.
    settled: Time,
    /// How many windows up to this one, a period apart, have points on the same side of the
    /// threshold.
    alike: u32,
    /// Whether they breach.
    breach: bool,
    /// When the last of all their points became readable.
    all_settled: Time,
}

impl<'a> Scan<'a> {
    /// The evaluations after `after` and up to `to`, of an alarm that is not warming up.
    pub fn new(config: &'a Config, place: Place<'a>, after: Time, to: Time) -> Scan<'a> {
        let grid = Grid::of(config);
        Scan {
            config,
            place,
            terms: Terms::of(config),
            grid,
            range: i64::from(range(config)),
            at: grid.after(after),
            to,
            stretch: None,
            slots: Slots::default(),
            treated: None,
        }
    }

    /// The first evaluation, after those looked at before, that finds another state than `state`.
    pub fn next_change(&mut self, state: StateValue) -> Option<Time> {
        self.next(state).map(|(at, _)| at)
    }

    /// The last evaluation looked at whose verdict was about missing data or too few samples: after
    /// it, how missing data is treated made no difference.
    pub fn treated(&self) -> Option<Time> {
        self.treated
    }

    /// The same with the state it finds.
    pub fn next(&mut self, state: StateValue) -> Option<(Time, StateValue)> {
        while self.at <= self.to {
            let at = self.at;
            self.at = self.grid.after(at);
            let (found, until) = match self.steady(at) {
                Some((found, until)) => (Some(found), until),
                None => (self.state_at(at), at),
            };
            if let Some(found) = found.filter(|found| *found != state) {
                return Some((at, found));
            }
            self.at = self.at.max(self.grid.after(until));
        }
        None
    }

    /// The verdict of this and of all evaluations up to an instant, where the metric is known to
    /// stay on one side of the threshold: then every window has a point, but for the newest minute
    /// whose point is on its way, and all points agree.
    fn steady(&self, at: Time) -> Option<(StateValue, Time)> {
        let read = self.stretch.as_ref().is_some_and(|stretch| at <= stretch.until);
        let usual = self.grid == Grid::Minute && self.config.wall_clock().is_none();
        let (state, until) = (!read && usual).then(|| self.told(at - self.reach()))??;
        (at <= until).then(|| (state, self.to.min(until)))
    }

    /// On which side of the threshold all windows lie that begin at an instant or later, and end by
    /// another.
    fn told(&self, from: Time) -> Option<(StateValue, Time)> {
        let measure = self.config.measure()?;
        if !measure.stat.is_among_samples() || self.terms.least_samples.is_some() {
            return None;
        }
        let Place { source, scope } = self.place;
        let steady = source.steady(scope, &measure.id, from)?;
        let counts = measure.unit.is_none_or(|unit| unit == steady.unit);
        // An average is rounded.
        let slack = 1e-9 * steady.low.abs().max(steady.high.abs());
        let breach = self.terms.breaches(steady.low - slack, None);
        let agree = breach == self.terms.breaches(steady.high + slack, None);
        let state = if breach { StateValue::Alarm } else { StateValue::Ok };
        (counts && agree).then_some((state, steady.until))
    }

    /// How far back an evaluation may look.
    fn reach(&self) -> Span {
        self.config.period().times(self.range + MAX_SHIFTS as i64)
    }

    fn state_at(&mut self, at: Time) -> Option<StateValue> {
        let Some(measure) = self.config.measure() else { return self.ordinary(at) };
        if self.grid != Grid::Minute || self.config.wall_clock().is_some() {
            return self.ordinary(at);
        }
        if self.stretch.as_ref().is_none_or(|stretch| at > stretch.until) {
            self.stretch = Some(self.read(measure, at));
        }
        let found = match &self.stretch {
            Some(stretch) if !stretch.mixed => self.quick(measure, stretch, at),
            _ => return self.ordinary(at),
        };
        match found {
            Ok(state) => Some(state),
            Err(verdict) => self.noted(verdict, at),
        }
    }

    /// The verdict of the ordinary evaluation.
    fn ordinary(&mut self, at: Time) -> Option<StateValue> {
        self.slots.fill(self.config, self.place, at);
        let verdict = decide(&self.slots.slots, &self.terms);
        self.noted(verdict, at)
    }

    /// The state of a verdict; whether missing data played a part is remembered.
    fn noted(&mut self, verdict: Verdict, at: Time) -> Option<StateValue> {
        if verdict.rule != Rule::NewestReal {
            self.treated = Some(at);
        }
        verdict.state
    }

    /// The same from windows that are filled already: the state, if a glance tells it.
    fn quick(&self, measure: &Measure, stretch: &Stretch, at: Time) -> Result<StateValue, Verdict> {
        let newest = (at - stretch.first).as_millis() / MINUTE.as_millis();
        if let Some(state) = self.at_a_glance(stretch, newest, at) {
            return Ok(state);
        }
        let value = |nth: i64| stretch.value(newest - nth * stretch.of.minutes, at);
        let shift = self.shift(measure, stretch, at, &value);
        let nths = shift..shift + self.range;
        let judged = |(value, samples): (Option<f64>, f64)| {
            (value.map(|value| self.terms.breaches(value, None)), samples)
        };
        Err(decide_over(nths.map(value).map(judged), &self.terms))
    }

    /// The verdict where the newest N windows all have a point, and all on one side: then nothing
    /// else plays a part.
    fn at_a_glance(&self, stretch: &Stretch, newest: i64, at: Time) -> Option<StateValue> {
        let late = stretch.of.minutes == 1 && stretch.is_on_its_way(at);
        let window = stretch.windows.get(usize::try_from(newest - i64::from(late)).ok()?)?;
        let sure = window.alike >= self.terms.n
            && window.all_settled <= at
            && self.terms.least_samples.is_none();
        let state = if window.breach { StateValue::Alarm } else { StateValue::Ok };
        sure.then_some(state)
    }

    /// By how many periods the range is shifted back because newest data is on its way; the rule
    /// is that of [`Slots::fill`].
    fn shift(
        &self,
        measure: &Measure,
        stretch: &Stretch,
        at: Time,
        value: &impl Fn(i64) -> (Option<f64>, f64),
    ) -> i64 {
        let period = self.config.period();
        let mut shift = 0;
        while shift < MAX_SHIFTS as i64 && value(shift).0.is_none() {
            let end = at - period.times(shift);
            if shift == 0 && period == MINUTE && stretch.is_on_its_way(at) {
                shift = 1;
                continue;
            }
            let Place { source, scope } = self.place;
            let rhythm = source.rhythm(scope, &measure.id, at);
            let from = (end - period).min(end - rhythm);
            if !source.is_pending(scope, &measure.id, from, end, at) {
                break;
            }
            shift += 1;
            if rhythm > period {
                break;
            }
        }
        shift
    }

    /// Reads the points of a stretch and fills its windows.
    fn read(&self, measure: &Measure, at: Time) -> Stretch {
        let config = self.config;
        let period = config.period();
        let Place { source, scope } = self.place;
        let (reach, from) = (self.reach(), at - self.reach());
        // Once the last change is out of reach, a steady metric need not be read.
        let long = match self.told(at - MINUTE) {
            Some(_) => reach,
            None => reach.max(MINUTE.times(STRETCH)),
        };
        let until = self.to.min(at + long);
        let mut points = Vec::new();
        // What becomes readable a little later is seen too: it is on its way.
        let now = until + timing::DETAILED_POINT;
        source.points(scope, &measure.id, from, until, now, &mut |point| points.push(point));
        let mut stretch = Stretch {
            of: Of {
                stat: measure.stat,
                unit: measure.unit,
                minutes: i64::from(config.period_secs) / 60,
            },
            until,
            from,
            first: from + period,
            windows: Vec::new(),
            points,
            begins: Vec::new(),
            emitted: source.is_emitted(scope, &measure.id),
            mixed: false,
        };
        stretch.fill(&self.terms);
        stretch
    }
}

impl Window {
    /// Counts on from the window a period before.
    fn follow(&mut self, before: Option<Window>, terms: &Terms) {
        let Some(value) = self.value else { return };
        self.breach = terms.breaches(value, None);
        self.alike = 1;
        if let Some(before) = before.filter(|w| w.alike > 0 && w.breach == self.breach) {
            self.alike += before.alike;
            self.all_settled = self.settled.max(before.all_settled);
        }
    }
}

impl Stretch {
    fn fill(&mut self, terms: &Terms) {
        let unit = self.of.unit.or(self.points.first().map(|point| point.unit));
        self.mixed = self.of.unit.is_none() && self.points.iter().any(|p| Some(p.unit) != unit);
        let minutes = (self.until - self.from).as_secs() / 60;
        let mut index = 0;
        for minute in 0..=minutes {
            let start = self.from + MINUTE.times(minute);
            while self.points.get(index).is_some_and(|point| point.time < start) {
                index += 1;
            }
            self.begins.push(index);
        }
        let mut bin = Bin::default();
        let last = (self.until - self.first).as_secs() / 60;
        let period = usize::try_from(self.of.minutes).unwrap_or(1);
        for minute in 0..=last {
            let mut window = self.window(minute, None, &mut bin);
            let before = self.windows.len().checked_sub(period).and_then(|i| self.windows.get(i));
            window.follow(before.copied(), terms);
            self.windows.push(window);
        }
    }

    /// The window that ends so many minutes after the first: with all its points, or with those
    /// readable at an instant.
    fn window(&self, minute: i64, at: Option<Time>, bin: &mut Bin) -> Window {
        bin.clear();
        let mut settled = Time::from_millis(i64::MIN);
        for point in self.points_of(minute) {
            let counts = self.of.unit.is_none_or(|unit| unit == point.unit);
            if counts && at.is_none_or(|at| point.arrival <= at) {
                bin.add(point, self.of.stat);
            }
            settled = settled.max(point.arrival);
        }
        Window {
            value: bin.value(self.of.stat),
            samples: bin.count,
            settled,
            alike: 0,
            breach: false,
            all_settled: settled,
        }
    }

    fn points_of(&self, minute: i64) -> &[Point] {
        let begin = |minute: i64| self.begins.get(usize::try_from(minute).ok()?).copied();
        let range = begin(minute).unwrap_or(0)..begin(minute + self.of.minutes).unwrap_or(0);
        self.points.get(range).unwrap_or_default()
    }

    /// The data point of the window that ends so many minutes after the first, as it is readable at
    /// `at`, and its samples.
    fn value(&self, minute: i64, at: Time) -> (Option<f64>, f64) {
        let index = usize::try_from(minute).unwrap_or(usize::MAX);
        let Some(mut window) = self.windows.get(index).copied() else { return (None, 0.0) };
        if window.settled > at {
            window = self.window(minute, Some(at), &mut Bin::default());
        }
        (window.value, window.samples)
    }

    /// Whether the point of the minute that ends at `at` is known to be on its way: it is a
    /// service's point for this one minute, and not readable yet. Otherwise the source must say.
    fn is_on_its_way(&self, at: Time) -> bool {
        let start = at - MINUTE;
        let minute = (start - self.from).as_millis() / MINUTE.as_millis();
        let Ok(minute) = usize::try_from(minute) else { return false };
        let begin = |minute: usize| self.begins.get(minute).copied();
        let (Some(begin), Some(end)) = (begin(minute), begin(minute + 1)) else { return false };
        let point = self.points.get(begin).filter(|_| end == begin + 1);
        let known = |p: &Point| p.time == start && p.arrival == p.time + timing::DETAILED_POINT;
        self.emitted && point.is_some_and(known)
    }
}
