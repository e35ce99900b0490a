//! The list of log groups.

use watchtrail::view::format::bytes;
use watchtrail::view::logs::Row as Group;
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::pages::asked::Reads;
use crate::ui::parts::{Column, Empty, Link, PageHead, Panel, Row, Table, When};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The groups.
    pub rows: Vec<Group>,
    /// What the page asked when it was opened.
    pub reads: Reads,
}

/// The list of log groups.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let columns = ["name", "retention", "streams", "bytes", "made"]
        .map(|column| Column::new(words.s(&format!("logs.column.{column}"))))
        .to_vec();
    let empty = html! {
        <Empty title={words.s("logs.empty")}>
            <p>{ words.t("logs.empty.next") }</p>
        </Empty>
    };
    html! {
        <>
            <PageHead crumbs={Route::LogGroups.crumbs()} refresh=true
                title={words.f("logs.count", &[("n", &props.rows.len())])}
                note={html! { words.t("logs.note") }} />
            { props.reads.or_refused("DescribeLogGroups", || html! {
                <Panel flush=true>
                    <Table caption={words.s("logs.title")} {columns} {empty}
                        rows={props.rows.iter().map(|it| row(&words, it)).collect::<Vec<_>>()} />
                </Panel>
            }) }
        </>
    }
}

fn row(words: &Words, group: &Group) -> Row {
    let to = Route::LogGroup { group: group.name.clone(), stream: None };
    Row::new(
        group.name.clone(),
        vec![
            html! { <Link {to}>{ &group.name }</Link> },
            html! { { super::kept(words, group.days) } },
            html! { { group.streams } },
            html! { { bytes(group.bytes as f64) } },
            html! { <When at={group.made} /> },
        ],
    )
}
