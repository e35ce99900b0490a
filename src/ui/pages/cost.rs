//! What the watching costs: the lines of a month's bill with their arithmetic.

use watchtrail::view::cost::{self, Item, Line, Model, dollars, prices};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::Shown;
use crate::ui::parts::{Column, PageHead, Panel, Row, Table};
use crate::ui::words::{Words, use_words};

/// The page.
pub fn page(shown: &Shown<'_>) -> Html {
    html! { <Page model={cost::model(shown.world)} /> }
}

#[derive(Clone, PartialEq, Properties)]
struct Props {
    model: Model,
}

/// The page.
#[component]
fn Page(props: &Props) -> Html {
    let words = use_words();
    let columns = vec![
        Column::new(words.s("cost.column.item")),
        Column::new(words.s("cost.column.arithmetic")),
        Column::number(words.s("cost.column.total")),
    ];
    let rows: Vec<Row> = props.model.lines.iter().map(|line| row(line, &words)).collect();
    html! {
        <>
            <PageHead crumbs={Route::Cost.crumbs()} title={words.s("cost.title")}
                note={html! { words.t("cost.note") }} />
            <Panel title={words.s("cost.sum")}>
                <p class="cost-total">
                    <b>{ dollars(props.model.total) }</b>{ " " }{ words.t("cost.month") }
                </p>
                <p class="hint">
                    { words.fill("cost.dated", &[("month", &prices::LOOKED_UP)]) }{ " " }
                    <a href={prices::PAGE} target="_blank" rel="noopener noreferrer">
                        { words.t("cost.page") }
                    </a>
                    { ", " }
                    <a href={prices::TRAILS_PAGE} target="_blank" rel="noopener noreferrer">
                        { words.t("cost.trails-page") }
                    </a>
                </p>
            </Panel>
            <Panel flush=true>
                <Table caption={words.s("cost.title")} {columns} {rows}
                    empty={Html::default()} />
            </Panel>
        </>
    }
}

/// The most names a line shows.
const NAMES: usize = 8;

fn row(line: &Line, words: &Words) -> Row {
    let key = line.item.key();
    // Requests are counted, not named.
    let named = line.item != Item::Requests;
    let parts = line.parts.iter().filter(|(name, _)| named && !name.is_empty());
    let names = parts.take(NAMES).map(|(name, _)| name.as_str());
    let mut names = names.collect::<Vec<_>>().join(", ");
    if named && line.parts.len() > NAMES {
        names.push_str(", …");
    }
    let item = html! {
        <>
            <b>{ words.t(&format!("cost.item.{key}")).to_owned() }</b>
            <p class="hint">{ words.t(&format!("cost.explain.{key}")).to_owned() }</p>
            if !names.is_empty() { <p class="hint cost-names"><code>{ names }</code></p> }
        </>
    };
    let cells = vec![
        item,
        html! { <span class="mono">{ line.arithmetic() }</span> },
        html! { dollars(line.total) },
    ];
    Row::new(key, cells)
}
