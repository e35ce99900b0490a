//! The list of security groups.

use watchtrail::view::route::Route;
use watchtrail::view::security::Row as Group;
use yew::prelude::*;

use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::pages::asked::Reads;
use crate::ui::parts::{
    Button, ButtonKind, Column, Link, PageHead, Panel, Row, Status, Table, Tone,
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

/// The list of security groups.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let create = ctl.on(Msg::Go(Route::CreateSecurityGroup));
    let actions = html! {
        <Button kind={ButtonKind::Primary} onclick={create}>{ words.t("security.create") }</Button>
    };
    let column = |name: &str| Column::new(words.s(&format!("security.column.{name}")));
    let number = |name: &str| Column::number(words.s(&format!("security.column.{name}")));
    let columns = vec![
        column("name"),
        column("id"),
        column("open"),
        number("inbound"),
        number("outbound"),
        number("instances"),
        column("description").spare(),
        column("vpc").spare(),
    ];
    let rows: Vec<Row> = props.rows.iter().map(|group| row(&words, group)).collect();
    html! {
        <>
            <PageHead crumbs={Route::SecurityGroups.crumbs()} refresh=true {actions}
                title={words.f("security.count", &[("n", &rows.len())])}
                note={html! { words.t("security.note") }} />
            { props.reads.or_refused("DescribeSecurityGroups", || html! {
                <Panel flush=true>
                    <Table caption={words.s("security.title")} {columns} {rows} />
                </Panel>
            }) }
        </>
    }
}

fn row(words: &Words, group: &Group) -> Row {
    let to = || Route::SecurityGroup(group.id.clone());
    let open = match group.open.as_slice() {
        [] => html! { <Status kind={Tone::Good} label={words.s("security.closed")} /> },
        doors => html! {
            <Status kind={Tone::Bad}
                label={words.f("security.open", &[("doors", &doors.join(", "))])} />
        },
    };
    let (inbound, outbound) = group.rules;
    Row::new(
        group.id.clone(),
        vec![
            html! { <Link to={to()}>{ &group.name }</Link> },
            html! { <Link to={to()} class="mono">{ &group.id }</Link> },
            open,
            html! { inbound },
            html! { outbound },
            html! { group.instances },
            html! { &group.description },
            html! { <code>{ &group.vpc }</code> },
        ],
    )
}
