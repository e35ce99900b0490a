//! The form that asks an address to subscribe.

use watchtrail::api::ApiError;
use watchtrail::view::route::Route;
use watchtrail::view::sns::act;
use watchtrail::view::sns::topics::{Row, Topics};
use yew::prelude::*;

use super::filter::FilterFields;
use crate::ui::ctl::{Ctl, Flash, Msg, Reply, use_ctl};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::parts::{
    Alert, Button, ButtonKind, Choice, CliForm, PageHead, Panel, Select, TextInput, use_wrong,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The topics to choose from.
    pub model: Topics,
    /// The ARN of the topic chosen at first.
    pub topic: Option<String>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The form that asks an address to subscribe.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let first = props.topic.clone().or_else(|| Some(props.model.rows.first()?.arn.clone()));
    let topic = use_state(|| first.unwrap_or_default());
    let protocol = use_state(|| "email".to_owned());
    let endpoint = use_state(String::new);
    let filter = use_state(String::new);
    let scope = use_state(|| "MessageAttributes".to_owned());
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |new| state.set(new))
    };
    let reached = (protocol.as_str(), endpoint.trim());
    let request = act::subscribe_to_some(&topic, reached, &filter, &scope);
    let of_address = |error: &ApiError| error.message.ends_with("Email address");
    let fault = asking.fault(of_address);
    let fields = use_wrong(u32::from(fault.is_some()));
    let ready = !topic.is_empty() && !endpoint.trim().is_empty();
    let back = match props.model.rows.iter().find(|row| row.arn == *topic) {
        Some(row) => Route::Topic(row.name.clone()),
        None => Route::Subscriptions,
    };
    let onsubmit = {
        let (words, ctl, asking) = (words.clone(), ctl.clone(), asking.clone());
        let (request, to) = (request.clone(), back.clone());
        let endpoint = endpoint.trim().to_owned();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            asking.send(request.clone(), done(&words, &ctl, &to, &endpoint));
        })
    };
    let topics = choices(&props.model);
    let protocols: Vec<Choice> =
        act::PROTOCOLS.iter().map(|name| Choice::new(*name, *name)).collect();
    html! {
        // AWS says what is wrong with an address, not the browser.
        <form class="form" ref={fields} {onsubmit} novalidate=true>
            <PageHead crumbs={Route::CreateSubscription(None).crumbs()}
                title={words.s("sns.subscribe.open")} />
            <Panel title={words.s("sns.subscribe.details")}>
                { topic_field(&words, topics, &topic, set(&topic)) }
                <Select label={words.s("sns.column.protocol")} options={protocols}
                    value={(*protocol).clone()} onchange={set(&protocol)}
                    hint={html! { words.t("sns.subscribe.protocol.hint") }} />
                <TextInput label={words.s("sns.column.endpoint")} value={(*endpoint).clone()}
                    kind={if protocol.starts_with("email") { "email" } else { "text" }}
                    required=true placeholder="jiwoo@example.com" error={fault.clone()}
                    oninput={set(&endpoint)}
                    hint={html! { words.t("sns.subscribe.endpoint.hint") }} />
                <Alert><p>{ words.t("sns.subscribe.then") }</p></Alert>
            </Panel>
            <Panel title={words.s("sns.filter.title")}>
                <FilterFields policy={(*filter).clone()} scope={(*scope).clone()}
                    onpolicy={set(&filter)} onscope={set(&scope)} />
            </Panel>
            { props.reads.refused("ListTopics").map(|_| html! {
                <p class="hint">{ words.t("sns.subscribe.no-list") }</p>
            }).unwrap_or_default() }
            { asking.view_unless(fault.is_some()) }
            <div class="form-actions">
                <Button onclick={ctl.on(Msg::Go(back))}>{ words.t("app.cancel") }</Button>
                <Button kind={ButtonKind::Primary} submit=true disabled={!ready}>
                    { words.t("sns.subscribe.open") }
                </Button>
            </div>
            <CliForm request={ready.then_some(request)} />
        </form>
    }
}

/// The topics to choose from.
fn choices(model: &Topics) -> Vec<Choice> {
    let choice = |row: &Row| Choice::new(row.arn.clone(), row.name.clone()).note(row.arn.clone());
    model.rows.iter().map(choice).collect()
}

/// The topic: one of those there are, or any that is named by its ARN.
fn topic_field(
    words: &Words,
    options: Vec<Choice>,
    topic: &str,
    onchange: Callback<String>,
) -> Html {
    let known = options.iter().any(|choice| *choice.value == *topic);
    if known || (topic.is_empty() && !options.is_empty()) {
        return html! {
            <Select label={words.s("sns.column.topic")} {options} value={topic.to_owned()}
                {onchange} hint={html! { <code>{ topic }</code> }} />
        };
    }
    html! {
        <TextInput label={words.s("sns.subscribe.arn")} value={topic.to_owned()} mono=true
            oninput={onchange} required=true
            placeholder="arn:aws:sns:us-east-1:123456789012:ops-alerts" />
    }
}

/// Says where the confirmation is, and goes on.
fn done(words: &Words, ctl: &Ctl, to: &Route, endpoint: &str) -> Callback<Reply> {
    let (ctl, to) = (ctl.clone(), to.clone());
    let text = words.f("sns.subscribe.done", &[("endpoint", &endpoint)]);
    let flash = Flash::success(text).link(Route::Inbox, words.s("sns.subscribe.inbox"));
    Callback::from(move |_| {
        ctl.flash(flash.clone());
        ctl.go(to.clone());
    })
}
