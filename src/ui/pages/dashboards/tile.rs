//! What stands within a widget.

use watchtrail::view::alarms::words as named;
use watchtrail::view::dashboards::explorer::Explorer;
use watchtrail::view::dashboards::{AlarmState, Content};
use watchtrail::view::format;
use watchtrail::view::route::Route;
use watchtrail::view::widget::{Shown, Table, TableRow, View};
use yew::prelude::*;

use super::figures::{Bars, Gauges, Numbers, Pie};
use super::markdown;
use crate::ui::pages::alarms::tone;
use crate::ui::pages::logs::found;
use crate::ui::parts::{Chart, Link, Status, When};
use crate::ui::words::{Words, use_words};

/// The properties of [`Inside`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub content: Content,
    /// What it is called.
    pub title: AttrValue,
}

/// The inside of a widget.
#[component]
pub fn Inside(props: &Props) -> Html {
    let words = use_words();
    match &props.content {
        Content::Metric(shown) => html! {
            <Figured shown={(**shown).clone()} title={props.title.clone()} small=true />
        },
        Content::Text(blocks) => html! { <div class="markdown">{ markdown::html(blocks) }</div> },
        Content::Alarms(all) => alarms(all, &words),
        Content::Explorer(all) => explorer(all, &words),
        Content::Log(shown) => found::widget(shown, &props.title, &words),
        Content::Later(kind) => html! {
            <p class="hint">{ words.fill("dashboards.later", &[("kind", kind)]) }</p>
        },
    }
}

/// The graphs of an explorer, side by side.
fn explorer(all: &Explorer, words: &Words) -> Html {
    let unknown = all.unknown.join(", ");
    html! {
        <div class={format!("dash-explorer dash-explorer-{}", all.columns)}>
            { for all.graphs.iter().map(|graph| html! {
                <section key={graph.title.clone()}>
                    <h3>{ graph.title.clone() }</h3>
                    <Figured shown={(*graph.shown).clone()} title={graph.title.clone()}
                        small=true />
                </section>
            }) }
            if all.graphs.is_empty() && unknown.is_empty() {
                <p class="hint">{ words.t("dashboards.explorer.none") }</p>
            }
            if !unknown.is_empty() {
                <p class="hint">
                    { words.fill("dashboards.explorer.unknown", &[("types", &unknown)]) }
                </p>
            }
        </div>
    }
}

/// The properties of [`Figured`].
#[derive(Clone, PartialEq, Properties)]
pub struct FiguredProps {
    /// What it shows.
    pub shown: Shown,
    /// What it is called.
    pub title: AttrValue,
    /// Whether it is small: one among others.
    #[prop_or_default]
    pub small: bool,
}

/// Metrics in one of their views.
#[component]
pub fn Figured(props: &FiguredProps) -> Html {
    let words = use_words();
    let nothing = matches!(&props.shown.view, View::Numbers(all, _) | View::Gauge(all, ..)
        | View::Bars(all) | View::Pie(all) if all.is_empty());
    let view = match &props.shown.view {
        _ if nothing => html! { <p class="hint">{ words.t("chart.empty") }</p> },
        View::Chart(model) => html! { <Chart model={(**model).clone()} small={props.small} /> },
        View::Numbers(figures, spark) => html! { <Numbers figures={figures.clone()} {spark} /> },
        View::Gauge(figures, low, high) => {
            html! { <Gauges figures={figures.clone()} {low} {high} /> }
        }
        View::Bars(figures) => html! { <Bars figures={figures.clone()} /> },
        View::Pie(figures) => html! { <Pie figures={figures.clone()} /> },
        View::Table(model) => table(model, &props.title, &words),
    };
    html! {
        <>
            { view }
            { for props.shown.problems.iter().map(|(id, text)| html! {
                <p class="field-error" key={id.clone()}>{ text.clone() }</p>
            }) }
        </>
    }
}

/// What is said of each line, and the lines: headings, and rows with headings of their own.
fn cells(model: &Table, words: &Words) -> (Vec<String>, Vec<(String, Vec<String>)>) {
    let names = ["least", "most", "mean", "sum"].into_iter().zip(model.summary);
    let names = names.filter(|(_, shown)| *shown).map(|(name, _)| name);
    let names = names.map(|name| words.t(&format!("dashboards.table.{name}")).to_owned());
    let heads: Vec<String> = names.chain(model.times.iter().map(|at| format::clock(*at))).collect();
    let row = |row: &TableRow| {
        let summary = row.summary.iter().zip(model.summary).filter(|(_, shown)| *shown);
        let values = summary.map(|(value, _)| value).chain(&row.values);
        let values = values.map(|value| value.clone().unwrap_or_else(|| "–".to_owned()));
        (row.label.clone(), values.collect())
    };
    let rows: Vec<(String, Vec<String>)> = model.rows.iter().map(row).collect();
    if !model.vertical {
        return (heads, rows);
    }
    let turned = heads.into_iter().enumerate().map(|(place, head)| {
        let values = rows.iter().map(|(_, values)| values.get(place).cloned().unwrap_or_default());
        (head, values.collect())
    });
    let turned = turned.collect();
    (rows.into_iter().map(|(label, _)| label).collect(), turned)
}

fn table(model: &Table, title: &AttrValue, words: &Words) -> Html {
    let (heads, rows) = cells(model, words);
    let row = |(label, values): &(String, Vec<String>)| {
        html! {
            <tr>
                <th scope="row">{ label.clone() }</th>
                { for values.iter().map(|value| html! {
                    <td class="number">{ value.clone() }</td>
                }) }
            </tr>
        }
    };
    html! {
        <div class="table-wrap" tabindex="0" role="region" aria-label={title.clone()}>
            <table class="table">
                <caption class="sr-only">{ title.clone() }</caption>
                <thead>
                    <tr>
                        <th scope="col">{ words.t("dashboards.table.line") }</th>
                        { for heads.iter().map(|head| html! {
                            <th scope="col" class="number">{ head.clone() }</th>
                        }) }
                    </tr>
                </thead>
                <tbody>{ for rows.iter().map(row) }</tbody>
            </table>
        </div>
    }
}

fn alarms(all: &[AlarmState], words: &Words) -> Html {
    let one = |alarm: &AlarmState| {
        let state = match alarm.state {
            Some(state) => html! {
                <Status kind={tone(state)} label={words.s(named::state(state))} />
            },
            None => html! { words.t("dashboards.alarm.none").to_owned() },
        };
        html! {
            <li key={alarm.name.clone()}>
                { state }{ " " }<Link to={Route::alarm(&alarm.name)}>{ alarm.name.clone() }</Link>
                if let Some(at) = alarm.updated { { " " }<small><When {at} /></small> }
            </li>
        }
    };
    if all.is_empty() {
        return html! { <p class="hint">{ words.t("dashboards.alarms.empty") }</p> };
    }
    html! { <ul class="plain dash-alarms">{ for all.iter().map(one) }</ul> }
}
