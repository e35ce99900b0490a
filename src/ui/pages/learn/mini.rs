//! The small world of a concept: what can be set in it, and what it then shows.

use watchtrail::view::alarms::why::{Cell, Look};
use watchtrail::view::concepts::mini::{self, Kind, Knob, Mark, Outcome, Values};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::ui::parts::{
    Alert, AlertKind, Checkbox, Choice, Code, Expand, Panel, Segmented, use_id,
};
use crate::ui::parts::{Status, Tone};
use crate::ui::words::{Words, use_words};

/// What [`Mini`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The concept.
    pub id: &'static str,
}

/// The small world. It is made anew whenever something is set.
#[component]
pub fn Mini(props: &Props) -> Html {
    let words = use_words();
    let id = props.id;
    let values = use_state(|| mini::first(id));
    let outcome = {
        let words = words.clone();
        use_memo(((*values).clone(), words.clone()), move |(values, _)| {
            mini::run(id, values, &words)
        })
    };
    let set = {
        let values = values.clone();
        Callback::from(move |(knob, value): (&'static str, String)| {
            let mut all: Values = (*values).clone();
            all.insert(knob.to_owned(), value);
            values.set(all);
        })
    };
    let knob = |knob: &Knob| {
        let value = values.get(knob.id).cloned().unwrap_or_default();
        field(id, *knob, value, &set, &words)
    };
    html! {
        <Panel title={words.s("concepts.mini")}>
            <p class="hint">{ words.t("concepts.mini.hint") }</p>
            <p>{ words.t(&format!("concepts.{id}.mini")) }</p>
            <div class="mini-knobs">{ for mini::knobs(id).iter().map(knob) }</div>
            { match &*outcome {
                Ok(outcome) => shown(outcome, &words),
                Err(why) => html! { <Alert kind={AlertKind::Warning}><p>{ why }</p></Alert> },
            } }
        </Panel>
    }
}

fn field(
    id: &'static str,
    knob: Knob,
    value: String,
    set: &Callback<(&'static str, String)>,
    words: &Words,
) -> Html {
    let label = AttrValue::from(mini::label(id, &knob, words));
    match knob.kind {
        Kind::Toggle => {
            let onchange =
                set.reform(move |on| (knob.id, if on { "yes" } else { "no" }.to_owned()));
            html! { <Checkbox {label} checked={value == "yes"} {onchange} /> }
        }
        Kind::Choice(all) => {
            let option =
                |one: &&'static str| Choice::new(*one, mini::choice_label(id, &knob, one, words));
            let onchange = set.reform(move |value| (knob.id, value));
            html! {
                <Segmented {label} {value} {onchange}
                    options={all.iter().map(option).collect::<Vec<_>>()} />
            }
        }
        Kind::Number { from, to, step } => {
            let onchange = set.reform(move |value| (knob.id, value));
            html! { <Slider {label} {value} {from} {to} {step} {onchange} /> }
        }
    }
}

#[derive(Clone, PartialEq, Properties)]
struct SliderProps {
    label: AttrValue,
    value: String,
    from: u32,
    to: u32,
    step: u32,
    onchange: Callback<String>,
}

/// A number on a line.
#[component]
fn Slider(props: &SliderProps) -> Html {
    let id = use_id("slider");
    let oninput = props.onchange.reform(|event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        input.value()
    });
    html! {
        <div class="field">
            <label for={id.clone()}>{ props.label.clone() }{ ": " }<b>{ &props.value }</b></label>
            <input type="range" {id} min={props.from.to_string()} max={props.to.to_string()}
                step={props.step.to_string()} value={props.value.clone()} {oninput} />
        </div>
    }
}

fn shown(outcome: &Outcome, words: &Words) -> Html {
    let row = |row: &mini::Row| {
        let tone = match row.mark {
            Mark::Yes => Some(Tone::Good),
            Mark::No => Some(Tone::Bad),
            Mark::Waiting => Some(Tone::Pending),
            Mark::Plain => None,
        };
        html! {
            <div>
                <dt>{ row.label.clone() }</dt>
                <dd>
                    if let Some(kind) = tone {
                        <Status {kind} label={row.value.clone()} />
                    } else {
                        { row.value.clone() }
                    }
                </dd>
            </div>
        }
    };
    html! {
        <div class="mini-outcome" role="group" aria-label={words.s("concepts.outcome")}
            aria-live="polite">
            if !outcome.cells.is_empty() {
                <ol class="mini-cells" aria-label={words.s("concepts.cells")}>
                    { for outcome.cells.iter().map(cell) }
                </ol>
            }
            <dl class="mini-rows">{ for outcome.rows.iter().map(row) }</dl>
            if let Some(code) = &outcome.code {
                <Expand summary={html! { { words.t("concepts.record") } }}>
                    <Code text={code.clone()} label={words.s("concepts.record")} copy=true />
                </Expand>
            }
        </div>
    }
}

fn cell(cell: &Cell) -> Html {
    let look = match cell.look {
        Look::Breach => "mini-breach",
        Look::Within => "mini-within",
        Look::Missing | Look::Coming => "mini-missing",
    };
    html! {
        <li class={classes!(look, cell.counts.then_some("mini-counts"))}>
            <span class="mini-time">{ cell.start.format("%H:%M") }</span>
            <b>{ cell.value.clone() }</b>
            <span>{ cell.verdict.clone() }</span>
            <span class="hint">{ cell.role.clone() }</span>
        </li>
    }
}
