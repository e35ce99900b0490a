//! What is simulated, how exactly, and what is not.

use watchtrail::view::fidelity::{self, Decided, Model, Operation, Service};
use yew::prelude::*;

use crate::ui::parts::{Column, Empty, Expand, PageHead, Panel, Row, Table, TextInput};
use crate::ui::words::{Words, use_words};

/// The page.
#[component]
pub fn Page() -> Html {
    let words = use_words();
    let search = use_state(String::new);
    let whole = use_memo(words.clone(), |words| fidelity::model(words));
    let model = whole.search(&search);
    let oninput = {
        let search = search.clone();
        Callback::from(move |text: String| search.set(text))
    };
    let (operations, decisions) = (model.operations(), model.decisions.len());
    let found =
        words.f("fidelity.found", &[("operations", &operations), ("decisions", &decisions)]);
    let whole = !search.is_empty();
    html! {
        <>
            <PageHead title={words.s("fidelity.title")}
                note={words.t("fidelity.lead").to_owned()} />
            <div class="fidelity-search">
                <TextInput label={words.s("fidelity.search")} kind="search"
                    value={(*search).clone()} {oninput}
                    hint={html! { { words.t("fidelity.search.hint") } }} />
                <p class="hint" role="status">{ found }</p>
            </div>
            if model.is_empty() {
                <Empty title={words.s("fidelity.empty")} />
            }
            { decided(&model, &words) }
            { timings(&model, &words) }
            { mocks(&model, &words) }
            if !model.services.is_empty() {
                <Panel title={words.s("fidelity.operations")}>
                    { for model.services.iter().map(|one| service(one, whole, &words)) }
                </Panel>
            }
            <p class="hint">{ words.t("fidelity.unaffiliated") }</p>
        </>
    }
}

fn decided(model: &Model, words: &Words) -> Html {
    if model.decisions.is_empty() {
        return Html::default();
    }
    let one = |one: &Decided| {
        html! {
            <li key={one.title.clone()}>
                <h3>{ one.title.clone() }</h3>
                <p>
                    { one.text.clone() }{ " " }
                    { outside(one.link, words.s("fidelity.decisions.link")) }
                </p>
            </li>
        }
    };
    html! {
        <Panel title={words.s("fidelity.decisions")}>
            <p>{ words.t("fidelity.decisions.lead") }</p>
            <ul class="fidelity-decisions">{ for model.decisions.iter().map(one) }</ul>
        </Panel>
    }
}

fn timings(model: &Model, words: &Words) -> Html {
    if model.timings.is_empty() {
        return Html::default();
    }
    let columns = vec![
        Column::new(words.s("fidelity.timings.what")),
        Column::number(words.s("fidelity.timings.span")),
    ];
    let row = |(what, span): &(String, String)| {
        Row::new(what.clone(), vec![html! { { what.clone() } }, html! { { span.clone() } }])
    };
    html! {
        <Panel title={words.s("fidelity.timings")}>
            <p>{ words.t("fidelity.timings.lead") }</p>
            <Table caption={words.s("fidelity.timings")} {columns}
                rows={model.timings.iter().map(row).collect::<Vec<_>>()} />
        </Panel>
    }
}

fn mocks(model: &Model, words: &Words) -> Html {
    if model.mocks.is_empty() {
        return Html::default();
    }
    let columns =
        ["mock", "weights"].map(|key| Column::new(words.s(&format!("fidelity.mocks.{key}"))));
    let row = |(mock, weights): &(String, String)| {
        Row::new(mock.clone(), vec![html! { { mock } }, html! { { weights } }])
    };
    html! {
        <Panel title={words.s("fidelity.mocks")}>
            <p>{ words.t("fidelity.mocks.lead") }</p>
            <Table caption={words.s("fidelity.mocks")} columns={columns.to_vec()}
                rows={model.mocks.iter().map(row).collect::<Vec<_>>()} />
        </Panel>
    }
}

fn service(service: &Service, open: bool, words: &Words) -> Html {
    let n = service.operations.len();
    let summary = html! {
        <><strong>{ service.title }</strong>{ " " }
            <span class="hint-inline">{ words.f("fidelity.count", &[("n", &n)]) }</span></>
    };
    let column = |key| match (key, Column::new(words.s(&format!("fidelity.column.{key}")))) {
        ("kind" | "event", column) => column.spare(),
        (_, column) => column,
    };
    let columns = ["operation", "cli", "kind", "event", "refused", "link"].map(column);
    html! {
        <Expand {summary} {open} key={service.cli}>
            <Table caption={service.title} columns={columns.to_vec()}
                rows={service.operations.iter().map(|op| row(op, words)).collect::<Vec<_>>()} />
        </Expand>
    }
}

fn row(op: &Operation, words: &Words) -> Row {
    let refused = if op.refused.is_empty() {
        html! { { words.t("fidelity.none") } }
    } else {
        html! { <ul class="fidelity-refused">
            { for op.refused.iter().map(|path| html! { <li><code>{ path.clone() }</code></li> }) }
        </ul> }
    };
    let link = html! {
        <>{ outside(&op.link, words.s("fidelity.reference")) }
            <span class="sr-only">{ " " }{ op.name }</span></>
    };
    let cells = vec![
        html! { { op.name } },
        html! { <code>{ op.cli.clone() }</code> },
        html! { { words.t(op.access) } },
        html! { { words.t(op.event) } },
        refused,
        link,
    ];
    Row::new(op.name, cells)
}

/// A link out of the page: nothing is requested until somebody follows it.
fn outside(href: &str, text: AttrValue) -> Html {
    html! { <a href={href.to_owned()} target="_blank" rel="noopener noreferrer">{ text }</a> }
}
