//! A graph of metrics as plain numbers: what is drawn, before anything is drawn.
//!
//! [`scale`] axes and their labels · [`trace`] runs without gaps, and what of them fits a pixel ·
//! [`source`] a metric's numbers · [`read`] what stands under the pointer · [`stack`] lines that
//! stand on each other.

pub mod read;
pub mod scale;
pub mod source;
pub mod stack;
pub mod trace;

use crate::sim::time::{Span, Time};

/// A graph.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartModel {
    /// What it shows, for those who do not see it.
    pub label: String,
    /// Its first instant.
    pub from: Time,
    /// Its end.
    pub to: Time,
    /// Its lines.
    pub series: Vec<Series>,
    /// AWS's name of the unit; empty when there is none or there are several.
    pub unit: String,
    /// The threshold, if there is one.
    pub threshold: Option<Threshold>,
    /// The band of expected values, oldest first.
    pub expected: Vec<Range>,
    /// A stretch of time to shade: the range an evaluation looked at.
    pub band: Option<(Time, Time)>,
    /// Now, if it lies within.
    pub now: Option<Time>,
    /// The moment that is looked at, if it lies within.
    pub at: Option<Time>,
    /// Whether the lines of an axis stand on each other.
    pub stacked: bool,
    /// The ends of the left and of the right axis, where they are given.
    pub ends: [Ends; 2],
    /// Further lines across.
    pub marks: Vec<Mark>,
    /// Marked moments, or stretches from one to another.
    pub moments: Vec<Moment>,
    /// What stands at the left and at the right axis.
    pub labels: [String; 2],
    /// Whether the left and the right axis are without their units.
    pub bare: [bool; 2],
    /// Where its legend stands.
    pub legend: Legend,
}

/// Where the legend of a graph stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Legend {
    /// Beneath it.
    #[default]
    Bottom,
    /// Beside it.
    Right,
    /// Nowhere.
    Hidden,
}

/// What is shaded at a line across, or at a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Fill {
    /// Nothing.
    #[default]
    None,
    /// Above the line; after the moment.
    Beyond,
    /// Beneath the line; before the moment.
    Before,
}

/// The given ends of an axis.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Ends {
    /// The lower end.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
}

/// A line across.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mark {
    /// Its value.
    pub value: f64,
    /// What stands at it.
    pub label: String,
    /// Its colour, when it has one of its own.
    pub color: Option<String>,
    /// Whether it belongs to the right axis.
    pub right: bool,
    /// What is shaded.
    pub fill: Fill,
    /// The other edge of a band, which is shaded.
    pub until: Option<f64>,
}

/// A marked moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// When.
    pub time: Time,
    /// Until when, if it is a stretch, which is shaded.
    pub until: Option<Time>,
    /// Its colour, when it has one of its own.
    pub color: Option<String>,
    /// What is shaded.
    pub fill: Fill,
    /// What stands at it.
    pub label: String,
}

/// One line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// Its name.
    pub label: String,
    /// From one point to the next where nothing is missing.
    pub period: Span,
    /// Its points, oldest first.
    pub dots: Vec<Dot>,
    /// Its colour, when it has one of its own: `#1f77b4`.
    pub color: Option<String>,
    /// Whether it belongs to the right axis.
    pub right: bool,
    /// AWS's name of its unit; empty for that of the graph.
    pub unit: String,
    /// Whether a value holds until the next, so that the line goes in steps.
    pub steps: bool,
}

/// A point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// The start of its period.
    pub time: Time,
    /// Its value.
    pub value: f64,
}

/// The values expected at an instant.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The start of the period.
    pub time: Time,
    /// The least.
    pub lower: f64,
    /// The greatest.
    pub upper: f64,
}

/// A threshold.
#[derive(Clone, Debug, PartialEq)]
pub struct Threshold {
    /// Its value.
    pub value: f64,
    /// What stands at the line.
    pub label: String,
}

impl ChartModel {
    /// A graph without lines.
    pub fn new(label: String, from: Time, to: Time) -> ChartModel {
        ChartModel {
            label,
            from,
            to: to.max(from + Span::secs(1)),
            series: Vec::new(),
            unit: String::new(),
            threshold: None,
            expected: Vec::new(),
            band: None,
            now: None,
            at: None,
            stacked: false,
            ends: [Ends::default(); 2],
            marks: Vec::new(),
            moments: Vec::new(),
            labels: Default::default(),
            bare: [false; 2],
            legend: Legend::Bottom,
        }
    }

    /// Whether there is a point within.
    pub fn has_data(&self) -> bool {
        !self.expected.is_empty() || self.series.iter().any(|series| !series.dots.is_empty())
    }

    /// The part of it between two instants.
    pub fn clip(&self, from: Time, to: Time) -> ChartModel {
        let cut = |series: &Series| {
            let inside = |dot: &&Dot| from <= dot.time && dot.time <= to;
            Series { dots: series.dots.iter().filter(inside).copied().collect(), ..series.clone() }
        };
        let series = self.series.iter().map(cut).collect();
        let inside = |range: &&Range| from <= range.time && range.time <= to;
        let expected = self.expected.iter().filter(inside).copied().collect();
        ChartModel { from, to, series, expected, ..self.clone() }
    }

    /// Where an instant stands: 0 at the left edge, 1 at the right one.
    pub fn share(&self, time: Time) -> f64 {
        share(self.from, self.to, time)
    }

    /// The instant at a share of the width.
    pub fn time_at(&self, share: f64) -> Time {
        let width = (self.to - self.from).as_millis() as f64;
        let offset = (share.clamp(0.0, 1.0) * width).round() as i64;
        self.from + Span::millis(offset)
    }

    /// The left axis: the values it must reach, or the ends it is given.
    pub fn y_axis(&self) -> scale::Axis {
        self.axis(false)
    }

    /// The right axis, if a line belongs to it.
    pub fn right_axis(&self) -> Option<scale::Axis> {
        self.series.iter().any(|series| series.right).then(|| self.axis(true))
    }

    /// The unit of a line.
    pub fn unit_of<'a>(&'a self, series: &'a Series) -> &'a str {
        if series.unit.is_empty() { &self.unit } else { &series.unit }
    }

    /// The unit of an axis: that of its lines, if they have one in common.
    pub fn axis_unit(&self, right: bool) -> &str {
        let own = self.series.iter().filter(|series| series.right == right);
        let mut units = own.map(|series| self.unit_of(series));
        let Some(first) = units.next() else { return &self.unit };
        if units.all(|unit| unit == first) { first } else { "" }
    }

    fn axis(&self, right: bool) -> scale::Axis {
        let own = stack::tops(self).into_iter().zip(&self.series);
        let own = own.filter(|(_, series)| series.right == right);
        let dots = own.flat_map(|(tops, _)| tops.into_iter().map(|dot| dot.value));
        let threshold = self.threshold.as_ref().filter(|_| !right);
        let marks = self.marks.iter().filter(|mark| mark.right == right).map(|mark| mark.value);
        let expected = self.expected.iter().filter(|_| !right);
        let band = expected.flat_map(|range| [range.lower, range.upper]);
        let values = dots.chain(threshold.map(|threshold| threshold.value)).chain(marks);
        let values = values.chain(band);
        let [left_ends, right_ends] = self.ends;
        let ends = if right { right_ends } else { left_ends };
        scale::Axis::between(values, self.axis_unit(right), ends)
    }
}

/// Where an instant stands in a stretch of time: 0 at its start, 1 at its end.
pub fn share(from: Time, to: Time, time: Time) -> f64 {
    let width = (to - from).as_millis().max(1) as f64;
    (time - from).as_millis() as f64 / width
}
