//! The dialog in which somebody tries to sign in to the console, rightly or wrongly.

use watchtrail::sim::command::{Login, Slip};
use yew::prelude::*;

use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::parts::{Button, ButtonKind, Choice, Dialog, Radios, TextInput};
use crate::ui::words::use_words;

/// The properties of [`SignIn`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Called when the dialog is to close.
    pub onclose: Callback<()>,
}

/// The dialog of the sign-in page.
#[component]
pub fn SignIn(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let (name, slip) = (use_state(String::new), use_state(String::new));
    let go = {
        let (ctl, name, slip, onclose) =
            (ctl.clone(), name.clone(), slip.clone(), props.onclose.clone());
        Callback::from(move |_: MouseEvent| {
            let slip = match slip.as_str() {
                "password" => Some(Slip::Password),
                "code" => Some(Slip::Code),
                _ => None,
            };
            ctl.send(Msg::Login(Login { name: name.trim().to_owned(), slip }));
            onclose.emit(());
        })
    };
    let set_name = {
        let name = name.clone();
        Callback::from(move |text| name.set(text))
    };
    let onchange = {
        let slip = slip.clone();
        Callback::from(move |text| slip.set(text))
    };
    let options = ["", "password", "code"]
        .map(|value| {
            let key = if value.is_empty() { "right" } else { value };
            Choice::new(value, words.s(&format!("iam.sign-in.{key}")))
        })
        .to_vec();
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={go} disabled={name.trim().is_empty()}>
            { words.t("iam.sign-in.go") }
        </Button>
    };
    let title = words.s("iam.sign-in.title");
    html! {
        <Dialog open=true {title} onclose={&props.onclose} {submit}>
            <TextInput label={words.s("iam.sign-in.name")} value={(*name).clone()}
                oninput={set_name} required=true
                hint={html! { words.t("iam.sign-in.hint") }} />
            <Radios label={words.s("iam.sign-in.what")} {options} value={(*slip).clone()}
                {onchange} />
        </Dialog>
    }
}
