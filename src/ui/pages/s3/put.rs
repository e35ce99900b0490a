//! The two ways to put an object: a file of the learner's machine, and a text that is written here.

use wasm_bindgen_futures::spawn_local;
use watchtrail::services::s3::Body;
use watchtrail::view::s3::{act, content};
use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{
    Alert, AlertKind, Button, ButtonKind, CliForm, Dialog, FileInput, IconKind, TextArea,
    TextInput, use_id, use_opening,
};
use crate::ui::platform;
use crate::ui::words::use_words;

/// The properties of [`Upload`] and [`Write`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The bucket.
    pub bucket: String,
    /// The folder.
    pub prefix: String,
}

/// A chosen file: its name, its type, what is in it.
type Chosen = Option<(String, String, Body)>;

/// Reads the file that is chosen, if it is not too long.
fn choosing(chosen: &UseStateHandle<Chosen>, too_long: &UseStateHandle<bool>) -> Callback<Event> {
    let (chosen, too_long) = (chosen.clone(), too_long.clone());
    Callback::from(move |event: Event| {
        let input: Option<HtmlInputElement> = event.target_dyn_into();
        let file = input.and_then(|input| input.files()).and_then(|files| files.get(0));
        let Some(file) = file else { return };
        let long = file.size() > act::MAX_FILE as f64;
        too_long.set(long);
        chosen.set(None);
        if long {
            return;
        }
        let chosen = chosen.clone();
        spawn_local(async move {
            if let Ok(bytes) = platform::read_bytes(&file).await {
                chosen.set(Some((file.name(), file.type_(), Body::new(bytes))));
            }
        });
    })
}

/// The name of a file that was chosen.
fn name((name, ..): &(String, String, Body)) -> AttrValue {
    AttrValue::from(name.clone())
}

/// The button that puts a file of the learner's machine, and its dialog.
#[component]
pub fn Upload(props: &Props) -> Html {
    let (words, asking, opening) = (use_words(), use_asking(), use_opening());
    let id = use_id("upload");
    let chosen = use_state(|| Chosen::None);
    let too_long = use_state(|| false);
    let onchange = choosing(&chosen, &too_long);
    let close = {
        let (asking, close, chosen) = (asking.clone(), opening.close.clone(), chosen.clone());
        Callback::from(move |()| {
            asking.clear();
            chosen.set(None);
            close.emit(());
        })
    };
    let request = chosen.as_ref().map(|(name, kind, body)| {
        let key = format!("{}{name}", props.prefix);
        act::put(&props.bucket, &key, body, kind)
    });
    let sure = match (&request, &*chosen) {
        (Some(request), Some((name, ..))) => {
            asking.click(request.clone(), words.f("s3.put.done", &[("name", name)]), close.clone())
        }
        _ => Callback::noop(),
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={sure} disabled={request.is_none()}>
            { words.t("s3.upload") }
        </Button>
    };
    html! {
        <>
            <Button icon={IconKind::Plus} onclick={opening.open}>{ words.t("s3.upload") }</Button>
            if opening.is_open {
                <Dialog open=true title={words.s("s3.upload")} onclose={close} {submit}>
                    <div class="field">
                        <label for={id.clone()}>{ words.t("s3.upload.file") }</label>
                        <p class="hint" id={format!("{id}-hint")}>
                            { words.f("s3.upload.hint", &[("prefix", &props.prefix)]) }
                        </p>
                        <FileInput id={id.clone()} describedby={format!("{id}-hint")} {onchange}
                            chosen={chosen.as_ref().map(name)} />
                    </div>
                    if *too_long {
                        <Alert kind={AlertKind::Error}><p>{ words.t("s3.upload.long") }</p></Alert>
                    }
                    { asking.view() }
                </Dialog>
            }
        </>
    }
}

/// The button that writes a new text object, and its dialog.
#[component]
pub fn Write(props: &Props) -> Html {
    let (words, opening) = (use_words(), use_opening());
    html! {
        <>
            <Button onclick={opening.open}>{ words.t("s3.write") }</Button>
            if opening.is_open {
                <Editor bucket={props.bucket.clone()} object={props.prefix.clone()}
                    onclose={opening.close} />
            }
        </>
    }
}

/// The properties of [`Editor`].
#[derive(Clone, PartialEq, Properties)]
pub struct EditorProps {
    /// The bucket.
    pub bucket: String,
    /// The key; of a new object, its folder.
    pub object: String,
    /// What it holds, if it is there already, and whether that is packed.
    #[prop_or_default]
    pub content: Option<(String, bool)>,
    /// Its type.
    #[prop_or_default]
    pub content_type: String,
    /// Called when the dialog closes.
    pub onclose: Callback<()>,
}

/// The dialog in which the text of an object is written. Putting it makes it a new version, or
/// takes the place of what was there.
#[component]
pub fn Editor(props: &EditorProps) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let new = props.content.is_none();
    let (first, packed) = props.content.clone().unwrap_or_default();
    let key = use_state(|| props.object.clone());
    let text = use_state(|| first);
    let type_into = |field: &UseStateHandle<String>| {
        let field = field.clone();
        Callback::from(move |text: String| field.set(text))
    };
    let kind = if new { "text/plain" } else { &props.content_type };
    let body = content::edited(&text, packed);
    let request = act::put(&props.bucket, &key, &body, kind);
    let named = !key.is_empty() && !key.ends_with('/');
    let save = {
        let (asking, request, onclose) = (asking.clone(), request.clone(), props.onclose.clone());
        let said = words.f("s3.put.done", &[("name", &*key)]);
        Callback::from(move |_: MouseEvent| {
            let (ctl, said, onclose) = (ctl.clone(), said.clone(), onclose.clone());
            let done = Callback::from(move |_| {
                ctl.flash(Flash::success(said.clone()));
                onclose.emit(());
            });
            asking.send(request.clone(), done);
        })
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={save} disabled={!named}>
            { words.t("s3.write.save") }
        </Button>
    };
    let title = if new { "s3.write" } else { "s3.edit" };
    html! {
        <Dialog open=true wide=true title={words.s(title)} onclose={&props.onclose} {submit}>
            if new {
                <TextInput label={words.s("s3.column.key")} value={(*key).clone()} mono=true
                    required=true oninput={type_into(&key)}
                    hint={html! { words.t("s3.write.key.hint") }} />
            } else {
                <p>{ words.t(if packed { "s3.edit.packed" } else { "s3.edit.explain" }) }</p>
            }
            <TextArea label={words.s("s3.write.text")} value={(*text).clone()} rows={16} mono=true
                oninput={type_into(&text)} />
            { asking.view() }
            if new {
                <CliForm request={named.then_some(request)} />
            }
        </Dialog>
    }
}
