//! The sessions that are kept: open, delete, take out as a file, bring in from one.

use wasm_bindgen_futures::spawn_local;
use watchtrail::view::home::{Kept, kept};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Read;
use crate::ui::ctl::{Flash, Msg, use_ctl};
use crate::ui::parts::{
    Button, ButtonKind, Column, Dialog, Empty, IconKind, Panel, Row, Status, Table, Tone, use_id,
};
use crate::ui::platform;
use crate::ui::words::use_words;

/// What [`Saves`] are given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// Reads the list.
    pub read: Read,
    /// The name of the session that is open.
    pub open: String,
}

/// The kept sessions.
#[component]
pub fn Saves(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let asking = use_state(|| None::<Kept>);
    // The list is read again when a session was opened or deleted.
    let turn = use_state(|| 0_u32);
    let (read, open) = (props.read, props.open.clone());
    let list = use_memo((*turn, props.open.clone(), words.clone()), move |(_, _, words)| {
        kept(&(read.0)(), &open, words)
    });
    let delete = {
        let (ctl, asking, turn) = (ctl.clone(), asking.clone(), turn.clone());
        Callback::from(move |_: MouseEvent| {
            if let Some(kept) = &*asking {
                ctl.send(Msg::DeleteSave(kept.id.clone()));
            }
            asking.set(None);
            turn.set(*turn + 1);
        })
    };
    let ask = |kept: Option<Kept>| {
        let asking = asking.clone();
        Callback::from(move |_: MouseEvent| asking.set(kept.clone()))
    };
    let row = |one: &Kept| {
        let name = words.f("settings.saves.name", &[("name", &one.name), ("n", &one.number)]);
        let actions = if one.open {
            html! { <Status kind={Tone::Good} label={words.s("settings.saves.open-now")} /> }
        } else {
            html! {
                <div class="actions">
                    <Button small=true onclick={ctl.on(Msg::OpenSave(one.id.clone()))}>
                        { words.t("settings.saves.open") }
                        <span class="sr-only">{ ": " }{ name.clone() }</span>
                    </Button>
                    <Button small=true kind={ButtonKind::Danger} onclick={ask(Some(one.clone()))}>
                        { words.t("settings.saves.delete") }
                        <span class="sr-only">{ ": " }{ name.clone() }</span>
                    </Button>
                </div>
            }
        };
        let cells = vec![html! { { name } }, html! { <code>{ one.id.clone() }</code> }, actions];
        Row::new(one.id.clone(), cells)
    };
    let columns = ["name", "id", "actions"]
        .map(|key| Column::new(words.t(&format!("settings.saves.column.{key}")).to_owned()));
    let question = asking.as_ref().map(|kept| {
        words.f("settings.saves.delete.text", &[("name", &kept.name), ("n", &kept.number)])
    });
    let close = {
        let asking = asking.clone();
        Callback::from(move |()| asking.set(None))
    };
    let confirm = html! {
        <>
            <Button onclick={ask(None)}>{ words.t("app.cancel") }</Button>
            <Button kind={ButtonKind::Danger} onclick={delete}>
                { words.t("settings.saves.delete") }
            </Button>
        </>
    };
    let actions = html! {
        <>
            <Button small=true icon={IconKind::Download} onclick={ctl.on(Msg::Export)}>
                { words.t("settings.export") }
            </Button>
            <Button small=true icon={IconKind::Share} onclick={ctl.on(Msg::Share(true))}>
                { words.t("settings.share") }
            </Button>
        </>
    };
    html! {
        <Panel title={words.s("settings.saves")} {actions}>
            <p>{ words.t("settings.saves.text") }</p>
            <Table caption={words.s("settings.saves")} columns={columns.to_vec()}
                rows={list.iter().map(row).collect::<Vec<_>>()}
                empty={html! { <Empty title={words.s("settings.saves.none")} /> }} />
            <Import />
            <Dialog open={asking.is_some()} title={words.s("settings.saves.delete.title")}
                onclose={close} actions={confirm}>
                <p>{ question.unwrap_or_default() }</p>
            </Dialog>
        </Panel>
    }
}

/// Brings a session in from a file.
#[component]
fn Import() -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let id = use_id("import");
    let onchange = {
        let (ctl, words) = (ctl.clone(), words.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            let (ctl, words) = (ctl.clone(), words.clone());
            spawn_local(async move {
                match platform::read_file(&file).await {
                    Ok(text) => ctl.send(Msg::Import(text)),
                    Err(_) => ctl.flash(Flash::error(words.s("settings.import.unreadable"))),
                }
            });
            // The same file can be chosen again.
            input.set_value("");
        })
    };
    html! {
        <div class="field settings-import">
            <label for={id.clone()}>{ words.t("settings.import") }</label>
            <p class="hint" id={format!("{id}-hint")}>{ words.t("settings.import.hint") }</p>
            <input id={id.clone()} type="file" accept=".jsonl,.json,.txt,application/jsonl"
                aria-describedby={format!("{id}-hint")} {onchange} />
        </div>
    }
}
