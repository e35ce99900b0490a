//! The list of groups.

use std::fmt::Display;

use watchtrail::view::autoscaling::Row as Group;
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::pages::asked::Reads;
use crate::ui::parts::{
    Button, ButtonKind, Column, Empty, IconKind, Link, PageHead, Panel, Row, Status, Table, Tone,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub rows: Vec<Group>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The list of groups.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let create = ctl.on(Msg::Go(Route::CreateGroup));
    let actions = html! {
        <Button kind={ButtonKind::Primary} onclick={create.clone()}>
            { words.t("autoscaling.create") }
        </Button>
    };
    let columns = vec![
        Column::new(words.s("autoscaling.column.name")),
        Column::new(words.s("autoscaling.column.instances")),
        Column::number(words.s("autoscaling.column.desired")),
        Column::new(words.s("autoscaling.column.bounds")),
        Column::new(words.s("autoscaling.column.template")).spare(),
        Column::new(words.s("autoscaling.column.zones")).spare(),
    ];
    let empty = html! {
        <Empty title={words.s("autoscaling.empty")}>
            <p>{ words.t("autoscaling.empty.next") }</p>
            <Button kind={ButtonKind::Primary} icon={IconKind::Plus} onclick={create}>
                { words.t("autoscaling.create") }
            </Button>
        </Empty>
    };
    let rows: Vec<Row> = props.rows.iter().map(|group| row(&words, group)).collect();
    html! {
        <>
            <PageHead crumbs={Route::Groups.crumbs()} refresh=true {actions}
                title={words.f("autoscaling.count", &[("n", &rows.len())])}
                note={html! { words.t("autoscaling.note") }} />
            { props.reads.or_refused("DescribeAutoScalingGroups", || html! {
                <Panel flush=true>
                    <Table caption={words.s("autoscaling.title")} {columns} {empty} {rows} />
                </Panel>
            }) }
        </>
    }
}

/// What a group launches from; a launch configuration has no versions.
pub(super) fn source(words: &Words, (name, version): &(String, String)) -> String {
    match version.as_str() {
        "" => name.clone(),
        _ => format!("{name}, {}", words.f("autoscaling.version", &[("version", version)])),
    }
}

fn row(words: &Words, group: &Group) -> Row {
    let args: [(&str, &dyn Display); 2] = [("n", &group.in_service), ("moving", &group.moving)];
    let (kind, label) = match (group.deleting, group.moving) {
        (true, _) => (Tone::Pending, words.s("autoscaling.deleting")),
        (false, 0) => (Tone::Good, words.f("autoscaling.in-service", &args)),
        (false, _) => (Tone::Pending, words.f("autoscaling.moving", &args)),
    };
    let (desired, min, max) = group.sizes;
    let template = source(words, &group.template);
    Row::new(
        group.name.clone(),
        vec![
            html! { <Link to={Route::Group(group.name.clone())}>{ &group.name }</Link> },
            html! { <Status {kind} {label} /> },
            html! { desired },
            html! { format!("{min} – {max}") },
            html! { template },
            html! { group.zones.join(", ") },
        ],
    )
}
