//! One more expression over what is graphed.

use watchtrail::view::metrics::Model;
use watchtrail::view::metrics::math::{examples, problem};
use watchtrail::view::route::MetricsQuery;
use yew::prelude::*;

use crate::ui::parts::{Button, TextInput};
use crate::ui::words::use_words;

/// What the form is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The page.
    pub model: Model,
    /// What its address chooses.
    pub query: MetricsQuery,
    /// Goes to another choice.
    pub edit: Callback<MetricsQuery>,
}

/// The form.
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
    let examples = examples(&props.model.chosen).into_iter().map(|(expression, key)| {
        let text = text.clone();
        let onclick = move |_: MouseEvent| text.set(expression.to_owned());
        html! {
            <li key={expression}>
                <button type="button" class="math-example" {onclick}>
                    <code>{ expression }</code>
                    <span class="hint">{ words.t(key) }</span>
                </button>
            </li>
        }
    });
    let oninput = {
        let text = text.clone();
        move |typed: String| text.set(typed)
    };
    html! {
        <details class="expand" open={!props.query.math.is_empty()}>
            <summary>{ words.t("metrics.math") }</summary>
            <p class="hint">{ words.t("metrics.math.explain") }</p>
            <ul class="plain math-examples" aria-label={words.s("metrics.math.examples")}>
                { for examples }
            </ul>
            <form class="form" {onsubmit}>
                <TextInput label={words.s("metrics.math.label")} required=true mono=true
                    value={(*text).clone()}
                    error={wrong} {oninput} />
                <Button disabled={!good} onclick={add.reform(|_: MouseEvent| ())}>
                    { words.t("metrics.math.add") }
                </Button>
            </form>
        </details>
    }
}
