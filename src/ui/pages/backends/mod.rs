//! The pages of tables, functions and queues: a list and a page of one for each kind.

mod one;
mod policy;

use watchtrail::view::backends::{self, Kind, Row as Backend, Value};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::Shown;
use super::asked::Reads;
use crate::ui::parts::{Column, Empty, Link, PageHead, Panel, Row, Status, Table, Tone, When};
use crate::ui::words::{Words, use_words};

/// The list of a kind.
pub fn list(shown: &Shown<'_>, kind: Kind) -> Html {
    let rows = backends::list(shown.world, shown.scope, kind);
    html! { <Page {kind} {rows} reads={Reads::of(shown)} /> }
}

/// The page of one.
pub fn one(shown: &Shown<'_>, kind: Kind, name: &str) -> Html {
    let model = backends::detail(shown.world, shown.scope, kind, name);
    let reads = Reads::of(shown);
    html! { <one::Page key={name.to_owned()} {kind} name={name.to_owned()} {model} {reads} /> }
}

#[derive(Clone, PartialEq, Properties)]
struct Props {
    kind: Kind,
    rows: Vec<Backend>,
    reads: Reads,
}

/// A list: what makes one is a line in the terminal.
#[component]
fn Page(props: &Props) -> Html {
    let words = use_words();
    let kind = props.kind;
    let columns: Vec<Column> = kind.columns().iter().map(|key| Column::new(words.s(key))).collect();
    let title = words.s(&kind.key("title"));
    let rows: Vec<Row> = props.rows.iter().map(|one| row(kind, one, &words)).collect();
    let [read, ..] = kind.operations();
    let table = || {
        html! {
            <Panel flush=true>
                <Table caption={title.clone()} {columns} {rows} empty={html! {
                    <Empty title={words.s(&kind.key("empty"))}>
                        <p>{ words.t(&kind.key("empty.next")) }</p>
                    </Empty>
                }} />
            </Panel>
        }
    };
    html! {
        <>
            <PageHead crumbs={Route::Backends(kind).crumbs()} title={title.clone()}
                note={html! { words.t(&kind.key("note")) }} refresh=true />
            { props.reads.or_refused(read, table) }
        </>
    }
}

fn row(kind: Kind, one: &Backend, words: &Words) -> Row {
    let to = Route::Backend { kind, name: one.name.clone() };
    let name = html! { <Link {to}>{ &one.name }</Link> };
    let cells = one.cells.iter().map(|cell| value(cell, words));
    Row::new(one.name.clone(), std::iter::once(name).chain(cells).collect())
}

/// A value in a cell.
fn value(of: &Value, words: &Words) -> Html {
    match of {
        Value::Text(text) if text.starts_with(['{', '[']) => html! { <code>{ text }</code> },
        Value::Text(text) => html! { text },
        Value::Key(key) => html! { words.t(key) },
        Value::Number(number) => html! { number },
        Value::At(at) => html! { <When at={*at} /> },
        Value::Role(role) => {
            html! { <Link to={Route::Role(role.clone())}>{ role }</Link> }
        }
        Value::Status(label, good) => {
            let kind = if *good { Tone::Good } else { Tone::Neutral };
            html! { <Status {kind} label={label.clone()} /> }
        }
    }
}
