//! The list of commands.

use watchtrail::view::route::Route;
use watchtrail::view::ssm::commands::Row as Command;
use yew::prelude::*;

use super::tone;
use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::pages::asked::Reads;
use crate::ui::parts::{
    Button, ButtonKind, Column, Empty, IconKind, Link, PageHead, Panel, Row, Status, Table, When,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The commands.
    pub rows: Vec<Command>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The list of commands.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let send = ctl.on(Msg::Go(Route::SendCommand));
    let actions = html! {
        <Button kind={ButtonKind::Primary} onclick={send.clone()}>{ words.t("ssm.send") }</Button>
    };
    let column = |name: &str| Column::new(words.s(&format!("ssm.column.{name}")));
    let columns = vec![
        column("command"),
        column("status"),
        column("document"),
        column("targets"),
        column("completed"),
        column("requested"),
    ];
    let rows: Vec<Row> = props.rows.iter().map(|command| row(&words, command)).collect();
    let title = words.f("ssm.commands.count", &[("n", &rows.len())]);
    let empty = html! {
        <Empty title={words.s("ssm.commands.empty")}>
            <p>{ words.t("ssm.commands.empty.next") }</p>
            <Button kind={ButtonKind::Primary} icon={IconKind::Plus} onclick={send}>
                { words.t("ssm.send") }
            </Button>
        </Empty>
    };
    html! {
        <>
            <PageHead crumbs={Route::Commands.crumbs()} refresh=true title={title.clone()} {actions}
                note={html! { words.t("ssm.commands.note") }} />
            { props.reads.or_refused("ListCommands", || html! {
                <Panel flush=true>
                    <Table caption={title} {columns} {rows} {empty} />
                </Panel>
            }) }
        </>
    }
}

fn row(words: &Words, command: &Command) -> Row {
    let target = |text: &String| html! { <div key={text.clone()}><code>{ text }</code></div> };
    let (status, _) = command.status;
    let args: [(&str, &dyn std::fmt::Display); 3] =
        [("done", &command.completed), ("all", &command.instances), ("errors", &command.errors)];
    let key = if command.errors > 0 { "ssm.completed.errors" } else { "ssm.completed" };
    Row::new(
        command.id.clone(),
        vec![
            html! {
                <Link to={Route::Command(command.id.clone())} class="mono">{ &command.id }</Link>
            },
            html! { <Status kind={tone(status)} label={status} /> },
            html! { command.document },
            html! { <>{ for command.targets.iter().map(target) }</> },
            html! { words.fill(key, &args) },
            html! { <When at={command.requested} /> },
        ],
    )
}
