//! The pages of metric streams: the list, a stream, and the form that makes one.

mod create;
mod one;

use watchtrail::services::cloudwatch::stream::{Carries, Filter};
use watchtrail::view::route::Route;
use watchtrail::view::streams::{self, Row as Stream, act};
use yew::prelude::*;

use super::Shown;
use super::asked::Reads;
use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::parts::{
    Button, ButtonKind, Column, Empty, Link, PageHead, Panel, Row, Status, Table, Tone, When,
};
use crate::ui::words::{Words, use_words};

/// The page of a route.
pub fn page(shown: &Shown<'_>) -> Html {
    let reads = Reads::of(shown);
    match shown.route {
        Route::CreateStream => {
            html! { <create::Page begin={act::Form::new(shown.scope)} scope={shown.scope} /> }
        }
        Route::Stream(name) => {
            let model = streams::detail(shown.world, shown.scope, name);
            html! { <one::Page key={name.clone()} name={name.clone()} {model} {reads} /> }
        }
        _ => html! { <Page rows={streams::list(shown.world, shown.scope)} {reads} /> },
    }
}

#[derive(Clone, PartialEq, Properties)]
struct Props {
    rows: Vec<Stream>,
    reads: Reads,
}

/// The list of metric streams.
#[component]
fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let columns = ["name", "state", "carries", "format", "last"]
        .map(|name| Column::new(words.s(&format!("streams.{name}"))))
        .to_vec();
    let rows: Vec<Row> = props.rows.iter().map(|stream| row(stream, &words)).collect();
    let actions = html! {
        <Button kind={ButtonKind::Primary} onclick={ctl.on(Msg::Go(Route::CreateStream))}>
            { words.t("streams.create") }
        </Button>
    };
    let table = || {
        html! {
            <Panel flush=true>
                <Table caption={words.s("streams.title")} {columns} {rows} empty={html! {
                    <Empty title={words.s("streams.empty")}>
                        <p>{ words.t("streams.empty.next") }</p>
                    </Empty>
                }} />
            </Panel>
        }
    };
    html! {
        <>
            <PageHead crumbs={Route::Streams.crumbs()} title={words.s("streams.title")} {actions}
                note={html! { words.t("streams.note") }} refresh=true />
            { props.reads.or_refused("ListMetricStreams", table) }
        </>
    }
}

fn row(stream: &Stream, words: &Words) -> Row {
    let to = Route::Stream(stream.name.clone());
    let last = match stream.last {
        Some((at, updates)) => {
            let said = words.fill("streams.last.updates", &[("n", &updates)]);
            html! { <><When {at} />{ " " }{ said }</> }
        }
        None => html! { "–" },
    };
    let cells = vec![
        html! { <Link {to}>{ &stream.name }</Link> },
        state(stream, words),
        html! { carries(&stream.carries, words) },
        html! { <code>{ &stream.format }</code> },
        last,
    ];
    Row::new(stream.name.clone(), cells)
}

/// Whether it runs, and whether what it sends arrives.
fn state(stream: &Stream, words: &Words) -> Html {
    let (kind, label) = match (&stream.trouble, stream.running) {
        (Some(code), true) => (Tone::Bad, words.f("streams.failing", &[("code", code)])),
        (_, true) => (Tone::Good, words.s("streams.running")),
        (_, false) => (Tone::Neutral, words.s("streams.stopped")),
    };
    html! { <Status {kind} {label} /> }
}

/// What it carries.
fn carries(of: &Carries, words: &Words) -> String {
    let all =
        |filters: &[Filter]| filters.iter().map(streams::filter).collect::<Vec<_>>().join("; ");
    match of {
        Carries::All => words.t("streams.all").to_owned(),
        Carries::Only(filters) => all(filters),
        Carries::AllBut(filters) => words.fill("streams.all-but", &[("what", &all(filters))]),
    }
}
