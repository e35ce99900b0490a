//! The page of a log group: its settings, the trails that deliver to it, its streams.

use watchtrail::sim::Time;
use watchtrail::view::format::bytes;
use watchtrail::view::logs::{One, StreamRow, act};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::filters::Filters;
use super::groups::Retention;
use super::subscriptions::Subscriptions;
use crate::ui::pages::asked::Reads;
use crate::ui::pages::confirm::Confirm;
use crate::ui::pages::gone::Gone;
use crate::ui::parts::{
    Button, Column, CopyButton, Empty, KeyValues, Link, PageHead, Panel, Row, Table, When,
    use_opening,
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
    let (words, retaining) = (use_words(), use_opening());
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
                <Panel title={words.s("logs.group")} actions={html! {
                    <>
                        <Button onclick={retaining.open}>{ words.t("logs.retention") }</Button>
                        { delete(&words, &props.name) }
                    </>
                }}>
                    <KeyValues rows={settings(&words, model)} />
                    if retaining.is_open {
                        <Retention group={props.name.clone()} days={model.row.days}
                            onclose={retaining.close} />
                    }
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
                <Filters group={props.name.clone()} filters={model.filters.clone()}
                    newest={model.newest.clone()} />
            }) }
            { props.reads.or_refused("DescribeSubscriptionFilters", || html! {
                <Subscriptions group={props.name.clone()} rows={model.subscriptions.clone()} />
            }) }
        </>
    }
}

fn delete(words: &Words, group: &str) -> Html {
    html! {
        <Confirm danger=true label={words.s("logs.delete")} to={Route::LogGroups}
            title={words.f("logs.delete.ask", &[("name", &group)])}
            request={act::delete(group)} said={words.f("logs.deleted", &[("name", &group)])}>
            <p>{ words.t("logs.delete.hint") }</p>
        </Confirm>
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
