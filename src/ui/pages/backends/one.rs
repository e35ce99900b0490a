//! The page of a table, a function or a queue.

use std::collections::BTreeMap;

use watchtrail::view::backends::{Detail, Kind, Sheet, Value, act};
use watchtrail::view::route::{MetricsQuery, Route};
use yew::prelude::*;

use super::policy::Policy;
use super::value;
use crate::ui::pages::asked::Reads;
use crate::ui::pages::confirm::Confirm;
use crate::ui::pages::gone::Gone;
use crate::ui::pages::tagged::Tagged;
use crate::ui::parts::{Column, CopyButton, Empty, KeyValues, Link, PageHead, Panel, Row, Table};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Which kind it is.
    pub kind: Kind,
    /// The name in the address.
    pub name: String,
    /// What it shows; nothing when there is no such thing.
    pub model: Option<Detail>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The page of one.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let kind = props.kind;
    let route = Route::Backend { kind, name: props.name.clone() };
    let [_, tell, policy, tags] = kind.operations();
    let Some(model) = &props.model else {
        let (none, see) = gone(kind);
        return html! {
            <Gone {route} title={props.name.clone()} reads={props.reads.clone()} op={tell}
                {none} others={Route::Backends(kind)} {see} />
        };
    };
    let retag = {
        let model = model.clone();
        Callback::from(move |new: BTreeMap<String, String>| act::retag(&model, &new))
    };
    let status = model.status.as_ref().map(|status| value(status, &words)).unwrap_or_default();
    let title = words.s("backends.tags");
    let holds = kind.contents().unwrap_or(tell);
    html! {
        <>
            <PageHead crumbs={route.crumbs()} title={props.name.clone()} {status} refresh=true
                actions={delete(model, &words)} />
            { props.reads.or_refused(tell, || summary(model, &words)) }
            if let Some(sheet) = &model.sheet {
                { props.reads.or_refused(holds, || contents(kind, sheet, &words)) }
            }
            { props.reads.or_refused(policy, || html! { <Policy model={model.clone()} /> }) }
            { props.reads.or_refused(tags, || html! {
                <Tagged {title} tags={model.tags.clone()} requests={retag} />
            }) }
        </>
    }
}

/// The keys of the words that there is no such thing, and where those are that there are.
fn gone(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::Table => ("backends.table.none", "backends.table.see"),
        Kind::Function => ("backends.function.none", "backends.function.see"),
        Kind::Queue => ("backends.queue.none", "backends.queue.see"),
    }
}

fn delete(model: &Detail, words: &Words) -> Html {
    let Some(request) = act::delete(model) else { return Html::default() };
    let kind = model.kind;
    let said = |name: &str| words.f(&kind.key(name), &[("name", &model.name)]);
    html! {
        <Confirm label={words.s("backends.delete")} danger=true to={Route::Backends(kind)}
            title={said("delete.ask")} {request} said={said("delete.said")}>
            <p>{ words.t(&kind.key("delete.hint")) }</p>
        </Confirm>
    }
}

fn summary(model: &Detail, words: &Words) -> Html {
    let arn = html! {
        <><code>{ &model.arn }</code><CopyButton text={model.arn.clone()} /></>
    };
    let (namespace, dimension) = model.metrics;
    let metrics = Route::Metrics(MetricsQuery {
        namespace: Some(namespace.to_owned()),
        search: Some(format!("{dimension}={}", model.name)),
        ..MetricsQuery::default()
    });
    let facts = model.facts.iter().map(|(key, fact)| (words.s(key), value(fact, words)));
    let mut rows = vec![(words.s("backends.arn"), arn)];
    rows.extend(facts);
    rows.push((words.s("backends.metrics"), html! { <Link to={metrics}>{ namespace }</Link> }));
    html! { <Panel title={words.s("backends.summary")}><KeyValues {rows} /></Panel> }
}

/// What it holds, or did.
fn contents(kind: Kind, sheet: &Sheet, words: &Words) -> Html {
    let heading = |of: &Value| match of {
        Value::Key(key) => Column::new(words.s(key)),
        Value::Text(name) => Column::new(name.clone()),
        _ => Column::new(""),
    };
    let columns: Vec<Column> = sheet.columns.iter().map(heading).collect();
    let row = |(nth, cells): (usize, &Vec<Value>)| {
        Row::new(nth.to_string(), cells.iter().map(|cell| value(cell, words)).collect())
    };
    let rows: Vec<Row> = sheet.rows.iter().enumerate().map(row).collect();
    let title = words.s(&kind.key("sheet"));
    let counts = words.fill("backends.shown", &[("n", &rows.len()), ("all", &sheet.count)]);
    let note = html! { counts };
    html! {
        <Panel title={title.clone()} {note} flush=true>
            <Table caption={title} {columns} {rows}
                empty={html! { <Empty title={words.s(&kind.key("sheet.empty"))} /> }} />
        </Panel>
    }
}
