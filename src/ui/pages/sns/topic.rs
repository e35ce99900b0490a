//! The page of one topic.

use std::collections::BTreeMap;

use watchtrail::view::route::Route;
use watchtrail::view::sns::act;
use watchtrail::view::sns::subscriptions::Status as Answer;
use watchtrail::view::sns::topic::Topic;
use yew::prelude::*;

use super::heard::Messages;
use super::policy::AccessPolicy;
use super::publish::Publish;
use super::subscriptions::Listed;
use crate::ui::ctl::{Msg, use_ctl};
use crate::ui::pages::asked::{Reads, use_asking};
use crate::ui::pages::gone::Gone;
use crate::ui::pages::tagged::Tagged;
use crate::ui::parts::{
    Button, ButtonKind, CliForm, CopyButton, Dialog, KeyValues, Link, PageHead, Panel, TextInput,
    When, WhyNot, use_opening,
};
use crate::ui::words::{Words, use_words};

/// The properties of [`Page`].
#[derive(Clone, PartialEq, Properties)]
pub struct Props {
    /// The name in the address.
    pub name: String,
    /// What it shows; nothing when there is no such topic.
    pub model: Option<Topic>,
    /// What it asked when it was opened.
    pub reads: Reads,
}

/// The page of a topic.
#[component]
pub fn Page(props: &Props) -> Html {
    let (words, ctl) = (use_words(), use_ctl());
    let publishing = use_opening();
    let route = Route::Topic(props.name.clone());
    let title = props.name.clone();
    let Some(model) = &props.model else {
        return html! {
            <Gone {route} {title} reads={props.reads.clone()} op="GetTopicAttributes"
                none="sns.topic.none" others={Route::Topics} see="sns.topic.none.next" />
        };
    };
    let said_yes = |row: &&_| matches!(subscription_status(row), Answer::Confirmed(_));
    let confirmed = model.subscriptions.iter().filter(said_yes).count();
    let tags = {
        let (arn, old) = (model.arn.clone(), model.tags.clone());
        Callback::from(move |new: BTreeMap<String, String>| act::retag(&arn, &old, &new))
    };
    let subscribe = ctl.on(Msg::Go(Route::CreateSubscription(Some(model.arn.clone()))));
    let actions = html! {
        <>
            <Delete name={model.name.clone()} arn={model.arn.clone()} />
            <Button kind={ButtonKind::Primary} onclick={publishing.open}>
                { words.t("sns.publish.open") }
            </Button>
        </>
    };
    let create = html! {
        <Button kind={ButtonKind::Primary} onclick={subscribe}>
            { words.t("sns.subscribe.open") }
        </Button>
    };
    html! {
        <>
            <PageHead crumbs={route.crumbs()} {title} refresh=true {actions} />
            { props.reads.or_refused("GetTopicAttributes", || html! {
                <Panel title={words.s("sns.topic.summary")}>
                    <KeyValues rows={summary(&words, model)} />
                </Panel>
            }) }
            { props.reads.or_refused("ListSubscriptionsByTopic", || html! {
                <Listed rows={model.subscriptions.clone()} topics=false actions={create} />
            }) }
            <Messages messages={model.messages.clone()} />
            { props.reads.or_refused("GetTopicAttributes", || html! {
                <AccessPolicy topic={model.arn.clone()} policy={model.policy.clone()}
                    display={model.display_name.clone()} />
            }) }
            { props.reads.or_refused("ListTagsForResource", || html! {
                <Tagged title={words.s("sns.create.tags")} tags={model.tags.clone()}
                    requests={tags} />
            }) }
            if publishing.is_open {
                <Publish topic={model.arn.clone()} {confirmed}
                    onclose={publishing.close} />
            }
        </>
    }
}

fn subscription_status(row: &watchtrail::view::sns::subscriptions::Row) -> Answer {
    row.status
}

fn summary(words: &Words, model: &Topic) -> Vec<(AttrValue, Html)> {
    let alarms = model.alarms.iter().map(|name| {
        html! { <li key={name.clone()}><Link to={Route::alarm(name)}>{ name }</Link></li> }
    });
    let display = match model.display_name.as_str() {
        "" => "–",
        name => name,
    };
    let alarms = match model.alarms.is_empty() {
        true => html! { words.t("sns.topic.alarms.none") },
        false => html! { <ul class="plain">{ for alarms }</ul> },
    };
    vec![
        (
            words.s("sns.column.arn"),
            html! {
                <><code>{ &model.arn }</code><CopyButton text={model.arn.clone()} /></>
            },
        ),
        (words.s("sns.create.display"), html! { display }),
        (words.s("sns.topic.owner"), html! { &model.owner }),
        (words.s("sns.column.created"), html! { <When at={model.created} /> }),
        (words.s("sns.topic.alarms"), alarms),
    ]
}

#[derive(Clone, PartialEq, Properties)]
struct DeleteProps {
    name: String,
    arn: String,
}

/// Deleting a topic: the console asks to type `delete me`.
#[component]
fn Delete(props: &DeleteProps) -> Html {
    const WORDS: &str = "delete me";
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let typed = use_state(|| None::<String>);
    let open = {
        let typed = typed.clone();
        Callback::from(move |_: MouseEvent| typed.set(Some(String::new())))
    };
    let onclose = {
        let (typed, asking) = (typed.clone(), asking.clone());
        Callback::from(move |()| {
            typed.set(None);
            asking.clear();
        })
    };
    let said = words.f("sns.delete.done", &[("name", &props.name)]);
    let delete = act::delete_topic(&props.arn);
    let sure = asking.click(delete.clone(), said, ctl.on(Msg::Go(Route::Topics)));
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |text| typed.set(Some(text)))
    };
    let text = typed.as_deref().unwrap_or_default().to_owned();
    let submit = html! {
        <Button kind={ButtonKind::Danger} onclick={sure} disabled={text.trim() != WORDS}
            why={WhyNot::Said(words.f("sns.delete.type", &[("words", &WORDS)]))}>
            { words.t("sns.delete") }
        </Button>
    };
    html! {
        <>
            <Button onclick={open}>{ words.t("sns.delete") }</Button>
            if typed.is_some() {
                <Dialog open=true title={words.f("sns.delete.ask", &[("name", &props.name)])}
                    {onclose} {submit}>
                    <p>{ words.t("sns.delete.warning") }</p>
                    <TextInput label={words.f("sns.delete.type", &[("words", &WORDS)])}
                        value={text} {oninput} />
                    { asking.view() }
                    <CliForm request={Some(delete)} />
                </Dialog>
            }
        </>
    }
}
