//! Fields to choose from.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::field::{Around, described, error, hint};
use super::missing::missing;
use super::use_id;

/// Something to choose.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// What choosing it gives.
    pub value: AttrValue,
    /// What it says.
    pub label: AttrValue,
    /// A line beneath it (radios only).
    pub note: Option<AttrValue>,
    /// Whether it cannot be chosen now.
    pub disabled: bool,
}

impl Choice {
    /// Something to choose.
    pub fn new(value: impl Into<AttrValue>, label: impl Into<AttrValue>) -> Choice {
        Choice { value: value.into(), label: label.into(), note: None, disabled: false }
    }

    /// The same with a line beneath.
    pub fn note(mut self, note: impl Into<AttrValue>) -> Choice {
        self.note = Some(note.into());
        self
    }
}

/// What [`Select`], [`Radios`] and [`Segmented`] are given.
#[derive(Clone, PartialEq, Properties)]
pub struct ChoiceProps {
    /// The label.
    pub label: AttrValue,
    /// What there is to choose.
    pub options: Vec<Choice>,
    /// What is chosen.
    pub value: AttrValue,
    /// Called with the value chosen.
    #[prop_or_default]
    pub onchange: Callback<String>,
    /// A word of help.
    #[prop_or_default]
    pub hint: Html,
    /// What is wrong.
    #[prop_or_default]
    pub error: Option<AttrValue>,
    /// Whether something must be chosen.
    #[prop_or_default]
    pub required: bool,
    /// Whether nothing can be chosen now.
    #[prop_or_default]
    pub disabled: bool,
    /// Whether the label is said but not seen.
    #[prop_or_default]
    pub bare: bool,
}

/// A list to choose from.
#[component]
pub fn Select(props: &ChoiceProps) -> Html {
    let id = use_id("field");
    let onchange = props.onchange.reform(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        select.value()
    });
    let option = |choice: &Choice| {
        let selected = choice.value == props.value;
        html! {
            <option value={choice.value.clone()} {selected} disabled={choice.disabled}>
                { choice.label.clone() }
            </option>
        }
    };
    let ChoiceProps { label, bare, hint, error, .. } = props;
    Around { id: &id, label, bare: *bare, hint, error }.field(html! {
        <select id={id.clone()} class="input" {onchange} disabled={props.disabled}
            required={props.required} aria-invalid={error.is_some().then_some("true")}
            data-missing={missing(label, props.required, &props.value, error)}
            aria-describedby={described(&id, hint, error)}>
            { for props.options.iter().map(option) }
        </select>
    })
}

/// Choices in sight of each other, one beneath the other.
#[component]
pub fn Radios(props: &ChoiceProps) -> Html {
    group(props, use_id("radios"), "radios")
}

/// A few short choices in a row.
#[component]
pub fn Segmented(props: &ChoiceProps) -> Html {
    group(props, use_id("segments"), "segmented")
}

fn group(props: &ChoiceProps, id: AttrValue, class: &'static str) -> Html {
    let option = |choice: &Choice| {
        let (value, onchange) = (choice.value.to_string(), props.onchange.clone());
        let onchange = Callback::from(move |_: Event| onchange.emit(value.clone()));
        html! {
            <label key={choice.value.to_string()}>
                <input type="radio" name={id.clone()} checked={choice.value == props.value}
                    disabled={props.disabled || choice.disabled} {onchange} />
                <span class="choice-text">
                    <span class="choice-label">{ choice.label.clone() }</span>
                    if let Some(note) = &choice.note {
                        <span class="choice-note">{ note.clone() }</span>
                    }
                </span>
            </label>
        }
    };
    html! {
        <fieldset class="field" aria-describedby={described(&id, &props.hint, &props.error)}
            data-missing={missing(&props.label, props.required, &props.value, &props.error)}>
            <legend class={props.bare.then_some("sr-only")}>{ props.label.clone() }</legend>
            { hint(&id, &props.hint) }
            <div {class}>{ for props.options.iter().map(option) }</div>
            { error(&id, &props.error) }
        </fieldset>
    }
}

/// What a [`Checkbox`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct CheckboxProps {
    /// Its label.
    pub label: AttrValue,
    /// Whether it is checked.
    pub checked: bool,
    /// Called with what it is then.
    #[prop_or_default]
    pub onchange: Callback<bool>,
    /// A word of help.
    #[prop_or_default]
    pub hint: Html,
    /// Whether it cannot be used now.
    #[prop_or_default]
    pub disabled: bool,
}

/// Yes or no.
#[component]
pub fn Checkbox(props: &CheckboxProps) -> Html {
    let id = use_id("check");
    let onchange = props.onchange.reform(|event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        input.checked()
    });
    html! {
        <div class="field check">
            <input id={id.clone()} type="checkbox" checked={props.checked} {onchange}
                disabled={props.disabled} aria-describedby={described(&id, &props.hint, &None)} />
            <div>
                <label for={id.clone()}>{ props.label.clone() }</label>
                { hint(&id, &props.hint) }
            </div>
        </div>
    }
}
