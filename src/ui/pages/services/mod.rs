//! Automatic dashboards, and the resources that are there for their metrics alone.

mod world;

use watchtrail::view::route::{MetricsQuery, Route};
use watchtrail::view::services::{self, Board, Entry, Graph, Model};
use yew::prelude::*;

use super::Shown;
use super::alarms::explain;
use crate::ui::pages::metrics::named;
use crate::ui::parts::{Chart, Column, Empty, Link, PageHead, Panel, Row, Table};
use crate::ui::words::{Words, use_words};
use world::Resources;

/// The page, with the service chosen.
pub fn page(shown: &Shown<'_>, word: Option<&str>) -> Html {
    let model = services::model(shown.world, shown.scope, word);
    let denied = shown.replies.iter().find_map(|reply| reply.result.as_ref().err());
    html! { <Page {model} denied={denied.map(explain)} crumbs={shown.route.clone()} /> }
}

#[derive(Clone, PartialEq, Properties)]
struct Props {
    model: Model,
    denied: Option<Html>,
    crumbs: Route,
}

#[component]
fn Page(props: &Props) -> Html {
    let words = use_words();
    let crumbs = props.crumbs.crumbs();
    let model = &props.model;
    let world = |board: &Board| board.graphs.is_empty() && board.line.is_some();
    let empty = model.board.as_ref().is_some_and(world);
    let title = match &model.board {
        Some(board) => AttrValue::from(board.namespace),
        None => words.s("services.title"),
    };
    html! {
        <>
            <PageHead {crumbs} {title} refresh=true note={words.t("services.intro")} />
            { match &model.board {
                Some(board) => others(model, board.word, &words),
                None => chooser(model, &words),
            } }
            if let Some(denied) = &props.denied {
                { denied.clone() }
            } else if let Some(board) = &model.board {
                { graphs(board, &words) }
            }
            <Resources model={model.clone()} open={empty} />
        </>
    }
}

/// The way to the other services, in little room: the graphs come first.
fn others(model: &Model, chosen: &str, words: &Words) -> Html {
    let one = |entry: &Entry| {
        let to = Route::Services(Some(entry.word.to_owned()));
        let current = (entry.word == chosen).then_some("service-chosen");
        let empty = (entry.graphs == 0).then_some("service-empty");
        let said = if current.is_some() { words.t("services.chosen") } else { "" };
        html! {
            <li key={entry.word}>
                <Link {to} class={classes!("service-chip", current, empty)}>
                    { entry.namespace }
                    if !said.is_empty() { <span class="sr-only">{ " " }{ said }</span> }
                </Link>
            </li>
        }
    };
    html! {
        <nav aria-label={words.s("services.choose")}>
            <ul class="service-chips">{ for model.entries.iter().map(one) }</ul>
        </nav>
    }
}

fn chooser(model: &Model, words: &Words) -> Html {
    let columns = ["services.service", "services.graphs"].map(|key| Column::new(words.s(key)));
    let row = |entry: &Entry| {
        let to = Route::Services(Some(entry.word.to_owned()));
        let link = html! { <Link {to}>{ entry.namespace }</Link> };
        let graphs = match entry.graphs {
            0 => words.t("services.graphs.none").to_owned(),
            count => count.to_string(),
        };
        Row::new(entry.word, vec![link, html! { graphs }])
    };
    let rows: Vec<Row> = model.entries.iter().map(row).collect();
    html! {
        <Panel title={words.s("services.choose")} flush=true>
            <Table caption={words.s("services.choose")} columns={columns.to_vec()} {rows} />
        </Panel>
    }
}

fn graphs(board: &Board, words: &Words) -> Html {
    let title = words.fill("services.board", &[("service", &board.namespace)]);
    if board.elsewhere {
        return html! { <Panel {title}><Empty title={words.s("services.elsewhere")} /></Panel> };
    }
    if board.graphs.is_empty() {
        let how = match &board.line {
            Some(line) => words.fill("services.empty.world", &[("line", line)]),
            None => words.s("services.empty.ec2").to_string(),
        };
        return html! {
            <Panel {title}>
                <Empty title={words.s("services.empty")} />
                <p>{ how }</p>
            </Panel>
        };
    }
    html! {
        <Panel {title}>
            <div class="service-graphs">
                { for board.graphs.iter().map(|graph| one(graph, words)) }
            </div>
        </Panel>
    }
}

fn one(graph: &Graph, words: &Words) -> Html {
    let to = Route::Metrics(MetricsQuery {
        metrics: graph.metrics.iter().map(named).collect(),
        stat: Some(graph.stat.to_owned()),
        ..MetricsQuery::default()
    });
    html! {
        <section key={graph.metric}>
            <h3>{ format!("{} ({})", graph.metric, graph.stat) }</h3>
            <Chart model={graph.chart.clone()} />
            <p><Link {to}>{ words.fill("services.open", &[("metric", &graph.metric)]) }</Link></p>
        </section>
    }
}
