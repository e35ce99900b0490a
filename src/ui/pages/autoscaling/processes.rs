//! The processes of a group: each runs or is suspended.

use watchtrail::view::autoscaling::change::{self, PROCESSES};
use yew::prelude::*;

use crate::ui::pages::confirm::Confirm;
use crate::ui::parts::{Column, Expand, Panel, Row, Status, Table, Tone};
use crate::ui::words::{Words, use_words};

/// The properties of [`Processes`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The group.
    pub group: String,
    /// The processes that are suspended.
    pub suspended: Vec<String>,
}

/// The processes of a group.
#[component]
pub fn Processes(props: &Props) -> Html {
    let words = use_words();
    let columns = vec![
        Column::new(words.s("autoscaling.column.process")),
        Column::new(words.s("autoscaling.column.status")),
        Column::new(words.s("autoscaling.column.action")),
    ];
    let rows: Vec<Row> = PROCESSES.iter().map(|process| row(&words, props, process)).collect();
    let title = words.s("autoscaling.processes");
    let summary = words.f("autoscaling.processes.count", &[("n", &props.suspended.len())]);
    html! {
        <Panel title={title.clone()}>
            <Expand summary={html! { summary }} open={!props.suspended.is_empty()}>
                <Table caption={title} {columns} {rows} />
            </Expand>
        </Panel>
    }
}

fn row(words: &Words, props: &Props, process: &str) -> Row {
    let suspended = props.suspended.iter().any(|name| name == process);
    let (kind, state, verb) = match suspended {
        true => (Tone::Warning, "autoscaling.process.suspended", "resume"),
        false => (Tone::Good, "autoscaling.process.runs", "suspend"),
    };
    let of = |end: &str| words.f(&format!("autoscaling.{verb}{end}"), &[("name", &process)]);
    let label = words.s(&format!("autoscaling.{verb}"));
    Row::new(
        process.to_owned(),
        vec![
            html! {
                <>
                    <code>{ process }</code>
                    <p class="hint">
                        { words.t(&format!("autoscaling.process.{}", process.to_lowercase())) }
                    </p>
                </>
            },
            html! { <Status {kind} label={words.s(state)} /> },
            html! {
                <Confirm {label} small=true name={of(".of")} title={of(".ask")} said={of(".done")}
                    request={change::suspend(&props.group, process, !suspended)} />
            },
        ],
    )
}
