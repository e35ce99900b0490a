//! Whether and how a user signs in to the console: password, MFA devices, attempts that fail.

use watchtrail::sim::command::{Login, Slip};
use watchtrail::view::iam::act;
use watchtrail::view::iam::user::{Console, User};
use yew::prelude::*;

use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{
    Button, ButtonKind, CliForm, Dialog, KeyValues, Panel, TextInput, When, use_opening,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`ConsoleAccess`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The user.
    pub user: User,
}

/// The panel of a user's console access.
#[component]
pub fn ConsoleAccess(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let (giving, assigning) = (use_opening(), use_opening());
    let (name, console) = (&props.user.name, &props.user.console);
    let attempt = |slip: Option<Slip>| ctl.on(Msg::Login(Login { name: name.clone(), slip }));
    let take = {
        let said = words.s("iam.console.taken");
        asking.click(act::delete_login(name), said, Callback::noop())
    };
    let drop = |serial: &String| {
        let asking = asking.clone();
        let requests = act::drop_device(name, serial);
        Callback::from(move |_: MouseEvent| asking.send_all(requests.clone(), Callback::noop()))
    };
    let device = |serial: &String| {
        html! {
            <li key={serial.clone()}>
                <code>{ serial }</code>{ " " }
                <Button small=true onclick={drop(serial)}>
                    { words.t("iam.console.device.remove") }
                </Button>
            </li>
        }
    };
    let actions = html! {
        <>
            if console.password.is_some() {
                <Button onclick={take}>{ words.t("iam.console.take") }</Button>
            } else {
                <Button onclick={giving.open}>{ words.t("iam.console.give") }</Button>
            }
            <Button onclick={assigning.open}>{ words.t("iam.console.device.add") }</Button>
        </>
    };
    html! {
        <Panel title={words.s("iam.console.title")} {actions}>
            <KeyValues rows={rows(&words, console)} />
            if !console.devices.is_empty() {
                <ul class="plain">{ for console.devices.iter().map(device) }</ul>
            }
            <p class="hint">{ words.t("iam.console.attempts") }</p>
            <div class="form-actions">
                <Button small=true onclick={attempt(Some(Slip::Password))}>
                    { words.t("iam.console.wrong-password") }
                </Button>
                if !console.devices.is_empty() {
                    <Button small=true onclick={attempt(Some(Slip::Code))}>
                        { words.t("iam.console.wrong-code") }
                    </Button>
                }
            </div>
            { asking.view() }
            if giving.is_open {
                <Give user={props.user.clone()} onclose={giving.close} />
            }
            if assigning.is_open {
                <Assign user={props.user.clone()} onclose={assigning.close} />
            }
        </Panel>
    }
}

fn rows(words: &Words, console: &Console) -> Vec<(AttrValue, Html)> {
    let when = |at: Option<watchtrail::sim::Time>, none: &str| match at {
        Some(at) => html! { <When {at} /> },
        None => html! { words.t(none) },
    };
    vec![
        (words.s("iam.console.password"), when(console.password, "iam.console.none")),
        (words.s("iam.console.used"), when(console.used, "iam.console.never")),
        (
            words.s("iam.console.mfa"),
            html! {
                words.t(if console.devices.is_empty() { "iam.console.mfa.off" }
                    else { "iam.console.mfa.on" })
            },
        ),
    ]
}

/// The properties of the dialogs.
#[derive(Clone, PartialEq, Properties)]
struct OfUser {
    user: User,
    onclose: Callback<()>,
}

/// The dialog that gives a user a password.
#[component]
fn Give(props: &OfUser) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let password = use_state(String::new);
    let request = act::create_login(&props.user.name, &password);
    let said = words.f("iam.console.given", &[("name", &props.user.name)]);
    let save = asking.click(request.clone(), said, props.onclose.clone());
    let oninput = {
        let password = password.clone();
        Callback::from(move |text| password.set(text))
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={save} disabled={password.is_empty()}>
            { words.t("iam.console.give") }
        </Button>
    };
    html! {
        <Dialog open=true title={words.s("iam.console.give")} onclose={&props.onclose} {submit}>
            <TextInput label={words.s("iam.console.password")} value={(*password).clone()}
                {oninput} required=true hint={html! { words.t("iam.console.password.hint") }} />
            { asking.view() }
            <CliForm request={(!password.is_empty()).then_some(request)} />
        </Dialog>
    }
}

/// The dialog that gives a user an MFA device.
#[component]
fn Assign(props: &OfUser) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let name = use_state(|| format!("{}-phone", props.user.name));
    let codes = use_state(|| (String::new(), String::new()));
    let requests = act::add_device(&props.user, name.trim(), (&codes.0, &codes.1));
    let ready = !name.trim().is_empty() && codes.0.len() == 6 && codes.1.len() == 6;
    let save = {
        let (asking, onclose) = (asking.clone(), props.onclose.clone());
        Callback::from(move |_: MouseEvent| {
            let onclose = onclose.clone();
            asking.send_all(requests.clone(), Callback::from(move |_| onclose.emit(())));
        })
    };
    let set_name = {
        let name = name.clone();
        Callback::from(move |text| name.set(text))
    };
    let set_first = {
        let codes = codes.clone();
        Callback::from(move |text| codes.set((text, codes.1.clone())))
    };
    let set_second = {
        let codes = codes.clone();
        Callback::from(move |text| codes.set((codes.0.clone(), text)))
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={save} disabled={!ready}>
            { words.t("iam.console.device.add") }
        </Button>
    };
    let title = words.s("iam.console.device.add");
    html! {
        <Dialog open=true {title} onclose={&props.onclose} {submit}>
            <TextInput label={words.s("iam.console.device.name")} value={(*name).clone()}
                oninput={set_name} required=true />
            <TextInput label={words.s("iam.console.device.first")} required=true
                value={codes.0.clone()}
                inputmode="numeric" oninput={set_first}
                hint={html! { words.t("iam.console.device.hint") }} />
            <TextInput label={words.s("iam.console.device.second")} required=true
                value={codes.1.clone()}
                inputmode="numeric" oninput={set_second} />
            { asking.view() }
        </Dialog>
    }
}
