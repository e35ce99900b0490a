//! A lab of one's own: written, held against the laws, begun, handed on.

use wasm_bindgen_futures::spawn_local;
use watchtrail::learn::check::check_own;
use watchtrail::learn::lab::own::{self, Own};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::ui::ctl::{Ctl, Flash, Msg, Start, use_ctl};
use crate::ui::parts::{
    Alert, AlertKind, Button, ButtonKind, Code, Expand, FileInput, IconKind, PageHead, Panel,
    TextArea, use_id,
};
use crate::ui::platform;
use crate::ui::words::{Words, use_words};

/// The key what was written is kept under.
const KEPT: &str = "own-lab";
/// What its file is called.
const FILE: &str = "watchtrail.lab";

/// The page.
#[component]
pub fn Page() -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let text = use_state(|| {
        let kept = platform::read(KEPT).ok().flatten();
        kept.unwrap_or_else(|| words.t("concepts.build.example").to_owned())
    });
    let broken = use_state(|| None::<Vec<String>>);
    let set = {
        let (text, broken) = (text.clone(), broken.clone());
        Callback::from(move |new: String| {
            // What the browser does not keep is still on the page, and can be handed on as a file.
            let _ = platform::write(KEPT, &new);
            broken.set(None);
            text.set(new);
        })
    };
    let read = own::read(&text);
    let error = read.as_ref().err().map(|error| AttrValue::from(error.to_string()));
    let check = {
        let (broken, words) = (broken.clone(), words.clone());
        let own = read.as_ref().ok().cloned();
        Callback::from(move |_: MouseEvent| {
            let Some(own) = &own else { return };
            let found = check_own(own, words.texts());
            broken.set(Some(found.iter().map(|law| law.say(words.texts())).collect()));
        })
    };
    let off = read.is_err();
    html! {
        <>
            <PageHead title={words.s("app.page.build")} note={words.t("concepts.build.note")} />
            <Panel title={words.s("concepts.build.file")}>
                <TextArea label={words.s("concepts.build.text")} value={(*text).clone()} rows={24}
                    mono=true {error} oninput={set.clone()}
                    hint={html! { words.t("concepts.build.text.hint") }} />
                <div class="actions">
                    <Button onclick={check} disabled={off}>
                        { words.t("concepts.build.check") }
                    </Button>
                    <Button kind={ButtonKind::Primary} icon={IconKind::Play} disabled={off}
                        onclick={begin(&ctl, &text)}>{ words.t("concepts.build.begin") }</Button>
                    <Button icon={IconKind::Download} onclick={download(&ctl, &text)}>
                        { words.t("concepts.build.download") }
                    </Button>
                    <Button onclick={anew(&set, &words)}>{ words.t("concepts.build.anew") }</Button>
                </div>
                <div role="status">{ told(&words, (*broken).as_deref(), read.as_ref().ok()) }</div>
                <Open {set} />
                <p class="hint">{ words.t("concepts.build.share") }</p>
                <Expand summary={html! { words.t("concepts.build.syntax") }}>
                    <Code text={words.s("concepts.build.syntax.text")} />
                </Expand>
            </Panel>
        </>
    }
}

/// Begins it: what is open stays kept.
fn begin(ctl: &Ctl, text: &str) -> Callback<MouseEvent> {
    let (ctl, text) = (ctl.clone(), text.to_owned());
    Callback::from(move |_: MouseEvent| ctl.send(Msg::Start(Start::Own(text.clone()))))
}

fn download(ctl: &Ctl, text: &str) -> Callback<MouseEvent> {
    let (ctl, text) = (ctl.clone(), text.to_owned());
    Callback::from(move |_: MouseEvent| {
        if let Err(fault) = platform::download(FILE, "text/plain", &text) {
            ctl.flash(Flash::error(fault.to_string()));
        }
    })
}

/// Puts the example in place of what was written.
fn anew(set: &Callback<String>, words: &Words) -> Callback<MouseEvent> {
    let (set, text) = (set.clone(), words.t("concepts.build.example").to_owned());
    Callback::from(move |_: MouseEvent| set.emit(text.clone()))
}

/// Which laws it breaks; nothing before it was checked.
fn told(words: &Words, broken: Option<&[String]>, own: Option<&Own>) -> Html {
    match (broken, own) {
        (None, _) | (_, None) => Html::default(),
        (Some([]), Some(own)) => html! {
            <Alert kind={AlertKind::Success}>
                <p>{ words.f("concepts.build.good", &[("title", &own.title())]) }</p>
            </Alert>
        },
        (Some(laws), Some(_)) => html! {
            <Alert kind={AlertKind::Warning} title={words.s("concepts.build.broken")}>
                <ul>{ for laws.iter().map(|law| html! { <li>{ law.clone() }</li> }) }</ul>
            </Alert>
        },
    }
}

#[derive(Clone, PartialEq, Properties)]
struct OpenProps {
    set: Callback<String>,
}

/// Opens a lab's file in place of what was written.
#[component]
fn Open(props: &OpenProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let id = use_id("lab-file");
    let set = props.set.clone();
    let onchange = {
        let words = words.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
            let (ctl, words, set) = (ctl.clone(), words.clone(), set.clone());
            spawn_local(async move {
                match platform::read_file(&file).await {
                    Ok(text) => set.emit(text),
                    Err(_) => ctl.flash(Flash::error(words.s("settings.import.unreadable"))),
                }
            });
            // The same file can be chosen again.
            input.set_value("");
        })
    };
    html! {
        <div class="field">
            <label for={id.clone()}>{ words.t("concepts.build.open") }</label>
            <FileInput {id} accept=".lab,.txt,text/plain" {onchange} />
        </div>
    }
}
