//! The dialog that publishes a message.

use watchtrail::view::sns::act;
use yew::prelude::*;

use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{
    Alert, AlertKind, Button, ButtonKind, CliForm, Dialog, TextArea, TextInput,
};
use crate::ui::words::use_words;

/// The properties of [`Publish`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The topic's ARN.
    pub topic: String,
    /// How many subscriptions are confirmed.
    pub confirmed: usize,
    /// Called when the dialog is to close.
    pub onclose: Callback<()>,
}

/// The dialog that publishes a message.
#[component]
pub fn Publish(props: &Props) -> Html {
    let (words, asking) = (use_words(), use_asking());
    let subject = use_state(String::new);
    let message = use_state(String::new);
    let attributes = use_state(String::new);
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |new| state.set(new))
    };
    let given = act::attributes(&attributes);
    let error = given.is_none().then(|| words.s("sns.publish.attributes.bad"));
    let ready = !message.is_empty() && given.is_some();
    let text = (subject.as_str(), message.as_str());
    let request = act::publish_with(&props.topic, text, given.unwrap_or_default());
    let said = words.f("sns.publish.done", &[("n", &props.confirmed)]);
    let send = asking.click(request.clone(), said, props.onclose.clone());
    let submit = html! {
        <Button kind={ButtonKind::Primary} onclick={send} disabled={!ready}>
            { words.t("sns.publish.open") }
        </Button>
    };
    html! {
        <Dialog open=true title={words.s("sns.publish.open")} onclose={&props.onclose} {submit}>
            if props.confirmed == 0 {
                <Alert kind={AlertKind::Warning}><p>{ words.t("sns.publish.nobody") }</p></Alert>
            }
            <TextInput label={words.s("sns.publish.subject")} value={(*subject).clone()}
                oninput={set(&subject)} hint={html! { words.t("sns.publish.subject.hint") }} />
            <TextArea label={words.s("sns.publish.message")} required=true
                value={(*message).clone()} rows={6}
                oninput={set(&message)} />
            <TextArea label={words.s("sns.publish.attributes")} value={(*attributes).clone()}
                rows={4} mono=true oninput={set(&attributes)} {error}
                hint={html! { words.t("sns.publish.attributes.hint") }} />
            { asking.view() }
            <CliForm request={ready.then_some(request)} />
        </Dialog>
    }
}
