//! The scaling policies of a group.

use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::view::autoscaling::act;
use watchtrail::view::autoscaling::detail::PolicyRow;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::policy_form::PolicyForm;
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{
    Button, Column, CopyButton, Empty, Link, Panel, Row, Status, Table, Tone, use_opening,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Policies`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The group.
    pub group: String,
    /// Its policies.
    pub rows: Vec<PolicyRow>,
    /// The ResourceLabels it can track.
    pub labels: Vec<String>,
}

/// The scaling policies of a group.
#[component]
pub fn Policies(props: &Props) -> Html {
    let words = use_words();
    let opening = use_opening();
    let columns = vec![
        Column::new(words.s("autoscaling.column.policy")),
        Column::new(words.s("autoscaling.column.kind")),
        Column::new(words.s("autoscaling.column.does")),
        Column::new(words.s("autoscaling.column.alarms")),
        Column::new(words.s("autoscaling.policy.delete")),
    ];
    let row = |policy: &PolicyRow| {
        let delete = html! { <Delete group={props.group.clone()} name={policy.name.clone()} /> };
        Row::new(
            policy.name.clone(),
            vec![
                html! {
                    <span>{ &policy.name }{ " " }<CopyButton text={policy.arn.clone()} /></span>
                },
                html! { policy.kind },
                html! { &policy.does },
                alarms(&words, policy),
                delete,
            ],
        )
    };
    let rows: Vec<Row> = props.rows.iter().map(row).collect();
    let actions = html! {
        <Button onclick={opening.open}>{ words.t("autoscaling.policy.create") }</Button>
    };
    let empty = html! {
        <Empty title={words.s("autoscaling.policies.empty")}>
            <p>{ words.t("autoscaling.policies.next") }</p>
        </Empty>
    };
    html! {
        <Panel title={words.f("autoscaling.policies", &[("n", &rows.len())])} flush=true {actions}>
            <Table caption={words.f("autoscaling.policies", &[("n", &rows.len())])} {columns}
                {rows} {empty} />
            if opening.is_open {
                <PolicyForm group={props.group.clone()} labels={props.labels.clone()}
                    onclose={opening.close} />
            }
        </Panel>
    }
}

/// The alarms that execute a policy, with their states.
fn alarms(words: &Words, policy: &PolicyRow) -> Html {
    if policy.alarms.is_empty() {
        return html! { <p class="hint">{ words.t("autoscaling.policy.no-alarm") }</p> };
    }
    let item = |(name, state): &(String, Option<StateValue>)| {
        let (kind, label) = match state {
            Some(StateValue::Ok) => (Tone::Good, AttrValue::from("OK")),
            Some(StateValue::Alarm) => (Tone::Bad, AttrValue::from("ALARM")),
            Some(StateValue::InsufficientData) => {
                (Tone::Unknown, AttrValue::from("INSUFFICIENT_DATA"))
            }
            None => (Tone::Neutral, words.s("autoscaling.alarm.gone")),
        };
        let dataless = *state == Some(StateValue::InsufficientData);
        html! {
            <li key={name.clone()}>
                <Link to={Route::alarm(name)}>{ name }</Link>{ " " }<Status {kind} {label} />
                if dataless { <p class="hint">{ words.t("autoscaling.policy.no-data") }</p> }
            </li>
        }
    };
    html! { <ul class="plain">{ for policy.alarms.iter().map(item) }</ul> }
}

#[derive(Clone, PartialEq, Properties)]
struct DeleteProps {
    group: String,
    name: String,
}

#[component]
fn Delete(props: &DeleteProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let request = act::delete_policy(&props.group, &props.name);
    let said = words.f("autoscaling.policy.deleted", &[("name", &props.name)]);
    let onclick = asking.click(request, said, Callback::noop());
    let label = AttrValue::from(format!("{} {}", words.t("autoscaling.policy.delete"), props.name));
    html! {
        <><Button {onclick} {label}>{ words.t("autoscaling.policy.delete") }</Button>
        { asking.view() }</>
    }
}
