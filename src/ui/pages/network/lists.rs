//! The prefix lists that AWS manages.

use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::pages::asked::Reads;
use crate::ui::parts::{Column, CopyButton, PageHead, Panel, Row, Table};
use crate::ui::words::use_words;

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The prefix lists: name and id.
    pub rows: Vec<(String, String)>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The prefix lists.
#[component]
pub fn Page(props: &Props) -> Html {
    let words = use_words();
    let columns = ["name", "id", "owner", "family"]
        .map(|name| Column::new(words.s(&format!("network.lists.{name}"))))
        .to_vec();
    let row = |(name, id): &(String, String)| {
        Row::new(
            id.clone(),
            vec![
                html! { <code>{ name }</code> },
                html! { <><code>{ id }</code><CopyButton text={id.clone()} /></> },
                html! { "AWS" },
                html! { "IPv4" },
            ],
        )
    };
    let rows: Vec<Row> = props.rows.iter().map(row).collect();
    let title = words.f("network.lists.count", &[("n", &rows.len())]);
    html! {
        <>
            <PageHead crumbs={Route::PrefixLists.crumbs()} refresh=true title={title.clone()}
                note={html! { words.t("network.lists.note") }} />
            { props.reads.or_refused("DescribeManagedPrefixLists", || html! {
                <Panel flush=true><Table caption={title} {columns} {rows} /></Panel>
            }) }
        </>
    }
}
