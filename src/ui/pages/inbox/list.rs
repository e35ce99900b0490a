//! The mailbox.

use watchtrail::view::inbox::{Inbox, Kind, Row as Line};
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::parts::{Alert, AlertKind, Column, Empty, Link, PageHead, Panel, Row, Table, When};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Inbox,
}

/// The mailbox.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let column = |name| match (name, Column::new(words.s(&format!("inbox.column.{name}")))) {
        ("from", column) => column.spare(),
        (_, column) => column,
    };
    let columns = ["subject", "about", "from", "to", "time"].map(column).to_vec();
    let empty = html! {
        <Empty title={words.s("inbox.empty")}><p>{ words.t("inbox.empty.next") }</p></Empty>
    };
    let rows = props.model.rows.iter().enumerate().map(|(i, line)| row(&words, i, line));
    html! {
        <>
            <PageHead title={words.s("inbox.title")} note={html! { words.t("inbox.note") }} />
            <Panel flush=true>
                <Table caption={words.s("inbox.title")} {columns} {empty}
                    rows={rows.collect::<Vec<_>>()} />
            </Panel>
        </>
    }
}

fn row(words: &Words, i: usize, line: &Line) -> Row {
    let subject = match line.number {
        Some(number) => html! { <Link to={Route::Mail(number)}>{ &line.subject }</Link> },
        None if line.subject.is_empty() => html! { words.t("inbox.missed.no-subject") },
        None => html! { <span class="muted">{ &line.subject }</span> },
    };
    let from = if line.from.is_empty() { "–" } else { &line.from };
    let key = line.number.map_or_else(|| format!("missed-{i}"), |number| number.to_string());
    let row = Row::new(
        key,
        vec![
            subject,
            super::kind(words, &line.kind),
            html! { from },
            html! { &line.to },
            html! { <When at={line.time} /> },
        ],
    );
    match &line.kind {
        Kind::Missed(reason) => row.detail(html! {
            <Alert kind={AlertKind::Warning}>
                <p>{ super::why(words, reason) }</p>
            </Alert>
        }),
        _ => row,
    }
}
