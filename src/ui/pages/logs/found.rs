//! What a query found: its sums as a graph, its rows as a table, how much was looked at.

use watchtrail::view::format::bytes;
use watchtrail::view::insights::{Answer, Fault, Shown};
use watchtrail::view::widget::Shown as Graph;
use yew::prelude::*;

use crate::ui::pages::dashboards::Figured;
use crate::ui::parts::{Column, Empty, Row, Table};
use crate::ui::words::{Words, use_words};

/// The properties of [`Found`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What was found.
    pub answer: Answer,
    /// What it is called.
    pub title: AttrValue,
}

/// What a query found.
#[component]
pub fn Found(props: &Props) -> Html {
    let (words, answer) = (use_words(), &props.answer);
    let graph = answer.graph.clone().map(|view| {
        let shown = Graph { view, problems: Vec::new() };
        html! { <Figured {shown} title={props.title.clone()} small=true /> }
    });
    let columns: Vec<Column> =
        answer.columns.iter().map(|name| Column::new(name.clone())).collect();
    let row = |(nth, row): (usize, &Vec<String>)| {
        let cell = |value: &String| html! { <span class="logs-cell">{ value.clone() }</span> };
        Row::new(nth.to_string(), row.iter().map(cell).collect::<Vec<_>>())
    };
    let rows: Vec<Row> = answer.rows.iter().enumerate().map(row).collect();
    html! {
        <>
            { for graph }
            <Table caption={props.title.clone()} {columns} {rows}
                empty={html! { <Empty title={words.s("logs.query.nothing")} /> }} />
            <p class="hint">{ counted(answer, &words) }</p>
        </>
    }
}

fn counted(answer: &Answer, words: &Words) -> AttrValue {
    let (shown, size) = (answer.rows.len(), bytes(answer.bytes));
    let args: [(&str, &dyn std::fmt::Display); 5] = [
        ("rows", &answer.all),
        ("shown", &shown),
        ("matched", &answer.matched),
        ("scanned", &answer.scanned),
        ("size", &size),
    ];
    words.f(if shown < answer.all { "logs.query.some" } else { "logs.query.all" }, &args)
}

/// The inside of a log widget.
pub fn widget(shown: &Shown, title: &AttrValue, words: &Words) -> Html {
    match shown {
        Shown::Found(answer) => match &answer.graph {
            Some(view) => {
                let shown = Graph { view: view.clone(), problems: Vec::new() };
                html! { <Figured {shown} title={title.clone()} small=true /> }
            }
            None => html! { <Found answer={(**answer).clone()} title={title.clone()} /> },
        },
        Shown::Fault(fault) => fault_of(fault),
        Shown::NoGroup(names) if names.is_empty() => {
            html! { <p class="hint">{ words.t("logs.query.source") }</p> }
        }
        Shown::NoGroup(names) => {
            let names = names.join(", ");
            html! { <p class="hint">{ words.f("logs.query.no-group", &[("names", &names)]) }</p> }
        }
    }
}

/// Why a query cannot be read.
pub fn fault_of(fault: &Fault) -> Html {
    html! { <p class="field-error">{ fault.text.clone() }</p> }
}
