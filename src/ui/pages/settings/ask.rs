//! What is asked before a kept session is renamed or deleted.

use yew::prelude::*;

use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::parts::{Button, ButtonKind, Dialog, TextInput};
use crate::ui::words::use_words;

/// What is about to be done to a kept session.
#[derive(Clone, PartialEq)]
pub enum Asked {
    /// It gets another name.
    Rename {
        /// Its name in storage.
        id: String,
        /// What it is called.
        name: String,
    },
    /// It is deleted.
    Delete {
        /// Its name in storage.
        id: String,
        /// What the list calls it.
        title: String,
    },
}

/// What an [`Ask`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// What is about to be done.
    pub what: Asked,
    /// Called when it was done, or not.
    pub onclose: Callback<()>,
}

/// The dialog that asks.
#[component]
pub fn Ask(props: &Props) -> Html {
    let onclose = props.onclose.clone();
    match props.what.clone() {
        Asked::Rename { id, name } => html! { <Rename {id} {name} {onclose} /> },
        Asked::Delete { id, title } => html! { <Delete {id} {title} {onclose} /> },
    }
}

#[derive(Clone, PartialEq, Properties)]
struct RenameProps {
    id: String,
    name: String,
    onclose: Callback<()>,
}

#[component]
fn Rename(props: &RenameProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let name = use_state(|| props.name.clone());
    let oninput = {
        let name = name.clone();
        Callback::from(move |typed: String| name.set(typed))
    };
    let save = {
        let (id, name, onclose) = (props.id.clone(), name.clone(), props.onclose.clone());
        Callback::from(move |()| {
            ctl.send(Msg::RenameSave(id.clone(), (*name).clone()));
            onclose.emit(());
        })
    };
    // Enter does what the last button does.
    let onkeydown = {
        let save = save.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && !event.is_composing() {
                event.prevent_default();
                save.emit(());
            }
        })
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={save.reform(|_: MouseEvent| ())}>
            { words.t("settings.saves.rename") }
        </Button>
    };
    html! {
        <Dialog open=true title={words.s("settings.rename.title")} onclose={&props.onclose}
            {submit}>
            <div {onkeydown}>
                <TextInput label={words.s("settings.rename.name")} value={(*name).clone()}
                    hint={words.t("settings.rename.hint")} {oninput} />
            </div>
        </Dialog>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct DeleteProps {
    id: String,
    title: String,
    onclose: Callback<()>,
}

#[component]
fn Delete(props: &DeleteProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let delete = {
        let (id, onclose) = (props.id.clone(), props.onclose.clone());
        Callback::from(move |_: MouseEvent| {
            ctl.send(Msg::DeleteSave(id.clone()));
            onclose.emit(());
        })
    };
    let submit = html! {
        <Button kind={ButtonKind::Danger} onclick={delete}>
            { words.t("settings.saves.delete") }
        </Button>
    };
    html! {
        <Dialog open=true title={words.s("settings.saves.delete.title")}
            onclose={&props.onclose} {submit}>
            <p>{ words.f("settings.saves.delete.text", &[("name", &props.title)]) }</p>
        </Dialog>
    }
}
