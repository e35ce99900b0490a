//! The status checks of an instance, and the switches that make them fail.

use watchtrail::services::ec2::history::Health;
use watchtrail::sim::command::StatusCheck;
use watchtrail::view::ec2::act;
use watchtrail::view::ec2::detail::{Check, Detail};
use watchtrail::view::format;
use yew::prelude::*;

use crate::ui::pages::asked::Reads;
use crate::ui::pages::change::use_change;
use crate::ui::parts::{Alert, Checkbox, Column, Panel, Row, Status, Table, Tone};
use crate::ui::words::{Words, use_words};

/// The properties of [`ChecksTab`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The instance.
    pub model: Detail,
    /// What the page asked when it was opened.
    pub reads: Reads,
}

/// The tab of status checks.
#[component]
pub fn ChecksTab(props: &Props) -> Html {
    let words = use_words();
    let change = use_change();
    let model = &props.model;
    let rows: Vec<Row> = model.checks.iter().map(|check| row(&words, check)).collect();
    let columns = ["check", "status", "about"]
        .map(|name| Column::new(words.s(&format!("ec2.checks.{name}"))))
        .to_vec();
    let switch = |check: &Check| {
        let (key, which) = (key(check.check), check.check);
        let (change, id) = (change.clone(), model.row.id.clone());
        let onchange = Callback::from(move |on: bool| change.make(act::fault(&id, which, on)));
        html! {
            <Checkbox label={words.s(&format!("ec2.fault.{key}"))} checked={check.fault.is_some()}
                hint={html! { words.s(&format!("ec2.fault.{key}.hint")) }} {onchange}
                disabled={model.row.state.is_ending()} />
        }
    };
    html! {
        <>
            <Panel title={words.s("ec2.tab.checks")} flush=true>
                { props.reads.or_refused("DescribeInstanceStatus", || html! {
                    <Table caption={words.s("ec2.tab.checks")} {columns} {rows} />
                }) }
            </Panel>
            <Panel title={words.s("ec2.fault.title")} class="world"
                note={html! { words.t("ec2.world.note") }}>
                { for model.checks.iter().map(switch) }
                <Alert><p>{ words.t("ec2.fault.explain") }</p></Alert>
                { change.view() }
            </Panel>
        </>
    }
}

fn key(check: StatusCheck) -> &'static str {
    match check {
        StatusCheck::System => "system",
        StatusCheck::Instance => "instance",
        StatusCheck::Ebs => "ebs",
    }
}

fn row(words: &Words, check: &Check) -> Row {
    let key = key(check.check);
    let status = match check.health {
        None => (Tone::Neutral, words.s("ec2.checks.not-applicable")),
        Some(Health::Initializing) => (Tone::Pending, words.s("ec2.checks.initializing")),
        Some(Health::Ok) => (Tone::Good, words.s("ec2.checks.ok")),
        Some(Health::Impaired { since }) => {
            let since = format::date_time(since);
            (Tone::Bad, words.f("ec2.checks.impaired", &[("time", &since)]))
        }
    };
    Row::new(
        key,
        vec![
            html! { words.s(&format!("ec2.checks.{key}")) },
            html! { <Status kind={status.0} label={status.1} /> },
            html! { words.s(&format!("ec2.checks.{key}.about")) },
        ],
    )
}
