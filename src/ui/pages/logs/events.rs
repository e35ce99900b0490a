//! The page of a log stream: its newest events, each to be folded out.

use watchtrail::view::logs::{EventRow, Events};
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::pages::asked::Reads;
use crate::ui::pages::gone::Gone;
use crate::ui::parts::{Code, Column, Empty, Link, PageHead, Panel, Row, Table, When};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The group in the address.
    pub group: String,
    /// The stream in the address.
    pub stream: String,
    /// What it shows; nothing when there is no such stream.
    pub model: Option<Events>,
    /// What the page asked when it was opened.
    pub reads: Reads,
}

/// The page of a log stream.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let (group, stream) = (props.group.clone(), props.stream.clone());
    let route = Route::LogGroup { group: group.clone(), stream: Some(stream.clone()) };
    let Some(model) = &props.model else {
        return html! {
            <Gone {route} title={stream} reads={props.reads.clone()} op="GetLogEvents"
                none="logs.stream.none" others={Route::LogGroup { group, stream: None }}
                see="logs.none.next" />
        };
    };
    let columns = ["at", "message", "open"]
        .map(|column| Column::new(words.s(&format!("logs.column.{column}"))))
        .to_vec();
    let shown = model.rows.len();
    let note = match shown < model.all {
        true => words.f("logs.events.newest", &[("n", &shown), ("all", &model.all)]),
        false => AttrValue::default(),
    };
    html! {
        <>
            <PageHead crumbs={route.crumbs()} title={stream} refresh=true note={html! { note }} />
            { props.reads.or_refused("GetLogEvents", || html! {
                <Panel title={words.s("logs.events")} flush=true>
                    <Table caption={words.s("logs.events")} {columns}
                        rows={model.rows.iter().map(|it| row(&words, it)).collect::<Vec<_>>()}
                        empty={html! { <Empty title={words.s("logs.events.none")} /> }} />
                </Panel>
            }) }
        </>
    }
}

fn row(words: &Words, event: &EventRow) -> Row {
    let open = event.record.as_ref().map(|id| {
        let to = Route::Event(id.clone());
        html! { <Link {to}>{ words.t("logs.event.open") }</Link> }
    });
    Row::new(
        event.id.clone(),
        vec![
            html! { <When at={event.at} /> },
            html! {
                <details>
                    <summary>{ &event.line }</summary>
                    <Code text={event.text.clone()} copy=true label={words.s("logs.event")} />
                </details>
            },
            open.unwrap_or_else(|| html! { "–" }),
        ],
    )
}
