//! The tables of a group: its activities, what was decided.

use watchtrail::services::autoscaling::activity::Status as Stand;
use watchtrail::view::autoscaling::detail::{Decision, Deed};
use yew::prelude::*;

use crate::ui::parts::{Column, Empty, Panel, Row, Status, Table, Tone, When};
use crate::ui::words::Words;

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
            Stand::Successful => Tone::Good,
            Stand::Failed | Stand::Cancelled => Tone::Bad,
            _ => Tone::Pending,
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
