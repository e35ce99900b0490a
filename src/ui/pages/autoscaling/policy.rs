//! The scaling policies of a group, and the form that makes one.

use watchtrail::services::Request;
use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::view::autoscaling::act::{self, Kind};
use watchtrail::view::autoscaling::detail::PolicyRow;
use watchtrail::view::route::Route;
use yew::prelude::*;

use crate::ui::ctl::{Ctl, Flash, use_ctl};
use crate::ui::pages::asked::{Asking, use_asking};
use crate::ui::parts::{
    Button, ButtonKind, Choice, CliForm, Column, CopyButton, Dialog, Empty, Link, NumberInput,
    Panel, Radios, Row, Select, Status, Table, TextInput, Tone, use_opening,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Policies`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The group.
    pub group: String,
    /// Its policies.
    pub rows: Vec<PolicyRow>,
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
                <Form group={props.group.clone()} onclose={opening.close} />
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

#[derive(Clone, PartialEq, Properties)]
struct FormProps {
    group: String,
    onclose: Callback<()>,
}

/// What is typed into the form.
#[derive(Clone, PartialEq)]
struct Typed {
    name: String,
    kind: Kind,
    metric: String,
    value: String,
}

/// The form that makes a policy.
#[component]
fn Form(props: &FormProps) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let typed = use_state(|| Typed {
        name: "cpu".to_owned(),
        kind: Kind::Target,
        metric: act::TRACKED[0].to_owned(),
        value: "50".to_owned(),
    });
    let set = |change: fn(&mut Typed, String)| {
        let typed = typed.clone();
        Callback::from(move |text: String| {
            let mut new = (*typed).clone();
            change(&mut new, text);
            typed.set(new);
        })
    };
    let Typed { name, kind, metric, value } = (*typed).clone();
    let request = act::put_policy(&props.group, &name, kind, &metric, &value);
    let kinds = [("target", Kind::Target), ("step", Kind::Step), ("simple", Kind::Simple)];
    let chosen = kinds.iter().find(|(_, one)| *one == kind).map_or("target", |(key, _)| *key);
    let options: Vec<Choice> = kinds
        .iter()
        .map(|(key, _)| Choice::new(*key, words.s(&format!("autoscaling.policy.{key}"))))
        .collect();
    let metrics: Vec<Choice> = act::TRACKED.iter().map(|one| Choice::new(*one, *one)).collect();
    let onchange = set(|typed, key| {
        (typed.kind, typed.value) = match key.as_str() {
            "step" => (Kind::Step, "1".to_owned()),
            "simple" => (Kind::Simple, "1".to_owned()),
            _ => (Kind::Target, "50".to_owned()),
        };
    });
    let save = save(&words, &ctl, &asking, (request.clone(), &name, props.onclose.clone()));
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={save} disabled={request.is_none()}>
            { words.t("autoscaling.policy.create") }
        </Button>
    };
    let target = kind == Kind::Target;
    let label = if target { "autoscaling.policy.value" } else { "autoscaling.policy.amount" };
    let hint = match target {
        true => words.t("autoscaling.policy.hint.target"),
        false => words.t("autoscaling.policy.hint.other"),
    };
    html! {
        <Dialog open=true title={words.s("autoscaling.policy.create")}
            onclose={props.onclose.clone()} {submit}>
            <TextInput label={words.s("autoscaling.policy.name")} value={name} required=true
                oninput={set(|typed, text| typed.name = text)} />
            <Radios label={words.s("autoscaling.policy.kind")} {options} value={chosen}
                {onchange} />
            if target {
                <Select label={words.s("autoscaling.policy.metric")} options={metrics}
                    value={metric} onchange={set(|typed, text| typed.metric = text)} />
            }
            <NumberInput label={words.s(label)} {value} hint={html! { hint }}
                oninput={set(|typed, text| typed.value = text)} />
            { asking.view() }
            <CliForm {request} />
        </Dialog>
    }
}

/// Makes the policy and closes the form.
fn save(
    words: &Words,
    ctl: &Ctl,
    asking: &Asking,
    (request, name, close): (Option<Request>, &str, Callback<()>),
) -> Callback<MouseEvent> {
    let said = words.f("autoscaling.policy.done", &[("name", &name)]);
    let (ctl, asking) = (ctl.clone(), asking.clone());
    Callback::from(move |_: MouseEvent| {
        let Some(request) = request.clone() else { return };
        let (said, ctl, close) = (said.clone(), ctl.clone(), close.clone());
        let done = Callback::from(move |_| {
            ctl.flash(Flash::success(said.clone()));
            close.emit(());
        });
        asking.send(request, done);
    })
}
