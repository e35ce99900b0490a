//! The rows of a metric widget: what each is of, and how it looks.

use std::collections::BTreeMap;

use watchtrail::services::cloudwatch::dashboard::body::Metric;
use watchtrail::services::cloudwatch::dashboard::lines::{Line, What};
use watchtrail::view::dashboards::rows;
use watchtrail::view::route::RowLook;
use watchtrail::view::widget::lines::ids;
use yew::prelude::*;

use crate::ui::pages::metrics::looks::{LookRow, Looks, color, expression};
use crate::ui::parts::{Button, ButtonKind, IconKind};
use crate::ui::words::{Words, use_words};

/// The properties of [`LineForm`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The widget.
    pub metric: Metric,
    /// What instances are called, by their ids.
    pub names: BTreeMap<String, String>,
    /// Called with the widget as it is then.
    pub onchange: Callback<Metric>,
}

/// What changes the line with this place.
fn edit<T: 'static>(
    props: &Props,
    place: usize,
    change: impl Fn(&mut Vec<Line>, usize, T) + 'static,
) -> Callback<T> {
    let metric = props.metric.clone();
    props.onchange.reform(move |given: T| {
        let mut metric = metric.clone();
        if place < metric.metrics.len() {
            change(&mut metric.metrics, place, given);
        }
        metric
    })
}

/// The rows.
#[component]
pub fn LineForm(props: &Props) -> Html {
    let words = use_words();
    let lines = &props.metric.metrics;
    if lines.is_empty() {
        return Html::default();
    }
    let ids = ids(lines);
    let onlook = {
        let (metric, ids) = (props.metric.clone(), ids.clone());
        props.onchange.reform(move |look: RowLook| {
            let mut metric = metric.clone();
            let place = ids.iter().position(|id| *id == look.id);
            if let Some(line) = place.and_then(|place| metric.metrics.get_mut(place)) {
                *line = rows::with_look(line.clone(), look);
            }
            metric
        })
    };
    let mut drawn = 0;
    let row = |(place, (line, id)): (usize, (&Line, &String))| {
        let color = color(drawn);
        drawn += usize::from(line.is_visible());
        LookRow {
            look: rows::look(line, id),
            what: what(props, (place, id), line, &words),
            metric: matches!(line.what, What::Metric(_)),
            color,
            actions: remove(props, (place, id), &words),
        }
    };
    let rows: Vec<LookRow> = lines.iter().zip(&ids).enumerate().map(row).collect();
    html! { <Looks {rows} {onlook} /> }
}

/// What a line is of: a metric, or an expression to be changed.
fn what(props: &Props, (place, id): (usize, &str), line: &Line, words: &Words) -> Html {
    let What::Expression(text) = &line.what else {
        return html! { { rows::told(line, &props.names) } };
    };
    let onchange = edit(props, place, |lines, place, text: String| {
        if let Some(line) = lines.get_mut(place) {
            line.what = What::Expression(text);
        }
    });
    let problem = rows::problem(id, text);
    expression((id, text), problem.as_deref(), onchange, words)
}

fn remove(props: &Props, (place, id): (usize, &str), words: &Words) -> Html {
    let onclick = edit(props, place, |lines, place, _: MouseEvent| drop(lines.remove(place)));
    html! {
        <Button kind={ButtonKind::Quiet} small=true icon={IconKind::Cross} {onclick}
            label={words.f("metrics.rows.remove", &[("id", &id)])} />
    }
}
