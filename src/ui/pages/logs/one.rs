//! The page of a log group: its settings, the trails that deliver to it, its streams.

use watchtrail::sim::Time;
use watchtrail::view::format::bytes;
use watchtrail::view::logs::{FilterRow, One, StreamRow};
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::pages::asked::Reads;
use crate::ui::pages::gone::Gone;
use crate::ui::parts::{
    Column, CopyButton, Empty, KeyValues, Link, PageHead, Panel, Row, Table, When,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The name in the address.
    pub name: String,
    /// What it shows; nothing when there is no such group.
    pub model: Option<One>,
    /// What the page asked when it was opened.
    pub reads: Reads,
}

/// The page of a log group.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let route = Route::LogGroup { group: props.name.clone(), stream: None };
    let Some(model) = &props.model else {
        return html! {
            <Gone {route} title={props.name.clone()} reads={props.reads.clone()}
                op="DescribeLogGroups" none="logs.none" others={Route::LogGroups}
                see="logs.none.next" />
        };
    };
    let columns = ["stream", "events", "first", "last", "made"]
        .map(|column| Column::new(words.s(&format!("logs.column.{column}"))))
        .to_vec();
    let row = |it: &StreamRow| stream(&props.name, it);
    html! {
        <>
            <PageHead crumbs={route.crumbs()} title={props.name.clone()} refresh=true
                actions={html! {
                    <Link to={Route::LogsInsights(Some(props.name.clone()))}>
                        { words.t("app.page.logs-insights") }
                    </Link>
                }} />
            { props.reads.or_refused("DescribeLogGroups", || html! {
                <Panel title={words.s("logs.group")}>
                    <KeyValues rows={settings(&words, model)} />
                </Panel>
            }) }
            { props.reads.or_refused("DescribeLogStreams", || html! {
                <Panel title={words.s("logs.streams")} flush=true>
                    <Table caption={words.s("logs.streams")} {columns}
                        rows={model.streams.iter().map(row).collect::<Vec<_>>()}
                        empty={html! { <Empty title={words.s("logs.streams.none")} /> }} />
                </Panel>
            }) }
            { props.reads.or_refused("DescribeMetricFilters", || html! {
                <Panel title={words.s("logs.filters")} flush=true>
                    <Table caption={words.s("logs.filters")} columns={filter_columns(&words)}
                        rows={model.filters.iter().map(filter).collect::<Vec<_>>()}
                        empty={html! {
                            <Empty title={words.s("logs.filters.none")}>
                                <p>{ words.t("logs.filters.none.next") }</p>
                            </Empty>
                        }} />
                </Panel>
            }) }
        </>
    }
}

fn settings(words: &Words, model: &One) -> Vec<(AttrValue, Html)> {
    let trail = |(name, arn): &(String, String)| {
        html! { <><Link to={Route::Trail(arn.clone())}>{ name }</Link>{ " " }</> }
    };
    let trails = match model.trails.is_empty() {
        true => html! { "–" },
        false => html! { <>{ for model.trails.iter().map(trail) }</> },
    };
    vec![
        (
            words.s("logs.arn"),
            html! { <><code>{ &model.arn }</code><CopyButton text={model.arn.clone()} /></> },
        ),
        (words.s("logs.column.retention"), html! { { super::kept(words, model.row.days) } }),
        (words.s("logs.column.bytes"), html! { { bytes(model.row.bytes as f64) } }),
        (words.s("logs.column.made"), html! { <When at={model.row.made} /> }),
        (words.s("logs.trails"), trails),
    ]
}

fn filter_columns(words: &Words) -> Vec<Column> {
    ["filter", "pattern", "metric", "value", "default"]
        .map(|column| Column::new(words.s(&format!("logs.column.{column}"))))
        .to_vec()
}

fn filter(filter: &FilterRow) -> Row {
    let (namespace, metric) = &filter.metric;
    let default = filter.default.map_or_else(|| "–".to_owned(), |value| value.to_string());
    Row::new(
        filter.name.clone(),
        vec![
            html! { { &filter.name } },
            html! { <code>{ &filter.pattern }</code> },
            html! { { format!("{namespace} / {metric}") } },
            html! { { &filter.value } },
            html! { { default } },
        ],
    )
}

fn stream(group: &str, stream: &StreamRow) -> Row {
    let to = Route::LogGroup { group: group.to_owned(), stream: Some(stream.name.clone()) };
    let when = |at: Option<Time>| match at {
        Some(at) => html! { <When {at} /> },
        None => html! { "–" },
    };
    Row::new(
        stream.name.clone(),
        vec![
            html! { <Link {to}>{ &stream.name }</Link> },
            html! { { stream.events } },
            when(stream.span.map(|(first, _)| first)),
            when(stream.span.map(|(_, last)| last)),
            when(Some(stream.made)),
        ],
    )
}
