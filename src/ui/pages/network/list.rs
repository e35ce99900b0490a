//! The default VPC with its subnets.

use watchtrail::view::network::{Row as Subnet, Vpc, act};
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::vpc::VpcPanel;
use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::pages::asked::Reads;
use crate::ui::pages::confirm::Confirm;
use crate::ui::parts::{Button, ButtonKind, Column, Link, PageHead, Panel, Row, Table};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The subnets.
    pub rows: Vec<Subnet>,
    /// The VPC.
    pub vpc: Vpc,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The default VPC with its subnets.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let create = ctl.on(Msg::Go(Route::CreateSubnet));
    let actions = html! {
        <>
            <Confirm label={words.s("network.default")} request={act::create_default_vpc()}
                title={words.s("network.default.ask")} said={words.s("network.default.done")}>
                <p>{ words.t("network.default.note") }</p>
            </Confirm>
            if props.vpc.there {
                <Button kind={ButtonKind::Primary} onclick={create}>
                    { words.t("network.create") }
                </Button>
            }
        </>
    };
    let column = |name: &str| Column::new(words.s(&format!("network.column.{name}")));
    let number = |name: &str| Column::number(words.s(&format!("network.column.{name}")));
    let columns = vec![
        column("name"),
        column("id"),
        column("zone"),
        column("v4"),
        column("v6"),
        number("free"),
        number("instances"),
        column("default").spare(),
    ];
    let rows: Vec<Row> = props.rows.iter().map(|subnet| row(&words, subnet)).collect();
    html! {
        <>
            <PageHead crumbs={Route::Subnets.crumbs()} refresh=true {actions}
                title={words.f("network.count", &[("n", &rows.len())])}
                note={html! { words.t("network.note") }} />
            { props.reads.or_refused("DescribeVpcs", || html! {
                <VpcPanel vpc={props.vpc.clone()} reads={props.reads.clone()} />
            }) }
            { props.reads.or_refused("DescribeSubnets", || html! {
                <Panel title={words.s("network.title")} flush=true>
                    <Table caption={words.s("network.title")} {columns} {rows} />
                </Panel>
            }) }
        </>
    }
}

fn row(words: &Words, subnet: &Subnet) -> Row {
    let to = Route::Subnet(subnet.id.clone());
    let or_dash = |text: Option<&String>| html! { text.map_or("–", String::as_str) };
    let default = if subnet.default { "network.yes" } else { "network.no" };
    Row::new(
        subnet.id.clone(),
        vec![
            html! { if subnet.name.is_empty() { { "–" } } else { { &subnet.name } } },
            html! { <Link {to} class="mono">{ &subnet.id }</Link> },
            html! { &subnet.zone },
            or_dash(subnet.v4.as_ref()),
            or_dash(subnet.v6.as_ref().map(|(_, range)| range)),
            html! { subnet.free },
            html! { subnet.instances.len() },
            html! { words.t(default) },
        ],
    )
}
