//! What is graphed on the metrics page, row by row, and what can be done with each.

use watchtrail::view::metrics::math::Row;
use watchtrail::view::metrics::{Model, looks};
use watchtrail::view::route::MetricsQuery;
use yew::prelude::*;

use super::looks::{LookRow, Looks, color, expression};
use crate::ui::parts::{Button, ButtonKind, IconKind};
use crate::ui::words::{Words, use_words};

/// The properties of [`Rows`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page.
    pub model: Model,
    /// What its address chooses.
    pub query: MetricsQuery,
    /// Goes to another choice.
    pub edit: Callback<MetricsQuery>,
    /// Called with the id of a row to make an alarm of.
    pub onalarm: Callback<String>,
}

/// The rows with the colours their lines have as long as none is chosen.
fn colored(model: &Model) -> impl Iterator<Item = (&Row, &'static str)> {
    let mut lines = 0;
    model.rows.iter().map(move |row| {
        let color = color(lines);
        let hidden = looks::of(&model.chosen, &row.id).is_some_and(|look| look.hidden);
        lines += if hidden { 0 } else { row.lines };
        (row, color)
    })
}

/// The rows.
#[component]
pub fn Rows(props: &Props) -> Html {
    let words = use_words();
    let onlook = {
        let query = props.query.clone();
        props.edit.reform(move |look| query.with_look(look))
    };
    let row = |(row, color): (&Row, &'static str)| LookRow {
        look: props.query.look(&row.id),
        what: what(props, row, &words),
        metric: row.id.starts_with('m'),
        color,
        actions: actions(props, row, &words),
    };
    html! { <Looks rows={colored(&props.model).map(row).collect::<Vec<_>>()} {onlook} /> }
}

/// Makes an alarm of a row, or takes it away.
fn actions(props: &Props, row: &Row, words: &Words) -> Html {
    let remove = {
        let (query, id) = (props.query.clone(), row.id.clone());
        props.edit.reform(move |_: MouseEvent| query.without(&id))
    };
    let alarm = props.onalarm.reform({
        let id = row.id.clone();
        move |_: MouseEvent| id.clone()
    });
    html! {
        <>
            if row.problem.is_none() {
                <Button small=true onclick={alarm}>
                    { words.t("metrics.create-alarm") }
                    <span class="sr-only">{ " " }{ row.id.clone() }</span>
                </Button>
            }
            <Button kind={ButtonKind::Quiet} small=true icon={IconKind::Cross}
                label={words.f("metrics.rows.remove", &[("id", &row.id)])} onclick={remove} />
        </>
    }
}

/// The metric, or the expression to be changed, with what is wrong with it.
fn what(props: &Props, row: &Row, words: &Words) -> Html {
    let place = row.id.strip_prefix('e').and_then(|n| n.parse::<usize>().ok()?.checked_sub(1));
    let Some(place) = place else {
        let unit = Some(&row.unit).filter(|unit| !unit.is_empty() && *unit != "None");
        return html! {
            <div>
                { row.text.clone() }
                if let Some(unit) = unit { { " " }<span class="hint">{ unit.clone() }</span> }
                if row.of != row.text { <div class="hint">{ row.of.clone() }</div> }
            </div>
        };
    };
    let onchange = {
        let query = props.query.clone();
        props.edit.reform(move |typed: String| {
            let mut query = query.clone();
            if let Some(text) = query.math.get_mut(place) {
                *text = typed;
            }
            query
        })
    };
    expression((&row.id, &row.text), row.problem.as_deref(), onchange, words)
}
