//! The form that makes a topic.

use watchtrail::view::route::Route;
use watchtrail::view::sns::act;
use yew::prelude::*;

use crate::ui::ctl::{Flash, Msg, use_ctl};
use crate::ui::pages::asked::use_asking;
use crate::ui::parts::{Button, ButtonKind, CliForm, PageHead, Panel, TagsEditor, TextInput};
use crate::ui::words::use_words;

/// The form that makes a topic.
#[component]
pub fn Page() -> Html {
    let (words, ctl, asking) = (use_words(), use_ctl(), use_asking());
    let name = use_state(String::new);
    let display = use_state(String::new);
    let tags = use_state(Vec::<(String, String)>::new);
    let set = |state: &UseStateHandle<String>| {
        let state = state.clone();
        Callback::from(move |new| state.set(new))
    };
    let given = tags.iter().filter(|(key, _)| !key.is_empty()).cloned().collect();
    let request = act::create_topic(&name, &display, &given);
    let good = act::is_topic_name(&name);
    let error = (!name.is_empty() && !good).then(|| words.s("sns.create.name.problem"));
    let onsubmit = {
        let (words, ctl, asking) = (words.clone(), ctl.clone(), asking.clone());
        let (request, name) = (request.clone(), (*name).clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (words, ctl, name) = (words.clone(), ctl.clone(), name.clone());
            let done = Callback::from(move |_| {
                ctl.flash(Flash::success(words.f("sns.create.done", &[("name", &name)])));
                ctl.go(Route::Topic(name.clone()));
            });
            asking.send(request.clone(), done);
        })
    };
    let onchange = {
        let tags = tags.clone();
        Callback::from(move |new| tags.set(new))
    };
    html! {
        <form class="form" {onsubmit}>
            <PageHead crumbs={Route::CreateTopic.crumbs()} title={words.s("sns.topics.create")} />
            <Panel title={words.s("sns.create.details")}>
                <TextInput label={words.s("sns.create.name")} value={(*name).clone()} {error}
                    required=true placeholder="ops-alerts" oninput={set(&name)}
                    hint={html! { words.t("sns.create.name.hint") }} />
                <TextInput label={words.s("sns.create.display")} value={(*display).clone()}
                    oninput={set(&display)} hint={html! { words.t("sns.create.display.hint") }} />
            </Panel>
            <Panel title={words.s("sns.create.tags")}>
                <TagsEditor tags={(*tags).clone()} {onchange} />
            </Panel>
            { asking.view() }
            <div class="form-actions">
                <Button onclick={ctl.on(Msg::Go(Route::Topics))}>{ words.t("app.cancel") }</Button>
                <Button kind={ButtonKind::Primary} submit=true disabled={name.is_empty()}>
                    { words.t("sns.topics.create") }
                </Button>
            </div>
            <CliForm request={good.then_some(request)} />
        </form>
    }
}
