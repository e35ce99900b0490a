//! Expressions beside the metrics that are graphed: what they are called, what they give, and what
//! is wrong with them.

use super::Chosen;
use crate::sim::time::{Span, Time};
use crate::telemetry::math::{self, MathError, Scene, Series, Value};
use crate::view::chart::{self, ChartModel};

/// A line of the graph, by the id that expressions know it by.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// `m1` for metrics, `e1` for expressions.
    pub id: String,
    /// The metric's label, or the expression.
    pub text: String,
    /// What is wrong with the expression, in the words AWS would refuse it with.
    pub problem: Option<String>,
}

/// Metrics and expressions with what they are computed from.
pub struct Sheet<'a> {
    metrics: Vec<Series>,
    expressions: &'a [String],
    grid: Vec<Time>,
}

impl<'a> Sheet<'a> {
    /// The lines of the metrics, in order, and expressions over them.
    pub fn new(
        lines: &[chart::Series],
        expressions: &'a [String],
        period: Span,
        (from, to): (Time, Time),
    ) -> Sheet<'a> {
        let metric = |(nth, line): (usize, &chart::Series)| Series {
            id: format!("m{}", nth + 1),
            period: line.period,
            points: line.dots.iter().map(|dot| (dot.time, dot.value)).collect(),
        };
        let first = from.floor(period);
        let times = std::iter::successors(Some(first), |time| Some(*time + period));
        Sheet {
            metrics: lines.iter().enumerate().map(metric).collect(),
            expressions,
            grid: times.take_while(|time| *time < to).collect(),
        }
    }

    /// The series that an expression gives.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn of(&self, expression: &str) -> Result<Vec<Series>, MathError> {
        match math::value(&math::parse(expression)?, self)? {
            Value::Series(series) => Ok(vec![series]),
            Value::Many(all) => Ok(all),
            Value::Scalar(_) => Err(MathError::ScalarResult),
        }
    }
}

impl Scene for Sheet<'_> {
    fn value(&self, id: &str) -> Result<Option<Value>, MathError> {
        if let Some(series) = self.metrics.iter().find(|series| series.id == id) {
            return Ok(Some(Value::Series(series.clone())));
        }
        // An expression may rest on those above it, so none can need itself.
        let number = id.strip_prefix('e').and_then(|number| number.parse::<usize>().ok());
        let place = number.and_then(|number| number.checked_sub(1));
        let Some(text) = place.and_then(|place| self.expressions.get(place)) else {
            return Ok(None);
        };
        let above = self.expressions.get(..place.unwrap_or_default()).unwrap_or_default();
        let (metrics, grid) = (self.metrics.clone(), self.grid.clone());
        let sheet = Sheet { metrics, expressions: above, grid };
        math::value(&math::parse(text)?, &sheet).map(Some)
    }

    fn metrics(&self) -> Vec<Series> {
        self.metrics.clone()
    }

    fn grid(&self) -> Vec<Time> {
        self.grid.clone()
    }
}

/// Adds the expressions' lines to a graph of the metrics; gives all lines by their ids.
pub(super) fn add(chart: &mut ChartModel, chosen: &Chosen) -> Vec<Row> {
    let row = |id: String, text: &str| Row { id, text: text.to_owned(), problem: None };
    let metrics = chart.series.iter().enumerate();
    let mut rows: Vec<Row> =
        metrics.map(|(nth, line)| row(format!("m{}", nth + 1), &line.label)).collect();
    let range = (chart.from, chart.to);
    let sheet = Sheet::new(&chart.series, &chosen.math, chosen.period(), range);
    for (nth, text) in chosen.math.iter().enumerate() {
        let mut row = row(format!("e{}", nth + 1), text);
        match sheet.of(text) {
            Ok(all) => {
                // One of several is called after its metric too.
                let several = all.len() > 1;
                chart.series.extend(all.into_iter().map(|series| {
                    let own = if several { format!(" {}", series.id) } else { String::new() };
                    line(format!("{}{own}", row.id), series, chosen.period())
                }));
            }
            Err(error) => row.problem = Some(error.refusal(&row.id)),
        }
        rows.push(row);
    }
    rows
}

fn line(label: String, series: Series, period: Span) -> chart::Series {
    let dots = series.points.into_iter().map(|(time, value)| chart::Dot { time, value });
    chart::Series { label, period, dots: dots.collect() }
}

/// What is wrong with an expression that would be added to what is chosen.
pub fn problem(chosen: &Chosen, expression: &str) -> Option<String> {
    let lines = vec![chart::Series::default(); chosen.metrics.len()];
    let nothing = (Time::from_secs(0), Time::from_secs(0));
    let sheet = Sheet::new(&lines, &chosen.math, chosen.period(), nothing);
    let id = format!("e{}", chosen.math.len() + 1);
    sheet.of(expression).err().map(|error| error.refusal(&id))
}

/// Whether AWS would answer each of the expressions.
pub(super) fn sound(chosen: &Chosen) -> bool {
    let above = |place: usize| Chosen {
        math: chosen.math.iter().take(place).cloned().collect(),
        ..chosen.clone()
    };
    let mut all = chosen.math.iter().enumerate();
    all.all(|(place, text)| problem(&above(place), text).is_none())
}
