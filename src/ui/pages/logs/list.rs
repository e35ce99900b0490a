//! The list of log groups.

use watchtrail::view::format::bytes;
use watchtrail::view::logs::Row as Group;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::groups::{Create, Retention};
use crate::ui::pages::asked::Reads;
use crate::ui::parts::{
    Button, ButtonKind, Column, Empty, Link, PageHead, Panel, Row, Table, When, use_opening,
};
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
    let (words, creating) = (use_words(), use_opening());
    // The group whose retention is being changed.
    let retained = use_state(|| None::<(String, Option<i32>)>);
    let onclose = {
        let retained = retained.clone();
        Callback::from(move |()| retained.set(None))
    };
    let row = |group: &Group| {
        let (retained, it) = (retained.clone(), (group.name.clone(), group.days));
        row(&words, group, Callback::from(move |_: MouseEvent| retained.set(Some(it.clone()))))
    };
    let columns = ["name", "retention", "streams", "bytes", "made", "do"]
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
                note={html! { words.t("logs.note") }} actions={html! {
                    <Button kind={ButtonKind::Primary} onclick={creating.open}>
                        { words.t("logs.create") }
                    </Button>
                }} />
            { props.reads.or_refused("DescribeLogGroups", || html! {
                <Panel flush=true>
                    <Table caption={words.s("logs.title")} {columns} {empty}
                        rows={props.rows.iter().map(row).collect::<Vec<_>>()} />
                </Panel>
            }) }
            if creating.is_open {
                <Create onclose={creating.close} />
            }
            if let Some((group, days)) = &*retained {
                <Retention group={group.clone()} days={*days} {onclose} />
            }
        </>
    }
}

fn row(words: &Words, group: &Group, retain: Callback<MouseEvent>) -> Row {
    let label = words.f("logs.retention.of", &[("name", &group.name)]);
    let to = Route::LogGroup { group: group.name.clone(), stream: None };
    Row::new(
        group.name.clone(),
        vec![
            html! { <Link {to}>{ &group.name }</Link> },
            html! { { super::kept(words, group.days) } },
            html! { { group.streams } },
            html! { { bytes(group.bytes as f64) } },
            html! { <When at={group.made} /> },
            html! {
                <Button small=true onclick={retain} {label}>{ words.t("logs.retention") }</Button>
            },
        ],
    )
}
