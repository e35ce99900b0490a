//! A metric stream: what it is, what went where, and why not.

use watchtrail::services::firehose::batch::File;
use watchtrail::view::route::{BucketQuery, Route};
use watchtrail::view::streams::{Detail, Target, Trouble, act};
use yew::prelude::*;

use super::{carries, state};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::pages::confirm::Confirm;
use crate::ui::parts::{
    Alert, Button, ButtonKind, Code, Column, Denied, Empty, Expand, KeyValues, Link, PageHead,
    Panel, Row, Table, When,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The stream's name.
    pub name: String,
    /// The stream, if there is one.
    pub model: Option<Detail>,
    /// What the page asked when it was opened.
    pub reads: Reads,
}

/// The page of a stream.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let crumbs = Route::Stream(props.name.clone()).crumbs();
    let Some(model) = &props.model else {
        return html! {
            <>
                <PageHead {crumbs} title={props.name.clone()} refresh=true />
                <Panel><Empty title={words.s("streams.gone")} /></Panel>
            </>
        };
    };
    let inside = || {
        html! {
            <>
                { summary(model, &words) }
                { trouble(model.trouble.as_ref(), "streams.trouble", &words) }
                { behind(model, &props.reads, &words) }
                { lately(model, &words) }
            </>
        }
    };
    html! {
        <>
            <PageHead {crumbs} title={props.name.clone()} status={state(&model.row, &words)}
                refresh=true actions={html! { <Actions model={model.clone()} /> }} />
            { props.reads.or_refused("GetMetricStream", inside) }
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct ActionsProps {
    model: Detail,
}

/// What can be done with it.
#[component]
fn Actions(props: &ActionsProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let row = &props.model.row;
    let key = if row.running { "streams.stop" } else { "streams.start" };
    let said = if row.running { "streams.stop.said" } else { "streams.start.said" };
    let (Some(turn), Some(delete)) = (act::switch(&row.name, !row.running), act::delete(&row.name))
    else {
        return Html::default();
    };
    let kind = if row.running { ButtonKind::Normal } else { ButtonKind::Primary };
    let onclick = asking.click(turn, words.f(said, &[("name", &row.name)]), Callback::noop());
    html! {
        <>
            <Button {kind} {onclick}>{ words.t(key) }</Button>
            <Confirm label={words.s("streams.delete")} danger=true to={Route::Streams}
                title={words.f("streams.delete.ask", &[("name", &row.name)])} request={delete}
                said={words.f("streams.delete.said", &[("name", &row.name)])}>
                <p>{ words.t("streams.delete.hint") }</p>
            </Confirm>
            { asking.view() }
        </>
    }
}

fn summary(model: &Detail, words: &Words) -> Html {
    let yes = if model.linked { "streams.yes" } else { "streams.no" };
    let (sent, lost) = model.sent;
    let rows = vec![
        (words.s("streams.arn"), html! { <code>{ &model.arn }</code> }),
        (words.s("streams.carries"), html! { carries(&model.row.carries, words) }),
        (words.s("streams.linked"), html! { words.t(yes) }),
        (words.s("streams.format"), html! { <code>{ &model.row.format }</code> }),
        (
            words.s("streams.role"),
            html! { <Link to={Route::Role(model.role.clone())}>{ &model.role }</Link> },
        ),
        (words.s("streams.created"), html! { <When at={model.times.0} /> }),
        (words.s("streams.updated"), html! { <When at={model.times.1} /> }),
        (words.s("streams.sent"), html! { sent }),
        (words.s("streams.lost"), html! { lost }),
    ];
    html! { <Panel title={words.s("streams.summary")}><KeyValues {rows} /></Panel> }
}

/// Why something does not arrive.
fn trouble(of: Option<&Trouble>, key: &str, words: &Words) -> Html {
    let Some(trouble) = of else { return Html::default() };
    html! {
        <Panel title={words.s(key)} note={html! { <When at={trouble.at} /> }}>
            <Denied error={trouble.error.clone()} />
            <p class="hint">{ words.t(&format!("{key}.next")) }</p>
        </Panel>
    }
}

/// The Firehose stream it sends to, and the bucket behind that.
fn behind(model: &Detail, reads: &Reads, words: &Words) -> Html {
    let title = words.s("streams.firehose");
    let Some(target) = &model.target else {
        let said = words.fill("streams.firehose.none", &[("arn", &model.firehose)]);
        return html! { <Panel {title}><Alert><p>{ said }</p></Alert></Panel> };
    };
    reads.or_refused("DescribeDeliveryStream", || {
        html! {
            <>
                <Panel {title}>{ described(model, target, words) }</Panel>
                { trouble(target.trouble.as_ref(), "streams.undelivered", words) }
                { files(target, words) }
            </>
        }
    })
}

fn described(model: &Detail, target: &Target, words: &Words) -> Html {
    let bucket = Route::Bucket(BucketQuery::of(&target.bucket));
    let (interval, bytes) = target.gathers;
    let gathers = words
        .fill("streams.gathers.value", &[("secs", &interval.as_secs()), ("mib", &(bytes >> 20))]);
    let (bytes, records) = target.waits;
    let waits = words.fill("streams.waits.value", &[("records", &records), ("bytes", &bytes)]);
    let rows = vec![
        (words.s("streams.arn"), html! { <code>{ &model.firehose }</code> }),
        (words.s("streams.state"), html! { target.status }),
        (words.s("streams.bucket"), html! { <Link to={bucket}>{ &target.bucket }</Link> }),
        (
            words.s("streams.role"),
            html! { <Link to={Route::Role(target.role.clone())}>{ &target.role }</Link> },
        ),
        (words.s("streams.gathers"), html! { gathers }),
        (words.s("streams.waits"), html! { waits }),
        (words.s("streams.given-up"), html! { target.lost }),
    ];
    html! { <KeyValues {rows} /> }
}

/// What was delivered.
fn files(target: &Target, words: &Words) -> Html {
    let columns = vec![
        Column::new(words.s("streams.file.key")),
        Column::new(words.s("streams.file.at")),
        Column::number(words.s("streams.file.records")),
        Column::number(words.s("streams.file.bytes")),
    ];
    let row = |file: &File| {
        let to =
            Route::Object { bucket: target.bucket.clone(), key: file.key.clone(), version: None };
        let cells = vec![
            html! { <Link {to}>{ &file.key }</Link> },
            html! { <When at={file.at} /> },
            html! { file.records },
            html! { file.bytes },
        ];
        Row::new(file.key.clone(), cells)
    };
    let rows: Vec<Row> = target.files.iter().map(row).collect();
    html! {
        <Panel title={words.s("streams.files")} flush=true>
            <Table caption={words.s("streams.files")} {columns} {rows}
                empty={html! { <Empty title={words.s("streams.files.none")} /> }} />
        </Panel>
    }
}

/// What it carried lately.
fn lately(model: &Detail, words: &Words) -> Html {
    let summary = words.fill("streams.lately", &[("n", &model.count)]);
    html! {
        <Expand summary={html! { summary }}>
            <p class="hint">{ words.t("streams.lately.hint") }</p>
            if !model.records.is_empty() {
                <Code text={model.records.join("\n")} label={words.s("streams.records")} />
            }
        </Expand>
    }
}
