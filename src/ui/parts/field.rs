//! Fields of text: a label, a hint, an error, tied to what is typed.

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::missing::missing;
use super::{Icon, IconKind, use_id};

/// The ids of the hint and of the error, where they exist.
pub(super) fn described(
    id: &AttrValue,
    hint: &Html,
    error: &Option<AttrValue>,
) -> Option<AttrValue> {
    let hint = (*hint != Html::default()).then(|| format!("{id}-hint"));
    let error = error.as_ref().map(|_| format!("{id}-error"));
    let ids: Vec<String> = hint.into_iter().chain(error).collect();
    (!ids.is_empty()).then(|| AttrValue::from(ids.join(" ")))
}

/// The hint of the field with this id.
pub(super) fn hint(id: &AttrValue, hint: &Html) -> Html {
    if *hint == Html::default() {
        return Html::default();
    }
    html! { <p class="hint" id={format!("{id}-hint")}>{ hint.clone() }</p> }
}

/// The error of the field with this id: said as soon as it is there.
pub(super) fn error(id: &AttrValue, error: &Option<AttrValue>) -> Html {
    html! {
        <p class="field-error" id={format!("{id}-error")} aria-live="polite">
            if let Some(error) = error {
                <Icon kind={IconKind::CrossCircle} />{ error.clone() }
            }
        </p>
    }
}

/// What stands around a control.
pub(super) struct Around<'a> {
    /// The control's id.
    pub(super) id: &'a AttrValue,
    /// Its label.
    pub(super) label: &'a AttrValue,
    /// Whether the label is said but not seen.
    pub(super) bare: bool,
    /// A word of help.
    pub(super) hint: &'a Html,
    /// What is wrong.
    pub(super) error: &'a Option<AttrValue>,
}

impl Around<'_> {
    /// The control with its label, hint and error.
    pub(super) fn field(&self, control: Html) -> Html {
        html! {
            <div class="field">
                <label for={self.id.clone()} class={self.bare.then_some("sr-only")}>
                    { self.label.clone() }
                </label>
                { hint(self.id, self.hint) }
                { control }
                { error(self.id, self.error) }
            </div>
        }
    }
}

/// What a [`TextInput`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct TextInputProps {
    /// Its label.
    pub label: AttrValue,
    /// What is typed.
    pub value: AttrValue,
    /// Called with the text as it is typed.
    #[prop_or_default]
    pub oninput: Callback<String>,
    /// Called with the text when it is entered, or left.
    #[prop_or_default]
    pub onchange: Callback<String>,
    /// A word of help.
    #[prop_or_default]
    pub hint: Html,
    /// What is wrong.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// The kind of text, as HTML has it: `text`, `email`, `search`, `datetime-local`.
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    /// An example in the empty field.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// Whether it must be filled in.
    #[prop_or_default]
    pub required: bool,
    /// Whether it cannot be used now.
    #[prop_or_default]
    pub disabled: bool,
    /// Whether the label is said but not seen.
    #[prop_or_default]
    pub bare: bool,
    /// Whether it is code: an id, an ARN.
    #[prop_or_default]
    pub mono: bool,
    /// Texts to choose from while typing.
    #[prop_or_default]
    pub suggestions: Vec<AttrValue>,
    /// Which keyboard a telephone shows: `decimal`, `numeric`.
    #[prop_or_default]
    pub inputmode: Option<AttrValue>,
    /// Its id.
    #[prop_or_default]
    pub id: Option<AttrValue>,
}

/// A line of text.
#[component]
pub fn TextInput(props: &TextInputProps) -> Html {
    let own = use_id("field");
    let id = props.id.clone().unwrap_or(own);
    let list = (!props.suggestions.is_empty()).then(|| format!("{id}-list"));
    let oninput = props.oninput.reform(|event: InputEvent| {
        let input: HtmlInputElement = event.target_unchecked_into();
        input.value()
    });
    let onchange = props.onchange.reform(|event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        input.value()
    });
    let TextInputProps { label, bare, hint, error, .. } = props;
    Around { id: &id, label, bare: *bare, hint, error }.field(html! {
        <>
            <input id={id.clone()} class={classes!("input", props.mono.then_some("mono"))}
                type={props.kind.clone()} value={props.value.clone()} {oninput} {onchange}
                placeholder={props.placeholder.clone()} required={props.required}
                disabled={props.disabled} inputmode={props.inputmode.clone()}
                autocomplete="off" spellcheck="false" list={list.clone()}
                aria-invalid={props.error.is_some().then_some("true")}
                data-missing={missing(label, props.required, &props.value, error)}
                aria-describedby={described(&id, &props.hint, &props.error)} />
            if let Some(list) = list {
                <datalist id={list}>
                    { for props.suggestions.iter().map(|text| html! {
                        <option value={text.clone()} />
                    }) }
                </datalist>
            }
        </>
    })
}

/// What a [`NumberInput`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct NumberInputProps {
    /// Its label.
    pub label: AttrValue,
    /// What is typed: a text, so that `70%` can be answered.
    pub value: AttrValue,
    /// Called with the text as it is typed.
    #[prop_or_default]
    pub oninput: Callback<String>,
    /// A word of help.
    #[prop_or_default]
    pub hint: Html,
    /// What is wrong.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// Whether it must be filled in.
    #[prop_or_default]
    pub required: bool,
    /// Whether it cannot be used now.
    #[prop_or_default]
    pub disabled: bool,
}

/// A number. It takes any text: a field that swallows `%` could not say what is wrong with it.
#[component]
pub fn NumberInput(props: &NumberInputProps) -> Html {
    html! {
        <TextInput label={props.label.clone()} value={props.value.clone()} oninput={&props.oninput}
            hint={props.hint.clone()} error={props.error.clone()} required={props.required}
            disabled={props.disabled} inputmode="decimal" />
    }
}

/// What a [`TextArea`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct TextAreaProps {
    /// Its label.
    pub label: AttrValue,
    /// What is typed.
    pub value: AttrValue,
    /// Called with the text as it is typed.
    #[prop_or_default]
    pub oninput: Callback<String>,
    /// A word of help.
    #[prop_or_default]
    pub hint: Html,
    /// What is wrong.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// How many lines it shows.
    #[prop_or(4)]
    pub rows: u32,
    /// Whether it is code.
    #[prop_or_default]
    pub mono: bool,
    /// Whether it must be filled in.
    #[prop_or_default]
    pub required: bool,
    /// Whether it cannot be used now.
    #[prop_or_default]
    pub disabled: bool,
}

/// Lines of text.
#[component]
pub fn TextArea(props: &TextAreaProps) -> Html {
    let id = use_id("field");
    let oninput = props.oninput.reform(|event: InputEvent| {
        let input: HtmlTextAreaElement = event.target_unchecked_into();
        input.value()
    });
    let TextAreaProps { label, hint, error, .. } = props;
    Around { id: &id, label, bare: false, hint, error }.field(html! {
        <textarea id={id.clone()} class={classes!("input", props.mono.then_some("mono"))}
            value={props.value.clone()} rows={props.rows.to_string()} {oninput}
            disabled={props.disabled} required={props.required} spellcheck="false"
            aria-invalid={error.is_some().then_some("true")}
            data-missing={missing(label, props.required, &props.value, error)}
            aria-describedby={described(&id, hint, error)} />
    })
}

/// What a field does with its new value: the form with it becomes the form.
pub fn edited<F: Clone + 'static, V: 'static>(
    form: &UseStateHandle<F>,
    change: impl Fn(&mut F, V) + 'static,
) -> Callback<V> {
    let form = form.clone();
    Callback::from(move |value: V| {
        let mut new = (*form).clone();
        change(&mut new, value);
        form.set(new);
    })
}
