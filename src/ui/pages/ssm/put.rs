//! The dialog that puts a parameter, or a new value of one there is.

use watchtrail::view::ssm::act::{KINDS, Put};
use yew::prelude::*;

use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{Button, ButtonKind, Choice, CliForm, Dialog, Radios, TextArea, TextInput};
use crate::ui::words::use_words;

/// The properties of [`PutParameter`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The parameter that gets a new value; none for a new one.
    #[prop_or_default]
    pub name: Option<String>,
    /// Its kind.
    #[prop_or(KINDS[0])]
    pub kind: &'static str,
    /// Called when the dialog is to close.
    pub onclose: Callback<()>,
}

/// The dialog that puts a parameter.
#[component]
pub fn PutParameter(props: &Props) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let form = use_state(|| Put {
        name: props.name.clone().unwrap_or_default(),
        kind: props.kind.to_owned(),
        overwrite: props.name.is_some(),
        ..Put::default()
    });
    let set = |change: fn(&mut Put, String)| {
        let form = form.clone();
        Callback::from(move |text: String| {
            let mut new = (*form).clone();
            change(&mut new, text);
            form.set(new);
        })
    };
    let request = form.request();
    let said = words.f("ssm.put.done", &[("name", &form.name)]);
    let save = match &request {
        Some(request) => asking.click(request.clone(), said, props.onclose.clone()),
        None => Callback::noop(),
    };
    let kinds: Vec<Choice> = KINDS
        .iter()
        .map(|one| {
            Choice::new(*one, *one).note(words.s(&format!("ssm.kind.{}", one.to_lowercase())))
        })
        .collect();
    let (title, verb) = match &props.name {
        Some(name) => (words.f("ssm.change.of", &[("name", name)]), "ssm.change"),
        None => (words.s("ssm.put"), "ssm.put"),
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={save} disabled={request.is_none()}>
            { words.t(verb) }
        </Button>
    };
    html! {
        <Dialog open=true {title} onclose={props.onclose.clone()} {submit}>
            if props.name.is_none() {
                <TextInput label={words.s("ssm.column.name")} value={form.name.clone()} mono=true
                    required=true placeholder="/shop/web/color"
                    oninput={set(|form, text| form.name = text)}
                    hint={html! { words.t("ssm.put.name.hint") }} />
                <Radios label={words.s("ssm.column.kind")} options={kinds}
                    value={form.kind.clone()} onchange={set(|form, text| form.kind = text)} />
            }
            <TextArea label={words.s("ssm.value")} required=true value={form.value.clone()} rows={4}
                mono=true
                oninput={set(|form, text| form.value = text)} />
            <TextInput label={words.s("ssm.description")} value={form.description.clone()}
                oninput={set(|form, text| form.description = text)} />
            { asking.view() }
            <CliForm {request} />
        </Dialog>
    }
}
