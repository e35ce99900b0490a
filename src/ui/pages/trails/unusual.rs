//! CloudTrail Insights: unusual activity, why it was found so, and who it came from.

use watchtrail::services::cloudtrail::insights::Phase;
use watchtrail::view::chart::scale::short;
use watchtrail::view::route::Route;
use watchtrail::view::trails::unusual::{Attribution, Detail, Looking, Model, Row as Pair};
use yew::prelude::*;

use crate::ui::pages::asked::Reads;
use crate::ui::parts::{
    Chart, Code, Column, Empty, KeyValues, Link, PageHead, Panel, Row, Table, Time,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Model,
    /// The pair the page is about, if it is about one.
    pub alone: Option<String>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The list, or one pair of events.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let model = &props.model;
    let crumbs = Route::Insights(props.alone.clone()).crumbs();
    let body = || match (&model.detail, &props.alone) {
        (Some(detail), _) => opened(detail, &words),
        (None, Some(_)) => html! { <Empty title={words.s("unusual.gone")} /> },
        (None, None) => list(model, &words),
    };
    let lead = words.f("unusual.lead", &[("region", &model.region)]);
    html! {
        <>
            <PageHead {crumbs} title={words.s("unusual.title")} refresh=true note={lead} />
            { props.reads.or_refused("LookupEvents", body) }
        </>
    }
}

fn list(model: &Model, words: &Words) -> Html {
    let columns = vec![
        Column::new(words.s("unusual.column.name")),
        Column::new(words.s("unusual.column.source")).spare(),
        Column::new(words.s("unusual.column.kind")),
        Column::new(words.s("unusual.column.start")),
        Column::new(words.s("unusual.column.end")),
        Column::number(words.s("unusual.column.average")),
        Column::number(words.s("unusual.column.baseline")),
    ];
    let rows: Vec<Row> = model.rows.iter().map(|found| row(found, words)).collect();
    html! {
        <>
            <Panel title={words.s("unusual.looking")}>
                if model.trails.is_empty() {
                    <p>{ words.t("unusual.off") }</p>
                    <p><Link to={Route::Trails}>{ words.t("unusual.off.next") }</Link></p>
                } else {
                    <ul>{ for model.trails.iter().map(|trail| looking(trail, words)) }</ul>
                }
                <p class="hint">{ words.t("unusual.simplified") }</p>
            </Panel>
            <Panel title={words.s("unusual.caption")} flush=true>
                <Table caption={words.s("unusual.caption")} {columns} {rows}
                    empty={html! { <Empty title={words.s("unusual.none")} /> }} />
            </Panel>
        </>
    }
}

fn looking(trail: &Looking, words: &Words) -> Html {
    html! {
        <li key={trail.arn.clone()}>
            <Link to={Route::Trail(trail.arn.clone())}>{ &trail.name }</Link>
            if let Some(at) = trail.ready {
                { ": " }{ words.t("unusual.ready") }{ " " }<Time {at} />
            }
        </li>
    }
}

fn row(found: &Pair, words: &Words) -> Row {
    let to = Route::Insights(Some(found.id.clone()));
    let cells = vec![
        html! { <Link {to}>{ found.name }</Link> },
        html! { found.source },
        html! { kind(found, words) },
        html! { <Time at={found.start} /> },
        end(found, words),
        html! { short(found.average) },
        html! { short(found.baseline) },
    ];
    Row::new(found.id.clone(), cells)
}

fn end(found: &Pair, words: &Words) -> Html {
    match found.end {
        Some(at) => html! { <Time {at} /> },
        None => html! { words.t("unusual.goes-on") },
    }
}

fn kind(found: &Pair, words: &Words) -> String {
    let name = words.t(&format!("unusual.kind.{}", found.kind.name())).to_owned();
    match &found.error {
        Some(error) => format!("{name}: {error}"),
        None => name,
    }
}

fn opened(detail: &Detail, words: &Words) -> Html {
    let found = &detail.row;
    let fields = vec![
        (words.s("unusual.column.name"), html! { <code>{ found.name }</code> }),
        (words.s("unusual.column.source"), html! { <code>{ found.source }</code> }),
        (words.s("unusual.column.kind"), html! { kind(found, words) }),
        (words.s("unusual.column.start"), html! { <Time at={found.start} /> }),
        (words.s("unusual.column.end"), end(found, words)),
        (words.s("unusual.column.average"), html! { short(found.average) }),
        (words.s("unusual.column.baseline"), html! { short(found.baseline) }),
        (words.s("unusual.trail"), trail(&detail.story.trail)),
    ];
    let records = detail.records.iter().map(|(phase, text)| {
        let title = words.s(match phase {
            Phase::Start => "unusual.record.start",
            Phase::End => "unusual.record.end",
        });
        html! {
            <Panel title={title.clone()}>
                <Code text={text.clone()} copy=true label={title} />
            </Panel>
        }
    });
    html! {
        <>
            <Panel title={words.s("unusual.details")}><KeyValues rows={fields} /></Panel>
            <Panel title={words.s("unusual.why")}>{ story(detail, words) }</Panel>
            <Panel title={words.s("unusual.graph")}>
                <Chart model={detail.chart.clone()} />
            </Panel>
            { for detail.attributions.iter().map(|found| attribution(found, words)) }
            { for records }
        </>
    }
}

fn trail(arn: &str) -> Html {
    let name = arn.rsplit('/').next().unwrap_or(arn).to_owned();
    html! { <Link to={Route::Trail(arn.to_owned())}>{ name }</Link> }
}

/// Why the events came: the numbers.
fn story(detail: &Detail, words: &Words) -> Html {
    let story = &detail.story;
    let (baseline, least) = (short(detail.row.baseline), short(story.least));
    let name = detail.row.name;
    let usual = words.fill(
        "unusual.story.usual",
        &[("name", &name), ("before", &story.before), ("baseline", &baseline), ("least", &least)],
    );
    html! {
        <>
            <p>{ usual }</p>
            if let Some(calls) = story.first {
                <p>{ words.fill("unusual.story.first", &[("calls", &calls)]) }</p>
            }
            if let Some((minutes, calls)) = story.lasted {
                <p>
                    { words.fill("unusual.story.lasted",
                        &[("minutes", &minutes), ("calls", &calls)]) }
                </p>
            } else {
                <p>{ words.t("unusual.story.goes-on") }</p>
            }
            <p class="hint">{ words.t("unusual.simplified") }</p>
        </>
    }
}

fn attribution(found: &Attribution, words: &Words) -> Html {
    let title = words.s(&format!("unusual.attribute.{}", found.name));
    let columns = vec![
        Column::new(title.clone()),
        Column::number(words.s("unusual.column.average")),
        Column::number(words.s("unusual.column.baseline")),
    ];
    let number = |value: &Option<f64>| value.map_or_else(|| "–".to_owned(), short);
    let rows = found.values.iter().map(|(value, unusual, usual)| {
        let cells = vec![
            html! { <span class="trail-value">{ value.clone() }</span> },
            html! { number(unusual) },
            html! { number(usual) },
        ];
        Row::new(value.clone(), cells)
    });
    html! {
        <Panel title={title.clone()} flush=true>
            <Table caption={title} {columns} rows={rows.collect::<Vec<_>>()}
                empty={Html::default()} />
        </Panel>
    }
}
