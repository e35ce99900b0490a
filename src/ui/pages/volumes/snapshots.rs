//! The snapshots below the list of volumes.

use watchtrail::view::route::Route;
use watchtrail::view::volumes::snapshots::{self, Row as Snapshot};
use yew::prelude::*;

use crate::ui::pages::confirm::Confirm;
use crate::ui::parts::{
    Alert, AlertKind, Column, CopyButton, Empty, Link, Panel, Row, Status, Table, Tone, When,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Snapshots`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The snapshots.
    pub rows: Vec<Snapshot>,
}

/// The panel of snapshots.
#[component]
pub fn Snapshots(props: &Props) -> Html {
    let words = use_words();
    let column = |name: &str| Column::new(words.s(&format!("volumes.snapshots.{name}")));
    let columns = vec![
        column("id"),
        column("description").spare(),
        column("state"),
        column("volume"),
        Column::number(words.s("volumes.column.size")),
        column("started").spare(),
        column("shared"),
        column("actions"),
    ];
    let rows: Vec<Row> = props.rows.iter().map(|one| row(&words, one)).collect();
    let empty = html! {
        <Empty title={words.s("volumes.snapshots.empty")}>
            <p>{ words.t("volumes.snapshots.empty.next") }</p>
        </Empty>
    };
    let title = words.f("volumes.snapshots.title", &[("n", &rows.len())]);
    html! {
        <Panel title={title.clone()} flush=true>
            <Table caption={title} {columns} {rows} {empty} />
        </Panel>
    }
}

fn row(words: &Words, one: &Snapshot) -> Row {
    let dash = || html! { <span class="muted">{ "–" }</span> };
    let state = match one.percent {
        100 => html! {
            <Status kind={Tone::Good} label={words.s("volumes.snapshots.completed")} />
        },
        percent => html! {
            <Status kind={Tone::Pending}
                label={words.f("volumes.snapshots.pending", &[("percent", &percent)])} />
        },
    };
    let volume = one.volume.as_ref().map(|id| {
        html! { <Link to={Route::Volume(id.clone())} class="mono">{ id }</Link> }
    });
    let described = match one.description.is_empty() {
        true => dash(),
        false => html! { &one.description },
    };
    Row::new(
        one.id.clone(),
        vec![
            html! { <><code>{ &one.id }</code><CopyButton text={one.id.clone()} /></> },
            described,
            state,
            volume.unwrap_or_else(dash),
            html! { format!("{} GiB", one.gib) },
            html! { <When at={one.started} /> },
            shared(words, one),
            actions(words, one),
        ],
    )
}

/// Who may make volumes of it.
fn shared(words: &Words, one: &Snapshot) -> Html {
    match (one.public, one.shared) {
        (true, _) => html! {
            <Status kind={Tone::Bad} label={words.s("volumes.snapshots.public")} />
        },
        (false, 0) => html! { words.t("volumes.snapshots.private") },
        (false, n) => html! { words.fill("volumes.snapshots.accounts", &[("n", &n)]) },
    }
}

fn actions(words: &Words, one: &Snapshot) -> Html {
    let id = || [("id", &one.id as &dyn std::fmt::Display)];
    let way = if one.public { "unshare" } else { "share" };
    let key = |end: &str| format!("volumes.snapshots.{way}{end}");
    html! {
        <>
            <Confirm label={words.s(&key(""))} small=true danger={!one.public}
                name={words.f(&key(".name"), &id())} title={words.f(&key(".ask"), &id())}
                said={words.f(&key(".done"), &id())}
                request={snapshots::share(&one.id, !one.public)}>
                if !one.public {
                    <Alert kind={AlertKind::Warning}>
                        <p>{ words.t("volumes.snapshots.share.warning") }</p>
                    </Alert>
                }
            </Confirm>
            <Confirm label={words.s("volumes.snapshots.delete")} small=true danger=true
                name={words.f("volumes.snapshots.delete.name", &id())}
                title={words.f("volumes.snapshots.delete.ask", &id())}
                said={words.f("volumes.snapshots.delete.done", &id())}
                request={snapshots::delete(&one.id)} />
        </>
    }
}
