//! The tables of a group: its instances, its activities, what was decided.

use watchtrail::services::autoscaling::activity::Status as Stand;
use watchtrail::services::autoscaling::state::Lifecycle;
use watchtrail::view::autoscaling::detail::{Decision, Deed, Instance};
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::parts::{Column, Empty, Link, Panel, Row, Status, Table, Tone, When};
use crate::ui::words::Words;

/// The instances of a group.
pub fn instances(words: &Words, rows: &[Instance]) -> Html {
    let columns = vec![
        Column::new(words.s("autoscaling.column.id")),
        Column::new(words.s("autoscaling.column.lifecycle")),
        Column::new(words.s("autoscaling.column.health")),
        Column::new(words.s("autoscaling.column.type")).spare(),
        Column::new(words.s("autoscaling.column.zone")).spare(),
        Column::new(words.s("autoscaling.column.protected")).spare(),
    ];
    let row = |one: &Instance| {
        let tone = match one.lifecycle {
            Lifecycle::InService => Tone::Good,
            Lifecycle::Pending | Lifecycle::Terminating => Tone::Pending,
        };
        let (health, key) = match one.healthy {
            true => (Tone::Good, "autoscaling.healthy"),
            false => (Tone::Bad, "autoscaling.unhealthy"),
        };
        let protected = if one.protected { "autoscaling.yes" } else { "autoscaling.no" };
        Row::new(
            one.id.clone(),
            vec![
                html! { <Link to={Route::Instance(one.id.clone())}>{ &one.id }</Link> },
                html! { <Status kind={tone} label={one.lifecycle.name()} /> },
                html! { <Status kind={health} label={words.s(key)} /> },
                html! { &one.kind },
                html! { &one.zone },
                html! { words.t(protected) },
            ],
        )
    };
    let title = words.f("autoscaling.instances", &[("n", &rows.len())]);
    let empty = html! {
        <Empty title={words.s("autoscaling.instances.empty")}>
            <p>{ words.t("autoscaling.instances.next") }</p>
        </Empty>
    };
    html! {
        <Panel title={title.clone()} flush=true>
            <Table caption={title} {columns} {empty}
                rows={rows.iter().map(row).collect::<Vec<_>>()} />
        </Panel>
    }
}

/// What a group did.
pub fn activities(words: &Words, rows: &[Deed]) -> Html {
    let columns = vec![
        Column::new(words.s("autoscaling.column.description")),
        Column::new(words.s("autoscaling.column.status")),
        Column::new(words.s("autoscaling.column.cause")),
        Column::new(words.s("autoscaling.column.start")),
    ];
    let row = |deed: &Deed| {
        let tone = match deed.status {
            Stand::InProgress => Tone::Pending,
            Stand::Successful => Tone::Good,
            Stand::Failed => Tone::Bad,
        };
        let cause = html! {
            <>
                { &deed.cause }
                if let Some(message) = &deed.message { <p class="hint">{ message }</p> }
            </>
        };
        Row::new(
            deed.id.clone(),
            vec![
                html! { &deed.description },
                html! { <Status kind={tone} label={deed.status.name()} /> },
                cause,
                html! { <When at={deed.start} /> },
            ],
        )
    };
    let title = words.f("autoscaling.activities", &[("n", &rows.len())]);
    let empty = html! { <Empty title={words.s("autoscaling.activities.empty")} /> };
    html! {
        <Panel title={title.clone()} flush=true>
            <Table caption={title} {columns} {empty}
                rows={rows.iter().map(row).collect::<Vec<_>>()} />
        </Panel>
    }
}

/// Why a group scaled, or did not.
pub fn decisions(words: &Words, rows: &[Decision]) -> Html {
    let columns = vec![
        Column::new(words.s("autoscaling.column.when")),
        Column::new(words.s("autoscaling.column.by")),
        Column::new(words.s("autoscaling.column.decision")),
    ];
    let row = |(nth, decision): (usize, &Decision)| {
        let kind = if decision.changed { Tone::Good } else { Tone::Neutral };
        Row::new(
            nth.to_string(),
            vec![
                html! { <When at={decision.at} /> },
                html! { decision.by(words.texts()) },
                html! { <Status {kind} label={decision.text(words.texts())} /> },
            ],
        )
    };
    let title = words.s("autoscaling.why");
    let empty = html! {
        <Empty title={words.s("autoscaling.why.empty")}>
            <p>{ words.t("autoscaling.why.next") }</p>
        </Empty>
    };
    html! {
        <Panel title={title.clone()} flush=true>
            <Table caption={title} {columns} {empty}
                rows={rows.iter().enumerate().map(row).collect::<Vec<_>>()} />
        </Panel>
    }
}
