//! The metrics graphed by their ids, and expressions over them.

use watchtrail::view::metrics::Model;
use watchtrail::view::metrics::math::problem;
use watchtrail::view::route::MetricsQuery;
use yew::prelude::*;

use crate::ui::parts::{Button, ButtonKind, TextInput};
use crate::ui::words::use_words;

/// What the list is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page.
    pub model: Model,
    /// What its address chooses.
    pub query: MetricsQuery,
    /// Goes to another choice.
    pub edit: Callback<MetricsQuery>,
}

/// The list, with a form for one more expression.
#[component]
pub fn Math(props: &Props) -> Html {
    let words = use_words();
    let text = use_state(String::new);
    let wrong = problem(&props.model.chosen, &text).filter(|_| !text.trim().is_empty());
    let good = wrong.is_none() && !text.trim().is_empty();
    let add = {
        let (query, edit, text) = (props.query.clone(), props.edit.clone(), text.clone());
        Callback::from(move |()| {
            let mut query = query.clone();
            query.math.push(text.trim().to_owned());
            text.set(String::new());
            edit.emit(query);
        })
    };
    let onsubmit = {
        let add = add.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            if good {
                add.emit(());
            }
        }
    };
    let remove = |nth: usize| {
        let query = props.query.clone();
        props.edit.reform(move |_: MouseEvent| {
            let mut query = query.clone();
            if nth < query.math.len() {
                query.math.remove(nth);
            }
            query
        })
    };
    let oninput = {
        let text = text.clone();
        move |typed: String| text.set(typed)
    };
    let metrics = props.model.chosen.metrics.len();
    html! {
        <details class="expand" open={!props.query.math.is_empty()}>
            <summary>{ words.t("metrics.math") }</summary>
            <p class="hint">{ words.t("metrics.math.explain") }</p>
            <ul class="plain">
                { for props.model.rows.iter().enumerate().map(|(place, row)| html! {
                    <li key={row.id.clone()}>
                        <code>{ format!("{} = {}", row.id, row.text) }</code>
                        if let Some(nth) = place.checked_sub(metrics) {
                            { " " }
                            <Button kind={ButtonKind::Link} onclick={remove(nth)}>
                                { words.fill("metrics.math.remove", &[("id", &row.id)]) }
                            </Button>
                        }
                        if let Some(problem) = &row.problem {
                            <p class="field-error">{ problem.clone() }</p>
                        }
                    </li>
                }) }
            </ul>
            <form class="form" {onsubmit}>
                <TextInput label={words.s("metrics.math.label")} mono=true value={(*text).clone()}
                    error={wrong} {oninput} />
                <Button disabled={!good} onclick={add.reform(|_: MouseEvent| ())}>
                    { words.t("metrics.math.add") }
                </Button>
            </form>
        </details>
    }
}
