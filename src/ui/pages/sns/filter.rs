//! The filter policy of a subscription: its fields, and the dialog that changes it.

use watchtrail::view::iam::document;
use watchtrail::view::sns::act;
use watchtrail::view::sns::subscriptions::Row as Subscription;
use yew::prelude::*;

use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{Button, ButtonKind, Choice, CliForm, Dialog, Select, TextArea};
use crate::ui::words::use_words;

/// The properties of [`FilterFields`].
#[derive(Clone, PartialEq, Properties)]
pub struct FieldsProps {
    /// The policy.
    pub policy: String,
    /// What it is held against.
    pub scope: String,
    /// Called with another policy.
    pub onpolicy: Callback<String>,
    /// Called with another scope.
    pub onscope: Callback<String>,
}

/// A filter policy and what it is held against.
#[component]
pub fn FilterFields(props: &FieldsProps) -> Html {
    let words = use_words();
    let named = |scope: &&'static str| {
        let key =
            format!("sns.filter.scope.{}", scope.trim_start_matches("Message").to_lowercase());
        Choice::new(*scope, words.s(&key))
    };
    let options: Vec<Choice> = act::SCOPES.iter().map(named).collect();
    html! {
        <>
            <Select label={words.s("sns.filter.scope")} {options} value={props.scope.clone()}
                onchange={&props.onscope} />
            <TextArea label={words.s("sns.filter.policy")} value={props.policy.clone()}
                mono=true rows={6} oninput={&props.onpolicy}
                hint={html! { words.t("sns.filter.hint") }} />
        </>
    }
}

/// The properties of [`Filter`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The subscription.
    pub row: Subscription,
    /// Called when the dialog is to close.
    pub onclose: Callback<()>,
}

/// The dialog that changes the filter policy of a subscription.
#[component]
pub fn Filter(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let row = &props.row;
    let policy = use_state(|| row.filter.as_deref().map(document::pretty).unwrap_or_default());
    let scope = use_state(|| row.scope.to_owned());
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |new| state.set(new))
    };
    let requests = act::refilter(&row.arn, (row.scope, scope.as_str()), &policy);
    let save = {
        let (asking, requests) = (asking.clone(), requests.clone());
        let (onclose, text) = (props.onclose.clone(), words.s("sns.filter.done"));
        Callback::from(move |_: MouseEvent| {
            let (ctl, onclose, text) = (ctl.clone(), onclose.clone(), text.clone());
            let done = Callback::from(move |_| {
                ctl.flash(Flash::success(text.clone()));
                onclose.emit(());
            });
            asking.send_all(requests.clone(), done);
        })
    };
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={save}>{ words.t("sns.edit.save") }</Button>
    };
    html! {
        <Dialog open=true wide=true onclose={&props.onclose} {submit}
            title={words.f("sns.filter.of", &[("endpoint", &row.endpoint)])}>
            <FilterFields policy={(*policy).clone()} scope={(*scope).clone()}
                onpolicy={set(&policy)} onscope={set(&scope)} />
            { asking.view() }
            <>
                { for requests.into_iter().map(|request| html! {
                    <CliForm request={Some(request)} />
                }) }
            </>
        </Dialog>
    }
}
