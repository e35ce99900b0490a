//! A session brought in from a file.

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::ui::ctl::{Flash, Msg, use_ctl};
use crate::ui::parts::use_id;
use crate::ui::platform;
use crate::ui::words::use_words;

/// Brings a session in from a file.
#[component]
pub fn Import() -> Html {
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
