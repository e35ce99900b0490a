//! What accounts share: the metrics of linked accounts, who reads this one's, what is missing.

use watchtrail::view::alarms::words::dimensions;
use watchtrail::view::metrics::linked::Linked;
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::parts::{Alert, AlertKind, Column, Empty, Link, Panel, Row, Table};
use crate::ui::words::{Words, use_words};

/// What [`Shared`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What there is.
    pub linked: Linked,
}

/// What accounts share; nothing where there is neither a sink nor a link.
#[component]
pub fn Shared(props: &Props) -> Html {
    let words = use_words();
    let linked = &props.linked;
    if linked.is_empty() {
        return Html::default();
    }
    html! {
        <>
            { for linked.broken.iter().map(|(alarm, account)| {
                let args: [(&str, &dyn std::fmt::Display); 2] =
                    [("alarm", alarm), ("account", account)];
                let to = Route::Alarm { name: alarm.clone(), at: None };
                let title = words.f("metrics.linked.broken", &args);
                html! {
                    <Alert kind={AlertKind::Warning} {title}>
                        <p>{ words.t("metrics.linked.broken.next") }</p>
                        <p><Link {to}>{ alarm.clone() }</Link></p>
                    </Alert>
                }
            }) }
            <Panel title={words.s("metrics.linked")} flush={linked.sink.is_some()}>
                { for linked.readers.iter().map(|(account, label)| html! {
                    <p>{ words.fill("metrics.linked.reader",
                        &[("account", account), ("label", label)]) }</p>
                }) }
                if linked.sink.is_some() {
                    { metrics(linked, &words) }
                }
            </Panel>
        </>
    }
}

fn metrics(linked: &Linked, words: &Words) -> Html {
    let columns = ["account", "label", "namespace", "metric", "dimensions"]
        .map(|column| Column::new(words.s(&format!("metrics.linked.column.{column}"))))
        .to_vec();
    let row = |(nth, (account, metric)): (usize, &(_, watchtrail::telemetry::MetricId))| {
        let cells = vec![
            html! { <code>{ format!("{account}") }</code> },
            html! { { linked.label(*account) } },
            html! { { metric.namespace.clone() } },
            html! { { metric.name.clone() } },
            html! { { dimensions(&metric.dimensions) } },
        ];
        Row::new(nth.to_string(), cells)
    };
    let rows: Vec<Row> = linked.metrics.iter().enumerate().map(row).collect();
    let (title, next) = match linked.sources.is_empty() {
        true => ("metrics.linked.none", "metrics.linked.none.next"),
        false => ("metrics.linked.silent", "metrics.linked.silent.next"),
    };
    let empty = html! { <Empty title={words.s(title)}><p>{ words.t(next) }</p></Empty> };
    html! { <Table caption={words.s("metrics.linked")} {columns} {rows} {empty} /> }
}
