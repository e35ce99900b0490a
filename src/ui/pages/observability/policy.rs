//! The dialog that puts a sink's policy: a ready one, or one of one's own.

use watchtrail::view::iam::document::pretty;
use watchtrail::view::observability::act;
use yew::prelude::*;

use crate::ui::pages::ask::Ask;
use crate::ui::parts::{Choice, Code, Radios, TextArea, TextInput};
use crate::ui::words::{Words, use_words};

/// What [`Policy`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The sink's ARN.
    pub sink: String,
    /// Its policy now.
    pub first: Option<String>,
    /// The id of the account's organization.
    pub organization: Option<String>,
    /// Called when the dialog is to close.
    pub onclose: Callback<()>,
}

/// The dialog.
#[component]
pub fn Policy(props: &Props) -> Html {
    let words = use_words();
    let whom = use_state(|| match (&props.first, &props.organization) {
        (Some(_), _) => "own".to_owned(),
        (None, Some(_)) => "organization".to_owned(),
        (None, None) => "accounts".to_owned(),
    });
    let accounts = use_state(String::new);
    let own = use_state(|| props.first.as_deref().map(pretty).unwrap_or_default());
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |text| state.set(text))
    };
    let text = match whom.as_str() {
        "organization" => props.organization.as_deref().map(act::for_organization),
        "accounts" => act::for_accounts(&accounts),
        _ => Some((*own).clone()).filter(|text| !text.trim().is_empty()),
    };
    let request = text.as_ref().map(|text| act::put_policy(&props.sink, text));
    let wrong = (text.is_none() && !accounts.trim().is_empty())
        .then(|| words.s("observability.policy.accounts.wrong"));
    html! {
        <Ask wide=true act={words.s("app.act.save")} title={words.s("observability.policy.put")}
            {request}
            onclose={&props.onclose} said={words.s("observability.policy.done")}>
            <Radios label={words.s("observability.policy.whom")} value={(*whom).clone()}
                options={choices(&words, props.organization.as_deref())} onchange={set(&whom)} />
            if *whom == "accounts" {
                <TextInput label={words.s("observability.policy.accounts")} required=true mono=true
                    value={(*accounts).clone()} oninput={set(&accounts)} error={wrong}
                    placeholder="111122223333"
                    hint={html! { words.t("observability.policy.accounts.hint") }} />
            }
            if *whom == "own" {
                <TextArea label={words.s("observability.policy")} required=true
                    value={(*own).clone()} rows={16}
                    mono=true oninput={set(&own)} />
            } else if let Some(text) = text {
                <Code {text} label={words.s("observability.policy")} />
            }
        </Ask>
    }
}

fn choices(words: &Words, organization: Option<&str>) -> Vec<Choice> {
    let all = ["organization", "accounts", "own"].map(|word| {
        let key = format!("observability.policy.{word}");
        Choice::new(word, words.s(&key)).note(words.s(&format!("{key}.note")))
    });
    let fit = |mut choice: Choice| {
        if choice.value.as_str() == "organization" && organization.is_none() {
            choice.disabled = true;
            choice.note = Some(words.s("observability.policy.organization.none"));
        }
        choice
    };
    all.into_iter().map(fit).collect()
}
