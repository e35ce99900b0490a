//! A concept: how things go, what to hold against each other, a small world to try it in.

use watchtrail::view::concepts::Model;
use watchtrail::view::route::{LearnPage, Route};
use yew::prelude::*;

use super::mini::Mini;
use crate::ui::parts::{Column, Link, PageHead, Panel, Row, Table};
use crate::ui::words::{Words, use_words};

/// What the page is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Model,
}

/// The page.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let model = &props.model;
    html! {
        <>
            <PageHead title={model.title.clone()} note={html! { { &model.lead } }} />
            { lanes(model, &words) }
            <Mini id={model.id} />
            { table(model) }
            { for model.parts.iter().map(part) }
            { links(model, &words) }
        </>
    }
}

/// Ways that things go, each from left to right.
fn lanes(model: &Model, words: &Words) -> Html {
    if model.lanes.is_empty() {
        return Html::default();
    }
    let lane = |(name, steps): &(String, Vec<String>)| {
        html! {
            <div class="way" key={name.clone()}>
                <h3>{ name }</h3>
                <ol class="way-steps">
                    { for steps.iter().map(|step| html! { <li>{ step }</li> }) }
                </ol>
            </div>
        }
    };
    html! {
        <Panel title={words.s("concepts.flow")}>{ for model.lanes.iter().map(lane) }</Panel>
    }
}

fn table(model: &Model) -> Html {
    let Some((head, rows)) = &model.table else { return Html::default() };
    let columns: Vec<Column> = head.iter().map(|text| Column::new(text.clone())).collect();
    let row = |cells: &Vec<String>| {
        let key = cells.first().cloned().unwrap_or_default();
        Row::new(key, cells.iter().map(|cell| html! { { cell } }).collect())
    };
    let rows: Vec<Row> = rows.iter().map(row).collect();
    html! {
        <Panel title={model.title.clone()} flush=true>
            <Table caption={model.title.clone()} {columns} {rows} />
        </Panel>
    }
}

fn part((title, sentences): &(String, Vec<String>)) -> Html {
    html! {
        <Panel key={title.clone()} title={title.clone()}>
            <ul class="concept-text">
                { for sentences.iter().map(|text| html! { <li>{ text }</li> }) }
            </ul>
        </Panel>
    }
}

fn links(model: &Model, words: &Words) -> Html {
    let lab = |(to, title, stars): &(Route, String, Option<u8>)| {
        html! {
            <li>
                <Link to={to.clone()}>{ title }</Link>
                if let Some(stars) = stars {
                    { " · " }{ words.f("home.lab.solved", &[("n", stars)]) }
                }
            </li>
        }
    };
    let point = |(to, id, text): &(Route, String, String)| {
        html! { <li><Link to={to.clone()}>{ id }</Link>{ " " }{ text }</li> }
    };
    let near = |(key, near): (&str, &Option<(Route, String)>)| {
        let Some((to, title)) = near else { return Html::default() };
        html! { <Link to={to.clone()} class="btn">{ words.t(key) }{ ": " }{ title }</Link> }
    };
    let [before, behind] = &model.around;
    html! {
        <Panel title={words.s("concepts.further")}>
            if !model.labs.is_empty() {
                <h3>{ words.t("concepts.labs") }</h3>
                <ul class="concept-text">{ for model.labs.iter().map(lab) }</ul>
            }
            if !model.points.is_empty() {
                <details class="expand">
                    <summary>{ words.f("concepts.points", &[("n", &model.points.len())]) }</summary>
                    <ul class="lab-points">{ for model.points.iter().map(point) }</ul>
                </details>
            }
            <p>
                <a href={model.link} target="_blank" rel="noopener">{ words.t("concepts.aws") }</a>
                { " · " }
                <Link to={Route::Learn(LearnPage::Glossary(None))}>
                    { words.t("app.page.glossary") }
                </Link>
            </p>
            <div class="actions">
                { near(("concepts.before", before)) }
                { near(("concepts.behind", behind)) }
            </div>
        </Panel>
    }
}
