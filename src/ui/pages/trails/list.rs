//! The list of trails.

use watchtrail::view::route::Route;
use watchtrail::view::trails::{List, Row as Trail};
use yew::prelude::*;

use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::pages::asked::Reads;
use crate::ui::parts::{
    Button, ButtonKind, Column, Empty, IconKind, Link, PageHead, Panel, Row, Table,
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

/// The list of trails.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let create = ctl.on(Msg::Go(Route::CreateTrail));
    let actions = html! {
        <Button kind={ButtonKind::Primary} onclick={create.clone()}>
            { words.t("trails.create") }
        </Button>
    };
    let columns =
        ["name", "state", "home", "multi", "organization", "validation", "insights", "bucket"]
            .map(|column| Column::new(words.s(&format!("trails.column.{column}"))))
            .to_vec();
    let empty = html! {
        <Empty title={words.s("trails.empty")}>
            <p>{ words.t("trails.empty.next") }</p>
            <Button kind={ButtonKind::Primary} icon={IconKind::Plus} onclick={create}>
                { words.t("trails.create") }
            </Button>
        </Empty>
    };
    let rows = &props.model.rows;
    html! {
        <>
            <PageHead crumbs={Route::Trails.crumbs()} refresh=true {actions}
                title={words.f("trails.count", &[("n", &rows.len())])}
                note={html! { words.t("trails.note") }} />
            { props.reads.or_refused("DescribeTrails", || html! {
                <Panel flush=true>
                    <Table caption={words.s("trails.title")} {columns} {empty}
                        rows={rows.iter().map(|trail| row(&words, trail)).collect::<Vec<_>>()} />
                </Panel>
            }) }
        </>
    }
}

fn row(words: &Words, trail: &Trail) -> Row {
    Row::new(
        trail.arn.clone(),
        vec![
            html! { <Link to={Route::Trail(trail.arn.clone())}>{ &trail.name }</Link> },
            super::state(words, &trail.state),
            html! { { trail.home.to_string() } },
            super::yes(words, trail.multi),
            super::yes(words, trail.organization),
            super::yes(words, trail.validation),
            super::yes(words, trail.insights),
            html! { <code>{ &trail.bucket }</code> },
        ],
    )
}
