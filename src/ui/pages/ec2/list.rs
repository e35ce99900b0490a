//! The list of instances.

use std::collections::BTreeSet;

use watchtrail::view::ec2::list::{List, Row as Instance};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::moves::{Target, use_moves};
use crate::ui::ctl::use_ctl;
use crate::ui::pages::asked::Reads;
use crate::ui::parts::{
    Button, ButtonKind, Column, Empty, IconKind, Link, PageHead, Panel, Row, Table, TableSelect,
    When,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: List,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The list of instances.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let selected = use_state(BTreeSet::<String>::new);
    let rows = &props.model.rows;
    let chosen = rows.iter().filter(|row| selected.contains(&row.id));
    let targets = chosen.map(target).collect();
    let moves = use_moves(targets);
    let launch = ctl.on(crate::ui::ctl::Msg::Go(Route::Launch));
    let actions = html! {
        <>
            { moves.menu }
            <Button kind={ButtonKind::Primary} onclick={launch.clone()}>
                { words.t("ec2.list.launch") }
            </Button>
        </>
    };
    let onselect = {
        let selected = selected.clone();
        Callback::from(move |id: AttrValue| {
            let mut ids = (*selected).clone();
            if !ids.remove(id.as_str()) {
                ids.insert(id.to_string());
            }
            selected.set(ids);
        })
    };
    let empty = html! {
        <Empty title={words.s("ec2.list.empty")}>
            <p>{ words.t("ec2.list.empty.next") }</p>
            <Button kind={ButtonKind::Primary} icon={IconKind::Plus} onclick={launch}>
                { words.t("ec2.list.launch") }
            </Button>
        </Empty>
    };
    let draw = |row: &Instance| self::row(&words, row).selected(selected.contains(&row.id));
    let table = || {
        html! {
            <Panel flush=true>
                <Table caption={words.s("ec2.list.title")} columns={columns(&words)}
                    rows={rows.iter().map(draw).collect::<Vec<_>>()} {empty}
                    select={TableSelect::Many} {onselect} />
            </Panel>
        }
    };
    html! {
        <>
            <PageHead crumbs={Route::Instances.crumbs()} refresh=true {actions}
                title={words.f("ec2.list.count", &[("n", &rows.len())])} />
            { moves.below }
            { props.reads.or_refused("DescribeInstances", table) }
        </>
    }
}

/// An instance as a target of the menu.
pub fn target(row: &Instance) -> Target {
    Target { id: row.id.clone(), name: row.name.clone(), state: row.state }
}

fn columns(words: &Words) -> Vec<Column> {
    let column = |name: &&str| Column::new(words.s(&format!("ec2.column.{name}")));
    let first = ["name", "id", "state", "type", "checks", "alarms"];
    let rest = ["public", "zone", "monitoring", "launched"];
    first.iter().map(column).chain(rest.iter().map(column).map(Column::spare)).collect()
}

fn row(words: &Words, row: &Instance) -> Row {
    let to = || Route::Instance(row.id.clone());
    let name = match row.name.is_empty() {
        true => html! { <span class="muted">{ "–" }</span> },
        false => html! { <Link to={to()}>{ &row.name }</Link> },
    };
    let dash = || "–".to_owned();
    let mut drawn = Row::new(
        row.id.clone(),
        vec![
            name,
            html! { <Link to={to()} class="mono">{ &row.id }</Link> },
            super::state(row.state),
            html! { row.kind },
            super::checks(words, row.checks),
            super::alarms(words, row.alarms),
            html! { row.public.clone().unwrap_or_else(dash) },
            html! { &row.zone },
            super::monitoring(row.monitoring),
            html! { <When at={row.launched} /> },
        ],
    );
    drawn.name = AttrValue::from(format!("{} {}", row.id, row.name));
    drawn
}
