//! The editor of a trail's selectors.

use watchtrail::view::trails::selectors::Draft;
use yew::prelude::*;

use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{
    Alert, AlertKind, Button, ButtonKind, Checkbox, Choice, CliForm, Code, Dialog, Panel,
    Segmented, TextArea, WhyNot, use_opening,
};
use crate::ui::words::use_words;

/// The properties of [`Selectors`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The trail.
    pub arn: String,
    /// What stands in the editor when it is opened.
    pub draft: Draft,
    /// The selectors as AWS writes them.
    pub json: String,
}

/// A trail's selectors, shown and changed.
#[component]
pub fn Selectors(props: &Props) -> Html {
    let (words, opening) = (use_words(), use_opening());
    let actions = html! {
        <Button onclick={opening.open}>{ words.t("trails.selectors.edit") }</Button>
    };
    let kind = if props.draft.advanced { "advanced" } else { "basic" };
    html! {
        <Panel title={words.s("trails.selectors")} {actions}>
            <p>{ words.s(&format!("trails.selectors.{kind}.shown")) }</p>
            <Code text={props.json.clone()} copy=true label={words.s("trails.selectors")} />
            if opening.is_open {
                <Editor arn={props.arn.clone()} begin={props.draft.clone()}
                    onclose={opening.close} />
            }
        </Panel>
    }
}

#[derive(Clone, PartialEq, Properties)]
struct EditorProps {
    arn: String,
    begin: Draft,
    onclose: Callback<()>,
}

/// The dialog that changes the selectors.
#[component]
fn Editor(props: &EditorProps) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let draft = use_state(|| props.begin.clone());
    let text = |change: fn(&mut Draft, String)| {
        let draft = draft.clone();
        Callback::from(move |text: String| {
            let mut new = (*draft).clone();
            change(&mut new, text);
            draft.set(new);
        })
    };
    let flag = |key: &str, on: bool, disabled: bool, change: fn(&mut Draft, bool)| {
        let draft = draft.clone();
        let onchange = Callback::from(move |on: bool| {
            let mut new = (*draft).clone();
            change(&mut new, on);
            draft.set(new);
        });
        let label = words.s(&format!("trails.selectors.{key}"));
        html! { <Checkbox {label} checked={on} {disabled} {onchange} /> }
    };
    let request = draft.request(&props.arn);
    let save = match request.clone() {
        Some(request) => {
            asking.click(request, words.s("trails.selectors.saved"), props.onclose.clone())
        }
        None => Callback::noop(),
    };
    let none = !draft.advanced && request.is_none();
    let why = match none {
        true => WhyNot::Said(words.s("trails.selectors.nothing")),
        false => WhyNot::Fields,
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={save} disabled={request.is_none()} {why}>
            { words.t("trails.selectors.save") }
        </Button>
    };
    let kinds = ["basic", "advanced"]
        .map(|kind| Choice::new(kind, words.s(&format!("trails.selectors.{kind}"))));
    let fault = draft.advanced().err().filter(|_| draft.advanced);
    html! {
        <Dialog open=true wide=true title={words.s("trails.selectors.edit")}
            onclose={&props.onclose} {submit}>
            <Segmented label={words.s("trails.selectors.kind")} options={kinds.to_vec()}
                value={if draft.advanced { "advanced" } else { "basic" }}
                onchange={text(|draft, text| draft.advanced = text == "advanced")} />
            if draft.advanced {
                <p class="hint">{ words.t("trails.selectors.advanced.hint") }</p>
                <TextArea label={words.s("trails.selectors.json")} value={draft.json.clone()}
                    rows=16 error={fault.map(AttrValue::from)}
                    oninput={text(|draft, text| draft.json = text)} />
            } else {
                { flag("management", draft.management, false, |draft, on| draft.management = on) }
                { flag("read", draft.read, false, |draft, on| draft.read = on) }
                { flag("write", draft.write, false, |draft, on| draft.write = on) }
                { flag("no-kms", draft.no_kms, !draft.management, |draft, on| draft.no_kms = on) }
                { flag("no-rds", draft.no_rds, !draft.management, |draft, on| draft.no_rds = on) }
                <TextArea label={words.s("trails.selectors.objects")} value={draft.objects.clone()}
                    rows=3 hint={html! { words.t("trails.selectors.objects.hint") }}
                    oninput={text(|draft, text| draft.objects = text)} />
                if draft.others > 0 {
                    <Alert kind={AlertKind::Warning}>
                        { words.f("trails.selectors.others", &[("n", &draft.others)]) }
                    </Alert>
                }
            }
            { asking.view() }
            <CliForm {request} />
        </Dialog>
    }
}
