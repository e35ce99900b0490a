//! Brings in what somebody took out as a file: a session, answers, drills, what was learnt.

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::ui::ctl::{Flash, Msg, use_ctl};
use crate::ui::parts::{FileInput, use_id};
use crate::ui::platform;
use crate::ui::words::use_words;

/// What [`Import`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The key of its label; what the file should be is under the same key with `.hint`.
    pub label: AttrValue,
    /// The message that the file's text becomes.
    pub onread: Callback<String, Msg>,
    /// A class of its own, for what lies around it.
    #[prop_or_default]
    pub class: Classes,
}

/// What such files are called.
const ACCEPT: &str = ".jsonl,.json,.txt,application/jsonl,application/json";

/// Chooses a file of text and brings it in.
#[component]
pub fn Import(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let id = use_id("import");
    let onread = props.onread.clone();
    let onchange = {
        let (ctl, words) = (ctl.clone(), words.clone());
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            let (ctl, words, onread) = (ctl.clone(), words.clone(), onread.clone());
            spawn_local(async move {
                match platform::read_file(&file).await {
                    Ok(text) => ctl.send(onread.emit(text)),
                    Err(_) => ctl.flash(Flash::error(words.s("settings.import.unreadable"))),
                }
            });
            // The same file can be chosen again.
            input.set_value("");
        })
    };
    html! {
        <div class={classes!("field", props.class.clone())}>
            <label for={id.clone()}>{ words.t(&props.label) }</label>
            <p class="hint" id={format!("{id}-hint")}>
                { words.t(&format!("{}.hint", props.label)) }
            </p>
            <FileInput id={id.clone()} accept={ACCEPT} describedby={format!("{id}-hint")}
                {onchange} />
        </div>
    }
}
