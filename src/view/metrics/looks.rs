//! How the rows of the metrics page look, and the page's graph as the widget of a dashboard.

use super::{Chosen, math};
use crate::number;
use crate::services::cloudwatch::dashboard::body::{Axis, Metric};
use crate::services::cloudwatch::dashboard::lines::{Line, What};
use crate::sim::scope::Region;
use crate::sim::time::Span;
use crate::telemetry::{MetricId, unit};
use crate::view::alarms::draft::Draft;
use crate::view::alarms::rows::Row;
use crate::view::chart::{ChartModel, Ends};
use crate::view::route::RowLook;
use crate::view::widget::{self, View, lines::Drawn};

/// How a row of this id looks.
pub fn of<'a>(chosen: &'a Chosen, id: &str) -> Option<&'a RowLook> {
    chosen.looks.iter().find(|look| look.id == id)
}

/// The statistic a metric is read with.
pub(super) fn stat<'a>(chosen: &'a Chosen, id: &str) -> &'a str {
    of(chosen, id).and_then(|look| look.stat.as_deref()).unwrap_or(chosen.stat_name())
}

/// The period a metric is read with.
pub(super) fn period(chosen: &Chosen, id: &str) -> Span {
    let own = of(chosen, id).and_then(|look| look.period_secs);
    own.map_or_else(|| chosen.period(), |secs| Span::secs(i64::from(secs.max(1))))
}

/// Gives the lines of a graph their labels, colours and axes, and leaves out what is hidden.
pub(super) fn apply(chart: &mut ChartModel, rows: &[math::Row], chosen: &Chosen) {
    let mut lines = std::mem::take(&mut chart.series).into_iter();
    for row in rows {
        let own = lines.by_ref().take(row.lines);
        let Some(look) = of(chosen, &row.id) else {
            chart.series.extend(own);
            continue;
        };
        let several = row.lines > 1;
        let styled = own.map(|mut series| {
            if let Some(label) = &look.label {
                let own = series.label.strip_prefix(&row.id).unwrap_or_default();
                series.label = if several { format!("{label}{own}") } else { label.clone() };
            }
            series.color = look.color.clone();
            series.right = look.right;
            series
        });
        let styled: Vec<_> = styled.collect();
        if !look.hidden {
            chart.series.extend(styled);
        }
    }
    chart.stacked = chosen.stacked;
    let ends = |text: &Option<String>| {
        let axis = axis(text.as_deref());
        Ends { low: axis.min, high: axis.max }
    };
    chart.ends = [ends(&chosen.left), ends(&chosen.right)];
}

/// The axis whose ends an address says: `0/100`, either of which may be left out.
pub fn axis(text: Option<&str>) -> Axis {
    let (low, high) = text.and_then(|text| text.split_once('/')).unwrap_or_default();
    Axis { min: number::parse(low), max: number::parse(high), ..Axis::default() }
}

/// What an address says of an axis; nothing where neither end is given.
pub fn axis_text(axis: &Axis) -> Option<String> {
    let end = |end: Option<f64>| end.map(|end| end.to_string()).unwrap_or_default();
    (axis.min.is_some() || axis.max.is_some())
        .then(|| format!("{}/{}", end(axis.min), end(axis.max)))
}

/// The graph in the view that is chosen.
pub fn view(chart: &ChartModel, chosen: &Chosen) -> View {
    let name = chosen.view.as_deref().unwrap_or("timeSeries");
    let line = |series: &crate::view::chart::Series| Drawn {
        label: series.label.clone(),
        unit: unit::named(chart.unit_of(series)).unwrap_or_default(),
        period: series.period,
        dots: series.dots.clone(),
        color: series.color.clone(),
        right: series.right,
    };
    let lines: Vec<Drawn> = chart.series.iter().map(line).collect();
    let left = axis(chosen.left.as_deref());
    let ends = (left.min.unwrap_or(0.0), left.max.unwrap_or(chart.y_axis().high));
    widget::figured(name, &lines, true, ends)
        .unwrap_or_else(|| View::Chart(Box::new(chart.clone())))
}

/// What is chosen as the widget of a dashboard.
pub fn widget(chosen: &Chosen, region: Region, title: &str, high: f64) -> Metric {
    let view = chosen.view.clone().unwrap_or_else(|| "timeSeries".to_owned());
    let gauge = view == "gauge";
    let left = axis(chosen.left.as_deref());
    let metrics =
        chosen.metrics.iter().enumerate().map(|(nth, metric)| {
            styled(chosen, format!("m{}", nth + 1), What::Metric(parts(metric)))
        });
    let math = chosen
        .math
        .iter()
        .enumerate()
        .map(|(nth, text)| styled(chosen, math::id(nth), What::Expression(text.clone())));
    Metric {
        metrics: metrics.chain(math).collect(),
        region: Some(region.code().to_owned()),
        title: Some(title.to_owned()).filter(|title| !title.is_empty()),
        view: Some(view),
        stacked: Some(chosen.stacked),
        stat: Some(chosen.stat_name().to_owned()),
        period: u32::try_from(chosen.period().as_secs()).ok(),
        left: Axis {
            min: left.min.or(gauge.then_some(0.0)),
            max: left.max.or(gauge.then_some(high)),
            ..left
        },
        right: axis(chosen.right.as_deref()),
        ..Metric::default()
    }
}

/// An alarm to begin with on a row: a metric with its statistic and period, or an expression with
/// the rows it may rest on.
pub fn alarm(chosen: &Chosen, id: &str) -> Draft {
    let all = || chosen.metrics.iter().enumerate().map(|(nth, it)| (format!("m{}", nth + 1), it));
    if let Some((_, metric)) = all().find(|(other, _)| other == id) {
        return Draft {
            stat: stat(chosen, id).to_owned(),
            period: period(chosen, id).as_secs().to_string(),
            ..Draft::on(metric.clone())
        };
    }
    let label = |id: &str| of(chosen, id).and_then(|look| look.label.clone());
    let metric = |(id, metric): (String, &MetricId)| {
        let (stat, label) = (stat(chosen, &id).to_owned(), label(&id));
        Row { id, metric: Some(metric.clone()), stat, label, ..Row::default() }
    };
    let expression = |(nth, text): (usize, &String)| Row {
        id: math::id(nth),
        expression: text.clone(),
        label: label(&math::id(nth)),
        returns: math::id(nth) == id,
        ..Row::default()
    };
    let mut rows: Vec<Row> = Vec::new();
    for row in chosen.math.iter().enumerate().map(expression) {
        let last = row.returns;
        rows.push(row);
        if last {
            break;
        }
    }
    Draft {
        kind: "math".to_owned(),
        period: chosen.period().as_secs().to_string(),
        rows: all().map(metric).chain(rows).collect(),
        ..Draft::default()
    }
}

fn parts(metric: &MetricId) -> Vec<String> {
    let pairs = metric.dimensions.iter().flat_map(|(name, value)| [name, value]);
    [&metric.namespace, &metric.name].into_iter().chain(pairs).cloned().collect()
}

fn styled(chosen: &Chosen, id: String, what: What) -> Line {
    let look = of(chosen, &id).cloned().unwrap_or_default();
    Line {
        what,
        id: Some(id),
        label: look.label,
        color: look.color,
        stat: look.stat,
        period: look.period_secs,
        axis: look.right.then(|| "right".to_owned()),
        visible: look.hidden.then_some(false),
        ..Line::default()
    }
}
