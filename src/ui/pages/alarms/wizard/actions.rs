//! Step 3: whom to tell, and a new topic without leaving the wizard.

use serde_json::json;
use watchtrail::learn::session::Reply;
use watchtrail::services::Request;
use watchtrail::view::alarms::draft::{Action, Draft, Field};
use yew::prelude::*;

use super::super::refused;
use super::StepProps;
use super::acts::{Acts, OF_METRICS};
use crate::ui::ctl::{Flash, use_ctl};
use crate::ui::parts::{Button, Checkbox, CliForm, Expand, Panel, TextInput};
use crate::ui::words::{Words, use_words};

/// The step.
#[component]
pub fn Actions(props: &StepProps) -> Html {
    let words = use_words();
    let draft = &props.model.draft;
    html! {
        <Panel title={words.s("alarms.step.actions")}>
            <Acts actions={draft.actions.clone()} kinds={OF_METRICS}
                topics={props.model.topics.clone()} place={props.model.place.clone()}
                error={props.error(Field::Topic, false, &words)}
                onchange={props.edit(|draft, actions| draft.actions = actions)} />
            <Checkbox label={words.s("alarms.action.enabled")} checked={draft.enabled}
                onchange={props.edit(|draft, on: bool| draft.enabled = on)} />
            <NewTopic name={draft.new_topic.clone()} email={draft.new_email.clone()}
                onname={props.edit(|draft, name| draft.new_topic = name)}
                onemail={props.edit(|draft, email| draft.new_email = email)}
                onmade={props.edit(made)} />
        </Panel>
    }
}

/// A topic that was just made is told of ALARM, or takes the first free place.
fn made(draft: &mut Draft, arn: String) {
    (draft.new_topic, draft.new_email) = (String::new(), String::new());
    match draft.actions.iter_mut().find(|action| action.topic.is_empty()) {
        Some(action) => action.topic = arn,
        None => draft.actions.push(Action { state: "ALARM".to_owned(), topic: arn }),
    }
}

#[derive(Clone, PartialEq, Properties)]
struct NewTopicProps {
    name: AttrValue,
    email: AttrValue,
    onname: Callback<String>,
    onemail: Callback<String>,
    onmade: Callback<String>,
}

/// A new topic, and an e-mail address that hears of it.
#[component]
fn NewTopic(props: &NewTopicProps) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let NewTopicProps { name, email, onname, onemail, .. } = props;
    let reply = use_state(|| None::<Reply>);
    let wanted = Request::decode("sns", "CreateTopic", json!({ "Name": name.as_str() })).ok();
    let onclick = {
        let (ctl, words, wanted) = (ctl.clone(), words.clone(), wanted.clone());
        let (name, email, reply) = (name.clone(), email.clone(), reply.clone());
        let onmade = props.onmade.clone();
        move |_: MouseEvent| {
            let Some(request) = wanted.clone() else { return };
            let (inner, words, onmade) = (ctl.clone(), words.clone(), onmade.clone());
            let (name, email, reply) = (name.clone(), email.clone(), reply.clone());
            let done = Callback::from(move |answer: Reply| {
                let arn = answer.result.as_ref().ok().and_then(topic_arn);
                reply.set(Some(answer));
                let Some(arn) = arn else { return };
                let said = words.f("alarms.action.new.made", &[("name", &name)]);
                inner.flash(Flash::success(said));
                onmade.emit(arn.clone());
                subscribe(&inner, &words, &arn, email.trim(), &reply);
            });
            ctl.call(request, done);
        }
    };
    let summary = html! { words.t("alarms.action.new").to_owned() };
    let hint = words.t("alarms.action.new.email.hint").to_owned();
    html! {
        <Expand {summary} open={!name.is_empty() || reply.is_some()}>
            <div class="wizard-two">
                <TextInput label={words.s("alarms.action.new.name")} required=true
                    value={name.clone()}
                    oninput={onname.clone()} mono=true />
                <TextInput label={words.s("alarms.action.new.email")} kind="email" {hint}
                    value={email.clone()} oninput={onemail.clone()} />
            </div>
            <Button onclick={onclick} disabled={name.is_empty()}>
                { words.t("alarms.action.new.submit") }
            </Button>
            { refused((*reply).as_ref()) }
            <CliForm request={wanted} />
        </Expand>
    }
}

fn topic_arn(reply: &serde_json::Value) -> Option<String> {
    reply.get("TopicArn")?.as_str().map(str::to_owned)
}

/// Asks an address to confirm, if one was given.
fn subscribe(
    ctl: &crate::ui::ctl::Ctl,
    words: &Words,
    arn: &str,
    email: &str,
    reply: &UseStateHandle<Option<Reply>>,
) {
    let input = json!({ "TopicArn": arn, "Protocol": "email", "Endpoint": email });
    let request = Request::decode("sns", "Subscribe", input).ok();
    let Some(request) = request.filter(|_| !email.is_empty()) else { return };
    let said = words.f("alarms.action.new.subscribed", &[("email", &email)]);
    let (inner, reply) = (ctl.clone(), reply.clone());
    let done = Callback::from(move |answer: Reply| {
        if answer.result.is_ok() {
            inner.flash(Flash::info(said.clone()));
        }
        reply.set(Some(answer));
    });
    ctl.call(request, done);
}
