//! The list of topics.

use watchtrail::view::route::Route;
use watchtrail::view::sns::topics::{Row as Topic, Topics};
use yew::prelude::*;

use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::pages::asked::Reads;
use crate::ui::parts::{
    Button, ButtonKind, Column, Empty, IconKind, Link, PageHead, Panel, Row, Status, Table, Tone,
    When,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What it shows.
    pub model: Topics,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The list of topics.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let create = ctl.on(Msg::Go(Route::CreateTopic));
    let actions = html! {
        <Button kind={ButtonKind::Primary} onclick={create.clone()}>
            { words.t("sns.topics.create") }
        </Button>
    };
    let columns = vec![
        Column::new(words.s("sns.column.topic")),
        Column::new(words.s("sns.column.subscriptions")),
        Column::new(words.s("sns.column.arn")),
        Column::new(words.s("sns.column.created")),
    ];
    let empty = html! {
        <Empty title={words.s("sns.topics.empty")}>
            <p>{ words.t("sns.topics.empty.next") }</p>
            <Button kind={ButtonKind::Primary} icon={IconKind::Plus} onclick={create}>
                { words.t("sns.topics.create") }
            </Button>
        </Empty>
    };
    let rows = &props.model.rows;
    html! {
        <>
            <PageHead crumbs={Route::Topics.crumbs()} refresh=true {actions}
                title={words.f("sns.topics.count", &[("n", &rows.len())])}
                note={html! { words.t("sns.topics.note") }} />
            { props.reads.or_refused("ListTopics", || html! {
                <Panel flush=true>
                    <Table caption={words.s("sns.topics.title")} {columns} {empty}
                        rows={rows.iter().map(|topic| row(&words, topic)).collect::<Vec<_>>()} />
                </Panel>
            }) }
        </>
    }
}

fn row(words: &Words, topic: &Topic) -> Row {
    let heard = match (topic.confirmed, topic.pending) {
        (0, 0) => (Tone::Warning, words.s("sns.topics.nobody")),
        (0, n) => (Tone::Pending, words.f("sns.topics.pending", &[("n", &n)])),
        (n, 0) => (Tone::Good, words.f("sns.topics.confirmed", &[("n", &n)])),
        (n, pending) => {
            (Tone::Good, words.f("sns.topics.both", &[("n", &n), ("pending", &pending)]))
        }
    };
    Row::new(
        topic.name.clone(),
        vec![
            html! { <Link to={Route::Topic(topic.name.clone())}>{ &topic.name }</Link> },
            html! { <Status kind={heard.0} label={heard.1} /> },
            html! { <code>{ &topic.arn }</code> },
            html! { <When at={topic.created} /> },
        ],
    )
}
