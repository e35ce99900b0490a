//! A pattern tried on the newest events of a group, or on typed lines: AWS says which match.

use watchtrail::learn::session::Reply;
use watchtrail::services::Request;
use watchtrail::view::logs::filters::{Trial, test, trials, typed};
use yew::prelude::*;

use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{
    Button, Choice, CliForm, Code, Column, Empty, Expand, Row, Segmented, Status, Table, TextArea,
    Tone,
};
use crate::ui::words::{Words, use_words};

/// What [`Tester`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The pattern as it is typed.
    pub pattern: String,
    /// The newest events of the group.
    pub newest: Vec<String>,
}

/// The tester.
#[component]
pub fn Tester(props: &Props) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let own = use_state(|| props.newest.is_empty());
    let text = use_state(String::new);
    // What was asked last, and what came of it: it says nothing of another pattern or other lines.
    let found = use_state(|| None::<(Request, Vec<Trial>)>);
    let lines = if *own { typed(&text) } else { props.newest.clone() };
    let request = test(&props.pattern, &lines);
    let onclick = {
        let (asking, found, lines, request) =
            (asking.clone(), found.clone(), lines.clone(), request.clone());
        Callback::from(move |_: MouseEvent| {
            let Some(request) = request.clone() else { return };
            let (found, lines) = (found.clone(), lines.clone());
            let done = Callback::from(move |reply: Reply| {
                if let Ok(answer) = &reply.result {
                    found.set(Some((reply.request.clone(), trials(&lines, answer))));
                }
            });
            asking.send(request, done);
        })
    };
    let onchange = {
        let own = own.clone();
        Callback::from(move |word: String| own.set(word == "own"))
    };
    let oninput = {
        let text = text.clone();
        Callback::from(move |new| text.set(new))
    };
    let from = ["newest", "own"]
        .map(|word| Choice::new(word, words.s(&format!("logs.filter.test.{word}"))))
        .to_vec();
    let shown = found.as_ref().filter(|(asked, _)| request.as_ref() == Some(asked));
    let shown = shown.map(|(_, found)| answer(&words, found)).unwrap_or_default();
    html! {
        <Expand summary={html! { words.t("logs.filter.test") }}>
            <Segmented label={words.s("logs.filter.test.on")} options={from} {onchange}
                value={if *own { "own" } else { "newest" }} />
            if *own {
                <TextArea label={words.s("logs.filter.test.lines")} required=true
                    value={(*text).clone()}
                    mono=true {oninput} hint={html! { words.t("logs.filter.test.lines.hint") }} />
            } else if props.newest.is_empty() {
                <p class="hint">{ words.t("logs.events.none") }</p>
            }
            <Button {onclick} disabled={request.is_none()}>
                { words.t("logs.filter.test.run") }
            </Button>
            { asking.view() }
            <div role="status">{ shown }</div>
            <CliForm {request} />
        </Expand>
    }
}

fn answer(words: &Words, trials: &[Trial]) -> Html {
    let matched = trials.iter().filter(|trial| trial.taken.is_some()).count();
    let columns = ["match", "message", "taken"]
        .map(|column| Column::new(words.s(&format!("logs.column.{column}"))))
        .to_vec();
    let rows: Vec<Row> = trials.iter().enumerate().map(|(at, it)| row(words, at, it)).collect();
    let empty = html! { <Empty title={words.s("logs.events.none")} /> };
    let args: [(&str, &dyn std::fmt::Display); 2] = [("n", &matched), ("all", &trials.len())];
    html! {
        <>
            <p>{ words.fill("logs.filter.test.found", &args) }</p>
            <Table caption={words.s("logs.filter.test")} {columns} {rows} {empty} />
        </>
    }
}

fn row(words: &Words, at: usize, trial: &Trial) -> Row {
    let (kind, key) = match trial.taken {
        Some(_) => (Tone::Good, "logs.filter.test.yes"),
        None => (Tone::Neutral, "logs.filter.test.no"),
    };
    let taken = trial.taken.iter().flatten();
    Row::new(
        at.to_string(),
        vec![
            html! { <Status {kind} label={words.s(key)} /> },
            html! {
                <details>
                    <summary>{ &trial.line }</summary>
                    <Code text={trial.text.clone()} label={words.s("logs.event")} />
                </details>
            },
            html! { <>{ for taken.map(|(name, value)| html! {
                <div><code>{ format!("{name} = {value}") }</code></div>
            }) }</> },
        ],
    )
}
