//! The list of volumes.

use watchtrail::view::route::Route;
use watchtrail::view::volumes::Row as Volume;
use watchtrail::view::volumes::snapshots::Row as Snapshot;
use yew::prelude::*;

use super::snapshots::Snapshots;
use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::pages::asked::Reads;
use crate::ui::parts::{
    Button, ButtonKind, Column, Empty, IconKind, Link, PageHead, Panel, Row, Table, When,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub rows: Vec<Volume>,
    /// The snapshots below.
    pub snapshots: Vec<Snapshot>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The list of volumes.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let create = ctl.on(Msg::Go(Route::CreateVolume));
    let actions = html! {
        <Button kind={ButtonKind::Primary} onclick={create.clone()}>
            { words.t("volumes.create") }
        </Button>
    };
    let empty = html! {
        <Empty title={words.s("volumes.empty")}>
            <p>{ words.t("volumes.empty.next") }</p>
            <Button kind={ButtonKind::Primary} icon={IconKind::Plus} onclick={create}>
                { words.t("volumes.create") }
            </Button>
        </Empty>
    };
    let rows: Vec<Row> = props.rows.iter().map(|volume| row(volume, &words)).collect();
    html! {
        <>
            <PageHead crumbs={Route::Volumes.crumbs()} refresh=true {actions}
                title={words.f("volumes.count", &[("n", &rows.len())])}
                note={html! { words.t("volumes.note") }} />
            { props.reads.or_refused("DescribeVolumes", || html! {
                <Panel flush=true>
                    <Table caption={words.s("volumes.title")} columns={columns(&words)} {empty}
                        {rows} />
                </Panel>
            }) }
            { props.reads.or_refused("DescribeSnapshots", || html! {
                <Snapshots rows={props.snapshots.clone()} />
            }) }
        </>
    }
}

fn columns(words: &Words) -> Vec<Column> {
    let column = |name: &str| Column::new(words.s(&format!("volumes.column.{name}")));
    let number = |name: &str| Column::number(words.s(&format!("volumes.column.{name}")));
    vec![
        column("name"),
        column("id"),
        column("state"),
        column("type"),
        number("size"),
        number("iops"),
        number("throughput").spare(),
        column("attached"),
        column("zone").spare(),
        column("created").spare(),
    ]
}

fn row(row: &Volume, words: &Words) -> Row {
    let to = || Route::Volume(row.id.clone());
    let dash = || html! { <span class="muted">{ "–" }</span> };
    let name = match row.name.is_empty() {
        true => dash(),
        false => html! { <Link to={to()}>{ &row.name }</Link> },
    };
    let attached = match &row.attached {
        None => dash(),
        Some(on) => html! {
            <span>
                <Link to={Route::Instance(on.instance.clone())} class="mono">{ &on.instance }</Link>
                { ": " }<code>{ &on.device }</code>
            </span>
        },
    };
    let number = |n: Option<u32>| n.map_or_else(dash, |n| html! { n });
    Row::new(
        row.id.clone(),
        vec![
            name,
            html! { <Link to={to()} class="mono">{ &row.id }</Link> },
            super::state(row, words),
            html! { row.kind },
            html! { format!("{} GiB", row.gib) },
            number(row.iops),
            row.throughput.map_or_else(dash, |n| html! { format!("{n} MiB/s") }),
            attached,
            html! { &row.zone },
            html! { <When at={row.created} /> },
        ],
    )
}
