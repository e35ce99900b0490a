//! The page of one volume.

use std::collections::BTreeMap;

use watchtrail::sim::Time;
use watchtrail::view::ec2::act::retag;
use watchtrail::view::route::Route;
use watchtrail::view::volumes::act;
use watchtrail::view::volumes::detail::{Change, Detail};
use watchtrail::view::volumes::snapshots;
use yew::prelude::*;

use super::attach::Attach;
use super::load::LoadTab;
use super::modify::Modify;
use super::monitoring::MonitoringTab;
use crate::ui::pages::asked::Reads;
use crate::ui::pages::confirm::Confirm;
use crate::ui::pages::gone::Gone;
use crate::ui::pages::tagged::Tagged;
use crate::ui::parts::{
    Alert, AlertKind, Column, CopyButton, Empty, KeyValues, Link, PageHead, Panel, Row, Tab, Table,
    Tabs, When,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The id in the address.
    pub id: String,
    /// What it shows; nothing when there is no such volume.
    pub model: Option<Detail>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The tabs.
const TABS: [&str; 4] = ["details", "monitoring", "load", "tags"];

/// The page of a volume.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let tab = use_state(|| AttrValue::Static("details"));
    let route = Route::Volume(props.id.clone());
    let Some(model) = &props.model else {
        return html! {
            <Gone {route} title={props.id.clone()} reads={props.reads.clone()}
                op="DescribeVolumes" none="volumes.gone" others={Route::Volumes}
                see="volumes.gone.next" />
        };
    };
    let row = &model.row;
    let title = if row.name.is_empty() { row.id.clone() } else { row.name.clone() };
    let onselect = {
        let tab = tab.clone();
        Callback::from(move |to| tab.set(to))
    };
    let tabs = TABS.map(|id| Tab::new(id, words.s(&format!("volumes.tab.{id}"))));
    let body = match tab.as_str() {
        "monitoring" => html! { <MonitoringTab model={model.clone()} /> },
        "load" => html! { <LoadTab model={model.clone()} /> },
        "tags" => tags(&words, model),
        _ => facts(&words, model, &props.reads),
    };
    html! {
        <>
            <PageHead crumbs={route.crumbs()} {title} refresh=true actions={actions(&words, model)}
                status={super::state(row, &words)} note={html! { <code>{ &row.id }</code> }} />
            { props.reads.or_refused("DescribeVolumes", || html! {
                <Tabs label={words.s("volumes.tab")} tabs={tabs.to_vec()} current={(*tab).clone()}
                    {onselect}>
                    { body }
                </Tabs>
            }) }
        </>
    }
}

fn actions(words: &Words, model: &Detail) -> Html {
    let row = &model.row;
    let again = model.change.as_ref().and_then(|change| change.again);
    let id = || [("id", &row.id as &dyn std::fmt::Display)];
    html! {
        <>
            if let Some(on) = &row.attached {
                <Confirm label={words.s("volumes.detach")} request={act::detach(&row.id)}
                    title={words.f("volumes.detach.ask", &id())}
                    said={words.f("volumes.detach.done", &id())}>
                    <Alert kind={AlertKind::Warning}><p>
                        { words.t(if on.root {
                            "volumes.detach.root"
                        } else {
                            "volumes.detach.warning"
                        }) }
                    </p></Alert>
                    <p>{ words.t("volumes.detach.metrics") }</p>
                </Confirm>
            } else {
                <Attach id={row.id.clone()} zone={row.zone.clone()}
                    offers={model.offers.clone()} />
            }
            <Modify row={row.clone()} {again} />
            <Confirm label={words.s("volumes.snapshots.create")}
                title={words.f("volumes.snapshots.create.ask", &id())} to={Some(Route::Volumes)}
                said={words.s("volumes.snapshots.create.done")}
                request={snapshots::create(&row.id)}>
                <p>{ words.t("volumes.snapshots.create.note") }</p>
            </Confirm>
            <Confirm label={words.s("volumes.delete")} request={act::delete(&row.id)} danger=true
                title={words.f("volumes.delete.ask", &id())} to={Some(Route::Volumes)}
                said={words.f("volumes.delete.done", &id())}>
                <Alert kind={AlertKind::Warning}>
                    <p>{ words.t("volumes.delete.warning") }</p>
                </Alert>
            </Confirm>
        </>
    }
}

fn facts(words: &Words, model: &Detail, reads: &Reads) -> Html {
    html! {
        <>
            <Panel title={words.s("volumes.summary")}>
                <KeyValues rows={summary(words, model)} />
            </Panel>
            { reads.or_refused("DescribeVolumesModifications", || match &model.change {
                Some(change) => html! {
                    <Panel title={words.s("volumes.change")}>
                        <KeyValues rows={changed(words, change)} />
                    </Panel>
                },
                None => Html::default(),
            }) }
            { past(words, &model.past) }
        </>
    }
}

fn summary(words: &Words, model: &Detail) -> Vec<(AttrValue, Html)> {
    let row = &model.row;
    let dash = || html! { "–" };
    let yes = |on: bool| html! { words.t(if on { "volumes.yes" } else { "volumes.no" }) };
    let attached = row.attached.as_ref().map_or_else(dash, |on| {
        html! {
            <>
                <Link to={Route::Instance(on.instance.clone())} class="mono">{ &on.instance }</Link>
                { ": " }<code>{ &on.device }</code>
                if on.root { { " " }{ words.t("volumes.root") } }
            </>
        }
    });
    let mut rows = vec![
        (
            words.s("volumes.column.id"),
            html! { <><code>{ &row.id }</code><CopyButton text={row.id.clone()} /></> },
        ),
        (words.s("volumes.column.state"), super::state(row, words)),
        (words.s("volumes.column.type"), html! { row.kind }),
        (words.s("volumes.column.size"), html! { format!("{} GiB", row.gib) }),
        (words.s("volumes.column.iops"), row.iops.map_or_else(dash, |n| html! { n })),
        (
            words.s("volumes.column.throughput"),
            row.throughput.map_or_else(dash, |n| html! { format!("{n} MiB/s") }),
        ),
        (words.s("volumes.column.attached"), attached),
        (words.s("volumes.column.zone"), html! { &row.zone }),
        (words.s("volumes.encrypted"), yes(model.key.is_some())),
        (words.s("volumes.column.created"), html! { <When at={row.created} /> }),
    ];
    if let Some(on) = &row.attached {
        rows.push((words.s("volumes.goes"), yes(on.goes)));
    }
    if let Some(key) = &model.key {
        rows.push((words.s("volumes.key"), html! { <code>{ key }</code> }));
    }
    if !model.snapshot.is_empty() {
        rows.push((words.s("volumes.snapshot"), html! { <code>{ &model.snapshot }</code> }));
    }
    rows
}

fn changed(words: &Words, change: &Change) -> Vec<(AttrValue, Html)> {
    let (before, after) = &change.specs;
    let time = |at: Time| html! { <When {at} /> };
    let mut rows = vec![
        (words.s("volumes.change.state"), html! { change.state }),
        (words.s("volumes.change.before"), html! { before }),
        (words.s("volumes.change.after"), html! { after }),
    ];
    rows.extend(change.due.map(|due| (words.s("volumes.change.due"), time(due))));
    rows.extend(change.again.map(|again| (words.s("volumes.change.again"), time(again))));
    rows
}

/// Where it was attached.
fn past(words: &Words, past: &[(String, Time, Option<Time>)]) -> Html {
    let columns = ["instance", "from", "to"]
        .map(|name| Column::new(words.s(&format!("volumes.past.{name}"))))
        .to_vec();
    let row = |(nth, (instance, from, to)): (usize, &(String, Time, Option<Time>))| {
        let to = match to {
            Some(to) => html! { <When at={*to} /> },
            None => html! { words.t("volumes.past.now") },
        };
        Row::new(
            nth.to_string(),
            vec![
                html! {
                    <Link to={Route::Instance(instance.clone())} class="mono">{ instance }</Link>
                },
                html! { <When at={*from} /> },
                to,
            ],
        )
    };
    let rows: Vec<Row> = past.iter().enumerate().map(row).collect();
    let empty = html! { <Empty title={words.s("volumes.past.none")} /> };
    html! {
        <Panel title={words.s("volumes.past")} flush=true>
            <Table caption={words.s("volumes.past")} {columns} {rows} {empty} />
        </Panel>
    }
}

fn tags(words: &Words, model: &Detail) -> Html {
    let (id, old) = (model.row.id.clone(), model.tags.clone());
    let requests = {
        let old = old.clone();
        Callback::from(move |new: BTreeMap<String, String>| retag(&id, &old, &new))
    };
    html! { <Tagged title={words.s("volumes.tab.tags")} tags={old} {requests} /> }
}
