//! The instances of a group: protected from scaling in, detached, attached.

use watchtrail::services::autoscaling::state::Lifecycle;
use watchtrail::view::autoscaling::change;
use watchtrail::view::autoscaling::detail::Instance;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::hooks;
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::pages::confirm::Confirm;
use crate::ui::parts::{
    Button, ButtonKind, Checkbox, CliForm, Column, Dialog, Empty, Link, Panel, Row, Status, Table,
    Tone, use_opening,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Members`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The group.
    pub group: String,
    /// Its instances.
    pub rows: Vec<Instance>,
    /// The instances that may be attached.
    pub attachable: Vec<String>,
    /// What the page asked when it was opened.
    pub reads: Reads,
}

/// The instances of a group.
#[component]
pub fn Members(props: &Props) -> Html {
    let (words, opening) = (use_words(), use_opening());
    let column = |name: &str| Column::new(words.s(&format!("autoscaling.column.{name}")));
    let columns = vec![
        column("id"),
        column("lifecycle"),
        column("health"),
        column("type").spare(),
        column("zone").spare(),
        column("protected"),
        column("action"),
    ];
    let title = words.f("autoscaling.instances", &[("n", &props.rows.len())]);
    let empty = html! {
        <Empty title={words.s("autoscaling.instances.empty")}>
            <p>{ words.t("autoscaling.instances.next") }</p>
        </Empty>
    };
    let actions = html! {
        <Button onclick={opening.open}>{ words.t("autoscaling.attach") }</Button>
    };
    let rows: Vec<Row> = props.rows.iter().map(|one| row(&words, &props.group, one)).collect();
    html! {
        <Panel title={title.clone()} flush=true {actions}>
            <Table caption={title} {columns} {empty} {rows} />
            if opening.is_open {
                <Attach group={props.group.clone()} all={props.attachable.clone()}
                    reads={props.reads.clone()} onclose={opening.close} />
            }
        </Panel>
    }
}

fn row(words: &Words, group: &str, one: &Instance) -> Row {
    let tone = match one.lifecycle {
        Lifecycle::InService => Tone::Good,
        Lifecycle::Standby => Tone::Neutral,
        Lifecycle::Pending | Lifecycle::EnteringStandby | Lifecycle::Terminating => Tone::Pending,
    };
    let (health, key) = match one.healthy {
        true => (Tone::Good, "autoscaling.healthy"),
        false => (Tone::Bad, "autoscaling.unhealthy"),
    };
    let protected = if one.protected { "autoscaling.yes" } else { "autoscaling.no" };
    let actions = html! {
        <>
            { hooks::held(words, group, (&one.id, &one.actions)) }
            if one.lifecycle != Lifecycle::Terminating {
                <div class="actions">
                    { protect(words, group, one) }
                    <Leave group={group.to_owned()} id={one.id.clone()} way={Way::Detach} />
                    if one.lifecycle == Lifecycle::InService {
                        <Leave group={group.to_owned()} id={one.id.clone()} way={Way::Standby} />
                    }
                    if one.lifecycle == Lifecycle::Standby {
                        { back(words, group, one) }
                    }
                </div>
            }
        </>
    };
    Row::new(
        one.id.clone(),
        vec![
            html! { <Link to={Route::Instance(one.id.clone())}>{ &one.id }</Link> },
            html! { <Status kind={tone} label={one.state} /> },
            html! { <Status kind={health} label={words.s(key)} /> },
            html! {
                <>
                    { &one.kind }
                    if one.spot { <p class="hint">{ words.t("autoscaling.spot") }</p> }
                </>
            },
            html! { &one.zone },
            html! { words.t(protected) },
            actions,
        ],
    )
}

/// Protects an instance from scaling in, or no longer.
fn protect(words: &Words, group: &str, one: &Instance) -> Html {
    let verb = if one.protected { "unprotect" } else { "protect" };
    let of = |end: &str| words.f(&format!("autoscaling.{verb}{end}"), &[("id", &one.id)]);
    html! {
        <Confirm label={words.s(&format!("autoscaling.{verb}"))} small=true name={of(".of")}
            title={of(".ask")} said={of(".done")}
            request={change::protect(group, &one.id, !one.protected)}>
            <p>{ words.t("autoscaling.protect.note") }</p>
        </Confirm>
    }
}

/// Puts an instance on standby back into service.
fn back(words: &Words, group: &str, one: &Instance) -> Html {
    let of = |end: &str| words.f(&format!("autoscaling.back{end}"), &[("id", &one.id)]);
    html! {
        <Confirm label={words.s("autoscaling.back")} small=true name={of(".of")}
            title={of(".ask")} said={of(".done")} request={change::exit_standby(group, &one.id)}>
            <p>{ words.t("autoscaling.back.note") }</p>
        </Confirm>
    }
}

/// How an instance leaves service.
#[derive(Clone, Copy, PartialEq)]
enum Way {
    Detach,
    Standby,
}

#[derive(Clone, PartialEq, Properties)]
struct LeaveProps {
    group: String,
    id: String,
    way: Way,
}

/// Lets an instance go, for good or for a while: is another one to take its place?
#[component]
fn Leave(props: &LeaveProps) -> Html {
    let (words, asking, opening) = (use_words(), use_asking(), use_opening());
    let fewer = use_state(|| false);
    let (request, verb) = match props.way {
        Way::Detach => (change::detach(&props.group, &props.id, *fewer), "detach"),
        Way::Standby => (change::enter_standby(&props.group, &props.id, *fewer), "standby"),
    };
    let of = |end: &str| words.f(&format!("autoscaling.{verb}{end}"), &[("id", &props.id)]);
    let close = opening.close.clone();
    let sure = asking.click(request.clone(), of(".done"), close);
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={sure}>{ of("") }</Button>
    };
    html! {
        <>
            <Button small=true onclick={opening.open} label={of(".of")}>{ of("") }</Button>
            if opening.is_open {
                <Dialog open=true title={of(".ask")} onclose={opening.close} {submit}>
                    <p>{ of(".note") }</p>
                    <Checkbox label={words.s("autoscaling.detach.fewer")} checked={*fewer}
                        onchange={move |on| fewer.set(on)}
                        hint={html! { words.t("autoscaling.detach.fewer.hint") }} />
                    { asking.view() }
                    <CliForm request={Some(request)} />
                </Dialog>
            }
        </>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct AttachProps {
    group: String,
    all: Vec<String>,
    reads: Reads,
    onclose: Callback<()>,
}

/// Takes running instances in.
#[component]
fn Attach(props: &AttachProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let chosen = use_state(Vec::<String>::new);
    let request = change::attach(&props.group, &chosen);
    let said = words.f("autoscaling.attach.done", &[("n", &chosen.len())]);
    let save = match &request {
        Some(request) => asking.click(request.clone(), said, props.onclose.clone()),
        None => Callback::noop(),
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={save} disabled={request.is_none()}>
            { words.t("autoscaling.attach") }
        </Button>
    };
    let one = |id: &String| {
        let (chosen, name) = (chosen.clone(), id.clone());
        let checked = chosen.contains(id);
        let onchange = Callback::from(move |on: bool| {
            let mut new: Vec<String> =
                chosen.iter().filter(|other| **other != name).cloned().collect();
            new.extend(on.then(|| name.clone()));
            chosen.set(new);
        });
        html! { <Checkbox key={id.clone()} label={id.clone()} {checked} {onchange} /> }
    };
    html! {
        <Dialog open=true title={words.s("autoscaling.attach")} onclose={props.onclose.clone()}
            {submit}>
            <p>{ words.t("autoscaling.attach.note") }</p>
            { props.reads.or_refused("DescribeInstances", || html! {
                if props.all.is_empty() {
                    <p class="hint">{ words.t("autoscaling.attach.none") }</p>
                } else {
                    <fieldset class="plain">
                        <legend class="sr-only">{ words.t("autoscaling.attach") }</legend>
                        { for props.all.iter().map(one) }
                    </fieldset>
                }
            }) }
            { asking.view() }
            <CliForm {request} />
        </Dialog>
    }
}
