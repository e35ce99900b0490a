//! What can be done to an alarm: edit, delete, switch its actions, set its state for a test.

use serde_json::json;
use watchtrail::learn::session::Reply;
use watchtrail::services::Request;
use watchtrail::services::cloudwatch::alarm::StateValue;
use watchtrail::view::route::Route;
use yew::prelude::*;

use super::build::WITH;
use super::mutes::TARGET;
use super::{refused as explain, request};
use crate::ui::ctl::{Ctl, Flash, Msg, use_ctl};
use crate::ui::parts::{
    Button, ButtonKind, Choice, CliForm, Dialog, Menu, MenuItem, Radios, TextInput,
};
use crate::ui::words::{Words, use_words};

/// What an [`AlarmMenu`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct AlarmMenuProps {
    /// The alarm.
    pub name: String,
    /// Its state.
    pub state: StateValue,
    /// Whether its actions are on.
    pub enabled: bool,
    /// Whether to leave the page once it is deleted.
    #[prop_or_default]
    pub leave: bool,
    /// Further items.
    #[prop_or_default]
    pub more: Vec<MenuItem>,
}

/// Which dialog is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Nothing,
    Delete,
    Set,
    Refused,
}

/// The menu of an alarm with its dialogs.
#[component]
pub fn AlarmMenu(props: &AlarmMenuProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let open = use_state(|| Open::Nothing);
    let refused = use_state(|| None::<Reply>);
    let show = |which: Open| {
        let (open, refused) = (open.clone(), refused.clone());
        Callback::from(move |()| {
            refused.set(None);
            open.set(which);
        })
    };
    let close = show(Open::Nothing);
    let name = &props.name;
    let switch = {
        let op = if props.enabled { "DisableAlarmActions" } else { "EnableAlarmActions" };
        let (open, refused, ctl, words) =
            (open.clone(), refused.clone(), ctl.clone(), words.clone());
        let name = name.clone();
        Callback::from(move |()| {
            let (open, refused) = (open.clone(), refused.clone());
            let said = words.fill("alarms.changed", &[("name", &name)]);
            let done = finish(&ctl, said, None, move |reply| {
                refused.set(Some(reply));
                open.set(Open::Refused);
            });
            send(&ctl, request(op, json!({ "AlarmNames": [name] })), done);
        })
    };
    let edit = {
        let (ctl, name) = (ctl.clone(), name.clone());
        Callback::from(move |()| ctl.go(Route::EditAlarm(name.clone())))
    };
    let key = if props.enabled { "alarms.menu.disable" } else { "alarms.menu.enable" };
    let mut items = vec![
        MenuItem::new(words.s("alarms.menu.edit"), edit),
        MenuItem::new(words.s(key), switch),
        MenuItem::new(words.s("alarms.menu.set"), show(Open::Set)),
        MenuItem::new(words.s("alarms.menu.mute"), leads(&ctl, TARGET, name, Route::MuteRules)),
        MenuItem::new(
            words.s("alarms.menu.composite"),
            leads(&ctl, WITH, name, Route::CreateComposite),
        ),
    ];
    items.extend(props.more.iter().cloned());
    items.push(MenuItem::new(words.s("alarms.menu.delete"), show(Open::Delete)));
    let label = words.s("alarms.menu");
    html! {
        <>
            <Menu label={label.clone()} name={format!("{label}: {name}")} {items} />
            if *open == Open::Delete {
                <DeleteDialog name={name.clone()} leave={props.leave} onclose={close.clone()} />
            }
            if *open == Open::Set {
                <SetDialog name={name.clone()} state={props.state} onclose={close.clone()} />
            }
            if *open == Open::Refused {
                <Dialog open=true title={words.s(key)} onclose={close}>
                    { explain(refused.as_ref()) }
                </Dialog>
            }
        </>
    }
}

/// Goes to a form that begins with this alarm.
fn leads(ctl: &Ctl, key: &'static str, name: &str, to: Route) -> Callback<()> {
    let (ctl, name) = (ctl.clone(), name.to_owned());
    Callback::from(move |()| {
        ctl.send(Msg::Draft(key.to_owned(), Some(json!(name))));
        ctl.go(to.clone());
    })
}

/// Sends a request if it is well-formed.
fn send(ctl: &Ctl, request: Option<Request>, done: Callback<Reply>) {
    if let Some(request) = request {
        ctl.call(request, done);
    }
}

/// Says that it worked, and goes somewhere; or hands over the refusal.
fn finish(
    ctl: &Ctl,
    said: String,
    to: Option<Route>,
    refused: impl Fn(Reply) + 'static,
) -> Callback<Reply> {
    let ctl = ctl.clone();
    Callback::from(move |reply: Reply| {
        if reply.result.is_err() {
            refused(reply);
            return;
        }
        ctl.flash(Flash::success(said.clone()));
        if let Some(to) = &to {
            ctl.go(to.clone());
        }
    })
}

#[derive(Clone, PartialEq, Properties)]
struct DeleteProps {
    name: String,
    leave: bool,
    onclose: Callback<()>,
}

#[component]
fn DeleteDialog(props: &DeleteProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let refused = use_state(|| None::<Reply>);
    let wanted = request("DeleteAlarms", json!({ "AlarmNames": [props.name] }));
    let onclick = {
        let (refused, wanted, onclose) = (refused.clone(), wanted.clone(), props.onclose.clone());
        let said = words.fill("alarms.deleted", &[("name", &props.name)]);
        let to = props.leave.then_some(Route::Alarms);
        move |_: MouseEvent| {
            let (refused, onclose, ctl2) = (refused.clone(), onclose.clone(), ctl.clone());
            let done = finish(&ctl, said.clone(), to.clone(), move |reply| {
                refused.set(Some(reply));
            });
            let done = Callback::from(move |reply: Reply| {
                if reply.result.is_ok() {
                    onclose.emit(());
                }
                done.emit(reply);
            });
            send(&ctl2, wanted.clone(), done);
        }
    };
    let submit = html! {
        <Button kind={ButtonKind::Danger} {onclick}>{ words.t("alarms.menu.delete") }</Button>
    };
    html! {
        <Dialog open=true title={words.s("alarms.delete.title")} onclose={props.onclose.clone()}
            {submit}>
            <p>{ words.fill("alarms.delete.question", &[("name", &props.name)]) }</p>
            { explain(refused.as_ref()) }
            <CliForm request={wanted} />
        </Dialog>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct SetProps {
    name: String,
    state: StateValue,
    onclose: Callback<()>,
}

#[component]
fn SetDialog(props: &SetProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let first = if props.state == StateValue::Alarm { StateValue::Ok } else { StateValue::Alarm };
    let chosen = use_state(|| first.name().to_owned());
    let reason = use_state(|| "testing".to_owned());
    let refused = use_state(|| None::<Reply>);
    let input = json!({ "AlarmName": props.name, "StateValue": *chosen, "StateReason": *reason });
    let wanted = request("SetAlarmState", input);
    let onclick = {
        let (refused, wanted, onclose) = (refused.clone(), wanted.clone(), props.onclose.clone());
        let said = words.fill("alarms.changed", &[("name", &props.name)]);
        move |_: MouseEvent| {
            let (refused, onclose, said) = (refused.clone(), onclose.clone(), said.clone());
            let flash = ctl.clone();
            let done = Callback::from(move |reply: Reply| {
                if reply.result.is_err() {
                    refused.set(Some(reply));
                } else {
                    flash.flash(Flash::success(said.clone()));
                    onclose.emit(());
                }
            });
            send(&ctl, wanted.clone(), done);
        }
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} {onclick}>{ words.t("alarms.set.submit") }</Button>
    };
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text: String| state.set(text))
    };
    html! {
        <Dialog open=true title={words.s("alarms.set.title")} onclose={props.onclose.clone()}
            {submit}>
            <p>{ words.t("alarms.set.explain") }</p>
            <Radios label={words.s("alarms.set.state")} value={(*chosen).clone()}
                options={states(&words)} onchange={set(&chosen)} />
            <TextInput label={words.s("alarms.set.reason")} value={(*reason).clone()}
                oninput={set(&reason)} />
            { explain(refused.as_ref()) }
            <CliForm request={wanted} />
        </Dialog>
    }
}

/// The three states to choose from.
pub fn states(words: &Words) -> Vec<Choice> {
    [StateValue::Alarm, StateValue::Ok, StateValue::InsufficientData]
        .into_iter()
        .map(|state| {
            let label = words.s(watchtrail::view::alarms::words::state(state));
            Choice::new(state.name(), label)
        })
        .collect()
}
