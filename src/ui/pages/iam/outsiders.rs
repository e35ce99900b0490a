//! The page of Access Analyzer: who outside the account could, beside who did.

use watchtrail::view::iam::outsiders::{self, Did, Outsiders, Row as Finding};
use watchtrail::view::route::{EventsQuery, Route};
use yew::prelude::*;

use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::parts::{
    Button, ButtonKind, Column, Empty, Link, PageHead, Panel, Row, Status, Table, Tone, When,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Outsiders,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The page of Access Analyzer.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let model = &props.model;
    let make = asking.click(outsiders::create(), words.s("iam.outsiders.made"), Callback::noop());
    let actions = match &model.analyzer {
        Some(name) => {
            let said = words.s("iam.outsiders.gone");
            let delete = asking.click(outsiders::delete(name), said, Callback::noop());
            html! { <Button onclick={delete}>{ words.t("iam.outsiders.delete") }</Button> }
        }
        None => html! {
            <Button kind={ButtonKind::Primary} onclick={make}>
                { words.t("iam.outsiders.make") }
            </Button>
        },
    };
    let columns = ["resource", "could", "actions", "status", "did"]
        .map(|name| Column::new(words.s(&format!("iam.outsiders.{name}"))))
        .to_vec();
    let rows: Vec<Row> = model.rows.iter().map(|finding| row(&words, finding)).collect();
    let none = if model.analyzer.is_some() { "iam.outsiders.none" } else { "iam.outsiders.off" };
    html! {
        <>
            <PageHead crumbs={Route::Outsiders.crumbs()} refresh=true {actions}
                title={words.s("app.page.outsiders")}
                note={html! { words.t("iam.outsiders.note") }} />
            { asking.view() }
            { props.reads.or_refused("ListAnalyzers", || html! {
                { props.reads.or_refused("ListFindings", || html! {
                    <Panel flush=true>
                        <Table caption={words.s("app.page.outsiders")} {columns} {rows}
                            empty={html! { <Empty title={words.s(none)} /> }} />
                    </Panel>
                }) }
            }) }
        </>
    }
}

fn row(words: &Words, finding: &Finding) -> Row {
    let status = match (finding.active, finding.public) {
        _ if finding.archived => (Tone::Neutral, "iam.outsiders.archived"),
        (true, true) => (Tone::Bad, "iam.outsiders.public"),
        (true, false) => (Tone::Warning, "iam.outsiders.active"),
        (false, _) => (Tone::Good, "iam.outsiders.resolved"),
    };
    let condition = |(key, value): &(String, String)| {
        html! { <p class="muted" key={key.clone()}><code>{ format!("{key} = {value}") }</code></p> }
    };
    let all = Route::Events(EventsQuery::attribute("ResourceName", &finding.name));
    Row::new(
        finding.id.clone(),
        vec![
            html! { <code>{ &finding.resource }</code> },
            html! {
                <><code>{ &finding.principal }</code>
                    { for finding.conditions.iter().map(condition) }</>
            },
            html! { <code>{ finding.actions.join(", ") }</code> },
            html! {
                <><Status kind={status.0} label={words.s(status.1)} />
                    <p class="muted"><When at={finding.created} /></p></>
            },
            html! {
                <>
                    <ul class="plain">{ for finding.did.iter().map(|did| one(words, did)) }</ul>
                    <Link to={all}>{ words.t("iam.outsiders.all") }</Link>
                </>
            },
        ],
    )
}

fn one(words: &Words, did: &Did) -> Html {
    html! {
        <li key={did.id.clone()}>
            <Link to={Route::Event(did.id.clone())}>{ did.what }</Link>
            { " " }{ &did.who }{ " " }<When at={did.at} />
            if did.failed { { " " }<span class="muted">{ words.t("iam.outsiders.failed") }</span> }
        </li>
    }
}
